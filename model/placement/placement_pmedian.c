/* placement_pmedian.c - p-median: least weighted distance to the nearest open site.
 *
 *   min  sum_z sum_s w_z m_zs a_zs
 *   s.t. sum_s a_zs = 1                 every zone z with weight   (1)
 *        a_zs <= x_s                    each pair in reach         (2)
 *        sum_s x_s <= P, sum_s c_s x_s <= B                        (3)
 *        x_s in {0,1},  a_zs >= 0
 *
 * Source: S. L. Hakimi, Optimum locations of switching centers and the absolute centers and
 *   medians of a graph, Operations Research 12 (1964) 450-459, doi:10.1287/opre.12.3.450. */
#include <float.h>
#include <math.h>
#include <stdlib.h>

#include "model/milp.h"
#include "model/placement/pmedian.h"

static void build(const struct placement_input *in, struct milp *m)
{
    const struct reach *r = in->reach;

    placement_task_build_sites(in, m, NULL); /* (3) */
    for (int z = 0; z < r->n_zones; z++) {
        int one;

        if (in->weight[z] <= 0) continue;
        one = milp_add_row(m, 1, 1); /* (1) */
        for (int k = r->row_start[z]; k < r->row_start[z + 1]; k++) {
            int a = milp_add_col(m, 0, 1, false, in->weight[z] * r->way[k]);
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
            if (open[r->site[k]]) nearest = fmin(nearest, r->way[k]);
        if (isinf(nearest)) return NAN;
        sum += in->weight[z] * nearest;
    }
    return sum;
}

/* Whether any plan serves all zones that nothing serves anyway: the fewest sites that do,
 * within the budget, against p. A plan goes into the state; state->bound is INFINITY where
 * there is none. */
static enum err find_any(struct placement_task *t, const struct pmedian_lists *l,
                         const struct median *m, struct cover_state *state, struct error *err)
{
    struct cover_draft draft;
    struct cover *c = NULL;
    enum err code;

    for (int z = 0; z < l->n_zones && !t->nomem; z++) {
        if (!isinf(l->served[z])) continue;
        for (int k = l->row_start[z]; k < l->row_start[z + 1]; k++)
            placement_task_add(t, l->site[k]);
        placement_task_end_row(t, INFINITY);
    }
    TRY(placement_task_add_sides(t, err));
    if (t->nomem) return error_nomem(err, "the placement problem");
    for (int s = 0; s < t->n_candidates; s++)
        t->price[s] = 1;
    draft = placement_task_draft(t, false, 0, 1);
    draft.p = -1;
    code = cover_create(&c, &draft, err);
    placement_task_forget_rows(t);
    if (code == ERR_OK) code = cover_decide(c, m->p + 1, true, &t->limits, state, err);
    if (code == ERR_OK) {
        bool found = state->value < m->p + 1;

        state->bound = !found && state->bound >= m->p + 1 ? INFINITY : -INFINITY;
        state->value = found ? DBL_MAX : INFINITY;
        state->cutoff = INFINITY;
    }
    cover_free(c);
    return code;
}

/* What zones pay at the nearest candidates. */
static double least_pay(const struct pmedian_lists *l)
{
    double sum = 0;

    for (int z = 0; z < l->n_zones; z++) {
        int k = l->row_start[z];

        sum += k < l->row_start[z + 1] ? fmin(l->pay[k], l->served[z]) : l->served[z];
    }
    return sum - 1e-12 * sum;
}

/* The engine (median.h), and a question of cover where it finds no plan to begin with. */
static enum err solve_tree(struct placement_task *t, const struct pmedian_lists *l,
                           struct cover_state *state, struct placement_plan *plan,
                           struct error *err)
{
    struct median m = pmedian_median_of(t, l);
    int *district = NULL, *least = NULL;
    enum err code = pmedian_set_sides(t, &m, &district, &least, err);

    state->bound = least_pay(l);
    if (code == ERR_OK) code = median_solve(&m, &t->limits, state, err);
    if (code == ERR_OK && isinf(state->value) && !t->limits.stopped) {
        code = find_any(t, l, &m, state, err);
        m.near = t->near;
        if (!isinf(state->bound)) state->bound = least_pay(l);
        if (code == ERR_OK && !isinf(state->value))
            code = median_solve(&m, &t->limits, state, err);
    }
    if (code == ERR_OK) code = pmedian_finish(t, l, &m, state, plan, err);
    if (code == ERR_OK && plan->status == PLAN_INFEASIBLE) pmedian_say_no_plan(t, plan);
    free(district);
    free(least);
    return code;
}

static enum err solve(const struct placement_input *in, struct placement_plan *plan,
                      struct error *err)
{
    struct placement_task t = {0};
    struct pmedian_lists l = {0};
    struct cover_state state = {.value = INFINITY, .cutoff = INFINITY, .bound = -INFINITY};
    enum err code = placement_task_begin(&t, in, err);

    if (code == ERR_OK) state.open = calloc((size_t)t.n_candidates + 1, sizeof *state.open);
    if (code == ERR_OK && state.open == NULL) code = error_nomem(err, "the plan");
    if (code == ERR_OK && placement_task_fits(&t, plan)) {
        code = pmedian_lists_fill(&t, &l, err);
        if (code == ERR_OK && l.n_lost > 0) {
            plan->status = PLAN_INFEASIBLE;
            said_set(&plan->reason, l.n_lost == 1 ? MSG_WHY_ZONE_LOST : MSG_WHY_ZONES_LOST,
                     said_figure(l.n_lost));
        } else if (code == ERR_OK && (in->skip & SKIP_ENGINE) == 0) {
            code = solve_tree(&t, &l, &state, plan, err);
        } else if (code == ERR_OK) {
            code = pmedian_solve_steps(&t, &l, &state, plan, err);
        }
    }
    free(state.open);
    pmedian_lists_clear(&l);
    placement_task_clear(&t);
    return code;
}

const struct placement_model placement_pmedian = {
    .name = "pmedian",
    .summary = MSG_MODEL_PMEDIAN,
    .measure = MSG_REP_UNIT_WAY,
    .needs = "P; a radius is a limit on assignment",
    .takes = TAKE_P | TAKE_BUDGET,
    .needs_one_of = TAKE_P,
    .source = "Hakimi 1964",
    .needs_distance = true,
    .build = build,
    .worth = worth,
    .solve = solve,
};
