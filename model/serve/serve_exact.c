/* serve_exact.c - small cases of rule_then_serve to proven optimality by GLPK.
 *
 * The formulation of serve.h as it stands, (3) row by row: strong, but only for few pairs. */
#include <math.h>
#include <stdlib.h>

#include "model/cover/cover.h"
#include "model/milp.h"
#include "model/serve/serve_net.h"

enum { COLUMNS_MOST = 2500, NODES = 20000 };

static void add_sizes(struct milp *m, const struct serve_net *net)
{
    const struct serve_input *in = net->in;
    int n_sizes = in->size_start[in->n_sites], budget;

    for (int k = 0; k < n_sizes; k++)
        milp_add_col(m, 0, 1, true, 0);
    for (int s = 0; s < in->n_sites; s++) { /* (4) */
        int row;

        if (in->size_start[s] == in->size_start[s + 1]) continue;
        row = milp_add_row(m, net->must_open[s] ? 1 : 0, 1);
        for (int k = in->size_start[s]; k < in->size_start[s + 1]; k++)
            milp_add_coef(m, row, k, 1);
    }
    if (isfinite(in->budget)) {                        /* (5) */
        double unit = in->budget > 0 ? in->budget : 1; /* GLPK's tolerance is one of units */

        budget = milp_add_row(m, -INFINITY, in->budget / unit);
        for (int k = 0; k < n_sizes; k++)
            milp_add_coef(m, budget, k, in->size[k].cost / unit);
    }
    for (int r = 0; r < net->n_rows; r++) { /* (6) to (8) */
        int row = r < net->n_least ? milp_add_row(m, net->row_need[r], INFINITY)
                                   : milp_add_row(m, -INFINITY, net->row_need[r]);

        for (int j = net->row_start[r]; j < net->row_start[r + 1]; j++)
            for (int k = in->size_start[net->row_site[j]];
                 k < in->size_start[net->row_site[j] + 1]; k++)
                milp_add_coef(m, row, k, 1);
    }
}

/* Columns a of one service, [n_pairs] in the order of the sites' rows; returns the first. */
static int add_side(struct milp *m, const struct serve_net *net, enum service v)
{
    const struct serve_input *in = net->in;
    const struct serve_side *d = &net->side[v];
    int first = milp_n_cols(m);

    for (int pair = 0; pair < d->n_pairs; pair++)
        milp_add_col(m, 0, 1, false, d->kwh[d->site_item[pair]]);
    for (int i = 0; i < d->n_items; i++) { /* (1) */
        int row = milp_add_row(m, -INFINITY, 1);

        for (int k = d->item_start[i]; k < d->item_start[i + 1]; k++)
            milp_add_coef(m, row, first + d->item_pair[k], 1);
    }
    for (int s = 0; s < in->n_sites; s++) {
        int row;

        if (d->site_start[s] == d->site_start[s + 1]) continue;
        row = milp_add_row(m, -INFINITY, 0); /* (2) */
        for (int pair = d->site_start[s]; pair < d->site_start[s + 1]; pair++)
            milp_add_coef(m, row, first + pair, d->load[d->site_item[pair]]);
        for (int k = in->size_start[s]; k < in->size_start[s + 1]; k++)
            milp_add_coef(m, row, k, -in->size[k].capacity[v]);
        for (int pair = d->site_start[s]; pair < d->site_start[s + 1]; pair++) { /* (3) */
            row = milp_add_row(m, -INFINITY, 0);
            milp_add_coef(m, row, first + pair, 1);
            for (int k = in->size_start[s]; k < in->size_start[s + 1]; k++)
                if (in->size[k].capacity[v] > 0) milp_add_coef(m, row, k, -1);
        }
    }
    return first;
}

/* The plan so far as column values. Own it; NULL when out of memory. */
static double *start_values(const struct serve_net *net, const struct milp *m,
                            const int first[], const int size[], struct error *err)
{
    double *value = milp_zeros(m), total;
    double *const flow[N_SERVICES] = {value ? value + first[FAST] : NULL,
                                      value ? value + first[SLOW] : NULL};

    if (!value) return NULL;
    if (serve_flow(net, size, flow, &total, err) != ERR_OK) {
        free(value);
        return NULL;
    }
    for (enum service v = FAST; v < N_SERVICES; v++)
        for (int pair = 0; pair < net->side[v].n_pairs; pair++)
            value[first[v] + pair] /= net->side[v].load[net->side[v].site_item[pair]];
    for (int s = 0; s < net->in->n_sites; s++)
        if (size[s] >= 0) value[size[s]] = 1;
    return value;
}

