/* test_road_tags.c - what tags mean, row by row from the definitions of OpenStreetMap's wiki:
 * pages Key:highway, Key:access, Key:oneway, Key:maxspeed, Key:barrier, Relation:restriction.
 */
#include "tests/assert.h"

#include <stdlib.h>
#include <string.h>

#include "scenarios/roads/road_tags.h"

static char text[512];

/* "highway=primary|oneway=yes" as tags; texts stand in `text`. */
static struct osm_tags tags_of(const char *written)
{
    struct osm_tags tags = {{NULL}};
    char *save = NULL;

    snprintf(text, sizeof text, "%s", written);
    for (char *tag = strtok_r(text, "|", &save); tag != NULL;
         tag = strtok_r(NULL, "|", &save)) {
        char *equals = strchr(tag, '=');
        enum osm_key key;

        assert_non_null(equals);
        *equals = '\0';
        key = osm_key_of(tag);
        if (key != N_OSM_KEYS) tags.value[key] = equals + 1;
    }
    return tags;
}

enum { A = ROAD_OPEN_ALONG, G = ROAD_OPEN_AGAINST, B = A | G, SHUT = 0 };

static struct row {
    const char *tags;
    enum road_kind kind;
    int car, foot; /* of ROAD_OPEN */
} rows[] = {
    /* classes */
    {"highway=motorway", ROAD_OPEN, A, SHUT},
    {"highway=motorway|oneway=no", ROAD_OPEN, B, SHUT},
    {"highway=motorway_link", ROAD_OPEN, B, SHUT},
    {"highway=trunk", ROAD_OPEN, B, SHUT},
    {"highway=trunk|foot=yes", ROAD_OPEN, B, B},
    {"highway=trunk|sidewalk=both", ROAD_OPEN, B, B},
    {"highway=trunk|sidewalk:left=yes", ROAD_OPEN, B, B},
    {"highway=trunk|sidewalk=no", ROAD_OPEN, B, SHUT},
    {"highway=trunk_link|foot=designated", ROAD_OPEN, B, B},
    {"highway=trunk|foot=no|sidewalk=both", ROAD_OPEN, B, SHUT},
    {"highway=primary", ROAD_OPEN, B, B},
    {"highway=living_street", ROAD_OPEN, B, B},
    {"highway=service|service=parking_aisle", ROAD_OPEN, B, B},
    {"highway=service|service=emergency_access", ROAD_OPEN, SHUT, B},
    {"highway=pedestrian", ROAD_OPEN, SHUT, B},
    {"highway=footway|footway=crossing", ROAD_OPEN, SHUT, B},
    {"highway=path", ROAD_OPEN, SHUT, B},
    {"highway=steps", ROAD_OPEN, SHUT, B},
    {"highway=track", ROAD_OPEN, SHUT, B},
    {"highway=cycleway", ROAD_CLOSED, 0, 0},
    {"highway=cycleway|foot=yes", ROAD_OPEN, SHUT, B},
    {"highway=cycleway|foot=designated", ROAD_OPEN, SHUT, B},
    {"highway=pedestrian|motor_vehicle=yes", ROAD_OPEN, SHUT, B},
    {"highway=bridleway", ROAD_NONE, 0, 0},
    {"highway=crossing", ROAD_NONE, 0, 0},
    {"waterway=river", ROAD_NONE, 0, 0},
    {"highway=pedestrian|area=yes", ROAD_NONE, 0, 0},
    {"highway=residential|area=no", ROAD_OPEN, B, B},
    {"route=ferry", ROAD_FERRY, 0, 0},
    {"route=ferry|highway=primary", ROAD_FERRY, 0, 0},
    {"highway=construction|construction=primary", ROAD_UNOPENED, 0, 0},
    {"highway=proposed", ROAD_UNOPENED, 0, 0},
    /* years; that of the study is 2025 */
    {"highway=primary|opening_date=2026-01-01", ROAD_UNOPENED, 0, 0},
    {"highway=primary|opening_date=2025-12-31", ROAD_OPEN, B, B},
    {"highway=primary|start_date=2030", ROAD_UNOPENED, 0, 0},
    {"highway=primary|start_date=2025", ROAD_OPEN, B, B},
    {"highway=primary|start_date=1890s", ROAD_OPEN, B, B},
    {"highway=primary|start_date=C21", ROAD_OPEN, B, B},
    {"highway=primary|end_date=2024-06", ROAD_UNOPENED, 0, 0},
    {"highway=primary|end_date=2025", ROAD_OPEN, B, B},
    /* access: the most particular key says it */
    {"highway=primary|access=no", ROAD_CLOSED, 0, 0},
    {"highway=primary|access=no|motor_vehicle=yes", ROAD_OPEN, B, SHUT},
    {"highway=primary|access=no|foot=yes", ROAD_OPEN, SHUT, B},
    {"highway=primary|vehicle=no", ROAD_OPEN, SHUT, B},
    {"highway=primary|vehicle=no|motor_vehicle=destination", ROAD_OPEN, B, B},
    {"highway=primary|motor_vehicle=no|motorcar=yes", ROAD_OPEN, B, B},
    {"highway=primary|motor_vehicle=yes|motorcar=no", ROAD_OPEN, SHUT, B},
    {"highway=primary|motor_vehicle=agricultural;forestry", ROAD_OPEN, SHUT, B},
    {"highway=primary|motor_vehicle=agricultural; destination", ROAD_OPEN, B, B},
    {"highway=primary|access=destination", ROAD_OPEN, B, B},
    {"highway=primary|access=customers", ROAD_OPEN, B, B},
    {"highway=primary|access=delivery", ROAD_OPEN, B, B},
    {"highway=primary|access=permissive", ROAD_OPEN, B, B},
    {"highway=primary|motorcar=designated", ROAD_OPEN, B, B},
    {"highway=service|access=private", ROAD_CLOSED, 0, 0},
    {"highway=service|motor_vehicle=private", ROAD_OPEN, SHUT, B},
    {"highway=service|access=permit", ROAD_CLOSED, 0, 0},
    {"highway=primary|access=emergency", ROAD_CLOSED, 0, 0},
    {"highway=primary|motor_vehicle=psv", ROAD_OPEN, SHUT, B},
    {"highway=primary|motor_vehicle=bus", ROAD_OPEN, SHUT, B},
    {"highway=primary|access=military", ROAD_CLOSED, 0, 0},
    {"highway=primary|foot=no", ROAD_OPEN, B, SHUT},
    {"highway=footway|foot=private", ROAD_CLOSED, 0, 0},
    /* directions; people do not heed those of vehicles */
    {"highway=primary|oneway=yes", ROAD_OPEN, A, B},
    {"highway=primary|oneway=true", ROAD_OPEN, A, B},
    {"highway=primary|oneway=1", ROAD_OPEN, A, B},
    {"highway=primary|oneway=-1", ROAD_OPEN, G, B},
    {"highway=primary|oneway=reverse", ROAD_OPEN, G, B},
    {"highway=primary|oneway=no", ROAD_OPEN, B, B},
    {"highway=primary|oneway=reversible", ROAD_OPEN, SHUT, B},
    {"highway=motorway|oneway=reversible", ROAD_CLOSED, 0, 0},
    {"highway=primary|oneway=alternating", ROAD_OPEN, B, B},
    {"highway=primary|junction=roundabout", ROAD_OPEN, A, B},
    {"highway=primary|junction=circular", ROAD_OPEN, A, B},
    {"highway=primary|junction=roundabout|oneway=-1", ROAD_OPEN, G, B},
    {"highway=primary|junction=circular|oneway=no", ROAD_OPEN, B, B},
    {"highway=footway|oneway:foot=yes", ROAD_OPEN, SHUT, A},
    {"highway=footway|oneway:foot=-1", ROAD_OPEN, SHUT, G},
    {"highway=footway|oneway=yes", ROAD_OPEN, SHUT, B},
};

