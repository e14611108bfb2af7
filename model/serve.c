/* serve.c - rule_then_serve from start to finish: core rule, search, bound, check.
 *
 * The least money of the core rule is a set cover with each site at its cheapest size; it says
 * whether the budget can pay the rule, and its cover is where the search begins. Then the
 * search's plan and the Lagrangian bound approach each other until the gap asked for is proven
 * or the work is spent; small cases go on to GLPK. Every plan is checked again from the input.
 */
#include "model/serve.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "model/serve_net.h"

void serve_plan_clear(struct serve_plan *plan)
{
    free(plan->size);
    for (enum service v = FAST; v < N_SERVICES; v++) {
        free(plan->served[v].zone);
        free(plan->served[v].site);
        free(plan->served[v].share);
    }
    memset(plan, 0, sizeof *plan);
}

/* What stands by status alone, at its cheapest. */
static double must_cost(const struct serve_net *net)
{
    double cost = 0;

    for (int s = 0; s < net->in->n_sites; s++)
        if (net->must_open[s] && net->cheapest[s] >= 0)
            cost += net->in->size[net->cheapest[s]].cost;
    return cost;
}

/* Cheapest cover of the core rows: fills cover[], and a proven lower bound of its money. */
static enum err cover_rule(const struct serve_net *net, bool cover[], double *least_cost,
                           struct error *err)
{
    const struct serve_input *in = net->in;
    size_t sites = (size_t)in->n_sites + 1;
    struct reach rows = {.n_zones = net->n_rows,
                         .n_sites = in->n_sites,
                         .row_start = net->row_start,
                         .site = net->row_site};
    double *ones = calloc((size_t)net->n_rows + 1, sizeof *ones);
    double *cost = calloc(sites, sizeof *cost);
    enum site_status *status = calloc(sites, sizeof *status);
    struct placement_plan plan = {0};
    struct placement_input cheap = {
        .reach = &rows,
        .weight = ones,
        .cost = cost,
        .status = status,
        .p = -1,
        .budget = INFINITY,
        .objective = OBJECTIVE_COST,
        .limits = {.n_threads = 1, .time_limit_s = in->limits.time_limit_s}};
    enum err code = ERR_OK;

    *least_cost = must_cost(net);
    if (!ones || !cost || !status) {
        code = error_nomem(err, "the core rule");
        goto done;
    }
    if (net->n_rows == 0) goto done;
    for (int s = 0; s < in->n_sites; s++) {
        status[s] = net->cheapest[s] < 0 ? SITE_FORBIDDEN
                    : net->must_open[s]  ? SITE_EXISTING
                                         : SITE_CANDIDATE;
        cost[s] = net->cheapest[s] < 0 ? 0 : in->size[net->cheapest[s]].cost;
    }
    code = placement_solve(&placement_lscp, &cheap, &plan, err);
    if (code != ERR_OK) goto done;
    if (!plan.open) {
        code =
            error_set(err, ERR_SOLVER, "the core rule: no cover was found (%s)", plan.reason);
        goto done;
    }
    *least_cost += plan.bound;
    for (int s = 0; s < in->n_sites; s++)
        cover[s] = plan.open[s] && !net->must_open[s];
done:
    placement_plan_clear(&plan);
    free(ones);
    free(cost);
    free(status);
    return code;
}

/* With every site at its largest: what reach and sites alone allow, whatever the money. */
static enum err bound_without_money(const struct serve_net *net, double *bound,
                                    struct error *err)
{
    const struct serve_input *in = net->in;
    int *size = calloc((size_t)in->n_sites + 1, sizeof *size);
    struct serve_size *largest = NULL;
    struct serve_input all = *in;
    struct serve_net copy = *net;
    enum err code = ERR_OK;

    largest = calloc((size_t)in->n_sites + 1, sizeof *largest);
    if (!size || !largest) {
        code = error_nomem(err, "the bound of rule_then_serve");
    } else {
        for (int s = 0; s < in->n_sites; s++) {
            size[s] = in->size_start[s] < in->size_start[s + 1] ? s : -1;
            for (int k = in->size_start[s]; k < in->size_start[s + 1]; k++)
                for (enum service v = FAST; v < N_SERVICES; v++)
                    largest[s].capacity[v] =
                        fmax(largest[s].capacity[v], in->size[k].capacity[v]);
        }
        all.size = largest;
        copy.in = &all;
        code = serve_flow(&copy, size, NULL, bound, err);
    }
    free(size);
    free(largest);
    return code;
}

static double clock_s(void) /* for time limits only */
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static void judge(const struct serve_input *in, struct serve_plan *plan)
{
    double value = plan->objective;

    if (plan->bound < value) plan->bound = value; /* rounding of the last digits */
    plan->gap = (plan->bound - value) / fmax(fabs(value), 1e-9);
    plan->status = PLAN_FEASIBLE;
    if (plan->gap <= 1e-9) {
        plan->status = PLAN_OPTIMAL;
        plan->stop = STOP_PROVED;
        plan->bound = value;
        plan->gap = 0;
    } else if (plan->gap <= in->limits.gap) {
        plan->stop = STOP_GAP;
    }
}

/* Rounds of search and bound, then GLPK for small cases. size holds the best plan. */
static enum err approach(const struct serve_net *net, const bool cover[], int size[],
                         struct serve_plan *plan, struct error *err)
{
    enum { ROUNDS = 8, DUAL_STEPS = 120, SEARCH_PER_SITE = 30 };
    const struct serve_input *in = net->in;
    struct serve_search *search = NULL;
    struct serve_dual *dual = NULL;
    double start_s = clock_s(), price = 0, value = 0, cost = 0;
    long per_round = (long)SEARCH_PER_SITE * in->n_sites + 1;
    long rounds = in->limits.work_limit > 0 ? 1 + in->limits.work_limit / per_round : ROUNDS;
    enum err code = serve_search_create(&search, net, err);

