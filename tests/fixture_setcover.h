/* fixture_setcover.h - small random set covers, and their optima by all plans. */
#ifndef CHARGEPLAN_TESTS_FIXTURE_SETCOVER_H
#define CHARGEPLAN_TESTS_FIXTURE_SETCOVER_H

#include "model/setcover/setcover_relax.h"

enum { SITES = 52, ELEMENTS = 120 };

/* A set cover: points in a square, who is near covers; or chance. */
struct setcover_problem {
    int n_elements, n_sites;
    int row_start[ELEMENTS + 1], site[ELEMENTS * SITES];
    unsigned over[ELEMENTS]; /* bits of the first 32 sites */
    double penalty[ELEMENTS], price[SITES], zero[SITES], step, fixed;
};

/* Problem `number`: by turns sites near points of a square, at random, or three to an element;
 * and prices of one, whole prices, prices without a step. */
void setcover_problem_make(struct setcover_problem *p, int number, int most_elements,
                           int most_sites);

/* The same for the engine. Own it: cover_free(). */
struct cover *setcover_problem_cover(const struct setcover_problem *p, unsigned skip);

/* By all plans; fixed counts. */
double setcover_problem_best(const struct setcover_problem *p);

struct cover_limits no_limits(void);

/* No plan yet; open is the caller's to free. */
struct cover_state state_of(const struct cover *c);

/* The engine alone on what nothing made smaller, from no plan and no multipliers: to a proof of
 * `best`. */
void setcover_prove_alone(const struct setcover_problem *p, double best);

#endif
