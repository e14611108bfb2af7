/* run.c - one run from start to finish. */
#include "sim/run.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "scenarios/text.h"
#include "sim/monte_carlo.h"
#include "sim/phase.h"
#include "sim/simulate.h"

void run_interrupt(void)
{
    placement_interrupted = 1;
}

void run_free(struct run *run)
{
    if (!run) return;
    run_base_free(run->own);
    reach_free(run->rule);
    for (int k = 0; run->network && k < run->n_networks; k++)
        network_free(run->network[k]);
    free(run->network);
    network_free(run->ground);
    free(run->phase);
    free(run->opens);
    free(run->screened);
    supply_free(run->supply);
    rules_free(run->rules);
    requirement_free(run->requirements);
    beside_free(run->besides);
    circles_free(run->circles);
    bands_free(run->bands);
    for (int k = 0; run->operation && k < run->n_networks; k++)
        operation_free(run->operation[k]);
    free(run->operation);
    agreement_free(run->agreement);
    free(run->warning);
    free(run);
}

/* The parameter that is told least, by its error over its value. */
static enum err warn_of_fit(struct run *run, int c, struct error *err)
{
    const struct fit *fit = &run->fleet->fit[c];
    int worst = 0;

    for (int k = 1; k < fit->n; k++)
        if (!(fit->error[k] / fit->value[k] <= fit->error[worst] / fit->value[worst]) &&
            !isnan(fit->error[k]))
            worst = k;
    return run_warn(run, err, MSG_WARN_FLEET_FIT, said_text(run->scenario->fleet[c].id),
                    said_text(fit->name[worst]), said_number(fit->value[worst], 4),
                    said_number(fit->error[worst], 4));
}

/* Rules alone equip more homes than have a vehicle with home access: shares are too high, or
 * home access is too low. The first such year is told. */
static enum err warn_of_homes(struct run *run, struct error *err)
{
    for (int y = 0; run->homes != NULL && y < run->homes->n_years; y++) {
        int n_over, d = homes_over(run->homes, y, &n_over);
        const struct homes_row *row;

        if (d < 0) continue;
        row = &run->homes->row[y * run->homes->n_districts + d];
        return run_warn(run, err, MSG_WARN_HOMES,
                        said_figure(run->scenario->study.years.year[y]),
                        said_number(row->by_rule, 0), said_text(run->city->district_name[d]),
                        said_number(row->vehicles, 0), said_figure(n_over));
    }
    return ERR_OK;
}

static enum err warn_of_inputs(struct run *run, struct error *err)
{
    const struct fleet *fleet = run->fleet;

    for (int k = 0; k < run->city->n_warnings; k++)
        TRY(said_copy(&run->warning, &run->n_warnings, &run->city->warning[k], err));
    TRY(warn_of_homes(run, err));
    TRY(access_warn(run->access, &run->warning, &run->n_warnings, err));
    TRY(demand_warn(run->demand, run->scenario, &run->warning, &run->n_warnings, err));
    for (int c = 0; c < fleet->n_classes; c++)
        for (int y = 0; y < fleet->n_years; y++)
            if (fleet->capped[c * fleet->n_years + y])
                TRY(run_warn(run, err, MSG_WARN_FLEET_CUT,
                             said_text(run->scenario->fleet[c].id),
                             said_figure(fleet->years[y])));
    for (int c = 0; c < fleet->n_classes; c++)
        if (fleet->fit[c].weak) TRY(warn_of_fit(run, c, err));
    return ERR_OK;
}

static enum err allocate_phases(struct run *run, struct error *err)
{
    const struct scenario *s = run->scenario;
    bool builds = scenario_builds(s);

