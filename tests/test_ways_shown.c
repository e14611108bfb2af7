/* test_ways_shown.c - label: unit. What tables, plan.json, layers and report say of ways: a
 * town of two streets with every figure worked out by hand. */
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "output/gis/gis.h"
#include "output/gis/gis_json.h"
#include "output/ways_words.h"
#include "output/writers/writer.h"
#include "tests/assert.h"
#include "tests/fixture_access.h"

/* Two streets of 0.02 degrees along the equator, joined at their western ends. Zone c at the
 * northern one has both stations within its circle, and 1.8 km of way to them. */
static const char streets[] =
    "<osm version=\"0.6\">"
    "<node id=\"1\" lon=\"0\" lat=\"0\"/><node id=\"2\" lon=\"0.02\" lat=\"0\"/>"
    "<node id=\"3\" lon=\"0\" lat=\"0.004\"/><node id=\"4\" lon=\"0.02\" lat=\"0.004\"/>"
    "<way id=\"1\"><nd ref=\"2\"/><nd ref=\"1\"/><nd ref=\"3\"/><nd ref=\"4\"/>"
    "<tag k=\"highway\" v=\"residential\"/></way></osm>";
static const double degree_m = 111319.4908; /* of longitude at the equator: axis x pi / 180 */

static void make(struct fixture_access *f, const char *reach)
{
    char text[1024];

    fixture_access_make(f);
    fixture_access_put(f, "streets.osm", streets);
    fixture_access_put(f, "zones.csv",
                       "id,x,y,people\na,0.001,0,5\nb,0.01,0,7\nc,0.01,0.004,8\n");
    fixture_access_put(f, "today.csv", "id,x,y,n,m\np,0.002,0,1,0\nq,0.008,0,1,0\n");
    snprintf(
        text, sizeof text,
        "zones: {file: zones.csv, coordinates: WGS84, night: people, cell_m: 100}\n"
        "sites:\n"
        "  today: {file: today.csv, coordinates: WGS84, status: existing, kinds: {dc120: n, "
        "ac7: m}}\n"
        "roads: {file: streets.osm}\n"
        "access: {service: {fast: {%s}, slow: {radius_m: 500}}}\n"
        "placement: {model: none}\n",
        reach);
    fixture_access_scenario(f, text);
    fixture_access_run(f, 0, NULL, 1);
}

/* What a writer writes; the test frees it. */
static char *written(const struct fixture_access *f, const struct writer *w)
{
    char *bytes = NULL;
    size_t n;
    struct error err;
    FILE *file = open_memstream(&bytes, &n);

    assert_int_equal(w->write(f->run, file, &err), ERR_OK);
    fclose(file);
    return bytes;
}

/* The last nine cells of a zone's first row of zones.csv: fast_way_m to slow_circle_only; NAN:
 * empty. */
static void zone_cells(const char *table, const char *zone, double cell[9])
{
    char row[512], start[16];
    const char *at;
    int k = 9;

    snprintf(start, sizeof start, ",%s,", zone);
    at = strstr(table, start);
    assert_non_null(at);
    snprintf(row, sizeof row, "%.*s", (int)strcspn(at, "\n"), at);
    while (k-- > 0) {
        char *comma = strrchr(row, ',');

        assert_non_null(comma);
        cell[k] = comma[1] == '\0' ? (double)NAN : strtod(comma + 1, NULL);
        *comma = '\0';
    }
}

static void nearest_of_a_zone(void **state)
{
    static const double way_degrees[] = {0.001,
                                         0.002}; /* a to p, b to q: not the farther one */
    static const char *const zone[] = {"a", "b", "c"};

    (void)state;
    for (int minutes = 0; minutes < 2; minutes++) {
        struct fixture_access f;
        double cell[9];
        char *table;

        make(&f, minutes ? "minutes: 3.36" : "radius_m: 1400"); /* 25 km/h: the same reach */
        table = written(&f, &writer_zones_csv);
        for (int z = 0; z < 3; z++) {
            double m = z < 2 ? degree_m * way_degrees[z] : (double)NAN;

            zone_cells(table, zone[z], cell);
            assert_true(isnan(cell[minutes ? 0 : 1]));
            if (z < 2) {
                assert_near(cell[minutes], minutes ? m * 0.06 / 25 : m, 1e-3, 0);
                assert_near(cell[2], m, 1e-3, 0);
            } else {
                assert_true(isnan(cell[minutes]) && isnan(cell[2]));
            }
            assert_near(cell[5], 0, 0, 1e-6);
            assert_near(cell[7], z == 2, 0, 0); /* in the circle, a long way off */
        }
        free(table);
        fixture_access_remove(&f);
    }
}

