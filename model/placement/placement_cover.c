/* placement_cover.c - zones, covered wholly or in part, as elements of a covering problem. */
#include <math.h>
#include <stdlib.h>

#include "model/placement/placement_task.h"

/* A candidate and the part of the zone it covers. */
struct part {
    double share;
    int candidate;
};

static int compare_parts(const void *a, const void *b)
{
    const struct part *x = a, *y = b;

    if (x->share > y->share) return -1;
    if (x->share < y->share) return 1;
    return x->candidate < y->candidate ? -1 : x->candidate > y->candidate;
}

/* Candidates that cover more of zone z than what is open anyway, best first; *anyway is that.
 */
static int list_parts(const struct placement_task *t, int z, struct part part[], double *anyway)
{
    const struct placement_input *in = t->in;
    const struct reach *r = in->reach;
    int n = 0, kept = 0;

    *anyway = 0;
    for (int k = r->row_start[z]; k < r->row_start[z + 1]; k++) {
        double share = in->pair_share != NULL ? fmin(in->pair_share[k], 1) : 1;

        if (placement_task_forced(in->status[r->site[k]])) *anyway = fmax(*anyway, share);
        if (t->number[r->site[k]] >= 0) part[n++] = (struct part){share, t->number[r->site[k]]};
    }
    for (int k = 0; k < n; k++)
        if (part[k].share > *anyway) part[kept++] = part[k];
    if (in->pair_share != NULL) qsort(part, (size_t)kept, sizeof *part, compare_parts);
    return kept;
}

/* An element per step of the share: who covers at least so much; its penalty is what the next
 * step covers less. Returns what the zone counts at most. */
static double add_zone(struct placement_task *t, int z, struct part part[], int row[])
{
    double weight = t->in->weight[z], anyway;
    int n = list_parts(t, z, part, &anyway);

    if (weight <= 0) return 0;
    for (int k = 0; k < n; k++) {
        double next = k + 1 < n ? part[k + 1].share : anyway;

        placement_task_insert(row, k, part[k].candidate);
        if (next >= part[k].share) continue;
        for (int i = 0; i <= k; i++)
            placement_task_add(t, row[i]);
        placement_task_end_row(t, weight * (part[k].share - next));
    }
    return weight * (n > 0 ? part[0].share : anyway);
}

enum err placement_task_add_cover(struct placement_task *t, double *base, double *step,
                                  struct error *err)
{
    size_t n = (size_t)t->in->reach->n_sites + 1;
    struct part *part = malloc(n * sizeof *part);
    int *row = malloc(n * sizeof *row);

    if (part == NULL || row == NULL) {
        free(part);
        free(row);
        return error_nomem(err, "the covering problem");
    }
    *base = 0;
    *step = -1;
    for (int z = 0; z < t->in->reach->n_zones && !t->nomem; z++) {
        double most = add_zone(t, z, part, row);

        *base += most;
        *step = placement_task_step(*step, t->in->pair_share == NULL ? most : 0.5);
    }
    *step = fmax(*step, 0);
    free(part);
    free(row);
    return ERR_OK;
}
