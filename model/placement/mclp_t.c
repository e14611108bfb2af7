/* mclp_t.c - see mclp_t.h */
#include "model/placement/mclp_t.h"

#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "model/milp.h"
#include "model/placement/placement_merge.h"
#include "model/placement/placement_task.h"

struct work {
    const struct placement_input *in; /* as it came, without limits of the whole */
    struct placement_merged small;
    struct placement_task task; /* of all phases together; its limits are what is left */
    struct timetable now;
    int *best;    /* owned [n_sites] phases of the best plan */
    double value; /* of it; -INFINITY: none */
    double bound; /* no plan is worth more */
    double step;  /* > 0: values are multiples of it; else 0 */
    bool none;    /* proven that there is no plan */
    struct said reason;
    bool vague; /* as in struct placement_plan */
};

struct placement_input mclp_t_without_limits(const struct placement_input *in)
{
    struct placement_input all = *in;

    all.p = -1;
    all.budget = INFINITY;
    all.pair_share = NULL;
    return all;
}

int mclp_t_column(const struct placement_input *in, int s, int k)
{
    return k == in->n_phases - 1 ? s : (k + 1) * in->reach->n_sites + s;
}

/* Limits of all phases up to k together. */
static void limit_until(struct placement_input *in, int k)
{
    in->p = 0;
    in->budget = 0;
    for (int j = 0; j <= k; j++) {
        int p = in->phase_p != NULL ? in->phase_p[j] : -1;

        in->p = p < 0 || in->p < 0 || in->p > INT_MAX - p ? -1 : in->p + p;
        in->budget += in->phase_budget != NULL ? in->phase_budget[j] : INFINITY;
    }
}

static double round_bound(const struct work *w, double bound)
{
    return w->step > 0 ? floor(bound / w->step + 1e-6) * w->step : bound;
}

static bool proven(const struct work *w)
{
    if (w->none || isinf(w->value)) return w->none;
    return w->bound - w->value <= 1e-9 * fabs(w->value) ||
           (w->step > 0 && w->bound - w->value < w->step * (1 - 1e-6));
}

static bool near_enough(const struct work *w)
{
    return proven(w) || (w->task.limits.gap > 0 && !isinf(w->value) &&
                         w->bound - w->value <= w->task.limits.gap * fabs(w->value));
}

static void tell(const struct work *w, const char *what)
{
    const struct cover_limits *l = &w->task.limits;
    struct placement_event event = {l->work_done, isinf(w->value) ? NAN : w->value,
                                    isinf(w->bound) ? NAN : w->bound, what};

    if (l->log != NULL) l->log(l->log_context, &event);
}

/* ---- plans ---- */

/* Keeps the plan at hand if it is one and better. */
static void keep(struct work *w)
{
    double value;

    if (!timetable_complete(&w->now)) return;
    timetable_prune(&w->now);
    value = timetable_value(&w->now);
    if (value <= w->value) return;
    w->value = value;
    memcpy(w->best, w->now.phase, (size_t)w->in->reach->n_sites * sizeof *w->best);
}

static void search(struct work *w)
{
    bool money = false;

    for (int k = 0; k < w->in->n_phases; k++)
        money |= !isinf(timetable_money(w->in, k));
    for (int by_cost = 0; by_cost <= money; by_cost++) {
        timetable_search(&w->now, by_cost, &w->task.limits);
        keep(w);
    }
    tell(w, "search");
}

/* ---- bounds ---- */

/* Weight of a phase that sites not forbidden can cover at all. */
static double most_of(const struct placement_input *in, int k)
{
    double sum = 0;

    for (int z = 0; z < in->reach->n_zones; z++)
        if (placement_task_reachable(in, z)) sum += timetable_weight(in, k, z);
    return sum;
}

/* What is left of the limits, shared among `n` that come. */
static struct placement_limits share_of(const struct cover_limits *left, int n)
{
    struct placement_limits l = {.n_threads = 1};

    if (!isinf(left->deadline))
        l.time_limit_s = fmax((left->deadline - cover_clock()) / n, 1e-3);
    if (left->work_left != LONG_MAX)
        l.work_limit = left->work_left / n > 0 ? left->work_left / n : 1;
    return l;
}

/* Phase k alone may open all that may open until then, and required sites only in the end. */
static enum err bound_phase(struct work *w, int k, double weight[], enum site_status status[],
                            double *bound, struct error *err)
{
    struct placement_input in = w->small.in;
    struct placement_plan plan = {.objective = NAN, .bound = NAN, .gap = NAN};
    struct cover_limits *left = &w->task.limits;
    bool last = k == in.n_phases - 1;
    enum err code;

    for (int z = 0; z < in.reach->n_zones; z++)
        weight[z] = timetable_weight(&w->small.in, k, z);
    for (int s = 0; s < in.reach->n_sites; s++)
        status[s] = in.status[s] == SITE_REQUIRED && !last ? SITE_CANDIDATE : in.status[s];
    limit_until(&in, k);
    in.weight = weight;
    in.status = status;
    if (!last) in.min_per_district = 0;
    in.n_phases = 0;
    in.limits = share_of(left, w->in->n_phases - k + 1);
    code = placement_mclp.solve(&in, &plan, err);
    if (code == ERR_OK) {
        left->work_done += plan.work;
        if (left->work_left != LONG_MAX) left->work_left -= plan.work;
        if (last && plan.status == PLAN_INFEASIBLE) {
            w->none = true;
            w->reason = plan.reason;
            w->vague = plan.vague;
        }
        if (isfinite(plan.bound) && plan.bound < *bound) *bound = plan.bound;
    }
    placement_plan_clear(&plan);
    return code;
}