    if (code != ERR_OK) goto done;
    serve_search_start(search, cover, &price);
    code = serve_dual_create(&dual, net, price, err);
    if (code != ERR_OK) goto done;
    plan->stop = STOP_WORK;
    for (long k = 0; k < rounds; k++) {
        code = serve_search_best(search, size, &value, &cost, err);
        if (code != ERR_OK) goto done;
        code = serve_dual_improve(dual, net, value, in->limits.gap, DUAL_STEPS, err);
        if (code != ERR_OK) goto done;
        if (dual->bound < plan->bound) plan->bound = dual->bound;
        if (plan->bound - value <= in->limits.gap * value) break;
        if (placement_interrupted) {
            plan->stop = STOP_INTERRUPTED;
            break;
        }
        if (in->limits.time_limit_s > 0 && clock_s() - start_s > in->limits.time_limit_s) {
            plan->stop = STOP_TIME;
            break;
        }
        serve_search_improve(search, isfinite(in->budget) ? dual->price : price,
                             (long)SEARCH_PER_SITE * in->n_sites);
    }
    code = serve_search_best(search, size, &value, &cost, err);
    if (code == ERR_OK && plan->stop == STOP_WORK && !serve_exact_fits(net))
        code = serve_branch(net, dual, value, in->limits.gap, &plan->bound, err);
done:
    serve_search_free(search);
    serve_dual_free(dual);
    plan->objective = value;
    return code;
}

static enum err finish(const struct serve_net *net, const int size[], struct serve_plan *plan,
                       struct error *err)
{
    const struct serve_input *in = net->in;
    double *flow[N_SERVICES] = {NULL, NULL};
    enum err code = ERR_OK;

    plan->size = calloc((size_t)in->n_sites + 1, sizeof *plan->size);
    for (enum service v = FAST; v < N_SERVICES; v++)
        flow[v] = calloc((size_t)net->side[v].n_pairs + 1, sizeof *flow[v]);
    if (!plan->size || !flow[FAST] || !flow[SLOW]) {
        code = error_nomem(err, "the plan");
        goto done;
    }
    memcpy(plan->size, size, (size_t)in->n_sites * sizeof *size);
    code = serve_flow(net, size, flow, &plan->objective, err);
    for (enum service v = FAST; v < N_SERVICES && code == ERR_OK; v++) {
        code = serve_plan_assign(&net->side[v], flow[v], &plan->served[v], err);
    }
    if (code != ERR_OK) goto done;
    for (int s = 0; s < in->n_sites; s++) {
        if (size[s] < 0) continue;
        plan->new_cost += in->size[size[s]].cost;
        if (in->status[s] != SITE_EXISTING) plan->n_new++;
    }
    judge(in, plan);
    code = serve_plan_check(in, plan, err);
done:
    free(flow[FAST]);
    free(flow[SLOW]);
    return code;
}

static enum err solve_net(const struct serve_net *net, struct serve_plan *plan,
                          struct error *err)
{
    const struct serve_input *in = net->in;
    bool *cover = calloc((size_t)in->n_sites + 1, sizeof *cover), proven = false;
    int *size = calloc((size_t)in->n_sites + 1, sizeof *size);
    enum err code;

    if (!cover || !size) {
        code = error_nomem(err, "rule_then_serve");
        goto done;
    }
    code = cover_rule(net, cover, &plan->rule_cost, err);
    if (code != ERR_OK) goto done;
    if (plan->rule_cost > in->budget * (1 + 1e-9)) {
        plan->status = PLAN_INFEASIBLE;
        plan->stop = STOP_PROVED;
        snprintf(plan->reason, sizeof plan->reason,
                 "required sites and the core rule need at least %.0f; the budget is %.0f",
                 plan->rule_cost, in->budget);
        goto done;
    }
    code = bound_without_money(net, &plan->bound, err);
    if (code == ERR_OK) code = approach(net, cover, size, plan, err);
    if (code == ERR_OK && plan->stop == STOP_WORK &&
        plan->bound - plan->objective > in->limits.gap * plan->objective)
        code =
            serve_exact(net, size, &plan->objective, &plan->bound, &proven, &in->limits, err);
    if (code == ERR_OK) code = finish(net, size, plan, err);
done:
    free(cover);
    free(size);
    return code;
}

enum err serve_solve(const struct serve_input *in, struct serve_plan *plan, struct error *err)
{
    struct serve_net *net = NULL;
    enum err code;

    memset(plan, 0, sizeof *plan);
    plan->objective = plan->bound = plan->gap = plan->rule_cost = NAN;
    for (int s = 0; s < in->n_sites; s++)
        if (in->status[s] == SITE_REQUIRED && in->size_start[s] == in->size_start[s + 1]) {
            plan->status = PLAN_INFEASIBLE;
            plan->stop = STOP_PROVED;
            snprintf(plan->reason, sizeof plan->reason,
                     "required site number %d cannot hold the smallest station", s + 1);
            return ERR_OK;
        }
    TRY(serve_net_create(&net, in, err));
    code = solve_net(net, plan, err);
    if (code != ERR_OK) serve_plan_clear(plan);
    serve_net_free(net);
    return code;
}
