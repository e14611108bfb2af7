/* places.h - the share of each zone in the public energy of a layer: see (1) of energy.h.
 *
 *   night     where the users live: the zone's weight night over its sum
 *   day       where they drive: the weight day over its sum, wherever they live; or along trips
 *             (trips.h)
 *   roaming   the weight roaming over its sum, wherever they live
 *
 * Of a service whose energy was observed zone by zone, weights that follow the observation
 * (calibrate.h). Basis 0 adds up to 1, basis 1 to home_mean. */
#ifndef CHARGEPLAN_MODEL_DEMAND_PLACES_H
#define CHARGEPLAN_MODEL_DEMAND_PLACES_H

#include "model/demand/calibrate.h"
#include "model/demand/energy.h"
#include "scenarios/city.h"

enum { N_BASES = 2 };

struct places {
    int n_zones;
    bool by_zone;     /* the zones say their own home access */
    double home_mean; /* mean home access of the residents; NAN without by_zone */
    double *basis[N_LAYERS][N_BASES]; /* owned [n_zones]; basis[l][1] NULL without by_zone */
    double *own[N_LAYERS][N_BASES];   /* owned [n_zones] of the services observed; or NULL */
    bool has_own[N_SERVICES];
};

/* Own it: places_free(*out). The same on any number of threads. Errors: ERR_DATA, ERR_NOMEM. */
enum err places_create(struct places **out, const struct scenario *s, const struct city *city,
                       int n_threads, struct error *err);
void places_free(struct places *places); /* NULL is fine */

/* home_mean of a city whose zones say their own home access. */
double places_home_mean(const struct city *city);

/* Lets the services of a calibration follow `target`, shares of the zones that add up to 1.
 * Errors: ERR_NOMEM. */
enum err places_follow(struct places *places, const struct calibration *calibration,
                       const double target[], struct error *err);

/* Share of each zone, [n_zones], by which (1) places energy; basis 1 NULL without by_zone. */
const double *places_basis(const struct places *p, enum service v, enum layer layer, int basis);

/* (1) for one zone. */
double places_kwh(const struct places *p, const struct energy_part *part, enum service v,
                  enum layer layer, int zone);

#endif
