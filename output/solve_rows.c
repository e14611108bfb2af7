/* solve_rows.c - pairs within the radius by coordinates, and zones that the same sites reach
 * as one row. */
#include <math.h>
#include <stdlib.h>

#include "model/coverage_rows.h"
#include "output/solve_case.h"
#include "output/solve_columns.h"

bool solve_case_sums_exactly(double weight, double *sum)
{
    const double most = 9007199254740992; /* 2^53 */

    *sum += weight;
    return weight == floor(weight) && *sum < most; /* above it a sum may round down to it */
}

static bool merges(const struct solve_case *c)
{
    const struct solve_request *r = c->request;
    double sum = 0;

    if (!r->model->merges || (r->skip & SKIP_MERGE) != 0 || c->n_phases > 0) return false;
    for (int z = 0; z < c->n_zones; z++)
        if (!solve_case_sums_exactly(c->weight[z], &sum)) return false;
    return true;
}

/* Takes over the rows. */
static enum err take_rows(struct solve_case *c, struct coverage_rows *rows, struct error *err)
{
    int n = rows->reach->n_zones;

    c->reach = rows->reach;
    c->zone_row = rows->row;
    *rows = (struct coverage_rows){0};
    c->row_weight = solve_columns_room(n);
    c->row_id = calloc((size_t)n + 1, sizeof *c->row_id);
    if (c->row_weight == NULL || c->row_id == NULL) return error_nomem(err, "merging zones");
    for (int z = 0; z < c->n_zones; z++) {
        int row = c->zone_row[z];

        c->row_weight[row] += c->weight[z];
        if (c->row_id[row] == NULL) c->row_id[row] = c->zone_id[z];
    }
    return ERR_OK;
}

enum err solve_case_find_rows(struct solve_case *c, const double radius_m[], struct error *err)
{
    struct points zones = solve_case_zones(c), sites = solve_case_sites(c);
    struct coverage_rows rows = {0};
    enum err code = coverage_rows_create(&rows, &zones, &sites, radius_m, 1, false, err);

    if (code == ERR_OK && merges(c))
        code = take_rows(c, &rows, err);
    else if (code == ERR_OK)
        code = coverage_rows_expand(&c->reach, &rows, c->n_zones, err);
    coverage_rows_clear(&rows);
    return code;
}

int solve_case_row(const struct solve_case *c, int z)
{
    return c->zone_row != NULL ? c->zone_row[z] : z;
}

enum err solve_case_parts(const struct solve_case *c, const bool open[], double **part,
                          struct error *err)
{
    const struct reach *r = c->reach;
    double *most = solve_columns_room(r->n_zones);

    if (most == NULL) return error_nomem(err, "what the plan covers");
    for (int row = 0; open != NULL && row < r->n_zones; row++)
        for (int k = r->row_start[row]; k < r->row_start[row + 1] && most[row] < 1; k++)
            if (open[r->site[k]])
                most[row] = fmax(most[row], c->pair_share != NULL ? c->pair_share[k] : 1);
    *part = most;
    return ERR_OK;
}
