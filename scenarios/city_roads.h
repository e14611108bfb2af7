/* city_roads.h - the streets of a city: where they are read, and what is likely not meant.
 * Used by city.c. */
#ifndef CHARGEPLAN_SCENARIOS_CITY_ROADS_H
#define CHARGEPLAN_SCENARIOS_CITY_ROADS_H

#include "scenarios/city.h"

/* Reads roads.file around zones and sites where a service goes along streets; a file that is
 * wrong is a problem. Errors: ERR_NOMEM. */
enum err city_roads_read(struct city *city, const struct scenario *scenario,
                         struct problems *problems, struct error *err);

/* Streets that are not joined to the rest, points that miss, speeds that are none ... Errors:
 * ERR_NOMEM. */
enum err city_roads_warn(struct city *city, const struct scenario *scenario, struct error *err);

#endif
