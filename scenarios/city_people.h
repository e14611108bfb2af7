/* city_people.h - do the fleet's residents and home access fit those of the zones? Used by
 * city_warnings.c. */
#ifndef CHARGEPLAN_SCENARIOS_CITY_PEOPLE_H
#define CHARGEPLAN_SCENARIOS_CITY_PEOPLE_H

#include "scenarios/city.h"

/* Warns of the first class whose population in the first year is more than 3 times the sum of
 * the zones' night weights, or less than a third of it. Weights may be other things than
 * people, so that a sum below 1,000 tells nothing. Both limits are assumed. Warns of each class
 * whose own home_access was given and is replaced by the zones' column, unless home_by_zone was
 * said too. Errors: ERR_NOMEM. */
enum err city_people_warn(struct city *city, const struct scenario *scenario,
                          struct error *err);

#endif
