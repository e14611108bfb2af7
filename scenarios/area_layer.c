/* area_layer.c - see area_layer.h */
#include "scenarios/area_layer.h"

#include <stdlib.h>

#include "scenarios/areas/polygons_pick.h"
#include "scenarios/datum.h"
#include "scenarios/filter.h"

static enum err choose(struct area_layer *layer, const char *filter, struct error *err)
{
    struct table *t = &layer->table;
    struct filter *f = NULL;
    int n_rows = csv_n_rows(t->csv);
    enum err code;

    layer->row = malloc(((size_t)n_rows + 1) * sizeof *layer->row);
    if (layer->row == NULL) return error_nomem(err, csv_path(t->csv));
    TRY(filter_create(&f, t, filter, err));
    code = filter_check(f, t, err);
    for (int r = 0; r < n_rows && code == ERR_OK; r++)
        if (filter_takes(f, t, r)) layer->row[layer->n++] = r;
    filter_free(f);
    return code;
}

static enum err take(struct area_layer *layer, const char *filter, bool geographic,
                     struct error *err)
{
    struct table *t = &layer->table;
    const struct polygons *all = table_polygons(t);

    if (all == NULL)
        return error_set(err, ERR_DATA, "%s: %s needs a layer of polygons; this one has none",
                         csv_path(t->csv), t->section);
    if (all->geographic != geographic)
        return error_set(
            err, ERR_DATA,
            "%s: the zones are in %s, %s in %s; metres and degrees cannot stand in "
            "one scenario",
            csv_path(t->csv), geographic ? "degrees" : "metres", t->section,
            geographic ? "metres" : "degrees");
    TRY(choose(layer, filter, err));
    TRY(table_places(t, -1, -1, err));
    for (int k = 0; k < layer->n; k++) {
        double x, y;

        TRY(table_position(t, layer->row[k], -1, -1, &x, &y, err)); /* is it a good one? */
    }
    TRY(polygons_pick(all, layer->n, layer->row, &layer->polygons, err));
    return polygon_index_create(&layer->index, &layer->polygons, err);
}

enum err area_layer_open(struct area_layer *out, const struct table_source *source,
                         const char *filter, bool geographic, struct error *err)
{
    enum err code;

    *out = (struct area_layer){0}; /* the index borrows the polygons where they stand */
    if (!geodata_named(source->file))
        return error_set(
            err, ERR_DATA,
            "%s: %s%s%s needs a layer of polygons (Shapefile, GeoPackage, GeoJSON)",
            source->file, source->section, *source->id != '\0' ? "." : "", source->id);
    TRY(table_open(&out->table, source, err));
    code = take(out, filter, geographic, err);
    if (code != ERR_OK) area_layer_close(out);
    return code;
}

void area_layer_close(struct area_layer *layer)
{
    polygon_index_free(layer->index);
    polygons_clear(&layer->polygons);
    free(layer->row);
    table_close(&layer->table);
    *layer = (struct area_layer){0};
}

int area_layer_find(const struct area_layer *layer, double x, double y)
{
    return polygon_index_find(layer->index, x, y);
}
