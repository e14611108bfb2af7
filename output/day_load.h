/* day_load.h - what the hours ask of all zones together, by service and layer. */
#ifndef CHARGEPLAN_OUTPUT_DAY_LOAD_H
#define CHARGEPLAN_OUTPUT_DAY_LOAD_H

#include "sim/run.h"

struct day_load {
    int n; /* hours: of a day, or of a week from Monday 0:00 */
    /* on the day that outlets are sized for, a holiday's factor in it */
    double kwh[N_SERVICES][N_LAYERS][N_HOURS];     /* started in the hour */
    double outlets[N_SERVICES][N_LAYERS][N_HOURS]; /* taken: slow the most within the hour, fast
                                                      energy over mean power; NAN without a kind
                                                      of fast charger */
    int busiest[N_SERVICES]; /* hour of the most outlets slow, of the most energy fast */
    double most[N_SERVICES]; /* there: kWh fast, outlets slow */
    double kwh_per_day[N_SERVICES];
};

/* By the hours of the run (NULL) or others, such as those without a tariff. */
void day_load_of(struct day_load *out, const struct run *run, const struct hours *hours,
                 int year_index);

/* Mean power of a session at an outlet of the new kind of a service in a year, kW; NAN where
 * there is none. */
double day_load_outlet_kw(const struct run *run, enum service v, int year_index);

#endif
