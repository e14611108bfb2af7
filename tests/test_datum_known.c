/* test_datum_known.c - label: known. Shenzhen's stations, published in GCJ-02, stand in the
 * city's traffic zones only once they are converted. Where the data folder is, a missing file
 * is a failure. */
#include "tests/assert.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "scenarios/csv.h"
#include "scenarios/datum.h"

/* The polygons of a shapefile as edges; enough for the even-odd rule, which holes obey too.
 * Source of the format: ESRI Shapefile Technical Description, July 1998, pages 2 to 8. */
struct polygon {
    double west, south, east, north;
    int n_parts, n_points;
    int *part;            /* [n_parts] first point of each ring */
    struct lonlat *point; /* [n_points] */
};

struct polygons {
    int n;
    struct polygon *polygon;
};

static const char *shared_dir(void)
{
    const char *dir = getenv("CHARGEPLAN_SHARED");

    return dir != NULL ? dir : SHARED_DIR;
}

static void shared_path(char *path, size_t size, const char *name)
{
    snprintf(path, size, "%s/data/shenzhen/%s", shared_dir(), name);
}

static uint32_t word(const unsigned char *b, bool big)
{
    return big ? (uint32_t)b[0] << 24 | (uint32_t)b[1] << 16 | (uint32_t)b[2] << 8 | b[3]
               : (uint32_t)b[3] << 24 | (uint32_t)b[2] << 16 | (uint32_t)b[1] << 8 | b[0];
}

static int little(const unsigned char *b)
{
    return (int)word(b, false);
}

static double real(const unsigned char *b)
{
    uint64_t bits = (uint64_t)word(b + 4, false) << 32 | word(b, false);
    double value;

    memcpy(&value, &bits, sizeof value);
    return value;
}

/* The file is in web Mercator: a sphere of 6378137 m, whatever the ellipsoid. */
static struct lonlat unproject(const unsigned char *b)
{
    const double radius = 6378137;

    return (struct lonlat){real(b) / radius * (180 / M_PI),
                           atan(sinh(real(b + 8) / radius)) * (180 / M_PI)};
}

static void read_polygon(struct polygon *p, const unsigned char *content, size_t n)
{
    assert_int_equal(little(content), 5);
    p->n_parts = little(content + 36);
    p->n_points = little(content + 40);
    assert_true(n == 44 + 4 * (size_t)p->n_parts + 16 * (size_t)p->n_points);
    p->part = calloc((size_t)p->n_parts, sizeof *p->part);
    p->point = calloc((size_t)p->n_points, sizeof *p->point);
    assert_true(p->part != NULL && p->point != NULL);
    for (int k = 0; k < p->n_parts; k++)
        p->part[k] = little(content + 44 + 4 * k);
    p->west = p->south = INFINITY;
    p->east = p->north = -INFINITY;
    for (int k = 0; k < p->n_points; k++) {
        struct lonlat q = unproject(content + 44 + 4 * p->n_parts + 16 * k);

        p->point[k] = q;
        p->west = fmin(p->west, q.lon);
        p->east = fmax(p->east, q.lon);
        p->south = fmin(p->south, q.lat);
        p->north = fmax(p->north, q.lat);
    }
}

static void read_layer(struct polygons *layer)
{
    static unsigned char bytes[1000000];
    char path[512];
    FILE *in;
    size_t n;

    shared_path(path, sizeof path, "SZ_districts.shp");
    in = fopen(path, "rb");
    if (in == NULL) fail_msg("%s is missing", path);
    n = fread(bytes, 1, sizeof bytes, in);
    fclose(in);
    assert_true(n > 100 && n < sizeof bytes);
    assert_int_equal(word(bytes, true), 9994);
    assert_int_equal(2 * (size_t)word(bytes + 24, true), n);
    layer->polygon = calloc(n / 52, sizeof *layer->polygon); /* the least a record takes */
    assert_non_null(layer->polygon);
    for (size_t at = 100; at < n;) {
        size_t length = 2 * (size_t)word(bytes + at + 4, true);

        assert_true(at + 8 + length <= n);
        read_polygon(&layer->polygon[layer->n++], bytes + at + 8, length);
        at += 8 + length;
    }
}

static void free_layer(struct polygons *layer)
{
    for (int k = 0; k < layer->n; k++) {
        free(layer->polygon[k].part);
        free(layer->polygon[k].point);
    }
    free(layer->polygon);
}

static bool inside(const struct polygon *p, struct lonlat q)
{
    bool odd = false;

    if (q.lon < p->west || q.lon > p->east || q.lat < p->south || q.lat > p->north)
        return false;
    for (int r = 0; r < p->n_parts; r++) {
        int end = r + 1 < p->n_parts ? p->part[r + 1] : p->n_points;

        for (int k = p->part[r]; k + 1 < end; k++) { /* a ring ends where it begins */
            struct lonlat a = p->point[k], b = p->point[k + 1];

            if ((a.lat > q.lat) == (b.lat > q.lat)) continue;
            if (q.lon < a.lon + (q.lat - a.lat) / (b.lat - a.lat) * (b.lon - a.lon)) odd = !odd;
        }
    }
    return odd;
}

static bool in_some(const struct polygons *layer, struct lonlat q)
{
    for (int k = 0; k < layer->n; k++)
        if (inside(&layer->polygon[k], q)) return true;
    return false;
}

/* Figures of README.md beside the data: stations in some polygon, as they are and converted. */
static struct row {
    const char *name, *file, *lon, *lat;
    int n, before, after;
} rows[] = {
    {"1,362 stations", "stations.csv", "longitude", "latitude", 1362, 1305, 1360},
    {"1,706 fast and slow sites", "stations_2022_fast_slow.csv", "longitude", "latitude", 1706,
     1645, 1704},
};

static void stations(void **state)
{
    const struct row *r = *state;
    struct polygons layer = {0};
    struct csv *csv = NULL;
    struct error err;
    char path[512];
    int lon = -1, lat = -1, before = 0, after = 0;

    read_layer(&layer);
    assert_int_equal(layer.n, 491);
    shared_path(path, sizeof path, r->file);
    if (csv_read(&csv, path, &err) != ERR_OK) fail_msg("%s", err.text);
    assert_int_equal(csv_need_column(csv, r->lon, &lon, &err), ERR_OK);
    assert_int_equal(csv_need_column(csv, r->lat, &lat, &err), ERR_OK);
    assert_int_equal(csv_n_rows(csv), r->n);
    for (int k = 0; k < csv_n_rows(csv); k++) {
        struct lonlat p = {0, 0};

        assert_int_equal(csv_number(csv, k, lon, -180, 180, &p.lon, &err), ERR_OK);
        assert_int_equal(csv_number(csv, k, lat, -90, 90, &p.lat, &err), ERR_OK);
        before += in_some(&layer, p);
        after += in_some(&layer, datum_to_wgs84(COORD_GCJ02, p));
    }
    assert_int_equal(before, r->before);
    assert_int_equal(after, r->after);
    csv_free(csv);
    free_layer(&layer);
}

int main(void)
{
    struct CMUnitTest tests[COUNT(rows)];
    char data[512];

    shared_path(data, sizeof data, "");
    if (access(data, R_OK) != 0) {
        print_message("skipped: there is no %s\n", data);
        return 0;
    }
    for (size_t k = 0; k < COUNT(rows); k++)
        tests[k] = (struct CMUnitTest){rows[k].name, stations, NULL, NULL, &rows[k]};
    return cmocka_run_group_tests_name("datum known", tests, NULL, NULL);
}
