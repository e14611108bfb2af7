/* fixture_ways_brute.c - see fixture_ways_brute.h */
#include "fixture_ways_brute.h"

#include <math.h>
#include <string.h>

#include "assert.h"

void brute_all_pairs(double way[], int n)
{
    for (int k = 0; k < n; k++)
        for (int i = 0; i < n; i++) {
            double before = way[i * n + k];

            for (int j = 0; j < n && !isinf(before); j++)
                if (before + way[k * n + j] < way[i * n + j])
                    way[i * n + j] = before + way[k * n + j];
        }
}

static int point_of(const struct brute *b, int w, int k)
{
    return b->ways->point[b->ways->way[w].first + k];
}

/* A vertex for coming to (0) or leaving (1) the k-th point of a way: two for barred points. */
static int torn[200][12][2];

static int vertex_of(struct brute *b, int w, int k, int leaving, enum road_mode mode)
{
    int p = point_of(b, w, k);

    if ((b->ways->barred[p] & 1 << mode) == 0) return p;
    if (torn[w][k][leaving] == 0) torn[w][k][leaving] = b->n_vertices++;
    assert_true(b->n_vertices <= BRUTE_VERTICES);
    return torn[w][k][leaving];
}

static double line_m(const struct brute *b, int w, int first, int last)
{
    double sum = 0;

    for (int k = first; k < last; k++) {
        int p = point_of(b, w, k), q = point_of(b, w, k + 1);
        double x[2] = {b->ways->x[p], b->ways->x[q]}, y[2] = {b->ways->y[p], b->ways->y[q]};

        sum += roads_line_m(b->ways->geographic, 2, x, y); /* has its own test */
    }
    return sum;
}

static double length_m(const struct brute *b, int w, int first, int last)
{
    const struct road_way *way = &b->ways->way[w];
    double all = line_m(b, w, 0, way->n - 1);

    if (isnan(way->length_m)) return line_m(b, w, first, last);
    if (all == 0) return way->length_m * (last - first) / (way->n - 1);
    return way->length_m * line_m(b, w, first, last) / all;
}

/* Steps between neighbouring points, and who is a junction. */
static void lay_steps(struct brute *b, enum road_mode mode)
{
    int times[BRUTE_VERTICES] = {0};

    for (int w = 0; w < b->ways->n_ways; w++) {
        const struct road_way *way = &b->ways->way[w];

        if (way->open[mode] == 0) continue;
        for (int k = 0; k < way->n; k++)
            times[point_of(b, w, k)] += k == 0 || k == way->n - 1 ? 2 : 1;
        for (int k = 0; k + 1 < way->n; k++) {
            int u = vertex_of(b, w, k, 1, mode), v = vertex_of(b, w, k + 1, 0, mode);
            double m = length_m(b, w, k, k + 1);

            b->there[u] = b->there[v] = true;
            if (way->open[mode] & ROAD_OPEN_ALONG) b->way_m[u][v] = fmin(b->way_m[u][v], m);
            if (way->open[mode] & ROAD_OPEN_AGAINST) b->way_m[v][u] = fmin(b->way_m[v][u], m);
        }
    }
    for (int v = 0; v < b->n_vertices; v++)
        b->junction[v] = b->there[v] && (v >= b->ways->n_points || times[v] > 1);
}

static void lay_pieces(struct brute *b, enum road_mode mode)
{
    for (int w = 0; w < b->ways->n_ways; w++) {
        const struct road_way *way = &b->ways->way[w];

        if (way->open[mode] == 0) continue;
        for (int first = 0, last; first + 1 < way->n; first = last) {
            struct brute_piece *piece = &b->piece[b->n_pieces++];

            assert_true(b->n_pieces <= BRUTE_PIECES);
            for (last = first + 1; !b->junction[vertex_of(b, w, last, 0, mode)]; last++)
                ;
            *piece = (struct brute_piece){.way = w,
                                          .first = first,
                                          .last = last,
                                          .from = vertex_of(b, w, first, 1, mode),
                                          .to = vertex_of(b, w, last, 0, mode),
                                          .open = {(way->open[mode] & ROAD_OPEN_ALONG) != 0,
                                                   (way->open[mode] & ROAD_OPEN_AGAINST) != 0},
                                          .length_m = length_m(b, w, first, last),
                                          .edge = -1};
        }
    }
}

static bool together(const struct brute *b, int u, int v)
{
    return isfinite(b->way_m[u][v]) && isfinite(b->way_m[v][u]);
}

