/* power.h - the power that sessions take, where cars cannot take all that an outlet gives.
 *
 * An outlet gives its share r of the charger's rated power; a car takes at most its on-board
 * limit L, so a session takes min(r, L) x kinds.mean_power_share on average. Over classes that
 * ask a service for the energies e the mean power of an outlet is the harmonic one,
 *
 *   sum e / sum (e / min(r, L)),                                                      (1)
 *
 * since energies, not times, are given: the time that an outlet is taken is energy over power.
 * Without limits it is r. */
#ifndef CHARGEPLAN_MODEL_DEMAND_POWER_H
#define CHARGEPLAN_MODEL_DEMAND_POWER_H

#include "model/demand/energy.h"

/* (1) over r, in (0, 1], for the outlets of a kind in a year; exactly 1 where no limit is below
 * r or nothing is asked for.
 *
 *   energy     [n_classes] of the year, `step` apart
 *   home_mean  as energy_public() */
double power_share(const struct scenario *s, const struct class_energy *energy, int step,
                   double home_mean, const struct kind *kind);

#endif
