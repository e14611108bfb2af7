/* digest.h - figures that several outputs show, computed from a finished run.
 *
 * Nothing here decides anything: sums, shares and nearest places of what the run holds. */
#ifndef CHARGEPLAN_OUTPUT_DIGEST_H
#define CHARGEPLAN_OUTPUT_DIGEST_H

#include "model/demand/bridge.h"
#include "sim/run.h"

/* A zone's state: what becomes of the largest part of its demand, both services together; of
 * equal parts the worse one counts. Zones without demand are served where they are in reach. */
enum zone_state { ZONE_SERVED, ZONE_FULL, ZONE_OUT, N_ZONE_STATES };

struct digest {
    double *east, *north;           /* owned [n_zones] metres in the local plane of the area */
    double *site_east, *site_north; /* owned [n_sites] */
    double *cell_w, *cell_h;        /* owned [n_zones] sides of the zone's cell in metres */
    bool cells_known;               /* the zones' own figure; else taken from their spacing */
    bool points; /* no cells given and no grid: zones are places without an area; the cells are
                    squares of the mean distance to the nearest neighbour */
    int *site_zone; /* owned [n_sites] zone nearest to the site */
};

/* Own it: digest_free(*out). Errors: ERR_NOMEM. */
enum err digest_create(struct digest **out, const struct run *run, struct error *err);
enum err digest_of_city(struct digest **out, const struct city *city, struct error *err);
void digest_free(struct digest *d); /* NULL is fine */

const char *digest_state_name(enum zone_state state);
enum zone_state digest_state(const struct network *n, int zone);

int digest_year(const struct run *run, const struct network *n);
const struct network *digest_last(const struct run *run);

/* Chargers by building rule at a site of a network; a site that they alone opened is not new.
 */
int digest_by_rule(const struct network *n, int site);

/* Index into city->district_name of the zone nearest to an open site. */
int digest_district(const struct run *run, const struct digest *d, int site);
bool digest_is_new(const struct network *n, int site);

/* site[n_zones] receives the nearest open public site, -1 where there is none.
 * Errors: ERR_NOMEM. */
enum err digest_nearest(const struct run *run, const struct network *n, int site[],
                        struct error *err);

/* Energy a day of one service over all zones, or those of one district (>= 0). */
struct energy {
    double demand, served, full, out; /* kWh a day */
};
struct energy digest_energy(const struct run *run, const struct network *n, enum service v,
                            int district);

/* Share of the demand of a service that is within reach but full; NAN without demand. */
double digest_full_share(const struct run *run, int network, enum service v);
/* The zone's state by one service alone. */
enum zone_state digest_state_of(const struct network *n, enum service v, int zone);

/* What stands, over all sites or those of one district; each figure in its own unit. */
enum tally_of { TALLY_ALL, TALLY_EXISTING, TALLY_NEW };
struct digest_tally {
    int stations, dispersed_sites, chargers, outlets, bays;
    int service_chargers[N_SERVICES], service_outlets[N_SERVICES];
    double kw, service_kw[N_SERVICES];
};
struct digest_tally digest_tally(const struct run *run, const struct digest *d,
                                 const struct network *n, enum tally_of which, int district);

/* The core rule of the scenario: its radius in metres, NAN where there is none. */
double digest_rule_radius_m(const struct run *run);
bool digest_covered(const struct run *run, const struct network *n, int zone);

/* What the core rule leaves uncovered. */
struct uncovered {
    int core_zones, zones; /* in the core; of these uncovered */
    double night_share;    /* of the core's night weight */
    double area_share;     /* of the core's area, from the cells drawn */
};
struct uncovered digest_uncovered(const struct run *run, const struct digest *d,
                                  const struct network *n);

/* The core rule judged at the end of the plan, where a rule of the scenario asks for the radius
 * that the plan was made with; NULL where none does. */
const struct rule_result *digest_core_rule(const struct run *run);

/* What a phase adds to the network before it; existing sites of today keep what they have. */
struct built {
    int new_sites, grown_sites, grown_today; /* grown_today: of grown_sites those of today */
    int chargers[N_SERVICES], outlets;
    double kw;
};
struct built digest_built(const struct run *run, const struct phase *phase);

/* Open public stations after a phase, and those of them that have no bay or no power left for
 * one more charger of the new kind of a service. */
struct room {
    int stations, full[N_SERVICES];
};
struct room digest_room(const struct run *run, const struct network *n);

/* What the public chargers are to the vehicles, and what they do. */
struct use {
    double kw_per_ev, utilisation; /* NAN without vehicles or kW */
};
struct use digest_use(const struct run *run, const struct network *n);

/* bridge_create() of a run. Own it: bridge_free(*out). Errors: ERR_NOMEM. */
enum err digest_bridge(struct bridge **out, const struct run *run, struct error *err);

/* Money of one site: its opening, and its chargers beyond those of today. */
double digest_fixed_cost(const struct run *run, const struct network *n, int site);
double digest_charger_cost(const struct run *run, const struct network *n, int site);

/* Share of the demand of both services that is served, and the bound of the last phase where
 * its objective is that energy (rule_then_serve), else NAN. */
double digest_served_share(const struct run *run, const struct network *n);
double digest_bound_share(const struct run *run, const struct phase *phase);

#endif
