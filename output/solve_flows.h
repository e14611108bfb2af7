/* solve_flows.h - which site serves how much of which zone, as a table. */
#ifndef CHARGEPLAN_OUTPUT_SOLVE_FLOWS_H
#define CHARGEPLAN_OUTPUT_SOLVE_FLOWS_H

#include "output/solve_case.h"

/* Writes the new file: demand, site, weight (served there), share (of the zone); no row without
 * a plan. Errors: as solve_file_write(). */
enum err solve_flows_write(const struct solve_case *c, const struct placement_plan *plan,
                           const char *path, struct error *err);

#endif
