/* test_road_layer.c - streets from layers of lines: the same as from OpenStreetMap's file of
 * the same streets, and what only a layer has (lengths, datums, metres). */
#include "tests/road_scene.h"

#include "scenarios/datum.h"
#include "tests/dice.h"
#include "tests/fixture_layers.h"
#include "tests/fixture_osm.h"

enum { LINES = 30, LONGEST = 7, COLUMNS = 4 };
static int start[LINES + 1];
static double x[LINES * LONGEST], y[LINES * LONGEST];
static const char *const column[] = {"kind", "kmh", "way", "metres"};
static const bool number[] = {false, true, false, false};
static const char *cell[LINES * COLUMNS];

static struct fixture_layer lines(int n)
{
    return (struct fixture_layer){.name = "streets",
                                  .n = n,
                                  .x = x,
                                  .y = y,
                                  .line_start = start,
                                  .n_columns = COLUMNS,
                                  .column = column,
                                  .number = number,
                                  .cell = cell,
                                  .srs = 4326,
                                  .wkt = fixture_wkt_wgs84};
}

static struct scenario *with_columns(const char *name)
{
    struct scenario *s = road_scenario(name);

    s->roads.class_column = "kind";
    s->roads.speed = "kmh";
    s->roads.oneway = "way";
    s->roads.length = "metres";
    return s;
}

static const char *pick(int n, const char *const from[])
{
    return from[(int)(n * uniform())];
}

/* Streets through 25 places, in a layer and, by the same numbers, in a file of OpenStreetMap.
 */
static void make_streets(int seed, struct fixture_osm *osm)
{
    static const char *const kinds[] = {"primary",    "residential",   "footway",
                                        "trunk_link", "motorway_link", "cycleway",
                                        "steps",      "construction"};
    static const char *const speeds[] = {"0", "50", "72.5"};
    static const char *const ways_of[] = {"",  "no", "F", "-1", "yes",
                                          "T", "0",  "B", "1",  "TRUE"};

    dice = (unsigned long long)seed;
    for (int k = 0; k < 25; k++)
        fixture_osm_node(osm, k + 1, 114 + k % 5 / 64.0 + 1e-7, 22.5 + k / 5 / 64.0 - 3e-7,
                         NULL);
    for (int l = 0; l < LINES; l++) {
        const char *kind = pick(COUNT(kinds), kinds), *speed = pick(COUNT(speeds), speeds),
                   *way = pick(COUNT(ways_of), ways_of);
        int n = 2 + (int)((LONGEST - 1) * uniform()), at = (int)(25 * uniform());
        bool along = strchr("Fy1T", *way) != NULL && strcmp(way, "T") != 0 && *way != '\0';
        bool against = strcmp(way, "T") == 0 || strcmp(way, "-1") == 0;
        long long ref[LONGEST];
        char tags[128];

        start[l + 1] = start[l] + n;
        for (int k = 0; k < n; k++) {
            ref[k] = at + 1;
            x[start[l] + k] = (double)llround((114 + at % 5 / 64.0 + 1e-7) * 1e7) / 1e7;
            y[start[l] + k] = (double)llround((22.5 + at / 5 / 64.0 - 3e-7) * 1e7) / 1e7;
            at = (at + (int)(25 * uniform())) % 25; /* may stay where it is */
        }
        cell[l * COLUMNS] = kind;
        cell[l * COLUMNS + 1] = speed;
        cell[l * COLUMNS + 2] = way;
        cell[l * COLUMNS + 3] = "";
        snprintf(tags, sizeof tags, "highway=%s%s%s%s", kind,
                 strcmp(speed, "0") != 0 ? "|maxspeed=" : "",
                 strcmp(speed, "0") != 0 ? speed : "",
                 along     ? "|oneway=yes"
                 : against ? "|oneway=-1"
                           : "");
        fixture_osm_way(osm, l, n, ref, tags);
    }
}

/* Features count from 0 or from 1 by the format. */
static void number_from_zero(int least)
{
    for (int w = 0; w < ways.n_ways; w++)
        ways.way[w].id -= least;
}

