/* stock_table.c - see stock_table.h. */
#include "model/fleet/stock_table.h"

#include <stdlib.h>
#include <string.h>

#include "scenarios/csv.h"

enum { YEAR, VEHICLES, LOW, HIGH, N_COLUMNS };

static const double most = 1e9; /* vehicles, as in fields.h */

static enum err find_columns(const struct csv *csv, int column[N_COLUMNS], struct error *err)
{
    TRY(csv_need_column(csv, "year", &column[YEAR], err));
    TRY(csv_need_column(csv, "vehicles", &column[VEHICLES], err));
    column[LOW] = csv_column(csv, "low");
    column[HIGH] = csv_column(csv, "high");
    if (column[LOW] >= 0) TRY(csv_need_column(csv, "high", &column[HIGH], err));
    if (column[HIGH] >= 0) TRY(csv_need_column(csv, "low", &column[LOW], err));
    if (csv_n_rows(csv) == 0)
        return error_set(err, ERR_DATA, "%s: there is no row; one for each year belongs here",
                         csv_path(csv));
    return ERR_OK;
}

static enum err make(struct series *s, int n, struct error *err)
{
    s->year = calloc((size_t)n, sizeof *s->year);
    s->value = calloc((size_t)n, sizeof *s->value);
    return s->year == NULL || s->value == NULL ? error_nomem(err, "a table of vehicles")
                                               : ERR_OK;
}

static enum err read_row(struct stock_table *t, const struct csv *csv, int row,
                         const int column[N_COLUMNS], struct error *err)
{
    struct series *const to[N_COLUMNS] = {NULL, &t->vehicles, &t->low, &t->high};
    double value[N_COLUMNS] = {0};
    int year;

    TRY(csv_integer(csv, row, column[YEAR], 1900, 2200, &year, err));
    if (row > 0 && year <= t->vehicles.year[row - 1])
        return csv_fail(csv, row, column[YEAR], err,
                        "%d stands behind %d; the years have to rise", year,
                        t->vehicles.year[row - 1]);
    for (int k = VEHICLES; k < N_COLUMNS; k++) {
        if (column[k] < 0) continue;
        TRY(csv_number(csv, row, column[k], 0, most, &value[k], err));
        to[k]->year[row] = year;
        to[k]->value[row] = value[k];
        to[k]->n = row + 1;
    }
    if (column[LOW] >= 0 && (value[LOW] > value[VEHICLES] || value[HIGH] < value[VEHICLES]))
        return csv_fail(csv, row, column[VEHICLES], err,
                        "%g does not lie between low, %g, and high, %g", value[VEHICLES],
                        value[LOW], value[HIGH]);
    return ERR_OK;
}

enum err stock_table_read(struct stock_table *out, const char *path, struct error *err)
{
    struct stock_table t = {.vehicles = {0}};
    struct csv *csv = NULL;
    int column[N_COLUMNS], n;
    enum err code = csv_read(&csv, path, err);

    if (code != ERR_OK) return code;
    n = csv_n_rows(csv);
    code = find_columns(csv, column, err);
    if (code == ERR_OK) code = make(&t.vehicles, n, err);
    if (code == ERR_OK && column[LOW] >= 0) code = make(&t.low, n, err);
    if (code == ERR_OK && column[HIGH] >= 0) code = make(&t.high, n, err);
    for (int row = 0; code == ERR_OK && row < n; row++)
        code = read_row(&t, csv, row, column, err);
    csv_free(csv);
    if (code != ERR_OK) {
        stock_table_clear(&t);
        return code;
    }
    *out = t;
    return ERR_OK;
}

void stock_table_choose(struct stock_table *t, enum path path)
{
    struct series *chosen = path == PATH_LOW ? &t->low : path == PATH_HIGH ? &t->high : NULL;
    struct series base = t->vehicles;

    if (chosen == NULL || chosen->n == 0) return;
    t->vehicles = *chosen;
    *chosen = base;
}

void stock_table_clear(struct stock_table *t)
{
    struct series *const all[] = {&t->vehicles, &t->low, &t->high};

    for (int k = 0; k < 3; k++) {
        free(all[k]->year);
        free(all[k]->value);
    }
    memset(t, 0, sizeof *t);
}
