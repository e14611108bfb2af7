/* rules_ready.c - bays of new buildings that are built or prepared; see rules.h. */
#include <math.h>

#include "model/rules_judge.h"

/* Over the types of building of a rule. */
static struct parking_count sum_of(const struct judge *j, const struct rule_request *rule,
                                   int year_index, int district)
{
    struct parking_count sum = {.bays = 0};

    for (int k = 0; k < rule->buildings.n; k++) {
        int type = scenario_building(j->s, rule->buildings.text[k]);
        struct parking_count c =
            parking_sum(j->parking, j->city, year_index, type, district, true);

        sum.bays += c.bays;
        sum.built += c.built;
        sum.prepared += c.prepared;
    }
    return sum;
}

static double share_of(const struct parking_count *c)
{
    return (double)(c->built + c->prepared) / c->bays;
}

/* A district with fewer ready bays than its own share of whole bays misses the target: what a
 * row lacks by rounding, another has. */
void rules_ready(struct judge *j, const struct rule_request *rule, int year_index,
                 struct rule_result *r)
{
    struct parking_count all;

    if (j->parking == NULL) return;
    all = sum_of(j, rule, year_index, -1);
    if (all.bays == 0) return;
    r->bays = all.bays;
    r->ready_bays = all.built + all.prepared;
    r->achieved = share_of(&all);
    r->shortfall = fabs(r->target - r->achieved);
    rules_conclude(r);
    for (int d = 0; d < j->city->n_districts && j->city->n_districts > 1; d++) {
        struct parking_count here = sum_of(j, rule, year_index, d);
        double value;

        if (here.bays == 0) continue;
        value = share_of(&here);
        if (here.built + here.prepared + 1 <= r->target * here.bays)
            rules_note(j, r, PLACE_DISTRICT, d, value);
        if (r->worst_district >= 0 && value >= r->worst_value) continue;
        r->worst_district = d;
        r->worst_value = value;
    }
}
