/* table.h - a CSV file read as a section of the scenario asks: columns by setting, positions,
 * figures that are a number for all rows or a column. Used by zones.c, sites.c, counts.c. */
#ifndef CHARGEPLAN_SCENARIOS_TABLE_H
#define CHARGEPLAN_SCENARIOS_TABLE_H

#include "scenarios/csv.h"
#include "scenarios/scenario.h"

struct table {
    struct csv *csv;  /* owned */
    char section[96]; /* "zones", "sites.today": for messages */
    int datum;        /* column of each row's datum, -1: the section's `coordinates` for all */
};

/* A figure of every row: of a column, or the same for all where column is -1. */
struct figure {
    int column;
    double number;
};

/* Opens the section's file. Own it: table_close(). Errors: ERR_DATA, ERR_NOMEM. */
enum err table_open(struct table *out, const char *file, const char *section, const char *id,
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

/* A row's place, by the section's setting `coordinates`, or by the row's own datum: metres
 * stay, degrees of every datum become WGS 84. Degrees have to be on Earth; metres within 10^8
 * of the origin. */
enum err table_position(const struct table *table, int row, int column_x, int column_y,
                        int coordinates, double *x, double *y, struct error *err);

#endif
