/* table_place.c - where the rows of a table are; see table.h */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "scenarios/datum.h"
#include "scenarios/table.h"

static enum err degrees(const struct table *table, int row, int column_x, int column_y,
                        double x, double y, struct error *err)
{
    char hint[200] = "";

    if (fabs(x) <= 180 && fabs(y) <= 90) return ERR_OK;
    if (fabs(x) <= 90 && fabs(y) <= 180)
        snprintf(hint, sizeof hint, "; are longitude and latitude swapped?");
    if (fabs(x) > 1000 || fabs(y) > 1000)
        snprintf(hint, sizeof hint,
                 "; these look like metres: name their system by %s.crs, such as EPSG:4547, "
                 "in place of coordinates",
                 table->section);
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

enum err table_place_columns(const struct table *table, const char *x, const char *y,
                             int *column_x, int *column_y, struct error *err)
{
    *column_x = *column_y = -1;
    if (table->layer != NULL) return ERR_OK;
    TRY(table_column(table, "x", x, column_x, err));
    return table_column(table, "y", y, column_y, err);
}

/* ---- layers ---- */

static struct lonlat shifted(int coordinates, double x, double y)
{
    return datum_to_wgs84((enum coordinates)coordinates, (struct lonlat){x, y});
}

/* The corners of a feature's polygon become WGS 84; then the place is a point inside. */
static enum err place_polygon(struct table *table, int row, int coordinates, struct error *err)
{
    struct polygons *p = &table->layer->polygons;
    int first = p->point_start[p->ring_start[row]],
        end = p->point_start[p->ring_start[row + 1]];

    for (int k = first; k < end && coordinates != COORD_FILE; k++) {
        struct lonlat to;

        if (!datum_geographic(coordinates)) break;
        to = shifted(coordinates, p->x[k], p->y[k]);
        p->x[k] = to.lon;
        p->y[k] = to.lat;
    }
    return polygons_inside(p, row, &table->x[row], &table->y[row], err);
}

static void place_point(struct table *table, int row, int coordinates)
{
    struct lonlat at = {table->layer->x[row], table->layer->y[row]};

    if (datum_geographic(coordinates)) at = shifted(coordinates, at.lon, at.lat);
    table->x[row] = at.lon;
    table->y[row] = at.lat;
}

static enum err place_layer(struct table *table, struct error *err)
{
    for (int r = 0; r < table->n_features; r++) {
        int coordinates = table->coordinates;
        struct error ignored; /* told when the row is asked for */

        if (table->layer->fault[r] != GEODATA_GOOD) continue;
        if (row_datum(table, r, &coordinates, &ignored) != ERR_OK) continue;
        if (table->layer->has_polygons)
            TRY(place_polygon(table, r, coordinates, err));
        else
            place_point(table, r, coordinates);
    }
    return ERR_OK;
}

/* ---- CSV files with crs ---- */

static enum err place_rows(struct table *table, int column_x, int column_y, struct error *err)
{
    const struct geodata *geodata = NULL;
    int n = csv_n_rows(table->csv);
    char whose[128];

    for (int r = 0; r < n; r++)
        if (!csv_decimal(csv_cell(table->csv, r, column_x), &table->x[r]) ||
            !csv_decimal(csv_cell(table->csv, r, column_y), &table->y[r]))
            table->x[r] = table->y[r] = NAN;
    TRY(geodata_open(&geodata, csv_path(table->csv), err));
    snprintf(whose, sizeof whose, "%s.crs", table->section);
    TRY(geodata->to_degrees(table->crs, whose, n, table->x, table->y, err));
    for (int r = 0; r < n; r++) {
        int coordinates = table->coordinates;
        struct lonlat to;
        struct error ignored;

        if (isnan(table->x[r]) || row_datum(table, r, &coordinates, &ignored) != ERR_OK)
            continue;
        to = shifted(coordinates, table->x[r], table->y[r]);
        table->x[r] = to.lon;
        table->y[r] = to.lat;
    }
    return ERR_OK;
}

enum err table_places(struct table *table, int column_x, int column_y, struct error *err)
{
    size_t n = (size_t)csv_n_rows(table->csv) + 1;

    if (table->layer == NULL && table->crs == NULL) return ERR_OK;
    table->x = malloc(n * sizeof *table->x);
    table->y = malloc(n * sizeof *table->y);
    if (table->x == NULL || table->y == NULL) return error_nomem(err, csv_path(table->csv));
    if (table->layer != NULL) return place_layer(table, err);
    return place_rows(table, column_x, column_y, err);
}

const char *table_system(const struct table *table)
{
    return table->layer != NULL ? table->layer->crs : table->crs;
}

const struct polygons *table_polygons(const struct table *table)
{
    return table->layer != NULL && table->layer->has_polygons ? &table->layer->polygons : NULL;
}

/* What is the matter with a feature, in one sentence. */
static enum err tell_fault(const struct table *table, int row, struct error *err)
{
    static const char *const said[] = {
        [GEODATA_GOOD] = "",
        [GEODATA_NO_GEOMETRY] = "it has no geometry; give it one, or leave it out by a filter",
        [GEODATA_OTHER_KIND] =
            "it is of another kind than the layer, which holds either points "
            "or polygons",
        [GEODATA_SEVERAL] = "it is several points, or none; one feature is one place",
        [GEODATA_INVALID] =
            "it is no valid polygon; mend it in a GIS (in QGIS: Fix geometries)",
        [GEODATA_OFF_EARTH] = "it lies outside the Earth, or across 180 degrees; is the system "
                              "of coordinates right?",
    };
    enum geodata_fault fault = table->layer->fault[row];
    const char *why = table->layer->why[row];

    return csv_fail(table->csv, row, -1, err, "%s%s", said[fault], why != NULL ? why : "");
}

static enum err known_place(const struct table *table, int row, double *x, double *y,
                            struct error *err)
{
    int coordinates = table->coordinates;

    if (table->layer != NULL && table->layer->fault[row] != GEODATA_GOOD)
        return tell_fault(table, row, err);
    TRY(row_datum(table, row, &coordinates, err));
    if (isnan(table->x[row]))
        return csv_fail(table->csv, row, -1, err, "the place is nowhere on Earth in %s",
                        table->crs != NULL ? csv_quote(table->crs).text : "its system");
    *x = table->x[row];
    *y = table->y[row];
    return ERR_OK;
}

/* ---- any ---- */

enum err table_position(const struct table *table, int row, int column_x, int column_y,
                        double *x, double *y, struct error *err)
{
    double px = 0, py = 0;
    int coordinates = table->coordinates;

    if (table->layer != NULL) return known_place(table, row, x, y, err);
    TRY(csv_number(table->csv, row, column_x, -1e8, 1e8, &px, err));
    TRY(csv_number(table->csv, row, column_y, -1e8, 1e8, &py, err));
    if (table->crs != NULL) return known_place(table, row, x, y, err);
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
