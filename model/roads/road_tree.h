/* road_tree.h - the segments of streets that take points, packed into a tree of boxes; private
 * to model/roads.
 *
 * Built once, never changed: segments in the order of a Hilbert curve, eight to a leaf, eight
 * boxes to a box.
 *
 * Source: I. Kamel and C. Faloutsos, On packing R-trees, CIKM (1993) 490-499,
 *   doi:10.1145/170088.170403. */
#ifndef CHARGEPLAN_MODEL_ROADS_ROAD_TREE_H
#define CHARGEPLAN_MODEL_ROADS_ROAD_TREE_H

#include "model/roads/road_along.h"
#include "scenarios/error.h"
#include "scenarios/roads/roads.h"

struct road_tree; /* opaque */

/* Places in the order of a Hilbert curve, so that neighbours come one after the other. Errors:
 * ERR_NOMEM. */
enum err road_tree_order(int n, const double x[], const double y[], int order[],
                         struct error *err);

/* A place on a segment: between points `point` and point + 1 of the graph. */
struct road_place {
    int edge, point; /* edge -1: there is no segment */
    double share;    /* of the segment, 0 to 1; exactly so at its ends */
    double x, y;
};

/* Borrows the graph. Own it: road_tree_free(*out). Errors: ERR_NOMEM. */
enum err road_tree_create(struct road_tree **out, const struct road_graph *graph,
                          bool geographic, struct error *err);
void road_tree_free(struct road_tree *tree); /* NULL is fine */

/* The nearest place as road_snap.h says. */
struct road_place road_tree_nearest(const struct road_tree *tree, double x, double y);

/* The nearest place of one segment to a point, and the square of its distance by `scale`, that
 * of the point's latitude. */
double road_tree_segment(const struct road_graph *graph, int point, double x, double y,
                         const struct road_scale *scale, struct road_place *place);

#endif
