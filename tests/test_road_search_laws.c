/* label: unit - laws that ways along streets obey, whatever the streets are. */
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "tests/assert.h"
#include "tests/dice.h"
#include "tests/fixture_streets.h"

static struct streets_plan mixed = {"mixed", 200,  330, 150, 60,  50,  0.4,
                                    0.1,     0.05, 0.1, 0.4, 0.2, 0.3, false};
static struct streets_plan two_way = {"two-way", 200,  330, 0,   60,  50,  0,
                                      0.1,       0.05, 0.1, 0.4, 0.2, 0.3, false};

static struct reach *ways(const struct streets *s, bool minutes, bool from_site, double most,
                          int n_threads)
{
    struct road_measure m = streets_measure(minutes, from_site);
    struct road_search *q = NULL;
    struct reach *r = NULL;
    struct error err;
    double *limit = malloc(((size_t)s->zones.n + 1) * sizeof *limit);

    assert_non_null(limit);
    for (int z = 0; z < s->zones.n; z++)
        limit[z] = most;
    assert_int_equal(road_search_create(&q, &s->graph, &m, &s->zones, &err), ERR_OK);
    assert_int_equal(road_search_reach(&r, q, &s->sites, limit, n_threads, &err), ERR_OK);
    free(limit);
    road_search_free(q);
    return r;
}

static void assert_same(const struct reach *a, const struct reach *b)
{
    size_t n = (size_t)a->row_start[a->n_zones];

    assert_int_equal(a->n_zones, b->n_zones);
    assert_int_equal(a->n_sites, b->n_sites);
    assert_memory_equal(a->row_start, b->row_start, ((size_t)a->n_zones + 1) * sizeof(int));
    if (n == 0) return;
    assert_memory_equal(a->site, b->site, n * sizeof(int));
    assert_memory_equal(a->way, b->way, n * sizeof(double));
}

/* The pairs at a lower limit are those of the higher one that fit, their ways equal to the last
 * bit. */
static void monotone(void **state)
{
    struct streets *s = streets_make(&mixed, 11);

    (void)state;
    for (int form = 0; form < 4; form++) {
        bool minutes = form / 2;
        struct reach *all = ways(s, minutes, form % 2, INFINITY, 1);

        for (int step = 0; step < 12; step++) {
            double most = minutes ? 0.7 * step : 217.0 * step;
            struct reach *r;
            int n = 0;

            if (step > 6) most = all->way[step * 97 % all->row_start[all->n_zones]];
            r = ways(s, minutes, form % 2, most, 1);
            for (int z = 0; z < s->zones.n; z++) {
                for (int k = all->row_start[z]; k < all->row_start[z + 1]; k++) {
                    if (!(all->way[k] <= most + 1e-6)) continue;
                    assert_true(n < r->row_start[z + 1]);
                    assert_int_equal(r->site[n], all->site[k]);
                    assert_memory_equal(&r->way[n], &all->way[k], sizeof(double));
                    n++;
                }
                assert_int_equal(n, r->row_start[z + 1]);
            }
            if (step > 6) assert_true(n > 0);
            reach_free(r);
        }
        reach_free(all);
    }
    streets_free(s);
}

/* A limit that is a way is enough for it, as is one that is 5e-7 less; 2e-6 less is not. */
static void at_the_limit(void **state)
{
    struct streets *s = streets_make(&mixed, 12);
    struct reach *all = ways(s, false, false, INFINITY, 1);

    (void)state;
    for (int k = 3; k < all->row_start[all->n_zones]; k += 61) {
        struct reach *enough = ways(s, false, false, all->way[k], 1);
        struct reach *nearly = ways(s, false, false, all->way[k] - 5e-7, 1);
        struct reach *less = ways(s, false, false, all->way[k] - 2e-6, 1);
        bool there = false;

        assert_int_equal(enough->row_start[s->zones.n], nearly->row_start[s->zones.n]);
        reach_free(nearly);
        assert_true(enough->row_start[s->zones.n] > less->row_start[s->zones.n]);
        for (int i = 0; i < enough->row_start[s->zones.n]; i++)
            there |= enough->way[i] == all->way[k];
        assert_true(there);
        reach_free(enough);
        reach_free(less);
    }
    reach_free(all);
    streets_free(s);
}

