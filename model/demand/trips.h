/* trips.h - where residents charge by day: the energy of the layer night, moved along trips.
 *
 *   day(d) = sum over o of night(o) x p(o, d),   sum over d of p(o, d) = 1            (1)
 *
 * p by the trips given between zones, or by a gravity model bound to its origins:
 *
 *   p(o, d) = W(d) exp(-c(o, d) / g) / sum over e of W(e) exp(-c(o, e) / g)           (2)
 *
 * with W the weight day, c the straight line in the plane of the area and g demand.gravity_km.
 * Both basis weights of places.h are moved so: who has a charger at home keeps it on the way.
 *
 * Source: A. G. Wilson, A statistical theory of spatial distribution models, Transportation
 *   Research 1 (1967) 253-269, doi:10.1016/0041-1647(67)90035-4. */
#ifndef CHARGEPLAN_MODEL_DEMAND_TRIPS_H
#define CHARGEPLAN_MODEL_DEMAND_TRIPS_H

#include "scenarios/city.h"

enum { TRIPS_MOST_ZONES = 100000 }; /* of a gravity model, whose work grows with the square */

/* Weights of zones that go together, [n_weights][n_zones]; those of one share p. */
struct trips_weights {
    int n;                  /* 1 or 2 */
    const double *night[2]; /* borrowed [n_zones] */
    double *day[2];         /* borrowed [n_zones], filled */
};

/* By the trips of the city; zones without trips spread by W / sum W. Sums of weights stay.
 * Errors: ERR_NOMEM. */
enum err trips_by_rows(const struct city *city, struct trips_weights *w, struct error *err);

/* By (2). The same to the byte on any number of threads. Errors: ERR_DATA (more zones than
 * TRIPS_MOST_ZONES), ERR_NOMEM. */
enum err trips_by_gravity(const struct city *city, double gravity_km, struct trips_weights *w,
                          int n_threads, struct error *err);

#endif
