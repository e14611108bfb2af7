/* fixture_streets.c - see fixture_streets.h */
#include "tests/fixture_streets.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "tests/assert.h"
#include "tests/dice.h"

enum { LINE_POINTS = 4 }; /* of every edge */

static void *need(size_t n, size_t size)
{
    void *p = calloc(n + 1, size);

    assert_non_null(p);
    return p;
}

static int below(int n)
{
    return (int)(uniform() * n);
}

static void make_room(struct streets *t, int n_junctions, int n_edges)
{
    struct road_graph *g = &t->graph;

    g->n_junctions = g->n_nodes = n_junctions;
    g->n_edges = g->n_all = n_edges;
    for (int d = 0; d < N_ROAD_DIRECTIONS; d++) {
        g->end[d] = need((size_t)n_edges, sizeof(int));
        g->head[d] = need((size_t)n_edges, sizeof(int));
        g->kmh[d] = need((size_t)n_edges, sizeof(float));
    }
    g->length_m = need((size_t)n_edges, sizeof(double));
    g->road_class = need((size_t)n_edges, 1);
    g->takes = need((size_t)n_edges, 1);
    g->line = need((size_t)n_edges, sizeof(int));
    g->x = need((size_t)n_edges * LINE_POINTS, sizeof(double));
    g->y = need((size_t)n_edges * LINE_POINTS, sizeof(double));
    for (int e = 0; e <= n_edges; e++)
        g->line[e] = e * LINE_POINTS;
}

static bool banned(const struct streets *t, int from, int to)
{
    for (int k = 0; k < t->n_bans; k++)
        if (t->ban[k].from == from && t->ban[k].to == to) return true;
    return false;
}

/* A copy for every arc from which a turn is banned. */
static void make_copies(struct streets *t)
{
    struct road_graph *g = &t->graph;
    int n_arcs = 2 * g->n_edges, n_out = 0;

    free(g->copy_of);
    free(g->out_start);
    free(g->out);
    g->n_nodes = g->n_junctions;
    g->copy_of = need((size_t)n_arcs, sizeof(int));
    g->out_start = need((size_t)n_arcs, sizeof(int));
    g->out = need((size_t)n_arcs * 40, sizeof(int));
    for (int arc = 0; arc < n_arcs; arc++) {
        int *head = &g->head[arc % 2][arc / 2], via = g->end[arc % 2][arc / 2];
        bool any = false;

        for (int k = 0; k < t->n_bans; k++)
            any |= t->ban[k].from == arc;
        if (!any || *head < 0) continue;
        *head = g->n_nodes++;
        g->copy_of[*head - g->n_junctions] = via;
        for (int to = 0; to < n_arcs; to++)
            if (g->end[1 - to % 2][to / 2] == via && g->head[to % 2][to / 2] >= 0 &&
                !banned(t, arc, to)) {
                assert_true(n_out < n_arcs * 40);
                g->out[n_out++] = to;
            }
        g->out_start[*head - g->n_junctions + 1] = n_out;
    }
}

/* A line between two places with two bends. */
static void draw(struct road_graph *g, int e, const double x[], const double y[])
{
    int a = g->end[ROAD_AGAINST][e], b = g->end[ROAD_ALONG][e], first = g->line[e];

    for (int k = 0; k < LINE_POINTS; k++) {
        double share = k / (LINE_POINTS - 1.0), bend = k > 0 && k < LINE_POINTS - 1 ? 1 : 0;

        g->x[first + k] = x[a] + share * (x[b] - x[a]) + bend * (uniform() - 0.5) * 80;
        g->y[first + k] = y[a] + share * (y[b] - y[a]) + bend * (uniform() - 0.5) * 80;
        if (k > 0)
            g->length_m[e] += hypot(g->x[first + k] - g->x[first + k - 1],
                                    g->y[first + k] - g->y[first + k - 1]);
    }
}

static void throw_edge(struct streets *t, const struct streets_plan *p, int e, double x[],
                       double y[])
{
    struct road_graph *g = &t->graph;
    int a = below(p->n_junctions), b = a, near;
    double kind = uniform();
    bool zero;

    for (int tries = 0; tries < 12; tries++) {
        near = below(p->n_junctions);
        if (near != a &&
            (b == a || hypot(x[near] - x[a], y[near] - y[a]) < hypot(x[b] - x[a], y[b] - y[a])))
            b = near;
    }
    if (kind < p->loop) b = a;
    if (e > 0 && kind >= p->loop && kind < p->loop + p->parallel) {
        a = g->end[below(2)][e - 1];
        b = a == g->end[0][e - 1] ? g->end[1][e - 1] : g->end[0][e - 1];
    }
    zero = uniform() < p->zero;
    if (zero) b = (a ^ 1) < p->n_junctions && x[a ^ 1] == x[a] ? a ^ 1 : a;
    g->end[ROAD_AGAINST][e] = g->head[ROAD_AGAINST][e] = a;
    g->end[ROAD_ALONG][e] = g->head[ROAD_ALONG][e] = b;
    if (uniform() < p->one_way) g->head[below(2)][e] = -1;
    g->road_class[e] = (unsigned char)below(N_ROAD_CAR_CLASSES);
    g->takes[e] = 1;
    for (int d = 0; d < 2; d++)
        if (uniform() < p->own_kmh) g->kmh[d][e] = (float)(17 + below(60));
    if (zero) {
        for (int k = 0; k < LINE_POINTS; k++) {
            g->x[g->line[e] + k] = x[a];
            g->y[g->line[e] + k] = y[a];
        }
    } else {
        draw(g, e, x, y);
    }
}

