/* coverage_cells.h - the sites that reach points of the plane, one point after the other: for
 * more zones than a program should hold. All have one radius.
 *
 * The plane is cut into cells, each looked at when its first point comes: sites that reach all
 * of a cell, and sites that reach a part of it. A point then costs a look at the latter. */
#ifndef CHARGEPLAN_MODEL_COVERAGE_CELLS_H
#define CHARGEPLAN_MODEL_COVERAGE_CELLS_H

#include "model/coverage.h"

struct coverage_cells; /* opaque */
struct coverage_table;

/* Reach is distance <= radius_m + 1e-6 m, as in reach_create().
 *
 *   sites     in a plane; borrowed until coverage_cells_free()
 *   radius_m  finite, > 0
 *   n_points  about how many will come: cells are made smaller for more
 * Own it. Errors: ERR_NOMEM. */
enum err coverage_cells_create(struct coverage_cells **out, const struct points *sites,
                               double radius_m, double n_points, struct error *err);
void coverage_cells_free(struct coverage_cells *c); /* NULL is fine */

/* Number of the set of sites that reach a point. Errors: ERR_DATA (too many sites in all sets),
 * ERR_NOMEM. */
enum err coverage_cells_find(struct coverage_cells *c, double x, double y, int *set,
                             struct error *err);
/* The sets found so far: numbers in the order in which they were found first. */
const struct coverage_table *coverage_cells_sets(const struct coverage_cells *c);

#endif
