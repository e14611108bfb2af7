/* test_roads_read.c - streets from a file to both graphs, by way of the cache or without. */
#include "tests/road_scene.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>

#include "scenarios/roads/road_key.h"
#include "tests/fixture_osm.h"
#include "tests/fixture_roads.h"

static char cache[200];
static struct input_file input;
static const struct road_box box = {113.981, 22.481, 114.059, 22.559};

/* What scenario_read() leaves of a file. */
static void hash_input(struct scenario *s)
{
    free(input.path);
    memset(&input, 0, sizeof input);
    input.setting = (char *)"roads.file";
    input.path = strdup(s->roads.file);
    assert_int_equal(sha256_file(input.path, input.sha256, &road_err), ERR_OK);
    assert_int_equal(stat(input.path, &input.look), 0);
    s->n_inputs = 1;
    s->input = &input;
}

/* A grid of 4 x 4 crossings 0.01 degrees apart about 114.02 22.52, a one-way way out, a turn
 * ban that holds and one by a street that goes on. */
static void write_grid(const char *name, double shift)
{
    struct fixture_osm *osm = fixture_osm_new();

    for (int k = 0; k < 16; k++)
        fixture_osm_node(osm, k + 1, 114 + 0.01 * (k % 4) + shift, 22.5 + 0.01 * (k / 4), NULL);
    for (int k = 0; k < 4; k++) {
        fixture_osm_way(osm, 100 + k, 4,
                        (long long[]){4 * k + 1, 4 * k + 2, 4 * k + 3, 4 * k + 4},
                        "highway=residential");
        fixture_osm_way(osm, 200 + k, 4, (long long[]){k + 1, k + 5, k + 9, k + 13},
                        "highway=tertiary");
    }
    fixture_osm_node(osm, 30, 114.05, 22.53, NULL);
    fixture_osm_way(osm, 300, 2, (long long[]){16, 30}, "highway=service|oneway=yes");
    fixture_osm_ban(osm, 1, 100, 1, 200, "restriction=no_left_turn");
    fixture_osm_ban(osm, 2, 101, 6, 201, "restriction=no_left_turn"); /* which way round? */
    fixture_osm_write(osm, road_path(name));
    fixture_osm_free(osm);
}

static int kept(void)
{
    DIR *all = opendir(cache);
    struct dirent *entry;
    int n = 0;

    while (all != NULL && (entry = readdir(all)) != NULL)
        n += entry->d_name[0] != '.';
    if (all != NULL) closedir(all);
    return n;
}

static struct scenario *begin(const char *name)
{
    struct scenario *s = road_scenario(name);
    char command[300];

    sprintf(cache, "%s/cache", road_folder);
    sprintf(command, "rm -rf %s", cache);
    assert_int_equal(system(command), 0);
    setenv("CHARGEPLAN_CACHE", cache, 1);
    hash_input(s);
    return s;
}

static struct roads *read_in(const struct scenario *s, const struct road_box *where)
{
    struct roads *roads = NULL;

    assert_int_equal(roads_read(&roads, s, where, true, &road_err), ERR_OK);
    return roads;
}

static void from_file_to_graphs(void **state)
{
    struct scenario *s;
    struct roads *roads;

    (void)state;
    write_grid("a.osm.pbf", 0);
    s = begin("a.osm.pbf");
    roads = read_in(s, &box);
    assert_true(roads->geographic);
    assert_int_equal(roads->graph[ROAD_CAR].n_junctions, 16);
    assert_int_equal(roads->graph[ROAD_CAR].n_edges, 24);
    assert_int_equal(roads->graph[ROAD_CAR].n_all, 25);
    assert_int_equal(roads->graph[ROAD_CAR].n_nodes, 17);
    assert_int_equal(roads->graph[ROAD_FOOT].n_edges, 25); /* people walk both ways */
    assert_int_equal(roads->graph[ROAD_FOOT].n_nodes, 17); /* 16 crossings and the end */
    assert_int_equal(roads->graph[ROAD_FOOT].n_junctions, 17);
    assert_int_equal(roads->counts.n_bans, 1);
    assert_int_equal(roads->counts.n_bans_lost, 1);
    assert_int_equal(roads->counts.n_streets, 9);
    roads_free(roads);
}

