/* hours.h - when public energy is asked for: the share of a day's energy that starts in each
 * hour, and the outlets that slow users take. Behaviour (profiles and days, week.h) answers the
 * tariff (tariff.h), so the busiest hour is a result. */
#ifndef CHARGEPLAN_MODEL_DEMAND_HOURS_H
#define CHARGEPLAN_MODEL_DEMAND_HOURS_H

#include "model/demand/week.h"

struct hours {
    int n; /* DAY_HOURS where every day is like every other, else N_HOURS, Monday 0:00 first */
    double share[N_SERVICES][N_LAYERS][N_HOURS]; /* [n] share of a mean day's energy that starts
                                                    in each hour; mean over the days 1 a day */
    double present[N_LAYERS][N_HOURS]; /* [n] slow: mean number of outlets taken in each hour
                                          per session a day (peak within the hour), from stays
                                          of fixed length: Mt/D/infinity, around the week */
    double session_kwh[N_SERVICES];
    double holiday[N_SERVICES]; /* energy on the day that outlets are sized for over that of a
                                   mean day */
};

void hours_fill(struct hours *out, const struct demand_params *p);

/* What the hours ask of outlets, of the energy of a service by layer, kWh on a mean day:
 *   FAST  kWh started in the hour;  SLOW  outlets taken (erlangs).
 * The holiday's factor enters here and nowhere else: outlets are sized for the holiday, energy
 * and its shares stay those of a mean day. load[hours->n] receives the hours; returns the
 * largest. */
double hours_load(const struct hours *hours, enum service v, const double kwh[N_LAYERS],
                  double load[N_HOURS]);

#endif
