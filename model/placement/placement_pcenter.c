/* placement_pcenter.c - p-centre: the least largest distance to the nearest open site.
 *
 *   min  r
 *   s.t. sum_s a_zs = 1                 every zone z with weight   (1)
 *        a_zs <= x_s                    each pair in reach         (2)
 *        sum_s m_zs a_zs <= r           every zone z with weight   (3)
 *        sum_s x_s <= P, sum_s c_s x_s <= B                        (4)
 *        x_s in {0,1},  a_zs >= 0
 *
 * It is solved by set covers: within D of every zone a site can be open if and only if the best
 * distance is D or less (pcenter.c). Zones of weight 0 are not looked at.
 *
 * Sources: S. L. Hakimi, Optimum distribution of switching centers in a communication network
 *   and some related graph theoretic problems, Operations Research 13 (1965) 462-475,
 *   doi:10.1287/opre.13.3.462; E. Minieka, The m-center problem, SIAM Review 12 (1970) 138-139,
 *   doi:10.1137/1012016. */
#include <math.h>
#include <stdlib.h>

#include "model/milp.h"
#include "model/placement/pcenter.h"
#include "model/placement/placement_sides.h"
#include "model/placement/placement_task.h"

static void build(const struct placement_input *in, struct milp *m)
{
    const struct reach *r = in->reach;
    int farthest;

    placement_task_build_sites(in, m, NULL); /* (4) */
    farthest = milp_add_col(m, 0, INFINITY, false, 1);
    for (int z = 0; z < r->n_zones; z++) {
        int one, way;

        if (in->weight[z] <= 0) continue;
        one = milp_add_row(m, 1, 1);         /* (1) */
        way = milp_add_row(m, -INFINITY, 0); /* (3) */
        milp_add_coef(m, way, farthest, -1);
        for (int k = r->row_start[z]; k < r->row_start[z + 1]; k++) {
            int a = milp_add_col(m, 0, 1, false, 0);
            int row = milp_add_row(m, -INFINITY, 0); /* (2) */

            milp_add_coef(m, one, a, 1);
            milp_add_coef(m, way, a, r->way[k]);
            milp_add_coef(m, row, a, 1);
            milp_add_coef(m, row, r->site[k], -1);
        }
    }
}

static double worth(const struct placement_input *in, const bool open[])
{
    const struct reach *r = in->reach;
    double most = 0;

    if (!placement_task_keeps(in, open)) return NAN;
    for (int z = 0; z < r->n_zones; z++) {
        double nearest = INFINITY;

        if (in->weight[z] <= 0) continue;
        for (int k = r->row_start[z]; k < r->row_start[z + 1]; k++)
            if (open[r->site[k]]) nearest = fmin(nearest, r->way[k]);
        if (isinf(nearest)) return NAN;
        most = fmax(most, nearest);
    }
    return most;
}

static void tell_lost(int n_lost, struct placement_plan *plan)
{
    plan->status = PLAN_INFEASIBLE;
    said_set(&plan->reason, n_lost == 1 ? MSG_WHY_ZONE_LOST : MSG_WHY_ZONES_LOST,
             said_figure(n_lost));
}

static void tell_none(const struct placement_input *in, struct placement_plan *plan)
{
    plan->status = PLAN_INFEASIBLE;
    if (in->p < 0)
        said_plain(&plan->reason, MSG_WHY_NOT_ALL_MONEY);
    else
        said_set(&plan->reason, isinf(in->budget) ? MSG_WHY_NOT_ALL : MSG_WHY_NOT_ALL_BUDGET,
                 said_figure(in->p));
}

static void take_plan(const struct placement_input *in, struct pcenter *c,
                      struct placement_plan *plan)
{
    plan->open = c->open;
    c->open = NULL;
    plan->claim = c->high;
    plan->objective = worth(in, plan->open);
    plan->bound = fmin(c->low, plan->objective);
    plan->gap = fabs(plan->bound - plan->objective) / fmax(fabs(plan->objective), 1e-9);
    placement_task_count(in, plan);
}

static enum err solve(const struct placement_input *in, struct placement_plan *plan,
                      struct error *err)
{
    struct placement_task t = {0};
    struct pcenter c = {0};
    enum err code = placement_task_begin(&t, in, err);

    if (code != ERR_OK || !placement_task_fits(&t, plan)) goto done;
    code = pcenter_search(&c, &t, err);
    if (code != ERR_OK) goto done;
    plan->objective = plan->bound = plan->gap = NAN;
    plan->work = t.limits.work_done;
    plan->stop = c.low >= c.high ? STOP_PROVED : t.limits.stopped ? t.limits.stop : STOP_GAP;
    if (c.n_lost > 0) {
        tell_lost(c.n_lost, plan);
    } else if (!isinf(c.high)) {
        plan->status = c.low >= c.high ? PLAN_OPTIMAL : PLAN_FEASIBLE;
        take_plan(in, &c, plan);
    } else if (isinf(c.low)) {
        tell_none(in, plan);
        if (placement_sides_any(in)) placement_task_no_plan(plan);
    } else {
        plan->status = PLAN_UNKNOWN;
        plan->bound = c.low;
    }
done:
    pcenter_clear(&c);
    placement_task_clear(&t);
    return code;
}

const struct placement_model placement_pcenter = {
    .name = "pcenter",
    .summary = MSG_MODEL_PCENTER,
    .measure = MSG_REP_UNIT_FARTHEST,
    .needs = "P or B; a radius is a limit on assignment",
    .takes = TAKE_P | TAKE_BUDGET,
    .needs_one_of = TAKE_P | TAKE_BUDGET,
    .source = "Hakimi 1965; Minieka 1970",
    .needs_distance = true,
    .build = build,
    .worth = worth,
    .solve = solve,
};