static void same_as_osm(void **state)
{
    static const struct road_box boxes[] = {{-180, -90, 180, 90},
                                            {114.01, 22.51, 114.03, 22.6}};

    (void)state;
    for (int seed = 1; seed <= 20; seed++) {
        struct fixture_osm *osm = fixture_osm_new();
        struct fixture_layer layer;

        make_streets(seed, osm);
        fixture_osm_write(osm, road_path("same.osm.pbf"));
        fixture_osm_free(osm);
        layer = lines(LINES);
        fixture_put_geojson(road_path("same.geojson"), &layer);
        fixture_put_gpkg(road_path("same.gpkg"), 1, &layer);
        fixture_put_shapefile(road_path("same.shp"), &layer, "UTF-8", 0);
        for (size_t b = 0; b < COUNT(boxes); b++) {
            static const char *const files[] = {"same.geojson", "same.gpkg", "same.shp"};
            struct road_ways osm_ways;

            assert_int_equal(road_read(road_scenario("same.osm.pbf"), &boxes[b], true), ERR_OK);
            osm_ways = ways;
            ways = (struct road_ways){0};
            for (size_t f = 0; f < COUNT(files); f++) {
                if (road_read(with_columns(files[f]), &boxes[b], true) != ERR_OK)
                    fail_msg("%s", road_err.text);
                number_from_zero(f == 1);
                assert_same_ways(&ways, &osm_ways);
                assert_false(ways.kmh_is_limit);
                assert_int_equal(ways.counts.n_ways, LINES);
                assert_int_equal(ways.counts.n_streets, osm_ways.counts.n_streets);
                assert_int_equal(ways.counts.n_closed, osm_ways.counts.n_closed);
                assert_int_equal(ways.counts.n_unopened, osm_ways.counts.n_unopened);
                assert_int_equal(ways.counts.n_outside, osm_ways.counts.n_outside);
            }
            road_ways_clear(&osm_ways);
        }
    }
}

/* ---- one line ---- */

static const char *const unsaid[COLUMNS] = {"primary", "0", "", ""};

static struct fixture_layer one_line(int n, const double px[], const double py[],
                                     const char *const cells[])
{
    start[1] = n;
    memcpy(x, px, (size_t)n * sizeof *x);
    memcpy(y, py, (size_t)n * sizeof *y);
    memcpy(cell, cells, COLUMNS * sizeof *cell);
    return lines(1);
}

/* A line of 300 m in the plane, 450 m long by its column, cut to its first two pieces. */
static void lengths(void **state)
{
    const double px[] = {0, 100, 200, 300}, py[] = {0, 0, 0, 0};
    const char *const said[COLUMNS] = {"primary", "0", "", "450"};
    const struct road_box all = {-1000, -1000, 1000, 1000}, left = {-10, -10, 110, 10};
    struct fixture_layer layer = one_line(4, px, py, said);
    struct scenario *s;

    (void)state;
    fixture_put_geojson(road_path("metres.geojson"), &layer);
    s = with_columns("metres.geojson");
    s->roads.coordinates = COORD_METRES;
    assert_int_equal(road_read(s, &all, false), ERR_OK);
    assert_near(ways.way[0].length_m, 450, 1e-15, 0);
    assert_false(ways.geographic);
    assert_int_equal(road_read(s, &left, false), ERR_OK);
    assert_int_equal(ways.way[0].n, 3);
    assert_near(ways.way[0].length_m, 300, 1e-15, 0);
    s->roads.length = NULL;
    assert_int_equal(road_read(s, &all, false), ERR_OK);
    assert_true(isnan(ways.way[0].length_m));
}

/* Two parts of one feature, 100 m and 300 m, share the 800 m that it says. */
static void several_parts(void **state)
{
    static const char text[] =
        "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"properties\":"
        "{\"metres\":%d},\"geometry\":{\"type\":\"MultiLineString\",\"coordinates\":"
        "[[[0,0],[100,0]],[[100,0],[100,300]]]}}]}";
    const struct road_box all = {-1000, -1000, 1000, 1000};

    (void)state;
    for (int metres = 390; metres <= 800; metres += 410) { /* 400 m are the least */
        struct scenario *s = road_scenario("parts.geojson");
        FILE *file = fopen(s->roads.file, "w");

        assert_non_null(file);
        fprintf(file, text, metres);
        fclose(file);
        s->roads.coordinates = COORD_METRES;
        s->roads.length = "metres";
        assert_int_equal(road_read(s, &all, false), metres < 400 ? ERR_DATA : ERR_OK);
    }
    assert_int_equal(ways.counts.n_streets, 1);
    assert_int_equal(ways.n_ways, 2);
    assert_near(ways.way[0].length_m, 200, 1e-15, 0);
    assert_near(ways.way[1].length_m, 600, 1e-15, 0);
    assert_int_equal(ways.way[0].id, ways.way[1].id);
    assert_int_equal(ways.n_points, 3); /* they meet */
    assert_int_equal(ways.way[0].road_class, ROAD_UNCLASSIFIED);
}

