/* operation_case.c - the settings and the order of the parts; see operation_case.h. */
#include "sim/operation/operation_case.h"

#include <stdlib.h>

#include "sim/operation/operation_case_parts.h"

/* Nobody assigned drivers to what stands without a plan. */
static int choice_of(const struct run *run, int k)
{
    int choice = run->scenario->simulation.choice; /* enum choice */

    if (choice != CHOICE_AUTO) return choice;
    return run->is_planned || (run->n_phases > 0 && k > 0) ? CHOICE_PLAN : CHOICE_NEAREST;
}

static void fill_params(struct operation_params *p, const struct scenario *s, int choice)
{
    const struct simulation_params *sim = &s->simulation;
    const struct demand_params *d = &s->demand;

    *p = (struct operation_params){
        .window_h = (double)sim->days * DAY_HOURS,
        .warmup_h = (double)sim->warmup_days * DAY_HOURS,
        .choice = choice,
        .logit_per_km = sim->logit_per_km,
        .logit_per_price = sim->logit_per_price,
        .logit_per_h = sim->logit_per_min * 60,
        .patience_h = sim->patience_min / 60,
        .patience_exponential = sim->patience_shape == PATIENCE_EXPONENTIAL,
        .tries = sim->tries,
        .drive_kmh = sim->drive_kmh,
        .repair_h = sim->repair_h,
        .share_charger = sim->share_charger,
        .session_kwh = {[FAST] = d->session_kwh_fast, [SLOW] = d->session_kwh_slow},
        .session_cv = {[FAST] = d->session_cv_fast, [SLOW] = d->session_cv_slow},
        .stay_h =
            {[NIGHT] = d->stay_h_night, [DAY] = d->stay_h_day, [ROAMING] = d->stay_h_roaming},
        .stay_cv = sim->stay_cv,
        .taper_from = sim->taper_from,
        .taper_end = sim->taper_end,
        .end_charge = {[FAST] = sim->end_charge_fast, [SLOW] = sim->end_charge_slow},
        .wait_target_h = s->sizing.wait_min / 60};
}

enum err operation_case_create(struct operation_input **out, const struct run *run, int k,
                               struct error *err)
{
    struct operation_input *in = calloc(1, sizeof *in);
    const struct network *n = run->network[k];
    enum err code;

    if (in == NULL) return error_nomem(err, "the simulation");
    fill_params(&in->params, run->scenario, choice_of(run, k));
    in->seed = (uint64_t)run->scenario->study.seed;
    in->n_zones = run->city->n_zones;
    code = operation_case_pools(in, run, n, err);
    if (code == ERR_OK) code = operation_case_reach(in, run, n, err);
    if (code == ERR_OK) code = operation_case_drivers(in, run, n, err);
    if (code != ERR_OK) {
        operation_input_clear(in);
        free(in);
        return code;
    }
    *out = in;
    return ERR_OK;
}

struct replications_params operation_case_replications(const struct scenario *s,
                                                       bool keep_partial)
{
    return (struct replications_params){.at_least = s->simulation.replications_least,
                                        .at_most = s->simulation.replications_most,
                                        .half_width = s->simulation.half_width,
                                        .keep_partial = keep_partial};
}