static enum err bound_phases(struct work *w, struct error *err)
{
    const struct placement_input *in = &w->small.in;
    double *weight = malloc(((size_t)in->reach->n_zones + 1) * sizeof *weight), sum = 0;
    enum site_status *status = malloc(((size_t)in->reach->n_sites + 1) * sizeof *status);
    enum err code = ERR_OK;

    if (weight == NULL || status == NULL) code = error_nomem(err, "bounds of phases");
    for (int k = in->n_phases; k-- > 0 && code == ERR_OK && !w->none;) {
        double most = most_of(in, k);

        if (!cover_spend(&w->task.limits, 1))
            code = bound_phase(w, k, weight, status, &most, err);
        sum += most + 1e-12 * most;
    }
    free(weight);
    free(status);
    if (code != ERR_OK || w->none) return code;
    w->bound = fmin(w->bound, fmax(round_bound(w, sum), w->value));
    tell(w, "bound");
    return ERR_OK;
}

/* ---- branch and bound ---- */

/* Columns of the best plan. */
static double *columns(const struct work *w, const struct milp *m)
{
    const struct placement_input *in = &w->small.in;
    const struct reach *r = in->reach;
    double *value = milp_zeros(m);
    int col = in->n_phases * r->n_sites;

    if (value == NULL) return NULL;
    for (int k = 0; k < in->n_phases; k++) {
        for (int s = 0; s < r->n_sites; s++)
            value[mclp_t_column(in, s, k)] = w->best[s] >= 0 && w->best[s] <= k;
        for (int z = 0; z < r->n_zones; z++, col++)
            for (int i = r->row_start[z]; i < r->row_start[z + 1]; i++)
                if (w->best[r->site[i]] >= 0 && w->best[r->site[i]] <= k) value[col] = 1;
    }
    return value;
}

/* Takes a plan over; false: it breaks a limit by more than rounding and may not come again. */
static bool read_plan(struct work *w, struct milp *m, const double value[], int phase[])
{
    const struct placement_input *in = &w->small.in;
    int row, n = 0;

    for (int s = 0; s < in->reach->n_sites; s++) {
        phase[s] = -1;
        for (int k = in->n_phases; k-- > 0;)
            if (value[mclp_t_column(in, s, k)] > 0.5) phase[s] = k;
    }
    if (timetable_set(&w->now, phase)) {
        keep(w);
        return true;
    }
    row = milp_add_row(m, -INFINITY, 0);
    for (int col = 0; col < in->n_phases * in->reach->n_sites; col++) {
        n += value[col] > 0.5;
        milp_add_coef(m, row, col, value[col] > 0.5 ? 1 : -1);
    }
    milp_set_row_bounds(m, row, -INFINITY, n - 1);
    return false;
}

static void stop(struct cover_limits *limits, enum milp_stop why)
{
    if (why != MILP_TIME && why != MILP_WORK && why != MILP_INTERRUPTED) return;
    limits->stopped = true;
    limits->stop = why == MILP_TIME   ? STOP_TIME
                   : why == MILP_WORK ? STOP_WORK
                                      : STOP_INTERRUPTED;
}

static void tell_node(void *context, long nodes, double objective, double bound)
{
    struct work now = *(const struct work *)context;

    now.task.limits.work_done += nodes;
    if (!isnan(objective)) now.value = fmax(now.value, objective);
    now.bound = fmin(now.bound, bound);
    tell(&now, "node");
}

/* One solve; *again: its plan was none. */
static enum err branch_once(struct work *w, struct milp *m, const double start[], int phase[],
                            bool *again, struct error *err)
{
    struct cover_limits *left = &w->task.limits;
    struct placement_limits limits = share_of(left, 1);
    struct milp_params params = {.gap = left->gap * (1 - 1e-6),
                                 .time_limit_s = limits.time_limit_s,
                                 .work_limit = limits.work_limit,
                                 .step = w->step,
                                 .start = start,
                                 .interrupt = &placement_interrupted,
                                 .tell = left->log != NULL ? tell_node : NULL,
                                 .tell_context = w};
    struct milp_result r;

    *again = false;
    TRY(milp_solve(m, &params, &r, err));
    left->work_done += r.work;
    if (left->work_left != LONG_MAX) left->work_left -= r.work;
    stop(left, r.stop);
    if (r.value != NULL && !read_plan(w, m, r.value, phase)) *again = true;
    if (!*again && r.status == MILP_INFEASIBLE) {
        w->none = isinf(w->value);
        w->bound = w->value;
    } else if (!*again && r.status == MILP_OPTIMAL) {
        w->bound = w->value;
    } else if (!*again && isfinite(r.bound)) {
        w->bound =
            fmin(w->bound, fmax(round_bound(w, r.bound + 1e-9 * fabs(r.bound)), w->value));
    }
    milp_result_clear(&r);
    return ERR_OK;
}

