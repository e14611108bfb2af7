/* placement_lscp_b.c - set cover with backup: of the plans with the fewest (or cheapest) sites
 * that cover every zone that can be covered, the one that covers the most weight twice.
 *
 *   max  sum_z d_z t_z
 *   s.t. sum_{s reaches z} x_s >= 1 + t_z   every zone z that a site not forbidden reaches (1)
 *        sum_s f_s x_s <= F                 F: what lscp needs; f_s = 1, or the cost of s  (2)
 *        x_s in {0,1},  0 <= t_z <= 1
 *
 * A search that stops before F is proven answers with a cover that may have more sites than F.
 *
 * Source: K. Hogan and C. ReVelle, Concepts and applications of backup coverage, Management
 *   Science 32 (1986) 1434-1444, doi:10.1287/mnsc.32.11.1434; R. Church and A. Murray, Location
 *   Covering Models (2018), chapter 2, doi:10.1007/978-3-319-99846-6. */
#include <limits.h>
#include <math.h>
#include <stdlib.h>

#include "model/milp.h"
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

/* The rows of the second stage; returns the weight that can count. */
static double add_rows(struct placement_task *t, double *step)
{
    const struct placement_input *in = t->in;
    const struct reach *r = in->reach;
    double base = 0;

    for (int z = 0; z < r->n_zones; z++) {
        double w = in->weight[z];
        int n_forced = 0;

        for (int k = r->row_start[z]; k < r->row_start[z + 1]; k++) {
            n_forced += placement_task_forced(in->status[r->site[k]]);
            if (t->number[r->site[k]] >= 0) placement_task_add(t, t->number[r->site[k]]);
        }
        base += w;
        *step = placement_task_step(*step, w);
        /* Out of reach: nothing has to be covered, and nothing counts. */
        if (n_forced == 0 && !placement_task_reachable(in, z)) base -= w;
        if (n_forced >= 2 || (n_forced == 0 && !placement_task_reachable(in, z)))
            placement_task_drop_row(t);
        else if (n_forced == 0)
            placement_task_end_levels(t, 2, INFINITY, w);
        else if (w > 0)
            placement_task_end_row(t, w);
        else
            placement_task_drop_row(t);
    }
    return base;
}

static enum err second_stage(struct placement_task *t, const bool cover[],
                             struct placement_plan *plan, struct error *err)
{
    const struct placement_input *in = t->in;
    bool *start = calloc((size_t)t->n_candidates + 1, sizeof *start);
    double step = -1, base;
    enum err code;

    if (start == NULL) return error_nomem(err, "the plan of the first stage");
    for (int k = 0; k < t->n_candidates; k++)
        start[k] = cover[t->site[k]];
    if (in->objective == OBJECTIVE_COST) {
        t->budget = fmin(t->budget, in->least_price - t->required_cost);
        t->budget = fmax(t->budget, 0) + 1e-9 * fabs(in->least_price);
    } else {
        int p = (int)(in->least_price + 0.5) - t->n_required;

        if (t->p < 0 || p < t->p) t->p = p > 0 ? p : 0;
    }
    base = add_rows(t, &step);
    code = placement_task_solve_from(t, &placement_lscp_b, base, step, start, plan, err);
    free(start);
    return code;
}

static enum err solve(const struct placement_input *in, struct placement_plan *plan,
                      struct error *err)
{
    struct placement_input second = *in;
    struct placement_plan cover = {0};
    struct placement_task t;
    enum err code = placement_task_begin(&t, &second, err);

    if (code == ERR_OK) code = first_stage(in, &cover, &second.least_price, err);
    if (code != ERR_OK) goto done;
    if (cover.status != PLAN_OPTIMAL) {
        *plan = cover;
        cover = (struct placement_plan){0};
        if (plan->status != PLAN_INFEASIBLE) answer_cover(in, plan);
        goto done;
    }
    second.least_known = true;
    t.limits.work_done = cover.work;
    if (t.limits.work_left != LONG_MAX)
        t.limits.work_left =
            t.limits.work_left > cover.work ? t.limits.work_left - cover.work : 0;
    code = second_stage(&t, cover.open, plan, err);
done:
    placement_plan_clear(&cover);
    placement_task_clear(&t);
    return code;
}

const struct placement_model placement_lscp_b = {
    .name = "lscp-b",
    .summary = MSG_MODEL_LSCP_B,
    .measure = MSG_REP_UNIT_REACHED,
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
