/* placement_pmedian.c - p-median: least weighted distance to the nearest open site.
 *
 *   min  sum_z sum_s w_z m_zs a_zs
 *   s.t. sum_s a_zs = 1                 every zone z with weight   (1)
 *        a_zs <= x_s                    each pair in reach         (2)
 *        sum_s x_s <= P, sum_s c_s x_s <= B                        (3)
 *        x_s in {0,1},  a_zs >= 0
 *
 * It is solved as a covering problem: with m_1 < m_2 < .. the distances of zone z, the zone
 * pays w_z m_1, and w_z (m_k+1 - m_k) for each k of which no site within m_k is open.
 *
 * Source: S. L. Hakimi, Optimum locations of switching centers and the absolute centers and
 *   medians of a graph, Operations Research 12 (1964) 450-459, doi:10.1287/opre.12.3.450;
 * steps: Garcia, Labbe and Marin 2011 (cover.h). */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "model/milp.h"
#include "model/placement_task.h"

static void build(const struct placement_input *in, struct milp *m)
{
    const struct reach *r = in->reach;

    placement_task_build_sites(in, m, NULL); /* (3) */
    for (int z = 0; z < r->n_zones; z++) {
        int one;

        if (in->weight[z] <= 0) continue;
        one = milp_add_row(m, 1, 1); /* (1) */
        for (int k = r->row_start[z]; k < r->row_start[z + 1]; k++) {
            int a = milp_add_col(m, 0, 1, false, in->weight[z] * r->distance_m[k]);
            int row = milp_add_row(m, -INFINITY, 0); /* (2) */

            milp_add_coef(m, one, a, 1);
            milp_add_coef(m, row, a, 1);
            milp_add_coef(m, row, r->site[k], -1);
        }
    }
}

static double worth(const struct placement_input *in, const bool open[])
{
    const struct reach *r = in->reach;
    double sum = 0;

    if (!placement_task_keeps(in, open)) return NAN;
    for (int z = 0; z < r->n_zones; z++) {
        double nearest = INFINITY;

        if (in->weight[z] <= 0) continue;
        for (int k = r->row_start[z]; k < r->row_start[z + 1]; k++)
            if (open[r->site[k]]) nearest = fmin(nearest, r->distance_m[k]);
        if (isinf(nearest)) return NAN;
        sum += in->weight[z] * nearest;
    }
    return sum;
}

struct near {
    double m;
    int candidate;
};

static int compare_near(const void *a, const void *b)
{
    const struct near *x = a, *y = b;

    if (x->m < y->m) return -1;
    if (x->m > y->m) return 1;
    return x->candidate < y->candidate ? -1 : x->candidate > y->candidate;
}

static int compare_int(const void *a, const void *b)
{
    int x = *(const int *)a, y = *(const int *)b;

    return x < y ? -1 : x > y;
}

/* Rows of one zone. Returns what it pays in any case; INFINITY when no site may serve it. */
static double add_zone(struct placement_task *t, int z, struct near list[], double *step)
{
    const struct placement_input *in = t->in;
    const struct reach *r = in->reach;
    double weight = in->weight[z], served = INFINITY;
    int n = 0, n_nearer = 0;

    for (int k = r->row_start[z]; k < r->row_start[z + 1]; k++) {
        int s = r->site[k];

        if (placement_task_forced(in->status[s])) served = fmin(served, r->distance_m[k]);
        if (t->number[s] >= 0) list[n++] = (struct near){r->distance_m[k], t->number[s]};
    }
    qsort(list, (size_t)n, sizeof *list, compare_near);
    while (n_nearer < n && list[n_nearer].m < served)
        n_nearer++;
    if (n_nearer == 0) {
        *step = placement_task_step(*step, weight * served);
        return weight * served;
    }
    *step = placement_task_step(*step, weight * list[0].m);
    for (int k = 1; k <= n_nearer; k++) {
        double next = k < n_nearer ? list[k].m : served;
        double penalty = isinf(next) ? INFINITY : weight * (next - list[k - 1].m);

        if (penalty <= 0) continue; /* as far as the next one */
        if (!isinf(penalty)) *step = placement_task_step(*step, penalty);
        for (int i = 0; i < k; i++)
            placement_task_add(t, list[i].candidate);
        if (!t->nomem)
            qsort(t->pair + t->row_start[t->n_rows], (size_t)k, sizeof *t->pair, compare_int);
        placement_task_end_row(t, penalty);
    }
    return weight * list[0].m;
}

static enum err solve(const struct placement_input *in, struct placement_plan *plan,
                      struct error *err)
{
    const struct reach *r = in->reach;
    struct near *list = malloc(((size_t)r->n_sites + 1) * sizeof *list);
    struct placement_task t = {0};
    double base = 0, step = -1;
    int n_lost = 0;
    enum err code = list == NULL ? error_nomem(err, "the placement problem")
                                 : placement_task_begin(&t, in, err);

    if (code != ERR_OK || !placement_task_fits(&t, plan)) goto done;
    for (int z = 0; z < r->n_zones && !t.nomem; z++) {
        double least;

        if (in->weight[z] <= 0) continue;
        least = add_zone(&t, z, list, &step);
        n_lost += isinf(least);
        base += least;
    }
    if (n_lost > 0) {
        plan->status = PLAN_INFEASIBLE;
        snprintf(
            plan->reason, sizeof plan->reason,
            "%d zone%s with weight can be served by no site that is allowed and within the "
            "radius and the budget.",
            n_lost, n_lost == 1 ? "" : "s");
        goto done;
    }
    code = placement_task_solve(&t, &placement_pmedian, base, step, plan, err);
    if (code == ERR_OK && plan->status == PLAN_INFEASIBLE)
        snprintf(plan->reason, sizeof plan->reason,
                 "Every zone with weight has a site in reach, but no plan with at most %d new "
                 "sites%s serves all of them.",
                 in->p, isinf(in->budget) ? "" : " within the budget");
done:
    placement_task_clear(&t);
    free(list);
    return code;
}

const struct placement_model placement_pmedian = {
    .name = "pmedian",
    .summary =
        "least sum of weight x distance to the nearest open site with at most P new sites",
    .needs = "P; a radius is a limit on assignment",
    .source = "Hakimi 1964",
    .needs_distance = true,
    .build = build,
    .worth = worth,
    .solve = solve,
};