/* Where all streets are two-way there and back are as long; in metres only, since speeds may
 * differ by direction. */
static void symmetric(void **state)
{
    struct streets *s = streets_make(&two_way, 13);
    struct reach *to = ways(s, false, false, INFINITY, 1);
    struct reach *from = ways(s, false, true, INFINITY, 1);
    int n = to->row_start[s->zones.n];

    (void)state;
    assert_true(n > 1000);
    assert_memory_equal(to->row_start, from->row_start, ((size_t)s->zones.n + 1) * sizeof(int));
    for (int k = 0; k < n; k++) {
        assert_int_equal(to->site[k], from->site[k]);
        assert_near(to->way[k], from->way[k], 1e-12, 0);
    }
    reach_free(to);
    reach_free(from);
    streets_free(s);
}

/* Ways from the site are those to the site where every street is turned round; bit by bit,
 * since they are summed up from the site in both cases. */
static void turned_round(void **state)
{
    struct streets *s = streets_make(&mixed, 14), *t = streets_reverse(s);

    (void)state;
    for (int form = 0; form < 4; form++) {
        struct reach *from = ways(s, form / 2, form % 2, form / 2 ? 9 : 3000, 1);
        struct reach *to = ways(t, form / 2, 1 - form % 2, form / 2 ? 9 : 3000, 1);
        struct reach *other = ways(s, form / 2, 1 - form % 2, form / 2 ? 9 : 3000, 1);
        int n = from->row_start[s->zones.n];

        assert_true(n > 300);
        assert_int_equal(n, to->row_start[s->zones.n]);
        for (int k = 0; k < n; k++) {
            assert_int_equal(from->site[k], to->site[k]);
            assert_memory_equal(&from->way[k], &to->way[k], sizeof(double));
        }
        assert_int_not_equal(n, other->row_start[s->zones.n]); /* one-way streets matter */
        reach_free(from);
        reach_free(to);
        reach_free(other);
    }
    streets_free(s);
    streets_free(t);
}

static void any_threads(void **state)
{
    struct streets *s = streets_make(&mixed, 15);

    (void)state;
    for (int form = 0; form < 4; form++) {
        struct reach *one = ways(s, form / 2, form % 2, form / 2 ? 6 : 2000, 1);

        assert_true(one->row_start[s->zones.n] > 100);
        for (int n_threads = 2; n_threads <= 300; n_threads = n_threads * 3 / 2) {
            struct reach *r = ways(s, form / 2, form % 2, form / 2 ? 6 : 2000, n_threads);

            assert_same(one, r);
            reach_free(r);
        }
        reach_free(one);
    }
    streets_free(s);
}

/* No way in metres is shorter than the straight line between the two points. */
static void not_below_straight(void **state)
{
    struct streets *s = streets_make(&mixed, 16);
    struct points zones = {s->zones.n, s->zone_x, s->zone_y, false};
    struct points sites = {s->sites.n, s->site_x, s->site_y, false};
    struct reach *r = ways(s, false, false, INFINITY, 1);
    int n_near = 0;

    (void)state;
    for (int z = 0; z < s->zones.n; z++)
        for (int k = r->row_start[z]; k < r->row_start[z + 1]; k++) {
            double straight = geo_distance_m(&zones, z, &sites, r->site[k]);

            assert_true(r->way[k] >= straight * (1 - 1e-12) - 1e-9);
            n_near += r->way[k] < 1.5 * straight;
        }
    assert_true(n_near > 50);
    reach_free(r);
    streets_free(s);
}

static void scaled(void **state)
{
    struct streets *s = streets_make(&mixed, 17), *t = streets_scale(s, 2.17);

    (void)state;
    for (int minutes = 0; minutes < 2; minutes++) {
        struct reach *a = ways(s, minutes, false, INFINITY, 1);
        struct reach *b = ways(t, minutes, false, INFINITY, 1);

        assert_int_equal(a->row_start[s->zones.n], b->row_start[s->zones.n]);
        for (int k = 0; k < a->row_start[s->zones.n]; k++) {
            assert_int_equal(a->site[k], b->site[k]);
            assert_near(b->way[k], 2.17 * a->way[k], 1e-12, 1e-12);
        }
        reach_free(a);
        reach_free(b);
    }
    streets_free(s);
    streets_free(t);
}

