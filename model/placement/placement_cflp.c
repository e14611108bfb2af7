/* placement_cflp.c - capacitated facility location: serve every zone at the least cost.
 *
 *   min  sum_s c_s x_s + sum_z sum_s g_zs y_zs
 *   s.t. sum_s y_zs = 1                     every zone              (1)
 *        y_zs <= x_s                        each pair in reach      (2)
 *        sum_z w_z y_zs <= Q_s x_s          every site              (3)
 *        sum_s x_s <= P, sum_s c_s x_s <= B where they are given    (4)
 *        x_s in {0,1},  y_zs >= 0 the part of z served from s; with a single source in {0,1}
 *
 * g is the given cost of serving the whole zone, else weight x distance. Zones with weight are
 * served, with given costs those without weight too. Existing sites cost nothing. (2) follows
 * from (3) for whole x, but makes the relaxation far tighter.
 *
 * Source: J. E. Beasley, An algorithm for solving large capacitated warehouse location
 *   problems, European Journal of Operational Research 33 (1988) 314-325,
 *   doi:10.1016/0377-2217(88)90175-0. */
#include <math.h>

#include "model/capacity/capacity.h"
#include "model/milp.h"
#include "model/placement/placement_task.h"

static double pay(const struct placement_input *in, int z, int k)
{
    return in->serve_cost != NULL ? in->serve_cost[k] : in->weight[z] * in->reach->way[k];
}

static void build(const struct placement_input *in, struct milp *m)
{
    placement_task_build_sites(in, m, in->cost); /* (4) */
    capacity_rows(in, m, true, pay);
}

static double site_costs(const struct placement_input *in, const bool open[])
{
    double sum = 0;

    for (int s = 0; s < in->reach->n_sites; s++)
        if (open[s] && in->status[s] != SITE_EXISTING) sum += in->cost[s];
    return sum;
}

static double worth(const struct placement_input *in, const bool open[])
{
    if (!placement_task_keeps(in, open)) return NAN;
    return site_costs(in, open) + capacity_best_worth(in, open, false);
}

static double worth_served(const struct placement_input *in, const struct placement_plan *plan)
{
    if (!placement_task_keeps(in, plan->open)) return NAN;
    return site_costs(in, plan->open) + capacity_served_worth(in, plan, true, pay);
}

static enum err solve(const struct placement_input *in, struct placement_plan *plan,
                      struct error *err)
{
    return capacity_solve(in, &placement_cflp, plan, err);
}

const struct placement_model placement_cflp = {
    .name = "cflp",
    .summary = MSG_MODEL_CFLP,
    .measure = MSG_REP_UNIT_SITES,
    .needs = "distances; a radius is a limit on assignment",
    .source = "Beasley 1988",
    .takes = TAKE_P | TAKE_BUDGET | TAKE_CAPACITY | TAKE_SERVE_COST | TAKE_SINGLE_SOURCE,
    .needs_distance = true,
    .build = build,
    .worth = worth,
    .worth_served = worth_served,
    .solve = solve,
};
