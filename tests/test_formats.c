/* test_formats.c - label: unit. A city in every format is the same city, and gives the same
 * plan to the byte; what a planner forgets to say of a file. */
#include "tests/area_scene.h"

#include "scenarios/geo.h"

static void run(const char *name, const char *sets)
{
    char command[1200];

    snprintf(command, sizeof command,
             "cd %s && rm -rf %s && " PROGRAM
             " run scenario.yaml -o %s %s >/dev/null 2>%s.err || "
             "(cat %s.err; exit 1)",
             folder, name, name, sets, name, name);
    if (system(command) != 0) fail_msg("%s does not run", name);
}

static void same(const char *a, const char *b)
{
    char command[900];

    snprintf(
        command, sizeof command,
        "cd %s && cmp %s/stations.csv %s/stations.csv && cmp %s/zones.csv %s/zones.csv && cmp "
        "%s/rules.csv %s/rules.csv",
        folder, a, b, a, b, a, b);
    if (system(command) != 0) fail_msg("%s and %s differ", a, b);
}

#define OF(zones_file, sites_file)                                                             \
    "--set zones.file=" zones_file                                                             \
    " --set zones.coordinates=file --set sites.places.file=" sites_file                        \
    " --set sites.places.coordinates=file"

/* The same points from CSV, GeoJSON, GeoPackage, Shapefile and a zip archive give the same
 * plan to the byte; the same squares from three formats too. */
static void tour(void **state)
{
    static const char *const formats[][3] = {
        {"geojson", OF("p.geojson", "s.geojson"), OF("a.geojson", "s.geojson")},
        {"gpkg", OF("p.gpkg --set zones.layer=zones", "p.gpkg --set sites.places.layer=sites"),
         OF("a.gpkg", "s.geojson")},
        {"shp", OF("p.shp", "s.shp"), OF("a.shp", "s.shp")},
        {"zip", OF("p.zip", "s.shp"), OF("a.zip", "s.shp")},
    };
    struct fixture_layer points = zones(false), areas = zones(true), s = sites();
    struct fixture_layer both[2] = {zones(false), sites()};
    char command[600];

    (void)state;
    fixture_put_geojson(in("p.geojson"), &points);
    fixture_put_geojson(in("a.geojson"), &areas);
    fixture_put_geojson(in("s.geojson"), &s);
    fixture_put_gpkg(in("p.gpkg"), 2, both);
    fixture_put_gpkg(in("a.gpkg"), 1, &areas);
    fixture_put_shapefile(in("p.shp"), &points, "UTF-8", 0);
    fixture_put_shapefile(in("a.shp"), &areas, "UTF-8", 0);
    fixture_put_shapefile(in("s.shp"), &s, "UTF-8", 0);
    for (int k = 0; k < 2; k++) {
        snprintf(
            command, sizeof command,
            "cd %s && " PYTHON " -c 'import sys, zipfile\n"
            "with zipfile.ZipFile(\"%c.zip\", \"w\") as z:\n"
            "    for e in (\"shp\", \"shx\", \"dbf\", \"prj\", \"cpg\"): z.write(\"%c.\" + e)'",
            folder, "pa"[k], "pa"[k]);
        assert_int_equal(system(command), 0);
    }
    run("csv", "");
    for (int k = 0; k < 4; k++) {
        char name[32];

        run(formats[k][0], formats[k][1]);
        same("csv", formats[k][0]);
        snprintf(name, sizeof name, "areas-%s", formats[k][0]);
        run(name, formats[k][2]);
        if (k > 0) same("areas-geojson", name);
    }
}

/* A Chinese datum of the file is undone for polygons as for points: read as GCJ-02 the squares
 * move by the shift, some 500 m, and keep their shape. */
static void datums(void **state)
{
    struct fixture_layer areas = zones(true);
    struct city *city, *moved;

    (void)state;
    fixture_put_geojson(in("a.geojson"), &areas);
    city = CITY("zones.file=a.geojson", "zones.coordinates=file");
    moved = CITY("zones.file=a.geojson", "zones.coordinates=GCJ02");
    for (int z = 0; z < N_ZONES; z++) {
        double m = geo_geodesic_m(city->zone_x[z], city->zone_y[z], moved->zone_x[z],
                                  moved->zone_y[z]);

        assert_true(m > 300 && m < 800);
        assert_near(moved->cell_w_m[z], city->cell_w_m[z], 3e-3,
                    0); /* it changes by 1 m in 1 km */
    }
    city_free(city);
    city_free(moved);
}

/* Rows of a layer, or of a CSV file with crs, may have a datum each; what is said of all holds
 * where a row says nothing. */
