/* agreement.h - simulated use beside observed use: errors by quantity, hour and place.
 *
 * A figure is of one place and one hour. Simulated it is the mean over all occurrences of the
 * hour in the window and all replications, of the services that were observed
 * (simulation.observed.system); of an hour of a mean day the mean of its seven days of the
 * week, or of those that the window has. A place without outlets simulates 0. */
#ifndef CHARGEPLAN_SIM_OPERATION_AGREEMENT_H
#define CHARGEPLAN_SIM_OPERATION_AGREEMENT_H

#include "scenarios/observations.h"
#include "sim/operation/replications.h"

/* Over pairs of an observed and a simulated figure. */
struct agreement_errors {
    int n;                      /* pairs; the figures are NAN without */
    double observed, simulated; /* means */
    double bias;                /* mean of simulated - observed */
    double mae, rmse;           /* mean absolute error, root of the mean squared one */
    double correlation;         /* Pearson's; NAN where one side has no spread */
};

struct agreement {
    int year_index;
    bool by_zone;
    int system;             /* whose use was observed: enum observed of scenarios/scenario.h */
    int n_hours;            /* 24 or 168 */
    int n_places;           /* observed sites or zones that the city has */
    int n_unknown;          /* rows of those that it left out */
    int *place;             /* owned [n_places] site or zone, rising */
    bool given[N_OBSERVED]; /* there is a column of it */
    /* owned [n_places x n_hours] place by place; NULL where not given. NAN: not observed, or an
     * hour that the window has not; only where both are numbers there is a pair. */
    double *observed[N_OBSERVED], *simulated[N_OBSERVED];
    struct agreement_errors all[N_OBSERVED];      /* every place and hour a pair */
    struct agreement_errors by_hour[N_OBSERVED];  /* pairs: hours, mean over places */
    struct agreement_errors by_place[N_OBSERVED]; /* pairs: places, mean over hours */
    struct agreement_errors *hour[N_OBSERVED];    /* owned [n_hours]: pairs are places */
    struct agreement_errors *each[N_OBSERVED];    /* owned [n_places]: pairs are hours */
};

/* Own it: agreement_free(*out). site_zone: zone nearest to each site, [n_sites]. Errors:
 * ERR_NOMEM. */
enum err agreement_create(struct agreement **out, const struct observations *observed,
                          const struct operation *operation, const struct scenario *s,
                          const struct city *city, const int site_zone[], struct error *err);
void agreement_free(struct agreement *agreement); /* NULL is fine */

/* Figures k = 0, step, 2 step ... of both sides, n of them, of which those with a number on
 * both sides are pairs. Sums go over the figures twice: means first, then what departs from
 * them. */
struct agreement_errors agreement_errors_of(int n, int step, const double observed[],
                                            const double simulated[]);

#endif
