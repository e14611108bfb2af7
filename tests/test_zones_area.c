/* test_zones_area.c - label: unit. Grids in place of polygons, districts and the study area
 * against figures worked out by hand. */
#include "scenarios/zones_area.h"
#include "tests/area_scene.h"

static void grids(void **state)
{
    struct fixture_layer areas = zones(true);
    const char *const shapes[] = {"zones.regrid_shape=square", "zones.regrid_shape=hexagon"};

    (void)state;
    fixture_put_geojson(in("a.geojson"), &areas);
    for (int k = 0; k < 2; k++) {
        struct city *city = CITY("zones.file=a.geojson", "zones.coordinates=file",
                                 "zones.regrid_m=317", shapes[k]);
        double km2 = 0, west = 0, all = all_people(), west_people = 0;

        assert_near(sum(city, NIGHT), all, 1e-12, 0);
        assert_true(city->n_zones > 400 && city->n_zones < 600); /* 41.0 km2 over 0.1 */
        for (int z = 0; z < city->n_zones; z++) {
            km2 += city->cell_w_m[z] * city->cell_h_m[z] / 1e6;
            assert_true(city->cell_w_m[z] <= 317);
            if (strcmp(city->district_name[city->district[z]], "西区") == 0)
                west += city->weight[NIGHT][z];
        }
        for (int z = 0; z < N_ZONES; z++)
            west_people += z % SIDE < 3 ? people(z) : 0;
        assert_near(km2, 36 * 1.0287 * 1.1074, 1e-3, 0);
        assert_near(west, west_people, 0.06, 0); /* cells on the border belong to one side */
        assert_int_equal(city->polygons.n, city->n_zones);
        assert_true(warned(city, "the 36 polygons of the zones' file became a grid of"));
        city_free(city);
    }
}

/* Districts by where a zone's point lies, the study area by the same. */
static void districts(void **state)
{
    static const double x[10] = {114,    114.02, 114.02, 114,    114,
                                 114.02, 114.05, 114.05, 114.02, 114.02};
    static const double y[10] = {22.5, 22.5, 22.56, 22.56, 22.5,
                                 22.5, 22.5, 22.56, 22.56, 22.5};
    static const char *const column[] = {"name", "name_zh"};
    static const bool number[] = {false, false};
    static const char *const cell[] = {"Left", "左", "Right", ""};
    struct fixture_layer two = {.name = "two",
                                .n = 2,
                                .x = x,
                                .y = y,
                                .polygons = true,
                                .n_columns = 2,
                                .column = column,
                                .number = number,
                                .cell = cell,
                                .srs = 4326,
                                .wkt = fixture_wkt_wgs84};
    struct city *city;

    (void)state;
    fixture_put_gpkg(in("two.gpkg"), 1, &two);
    city = CITY("zones.district=\"\"", "zones.districts.file=two.gpkg");
    assert_int_equal(city->n_districts, 3);
    for (int z = 0; z < N_ZONES; z++)
        assert_string_equal(city->district_name[city->district[z]],
                            z % SIDE < 2   ? "Left"
                            : z % SIDE < 5 ? "Right"
                                           : "outside the districts");
    assert_true(warned(city, "6 of 36 zones lie in none of the districts"));
    city_free(city);
    city = CITY("zones.district=\"\"", "zones.districts.file=two.gpkg",
                "zones.districts.name_zh=name_zh", "report.language=zh");
    assert_string_equal(city->district_name[0], "左");
    assert_string_equal(city->district_name[1], "Right"); /* it has no Chinese name */
    assert_string_equal(city->district_name[2], "区划之外");
    city_free(city);
    city = CITY("boundary.file=two.gpkg", "boundary.filter=name = Left");
    assert_int_equal(city->n_zones, 12);
    for (int z = 0; z < 12; z++)
        assert_true(city->zone_x[z] < 114.02);
    assert_string_equal(city->zone_id[2], "z6");
    assert_near(city->weight[NIGHT][2], people(6), 0, 0);
    assert_true(warned(city, "24 zones lie outside the boundary and are left out"));
    assert_int_equal(city->n_zones_outside, 24);
    assert_true(city->n_sites_outside > 0);
    assert_true(warned(city, "possible sites lie outside the boundary and are left out"));
    for (int s = 0; s < city->n_sites; s++)
        assert_true(city->site_x[s] < 114.02);
    assert_true(city->n_sites_outside > 1); /* the audit of datums looks at them */
    for (int k = 0; k < city->n_sites_outside; k++)
        assert_true(city->left_out[k].x > 114.02 && city->left_out[k].y > 22);
    city_free(city);
    REFUSE("zones.district says the districts too", "zones.districts.file=two.gpkg");
    REFUSE("needs a layer of polygons (Shapefile, GeoPackage, GeoJSON)",
           "boundary.file=zones.csv", "boundary.coordinates=WGS84");
}

/* What a boundary leaves is still a city: it has weight and a site. */
static void nothing_left(void **state)
{
    (void)state; /* two.gpkg is there from districts() */
    REFUSE("two.gpkg: the 2 zones within the boundary have no weight of the layer night",
           "boundary.file=two.gpkg", "boundary.filter=name = Left", "zones.night=core",
           "zones.filter=id = z1 | z5 | z7"); /* z5 alone has weight, and lies outside */
    REFUSE("sites: every site lies outside the boundary", "boundary.file=two.gpkg",
           "boundary.filter=name = Left", "sites.places.filter=id = s1");
}

/* A layer of points has cells where their size is said, as a CSV file has. */
static void points_without_cells(void **state)
{
    struct fixture_layer points = zones(false);
    struct city *city;

    (void)state;
    fixture_put_geojson(in("p.geojson"), &points);
    REFUSE("p.geojson: the layer holds points, and zones.regrid_m needs the size of the cells",
           "zones.file=p.geojson", "zones.regrid_m=300");
    REFUSE("p.geojson: the layer holds points, and zones.core_density needs the size",
           "zones.file=p.geojson", "zones.core=\"\"", "zones.core_density=100");
    city = CITY("zones.file=p.geojson", "zones.regrid_m=300", "zones.cell_m=600");
    assert_int_equal(city->n_zones, 4 * N_ZONES);
    city_free(city);
}

/* Cells of one size in metres, one north of the other: the northern one is wider in degrees, by
 * the cosines of their latitudes (to the flattening of the Earth, 0.3 %). */
static void cells_of_one_size(void **state)
{
    double x[] = {114, 114, 114.02}, y[] = {20, 50, 50}, side[] = {1000, 1000, 1000};
    struct city city = {.geographic = true, .n_zones = 3, .zone_x = x, .zone_y = y};
    struct polygons p = {0};
    struct error failure;
    double e[3][4];

    (void)state;
    city.cell_w_m = city.cell_h_m = side;
    assert_int_equal(zones_polygons(&city, "a test", &p, &failure), ERR_OK);
    for (int k = 0; k < 3; k++)
        assert_true(polygons_extent(&p, k, e[k]));
    assert_near((e[1][2] - e[1][0]) / (e[0][2] - e[0][0]),
                cos(20 * M_PI / 180) / cos(50 * M_PI / 180), 0.003, 0);
    assert_near(e[2][2] - e[2][0], e[1][2] - e[1][0], 1e-9, 0);
    polygons_clear(&p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(points_without_cells),
        cmocka_unit_test(grids),
        cmocka_unit_test(districts),
        cmocka_unit_test(cells_of_one_size),
        cmocka_unit_test(nothing_left),
    };
    int failed = cmocka_run_group_tests_name("zones_area", tests, setup, teardown);

    scenario_free(scenario);
    return failed;
}
