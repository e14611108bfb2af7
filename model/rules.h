/* rules.h - the plan's rules, judged: target, achieved, shortfall, where, clause. */
#ifndef CHARGEPLAN_MODEL_RULES_H
#define CHARGEPLAN_MODEL_RULES_H

#include "model/parking/parking.h"
#include "model/supply.h"
#include "scenarios/plans.h"

enum place_kind { PLACE_ZONE, PLACE_SITE, PLACE_DISTRICT };
enum rule_outcome { RULE_MET, RULE_NOT_MET, RULE_NOTHING_TO_JUDGE };

struct rule_result {
    int rule;                /* index into scenario->rule */
    const struct fact *fact; /* borrowed from the catalogue; NULL for an own rule */
    enum rule_kind kind;
    enum strength strength;
    int year;      /* state judged */
    int network;   /* index into run->network */
    bool ended;    /* the fact's validity ended before the year */
    bool measured; /* RULE_DECLARED: on the bays of new buildings (rules.buildings), not by the
                      planner's figure */
    int bays, ready_bays; /* of these buildings, where measured */
    bool strict;          /* the target itself does not meet the rule (under, over) */
    bool at_least;        /* more is better */
    double target;
    double achieved; /* same unit; NAN where there is nothing to judge */
    enum rule_outcome outcome;
    double shortfall;   /* core_radius: core zones uncovered; ev_per_charger: chargers
                           missing; ev_per_station: stations missing; wait: stations over;
                           kw_per_ev: kW missing; budget: money over. 0 where met */
    int worst_zone;     /* -1: none */
    int worst_site;     /* -1: none */
    int worst_district; /* -1: none */
    double worst_value; /* in the target's unit at the worst place */
    int n_places;       /* places whose own figure misses the target */
    int first_place;    /* index into rules->place, where n_places > 0 */
    /* core_radius only: the three usual readings */
    double core_mean_radius_km; /* sqrt(A / (pi N)), A core area from cells, N public sites in
                                   the core; NAN without cell sizes */
    double core_area_share;     /* of the core's cells by area; NAN without cell sizes */
    double core_demand_share;   /* of the core's night weight */
    int core_unreachable;       /* core zones that no open or possible site can cover */
};

/* A place whose own figure misses the target of a rule: a core zone, a station, or a district,
 * which may also be where the rule is met over the whole. */
struct rule_place {
    int result; /* index into rules->result */
    enum place_kind kind;
    int index;    /* of the zone, site or district */
    double value; /* in the target's unit */
};

struct rules {
    int n;
    struct rule_result *result; /* owned: for each network in order, each rule in order */
    int n_places;
    struct rule_place
        *place; /* owned [n_places] in the order of the results, then of the places */
};

/* Judges every rule for every network. What is counted:
 *   core_radius     straight line from each core zone to the nearest open public site; achieved
 *                   is the farthest, met when every core zone lies within the target
 *   ev_per_charger  EVs of all classes over public chargers, dispersed ones too
 *   ev_per_station  EVs of all classes over public stations (station_min chargers, one fast)
 *   wait            share of fast users who wait longer than over_min in the busiest hour, at
 *                   every public site with fast outlets; achieved is the largest
 *   kw_per_ev       rated kW of public chargers over EVs of all classes
 *   budget          money of the phase; today has none
 *   declared        a fact that the model does not measure: the figure that the planner gives,
 *                   for its year or for all; nothing to judge without one. With `buildings`
 *                   (of quantity charging_ready_share) measured: bays built or prepared over
 *                   all bays of the new buildings of these types that are open in the year,
 *                   prepared ones counting though they are no chargers; nothing to judge
 *                   before the first opens
 * A rule with `where` looks at the zones of that class, at the EVs of their residents (their
 * share of the night weight) and at the sites nearest to them.
 * Public means public or opened. A district's EVs are its share of the night weight; a site
 * belongs to the district of its nearest zone. Without any site that counts a rule is not met
 * (achieved INFINITY, 0 kW, or NAN for wait); without EVs, core or budget, or where the
 * scenario tells of no site at all, nothing is judged.
 *
 * reach_rule: pairs within the rule radius (straight line), all sites that are not forbidden;
 * may be NULL.
 * parking: NULL without parking.file.
 * money_spent [n_networks] money of each phase; budget [n_networks] NAN or INFINITY where there
 * is none. The rules have passed rules_check(). Own it: rules_free(*out). Errors: ERR_NOMEM. */
enum err rules_judge(struct rules **out, const struct scenario *s, const struct city *city,
                     const struct fleet *fleet, const struct plans *plans,
                     const struct parking *parking, const struct reach *reach_rule,
                     int n_networks, struct network *const networks[],
                     const double money_spent[], const double budget[], struct error *err);
void rules_free(struct rules *rules);

/* Does the rule hold in the zone? */
bool rules_hold(const struct rule_request *rule, const struct city *city, int zone);
/* Fewest whole chargers or stations with which there are at most (strict: fewer than) `target`
 * vehicles for each; 1e-9 of slack for rounding. */
double rules_needed(double vehicles, double target, bool strict);

/* Adds a problem for every rule whose zone class no zone of the city has. */
void rules_check_where(const struct scenario *s, const struct city *city,
                       struct problems *problems);

/* The least target above 0, in any unit: a smaller one is a slip, not a rule. */
#define RULES_TARGET_LEAST 1e-6

/* Checks before a run that every rule of the scenario names a fact that can be judged and that
 * own rules have their figures; adds to problems. A rule that has one there already is left
 * out. */
void rules_check(const struct scenario *s, const struct plans *plans,
                 struct problems *problems);

#endif
