/* energy.h - what one class asks for in one year, and where: at home, at work, at depots, from
 * public chargers of either service in each layer.
 *
 *   driven = vehicles x km a day x kWh/km on the test cycle x on-road factor x season factor
 *            x climate (climate.h); plug-in hybrids: their electric share of it
 *
 * is split by the user groups (groups.h), but for what battery cars drive beyond their range in
 * a day (distance.h), which is public fast. Where the class has a control total, public_share,
 * the public energy at the battery is that share of `driven` exactly: groups and splits then
 * only say how it divides over zones and services, and how the rest divides over home, work
 * and depots.
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

#include "model/demand/groups.h"
#include "model/fleet/fleet.h"

/* kWh a day at the outlet, but for `driven`. */
struct class_energy {
    double driven; /* at the battery, all places */
    double depot, home, work;
    struct energy_part public_kwh[N_SERVICES][N_LAYERS];
    struct energy_part phev_slow; /* of public_kwh[SLOW] that of plug-in hybrids, all layers */
    double public_share;          /* of `driven`: a result, or the control total */
    bool share_given;             /* public_share is the control total */
    double season;                /* season factor x climate */
    double phev_electric_share;   /* of the plug-in hybrids' way */
    double beyond_share;          /* of the battery cars' way, beyond their range; 0 without */
};

/*   by_zone     the zones say their own home access
 *   home_mean   its mean over the residents (weight night); not looked at without by_zone
 *
 * A control total that the groups make impossible (energy_check()) is left aside. */
void energy_of_class(struct class_energy *out, const struct scenario *s,
                     const struct fleet *fleet, int class_index, int year_index, bool by_zone,
                     double home_mean);

/* Can the control total of a class be kept: do its groups charge in public where it is above 0,
 * and elsewhere where it is below 1? Errors: ERR_SCENARIO, a sentence that begins with the
 * setting's path. */
enum err energy_check(const struct scenario *s, int class_index, bool by_zone, double home_mean,
                      struct error *err);

/* Public energy of a service, kWh a day, all zones and layers. */
double energy_public(const struct class_energy *e, enum service v, double home_mean);
/* Of it that of battery cars; all of the fast energy is theirs. */
double energy_public_bev(const struct class_energy *e, enum service v, double home_mean);

#endif
