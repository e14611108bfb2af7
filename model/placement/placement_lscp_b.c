/* placement_lscp_b.c - set cover with backup: of the plans with the fewest (or cheapest) sites
 * that cover every zone that can be covered, the one that covers the most weight twice.
 *
 *   max  sum_z d_z t_z
 *   s.t. sum_{s reaches z} x_s >= 1 + t_z     every zone z that a site not forbidden reaches
 * (1) sum_s f_s x_s <= F                   F: what lscp needs; f_s = 1, or the cost of s  (2)
 *        x_s in {0,1},  0 <= t_z <= 1
 *
 * A search that stops before F is proven answers with a cover that may have more sites than F.
 *
 * Source: K. Hogan and C. ReVelle, Concepts and applications of backup coverage, Management
 *   Science 32 (1986) 1434-1444, doi:10.1287/mnsc.32.11.1434; R. Church and A. Murray, Location
 *   Covering Models (2018), chapter 2, doi:10.1007/978-3-319-99846-6. */
#include <math.h>

#include "model/milp.h"
#include "model/placement/placement_mip.h"
#include "model/placement/placement_task.h"

/* F; NAN: no cover was proven. */
static enum err first_stage(const struct placement_input *in, struct placement_plan *plan,
                            double *least, struct error *err)
{
    struct placement_input first = *in;

    first.limits.gap = 0; /* a gap is one of the second stage */
    *least = NAN;
    TRY(placement_solve(&placement_lscp, &first, plan, err));
    if (plan->status == PLAN_OPTIMAL) *least = plan->objective;
    return ERR_OK;
}

static void build(const struct placement_input *in, struct milp *m)
{
    const struct reach *r = in->reach;
    double least = in->least_price;
    int most;

    if (!in->least_known) {
        struct placement_plan plan = {0};
        struct error ignored;

        if (first_stage(in, &plan, &least, &ignored) != ERR_OK) milp_out_of_memory(m);
        /* Without a cover the rows say so themselves. */
        if (isnan(least)) least = INFINITY;
        placement_plan_clear(&plan);
    }
    placement_task_build_sites(in, m, NULL);
    most = milp_add_row(m, -INFINITY, least + 1e-9 * fabs(least)); /* (2) */
    for (int s = 0; s < r->n_sites; s++)
        if (in->status[s] != SITE_EXISTING)
            milp_add_coef(m, most, s, placement_task_price(in, s));
    for (int z = 0; z < r->n_zones; z++) {
        int row;

        if (!placement_task_reachable(in, z)) continue;
        row = milp_add_row(m, 1, INFINITY); /* (1) */
        milp_add_coef(m, row, milp_add_col(m, 0, 1, false, in->weight[z]), -1);
        for (int k = r->row_start[z]; k < r->row_start[z + 1]; k++)
            milp_add_coef(m, row, r->site[k], 1);
    }
}

static double worth(const struct placement_input *in, const bool open[])
{
    double sum = 0, price = 0;

    if (!placement_task_keeps(in, open)) return NAN;
    for (int z = 0; z < in->reach->n_zones; z++) {
        int n = placement_task_n_over(in, open, z);

        if (n == 0 && placement_task_reachable(in, z)) return NAN;
        if (n >= 2) sum += in->weight[z];
    }
    for (int s = 0; s < in->reach->n_sites; s++)
        if (open[s] && in->status[s] != SITE_EXISTING) price += placement_task_price(in, s);
    if (in->least_known && price > in->least_price + 1e-9 * fabs(in->least_price)) return NAN;
    return sum;
}

/* The cover of a first stage that was stopped, with the bound that is always true. */
static void answer_cover(const struct placement_input *in, struct placement_plan *plan)
{
    double most = 0;

    for (int z = 0; z < in->reach->n_zones; z++) {
        const struct reach *r = in->reach;
        int n = 0;

        for (int k = r->row_start[z]; k < r->row_start[z + 1]; k++)
            n += in->status[r->site[k]] != SITE_FORBIDDEN;
        if (n >= 2) most += in->weight[z];
    }
    plan->bound = most;
    if (plan->open == NULL) return;
    plan->objective = plan->claim = worth(in, plan->open);
    plan->gap = fabs(plan->bound - plan->objective) / fmax(fabs(plan->objective), 1e-9);
    plan->status = PLAN_FEASIBLE;
}

static enum err solve(const struct placement_input *in, struct placement_plan *plan,
                      struct error *err)
{
    struct placement_input second = *in;
    struct placement_plan cover = {0};
    double started = cover_clock();
    struct placement_mip how = {0};
    enum err code = first_stage(in, &cover, &second.least_price, err);

    if (code != ERR_OK) return code;
    if (cover.status != PLAN_OPTIMAL) {
        *plan = cover;
        if (cover.status != PLAN_INFEASIBLE) answer_cover(in, plan);
        return ERR_OK;
    }
    second.least_known = true;
    how.start = cover.open;
    if (in->limits.time_limit_s > 0) how.deadline = started + in->limits.time_limit_s;
    code = placement_mip_solve(&placement_lscp_b, &second, &how, plan, err);
    placement_plan_clear(&cover);
    return code;
}

const struct placement_model placement_lscp_b = {
    .name = "lscp-b",
    .summary = MSG_MODEL_LSCP_B,
    .needs = "a radius or a distance table; takes neither P nor B",
    .takes = TAKE_OBJECTIVE | TAKE_STRICT,
    .source = "Hogan and ReVelle 1986; Church and Murray 2018",
    .maximise = true,
    .needs_radius = true,
    .merges = true,
    .build = build,
    .worth = worth,
    .solve = solve,
};
