/* near_zone.h - the zone whose place is nearest to a point of the plane, by squares of space:
 * for as many points as a city has streets. */
#ifndef CHARGEPLAN_OUTPUT_NEAR_ZONE_H
#define CHARGEPLAN_OUTPUT_NEAR_ZONE_H

#include "scenarios/error.h"

struct near_zone; /* opaque */

/* n >= 1 places in metres; borrowed. Own it: near_zone_free(*out). Errors: ERR_NOMEM. */
enum err near_zone_create(struct near_zone **out, const double east[], const double north[],
                          int n, struct error *err);
void near_zone_free(struct near_zone *near); /* NULL is fine */

/* The lowest index of equals. */
int near_zone_find(const struct near_zone *near, double east, double north);

#endif
