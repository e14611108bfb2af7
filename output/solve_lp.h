/* solve_lp.h - the problem of `chargeplan solve` as a file for other solvers. */
#ifndef CHARGEPLAN_OUTPUT_SOLVE_LP_H
#define CHARGEPLAN_OUTPUT_SOLVE_LP_H

#include "model/placement/placement.h"

/* Writes the new file. Errors: as solve_file_write(). */
enum err solve_lp_write(const struct placement_model *model, const struct placement_input *in,
                        const char *path, struct error *err);

#endif