static const struct road_rules rules = {.private_ways = false, .year = 2025};

static void a_way(void **state)
{
    const struct row *r = *state;
    struct osm_tags tags = tags_of(r->tags);
    struct road_way way = {.id = 7};
    int bad = 0;

    assert_int_equal(road_tags_way(&way, &tags, &rules, &bad), r->kind);
    assert_int_equal(bad, 0);
    if (r->kind != ROAD_OPEN) return;
    assert_int_equal(way.open[ROAD_CAR], r->car);
    assert_int_equal(way.open[ROAD_FOOT], r->foot);
    assert_int_equal(way.road_class, road_class_of(tags.value[OSM_HIGHWAY]));
    assert_int_equal(way.id, 7);
}

static void private_ways(void **state)
{
    const struct road_rules all = {.private_ways = true, .year = 2025};
    const char *const closed[] = {"highway=service|access=private",
                                  "highway=service|access=residents",
                                  "highway=service|access=no"};

    (void)state;
    for (size_t k = 0; k < COUNT(closed); k++) {
        struct osm_tags tags = tags_of(closed[k]);
        struct road_way way = {0};
        int bad = 0;

        assert_int_equal(road_tags_way(&way, &tags, &rules, &bad), ROAD_CLOSED);
        assert_int_equal(road_tags_way(&way, &tags, &all, &bad),
                         k < 2 ? ROAD_OPEN : ROAD_CLOSED);
    }
}

