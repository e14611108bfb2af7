/* fleet.h - EV stock per class and year.
 *
 * Each class by its curve (curve.h). Where all vehicles of the class are known, the stock of
 * every curve is cut at them; but given figures (points, share, table) above them are an error.
 * Where the class says how long vehicles live, its EVs are kept by the year of their
 * registration (cohorts.h): those of curve cohorts as registered, of all other curves as the
 * stock asks for. Beside the chosen curve stand all others whose figures the class has, as
 * cross-checks. Visitors are present but registered elsewhere: a share of another class, or a
 * number by year. Sources: those of curve.h. */
#ifndef CHARGEPLAN_MODEL_FLEET_FLEET_H
#define CHARGEPLAN_MODEL_FLEET_FLEET_H

#include "model/fleet/batteries.h"
#include "model/fleet/curve.h"

struct fleet {
    int n_classes, n_years;
    bool drawn;        /* of a sample: see fleet_create_drawn() */
    const int *years;  /* borrowed from the scenario [n_years] */
    double *stock;     /* owned [n_classes x n_years] vehicles, class by class */
    double *bev_share; /* owned [n_classes x n_years] */
    double
        *all_vehicles;  /* owned [n_classes x n_years] all vehicles of the class; NAN unknown */
    double *kwh_per_km; /* owned [n_classes x n_years] on the test cycle, mean of the stock */
    struct fit *fit;    /* owned [n_classes]; n_fitted 0 where nothing was fitted */
    bool *visitor;      /* owned [n_classes] present, but registered elsewhere */
    bool *capped;       /* owned [n_classes x n_years] the stock was cut at all vehicles */
    struct cohorts **ev;          /* owned [n_classes]; NULL where no survival is given */
    struct batteries **batteries; /* owned [n_classes]; NULL where none are described */
    double *method; /* owned [n_classes x n_years x N_CURVES] the stock by each curve, cut as
                       the chosen one; NAN where its figures are not there or do not tell it */
};

/* Own it: fleet_free(*out). Errors: ERR_SCENARIO, ERR_DATA, ERR_IO, ERR_NOMEM. */
enum err fleet_create(struct fleet **out, const struct scenario *scenario, struct error *err);

/* The same of a scenario whose figures were drawn by chance: given figures above all vehicles
 * are cut as curves are, and where a stock falls faster than vehicles retire, its cohorts hold
 * what survives; neither is an error. */
enum err fleet_create_drawn(struct fleet **out, const struct scenario *scenario,
                            struct error *err);

/* Adds a problem for every class whose stock cannot be told, before a run; a class whose curve
 * has a problem in the list already is left out. */
void fleet_check(const struct scenario *scenario, struct problems *problems);
void fleet_free(struct fleet *fleet);
double fleet_stock(const struct fleet *fleet, int class_index, int year_index);
/* All classes registered here; visitors are no part of the area's stock. */
double fleet_total(const struct fleet *fleet, int year_index);

/* The stock by one of the curves; NAN where it is not told. */
double fleet_method(const struct fleet *fleet, int class_index, int year_index,
                    enum curve curve);
/* Largest less smallest of the methods told, vehicles; NAN where there are fewer than two. */
double fleet_spread(const struct fleet *fleet, int class_index, int year_index);

#endif
