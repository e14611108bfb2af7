/* placement_mclp_c.c - maximal covering within capacities: serve the most weight.
 *
 *   max  sum_z sum_s w_z y_zs
 *   s.t. sum_s y_zs <= 1                    every zone              (1)
 *        y_zs <= x_s                        each pair in reach      (2)
 *        sum_z w_z y_zs <= Q_s x_s          every site              (3)
 *        sum_s x_s <= P, sum_s c_s x_s <= B where they are given    (4)
 *        x_s in {0,1},  y_zs >= 0 the part of z served from s; with a single source in {0,1}
 *
 * Covered is not served: a zone counts only as far as its demand fits into a site in reach.
 *
 * Source: H. Pirkul and D. A. Schilling, The maximal covering location problem with capacities
 *   on total workload, Management Science 37 (1991) 233-248, doi:10.1287/mnsc.37.2.233. */
#include <math.h>

#include "model/capacity/capacity.h"
#include "model/milp.h"
#include "model/placement/placement_task.h"

static double pay(const struct placement_input *in, int z, int k)
{
    (void)k;
    return in->weight[z];
}

static void build(const struct placement_input *in, struct milp *m)
{
    placement_task_build_sites(in, m, NULL); /* (4) */
    capacity_rows(in, m, false, pay);
}

static double worth(const struct placement_input *in, const bool open[])
{
    if (!placement_task_keeps(in, open)) return NAN;
    return capacity_best_worth(in, open, true);
}

static double worth_served(const struct placement_input *in, const struct placement_plan *plan)
{
    if (!placement_task_keeps(in, plan->open)) return NAN;
    return capacity_served_worth(in, plan, false, pay);
}

static enum err solve(const struct placement_input *in, struct placement_plan *plan,
                      struct error *err)
{
    return capacity_solve(in, &placement_mclp_c, plan, err);
}

const struct placement_model placement_mclp_c = {
    .name = "mclp-c",
    .summary = MSG_MODEL_MCLP_C,
    .measure = MSG_REP_UNIT_LOAD,
    .needs = "P or B, and a radius or a distance table",
    .source = "Pirkul and Schilling 1991",
    .takes = TAKE_P | TAKE_BUDGET | TAKE_CAPACITY | TAKE_SINGLE_SOURCE,
    .needs_one_of = TAKE_P | TAKE_BUDGET,
    .maximise = true,
    .needs_radius = true,
    .build = build,
    .worth = worth,
    .worth_served = worth_served,
    .solve = solve,
};
