/* road_search_own.h - what a search holds; private to model/roads. */
#ifndef CHARGEPLAN_MODEL_ROADS_ROAD_SEARCH_OWN_H
#define CHARGEPLAN_MODEL_ROADS_ROAD_SEARCH_OWN_H

#include "model/roads/road_net.h"

/* A zone that is met at a node, and the cost between the two. */
struct road_entry {
    double cost;
    int zone;
};
/* A zone or a site that stands at an edge. */
struct road_stand {
    int edge, point;
};
int road_stand_compare(const void *a, const void *b); /* by edge, then point; for qsort() */

struct road_search {
    struct road_net net;            /* owned */
    const struct road_snaps *zones; /* borrowed */
    int *entry_start;               /* owned [n_nodes + 1] zones met at node u:
                                       entry[entry_start[u]] .. entry[entry_start[u + 1] - 1] */
    struct road_entry *entry;       /* owned */
    int n_stands;
    struct road_stand *stand; /* owned [n_stands] zones within edges, by edge, then zone */
};

#endif
