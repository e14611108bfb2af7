/* scenario_check_city.c - what the settings of zones and sites say together; see
 * scenario_draft.h
 */
#include <stdio.h>
#include <string.h>

#include "scenarios/counts.h"
#include "scenarios/datum.h"
#include "scenarios/geodata.h"
#include "scenarios/scenario_draft.h"
#include "scenarios/table.h"

/* Every file may have its own datum, but metres have no place on Earth. */
static void check_datum(struct draft *d, const char *path, int coordinates)
{
    int zones = d->s->zones.coordinates;

    if (coordinates < 0 || zones < 0) return; /* told already */
    if (datum_geographic(coordinates) != datum_geographic(zones))
        scenario_check_problem(
            d, path,
            "%s, but zones.coordinates says %s; files in metres and files in degrees cannot "
            "stand in one scenario%s",
            datum_word(coordinates), datum_word(zones),
            coordinates == COORD_METRES
                ? "; metres of a national grid are named by crs, such as EPSG:4547, in place "
                  "of coordinates"
                : "");
}

/* A CSV file does not say what its numbers are; a layer does, or is asked when it is read. */
static void check_said(struct draft *d, const char *section, const char *file, const char *crs,
                       int coordinates)
{
    char path[320];

    if (file == NULL || coordinates < 0) return; /* told already */
    snprintf(path, sizeof path, "%s.coordinates", section);
    if (coordinates == COORD_FILE && crs == NULL && !geodata_named(file) &&
        !table_is_raster(file)) /* which is told when it is opened */
        scenario_check_problem(
            d, path,
            "the setting is missing; a CSV file does not say what its numbers "
            "are: metres, WGS84, GCJ02, BD09 or CGCS2000, or name the system "
            "by %s.crs",
            section);
    if (coordinates == COORD_METRES && crs != NULL)
        scenario_check_problem(
            d, path,
            "%s.crs turns the numbers into degrees, and metres leaves them as "
            "they are; leave one of the two out",
            section);
}

void scenario_check_datum(struct draft *d, const char *section, const char *file,
                          const char *crs, int coordinates)
{
    char path[320];

    check_said(d, section, file, crs, coordinates);
    snprintf(path, sizeof path, "%s.coordinates", section);
    if (file != NULL) check_datum(d, path, coordinates);
}

/* What only the file of a certain kind has. */
void scenario_check_layer_only(struct draft *d, const char *section, const char *file,
                               const char *key, const char *value)
{
    char path[320];

    if (file == NULL || value == NULL || geodata_named(file)) return;
    snprintf(path, sizeof path, "%s.%s", section, key);
    scenario_check_problem(d, path, "%s",
                           strcmp(key, "encoding") == 0
                               ? "a CSV file is read as UTF-8; save it so and leave this out"
                               : "a CSV file has no such thing; leave it out");
}

/* Rows may have a datum each, but there is none of metres. */
static void check_datum_column(struct draft *d, const char *path, int coordinates,
                               const char *column)
{
    if (column != NULL && coordinates == COORD_METRES)
        scenario_check_problem(d, path, "metres have no datum; leave the column out");
}

/* A column of chargers can be given out once. */
static void check_shares(struct draft *d, const char *path, const struct map_text *kinds)
{
    for (int k = 0; k < kinds->n; k++) {
        double share, other, sum;
        const char *column = counts_column(kinds->value[k], &share);
        bool seen = false;
        char number[TEXT_NUMBER_ROOM];

        if (!(share > 0 && share <= 1)) {
            scenario_check_problem(d, path, "%s: the share in '%.80s' is outside 0 to 1",
                                   kinds->key[k], kinds->value[k]);
            return;
        }
        for (int i = 0; i < k; i++)
            seen = seen || strcmp(counts_column(kinds->value[i], &other), column) == 0;
        sum = counts_sum(kinds, column);
        snprintf(number, sizeof number, "%.10g", sum);
        if (!seen && sum > 1 + 1e-9)
            scenario_check_problem(d, path,
                                   "the kinds take %s of the column '%.80s'; together they can "
                                   "take 1 at most, as in {dc60: 0.12 * n, ac7: 0.88 * n}",
                                   number, column);
    }
}