static void takes(void **state)
{
    static const struct {
        const char *tags;
        bool takes;
    } ways[] = {{"highway=primary", true},
                {"highway=motorway", false},
                {"highway=motorway_link", false},
                {"highway=trunk", true},
                {"highway=primary|bridge=yes", false},
                {"highway=primary|bridge=viaduct", false},
                {"highway=primary|bridge=no", true},
                {"highway=footway|tunnel=building_passage", false},
                {"highway=footway|tunnel=no", true}};

    (void)state;
    for (size_t k = 0; k < COUNT(ways); k++) {
        struct osm_tags tags = tags_of(ways[k].tags);
        struct road_way way = {0};
        int bad = 0;

        assert_int_equal(road_tags_way(&way, &tags, &rules, &bad), ROAD_OPEN);
        assert_int_equal(way.takes, ways[k].takes);
    }
}

/* 1 mile is 1.609344 km by the international yard and pound agreement of 1959. */
static void speeds(void **state)
{
    static const struct {
        const char *text;
        double kmh; /* 0: none is said; NAN: no speed */
    } said[] = {{"50", 50},
                {"27.5", 27.5},
                {"30 mph", 48.28032},
                {"30mph", 48.28032},
                {"60 km/h", 60},
                {"walk", 5},
                {"none", 0},
                {"signals", 0},
                {"variable", 0},
                {"CN:urban", 0},
                {"DE:zone:30", 0},
                {"50;30", 30},
                {"30; 50", 30},
                {"none;70", 70},
                {"200", 200},
                {"201", NAN},
                {"5000", NAN},
                {"130 mph", NAN},
                {"0", NAN},
                {"-5", NAN},
                {"0.99", NAN},
                {"1", 1},
                {"fast", NAN},
                {"50,5", NAN},
                {"1e2", NAN},
                {"50 kn", NAN},
                {"inf", NAN},
                {"", 0},
                {"99999999999999999999999999999999999999", NAN}};

    (void)state;
    for (size_t k = 0; k < COUNT(said); k++)
        assert_near(road_tags_kmh(said[k].text), said[k].kmh, 1e-15, 0);
}

static void speeds_of_directions(void **state)
{
    static const struct {
        const char *tags;
        double along, against;
        int n_bad;
    } ways[] = {
        {"highway=primary", 0, 0, 0},
        {"highway=primary|maxspeed=50", 50, 50, 0},
        {"highway=primary|maxspeed=50|maxspeed:forward=70", 70, 50, 0},
        {"highway=primary|maxspeed=50|maxspeed:backward=30", 50, 30, 0},
        {"highway=primary|maxspeed:backward=30", 0, 30, 0},
        {"highway=primary|maxspeed=-5", 0, 0, 1},
        {"highway=primary|maxspeed=fast|maxspeed:forward=60", 60, 0, 1},
        {"highway=primary|maxspeed=50|maxspeed:forward=x|maxspeed:backward=y", 50, 50, 2},
        {"highway=footway|access=no|maxspeed=x", 0, 0, 0}, /* closed: nobody asks */
    };

    (void)state;
    for (size_t k = 0; k < COUNT(ways); k++) {
        struct osm_tags tags = tags_of(ways[k].tags);
        struct road_way way = {0};
        int bad = 0;

        road_tags_way(&way, &tags, &rules, &bad);
        assert_int_equal(bad, ways[k].n_bad);
        assert_near(way.kmh[ROAD_ALONG], ways[k].along, 0, 0);
        assert_near(way.kmh[ROAD_AGAINST], ways[k].against, 0, 0);
    }
}

