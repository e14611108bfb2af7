/* road_net.c - see road_net.h */
#include "model/roads/road_net.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static int tail(const struct road_graph *g, int arc)
{
    return g->end[1 - arc % 2][arc / 2];
}

static int head(const struct road_graph *g, int arc)
{
    return g->head[arc % 2][arc / 2];
}

double road_net_per_m(const struct road_net *net, int edge, int d)
{
    const struct road_graph *g = net->graph;
    const struct road_measure *m = &net->measure;
    double kmh = m->kmh[g->road_class[edge]], said = (double)g->kmh[d][edge] * m->kmh_factor;

    if (g->head[d][edge] < 0) return NAN;
    if (!m->minutes) return 1;
    if (g->kmh[d][edge] > 0 && !(g->kmh_is_limit && said > kmh)) kmh = said;
    return 0.06 / kmh; /* minutes of a metre */
}

double road_net_away(const struct road_net *net, const struct road_snaps *points, int k)
{
    const struct road_measure *m = &net->measure;

    return m->minutes ? points->away_m[k] * (0.06 / m->snap_kmh) : points->away_m[k];
}

/* ---- arcs ---- */

/* Calls for each step of ways: from node, arc that is gone along, node. Loops of a node are no
 * use to any way. */
typedef void take_step(struct road_net *net, int from, int arc, int to);

static void walk_steps(struct road_net *net, take_step *take)
{
    const struct road_graph *g = net->graph;

    for (int arc = 0; arc < 2 * g->n_edges; arc++)
        if (head(g, arc) >= 0 && tail(g, arc) != head(g, arc))
            take(net, tail(g, arc), arc, head(g, arc));
    for (int c = 0; c < g->n_nodes - g->n_junctions; c++)
        for (int k = g->out_start[c]; k < g->out_start[c + 1]; k++) {
            int to = head(g, g->out[k]), from = g->n_junctions + c;

            if (to >= 0 && to != from) take(net, from, g->out[k], to);
        }
}

static void count_step(struct road_net *net, int from, int arc, int to)
{
    (void)arc;
    net->arc_start[net->measure.from_site ? from : to]++;
}

static void place_step(struct road_net *net, int from, int arc, int to)
{
    const struct road_graph *g = net->graph;
    int at = net->measure.from_site ? from : to;
    double cost = g->length_m[arc / 2] * road_net_per_m(net, arc / 2, arc % 2);

    net->arc[--net->arc_start[at]] =
        (struct road_arc){cost, net->measure.from_site ? to : from};
}

/* Counts become ends, and placing backwards makes them starts. */
static int sum_up(int n, int start[])
{
    int sum = 0;

    for (int k = 0; k <= n; k++)
        start[k] = sum += start[k];
    return sum;
}

static bool list_copies(struct road_net *net)
{
    const struct road_graph *g = net->graph;
    int n = g->n_nodes - g->n_junctions;

    if (n == 0) return true;
    net->copy_start = calloc((size_t)g->n_junctions + 1, sizeof *net->copy_start);
    net->copy = malloc((size_t)n * sizeof *net->copy);
    if (net->copy_start == NULL || net->copy == NULL) return false;
    for (int c = 0; c < n; c++)
        net->copy_start[g->copy_of[c]]++;
    sum_up(g->n_junctions, net->copy_start);
    for (int c = n - 1; c >= 0; c--)
        net->copy[--net->copy_start[g->copy_of[c]]] = g->n_junctions + c;
    return true;
}

enum err road_net_create(struct road_net *out, const struct road_graph *graph,
                         const struct road_measure *measure, struct error *err)
{
    *out = (struct road_net){.graph = graph, .measure = *measure};
    out->arc_start = calloc((size_t)graph->n_nodes + 1, sizeof *out->arc_start);
    if (out->arc_start != NULL && list_copies(out)) {
        walk_steps(out, count_step);
        out->arc =
            malloc(((size_t)sum_up(graph->n_nodes, out->arc_start) + 1) * sizeof *out->arc);
    }
    if (out->arc == NULL) return error_nomem(err, "the arcs of the streets");
    walk_steps(out, place_step);
    return ERR_OK;
}

void road_net_clear(struct road_net *net)
{
    free(net->arc_start);
    free(net->arc);
    free(net->copy_start);
    free(net->copy);
    *net = (struct road_net){0};
}

/* ---- points ---- */

bool road_net_within(const struct road_net *net, const struct road_snaps *points, int k)
{
    int edge = points->edge[k];

    return edge >= 0 && points->at_m[k] > 0 && points->at_m[k] < net->graph->length_m[edge];
}

static bool add(struct road_joins *joins, int node, double cost)
{
    if (joins->n == joins->room) {
        int room = 2 * joins->room + 16;
        struct road_join *larger = realloc(joins->join, (size_t)room * sizeof *larger);

        if (larger == NULL) return false;
        joins->join = larger;
        joins->room = room;
    }
    joins->join[joins->n++] = (struct road_join){node, cost};
    return true;
}

/* From a copy only its own arcs go on. */
static bool goes_on(const struct road_graph *g, int copy, int arc)
{
    int c = copy - g->n_junctions;

    for (int k = g->out_start[c]; k < g->out_start[c + 1]; k++)
        if (g->out[k] == arc) return true;
    return false;
}

/* A junction and those of its copies from which `arc` may be gone along (-1: all). */
static bool add_junction(const struct road_net *net, struct road_joins *joins, int junction,
                         int arc, double cost)
{
    if (!add(joins, junction, cost)) return false;
    for (int k = net->copy_start ? net->copy_start[junction] : 0;
         net->copy_start != NULL && k < net->copy_start[junction + 1]; k++)
        if ((arc < 0 || goes_on(net->graph, net->copy[k], arc)) &&
            !add(joins, net->copy[k], cost))
            return false;
    return true;
}

static bool join_end(const struct road_net *net, int junction, bool begin, double cost,
                     struct road_joins *joins)
{
    return begin ? add(joins, junction, cost) : add_junction(net, joins, junction, -1, cost);
}

bool road_net_join(const struct road_net *net, const struct road_snaps *points, int k,
                   bool begin, struct road_joins *joins)
{
    const struct road_graph *g = net->graph;
    int edge = points->edge[k];
    double at = points->at_m[k], away = road_net_away(net, points, k), length;

    joins->n = 0;
    if (edge < 0) return true;
    length = g->length_m[edge];
    if (!road_net_within(net, points, k))
        return (at > 0 || join_end(net, g->end[ROAD_AGAINST][edge], begin, away, joins)) &&
               (at < length || join_end(net, g->end[ROAD_ALONG][edge], begin, away, joins));
    for (int d = 0; d < N_ROAD_DIRECTIONS; d++) {
        int arc = 2 * edge + d;
        /* what is left of the arc ahead of the point, else what lies behind it */
        double part = (d == ROAD_ALONG) == begin ? length - at : at;
        double cost = part * road_net_per_m(net, edge, d);

        if (head(g, arc) < 0) continue;
        if (begin ? !add(joins, head(g, arc), away + cost)
                  : !add_junction(net, joins, tail(g, arc), arc, away + cost))
            return false;
    }
    return true;
}

double road_net_piece(const struct road_net *net, int edge, double from_m, double to_m)
{
    double along = road_net_per_m(net, edge, ROAD_ALONG);
    double against = road_net_per_m(net, edge, ROAD_AGAINST);

    if (from_m <= to_m && !isnan(along)) return (to_m - from_m) * along;
    if (from_m >= to_m && !isnan(against)) return (from_m - to_m) * against;
    return INFINITY;
}
