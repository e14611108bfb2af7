/* road_split.h - the ways of one mode, split where they meet: what road_build() works on. */
#ifndef CHARGEPLAN_SCENARIOS_ROADS_ROAD_SPLIT_H
#define CHARGEPLAN_SCENARIOS_ROADS_ROAD_SPLIT_H

#include "scenarios/roads/road_ways.h"

enum { ROAD_NO_JUNCTION = -1, ROAD_TORN = -2 };

/* A piece of a way from junction to junction. */
struct road_stretch {
    int way;                    /* index into ways->way */
    int first, n;               /* points ways->point[first] .. [first + n - 1], n >= 2 */
    int end[N_ROAD_DIRECTIONS]; /* junction at which going in this direction ends */
    int open;                   /* as road_way.open, of the mode */
};

struct road_split {
    const struct road_ways *ways; /* borrowed */
    enum road_mode mode;
    int n_junctions;
    int *place;    /* owned [n_junctions] its point, index into ways->x */
    int *junction; /* owned [ways->n_points] junction at a point; ROAD_NO_JUNCTION; ROAD_TORN:
                      barred, each stretch that ends there has a junction of its own */
    int n_stretches;
    struct road_stretch *stretch; /* owned */
    int n_used;           /* stretches of the largest part, once road_parts_find() was here: the
                             first ones */
    int n_used_junctions; /* its junctions: the first ones */
};

/* Junctions along a curve of Hilbert, stretches by the junction of their first point. Own it:
 * road_split_clear(), after a failure too. Errors: ERR_NOMEM, ERR_DATA. */
enum err road_split_make(struct road_split *out, const struct road_ways *ways,
                         enum road_mode mode, struct error *err);
void road_split_clear(struct road_split *split);

/* May stretch s be gone in this direction? */
static inline bool road_split_open(const struct road_split *split, int s, enum road_direction d)
{
    int bit = d == ROAD_ALONG ? ROAD_OPEN_ALONG : ROAD_OPEN_AGAINST;

    return (split->stretch[s].open & bit) != 0;
}

/* New numbers of junctions: that of junction j is number[j]. */
enum err road_split_renumber(struct road_split *split, const int number[], struct error *err);

/* The places of n points in the order of a curve of Hilbert over their extent, of equal ones
 * in the order given: number[i] is the rank of point i.
 * Source: D. Hilbert, Ueber die stetige Abbildung einer Linie auf ein Flaechenstueck,
 *   Mathematische Annalen 38 (1891) 459-460, doi:10.1007/BF01199431. */
enum err road_order(int n, const double x[], const double y[], int number[], struct error *err);

/* The largest strongly connected part: its junctions and stretches become the first ones, in
 * their order, the others follow in theirs.
 * Source: R. Tarjan, Depth-first search and linear graph algorithms, SIAM J. Comput. 1 (1972)
 *   146-160, doi:10.1137/0201010. */
enum err road_parts_find(struct road_split *split, struct error *err);

/* Parts left out, of a graph whose lines and lengths are there: n_parts, part_*. left_m [the
 * stretches left out]: their lengths. */
enum err road_parts_left(struct road_graph *graph, const struct road_split *split,
                         const double left_m[], struct error *err);

/* Copies of junctions for the turn bans of the ways, heads of arcs, n_bans_lost. */
enum err road_bans_copy(struct road_graph *graph, const struct road_split *split,
                        struct error *err);

#endif
