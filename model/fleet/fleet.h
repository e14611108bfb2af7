/* fleet.h - EV stock per class and year.
 *
 * Curves: points joined by straight lines, an error outside their years since nothing stands
 * behind such a figure; penetration, population x cars per 1,000 x EV share; Bass (bass.h);
 * share, a larger region's stock x part / whole of its residents, within the stock's years.
 * Where population and cars per 1,000 are set, the stock of every curve is cut at all vehicles.
 * Sources: all but Bass are the plans' own arithmetic; bass.h. */
#ifndef CHARGEPLAN_MODEL_FLEET_FLEET_H
#define CHARGEPLAN_MODEL_FLEET_FLEET_H

#include "model/fleet/bass.h"

struct fleet {
    int n_classes, n_years;
    const int *years;  /* borrowed from the scenario [n_years] */
    double *stock;     /* owned [n_classes x n_years] vehicles, class by class */
    double *bev_share; /* owned [n_classes x n_years] */
    double
        *all_vehicles; /* owned [n_classes x n_years] all vehicles of the class; NAN unknown */
    struct bass_fit *fit; /* owned [n_classes]; n_fitted 0 where nothing was fitted */
    bool *capped;         /* owned [n_classes x n_years] the stock was cut at all vehicles */
};

/* Own it: fleet_free(*out). Errors: ERR_SCENARIO, ERR_NOMEM. */
enum err fleet_create(struct fleet **out, const struct scenario *scenario, struct error *err);

/* Adds a problem for every class whose stock cannot be told, before a run; a class whose curve
 * has a problem in the list already is left out. */
void fleet_check(const struct scenario *scenario, struct problems *problems);
void fleet_free(struct fleet *fleet);
double fleet_stock(const struct fleet *fleet, int class_index, int year_index);
double fleet_total(const struct fleet *fleet, int year_index); /* all classes */

#endif
