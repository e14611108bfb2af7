/* rules_ratio.c - the rules that set public supply beside all EVs; see rules.h. */
#include <math.h>

#include "model/rules_judge.h"

/* Public supply of one network in one district, -1 for all, in the rule's own count. */
static double supply_of(const struct judge *j, const struct network *n, enum rule_kind kind,
                        int district)
{
    double sum = 0;

    for (int i = 0; i < n->n_sites; i++) {
        struct site_count c;

        if (!rules_counts(j, n, i)) continue;
        if (district >= 0 && j->city->district[j->site_zone[i]] != district) continue;
        c = network_count(j->s, n, i);
        if (kind == RULE_EV_PER_CHARGER)
            sum += c.chargers;
        else if (kind == RULE_EV_PER_STATION)
            sum += network_is_station(j->s, n, i);
        else
            sum += c.kw;
    }
    return sum;
}

/* Vehicles per charger or station, or kW per vehicle; INFINITY or 0 without supply. */
static double per(enum rule_kind kind, double vehicles, double supply)
{
    if (kind == RULE_KW_PER_EV) return supply / vehicles;
    return supply > 0 ? vehicles / supply : INFINITY;
}

double rules_needed(double vehicles, double target, bool strict)
{
    if (strict) return floor(vehicles / target) + 1;
    return ceil(vehicles / target * (1 - 1e-9));
}

/* The three rules that set public supply beside all EVs. A district's EVs are its share of the
 * night weight; with a single district there is no worst one. */
void rules_ratio(struct judge *j, const struct network *n, struct rule_result *r)
{
    double all = fleet_total(j->fleet, n->year_index), vehicles = all * j->share;
    double supply = supply_of(j, n, r->kind, -1);

    if (vehicles <= 0) return;
    r->achieved = per(r->kind, vehicles, supply);
    r->shortfall = r->at_least ? fmax(0, r->target * vehicles - supply)
                               : fmax(0, rules_needed(vehicles, r->target, r->strict) - supply);
    rules_conclude(r);
    for (int d = 0; d < j->city->n_districts && j->city->n_districts > 1; d++) {
        double there = all * j->district_share[d], value;

        if (there <= 0) continue;
        value = per(r->kind, there, supply_of(j, n, r->kind, d));
        if (!rules_meets(r, value)) rules_note(j, r, PLACE_DISTRICT, d, value);
        if (r->worst_district >= 0 &&
            (r->at_least ? value >= r->worst_value : value <= r->worst_value))
            continue;
        r->worst_district = d;
        r->worst_value = value;
    }
}
