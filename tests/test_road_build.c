/* test_road_build.c - small towns whose graph is counted by hand. */
#include <stdlib.h>

#include "assert.h"
#include "fixture_ways.h"
#include "scenarios/roads/road_build.h"

enum { BOTH = ROAD_OPEN_ALONG | ROAD_OPEN_AGAINST, ALONG = ROAD_OPEN_ALONG };

static struct road_ways *ways;
static struct road_graph graph;

static int begin(void **state)
{
    (void)state;
    ways = fixture_ways_new(false, 20);
    for (int p = 0; p < 20; p++) { /* corners of a grid of 100 m, five in a row */
        ways->x[p] = 100 * (p % 5);
        ways->y[p] = 100 * (p / 5);
    }
    return 0;
}

static int end(void **state)
{
    (void)state;
    fixture_ways_free(ways);
    road_graph_clear(&graph);
    return 0;
}

static void build(enum road_mode mode)
{
    struct error err;

    road_graph_clear(&graph);
    assert_int_equal(road_build(&graph, ways, mode, &err), ERR_OK);
}

/* Junctions, edges used and left out, kilometres used and left out, parts left out. */
static void expect(int junctions, int used, int left, double used_km, double left_km, int parts)
{
    assert_int_equal(graph.n_junctions, junctions);
    assert_int_equal(graph.n_edges, used);
    assert_int_equal(graph.n_all - graph.n_edges, left);
    assert_near(graph.used_km, used_km, 1e-12, 1e-12);
    assert_near(graph.left_km, left_km, 1e-12, 1e-12);
    assert_int_equal(graph.n_parts, parts);
}

static void nothing_at_all(void **state)
{
    (void)state;
    build(ROAD_CAR);
    expect(0, 0, 0, 0, 0, 0);
    fixture_street(ways, 0, 0, 1); /* closed: plays no part */
    build(ROAD_CAR);
    expect(0, 0, 0, 0, 0, 0);
}

static void streets_that_cross(void **state)
{
    (void)state;
    fixture_way(ways, BOTH, 3, (const int[]){5, 6, 7});
    fixture_way(ways, BOTH, 3, (const int[]){1, 6, 11});
    fixture_way(ways, 0, 3, (const int[]){10, 11, 12}); /* closed ways split nobody */
    build(ROAD_CAR);
    expect(5, 4, 0, 0.4, 0, 0);
    for (int e = 0; e < 4; e++) {
        assert_int_equal(graph.line[e + 1] - graph.line[e], 2);
        assert_near(graph.length_m[e], 100, 1e-12, 0);
        assert_int_equal(graph.head[0][e], graph.end[0][e]);
        assert_int_equal(graph.head[1][e], graph.end[1][e]);
        assert_int_equal(graph.takes[e], 1);
    }
}

static void a_bend_is_no_crossing(void **state)
{
    (void)state;
    fixture_way(ways, BOTH, 4, (const int[]){0, 1, 6, 5});
    build(ROAD_CAR);
    expect(2, 1, 0, 0.3, 0, 0);
    assert_int_equal(graph.line[1], 4);
    assert_near(graph.x[2], 100, 0, 0);
    assert_near(graph.y[2], 100, 0, 0);
}

static void a_roundabout_one_way(void **state)
{
    int e = 0;

    (void)state;
    fixture_way(ways, ALONG, 5, (const int[]){6, 7, 12, 11, 6});
    fixture_street(ways, BOTH, 5, 6);
    fixture_street(ways, BOTH, 12, 13);
    build(ROAD_CAR);
    expect(4, 4, 0, 0.6, 0, 0);
    for (int k = 0; k < 4; k++)
        if (graph.line[k + 1] - graph.line[k] == 3) {
            assert_int_equal(graph.head[ROAD_AGAINST][k], -1);
            assert_int_equal(graph.head[ROAD_ALONG][k], graph.end[ROAD_ALONG][k]);
            e++;
        }
    assert_int_equal(e, 2);
}