static void barriers(void **state)
{
    enum { CAR = 1 << ROAD_CAR, FOOT = 1 << ROAD_FOOT };
    static const struct {
        const char *tags;
        int barred;
    } nodes[] = {{"highway=traffic_signals", 0},
                 {"barrier=gate", 0},
                 {"barrier=lift_gate", 0},
                 {"barrier=toll_booth", 0},
                 {"barrier=cattle_grid", 0},
                 {"barrier=border_control", 0},
                 {"barrier=entrance", 0},
                 {"barrier=sally_port", 0},
                 {"barrier=height_restrictor", 0},
                 {"barrier=no", 0},
                 {"barrier=bollard", CAR},
                 {"barrier=bollard|bollard=rising", 0},
                 {"barrier=block", CAR},
                 {"barrier=kerb|kerb=lowered", 0},
                 {"barrier=kerb|kerb=raised", CAR},
                 {"barrier=kerb|highway=crossing", 0},
                 {"barrier=gate|access=no", CAR | FOOT},
                 {"barrier=gate|access=private", CAR | FOOT},
                 {"barrier=gate|access=private|foot=yes", CAR},
                 {"barrier=gate|motor_vehicle=no", CAR},
                 {"barrier=bollard|motor_vehicle=yes", 0},
                 {"barrier=bollard|access=yes", 0},
                 {"barrier=gate|access=no|motorcar=yes", FOOT},
                 {"barrier=wall", CAR | FOOT},
                 {"barrier=fence|foot=yes", CAR},
                 {"access=no", CAR},
                 {"foot=no", 0}};

    (void)state;
    for (size_t k = 0; k < COUNT(nodes); k++) {
        struct osm_tags tags = tags_of(nodes[k].tags);

        assert_int_equal(road_tags_barred(&tags, &rules), nodes[k].barred);
    }
}

static void turns(void **state)
{
    static const struct {
        const char *tags;
        enum road_turn turn;
    } relations[] = {
        {"type=restriction|restriction=no_left_turn", ROAD_TURN_BANNED},
        {"type=restriction|restriction=no_right_turn", ROAD_TURN_BANNED},
        {"type=restriction|restriction=no_straight_on", ROAD_TURN_BANNED},
        {"type=restriction|restriction=no_u_turn", ROAD_TURN_BANNED},
        {"type=restriction|restriction=no_entry", ROAD_TURN_BANNED},
        {"type=restriction|restriction=no_exit", ROAD_TURN_BANNED},
        {"type=restriction|restriction=only_straight_on", ROAD_TURN_ONLY},
        {"type=restriction|restriction=only_left_turn", ROAD_TURN_ONLY},
        {"type=restriction|restriction=no_right_turn_on_red", ROAD_TURN_FREE},
        {"type=restriction|restriction:conditional=no_left_turn @ (07:00-09:00)",
         ROAD_TURN_FREE},
        {"type=restriction|restriction:motorcar=no_left_turn", ROAD_TURN_BANNED},
        {"type=restriction|restriction:hgv=no_left_turn", ROAD_TURN_FREE},
        {"type=restriction|restriction=no_left_turn|except=psv", ROAD_TURN_BANNED},
        {"type=restriction|restriction=no_left_turn|except=psv;motorcar", ROAD_TURN_FREE},
        {"type=restriction|restriction=no_left_turn|except=bicycle; motor_vehicle",
         ROAD_TURN_FREE},
        {"type=route|restriction=no_left_turn", ROAD_TURN_FREE},
        {"restriction=no_left_turn", ROAD_TURN_FREE}};

    (void)state;
    for (size_t k = 0; k < COUNT(relations); k++) {
        struct osm_tags tags = tags_of(relations[k].tags);

        assert_int_equal(road_tags_turn(&tags), relations[k].turn);
    }
}

/* The list is searched by halves. */
static void keys(void **state)
{
#define KEY(NAME, key) {OSM_##NAME, key},
    static const struct {
        enum osm_key key;
        const char *text;
    } all[] = {OSM_KEY_LIST(KEY)};

    (void)state;
    for (size_t k = 0; k < COUNT(all); k++)
        assert_int_equal(osm_key_of(all[k].text), all[k].key);
    assert_int_equal(osm_key_of("a"), N_OSM_KEYS);
    assert_int_equal(osm_key_of("highways"), N_OSM_KEYS);
    assert_int_equal(osm_key_of("zebra"), N_OSM_KEYS);
    assert_int_equal(osm_key_of(""), N_OSM_KEYS);
}

int main(void)
{
    static const struct CMUnitTest others[] = {
        cmocka_unit_test(private_ways), cmocka_unit_test(takes),
        cmocka_unit_test(speeds),       cmocka_unit_test(speeds_of_directions),
        cmocka_unit_test(barriers),     cmocka_unit_test(turns),
        cmocka_unit_test(keys),
    };
    struct CMUnitTest tests[COUNT(rows) + COUNT(others)];

    for (size_t k = 0; k < COUNT(rows); k++)
        tests[k] = (struct CMUnitTest){rows[k].tags, a_way, NULL, NULL, &rows[k]};
    for (size_t k = 0; k < COUNT(others); k++)
        tests[COUNT(rows) + k] = others[k];
    return cmocka_run_group_tests_name("road_tags", tests, NULL, NULL);
}
