/* test_gis.c - the records of layers: their rows by plain loops over the run, types, words,
 * shapes. */
#include <float.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "assert.h"
#include "output/gis/gis.h"
#include "output/gis/gis_columns.h"
#include "output/gis/gis_json.h"
#include "tests/fixture_run.h"

static struct fixture *fixture;
static struct digest *digest;
static struct gis_layer layer;

static int setup(void **state)
{
    struct error err;

    (void)state;
    fixture = fixture_run_create(0.2);
    assert_int_equal(digest_create(&digest, &fixture->run, &err), ERR_OK);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    gis_layer_clear(&layer);
    digest_free(digest);
    fixture_run_free(fixture);
    return 0;
}

static struct geodata_out_layer filled(enum gis_which which)
{
    struct error err;

    assert_int_equal(gis_layer_fill(&layer, which, &fixture->run, digest, true, &err), ERR_OK);
    return gis_layer_out(&layer, scenario_language(fixture->run.scenario));
}

static const struct geodata_out_column *column(const struct geodata_out_layer *l,
                                               const char *name)
{
    for (int k = 0; k < l->n_columns; k++)
        if (strcmp(l->column[k].name, name) == 0) return &l->column[k];
    fail_msg("no column %s", name);
    return NULL;
}

static int integer(const struct geodata_out_layer *l, const char *name, int row)
{
    assert_int_equal(column(l, name)->kind, GEODATA_INTEGER);
    return column(l, name)->integer[row];
}

static double number(const struct geodata_out_layer *l, const char *name, int row)
{
    assert_int_equal(column(l, name)->kind, GEODATA_NUMBER);
    return column(l, name)->number[row];
}

static const char *text(const struct geodata_out_layer *l, const char *name, int row)
{
    assert_int_equal(column(l, name)->kind, GEODATA_TEXT);
    return column(l, name)->text[row];
}

/* Every column is known, but for those of kinds; words for it in both languages. */
static void columns(void **state)
{
    (void)state;
    for (int which = 0; which < N_GIS_LAYERS; which++) {
        struct geodata_out_layer l = filled((enum gis_which)which);

        for (int k = 0; k < l.n_columns; k++) {
            const struct gis_known *known = gis_columns_known(l.column[k].name);

            if (known == NULL && strncmp(l.column[k].name, "n_", 2) != 0)
                fail_msg("%s: %s is not known", l.name, l.column[k].name);
            assert_int_equal(l.column[k].kind, known ? known->kind : GEODATA_INTEGER);
            assert_string_not_equal(l.column[k].alias, l.column[k].name);
        }
        gis_layer_clear(&layer);
    }
}

/* Core zones at or beyond the radius, which is strict: the map hatches the same. */
static void core_gaps(void **state)
{
    struct geodata_out_layer l;
    const struct city *c = &fixture->city;
    int row = 0;

    (void)state;
    for (int z = 0; z < c->n_zones; z++)
        if (c->core[z]) fixture->run.network[0]->rule_distance_m[z] = z % 2 ? 900 : 899;
    l = filled(GIS_CORE_GAPS);
    for (int k = 0; k < fixture->run.n_networks; k++) {
        const struct network *n = fixture->run.network[k];

        for (int z = 0; z < c->n_zones; z++) {
            double x[4], y[4];
            int first;

            if (!c->core[z] || n->rule_distance_m[z] < 900) continue;
            assert_true(row < l.n_rows);
            assert_int_equal(integer(&l, "year", row), fixture_years[k]);
            assert_string_equal(text(&l, "id", row), c->zone_id[z]);
            assert_near(number(&l, "rule_radius_m", row), 900, 0, 0);
            assert_near(number(&l, "rule_distance_m", row),
                        isfinite(n->rule_distance_m[z]) ? n->rule_distance_m[z] : NAN, 0, 0);
            assert_near(number(&l, "fast_demand_kwh_per_day", row),
                        demand_kwh(&fixture->demand, FAST, k, z), 0, 0);
            assert_near(number(&l, "slow_demand_kwh_per_day", row),
                        demand_kwh(&fixture->demand, SLOW, k, z), 0, 0);
            first = l.shapes.point_start[l.shapes.ring_start[l.shape[row]]];
            memcpy(x, &l.shapes.x[first], sizeof x);
            memcpy(y, &l.shapes.y[first], sizeof y);
            assert_near((x[0] + x[2]) / 2, c->zone_x[z], 1e-12, 1e-9);
            assert_near(x[1] - x[0], c->cell_w_m[z], 1e-9, 0);
            assert_near(y[2] - y[1], c->cell_h_m[z], 1e-9, 0);
            row++;
        }
    }
    assert_true(row > 10);
    assert_int_equal(l.n_rows, row);
}

