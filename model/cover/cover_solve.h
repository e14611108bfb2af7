/* cover_solve.h - what cover_solve.c and cover_share.c know of each other. */
#ifndef CHARGEPLAN_MODEL_COVER_SOLVE_H
#define CHARGEPLAN_MODEL_COVER_SOLVE_H

#include "model/cover/cover.h"

/* A state for a smaller problem, with the part of the plan that lies in it; open is the
 * caller's to free. Errors: ERR_NOMEM. */
enum err cover_state_create(struct cover_state *sub, const struct cover *c,
                            const struct cover_state *state, struct error *err);

/* One part: search, bound, fix; then what is left once more from the start where much was
 * fixed, else branching. */
enum err cover_solve_part(const struct cover *c, struct cover_limits *limits,
                          struct cover_state *state, int depth, struct error *err);

/* cover_share.c: all parts (cover_reduce.c numbers them), small ones first; values and bounds
 * add up. */
enum err cover_solve_parts(const struct cover *c, const int part[], int n_parts,
                           struct cover_limits *limits, struct cover_state *state, int depth,
                           struct error *err);

#endif
