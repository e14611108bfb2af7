/* test_road_osm.c - files of OpenStreetMap: what is taken of them, in every form that the
 * formats allow; the figures are counted by hand. */
#include "tests/road_scene.h"

#include "tests/dice.h"
#include "tests/fixture_osm.h"

/* A town by hand. Streets: 10 (1-2-3-4, primary), 20 (3-5, one-way against, with a bollard at
 * 5), 30 (footway 5-6), 40 (2-2-7, limit). No streets: a river, a ferry, one in building, one
 * closed. Node 99 is nowhere; way 50 runs through it. */
static struct fixture_osm *town(void)
{
    struct fixture_osm *osm = fixture_osm_new();

    fixture_osm_node(osm, 9, 114, 22, "shop=x|was=barrier"); /* of no street */
    fixture_osm_node(osm, 1, 114.0000001, 22.5, NULL);
    fixture_osm_node(osm, 2, 114.01, 22.5000007, "highway=crossing");
    fixture_osm_node(osm, 3, 114.02, 22.5, NULL);
    fixture_osm_node(osm, 4, 114.03, 22.51, NULL);
    fixture_osm_node(osm, 5, 114.02, 22.52, "barrier=bollard|note=a <b> & \"c\"");
    fixture_osm_node(osm, 6, 114.02, 22.53, NULL);
    fixture_osm_node(osm, 7, -114.5, -22.5, NULL);
    fixture_osm_node(osm, 8, 114.05, 22.5, "amenity=cafe");
    fixture_osm_way(osm, 10, 4, (long long[]){1, 2, 3, 4}, "highway=primary|name=福田路");
    fixture_osm_way(osm, 20, 2, (long long[]){3, 5}, "highway=residential|oneway=-1");
    fixture_osm_way(osm, 30, 2, (long long[]){5, 6}, "highway=footway|bridge=yes");
    fixture_osm_way(osm, 40, 3, (long long[]){2, 2, 7}, "highway=service|maxspeed=20");
    fixture_osm_way(osm, 50, 5, (long long[]){4, 3, 99, 6, 5}, "highway=tertiary|maxspeed=x");
    fixture_osm_way(osm, 60, 2, (long long[]){1, 8}, "waterway=river");
    fixture_osm_way(osm, 70, 2, (long long[]){1, 8}, "route=ferry");
    fixture_osm_way(osm, 80, 2, (long long[]){1, 8}, "highway=construction");
    fixture_osm_way(osm, 90, 2, (long long[]){1, 8}, "highway=service|access=no");
    fixture_osm_way(osm, 95, 1, (long long[]){1}, "highway=service");
    fixture_osm_ban(osm, 1, 10, 3, 20, "restriction=no_left_turn");
    fixture_osm_ban(osm, 2, 50, 4, 10, "restriction=only_straight_on");
    fixture_osm_ban(osm, 3, 50, 99, 10, "restriction=no_u_turn");
    fixture_osm_ban(osm, 4, 10, 3, 1234, "restriction=no_u_turn"); /* no such way */
    fixture_osm_ban(osm, 5, 10, 1, 90, "restriction=no_u_turn");   /* of no use */
    fixture_osm_relation(
        osm, 6, 3,
        (struct fixture_osm_member[]){{'w', 10, "from"}, {'w', 20, "via"}, {'w', 50, "to"}},
        "type=restriction|restriction=no_u_turn");
    fixture_osm_relation(
        osm, 8, 3,
        (struct fixture_osm_member[]){{'w', 10, "from"}, {'w', 3, "via"}, {'w', 20, "to"}},
        "type=restriction|restriction=no_u_turn"); /* a way of a node's id */
    fixture_osm_relation(
        osm, 9, 4,
        (struct fixture_osm_member[]){
            {'w', 10, "from"}, {'n', 3, "via"}, {'n', 2, "via"}, {'w', 20, "to"}},
        "type=restriction|restriction=no_u_turn");
    fixture_osm_relation(osm, 11, 2,
                         (struct fixture_osm_member[]){{'w', 10, "from"}, {'w', 20, "to"}},
                         "type=restriction|restriction=no_u_turn");
    fixture_osm_relation(osm, 7, 2,
                         (struct fixture_osm_member[]){{'w', 10, "from"}, {'n', 3, "via"}},
                         "type=restriction|restriction=no_u_turn");
    fixture_osm_style(osm)->date = 1569801599; /* date -u -d @1569801599 */
    return osm;
}

