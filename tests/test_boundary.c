/* test_boundary.c - label: unit. What the study area leaves of a city is what the whole city
 * has at the same ids; which sites may serve from outside; areas that are none. */
#include "tests/area_scene.h"

static const char square[] =
    "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"properties\":{},"
    "\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[[114.018,22.508],[114.052,22.508],"
    "[114.052,22.547],[114.018,22.547],[114.018,22.508]]]}}]}";

/* Zones whose columns all differ from one to the next. */
static void put_rich(void)
{
    FILE *f = fopen(in("rich.csv"), "wb");

    assert_non_null(f);
    fputs("id,people,jobs,quarter,core,fast,slow,access,kind,side,lon,lat\n", f);
    for (int z = 0; z < N_ZONES; z++)
        fprintf(f, "z%d,%g,%d,q%d,%d,%d,%d,%g,k%d,%d,%.17g,%.17g\n", z, people(z), 7 + 3 * z,
                z % 5, z % 3 == 0, 1000 + 13 * z, 500 + 11 * z, 0.01 * (z + 1), z % 4,
                700 + 5 * z, zone_x[z], zone_y[z]);
    fclose(f);
}

#define RICH                                                                                   \
    "zones.file=rich.csv", "zones.day=jobs", "zones.service_fast_m=fast",                      \
        "zones.service_slow_m=slow", "zones.home_access=access", "zones.class=kind",           \
        "zones.cell_m=side"

static void zones_kept(void **state)
{
    struct city *whole, *part;
    int n = 0;

    (void)state;
    put_rich();
    put("square.geojson", square);
    whole = CITY(RICH);
    part = CITY(RICH, "boundary.file=square.geojson");
    for (int z = 0; z < whole->n_zones; z++) {
        double x = whole->zone_x[z], y = whole->zone_y[z];

        if (x < 114.018 || x > 114.052 || y < 22.508 || y > 22.547) continue;
        assert_string_equal(part->zone_id[n], whole->zone_id[z]);
        assert_string_equal(part->zone_class[n], whole->zone_class[z]);
        assert_string_equal(part->district_name[part->district[n]],
                            whole->district_name[whole->district[z]]);
        assert_true(part->core[n] == whole->core[z]);
        assert_near(part->zone_x[n], x, 0, 0);
        assert_near(part->zone_y[n], y, 0, 0);
        assert_near(part->home_access[n], whole->home_access[z], 0, 0);
        assert_near(part->cell_w_m[n], whole->cell_w_m[z], 0, 0);
        assert_near(part->cell_h_m[n], whole->cell_h_m[z], 0, 0);
        for (int k = 0; k < 2; k++) {
            assert_near(part->weight[k][n], whole->weight[k][z], 0, 0);
            assert_near(part->service_way[k][n], whole->service_way[k][z], 0, 0);
        }
        n++;
    }
    assert_int_equal(n, 12); /* columns 2 to 4, rows 1 to 4 less the last above 22.547 */
    assert_int_equal(part->n_zones, n);
    assert_int_equal(part->n_zones_outside, N_ZONES - n);
    city_free(whole);
    city_free(part);
}

/* Stations that stand, or have to, serve from outside; places to choose from, and places where
 * none may be, are left out. */
static void sites_kept(void **state)
{
    struct city *city;

    (void)state;
    put("square.geojson", square);
    put("s.csv", "id,status,n,lon,lat\n"
                 "inside,candidate,0,114.03,22.52\nout,candidate,0,114.001,22.52\n"
                 "stands,existing,2,114.002,22.52\nhas_to,required,0,114.003,22.52\n"
                 "never,forbidden,0,114.004,22.52\n");
    city = CITY("boundary.file=square.geojson", "sites.places.file=s.csv",
                "sites.places.status_column=status", "sites.places.bays=20",
                "sites.places.kinds={dc: n}");
    assert_int_equal(city->n_sites, 3);
    assert_string_equal(city->site[0].id, "inside");
    assert_string_equal(city->site[1].id, "stands");
    assert_string_equal(city->site[2].id, "has_to");
    assert_near(city->site_x[1], 114.002, 0, 1e-12);
    assert_int_equal(city->n_sites_outside, 2);
    assert_true(warned(city, "2 possible sites lie outside the boundary and are left out"));
    city_free(city);
}

static void no_areas(void **state)
{
    (void)state;
    put("square.geojson", square);
    put("bow.geojson", "{\"type\":\"Feature\",\"properties\":{},\"geometry\":{\"type\":"
                       "\"Polygon\",\"coordinates\":[[[114,22],[115,23],[115,22],[114,23],"
                       "[114,22]]]}}");
    REFUSE("it is no valid polygon; mend it in a GIS", "boundary.file=bow.geojson");
    REFUSE("square.geojson: the zones are in degrees, boundary in metres",
           "boundary.file=square.geojson", "boundary.coordinates=metres");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(zones_kept),
        cmocka_unit_test(sites_kept),
        cmocka_unit_test(no_areas),
    };
    int failed = cmocka_run_group_tests_name("boundary", tests, setup, teardown);

    scenario_free(scenario);
    return failed;
}
