/* fixture_layers.c - see fixture_layers.h.
 *
 * Sources: ESRI, Shapefile Technical Description (1998); OGC 12-128r17, GeoPackage; RFC 7946.
 */
#include "tests/fixture_layers.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <sqlite3.h>

const char fixture_wkt_wgs84[] =
    "GEOGCS[\"GCS_WGS_1984\",DATUM[\"D_WGS_1984\",SPHEROID[\"WGS_1984\",6378137.0,"
    "298.257223563]],PRIMEM[\"Greenwich\",0.0],UNIT[\"Degree\",0.0174532925199433]]";

static FILE *open_file(const char *path)
{
    FILE *f = fopen(path, "wb");

    if (f == NULL) fail_msg("%s cannot be written", path);
    return f;
}

static void close_file(FILE *f)
{
    assert_int_equal(ferror(f), 0);
    assert_int_equal(fclose(f), 0);
}

/* Points of feature k: first_of(k) .. first_of(k + 1) - 1. */
static int first_of(const struct fixture_layer *l, int k)
{
    if (l->line_start != NULL) return l->line_start[k];
    return l->polygons ? 5 * k : k;
}

static bool is_points(const struct fixture_layer *l)
{
    return !l->polygons && l->line_start == NULL;
}

/* ---- GeoJSON ---- */

static void put_json_text(FILE *f, const char *text)
{
    fputc('"', f);
    for (; *text != '\0'; text++) {
        if (*text == '"' || *text == '\\') fputc('\\', f);
        fputc(*text, f);
    }
    fputc('"', f);
}

static void put_json_shape(FILE *f, const struct fixture_layer *l, int k)
{
    int first = first_of(l, k);

    if (is_points(l)) {
        fprintf(f, "{\"type\":\"Point\",\"coordinates\":[%.17g,%.17g]}", l->x[k], l->y[k]);
        return;
    }
    fputs(l->polygons ? "{\"type\":\"Polygon\",\"coordinates\":[["
                      : "{\"type\":\"LineString\",\"coordinates\":[",
          f);
    for (int c = first; c < first_of(l, k + 1); c++)
        fprintf(f, "%s[%.17g,%.17g]", c > first ? "," : "", l->x[c], l->y[c]);
    fputs(l->polygons ? "]]}" : "]}", f);
}

void fixture_put_geojson(const char *path, const struct fixture_layer *l)
{
    FILE *f = open_file(path);

    fputs("{\"type\":\"FeatureCollection\",\"features\":[\n", f);
    for (int k = 0; k < l->n; k++) {
        fprintf(f, "%s{\"type\":\"Feature\",\"properties\":{", k > 0 ? ",\n" : "");
        for (int c = 0; c < l->n_columns; c++) {
            if (c > 0) fputc(',', f);
            put_json_text(f, l->column[c]);
            fputc(':', f);
            if (l->number[c])
                fputs(l->cell[k * l->n_columns + c], f);
            else
                put_json_text(f, l->cell[k * l->n_columns + c]);
        }
        fputs("},\"geometry\":", f);
        put_json_shape(f, l, k);
        fputc('}', f);
    }
    fputs("\n]}\n", f);
    close_file(f);
}

/* ---- Shapefile ---- */

static void put_big(FILE *f, uint32_t v)
{
    for (int k = 3; k >= 0; k--)
        fputc((int)(v >> (8 * k) & 255), f);
}

static void put_little(FILE *f, uint64_t v, int bytes)
{
    for (int k = 0; k < bytes; k++)
        fputc((int)(v >> (8 * k) & 255), f);
}

static void put_double(FILE *f, double v)
{
    uint64_t bits;

    memcpy(&bits, &v, sizeof bits);
    put_little(f, bits, 8);
}

/* Least rectangle around points `from` to `to` of the layer. */
static void put_box(FILE *f, const struct fixture_layer *l, int from, int to)
{
    double box[4] = {l->x[from], l->y[from], l->x[from], l->y[from]};

    for (int k = from; k < to; k++) {
        if (l->x[k] < box[0]) box[0] = l->x[k];
        if (l->y[k] < box[1]) box[1] = l->y[k];
        if (l->x[k] > box[2]) box[2] = l->x[k];
        if (l->y[k] > box[3]) box[3] = l->y[k];
    }
    for (int k = 0; k < 4; k++)
        put_double(f, box[k]);
}

static uint32_t shape_code(const struct fixture_layer *l)
{
    if (l->line_start != NULL) return 3;
    return l->polygons ? 5 : 1;
}

static void put_shape_head(FILE *f, const struct fixture_layer *l, uint32_t words)
{
    put_big(f, 9994);
    for (int k = 0; k < 5; k++)
        put_big(f, 0);
    put_big(f, words);
    put_little(f, 1000, 4);
    put_little(f, shape_code(l), 4);
    put_box(f, l, 0, first_of(l, l->n));
    for (int k = 0; k < 4; k++)
        put_double(f, 0);
}

