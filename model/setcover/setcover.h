/* setcover.h - the engine of pure set covers: struct cover with nothing but elements that one
 * open site each has to cover, and prices. A search over plans, and a branch and bound over the
 * linear relaxation. */
#ifndef CHARGEPLAN_MODEL_SETCOVER_H
#define CHARGEPLAN_MODEL_SETCOVER_H

#include "model/cover/cover.h"

/* Whether the problem is one: no penalties, no second sites, no limits on sites or money; never
 * where tests switch the engine off. */
bool setcover_takes(const struct cover *c);

/* Whether a better plan or bound cannot be, or is not asked for. */
bool setcover_enough(const struct cover *c, const struct cover_limits *limits,
                     const struct cover_state *state);

/* setcover_search.c: row weighting from the state's plan, or from a greedy one; n_steps times
 * some sites are closed and others opened. Improves state->open. Errors: ERR_NOMEM. */
/* Assumed: steps for each site in a first search; where any plan below a cutoff will do. */
enum { SETCOVER_STEPS = 20, SETCOVER_STEPS_ASKED = 100 };
enum err setcover_search(const struct cover *c, long n_steps, unsigned seed,
                         struct cover_limits *limits, struct cover_state *state,
                         struct error *err);

/* From the state's plan and bound to proof or to a limit.
 *
 *   choice  [sites] what is decided: plans better than the best one agree on it
 *   u       [elements] multipliers of a good Lagrangian bound
 * Errors: ERR_NOMEM, ERR_SOLVER. */
enum err setcover_prove(const struct cover *c, const unsigned char choice[], const double u[],
                        struct cover_limits *limits, struct cover_state *state,
                        struct error *err);

#endif
