/* table.h - a CSV file, or the features of a layer, read as a section of the scenario asks:
 * columns by setting, places, figures that are a number for all rows or a column. */
#ifndef CHARGEPLAN_SCENARIOS_TABLE_H
#define CHARGEPLAN_SCENARIOS_TABLE_H

#include "scenarios/csv.h"
#include "scenarios/geodata.h"
#include "scenarios/scenario.h"

/* What a section of the scenario says about its file. */
struct table_source {
    const char *file;
    const char *section, *id;           /* "sites" and "today"; id may be "" */
    const char *layer, *encoding, *crs; /* NULL: not set */
    int coordinates;
};

struct table {
    struct csv *csv;  /* owned */
    char section[96]; /* "zones", "sites.today": for messages */
    int datum;        /* column of each row's datum, -1: the section's `coordinates` for all */
    int coordinates;
    char *crs; /* owned; of a CSV file whose x and y are to be turned into degrees; else NULL */
    struct geodata_layer *layer; /* owned; NULL: a CSV file */
    int n_features;              /* of the layer */
    double *x, *y; /* owned [rows] places of a layer or of a CSV file with crs; else NULL */
};

/* A figure of every row: of a column, or the same for all where column is -1. */
struct figure {
    int column;
    double number;
};

/* A raster, by its name, which no table is read from. */
bool table_is_raster(const char *file);

/* Opens the section's file. Own it: table_close(). Errors: ERR_DATA, ERR_IO, ERR_NOMEM. */
enum err table_open(struct table *out, const struct table_source *source, struct error *err);
/* The same of a layer whose lines are wanted. */
enum err table_open_lines(struct table *out, const struct table_source *source,
                          struct error *err);
void table_close(struct table *table);

/* Index of the column a setting names, -1 where the setting is not set. A column that the file
 * has not is ERR_DATA and names the setting. */
enum err table_column(const struct table *table, const char *key, const char *column, int *out,
                      struct error *err);
enum err table_figure(const struct table *table, const char *key,
                      const struct number_or_column *setting, struct figure *out,
                      struct error *err);
enum err table_value(const struct table *table, int row, const struct figure *figure,
                     double min, double max, double *out, struct error *err);

/* A count: whole, though a spreadsheet may write it as 12.0; of a number its whole part. */
enum err table_count(const struct table *table, int row, const struct figure *figure,
                     double max, int *out, struct error *err);

/* ---- places: table_place.c ---- */

/* The columns of x and y; -1 of a layer, which has its own places. */
enum err table_place_columns(const struct table *table, const char *x, const char *y,
                             int *column_x, int *column_y, struct error *err);

/* Finds the places of all rows of a layer, or of a CSV file with crs, by the section's datum or
 * the rows' own; what is wrong with one is told when it is asked for. Call it once, after the
 * columns are known and before the first table_position(). ERR_DATA, ERR_IO, ERR_NOMEM. */
enum err table_places(struct table *table, int column_x, int column_y, struct error *err);

/* A row's place, by the section's setting `coordinates`, or by the row's own datum: metres
 * stay, degrees of every datum become WGS 84. Degrees have to be on Earth; metres within 10^8
 * of the origin. Of a polygon a point inside. */
enum err table_position(const struct table *table, int row, int column_x, int column_y,
                        double *x, double *y, struct error *err);

/* Name of the system of coordinates by which the file is read; NULL or "": none is named. */
const char *table_system(const struct table *table);

/* The polygons of a layer of polygons, by rows; NULL where there are none. Fit for rows that
 * have a place. Borrowed. */
const struct polygons *table_polygons(const struct table *table);

#endif
