/* zones.h - the zones of a city from their file. Used by city.c. */
#ifndef CHARGEPLAN_SCENARIOS_ZONES_H
#define CHARGEPLAN_SCENARIOS_ZONES_H

#include "scenarios/city.h"

/* Fills the zones of an empty city; what was filled stays the city's, also where it fails.
 * Errors: ERR_DATA, ERR_NOMEM. */
enum err zones_read(struct city *city, const struct scenario *scenario, struct error *err);

#endif
