/* placement_task.c - from a placement problem to a covering problem and back. */
#include "model/placement/placement_task.h"

#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "model/placement/placement_sides.h"

bool placement_task_forced(enum site_status status)
{
    return status == SITE_EXISTING || status == SITE_REQUIRED;
}

bool placement_task_binds(const struct placement_input *in)
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
        .in = in, .p = in->p, .budget = placement_task_binds(in) ? in->budget : INFINITY};
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
        .n_threads = in->limits.n_threads,
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
        if (t->required_cost + in->cost[s] > placement_money(in->budget)) continue;
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
    free(t->more);
    free(t->need);
    reach_free(t->near);
    *t = (struct placement_task){0};
}

bool placement_task_fits(const struct placement_task *t, struct placement_plan *plan)
{
    const struct placement_input *in = t->in;
    bool many = in->p >= 0 && t->n_required > in->p;
    bool dear = t->required_cost > placement_money(in->budget);

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

void placement_task_insert(int row[], int n, int candidate)
{
    while (n > 0 && row[n - 1] > candidate) {
        row[n] = row[n - 1];
        n--;
    }
    row[n] = candidate;
}

int placement_task_row_length(const struct placement_task *t)
{
    return t->n_pairs - t->row_start[t->n_rows];
}

void placement_task_drop_row(struct placement_task *t)
{
    t->n_pairs = t->row_start[t->n_rows];
}

/* Room for one more row. */
static bool widen(struct placement_task *t)
{
    size_t room = 2 * (size_t)t->room_rows + 1000;
    int *start, *need;
    double *penalty, *more;

    if (t->n_rows < t->room_rows) return true;
    if ((start = realloc(t->row_start, (room + 1) * sizeof *start)) != NULL)
        t->row_start = start;
    if ((need = realloc(t->need, room * sizeof *need)) != NULL) t->need = need;
    if ((penalty = realloc(t->penalty, room * sizeof *penalty)) != NULL) t->penalty = penalty;
    if ((more = realloc(t->more, room * sizeof *more)) != NULL) t->more = more;
    t->nomem |= start == NULL || need == NULL || penalty == NULL || more == NULL;
    if (!t->nomem) t->room_rows = (int)room;
    return !t->nomem;
}

void placement_task_end_levels(struct placement_task *t, int need, double penalty, double more)
{
    if (t->nomem || !widen(t)) return;
    t->deep |= need > 1 && more > 0;
    t->need[t->n_rows] = more > 0 ? need : 1;
    t->more[t->n_rows] = more > 0 ? more : 0;
    t->penalty[t->n_rows++] = penalty;
    t->row_start[t->n_rows] = t->n_pairs;
}

void placement_task_end_row(struct placement_task *t, double penalty)
{
    placement_task_end_levels(t, 1, penalty, 0);
}

/* Candidates too near to each other. */
static enum err fill_near(struct placement_task *t, struct error *err)
{
    const struct reach *all = t->in->too_near;
    struct reach *near = calloc(1, sizeof *near);
    int n = 0;

    if (near != NULL) {
        near->row_start = calloc((size_t)t->n_candidates + 1, sizeof(int));
        near->site = malloc(((size_t)all->row_start[all->n_zones] + 1) * sizeof(int));
    }
    if (near == NULL || near->row_start == NULL || near->site == NULL) {
        reach_free(near);
        return error_nomem(err, "the least spacing");
    }
    near->n_zones = near->n_sites = t->n_candidates;
    for (int k = 0; k < t->n_candidates; k++) {
        bool gone = t->number[t->site[k]] < 0;

        for (int i = all->row_start[t->site[k]]; i < all->row_start[t->site[k] + 1] && !gone;
             i++)
            if (t->number[all->site[i]] >= 0) near->site[n++] = t->number[all->site[i]];
        near->row_start[k + 1] = n;
    }
    reach_free(t->near);
    t->near = near;
    return ERR_OK;
}

void placement_task_forget_rows(struct placement_task *t)
{
    t->n_rows = t->n_pairs = 0;
    t->deep = false;
}

/* The covering problem has its own copy of the rows: they give their memory back. */
static void release_rows(struct placement_task *t)
{
    int *start = realloc(t->row_start, sizeof *start);

    if (start != NULL) t->row_start = start;
    free(t->pair);
    free(t->penalty);
    free(t->more);
    free(t->need);
    t->pair = t->need = NULL;
    t->penalty = t->more = NULL;
    t->room_rows = t->room_pairs = 0;
    placement_task_forget_rows(t);
}

enum err placement_task_add_sides(struct placement_task *t, struct error *err)
{
    const struct placement_input *in = t->in;

    for (int d = 0; placement_sides_districts(in) && d < in->n_districts; d++) {
        int need = in->min_per_district;

        for (int s = 0; s < in->reach->n_sites; s++) {
            if (in->site_district[s] != d) continue;
            need -= placement_task_forced(in->status[s]);
            if (t->number[s] >= 0) placement_task_add(t, t->number[s]);
        }
        if (need > 0)
            placement_task_end_levels(t, need, INFINITY, INFINITY);
        else
            placement_task_drop_row(t);
    }
    return in->too_near != NULL ? fill_near(t, err) : ERR_OK;
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

void placement_task_count(const struct placement_input *in, struct placement_plan *plan)
{
    plan->n_new = 0;
    plan->new_cost = 0;
    for (int s = 0; s < in->reach->n_sites; s++) {
        if (!plan->open[s] || in->status[s] == SITE_EXISTING) continue;
        plan->n_new++;
        plan->new_cost += in->cost[s];
    }
}

void placement_task_no_plan(struct placement_plan *plan)
{
    said_plain(&plan->reason, MSG_WHY_NO_PLAN);
    plan->vague = true;
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
    }
    placement_task_count(in, plan);
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

struct cover_draft placement_task_draft(const struct placement_task *t, bool maximise,
                                        double base, double step)
{
    return (struct cover_draft){.n_elements = t->n_rows,
                                .n_sites = t->n_candidates,
                                .row_start = t->row_start,
                                .site = t->pair,
                                .penalty = t->penalty,
                                .need = t->deep ? t->need : NULL,
                                .more = t->deep ? t->more : NULL,
                                .near = t->near,
                                .price = t->price,
                                .cost = t->cost,
                                .p = t->p,
                                .budget = t->budget,
                                .step = fmax(step, 0),
                                .base = base,
                                .maximise = maximise,
                                .skip = t->in->skip};
}

enum err placement_task_solve_from(struct placement_task *t,
                                   const struct placement_model *model, double base,
                                   double step, const bool start[], struct placement_plan *plan,
                                   struct error *err)
{
    struct cover_state state = {.value = INFINITY, .cutoff = INFINITY, .bound = -INFINITY};
    struct cover_draft draft;
    struct cover *c = NULL;
    enum err code = placement_task_add_sides(t, err);

    if (code != ERR_OK) return code;
    draft = placement_task_draft(t, model->maximise, base, step);
    if (t->nomem) return error_nomem(err, "the placement problem");
    state.open = calloc((size_t)t->n_candidates + 1, sizeof *state.open);
    if (state.open == NULL) return error_nomem(err, "the plan");
    code = cover_create(&c, &draft, err);
    release_rows(t);
    if (code == ERR_OK && start != NULL) {
        memcpy(state.open, start, (size_t)t->n_candidates * sizeof *start);
        code = cover_solve_from(c, &t->limits, &state, err);
    } else if (code == ERR_OK) {
        code = cover_solve(c, &t->limits, &state, err);
    }
    state.bound = fmax(state.bound, fmin(t->floor, state.value));
    if (code == ERR_OK && !isinf(state.value)) code = cover_prune(c, state.open, err);
    if (code == ERR_OK) code = placement_task_finish(t, model, c, &state, plan, err);
    if (code == ERR_OK && plan->status == PLAN_INFEASIBLE && placement_sides_any(t->in))
        placement_task_no_plan(plan);
    cover_free(c);
    free(state.open);
    return code;
}

enum err placement_task_solve(struct placement_task *t, const struct placement_model *model,
                              double base, double step, struct placement_plan *plan,
                              struct error *err)
{
    return placement_task_solve_from(t, model, base, step, NULL, plan, err);
}
