/* simulate.c - see simulate.h */
#include "sim/simulate.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "sim/operation/operation_case.h"
#include "sim/phase.h"
#include "sim/simulate_serve.h"

/* ---- what is to be told ---- */

/* Fast queues that grow, and the one of them with the most load over what works. */
static enum err warn_of_growth(struct run *run, const struct operation *o, int year,
                               struct error *err)
{
    const struct operation_input *in = o->input;
    int n = 0, worst = -1;
    double most = 0;

    for (int k = 0; k < in->n_pools; k++) {
        const struct operation_pool_result *r = &o->pool[k];

        if (in->pool[k].service != FAST || !r->grows) continue;
        n++;
        if (worst >= 0 && !(r->offered - r->working > most)) continue;
        worst = k;
        most = r->offered - r->working;
    }
    if (worst < 0) return ERR_OK;
    return run_warn(
        run, err, MSG_WARN_USE_GROWS, said_figure(year), said_plural(n, MSG_ONE_SITE),
        said_text(run->city->site[in->pool[worst].site].name),
        said_number(o->pool[worst].offered, 1), said_number(o->pool[worst].working, 1));
}

static enum err warn_of_width(struct run *run, const struct operation *o, int year,
                              struct error *err)
{
    double reached = 0;

    if (o->met || o->partial || !(o->half_width_asked > 0)) return ERR_OK;
    if (o->n_replications < 2) return run_warn(run, err, MSG_WARN_USE_ONE, said_figure(year));
    for (int v = 0; v < N_SERVICES; v++)
        if (o->half_width[v] > reached) reached = o->half_width[v];
    return run_warn(run, err, MSG_WARN_USE_LIMIT, said_figure(year),
                    said_figure(o->n_replications), said_share(reached),
                    said_share(o->half_width_asked));
}

static enum err warn_of_use(struct run *run, const struct operation *o, struct error *err)
{
    int year = run->scenario->study.years.year[o->year_index];

    if (o->input->n_streams == 0)
        return run_warn(run, err, MSG_WARN_USE_NOBODY, said_figure(year));
    if (o->input->n_pools == 0)
        return run_warn(run, err, MSG_WARN_USE_NOTHING, said_figure(year));
    TRY(warn_of_growth(run, o, year, err));
    return warn_of_width(run, o, year, err);
}

/* ---- the networks ---- */

static enum err simulate_network(struct run *run, int k, bool keep_partial, struct error *err)
{
    struct replications_params params =
        operation_case_replications(run->scenario, keep_partial);
    struct operation_input *in = NULL;

    if (placement_interrupted)
        return error_set(err, ERR_INTERRUPTED, "interrupted; nothing was written");
    TRY(operation_case_create(&in, run, k, err));
    TRY(operation_create(&run->operation[k], in, &params, run->n_threads, err));
    run->operation[k]->year_index = run->network[k]->year_index;
    return warn_of_use(run, run->operation[k], err);
}

/* The network whose year the observations are of; -1: none. Of two of a year the first, which
 * is the older. */
static int observed_network(const struct run *run)
{
    const struct years *years = &run->scenario->study.years;
    int year = run->scenario->simulation.observed_year;

    if (year == 0) year = years->year[0];
    for (int k = 0; k < run->n_networks; k++)
        if (years->year[run->network[k]->year_index] == year && run->operation[k] != NULL)
            return k;
    return -1;
}

static enum err compare(struct run *run, const struct observations *observed, struct error *err)
{
    const struct scenario *s = run->scenario;
    int k = observed_network(run);
    int *zone;
    enum err code;

    if (k < 0)
        return run_warn(run, err, MSG_WARN_USE_OBSERVED,
                        said_figure(s->simulation.observed_year != 0
                                        ? s->simulation.observed_year
                                        : s->study.years.year[0]));
    zone = malloc(((size_t)run->city->n_sites + 1) * sizeof *zone);
    if (zone == NULL) return error_nomem(err, "the zones of the sites");
    code = network_site_zones(run->city, zone, err);
    if (code == ERR_OK)
        code = agreement_create(&run->agreement, observed, run->operation[k], s, run->city,
                                zone, err);
    free(zone);
    return code;
}

