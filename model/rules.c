/* rules.c - the plan's rules, judged for every state of the network; see rules.h. */
#include "model/rules.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "model/nearest.h"

bool rules_hold(const struct rule_request *rule, const struct city *city, int zone)
{
    return rule->where == NULL || strcmp(rule->where, city->zone_class[zone]) == 0;
}

/* What all rules look at. */
struct judge {
    const struct scenario *s;
    const struct city *city;
    const struct fleet *fleet;
    const struct reach *reach_rule; /* may be NULL */
    int *site_zone;                 /* owned [n_sites] zone nearest to the site */
    double *possible_m; /* owned [n_zones] straight line to the nearest site that may stand */
    /* of the rule that is looked at */
    bool *holds;            /* owned [n_zones] zones of its class; all where it names none */
    double share;           /* of the night weight, and so of the EVs, in those zones */
    double *district_share; /* owned [n_districts] the same by district */
};

static void judge_clear(struct judge *j)
{
    free(j->site_zone);
    free(j->possible_m);
    free(j->holds);
    free(j->district_share);
}

/* May the site ever cover a core zone: does it, or could it, serve the public? */
static bool is_possible(const struct judge *j, int site)
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
        take[i] = is_possible(j, i);
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

/* Ratios and money get 1e-9 of slack for rounding; a strict rule gets none. */
static bool meets(double achieved, double target, bool at_least, bool strict)
{
    if (isnan(achieved)) return false;
    if (at_least) return strict ? achieved > target : achieved >= target * (1 - 1e-9);
    return strict ? achieved < target : achieved <= target * (1 + 1e-9);
}

static void conclude(struct rule_result *r, bool at_least)
{
    bool met = meets(r->achieved, r->target, at_least, r->strict);

    r->outcome = met ? RULE_MET : RULE_NOT_MET;
    if (met) r->shortfall = 0;
}

/* Area of the core and public sites in it, for the mean radius. */
static void core_readings(const struct judge *j, const struct network *n, double radius_m,
                          struct rule_result *r)
{
    const struct city *city = j->city;
    double area = 0, covered_area = 0, weight = 0, covered_weight = 0;
    int sites = 0;

    for (int z = 0; z < city->n_zones; z++) {
        double cell = city->cell_w_m[z] * city->cell_h_m[z];
        bool covered = r->strict ? n->rule_distance_m[z] < radius_m
                                 : n->rule_distance_m[z] <= radius_m + coverage_slack_m;

        if (!city->core[z] || !j->holds[z]) continue;
        area += cell; /* NAN without cell sizes, and so are the readings */
        covered_area += covered ? cell : 0;
        weight += city->weight[NIGHT][z];
        covered_weight += covered ? city->weight[NIGHT][z] : 0;
        r->shortfall += !covered;
    }
    for (int i = 0; i < city->n_sites; i++)
        sites += n->open[i] && network_serves_public(city, i) && city->core[j->site_zone[i]] &&
                 j->holds[j->site_zone[i]];
    r->core_mean_radius_km = sqrt(area / acos(-1.0) / sites) / 1000;
    r->core_area_share = isnan(area) ? NAN : covered_area / area;
    r->core_demand_share = weight > 0 ? covered_weight / weight : NAN;
}

/* Can no site that stands or may be built cover the zone? The reach of the placement answers
 * where it was made for the same radius. */
static bool unreachable(const struct judge *j, const struct rule_result *r, int zone)
{
    const struct reach *reach = j->reach_rule;
    double radius_m = r->target * 1000;

    if (reach != NULL && r->target == j->s->access.rule_radius_core_km &&
        r->strict == j->s->access.rule_strict) {
        for (int k = reach->row_start[zone]; k < reach->row_start[zone + 1]; k++)
            if (is_possible(j, reach->site[k])) return false;
        return true;
    }
    return r->strict ? j->possible_m[zone] >= radius_m
                     : j->possible_m[zone] > radius_m + coverage_slack_m;
}

static void judge_core(const struct judge *j, const struct network *n, struct rule_result *r)
{
    double radius_m = r->target * 1000, farthest = -1;

    for (int z = 0; z < j->city->n_zones; z++) {
        if (!j->city->core[z] || !j->holds[z]) continue;
        if (n->rule_distance_m[z] > farthest) {
            farthest = n->rule_distance_m[z];
            r->worst_zone = z;
        }
        r->core_unreachable += unreachable(j, r, z);
    }
    if (r->worst_zone < 0) return; /* no core */
    core_readings(j, n, radius_m, r);
    r->worst_district = j->city->district[r->worst_zone];
    r->achieved = r->worst_value = farthest / 1000;
    r->outcome = r->shortfall > 0 ? RULE_NOT_MET : RULE_MET;
}

/* Does the site stand, serve the public and lie where the rule holds? */
static bool counts(const struct judge *j, const struct network *n, int site)
{
    return n->open[site] && network_serves_public(j->city, site) &&
           j->holds[j->site_zone[site]];
}

