/* road_cache_sound.c - every number of a kept graph is looked at before it is used; see
 * road_cache_file.h */
#include <math.h>

#include "scenarios/roads/road_cache_file.h"

/* start[0 .. n] rise from 0 to `last` in steps of at least `step`. */
static bool rises(const int start[], int n, int last, int step)
{
    if (start[0] != 0 || start[n] != last) return false;
    for (int k = 0; k < n; k++)
        if (start[k + 1] < start[k] || start[k + 1] - start[k] < step) return false;
    return true;
}

static bool all_within(const double value[], int n, double low, double high)
{
    bool good = true;

    for (int k = 0; k < n; k++)
        good &= value[k] >= low && value[k] <= high; /* false for NAN */
    return good;
}

static bool below(const int index[], int n, int most)
{
    bool good = true;

    for (int k = 0; k < n; k++)
        good &= index[k] >= 0 && index[k] < most;
    return good;
}

/* The junction that a node is, or is a copy of; its number is in range. */
static int junction_of(const struct road_graph *g, int node)
{
    return node < g->n_junctions ? node : g->copy_of[node - g->n_junctions];
}

static bool edges_sound(const struct road_graph *g)
{
    for (int d = 0; d < N_ROAD_DIRECTIONS; d++)
        for (int e = 0; e < g->n_edges; e++) {
            int head = g->head[d][e];

            if (head < -1 || head >= g->n_nodes) return false;
            if (head >= 0 && junction_of(g, head) != g->end[d][e]) return false;
            if (!(g->kmh[d][e] >= 0 && g->kmh[d][e] <= 1e6F)) return false;
        }
    for (int e = 0; e < g->n_edges; e++)
        if (g->takes[e] > 1 || (g->head[ROAD_ALONG][e] < 0 && g->head[ROAD_AGAINST][e] < 0))
            return false;
    for (int e = 0; e < g->n_all; e++)
        if (g->road_class[e] >= N_ROAD_CLASSES) return false;
    return true;
}

/* Arcs that go on from a copy begin at its junction and are open. */
static bool copies_sound(const struct road_graph *g)
{
    for (int c = 0; c < g->n_nodes - g->n_junctions; c++)
        for (int k = g->out_start[c]; k < g->out_start[c + 1]; k++) {
            int e = g->out[k] / 2, d = g->out[k] % 2;

            if (g->head[d][e] < 0 || g->end[!d][e] != g->copy_of[c]) return false;
        }
    return true;
}

bool road_cache_sound(const struct road_graph *g, bool geographic, int n_points, int n_out)
{
    int n_copies = g->n_nodes - g->n_junctions;
    double far_x = geographic ? 540 : 1e12, far_y = geographic ? 90 : 1e12;
    const double sums[] = {g->used_km, g->left_km, g->part_km};

    return all_within(sums, 3, 0, INFINITY) && all_within(&g->part_x, 1, -far_x, far_x) &&
           all_within(&g->part_y, 1, -far_y, far_y) && rises(g->line, g->n_all, n_points, 2) &&
           all_within(g->x, n_points, -far_x, far_x) &&
           all_within(g->y, n_points, -far_y, far_y) &&
           all_within(g->length_m, g->n_edges, 0, 1e12) &&
           below(g->end[0], g->n_edges, g->n_junctions) &&
           below(g->end[1], g->n_edges, g->n_junctions) &&
           below(g->copy_of, n_copies, g->n_junctions) &&
           rises(g->out_start, n_copies, n_out, 0) && below(g->out, n_out, 2 * g->n_edges) &&
           edges_sound(g) && copies_sound(g);
}
