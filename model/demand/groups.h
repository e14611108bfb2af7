/* groups.h - the users of a class by what they can charge at, and how each group splits its
 * energy over places.
 *
 *   with a depot of the class  depot_share of the vehicles; the others by two shares that are
 *                              taken as independent of each other:
 *   home or not                home_access, of the class or of the zone they live in
 *   work charger or not        work_access; where it is not set, the splits with and without
 *                              home are means over both
 *
 * A plug-in hybrid cannot charge fast: what a battery car of its group would charge fast, it
 * charges slow. Independence is assumed; all shares are the scenario's. */
#ifndef CHARGEPLAN_MODEL_DEMAND_GROUPS_H
#define CHARGEPLAN_MODEL_DEMAND_GROUPS_H

#include "scenarios/scenario.h"

/* Two factors: of a zone's share as it is (places.h, basis 0), and of the share weighted with
 * the zone's home access (basis 1). `home` is 0 unless home access is said by zone. */
struct energy_part {
    double plain, home;
};

enum { GROUPS_MAX = 5 };

/* Shares of the energy at the battery; they add up to 1. */
struct split {
    double depot, home, work, public_share[N_SERVICES];
};

struct group {
    struct energy_part share; /* of the class's vehicles, by zone */
    double sum;               /* of the class's vehicles, all zones; of all groups 1 */
    struct split split;
};

/* Fills out[0 .. returned number - 1].
 *
 *   by_zone     the zones say the home access of this class
 *   home_mean   its mean over the vehicles */
int groups_of(struct group out[GROUPS_MAX], const struct fleet_class *class, bool by_zone,
              double home_mean);

/* The same split by a plug-in hybrid. */
struct split groups_phev(const struct split *battery);

#endif