static void the_same_by_way_of_the_cache(void **state)
{
    struct timespec old[2] = {{.tv_sec = 1000}, {.tv_sec = 1000}};
    struct scenario *s;
    struct roads *first, *again, *without;
    struct dirent *entry;
    struct stat what;
    char path[600] = "";
    DIR *all;

    (void)state;
    write_grid("a.osm.pbf", 0);
    s = begin("a.osm.pbf");
    first = read_in(s, &box);
    assert_int_equal(kept(), 1);
    all = opendir(cache);
    while ((entry = readdir(all)) != NULL)
        if (entry->d_name[0] != '.') snprintf(path, sizeof path, "%s/%s", cache, entry->d_name);
    closedir(all);
    assert_int_equal(utimensat(AT_FDCWD, path, old, 0), 0);
    again = read_in(s, &box);
    assert_int_equal(stat(path, &what), 0);
    assert_true(what.st_mtime > 1000); /* it was used */
    fixture_roads_same(first, again);
    roads_free(again);
    assert_int_equal(truncate(path, 3000), 0); /* damaged: made anew, and whole again */
    again = read_in(s, &box);
    fixture_roads_same(first, again);
    assert_int_equal(stat(path, &what), 0);
    assert_true(what.st_size > 3000);
    setenv("CHARGEPLAN_CACHE", "off", 1);
    without = read_in(s, &box);
    fixture_roads_same(first, without);
    roads_free(first);
    roads_free(again);
    roads_free(without);
}

static void another_content_is_read(void **state)
{
    struct scenario *s;
    struct roads *a, *c;

    (void)state;
    write_grid("a.osm.pbf", 0);
    s = begin("a.osm.pbf");
    a = read_in(s, &box);
    write_grid("a.osm.pbf", 0.001); /* another program writes it after it was hashed */
    c = read_in(s, &box);
    assert_near(c->graph[ROAD_CAR].x[0], a->graph[ROAD_CAR].x[0] + 0.001, 0, 1e-9);
    assert_int_equal(kept(), 1); /* not under the hash of the other */
    roads_free(c);
    hash_input(s);
    c = read_in(s, &box);
    assert_near(c->graph[ROAD_CAR].x[0], a->graph[ROAD_CAR].x[0] + 0.001, 0, 1e-9);
    assert_int_equal(kept(), 2);
    roads_free(a);
    roads_free(c);
}

static void boxes_in_whole_steps(void **state)
{
    struct road_box where = box;
    struct scenario *s;

    (void)state;
    write_grid("a.osm.pbf", 0);
    s = begin("a.osm.pbf");
    roads_free(read_in(s, &where));
    where = (struct road_box){113.9999, 22.4999, 114.0401, 22.5401}; /* 113.98 .. 114.06 too */
    roads_free(read_in(s, &where));
    assert_int_equal(kept(), 1);
    where.east = 114.0601;
    roads_free(read_in(s, &where));
    assert_int_equal(kept(), 2);
    where = (struct road_box){114.005, 22.505, 114.006, 22.506}; /* to 114 .. 114.02 */
    {
        struct roads *few = read_in(s, &where);

        assert_true(few->graph[ROAD_CAR].n_edges >= 12); /* all that begin within the box */
        assert_true(few->graph[ROAD_CAR].n_edges < 24);
        roads_free(few);
    }
}

static void no_way_back(void **state)
{
    struct fixture_osm *osm = fixture_osm_new();
    struct roads *roads = NULL;
    struct scenario *s;

    (void)state;
    fixture_osm_node(osm, 1, 114, 22.5, NULL);
    fixture_osm_node(osm, 2, 114.01, 22.5, NULL);
    fixture_osm_node(osm, 3, 114.02, 22.51, NULL);
    fixture_osm_way(osm, 1, 2, (long long[]){1, 2}, "highway=primary|oneway=yes");
    fixture_osm_way(osm, 2, 2, (long long[]){2, 3}, "highway=primary|oneway=yes");
    fixture_osm_write(osm, road_path("out.osm"));
    fixture_osm_free(osm);
    s = begin("out.osm");
    for (int turn = 0; turn < 2; turn++) { /* made, and found in the cache */
        assert_int_equal(roads_read(&roads, s, &box, true, &road_err), ERR_DATA);
        assert_null(roads);
        assert_non_null(strstr(road_err.text, "out.osm: cars that leave a crossing of its 2 "
                                              "pieces of street can never come back"));
    }
}

