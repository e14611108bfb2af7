/* road_snap.h - points joined to the nearest street. */
#ifndef CHARGEPLAN_MODEL_ROADS_ROAD_SNAP_H
#define CHARGEPLAN_MODEL_ROADS_ROAD_SNAP_H

#include "scenarios/roads/roads.h"

struct road_snaps {
    int n;
    int *edge;      /* owned [n] used edge that takes zones and sites; -1: the graph has none */
    double *at_m;   /* owned [n] where on it, along the edge from its first point, 0 to its
                       length_m (in proportion where the file says another length) */
    double *away_m; /* owned [n] straight line from the point to there */
    double *x, *y;  /* owned [n] that place */
};

/* The nearest point of any edge that takes, not only of nodes; of equally near ones that on the
 * edge with the lowest number. On lon/lat the nearest by the ellipsoid's radii of curvature
 * midway, right to 1e-6 relative within 10 km below 70 degrees of latitude; away_m itself is
 * the geodesic. Where the graph has no edge that takes: edge -1, the others NAN. Points and
 * graph are of the same system. The same on any number of threads. Own it:
 * road_snaps_clear(). Errors: ERR_NOMEM. */
enum err road_snaps_create(struct road_snaps *out, const struct road_graph *graph,
                           const struct points *points, int n_threads, struct error *err);
void road_snaps_clear(struct road_snaps *snaps);

#endif
