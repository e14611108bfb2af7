/* test_road_city_shown.c - label: known. What maps and layers show of the made-up city along
 * its streets: those within reach, and no circle. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "output/map/map.h"
#include "output/map/map_lines.h"
#include "output/map/map_words.h"
#include "output/near_zone.h"
#include "output/reached.h"
#include "tests/assert.h"
#include "tests/fixture_map.h"
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

static int nearest_by_all(const struct digest *d, int n, double east, double north)
{
    int best = 0;

    for (int z = 1; z < n; z++)
        if (hypot(d->east[z] - east, d->north[z] - north) <
            hypot(d->east[best] - east, d->north[best] - north))
            best = z;
    return best;
}

static void near_zones(void **state)
{
    struct near_zone *near = NULL;
    struct digest *d = NULL;
    struct error err;
    int n = made.loaded.city->n_zones;

    (void)state;
    assert_int_equal(digest_create(&d, made.run, &err), ERR_OK);
    assert_int_equal(near_zone_create(&near, d->east, d->north, n, &err), ERR_OK);
    for (int k = 0; k < 2000; k++) { /* inside, and far outside to all sides */
        double east = -30000 + 60000 * fmod(k * 0.754877666, 1);
        double north = -30000 + 60000 * fmod(k * 0.569840291, 1);
        int a = near_zone_find(near, east, north), b = nearest_by_all(d, n, east, north);

        assert_near(hypot(d->east[a] - east, d->north[a] - north),
                    hypot(d->east[b] - east, d->north[b] - north), 1e-12, 0);
    }
    near_zone_free(near);
    /* one place, and places on one line */
    for (int m = 1; m <= 5; m++) {
        double x[5] = {7, 7, 7, 7, 7}, y[5] = {0, 10, 20, 30, 40};

        assert_int_equal(near_zone_create(&near, x, y, m, &err), ERR_OK);
        assert_int_equal(near_zone_find(near, 1e6, 22), m > 2 ? 2 : m - 1);
        near_zone_free(near);
    }
    digest_free(d);
}

/* Each zone in reach stands at a street that is drawn, at most the way to its street away from
 * a reached place where its own limit holds there; no street without a site is drawn. */
static void pieces(void **state)
{
    const struct network *net = digest_last(made.run);
    struct digest *d = NULL;
    struct error err;

    (void)state;
    assert_int_equal(digest_create(&d, made.run, &err), ERR_OK);
    for (enum service v = FAST; v < N_SERVICES; v++) {
        const struct access_service *a = &made.run->access->service[v];
        struct reached r = {0};
        double *within = NULL; /* of each edge, m */
        double km = 0, before_km = 0;
        int seen = 0;

        assert_int_equal(reached_create(&r, made.run, d, v, &err), ERR_OK);
        assert_int_equal(r.n, v == FAST ? 2 : 1);
        within = calloc((size_t)a->graph->n_edges, sizeof *within);
        for (int k = 0; k < r.n; k++) {
            struct road_pieces p = {0};

            assert_int_equal(reached_pieces(&p, &r, net, k, &err), ERR_OK);
            for (int i = 0; i < p.n; i++) {
                assert_true(r.limit_of == NULL || r.limit_of[p.piece[i].edge] == k);
                within[p.piece[i].edge] += p.piece[i].to_m - p.piece[i].from_m;
                km += (p.piece[i].to_m - p.piece[i].from_m) / 1000;
            }
            road_pieces_clear(&p);
        }
        for (int e = 0; e < a->graph->n_edges; e++)
            assert_true(within[e] <= a->graph->length_m[e] * (1 + 1e-9));
        for (int z = 0; z < made.loaded.city->n_zones; z++) {
            int edge = a->zones.edge[z];
            bool own = r.limit_of == NULL ||
                       r.limit[r.limit_of[edge]] == made.loaded.city->service_way[v][z];
            bool reached = false;

            for (int k = made.run->service[v]->row_start[z];
                 k < made.run->service[v]->row_start[z + 1]; k++)
                reached = reached || circles_serves(made.run->scenario, made.run->city, net, v,
                                                    made.run->service[v]->site[k]);
            if (!reached || !own || a->graph->length_m[edge] == 0) continue;
            assert_true(within[edge] > 0);
            seen++;
        }
        /* fewer sites reach fewer streets */
        for (int k = 0; k < r.n; k++) {
            struct road_pieces p = {0};

            assert_int_equal(reached_pieces(&p, &r, made.run->network[0], k, &err), ERR_OK);
            for (int i = 0; i < p.n; i++)
                before_km += (p.piece[i].to_m - p.piece[i].from_m) / 1000;
            road_pieces_clear(&p);
        }
        assert_true(before_km > 0 && before_km < 0.8 * km);
        assert_true(seen > 100 && km > (v == FAST ? 1000 : 50));
        free(within);
        reached_clear(&r);
    }
    digest_free(d);
}

