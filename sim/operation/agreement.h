/* agreement.h - simulated use beside observed use: errors by quantity, hour and place. */
#ifndef CHARGEPLAN_SIM_OPERATION_AGREEMENT_H
#define CHARGEPLAN_SIM_OPERATION_AGREEMENT_H

#include "scenarios/observations.h"
#include "sim/operation/replications.h"

enum agreement_what { AGREE_KWH, AGREE_OCCUPIED, AGREE_SESSIONS, N_AGREEMENTS };

/* Over pairs of an observed and a simulated figure. */
struct agreement_errors {
    int n;                      /* pairs; the figures are NAN without */
    double observed, simulated; /* means */
    double bias;                /* mean of simulated - observed */
    double mae, rmse;           /* mean absolute error, root of the mean squared one */
    double correlation;         /* NAN where one side has no spread */
};

struct agreement {
    int year_index;
    bool by_zone;
    int n_hours;  /* 24 or 168 */
    int n_places; /* observed sites or zones that the city has */
    int *place;   /* owned [n_places] site or zone */
    bool given[N_AGREEMENTS];
    /* owned [n_places x n_hours] place by place; NAN: not observed */
    double *observed[N_AGREEMENTS], *simulated[N_AGREEMENTS];
    struct agreement_errors all[N_AGREEMENTS];      /* every place and hour a pair */
    struct agreement_errors by_hour[N_AGREEMENTS];  /* pairs: hours, mean over places */
    struct agreement_errors by_place[N_AGREEMENTS]; /* pairs: places, mean over hours */
    struct agreement_errors *hour[N_AGREEMENTS];    /* owned [n_hours]: pairs are places */
    struct agreement_errors *each[N_AGREEMENTS];    /* owned [n_places]: pairs are hours */
};

/* Own it: agreement_free(*out). site_zone: zone nearest to each site, [n_sites]. Errors:
 * ERR_NOMEM. */
enum err agreement_create(struct agreement **out, const struct observations *observed,
                          const struct operation *operation, const struct scenario *s,
                          const struct city *city, const int site_zone[], struct error *err);
void agreement_free(struct agreement *agreement); /* NULL is fine */

#endif
