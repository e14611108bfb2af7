/* placement_mip.c - any model by GLPK's branch and bound on its own formulation. */
#include "model/placement/placement_mip.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "model/cover/cover.h"
#include "model/milp.h"
#include "model/placement/placement_merge.h"
#include "model/placement/placement_sides.h"
#include "model/placement/placement_task.h"

/* One solve on its way. */
struct work {
    const struct placement_model *model;
    const struct placement_input *in; /* as it came; plans are valued in it */
    const struct placement_mip *how;
    struct placement_merged small;
    struct milp *m;
    double *start; /* owned [n_cols]; NULL: none */
    double deadline;
    long work_left; /* nodes; 0: no limit */
};

static bool better(const struct placement_model *model, double a, double b)
{
    return isnan(b) ? !isnan(a) : model->maximise ? a > b : a < b;
}

void placement_mip_prune(const struct placement_model *model, const struct placement_input *in,
                         bool open[])
{
    double value = model->worth(in, open);
    bool closed = !isnan(value);

    while (closed) {
        int dearest = -1;

        closed = false;
        for (int s = 0; s < in->reach->n_sites; s++) {
            double less;

            if (!open[s] || in->status[s] != SITE_CANDIDATE) continue;
            if (dearest >= 0 && in->cost[s] <= in->cost[dearest]) continue;
            open[s] = false;
            less = model->worth(in, open);
            open[s] = true;
            /* rounding of another order of sums is no loss */
            if (!isnan(less) &&
                (!better(model, value, less) || fabs(value - less) <= 1e-13 * fabs(value)))
                dearest = s;
        }
        if (dearest < 0) break;
        open[dearest] = false;
        closed = true;
    }
}

/* ---- a plan to start from ---- */

static bool fits(const struct placement_input *in, bool open[], int s)
{
    double cost = in->cost[s];
    int n = 1;

    if (open[s] || in->status[s] != SITE_CANDIDATE) return false;
    for (int i = 0; i < in->reach->n_sites; i++) {
        if (!open[i] || in->status[i] == SITE_EXISTING) continue;
        cost += in->cost[i];
        n++;
    }
    if ((in->p >= 0 && n > in->p) || cost > in->budget) return false;
    for (int k = in->too_near != NULL ? in->too_near->row_start[s] : 0;
         in->too_near != NULL && k < in->too_near->row_start[s + 1]; k++)
        if (open[in->too_near->site[k]]) return false;
    return true;
}

/* The cheapest candidates of districts that lack open sites. */
static void serve_districts(const struct placement_input *in, bool open[])
{
    for (int d = 0;
         in->min_per_district > 0 && in->site_district != NULL && d < in->n_districts; d++) {
        int n = 0;

        for (int s = 0; s < in->reach->n_sites; s++)
            n += open[s] && in->site_district[s] == d;
        for (; n < in->min_per_district; n++) {
            int best = -1;

            for (int s = 0; s < in->reach->n_sites; s++)
                if (in->site_district[s] == d && fits(in, open, s) &&
                    (best < 0 || in->cost[s] < in->cost[best]))
                    best = s;
            if (best < 0) break;
            open[best] = true;
        }
    }
}

/* One site after another, each the one that helps most, while it helps and time allows. */
static void add_greedily(const struct placement_model *model, const struct placement_input *in,
                         bool open[])
{
    const double most_steps = 1e9;
    double each = (double)in->reach->row_start[in->reach->n_zones] + in->reach->n_zones;
    double steps = 0, value = model->worth(in, open);

    while (steps < most_steps && !isnan(value)) {
        int best = -1;
        double most = value;

        for (int s = 0; s < in->reach->n_sites; s++) {
            double now;

            if (!fits(in, open, s)) continue;
            open[s] = true;
            now = model->worth(in, open);
            open[s] = false;
            steps += each;
            if (!better(model, now, most)) continue;
            most = now;
            best = s;
        }
        if (best < 0) return;
        open[best] = true;
        value = most;
    }
}

static void find_start(const struct placement_model *model, const struct placement_input *in,
                       bool open[])
{
    for (int s = 0; s < in->reach->n_sites; s++)
        open[s] = placement_task_forced(in->status[s]);
    serve_districts(in, open);
    if (isnan(model->worth(in, open)))
        /* What is missing is unknown: all that fit, and then none too many. */
        for (int s = 0; s < in->reach->n_sites; s++)
            open[s] |= fits(in, open, s);
    else
        add_greedily(model, in, open);
}

