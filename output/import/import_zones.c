/* import_zones.c - see import_zones.h */
#include "output/import/import_zones.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "output/import/import_file.h"
#include "scenarios/geodata.h"
#include "scenarios/schema.h"
#include "scenarios/zones.h"

/* A section of a scenario in which nothing is set. */
static void unset(const char *name, void *record)
{
    const struct section *section = schema_find(name);

    for (int k = 0; k < section->n_fields; k++)
        schema_init(&section->field[k], (char *)record + section->field[k].offset);
}

/* Texts are lent: the scenario is never freed. */
static void ask(struct scenario *s, const struct import_zones *asked)
{
    struct zones_params *p = &s->zones;

    unset("zones", p);
    unset("boundary", &s->boundary);
    unset("access", &s->access);
    s->report.language = LANGUAGE_EN;
    p->file = (char *)asked->area;
    p->layer = (char *)asked->layer;
    p->encoding = (char *)asked->encoding;
    p->crs = (char *)asked->crs;
    p->filter = (char *)asked->filter;
    p->coordinates = asked->coordinates;
    p->id_column = (char *)(asked->id != NULL ? asked->id : "fid");
    p->night = (char *)(asked->weight != NULL ? asked->weight : "area_km2");
    if (asked->raster != NULL) p->night = NULL;
    p->night_raster = (char *)asked->raster;
    p->district = (char *)asked->district;
    p->districts_file = (char *)asked->districts;
    p->districts_name = (char *)asked->districts_name;
    p->districts_encoding = (char *)import_file_encoding(asked->districts, asked->encoding);
    p->districts_coordinates = COORD_FILE;
    p->regrid_m = asked->side_m;
    p->regrid_shape = (int)asked->shape;
}

static struct geodata_out_column number_column(const char *name, const double *number)
{
    return (struct geodata_out_column){
        .name = name, .alias = name, .kind = GEODATA_NUMBER, .number = number};
}

static struct geodata_out_column text_column(const char *name, const char *const *text)
{
    return (struct geodata_out_column){
        .name = name, .alias = name, .kind = GEODATA_TEXT, .text = text};
}

static enum err write_zones(const struct city *city, const struct import_zones *asked,
                            struct error *err)
{
    const char **district = malloc((size_t)city->n_zones * sizeof *district);
    double *km2 = malloc((size_t)city->n_zones * sizeof *km2);
    const struct polygons *p = &city->polygons;
    struct geodata_out_column column[6];
    struct import_layer out = {
        .geographic = city->geographic,
        .layer = {.name = "zones",
                  .title = "zones",
                  .about = "",
                  .shapes = {GEODATA_POLYGONS, p->n, p->ring_start, p->point_start, p->x, p->y},
                  .n_rows = city->n_zones,
                  .column = column}};
    enum err code = district == NULL || km2 == NULL ? error_nomem(err, asked->output) : ERR_OK;
    int n = 0;

    for (int z = 0; z < city->n_zones && code == ERR_OK; z++) {
        district[z] = city->district_name[city->district[z]];
        km2[z] = polygons_area_m2(p, z) / 1e6;
    }
    column[n++] = text_column("id", (const char *const *)city->zone_id);
    column[n++] = number_column(city->geographic ? "lon" : "x", city->zone_x);
    column[n++] = number_column(city->geographic ? "lat" : "y", city->zone_y);
    if (asked->weight != NULL || asked->raster != NULL)
        column[n++] = number_column("people", city->weight[NIGHT]);
    if (asked->district != NULL || asked->districts != NULL)
        column[n++] = text_column("district", district);
    column[n++] = number_column("area_km2", km2);
    out.layer.n_columns = n;
    if (code == ERR_OK) code = import_file_write(asked->output, &out, err);
    free(district);
    free(km2);
    return code;
}

static enum err make(struct city *city, const struct scenario *s,
                     const struct import_zones *asked, struct error *err)
{
    TRY(zones_read(city, s, err));
    if (city->polygons.n == 0)
        return error_set(err, ERR_DATA, "%s: holds no polygons; an area is needed",
                         asked->area);
    for (int k = 0; k < city->n_warnings; k++)
        fprintf(stderr, "chargeplan: %s\n", city->warning[k].in[LANGUAGE_EN]);
    return write_zones(city, asked, err);
}

enum err import_zones(const struct import_zones *asked, int *n, struct error *err)
{
    struct scenario *s;
    struct city *city;
    enum err code;

    TRY(import_file_check(asked->output, err));
    if (!geodata_named(asked->area))
        return error_set(err, ERR_DATA,
                         "%s: is no layer of polygons (Shapefile, GeoPackage, GeoJSON)",
                         asked->area);
    s = calloc(1, sizeof *s);
    city = calloc(1, sizeof *city);
    if (s == NULL || city == NULL) {
        code = error_nomem(err, asked->output);
    } else {
        ask(s, asked);
        code = make(city, s, asked, err);
        *n = city->n_zones;
    }
    city_free(city);
    free(s);
    return code;
}
