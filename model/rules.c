/* rules.c - the plan's rules, judged for every state of the network; see rules.h. */
#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "model/nearest.h"
#include "model/rules_judge.h"

bool rules_hold(const struct rule_request *rule, const struct city *city, int zone)
{
    return rule->where == NULL || strcmp(rule->where, city->zone_class[zone]) == 0;
}

static void judge_clear(struct judge *j)
{
    free(j->site_zone);
    free(j->possible_m);
    free(j->holds);
    free(j->district_share);
}

bool rules_may_serve(const struct judge *j, int site)
{
    return j->city->site[site].status != SITE_FORBIDDEN && network_serves_public(j->city, site);
}

/* How far every zone is from the nearest public site that stands or may be built. */
static enum err fill_possible(struct judge *j, struct error *err)
{
    struct points zones = city_zones(j->city), sites = city_sites(j->city);
    struct nearest *nearest = NULL;
    bool *take = calloc((size_t)j->city->n_sites + 1, sizeof(bool));
    enum err code;

    if (take == NULL) return error_nomem(err, "the rules");
    for (int i = 0; i < j->city->n_sites; i++)
        take[i] = rules_may_serve(j, i);
    code = nearest_create(&nearest, &sites, take, err);
    for (int z = 0; z < j->city->n_zones && code == ERR_OK; z++)
        nearest_find(nearest, &zones, z, &j->possible_m[z]);
    nearest_free(nearest);
    free(take);
    return code;
}

static enum err judge_create(struct judge *j, struct error *err)
{
    const struct city *city = j->city;

    j->site_zone = malloc(((size_t)city->n_sites + 1) * sizeof(int));
    j->possible_m = malloc(((size_t)city->n_zones + 1) * sizeof(double));
    j->holds = calloc((size_t)city->n_zones + 1, sizeof(bool));
    j->district_share = calloc((size_t)city->n_districts + 1, sizeof(double));
    if (j->site_zone == NULL || j->possible_m == NULL || j->holds == NULL ||
        j->district_share == NULL)
        return error_nomem(err, "the rules");
    TRY(network_site_zones(city, j->site_zone, err));
    return fill_possible(j, err);
}

/* Where the next rule holds, and what part of the vehicles is there. */
static void look_at(struct judge *j, const struct rule_request *rule)
{
    const struct city *city = j->city;
    double sum = 0;

    j->share = 0;
    memset(j->district_share, 0, (size_t)city->n_districts * sizeof(double));
    for (int z = 0; z < city->n_zones; z++)
        sum += city->weight[NIGHT][z];
    for (int z = 0; z < city->n_zones; z++) {
        j->holds[z] = rules_hold(rule, city, z);
        if (!j->holds[z]) continue;
        j->share += city->weight[NIGHT][z] / sum;
        j->district_share[city->district[z]] += city->weight[NIGHT][z] / sum;
    }
    if (rule->where == NULL) j->share = 1; /* not a sum that rounds */
}

bool rules_meets(const struct rule_result *r, double figure)
{
    double slack = r->strict ? 0 : 1e-9 * fabs(r->target);

    if (isnan(figure)) return false;
    if (r->at_least) return r->strict ? figure > r->target : figure >= r->target - slack;
    return r->strict ? figure < r->target : figure <= r->target + slack;
}

void rules_conclude(struct rule_result *r)
{
    bool met = rules_meets(r, r->achieved);

    r->outcome = met ? RULE_MET : RULE_NOT_MET;
    if (met) r->shortfall = 0;
}

void rules_note(struct judge *j, struct rule_result *r, enum place_kind kind, int index,
                double value)
{
    struct rules *rules = j->rules;
    int room = 64;

    while (room < rules->n_places)
        room *= 2;
    if (rules->place == NULL || rules->n_places == room) { /* doubles where it is full */
        size_t size = (size_t)room * (rules->place == NULL ? 1 : 2) * sizeof *rules->place;
        struct rule_place *more = realloc(rules->place, size);

        j->nomem = j->nomem || more == NULL;
        if (more == NULL) return;
        rules->place = more;
    }
    if (r->n_places++ == 0) r->first_place = rules->n_places;
    rules->place[rules->n_places++] =
        (struct rule_place){(int)(r - rules->result), kind, index, value};
}

bool rules_counts(const struct judge *j, const struct network *n, int site)
{
    return n->open[site] && network_serves_public(j->city, site) &&
           j->holds[j->site_zone[site]];
}

static void judge_budget(double spent, struct rule_result *r)
{
    if (isnan(r->target) || isinf(r->target) || r->network == 0) return;
    r->achieved = spent;
    r->shortfall = fmax(0, spent - r->target);
    rules_conclude(r);
}

/* What the planner says was reached, of what the model does not measure: for that year, or for
 * all where it is a single figure. */
