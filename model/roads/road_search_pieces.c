/* road_search_pieces.c - what lies within a limit of the nearest of some sites: one search from
 * all of them, and what is left of the limit where an edge is entered; see road_search.h. */
#include <math.h>
#include <stdlib.h>

#include "model/roads/road_front.h"
#include "model/roads/road_search_own.h"

struct reached {
    const struct road_net *net;
    const struct road_snaps *sites;
    double most;
    double *left; /* owned [2 n_edges] by arc: what is left of the limit at the end of the arc
                     from which it is searched; -INFINITY: it is not reached there */
    struct road_stand *stand; /* owned: sites that stand within an edge; by edge, then site */
    int n_stands;
    struct road_pieces *out;
    int room;
};

void road_pieces_clear(struct road_pieces *pieces)
{
    free(pieces->piece);
    *pieces = (struct road_pieces){0};
}

static int compare_pieces(const void *a, const void *b)
{
    const struct road_piece *x = a, *y = b;

    if (x->from_m != y->from_m) return x->from_m < y->from_m ? -1 : 1;
    return x->to_m < y->to_m ? -1 : x->to_m > y->to_m;
}

/* Adds the piece between two places that may be given in either order, cut at the ends of the
 * edge; a mere point is none. */
static bool add_piece(struct reached *r, int edge, double a, double b)
{
    struct road_pieces *out = r->out;
    double length = r->net->graph->length_m[edge];
    double from = fmax(fmin(a, b), 0), to = fmin(fmax(a, b), length);

    if (!(from < to)) return true;
    if (out->n == r->room) {
        int room = r->room + r->room / 2 + 1000;
        struct road_piece *larger = realloc(out->piece, (size_t)room * sizeof *larger);

        if (larger == NULL) return false;
        out->piece = larger;
        r->room = room;
    }
    out->piece[out->n++] = (struct road_piece){edge, from, to};
    return true;
}

/* Of the pieces of one edge from `first` on those that meet become one. */
static void join_pieces(struct road_pieces *out, int first)
{
    int n = first;

    if (out->n - first < 2) return;
    qsort(out->piece + first, (size_t)(out->n - first), sizeof *out->piece, compare_pieces);
    for (int k = first + 1; k < out->n; k++) {
        if (out->piece[k].from_m > out->piece[n].to_m)
            out->piece[++n] = out->piece[k];
        else
            out->piece[n].to_m = fmax(out->piece[n].to_m, out->piece[k].to_m);
    }
    out->n = n + 1;
}

/* What is reached of an arc from its end, or from its beginning where ways lead from sites, and
 * from site s within its edge (-1: none). */
static bool cut(struct reached *r, int arc, double from_m, double left)
{
    double sign = (arc % 2 == ROAD_ALONG) == r->net->measure.from_site ? 1 : -1;
    double per_m = road_net_per_m(r->net, arc / 2, arc % 2);

    if (!(left >= 0) || isnan(per_m)) return true;
    return add_piece(r, arc / 2, from_m, from_m + sign * (left / per_m));
}

static bool cut_edge(struct reached *r, int edge, int *stand)
{
    const struct road_graph *g = r->net->graph;
    bool from_site = r->net->measure.from_site;
    int first = r->out->n;

    for (int d = 0; d < N_ROAD_DIRECTIONS; d++) {
        double mouth = (d == ROAD_ALONG) == from_site ? 0 : g->length_m[edge];

        if (!cut(r, 2 * edge + d, mouth, r->left[2 * edge + d])) return false;
    }
    for (; *stand < r->n_stands && r->stand[*stand].edge == edge; ++*stand) {
        int s = r->stand[*stand].point;
        double left = r->most - road_net_away(r->net, r->sites, s);

        for (int d = 0; d < N_ROAD_DIRECTIONS; d++)
            if (!cut(r, 2 * edge + d, r->sites->at_m[s], left)) return false;
    }
    join_pieces(r->out, first);
    return true;
}

/* What is left at the mouth of each arc: towards sites that of its head; from sites the most
 * of its tail and of the copies of that from which it may be gone along. */
static void fill_left(struct reached *r, const struct road_front *front)
{
    const struct road_graph *g = r->net->graph;

    for (int arc = 0; arc < 2 * g->n_edges; arc++) {
        int node = r->net->measure.from_site ? g->end[1 - arc % 2][arc / 2]
                                             : g->head[arc % 2][arc / 2];

        r->left[arc] = node < 0 ? -INFINITY : r->most - front->label[node];
    }
    for (int c = 0; r->net->measure.from_site && c < g->n_nodes - g->n_junctions; c++)
        for (int k = g->out_start[c]; k < g->out_start[c + 1]; k++)
            r->left[g->out[k]] =
                fmax(r->left[g->out[k]], r->most - front->label[g->n_junctions + c]);
}

/* One search from all sites that are taken. */
static bool search_all(struct reached *r, struct road_front *front, const bool take[])
{
    struct road_joins joins = {0};
    bool fine = true;

    for (int s = 0; s < r->sites->n && fine; s++) {
        if (!take[s]) continue;
        fine = road_net_join(r->net, r->sites, s, r->net->measure.from_site, &joins);
        for (int k = 0; k < joins.n; k++)
            road_front_start(front, joins.join[k].node, joins.join[k].cost);
        if (road_net_within(r->net, r->sites, s))
            r->stand[r->n_stands++] = (struct road_stand){r->sites->edge[s], s};
    }
    free(joins.join);
    qsort(r->stand, (size_t)r->n_stands, sizeof *r->stand, road_stand_compare);
    road_front_run(front, r->net, r->most);
    return fine && !front->nomem;
}

enum err road_search_pieces(struct road_pieces *out, const struct road_search *search,
                            const struct road_snaps *sites, const bool take[], double most,
                            struct error *err)
{
    const struct road_graph *g = search->net.graph;
    struct road_pieces pieces = {0};
    struct reached r = {
        .net = &search->net, .sites = sites, .most = most + coverage_slack_m, .out = &pieces};
    struct road_front front = {0};
    int stand = 0;
    bool fine = road_front_create(&front, &search->net);

    r.left = malloc((2 * (size_t)g->n_edges + 1) * sizeof *r.left);
    r.stand = malloc(((size_t)sites->n + 1) * sizeof *r.stand);
    fine = fine && r.left != NULL && r.stand != NULL && search_all(&r, &front, take);
    if (fine) fill_left(&r, &front);
    for (int e = 0; e < g->n_edges && fine; e++)
        fine = cut_edge(&r, e, &stand);
    road_front_free(&front);
    free(r.left);
    free(r.stand);
    if (!fine) {
        road_pieces_clear(&pieces);
        return error_nomem(err, "the streets in reach");
    }
    *out = pieces;
    return ERR_OK;
}
