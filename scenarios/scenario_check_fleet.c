/* scenario_check_fleet.c - what the settings of a class of vehicles say together; see
 * scenario_draft.h */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "scenarios/scenario_draft.h"

struct need {
    const char *key;
    bool has;
};

static void check_needs(struct draft *d, const char *id, const char *curve, int n,
                        const struct need needs[])
{
    for (int k = 0; k < n; k++) {
        char path[256];

        snprintf(path, sizeof path, "fleet.%.120s.%s", id, needs[k].key);
        if (!needs[k].has && !scenario_check_given(d, path))
            scenario_check_problem(d, path, "the setting is missing; curve: %s needs it",
                                   curve);
    }
}

static void check_bass(struct draft *d, const struct fleet_class *c)
{
    const struct need needs[] = {{"market", !isnan(c->market)},
                                 {"innovation", !isnan(c->innovation)},
                                 {"imitation", !isnan(c->imitation)},
                                 {"launch_year", !isnan(c->launch_year)}};
    char path[256];

    snprintf(path, sizeof path, "fleet.%.120s.points", c->id);
    if (c->points.n > 0 || scenario_check_given(d, path))
        return; /* what is not given is fitted to them */
    for (int k = 0; k < 4; k++)
        if (needs[k].has) {
            check_needs(d, c->id, "bass without points", 4, needs);
            return;
        }
    scenario_check_problem(
        d, path,
        "the setting is missing; curve: bass needs points to fit, or market, "
        "innovation, imitation and launch_year");
}

static void check_share(struct draft *d, const struct fleet_class *c)
{
    const struct need needs[] = {
        {"of", c->of.n > 0}, {"part", !isnan(c->part)}, {"whole", !isnan(c->whole)}};
    char path[256], part[TEXT_NUMBER_ROOM], whole[TEXT_NUMBER_ROOM];

    check_needs(d, c->id, "share", 3, needs);
    if (!(c->part > c->whole)) return; /* false where one is not set */
    text_put_number(part, c->part);
    text_put_number(whole, c->whole);
    snprintf(path, sizeof path, "fleet.%.120s.part", c->id);
    scenario_check_problem(
        d, path, "the part, %s, is above the whole, %s, that it is a part of", part, whole);
}

static void check_logistic(struct draft *d, const struct fleet_class *c)
{
    const struct need needs[] = {{"market", !isnan(c->market)},
                                 {"growth_rate", !isnan(c->growth_rate)},
                                 {"midpoint_year", !isnan(c->midpoint_year)}};
    char path[256];

    snprintf(path, sizeof path, "fleet.%.120s.points", c->id);
    if (c->points.n > 0 || scenario_check_given(d, path)) return;
    check_needs(d, c->id, "logistic without points", 3, needs);
}

/* ---- survival ---- */

/* Ages from 0, rising; shares from 1, never rising. */
static void check_survival_table(struct draft *d, const struct fleet_class *c)
{
    const struct numbers *age = &c->survival_age, *alive = &c->survival_alive;
    bool sound = age->n == alive->n && age->n > 1 && age->value[0] == 0 && alive->value[0] == 1;
    char path[256];

    if (age->n == 0 && alive->n == 0) return;
    snprintf(path, sizeof path, "fleet.%.120s.survival.%s", c->id,
             age->n > 0 ? "age" : "alive");
    for (int k = 1; k < age->n && sound; k++)
        sound = age->value[k] > age->value[k - 1] && alive->value[k] <= alive->value[k - 1];
    if (!sound)
        scenario_check_problem(d, path,
                               "a table of survival needs as many ages, rising from 0, as "
                               "shares alive, falling from 1; there are %d and %d",
                               age->n, alive->n);
}

static int survivals(const struct fleet_class *c)
{
    return !isnan(c->survival_mean) + !isnan(c->survival_median) + !isnan(c->survival_scale) +
           (c->survival_age.n > 0);
}

