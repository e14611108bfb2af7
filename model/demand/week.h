/* week.h - hours that repeat: of a day where every day is like every other, else of a week.
 *
 * Whatever the number of hours, shares are those of a mean day's energy: they add up to 1 over
 * a day, to 7 over a week. */
#ifndef CHARGEPLAN_MODEL_DEMAND_WEEK_H
#define CHARGEPLAN_MODEL_DEMAND_WEEK_H

#include "scenarios/scenario.h"

/* DAY_HOURS, or N_HOURS where a profile or the own tariff has the hours of a week or the days'
 * weights of a layer differ. */
int week_hours(const struct demand_params *p);

/* A profile times the weights of the days.
 *
 *   share     [n] receives the shares
 *   n         week_hours(): DAY_HOURS or N_HOURS
 *   profile   weights >= 0 of DAY_HOURS or N_HOURS hours, one above 0
 *   days      weights >= 0 from Monday to Sunday, one above 0 */
void week_spread(double share[], int n, const struct numbers *profile,
                 const struct numbers *days);

#endif
