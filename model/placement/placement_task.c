/* placement_task.c - from a placement problem to a covering problem and back. */
#include "model/placement/placement_task.h"

#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "model/milp.h"
#include "model/placement/placement_sides.h"

bool placement_task_forced(enum site_status status)
{
    return status == SITE_EXISTING || status == SITE_REQUIRED;
}

/* Sums of costs such as 0.1 + 0.2 may stand a rounding above a budget of 0.3. */
static double with_slack(double budget)
{
    return budget + 1e-9 * fabs(budget);
}

/* A budget that pays for everything is none; left in, its size alone upsets a solver. */
static bool binds(const struct placement_input *in)
{
    double sum = 0;

    for (int s = 0; s < in->reach->n_sites; s++)
        if (in->status[s] == SITE_CANDIDATE || in->status[s] == SITE_REQUIRED)
            sum += in->cost[s];
    return in->budget < sum;
}

enum err placement_task_begin(struct placement_task *t, const struct placement_input *in,
                              struct error *err)
{
    int n_sites = in->reach->n_sites;
    size_t n = (size_t)n_sites + 1;

    *t = (struct placement_task){
        .in = in, .p = in->p, .budget = binds(in) ? in->budget : INFINITY};
    t->site = malloc(n * sizeof *t->site);
    t->number = malloc(n * sizeof *t->number);
    t->price = calloc(n, sizeof *t->price);
    t->cost = malloc(n * sizeof *t->cost);
    t->row_start = calloc(1, sizeof *t->row_start);
    if (t->site == NULL || t->number == NULL || t->price == NULL || t->cost == NULL ||
        t->row_start == NULL)
        return error_nomem(err, "the placement problem");
    for (int s = 0; s < n_sites; s++)
        if (in->status[s] == SITE_REQUIRED) {
            t->n_required++;
            t->required_cost += in->cost[s];
        }
    t->limits = (struct cover_limits){
        .gap = in->limits.gap,
        .deadline =
            in->limits.time_limit_s > 0 ? cover_clock() + in->limits.time_limit_s : INFINITY,
        .work_left = in->limits.work_limit > 0 ? in->limits.work_limit : LONG_MAX,
        .log = in->limits.log,
        .log_context = in->limits.log_context};
    if (t->p >= 0) t->p = t->p > t->n_required ? t->p - t->n_required : 0;
    t->budget = fmax(t->budget - t->required_cost, 0);
    for (int s = 0; s < n_sites; s++) {
        t->number[s] = -1;
        if (in->status[s] != SITE_CANDIDATE) continue;
        if (t->required_cost + in->cost[s] > with_slack(in->budget)) continue;
        if (placement_sides_blocked(in, s)) continue;
        t->number[s] = t->n_candidates;
        t->site[t->n_candidates] = s;
        t->cost[t->n_candidates++] = in->cost[s];
    }
    return ERR_OK;
}

void placement_task_clear(struct placement_task *t)
{
    free(t->site);
    free(t->number);
    free(t->price);
    free(t->cost);
    free(t->row_start);
    free(t->pair);
    free(t->penalty);
    *t = (struct placement_task){0};
}

bool placement_task_fits(const struct placement_task *t, struct placement_plan *plan)
{
    const struct placement_input *in = t->in;
    bool many = in->p >= 0 && t->n_required > in->p;
    bool dear = t->required_cost > with_slack(in->budget);

    if (many)
        said_set(&plan->reason, MSG_WHY_MANY_REQUIRED, said_figure(t->n_required),
                 said_figure(in->p));
    else if (dear)
        said_set(&plan->reason, MSG_WHY_REQUIRED_DEAR,
                 said_money(t->required_cost, in->currency),
                 said_money(in->budget, in->currency));
    if (many || dear) plan->status = PLAN_INFEASIBLE;
    plan->n_required_over = many || dear ? t->n_required : 0;
    return !many && !dear && placement_sides_fit(in, plan);
}

/* ---- rows ---- */

void placement_task_add(struct placement_task *t, int candidate)
{
    if (t->n_pairs == t->room_pairs) {
        int room = t->room_pairs > INT_MAX / 2 ? INT_MAX : 2 * t->room_pairs + 1000;
        int *pair =
            t->n_pairs == INT_MAX ? NULL : realloc(t->pair, (size_t)room * sizeof *pair);

        if (pair == NULL) {
            t->nomem = true;
            return;
        }
        t->pair = pair;
        t->room_pairs = room;
    }
    t->pair[t->n_pairs++] = candidate;
}

int placement_task_row_length(const struct placement_task *t)
{
    return t->n_pairs - t->row_start[t->n_rows];
}

void placement_task_drop_row(struct placement_task *t)
{
    t->n_pairs = t->row_start[t->n_rows];
}

