/* import_urbanev.c - see import_urbanev.h */
#include "output/import/import_urbanev.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "output/folder.h"
#include "output/import/import_file.h"
#include "output/map/cells.h"
#include "scenarios/area_layer.h"
#include "scenarios/datum.h"
#include "scenarios/text.h"

/* The shipped scenario, whose figures it takes. */
extern const char embed_shenzhen_scenario[];

enum part { STATIONS, ZONES, CELLS, PLACES, SCENARIO, N_PARTS };
enum { N_SOURCES = SCENARIO };

static const char *const written[N_PARTS] = {"stations.csv", "zones.gpkg", "cells.csv",
                                             "places.csv", "scenario.yaml"};
/* Names under which the public files are found, the first that is there. */
static const char *const names[N_SOURCES][2] = {
    {"inf.csv", "stations.csv"},
    {"SZ_districts.shp", NULL},
    {"population_cells.csv", NULL},
    {"places_osm.csv", NULL},
};

struct import {
    char *source[N_SOURCES]; /* owned paths */
    struct table stations;   /* raw degrees: the datum is undone here */
    struct area_layer zones;
    int id, x, y, count, named; /* columns of the stations; named -1: none */
    int taz;                    /* column of the zones */
    struct import_urbanev_told *told;
};

static enum err find_sources(struct import *im, const char *folder, struct error *err)
{
    for (int k = 0; k < N_SOURCES; k++) {
        for (int a = 0; a < 2 && im->source[k] == NULL && names[k][a] != NULL; a++) {
            char *path = text_print("%s/%s", folder, names[k][a]);

            if (path == NULL) return error_nomem(err, folder);
            if (access(path, R_OK) == 0)
                im->source[k] = path;
            else
                free(path);
        }
        if (im->source[k] == NULL)
            return error_set(
                err, ERR_DATA,
                "%s: there is no %s%s%s in the folder; scenarios/shenzhen/README.md "
                "says where the data are to be had",
                folder, names[k][0], names[k][1] != NULL ? " or " : "",
                names[k][1] != NULL ? names[k][1] : "");
    }
    return ERR_OK;
}

static enum err read_sources(struct import *im, struct error *err)
{
    const struct table_source stations = {.file = im->source[STATIONS],
                                          .section = "stations",
                                          .id = "",
                                          .coordinates = COORD_WGS84};
    const struct table_source zones = {
        .file = im->source[ZONES], .section = "zones", .id = "", .coordinates = COORD_FILE};
    struct table *t = &im->stations;

    TRY(table_open(t, &stations, err));
    im->id = csv_column(t->csv, "station_id");
    if (im->id < 0) TRY(table_column(t, "id", "TAZID", &im->id, err));
    TRY(table_column(t, "x", "longitude", &im->x, err));
    TRY(table_column(t, "y", "latitude", &im->y, err));
    TRY(table_column(t, "kinds", "charge_count", &im->count, err));
    im->named = csv_column(t->csv, "TAZID");
    TRY(area_layer_open(&im->zones, &zones, NULL, true, err));
    return table_column(&im->zones.table, "id", "TAZID", &im->taz, err);
}

static const char *zone_at(const struct import *im, double lon, double lat)
{
    int k = area_layer_find(&im->zones, lon, lat);

    return k < 0 ? "" : csv_cell(im->zones.table.csv, im->zones.row[k], im->taz);
}

static enum err write_stations(const struct import *im, FILE *stream, struct error *err)
{
    const struct csv *csv = im->stations.csv;
    struct cells row = {.stream = stream};

    cells_head(&row, "station_id,lon,lat,charge_count,taz,taz_named");
    *im->told = (struct import_urbanev_told){.n_zones = im->zones.n};
    for (int r = 0; r < csv_n_rows(csv); r++) {
        struct lonlat raw = {0, 0}, at;
        const char *zone, *named = im->named >= 0 ? csv_cell(csv, r, im->named) : "";

        TRY(table_position(&im->stations, r, im->x, im->y, &raw.lon, &raw.lat, err));
        at = datum_gcj02_to_wgs84(raw);
        zone = zone_at(im, at.lon, at.lat);
        im->told->n_stations++;
        im->told->n_in_zones += *zone != '\0';
        im->told->n_unconverted += *zone_at(im, raw.lon, raw.lat) != '\0';
        im->told->n_named += *zone != '\0' && strcmp(zone, named) == 0;
        cells_text(&row, csv_cell(csv, r, im->id));
        cells_number(&row, at.lon);
        cells_number(&row, at.lat);
        cells_text(&row, csv_cell(csv, r, im->count));
        cells_text(&row, zone);
        cells_text(&row, named);
        cells_end(&row);
    }
    return ERR_OK;
}

