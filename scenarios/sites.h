/* sites.h - the sites of a city from the files of their layers. Used by city.c. */
#ifndef CHARGEPLAN_SCENARIOS_SITES_H
#define CHARGEPLAN_SCENARIOS_SITES_H

#include "scenarios/city.h"

/* Fills the sites of a city; what was filled stays the city's, also where it fails. Looks at
 * every layer and adds one sentence per bad file to `problems`; it then returns ERR_OK all the
 * same. Errors: ERR_NOMEM. */
enum err sites_read(struct city *city, const struct scenario *scenario,
                    struct problems *problems, struct error *err);

#endif