void placement_task_end_row(struct placement_task *t, double penalty)
{
    if (t->nomem) return;
    if (t->n_rows == t->room_rows) {
        int room = 2 * t->room_rows + 1000;
        int *start = realloc(t->row_start, ((size_t)room + 1) * sizeof *start);
        double *wider = realloc(t->penalty, (size_t)room * sizeof *wider);

        if (start != NULL) t->row_start = start;
        if (wider != NULL) t->penalty = wider;
        if (start == NULL || wider == NULL) {
            t->nomem = true;
            return;
        }
        t->room_rows = room;
    }
    t->penalty[t->n_rows++] = penalty;
    t->row_start[t->n_rows] = t->n_pairs;
}

double placement_task_step(double step, double number)
{
    double a = fabs(number), b = step;

    if (step == 0 || number != floor(number) || a > 4503599627370496.0) return 0;
    if (step < 0) return a > 0 ? a : step;
    while (a > 0) {
        double rest = fmod(b, a);

        b = a;
        a = rest;
    }
    return b;
}

/* ---- answer ---- */

static void read_state(const struct placement_task *t, const struct placement_model *model,
                       const struct cover *c, const struct cover_limits *limits,
                       const struct cover_state *state, struct placement_plan *plan)
{
    const struct placement_input *in = t->in;
    bool proven = cover_proven(c, state);

    plan->stop = proven ? STOP_PROVED : limits->stopped ? limits->stop : STOP_GAP;
    plan->objective = plan->bound = plan->gap = NAN;
    if (isinf(state->value)) {
        plan->status = proven ? PLAN_INFEASIBLE : PLAN_UNKNOWN;
        if (!proven && isfinite(state->bound)) plan->bound = cover_objective(c, state->bound);
        return;
    }
    plan->status = proven ? PLAN_OPTIMAL : PLAN_FEASIBLE;
    plan->objective = model->worth(in, plan->open);
    plan->bound = proven ? plan->objective : cover_objective(c, state->bound);
    plan->gap = fabs(plan->bound - plan->objective) / fmax(fabs(plan->objective), 1e-9);
    if (!proven && plan->gap <= in->limits.gap) plan->stop = STOP_GAP;
}

/* Opens what is forced and what the covering problem chose. */
static enum err open_sites(const struct placement_task *t, const struct cover_state *state,
                           struct placement_plan *plan, struct error *err)
{
    const struct placement_input *in = t->in;
    int n_sites = in->reach->n_sites;

    plan->open = calloc((size_t)n_sites + 1, sizeof *plan->open);
    if (plan->open == NULL) return error_nomem(err, "the plan");
    for (int s = 0; s < n_sites; s++) {
        plan->open[s] = placement_task_forced(in->status[s]) ||
                        (t->number[s] >= 0 && state->open[t->number[s]]);
        if (!plan->open[s] || in->status[s] == SITE_EXISTING) continue;
        plan->n_new++;
        plan->new_cost += in->cost[s];
    }
    return ERR_OK;
}

enum err placement_task_finish(struct placement_task *t, const struct placement_model *model,
                               const struct cover *c, const struct cover_state *state,
                               struct placement_plan *plan, struct error *err)
{
    if (!isinf(state->value)) {
        TRY(open_sites(t, state, plan, err));
        plan->claim = cover_objective(c, state->value);
    }
    read_state(t, model, c, &t->limits, state, plan);
    plan->work = t->limits.work_done;
    return ERR_OK;
}

enum err placement_task_solve(struct placement_task *t, const struct placement_model *model,
                              double base, double step, struct placement_plan *plan,
                              struct error *err)
{
    struct cover_draft draft = {.n_elements = t->n_rows,
                                .n_sites = t->n_candidates,
                                .row_start = t->row_start,
                                .site = t->pair,
                                .penalty = t->penalty,
                                .price = t->price,
                                .cost = t->cost,
                                .p = t->p,
                                .budget = t->budget,
                                .step = fmax(step, 0),
                                .base = base,
                                .maximise = model->maximise,
                                .keep_equal = (t->in->skip & SKIP_MERGE) != 0};
    struct cover_state state = {.value = INFINITY, .cutoff = INFINITY, .bound = -INFINITY};
    struct cover *c = NULL;
    enum err code;

    if (t->nomem) return error_nomem(err, "the placement problem");
    state.open = calloc((size_t)t->n_candidates + 1, sizeof *state.open);
    if (state.open == NULL) return error_nomem(err, "the plan");
    code = cover_create(&c, &draft, err);
    if (code == ERR_OK) code = cover_solve(c, &t->limits, &state, err);
    state.bound = fmax(state.bound, 0); /* penalties and prices are none below 0 */
    if (code == ERR_OK && !isinf(state.value)) code = cover_prune(c, state.open, err);
    if (code == ERR_OK) {
        code = placement_task_finish(t, model, c, &state, plan, err);
        plan->n_merged = c->n_elements;
    }
    cover_free(c);
    free(state.open);
    return code;
}

/* ---- for build() and worth() ---- */

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
    if (binds(in)) {
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
    return (in->p < 0 || n <= in->p) && cost <= with_slack(in->budget) &&
           placement_sides_keep(in, open);
}
