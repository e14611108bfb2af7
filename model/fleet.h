/* fleet.h - EV stock per class and year.
 *
 * Sources: F. M. Bass, A new product growth model for consumer durables, Management Science 15
 *   (1969) 215-227, doi:10.1287/mnsc.15.5.215; the curve joined by points and the penetration
 *   method (population x cars per 1,000 x EV share) are the plans' own arithmetic. */
#ifndef CHARGEPLAN_MODEL_FLEET_H
#define CHARGEPLAN_MODEL_FLEET_H

#include "scenarios/error.h"
#include "scenarios/scenario.h"

struct bass {
    double market;      /* m, vehicles at saturation */
    double innovation;  /* p, 1/year */
    double imitation;   /* q, 1/year */
    double launch_year; /* stock 0 */
};

/* Stock at a time: m (1 - e^{-(p+q)t}) / (1 + (q/p) e^{-(p+q)t}), t = year - launch; 0 before. */
double bass_stock(const struct bass *b, double year);

struct bass_fit {
    struct bass bass;
    double rms_residual; /* vehicles, root mean square over the points; 0 where nothing was fitted */
    int n_fitted;        /* parameters that were fitted */
};

/* Fits the unset (NAN) members of *start to the points by least squares (GSL multifit_nlinear).
 * name is the class, for messages. Errors: ERR_SCENARIO (fewer points than parameters, no launch
 * year with fewer than four points, or the fit does not converge: the class is named). */
enum err bass_fit_points(struct bass_fit *out, const char *name, const struct bass *start,
                         const struct series *points, struct error *err);

struct fleet {
    int n_classes, n_years;
    const int *years;     /* borrowed from the scenario [n_years] */
    double *stock;        /* owned [n_classes x n_years] vehicles, class by class */
    double *bev_share;    /* owned [n_classes x n_years] */
    double *all_vehicles; /* owned [n_classes x n_years] all vehicles of the class; NAN unknown */
    struct bass_fit *fit; /* owned [n_classes]; n_fitted 0 where nothing was fitted */
    bool *capped;         /* owned [n_classes x n_years] the stock was cut at all vehicles */
};

/* Own it: fleet_free(*out). Errors: ERR_SCENARIO, ERR_NOMEM. */
enum err fleet_create(struct fleet **out, const struct scenario *scenario, struct error *err);
void fleet_free(struct fleet *fleet);
double fleet_stock(const struct fleet *fleet, int class_index, int year_index);
double fleet_total(const struct fleet *fleet, int year_index); /* all classes */

#endif
