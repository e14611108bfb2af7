/* test_geodata.c - label: unit. Layers of every format, written by the test byte by byte, are
 * read back: places, texts, numbers, the faults of features. */
#include "tests/geodata_scene.h"

#include <math.h>

#include "scenarios/geo.h"

static const char *text(int row, int column) /* row -1: the head */
{
    const struct csv_features *f = &layer.features;

    return f->bytes + f->offset[(row + 1) * f->n_columns + column];
}

static int column_of(const char *name)
{
    for (int c = 0; c < layer.features.n_columns; c++)
        if (strcmp(text(-1, c), name) == 0) return c;
    fail_msg("no column %s", name);
    return -1;
}

/* Texts and numbers are those that were written. */
static void check_cells(void)
{
    assert_int_equal(layer.features.n_rows, N);
    for (int k = 0; k < N; k++) {
        assert_string_equal(text(k, column_of("id")), cells[3 * k]);
        assert_near(strtod(text(k, column_of("people")), NULL), strtod(cells[3 * k + 1], NULL),
                    1e-15, 0);
        assert_string_equal(text(k, column_of("name")), cells[3 * k + 2]);
        assert_int_equal(layer.fault[k], GEODATA_GOOD);
    }
    assert_string_equal(text(0, column_of("people")),
                        "12.5"); /* the shortest that reads back */
}

static void check_points(double tolerance_deg)
{
    assert_false(layer.has_polygons);
    check_cells();
    for (int k = 0; k < N; k++) {
        assert_near(layer.x[k], lon[k], 0, tolerance_deg);
        assert_near(layer.y[k], lat[k], 0, tolerance_deg);
    }
    geodata_layer_clear(&layer);
}

/* A quadrangle of 0.01 degree at 22.5 N: 1.0290 km x 1.1074 km (WGS 84: a degree of latitude is
 * 110.7396 km there, one of longitude 102.8993 km at the middle latitude 22.505). */
static void check_squares(void)
{
    assert_true(layer.has_polygons);
    check_cells();
    assert_int_equal(layer.polygons.n, N);
    for (int k = 0; k < N; k++) {
        double x, y;

        assert_int_equal(polygons_inside(&layer.polygons, k, &x, &y, &err), ERR_OK);
        assert_near(x, lon[k] + 0.005, 0, 1e-6);
        assert_near(y, lat[k] + 0.005, 0, 1e-6);
    }
    assert_near(strtod(text(0, column_of("area_km2")), NULL), 1.028993 * 1.107396, 1e-4, 0);
    geodata_layer_clear(&layer);
}

static void formats(void **state)
{
    struct fixture_layer p = points(), s = squares();

    (void)state;
    fixture_put_geojson(in("p.geojson"), &p);
    read_plain();
    check_points(1e-12);
    fixture_put_geojson(in("s.json"), &s);
    read_plain();
    check_squares();
    fixture_put_gpkg(in("p.gpkg"), 1, &p);
    read_plain();
    check_points(1e-12);
    fixture_put_gpkg(in("s.GPKG"), 1, &s);
    read_plain();
    check_squares();
    fixture_put_shapefile(in("p.shp"), &p, "UTF-8", 0);
    read_plain();
    check_points(1e-12);
    fixture_put_shapefile(in("s.shp"), &s, "UTF-8", 0);
    read_plain();
    check_squares();
}

static void zip(const char *archive, const char *files)
{
    char command[700];

    snprintf(command, sizeof command,
             "cd %s && " PYTHON " -c 'import sys, zipfile\n"
             "with zipfile.ZipFile(sys.argv[1], \"w\", zipfile.ZIP_DEFLATED) as z:\n"
             "    for f in sys.argv[2:]: z.write(f, \"layers/\" + f)' %s %s",
             folder, archive, files);
    assert_int_equal(system(command), 0);
}

