/* test_zones_grid.c - label: unit. A grid over two rectangles of a plane and one that lies upon
 * them, cell by cell against figures worked out by hand. */
#include "tests/area_scene.h"

/* A: 1300 m x 1000 m, B: 700 m x 1000 m beside it, C: 400 m x 400 m upon A's corner. */
static const double ring_x[] = {0,    1300, 1300, 0,   0,   1300, 2000, 2000,
                                1300, 1300, 0,    400, 400, 0,    0};
static const double ring_y[] = {0, 0, 1000, 1000, 0, 0, 0, 1000, 1000, 0, 0, 0, 400, 400, 0};
static const char *const column[] = {"id",   "people", "quarter", "core",
                                     "fast", "kind",   "access"};
static const bool number[] = {false, true, false, true, true, false, true};
static const char *const cell[] = {"A", "1300", "west", "0", "1111", "old", "0.2",
                                   "B", "1400", "east", "1", "2222", "new", "0.8",
                                   "C", "160",  "west", "1", "3333", "odd", "0.5"};

static const struct fixture_layer areas = {.name = "areas",
                                           .n = 3,
                                           .x = ring_x,
                                           .y = ring_y,
                                           .polygons = true,
                                           .n_columns = 7,
                                           .column = column,
                                           .number = number,
                                           .cell = cell};

static int find(const struct city *city, const char *id)
{
    for (int z = 0; z < city->n_zones; z++)
        if (strcmp(city->zone_id[z], id) == 0) return z;
    fail_msg("there is no cell %s", id);
    return -1;
}

/* Cells of 400 m: five columns, three rows, the northern one 200 m high within the areas. */
static void by_hand(void **state)
{
    static const struct {
        const char *id;
        double people, access, side_m;
        bool core;
        double fast_m;
        const char *kind, *district;
    } rows[] = {
        /* A has 0.001 people a m2, B 0.002, C 0.001 */
        {"r2c1", 160, 0.2, 400, false, 1111, "old", "west"},
        {"r3c1", 320, 0.35, 400, false, 1111, "old", "west"}, /* A and C, twice covered */
        /* 1200 m to 1600 m: 100 m of A, 300 m of B, most of which is B's */
        {"r2c4", 40 + 240, (40 * 0.2 + 240 * 0.8) / 280, 400, true, 2222, "new", "east"},
        {"r1c4", 20 + 120, (40 * 0.2 + 240 * 0.8) / 280, 282.842712474619, true, 2222, "new",
         "east"}, /* sqrt(400 x 200) */
        {"r1c5", 160, 0.8, 282.842712474619, true, 2222, "new", "east"},
    };
    struct city *city;

    (void)state;
    fixture_put_geojson(in("areas.geojson"), &areas);
    put("m.csv", "id,x,y,bays\na,100,100,10\nb,900,300,20\n");
    city = CITY("zones.file=areas.geojson", "zones.coordinates=metres", "zones.regrid_m=400",
                "zones.service_fast_m=fast", "zones.class=kind", "zones.home_access=access",
                "sites.places.file=m.csv", "sites.places.coordinates=metres",
                "sites.places.x=x", "sites.places.y=y");
    assert_int_equal(city->n_zones, 15);
    for (size_t k = 0; k < sizeof rows / sizeof rows[0]; k++) {
        int z = find(city, rows[k].id);

        assert_near(city->weight[NIGHT][z], rows[k].people, 1e-12, 0);
        assert_near(city->home_access[z], rows[k].access, 1e-12, 0);
        assert_near(city->cell_w_m[z], rows[k].side_m, 1e-12, 0);
        assert_near(city->cell_h_m[z], rows[k].side_m, 1e-12, 0);
        assert_true(city->core[z] == rows[k].core);
        assert_near(city->service_way[FAST][z], rows[k].fast_m, 0, 0);
        assert_string_equal(city->zone_class[z], rows[k].kind);
        assert_string_equal(city->district_name[city->district[z]], rows[k].district);
    }
    city_free(city);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(by_hand),
    };
    int failed = cmocka_run_group_tests_name("zones_grid", tests, setup, teardown);

    scenario_free(scenario);
    return failed;
}
