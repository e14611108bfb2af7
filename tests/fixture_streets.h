/* fixture_streets.h - made-up streets in a plane as a graph, with turn bans, and points on
 * them.
 */
#ifndef CHARGEPLAN_TESTS_FIXTURE_STREETS_H
#define CHARGEPLAN_TESTS_FIXTURE_STREETS_H

#include "model/roads/road_search.h"

/* What is thrown; shares are chances. */
struct streets_plan {
    const char *name;
    int n_junctions, n_edges, n_bans, n_zones, n_sites;
    double one_way, parallel, loop, zero, own_kmh;
    double at_end, same_edge; /* of points: at an end of their edge, on an edge of another */
    bool kmh_is_limit;
};

/* Arc `from` may not be followed by arc `to`. */
struct streets_ban {
    int from, to;
};
struct streets {
    struct road_graph graph;
    int n_bans;
    struct streets_ban *ban; /* owned; each once */
    struct road_snaps zones, sites;
    double *zone_x, *zone_y, *site_x, *site_y; /* owned: the points themselves, metres */
};

/* Own it: streets_free(). Numbers from tests/dice.h, by the seed alone. */
struct streets *streets_make(const struct streets_plan *plan, unsigned long long seed);
/* Every street the other way round, and every ban. Own it. */
struct streets *streets_reverse(const struct streets *streets);
/* Every length multiplied, those of points too. Own it. */
struct streets *streets_scale(const struct streets *streets, double factor);
void streets_free(struct streets *streets);

/* Any speeds: of the classes 20, 25, 30 ... km/h. */
struct road_measure streets_measure(bool minutes, bool from_site);

#endif
