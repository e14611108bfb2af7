/* mclp_t.h - how mclp-t is solved; private to mclp-t. */
#ifndef CHARGEPLAN_MODEL_MCLP_T_H
#define CHARGEPLAN_MODEL_MCLP_T_H

#include "model/placement/timetable.h"

/* The same problem without P and B of the whole, which this model does not read. */
struct placement_input mclp_t_without_limits(const struct placement_input *in);
/* Column of "site s stands in phase k" in the formulation. */
int mclp_t_column(const struct placement_input *in, int s, int k);

/* Plans by timetable_search(), bounds by one maximal covering for each phase with all that may
 * open until then, and branch and bound where they do not meet. Errors: ERR_NOMEM, ERR_SOLVER.
 */
enum err mclp_t_solve(const struct placement_input *in, struct placement_plan *plan,
                      struct error *err);

#endif
