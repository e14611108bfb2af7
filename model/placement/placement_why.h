/* placement_why.h - which limit is at fault where limits together leave no plan. */
#ifndef CHARGEPLAN_MODEL_PLACEMENT_WHY_H
#define CHARGEPLAN_MODEL_PLACEMENT_WHY_H

#include "model/placement/placement.h"

/* deadline: cover_clock() until which it may look; INFINITY: no matter.
 *
 * Says in plan->reason without which limit (spacing, districts, P, B; the first two of them)
 * there is a plan; nothing changes where none alone is at fault or the search takes long.
 * Errors: ERR_SOLVER, ERR_NOMEM. */
enum err placement_why(const struct placement_model *model, const struct placement_input *in,
                       double deadline, struct placement_plan *plan, struct error *err);

#endif