static void throw_bans(struct streets *t, int n)
{
    const struct road_graph *g = &t->graph;
    int n_arcs = 2 * g->n_edges;

    t->ban = need((size_t)n, sizeof *t->ban);
    for (int tries = 0; tries < 100000 && t->n_bans < n; tries++) {
        int from = below(n_arcs), to = below(n_arcs);

        if (g->head[from % 2][from / 2] < 0 || g->head[to % 2][to / 2] < 0) continue;
        if (g->end[from % 2][from / 2] != g->end[1 - to % 2][to / 2]) continue;
        if (!banned(t, from, to)) t->ban[t->n_bans++] = (struct streets_ban){from, to};
    }
}

static void snaps_room(struct road_snaps *s, int n)
{
    *s = (struct road_snaps){n,
                             need((size_t)n, sizeof(int)),
                             need((size_t)n, sizeof(double)),
                             need((size_t)n, sizeof(double)),
                             need((size_t)n, sizeof(double)),
                             need((size_t)n, sizeof(double))};
}

/* Point k at a share of a segment of its edge, and off it. */
static void throw_point(const struct streets *t, const struct streets_plan *p,
                        struct road_snaps *s, int k, double *x, double *y)
{
    const struct road_graph *g = &t->graph;
    int e = k > 0 && uniform() < p->same_edge ? s->edge[below(k)] : below(g->n_edges), at;
    double share = 0.02 + 0.96 * uniform(), before = 0, turn = uniform() * 6.28,
           kind = uniform();
    int segment = kind < p->at_end ? (kind < p->at_end / 2 ? 0 : LINE_POINTS - 2)
                                   : below(LINE_POINTS - 1);

    if (kind < p->at_end) share = segment == 0 ? 0 : 1;
    at = g->line[e] + segment;
    for (int i = g->line[e]; i < at; i++)
        before += hypot(g->x[i + 1] - g->x[i], g->y[i + 1] - g->y[i]);
    before += share * hypot(g->x[at + 1] - g->x[at], g->y[at + 1] - g->y[at]);
    s->edge[k] = e;
    s->at_m[k] = share >= 1 ? g->length_m[e] : fmin(before, g->length_m[e]);
    s->away_m[k] = kind > 0.9 ? 0 : 60 * uniform();
    s->x[k] = g->x[at] + share * (g->x[at + 1] - g->x[at]);
    s->y[k] = g->y[at] + share * (g->y[at + 1] - g->y[at]);
    *x = s->x[k] + s->away_m[k] * cos(turn);
    *y = s->y[k] + s->away_m[k] * sin(turn);
}

struct streets *streets_make(const struct streets_plan *p, unsigned long long seed)
{
    struct streets *t = need(1, sizeof *t);
    double *x = need((size_t)p->n_junctions, sizeof *x);
    double *y = need((size_t)p->n_junctions, sizeof *y);

    dice = seed;
    make_room(t, p->n_junctions, p->n_edges);
    t->graph.kmh_is_limit = p->kmh_is_limit;
    for (int k = 0; k < p->n_junctions; k++) {
        x[k] = 3000 * uniform();
        y[k] = 3000 * uniform();
        if (k % 2 == 1 && uniform() < p->zero) { /* joined by a street without length */
            x[k] = x[k - 1];
            y[k] = y[k - 1];
        }
    }
    for (int e = 0; e < p->n_edges; e++)
        throw_edge(t, p, e, x, y);
    free(x);
    free(y);
    throw_bans(t, p->n_bans);
    make_copies(t);
    snaps_room(&t->zones, p->n_zones);
    snaps_room(&t->sites, p->n_sites);
    t->zone_x = need((size_t)p->n_zones, sizeof(double));
    t->zone_y = need((size_t)p->n_zones, sizeof(double));
    t->site_x = need((size_t)p->n_sites, sizeof(double));
    t->site_y = need((size_t)p->n_sites, sizeof(double));
    for (int k = 0; k < p->n_zones; k++)
        throw_point(t, p, &t->zones, k, &t->zone_x[k], &t->zone_y[k]);
    for (int k = 0; k < p->n_sites; k++)
        throw_point(t, p, &t->sites, k, &t->site_x[k], &t->site_y[k]);
    if (p->n_zones > 1 && p->n_sites > 1) { /* a site at the very place of a zone */
        t->sites.edge[1] = t->zones.edge[1];
        t->sites.at_m[1] = t->zones.at_m[1];
        t->sites.x[1] = t->zones.x[1];
        t->sites.y[1] = t->zones.y[1];
        t->sites.away_m[1] = hypot(t->site_x[1] - t->sites.x[1], t->site_y[1] - t->sites.y[1]);
    }
    return t;
}

