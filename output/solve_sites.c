/* solve_sites.c - the rows of the site file: status, cost, capacity, places; districts. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "output/solve_case.h"
#include "output/solve_columns.h"

static enum err read_status(const struct csv *csv, const int place[], enum site_status out[],
                            struct error *err)
{
    static const char *const words[] = {"existing", "required", "candidate", "forbidden"};
    static const enum site_status status[] = {SITE_EXISTING, SITE_REQUIRED, SITE_CANDIDATE,
                                              SITE_FORBIDDEN};
    int column = csv_column(csv, "status");

    for (int row = 0; row < csv_n_rows(csv); row++) {
        const char *word = column < 0 ? "" : csv_cell(csv, row, column);
        int found = word[0] == '\0' ? 2 : -1;

        for (int k = 0; k < 4; k++)
            if (strcmp(word, words[k]) == 0) found = k;
        if (found < 0)
            return error_set(err, ERR_DATA,
                             "%s:%d: status: '%s' is none of existing, required, candidate, "
                             "forbidden",
                             csv_path(csv), csv_line(csv, row), word);
        out[place[row]] = status[found];
    }
    return ERR_OK;
}

enum err solve_case_read_sites(struct solve_case *c, const int place[], struct error *err)
{
    const double one = 1, any = INFINITY;

    c->cost = solve_columns_room(c->n_sites);
    c->status = calloc((size_t)c->n_sites + 1, sizeof *c->status);
    c->site_x = solve_columns_room(c->n_sites);
    c->site_y = solve_columns_room(c->n_sites);
    if (c->cost == NULL || c->status == NULL || c->site_x == NULL || c->site_y == NULL)
        return error_nomem(err, "the sites");
    TRY(solve_columns_numbers(c->sites, place, "cost", 0, 1e300, &one, c->cost, err));
    TRY(read_status(c->sites, place, c->status, err));
    if ((c->request->model->takes & TAKE_CAPACITY) != 0) {
        c->capacity = solve_columns_room(c->n_sites);
        if (c->capacity == NULL) return error_nomem(err, "the capacities");
        TRY(solve_columns_numbers(c->sites, place, "capacity", 0, 1e300, &any, c->capacity,
                                  err));
    }
    if (!c->located && !c->sites_only) return ERR_OK;
    return solve_columns_points(c->sites, place, c->geographic, c->site_x, c->site_y, err);
}

/* ---- districts ---- */

static int compare_names(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Appends the cells of the column district that are not empty; returns how many there are then.
 */
static int add_names(const struct csv *csv, const char *name[], int n)
{
    int column = csv_column(csv, "district");

    for (int row = 0; column >= 0 && row < csv_n_rows(csv); row++)
        if (csv_cell(csv, row, column)[0] != '\0') name[n++] = csv_cell(csv, row, column);
    return n;
}

enum err solve_case_read_districts(struct solve_case *c, const int site_place[],
                                   struct error *err)
{
    int column, n, n_kept = 0;

    if (c->request->min_per_district == 0) return ERR_OK;
    if (csv_column(c->sites, "district") < 0)
        return error_set(err, ERR_DATA, "%s: --min-per-district needs a column district",
                         csv_path(c->sites));
    TRY(csv_need_column(c->sites, "district", &column, err));
    c->district_id =
        malloc(((size_t)c->n_sites + (size_t)c->n_zones + 1) * sizeof *c->district_id);
    c->site_district = malloc(((size_t)c->n_sites + 1) * sizeof *c->site_district);
    if (c->district_id == NULL || c->site_district == NULL)
        return error_nomem(err, "the districts");
    n = add_names(c->sites, c->district_id, 0);
    n = add_names(c->demand, c->district_id, n);
    qsort(c->district_id, (size_t)n, sizeof *c->district_id, compare_names);
    for (int k = 0; k < n; k++)
        if (k == 0 || strcmp(c->district_id[n_kept - 1], c->district_id[k]) != 0)
            c->district_id[n_kept++] = c->district_id[k];
    c->n_districts = n_kept;
    for (int row = 0; row < csv_n_rows(c->sites); row++)
        c->site_district[site_place[row]] =
            solve_columns_find(c->district_id, n_kept, csv_cell(c->sites, row, column));
    return ERR_OK;
}