static enum err simulate_networks(struct run *run, bool keep_partial, struct error *err)
{
    for (int k = 0; k < run->n_networks; k++) {
        enum err code = simulate_network(run, k, keep_partial, err);

        if (code == ERR_INTERRUPTED && keep_partial && k > 0) return ERR_OK;
        if (code == ERR_INTERRUPTED)
            return error_set(err, ERR_INTERRUPTED, "interrupted; nothing was written");
        TRY(code);
    }
    return ERR_OK;
}

enum err simulate_run(struct run *run, bool keep_partial, struct error *err)
{
    struct observations *observed = NULL;
    enum err code;

    run->operation = calloc((size_t)run->n_networks, sizeof(struct operation *));
    if (run->operation == NULL) return error_nomem(err, "the simulation");
    /* Read first: a mistake in the file is told before the work. */
    TRY(observations_read(&observed, run->scenario, run->city, err));
    code = simulate_networks(run, keep_partial, err);
    if (code == ERR_OK && observed != NULL) code = compare(run, observed, err);
    observations_free(observed);
    return code;
}

bool simulate_is_partial(const struct run *run)
{
    for (int k = 0; run->operation != NULL && k < run->n_networks; k++)
        if (run->operation[k] == NULL || run->operation[k]->partial) return true;
    return false;
}

/* ---- what stands alone ---- */

/* What a plan says stands; its counts hold the chargers by building rule already. */
static enum err set_chargers(struct run *run, const struct simulate_stand *stand,
                             struct error *err)
{
    struct network *n = NULL;

    TRY(network_create(&n, run->scenario, run->city, stand->year_index, NULL, err));
    run->ground = n;
    memcpy(n->n_chargers, stand->n_chargers,
           (size_t)n->n_sites * (size_t)n->n_kinds * sizeof *n->n_chargers);
    for (int i = 0; i < n->n_sites; i++)
        n->open[i] = network_count(run->scenario, n, i).chargers > 0;
    return operation_case_check(run, n, err); /* before sizing, which takes long of millions */
}

/* Does the plan assign by rule_then_serve? Today, and all other models, do as sizing does. */
static bool is_of_serve(const struct run *run)
{
    const struct placement_model *model = placement_find(run->scenario->placement.model);

    return run->is_planned && model != NULL && model->sizes_stations;
}

static enum err stand(struct run *run, const struct simulate_stand *what, bool keep_partial,
                      struct error *err)
{
    run->is_stand = run->feasible = true;
    run->is_planned = what->n_chargers != NULL && what->year_index > 0; /* its first is today */
    run->network = calloc(1, sizeof(struct network *));
    if (run->network == NULL) return error_nomem(err, "what stands");
    run->n_networks = 1;
    if (what->n_chargers == NULL)
        TRY(run_ground(run, 0, what->year_index, err));
    else
        TRY(set_chargers(run, what, err));
    if (is_of_serve(run))
        TRY(simulate_serve(&run->network[0], run, run->ground, err));
    else
        TRY(run_stand(run, 0, err));
    network_free(run->ground);
    run->ground = NULL;
    return simulate_run(run, keep_partial, err);
}

enum err simulate_stand_create(struct run **out, const struct scenario *scenario,
                               const struct city *city, const struct plans *plans,
                               const struct simulate_stand *what, bool keep_partial,
                               int n_threads, struct error *err)
{
    struct run_base *base = NULL;
    struct run *run = NULL;
    struct reach *rule;
    enum err code;

    TRY(run_base_create(&base, scenario, city, n_threads, err));
    rule = base->rule;
    base->rule = NULL;
    code = run_begin(&run, base, rule, scenario, plans, n_threads, err);
    if (code == ERR_OK) code = stand(run, what, keep_partial, err);
    if (code != ERR_OK) {
        run_free(run);
        run_base_free(base);
        return code;
    }
    run->own = base;
    *out = run;
    return ERR_OK;
}
