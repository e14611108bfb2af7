/* capacity_solve.c - what the parts of one solve share, and how its plan is handed over. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "model/capacity/capacity.h"
#include "model/placement/placement_task.h"

void capacity_solve_end(struct capacity_solve *v)
{
    capacity_relax_free(v->relax);
    capacity_flow_free(v->flow);
    free(v->open);
    free(v->part);
    free(v->mean);
    free(v->mean_y);
    free(v->guess);
    free(v->trial);
    free(v->trial_part);
    free(v->price);
    free(v->load);
    free(v->score);
    free(v->slack);
    free(v->steps);
    free(v->source);
    free(v->rank);
    *v = (struct capacity_solve){0};
}

enum err capacity_solve_begin(struct capacity_solve *v, const struct capacity *c,
                              struct cover_limits *limits, struct error *err)
{
    size_t sites = (size_t)c->n_sites + 1, zones = (size_t)c->n_zones + 1;
    size_t pairs = (size_t)c->n_pairs + 1, rows = zones + (size_t)c->n_rules;

    *v = (struct capacity_solve){
        .c = c, .limits = limits, .value = INFINITY, .bound = -INFINITY};
    v->open = calloc(sites, sizeof *v->open);
    v->part = calloc(pairs, sizeof *v->part);
    v->mean = calloc(sites, sizeof *v->mean);
    v->mean_y = calloc(pairs, sizeof *v->mean_y);
    v->guess = calloc(sites, sizeof *v->guess);
    v->trial = calloc(sites, sizeof *v->trial);
    v->trial_part = calloc(pairs, sizeof *v->trial_part);
    v->price = calloc(zones, sizeof *v->price);
    v->load = calloc(sites, sizeof *v->load);
    v->score = calloc(sites, sizeof *v->score);
    v->slack = calloc(rows, sizeof *v->slack);
    v->steps = calloc(rows, sizeof *v->steps);
    v->source = calloc(zones, sizeof *v->source);
    v->rank = calloc(sites, sizeof *v->rank);
    if (!v->open || !v->part || !v->mean || !v->mean_y || !v->guess || !v->trial ||
        !v->trial_part || !v->price || !v->load || !v->score || !v->slack || !v->steps ||
        !v->source || !v->rank)
        return error_nomem(err, "the search for a plan with capacities");
    TRY(capacity_relax_create(&v->relax, c, err));
    return capacity_flow_create(&v->flow, c, limits, err);
}

double capacity_objective(const struct capacity *c, double value)
{
    double served = c->base - value;

    if (!c->maximise) return value;
    return fabs(served) > 1e-14 * c->base ? served : 0; /* nothing served but rounding */
}

double capacity_cutoff(const struct capacity_solve *v)
{
    const struct capacity *c = v->c;

    if (isinf(v->value)) return c->most + 1e-6 * fabs(c->most) + 1e-300;
    if (c->step > 0) return v->value - (1 - 1e-6) * c->step;
    return v->value - 5e-10 * fabs(capacity_objective(c, v->value));
}

void capacity_tell(const struct capacity_solve *v, double bound, const char *what)
{
    struct placement_event event = {
        .work = v->limits->work_done, .incumbent = NAN, .bound = NAN, .what = what};

    if (v->limits->log == NULL) return;
    if (isfinite(v->value)) event.incumbent = capacity_objective(v->c, v->value);
    if (isfinite(bound)) event.bound = capacity_objective(v->c, bound);
    v->limits->log(v->limits->log_context, &event);
}

bool capacity_near(const struct capacity_solve *v)
{
    double objective = capacity_objective(v->c, v->value);
    double apart = v->value - v->bound;

    return isfinite(v->value) && apart <= v->limits->gap * fmax(fabs(objective), 1e-9);
}

/* Opens the sites of the best plan and gives each zone's parts to its pairs. */
static enum err hand_over(const struct capacity_solve *v, struct placement_plan *plan,
                          struct error *err)
{
    const struct capacity *c = v->c;
    const struct reach *r = c->in->reach;

    plan->open = calloc((size_t)c->n_sites + 1, sizeof *plan->open);
    plan->served = calloc((size_t)r->row_start[r->n_zones] + 1, sizeof *plan->served);
    if (plan->open == NULL || plan->served == NULL) return error_nomem(err, "the plan");
    memcpy(plan->open, v->open, (size_t)c->n_sites * sizeof *plan->open);
    for (int k = 0; k < c->n_pairs; k++)
        plan->served[c->origin[k]] = v->part[k];
    placement_task_count(c->in, plan);
    plan->claim = capacity_objective(c, v->value);
    return ERR_OK;
}

static enum err read_out(struct capacity_solve *v, const struct placement_model *model,
                         struct placement_plan *plan, struct error *err)
{
    const struct capacity *c = v->c;
    bool proven = v->bound >= capacity_cutoff(v);

    plan->work = v->limits->work_done;
    plan->stop = proven ? STOP_PROVED : v->limits->stopped ? v->limits->stop : STOP_GAP;
    plan->objective = plan->bound = plan->gap = NAN;
    if (isinf(v->value)) {
        plan->status = proven ? PLAN_INFEASIBLE : PLAN_UNKNOWN;
        if (!proven && isfinite(v->bound)) plan->bound = capacity_objective(c, v->bound);
        return proven ? capacity_reason(c, v->flow, plan, err) : ERR_OK;
    }
    TRY(capacity_prune(v, err));
    TRY(hand_over(v, plan, err));
    plan->status = proven ? PLAN_OPTIMAL : PLAN_FEASIBLE;
    plan->objective = model->worth_served(c->in, plan);
    if (isinf(plan->objective)) return error_nomem(err, "the check of the plan");
    plan->bound = proven ? plan->objective : capacity_objective(c, fmin(v->bound, v->value));
    plan->gap = fabs(plan->bound - plan->objective) / fmax(fabs(plan->objective), 1e-9);
    if (!proven && plan->gap <= c->in->limits.gap) plan->stop = STOP_GAP;
    return ERR_OK;
}

/* Of millions of pairs making ready alone may take the time there is. */
static enum err search(struct capacity_solve *v, const struct capacity *c,
                       struct cover_limits *limits, struct error *err)
{
    *v = (struct capacity_solve){
        .c = c, .limits = limits, .value = INFINITY, .bound = -INFINITY};
    if (cover_spend(limits, 0)) return ERR_OK;
    TRY(capacity_solve_begin(v, c, limits, err));
    return capacity_branch(v, err);
}

enum err capacity_solve(const struct placement_input *in, const struct placement_model *model,
                        struct placement_plan *plan, struct error *err)
{
    struct placement_task t = {0};
    struct capacity_solve v = {0};
    struct capacity *c = NULL;
    enum err code = placement_task_begin(&t, in, err);

    if (code != ERR_OK || !placement_task_fits(&t, plan)) goto done;
    code = capacity_create(&c, in, model->maximise, err);
    if (code == ERR_OK) code = search(&v, c, &t.limits, err);
    if (code == ERR_OK) code = read_out(&v, model, plan, err);
done:
    capacity_solve_end(&v);
    capacity_free(c);
    placement_task_clear(&t);
    return code;
}