static void row_datums(void **state)
{
    static const char *const from[][3] = {
        {"zones.file=d.geojson", "zones.crs=EPSG:4326", "zones.x=lon"},
        {"zones.file=d.csv", "zones.crs=EPSG:4490", "zones.x=lon"}};

    (void)state;
    put("d.geojson",
        "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"properties\":"
        "{\"id\":\"a\",\"people\":1,\"d\":\"GCJ02\"},\"geometry\":{\"type\":\"Point\","
        "\"coordinates\":[114,22.5]}},{\"type\":\"Feature\",\"properties\":{\"id\":\"b\","
        "\"people\":1,\"d\":\"WGS84\"},\"geometry\":{\"type\":\"Point\",\"coordinates\":"
        "[114.02,22.5]}},{\"type\":\"Feature\",\"properties\":{\"id\":\"c\",\"people\":1,"
        "\"d\":\"\"},\"geometry\":{\"type\":\"Point\",\"coordinates\":[114.04,22.5]}}]}");
    put("d.csv", "id,people,d,lon,lat\na,1,GCJ02,114,22.5\nb,1,WGS84,114.02,22.5\n"
                 "c,1,,114.04,22.5\n");
    for (int k = 0; k < 2; k++) {
        struct city *city =
            CITY(from[k][0], from[k][1], from[k][2], "zones.coordinates=GCJ02",
                 "zones.coordinates_column=d", "zones.district=\"\"", "zones.core=\"\"");

        assert_int_equal(city->n_zones, 3);
        for (int z = 0; z < 3; z++) { /* GCJ-02 lies 300 m to 800 m off here */
            double m = geo_geodesic_m(city->zone_x[z], city->zone_y[z], 114 + 0.02 * z, 22.5);

            if (z == 1)
                assert_near(m, 0, 0, 1e-6);
            else
                assert_true(m > 300 && m < 800);
        }
        city_free(city);
    }
}

/* What a planner forgets to say, or says twice. */
static void settings(void **state)
{
    struct fixture_layer areas = zones(true);

    (void)state;
    fixture_put_geojson(in("a.geojson"), &areas);
    REFUSE(
        "zones.coordinates: the setting is missing; a CSV file does not say what its numbers "
        "are",
        "zones.coordinates=file");
    REFUSE("zones.layer: a CSV file has no such thing", "zones.layer=zones");
    REFUSE("zones.encoding: a CSV file is read as UTF-8; save it so", "zones.encoding=GBK");
    REFUSE(
        "zones.coordinates: zones.crs turns the numbers into degrees, and metres leaves them",
        "zones.crs=EPSG:4326", "zones.coordinates=metres", "sites.places.coordinates=metres");
    REFUSE("zones.night: the setting is missing", "zones.night=\"\"");
    REFUSE("a.geojson: there is no column 'peple', did you mean 'people'?",
           "zones.file=a.geojson", "zones.night=peple");
    REFUSE("files of this kind are not read; save it as CSV, GeoPackage",
           (put("a.kml", "<kml/>"), "zones.file=a.kml"));
    REFUSE("p.tif: is a raster; name it by zones.night_raster or day_raster",
           (put("p.tif", "II*"), "zones.file=p.tif"), "zones.coordinates=file");
    REFUSE("the layer is empty: it has no feature",
           (put("e.geojson", "{\"type\":\"FeatureCollection\",\"features\":[]}"),
            "zones.file=e.geojson"));
}

/* x and y of a CSV file in a national grid: 3-degree zone of 114 E, false easting 500 km. The
 * meridian itself is the check: x 500000 is 114 E whatever y. */
static void csv_crs(void **state)
{
    struct city *city;

    (void)state;
    put("grid.csv", "id,people,e,n\na,5,500000,2490000\nb,6,500000,2491000\n");
    city = CITY("zones.file=grid.csv", "zones.coordinates=file", "zones.crs=EPSG:4547",
                "zones.x=e", "zones.y=n", "zones.district=\"\"", "zones.core=\"\"");
    assert_near(city->zone_x[0], 114, 0, 1e-11);
    assert_near(geo_geodesic_m(114, city->zone_y[0], 114, city->zone_y[1]), 1000, 1e-6, 0);
    city_free(city);
    put("bad.csv", "id,people,e,n,d\na,5,500000,2490000,WGS48\n");
    REFUSE("bad.csv:2: column 'd': 'WGS48' is none of WGS84, GCJ02, BD09, CGCS2000",
           "zones.file=bad.csv", "zones.coordinates=file", "zones.crs=EPSG:4547", "zones.x=e",
           "zones.y=n", "zones.district=\"\"", "zones.core=\"\"", "zones.coordinates_column=d");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tour),     cmocka_unit_test(datums),  cmocka_unit_test(row_datums),
        cmocka_unit_test(settings), cmocka_unit_test(csv_crs),
    };
    int failed = cmocka_run_group_tests_name("formats", tests, setup, teardown);

    scenario_free(scenario);
    return failed;
}
