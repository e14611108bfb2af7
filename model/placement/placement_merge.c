/* placement_merge.c - zones with equal sites become one zone. */
#include "model/placement/placement_merge.h"

#include <stdlib.h>
#include <string.h>

#include "model/cover/cover.h"

void placement_merged_clear(struct placement_merged *m)
{
    reach_free(m->reach);
    free(m->weight);
    for (int k = 0; m->phase_weight != NULL && k < m->in.n_phases; k++)
        free(m->phase_weight[k]);
    free(m->phase_weight);
    free(m->zone_id);
    *m = (struct placement_merged){0};
}

static enum err make_room(struct placement_merged *out, const struct placement_input *in,
                          struct error *err)
{
    const struct reach *r = in->reach;
    size_t n = (size_t)r->n_zones + 1;
    bool fine;

    out->reach = calloc(1, sizeof *out->reach);
    out->weight = calloc(n, sizeof *out->weight);
    fine = out->reach != NULL && out->weight != NULL;
    if (fine) {
        out->reach->row_start = calloc(n, sizeof(int));
        out->reach->site = malloc(((size_t)r->row_start[r->n_zones] + 1) * sizeof(int));
        fine = out->reach->row_start != NULL && out->reach->site != NULL;
    }
    if (fine && in->zone_id != NULL)
        fine = (out->zone_id = calloc(n, sizeof *out->zone_id)) != NULL;
    if (fine && in->phase_weight != NULL)
        fine = (out->phase_weight =
                    calloc((size_t)in->n_phases + 1, sizeof *out->phase_weight)) != NULL;
    for (int k = 0; fine && in->phase_weight != NULL && k < in->n_phases; k++)
        fine = (out->phase_weight[k] = calloc(n, sizeof(double))) != NULL;
    return fine ? ERR_OK : error_nomem(err, "merging zones");
}

/* Zone z counts in row `to`. */
static void add_weights(struct placement_merged *out, const struct placement_input *in, int z,
                        int to)
{
    out->weight[to] += in->weight[z];
    for (int k = 0; out->phase_weight != NULL && k < in->n_phases; k++)
        out->phase_weight[k][to] += in->phase_weight[k][z];
}

static void fill(struct placement_merged *out, const struct placement_input *in,
                 const int keeper[], int row[])
{
    const struct reach *r = in->reach;
    struct reach *to = out->reach;

    to->n_sites = r->n_sites;
    for (int z = 0; z < r->n_zones; z++) {
        int n = r->row_start[z + 1] - r->row_start[z];

        if (keeper[z] != z) {
            add_weights(out, in, z, row[keeper[z]]);
            continue;
        }
        row[z] = to->n_zones;
        add_weights(out, in, z, row[z]);
        if (out->zone_id != NULL) out->zone_id[row[z]] = in->zone_id[z];
        memcpy(to->site + to->row_start[row[z]], r->site + r->row_start[z],
               (size_t)n * sizeof(int));
        to->row_start[++to->n_zones] = to->row_start[row[z]] + n;
    }
    out->in.reach = to;
    out->in.weight = out->weight;
    if (out->zone_id != NULL) out->in.zone_id = out->zone_id;
    if (out->phase_weight != NULL)
        out->in.phase_weight = (const double *const *)out->phase_weight;
}

enum err placement_merge(struct placement_merged *out, const struct placement_model *model,
                         const struct placement_input *in, struct error *err)
{
    const struct reach *r = in->reach;
    size_t n = (size_t)r->n_zones + 1;
    struct cover_draft d = {
        .n_elements = r->n_zones, .row_start = r->row_start, .site = r->site};
    int *keeper, *row;
    enum err code;

    *out = (struct placement_merged){.in = *in};
    if (!model->merges || in->pair_share != NULL || (in->skip & SKIP_MERGE) != 0) return ERR_OK;
    keeper = malloc(n * sizeof *keeper);
    row = malloc(n * sizeof *row);
    code = keeper == NULL || row == NULL ? error_nomem(err, "merging zones")
                                         : make_room(out, in, err);
    if (code == ERR_OK) code = cover_find_equal(&d, keeper, err);
    if (code == ERR_OK) fill(out, in, keeper, row);
    free(keeper);
    free(row);
    return code;
}
