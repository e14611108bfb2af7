/* city_warnings.h - what is allowed in a city but likely not meant. Used by city.c. */
#ifndef CHARGEPLAN_SCENARIOS_CITY_WARNINGS_H
#define CHARGEPLAN_SCENARIOS_CITY_WARNINGS_H

#include "scenarios/city.h"

/* Adds whole sentences to city->warning. Time grows with zones + sites. Errors: ERR_NOMEM. */
enum err city_warnings_find(struct city *city, const struct scenario *scenario,
                            struct error *err);

#endif
