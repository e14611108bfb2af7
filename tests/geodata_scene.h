/* geodata_scene.h - a folder with four points or four squares in files that tests write, and
 * the reading of them. For test_geodata.c and test_geodata_bad.c. */
#ifndef CHARGEPLAN_TESTS_GEODATA_SCENE_H
#define CHARGEPLAN_TESTS_GEODATA_SCENE_H

#include "tests/assert.h"

#include <stdlib.h>
#include <string.h>

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

static void put_text(const char *name, const char *what)
{
    FILE *f = fopen(in(name), "wb");

    assert_non_null(f);
    fputs(what, f);
    fclose(f);
}

#endif
