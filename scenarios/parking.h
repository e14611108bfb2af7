/* parking.h - reads the car parks of buildings, and makes sites of those that the public may
 * use. */
#ifndef CHARGEPLAN_SCENARIOS_PARKING_H
#define CHARGEPLAN_SCENARIOS_PARKING_H

#include "scenarios/city.h"

/* Fills city->car_park and appends their sites to city->site, after zones, boundary and sites
 * were read; car parks outside the boundary are left out. Without parking.file nothing is done.
 * A mistake is a problem. Errors: ERR_NOMEM. */
enum err parking_read(struct city *city, const struct scenario *scenario,
                      struct problems *problems, struct error *err);

#endif