/* At 60 km/h everywhere a minute is a kilometre. */
static void minutes_are_metres(void **state)
{
    struct streets *s = streets_make(&mixed, 18);
    struct reach *metres = ways(s, false, false, 2500, 1), *r = NULL;
    struct road_measure m = {.minutes = true, .kmh_factor = 1, .snap_kmh = 60};
    struct road_search *q = NULL;
    struct error err;
    double most[60];

    (void)state;
    for (int k = 0; k < N_ROAD_CLASSES; k++)
        m.kmh[k] = 60;
    for (int e = 0; e < s->graph.n_edges; e++)
        s->graph.kmh[0][e] = s->graph.kmh[1][e] = 0;
    for (int z = 0; z < 60; z++)
        most[z] = 2.5;
    assert_int_equal(road_search_create(&q, &s->graph, &m, &s->zones, &err), ERR_OK);
    assert_int_equal(road_search_reach(&r, q, &s->sites, most, 1, &err), ERR_OK);
    assert_int_equal(r->row_start[60], metres->row_start[60]);
    for (int k = 0; k < r->row_start[60]; k++)
        assert_near(r->way[k] * 1000, metres->way[k], 1e-12, 0);
    road_search_free(q);
    reach_free(r);
    reach_free(metres);
    streets_free(s);
}

/* A street of 5,000 short blocks in a row and one very long one: ways are sums. */
static void long_street(void **state)
{
    struct streets_plan plan = {"long", 5002, 5001, 0, 5002, 2, 0, 0, 0, 0, 0, 0, 0, false};
    struct streets *s = streets_make(&plan, 20);
    struct road_graph *g = &s->graph;
    struct reach *r;
    double *at = calloc(5002, sizeof *at);

    (void)state;
    assert_non_null(at);
    for (int e = 0; e < 5001; e++) {
        g->end[ROAD_AGAINST][e] = g->head[ROAD_AGAINST][e] = e;
        g->end[ROAD_ALONG][e] = g->head[ROAD_ALONG][e] = e + 1;
        g->length_m[e] = e == 3000 ? 217000 : 1 + e % 7;
        at[e + 1] = at[e] + g->length_m[e];
    }
    for (int z = 0; z < 5002; z++) {
        s->zones.edge[z] = z < 5001 ? z : 5000;
        s->zones.at_m[z] = z < 5001 ? 0 : g->length_m[5000];
        s->zones.away_m[z] = 0;
    }
    for (int k = 0; k < 2; k++) {
        s->sites.edge[k] = k == 0 ? 0 : 2000;
        s->sites.at_m[k] = s->sites.away_m[k] = 0;
    }
    r = ways(s, false, false, INFINITY, 1);
    assert_int_equal(r->row_start[5002], 2 * 5002);
    for (int z = 0; z < 5002; z++) {
        assert_near(r->way[2 * z], at[z], 1e-12, 0);
        assert_near(r->way[2 * z + 1], fabs(at[z] - at[2000]), 1e-12, 0);
    }
    free(at);
    reach_free(r);
    streets_free(s);
}

/* A garage of short lanes beside streets that are a million times as long, and lanes of next to
 * no length: the search ends, and soon. */