/* A circle for each open public site with outlets, radius and state: 1,200 m in the core,
 * 2,000 m outside, 500 m for slow charging; the detour shortens what is drawn. */
static void service_areas(void **state)
{
    static const double radius[][2] = {{1200, 2000}, {500, 500}};
    struct geodata_out_layer l;
    int row = 0;

    (void)state;
    fixture->scenario.access.detour_factor = 1.25;
    fixture->city.site[0].access = ACCESS_PRIVATE;
    l = filled(GIS_SERVICE_AREAS);
    for (int v = 0; v < N_SERVICES; v++)
        for (int r = 0; r < (v == FAST ? 2 : 1); r++)
            for (int k = 0; k < 3; k++)
                for (int s = 0; s < fixture->city.n_sites; s++) {
                    const struct network *n = fixture->run.network[k];
                    const int *c = &n->n_chargers[s * 3];
                    int outlets = v == FAST ? c[0] + 2 * c[1] : c[2], first;

                    if (!n->open[s] || s == 0 || outlets == 0) continue;
                    assert_true(row < l.n_rows);
                    assert_string_equal(text(&l, "station", row), fixture->city.site[s].id);
                    assert_int_equal(integer(&l, "year", row), fixture_years[k]);
                    assert_int_equal(integer(&l, "is_fast", row), v == FAST);
                    assert_int_equal(integer(&l, "outlets", row), outlets);
                    assert_near(number(&l, "radius_m", row), radius[v][r], 0, 0);
                    assert_near(number(&l, "straight_m", row), radius[v][r] / 1.25, 1e-15, 0);
                    if (v == FAST)
                        assert_string_equal(text(&l, "classes", row), r ? "outer" : "core");
                    first = l.shapes.point_start[l.shapes.ring_start[l.shape[row]]];
                    for (int i = 0; i < GIS_CIRCLE_POINTS; i++)
                        assert_near(hypot(l.shapes.x[first + i] - fixture->city.site_x[s],
                                          l.shapes.y[first + i] - fixture->city.site_y[s]),
                                    radius[v][r] / 1.25, 1e-9, 0);
                    row++;
                }
    assert_true(row > 20);
    assert_int_equal(l.n_rows, row);
}

static void sites(void **state)
{
    struct geodata_out_layer l;
    const struct network *last = fixture->run.network[2];
    int n_reasons = 0;

    (void)state;
    fixture->city.site[1].power_kw = INFINITY;
    l = filled(GIS_SITES);
    assert_int_equal(l.n_rows, fixture->city.n_sites);
    for (int s = 0; s < l.n_rows; s++) {
        const struct site *site = &fixture->city.site[s];

        assert_string_equal(text(&l, "id", s), site->id);
        assert_int_equal(integer(&l, "is_open", s), last->open[s]);
        assert_int_equal(integer(&l, "opened_year", s),
                         last->opened_year[s] > 0 ? last->opened_year[s] : GEODATA_NO_INTEGER);
        assert_int_equal(integer(&l, "is_forbidden", s), site->status == SITE_FORBIDDEN);
        assert_int_equal(integer(&l, "bays_available", s), site->bays);
        n_reasons += integer(&l, "is_screened", s);
        assert_near(l.shapes.x[l.shape[s]], fixture->city.site_x[s], 0, 0);
    }
    assert_true(number(&l, "power_kw", 1) > DBL_MAX); /* written as no value */
    assert_int_equal(n_reasons, 1);
    assert_string_equal(text(&l, "reason", l.n_rows - 1),
                        "its 2 bays cannot hold station_min chargers");
    assert_null(text(&l, "reason", 0));
}

