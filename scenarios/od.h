/* od.h - trips between zones: a CSV file with a row for each pair. Used by city.c. */
#ifndef CHARGEPLAN_SCENARIOS_OD_H
#define CHARGEPLAN_SCENARIOS_OD_H

#include "scenarios/city.h"

/* Reads demand.od.file, where it is set, into city->trips. Ids that the boundary or a filter
 * left out are passed over, and their trips with them; any other unknown one is ERR_DATA, as
 * are a pair twice, a figure that is no number from 0 on and a file without a trip between
 * zones. Errors: ERR_NOMEM; a bad file is a problem. */
enum err od_read(struct city *city, const struct scenario *scenario, struct problems *problems,
                 struct error *err);

/* Warns of zones with residents from which no trip starts. Errors: ERR_NOMEM. */
enum err od_warn(struct city *city, const struct scenario *scenario, struct error *err);

#endif