static void write_town(const char *name, const struct fixture_osm_style *style)
{
    struct fixture_osm *osm = town();

    if (style != NULL) *fixture_osm_style(osm) = *style;
    fixture_osm_write(osm, road_path(name));
    fixture_osm_free(osm);
}

static void check_counts(void)
{
    const struct road_counts *n = &ways.counts;

    assert_int_equal(n->n_ways, 10);
    assert_int_equal(n->n_streets, 5); /* 10, 20, 30, 40, 50 */
    assert_int_equal(n->n_closed, 1);
    assert_int_equal(n->n_unopened, 1);
    assert_int_equal(n->n_ferries, 1);
    assert_int_equal(n->n_outside, 0);
    assert_int_equal(n->n_points, 7);
    assert_int_equal(n->n_missing, 1);
    assert_int_equal(n->n_bad_kmh, 1);
    assert_int_equal(n->n_bans, 2);
    assert_int_equal(n->n_bans_lost, 7); /* 3, 4, 6 and those behind */
    assert_int_equal(n->n_barriers, 1);
}

static void by_hand(void **state)
{
    static const int parts[] = {10, 20, 30, 40, 50, 50};
    static const int length[] = {4, 2, 2, 2, 2, 2};

    (void)state;
    write_town("town.osm.pbf", NULL);
    assert_int_equal(road_read(road_scenario("town.osm.pbf"), &everywhere, true), ERR_OK);
    check_counts();
    assert_string_equal(ways.date, "2019-09-29");
    assert_true(ways.geographic);
    assert_true(ways.kmh_is_limit);
    assert_int_equal(ways.n_ways, 6);
    for (int w = 0; w < 6; w++) {
        assert_int_equal(ways.way[w].id, parts[w]);
        assert_int_equal(ways.way[w].n, length[w]);
        assert_true(isnan(ways.way[w].length_m));
    }
    assert_int_equal(ways.way[1].open[ROAD_CAR], ROAD_OPEN_AGAINST);
    assert_int_equal(ways.way[2].open[ROAD_CAR], 0);
    assert_int_equal(ways.way[2].takes, 0);
    assert_near(ways.way[3].kmh[ROAD_AGAINST], 20, 0, 0);
    /* the decimal numbers themselves, to the last bit */
    assert_near(ways.x[ways.point[ways.way[0].first]], 114.0000001, 0, 0);
    assert_near(ways.y[ways.point[ways.way[0].first + 1]], 22.5000007, 0, 0);
    assert_near(ways.x[ways.point[ways.way[3].first + 1]], -114.5, 0, 0);
    /* 20 begins where the third point of 10 is, and 30 where 20 ends, at the bollard */
    assert_int_equal(ways.point[ways.way[1].first], ways.point[ways.way[0].first + 2]);
    assert_int_equal(ways.point[ways.way[1].first + 1], ways.point[ways.way[2].first]);
    assert_int_equal(ways.barred[ways.point[ways.way[2].first]], 1 << ROAD_CAR);
    assert_int_equal(ways.ban[0].from, 10);
    assert_int_equal(ways.ban[0].to, 20);
    assert_int_equal(ways.ban[0].via, ways.point[ways.way[0].first + 2]);
    assert_false(ways.ban[0].only);
    assert_true(ways.ban[1].only);
}

/* Every way to write the same file is read alike. */
static void forms(void **state)
{
    static const struct {
        const char *file;
        struct fixture_osm_style style;
    } forms[] = {
        {"plain.pbf", {.plain = true}},
        {"raw.OSM.PBF", {.raw = true}},
        {"small.pbf", {.block = 2}},
        {"single.pbf", {.block = 1, .plain = true}},
        {"fine.pbf", {.granularity = 1}},
        {"offset.pbf", {.granularity = 50, .lat_offset = 22500000000, .lon_offset = 100}},
        {"town.osm", {.block = 0}},
        {"dated.osm", {.date = 1569801599}},
    };
    struct road_ways first;

    (void)state;
    write_town("town.osm.pbf", NULL);
    assert_int_equal(road_read(road_scenario("town.osm.pbf"), &everywhere, true), ERR_OK);
    first = ways;
    ways = (struct road_ways){0};
    for (size_t k = 0; k < COUNT(forms); k++) {
        write_town(forms[k].file, &forms[k].style);
        if (road_read(road_scenario(forms[k].file), &everywhere, true) != ERR_OK)
            fail_msg("%s", road_err.text);
        check_counts();
        assert_same_ways(&ways, &first);
        assert_string_equal(ways.date, forms[k].style.date != 0 ? "2019-09-29" : "");
    }
    road_ways_clear(&first);
}

