/* measures.h - the indicators of a run by name: the same in plan.json, in the store of a sweep
 * and in comparisons.
 *
 * A step is an index into run->network: 0 is today, then the phases. */
#ifndef CHARGEPLAN_OUTPUT_MEASURES_H
#define CHARGEPLAN_OUTPUT_MEASURES_H

#include "output/digest.h"

/* X(id, name, unit): the indicators of a step. The first ones are of every district too
 * (district
 * '' is the whole area), those from MEASURE_DISTRICTS on of the whole area only; those of money
 * and of the solver belong to the phase that ends in the step, and today has none;
 * those of a simulation (simulation.in_run; sim/operation/replications.h) are means over its
 * replications. */
#define MEASURE_LIST(X)                                                                        \
    X(STATIONS, "stations", "")                                                                \
    X(CHARGERS, "chargers", "")                                                                \
    X(FAST_CHARGERS, "fast_chargers", "")                                                      \
    X(SLOW_CHARGERS, "slow_chargers", "")                                                      \
    X(KW, "kw", "kW")                                                                          \
    X(FAST_DEMAND, "fast_demand", "kWh/day")                                                   \
    X(FAST_SERVED, "fast_served", "kWh/day")                                                   \
    X(FAST_FULL, "fast_full", "kWh/day")                                                       \
    X(FAST_OUT, "fast_out", "kWh/day")                                                         \
    X(SLOW_DEMAND, "slow_demand", "kWh/day")                                                   \
    X(SLOW_SERVED, "slow_served", "kWh/day")                                                   \
    X(SLOW_FULL, "slow_full", "kWh/day")                                                       \
    X(SLOW_OUT, "slow_out", "kWh/day")                                                         \
    X(SERVED_SHARE, "served_share", "share")                                                   \
    X(DISPERSED_SITES, "dispersed_sites", "")                                                  \
    X(OUTLETS, "outlets", "")                                                                  \
    X(BAYS, "bays", "")                                                                        \
    X(VEHICLES, "vehicles", "vehicles")                                                        \
    X(KW_PER_EV, "kw_per_ev", "kW")                                                            \
    X(UTILISATION, "utilisation", "share")                                                     \
    X(COVER_SHARE, "cover_share", "share")                                                     \
    X(COST_SO_FAR, "cost_so_far", "money")                                                     \
    X(COST, "cost", "money")                                                                   \
    X(COST_FIXED, "cost_fixed", "money")                                                       \
    X(COST_FAST, "cost_fast_chargers", "money")                                                \
    X(COST_SLOW, "cost_slow_chargers", "money")                                                \
    X(OM_PER_YEAR, "om_per_year", "money/year")                                                \
    X(BUDGET, "budget", "money")                                                               \
    X(RULE_COST, "rule_cost", "money")                                                         \
    X(NEW_SITES, "new_sites", "")                                                              \
    X(OBJECTIVE, "objective", "")                                                              \
    X(BOUND, "bound", "")                                                                      \
    X(GAP, "gap", "share")                                                                     \
    X(SIM_FAST_SERVED, "simulated_fast_served_share", "share")                                 \
    X(SIM_FAST_MISSED, "simulated_fast_missed_share", "share")                                 \
    X(SIM_FAST_WAIT, "simulated_fast_wait", "min")                                             \
    X(SIM_FAST_UTILISATION, "simulated_fast_utilisation", "share")                             \
    X(SIM_FAST_PEAK, "simulated_fast_peak", "kW")                                              \
    X(SIM_SLOW_SERVED, "simulated_slow_served_share", "share")                                 \
    X(SIM_SLOW_MISSED, "simulated_slow_missed_share", "share")                                 \
    X(SIM_SLOW_UTILISATION, "simulated_slow_utilisation", "share")                             \
    X(SIM_SLOW_PEAK, "simulated_slow_peak", "kW")

enum measure {
#define MEASURE_ID(id, name, unit) MEASURE_##id,
    MEASURE_LIST(MEASURE_ID)
#undef MEASURE_ID
        N_MEASURES,
    MEASURE_DISTRICTS = MEASURE_DISPERSED_SITES
};

/* Fills value[]; NAN where a figure does not exist. District -1 is the whole area. */
void measures_fill(const struct run *run, const struct digest *digest, int step, int district,
                   double value[N_MEASURES]);
const char *measures_name(int measure);
const char *measures_unit(int measure); /* "share", "money", "" for counts ... */
/* Number of a name, -1 where there is none. */
int measures_find(const char *name);

#endif
