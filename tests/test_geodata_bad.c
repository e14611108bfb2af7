/* test_geodata_bad.c - label: unit. Every way a file of a layer can be bad is one sentence, and
 * reading leaves nothing behind. */
#define _DEFAULT_SOURCE /* utimes, usleep */
#include "tests/geodata_scene.h"

#include <signal.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

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
        {"s.prj", "(its .prj is missing, empty or damaged); set zones.crs"},
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

static void copy(const char *from, const char *to)
{
    char command[600];

    snprintf(command, sizeof command, "cp %s/%s '%s/%s'", folder, from, folder, to);
    assert_int_equal(system(command), 0);
}

/* Names and parts that GDAL or SQLite would take for something else, or pass over. */
static void misleading(void **state)
{
    static const unsigned char journal[] = {0xd9, 0xd5, 0x05, 0xf9, 0};
    struct fixture_layer s = squares();
    char command[700];

    (void)state;
    fixture_put_gpkg(in("j.gpkg"), 1, &s);
    copy("j.gpkg", "a%20b.gpkg");
    refuse("a%20b.gpkg", "the name of a GeoPackage cannot have a % in it; rename it");
    copy("j.gpkg", "GPKG:x?y#z.gpkg");
    in("GPKG:x?y#z.gpkg");
    read_plain();
    geodata_layer_clear(&layer);
    snprintf(command, sizeof command,
             "cd %s && " PYTHON " -c 'import sqlite3\n"
             "c = sqlite3.connect(\"j.gpkg\")\n"
             "c.execute(\"update zones set people = \\\"many\\\" where rowid = 3\")\n"
             "c.commit()'",
             folder);
    assert_int_equal(system(command), 0);
    refuse("j.gpkg", "feature 3: column people: 'many' is a text in a column of figures");
    fixture_put_gpkg(in("j.gpkg"), 1, &s);
    put_text("j.gpkg-journal", "");
    in("j.gpkg");
    read_plain();
    geodata_layer_clear(&layer);
    put_text("j.gpkg-journal", (const char *)journal);
    refuse("j.gpkg", "another program holds changes of it in a file beside it that ends in -j");
    fixture_put_shapefile(in("d.shp"), &s, "UTF-8", 0);
    in("d.shp");
    assert_int_equal(read_as(NULL, NULL, "GKB", GEODATA_OWN), ERR_DATA);
    assert_non_null(strstr(err.text, "zones.encoding: there is no encoding 'GKB'"));
    put_text("d.cpg", "\377\377");
    refuse("d.shp", "nothing says how its texts are written");
    fixture_put_shapefile(in("d.shp"), &s, "UTF-8", 0);
    s.n = 2;
    fixture_put_shapefile(in("e.shp"), &s, "UTF-8", 0);
    s.n = N;
    copy("e.dbf", "d.dbf");
    refuse("d.shp",
           "its .dbf file has 2 rows and its .shx file 4 shapes, so they are not of one");
    put_text("d.dbf", "no table");
    refuse("d.shp", "its .dbf file, which holds the columns, is damaged");
    snprintf(command, sizeof command,
             "cd %s && " PYTHON " -c 'import zipfile\n"
             "with zipfile.ZipFile(\"k.zip\", \"w\") as z:\n"
             "    z.writestr(\"a.txt\", b\"x\" * 70000)\n"
             "    z.writestr(\"a.geojson\", b\"{}\")\n"
             "b = bytearray(open(\"k.zip\", \"rb\").read())\n"
             "b[b.rindex(b\"PK\\3\\4\") + 6] |= 1\n"
             "open(\"k.zip\", \"wb\").write(b)'",
             folder);
    assert_int_equal(system(command), 0);
    refuse("k.zip", "the archive is locked by a password");
    copy("k.zip", "k}.zip");
    refuse("k}.zip", "the name of an archive cannot have { or } in it");
    snprintf(command, sizeof command,
             "cd %s && " PYTHON " -c 'import zipfile\n"
             "zipfile.ZipFile(\"p.zip\", \"w\").writestr(\"a.shp\", b\"x\")'",
             folder);
    assert_int_equal(system(command), 0);
    refuse("p.zip", "its .dbf file, which holds the columns, is not beside it");
}