static void datums(void **state)
{
    const double px[] = {114.05, 114.06, 114.05}, py[] = {22.54, 22.55, 22.54};
    struct fixture_layer layer = one_line(3, px, py, unsaid);
    struct scenario *s;

    (void)state;
    fixture_put_geojson(road_path("datum.geojson"), &layer);
    s = with_columns("datum.geojson");
    for (int k = COORD_WGS84; k <= COORD_CGCS2000; k++) {
        s->roads.coordinates = k;
        assert_int_equal(road_read(s, &everywhere, true), ERR_OK);
        assert_int_equal(ways.n_points, 2); /* its end is its beginning */
        for (int p = 0; p < 2; p++) {
            struct lonlat want =
                datum_to_wgs84((enum coordinates)k, (struct lonlat){px[p], py[p]});

            assert_near(ways.x[p], want.lon, 0, 0);
            assert_near(ways.y[p], want.lat, 0, 0);
        }
    }
}

/* EPSG:32650 at its central meridian: 117 degrees E is 500,000 m; on it 1 degree of latitude at
 * the equator is 110,574.3886 m of the meridian (WGS 84), times 0.9996. */
static void systems(void **state)
{
    const double px[] = {500000, 500000}, py[] = {0, 110574.3886 * 0.9996};
    struct fixture_layer layer = one_line(2, px, py, unsaid);
    struct scenario *s;

    (void)state;
    layer.srs = 32650;
    fixture_put_gpkg(road_path("utm.gpkg"), 1, &layer);
    s = with_columns("utm.gpkg");
    if (road_read(s, &everywhere, true) != ERR_OK) fail_msg("%s", road_err.text);
    assert_near(ways.x[0], 117, 0, 1e-9);
    assert_near(ways.y[0], 0, 0, 1e-9);
    assert_near(ways.y[1], 1, 0, 1e-8);
}

/* ---- mistakes ---- */

static struct mistake {
    const char *name;
    const char *cells[COLUMNS];
    const char *says; /* behind the file's name */
} mistakes[] = {
    {"class",
     {"primry", "0", "", ""},
     ": feature 0: column 'kind': 'primry' is no class of street; did you mean 'primary'?; "
     "known are motorway, motorway_link, trunk, trunk_link, primary, primary_link, secondary, "
     "secondary_link, tertiary, tertiary_link, unclassified, residential, living_street, "
     "service, pedestrian, footway, path, steps, track, cycleway"},
    {"negative speed",
     {"primary", "-5", "", ""},
     ": feature 0: column 'kmh': -5 is outside 0 to 200"},
    {"absurd speed",
     {"primary", "5000", "", ""},
     ": feature 0: column 'kmh': 5000 is outside 0 to 200"},
    {"no speed",
     {"primary", "0.01", "", ""},
     ": feature 0: column 'kmh': 0.01 km/h is no speed; allowed are 1 to 200 and, for none, 0"},
    {"negative length",
     {"primary", "0", "", "-1"},
     ": feature 0: column 'metres': -1 is outside 0 to 10000000"},
    {"short",
     {"primary", "0", "", "299.6"},
     ": feature 0: column 'metres': 299.6 m is less than the straight line between the ends of "
     "the street, 300.0 m; lengths are in metres"},
    {"direction",
     {"primary", "0", "both", ""},
     ": feature 0: column 'way': 'both' says of no direction whether it may be driven; allowed "
     "are 1, yes, true or F (along the line), -1 or T (against it), 0, no, false, B or an "
     "empty cell (both)"},
    {"no street of cars",
     {"footway", "0", "", ""},
     ": none of its 1 ways is a street that cars may use; 1 are for people on foot alone, 0 "
     "closed, 0 not open in the first year of the study"},
    {"not built",
     {"construction", "0", "", ""},
     ": none of its 1 ways is a street that cars may use; 0 are for people on foot alone, 0 "
     "closed, 1 not open in the first year of the study"},
    {"nobody's",
     {"raceway", "0", "", ""},
     ": none of its 1 ways is a street that cars may use; 0 are for people on foot alone, 1 "
     "closed, 0 not open in the first year of the study"},
};

