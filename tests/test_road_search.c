/* label: unit - bounded searches against the ways between all pairs, by another method: every
 * point is a place of its own that cuts its edge, and a way is a row of arcs, each of which may
 * follow the one before (R. W. Floyd, Algorithm 97, Communications of the ACM 5 (1962) 345,
 * doi:10.1145/367766.368168). */
#include <stdlib.h>

#include "tests/assert.h"
#include "tests/dice.h"
#include "tests/fixture_streets.h"

static struct streets_plan rows[] = {
    {"two-way streets", 200, 300, 0, 40, 30, 0, 0.05, 0.02, 0, 0.3, 0.1, 0.3, false},
    {"one-way streets, parallel, loops", 200, 340, 0, 40, 30, 0.5, 0.15, 0.08, 0, 0.3, 0.2, 0.4,
     true},
    {"turn bans", 200, 320, 250, 40, 30, 0.3, 0.1, 0.05, 0, 0.3, 0.3, 0.3, false},
    {"turn bans, no length", 200, 330, 200, 40, 30, 0.4, 0.15, 0.06, 0.3, 0.5, 0.3, 0.4, true},
    {"few long streets, many points", 12, 20, 12, 60, 50, 0.4, 0.2, 0.2, 0.05, 0.5, 0.2, 0.5,
     false},
};

/* A part of an edge between two places, in one direction. */
struct part {
    int arc, from, to; /* places: junctions, then points within edges */
    bool first, last;  /* of its arc */
    double cost;
};
struct truth {
    const struct streets *streets;
    bool minutes;
    int n_places, n_parts;
    int zone_place[100][2], site_place[100][2]; /* one; two on a street without length */
    struct part part[2000];
    double *way; /* owned [n_parts x n_parts] from the end of one to the end of the other */
};

static double cost_of(const struct truth *t, int arc, double m)
{
    const struct road_graph *g = &t->streets->graph;
    double said = (double)g->kmh[arc % 2][arc / 2] * 0.9;
    double kmh = 20 + 5.0 * g->road_class[arc / 2];

    if (said > 0) kmh = g->kmh_is_limit ? fmin(kmh, said) : said;
    return t->minutes ? m / 1000 / kmh * 60 : m;
}

static double away_cost(const struct truth *t, double m)
{
    return t->minutes ? m / 1000 / 7 * 60 : m;
}

static int compare_numbers(const void *a, const void *b)
{
    const double *x = a, *y = b;

    return (*x > *y) - (*x < *y);
}

/* The places of points on edge e; those at its ends are its junctions. */
static void place_points(const struct truth *t, const struct road_snaps *s, int place[][2],
                         int e, int n_cuts, const double cut[], int first)
{
    const struct road_graph *g = &t->streets->graph;

    for (int k = 0; k < s->n; k++) {
        if (s->edge[k] != e) continue;
        place[k][0] = place[k][1] = -1;
        if (s->at_m[k] <= 0) place[k][0] = g->end[ROAD_AGAINST][e];
        if (s->at_m[k] >= g->length_m[e]) place[k][1] = g->end[ROAD_ALONG][e];
        for (int c = 0; c < n_cuts; c++)
            if (s->at_m[k] == cut[c]) place[k][0] = first + c;
    }
}

static void cut_edge(struct truth *t, int e)
{
    const struct road_graph *g = &t->streets->graph;
    const struct road_snaps *group[2] = {&t->streets->zones, &t->streets->sites};
    double cut[200], length = g->length_m[e];
    int n = 0, distinct = 0, first = t->n_places;

    for (int i = 0; i < 2; i++)
        for (int k = 0; k < group[i]->n; k++)
            if (group[i]->edge[k] == e && group[i]->at_m[k] > 0 && group[i]->at_m[k] < length)
                cut[n++] = group[i]->at_m[k];
    qsort(cut, (size_t)n, sizeof *cut, compare_numbers);
    for (int k = 0; k < n; k++)
        if (k == 0 || cut[k] > cut[k - 1]) cut[distinct++] = cut[k];
    n = distinct;
    t->n_places += n;
    place_points(t, group[0], t->zone_place, e, n, cut, first);
    place_points(t, group[1], t->site_place, e, n, cut, first);
    for (int d = 0; d < 2; d++)
        for (int k = 0; k <= n && g->head[d][e] >= 0; k++) {
            int a = k == 0 ? g->end[ROAD_AGAINST][e] : first + k - 1;
            int b = k == n ? g->end[ROAD_ALONG][e] : first + k;
            double m = (k == n ? length : cut[k]) - (k == 0 ? 0 : cut[k - 1]);
            bool low = k == 0, high = k == n;

            assert_true(t->n_parts < 2000);
            t->part[t->n_parts++] =
                d == ROAD_ALONG
                    ? (struct part){2 * e + d, a, b, low, high, cost_of(t, 2 * e + d, m)}
                    : (struct part){2 * e + d, b, a, high, low, cost_of(t, 2 * e + d, m)};
        }
}

