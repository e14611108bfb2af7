/* road_front.h - a search on its way: the least cost of each node so far, and the nodes that
 * are still to be gone on from; private to model/roads.
 *
 * A label is the least, over all ways, of the costs summed up from the start; rounding keeps
 * the order of sums, so the labels do not depend on the order in which nodes are gone on from.
 */
#ifndef CHARGEPLAN_MODEL_ROADS_ROAD_FRONT_H
#define CHARGEPLAN_MODEL_ROADS_ROAD_FRONT_H

#include "model/roads/road_net.h"

enum { ROAD_FRONT_BUCKETS = 1024 };

/* A node that is waiting at a cost; lists of them begin at an index and end at -1. */
struct road_waiting {
    double cost;
    int node, next;
};
struct road_front {
    double *label; /* owned [n_nodes] INFINITY: not reached */
    int *reached;  /* owned: nodes with a label, in the order they were first reached */
    int n_reached, room_reached;
    struct road_waiting *waiting; /* owned */
    int room_waiting, spare;      /* list of those that are free */
    double per_cost;              /* buckets of a unit of cost */
    double base;                  /* least cost of the first bucket */
    int bucket[ROAD_FRONT_BUCKETS], last[ROAD_FRONT_BUCKETS]; /* first and last in each */
    int n_in_buckets;
    int later;  /* list of those beyond the last bucket */
    bool nomem; /* out of memory in some step */
};

/* Borrows nothing of the net. False: out of memory. Free what stands then too. */
bool road_front_create(struct road_front *front, const struct road_net *net);
void road_front_free(struct road_front *front);

/* A node from which ways go on, at a cost. */
void road_front_start(struct road_front *front, int node, double cost);
/* Labels of all nodes that are no farther than `most`; others may have one above it. */
void road_front_run(struct road_front *front, const struct road_net *net, double most);
/* Ready for the next search; takes time by the nodes that were reached. */
void road_front_reset(struct road_front *front);

#endif