static void put_shape(FILE *f, const struct fixture_layer *l, int k)
{
    int first = first_of(l, k), end = first_of(l, k + 1);

    put_little(f, shape_code(l), 4);
    if (is_points(l)) {
        put_double(f, l->x[k]);
        put_double(f, l->y[k]);
        return;
    }
    put_box(f, l, first, end);
    put_little(f, 1, 4);
    put_little(f, (uint64_t)(end - first), 4);
    put_little(f, 0, 4);
    for (int c = first; c < end; c++) { /* outer rings run clockwise in this format */
        int at = l->polygons ? first + end - 1 - c : c;

        put_double(f, l->x[at]);
        put_double(f, l->y[at]);
    }
}

static void beside(char *out, size_t size, const char *path, const char *ending)
{
    snprintf(out, size, "%.*s%s", (int)(strlen(path) - 4), path, ending);
}

enum { DBF_WIDTH = 20 };

static void put_dbf(const char *path, const struct fixture_layer *l, int ldid)
{
    FILE *f = open_file(path);

    put_little(f, 3, 1);
    put_little(f, 0x010164, 3); /* a date */
    put_little(f, (uint64_t)l->n, 4);
    put_little(f, (uint64_t)(33 + 32 * l->n_columns), 2);
    put_little(f, (uint64_t)(1 + DBF_WIDTH * l->n_columns), 2);
    for (int k = 12; k < 29; k++)
        fputc(0, f);
    put_little(f, (uint64_t)ldid, 1);
    put_little(f, 0, 2);
    for (int c = 0; c < l->n_columns; c++) {
        char name[11] = "";

        snprintf(name, sizeof name, "%s", l->column[c]);
        fwrite(name, 1, sizeof name, f);
        fputc(l->number[c] ? 'N' : 'C', f);
        put_little(f, 0, 4);
        fputc(DBF_WIDTH, f);
        fputc(l->number[c] ? 8 : 0, f);
        for (int k = 0; k < 14; k++)
            fputc(0, f);
    }
    fputc(13, f);
    for (int k = 0; k < l->n; k++) {
        fputc(' ', f);
        for (int c = 0; c < l->n_columns; c++)
            fprintf(f, l->number[c] ? "%*s" : "%-*s", DBF_WIDTH, l->cell[k * l->n_columns + c]);
    }
    fputc(26, f);
    close_file(f);
}

static void put_line(const char *path, const char *text)
{
    FILE *f = open_file(path);

    fputs(text, f);
    close_file(f);
}

static uint32_t record_of(const struct fixture_layer *l, int k)
{
    if (is_points(l)) return 20;
    return 4 + 32 + 8 + 4 + 16 * (uint32_t)(first_of(l, k + 1) - first_of(l, k));
}

void fixture_put_shapefile(const char *path, const struct fixture_layer *l, const char *cpg,
                           int ldid)
{
    uint32_t at = 50, total = 50;
    char other[512];
    FILE *shp = open_file(path), *shx;

    beside(other, sizeof other, path, ".shx");
    shx = open_file(other);
    for (int k = 0; k < l->n; k++)
        total += (record_of(l, k) + 8) / 2;
    put_shape_head(shp, l, total);
    put_shape_head(shx, l, 50 + (uint32_t)l->n * 4);
    for (int k = 0; k < l->n; k++) {
        uint32_t record = record_of(l, k);

        put_big(shx, at);
        at += (record + 8) / 2;
        put_big(shx, record / 2);
        put_big(shp, (uint32_t)k + 1);
        put_big(shp, record / 2);
        put_shape(shp, l, k);
    }
    close_file(shp);
    close_file(shx);
    beside(other, sizeof other, path, ".dbf");
    put_dbf(other, l, ldid);
    beside(other, sizeof other, path, ".prj");
    remove(other);
    if (l->wkt != NULL) put_line(other, l->wkt);
    beside(other, sizeof other, path, ".cpg");
    remove(other);
    if (cpg != NULL) put_line(other, cpg);
}

/* ---- GeoPackage ---- */

static void sql(sqlite3 *db, const char *fmt, ...)
{
    va_list args;
    char *text, *why = NULL;

    va_start(args, fmt);
    text = sqlite3_vmprintf(fmt, args);
    va_end(args);
    if (sqlite3_exec(db, text, NULL, NULL, &why) != SQLITE_OK) fail_msg("%s: %s", text, why);
    sqlite3_free(text);
}

static size_t add(unsigned char *to, size_t at, const void *bytes, size_t n)
{
    memcpy(to + at, bytes, n);
    return at + n;
}

/* Header and little-endian WKB. */
static size_t shape_blob(unsigned char *b, const struct fixture_layer *l, int k)
{
    int from = first_of(l, k), to = first_of(l, k + 1);
    uint32_t type = l->line_start != NULL ? 2
                    : l->polygons         ? 3
                                          : 1,
             rings = 1, points = (uint32_t)(to - from);
    int32_t srs = l->srs;
    size_t n = add(b, 0, "GP\0\1", 4);

    n = add(b, n, &srs, 4);
    n = add(b, n, "\1", 1);
    n = add(b, n, &type, 4);
    if (l->polygons) n = add(b, n, &rings, 4);
    if (!is_points(l)) n = add(b, n, &points, 4);
    for (int c = from; c < to; c++) {
        n = add(b, n, &l->x[c], 8);
        n = add(b, n, &l->y[c], 8);
    }
    return n;
}

