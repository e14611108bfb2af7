/* capacity_flow.h - the scratch of the best split; private to the capacity_flow*.c files. */
#ifndef CHARGEPLAN_MODEL_CAPACITY_FLOW_H
#define CHARGEPLAN_MODEL_CAPACITY_FLOW_H

#include "model/capacity/capacity.h"

struct capacity_flow {
    const struct capacity *c;
    struct cover_limits *limits; /* borrowed; NULL: none */
    /* owned [n_pairs] pairs of each zone: a heap with the cheapest first, and from the end
     * those that were taken from it so far, so that the cheapest of all stands last */
    int *by_cost;
    int *n_taken;       /* owned [n_zones] -1: the heap is not made yet */
    double *unit;       /* owned [n_pairs + n_zones] cost of a unit of weight; last: penalty */
    double *flow;       /* owned the same: weight that goes the way */
    double *left;       /* owned [n_sites + 1] room */
    double *site_price; /* owned [n_sites + 1] */
    double *zone_price; /* owned [n_zones] */
    /* ways with flow into a site: held[col_start[s] ..], at which place, how many */
    int *held, *place, *n_held; /* owned; of "unserved" none is asked for */
    /* of one search */
    double *far;  /* owned [n_sites + 1] cost of the cheapest path */
    int *into;    /* owned [n_sites + 1] the way by which the path enters */
    int *before;  /* owned [n_sites + 1] the site before it on the path, -1: the zone itself */
    char *state;  /* owned [n_sites + 1] */
    int *touched; /* owned [n_sites + 1] */
    int *zone_from; /* owned [n_zones] the site whose expansion reached it; -1: not reached */
    int *zones;     /* owned [n_zones] reached zones */
    int n_touched, n_zones;
    double end_far;     /* of the nearest site with room that was seen */
    double spent;       /* cost of what is sent */
    double *rest_least; /* owned [n_zones + 1] least cost of this zone and those after it */
    unsigned looks;     /* at the limits */
    double work;        /* ways offered since it was created */
    bool *reached;      /* owned [n_sites] */
};

/* capacity_flow_make.c: the pair at place k, from 0, of the pairs of a zone in rising cost;
 * pairs are put in order no further than somebody asks. */
int capacity_flow_way(struct capacity_flow *f, int z, int k);

#endif
