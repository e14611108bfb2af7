/* requirement.h - what the plan's ratio and station rules ask for in whole chargers and
 * stations, by year and district, beside what stands today and what the plan builds.
 *
 * Two rules set public supply beside EVs: EVs per public charger (a charger count) and EVs per
 * public station (a station count). Both are kept apart; nothing here adds a charger to a
 * station. A place asks for whole things, so that the districts' figures rounded up add up to
 * more than the whole area rounded up once: both stand in the table under their own names. */
#ifndef CHARGEPLAN_MODEL_REQUIREMENT_H
#define CHARGEPLAN_MODEL_REQUIREMENT_H

#include "model/rules.h"

/* The whole area rounded up once; the sum of its districts, each rounded up; one district. */
enum requirement_scope { REQUIREMENT_AREA, REQUIREMENT_SUM, REQUIREMENT_DISTRICT };

/* rule -1: all rules of the kind together. Each class of zones is asked for the most that a
 * rule for it asks, and the whole for no less than the rules for every zone ask. */
struct requirement {
    bool holds;     /* the rule asks for chargers or stations, and there is a zone for it */
    int year_index; /* into study.years */
    int rule;       /* index into scenario->rule, or -1 */
    enum rule_kind
        kind; /* RULE_EV_PER_CHARGER: chargers below; RULE_EV_PER_STATION: stations */
    enum requirement_scope scope;
    int district;    /* index into city->district_name; -1 unless scope is a district */
    double target;   /* EVs per charger or station; NAN for all rules together */
    double vehicles; /* EVs where the rule holds: the share of the night weight, not rounded */
    double required; /* fewest whole chargers or stations */
    /* public ones where the rule holds; NAN where the scenario tells of no sites at all */
    double standing; /* today */
    double gap;      /* required - standing, not below 0; of a sum: the sum of the districts',
                        so that what one has too many fills no gap of another */
    double built;    /* by the plan until the year */
    double left;     /* of what is required, missing after it is built */
    bool binds;      /* the most chargers follow from this rule (see below); never of a sum */
};

struct requirements {
    int n_rules, n_districts;
    int n;
    struct requirement *row; /* owned [n] by year, then rule (all together last, chargers before
                                stations), then area, sum, districts; rows that say nothing
                                have holds false */
};

/* A rule binds at a place where it asks for most, counted in chargers: a station is at least
 * station_min of them. Where zones of different classes make up the place, the rule for each
 * class binds that the whole is made of; of rules that ask the same, the first.
 *
 * rules: judged; their targets are taken over. Own it: requirement_free(*out).
 * Errors: ERR_NOMEM. */
enum err requirement_create(struct requirements **out, const struct scenario *s,
                            const struct city *city, const struct fleet *fleet,
                            const struct rules *rules, int n_networks,
                            struct network *const networks[], struct error *err);
void requirement_free(struct requirements *r); /* NULL is fine */

/* The state in a year: the last network that was made for it or for an earlier one. Borrowed.
 */
const struct network *requirement_network(int year_index, int n,
                                          struct network *const networks[]);

/* A row; of all rules together with rule -1 and the kind. district: -1 unless the scope is a
 * district. NULL where the rule does not hold there. */
const struct requirement *requirement_find(const struct requirements *r, int year_index,
                                           int rule, enum rule_kind kind,
                                           enum requirement_scope scope, int district);

#endif
