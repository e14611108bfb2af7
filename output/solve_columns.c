/* solve_columns.c - see solve_columns.h */
#include "output/solve_columns.h"

#include <stdlib.h>
#include <string.h>

#include "scenarios/csv_order.h"

enum err solve_columns_ids(const struct csv *csv, const char ***ids, int **place,
                           struct error *err)
{
    int n = csv_n_rows(csv), column, *order;
    enum err code;

    TRY(csv_need_column(csv, "id", &column, err));
    if (n == 0)
        return error_set(err, ERR_DATA, "%s: there is a header but no row", csv_path(csv));
    order = malloc((size_t)n * sizeof *order);
    *ids = malloc((size_t)n * sizeof **ids);
    *place = malloc((size_t)n * sizeof **place);
    code = order == NULL || *ids == NULL || *place == NULL
               ? error_nomem(err, "the ids of a file")
               : csv_order(csv, column, order, err);
    for (int k = 0; code == ERR_OK && k < n; k++) {
        (*ids)[k] = csv_cell(csv, order[k], column);
        (*place)[order[k]] = k;
    }
    free(order);
    return code;
}

void solve_columns_keep_ids(struct csv *csv, const char *ids[], const int place[])
{
    csv_keep_column(csv, csv_column(csv, "id"));
    for (int row = 0; row < csv_n_rows(csv); row++)
        ids[place[row]] = csv_cell(csv, row, 0);
}

int solve_columns_find(const char *const ids[], int n, const char *id)
{
    int low = 0, high = n;

    while (low < high) {
        int mid = low + (high - low) / 2;

        if (strcmp(ids[mid], id) < 0)
            low = mid + 1;
        else
            high = mid;
    }
    return low < n && strcmp(ids[low], id) == 0 ? low : -1;
}

enum err solve_columns_numbers(const struct csv *csv, const int place[], const char *name,
                               double min, double max, const double *missing, double out[],
                               struct error *err)
{
    int column = csv_column(csv, name);

    if (missing == NULL) TRY(csv_need_column(csv, name, &column, err));
    for (int row = 0; row < csv_n_rows(csv); row++) {
        double *to = &out[place[row]];

        if (missing != NULL && (column < 0 || csv_cell(csv, row, column)[0] == '\0'))
            *to = *missing;
        else
            TRY(csv_number(csv, row, column, min, max, to, err));
    }
    return ERR_OK;
}

bool solve_columns_pair(const struct csv *csv, const char *a, const char *b)
{
    return csv_column(csv, a) >= 0 && csv_column(csv, b) >= 0;
}

enum err solve_columns_points(const struct csv *csv, const int place[], bool geographic,
                              double x[], double y[], struct error *err)
{
    const double far_m = 1e9;

    TRY(solve_columns_numbers(csv, place, geographic ? "lon" : "x", geographic ? -180 : -far_m,
                              geographic ? 180 : far_m, NULL, x, err));
    return solve_columns_numbers(csv, place, geographic ? "lat" : "y",
                                 geographic ? -90 : -far_m, geographic ? 90 : far_m, NULL, y,
                                 err);
}

double *solve_columns_room(int n)
{
    return calloc((size_t)n + 1, sizeof(double));
}