static void archives(void **state)
{
    struct fixture_layer s = squares();

    (void)state;
    fixture_put_shapefile(in("z.shp"), &s, "UTF-8", 0);
    fixture_put_geojson(in("z.geojson"), &s);
    zip("z.zip", "z.shp z.shx z.dbf z.prj z.cpg");
    in("z.zip");
    read_plain();
    check_squares();
    zip("two.zip", "z.shp z.shx z.dbf z.prj z.cpg z.geojson");
    in("two.zip");
    assert_int_equal(read_as(NULL, NULL, NULL, GEODATA_OWN), ERR_DATA);
    assert_non_null(strstr(err.text, "the archive holds 2 files with layers (layers/z.shp, "
                                     "layers/z.geojson)"));
    zip("none.zip", "z.prj");
    in("none.zip");
    assert_int_equal(read_as(NULL, NULL, NULL, GEODATA_OWN), ERR_DATA);
    assert_non_null(strstr(err.text, "there is no Shapefile, GeoPackage or GeoJSON file"));
}

/* UTM zone 50 N: x 500000 is 117 E whatever y, and y the way from the equator by the scale
 * 0.9996 of the meridian, which geo.c measures by formulas of its own. */
static void projected(void **state)
{
    double x[N] = {500000, 500000, 500000, 500000}, y[N] = {0, 1e6, 2e6, 2.5e6};
    struct fixture_layer p = points();

    (void)state;
    p.x = x;
    p.y = y;
    p.srs = 32650;
    fixture_put_gpkg(in("utm.gpkg"), 1, &p);
    read_plain();
    assert_string_equal(layer.crs, "WGS 84 / UTM zone 50N");
    for (int k = 0; k < N; k++) {
        double east, north;
        const double here_x[] = {117}, here_y[] = {layer.y[k]};
        struct points one = {1, here_x, here_y, true};
        struct geo_plane plane = geo_plane_of(&one);

        assert_near(layer.x[k], 117, 0, 1e-11);
        geo_to_plane(&plane, 117, 0, &east, &north); /* how far south the equator is */
        assert_near(-north * 0.9996, y[k], 0, 1e-3);
    }
    geodata_layer_clear(&layer);
    p.srs = 0; /* undefined: asks; then is told */
    fixture_put_gpkg(in("utm.gpkg"), 1, &p);
    assert_int_equal(read_as(NULL, NULL, NULL, GEODATA_OWN), ERR_DATA);
    assert_non_null(strstr(err.text, "does not say in which system of coordinates it is; set "
                                     "zones.crs (like EPSG:4547), or zones.coordinates"));
    assert_int_equal(read_as(NULL, "EPSG:32650", NULL, GEODATA_OWN), ERR_OK);
    assert_near(layer.x[3], 117, 0, 1e-11);
    geodata_layer_clear(&layer);
    assert_int_equal(read_as(NULL, NULL, NULL, GEODATA_AS_IS), ERR_OK);
    assert_near(layer.y[3], 2.5e6, 0, 0);
    geodata_layer_clear(&layer);
}

/* CGCS2000 is WGS 84 to within what a planner measures; Xian 1980 has no published way. */
static void datums(void **state)
{
    struct fixture_layer p = points();
    char prj[sizeof path];

    (void)state;
    fixture_put_geojson(in("d.geojson"), &p);
    assert_int_equal(read_as(NULL, "EPSG:4490", NULL, GEODATA_OWN), ERR_OK);
    check_points(1e-12);
    assert_int_equal(read_as(NULL, "EPSG:4610", NULL, GEODATA_OWN), ERR_DATA);
    assert_non_null(strstr(err.text,
                           "zones.crs: there is no exact way from its system of "
                           "coordinates, 'Xian 1980', to WGS 84; convert the file with "
                           "the parameters of your surveying office; GDAL says: "));
    assert_int_equal(read_as(NULL, "EPSG:1", NULL, GEODATA_OWN), ERR_DATA);
    assert_non_null(
        strstr(err.text, "zones.crs: 'EPSG:1' is no system of coordinates on Earth"));
    assert_int_equal(read_as(NULL, "http://localhost/a.prj", NULL, GEODATA_OWN), ERR_DATA);
    put_text("a.prj", fixture_wkt_wgs84); /* a file that no record would know of */
    snprintf(prj, sizeof prj, "%s", path);
    in("d.geojson");
    assert_int_equal(read_as(NULL, prj, NULL, GEODATA_OWN), ERR_DATA);
    assert_non_null(strstr(err.text, "is no system of coordinates on Earth"));
}

