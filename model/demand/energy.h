/* energy.h - what one class asks for in one year, and where: at home, at work, at depots, from
 * public chargers of either service in either layer.
 *
 * Public energy of a zone follows from that of the class by two weights (places.h):
 *
 *   kWh(zone) = plain x basis0(zone) + home x basis1(zone)                           (1)
 *
 * where basis0 is the zone's share of the layer and basis1 the same weighted with its home
 * access. So figures of a class need no loop over zones, and samples of a Monte Carlo neither.
 */
#ifndef CHARGEPLAN_MODEL_DEMAND_ENERGY_H
#define CHARGEPLAN_MODEL_DEMAND_ENERGY_H

#include "model/fleet/fleet.h"

/* The two factors of (1), kWh a day. `home` is 0 unless home access is said by zone. */
struct energy_part {
    double plain, home;
};

/* kWh a day at the outlet, but for `driven`. */
struct class_energy {
    double driven; /* at the battery, all places */
    double depot, home, work;
    struct energy_part public_kwh[N_SERVICES][N_LAYERS];
    struct energy_part phev_slow; /* of public_kwh[SLOW] that of plug-in hybrids, all layers */
};

/*   by_zone     the zones say their own home access
 *   home_mean   its mean over the residents (weight night); not looked at without by_zone */
void energy_of_class(struct class_energy *out, const struct scenario *s,
                     const struct fleet *fleet, int class_index, int year_index, bool by_zone,
                     double home_mean);

/* Public energy of a service, kWh a day, all zones and layers. */
double energy_public(const struct class_energy *e, enum service v, double home_mean);
/* Of it that of battery cars; all of the fast energy is theirs. */
double energy_public_bev(const struct class_energy *e, enum service v, double home_mean);

#endif
