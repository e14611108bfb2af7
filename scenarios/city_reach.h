/* city_reach.h - is a reach likely said in the wrong unit? Used by city_warnings.c. */
#ifndef CHARGEPLAN_SCENARIOS_CITY_REACH_H
#define CHARGEPLAN_SCENARIOS_CITY_REACH_H

#include "scenarios/city.h"

/* Warns of the first service whose smallest reach, in minutes at access.circle_kmh, is more
 * than 5 times as long as the zones' area is across, so that one site serves all: hours or
 * metres were likely meant otherwise. Fewer than 20 zones tell nothing. Both limits are
 * assumed. Errors: ERR_NOMEM. */
enum err city_reach_warn(struct city *city, const struct scenario *scenario, struct error *err);

#endif
