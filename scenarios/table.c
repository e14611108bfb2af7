/* table.c - see table.h */
#include "scenarios/table.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "scenarios/text.h"

static enum err open_layer(struct table *table, const struct table_source *source, bool lines,
                           struct error *err)
{
    struct geodata_source from = {.path = source->file,
                                  .section = table->section,
                                  .layer = source->layer,
                                  .encoding = source->encoding,
                                  .crs = source->crs,
                                  .places = GEODATA_DEGREES,
                                  .lines = lines};

    if (source->coordinates == COORD_METRES) from.places = GEODATA_AS_IS;
    if (source->coordinates == COORD_FILE) from.places = GEODATA_OWN;
    table->layer = calloc(1, sizeof *table->layer);
    if (table->layer == NULL) return error_nomem(err, source->file);
    TRY(geodata_read(table->layer, &from, err));
    table->n_features = table->layer->features.n_rows;
    if (table->n_features == 0)
        return error_set(err, ERR_DATA, "%s: the layer is empty: it has no feature",
                         source->file);
    return csv_of_features(&table->csv, &table->layer->features, source->file, err);
}

bool table_is_raster(const char *file)
{
    const char *end = strrchr(file, '.');

    return end != NULL && (strcasecmp(end, ".tif") == 0 || strcasecmp(end, ".tiff") == 0);
}

/* Formats that planners have and the program does not read. */
static enum err refuse_format(const char *file, struct error *err)
{
    static const char *const endings[] = {".kml", ".kmz", ".gml", ".tab", ".mif",  ".dxf",
                                          ".dwg", ".gdb", ".fgb", ".xls", ".xlsx", ".ods",
                                          ".dbf", ".rar", ".7z",  ".pdf"};
    const char *end = strrchr(file, '.');

    if (table_is_raster(file))
        return error_set(
            err, ERR_DATA,
            "%s: is a raster; name it by zones.night_raster or day_raster, and here "
            "the zones over which it is summed",
            file);
    for (size_t k = 0; end != NULL && k < sizeof endings / sizeof endings[0]; k++)
        if (strcasecmp(end, endings[k]) == 0)
            return error_set(err, ERR_DATA,
                             "%s: files of this kind are not read; save it as CSV, GeoPackage, "
                             "GeoJSON or Shapefile",
                             file);
    return ERR_OK;
}

static enum err open_table(struct table *out, const struct table_source *source, bool lines,
                           struct error *err)
{
    struct table table = {.datum = -1, .coordinates = source->coordinates};
    enum err code;

    snprintf(table.section, sizeof table.section, "%s%s%s", source->section,
             *source->id != '\0' ? "." : "", csv_quote(source->id).text);
    TRY(refuse_format(source->file, err));
    if (geodata_named(source->file))
        code = open_layer(&table, source, lines, err);
    else
        code = csv_read(&table.csv, source->file, err);
    if (code == ERR_OK && table.layer == NULL && source->crs != NULL) {
        table.crs = text_copy(source->crs);
        if (table.crs == NULL) code = error_nomem(err, source->file);
    }
    if (code == ERR_OK)
        *out = table;
    else
        table_close(&table);
    return code;
}

enum err table_open(struct table *out, const struct table_source *source, struct error *err)
{
    return open_table(out, source, false, err);
}

enum err table_open_lines(struct table *out, const struct table_source *source,
                          struct error *err)
{
    return open_table(out, source, true, err);
}

void table_close(struct table *table)
{
    csv_free(table->csv);
    if (table->layer != NULL) {
        table->layer->features.n_rows = table->n_features; /* the table took the texts */
        geodata_layer_clear(table->layer);
    }
    free(table->layer);
    free(table->crs);
    free(table->x);
    free(table->y);
    *table = (struct table){0};
}

enum err table_column(const struct table *table, const char *key, const char *column, int *out,
                      struct error *err)
{
    enum err code;
    struct error found;

    if (column == NULL || *column == '\0') {
        *out = -1;
        return ERR_OK;
    }
    code = csv_need_column(table->csv, column, out, &found);
    if (code != ERR_OK)
        error_set(err, code, "%s (asked for by %s.%s)", found.text, table->section, key);
    return code;
}

enum err table_figure(const struct table *table, const char *key,
                      const struct number_or_column *setting, struct figure *out,
                      struct error *err)
{
    out->number = setting->number;
    return table_column(table, key, setting->column, &out->column, err);
}

enum err table_value(const struct table *table, int row, const struct figure *figure,
                     double min, double max, double *out, struct error *err)
{
    if (figure->column >= 0)
        return csv_number(table->csv, row, figure->column, min, max, out, err);
    *out = figure->number;
    return ERR_OK;
}

enum err table_count(const struct table *table, int row, const struct figure *figure,
                     double max, int *out, struct error *err)
{
    double value = 0;

    TRY(table_value(table, row, figure, 0, max, &value, err));
    if (figure->column >= 0 && floor(value) < value)
        return csv_fail(table->csv, row, figure->column, err, "%s is not a whole number",
                        csv_quote(csv_cell(table->csv, row, figure->column)).text);
    *out = (int)value;
    return ERR_OK;
}
