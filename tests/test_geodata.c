/* test_geodata.c - label: unit. Layers of every format, written by the test byte by byte, are
 * read back: places, texts, numbers, faults; and every way a file can be bad is one sentence.
 */
#include "tests/assert.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "scenarios/geo.h"
#include "scenarios/geodata.h"
#include "tests/fixture_layers.h"

enum { N = 4 };
static char folder[] = "/tmp/chargeplan-geodata-XXXXXX";
static char path[256];
static struct error err;
static struct geodata_layer layer;

static const double lon[N] = {114.0625, 114.1, 113.98, 114.3},
                    lat[N] = {22.5, 22.61, 22.55, 22.7};
static double ring_x[5 * N], ring_y[5 * N];
static const char *const columns[] = {"id", "people", "name"};
static const bool numbers[] = {false, true, false};
static const char *const cells[] = {"a", "12.5", "福田", "b", "0",   "x y",
                                    "c", "7",    "罗湖", "d", "1e3", "\"q\""};

static struct fixture_layer points(void)
{
    return (struct fixture_layer){.name = "sites",
                                  .n = N,
                                  .x = lon,
                                  .y = lat,
                                  .n_columns = 3,
                                  .column = columns,
                                  .number = numbers,
                                  .cell = cells,
                                  .srs = 4326,
                                  .wkt = fixture_wkt_wgs84};
}

/* Squares of 0.01 degree whose south-western corners are the points. */
static struct fixture_layer squares(void)
{
    const double east[] = {0, 0.01, 0.01, 0, 0}, north[] = {0, 0, 0.01, 0.01, 0};
    struct fixture_layer l = points();

    for (int k = 0; k < 5 * N; k++) {
        ring_x[k] = lon[k / 5] + east[k % 5];
        ring_y[k] = lat[k / 5] + north[k % 5];
    }
    l.name = "zones";
    l.polygons = true;
    l.x = ring_x;
    l.y = ring_y;
    return l;
}

static const char *in(const char *name)
{
    snprintf(path, sizeof path, "%s/%s", folder, name);
    return path;
}

static int setup(void **state)
{
    (void)state;
    return mkdtemp(folder) == NULL;
}

static int teardown(void **state)
{
    char command[300];

    (void)state;
    snprintf(command, sizeof command, "rm -rf %s", folder);
    return system(command);
}

/* Reads the file of `path`, with what a scenario may say. */
static enum err read_as(const char *name, const char *crs, const char *encoding,
                        enum geodata_places places)
{
    struct geodata_source source = {.path = path,
                                    .section = "zones",
                                    .layer = name,
                                    .encoding = encoding,
                                    .crs = crs,
                                    .places = places};

    return geodata_read(&layer, &source, &err);
}

static void read_plain(void)
{
    if (read_as(NULL, NULL, NULL, GEODATA_OWN) != ERR_OK) fail_msg("%s", err.text);
}

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

