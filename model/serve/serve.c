/* serve.c - rule_then_serve from start to finish: core rule, search, bound, check.
 *
 * The least money of the core rule is a set cover with each site at its cheapest size; it says
 * whether the budget can pay the rule, and its cover is where the search begins. Then the
 * search's plan and the Lagrangian bound approach each other until the gap asked for is proven
 * or the work is spent; small cases go on to GLPK. Every plan is checked again from the input.
 */
#include "model/serve/serve.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "model/cover/cover.h"
#include "model/parallel.h"
#include "model/placement/placement_sides.h"
#include "model/serve/serve_net.h"
#include "model/serve/serve_sides.h"
#include "model/serve/serve_sizes.h"

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

/* Cheapest cover of the core rows that keeps districts and spacing: fills cover[], and a proven
 * lower bound of its money. Where there is none the plan is infeasible and says why. */
static enum err cover_rule(const struct serve_net *net, const struct serve_sites *sites,
                           bool cover[], bool *possible, struct serve_plan *plan,
                           struct error *err)
{
    const struct serve_input *in = net->in;
    struct reach rows = {.n_zones = net->n_core,
                         .n_sites = in->n_sites,
                         .row_start = net->row_start,
                         .site = net->row_site};
    double *ones = calloc((size_t)net->n_core + 1, sizeof *ones);
    struct placement_plan answer = {0};
    struct placement_input cheap = sites->in;
    enum err code = ones ? ERR_OK : error_nomem(err, "the core rule");

    *possible = true;
    plan->rule_cost = 0;
    cheap.reach = &rows;
    cheap.weight = ones;
    cheap.budget = INFINITY;
    cheap.objective = OBJECTIVE_COST;
    cheap.limits =
        (struct placement_limits){.n_threads = 1, .time_limit_s = in->limits.time_limit_s};
    if (code == ERR_OK) code = placement_solve(&placement_lscp, &cheap, &answer, err);
    if (code == ERR_OK && answer.status == PLAN_INFEASIBLE) {
        *possible = false;
        plan->status = PLAN_INFEASIBLE;
        plan->stop = STOP_PROVED;
        plan->reason = answer.reason;
        plan->rule_cost = NAN;
    } else if (code == ERR_OK && !answer.open) {
        code = error_set(err, ERR_SOLVER, "the core rule: no cover was found (%s)",
                         answer.reason.in[LANGUAGE_EN]);
    }
    for (int s = 0; code == ERR_OK && answer.open && s < in->n_sites; s++) {
        cover[s] = answer.open[s] && !net->must_open[s];
        if (sites->status[s] == SITE_EXISTING) plan->rule_cost += sites->cost[s];
    }
    if (code == ERR_OK && answer.open) plan->rule_cost += answer.bound;
    placement_plan_clear(&answer);
    free(ones);
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

bool serve_effort_over(struct serve_effort *effort)
{
    if (placement_interrupted)
        effort->stop = STOP_INTERRUPTED;
    else if (cover_clock() > effort->deadline)
        effort->stop = STOP_TIME;
    return effort->stop == STOP_INTERRUPTED || effort->stop == STOP_TIME;
}

bool serve_effort_spent(const struct serve_effort *effort)
{
    return effort && (placement_interrupted || cover_clock() > effort->deadline);
}

static enum err judge(const struct serve_input *in, struct serve_plan *plan, struct error *err)
{
    double value = plan->objective;

