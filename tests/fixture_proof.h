/* fixture_proof.h - a model against all plans of small cities, and properties of middling ones.
 */
#ifndef CHARGEPLAN_TESTS_FIXTURE_PROOF_H
#define CHARGEPLAN_TESTS_FIXTURE_PROOF_H

#include "tests/fixture_truth.h"

/* A whole test program: each row against all plans, each row's properties. */
int proof_main(const char *name, const struct truth *const rows[]); /* ends in NULL */

/* The two tests of a row, for cmocka; *state is a const struct truth. */
void proof_all_plans(void **state);
void proof_properties(void **state);

extern int proof_city; /* that is being tried; -1: none */

/* `most`, or fewer where CHARGEPLAN_PROOF_CITIES says so. */
int proof_n_cities(int most);

/* Teardown of a test: says in which city it failed. */
int proof_tell_city(void **state);

/* Solves and checks the record of the plan against the city; the answer is the caller's. */
struct placement_plan proof_solve(const struct truth *truth, const struct town *t);

/* Whether the program has the row's model yet. */
bool proof_there(const struct truth *truth);

#endif
