/* phase.c - one phase: the placement problem, its plan, the network that it makes. */
#include "sim/phase.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Candidates that no station fits on are named once, with what is missing. */
static enum err screen(struct run *run, const struct serve_input *in, struct error *err)
{
    const struct scenario *s = run->scenario;

    run->screened = calloc((size_t)in->n_sites + 1, sizeof *run->screened);
    if (!run->screened) return error_nomem(err, "the screened candidates");
    for (int k = 0; k < in->n_sites; k++) {
        const struct site *site = &run->city->site[k];
        struct screened *out = &run->screened[run->n_screened];

        if (site->status == SITE_EXISTING || site->status == SITE_BY_RULE ||
            in->size_start[k] < in->size_start[k + 1])
            continue;
        if (!network_is_there(run->city, k, s->study.years.year[run->phase[0].year_index]))
            continue; /* it comes in a later phase */
        out->site = k;
        run->n_screened++;
        if (site->status == SITE_FORBIDDEN)
            said_plain(&out->reason, MSG_WHY_FORBIDDEN);
        else if (!network_serves_public(run->city, k))
            said_plain(&out->reason, MSG_WHY_NOT_PUBLIC);
        else
            said_set(&out->reason, MSG_WHY_TOO_SMALL, said_figure(site->bays),
                     said_figure(site->power_kw), said_figure(s->sizing.station_min));
    }
    return ERR_OK;
}

/* The first required site that cannot stand makes the phase infeasible; -1: none. */
static int impossible_site(const struct serve_input *in)
{
    for (int k = 0; k < in->n_sites; k++)
        if (in->status[k] == SITE_REQUIRED && in->size_start[k] == in->size_start[k + 1])
            return k;
    return -1;
}

static enum err apply_serve_plan(struct run *run, int k, const struct serve_input *in,
                                 struct serve_plan *plan, struct error *err)
{
    struct phase *phase = &run->phase[k];
    struct network *network = NULL;
    const struct reach *const service[N_SERVICES] = {run->service[FAST], run->service[SLOW]};
    int year = run->scenario->study.years.year[phase->year_index];

    TRY(network_create(&network, run->scenario, run->city, phase->year_index, run->ground,
                       err));
    run->network[k + 1] = network;
    for (int site = 0; site < in->n_sites; site++) {
        if (plan->size[site] < 0) continue;
        if (!network->open[site]) {
            network->open[site] = true;
            network->opened_year[site] = year;
            phase->n_new_sites++;
        }
        for (enum service v = FAST; v < N_SERVICES; v++) {
            int n_new = in->size[plan->size[site]].n_new[v];

            if (n_new > 0)
                network
                    ->n_chargers[site * network->n_kinds + sizing_new_kind(run->scenario, v)] +=
                    n_new;
        }
    }
    for (enum service v = FAST; v < N_SERVICES; v++) { /* the network takes the shares over */
        network->served[v] = plan->served[v];
        plan->served[v] = (struct assignment){0};
    }
    return network_evaluate(network, run->scenario, run->city, run->demand, service, err);
}

static enum err build_rule_then_serve(struct run *run, int k, const struct serve_input *in,
                                      struct error *err)
{
    struct phase *phase = &run->phase[k];
    struct serve_plan plan = {0};
    struct serve_input own = *in;
    struct phase_sides sides;
    enum err code;

    TRY(phase_sides_create(&sides, run, err));
    own.sides = sides.given;
    own.limits.n_threads = run->n_threads;
    code = serve_solve(&own, &plan, err);
    phase_sides_clear(&sides);
    if (code != ERR_OK) return code;
    phase->status = plan.status;
    phase->stop = plan.stop;
    phase->objective = plan.objective;
    phase->bound = plan.bound;
    phase->gap = plan.gap;
    phase->rule_cost = plan.rule_cost;
    phase->reason = plan.reason;
    if (plan.size) code = apply_serve_plan(run, k, in, &plan, err);
    serve_plan_clear(&plan);
    return code;
}

enum err phase_open(struct run *run, int k, const bool open[], double budget, struct error *err)
{
    struct phase *phase = &run->phase[k];
    const struct reach *const service[N_SERVICES] = {run->service[FAST], run->service[SLOW]};
    int n_sites = run->city->n_sites;
    bool *all = calloc((size_t)n_sites + 1, sizeof *all);
    enum err code;

    if (!all) return error_nomem(err, "the network of a phase");
    for (int s = 0; s < n_sites; s++) {
        all[s] = open[s] || run->ground->open[s];
        phase->n_new_sites += all[s] && !run->ground->open[s];
    }
    code = sizing_network(&run->network[k + 1], run->scenario, run->city, run->demand,
                          phase->year_index, service, run->ground, all, budget, err);
    free(all);
    return code;
}

/* Nothing is built: the network before, in the new year; no money, so no site grows. */
static enum err build_nothing(struct run *run, int k, struct error *err)
{
    run->feasible = false;
    return phase_open(run, k, run->ground->open, 0, err);
}

enum err phase_build(struct run *run, int k, struct error *err)
{
    const struct scenario *s = run->scenario;
    struct phase *phase = &run->phase[k];
    const struct reach *const service[N_SERVICES] = {run->service[FAST], run->service[SLOW]};
    struct serve_case *sites = NULL;
    const struct serve_input *in;
    enum err code;
    int bad;

    phase->model = placement_find(s->placement.model);
    phase->objective = phase->bound = phase->gap = phase->rule_cost = NAN;
    if (!phase->model)
        return error_set(err, ERR_SCENARIO, "placement.model: there is no model '%s'",
                         s->placement.model);
    TRY(run_ground(run, k + 1, phase->year_index, err));
    code = serve_case_create(&sites, s, run->city, run->demand, phase->year_index, service,
                             run->rule, run->ground, phase->budget, err);
    if (code != ERR_OK) return code;
    in = serve_case_input(sites);
    if (k == 0) code = screen(run, in, err);
    bad = impossible_site(in);
    if (code == ERR_OK && bad >= 0) {
        phase->status = PLAN_INFEASIBLE;
        phase->stop = STOP_PROVED;
        said_set(&phase->reason, MSG_WHY_REQUIRED_SMALL, said_text(run->city->site[bad].id),
                 said_figure(s->sizing.station_min));
    } else if (code == ERR_OK) {
        code = phase->model->sizes_stations ? build_rule_then_serve(run, k, in, err)
                                            : phase_simple_build(run, k, in, err);
    }
    if (code == ERR_OK && run->network[k + 1])
        code = phase_check(run, in, run->network[k + 1], phase->model->sizes_stations, err);
    if (code == ERR_OK && !run->network[k + 1]) code = build_nothing(run, k, err);
    if (code == ERR_OK)
        phase->money = network_money(s, run->city, run->ground, run->network[k + 1]);
    serve_case_free(sites);
    return code;
}
