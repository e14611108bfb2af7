/* unusual.h - values far outside what their settings' help calls usual: likely a slip of the
 * unit. Used by city_warnings.c. */
#ifndef CHARGEPLAN_SCENARIOS_UNUSUAL_H
#define CHARGEPLAN_SCENARIOS_UNUSUAL_H

#include "scenarios/city.h"

/* Warns of each number of fleet and demand below half of the usual range (schema_usual()) or
 * above twice of it, of a series the first. Both factors are assumed. Errors: ERR_NOMEM. */
enum err unusual_warn(struct city *city, const struct scenario *scenario, struct error *err);

#endif