/* What a table may not hold is gone; what it may, stays. */
static void texts(void **state)
{
    struct geodata_out_layer l;

    (void)state;
    fixture->city.site[0].name = fixture_text(fixture, "a\x01\x7f\u202E\tb 'c' \"🚗\"");
    fixture->city.site[1].name = fixture_text(fixture, "=1+1");
    fixture->city.site[2].type = fixture_text(fixture, "%s", "");
    l = filled(GIS_SITES);
    assert_string_equal(text(&l, "name", 0), "a\uFFFD\uFFFD\tb 'c' \"🚗\"");
    assert_string_equal(text(&l, "name", 1), "=1+1");
    assert_null(text(&l, "type", 2));
}

/* Parts and holes as RFC 7946 wants them; figures to the bit; 7 decimals. */
static void json(void **state)
{
    static const double x[] = {0, 4, 4, 0, 1, 1, 2, 2, 10, 11, 10, 114.05, 0, 0};
    static const double y[] = {0, 0, 4, 4, 1, 2, 2, 1, 10, 10, 11.123456789, -1e-9, 0, 0};
    static const int point_start[] = {0, 4, 8, 11}, two[] = {0, 3}, hole[] = {0, 2};
    static const char *const word[] = {"say \"hi\"\n<\u202E>", NULL};
    static const double value[] = {0.1, NAN};
    static const int whole[] = {GEODATA_NO_INTEGER, -7};
    static const int of_row[] = {0, 0};
    struct geodata_out_column c[] = {{"word", "Word", GEODATA_TEXT, word, NULL, NULL},
                                     {"value", "Value", GEODATA_NUMBER, NULL, value, NULL},
                                     {"whole", "Whole", GEODATA_INTEGER, NULL, NULL, whole}};
    struct geodata_out_layer l = {.name = "areas",
                                  .shapes = {GEODATA_POLYGONS, 1, two, point_start, x, y},
                                  .n_rows = 2,
                                  .shape = of_row,
                                  .n_columns = 3,
                                  .column = c};
    struct error err;
    char *bytes = NULL;
    size_t n = 0;

    (void)state;
    for (int pass = 0; pass < 3; pass++) {
        FILE *f = open_memstream(&bytes, &n);
        json_t *all, *row, *shape;

        if (pass == 1) l.shapes.ring_start = hole;
        if (pass == 2)
            l.shapes =
                (struct geodata_out_shapes){GEODATA_POINTS, 1, NULL, NULL, &x[11], &y[11]};
        assert_int_equal(gis_json_write(f, &l, &err), ERR_OK);
        fclose(f);
        all = json_loadb(bytes, n, 0, NULL);
        assert_non_null(all);
        assert_null(json_object_get(all, "crs"));
        assert_string_equal(json_string_value(json_object_get(all, "type")),
                            "FeatureCollection");
        row = json_array_get(json_object_get(all, "features"), 0);
        assert_int_equal(json_array_size(json_object_get(all, "features")), 2);
        shape = json_object_get(row, "geometry");
        row = json_object_get(row, "properties");
        assert_string_equal(json_string_value(json_object_get(row, "word")), word[0]);
        assert_true(json_real_value(json_object_get(row, "value")) == 0.1);
        assert_true(json_is_null(json_object_get(row, "whole")));
        assert_non_null(strstr(
            bytes, pass == 0 ? "\"MultiPolygon\",\"coordinates\":[[[[0,0],[4,0],[4,4],[0,4],[0,"
                               "0]],[[1,1],[1,2],[2,2],[2,1],[1,1]]],[[[10,10],[11,10],[10,"
                               "11.1234568],[10,10]]]]}"
                   : pass == 1
                       ? "\"Polygon\",\"coordinates\":[[[0,0],[4,0],[4,4],[0,4],[0,0]],[["
                         "1,1],[1,2],[2,2],[2,1],[1,1]]]}"
                       : "\"Point\",\"coordinates\":[114.05,0]}"));
        assert_true(json_is_object(shape));
        row = json_array_get(json_object_get(all, "features"), 1);
        row = json_object_get(row, "properties");
        assert_int_equal(json_integer_value(json_object_get(row, "whole")), -7);
        assert_true(json_is_null(json_object_get(row, "value")));
        json_decref(all);
        free(bytes);
    }
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {CASE(columns), CASE(core_gaps), CASE(service_areas),
                                       CASE(sites),   CASE(texts),     CASE(json)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}