static void a_mistake(void **state)
{
    const struct mistake *m = *state;
    const double px[] = {0, 150, 300}, py[] = {0, 10, 0};
    const struct road_box all = {-1000, -1000, 1000, 1000};
    struct fixture_layer layer = one_line(3, px, py, m->cells);
    struct scenario *s;
    char want[1024];

    fixture_put_geojson(road_path("bad.geojson"), &layer);
    s = with_columns("bad.geojson");
    s->roads.coordinates = COORD_METRES;
    assert_int_equal(road_read(s, &all, false), ERR_DATA);
    snprintf(want, sizeof want, "%s%s", s->roads.file, m->says);
    assert_string_equal(road_err.text, want);
}

/* 0.1 % is left to rounding. */
static void nearly_straight(void **state)
{
    const double px[] = {0, 300}, py[] = {0, 0};
    const char *const said[COLUMNS] = {"primary", "0", "", "299.8"};
    const struct road_box all = {-1000, -1000, 1000, 1000};
    struct fixture_layer layer = one_line(2, px, py, said);
    struct scenario *s;

    (void)state;
    fixture_put_geojson(road_path("near.geojson"), &layer);
    s = with_columns("near.geojson");
    s->roads.coordinates = COORD_METRES;
    assert_int_equal(road_read(s, &all, false), ERR_OK);
    assert_near(ways.way[0].length_m, 299.8, 1e-15, 0);
}

static void assert_says(const struct scenario *s, bool geographic, const char *what)
{
    assert_int_equal(road_read(s, &everywhere, geographic), ERR_DATA);
    if (strstr(road_err.text, what) == NULL) fail_msg("%s", road_err.text);
}

static void other_mistakes(void **state)
{
    const double px[] = {114, 114.1}, py[] = {22, 22.1};
    struct fixture_layer layer = one_line(2, px, py, unsaid);
    struct scenario *s;

    (void)state;
    fixture_put_geojson(road_path("other.geojson"), &layer);
    s = with_columns("other.geojson");
    assert_says(s, false,
                "the zones are in metres, roads in degrees; metres and degrees cannot");
    s->roads.filter = "kind = secondary";
    assert_says(s, true, "no row");
    s->roads.filter = NULL;
    s->roads.speed = "kph";
    assert_says(s, true, "(asked for by roads.speed)");
    layer.line_start = NULL; /* points */
    fixture_put_geojson(road_path("points.geojson"), &layer);
    assert_says(with_columns("points.geojson"), true,
                "feature 0: it is no line, and streets are");
}

/* Filters leave out what is wrong. */
static void filter(void **state)
{
    static const char *const two[2 * COLUMNS] = {"primary",  "0",  "", "",
                                                 "whatever", "-7", "", ""};
    const double px[] = {114, 114.1, 114.1, 114.2}, py[] = {22, 22.1, 22.1, 22.2};
    struct fixture_layer layer = one_line(4, px, py, unsaid);
    struct scenario *s;

    (void)state;
    start[1] = 2;
    start[2] = 4;
    memcpy(cell, two, sizeof two);
    layer.n = 2;
    fixture_put_geojson(road_path("filter.geojson"), &layer);
    s = with_columns("filter.geojson");
    assert_int_equal(road_read(s, &everywhere, true), ERR_DATA);
    s->roads.filter = "kind = primary | secondary";
    assert_int_equal(road_read(s, &everywhere, true), ERR_OK);
    assert_int_equal(ways.n_ways, 1);
    assert_int_equal(ways.n_points, 2);
    assert_int_equal(ways.counts.n_ways, 1);
}

int main(void)
{
    static const struct CMUnitTest others[] = {
        cmocka_unit_test(same_as_osm),    cmocka_unit_test(lengths),
        cmocka_unit_test(several_parts),  cmocka_unit_test(datums),
        cmocka_unit_test(systems),        cmocka_unit_test(nearly_straight),
        cmocka_unit_test(other_mistakes), cmocka_unit_test(filter),
    };
    struct CMUnitTest tests[COUNT(mistakes) + COUNT(others)];

    for (size_t k = 0; k < COUNT(others); k++)
        tests[k] = others[k];
    for (size_t k = 0; k < COUNT(mistakes); k++)
        tests[COUNT(others) + k] =
            (struct CMUnitTest){mistakes[k].name, a_mistake, NULL, NULL, &mistakes[k]};
    return cmocka_run_group_tests_name("road_layer", tests, road_begin, road_finish);
}