    run->n_phases = !builds ? 0 : s->placement.phases.n > 0 ? s->placement.phases.n : 1;
    run->n_networks = builds ? run->n_phases + 1 : s->study.years.n;
    run->phase = calloc((size_t)run->n_phases + 1, sizeof *run->phase);
    run->network = calloc((size_t)run->n_networks, sizeof(struct network *));
    if (!run->phase || !run->network) return error_nomem(err, "the phases of the plan");
    for (int k = 0; k < run->n_phases; k++) {
        struct phase *phase = &run->phase[k];
        int year = s->placement.phases.n > 0 ? s->placement.phases.year[k]
                                             : s->study.years.year[s->study.years.n - 1];

        phase->year_index = 0;
        while (phase->year_index + 1 < s->study.years.n &&
               s->study.years.year[phase->year_index] < year)
            phase->year_index++;
        phase->network = k + 1;
        phase->budget = series_at(&s->placement.budget, year);
        if (isnan(phase->budget)) phase->budget = INFINITY;
    }
    return ERR_OK;
}

enum err run_ground(struct run *run, int k, int year_index, struct error *err)
{
    network_free(run->ground);
    run->ground = NULL;
    TRY(network_create(&run->ground, run->scenario, run->city, year_index,
                       k > 0 ? run->network[k - 1] : NULL, err));
    return parking_equip(run->ground, run->parking, run->scenario, run->city, err);
}

enum err run_stand(struct run *run, int k, struct error *err)
{
    const struct reach *const service[N_SERVICES] = {run->service[FAST], run->service[SLOW]};

    return sizing_network(&run->network[k], run->scenario, run->city, run->demand,
                          run->ground->year_index, service, run->ground, run->ground->open, 0,
                          err);
}

/* Nothing is built: the ground of a year, filled by its demand. Today these are the existing
 * sites. */
static enum err stand_still(struct run *run, int k, int year_index, struct error *err)
{
    TRY(run_ground(run, k, year_index, err));
    return run_stand(run, k, err);
}

/* Sites that no station fits on cannot meet the core rule: their pairs leave the rule's reach,
 * so that "can be covered" means the same to the placement, the rules and the map. */
static enum err keep_possible(struct run *run, struct error *err)
{
    bool *refused = calloc((size_t)run->city->n_sites + 1, sizeof *refused);
    struct reach *rule = run->rule;
    int kept = 0;

    if (!refused) return error_nomem(err, "the reach of the core rule");
    for (int k = 0; k < run->n_screened; k++)
        refused[run->screened[k].site] = true;
    for (int z = 0, k = 0; z < rule->n_zones; z++) {
        int end = rule->row_start[z + 1]; /* row_start[z] holds the new start already */

        for (; k < end; k++)
            if (!refused[rule->site[k]]) rule->site[kept++] = rule->site[k];
        rule->row_start[z + 1] = kept;
    }
    free(refused);
    return ERR_OK;
}

static enum err judge(struct run *run, struct error *err)
{
    double *spent = calloc((size_t)run->n_networks, sizeof *spent);
    double *budget = calloc((size_t)run->n_networks, sizeof *budget);
    enum err code = ERR_OK;

    if (!spent || !budget) code = error_nomem(err, "the rules");
    if (code == ERR_OK) {
        for (int k = 0; k < run->n_networks; k++)
            budget[k] = NAN;
        for (int k = 0; k < run->n_phases; k++) {
            spent[k + 1] = run->phase[k].money.total;
            budget[k + 1] = run->phase[k].budget;
        }
        code = supply_create(&run->supply, run->scenario, run->city, run->parking,
                             run->n_networks, run->network, err);
    }
    if (code == ERR_OK)
        code = rules_judge(&run->rules, run->scenario, run->city, run->fleet, run->plans,
                           run->parking, run->rule, run->n_networks, run->network, spent,
                           budget, err);
    if (code == ERR_OK)
        code = requirement_create(&run->requirements, run->scenario, run->city, run->fleet,
                                  run->rules, run->n_networks, run->network, err);
    if (code == ERR_OK)
        code = beside_create(&run->besides, run->scenario, run->city, run->fleet, run->plans,
                             run->requirements, run->n_networks, run->network, err);
    free(spent);
    free(budget);
    return code;
}

/* How far circles would be off. */
static enum err compare_circles(struct run *run, const struct circles_pairs *pairs,
                                struct error *err)
{
    const struct reach *const service[N_SERVICES] = {run->service[FAST], run->service[SLOW]};

    return circles_create(&run->circles, pairs, run->access, service, run->demand,
                          run->n_networks, run->network, err);
}

