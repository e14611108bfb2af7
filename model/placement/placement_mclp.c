/* placement_mclp.c - maximal covering: cover the most weight with a given number or budget.
 *
 *   max  sum_z d_z y_z
 *   s.t. y_z <= sum_{s reaches z} x_s           every zone z      (1)
 *        sum_s x_s <= P                                           (2)
 *        sum_s c_s x_s <= B                                       (3)
 *        x_s in {0,1},  0 <= y_z <= 1
 *
 * y may be continuous: with x whole, (1) drives each y_z to 0 or 1 by itself.
 *
 * Gradual cover: site s covers the part b_zs of zone z, and the best open one counts:
 *
 *   max  sum_z d_z (y_z + sum_s b_zs a_zs)
 *   s.t. y_z <= sum_{b_zs = 1} x_s,  a_zs <= x_s where b_zs < 1,  y_z + sum_s a_zs <= 1
 *
 * Source: R. Church and C. ReVelle, The maximal covering location problem, Papers of the
 *   Regional Science Association 32 (1974) 101-118, doi:10.1007/BF01942293; O. Berman and
 *   D. Krass, The generalized maximal covering location problem, Computers and Operations
 *   Research 29 (2002) 563-581, doi:10.1016/S0305-0548(01)00079-X. */
#include <math.h>
#include <stdlib.h>

#include "model/milp.h"
#include "model/placement/placement_task.h"

static void build(const struct placement_input *in, struct milp *m)
{
    placement_task_build_sites(in, m, NULL);     /* (2), (3) */
    for (int z = 0; z < in->reach->n_zones; z++) /* (1) */
        placement_task_build_covered(in, m, z, in->weight[z], -1, 0);
}

static double worth(const struct placement_input *in, const bool open[])
{
    double sum = 0;

    if (!placement_task_keeps(in, open)) return NAN;
    for (int z = 0; z < in->reach->n_zones; z++)
        sum += in->weight[z] * placement_task_covered(in, open, z);
    return sum;
}

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

static int compare_numbers(const void *a, const void *b)
{
    const int *x = a, *y = b;

    return (*x > *y) - (*x < *y);
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
static double add_steps(struct placement_task *t, int z, struct part part[])
{
    double weight = t->in->weight[z], anyway;
    int n = list_parts(t, z, part, &anyway);

    if (weight <= 0) return 0;
    for (int k = 0; k < n; k++) {
        double next = k + 1 < n ? part[k + 1].share : anyway;
        int *row;

        if (next >= part[k].share) continue;
        for (int i = 0; i <= k; i++)
            placement_task_add(t, part[i].candidate);
        if (t->nomem) return 0;
        row = t->pair + t->row_start[t->n_rows];
        if (t->in->pair_share != NULL) qsort(row, (size_t)k + 1, sizeof *row, compare_numbers);
        placement_task_end_row(t, weight * (part[k].share - next));
    }
    return weight * (n > 0 ? part[0].share : anyway);
}

static enum err solve(const struct placement_input *in, struct placement_plan *plan,
                      struct error *err)
{
    struct placement_task t;
    struct part *part = NULL;
    double base = 0, step = -1;
    enum err code = placement_task_begin(&t, in, err);

    if (code != ERR_OK || !placement_task_fits(&t, plan)) goto done;
    part = malloc(((size_t)in->reach->n_sites + 1) * sizeof *part);
    if (part == NULL) {
        code = error_nomem(err, "the covering problem");
        goto done;
    }
    for (int z = 0; z < in->reach->n_zones; z++) {
        double most = add_steps(&t, z, part);

        base += most;
        step = placement_task_step(step, in->pair_share == NULL ? most : 0.5);
    }
    code = placement_task_solve(&t, &placement_mclp, base, step, plan, err);
done:
    free(part);
    placement_task_clear(&t);
    return code;
}

const struct placement_model placement_mclp = {
    .name = "mclp",
    .summary = MSG_MODEL_MCLP,
    .needs = "P or B, and a radius or a distance table",
    .takes = TAKE_P | TAKE_BUDGET | TAKE_RADIUS2,
    .needs_one_of = TAKE_P | TAKE_BUDGET,
    .source = "Church and ReVelle 1974",
    .maximise = true,
    .needs_radius = true,
    .merges = true,
    .build = build,
    .worth = worth,
    .solve = solve,
};
