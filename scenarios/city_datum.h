/* city_datum.h - what the places of a city say about the coordinates of its files.
 *
 * A file in the wrong datum is off by some 500 m, which no number gives away. What can be told
 * is told: x and y exchanged, degrees among metres, a Chinese datum outside China, and places
 * that stand in the list twice, once in each of two datums. */
#ifndef CHARGEPLAN_SCENARIOS_CITY_DATUM_H
#define CHARGEPLAN_SCENARIOS_CITY_DATUM_H

#include "scenarios/city.h"

/* Adds a problem for every layer none of whose sites lies among the zones, while nine of ten
 * would if x and y were exchanged. "Among": within the zones' extent and as much around it. */
void city_datum_check(const struct city *city, const struct scenario *scenario,
                      struct problems *problems);

/* Adds the warnings. Errors: ERR_NOMEM. */
enum err city_datum_warn(struct city *city, const struct scenario *scenario, struct error *err);

#endif
