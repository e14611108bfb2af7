/* cover_branch.c - a covering problem as GLPK's branch and bound sees it. */
#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "model/cover/cover.h"
#include "model/milp.h"

/* The second site counts only beside another: for every site over e, the others cover e or the
 * second is missing. */
static void add_others(const struct cover *c, struct milp *m, int e, int missing)
{
    const struct reach *r = c->rows;

    for (int k = r->row_start[e]; k < r->row_start[e + 1]; k++) {
        int row = milp_add_row(m, 1, INFINITY);

        milp_add_coef(m, row, missing, 1);
        for (int i = r->row_start[e]; i < r->row_start[e + 1]; i++)
            if (i != k) milp_add_coef(m, row, r->site[i], 1);
    }
}

/* Columns: x_s, then for every element one that says whether the first site is missing, and one
 * that counts the others, where that is allowed. False where the limits end it before. */
static bool build(const struct cover *c, struct cover_limits *limits, struct milp *m)
{
    for (int s = 0; s < c->n_sites; s++)
        milp_add_col(m, 0, 1, true, c->price[s]);
    for (int e = 0; e < c->n_elements; e++) {
        int need = cover_need(c, e), row = milp_add_row(m, need, INFINITY);

        if (e % 64 == 0 && cover_spend(limits, 0)) return false;
        for (int k = c->rows->row_start[e]; k < c->rows->row_start[e + 1]; k++)
            milp_add_coef(m, row, c->rows->site[k], 1);
        if (!isinf(c->penalty[e]))
            milp_add_coef(m, row, milp_add_col(m, 0, 1, false, c->penalty[e]), 1);
        if (need > 1 && !isinf(c->more[e])) {
            int missing = milp_add_col(m, 0, need - 1, false, c->more[e]);

            milp_add_coef(m, row, missing, 1);
            if (c->more[e] > c->penalty[e]) add_others(c, m, e, missing);
        }
    }
    for (int q = 0; c->cliques != NULL && q < c->cliques->n_zones; q++) {
        int row = milp_add_row(m, -INFINITY, 1);

        for (int k = c->cliques->row_start[q]; k < c->cliques->row_start[q + 1]; k++)
            milp_add_coef(m, row, c->cliques->site[k], 1);
    }
    if (c->p < c->n_sites) {
        int row = milp_add_row(m, -INFINITY, c->p);

        for (int s = 0; s < c->n_sites; s++)
            milp_add_coef(m, row, s, 1);
    }
    if (!isinf(c->budget)) {
        /* In units of the budget, so that GLPK's tolerance is a share of it. */
        double unit = c->budget > 0 ? c->budget : 1;
        int row = milp_add_row(m, -INFINITY, c->budget / unit);

        for (int s = 0; s < c->n_sites; s++) {
            if (c->cost[s] > placement_money(c->budget)) milp_set_col_bounds(m, s, 0, 0);
            milp_add_coef(m, row, s, c->cost[s] / unit);
        }
    }
    milp_set_offset(m, c->fixed);
    return true;
}

/* Only plans below the cutoff count. */
static void add_cutoff(const struct cover *c, struct milp *m, double cutoff)
{
    double most = cutoff - c->fixed - (c->step > 0 ? c->step * (1 - 1e-6) : 0);
    int row = milp_add_row(m, -INFINITY, most), col = c->n_sites;

    for (int s = 0; s < c->n_sites; s++)
        milp_add_coef(m, row, s, c->price[s]);
    for (int e = 0; e < c->n_elements; e++) {
        if (!isinf(c->penalty[e])) milp_add_coef(m, row, col++, c->penalty[e]);
        if (cover_need(c, e) > 1 && !isinf(c->more[e]))
            milp_add_coef(m, row, col++, c->more[e]);
    }
}

static double *start_of(const struct cover *c, const struct milp *m, const bool open[])
{
    double *start = milp_zeros(m);
    int col = c->n_sites;

    if (start == NULL) return NULL;
    for (int s = 0; s < c->n_sites; s++)
        start[s] = open[s];
    for (int e = 0; e < c->n_elements; e++) {
        int need = cover_need(c, e), over = 0;

        for (int k = c->rows->row_start[e]; k < c->rows->row_start[e + 1] && over < need; k++)
            over += open[c->rows->site[k]];
        if (!isinf(c->penalty[e])) start[col++] = over == 0;
        if (need > 1 && !isinf(c->more[e])) start[col++] = over == 0 ? need - 1 : need - over;
    }
    return start;
}

/* A plan that GLPK's tolerance let through although it breaks the budget: neither it nor
 * anything with more sites may come again. */
static void forbid(const struct cover *c, struct milp *m, const double value[])
{
    int row = milp_add_row(m, -INFINITY, 0), n = 0;

    for (int s = 0; s < c->n_sites; s++)
        if (value[s] > 0.5) {
            milp_add_coef(m, row, s, 1);
            n++;
        }
    milp_set_row_bounds(m, row, -INFINITY, n - 1);
}