/* ---- the box ---- */

/* Pieces of a street along the equator, of 0.01 degree each, that stay where an end is inside.
 */
static void box(void **state)
{
    const struct road_box around = {0.03, 0, 0.04, 0}; /* on its border points 4 and 5 */
    struct fixture_osm *osm = fixture_osm_new();
    enum { HIGH = 5 + (1 << 22) }; /* differs from 5 in one digit of osm_sort.c, by 1 */
    long long line[10];

    (void)state;
    for (int k = 0; k < 10; k++) {
        fixture_osm_node(osm, 1 + k, 0.01 * k, 0, NULL);
        line[k] = 1 + k;
    }
    fixture_osm_node(osm, HIGH, 0.03, 2, NULL);
    fixture_osm_way(osm, 5, 10, line, "highway=primary");
    fixture_osm_way(osm, 6, 2, (long long[]){1, 2}, "highway=primary");
    fixture_osm_way(osm, 7, 3, (long long[]){4, HIGH, 5}, "highway=primary");
    fixture_osm_way(osm, 8, 7, (long long[]){4, 3, 2, 1, 2, 10, 5}, "highway=primary");
    fixture_osm_ban(osm, 1, 5, 2, 6, "restriction=no_left_turn"); /* outside */
    fixture_osm_ban(osm, 2, 5, 4, 7, "restriction=no_left_turn");
    fixture_osm_write(osm, road_path("box.pbf"));
    fixture_osm_free(osm);
    assert_int_equal(road_read(road_scenario("box.pbf"), &around, true), ERR_OK);
    assert_int_equal(ways.counts.n_streets, 3);
    assert_int_equal(ways.counts.n_outside, 1);
    assert_int_equal(ways.n_ways, 4); /* 5: 2..5; 7 whole; 8: its first piece and its last */
    assert_int_equal(ways.way[0].n, 4);
    assert_near(ways.x[ways.point[ways.way[0].first]], 0.02, 0, 0);
    assert_near(ways.x[ways.point[ways.way[0].first + 3]], 0.05, 0, 0);
    assert_int_equal(ways.way[1].n, 3);
    assert_int_equal(ways.way[2].id, 8);
    assert_int_equal(ways.way[2].n, 2);
    assert_int_equal(ways.way[3].id, 8);
    assert_int_equal(ways.way[3].n, 2);
    assert_int_equal(ways.counts.n_points, 6); /* 3 to 6, the high one, and 10 */
    assert_int_equal(ways.n_bans, 1);
    assert_int_equal(ways.ban[0].to, 7);
}

/* ---- random files against plain loops ---- */

enum { NODES = 60, WAYS = 40, LONGEST = 8 };

/* Pieces (id, two places, both ends of which the file has and one of which lies in the box)
 * must be those of the ways read, in order. */
