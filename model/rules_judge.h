/* rules_judge.h - what the judges of the rules share; see rules.h.
 *
 *   rules.c        which rule, of which state; rules without places
 *   rules_core.c   the service radius in the urban core
 *   rules_ratio.c  public supply beside EVs, whole and by district
 *   rules_wait.c   who waits at which station
 *   rules_ready.c  bays of new buildings that are ready for chargers */
#ifndef CHARGEPLAN_MODEL_RULES_JUDGE_H
#define CHARGEPLAN_MODEL_RULES_JUDGE_H

#include "model/rules.h"

/* What all rules look at. */
struct judge {
    const struct scenario *s;
    const struct city *city;
    const struct fleet *fleet;
    const struct parking *parking;  /* may be NULL */
    const struct reach *reach_rule; /* may be NULL */
    int *site_zone;                 /* owned [n_sites] zone nearest to the site */
    double *possible_m; /* owned [n_zones] straight line to the nearest site that may stand */
    /* of the rule that is looked at */
    bool *holds;            /* owned [n_zones] zones of its class; all where it names none */
    double share;           /* of the night weight, and so of the EVs, in those zones */
    double *district_share; /* owned [n_districts] the same by district */
    struct rules *rules;    /* borrowed: where places are noted */
    bool nomem;             /* a place could not be noted */
};

/* Does the site stand, serve the public and lie where the rule holds? */
bool rules_counts(const struct judge *j, const struct network *n, int site);
/* May the site ever cover a core zone: does it, or could it, serve the public? */
bool rules_may_serve(const struct judge *j, int site);
/* Is the figure good enough? Ratios and money get 1e-9 of slack for rounding, a strict rule
 * none; NAN is not. */
bool rules_meets(const struct rule_result *r, double figure);
/* Sets the outcome by the figure achieved. */
void rules_conclude(struct rule_result *r);
/* Notes a place whose own figure misses the target; all places of a result follow each other.
 */
void rules_note(struct judge *j, struct rule_result *r, enum place_kind kind, int index,
                double value);

void rules_core(struct judge *j, const struct network *n, struct rule_result *r);
void rules_ratio(struct judge *j, const struct network *n, struct rule_result *r);
/* Measures a fact of quantity charging_ready_share on the types of building of the rule. */
void rules_ready(struct judge *j, const struct rule_request *rule, int year_index,
                 struct rule_result *r);
void rules_wait(struct judge *j, const struct network *n, double over_min,
                struct rule_result *r);

#endif