/* 2.5 GB of blanks: eighty names of the same 32 MB. Nothing of it is unpacked. */
static void bomb(void **state)
{
    char command[700];

    (void)state;
    snprintf(command, sizeof command,
             "cd %s && " PYTHON " -c 'import copy, zipfile\n"
             "with zipfile.ZipFile(\"bomb.zip\", \"w\", zipfile.ZIP_DEFLATED) as z:\n"
             "    z.writestr(\"a.geojson\", b\" \" * (1 << 25))\n"
             "    for k in range(79):\n"
             "        more = copy.copy(z.filelist[0])\n"
             "        more.filename = \"%%d.geojson\" %% k\n"
             "        z.filelist.append(more)'",
             folder);
    assert_int_equal(system(command), 0);
    in("bomb.zip");
    assert_int_equal(read_as(NULL, NULL, NULL, GEODATA_OWN), ERR_DATA);
    assert_non_null(
        strstr(err.text, "the archive's files are 2560 MB unpacked; at most 2048 MB"));
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

    (void)state;
    fixture_put_geojson(in("d.geojson"), &p);
    assert_int_equal(read_as(NULL, "EPSG:4490", NULL, GEODATA_OWN), ERR_OK);
    check_points(1e-12);
    assert_int_equal(read_as(NULL, "EPSG:4610", NULL, GEODATA_OWN), ERR_DATA);
    assert_non_null(strstr(err.text, "zones.crs: there is no exact way from its system of "
                                     "coordinates, 'Xian 1980', to WGS 84; GDAL says: "));
    assert_int_equal(read_as(NULL, "EPSG:1", NULL, GEODATA_OWN), ERR_DATA);
    assert_non_null(
        strstr(err.text, "zones.crs: 'EPSG:1' is no system of coordinates on Earth"));
    assert_int_equal(read_as(NULL, "http://localhost/a.prj", NULL, GEODATA_OWN), ERR_DATA);
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
        assert_non_null(strstr(err.text,
                               "nothing says how its texts are written (there is no "
                               ".cpg file beside it); set zones.encoding: one of them "
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

static void put_text(const char *name, const char *what)
{
    FILE *f = fopen(in(name), "wb");

    assert_non_null(f);
    fputs(what, f);
    fclose(f);
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

/* ---- bad files ---- */

static void cut(const char *name, double part)
{
    struct stat info;

    assert_int_equal(stat(in(name), &info), 0);
    assert_int_equal(truncate(path, (off_t)(part * (double)info.st_size)), 0);
}

static void refuse(const char *name, const char *sentence)
{
    in(name);
    if (read_as(NULL, NULL, NULL, GEODATA_OWN) == ERR_OK) fail_msg("%s was read", name);
    assert_int_equal(err.code, ERR_DATA);
    if (strstr(err.text, sentence) == NULL || strncmp(err.text, path, strlen(path)) != 0 ||
        strchr(err.text, '\n') != NULL)
        fail_msg("%s: %s", name, err.text);
}

static void bad_shapefiles(void **state)
{
    static const char *const missing[][2] = {
        {"s.dbf", "its .dbf file, which holds the columns, is not beside it"},
        {"s.shx", "its .shx file, which holds the places of its records, is not beside it"},
        {"s.prj", "(its .prj is missing or empty); set zones.crs"},
    };
    struct fixture_layer s = squares();

    (void)state;
    for (int k = 0; k < 3; k++) {
        fixture_put_shapefile(in("s.shp"), &s, "UTF-8", 0);
        remove(in(missing[k][0]));
        refuse("s.shp", missing[k][1]);
    }
    fixture_put_shapefile(in("s.shp"), &s, "UTF-8", 0);
    cut("s.shp", 0.6);
    refuse("s.shp", "feature 2 cannot be read; GDAL says: ");
    fixture_put_shapefile(in("s.shp"), &s, "UTF-8", 0);
    cut("s.dbf", 0.9);
    refuse("s.shp", "GDAL says: ");
    fixture_put_shapefile(in("s.shp"), &s, "UTF-8", 0);
    cut("s.shx", 0.9);
    refuse("s.shp", "is no Shapefile, or is damaged; GDAL says: ");
    put_text("s.shp", "");
    refuse("s.shp", "is no Shapefile, or is damaged");
}

static void bad_files(void **state)
{
    struct fixture_layer s = squares();

    (void)state;
    fixture_put_gpkg(in("b.gpkg"), 1, &s);
    cut("b.gpkg", 0.5);
    refuse("b.gpkg", "; GDAL says: ");
    put_text("b.gpkg", "no database");
    refuse("b.gpkg", "is no GeoPackage, or is damaged; GDAL says: ");
    fixture_put_gpkg(in("w.gpkg"), 1, &s);
    put_text("w.gpkg-wal", "changes");
    refuse("w.gpkg", "another program holds changes of it");
    fixture_put_geojson(in("b.geojson"), &s);
    cut("b.geojson", 0.7);
    refuse("b.geojson", "is no GeoJSON file, or is damaged; GDAL says: ");
    put_text("b.geojson", "");
    refuse("b.geojson", "is no GeoJSON file, or is damaged");
    put_text("b.zip", "no archive");
    refuse("b.zip", "is no zip archive, or is damaged or empty");
    mkdir(in("d.gpkg"), 0777);
    refuse("d.gpkg", "is a folder, not a file");
    mkfifo(in("pipe.geojson"), 0666);
    refuse("pipe.geojson", "is not a regular file");
    refuse("nothing.shp", "cannot be opened: No such file or directory");
}

/* Nothing is written beside a file that is read, not even what SQLite writes while it reads. */
static void leaves_nothing(void **state)
{
    struct fixture_layer s = squares();
    char command[400], home[256];

    (void)state;
    snprintf(home, sizeof home, "%s/alone", folder);
    mkdir(home, 0777);
    fixture_put_gpkg(in("alone/z.gpkg"), 1, &s);
    read_plain();
    geodata_layer_clear(&layer);
    snprintf(command, sizeof command, "test \"$(ls -A %s)\" = z.gpkg", home);
    assert_int_equal(system(command), 0);
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
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(formats),   cmocka_unit_test(archives),
        cmocka_unit_test(bomb),      cmocka_unit_test(projected),
        cmocka_unit_test(datums),    cmocka_unit_test(encodings),
        cmocka_unit_test(layers),    cmocka_unit_test(faults),
        cmocka_unit_test(holes),     cmocka_unit_test(bad_shapefiles),
        cmocka_unit_test(bad_files), cmocka_unit_test(leaves_nothing),
        cmocka_unit_test(names),
    };

    return cmocka_run_group_tests_name("geodata", tests, setup, teardown);
}