/* Columns of a plan: x_s as it says, the rest as the solver finds best. */
static enum err complete(struct work *w, const bool open[], struct error *err)
{
    struct milp_params params = {.interrupt = &placement_interrupted};
    struct milp_result r = {0};
    struct milp *m = NULL;
    enum err code = milp_create(w->model->maximise, &m, err);

    if (code == ERR_OK) {
        w->model->build(&w->small.in, m);
        for (int s = 0; s < w->in->reach->n_sites; s++)
            milp_set_col_bounds(m, s, open[s], open[s]);
        if (!isinf(w->deadline)) params.time_limit_s = fmax(w->deadline - cover_clock(), 1e-3);
        code = milp_solve(m, &params, &r, err);
    }
    if (code == ERR_OK && (r.status == MILP_OPTIMAL || r.status == MILP_FEASIBLE)) {
        w->start = r.value;
        r.value = NULL;
    }
    milp_result_clear(&r);
    milp_free(m);
    return code;
}

static enum err make_start(struct work *w, struct error *err)
{
    bool *open = calloc((size_t)w->in->reach->n_sites + 1, sizeof *open);
    enum err code = ERR_OK;

    if (open == NULL) return error_nomem(err, "a plan to start from");
    if (w->how->start != NULL)
        memcpy(open, w->how->start, (size_t)w->in->reach->n_sites * sizeof *open);
    else
        find_start(w->model, &w->small.in, open);
    if (!isnan(w->model->worth(&w->small.in, open))) {
        if (w->how->read == NULL) placement_mip_prune(w->model, &w->small.in, open);
        code = complete(w, open, err);
    }
    free(open);
    return code;
}

/* ---- the answer ---- */

/* This plan may not come again: it keeps the rows by the solver's tolerance only. */
static void forbid(const struct placement_input *in, struct milp *m, const double value[])
{
    int row = milp_add_row(m, -INFINITY, 0), n = 0;

    for (int s = 0; s < in->reach->n_sites; s++) {
        bool open = value[s] > 0.5;

        if (in->status[s] != SITE_CANDIDATE) continue;
        milp_add_coef(m, row, s, open ? 1 : -1);
        n += open;
    }
    milp_set_row_bounds(m, row, -INFINITY, n - 1);
}

static enum err take_plan(const struct work *w, const struct milp_result *r,
                          struct placement_plan *plan, bool *broken, struct error *err)
{
    const struct placement_input *in = w->in;
    double scale = 0;

    plan->open = calloc((size_t)in->reach->n_sites + 1, sizeof *plan->open);
    if (plan->open == NULL) return error_nomem(err, "the plan");
    for (int s = 0; s < in->reach->n_sites; s++)
        plan->open[s] = r->value[s] > 0.5;
    *broken = w->how->read != NULL && !w->how->read(in, r->value, plan);
    plan->objective = w->model->worth(in, plan->open);
    plan->claim = r->objective;
    *broken |= isnan(plan->objective);
    if (*broken) {
        free(plan->open);
        plan->open = NULL;
        return ERR_OK;
    }
    /* GLPK's columns may be off by its tolerance, and not the best for their sites where it was
     * stopped; the plan is worth what it is worth. */
    for (int z = 0; z < in->reach->n_zones && w->model->maximise; z++)
        scale += in->weight[z];
    if (fabs(plan->claim - plan->objective) <= 1e-6 * fmax(fabs(plan->objective), scale) ||
        (r->status == MILP_FEASIBLE && better(w->model, plan->objective, plan->claim)))
        plan->claim = plan->objective;
    if (w->how->read == NULL && plan->claim == plan->objective) {
        placement_mip_prune(w->model, in, plan->open);
        plan->objective = plan->claim = w->model->worth(in, plan->open);
    }
    for (int s = 0; s < in->reach->n_sites; s++) {
        if (!plan->open[s] || in->status[s] == SITE_EXISTING) continue;
        plan->n_new++;
        plan->new_cost += in->cost[s];
    }
    return ERR_OK;
}

/* A bound of GLPK as it may be claimed: rounding off, no worse than the plan. */
static double safe_bound(const struct work *w, double bound, double objective)
{
    double slack = 1e-9 * fabs(bound);

    bound = w->model->maximise ? bound + slack : bound - slack;
    if (isnan(objective)) return bound;
    return w->model->maximise ? fmax(bound, objective) : fmin(bound, objective);
}

