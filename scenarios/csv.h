/* csv.h - strict reader of CSV files (RFC 4180): UTF-8 (a BOM and CRLF are accepted), a header,
 * the same number of cells in every row. A million rows are read at memory speed: the file is
 * held once and cells point into it.
 *
 * Every message names file, line and column name. */
#ifndef CHARGEPLAN_SCENARIOS_CSV_H
#define CHARGEPLAN_SCENARIOS_CSV_H

#include <stdbool.h>
#include <stdint.h>

#include "scenarios/error.h"

struct csv; /* opaque */

/* A text as a message may quote it: on one line, cut after some 40 bytes. */
struct csv_quote {
    char text[64];
};
struct csv_quote csv_quote(const char *text);

/* Own it: csv_free(*out). Errors: ERR_DATA (cannot be read, not UTF-8, ragged row, a quote that
 * is never closed, no header, a column named twice), ERR_NOMEM. A file with a header and no
 * rows is read; the caller says whether that is wrong. */
enum err csv_read(struct csv **out, const char *path, struct error *err);
/* The same of a text in memory, which is copied; `name` stands in its messages. */
enum err csv_parse(struct csv **out, const char *text, const char *name, struct error *err);
/* A table that is no CSV file: features of a layer. Takes over the arrays, also where it fails.
 *
 *   bytes    [n_bytes] UTF-8 texts, each with its 0
 *   offset   [(1 + n_rows) x n_columns] where they start in bytes, names of the columns first
 *   feature  [n_rows] number of each row's feature, which messages name in place of a line
 * Errors: ERR_DATA (a column named twice), ERR_NOMEM. */
struct csv_features {
    char *bytes;
    uint32_t *offset;
    long long *feature;
    int n_rows, n_columns;
};
enum err csv_of_features(struct csv **out, struct csv_features *features, const char *path,
                         struct error *err);
void csv_free(struct csv *csv);

const char *csv_path(const struct csv *csv);
int csv_n_rows(const struct csv *csv);
int csv_n_columns(const struct csv *csv);
const char *csv_column_name(const struct csv *csv, int column);

/* Index of a column, or -1. */
int csv_column(const struct csv *csv, const char *name);
/* The same; a missing column is ERR_DATA that lists the columns there are ("did you mean"). */
enum err csv_need_column(const struct csv *csv, const char *name, int *column,
                         struct error *err);

/* Text of a cell, without quotes. Borrowed until csv_free. Rows count from 0. */
const char *csv_cell(const struct csv *csv, int row, int column);
int csv_line(const struct csv *csv, int row); /* line of the file, from 1; not of features */
long long csv_feature(const struct csv *csv, int row); /* number of a row's feature */
/* Where a row stands, for messages: "zones.csv:12", "zones.gpkg: feature 12". Own it; NULL when
 * out of memory. */
char *csv_place(const struct csv *csv, int row);
/* "line 12" or "feature 12". */
struct csv_quote csv_row_word(const struct csv *csv, int row);

/* Forgets all columns but one, which is column 0 then, and gives their memory back. Its cells
 * have moved: none borrowed before is to be used. */
void csv_keep_column(struct csv *csv, int column);

/* ERR_DATA with "file:line: column 'name': sentence"; column -1: without one. */
enum err csv_fail(const struct csv *csv, int row, int column, struct error *err,
                  const char *fmt, ...) __attribute__((format(printf, 5, 6)));

/* The text of a cell as a number, as csv_number() reads it; false where it is none. */
bool csv_decimal(const char *cell, double *out);

/* Number in a cell: finite, min <= value <= max, nothing around it. ERR_DATA otherwise. */
enum err csv_number(const struct csv *csv, int row, int column, double min, double max,
                    double *out, struct error *err);

/* Whole number in a cell: min <= value <= max, "12.0" and "1e3" are refused. ERR_DATA. */
enum err csv_integer(const struct csv *csv, int row, int column, int min, int max, int *out,
                     struct error *err);

/* Checks that the ids of a column are not empty and unique, in all rows or in the rows
 * row[0 .. n - 1]: ERR_DATA names both lines. */
enum err csv_unique(const struct csv *csv, int column, struct error *err);
enum err csv_unique_rows(const struct csv *csv, int column, int n, const int row[],
                         struct error *err);

#endif