/* Public supply of one network in one district, -1 for all, in the rule's own count. */
static double supply_of(const struct judge *j, const struct network *n, enum rule_kind kind,
                        int district)
{
    double sum = 0;

    for (int i = 0; i < n->n_sites; i++) {
        struct site_count c;

        if (!counts(j, n, i)) continue;
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
static double ratio(enum rule_kind kind, double vehicles, double supply)
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
static void judge_ratio(const struct judge *j, const struct network *n, struct rule_result *r)
{
    double all = fleet_total(j->fleet, n->year_index), vehicles = all * j->share;
    double supply = supply_of(j, n, r->kind, -1);
    bool at_least = r->kind == RULE_KW_PER_EV;

    if (vehicles <= 0) return;
    r->achieved = ratio(r->kind, vehicles, supply);
    r->shortfall = at_least ? fmax(0, r->target * vehicles - supply)
                            : fmax(0, rules_needed(vehicles, r->target, r->strict) - supply);
    conclude(r, at_least);
    for (int d = 0; d < j->city->n_districts && j->city->n_districts > 1; d++) {
        double there = all * j->district_share[d], value;

        if (there <= 0) continue;
        value = ratio(r->kind, there, supply_of(j, n, r->kind, d));
        if (r->worst_district >= 0 &&
            (at_least ? value >= r->worst_value : value <= r->worst_value))
            continue;
        r->worst_district = d;
        r->worst_value = value;
    }
}

/* Public sites with fast outlets whose users wait too long too often in the busiest hour. */
static void judge_wait(const struct judge *j, const struct network *n, double over_min,
                       struct rule_result *r)
{
    r->outcome = RULE_NOT_MET; /* nobody is served where nothing stands */
    for (int i = 0; i < n->n_sites; i++) {
        double p;

        if (!counts(j, n, i)) continue;
        p = sizing_p_wait_over(j->s, &n->n_chargers[i * n->n_kinds], n->load[FAST][i],
                               over_min);
        if (isnan(p)) continue;
        r->shortfall += !meets(p, r->target, false, r->strict);
        if (r->worst_site >= 0 && p <= r->worst_value) continue;
        r->worst_site = i;
        r->worst_value = p;
    }
    if (r->worst_site < 0) return;
    r->worst_district = j->city->district[j->site_zone[r->worst_site]];
    r->achieved = r->worst_value;
    r->outcome = r->shortfall > 0 ? RULE_NOT_MET : RULE_MET;
}

static void judge_budget(double spent, struct rule_result *r)
{
    if (isnan(r->target) || isinf(r->target) || r->network == 0) return;
    r->achieved = spent;
    r->shortfall = fmax(0, spent - r->target);
    conclude(r, false);
}

/* What is asked: by the fact where one is named, else by the rule's own figures. */
static void fill_question(struct rule_result *r, const struct judge *j,
                          const struct rule_request *rule, const struct plans *plans)
{
    if (rule->fact != NULL) {
        r->fact = plans_find(plans, rule->fact);
        assert(r->fact != NULL); /* rules_check() stands before every run */
        r->kind = (enum rule_kind)plans_rule_kind(r->fact);
        r->strength = r->fact->strength;
        r->target = r->fact->value;
        r->strict = plans_strict(r->fact);
        r->ended = r->fact->valid_to > 0 && r->fact->valid_to < r->year;
        return;
    }
    r->kind = (enum rule_kind)rule->rule;
    r->strength = (enum strength)rule->strength;
    r->target = rule->target;
    if (r->kind != RULE_CORE_RADIUS) return;
    r->strict = j->s->access.rule_strict;
    if (isnan(r->target)) r->target = j->s->access.rule_radius_core_km;
}

static void judge_one(struct rule_result *r, const struct judge *j, const struct network *n,
                      const struct rule_request *rule, double spent, double budget)
{
    if (j->city->n_sites == 0) return; /* what stands is not told */
    switch (r->kind) {
    case RULE_CORE_RADIUS:
        judge_core(j, n, r);
        break;
    case RULE_EV_PER_CHARGER:
    case RULE_EV_PER_STATION:
    case RULE_KW_PER_EV:
        judge_ratio(j, n, r);
        break;
    case RULE_WAIT:
        judge_wait(j, n, rule->over_min, r);
        break;
    case RULE_BUDGET:
        if (isnan(r->target)) r->target = budget;
        judge_budget(spent, r);
        break;
    case N_RULE_KINDS:
        assert(false);
    }
}

enum err rules_judge(struct rules **out, const struct scenario *s, const struct city *city,
                     const struct fleet *fleet, const struct plans *plans,
                     const struct reach *reach_rule, int n_networks,
                     struct network *const networks[], const double money_spent[],
                     const double budget[], struct error *err)
{
    struct judge j = {.s = s, .city = city, .fleet = fleet, .reach_rule = reach_rule};
    struct rules *rules = calloc(1, sizeof(*rules));
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
    free(rules);
}
