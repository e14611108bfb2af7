/* polygon_slabs.h - whether a polygon of many points holds a point, without a look at all
 * edges.
 *
 * The polygon's height is divided into bands. An edge stands in the two bands where it ends
 * and, for the bands that it passes through between them, at nodes of a segment tree; edges at
 * a node are sorted from west to east where they do not cross one another.
 *
 * Source: M. de Berg, O. Cheong, M. van Kreveld and M. Overmars, Computational Geometry, 3rd
 * ed. (2008), section 10.3, doi:10.1007/978-3-540-77974-2. */
#ifndef CHARGEPLAN_SCENARIOS_AREAS_POLYGON_SLABS_H
#define CHARGEPLAN_SCENARIOS_AREAS_POLYGON_SLABS_H

#include "scenarios/areas/polygons.h"

struct polygon_slabs; /* opaque */

/* Slabs of polygon k, which has points. The polygons are borrowed. Own it:
 * polygon_slabs_free(*out). Errors: ERR_NOMEM. */
enum err polygon_slabs_create(struct polygon_slabs **out, const struct polygons *polygons,
                              int k, struct error *err);
void polygon_slabs_free(struct polygon_slabs *slabs); /* NULL is fine */

/* As polygons_contains() of a point no lower than the polygon and no higher; n points take n
 * log n memory at most, and log^2 n steps where edges do not cross. */
bool polygon_slabs_contain(const struct polygon_slabs *slabs, double x, double y);

#endif
