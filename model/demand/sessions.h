/* sessions.h - the energy of single sessions around their mean: a gamma distribution, which has
 * no sessions below 0 and a long tail of full charges. Assumed; mean and coefficient of
 * variation are settings. */
#ifndef CHARGEPLAN_MODEL_DEMAND_SESSIONS_H
#define CHARGEPLAN_MODEL_DEMAND_SESSIONS_H

#include "scenarios/scenario.h"

struct sessions {
    double mean_kwh; /* > 0 */
    double cv;       /* standard deviation over mean, >= 0; 0: all are alike */
};

struct sessions sessions_of(const struct demand_params *p, enum service v);

/* Energy, kWh, that a share p of the sessions stays below; 0 < p < 1. */
double sessions_quantile(const struct sessions *s, double p);

/* Share of the sessions that take kwh or less. */
double sessions_below(const struct sessions *s, double kwh);

#endif