static void speeds_of_classes(void **state)
{
    struct scenario *s = road_scenario("a.osm");
    double kmh[N_ROAD_CLASSES];

    (void)state;
    s->roads.kmh_motorway = 97;
    s->roads.kmh_living_street = 11;
    s->roads.kmh_service = 13;
    roads_speeds(s, kmh);
    assert_near(kmh[ROAD_MOTORWAY], 97, 0, 0);
    assert_near(kmh[ROAD_SERVICE], 13, 0, 0);
    assert_near(kmh[ROAD_LIVING_STREET], 11, 0, 0);
    assert_near(kmh[ROAD_FOOTWAY], 11, 0, 0);
}

/* ---- the key ---- */

static void key_of(char hex[SHA256_HEX], const struct scenario *s, bool geographic)
{
    assert_true(road_key(hex, s, &box, geographic));
}

#define CHANGES(what)                                                                          \
    do {                                                                                       \
        struct scenario before = *s;                                                           \
        struct input_file input_before = input;                                                \
                                                                                               \
        what;                                                                                  \
        key_of(other, s, true);                                                                \
        assert_string_not_equal(key, other);                                                   \
        *s = before;                                                                           \
        input = input_before;                                                                  \
        key_of(other, s, true);                                                                \
        assert_string_equal(key, other);                                                       \
    } while (0)

static void what_the_key_holds(void **state)
{
    const struct road_box wider[] = {{box.west - 0.02, box.south, box.east, box.north},
                                     {box.west, box.south - 0.02, box.east, box.north},
                                     {box.west, box.south, box.east + 0.02, box.north},
                                     {box.west, box.south, box.east, box.north + 0.02}};
    char key[SHA256_HEX], other[SHA256_HEX];
    struct scenario *s;

    (void)state;
    write_grid("a.osm.pbf", 0);
    s = begin("a.osm.pbf");
    key_of(key, s, true);
    CHANGES(s->roads.layer = (char *)"a");
    CHANGES(s->roads.encoding = (char *)"a");
    CHANGES(s->roads.crs = (char *)"a");
    CHANGES(s->roads.filter = (char *)"a");
    CHANGES(s->roads.class_column = (char *)"a");
    CHANGES(s->roads.speed = (char *)"a");
    CHANGES(s->roads.speed_limit = (char *)"a");
    CHANGES(s->roads.length = (char *)"a");
    CHANGES(s->roads.oneway = (char *)"a");
    CHANGES(s->roads.coordinates = COORD_GCJ02);
    CHANGES(s->roads.private_ways = true);
    CHANGES(input.sha256[63] = input.sha256[63] == 'a' ? 'b' : 'a');
    CHANGES(input.path = (char *)"a.osm");
    CHANGES(s->study.years = ((struct years){.n = 1, .year = (int[]){1999}}));
    key_of(other, s, false);
    assert_string_not_equal(key, other);
    for (int side = 0; side < 4; side++) {
        assert_true(road_key(other, s, &wider[side], true));
        assert_string_not_equal(key, other);
    }
    s->roads.kmh_primary = 3; /* what the graph does not depend on */
    s->roads.speed_factor = 2;
    s->roads.direction = WAYS_FROM_SITE;
    s->roads.snap_limit_m = 5;
    key_of(other, s, true);
    assert_string_equal(key, other);
    s->n_inputs = 0;
    assert_false(road_key(other, s, &box, true));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(from_file_to_graphs),
        cmocka_unit_test(the_same_by_way_of_the_cache),
        cmocka_unit_test(another_content_is_read),
        cmocka_unit_test(boxes_in_whole_steps),
        cmocka_unit_test(no_way_back),
        cmocka_unit_test(speeds_of_classes),
        cmocka_unit_test(what_the_key_holds),
    };

    return cmocka_run_group_tests_name("roads_read", tests, road_begin, road_finish);
}
