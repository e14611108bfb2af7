/* circles.h - the straight line beside the way: how much demand a circle around the chargers
 * claims that streets, or the planner's matrix, do not reach.
 *
 * Nothing is judged or placed by it. The circle of a zone has the radius of its reach; a reach
 * in minutes is turned into metres by access.circle_kmh. */
#ifndef CHARGEPLAN_MODEL_CIRCLES_H
#define CHARGEPLAN_MODEL_CIRCLES_H

#include "model/access.h"
#include "model/network.h"

/* The pairs that do not depend on a plan. */
struct circles_pairs {
    struct reach *circle[N_SERVICES]; /* owned: straight line within the circle; NULL: the
                                         service is reached in a straight line anyhow */
    struct reach *rule_way; /* owned: core zones within the rule radius along the streets for
                               cars, or by the matrix of fast chargers, metres; NULL: no core
                               rule, or no such metres */
};

/* Own it: circles_pairs_free(*out). Errors: ERR_NOMEM, ERR_DATA (as reach_create()). */
enum err circles_pairs_create(struct circles_pairs **out, const struct access *access,
                              int n_threads, struct error *err);
void circles_pairs_free(struct circles_pairs *pairs); /* NULL is fine */

/* One service in one state of the network; open public sites with outlets of the service
 * count, energies are kWh a day. */
struct circle_figures {
    double demand_kwh;
    double circle_kwh;      /* of zones in a circle */
    double reached_kwh;     /* of zones reached by their ways */
    double circle_only_kwh; /* in a circle, not reached */
    double way_only_kwh;    /* reached, but in no circle */
    double detour; /* sum of the ways over that of the straight lines of the same pairs of zone
                      and open site in reach; NAN without metres or pairs */
};

/* The core rule in one state: both services together. */
struct circle_core {
    double demand_kwh;          /* of core zones */
    double circle_kwh, way_kwh; /* within the rule radius of an open public site: in a straight
                                   line, as it is judged; along streets, for information */
    int zones, circle_zones, way_zones;
};

struct circles {
    int n_states;
    struct circle_figures *figures[N_SERVICES]; /* owned [n_states]; NULL as in the pairs */
    bool *circle_only[N_SERVICES]; /* owned [n_states x n_zones] state by state: the zone lies
                                      in a circle and is not reached; NULL as figures */
    struct circle_core *core;      /* owned [n_states]; NULL: as rule_way */
};

/* NULL where every service is reached in a straight line. Own it: circles_free(*out). Errors:
 * ERR_NOMEM. */
enum err circles_create(struct circles **out, const struct circles_pairs *pairs,
                        const struct access *access,
                        const struct reach *const reach[N_SERVICES],
                        const struct demand *demand, int n_states,
                        struct network *const state[], struct error *err);
void circles_free(struct circles *circles); /* NULL is fine */

/* Does the site serve a service to the public: open, public, with outlets of it? */
bool circles_serves(const struct scenario *s, const struct city *city, const struct network *n,
                    enum service v, int site);

#endif
