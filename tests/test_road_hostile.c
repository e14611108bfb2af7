/* test_road_hostile.c - files of OpenStreetMap that were made to take time, memory or the
 * reader's word for it. */
#include "tests/road_scene.h"

#include <time.h>

#include "scenarios/roads/road_build.h"
#include "tests/fixture_osm.h"
#include "tests/fixture_ways.h"

enum { BOTH = ROAD_OPEN_ALONG | ROAD_OPEN_AGAINST, MANY = 60000 };

static double processor_s(void)
{
    return (double)clock() / CLOCKS_PER_SEC;
}

/* A town of two streets, to which `n_from` and `n_to` members are added in one relation: they
 * are ways 1, 2, 1, 2 ... */
static void read_members(int n_from, int n_to)
{
    struct fixture_osm *osm = fixture_osm_new();
    struct fixture_osm_member *m = calloc((size_t)(n_from + n_to + 1), sizeof *m);

    assert_non_null(m);
    for (int k = 0; k < 3; k++)
        fixture_osm_node(osm, k + 1, 114 + k / 100.0, 22.5, NULL);
    fixture_osm_way(osm, 1, 2, (long long[]){1, 2}, "highway=primary");
    fixture_osm_way(osm, 2, 2, (long long[]){2, 3}, "highway=primary");
    m[0] = (struct fixture_osm_member){'n', 2, "via"};
    for (int k = 0; k < n_from + n_to; k++)
        m[k + 1] = (struct fixture_osm_member){'w', 1 + k % 2, k < n_from ? "from" : "to"};
    fixture_osm_relation(osm, 9, n_from + n_to + 1, m, "type=restriction|restriction=no_entry");
    fixture_osm_write(osm, road_path("members.pbf"));
    fixture_osm_free(osm);
    free(m);
    assert_int_equal(road_read(road_scenario("members.pbf"), &everywhere, true), ERR_OK);
}

/* Several lead to one, or one to several; of several to several it is not said which to which.
 */
static void members_of_a_ban(void **state)
{
    (void)state;
    read_members(3, 1);
    assert_int_equal(ways.n_bans, 3);
    for (int k = 0; k < 3; k++) {
        assert_int_equal(ways.ban[k].from, 1 + k % 2);
        assert_int_equal(ways.ban[k].to, 2);
    }
    read_members(1, 3);
    assert_int_equal(ways.n_bans, 3);
    for (int k = 0; k < 3; k++) {
        assert_int_equal(ways.ban[k].from, 1);
        assert_int_equal(ways.ban[k].to, 1 + (k + 1) % 2);
    }
    assert_int_equal(ways.counts.n_bans_lost, 0);
    read_members(2, 2);
    assert_int_equal(ways.n_bans, 0);
    assert_int_equal(ways.counts.n_bans_lost, 1);
}

static void many_members(void **state)
{
    double begun_s = processor_s();

    (void)state;
    read_members(MANY, 1);
    assert_int_equal(ways.n_bans, MANY);
    read_members(MANY, MANY);
    assert_int_equal(ways.n_bans, 0);
    assert_true(processor_s() - begun_s < 20); /* MANY x MANY take minutes */
}

/* Nodes whose places are steps of 0 or of -1 nanodegrees, field 17 of a block (the place is
 * after all else that it holds). */
static void steps_of_places(void **state)
{
    static const int wrong[] = {-1, -100};

    (void)state;
    for (size_t k = 0; k < sizeof wrong / sizeof wrong[0]; k++) {
        struct fixture_osm *osm = fixture_osm_new();

        for (int n = 0; n < 2; n++)
            fixture_osm_node(osm, n + 1, 1 + n / 100.0, 2, NULL);
        fixture_osm_way(osm, 1, 2, (long long[]){1, 2}, "highway=primary");
        fixture_osm_style(osm)->granularity = wrong[k];
        fixture_osm_write(osm, road_path("steps.pbf"));
        fixture_osm_free(osm);
        assert_int_equal(road_read(road_scenario("steps.pbf"), &everywhere, true), ERR_DATA);
        assert_non_null(strstr(road_err.text, "places are counted in steps of no length"));
    }
}

/* n streets that meet at one point, with a ban from each to the next, twice. */
static void meet_at_one(int n, int n_bans, struct road_graph *g)
{
    struct road_ways *star = fixture_ways_new(false, n + 1);
    struct error err;

    for (int k = 1; k <= n; k++) {
        star->x[k] = k;
        star->y[k] = k % 7;
        fixture_street(star, BOTH, 0, k);
    }
    star->x[0] = star->y[0] = 0;
    for (int k = 0; k < n_bans; k++)
        fixture_ban(star, 1 + k / 2 % n, 0, 1 + (k / 2 + 1) % n, false);
    assert_int_equal(road_build(g, star, ROAD_CAR, &err), ERR_OK);
    fixture_ways_free(star);
}

static void stars(void **state)
{
    struct road_graph g;

    (void)state;
    meet_at_one(100, 80, &g); /* 200 arcs */
    assert_int_equal(g.n_nodes - g.n_junctions, 40);
    assert_int_equal(g.n_bans_lost, 0);
    for (int c = 0; c < 40; c++) /* all but the banned one */
        assert_int_equal(g.out_start[c + 1] - g.out_start[c], 99);
    road_graph_clear(&g);
    meet_at_one(101, 80, &g);
    assert_int_equal(g.n_nodes, g.n_junctions);
    assert_int_equal(g.n_bans_lost, 80);
    road_graph_clear(&g);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(members_of_a_ban),
        cmocka_unit_test(many_members),
        cmocka_unit_test(steps_of_places),
        cmocka_unit_test(stars),
    };

    return cmocka_run_group_tests_name("road_hostile", tests, road_begin, road_finish);
}
