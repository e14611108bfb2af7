/* observations.h - observed use of stations or zones, hour by hour (simulation.observed). */
#ifndef CHARGEPLAN_SCENARIOS_OBSERVATIONS_H
#define CHARGEPLAN_SCENARIOS_OBSERVATIONS_H

#include "scenarios/city.h"

struct observations {
    int n;       /* rows */
    int n_hours; /* 24, or 168 where a row has an hour above 23 */
    int *place;  /* owned [n] site, or zone with simulation.observed.by: zone */
    int *hour;   /* owned [n] */
    double *kwh, *occupied, *sessions; /* owned [n] each, NAN: an empty cell; NULL: no column */
    int n_unknown; /* rows whose site or zone the city left out (boundary, filter) */
};

/* Own it: observations_free(*out); NULL where no file is named. A pair of place and hour given
 * twice, an id that is nowhere, a negative figure, an hour outside 0 to 167 are ERR_DATA. */
enum err observations_read(struct observations **out, const struct scenario *scenario,
                           const struct city *city, struct error *err);
void observations_free(struct observations *observations); /* NULL is fine */

#endif
