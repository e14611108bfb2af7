/* solve_lp.h - the problem of `chargeplan solve` as a file for other solvers. */
#ifndef CHARGEPLAN_OUTPUT_SOLVE_LP_H
#define CHARGEPLAN_OUTPUT_SOLVE_LP_H

#include "model/placement/placement.h"

/* ERR_USAGE where something of that name exists: nothing is ever overwritten. */
enum err solve_lp_check(const char *path, struct error *err);

/* Writes the file; it appears complete or not at all. Errors: ERR_USAGE (as above), ERR_IO,
 * ERR_NOMEM. */
enum err solve_lp_write(const struct placement_model *model, const struct placement_input *in,
                        const char *path, struct error *err);

#endif
