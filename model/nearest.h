/* nearest.h - the nearest of a set of points, by the exact distance of geo.h.
 *
 * A cheap plane distance leaves only a few points for the exact one, so that a query costs a
 * few nanoseconds a point on lon/lat too. Right for areas up to about 1,000 km from the middle
 * of the points; larger areas compare everything exactly. */
#ifndef CHARGEPLAN_MODEL_NEAREST_H
#define CHARGEPLAN_MODEL_NEAREST_H

#include "scenarios/error.h"
#include "scenarios/geo.h"

struct nearest; /* opaque: the points of a set that count */

/* Points k of `points` with take[k] (NULL: all). Borrows the coordinates.
 * Own it: nearest_free(*out). Errors: ERR_NOMEM. */
enum err nearest_create(struct nearest **out, const struct points *points, const bool take[],
                        struct error *err);
void nearest_free(struct nearest *nearest); /* NULL is fine */

/* Index into `points` of the one nearest to point i of `from`, the lowest index of equals; -1
 * where none counts. *distance_m (may be NULL) receives the distance, INFINITY without one. */
int nearest_find(const struct nearest *nearest, const struct points *from, int i,
                 double *distance_m);

#endif