    if (plan->bound < value - 1e-7 * fabs(value))
        return error_set(err, ERR_SOLVER,
                         "rule_then_serve: the plan serves %.9g, more than its bound of %.9g",
                         value, plan->bound);
    plan->bound = fmax(plan->bound, value); /* the last digits are rounding */
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
    return ERR_OK;
}

static bool near_enough(const struct serve_net *net, const struct serve_plan *plan)
{
    return plan->bound - plan->objective <= net->in->limits.gap * plan->objective;
}

/* One round: the bound goes on from the plan that is known, the search at the price that is
 * known, each on its own thread. */
struct both {
    const struct serve_net *net;
    struct serve_search *search;
    struct serve_dual *dual;
    double price, target;
    long n_rounds;
    const struct serve_effort *effort;
    enum err code;
    struct error *err;
};

static void bound_or_search(void *context, int k)
{
    enum { DUAL_STEPS = 120 };
    struct both *b = context;

    if (k == 0) {
        b->code = serve_dual_improve(b->dual, b->net, b->target, b->net->in->limits.gap,
                                     DUAL_STEPS, b->err);
    } else {
        serve_search_improve(b->search, b->price, b->n_rounds, b->effort);
    }
}

/* Takes the search's best plan where it is better than the one before. */
static enum err take_best(const struct serve_net *net, struct serve_search *search, int size[],
                          bool *found, struct serve_plan *plan, struct error *err)
{
    size_t n = (size_t)net->in->n_sites;
    int *own = calloc(n + 1, sizeof *own);
    double value = 0;
    bool any = false;
    enum err code =
        own ? serve_search_best(search, own, &value, &any, err) : error_nomem(err, "the plan");

    if (code == ERR_OK && any && (!*found || value > plan->objective)) {
        memcpy(size, own, n * sizeof *own);
        plan->objective = value;
        *found = true;
    }
    free(own);
    return code;
}

/* Rounds of search and bound until they are near enough or the work is spent. */
static enum err alternate(const struct serve_net *net, struct serve_search *search,
                          struct serve_dual *dual, double price, int size[], bool *found,
                          struct serve_effort *effort, struct serve_plan *plan,
                          struct error *err)
{
    enum { ROUNDS = 8, SEARCH_PER_SITE = 30 };
    const struct serve_input *in = net->in;
    long per_round = (long)SEARCH_PER_SITE * in->n_sites + 1;
    struct both b = {.net = net, .search = search, .dual = dual, .effort = effort, .err = err};

    for (int k = 0; effort->work >= 0 || k < ROUNDS; k++) {
        TRY(take_best(net, search, size, found, plan, err));
        b.target = plan->objective;
        b.price = isfinite(in->budget) ? dual->price : price;
        b.n_rounds = effort->work == 0 ? 0 : per_round;
        parallel_run(in->limits.n_threads, 2, bound_or_search, &b);
        if (b.code != ERR_OK) return b.code;
        plan->bound = fmin(plan->bound, dual->bound);
        if (*found && near_enough(net, plan)) break; /* what was found meanwhile is welcome */
        if (serve_effort_over(effort) || effort->work == 0) break;
        if (effort->work > 0)
            effort->work -= effort->work < per_round ? effort->work : per_round;
    }
    return take_best(net, search, size, found, plan, err);
}

/* The best plan and its bound; size holds the plan where one was found. */
static enum err approach(const struct serve_net *net, const bool cover[], int size[],
                         bool *found, struct serve_effort *effort, struct serve_plan *plan,
                         struct error *err)
{
    const struct serve_input *in = net->in;
    struct serve_search *search = NULL;
    struct serve_dual *dual = NULL;
    double price = 0;
    enum err code = serve_search_create(&search, net, err);

    plan->objective = 0;
    if (code != ERR_OK) goto done;
    serve_search_start(search, cover, &price);
    code = serve_dual_create(&dual, net, price, err);
    if (code == ERR_OK) dual->effort = effort;
    if (code == ERR_OK)
        code = alternate(net, search, dual, price, size, found, effort, plan, err);
    if (code == ERR_OK && *found && !near_enough(net, plan) && !serve_exact_fits(net))
        code =
            serve_branch(net, dual, plan->objective, in->limits.gap, effort, &plan->bound, err);
    if (code == ERR_OK && *found && !near_enough(net, plan))
        code =
            serve_exact(net, size, &plan->objective, &plan->bound, in->limits.gap, effort, err);
done:
    serve_search_free(search);
    serve_dual_free(dual);
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
    for (enum service v = FAST; v < N_SERVICES && code == ERR_OK; v++)
        code = serve_plan_assign(&net->side[v], flow[v], &plan->served[v], err);
    if (code != ERR_OK) goto done;
    for (int s = 0; s < in->n_sites; s++) {
        if (size[s] < 0) continue;
        plan->new_cost += in->size[size[s]].cost;
        if (in->status[s] != SITE_EXISTING) plan->n_new++;
    }
    code = judge(in, plan, err);
done:
    free(flow[FAST]);
    free(flow[SLOW]);
    return code;
}

/* No plan within the budget is known, and none is ruled out. */
static void tell_unknown(const struct serve_input *in, struct serve_plan *plan)
{
    plan->status = PLAN_UNKNOWN;
    plan->objective = plan->bound = plan->gap = NAN;
    said_set(&plan->reason, MSG_WHY_NOT_FOUND, said_money(plan->rule_cost, in->currency),
             said_money(in->budget, in->currency));
}

static enum err solve_net(const struct serve_net *net, const struct serve_sites *sites,
                          struct serve_plan *plan, struct error *err)
{
    const struct serve_input *in = net->in;
    bool *cover = calloc((size_t)in->n_sites + 1, sizeof *cover), found = false, possible;
    int *size = calloc((size_t)in->n_sites + 1, sizeof *size);
    struct serve_effort effort = {.deadline = INFINITY, .work = -1, .stop = STOP_WORK};
    enum err code;

