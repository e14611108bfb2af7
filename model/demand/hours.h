/* hours.h - when public energy is asked for: the share of a day's energy that starts in each
 * hour, and the outlets that slow users take. */
#ifndef CHARGEPLAN_MODEL_DEMAND_HOURS_H
#define CHARGEPLAN_MODEL_DEMAND_HOURS_H

#include "scenarios/scenario.h"

struct hours {
    double share[N_SERVICES][N_LAYERS][N_HOURS]; /* share of a day's energy that starts in each
                                                    hour: profiles divided by their sums */
    double present[N_LAYERS][N_HOURS]; /* slow: mean number of outlets taken in each hour per
                                          session a day (peak within the hour), from stays of
                                          fixed length: Mt/D/infinity */
    double session_kwh[N_SERVICES];
};

void hours_fill(struct hours *out, const struct demand_params *p);

/* What the hours ask of outlets, of the energy of a service by layer, kWh a day:
 *   FAST  kWh started in the hour;  SLOW  outlets taken (erlangs).
 * load[N_HOURS] receives the hours; returns the largest. */
double hours_load(const struct hours *hours, enum service v, const double kwh[N_LAYERS],
                  double load[N_HOURS]);

#endif