static enum err branch(struct work *w, struct error *err)
{
    const double many = 3e7; /* coefficients: about two gigabytes */
    const struct reach *r = w->small.in.reach;
    int *phase = malloc(((size_t)r->n_sites + 1) * sizeof *phase);
    struct milp *m = NULL;
    double *start = NULL;
    bool again = true;
    enum err code = phase == NULL ? error_nomem(err, "a plan over phases") : ERR_OK;

    if (code == ERR_OK && (double)r->row_start[r->n_zones] * w->in->n_phases > many) {
        w->task.limits.stopped = true;
        w->task.limits.stop = STOP_WORK;
        goto done;
    }
    if (code == ERR_OK) code = milp_create(true, &m, err);
    if (code == ERR_OK) placement_mclp_t.build(&w->small.in, m);
    if (code == ERR_OK && !isinf(w->value)) {
        start = columns(w, m);
        if (start == NULL) code = error_nomem(err, "a plan to start from");
    }
    while (code == ERR_OK && again && !cover_spend(&w->task.limits, 0))
        code = branch_once(w, m, start, phase, &again, err);
done:
    milp_free(m);
    free(start);
    free(phase);
    return code;
}

/* ---- the answer ---- */

static enum err answer(struct work *w, struct placement_plan *plan, struct error *err)
{
    const struct placement_input *in = w->in;
    const struct cover_limits *limits = &w->task.limits;

    plan->work = limits->work_done;
    plan->stop = proven(w) ? STOP_PROVED : limits->stopped ? limits->stop : STOP_GAP;
    if (isinf(w->value)) {
        plan->status = w->none ? PLAN_INFEASIBLE : PLAN_UNKNOWN;
        plan->reason = w->reason;
        plan->vague = w->vague;
        if (w->none && w->reason.in[LANGUAGE_EN][0] == '\0') placement_task_no_plan(plan);
        if (!w->none) plan->bound = w->bound;
        return ERR_OK;
    }
    plan->open = calloc((size_t)in->reach->n_sites + 1, sizeof *plan->open);
    if (plan->open == NULL) return error_nomem(err, "the plan");
    plan->phase = w->best;
    w->best = NULL;
    for (int s = 0; s < in->reach->n_sites; s++) {
        plan->open[s] = plan->phase[s] >= 0;
        if (in->status[s] == SITE_EXISTING) plan->phase[s] = -1; /* it opens no more */
    }
    placement_task_count(in, plan);
    plan->status = proven(w) ? PLAN_OPTIMAL : PLAN_FEASIBLE;
    plan->claim = w->value;
    plan->objective = placement_mclp_t.worth_served(in, plan);
    plan->bound = proven(w) ? plan->objective : fmax(w->bound, plan->objective);
    plan->gap = fabs(plan->bound - plan->objective) / fmax(fabs(plan->objective), 1e-9);
    return ERR_OK;
}

static enum err work_on(struct work *w, struct error *err)
{
    const struct placement_input *in;

    TRY(placement_merge(&w->small, &placement_mclp_t, w->in, err));
    in = &w->small.in;
    w->step = -1;
    for (int k = 0; k < in->n_phases; k++) {
        w->bound += most_of(in, k);
        for (int z = 0; z < in->reach->n_zones; z++)
            w->step = placement_task_step(w->step, timetable_weight(in, k, z));
    }
    w->step = fmax(w->step, 0);
    w->best = calloc((size_t)in->reach->n_sites + 1, sizeof *w->best);
    if (w->best == NULL) return error_nomem(err, "a plan over phases");
    TRY(timetable_create(&w->now, in, err));
    search(w);
    if (!near_enough(w)) TRY(bound_phases(w, err));
    return near_enough(w) || w->task.limits.stopped ? ERR_OK : branch(w, err);
}

enum err mclp_t_solve(const struct placement_input *with_limits, struct placement_plan *plan,
                      struct error *err)
{
    struct placement_input in = mclp_t_without_limits(with_limits), all = in;
    struct work w = {.in = &in, .value = -INFINITY};
    enum err code;

    limit_until(&all, in.n_phases - 1);
    plan->objective = plan->bound = plan->gap = NAN;
    code = placement_task_begin(&w.task, &all, err);
    if (code == ERR_OK && placement_task_fits(&w.task, plan)) {
        code = work_on(&w, err);
        if (code == ERR_OK) code = answer(&w, plan, err);
    }
    timetable_clear(&w.now);
    placement_merged_clear(&w.small);
    placement_task_clear(&w.task);
    free(w.best);
    return code;
}