static void *duplicate(const void *p, size_t n, size_t size)
{
    void *copy = need(n, size);

    if (n > 0) memcpy(copy, p, n * size);
    return copy;
}

static void copy_snaps(struct road_snaps *to, const struct road_snaps *from)
{
    size_t n = (size_t)from->n;

    *to = (struct road_snaps){from->n,
                              duplicate(from->edge, n, sizeof(int)),
                              duplicate(from->at_m, n, sizeof(double)),
                              duplicate(from->away_m, n, sizeof(double)),
                              duplicate(from->x, n, sizeof(double)),
                              duplicate(from->y, n, sizeof(double))};
}

/* Without copies of junctions. */
static struct streets *copy(const struct streets *from)
{
    struct streets *t = need(1, sizeof *t);
    const struct road_graph *g = &from->graph;
    size_t n = (size_t)g->n_edges, n_points = (size_t)g->line[n];

    make_room(t, g->n_junctions, g->n_edges);
    t->graph.kmh_is_limit = g->kmh_is_limit;
    for (int d = 0; d < N_ROAD_DIRECTIONS; d++)
        for (int e = 0; e < g->n_edges; e++) {
            t->graph.end[d][e] = g->end[d][e];
            t->graph.head[d][e] = g->head[d][e] < 0 ? -1 : g->end[d][e];
            t->graph.kmh[d][e] = g->kmh[d][e];
        }
    memcpy(t->graph.length_m, g->length_m, n * sizeof(double));
    memcpy(t->graph.road_class, g->road_class, n);
    memcpy(t->graph.takes, g->takes, n);
    memcpy(t->graph.x, g->x, n_points * sizeof(double));
    memcpy(t->graph.y, g->y, n_points * sizeof(double));
    t->n_bans = from->n_bans;
    t->ban = duplicate(from->ban, (size_t)from->n_bans, sizeof *from->ban);
    copy_snaps(&t->zones, &from->zones);
    copy_snaps(&t->sites, &from->sites);
    return t;
}

struct streets *streets_reverse(const struct streets *from)
{
    struct streets *t = copy(from);
    struct road_graph *g = &t->graph;

    for (int e = 0; e < g->n_edges; e++)
        for (int d = 0; d < N_ROAD_DIRECTIONS; d++) {
            g->head[d][e] = from->graph.head[1 - d][e] < 0 ? -1 : g->end[d][e];
            g->kmh[d][e] = from->graph.kmh[1 - d][e];
        }
    for (int k = 0; k < t->n_bans; k++)
        t->ban[k] = (struct streets_ban){from->ban[k].to ^ 1, from->ban[k].from ^ 1};
    make_copies(t);
    return t;
}

static void multiply(int n, double value[], double factor)
{
    for (int k = 0; k < n; k++)
        value[k] *= factor;
}

struct streets *streets_scale(const struct streets *from, double factor)
{
    struct streets *t = copy(from);

    multiply(t->graph.n_edges, t->graph.length_m, factor);
    multiply(t->zones.n, t->zones.at_m, factor);
    multiply(t->zones.n, t->zones.away_m, factor);
    multiply(t->sites.n, t->sites.at_m, factor);
    multiply(t->sites.n, t->sites.away_m, factor);
    make_copies(t);
    return t;
}

void streets_free(struct streets *t)
{
    struct road_graph *g = &t->graph;

    for (int d = 0; d < N_ROAD_DIRECTIONS; d++) {
        free(g->end[d]);
        free(g->head[d]);
        free(g->kmh[d]);
    }
    free(g->copy_of);
    free(g->out_start);
    free(g->out);
    free(g->length_m);
    free(g->road_class);
    free(g->takes);
    free(g->line);
    free(g->x);
    free(g->y);
    free(t->ban);
    road_snaps_clear(&t->zones);
    road_snaps_clear(&t->sites);
    free(t->zone_x);
    free(t->zone_y);
    free(t->site_x);
    free(t->site_y);
    free(t);
}

struct road_measure streets_measure(bool minutes, bool from_site)
{
    struct road_measure m = {
        .minutes = minutes, .from_site = from_site, .kmh_factor = 0.9, .snap_kmh = 7};

    for (int k = 0; k < N_ROAD_CLASSES; k++)
        m.kmh[k] = 20 + 5 * k;
    return m;
}
