/* bridge.h - the ratio of the plans and the energy of the fleet side by side.
 *
 * A plan says so many EVs for each public charger; the energy view says what each charger then
 * has to deliver. Of V vehicles that draw E kWh a day from public chargers, at r EVs for each
 * charger of P kW:
 *
 *   kWh per charger and day   E r / V                                             (1)
 *   use of the rated power    E r / (V P 24 h)                                    (2)
 *   public kW per EV          P / r                                               (3)
 *
 * The plans do not say who is counted, so three readings stand beside each other; in each the
 * energy is that of the vehicles counted, and every class is also shown alone, as if all
 * vehicles were like it. Visitors are counted in none: they are no part of the area's stock. */
#ifndef CHARGEPLAN_MODEL_DEMAND_BRIDGE_H
#define CHARGEPLAN_MODEL_DEMAND_BRIDGE_H

#include "model/rules.h"

/* Who is counted. */
enum bridge_count {
    BRIDGE_ALL,      /* battery cars and plug-in hybrids of all classes */
    BRIDGE_BEV,      /* battery cars alone */
    BRIDGE_NO_DEPOT, /* classes to which depots give at most half of their energy in the year */
    N_BRIDGE_COUNTS
};

/* Rated power of the slow charger that plans think of, kW: one phase, 220 V x 32 A. Assumed:
 * the plans count chargers and do not say their power. */
#define BRIDGE_SLOW_KW 7.0

/* Where a ratio comes from. */
enum bridge_source { BRIDGE_RULE, BRIDGE_CATALOGUE, BRIDGE_REACHED, N_BRIDGE_SOURCES };
enum { BRIDGE_RATIOS = 16 };
struct bridge_ratio {
    enum bridge_source source;
    const struct fact *fact; /* borrowed; NULL: an own rule, or what is reached */
    double ev_per_charger;   /* NAN: what is reached, another one in each row */
};

/* Figures of who is counted, or of one class of them, at one ratio in one year; NAN where there
 * is none. */
struct bridge_row {
    int year_index;
    enum bridge_count count;
    int class_index; /* -1: all who are counted */
    int ratio;       /* index into bridge->ratio */
    double vehicles;
    double kwh;       /* a day from public chargers, at the outlet */
    double kwh_share; /* of all public energy of the year */
    double ev_per_charger;
    double chargers; /* that the ratio asks for, not rounded */
    double kwh_per_charger;
    double use_slow, use_mix;             /* (2) with 7 kW; with the mean of what stands */
    double kw_per_ev_slow, kw_per_ev_mix; /* (3) */
};

struct bridge {
    int n_ratios;
    struct bridge_ratio ratio[BRIDGE_RATIOS]; /* those of the rules by rule, each figure once;
                                                 of the plans where no rule has one; last what
                                                 is reached, where sites are told of */
    int n_rows;
    struct bridge_row *row; /* owned, by year, count, class (all first), ratio */
    double *mix_kw;         /* owned [n_years] mean kW of a public charger then; NAN: none */
};

/* What stands in a year is the latest network until then. Own it: bridge_free(*out). Errors:
 * ERR_NOMEM. */
enum err bridge_create(struct bridge **out, const struct scenario *s, const struct city *city,
                       const struct fleet *fleet, const struct demand *demand,
                       const struct plans *plans, const struct rules *rules, int n_networks,
                       struct network *const networks[], struct error *err);
void bridge_free(struct bridge *b); /* NULL is fine */

/* Is the class counted, and does it have a row of its own? */
bool bridge_counts(const struct fleet *fleet, const struct demand *demand,
                   enum bridge_count count, int class_index, int year_index);

/* The row, or NULL; class_index -1: all who are counted. */
const struct bridge_row *bridge_find(const struct bridge *b, int year_index,
                                     enum bridge_count count, int class_index, int ratio);

#endif
