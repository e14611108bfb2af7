/* polygons.h - areas with parts and holes, on a plane or on WGS 84.
 *
 * Outer rings run counter-clockwise and holes clockwise: the builder turns them so. Edges are
 * straight in x and y, in degrees too. Polygons across 180 degrees of longitude are for the
 * reader to refuse. */
#ifndef CHARGEPLAN_SCENARIOS_AREAS_POLYGONS_H
#define CHARGEPLAN_SCENARIOS_AREAS_POLYGONS_H

#include <stdbool.h>

#include "scenarios/error.h"

/* Starts as {0}; polygons_clear() empties it. */
struct polygons {
    int n;            /* polygons; each may have several parts and holes */
    int *ring_start;  /* owned [n + 1] rings of k: ring_start[k] .. ring_start[k + 1] - 1 */
    int *point_start; /* owned [n_rings + 1] points of ring r: point_start[r] .. */
    double *x, *y;   /* owned [n_points] metres, or degrees of longitude and latitude on WGS 84;
                        the first point of a ring is not repeated at its end */
    bool geographic; /* degrees */
};

void polygons_clear(struct polygons *p);

int polygons_n_rings(const struct polygons *p);
int polygons_n_points(const struct polygons *p);

/* Makes polygons one after another. Starts as {0}; what is inside belongs to polygons.c. */
struct polygons_builder {
    struct polygons made; /* the arrays so far, without their last starts */
    int n_rings, n_points;
    int polygon_room, ring_room, point_room;
    bool open, hole; /* a ring is open, and is a hole */
    bool nomem;      /* sticks; looked at once, at the end */
};

/* Begins the next polygon. One without rings holds nothing. */
void polygons_begin(struct polygons_builder *b);

/* Begins the next ring of the polygon; it is turned by what it is when it ends. Points equal to
 * the one before are left out, the repeated first point at the end too, and then rings of fewer
 * than three points. */
void polygons_ring(struct polygons_builder *b, bool hole);
void polygons_point(struct polygons_builder *b, double x, double y); /* finite */

/* Hands the polygons over and leaves the builder empty. Own them: polygons_clear(out).
 * Errors: ERR_NOMEM. */
enum err polygons_finish(struct polygons_builder *b, bool geographic, struct polygons *out,
                         struct error *err);
void polygons_abandon(struct polygons_builder *b); /* of a reader that failed halfway */

/* Area that a ring goes round, in units of x and y, below 0 where it runs clockwise. */
double polygons_ring_area(const struct polygons *p, int ring);

/* Turns a ring: counter-clockwise, or clockwise where it is a hole. */
void polygons_turn(struct polygons *p, int ring, bool hole);

/* Least rectangle around polygon k, {west, south, east, north}; false where it has no points.
 */
bool polygons_extent(const struct polygons *p, int k, double extent[4]);

/* Area of polygon k in square metres, holes left out; 0 of one without points. In degrees it is
 * that on the ellipsoid: edges are mapped by the cylindrical equal-area projection and
 * integrated, to 1e-11 of the area beside rounding.
 * Source: J. P. Snyder, Map Projections - A Working Manual, USGS Professional Paper 1395
 *   (1987), doi:10.3133/pp1395, formulas (3-12) and (10-15). */
double polygons_area_m2(const struct polygons *p, int k);

/* Centre of gravity of polygon k, in its own coordinates; in degrees the one that the
 * cylindrical equal-area projection has. The mean of the points where the area is 0; NAN where
 * there are none. */
void polygons_centroid(const struct polygons *p, int k, double *x, double *y);

/* True where polygon k holds the point: by even and odd crossings, half-open, so that a point
 * on an edge or corner that polygons share is in exactly one of them. */
bool polygons_contains(const struct polygons *p, int k, double x, double y);

/* A point that polygon k holds: the centroid where it does, else the middle of the widest span
 * on a horizontal line, halfway up where that line passes through. Of a polygon without inside
 * (area 0) its first point; NAN where it has none. Errors: ERR_NOMEM. */
enum err polygons_inside(const struct polygons *p, int k, double *x, double *y,
                         struct error *err);

/* True where a ray from (x, y) to the east crosses the edge; the same for both directions of
 * the edge, so that neighbours agree. */
static inline bool polygons_crosses(double x1, double y1, double x2, double y2, double x,
                                    double y)
{
    if ((y1 > y) == (y2 > y)) return false;
    if (y1 < y2) return (x2 - x1) * (y - y1) > (x - x1) * (y2 - y1);
    return (x1 - x2) * (y - y2) > (x - x2) * (y1 - y2);
}

#endif