static void check_layer(struct draft *d, const struct sites_layer *layer)
{
    const char *ids[256];
    char path[256];
    int n = 0;

    snprintf(path, sizeof path, "sites.%.120s", layer->id);
    check_said(d, path, layer->file, layer->crs, layer->coordinates);
    scenario_check_layer_only(d, path, layer->file, "layer", layer->layer);
    scenario_check_layer_only(d, path, layer->file, "encoding", layer->encoding);
    snprintf(path, sizeof path, "sites.%.120s.coordinates", layer->id);
    check_datum(d, path, layer->coordinates);
    snprintf(path, sizeof path, "sites.%.120s.coordinates_column", layer->id);
    check_datum_column(d, path, layer->coordinates, layer->coordinates_column);
    for (int k = 0; k < d->s->n_kinds && n < 256; k++)
        ids[n++] = d->s->kind[k].id;
    snprintf(path, sizeof path, "sites.%.120s.kinds", layer->id);
    for (int k = 0; k < layer->kinds.n; k++) {
        const char *guess;

        if (scenario_kind(d->s, layer->kinds.key[k]) >= 0) continue;
        guess = text_nearest(layer->kinds.key[k], n, ids);
        scenario_check_problem(d, path, "'%s' is not one of the kinds%s%s%s",
                               layer->kinds.key[k], guess != NULL ? "; did you mean " : "",
                               guess != NULL ? guess : "", guess != NULL ? "?" : "");
    }
    check_shares(d, path, &layer->kinds);
    if (layer->status == SITE_EXISTING && layer->status_column == NULL && layer->kinds.n == 0 &&
        !scenario_check_given(d, path))
        scenario_check_problem(
            d, path,
            "the setting is missing; existing sites need the columns that count "
            "their chargers, {kind: column}");
}

/* Sizes of cells, and what needs them. */
static void check_cells(struct draft *d)
{
    const struct zones_params *z = &d->s->zones;
    bool side = scenario_check_given(d, "zones.cell_m"),
         degrees = scenario_check_given(d, "zones.cell_degrees");

    if (side && degrees)
        scenario_check_problem(
            d, "zones.cell_degrees",
            "zones.cell_m says the size of the cells too; leave one of them out");
    if (degrees && z->coordinates == COORD_METRES)
        scenario_check_problem(
            d, "zones.cell_degrees",
            "the zones are in metres; say the side of a cell by zones.cell_m");
    if (scenario_check_given(d, "zones.core_density") && scenario_check_given(d, "zones.core"))
        scenario_check_problem(d, "zones.core_density",
                               "zones.core says the urban core too; leave one of them out");
    if (side || degrees || z->file == NULL || geodata_named(z->file)) return;
    if (scenario_check_given(d, "zones.regrid_m"))
        scenario_check_problem(d, "zones.regrid_m",
                               "only cells of a known size can be divided; set zones.cell_m or "
                               "zones.cell_degrees");
    if (scenario_check_given(d, "zones.core_density"))
        scenario_check_problem(d, "zones.core_density",
                               "a density needs the size of the cells; set zones.cell_m or "
                               "zones.cell_degrees");
}

static void check_geojson(struct draft *d)
{
    int zones = d->s->zones.coordinates;

    if (d->s->report.geojson && zones >= 0 && !datum_geographic(zones))
        scenario_check_problem(d, "report.geojson",
                               "GeoJSON holds degrees only, but zones.coordinates says %s; set "
                               "it to false, plan.gpkg holds the same layers",
                               datum_word(zones));
}

/* What the zones' areas are asked for. */
static void check_areas(struct draft *d)
{
    const struct zones_params *z = &d->s->zones;
    const struct boundary_params *b = &d->s->boundary;

    check_said(d, "zones", z->file, z->crs, z->coordinates);
    scenario_check_layer_only(d, "zones", z->file, "layer", z->layer);
    scenario_check_layer_only(d, "zones", z->file, "encoding", z->encoding);
    if (z->night == NULL && z->night_raster == NULL &&
        !problems_about(d->problems, "zones.night"))
        scenario_check_problem(d, "zones.night",
                               "the setting is missing; name the column of the residents, or a "
                               "raster by zones.night_raster");
    if (z->night != NULL && z->night_raster != NULL)
        scenario_check_problem(d, "zones.night_raster",
                               "zones.night says the residents too; leave one of them out");
    if (z->day != NULL && z->day_raster != NULL)
        scenario_check_problem(d, "zones.day_raster",
                               "zones.day says the weights too; leave one of them out");
    if (z->districts_file != NULL && (z->district != NULL || z->district_zh != NULL))
        scenario_check_problem(d, "zones.districts.file",
                               "zones.district says the districts too; leave one of them out");
    check_said(d, "zones.districts", z->districts_file, z->districts_crs,
               z->districts_coordinates);
    check_said(d, "boundary", b->file, b->crs, b->coordinates);
}

void scenario_check_city(struct draft *d)
{
    check_areas(d);
    check_cells(d);
    check_geojson(d);
    check_datum_column(d, "zones.coordinates_column", d->s->zones.coordinates,
                       d->s->zones.coordinates_column);
    if (d->s->n_layers == 0 && scenario_builds(d->s))
        scenario_check_problem(d, "sites",
                               "at least one layer of sites is needed; only placement.model: "
                               "none, which builds nothing, goes without");
    for (int k = 0; k < d->s->n_layers; k++)
        check_layer(d, &d->s->sites[k]);
}