static enum err fill(struct run *run, const struct circles_pairs *circles, struct error *err)
{
    TRY(allocate_phases(run, err));
    TRY(stand_still(run, 0, 0, err));
    run->feasible = true;
    for (int k = 1; k < run->n_networks && !scenario_builds(run->scenario); k++)
        TRY(stand_still(run, k, k, err));
    for (int k = 0; k < run->n_phases; k++)
        TRY(phase_build(run, k, err));
    network_free(run->ground);
    run->ground = NULL;
    TRY(keep_possible(run, err));
    TRY(compare_circles(run, circles, err));
    TRY(judge(run, err));
    if (run->scenario->monte_carlo.draws == 0) return ERR_OK;
    TRY(monte_carlo_create(&run->bands, run, err));
    for (int k = 0; k < run->bands->n_uncertain; k++)
        if (run->bands->idle[k])
            TRY(run_warn(run, err, MSG_WARN_UNCERTAIN_IDLE,
                         said_text(run->scenario->uncertain[k].setting),
                         said_text(run->scenario->uncertain[k].id)));
    return ERR_OK;
}

enum err run_begin(struct run **out, const struct run_base *base, struct reach *rule,
                   const struct scenario *scenario, const struct plans *plans, int n_threads,
                   struct error *err)
{
    struct run *run = calloc(1, sizeof *run);
    enum err code;

    if (!run) {
        reach_free(rule);
        return error_nomem(err, "the run");
    }
    run->scenario = scenario;
    run->city = base->city;
    run->plans = plans;
    run->n_threads = n_threads;
    run->fleet = base->fleet;
    run->demand = base->demand;
    run->parking = base->parking;
    run->homes = base->homes;
    run->access = base->access;
    run->rule = rule;
    for (enum service v = FAST; v < N_SERVICES; v++)
        run->service[v] = base->service[v];
    code = warn_of_inputs(run, err);
    if (code != ERR_OK) {
        run_free(run);
        return code;
    }
    *out = run;
    return ERR_OK;
}

/* A run on a base; its rule's reach is not the base's own, since the run takes pairs out. */
static enum err create(struct run **out, const struct run_base *base, struct reach *rule,
                       const struct scenario *scenario, const struct plans *plans,
                       bool simulate, int n_threads, struct error *err)
{
    struct run *run = NULL;
    enum err code;

    TRY(run_begin(&run, base, rule, scenario, plans, n_threads, err));
    code = fill(run, base->circles, err);
    if (code == ERR_OK && simulate) code = simulate_run(run, false, err);
    if (code != ERR_OK) {
        run_free(run);
        return code;
    }
    *out = run;
    return ERR_OK;
}

enum err run_create_on(struct run **out, const struct run_base *base,
                       const struct scenario *scenario, const struct plans *plans,
                       int n_threads, struct error *err)
{
    struct reach *rule = NULL;

    TRY(reach_copy(&rule, base->rule, err));
    return create(out, base, rule, scenario, plans, scenario->simulation.in_run, n_threads,
                  err);
}

static enum err create_own(struct run **out, const struct scenario *scenario,
                           const struct city *city, const struct plans *plans, bool simulate,
                           int n_threads, struct error *err)
{
    struct run_base *base = NULL;
    struct reach *rule;
    enum err code;

    TRY(run_base_create(&base, scenario, city, n_threads, err));
    rule = base->rule;
    base->rule = NULL;
    code = create(out, base, rule, scenario, plans, simulate, n_threads, err);
    if (code == ERR_OK)
        (*out)->own = base;
    else
        run_base_free(base);
    return code;
}

enum err run_create(struct run **out, const struct scenario *scenario, const struct city *city,
                    const struct plans *plans, int n_threads, struct error *err)
{
    return create_own(out, scenario, city, plans, scenario->simulation.in_run, n_threads, err);
}

enum err run_create_plan(struct run **out, const struct scenario *scenario,
                         const struct city *city, const struct plans *plans, int n_threads,
                         struct error *err)
{
    return create_own(out, scenario, city, plans, false, n_threads, err);
}