static void random_file(int seed)
{
    static double x[NODES], y[NODES];
    static long long ref[WAYS][LONGEST];
    static bool has[NODES], street[WAYS];
    static int n[WAYS];
    const struct road_box around = {10, 20, 11, 21};
    struct fixture_osm *osm = fixture_osm_new();
    int piece = 0, at_way = 0, at = 0;

    dice = (unsigned long long)seed;
    for (int k = 0; k < NODES; k++) {
        int place = (int)(1e7 * (1 + 2 * uniform()));

        x[k] = (90000000 + place) / 1e7;
        y[k] = (190000000 + (int)(1e7 * (1 + 2 * uniform()))) / 1e7;
        has[k] = uniform() < 0.9;
        /* ids that jump, also below 0 */
        if (has[k]) fixture_osm_node(osm, (k % 7 - 3) * 1000000000000LL + k, x[k], y[k], NULL);
    }
    for (int w = 0; w < WAYS; w++) {
        street[w] = w == 0 || uniform() < 0.7;
        n[w] = 1 + (int)(LONGEST * uniform());
        for (int k = 0; k < n[w]; k++) {
            int node = (int)(NODES * uniform());

            ref[w][k] = (node % 7 - 3) * 1000000000000LL + node;
        }
        fixture_osm_way(osm, w + 1, n[w], ref[w], street[w] ? "highway=primary" : "name=x");
    }
    fixture_osm_style(osm)->block = 1 + (int)(20 * uniform());
    fixture_osm_write(osm, road_path("random.pbf"));
    fixture_osm_write(osm, road_path("random.osm"));
    fixture_osm_free(osm);
    if (road_read(road_scenario("random.pbf"), &around, true) != ERR_OK)
        fail_msg("%s", road_err.text);
    for (int w = 0; w < WAYS; w++) {
        for (int k = 0; street[w] && k + 1 < n[w]; k++) {
            int a = (int)((ref[w][k] % 1000000000000LL + 1000000000000LL) % 1000000000000LL),
                b = (int)((ref[w][k + 1] % 1000000000000LL + 1000000000000LL) %
                          1000000000000LL);
            bool inside = (x[a] >= 10 && x[a] <= 11 && y[a] >= 20 && y[a] <= 21) ||
                          (x[b] >= 10 && x[b] <= 11 && y[b] >= 20 && y[b] <= 21);
            const struct road_way *way;

            if (a == b || !has[a] || !has[b] || !inside) continue;
            piece++;
            assert_true(at_way < ways.n_ways);
            way = &ways.way[at_way];
            assert_int_equal(way->id, w + 1);
            assert_near(ways.x[ways.point[way->first + at]], x[a], 0, 0);
            assert_near(ways.y[ways.point[way->first + at]], y[a], 0, 0);
            assert_near(ways.x[ways.point[way->first + at + 1]], x[b], 0, 0);
            at++;
            if (at == way->n - 1) {
                at = 0;
                at_way++;
            }
        }
    }
    assert_int_equal(at_way, ways.n_ways);
    assert_true(piece > 3);
}

static void random_files(void **state)
{
    (void)state;
    for (int seed = 1; seed <= 200; seed++) {
        struct road_ways pbf;

        random_file(seed);
        pbf = ways;
        ways = (struct road_ways){0};
        assert_int_equal(
            road_read(road_scenario("random.osm"), &(struct road_box){10, 20, 11, 21}, true),
            ERR_OK);
        assert_same_ways(&ways, &pbf);
        road_ways_clear(&pbf);
    }
}

/* ---- XML as editors write it ---- */

static void xml_of_editors(void **state)
{
    static const char text[] =
        "<?xml version='1.0' encoding='UTF-8'?>\n"
        "<osm version='0.6' generator='JOSM'>\n"
        " <meta osm_base=\"2023-02-28T21:20:02Z\"/>\n"
        " <bounds minlat='0' minlon='0' maxlat='1' maxlon='1'/>\n"
        " <changeset id='1'><tag k='highway' v='primary'/></changeset>\n"
        " <node id='-1' action='modify' visible='true' lat='0.5' lon='0.5'/>\n"
        " <node id='-2' lat='0.5' lon='0.6'><tag k='barrier' v='gate'/></node>\n"
        " <node id='3' action='delete' lat='0.5' lon='0.7'/>\n"
        " <way id='-7'><nd ref='-1'/><nd ref='-2'/><nd ref='3'/>"
        "<tag k='highway' v='pri&#109;ary'/></way>\n"
        " <way id='8' action='delete'><nd ref='-1'/><nd ref='-2'/>"
        "<tag k='highway' v='primary'/></way>\n"
        " <way id='9' visible='false'><nd ref='-1'/><nd ref='-2'/>"
        "<tag k='highway' v='primary'/></way>\n"
        "</osm>\n";
    FILE *file = fopen(road_path("josm.osm"), "w");

    (void)state;
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
    if (road_read(road_scenario("josm.osm"), &everywhere, true) != ERR_OK)
        fail_msg("%s", road_err.text);
    assert_int_equal(ways.counts.n_ways, 1);
    assert_int_equal(ways.counts.n_missing, 1);
    assert_int_equal(ways.n_ways, 1);
    assert_int_equal(ways.way[0].id, -7);
    assert_int_equal(ways.way[0].n, 2);
    assert_string_equal(ways.date, "2023-02-28");
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(by_hand),      cmocka_unit_test(forms),          cmocka_unit_test(box),
        cmocka_unit_test(random_files), cmocka_unit_test(xml_of_editors),
    };

    return cmocka_run_group_tests_name("road_osm", tests, road_begin, road_finish);
}
