/* gis.c - see gis.h */
#include "output/gis/gis.h"

#include <stdlib.h>

#include "output/writers/tables.h"
#include "scenarios/geo_direct.h"

static const struct {
    const char *name;
    enum message title, about;
} layers[N_GIS_LAYERS] = {
    {"stations", MSG_GIS_LAYER_STATIONS, MSG_GIS_ABOUT_STATIONS},
    {"zones", MSG_GIS_LAYER_ZONES, MSG_GIS_ABOUT_ZONES},
    {"core_gaps", MSG_GIS_LAYER_CORE_GAPS, MSG_GIS_ABOUT_CORE_GAPS},
    {"service_areas", MSG_GIS_LAYER_SERVICE_AREAS, MSG_GIS_ABOUT_SERVICE_AREAS},
    {"sites", MSG_GIS_LAYER_SITES, MSG_GIS_ABOUT_SITES},
};

void gis_zone_shapes(struct gis_shapes *shapes, const struct run *run, const struct digest *d)
{
    const struct city *city = run->city;
    const struct polygons *p = &city->polygons;
    double x[4], y[4];

    if (p->n > 0) {
        shapes->kind = GEODATA_POLYGONS;
        shapes->borrowed = (struct geodata_out_shapes){GEODATA_POLYGONS, p->n, p->ring_start,
                                                       p->point_start,   p->x, p->y};
        return;
    }
    shapes->kind = d->points ? GEODATA_POINTS : GEODATA_POLYGONS;
    for (int z = 0; z < city->n_zones; z++) {
        if (d->points) {
            gis_shapes_point(shapes, city->zone_x[z], city->zone_y[z]);
            continue;
        }
        geo_cell(city->geographic, city->zone_x[z], city->zone_y[z], d->cell_w[z], d->cell_h[z],
                 x, y);
        gis_shapes_ring(shapes, 4, x, y);
    }
}

/* The same walk as that of table_stations(). */
static enum err fill_stations(struct gis_layer *l, const struct run *run,
                              const struct digest *d, struct error *err)
{
    struct cells row = {.taker = &l->table.taker};

    l->shapes.kind = GEODATA_POINTS;
    for (int k = 0; k < run->n_networks; k++)
        for (int s = 0; s < run->city->n_sites; s++) {
            if (!run->network[k]->open[s]) continue;
            gis_shapes_row(&l->shapes, l->shapes.n);
            gis_shapes_point(&l->shapes, run->city->site_x[s], run->city->site_y[s]);
        }
    return table_stations(run, d, &row, err);
}

static enum err fill_zones(struct gis_layer *l, const struct run *run, const struct digest *d,
                           struct error *err)
{
    struct cells row = {.taker = &l->table.taker};

    gis_zone_shapes(&l->shapes, run, d);
    for (int k = 0; k < run->n_networks; k++)
        for (int z = 0; z < run->city->n_zones; z++)
            gis_shapes_row(&l->shapes, z);
    return table_zones(run, &row, err);
}

static enum err fill(struct gis_layer *l, const struct run *run, const struct digest *d,
                     struct error *err)
{
    switch (l->which) {
    case GIS_STATIONS:
        return fill_stations(l, run, d, err);
    case GIS_ZONES:
        return fill_zones(l, run, d, err);
    case GIS_CORE_GAPS:
        return gis_fill_core_gaps(l, run, d, err);
    case GIS_SERVICE_AREAS:
        return gis_fill_service_areas(l, run, d, err);
    default:
        return gis_fill_sites(l, run, d, err);
    }
}

enum err gis_layer_fill(struct gis_layer *layer, enum gis_which which, const struct run *run,
                        const struct digest *d, bool styled, struct error *err)
{
    struct gis_layer l = {.which = which};
    enum err code;

    gis_table_begin(&l.table, run->scenario);
    code = fill(&l, run, d, err);
    if (code == ERR_OK && styled) {
        l.style = gis_style(&l, run);
        if (l.style == NULL) l.table.nomem = true;
    }
    if (code == ERR_OK && (l.table.nomem || l.shapes.nomem))
        code = error_nomem(err, "the layers for GIS programs");
    if (code == ERR_OK)
        *layer = l;
    else
        gis_layer_clear(&l);
    return code;
}

void gis_layer_clear(struct gis_layer *layer)
{
    gis_table_clear(&layer->table);
    gis_shapes_clear(&layer->shapes);
    free(layer->style);
    layer->style = NULL;
}

struct geodata_out_layer gis_layer_out(const struct gis_layer *layer, enum language language)
{
    enum message about = layer->shapes.kind == GEODATA_LINES ? MSG_GIS_ABOUT_STREETS
                                                             : layers[layer->which].about;

    return (struct geodata_out_layer){.name = layers[layer->which].name,
                                      .title =
                                          messages_text(language, layers[layer->which].title),
                                      .about = messages_text(language, about),
                                      .shapes = gis_shapes_out(&layer->shapes),
                                      .n_rows = layer->table.n_rows,
                                      .shape = layer->shapes.of_row,
                                      .n_columns = layer->table.n_columns,
                                      .column = layer->table.column,
                                      .style = layer->style};
}