static bool follows(const struct streets *s, const struct part *a, const struct part *b)
{
    if (a->to != b->from) return false;
    if (!a->last || !b->first) return a->arc == b->arc && !a->last && !b->first;
    for (int k = 0; k < s->n_bans; k++)
        if (s->ban[k].from == a->arc && s->ban[k].to == b->arc) return false;
    return true;
}

static struct truth *truth_make(const struct streets *streets, bool minutes)
{
    struct truth *t = calloc(1, sizeof *t);
    int n;

    assert_non_null(t);
    t->streets = streets;
    t->minutes = minutes;
    t->n_places = streets->graph.n_junctions;
    for (int e = 0; e < streets->graph.n_edges; e++)
        cut_edge(t, e);
    n = t->n_parts;
    t->way = malloc((size_t)n * (size_t)n * sizeof *t->way);
    assert_non_null(t->way);
    for (int a = 0; a < n; a++)
        for (int b = 0; b < n; b++)
            t->way[a * n + b] = a == b                                       ? 0
                                : follows(streets, &t->part[a], &t->part[b]) ? t->part[b].cost
                                                                             : INFINITY;
    for (int via = 0; via < n; via++)
        for (int a = 0; a < n; a++) {
            double before = t->way[a * n + via];

            if (isinf(before)) continue;
            for (int b = 0; b < n; b++) {
                double way = before + t->way[via * n + b];

                if (way < t->way[a * n + b]) t->way[a * n + b] = way;
            }
        }
    return t;
}

static double between(const struct truth *t, const int from[2], const int to[2])
{
    double least = INFINITY;

    for (int i = 0; i < 4; i++) {
        int a = from[i / 2], b = to[i % 2];

        if (a >= 0 && a == b) return 0;
        for (int p = 0; p < t->n_parts && a >= 0 && b >= 0; p++)
            for (int q = 0; q < t->n_parts && t->part[p].from == a; q++)
                if (t->part[q].to == b)
                    least = fmin(least, t->part[p].cost + t->way[p * t->n_parts + q]);
    }
    return least;
}

/* Every pair is there with its way, or not there where the way is longer than the limit. */
static void compare(const struct truth *t, const struct reach *r, const double most[],
                    bool from_site, int *n_pairs)
{
    const struct streets *s = t->streets;

    for (int z = 0; z < s->zones.n; z++) {
        int at = r->row_start[z];

        for (int k = 0; k < s->sites.n; k++) {
            double want = from_site ? between(t, t->site_place[k], t->zone_place[z])
                                    : between(t, t->zone_place[z], t->site_place[k]);

            want += away_cost(t, s->zones.away_m[z]) + away_cost(t, s->sites.away_m[k]);
            if (!(most[z] >= 0) || isinf(want) || want > most[z] + 1e-6) {
                if (at < r->row_start[z + 1]) assert_int_not_equal(r->site[at], k);
                continue;
            }
            assert_true(at < r->row_start[z + 1]);
            assert_int_equal(r->site[at], k);
            assert_near(r->way[at], want, 1e-12, 1e-12);
            at++;
            ++*n_pairs;
        }
        assert_int_equal(at, r->row_start[z + 1]);
    }
}

static void all_pairs(void **state)
{
    const struct streets_plan *p = *state;
    struct streets *s = streets_make(p, 2026);
    struct truth *truth[] = {truth_make(s, false), truth_make(s, true)};
    int n_pairs = 0;

    for (int form = 0; form < 4; form++) {
        bool minutes = form / 2, from_site = form % 2;
        const struct truth *t = truth[minutes];
        struct road_measure m = streets_measure(minutes, from_site);
        struct road_search *q = NULL;
        struct error err;
        double most[100];

        assert_int_equal(road_search_create(&q, &s->graph, &m, &s->zones, &err), ERR_OK);
        for (int kind = 0; kind < 3; kind++) {
            struct reach *r = NULL;

            for (int z = 0; z < s->zones.n; z++)
                most[z] = kind == 0    ? INFINITY
                          : z % 9 == 4 ? (z % 2 ? NAN : -1e-9)
                                       : (minutes ? 8 : 2500) * uniform();
            if (kind == 2)
                for (int z = 0; z < s->zones.n; z++)
                    most[z] = minutes ? 1.5 : 600;
            assert_int_equal(road_search_reach(&r, q, &s->sites, most, 1, &err), ERR_OK);
            assert_int_equal(r->n_zones, s->zones.n);
            assert_int_equal(r->n_sites, s->sites.n);
            compare(t, r, most, from_site, &n_pairs);
            reach_free(r);
        }
        road_search_free(q);
    }
    for (int k = 0; k < 2; k++) {
        free(truth[k]->way);
        free(truth[k]);
    }
    print_message("%s: %d pairs\n", p->name, n_pairs);
    assert_true(n_pairs > 1000);
    streets_free(s);
}

int main(void)
{
    struct CMUnitTest tests[sizeof rows / sizeof *rows];

    for (size_t k = 0; k < sizeof rows / sizeof *rows; k++)
        tests[k] = (struct CMUnitTest){rows[k].name, all_pairs, NULL, NULL, &rows[k]};
    return cmocka_run_group_tests_name("road_search", tests, NULL, NULL);
}
