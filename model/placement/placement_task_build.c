/* placement_task_build.c - what the models share in build() and worth(). */
#include <math.h>

#include "model/milp.h"
#include "model/placement/placement_sides.h"
#include "model/placement/placement_task.h"

double placement_task_price(const struct placement_input *in, int s)
{
    return in->objective == OBJECTIVE_COST ? in->cost[s] : 1;
}

double placement_task_covered(const struct placement_input *in, const bool open[], int z)
{
    const struct reach *r = in->reach;
    double most = 0;

    for (int k = r->row_start[z]; k < r->row_start[z + 1]; k++)
        if (open[r->site[k]]) most = fmax(most, in->pair_share != NULL ? in->pair_share[k] : 1);
    return most;
}

int placement_task_n_over(const struct placement_input *in, const bool open[], int z)
{
    const struct reach *r = in->reach;
    int n = 0;

    for (int k = r->row_start[z]; k < r->row_start[z + 1]; k++)
        n += open[r->site[k]];
    return n;
}

bool placement_task_reachable(const struct placement_input *in, int z)
{
    const struct reach *r = in->reach;

    for (int k = r->row_start[z]; k < r->row_start[z + 1]; k++)
        if (in->status[r->site[k]] != SITE_FORBIDDEN) return true;
    return false;
}

/* y <= sum of the sites that cover all of the zone; a_s <= x_s for each that covers a part of
 * it; together at most 1. */
void placement_task_build_covered(const struct placement_input *in, struct milp *m, int z,
                                  double weight, int row, double factor)
{
    const struct reach *r = in->reach;
    int whole = milp_add_col(m, 0, 1, false, weight);
    int over = milp_add_row(m, -INFINITY, 0), once = -1;

    milp_add_coef(m, over, whole, 1);
    if (row >= 0) milp_add_coef(m, row, whole, factor);
    for (int k = r->row_start[z]; k < r->row_start[z + 1]; k++) {
        double share = in->pair_share != NULL ? in->pair_share[k] : 1;
        int part, at_most;

        if (share >= 1) milp_add_coef(m, over, r->site[k], -1);
        if (share >= 1 || share <= 0) continue;
        if (once < 0) {
            once = milp_add_row(m, -INFINITY, 1);
            milp_add_coef(m, once, whole, 1);
        }
        part = milp_add_col(m, 0, 1, false, share * weight);
        at_most = milp_add_row(m, -INFINITY, 0);
        milp_add_coef(m, at_most, part, 1);
        milp_add_coef(m, at_most, r->site[k], -1);
        milp_add_coef(m, once, part, 1);
        if (row >= 0) milp_add_coef(m, row, part, share * factor);
    }
}

void placement_task_build_sites(const struct placement_input *in, struct milp *m,
                                const double objective[])
{
    for (int s = 0; s < in->reach->n_sites; s++) {
        bool forced = placement_task_forced(in->status[s]);

        milp_add_col(m, forced, in->status[s] != SITE_FORBIDDEN, true,
                     objective != NULL && in->status[s] != SITE_EXISTING ? objective[s] : 0);
    }
    if (in->p >= 0) {
        int row = milp_add_row(m, -INFINITY, in->p);

        for (int s = 0; s < in->reach->n_sites; s++)
            if (in->status[s] != SITE_EXISTING) milp_add_coef(m, row, s, 1);
    }
    if (placement_task_binds(in)) {
        int row = milp_add_row(m, -INFINITY, in->budget);

        for (int s = 0; s < in->reach->n_sites; s++)
            if (in->status[s] != SITE_EXISTING) milp_add_coef(m, row, s, in->cost[s]);
    }
    placement_sides_build(in, m);
}

bool placement_task_keeps(const struct placement_input *in, const bool open[])
{
    double cost = 0;
    int n = 0;

    for (int s = 0; s < in->reach->n_sites; s++) {
        if (placement_task_forced(in->status[s]) && !open[s]) return false;
        if (!open[s] || in->status[s] == SITE_EXISTING) continue;
        if (in->status[s] == SITE_FORBIDDEN) return false;
        n++;
        cost += in->cost[s];
    }
    return (in->p < 0 || n <= in->p) && cost <= placement_money(in->budget) &&
           placement_sides_keep(in, open);
}
