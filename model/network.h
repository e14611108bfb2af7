/* network.h - what stands at every site at one time, who is served, and what it costs.
 *
 * The state of the network in one year: "today" (existing sites only) or after a phase. */
#ifndef CHARGEPLAN_MODEL_NETWORK_H
#define CHARGEPLAN_MODEL_NETWORK_H

#include "model/coverage.h"
#include "model/demand/demand.h"
#include "scenarios/city.h"

/* Part of a zone's demand given to a site. */
struct assignment {
    int n;         /* pairs */
    int *zone;     /* owned [n] rising */
    int *site;     /* owned [n] */
    double *share; /* owned [n] of the zone's demand; a zone's shares add up to at most 1 */
};

struct network {
    int year_index; /* into study.years */
    int n_sites, n_zones, n_kinds;
    bool *open;        /* owned [n_sites] has chargers or was opened */
    int *n_chargers;   /* owned [n_sites x n_kinds], site by site */
    int *opened_year;  /* owned [n_sites] 0: existing, by rule alone, or closed */
    int *by_rule;      /* owned [n_sites x n_kinds] of n_chargers, those by building rule; NULL:
                          there is no rule, as below */
    double *kept_bays; /* owned [n_sites] bays that no further charger of a plan may take: those
                          that are not offered to it (model/parking) */
    double *power_share; /* owned [n_kinds] demand_power() of the year; NULL: all is taken */
    struct assignment served[N_SERVICES];
    /* per zone, kWh a day; served + full + out = demand (to 1e-9 relative) */
    double *served_kwh[N_SERVICES]; /* owned [n_zones] */
    double *full_kwh[N_SERVICES];   /* within reach of an open site of the service, but full */
    double *out_kwh[N_SERVICES];    /* out of reach */
    double *rule_distance_m;        /* owned [n_zones] straight line to the nearest open public
                                       site; INFINITY where there is none */
    /* per site */
    double *load[N_SERVICES]; /* owned [n_sites] busiest-hour load: FAST kWh/h, SLOW erlangs */
    double *site_kwh[N_SERVICES]; /* owned [n_sites] kWh a day served */
    double *p_miss[N_SERVICES]; /* owned [n_sites] FAST share waiting over wait_min, SLOW share
                                   that finds none; NAN where there is no outlet */
};
void network_free(struct network *network);

/* Does the site serve the public: are its chargers public or opened? Dedicated and private ones
 * stand in the ledger only. Opened ones count in full, since the scenario states no factor. */
bool network_serves_public(const struct city *city, int site);

/* Room for by_rule and kept_bays, zeros where there was none. Errors: ERR_NOMEM. */
enum err network_keep_rule(struct network *n, struct error *err);
/* Chargers by building rule of a kind at a site. */
int network_by_rule(const struct network *n, int site, int kind);

/* Bays and kW that a site has left for chargers of a plan beside those that stand. The power
 * of a site is the plan's own: chargers by building rule have another connection. May be below
 * 0 where more stands than the site says. */
struct site_room {
    double bays, kw;
};
struct site_room network_room(const struct scenario *s, const struct city *city,
                              const struct network *n, int site);
/* May the plan build here in a year: does the building stand? */
bool network_is_there(const struct city *city, int site, int year);

/* Counts of one site. */
struct site_count {
    int chargers, outlets;
    int bays; /* taken by the chargers, rounded up */
    double kw;
    int fast_chargers;
    int service_chargers[N_SERVICES], service_outlets[N_SERVICES];
    double service_kw[N_SERVICES];
};
struct site_count network_count(const struct scenario *s, const struct network *n, int site);

/* Is the site a station (station_min chargers, one of them fast) rather than dispersed
 * chargers? */
bool network_is_station(const struct scenario *s, const struct network *n, int site);

/* Kind of the new chargers of a service: placement.fast_kind or slow_kind, else the first kind
 * of the service; -1 where there is none. */
int sizing_new_kind(const struct scenario *s, enum service v);

/* Largest busiest-hour load that chargers carry within the sizing targets, all kinds of the
 * service together: FAST kWh/h (Erlang C, mean power of the pool), SLOW erlangs (Erlang B),
 * over the binomial number of outlets that work (erlang.h). n_chargers is [n_kinds].
 * power_share: of each kind the power that cars take over what outlets give, [n_kinds]
 * (demand_power(), the same of a network); NULL: all of it. */
double sizing_capacity(const struct scenario *s, const double power_share[], enum service v,
                       const int n_chargers[]);

/* Share of users that miss the target at a load (see p_miss). NAN without outlets. */
double sizing_p_miss(const struct scenario *s, const double power_share[], enum service v,
                     const int n_chargers[], double load);

/* The same for another wait: share of fast users that wait longer than over_min. */
double sizing_p_wait_over(const struct scenario *s, const double power_share[],
                          const int n_chargers[], double load, double over_min);

/* Sizes and fills a network for given open sites (every model but rule_then_serve, and today).
 * Demand goes to the nearest open site in reach with outlets of the service, the nearest pairs
 * of zone and site first (then the lower zone, the lower site); what does not fit spills to the
 * next. A new site gets the fewest chargers of the new kinds that carry what comes, fast ones
 * first, bounded by its bays and kW; at least one fast and station_min in all where they fit,
 * filled up with the cheaper kind. Where that costs more than the budget, chargers are taken
 * away where the least served energy is lost per money saved (then the lower site, fast before
 * slow), down to that least equipment and no further: a plan that cannot even pay it stays over
 * the budget. Sites that stood before keep their chargers. Own it: network_free(*out).
 *
 *   reach      [N_SERVICES] with distances, service radii
 *   before     the network of the phase before (its chargers stay), or NULL: existing sites
 *   open       [n_sites] the plan
 *   budget     INFINITY: no limit */
enum err sizing_network(struct network **out, const struct scenario *s, const struct city *city,
                        const struct demand *demand, int year_index,
                        const struct reach *const reach[N_SERVICES],
                        const struct network *before, const bool open[], double budget,
                        struct error *err);

/* Fills the per-zone and per-site results of a network whose chargers and served shares are
 * set: served, full, out, load, site_kwh, p_miss, rule_distance_m. */
enum err network_evaluate(struct network *n, const struct scenario *s, const struct city *city,
                          const struct demand *demand,
                          const struct reach *const reach[N_SERVICES], struct error *err);

/* An empty network of the right sizes; existing sites with their chargers where `before` is
 * NULL, else a copy of its chargers. */
enum err network_create(struct network **out, const struct scenario *s, const struct city *city,
                        int year_index, const struct network *before, struct error *err);

/* The zone nearest to each site, which gives a site its district and core: zone[n_sites], -1
 * without zones. Errors: ERR_NOMEM. */
enum err network_site_zones(const struct city *city, int zone[], struct error *err);

/* Money of what `after` has and `before` has not. */
struct money {
    double fixed, chargers[N_SERVICES], total, om_per_year;
};
struct money network_money(const struct scenario *s, const struct city *city,
                           const struct network *before, const struct network *after);

#endif