/* Sizes of GLPK's answer; false where its tolerance let them through over the budget. */
static bool take_plan(const struct serve_net *net, const double value[], int size[])
{
    const struct serve_input *in = net->in;
    double cost = 0;

    for (int s = 0; s < in->n_sites; s++)
        for (int k = in->size_start[s]; k < in->size_start[s + 1]; k++)
            if (value[k] > 0.5) cost += in->size[k].cost;
    if (cost > in->budget * (1 + 1e-12)) return false;
    for (int s = 0; s < in->n_sites; s++) {
        size[s] = -1;
        for (int k = in->size_start[s]; k < in->size_start[s + 1]; k++)
            if (value[k] > 0.5) size[s] = k;
    }
    return true;
}

/* Sizes that are too dear together may not come together again. */
static void forbid(const struct serve_net *net, struct milp *m, const double value[])
{
    int row = milp_add_row(m, -INFINITY, 0), n = 0;

    for (int k = 0; k < net->in->size_start[net->in->n_sites]; k++)
        if (value[k] > 0.5) {
            milp_add_coef(m, row, k, 1);
            n++;
        }
    milp_set_row_bounds(m, row, -INFINITY, n - 1);
}

/* Solves until GLPK's plan keeps the budget. */
static enum err solve(const struct serve_net *net, struct milp *m, struct milp_params *params,
                      struct serve_effort *effort, int size[], double *value, double *bound,
                      struct error *err)
{
    enum { TRIES = 50 };

    for (int try = 0; try < TRIES && !serve_effort_over(effort); try++) {
        struct milp_result result = {0};
        bool kept = true, better;
        enum err code;

        if (!isinf(effort->deadline))
            params->time_limit_s = fmax(effort->deadline - cover_clock(), 1e-3);
        code = milp_solve(m, params, &result, err);
        if (code != ERR_OK) return code;
        better = result.value && result.objective > *value;
        if (better) kept = take_plan(net, result.value, size);
        if (!kept) forbid(net, m, result.value);
        if (isfinite(result.bound)) *bound = fmin(*bound, result.bound);
        if (kept && better) code = serve_flow(net, size, NULL, value, err);
        /* GLPK's own tolerance: a proof is good to 1e-7 of the objective */
        if (kept && result.status == MILP_OPTIMAL && *bound < *value * (1 + 1e-7))
            *bound = *value;
        if (result.stop == MILP_TIME) effort->stop = STOP_TIME;
        milp_result_clear(&result);
        if (code != ERR_OK || kept) return code;
    }
    return ERR_OK;
}

bool serve_exact_fits(const struct serve_net *net)
{
    return net->in->size_start[net->in->n_sites] + net->side[FAST].n_pairs +
               net->side[SLOW].n_pairs <=
           COLUMNS_MOST;
}

enum err serve_exact(const struct serve_net *net, int size[], double *value, double *bound,
                     double gap, struct serve_effort *effort, struct error *err)
{
    int first[N_SERVICES];
    struct milp_params params = {.gap = gap,
                                 .work_limit = effort->work > 0 ? effort->work : NODES,
                                 .cuts = MILP_ALL_CUTS,
                                 .interrupt = &placement_interrupted};
    struct milp *m = NULL;
    double *start = NULL;
    enum err code;

    if (!serve_exact_fits(net) || effort->work == 0) return ERR_OK;
    TRY(milp_create(true, &m, err));
    add_sizes(m, net);
    first[FAST] = add_side(m, net, FAST);
    first[SLOW] = add_side(m, net, SLOW);
    start = start_values(net, m, first, size, err);
    params.start = start;
    code = start ? solve(net, m, &params, effort, size, value, bound, err)
                 : error_nomem(err, "a start plan");
    free(start);
    milp_free(m);
    return code;
}