/* 福田 in GBK is b8 a3 cc ef, which is no UTF-8. */
static void encodings(void **state)
{
    static const char *const gbk[] = {
        "a", "1", "\xb8\xa3\xcc\xef", "b", "1", "x", "c", "1", "x", "d", "1", "x"};
    static const char *const latin[] = {"a", "1", "x", "b", "1", "x",
                                        "c", "1", "x", "d", "1", "x"};
    struct fixture_layer p = points();

    (void)state;
    p.cell = gbk;
    for (int ldid = 0; ldid <= 0x57; ldid += 0x57) { /* nothing, and "as on this computer" */
        fixture_put_shapefile(in("e.shp"), &p, NULL, ldid);
        assert_int_equal(read_as(NULL, NULL, NULL, GEODATA_OWN), ERR_DATA);
        assert_non_null(
            strstr(err.text,
                   "nothing says how its texts are written (no .cpg "
                   "file beside it does); set zones.encoding (import: --encoding): one of them "
                   "would be '福田' in GBK, and it is not UTF-8"));
        assert_int_equal(read_as(NULL, NULL, "GBK", GEODATA_OWN), ERR_OK);
        assert_string_equal(text(0, column_of("name")), "福田");
        geodata_layer_clear(&layer);
    }
    fixture_put_shapefile(in("e.shp"), &p, "GBK", 0);
    read_plain();
    assert_string_equal(text(0, column_of("name")), "福田");
    geodata_layer_clear(&layer);
    fixture_put_shapefile(in("e.shp"), &p, NULL, 0x4d); /* the byte that means GBK */
    read_plain();
    assert_string_equal(text(0, column_of("name")), "福田");
    geodata_layer_clear(&layer);
    fixture_put_shapefile(in("e.shp"), &p, "UTF-8", 0); /* a lie */
    assert_int_equal(read_as(NULL, NULL, NULL, GEODATA_OWN), ERR_DATA);
    assert_non_null(
        strstr(err.text, "feature 0: column name: the text is not in the encoding"));
    p.cell = latin; /* plain letters are the same in all */
    fixture_put_shapefile(in("e.shp"), &p, NULL, 0);
    read_plain();
    geodata_layer_clear(&layer);
}

static void layers(void **state)
{
    struct fixture_layer both[2] = {points(), squares()};

    (void)state;
    fixture_put_gpkg(in("two.gpkg"), 2, both);
    assert_int_equal(read_as(NULL, NULL, NULL, GEODATA_OWN), ERR_DATA);
    assert_non_null(
        strstr(err.text, "the file has 2 layers; name one by zones.layer: sites, zones"));
    assert_int_equal(read_as("parks", NULL, NULL, GEODATA_OWN), ERR_DATA);
    assert_non_null(strstr(
        err.text, "there is no layer 'parks' (zones.layer); the layers are: sites, zones"));
    assert_int_equal(read_as("zones", NULL, NULL, GEODATA_OWN), ERR_OK);
    check_squares();
    assert_int_equal(read_as("sites", NULL, NULL, GEODATA_OWN), ERR_OK);
    check_points(1e-12);
}

#define SHAPE(type, coordinates)                                                               \
    "{\"type\":\"Feature\",\"properties\":{\"id\":\"a\"},\"geometry\":{\"type\":\"" type       \
    "\",\"coordinates\":" coordinates "}}"
#define COLLECTION(features) "{\"type\":\"FeatureCollection\",\"features\":[" features "]}"
#define SQUARE "[[[1,1],[2,1],[2,2],[1,2],[1,1]]]"