static void one_way_dead_ends(void **state)
{
    (void)state;
    fixture_way(ways, BOTH, 3, (const int[]){0, 1, 2});
    fixture_way(ways, ALONG, 3, (const int[]){1, 6, 11});  /* in, never out */
    fixture_way(ways, ALONG, 3, (const int[]){12, 7, 2});  /* out, never in */
    fixture_way(ways, ALONG, 3, (const int[]){11, 10, 9}); /* goes on from the first */
    build(ROAD_CAR);
    /* 11 is joined with 1 by 200 m and with 9 by 100 + 412.3 m */
    expect(3, 2, 3, 0.2, 0.2 + 0.2 + (100 + hypot(400, 100)) / 1000, 2);
    assert_near(graph.part_km, 0.3 + hypot(0.4, 0.1), 1e-12, 0);
    assert_near(graph.part_x, 0, 0, 0); /* the middle point of the longest: 10 */
    assert_near(graph.part_y, 200, 0, 0);
}

static void two_islands(void **state)
{
    (void)state;
    fixture_way(ways, BOTH, 2, (const int[]){0, 1});
    fixture_way(ways, BOTH, 3, (const int[]){0, 5, 6});
    fixture_way(ways, BOTH, 2, (const int[]){13, 14});
    build(ROAD_CAR);
    expect(3, 2, 1, 0.3, 0.1, 1);
    assert_int_equal(graph.road_class[2], ROAD_RESIDENTIAL);
    assert_near(graph.y[graph.line[2]], 200, 0, 0);
}

static void islands_alike_the_lowest_stays(void **state)
{
    (void)state;
    fixture_street(ways, BOTH, 18, 19);
    fixture_street(ways, BOTH, 0, 1); /* nearer to the curve's beginning */
    build(ROAD_CAR);
    expect(2, 1, 1, 0.1, 0.1, 1);
    assert_near(graph.y[0], 0, 0, 0);
}

static void beside_one_another_and_loops(void **state)
{
    (void)state;
    fixture_street(ways, BOTH, 0, 1);
    fixture_street(ways, BOTH, 1, 0);
    fixture_way(ways, BOTH, 4, (const int[]){0, 5, 6, 0});
    fixture_way(ways, BOTH, 2, (const int[]){1, 1});
    build(ROAD_CAR);
    expect(2, 4, 0, 0.4 + hypot(0.1, 0.1), 0, 0);
}

static void points_at_one_place_and_twice(void **state)
{
    (void)state;
    ways->x[1] = ways->x[0]; /* another point at the same place: no meeting */
    ways->y[1] = ways->y[0];
    fixture_way(ways, BOTH, 3, (const int[]){0, 5, 10});
    fixture_way(ways, BOTH, 3, (const int[]){1, 6, 10});
    fixture_street(ways, BOTH, 0, 1); /* of no length */
    fixture_way(ways, BOTH, 3, (const int[]){10, 11, 11});
    build(ROAD_CAR);
    assert_int_equal(graph.n_junctions, 4); /* 0, 1, 10, 11 */
    assert_int_equal(graph.n_edges, 5);
    assert_near(graph.used_km, 0.2 + 0.1 * (sqrt(2) + sqrt(2)) + 0.1, 1e-12, 0);
}

static void a_barrier_tears(void **state)
{
    (void)state;
    ways->barred[6] = 1 << ROAD_CAR;
    fixture_way(ways, BOTH, 3, (const int[]){5, 6, 7});
    fixture_way(ways, BOTH, 3, (const int[]){1, 6, 11});
    fixture_way(ways, BOTH, 3, (const int[]){5, 0, 1});
    build(ROAD_CAR);
    /* 6 is four dead ends; 7 and 11 are cut off, each with one of them */
    expect(4, 3, 2, 0.4, 0.2, 2);
    build(ROAD_FOOT);
    expect(5, 5, 0, 0.6, 0, 0);
    assert_int_equal(graph.n_nodes, 5);
}

