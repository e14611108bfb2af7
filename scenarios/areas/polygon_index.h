/* polygon_index.h - which polygon holds a point, for many points.
 *
 * Boxes of polygons in a tree, packed by their places; within a polygon of many points its
 * edges by bands of y. Answers are those of polygons_contains(), to the bit.
 *
 * Source: S. T. Leutenegger, M. A. Lopez and J. Edgington, STR: a simple and efficient
 * algorithm for R-tree packing, Proc. 13th Int. Conf. on Data Engineering (1997) 497-506,
 *   doi:10.1109/ICDE.1997.582015. */
#ifndef CHARGEPLAN_SCENARIOS_AREAS_POLYGON_INDEX_H
#define CHARGEPLAN_SCENARIOS_AREAS_POLYGON_INDEX_H

#include "scenarios/areas/polygons.h"

struct polygon_index; /* opaque; many threads may ask the same one */

/* The polygons are borrowed. Own it: polygon_index_free(*out). Errors: ERR_NOMEM. */
enum err polygon_index_create(struct polygon_index **out, const struct polygons *polygons,
                              struct error *err);
void polygon_index_free(struct polygon_index *ix); /* NULL is fine */

/* The lowest-numbered polygon that holds the point; -1 where none does. */
int polygon_index_find(const struct polygon_index *ix, double x, double y);

/* How many polygons hold the point: more than 1 where they overlap. */
int polygon_index_count(const struct polygon_index *ix, double x, double y);

#endif