    if (!cover || !size) {
        code = error_nomem(err, "rule_then_serve");
        goto done;
    }
    if (in->limits.time_limit_s > 0) effort.deadline = cover_clock() + in->limits.time_limit_s;
    if (in->limits.work_limit > 0) effort.work = in->limits.work_limit;
    code = cover_rule(net, sites, cover, &possible, plan, err);
    if (code != ERR_OK || !possible) goto done;
    if (plan->rule_cost > placement_money(in->budget)) {
        plan->status = PLAN_INFEASIBLE;
        plan->stop = STOP_PROVED;
        said_set(&plan->reason, MSG_WHY_TOO_DEAR, said_money(in->budget, in->currency),
                 said_money(plan->rule_cost, in->currency));
        goto done;
    }
    code = bound_without_money(net, &plan->bound, err);
    if (code == ERR_OK) code = approach(net, cover, size, &found, &effort, plan, err);
    plan->stop = effort.stop;
    if (code == ERR_OK && !found) tell_unknown(in, plan);
    if (code == ERR_OK && found) code = finish(net, size, plan, err);
done:
    free(cover);
    free(size);
    return code;
}

/* Solves without the sizes that no plan needs; the plan names the problem's own. */
static enum err solve_sizes(const struct serve_input *in, const struct serve_sites *sites,
                            struct serve_plan *plan, struct error *err)
{
    bool *blocked = calloc((size_t)in->n_sites + 1, sizeof *blocked);
    struct serve_sizes sizes;
    struct serve_net *net = NULL;
    enum err code;

    if (!blocked) return error_nomem(err, "rule_then_serve");
    for (int s = 0; s < in->n_sites; s++)
        blocked[s] = placement_sides_blocked(&sites->in, s);
    code = serve_sizes_create(&sizes, in, blocked, err);
    free(blocked);
    if (code != ERR_OK) return code;
    code = serve_net_create(&net, &sizes.in, err);
    if (code == ERR_OK) code = solve_net(net, sites, plan, err);
    for (int s = 0; code == ERR_OK && plan->size && s < in->n_sites; s++)
        if (plan->size[s] >= 0) plan->size[s] = sizes.from[plan->size[s]];
    if (code == ERR_OK && plan->size) code = serve_plan_check(in, plan, err);
    serve_net_free(net);
    serve_sizes_clear(&sizes);
    return code;
}

enum err serve_solve(const struct serve_input *in, struct serve_plan *plan, struct error *err)
{
    struct serve_sites sites;
    enum err code;

    memset(plan, 0, sizeof *plan);
    plan->objective = plan->bound = plan->gap = plan->rule_cost = NAN;
    for (int s = 0; s < in->n_sites; s++)
        if (in->status[s] == SITE_REQUIRED && in->size_start[s] == in->size_start[s + 1]) {
            plan->status = PLAN_INFEASIBLE;
            plan->stop = STOP_PROVED;
            said_set(&plan->reason, MSG_WHY_REQUIRED_NUMBER, said_figure(s + 1));
            return ERR_OK;
        }
    TRY(serve_sites_create(&sites, in, err));
    code = serve_sites_fit(&sites, plan) ? solve_sizes(in, &sites, plan, err) : ERR_OK;
    serve_sites_clear(&sites);
    if (code != ERR_OK) serve_plan_clear(plan);
    return code;
}