static void find_largest(struct brute *b)
{
    int with[BRUTE_VERTICES] = {0};

    for (int u = 0; u < b->n_vertices; u++)
        for (int v = 0; b->junction[u] && v < b->n_vertices; v++)
            with[u] += b->junction[v] && together(b, u, v);
    for (int u = 0; u < b->n_vertices; u++)
        if (with[u] > b->n_largest) b->n_largest = with[u];
    for (int u = 0, first = -1; u < b->n_vertices; u++) {
        if (!b->junction[u] || with[u] < b->n_largest) continue;
        if (first < 0) first = u;
        if (!together(b, first, u)) b->tie = true;
    }
    for (int u = 0; u < b->n_vertices; u++) /* where there is no tie */
        b->used[u] = with[u] == b->n_largest && b->junction[u];
}

void brute_make(struct brute *b, const struct road_ways *ways, enum road_mode mode)
{
    memset(b, 0, sizeof *b);
    memset(torn, 0, sizeof torn);
    b->ways = ways;
    b->n_vertices = ways->n_points;
    for (int u = 0; u < BRUTE_VERTICES; u++) {
        for (int v = 0; v < BRUTE_VERTICES; v++)
            b->way_m[u][v] = u == v ? 0 : INFINITY;
        b->node[u] = -1;
    }
    lay_steps(b, mode);
    for (int k = 0; k < b->n_vertices; k++)
        for (int u = 0; u < b->n_vertices; u++)
            for (int v = 0; v < b->n_vertices; v++)
                b->way_m[u][v] = fmin(b->way_m[u][v], b->way_m[u][k] + b->way_m[k][v]);
    lay_pieces(b, mode);
    find_largest(b);
}

/* ---- beside the graph ---- */

static bool same_line(const struct brute *b, const struct brute_piece *piece,
                      const struct road_graph *g, int e)
{
    if (g->line[e + 1] - g->line[e] != piece->last - piece->first + 1) return false;
    for (int k = piece->first; k <= piece->last; k++) {
        int p = point_of(b, piece->way, k), at = g->line[e] + k - piece->first;

        if (g->x[at] != b->ways->x[p] || g->y[at] != b->ways->y[p]) return false;
    }
    return g->road_class[e] == b->ways->way[piece->way].road_class;
}

static void same_node(struct brute *b, int vertex, int node)
{
    if (b->node[vertex] < 0) {
        for (int v = 0; v < b->n_vertices; v++)
            assert_int_not_equal(b->node[v], node);
        b->node[vertex] = node;
    }
    assert_int_equal(b->node[vertex], node);
}

static void match_used(struct brute *b, const struct road_graph *g, int e)
{
    struct brute_piece *piece = b->piece;

    while (piece < b->piece + b->n_pieces &&
           (piece->edge >= 0 || piece->way + 1 != (int)g->kmh[ROAD_ALONG][e] ||
            !same_line(b, piece, g, e)))
        piece++;
    assert_true(piece < b->piece + b->n_pieces);
    piece->edge = e;
    piece->used = true;
    same_node(b, piece->from, g->end[ROAD_AGAINST][e]);
    same_node(b, piece->to, g->end[ROAD_ALONG][e]);
    assert_near(g->length_m[e], piece->length_m, 1e-12, 1e-12);
    assert_near(g->kmh[ROAD_AGAINST][e], b->ways->way[piece->way].kmh[ROAD_AGAINST], 0, 0);
    assert_int_equal(g->takes[e], b->ways->way[piece->way].takes);
    for (int d = 0; d < N_ROAD_DIRECTIONS; d++)
        assert_int_equal(g->head[d][e] >= 0, piece->open[d]);
}

void brute_match(struct brute *b, const struct road_graph *g)
{
    assert_int_equal(g->n_all, b->n_pieces);
    assert_int_equal(g->n_junctions, b->n_largest);
    for (int e = 0; e < g->n_edges; e++)
        match_used(b, g, e);
    for (int e = g->n_edges; e < g->n_all; e++) {
        int k = 0;

        while (k < b->n_pieces && (b->piece[k].edge >= 0 || !same_line(b, &b->piece[k], g, e)))
            k++;
        assert_true(k < b->n_pieces);
        b->piece[k].edge = e;
    }
    for (int u = 0; b->tie && g->n_edges > 0 && u < b->n_vertices; u++)
        b->used[u] = b->junction[u] &&
                     together(b, u, b->piece[0].used ? b->piece[0].from : u) && b->node[u] >= 0;
    for (int k = 0; k < b->n_pieces; k++) {
        const struct brute_piece *piece = &b->piece[k];

        if (b->tie && g->n_edges == 0) continue;
        assert_int_equal(piece->used, b->used[piece->from] && b->used[piece->to]);
    }
}