static double number(const json_t *object, const char *key)
{
    assert_non_null(json_object_get(object, key));
    return json_number_value(json_object_get(object, key));
}

static void plan_json(void **state)
{
    struct fixture_access f;
    json_t *all, *fast;
    char *text, claim[256];
    double kwh;

    (void)state;
    make(&f, "radius_m: 1400");
    text = written(&f, &writer_plan_json);
    all = json_loads(text, 0, NULL);
    assert_non_null(all);
    fast = json_object_get(
        json_object_get(json_array_get(json_object_get(all, "states"), 0), "ways"), "fast");
    assert_non_null(fast);
    kwh = number(fast, "demand_kwh_per_day");
    assert_string_equal(json_string_value(json_object_get(fast, "unit")), "m");
    assert_near(number(fast, "circle_kwh_per_day"), kwh, 1e-9, 0); /* 5 + 7 + 8 of 20 */
    assert_near(number(fast, "reached_kwh_per_day"), kwh * 12 / 20, 1e-4, 0);
    assert_near(number(fast, "circle_only_kwh_per_day"), kwh * 8 / 20, 1e-4, 0);
    assert_near(number(fast, "circle_only_share"), 0.4, 1e-4, 0);
    assert_near(number(fast, "way_only_kwh_per_day"), 0, 0, 1e-9);
    assert_near(number(fast, "way_over_straight"), 1, 1e-4, 0);
    ways_claim(LANGUAGE_EN, f.run, 0, claim, sizeof claim); /* 20 / 12 - 1 */
    assert_non_null(strstr(claim, "66.7"));
    json_decref(all);
    free(text);
    fixture_access_remove(&f);
}

/* The row of fast chargers today: shares of the demand in circles, reached, in circles alone,
 * reached alone, and the detour. */
static void row_of_the_report(void **state)
{
    static const char *const cell[] = {">100.0", ">60.0", ">40.0", ">0.0", ">1.00<"};
    struct fixture_access f;
    const char *at;
    char *page;

    (void)state;
    make(&f, "radius_m: 1400");
    page = written(&f, &writer_report_html);
    at = strstr(page, "Straight line and streets</h2>");
    assert_non_null(at);
    at = strstr(at, "<td>fast</td>");
    assert_non_null(at);
    for (size_t k = 0; k < sizeof cell / sizeof cell[0]; k++) {
        at = strstr(at, cell[k]);
        if (at == NULL) fail_msg("no %s", cell[k]);
    }
    assert_true(strcspn(at, "\n") < 20); /* the last of the row */
    free(page);
    fixture_access_remove(&f);
}

static void limits_of_layers(void **state)
{
    (void)state;
    for (int minutes = 0; minutes < 2; minutes++) {
        struct fixture_access f;
        struct gis_layer layer = {0};
        struct geodata_out_layer out;
        struct digest *digest = NULL;
        struct error err;
        char *bytes = NULL;
        size_t n;
        FILE *file = open_memstream(&bytes, &n);

        make(&f, minutes ? "minutes: 3.36" : "radius_m: 1400");
        assert_int_equal(digest_create(&digest, f.run, &err), ERR_OK);
        assert_int_equal(gis_layer_fill(&layer, GIS_SERVICE_AREAS, f.run, digest, false, &err),
                         ERR_OK);
        out = gis_layer_out(&layer, LANGUAGE_EN);
        assert_int_equal(gis_json_write(file, &out, &err), ERR_OK);
        fclose(file);
        assert_non_null(strstr(bytes, minutes ? "\"limit_m\":null,\"limit_min\":3.36"
                                              : "\"limit_m\":1400,\"limit_min\":null"));
        gis_layer_clear(&layer);
        digest_free(digest);
        free(bytes);
        fixture_access_remove(&f);
    }
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(nearest_of_a_zone), cmocka_unit_test(plan_json),
        cmocka_unit_test(row_of_the_report), cmocka_unit_test(limits_of_layers)};

    return cmocka_run_group_tests_name("ways_shown", tests, NULL, NULL);
}
