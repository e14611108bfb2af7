/* observations.h - observed use of stations or zones, hour by hour (simulation.observed). */
#ifndef CHARGEPLAN_SCENARIOS_OBSERVATIONS_H
#define CHARGEPLAN_SCENARIOS_OBSERVATIONS_H

#include "scenarios/city.h"

/* In one hour: energy given, outlets taken on average, sessions begun. */
enum observed_what { OBSERVED_KWH, OBSERVED_OCCUPIED, OBSERVED_SESSIONS, N_OBSERVED };

struct observations {
    int n;                      /* rows */
    int n_hours;                /* 24, or 168 where a row has an hour above 23 */
    int *place;                 /* owned [n] site, or zone with simulation.observed.by: zone */
    int *hour;                  /* owned [n] */
    double *figure[N_OBSERVED]; /* owned [n] each, NAN: an empty cell; NULL: no column */
    int n_unknown; /* rows whose site or zone the city left out (boundary, filter) */
};

/* Own it: observations_free(*out); NULL where no file is named. A pair of place and hour given
 * twice, an id that is nowhere, a negative figure, an hour outside 0 to 167, a file without any
 * figure of a place of the city are ERR_DATA. Other errors: ERR_NOMEM. */
enum err observations_read(struct observations **out, const struct scenario *scenario,
                           const struct city *city, struct error *err);
void observations_free(struct observations *observations); /* NULL is fine */

/* Reads the file to find what is wrong with it: a bad file is a problem. Errors: ERR_NOMEM.
 * Used by city.c. */
enum err observations_check(const struct scenario *scenario, const struct city *city,
                            struct problems *problems, struct error *err);

#endif