static void check_survival(struct draft *d, const struct fleet_class *c)
{
    char path[256];

    check_survival_table(d, c);
    snprintf(path, sizeof path, "fleet.%.120s.survival", c->id);
    if (survivals(c) > 1)
        scenario_check_problem(d, path,
                               "one of mean_years, median_years, scale_years and a table says "
                               "how long vehicles live; %d do",
                               survivals(c));
    if (survivals(c) == 0 && (c->sold_kwh_per_km.n > 0 || c->battery_kwh.n > 0))
        scenario_check_problem(d, path,
                               "the setting is missing; %s by sales year needs mean_years, "
                               "median_years, scale_years or a table",
                               c->battery_kwh.n > 0 ? "battery.kwh" : "sold_kwh_per_km");
}

static void check_cohorts(struct draft *d, const struct fleet_class *c)
{
    const struct need needs[] = {{"registrations", c->registrations.n > 0},
                                 {"registered_ev_share", c->registered_ev_share.n > 0}};
    char path[256];

    check_needs(d, c->id, "cohorts", 2, needs);
    snprintf(path, sizeof path, "fleet.%.120s.survival.mean_years", c->id);
    if (survivals(c) == 0 && !scenario_check_given(d, path))
        scenario_check_problem(d, path,
                               "the setting is missing; curve: cohorts needs it, or "
                               "median_years, scale_years or a table of age and alive");
    snprintf(path, sizeof path, "fleet.%.120s.ev_stock_before", c->id);
    if (c->ev_stock_before > c->stock_before)
        scenario_check_problem(d, path, "%.10g EVs are more than all vehicles, %.10g",
                               c->ev_stock_before, c->stock_before);
}

/* ---- visitors ---- */

static void check_visitors(struct draft *d, const struct fleet_class *c)
{
    const struct need points[] = {{"points", c->points.n > 0}};
    const struct need share[] = {{"visitors.share", c->visitors_share.n > 0}};
    const struct fleet_class *of = NULL;
    char path[256];

    if (c->visitors_of == NULL) {
        check_needs(d, c->id, "visitors without visitors.of", 1, points);
        return;
    }
    check_needs(d, c->id, "visitors with visitors.of", 1, share);
    for (int k = 0; k < d->s->n_classes; k++)
        if (strcmp(d->s->fleet[k].id, c->visitors_of) == 0) of = &d->s->fleet[k];
    snprintf(path, sizeof path, "fleet.%.120s.visitors.of", c->id);
    if (of == NULL)
        scenario_check_problem(d, path, "'%.100s' is not one of the classes of the fleet",
                               c->visitors_of);
    else if (of->curve == CURVE_VISITORS)
        scenario_check_problem(d, path,
                               "%.100s are visitors themselves; name a class that is "
                               "registered here",
                               c->visitors_of);
}

static void check_curve(struct draft *d, const struct fleet_class *c)
{
    const struct need points[] = {{"points", c->points.n > 0}};
    const struct need penetration[] = {{"population", c->population.n > 0},
                                       {"cars_per_1000", c->cars_per_1000.n > 0},
                                       {"ev_share", c->ev_share.n > 0}};
    const struct need table[] = {{"table", c->table != NULL}};

    if (c->curve == CURVE_POINTS) check_needs(d, c->id, "points", 1, points);
    if (c->curve == CURVE_PENETRATION) check_needs(d, c->id, "penetration", 3, penetration);
    if (c->curve == CURVE_BASS) check_bass(d, c);
    if (c->curve == CURVE_LOGISTIC) check_logistic(d, c);
    if (c->curve == CURVE_SHARE) check_share(d, c);
    if (c->curve == CURVE_COHORTS) check_cohorts(d, c);
    if (c->curve == CURVE_TABLE) check_needs(d, c->id, "table", 1, table);
    if (c->curve == CURVE_VISITORS) check_visitors(d, c);
}

void scenario_check_fleet(struct draft *d)
{
    if (d->s->n_classes == 0 && !scenario_check_given(d, "fleet"))
        scenario_check_problem(d, "fleet", "at least one vehicle class is needed");
    for (int k = 0; k < d->s->n_classes; k++) {
        const struct fleet_class *c = &d->s->fleet[k];

        check_curve(d, c);
        check_survival(d, c);
    }
}