static void put_table(sqlite3 *db, const struct fixture_layer *l)
{
    unsigned char blob[4096];

    sql(db,
        "INSERT INTO gpkg_contents(table_name, data_type, identifier, srs_id) "
        "VALUES(%Q, 'features', %Q, %d)",
        l->name, l->name, l->srs);
    sql(db, "INSERT INTO gpkg_geometry_columns VALUES(%Q, 'geom', %Q, %d, 0, 0)", l->name,
        l->line_start != NULL ? "LINESTRING"
        : l->polygons         ? "POLYGON"
                              : "POINT",
        l->srs);
    sql(db, "CREATE TABLE \"%w\"(fid INTEGER PRIMARY KEY, geom BLOB)", l->name);
    for (int c = 0; c < l->n_columns; c++)
        sql(db, "ALTER TABLE \"%w\" ADD COLUMN \"%w\" %s", l->name, l->column[c],
            l->number[c] ? "REAL" : "TEXT");
    for (int k = 0; k < l->n; k++) {
        sqlite3_stmt *statement = NULL;
        char *text =
            sqlite3_mprintf("INSERT INTO \"%w\"(fid, geom) VALUES(%d, ?)", l->name, k + 1);

        assert_int_equal(sqlite3_prepare_v2(db, text, -1, &statement, NULL), SQLITE_OK);
        sqlite3_bind_blob(statement, 1, blob, (int)shape_blob(blob, l, k), SQLITE_TRANSIENT);
        assert_int_equal(sqlite3_step(statement), SQLITE_DONE);
        sqlite3_finalize(statement);
        sqlite3_free(text);
        for (int c = 0; c < l->n_columns; c++)
            sql(db,
                l->number[c] ? "UPDATE \"%w\" SET \"%w\" = %s WHERE fid = %d"
                             : "UPDATE \"%w\" SET \"%w\" = %Q WHERE fid = %d",
                l->name, l->column[c], l->cell[k * l->n_columns + c], k + 1);
    }
}

void fixture_put_gpkg(const char *path, int n, const struct fixture_layer *layer)
{
    sqlite3 *db = NULL;

    remove(path);
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    sql(db, "PRAGMA application_id = 1196444487; PRAGMA user_version = 10200; BEGIN");
    sql(db, "CREATE TABLE gpkg_spatial_ref_sys(srs_name TEXT NOT NULL, srs_id INTEGER PRIMARY "
            "KEY, organization TEXT NOT NULL, organization_coordsys_id INTEGER NOT NULL, "
            "definition TEXT NOT NULL, description TEXT)");
    sql(db, "INSERT INTO gpkg_spatial_ref_sys VALUES"
            "('Undefined Cartesian SRS', -1, 'NONE', -1, 'undefined', ''),"
            "('Undefined geographic SRS', 0, 'NONE', 0, 'undefined', ''),"
            "('WGS 84', 4326, 'EPSG', 4326, 'GEOGCS[\"WGS 84\",DATUM[\"WGS_1984\",SPHEROID["
            "\"WGS 84\",6378137,298.257223563]],PRIMEM[\"Greenwich\",0],UNIT[\"degree\","
            "0.0174532925199433],AUTHORITY[\"EPSG\",\"4326\"]]', ''),"
            "('UTM 50N', 32650, 'EPSG', 32650, 'PROJCS[\"WGS 84 / UTM zone 50N\",GEOGCS[\"WGS "
            "84\",DATUM[\"WGS_1984\",SPHEROID[\"WGS 84\",6378137,298.257223563]],PRIMEM["
            "\"Greenwich\",0],UNIT[\"degree\",0.0174532925199433]],PROJECTION["
            "\"Transverse_Mercator\"],PARAMETER[\"latitude_of_origin\",0],PARAMETER["
            "\"central_meridian\",117],PARAMETER[\"scale_factor\",0.9996],PARAMETER["
            "\"false_easting\",500000],PARAMETER[\"false_northing\",0],UNIT[\"metre\",1],"
            "AUTHORITY[\"EPSG\",\"32650\"]]', '')");
    sql(db, "CREATE TABLE gpkg_contents(table_name TEXT PRIMARY KEY, data_type TEXT NOT NULL, "
            "identifier TEXT, description TEXT DEFAULT '', last_change DATETIME DEFAULT "
            "'2000-01-01T00:00:00.000Z', min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y "
            "DOUBLE, srs_id INTEGER)");
    sql(db, "CREATE TABLE gpkg_geometry_columns(table_name TEXT, column_name TEXT, "
            "geometry_type_name TEXT, srs_id INTEGER, z TINYINT, m TINYINT)");
    for (int k = 0; k < n; k++)
        put_table(db, &layer[k]);
    sql(db, "COMMIT");
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
}
