/* test_road_city.c - label: known. The made-up city along its streets: what the circle claims,
 * who crosses the river, what is left out, the same with any number of threads and any cache.
 */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "output/digest.h"
#include "tests/assert.h"
#include "tests/fixture_road_city.h"

static struct road_city made;

static int setup(void **state)
{
    (void)state;
    fixture_road_city_make(&made, 1);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    fixture_road_city_drop(&made);
    return 0;
}

static void circle_claims(void **state)
{
    const struct circles *c = made.run->circles;

    (void)state;
    assert_non_null(c);
    for (int v = 0; v < N_SERVICES; v++) {
        const struct circle_figures *f = &c->figures[v][c->n_states - 1];

        assert_true(f->circle_kwh > 1.02 * f->reached_kwh);
        assert_true(f->circle_only_kwh > 0);
        assert_near(f->circle_kwh - f->circle_only_kwh, f->reached_kwh - f->way_only_kwh, 1e-9,
                    0);
    }
    assert_true(c->figures[SLOW][c->n_states - 1].detour > 1.05); /* metres on foot */
}

/* ---- the river ---- */

/* Metres: the middle of the river, and where streets cross it, as make_road_city lays them: two
 * bridges of streets, two of the motorway. */
static const double river[][2] = {
    {-1000, 17200}, {5000, 16400},  {9000, 14300},  {13000, 13900}, {16500, 15200},
    {19500, 16600}, {23000, 15300}, {27000, 12900}, {31000, 12100}, {35000, 12400}};
enum { N_RIVER = 10, N_BRIDGES = 4, N_FOOT_BRIDGES = 2 };

static double river_y(double x)
{
    int k = 0;

    while (k + 2 < N_RIVER && river[k + 1][0] < x)
        k++;
    return river[k][1] + (river[k + 1][1] - river[k][1]) * (x - river[k][0]) /
                             (river[k + 1][0] - river[k][0]);
}

/* Places where an edge of the graph crosses the river. */
static int crossings(const struct road_graph *g, double x[], double y[], int most)
{
    int n = 0;

    for (int e = 0; e < g->n_edges; e++)
        for (int i = g->line[e]; i + 1 < g->line[e + 1]; i++) {
            bool north = g->y[i] > river_y(g->x[i]);

            if (north == (g->y[i + 1] > river_y(g->x[i + 1]))) continue;
            assert_true(n < most);
            x[n] = (g->x[i] + g->x[i + 1]) / 2;
            y[n++] = (g->y[i] + g->y[i + 1]) / 2;
        }
    return n;
}

/* Nobody comes to the other bank but by a bridge: a way is at least the straight lines to one
 * and from there, at the speed of the fastest class. Half a bridge is 250 m at most. */
static void banks(void **state)
{
    static const double half_m = 250, fastest_m_per_min = 90 * 0.7 * 1000 / 60;
    const struct city *city = made.loaded.city;
    int over = 0, claimed = 0;

    (void)state;
    for (enum service v = FAST; v < N_SERVICES; v++) {
        const struct reach *r = made.run->service[v];
        double x[16], y[16];
        int n = crossings(made.run->access->service[v].graph, x, y, 16);

        /* the motorway has two carriageways */
        assert_int_equal(n, v == FAST ? 2 + 2 * (N_BRIDGES - N_FOOT_BRIDGES) : N_FOOT_BRIDGES);
        for (int z = 0; z < city->n_zones; z++)
            for (int k = r->row_start[z]; k < r->row_start[z + 1]; k++) {
                int s = r->site[k];
                double least = INFINITY;

                if ((city->zone_y[z] > river_y(city->zone_x[z])) ==
                    (city->site_y[s] > river_y(city->site_x[s])))
                    continue;
                for (int b = 0; b < n; b++)
                    least =
                        fmin(least, hypot(city->zone_x[z] - x[b], city->zone_y[z] - y[b]) +
                                        hypot(city->site_x[s] - x[b], city->site_y[s] - y[b]) -
                                        2 * half_m);
                assert_true(r->way[k] >= least / (v == FAST ? fastest_m_per_min : 1));
                over++;
            }
    }
    /* the circle of 1.5 or 2.5 km reaches over the water where no way does */
    for (int z = 0; z < city->n_zones; z++)
        for (int s = 0; s < city->n_sites; s++) {
            const struct reach *r = made.run->service[FAST];
            bool reached = false;

            if (hypot(city->zone_x[z] - city->site_x[s], city->zone_y[z] - city->site_y[s]) >
                city->service_way[FAST][z] * 500)
                continue;
            for (int k = r->row_start[z]; k < r->row_start[z + 1]; k++)
                reached = reached || r->site[k] == s;
            claimed += !reached && (city->zone_y[z] > river_y(city->zone_x[z])) !=
                                       (city->site_y[s] > river_y(city->site_x[s]));
        }
    assert_true(over > 0);
    assert_true(claimed > 1000);
}

static void isle_left_out(void **state)
{
    const struct city *city = made.loaded.city;
    const struct road_graph *g = &city->roads->graph[ROAD_CAR];
    bool told = false;

    (void)state;
    for (int k = 0; k < city->n_warnings; k++)
        told = told || strstr(city->warning[k].in[LANGUAGE_EN], "are not joined to the rest");
    assert_true(told);
    assert_true(g->left_km > 0.02 * (g->used_km + g->left_km));
    assert_true(g->part_x > 29500 && g->part_y > 24800);
}

/* ---- the same whatever the threads and the cache ---- */

static void same_run(const struct run *a, const struct run *b)
{
    const struct network *n = a->network[a->n_networks - 1], *m = b->network[b->n_networks - 1];

    for (int v = 0; v < N_SERVICES; v++) {
        const struct reach *p = a->service[v], *q = b->service[v];
        size_t pairs = (size_t)p->row_start[p->n_zones];

        assert_memory_equal(p->row_start, q->row_start,
                            ((size_t)p->n_zones + 1) * sizeof *p->row_start);
        assert_memory_equal(p->site, q->site, pairs * sizeof *p->site);
        assert_memory_equal(p->way, q->way, pairs * sizeof *p->way);
    }
    for (int s = 0; s < a->city->n_sites; s++)
        assert_int_equal(n->open[s], m->open[s]);
}

static void threads_and_cache(void **state)
{
    char folder[] = "/tmp/road_city_cache_XXXXXX", command[64];
    struct road_city again = {0};

    (void)state;
    assert_non_null(mkdtemp(folder));
    setenv("CHARGEPLAN_CACHE", folder, 1);
    for (int k = 0; k < 2; k++) { /* made and kept, then taken from there */
        fixture_road_city_make(&again, 2 - k);
        same_run(made.run, again.run);
        fixture_road_city_drop(&again);
    }
    setenv("CHARGEPLAN_CACHE", "off", 1);
    snprintf(command, sizeof command, "ls %s | grep -q .", folder);
    assert_int_equal(system(command), 0);
    snprintf(command, sizeof command, "rm -rf %s", folder);
    assert_int_equal(system(command), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(circle_claims), cmocka_unit_test(banks),
                                       cmocka_unit_test(isle_left_out),
                                       cmocka_unit_test(threads_and_cache)};

    return cmocka_run_group_tests_name("road_city", tests, setup, teardown);
}
