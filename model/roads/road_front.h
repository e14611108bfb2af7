/* road_front.h - a search on its way: the least cost of each node so far, and the nodes that
 * are still to be gone on from; private to model/roads.
 *
 * A label is the least, over all ways, of the costs summed up from the start; rounding keeps
 * the order of sums, so the labels do not depend on the order in which nodes are settled. */
#ifndef CHARGEPLAN_MODEL_ROADS_ROAD_FRONT_H
#define CHARGEPLAN_MODEL_ROADS_ROAD_FRONT_H

#include "model/roads/road_net.h"

struct road_front_entry;
struct road_front {
    double *label; /* owned [n_nodes] INFINITY: not reached */
    int *reached;  /* owned: nodes with a label, in the order they were first reached */
    int n_reached, room_reached;
    struct road_front_entry *heap; /* owned */
    int n_heap, room_heap;
    bool nomem; /* out of memory in some step */
};

/* False: out of memory. Free what stands then too. */
bool road_front_create(struct road_front *front, int n_nodes);
void road_front_free(struct road_front *front);

/* A node from which ways go on, at a cost. */
void road_front_start(struct road_front *front, int node, double cost);
/* Labels of all nodes that are no farther than `most`; others may have one above it. */
void road_front_run(struct road_front *front, const struct road_net *net, double most);
/* Ready for the next search; takes time by the nodes that were reached. */
void road_front_reset(struct road_front *front);

#endif
