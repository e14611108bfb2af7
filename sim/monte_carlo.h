/* monte_carlo.h - the plan's figures for many draws of what is uncertain.
 *
 * A draw is a copy of the scenario whose uncertain settings are multiplied by factors
 * (draws.h, scaled.h), its fleet and the energy of its classes; all else is linear in these
 * (energy.h), so zones and stations need no draw of their own. */
#ifndef CHARGEPLAN_SIM_MONTE_CARLO_H
#define CHARGEPLAN_SIM_MONTE_CARLO_H

#include "sim/run.h"

/* For a run whose networks and rules are made, with monte_carlo.draws > 0. Own it:
 * bands_free(*out). The same to the byte on any number of threads. Errors: ERR_SCENARIO (a draw
 * cannot be told, a sentence that begins with its number), ERR_NOMEM. */
enum err monte_carlo_create(struct bands **out, const struct run *run, struct error *err);

/* Of monte_carlo_create(), private to sim/: percentiles of zones and of stations. */
enum err monte_carlo_zones(struct bands *b, const struct run *run, struct error *err);
enum err monte_carlo_stations(struct bands *b, const struct run *run, struct error *err);

/* The percentiles and the mean of n figures, which change their order. */
void monte_carlo_band(struct band *out, int n, double figure[]);

#endif
