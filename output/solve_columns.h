/* solve_columns.h - columns of the files of `chargeplan solve`, read into the order of the ids,
 * so that permuted rows give the same answer to the byte. */
#ifndef CHARGEPLAN_OUTPUT_SOLVE_COLUMNS_H
#define CHARGEPLAN_OUTPUT_SOLVE_COLUMNS_H

#include "scenarios/csv.h"

/* Sorts the ids of a file: (*ids)[k] in byte order; place[row] is where a row of the file goes.
 * Own *ids and *place, on failure too. Errors: ERR_DATA (no column id, an id empty or given
 * twice, no row), ERR_NOMEM. */
enum err solve_columns_ids(const struct csv *csv, const char ***ids, int **place,
                           struct error *err);
/* Forgets all columns but the ids, which move. */
void solve_columns_keep_ids(struct csv *csv, const char *ids[], const int place[]);
/* Index of an id, or -1. */
int solve_columns_find(const char *const ids[], int n, const char *id);

/* Numbers of a column by place; *missing where there is no such column or an empty cell; with
 * missing NULL the column and every cell of it are needed. Errors: ERR_DATA. */
enum err solve_columns_numbers(const struct csv *csv, const int place[], const char *name,
                               double min, double max, const double *missing, double out[],
                               struct error *err);
bool solve_columns_pair(const struct csv *csv, const char *a, const char *b);
/* x and y (metres), or lon and lat (degrees). Errors: ERR_DATA. */
enum err solve_columns_points(const struct csv *csv, const int place[], bool geographic,
                              double x[], double y[], struct error *err);
double *solve_columns_room(int n); /* n zeros, own it; NULL: out of memory */

#endif
