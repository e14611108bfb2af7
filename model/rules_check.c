/* rules_check.c - can every rule of a scenario be judged? See rules.h. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "model/rules.h"
#include "scenarios/plans_quantity.h"
#include "scenarios/text.h"

/* Can it be a rule of a city's plan at all? Says why not. */
static bool may_be_rule(const struct scenario *s, const struct fact *fact, const char *path,
                        struct problems *problems)
{
    const struct quantity *quantity = plans_quantity(fact->quantity);

    if (quantity != NULL && quantity->use == QUANTITY_NEVER)
        scenario_problem(s, problems, path,
                         "%s (%s) cannot be judged as a rule: %s; `chargeplan plans --rules` "
                         "lists those that can be",
                         fact->id, fact->quantity, quantity->no_rule);
    else if (!plans_is_target(fact))
        scenario_problem(
            s, problems, path,
            "%s cannot be judged as a rule: it says what %s, not what is to be reached",
            fact->id, relation_name(fact->relation));
    else if (quantity != NULL && quantity->use == QUANTITY_MODEL &&
             fact->relation != REL_REACH && fact->relation != REL_AIMS_AT &&
             quantity->at_least != plans_at_least(fact))
        scenario_problem(
            s, problems, path,
            "%s cannot be judged as a rule: its relation is '%s', but %s is better "
            "the %s it is",
            fact->id, relation_name(fact->relation), fact->quantity,
            quantity->at_least ? "higher" : "lower");
    else if (fact->value <= 0 && plans_rule_kind(fact) >= 0)
        scenario_problem(s, problems, path,
                         "%s cannot be judged as a rule: its value is 0, and %s is above 0",
                         fact->id, fact->quantity);
    else if (fact->value > 0 && fact->value < RULES_TARGET_LEAST)
        scenario_problem(s, problems, path,
                         "%s cannot be judged as a rule: its value %g is above 0 but below %g",
                         fact->id, fact->value, RULES_TARGET_LEAST);
    else
        return true;
    return false;
}

/* A figure that the planner gives goes with a fact that the model does not measure, and with
 * its source. */
static void check_declared(const struct scenario *s, int rule, const struct fact *fact,
                           const char *path, struct problems *problems)
{
    const struct rule_request *r = &s->rule[rule];
    bool given = r->achieved.n > 0;
    char inner[64];

    snprintf(inner, sizeof(inner), "%s.%s", path, given ? "achieved" : "source");
    if (fact != NULL && plans_rule_kind(fact) < 0) {
        if (given && (r->source == NULL || r->source[0] == '\0'))
            scenario_problem(s, problems, inner,
                             "the figure needs its source: add source, such as \"survey of car "
                             "parks, 2024\"");
        else if (given && strcmp(fact->unit, "share") == 0 &&
                 r->achieved.value[r->achieved.n - 1] > 1)
            scenario_problem(s, problems, inner, "%g is outside 0 to 1: %s is a share",
                             r->achieved.value[r->achieved.n - 1], fact->id);
        else if (!given && r->source != NULL)
            scenario_problem(s, problems, inner,
                             "there is no figure that the source is of: add achieved, or "
                             "leave source out");
        if (r->where != NULL) {
            snprintf(inner, sizeof(inner), "%s.where", path);
            scenario_problem(s, problems, inner,
                             "%s is judged by the figure given, not by zones; leave where out",
                             fact->id);
        }
    } else if (given || r->source != NULL) {
        scenario_problem(s, problems, inner,
                         "the model works this rule out itself; leave %s out",
                         given ? "achieved" : "source");
    }
}

/* Types of building go with a fact of bays, instead of a figure. */
static void check_buildings(const struct scenario *s, int rule, const struct fact *fact,
                            const char *path, struct problems *problems)
{
    const struct rule_request *r = &s->rule[rule];
    const char *ids[256], *guess;
    char inner[64];
    int n = 0;

    snprintf(inner, sizeof(inner), "%s.buildings", path);
    if (r->buildings.n == 0) return;
    if (fact == NULL || strcmp(fact->quantity, "charging_ready_share") != 0) {
        scenario_problem(s, problems, inner,
                         "only facts of quantity charging_ready_share are measured on "
                         "buildings, such as G15-RULE-RES and G15-RULE-PUB; leave buildings "
                         "out");
        return;
    }
    if (r->achieved.n > 0)
        scenario_problem(s, problems, inner,
                         "the rule is measured on these buildings; leave achieved and source "
                         "out, or buildings");
    for (int k = 0; k < s->n_buildings && n < 256; k++)
        ids[n++] = s->building[k].id;
    for (int k = 0; k < r->buildings.n; k++) {
        if (scenario_building(s, r->buildings.text[k]) >= 0) continue;
        guess = text_nearest(r->buildings.text[k], n, ids);
        scenario_problem(s, problems, inner, "'%s' is no type of `building`%s%s%s",
                         r->buildings.text[k], guess != NULL ? "; did you mean " : "",
                         guess != NULL ? guess : "", guess != NULL ? "?" : "");
    }
}

