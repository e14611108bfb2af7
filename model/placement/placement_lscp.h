/* placement_lscp.h - set cover of a share of the weight; private to placement_lscp*.c. */
#ifndef CHARGEPLAN_MODEL_PLACEMENT_LSCP_H
#define CHARGEPLAN_MODEL_PLACEMENT_LSCP_H

#include "model/placement/placement_task.h"

/* The weight that has to be, a rounding taken off; *total is that of all zones. */
double placement_lscp_asked(const struct placement_input *in, double *total);

/* The fewest or cheapest sites for a share. Errors: ERR_NOMEM, ERR_SOLVER. */
enum err placement_lscp_share(struct placement_task *t, struct placement_plan *plan,
                              struct error *err);

#endif
