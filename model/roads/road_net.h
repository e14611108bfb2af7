/* road_net.h - a graph measured: arcs with their costs, packed for searches in one direction,
 * and where points join it; private to model/roads.
 *
 * Its nodes are those of the graph. Ways are searched from the site outward: along the arcs
 * where ways begin at the site, against them where they end there. */
#ifndef CHARGEPLAN_MODEL_ROADS_ROAD_NET_H
#define CHARGEPLAN_MODEL_ROADS_ROAD_NET_H

#include "model/roads/road_search.h"

struct road_arc {
    double cost;
    int to;
};

struct road_net {
    const struct road_graph *graph; /* borrowed */
    struct road_measure measure;
    int *arc_start; /* owned [n_nodes + 1] steps of a search from node u:
                       arc[arc_start[u]] .. arc[arc_start[u + 1] - 1] */
    struct road_arc *arc;
    int *copy_start, *copy; /* owned [n_junctions + 1]: copies of junctions, as nodes; NULL:
                               there are none */
};

/* A node at which a point leaves or enters the net, and the cost between the two, from or to
 * the point itself. */
struct road_join {
    int node;
    double cost;
};
struct road_joins {
    int n, room;
    struct road_join *join; /* owned */
};

/* Own it: road_net_clear(), also after a failure. Errors: ERR_NOMEM. */
enum err road_net_create(struct road_net *out, const struct road_graph *graph,
                         const struct road_measure *measure, struct error *err);
void road_net_clear(struct road_net *net);

/* Cost of a metre of an edge in a direction; NAN where it is closed. */
double road_net_per_m(const struct road_net *net, int edge, int direction);
/* Cost between point k and its street. */
double road_net_away(const struct road_net *net, const struct road_snaps *points, int k);

/* Whether point k lies within its edge, not at an end of it: at an end it is the junction. */
bool road_net_within(const struct road_net *net, const struct road_snaps *points, int k);

/* Where ways that begin (else end) at point k meet the net; none where it has no edge. Ways
 * that end at a junction end at all its copies too. False: out of memory. */
bool road_net_join(const struct road_net *net, const struct road_snaps *points, int k,
                   bool begin, struct road_joins *joins);

/* The way from one place within an edge to another along the edge alone, without what lies
 * between the points and it; INFINITY where it is closed that way. */
double road_net_piece(const struct road_net *net, int edge, double from_m, double to_m);

#endif