/* Shares of the middles of larger streets that are brown: of those reached from end to end, and
 * of those not reached at all. Markers and names hide some. */
static void brown(const struct map *map, const struct reached *r, double share[2])
{
    struct points zones = city_zones(made.loaded.city);
    struct geo_plane plane = geo_plane_of(&zones);
    double *within = calloc((size_t)r->graph->n_edges, sizeof *within);
    int n[2] = {0}, are[2] = {0};
    struct error err;

    for (int k = 0; k < r->n; k++) {
        struct road_pieces p = {0};

        assert_int_equal(reached_pieces(&p, r, map->net, k, &err), ERR_OK);
        for (int i = 0; i < p.n; i++)
            within[p.piece[i].edge] += p.piece[i].to_m - p.piece[i].from_m;
        road_pieces_clear(&p);
    }
    for (int e = 0; e < r->graph->n_edges; e++) {
        int first = r->graph->line[e];
        bool none = within[e] == 0;
        double east, north;
        unsigned p;

        if (map_rank_of(r->graph->road_class[e]) > MAP_COLLECTOR) continue;
        if (!none && within[e] < r->graph->length_m[e] * (1 - 1e-9)) continue;
        geo_to_plane(&plane, (r->graph->x[first] + r->graph->x[first + 1]) / 2,
                     (r->graph->y[first] + r->graph->y[first + 1]) / 2, &east, &north);
        p = fixture_map_pixel(map, map_x(map, east), map_y(map, north));
        n[none]++;
        are[none] += (int)(p >> 16) - (int)(p & 255) > 50 && p >> 16 < 0xB0;
    }
    free(within);
    for (int k = 0; k < 2; k++)
        share[k] = (double)are[k] / n[k];
    assert_true(n[0] > 20 && n[1] > 20);
}

/* Nobody said that the planner's own ways are driven or walked. */
static void own_ways_said(const struct map *map)
{
    struct scenario own = *map->scenario;
    struct map other = *map;
    char text[128];

    own.access.distance = DISTANCE_MATRIX;
    own.matrix.fast = own.matrix.slow = (char *)"ways.csv";
    other.scenario = &own;
    assert_string_equal(map_reach_text(&other, text, sizeof text),
                        map->service == FAST ? "3 to 5\u00a0min by the planner's own ways"
                                             : "300\u00a0m by the planner's own ways");
}

static void map_of_streets(void **state)
{
    static const char *const words[N_SERVICES] = {"3 to 5\u00a0min by car",
                                                  "300\u00a0m on foot"};
    struct error err;

    (void)state;
    for (enum service v = FAST; v < N_SERVICES; v++) {
        struct map *map = NULL;
        struct reached r = {0};
        double share[2];
        char text[128];

        assert_int_equal(map_create(&map, made.run, v, &err), ERR_OK);
        assert_null(map->whole.pixel_in); /* no circle is drawn */
        assert_non_null(map->streets);
        assert_string_equal(map_reach_text(map, text, sizeof text), words[v]);
        own_ways_said(map);
        assert_int_equal(reached_create(&r, made.run, map->digest, v, &err), ERR_OK);
        brown(map, &r, share);
        /* most of a walk of 300 m lies under the marker of its site */
        if (!(share[0] > (v == FAST ? 0.6 : 0.1) && share[1] < 0.15))
            fail_msg("%g and %g", share[0], share[1]);
        reached_clear(&r);
        map_free(map);
    }
}

/* The whole program; its layers are read by another. */
static void files(void **state)
{
    char folder[] = "/tmp/road_city_XXXXXX", command[1024];

    (void)state;
    assert_non_null(mkdtemp(folder));
    snprintf(command, sizeof command,
             "cd %s && %s run %s -o out " ROAD_CITY_SETS
             " >said 2>&1 && %s %s/tests/gpkg_check.py out/plan.gpkg out/stations.csv "
             "out/zones.csv >layers 2>&1",
             folder, PROGRAM, ROAD_CITY, PYTHON, SOURCE_DIR);
    if (system(command) != 0) {
        snprintf(command, sizeof command, "cat %s/said %s/layers", folder, folder);
        if (system(command) == 0) fail_msg("%s", "the run or its layers");
    }
    snprintf(command, sizeof command,
             "cd %s && grep -q '^service_areas.6.multilinestring' layers && %s map %s --inputs "
             "-o in.png >said 2>&1 && grep -q 'circles claim' out/report.html",
             folder, PROGRAM, ROAD_CITY);
    assert_int_equal(system(command), 0);
    snprintf(command, sizeof command, "rm -rf %s", folder);
    assert_int_equal(system(command), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(near_zones), cmocka_unit_test(pieces),
                                       cmocka_unit_test(map_of_streets),
                                       cmocka_unit_test(files)};

    return cmocka_run_group_tests_name("road_city_shown", tests, setup, teardown);
}
