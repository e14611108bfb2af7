/* reach.c - compressed rows of pairs: made from lists, turned round, freed. */
#include <stdlib.h>
#include <string.h>

#include "model/coverage.h"

static enum err rows_create(struct reach **out, int n_zones, int n_sites, int n_pairs,
                            bool distances, struct error *err)
{
    struct reach *r = calloc(1, sizeof *r);

    if (r != NULL) {
        r->n_zones = n_zones;
        r->n_sites = n_sites;
        r->row_start = calloc((size_t)n_zones + 1, sizeof *r->row_start);
        r->site = malloc(((size_t)n_pairs + 1) * sizeof *r->site);
        if (distances) r->way = malloc(((size_t)n_pairs + 1) * sizeof *r->way);
    }
    if (r == NULL || r->row_start == NULL || r->site == NULL || (distances && r->way == NULL)) {
        reach_free(r);
        return error_nomem(err, "the pairs of zones and sites");
    }
    *out = r;
    return ERR_OK;
}

enum err reach_turn(struct reach **out, int n_rows, int n_cols, const int start[],
                    const int row[], const double distance_m[], struct error *err)
{
    struct reach *r = NULL;
    int *next;

    TRY(rows_create(&r, n_rows, n_cols, start[n_cols], distance_m != NULL, err));
    for (int k = 0; k < start[n_cols]; k++)
        r->row_start[row[k] + 1]++;
    for (int k = 0; k < n_rows; k++)
        r->row_start[k + 1] += r->row_start[k];
    next = malloc(((size_t)n_rows + 1) * sizeof *next);
    if (next == NULL) {
        reach_free(r);
        return error_nomem(err, "the pairs of zones and sites");
    }
    memcpy(next, r->row_start, ((size_t)n_rows + 1) * sizeof *next);
    for (int c = 0; c < n_cols; c++)
        for (int k = start[c]; k < start[c + 1]; k++) {
            int at = next[row[k]]++;

            r->site[at] = c;
            if (distance_m != NULL) r->way[at] = distance_m[k];
        }
    free(next);
    *out = r;
    return ERR_OK;
}

enum err reach_from_pairs(struct reach **out, int n_zones, int n_sites, int n_pairs,
                          const int zone[], const int site[], const double distance_m[],
                          struct error *err)
{
    int *start = calloc((size_t)n_sites + 2, sizeof *start);
    int *row = malloc(((size_t)n_pairs + 1) * sizeof *row);
    double *m = malloc(((size_t)n_pairs + 1) * sizeof *m);
    enum err code;

    if (start == NULL || row == NULL || m == NULL) {
        code = error_nomem(err, "the pairs of zones and sites");
    } else {
        /* start[s + 1] is where site s goes on; in the end it is where it ends. */
        for (int k = 0; k < n_pairs; k++)
            start[site[k] + 2]++;
        for (int s = 1; s <= n_sites; s++)
            start[s + 1] += start[s];
        for (int k = 0; k < n_pairs; k++) {
            int at = start[site[k] + 1]++;

            row[at] = zone[k];
            m[at] = distance_m[k];
        }
        code = reach_turn(out, n_zones, n_sites, start, row, m, err);
    }
    free(start);
    free(row);
    free(m);
    return code;
}

enum err reach_transpose(struct reach **out, const struct reach *in, struct error *err)
{
    return reach_turn(out, in->n_sites, in->n_zones, in->row_start, in->site, in->way, err);
}

enum err reach_copy(struct reach **out, const struct reach *in, struct error *err)
{
    size_t n_rows = (size_t)in->n_zones + 1, n_pairs = (size_t)in->row_start[in->n_zones] + 1;
    struct reach *r = calloc(1, sizeof *r);

    if (!r) return error_nomem(err, "a copy of the reach");
    r->n_zones = in->n_zones;
    r->n_sites = in->n_sites;
    r->row_start = malloc(n_rows * sizeof *r->row_start);
    r->site = malloc(n_pairs * sizeof *r->site);
    if (in->way) r->way = malloc(n_pairs * sizeof *r->way);
    if (!r->row_start || !r->site || (in->way && !r->way)) {
        reach_free(r);
        return error_nomem(err, "a copy of the reach");
    }
    memcpy(r->row_start, in->row_start, n_rows * sizeof *r->row_start);
    if (n_pairs > 1) memcpy(r->site, in->site, (n_pairs - 1) * sizeof *r->site);
    if (in->way && n_pairs > 1) memcpy(r->way, in->way, (n_pairs - 1) * sizeof *r->way);
    *out = r;
    return ERR_OK;
}

void reach_free(struct reach *reach)
{
    if (reach == NULL) return;
    free(reach->row_start);
    free(reach->site);
    free(reach->way);
    free(reach);
}