/* Faults are of their feature alone. */
static void faults(void **state)
{
    (void)state;
    put_text(
        "f.geojson",
        COLLECTION(SHAPE("Polygon", SQUARE) "," SHAPE(
            "Polygon",
            "[[[1,1],[2,2],[2,1],[1,2],[1,"
            "1]]]") "," SHAPE("Point", "[1,1]") ","
                                                "{\"type\":\"Feature\",\"properties\":{\"id\":"
                                                "\"n\"},\"geometry\":null}"
                                                "," SHAPE("Polygon", "[]") "," SHAPE(
                                                    "Polygon",
                                                    "[[[170,1],[190,1],[190,2],[170,2],[170,1]]"
                                                    "]") "," SHAPE("Polygon",
                                                                   "[[[-170,1],[175,1],[175,2],"
                                                                   "[-170,2],[-170,1]]]")));
    read_plain();
    assert_int_equal(layer.features.n_rows, 7);
    assert_int_equal(layer.fault[0], GEODATA_GOOD);
    assert_int_equal(layer.fault[1], GEODATA_INVALID);
    assert_non_null(strstr(layer.why[1], "GDAL says: Self-intersection"));
    assert_int_equal(layer.fault[2], GEODATA_OTHER_KIND);
    assert_int_equal(layer.fault[3], GEODATA_NO_GEOMETRY);
    assert_int_equal(layer.fault[4], GEODATA_NO_GEOMETRY);
    assert_int_equal(layer.fault[5], GEODATA_OFF_EARTH);
    assert_int_equal(layer.fault[6], GEODATA_OFF_EARTH); /* 345 degrees wide: across the edge */
    geodata_layer_clear(&layer);
    put_text("m.geojson", COLLECTION(SHAPE("MultiPoint", "[[1,1]]") "," SHAPE(
                              "MultiPoint", "[[1,1],[2,2]]") "," SHAPE("Point", "[1e300,1]")));
    read_plain();
    assert_int_equal(layer.fault[0], GEODATA_GOOD);
    assert_int_equal(layer.fault[1], GEODATA_SEVERAL);
    assert_int_equal(layer.fault[2], GEODATA_OFF_EARTH);
    geodata_layer_clear(&layer);
}

/* A hole counts as one, whichever way its ring runs; parts are one polygon. */
static void holes(void **state)
{
    double whole, with;

    (void)state;
    put_text(
        "h.geojson",
        COLLECTION(SHAPE("Polygon", "[[[0,0],[3,0],[3,3],[0,3],[0,0]]]") "," SHAPE(
            "Polygon", "[[[0,0],[0,3],[3,3],[3,0],[0,0]],[[1,1],[2,1],[2,2],[1,2],[1,"
                       "1]]]") "," SHAPE("MultiPolygon",
                                         "[" SQUARE ",[[[5,1],[6,1],[6,2],[5,2],[5,1]]]]")));
    assert_int_equal(read_as(NULL, NULL, NULL, GEODATA_AS_IS), ERR_OK);
    whole = strtod(text(0, column_of("area_km2")), NULL);
    with = strtod(text(1, column_of("area_km2")), NULL);
    assert_near(whole, 9e-6, 1e-12, 0); /* a plane of metres */
    assert_near(with, 8e-6, 1e-12, 0);
    assert_near(strtod(text(2, column_of("area_km2")), NULL), 2e-6, 1e-12, 0);
    geodata_layer_clear(&layer);
}

static void names(void **state)
{
    char *part;

    (void)state;
    assert_true(geodata_named("a.SHP"));
    assert_true(geodata_named("x/a.geojson"));
    assert_false(geodata_named("a.csv"));
    assert_false(geodata_named("shp"));
    part = geodata_part("a.shp", 2);
    assert_string_equal(part, "a.dbf");
    free(part);
    assert_null(geodata_part("a.gpkg", 1));
    part = geodata_part("a.gpkg", 0);
    assert_string_equal(part, "a.gpkg");
    free(part);
    put_text("CAPITALS.DBF", "");
    part = geodata_part(in("CAPITALS.SHP"), 2);
    assert_string_equal(part, in("CAPITALS.DBF"));
    free(part);
    put_text("CAPITALS.dbf", ""); /* which GDAL takes then */
    part = geodata_part(in("CAPITALS.SHP"), 2);
    assert_string_equal(part, in("CAPITALS.dbf"));
    free(part);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(formats), cmocka_unit_test(archives),  cmocka_unit_test(projected),
        cmocka_unit_test(datums),  cmocka_unit_test(encodings), cmocka_unit_test(layers),
        cmocka_unit_test(faults),  cmocka_unit_test(holes),     cmocka_unit_test(names),
    };

    return cmocka_run_group_tests_name("geodata", tests, setup, teardown);
}