static void short_and_long(void **state)
{
    enum { SIDE = 120, N = SIDE * SIDE, LANES = 2 * SIDE * (SIDE - 1), FAR = 2000 };
    struct streets_plan plan = {"garage", N + FAR, LANES + FAR, 0, 2, 1, 0,
                                0,        0,       0,           0, 0, 0, false};
    struct streets *s = streets_make(&plan, 23);
    struct road_graph *g = &s->graph;
    clock_t begun = clock();

    (void)state;
    for (int e = 0; e < LANES + FAR; e++) {
        int a = e / 2 / (SIDE - 1),
            b = e / 2 % (SIDE - 1); /* a row or a column, and its step */
        int from = e % 2 ? a * SIDE + b : b * SIDE + a, to = from + (e % 2 ? 1 : SIDE);

        if (e >= LANES) {
            from = e == LANES ? N - 1 : N + e - LANES - 1;
            to = N + e - LANES;
        }
        g->end[ROAD_AGAINST][e] = g->head[ROAD_AGAINST][e] = from;
        g->end[ROAD_ALONG][e] = g->head[ROAD_ALONG][e] = to;
        g->length_m[e] = e < LANES ? 1 + uniform() : 1e6;
    }
    for (int z = 0; z < 2; z++) {
        s->zones.edge[z] = z == 0 ? 0 : LANES - 1;
        s->zones.at_m[z] = s->zones.away_m[z] = 0;
    }
    s->sites.edge[0] = 0;
    s->sites.at_m[0] = s->sites.away_m[0] = 0;
    for (int tiny = 0; tiny < 2; tiny++) {
        struct reach *r;

        for (int e = 0; e < LANES + FAR && tiny; e++)
            g->length_m[e] = 1e-320;
        r = ways(s, false, false, 1e5, 1);
        assert_int_equal(r->row_start[2], 2);
        assert_true(r->way[0] == 0 && r->way[1] > 0 && r->way[1] < 4 * SIDE);
        reach_free(r);
    }
    assert_true((double)(clock() - begun) / CLOCKS_PER_SEC < 20); /* 0.1; once for ever */
    streets_free(s);
}

/* Nothing is reached with limits that are none; without zones, sites or streets there is an
 * answer without pairs. */
static void nothing(void **state)
{
    struct streets_plan none = mixed;
    struct streets *s = streets_make(&mixed, 19), *t;
    double limits[] = {NAN, -1, -1e-7, -INFINITY};
    int n_edges;
    struct reach *r = NULL;

    (void)state;
    for (int k = 0; k < 4; k++) {
        r = ways(s, k % 2, false, limits[k], 2);
        assert_int_equal(r->row_start[s->zones.n], 0);
        assert_non_null(r->way);
        reach_free(r);
    }
    s->zones.away_m[1] = s->sites.away_m[1] = 0; /* they stand at one place */
    r = ways(s, false, false, -1e-7, 1);
    assert_int_equal(r->row_start[s->zones.n], 0);
    reach_free(r);
    r = ways(s, false, false, 0, 1);
    assert_true(r->row_start[2] == 1 && r->row_start[1] == 0 && r->site[0] == 1);
    assert_true(r->way[0] == 0);
    reach_free(r);
    none.n_zones = 0;
    t = streets_make(&none, 19);
    r = ways(t, false, false, 1e9, 2);
    assert_int_equal(r->n_zones, 0);
    assert_int_equal(r->n_sites, 50);
    reach_free(r);
    streets_free(t);
    none = mixed;
    none.n_sites = 0;
    t = streets_make(&none, 19);
    r = ways(t, false, false, INFINITY, 2);
    assert_int_equal(r->row_start[60], 0);
    reach_free(r);
    streets_free(t);
    n_edges = s->graph.n_edges; /* none is used */
    s->graph.n_edges = s->graph.n_junctions = s->graph.n_nodes = 0;
    for (int k = 0; k < s->zones.n; k++)
        s->zones.edge[k] = -1;
    for (int k = 0; k < s->sites.n; k++)
        s->sites.edge[k] = -1;
    r = ways(s, false, false, INFINITY, 2);
    assert_int_equal(r->row_start[s->zones.n], 0);
    reach_free(r);
    s->graph.n_edges = n_edges;
    streets_free(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(monotone),       cmocka_unit_test(at_the_limit),
        cmocka_unit_test(symmetric),      cmocka_unit_test(turned_round),
        cmocka_unit_test(any_threads),    cmocka_unit_test(not_below_straight),
        cmocka_unit_test(scaled),         cmocka_unit_test(minutes_are_metres),
        cmocka_unit_test(nothing),        cmocka_unit_test(long_street),
        cmocka_unit_test(short_and_long),
    };

    return cmocka_run_group_tests_name("road_search_laws", tests, NULL, NULL);
}