/* What tell() needs. */
struct listener {
    const struct cover *c;
    struct cover_limits limits; /* a copy from before the search */
};

static void tell(void *context, long nodes, double objective, double bound)
{
    struct listener *l = context;
    struct cover_limits now = l->limits;
    struct cover_state state = {.value = isnan(objective) ? INFINITY : objective,
                                .bound = bound};

    now.work_done += nodes;
    cover_tell(l->c, &now, &state, "node");
}

static void set_params(const struct cover *c, const struct cover_limits *limits,
                       const struct cover_state *state, struct listener *listener,
                       struct milp_params *params)
{
    *listener = (struct listener){c, *limits};
    /* Gomory's cuts take away half of what cover leaves between relaxation and plan. */
    *params = (struct milp_params){.step = c->step,
                                   .cuts = MILP_GOMORY,
                                   .interrupt = &placement_interrupted,
                                   .tell_context = listener};
    if (limits->log != NULL) params->tell = tell;
    if (limits->work_left != LONG_MAX)
        params->work_limit = limits->work_left > 0 ? limits->work_left : 1;
    /* The gap is one of the model's own objective; GLPK's is one of the penalties. */
    params->gap = limits->gap * (1 - 1e-6);
    if (c->maximise && isinf(state->value)) params->gap = 0;
    if (limits->first) params->gap = 1e300;
    if (c->maximise && !isinf(state->value))
        params->gap *= fabs(cover_objective(c, state->value)) / fmax(fabs(state->value), 1e-9);
}

/* Takes GLPK's answer over. False: its plan breaks a limit and another solve is due. */
static bool take(const struct cover *c, struct milp *m, const struct milp_result *r,
                 struct cover_limits *limits, struct cover_state *state, bool scratch[])
{
    double best;

    if (r->value != NULL) {
        double value;

        for (int s = 0; s < c->n_sites; s++)
            scratch[s] = r->value[s] > 0.5;
        value = cover_value(c, scratch);
        if (isinf(value)) {
            forbid(c, m, r->value);
            return false;
        }
        if (value < state->value) {
            state->value = value;
            memcpy(state->open, scratch, (size_t)c->n_sites * sizeof *scratch);
        }
    }
    best = fmin(state->value, state->cutoff);
    if (r->status == MILP_OPTIMAL || r->status == MILP_INFEASIBLE) {
        state->bound = best;
        return true;
    }
    if (isfinite(r->bound)) {
        double safe = cover_round_up(c, r->bound - 1e-9 * fabs(r->bound));

        state->bound = fmax(state->bound, fmin(safe, best));
    }
    if (r->stop == MILP_TIME || r->stop == MILP_WORK || r->stop == MILP_INTERRUPTED) {
        limits->stopped = true;
        limits->stop = r->stop == MILP_TIME   ? STOP_TIME
                       : r->stop == MILP_WORK ? STOP_WORK
                                              : STOP_INTERRUPTED;
    }
    return true;
}

enum err cover_branch(const struct cover *c, struct cover_limits *limits,
                      struct cover_state *state, struct error *err)
{
    bool *scratch = calloc((size_t)c->n_sites + 1, sizeof *scratch);
    struct milp *m = NULL;
    double *start = NULL;
    struct milp_params params;
    struct listener listener;
    bool done = false;
    enum err code = scratch == NULL ? error_nomem(err, "a plan") : milp_create(false, &m, err);

    if (code != ERR_OK) goto done;
    if (!build(c, limits, m)) goto done;
    if (limits->first && !isinf(state->cutoff)) add_cutoff(c, m, state->cutoff);
    if (!isinf(state->value) &&
        (limits->first ? state->value < state->cutoff : state->value <= state->cutoff)) {
        start = start_of(c, m, state->open);
        if (start == NULL) code = error_nomem(err, "a plan to start from");
    }
    set_params(c, limits, state, &listener, &params);
    params.start = start;
    while (code == ERR_OK && !done) {
        struct milp_result r;

        if (!isinf(limits->deadline))
            params.time_limit_s = fmax(limits->deadline - cover_clock(), 1e-3);
        code = milp_solve(m, &params, &r, err);
        if (code != ERR_OK) break;
        limits->work_done += r.work;
        if (limits->work_left != LONG_MAX) limits->work_left -= r.work;
        if (r.status == MILP_INFEASIBLE && start != NULL)
            code =
                error_set(err, ERR_SOLVER, "GLPK calls a problem infeasible that has a plan");
        else
            done = take(c, m, &r, limits, state, scratch);
        /* GLPK's gap is one of the penalties and may promise too much of the objective. */
        if (code == ERR_OK && r.stop == MILP_GAP && !cover_near(c, limits, state)) {
            params.gap = 0;
            done = false;
        }
        milp_result_clear(&r);
    }
done:
    milp_free(m);
    free(start);
    free(scratch);
    return code;
}