static void what_the_way_says(void **state)
{
    struct road_way *way = fixture_way(ways, BOTH, 4, (const int[]){0, 1, 2, 4});

    (void)state;
    way->road_class = ROAD_TRUNK;
    way->takes = 0;
    way->kmh[ROAD_ALONG] = 60;
    way->kmh[ROAD_AGAINST] = 47;
    way->length_m = 868; /* 2.17 times its line */
    way = fixture_way(ways, BOTH, 3, (const int[]){1, 6, 7});
    way = fixture_way(ways, BOTH, 4, (const int[]){8, 8, 8, 8});
    way->length_m = 30;
    fixture_way(ways, BOTH, 2, (const int[]){7, 8});
    ways->kmh_is_limit = true;
    build(ROAD_CAR);
    assert_true(graph.kmh_is_limit);
    assert_int_equal(graph.n_edges, 7);
    for (int e = 0; e < 7; e++) {
        double from = graph.x[graph.line[e]], to = graph.x[graph.line[e + 1] - 1];

        if (graph.road_class[e] == ROAD_TRUNK) {
            assert_near(graph.length_m[e], 2.17 * (to - from), 1e-12, 0);
            assert_int_equal(graph.takes[e], 0);
            assert_near(graph.kmh[ROAD_ALONG][e], 60, 0, 0);
            assert_near(graph.kmh[ROAD_AGAINST][e], 47, 0, 0);
        } else if (graph.end[0][e] == graph.end[1][e])
            assert_near(graph.length_m[e], 10, 1e-12, 0); /* a third each */
        else
            assert_true(graph.takes[e] == 1 && graph.kmh[0][e] == 0);
    }
}

static void against_alone(void **state)
{
    (void)state;
    fixture_way(ways, ROAD_OPEN_AGAINST, 3, (const int[]){0, 1, 2});
    fixture_way(ways, ALONG, 3, (const int[]){0, 5, 2});
    build(ROAD_CAR);
    expect(2, 2, 0, 0.2 + 0.1 + hypot(0.2, 0.1), 0, 0);
    for (int e = 0; e < 2; e++) {
        bool straight = graph.y[graph.line[e] + 1] == 0;

        assert_int_equal(graph.head[straight ? ROAD_ALONG : ROAD_AGAINST][e], -1);
        assert_true(graph.head[straight ? ROAD_AGAINST : ROAD_ALONG][e] >= 0);
    }
}

static void near_things_have_near_numbers(void **state)
{
    double jump = 0;

    (void)state;
    for (int p = 0; p < 20; p++)
        for (int q = p + 1; q < 20; q++)
            if (q - p == 5 || (q - p == 1 && p % 5 < 4)) fixture_street(ways, BOTH, p, q);
    build(ROAD_CAR);
    expect(20, 31, 0, 3.1, 0, 0);
    for (int e = 0; e < 31; e++) {
        if (e > 0) assert_true(graph.end[ROAD_AGAINST][e] >= graph.end[ROAD_AGAINST][e - 1]);
        jump += abs(graph.end[0][e] - graph.end[1][e]);
    }
    assert_true(jump / 31 < 3.5); /* rows of five: 3.1; by chance: 7 */
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(nothing_at_all),
        TEST(streets_that_cross),
        TEST(a_bend_is_no_crossing),
        TEST(a_roundabout_one_way),
        TEST(one_way_dead_ends),
        TEST(two_islands),
        TEST(islands_alike_the_lowest_stays),
        TEST(beside_one_another_and_loops),
        TEST(points_at_one_place_and_twice),
        TEST(a_barrier_tears),
        TEST(what_the_way_says),
        TEST(against_alone),
        TEST(near_things_have_near_numbers),
    };

    return cmocka_run_group_tests_name("road_build", tests, NULL, NULL);
}