static void check_fact(const struct scenario *s, const struct plans *plans, int rule,
                       const char *path, struct problems *problems)
{
    const char *id = s->rule[rule].fact;
    const struct fact *fact = plans_find(plans, id);
    const char *near;

    if (fact != NULL) {
        if (!may_be_rule(s, fact, path, problems)) return;
        check_buildings(s, rule, fact, path, problems);
        check_declared(s, rule, fact, path, problems);
        return;
    }
    if (plans->incomplete) return; /* it may stand where a mistake is told */
    near = plans_nearest(plans, id);
    if (near != NULL)
        scenario_problem(s, problems, path,
                         "there is no plan fact \"%s\"; did you mean %s? `chargeplan plans` "
                         "lists them",
                         id, near);
    else
        scenario_problem(s, problems, path,
                         "there is no plan fact \"%s\"; `chargeplan plans` lists them", id);
}

/* A figure that is wrong where it stands is there; that it is wrong is said already. */
static bool has_figure(const struct scenario *s, const struct rule_request *rule,
                       const struct problems *problems)
{
    if (!isnan(rule->target)) return true;
    if (rule->rule == RULE_CORE_RADIUS)
        return !isnan(s->access.rule_radius_core_km) ||
               problems_about(problems, "access.rule_radius_km");
    return rule->rule == RULE_BUDGET &&
           (s->placement.budget.n > 0 || problems_about(problems, "placement.budget"));
}

static void check_own(const struct scenario *s, int rule, const char *path,
                      struct problems *problems)
{
    static const struct {
        const char *name, *target;
    } words[N_RULE_KINDS] = {
        [RULE_CORE_RADIUS] = {"core_radius", "km, or access.rule_radius_km.core"},
        [RULE_EV_PER_CHARGER] = {"ev_per_charger", "vehicles per public charger, such as 1:7"},
        [RULE_EV_PER_STATION] = {"ev_per_station", "vehicles per public station, such as 2000"},
        [RULE_WAIT] = {"wait", "the share of drivers, such as 0.10"},
        [RULE_KW_PER_EV] = {"kw_per_ev", "kW per vehicle"},
        [RULE_BUDGET] = {"budget", "money, or placement.budget"}};
    const struct rule_request *r = &s->rule[rule];
    bool zero_fine = r->rule == RULE_WAIT || r->rule == RULE_BUDGET;

    if (r->rule == RULE_BUDGET && r->where != NULL)
        scenario_problem(s, problems, path,
                         "the rule budget looks at the money of the whole plan; leave where "
                         "out");
    else if (!has_figure(s, r, problems))
        scenario_problem(s, problems, path, "the rule %s needs a target: %s",
                         words[r->rule].name, words[r->rule].target);
    else if (r->target < 0 || (r->target <= 0 && !zero_fine))
        scenario_problem(s, problems, path, "the target of the rule %s has to be above 0",
                         words[r->rule].name);
    else if (r->target > 0 && r->target < RULES_TARGET_LEAST)
        scenario_problem(s, problems, path,
                         "the target %g of the rule %s is above 0 but below %g", r->target,
                         words[r->rule].name, RULES_TARGET_LEAST);
    else if (r->rule == RULE_WAIT && r->target > 1)
        scenario_problem(
            s, problems, path,
            "the target %g of the rule wait is outside 0 to 1: it is a share of drivers",
            r->target);
}

/* Is the class one that zones have? Each class stands once in the list that it is compared
 * with. */
static void check_where(const struct scenario *s, const struct city *city, int rule,
                        struct problems *problems)
{
    const char *where = s->rule[rule].where, *class_name[64] = {NULL}, *guess;
    struct text known = {0};
    char path[32];
    int n = 0;

    for (int z = 0; z < city->n_zones; z++) {
        bool new_class = city->zone_class[z][0] != '\0' && n < 64;

        if (strcmp(city->zone_class[z], where) == 0) goto done;
        for (int k = 0; k < n && new_class; k++)
            new_class = strcmp(class_name[k], city->zone_class[z]) != 0;
        if (!new_class) continue;
        text_addf(&known, "%s%s", n > 0 ? ", " : "", city->zone_class[z]);
        class_name[n++] = city->zone_class[z];
    }
    guess = text_nearest(where, n, class_name);
    snprintf(path, sizeof(path), "rules[%d].where", rule + 1);
    if (n == 0)
        scenario_problem(s, problems, path,
                         "'%s' is the class of no zone: zones.class names no column, or its "
                         "cells are empty",
                         where);
    else if (!known.nomem)
        scenario_problem(s, problems, path, "'%s' is the class of no zone (%s)%s%s%s", where,
                         known.data, guess != NULL ? "; did you mean " : "",
                         guess != NULL ? guess : "", guess != NULL ? "?" : "");
done:
    text_clear(&known);
}

void rules_check_where(const struct scenario *s, const struct city *city,
                       struct problems *problems)
{
    for (int k = 0; k < s->n_rules; k++) {
        char path[32];

        snprintf(path, sizeof(path), "rules[%d].where", k + 1);
        if (s->rule[k].where != NULL && !problems_about(problems, path))
            check_where(s, city, k, problems);
    }
}

void rules_check(const struct scenario *s, const struct plans *plans, struct problems *problems)
{
    for (int k = 0; k < s->n_rules; k++) {
        char path[32];

        snprintf(path, sizeof(path), "rules[%d]", k + 1);
        if (problems_about(problems, path)) continue; /* it could not be read */
        if (s->rule[k].fact != NULL)
            check_fact(s, plans, k, path, problems);
        else {
            check_own(s, k, path, problems);
            check_buildings(s, k, NULL, path, problems);
            check_declared(s, k, NULL, path, problems);
        }
    }
}
