/* places.h - the share of each zone in the public energy of a layer: see (1) of energy.h.
 *
 *   night     where the users live: the zone's weight night over its sum
 *   day       where they drive: the weight day over its sum, wherever they live
 *   roaming   the weight roaming over its sum, wherever they live
 *
 * basis[l][0] adds up to 1, basis[l][1] to home_mean. */
#ifndef CHARGEPLAN_MODEL_DEMAND_PLACES_H
#define CHARGEPLAN_MODEL_DEMAND_PLACES_H

#include "model/demand/energy.h"
#include "scenarios/city.h"

enum { N_BASES = 2 };

struct places {
    int n_zones;
    bool by_zone;     /* the zones say their own home access */
    double home_mean; /* mean home access of the residents; NAN without by_zone */
    double *basis[N_LAYERS][N_BASES]; /* owned [n_zones]; basis[l][1] NULL without by_zone */
};

/* Own it: places_free(*out). Errors: ERR_NOMEM. */
enum err places_create(struct places **out, const struct scenario *s, const struct city *city,
                       struct error *err);
void places_free(struct places *places); /* NULL is fine */

/* Mean home access of the residents (weight night); the zones have to say it. */
double places_home_mean(const struct city *city);

/* (1) for one zone. */
double places_kwh(const struct places *p, const struct energy_part *part, enum layer layer,
                  int zone);

#endif
