/* measures.c - see measures.h. */
#include "output/measures.h"

#include <math.h>
#include <string.h>

static const struct {
    const char *name, *unit;
} measures[] = {
#define MEASURE_PAIR(id, name, unit) {name, unit},
    MEASURE_LIST(MEASURE_PAIR)
#undef MEASURE_PAIR
};

static void count_figures(const struct run *run, const struct digest *digest,
                          const struct network *n, int district, double value[N_MEASURES])
{
    struct digest_tally t = digest_tally(run, digest, n, TALLY_ALL, district);
    struct energy e[N_SERVICES];
    double demand;

    for (enum service v = FAST; v < N_SERVICES; v++)
        e[v] = digest_energy(run, n, v, district);
    demand = e[FAST].demand + e[SLOW].demand;
    value[MEASURE_STATIONS] = t.stations;
    value[MEASURE_CHARGERS] = t.chargers;
    value[MEASURE_FAST_CHARGERS] = t.service_chargers[FAST];
    value[MEASURE_SLOW_CHARGERS] = t.service_chargers[SLOW];
    value[MEASURE_KW] = t.kw;
    value[MEASURE_FAST_DEMAND] = e[FAST].demand;
    value[MEASURE_FAST_SERVED] = e[FAST].served;
    value[MEASURE_FAST_FULL] = e[FAST].full;
    value[MEASURE_FAST_OUT] = e[FAST].out;
    value[MEASURE_SLOW_DEMAND] = e[SLOW].demand;
    value[MEASURE_SLOW_SERVED] = e[SLOW].served;
    value[MEASURE_SLOW_FULL] = e[SLOW].full;
    value[MEASURE_SLOW_OUT] = e[SLOW].out;
    value[MEASURE_SERVED_SHARE] = demand > 0 ? (e[FAST].served + e[SLOW].served) / demand : NAN;
    value[MEASURE_DISPERSED_SITES] = t.dispersed_sites;
    value[MEASURE_OUTLETS] = t.outlets;
    value[MEASURE_BAYS] = t.bays;
}

static void money_figures(const struct run *run, int step, double value[N_MEASURES])
{
    double so_far = 0;

    for (int k = 0; k < run->n_phases; k++) {
        const struct phase *p = &run->phase[k];

        if (p->network > step) break;
        so_far += p->money.total;
        if (p->network < step) continue;
        value[MEASURE_COST] = p->money.total;
        value[MEASURE_COST_FIXED] = p->money.fixed;
        value[MEASURE_COST_FAST] = p->money.chargers[FAST];
        value[MEASURE_COST_SLOW] = p->money.chargers[SLOW];
        value[MEASURE_OM_PER_YEAR] = p->money.om_per_year;
        value[MEASURE_BUDGET] = p->budget;
        value[MEASURE_RULE_COST] = p->rule_cost;
        value[MEASURE_NEW_SITES] = p->n_new_sites;
        value[MEASURE_OBJECTIVE] = p->objective;
        value[MEASURE_BOUND] = p->bound;
        value[MEASURE_GAP] = p->gap;
    }
    value[MEASURE_COST_SO_FAR] = so_far;
}

/* From a figure of the simulation to its measure, by service. */
static const struct {
    enum operation_what figure;
    int measure[N_SERVICES]; /* -1: none */
} simulated[] = {
    {OPERATION_SERVED, {MEASURE_SIM_FAST_SERVED, MEASURE_SIM_SLOW_SERVED}},
    {OPERATION_MISSED, {MEASURE_SIM_FAST_MISSED, MEASURE_SIM_SLOW_MISSED}},
    {OPERATION_WAIT, {MEASURE_SIM_FAST_WAIT, -1}},
    {OPERATION_UTILISATION, {MEASURE_SIM_FAST_UTILISATION, MEASURE_SIM_SLOW_UTILISATION}},
    {OPERATION_PEAK, {MEASURE_SIM_FAST_PEAK, MEASURE_SIM_SLOW_PEAK}},
};

static void simulated_figures(const struct run *run, int step, double value[N_MEASURES])
{
    const struct operation *o = run->operation != NULL ? run->operation[step] : NULL;

    for (size_t k = 0; o != NULL && k < sizeof simulated / sizeof simulated[0]; k++)
        for (int v = 0; v < N_SERVICES; v++)
            if (simulated[k].measure[v] >= 0)
                value[simulated[k].measure[v]] = o->figure[v][simulated[k].figure].mean;
}

static void area_figures(const struct run *run, const struct digest *digest, int step,
                         double value[N_MEASURES])
{
    const struct network *n = run->network[step];
    struct uncovered u = digest_uncovered(run, digest, n);
    struct use use = digest_use(run, n);

    value[MEASURE_VEHICLES] = run->demand->totals[n->year_index].vehicles;
    value[MEASURE_KW_PER_EV] = use.kw_per_ev;
    value[MEASURE_UTILISATION] = use.utilisation;
    if (u.core_zones > 0 && digest_rule_radius_m(run) > 0)
        value[MEASURE_COVER_SHARE] = 1 - u.night_share;
    money_figures(run, step, value);
    simulated_figures(run, step, value);
}

void measures_fill(const struct run *run, const struct digest *digest, int step, int district,
                   double value[N_MEASURES])
{
    for (int m = 0; m < N_MEASURES; m++)
        value[m] = NAN;
    count_figures(run, digest, run->network[step], district, value);
    if (district < 0) area_figures(run, digest, step, value);
}

const char *measures_name(int measure)
{
    return measures[measure].name;
}

const char *measures_unit(int measure)
{
    return measures[measure].unit;
}

int measures_find(const char *name)
{
    for (int m = 0; m < N_MEASURES; m++)
        if (strcmp(measures[m].name, name) == 0) return m;
    return -1;
}
