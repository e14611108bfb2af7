/* table.c - see table.h */
#include "scenarios/table.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "scenarios/datum.h"

enum err table_open(struct table *out, const char *file, const char *section, const char *id,
                    struct error *err)
{
    struct table table = {.datum = -1};

    snprintf(table.section, sizeof table.section, "%s%s%s", section, *id != '\0' ? "." : "",
             csv_quote(id).text);
    TRY(csv_read(&table.csv, file, err));
    *out = table;
    return ERR_OK;
}

void table_close(struct table *table)
{
    csv_free(table->csv);
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

static enum err degrees(const struct table *table, int row, int column_x, int column_y,
                        double x, double y, struct error *err)
{
    const char *hint = "";

    if (fabs(x) <= 180 && fabs(y) <= 90) return ERR_OK;
    if (fabs(x) <= 90 && fabs(y) <= 180) hint = "; are longitude and latitude swapped?";
    if (fabs(x) > 1000 || fabs(y) > 1000) hint = "; these look like metres";
    if (fabs(x) > 180)
        return csv_fail(table->csv, row, column_x, err,
                        "longitude %s is outside -180 to 180 degrees%s",
                        csv_quote(csv_cell(table->csv, row, column_x)).text, hint);
    return csv_fail(table->csv, row, column_y, err,
                    "latitude %s is outside -90 to 90 degrees%s",
                    csv_quote(csv_cell(table->csv, row, column_y)).text, hint);
}

/* The row's own datum, where a column names it. */
static enum err row_datum(const struct table *table, int row, int *coordinates,
                          struct error *err)
{
    const char *cell;

    if (table->datum < 0) return ERR_OK;
    cell = csv_cell(table->csv, row, table->datum);
    if (*cell == '\0') return ERR_OK;
    for (int k = COORD_WGS84; k <= COORD_CGCS2000; k++) {
        if (strcmp(cell, datum_word(k)) != 0) continue;
        *coordinates = k;
        return ERR_OK;
    }
    return csv_fail(table->csv, row, table->datum, err,
                    "'%s' is none of WGS84, GCJ02, BD09, CGCS2000", csv_quote(cell).text);
}

enum err table_position(const struct table *table, int row, int column_x, int column_y,
                        int coordinates, double *x, double *y, struct error *err)
{
    double px = 0, py = 0;

    TRY(csv_number(table->csv, row, column_x, -1e8, 1e8, &px, err));
    TRY(csv_number(table->csv, row, column_y, -1e8, 1e8, &py, err));
    TRY(row_datum(table, row, &coordinates, err));
    if (datum_geographic(coordinates)) {
        struct lonlat p = {px, py};

        TRY(degrees(table, row, column_x, column_y, px, py, err));
        p = datum_to_wgs84((enum coordinates)coordinates, p);
        px = p.lon;
        py = p.lat;
    }
    *x = px;
    *y = py;
    return ERR_OK;
}