static void tell(const struct work *w, const struct milp_result *r, struct placement_plan *plan)
{
    static const enum plan_stop stop[] = {[MILP_PROVED] = STOP_PROVED,
                                          [MILP_GAP] = STOP_GAP,
                                          [MILP_WORK] = STOP_WORK,
                                          [MILP_TIME] = STOP_TIME,
                                          [MILP_INTERRUPTED] = STOP_INTERRUPTED};
    bool proven = r->status == MILP_OPTIMAL || r->status == MILP_INFEASIBLE;

    plan->stop = proven ? STOP_PROVED : stop[r->stop];
    plan->n_merged = w->small.in.reach->n_zones;
    if (plan->open == NULL) {
        plan->status = proven ? PLAN_INFEASIBLE : PLAN_UNKNOWN;
        if (!proven && isfinite(r->bound)) plan->bound = safe_bound(w, r->bound, NAN);
        return;
    }
    plan->status = proven ? PLAN_OPTIMAL : PLAN_FEASIBLE;
    plan->bound = proven ? plan->objective : safe_bound(w, r->bound, plan->objective);
    plan->gap = fabs(plan->bound - plan->objective) / fmax(fabs(plan->objective), 1e-9);
    if (!proven && plan->gap <= w->in->limits.gap) plan->stop = STOP_GAP;
}

static void tell_log(void *context, long nodes, double objective, double bound)
{
    const struct work *w = context;
    struct placement_event event = {nodes, objective, bound, "node"};

    w->in->limits.log(w->in->limits.log_context, &event);
}

static enum err branch(struct work *w, struct placement_plan *plan, struct error *err)
{
    struct milp_params params = {.gap = w->in->limits.gap * (1 - 1e-6),
                                 .step = w->how->step,
                                 .cuts = w->how->cuts,
                                 .start = w->start,
                                 .interrupt = &placement_interrupted,
                                 .tell = w->in->limits.log != NULL ? tell_log : NULL,
                                 .tell_context = w};
    enum err code = ERR_OK;
    bool done = false;

    while (code == ERR_OK && !done) {
        struct milp_result r;
        bool broken = false;

        if (!isinf(w->deadline)) params.time_limit_s = fmax(w->deadline - cover_clock(), 1e-3);
        params.work_limit = w->work_left;
        code = milp_solve(w->m, &params, &r, err);
        if (code != ERR_OK) break;
        plan->work += r.work;
        if (w->work_left > 0) w->work_left = w->work_left > r.work ? w->work_left - r.work : 1;
        if (r.value != NULL) code = take_plan(w, &r, plan, &broken, err);
        if (code == ERR_OK && broken) forbid(w->in, w->m, r.value);
        if (code == ERR_OK && r.status == MILP_INFEASIBLE && w->start != NULL)
            code =
                error_set(err, ERR_SOLVER, "GLPK calls a problem infeasible that has a plan");
        done = !broken;
        if (code == ERR_OK && done) tell(w, &r, plan);
        milp_result_clear(&r);
    }
    return code;
}

enum err placement_mip_solve(const struct placement_model *model,
                             const struct placement_input *in, const struct placement_mip *how,
                             struct placement_plan *plan, struct error *err)
{
    static const struct placement_mip nothing;
    struct work w = {.model = model, .in = in, .how = how != NULL ? how : &nothing};
    struct placement_task t;
    enum err code = placement_task_begin(&t, in, err);

    w.deadline = w.how->deadline > 0 ? w.how->deadline : t.limits.deadline;
    w.work_left = in->limits.work_limit;
    plan->objective = plan->bound = plan->gap = NAN;
    if (code == ERR_OK && placement_task_fits(&t, plan)) {
        code = placement_merge(&w.small, model, in, err);
        if (code == ERR_OK) code = make_start(&w, err);
        if (code == ERR_OK) code = milp_create(model->maximise, &w.m, err);
        if (code == ERR_OK) {
            model->build(&w.small.in, w.m);
            code = branch(&w, plan, err);
        }
        if (code == ERR_OK && plan->status == PLAN_INFEASIBLE && plan->reason.in[0][0] == '\0')
            placement_task_no_plan(plan);
    }
    milp_free(w.m);
    free(w.start);
    placement_merged_clear(&w.small);
    placement_task_clear(&t);
    return code;
}