/* Systems of coordinates that the numbers deny, or that nobody knows: another place on Earth
 * if they were taken. */
static void wrong_systems(void **state)
{
    static const char *const unknown[][2] = {
        {"null", NULL},
        {"{\"type\":\"name\",\"properties\":{\"name\":\"urn:ogc:def:crs:OGC:1.3:CRS84\"}}",
         NULL},
        {"{\"type\":\"EPSG\",\"properties\":{\"code\":4326}}", NULL},
        {"{\"type\":\"name\",\"properties\":{\"name\":\"GCJ-02\"}}",
         "its member crs, 'GCJ-02', is no system of coordinates that is known; set zones.crs"},
        {"{\"type\":\"link\",\"properties\":{\"href\":\"http://127.0.0.1:9/\"}}",
         "its member crs is no system of coordinates that is known"},
        {"[]", "its member crs is no system"},
    };
    struct fixture_layer p = points();
    char text[600];

    (void)state;
    for (size_t k = 0; k < COUNT(unknown); k++) {
        snprintf(text, sizeof text,
                 "{ \"type\": \"FeatureCollection\", \"crs\" : %s, \"features\": [{\"type\": "
                 "\"Feature\", \"properties\": {\"crs\": 5}, \"geometry\": {\"type\": "
                 "\"Point\", \"coordinates\": [114, 22]}}]}",
                 unknown[k][0]);
        put_text("c.geojson", text);
        if (unknown[k][1] != NULL) refuse("c.geojson", unknown[k][1]);
        in("c.geojson");
        if (read_as(NULL, unknown[k][1] != NULL ? "EPSG:4326" : NULL, NULL, GEODATA_OWN) !=
            ERR_OK)
            fail_msg("%s", err.text);
        assert_near(layer.x[0], 114, 0, 0);
        geodata_layer_clear(&layer);
    }
    fixture_put_geojson(in("m.geojson"), &p);
    assert_int_equal(read_as(NULL, "EPSG:32650", NULL, GEODATA_OWN), ERR_DATA);
    assert_non_null(strstr(err.text, "its numbers are degrees (the first is 114.062), but 'WGS "
                                     "84 / UTM zone 50N' is a system of metres"));
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

/* Another program writes the file while it is read: a child puts the same bytes there again and
 * again. */
static void changes(void **state)
{
    enum { MANY = 20000 };
    static double x[MANY], y[MANY];
    static const char *cell[MANY];
    static const char *const column[] = {"id"};
    struct fixture_layer many = {.name = "m",
                                 .n = MANY,
                                 .x = x,
                                 .y = y,
                                 .n_columns = 1,
                                 .column = column,
                                 .number = numbers,
                                 .cell = cell};
    pid_t child;
    bool told = false;

    (void)state;
    for (int k = 0; k < MANY; k++) {
        x[k] = 114 + 1e-5 * k;
        y[k] = 22;
        cell[k] = "a";
    }
    fixture_put_geojson(in("busy.geojson"), &many);
    child = fork();
    assert_true(child >= 0);
    while (child == 0) {
        utimes(path, NULL);
        usleep(500);
    }
    for (int k = 0; k < 20 && !told; k++) {
        enum err code = read_as(NULL, NULL, NULL, GEODATA_OWN);

        if (code == ERR_OK) geodata_layer_clear(&layer);
        told = code == ERR_DATA && strstr(err.text, "changed while it was read") != NULL;
    }
    kill(child, SIGKILL);
    waitpid(child, NULL, 0);
    assert_true(told);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bomb),       cmocka_unit_test(bad_shapefiles),
        cmocka_unit_test(bad_files),  cmocka_unit_test(leaves_nothing),
        cmocka_unit_test(misleading), cmocka_unit_test(wrong_systems),
        cmocka_unit_test(changes),
    };

    return cmocka_run_group_tests_name("geodata_bad", tests, setup, teardown);
}