static void judge_declared(const struct rule_request *rule, struct rule_result *r)
{
    for (int k = 0; k < rule->achieved.n; k++)
        if (rule->achieved.year[k] == 0 || rule->achieved.year[k] == r->year)
            r->achieved = rule->achieved.value[k];
    if (isnan(r->achieved)) return;
    r->shortfall = fabs(r->target - r->achieved);
    rules_conclude(r);
}

/* What is asked: by the fact where one is named, else by the rule's own figures. */
static void fill_question(struct rule_result *r, const struct judge *j,
                          const struct rule_request *rule, const struct plans *plans)
{
    if (rule->fact != NULL) {
        r->fact = plans_find(plans, rule->fact);
        assert(r->fact != NULL); /* rules_check() stands before every run */
        r->kind = plans_rule_kind(r->fact) < 0 ? RULE_DECLARED
                                               : (enum rule_kind)plans_rule_kind(r->fact);
        /* "reach" says nothing of the side; that of what the model counts is known */
        r->at_least =
            r->kind == RULE_DECLARED ? plans_at_least(r->fact) : r->kind == RULE_KW_PER_EV;
        r->measured = rule->buildings.n > 0;
        r->strength = r->fact->strength;
        r->target = r->fact->value;
        r->strict = plans_strict(r->fact);
        r->ended = r->fact->valid_to > 0 && r->fact->valid_to < r->year;
        return;
    }
    r->kind = (enum rule_kind)rule->rule;
    r->at_least = r->kind == RULE_KW_PER_EV;
    r->strength = (enum strength)rule->strength;
    r->target = rule->target;
    if (r->kind != RULE_CORE_RADIUS) return;
    r->strict = j->s->access.rule_strict;
    if (isnan(r->target)) r->target = j->s->access.rule_radius_core_km;
}

static void judge_one(struct rule_result *r, struct judge *j, const struct network *n,
                      const struct rule_request *rule, double spent, double budget)
{
    if (j->city->n_sites == 0 && r->kind != RULE_DECLARED) return; /* what stands is not told */
    switch (r->kind) {
    case RULE_CORE_RADIUS:
        rules_core(j, n, r);
        break;
    case RULE_EV_PER_CHARGER:
    case RULE_EV_PER_STATION:
    case RULE_KW_PER_EV:
        rules_ratio(j, n, r);
        break;
    case RULE_WAIT:
        rules_wait(j, n, rule->over_min, r);
        break;
    case RULE_BUDGET:
        if (isnan(r->target)) r->target = budget;
        judge_budget(spent, r);
        break;
    case RULE_DECLARED:
        if (r->measured)
            rules_ready(j, rule, n->year_index, r);
        else
            judge_declared(rule, r);
        break;
    case N_RULE_KINDS:
        assert(false);
    }
}

enum err rules_judge(struct rules **out, const struct scenario *s, const struct city *city,
                     const struct fleet *fleet, const struct plans *plans,
                     const struct parking *parking, const struct reach *reach_rule,
                     int n_networks, struct network *const networks[],
                     const double money_spent[], const double budget[], struct error *err)
{
    struct rules *rules = calloc(1, sizeof(*rules));
    struct judge j = {.s = s,
                      .city = city,
                      .fleet = fleet,
                      .parking = parking,
                      .reach_rule = reach_rule,
                      .rules = rules};
    size_t n = (size_t)n_networks * (size_t)s->n_rules + 1;
    enum err code = ERR_OK;

    if (rules == NULL) return error_nomem(err, "the rules");
    rules->result = calloc(n, sizeof(*rules->result));
    code = rules->result == NULL ? error_nomem(err, "the rules") : judge_create(&j, err);
    for (int k = 0; k < n_networks && code == ERR_OK; k++) {
        for (int q = 0; q < s->n_rules; q++) {
            struct rule_result *r = &rules->result[rules->n++];

            *r = (struct rule_result){.rule = q,
                                      .network = k,
                                      .year = s->study.years.year[networks[k]->year_index],
                                      .achieved = NAN,
                                      .outcome = RULE_NOTHING_TO_JUDGE,
                                      .worst_zone = -1,
                                      .worst_site = -1,
                                      .worst_district = -1,
                                      .worst_value = NAN,
                                      .core_mean_radius_km = NAN,
                                      .core_area_share = NAN,
                                      .core_demand_share = NAN};
            fill_question(r, &j, &s->rule[q], plans);
            look_at(&j, &s->rule[q]);
            judge_one(r, &j, networks[k], &s->rule[q], money_spent[k], budget[k]);
        }
    }
    judge_clear(&j);
    if (code == ERR_OK && j.nomem) code = error_nomem(err, "the rules");
    if (code != ERR_OK) {
        rules_free(rules);
        return code;
    }
    *out = rules;
    return ERR_OK;
}

void rules_free(struct rules *rules)
{
    if (rules == NULL) return;
    free(rules->result);
    free(rules->place);
    free(rules);
}
