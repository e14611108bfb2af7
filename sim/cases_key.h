/* cases_key.h - tells the cases of a design apart, and the design from others, without building
 * each case's scenario: a part of a design of a million cases is found in seconds. */
#ifndef CHARGEPLAN_SIM_CASES_KEY_H
#define CHARGEPLAN_SIM_CASES_KEY_H

#include "scenarios/scenario_base.h"
#include "scenarios/sha256.h"
#include "sim/cases.h"

struct cases_key; /* opaque: the keys of the cases so far */

/* Room for `most` cases. `s` is the scenario without the cases' settings, made from `base` with
 * the options `sets`; all are borrowed. Own it: cases_key_free(*out). Errors: ERR_NOMEM. */
enum err cases_key_create(struct cases_key **out, struct scenario_base *base,
                          const struct scenario *s, int n_sets, const char *const sets[],
                          int most, struct error *err);
void cases_key_free(struct cases_key *keys); /* NULL is fine */

/* Enters the next case. *is_new is false where one before it has the same settings, in
 * whatever order, with those left out that say what the scenario says; files are the same
 * where their bytes are. Errors: ERR_NOMEM. */
enum err cases_key_add(struct cases_key *keys, const struct sweep_case *c, bool *is_new,
                       struct error *err);

/* Hash of the scenario with its input files and of all cases so far, their names and order. */
void cases_key_design(const struct cases_key *keys, char design[SHA256_HEX]);

/* The value that the scenario itself has at a path; "" where it has none. */
const char *cases_key_value(struct cases_key *keys, const char *path, size_t length);

#endif