static enum err write_zones(const struct import *im, FILE *stream, struct error *err)
{
    const struct polygons *p = &im->zones.polygons;
    const char **taz = malloc(((size_t)p->n + 1) * sizeof *taz);
    double *km2 = malloc(((size_t)p->n + 1) * sizeof *km2);
    struct geodata_out_column column[] = {
        {"taz", "traffic zone", GEODATA_TEXT, taz, NULL, NULL},
        {"area_km2", "km2", GEODATA_NUMBER, NULL, km2, NULL}};
    const struct import_layer out = {
        .geographic = true,
        .layer = {.name = "zones",
                  .title = "Traffic zones",
                  .about = "UrbanEV, CC0 1.0",
                  .shapes = {GEODATA_POLYGONS, p->n, p->ring_start, p->point_start, p->x, p->y},
                  .n_rows = p->n,
                  .n_columns = 2,
                  .column = column}};
    enum err code = taz == NULL || km2 == NULL ? error_nomem(err, "the zones") : ERR_OK;

    for (int k = 0; k < p->n && code == ERR_OK; k++) {
        taz[k] = csv_cell(im->zones.table.csv, im->zones.row[k], im->taz);
        km2[k] = polygons_area_m2(p, k) / 1e6;
    }
    if (code == ERR_OK) code = import_file_put("zones.gpkg", &out, stream, err);
    free(taz);
    free(km2);
    return code;
}

static enum err copy_file(const char *path, FILE *to, struct error *err)
{
    FILE *from = fopen(path, "rb");
    char block[65536];
    size_t n;
    bool bad;

    if (from == NULL)
        return error_set(err, ERR_DATA, "%s: cannot be opened: %s", path, strerror(errno));
    while ((n = fread(block, 1, sizeof block, from)) > 0)
        fwrite(block, 1, n, to);
    bad = ferror(from) != 0;
    fclose(from);
    return bad ? error_set(err, ERR_DATA, "%s: cannot be read", path) : ERR_OK;
}

/* ---- the scenario ---- */

/* What the shipped scenario says of files elsewhere, and what stands there instead. */
static const char *const changes[][2] = {
    {"# The data are not part of the program: name their folder by the environment variable\n"
     "# CHARGEPLAN_SHENZHEN or by --set data.folder=FOLDER. Every figure has its source or "
     "says\n"
     "# assumed; ASSUMPTIONS.md gives the reasons.\n",
     "# Made by chargeplan import urbanev; the files beside it are in WGS 84. Every figure has "
     "its\n"
     "# source or says assumed; scenarios/shenzhen/ASSUMPTIONS.md gives the reasons.\n"},
    {"data:\n  folder: ${CHARGEPLAN_SHENZHEN:-../../../shared/data/shenzhen}\n\n", ""},
    {"  file: population_cells.csv\n", "  file: cells.csv\n"},
    {"\nsites:\n", "\nboundary: # the traffic zones together\n  file: zones.gpkg\n\nsites:\n"},
    {"    x: longitude\n    y: latitude\n    coordinates: GCJ02\n",
     "    x: lon\n    y: lat\n    coordinates: WGS84\n"},
    {"    file: places_osm.csv\n", "    file: places.csv\n"},
};

/* Replaces every place of a text; false where there is none. */
static bool replace(struct text *text, const char *old, const char *new)
{
    struct text to = {0};
    const char *from = text->data, *at;
    bool any = false;

    while ((at = strstr(from, old)) != NULL) {
        text_add_bytes(&to, from, (size_t)(at - from));
        text_add(&to, new);
        from = at + strlen(old);
        any = true;
    }
    text_add(&to, from);
    text_clear(text);
    *text = to;
    return any && !to.nomem;
}

static enum err write_scenario(FILE *stream, struct error *err)
{
    struct text text = {0};
    bool good = true;

    text_add(&text, embed_shenzhen_scenario);
    for (size_t k = 0; k < sizeof changes / sizeof changes[0] && good; k++)
        good = !text.nomem && replace(&text, changes[k][0], changes[k][1]);
    if (good) fputs(text.data, stream);
    text_clear(&text);
    return good ? ERR_OK : error_nomem(err, "scenario.yaml");
}

/* ---- the folder ---- */

static const char *name_of(const void *with, int k)
{
    (void)with;
    return k < N_PARTS ? written[k] : NULL;
}

static enum err write_part(const void *with, int k, const char *folder, FILE *stream,
                           struct error *err)
{
    const struct import *im = with;

    (void)folder;
    switch (k) {
    case STATIONS:
        return write_stations(im, stream, err);
    case ZONES:
        return write_zones(im, stream, err);
    case SCENARIO:
        return write_scenario(stream, err);
    default:
        return copy_file(im->source[k], stream, err);
    }
}

enum err import_urbanev(const char *folder, const char *output,
                        struct import_urbanev_told *told, struct error *err)
{
    struct import im = {.told = told};
    const struct folder_content content = {&im, name_of, write_part};
    enum err code = find_sources(&im, folder, err);

    if (code == ERR_OK) code = read_sources(&im, err);
    if (code == ERR_OK) code = folder_write_files(&content, output, err);
    table_close(&im.stations);
    area_layer_close(&im.zones);
    for (int k = 0; k < N_SOURCES; k++)
        free(im.source[k]);
    return code;
}
