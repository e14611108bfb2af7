/* test_rules.c - every rule by hand on a tiny network, its edges, and what cannot be judged. */
#include <string.h>

#include "model/coverage.h"
#include "model/erlang.h"
#include "model/rules.h"
#include "tests/assert.h"
#include "tests/fixture.h"

/* Today and 2030 with the existing network; 905.18 EVs in 2030 (test_fleet.c), 68.8 in 2020. */
struct scene {
    struct scenario *s;
    struct city *city;
    struct fleet *fleet;
    struct plans *plans;
    struct network *n[2];
    struct rule_request rule[4];
    double spent[2], budget[2];
    struct rules *rules;
};

/* Distances are taken straight from the places. */
static void measure(struct scene *t)
{
    for (int k = 0; k < 2; k++) {
        for (int z = 0; z < 6; z++) {
            t->n[k]->rule_distance_m[z] = INFINITY;
            for (int i = 0; i < 6; i++) {
                if (!t->n[k]->open[i] || !network_serves_public(t->city, i)) continue;
                t->n[k]->rule_distance_m[z] =
                    fmin(t->n[k]->rule_distance_m[z],
                         hypot(t->city->zone_x[z] - t->city->site_x[i],
                               t->city->zone_y[z] - t->city->site_y[i]));
            }
        }
    }
}

static void start(struct scene *t)
{
    struct error err;

    *t = (struct scene){
        .s = fixture_scenario(), .city = fixture_city(), .spent = {0, 0}, .budget = {NAN, NAN}};
    assert_int_equal(plans_read(&t->plans, &err), ERR_OK);
    assert_int_equal(fleet_create(&t->fleet, t->s, &err), ERR_OK);
    assert_int_equal(network_create(&t->n[0], t->s, t->city, 0, NULL, &err), ERR_OK);
    assert_int_equal(network_create(&t->n[1], t->s, t->city, 2, NULL, &err), ERR_OK);
    measure(t);
    t->s->rule = t->rule;
}

static void end(struct scene *t)
{
    rules_free(t->rules);
    network_free(t->n[0]);
    network_free(t->n[1]);
    fleet_free(t->fleet);
    plans_free(t->plans);
}

static struct rule_request *own(struct scene *t, int kind, double target)
{
    struct rule_request *r = &t->rule[t->s->n_rules++];

    *r = (struct rule_request){
        .rule = kind, .target = target, .over_min = 10, .strength = STRENGTH_BINDING};
    return r;
}

static void fact(struct scene *t, char *id)
{
    t->rule[t->s->n_rules++] = (struct rule_request){.fact = id, .target = NAN, .over_min = 10};
}

static const struct rule_result *judge(struct scene *t, int network, int rule)
{
    struct error err;

    rules_free(t->rules);
    t->rules = NULL;
    if (rules_judge(&t->rules, t->s, t->city, t->fleet, t->plans, NULL, 2, t->n, t->spent,
                    t->budget, &err) != ERR_OK)
        fail_msg("%s", err.text);
    assert_int_equal(t->rules->n, 2 * t->s->n_rules);
    return &t->rules->result[network * t->s->n_rules + rule];
}

/* clang-format off */
static struct ratio_row {
    const char *name;
    enum rule_kind kind;
    double target, achieved;
    enum rule_outcome outcome;
    double shortfall;
    int worst_district;
    double worst_value;
} ratio_rows[] = {
    /* 5 public chargers: 905.18 / 5; 905.18 / 7 = 129.3, so 130 are needed. North 701/872 of the
     * EVs over 4, South 171/872 over 1 */
    {"1:7 with five chargers", RULE_EV_PER_CHARGER, 7, 905.18 / 5, RULE_NOT_MET, 125, 0, 905.18 * 701 / 872 / 4},
    {"the target itself meets", RULE_EV_PER_CHARGER, 905.18 / 5, 905.18 / 5, RULE_MET, 0, 0, 905.18 * 701 / 872 / 4},
    {"a little below it misses by one charger", RULE_EV_PER_CHARGER, 181, 905.18 / 5, RULE_NOT_MET, 1, 0, 905.18 * 701 / 872 / 4},
    /* one public station, in the North; the South has none */
    {"one station per 2,000", RULE_EV_PER_STATION, 2000, 905.18, RULE_MET, 0, 1, INFINITY},
    {"one station per 300: four needed", RULE_EV_PER_STATION, 300, 905.18, RULE_NOT_MET, 3, 1, INFINITY},
    /* 254 kW in the North, 7 in the South */
    {"0.3 kW per EV of 261 kW", RULE_KW_PER_EV, 0.3, 261 / 905.18, RULE_NOT_MET, 0.3 * 905.18 - 261, 1, 7 / (905.18 * 171 / 872)},
    {"0.25 kW per EV", RULE_KW_PER_EV, 0.25, 261 / 905.18, RULE_MET, 0, 1, 7 / (905.18 * 171 / 872)},
    {"kW at the target", RULE_KW_PER_EV, 261 / 905.18, 261 / 905.18, RULE_MET, 0, 1, 7 / (905.18 * 171 / 872)},
};
/* clang-format on */

static void ratios(void **state)
{
    const struct ratio_row *r = *state;
    const struct rule_result *got;
    struct scene t;

    start(&t);
    own(&t, (int)r->kind, r->target);
    got = judge(&t, 1, 0);
    assert_int_equal(got->kind, r->kind);
    assert_int_equal(got->year, 2030);
    assert_int_equal(got->network, 1);
    assert_int_equal(got->strength, STRENGTH_BINDING);
    assert_null(got->fact);
    assert_near(got->target, r->target, 0, 0);
    assert_near(got->achieved, r->achieved, 1e-12, 0);
    assert_int_equal(got->outcome, r->outcome);
    assert_near(got->shortfall, r->shortfall, 1e-9, 0);
    assert_int_equal(got->worst_district, r->worst_district);
    assert_near(got->worst_value, r->worst_value, 1e-12, 0);
    end(&t);
}

/* clang-format off */
static struct core_row {
    const char *name;
    double target_km;
    bool strict;
    bool forbid; /* candidate 1, 71 m from zone 2, is forbidden */
    enum rule_outcome outcome;
    double uncovered, area_share, demand_share;
    int unreachable;
} core_rows[] = {
    /* 100, 300 and 854.4 m to the nearest public site; residents 317, 211, 173 of 701 */
    {"0.9 km covers all", 0.9, true, false, RULE_MET, 0, 1, 1, 0},
    {"0.8 km leaves zone 2", 0.8, true, false, RULE_NOT_MET, 1, 2.0 / 3, 528.0 / 701, 0},
    {"0.8 km, and nothing could cover zone 2", 0.8, true, true, RULE_NOT_MET, 1, 2.0 / 3, 528.0 / 701, 1},
    {"300 m is not under 0.3 km, and no public site could be nearer", 0.3, true, false, RULE_NOT_MET, 2, 1.0 / 3, 317.0 / 701, 1},
    {"300 m is within 0.3 km", 0.3, false, false, RULE_NOT_MET, 1, 2.0 / 3, 528.0 / 701, 0},
    {"0.05 km covers none", 0.05, true, true, RULE_NOT_MET, 3, 0, 0, 3},
};
/* clang-format on */

static void core(void **state)
{
    const struct core_row *r = *state;
    const struct rule_result *got;
    struct scene t;

    start(&t);
    t.s->access.rule_strict = r->strict;
    if (r->forbid) t.city->site[1].status = SITE_FORBIDDEN;
    own(&t, RULE_CORE_RADIUS, r->target_km);
    got = judge(&t, 1, 0);
    assert_int_equal(got->outcome, r->outcome);
    assert_int_equal(got->strict, r->strict);
    assert_near(got->achieved, 0.85440037453175307, 1e-12, 0); /* sqrt(800^2 + 300^2) m */
    assert_int_equal(got->worst_zone, 2);
    assert_int_equal(got->worst_district, 0);
    assert_near(got->shortfall, r->uncovered, 0, 0);
    assert_near(got->core_area_share, r->area_share, 1e-12, 0);
    assert_near(got->core_demand_share, r->demand_share, 1e-12, 0);
    assert_int_equal(got->core_unreachable, r->unreachable);
    /* three cells of 200 m, one public site whose nearest zone is core: sqrt(0.12 / pi) */
    assert_near(got->core_mean_radius_km, 0.19544100476116797, 1e-12, 0);
    end(&t);
}

/* The placement's reach gives the same count of zones that nothing can cover, where it was made
 * for this radius; sites that are not public or forbidden in it do not count. */
static void core_by_reach(void **state)
{
    struct scene t;
    double radius[6] = {300, 300, 300, -1, -1, -1};
    struct reach *reach;
    struct error err;

    (void)state;
    start(&t);
    t.s->access.rule_radius_core_km = 0.3;
    t.s->access.rule_strict = false;
    own(&t, RULE_CORE_RADIUS, NAN); /* the radius of the access section */
    reach = fixture_reach(t.city, radius);
    t.city->site[0].access = ACCESS_DEDICATED;
    t.city->site[1].status = SITE_FORBIDDEN;
    measure(&t);
    assert_int_equal(rules_judge(&t.rules, t.s, t.city, t.fleet, t.plans, reach, 2, t.n,
                                 t.spent, t.budget, &err),
                     ERR_OK);
    assert_near(t.rules->result[0].target, 0.3, 0, 0);
    assert_int_equal(t.rules->result[0].core_unreachable, 3);
    assert_int_equal(judge(&t, 0, 0)->core_unreachable, 3);
    fixture_reach_free(reach);
    end(&t);
}

static void no_cells_no_core(void **state)
{
    const struct rule_result *got;
    struct scene t;

    (void)state;
    start(&t);
    own(&t, RULE_CORE_RADIUS, 0.9);
    t.city->cell_w_m[1] = NAN;
    got = judge(&t, 1, 0);
    assert_near(got->core_area_share, NAN, 0, 0);
    assert_near(got->core_mean_radius_km, NAN, 0, 0);
    assert_near(got->core_demand_share, 1, 1e-12, 0);
    memset(t.city->core, 0, 6);
    got = judge(&t, 1, 0);
    assert_int_equal(got->outcome, RULE_NOTHING_TO_JUDGE);
    assert_near(got->achieved, NAN, 0, 0);
    end(&t);
}

/* Facts bring target, strictness, strength and end with them; the Guide's ended in 2020. */
static void facts(void **state)
{
    char radius[] = "G15-ACC-RAD-P", aim[] = "G15-ACC-RATIO-O", station[] = "G15-RULE-2000";
    const struct rule_result *got;
    struct scene t;

    (void)state;
    start(&t);
    fact(&t, radius);
    fact(&t, aim);
    fact(&t, station);
    got = judge(&t, 0, 0);
    assert_string_equal(got->fact->id, radius);
    assert_int_equal(got->kind, RULE_CORE_RADIUS);
    assert_near(got->target, 0.9, 0, 0);
    assert_true(got->strict); /* under */
    assert_int_equal(got->strength, STRENGTH_BINDING);
    assert_int_equal(got->year, 2020);
    assert_false(got->ended);
    assert_true(got[3].ended); /* 2030 */
    assert_int_equal(got[1].kind, RULE_EV_PER_CHARGER);
    assert_false(got[1].strict); /* aims at most */
    assert_int_equal(got[1].strength, STRENGTH_AIM);
    assert_near(got[1].target, 12, 0, 0);
    assert_near(got[1].achieved, 68.8 / 5, 1e-12, 0); /* 61.8 + 7 EVs in 2020 */
    assert_int_equal(got[2].kind, RULE_EV_PER_STATION);
    assert_int_equal(got[2].strength, STRENGTH_IN_PRINCIPLE);
    end(&t);
}

/* Under 1 km is not met at exactly 1 km; at most is, and so is it a micrometre beyond. */
static void edge_of_the_radius(void **state)
{
    struct scene t;

    (void)state;
    start(&t);
    t.city->zone_x[2] = 1100;
    t.city->zone_y[2] = 0;
    t.n[1]->open[5] = false; /* 951 m away; site 0 is left, 1,000 m */
    measure(&t);
    own(&t, RULE_CORE_RADIUS, 1);
    t.s->access.rule_strict = true;
    assert_int_equal(judge(&t, 1, 0)->outcome, RULE_NOT_MET);
    t.s->access.rule_strict = false;
    assert_int_equal(judge(&t, 1, 0)->outcome, RULE_MET);
    t.n[1]->rule_distance_m[2] = 1000 + 0.9e-6;
    assert_int_equal(judge(&t, 1, 0)->outcome, RULE_MET);
    t.n[1]->rule_distance_m[2] = 1000 + 1.1e-6;
    assert_int_equal(judge(&t, 1, 0)->outcome, RULE_NOT_MET);
    end(&t);
}

/* Site 0: 4 fast outlets at 0.97 of 42 kW; 63 kWh/h are 1.5 erlangs; 12 minutes of 25/42 h are
 * 0.336 sessions. Site 1 gets 2 dc120, as many outlets, and 1.9 erlangs: the worst. */
static void waits(void **state)
{
    const struct erlang_pool four = {4, 0.97};
    double p0 = erlang_pool_wait_over(four, 1.5, 0.336);
    double p1 = erlang_pool_wait_over(four, 1.9, 0.336);
    const struct rule_result *got;
    struct rule_request *rule;
    struct scene t;

    (void)state;
    start(&t);
    t.n[1]->load[FAST][0] = 63;
    t.n[1]->open[1] = true;
    t.n[1]->n_chargers[3] = 2;
    t.n[1]->load[FAST][1] = 1.9 * 42;
    rule = own(&t, RULE_WAIT, (p0 + p1) / 2);
    rule->over_min = 12;
    got = judge(&t, 1, 0);
    assert_near(got->achieved, p1, 1e-12, 0);
    assert_int_equal(got->outcome, RULE_NOT_MET);
    assert_near(got->shortfall, 1, 0, 0);
    assert_int_equal(got->worst_site, 1);
    assert_int_equal(got->worst_district, 0);
    rule->target = p0 * 0.99;
    got = judge(&t, 1, 0);
    assert_near(got->shortfall, 2, 0, 0);
    assert_int_equal(got->n_places, 2);
    for (int k = 0; k < 2; k++) {
        const struct rule_place *place = &t.rules->place[got->first_place + k];

        assert_int_equal(place->kind, PLACE_SITE);
        assert_int_equal(place->index, k);
        assert_near(place->value, k == 0 ? p0 : p1, 1e-12, 0);
    }
    rule->target = p1;
    assert_int_equal(judge(&t, 1, 0)->outcome, RULE_MET);
    rule->target = (p0 + p1) / 2;
    rule->over_min = 15; /* a longer wait is rarer */
    assert_true(judge(&t, 1, 0)->achieved < p1);
    t.city->site[1].access = ACCESS_PRIVATE; /* nobody's business */
    assert_int_equal(judge(&t, 1, 0)->worst_site, 0);
    end(&t);
}

static void budgets(void **state)
{
    const struct rule_result *got;
    struct scene t;

    (void)state;
    start(&t);
    own(&t, RULE_BUDGET, NAN);
    own(&t, RULE_BUDGET, 900);
    t.spent[1] = 1000;
    t.budget[1] = 1000;
    got = judge(&t, 1, 0);
    assert_int_equal(got[0].outcome, RULE_MET);
    assert_near(got[0].target, 1000, 0, 0);
    assert_int_equal(got[1].outcome, RULE_NOT_MET);
    assert_near(got[1].shortfall, 100, 1e-12, 0);
    assert_near(got[1].achieved, 1000, 0, 0);
    got = judge(&t, 0, 0);
    assert_int_equal(got[0].outcome, RULE_NOTHING_TO_JUDGE); /* today nothing is spent */
    assert_int_equal(got[1].outcome, RULE_NOTHING_TO_JUDGE);
    t.budget[1] = INFINITY;
    assert_int_equal(judge(&t, 1, 0)->outcome, RULE_NOTHING_TO_JUDGE);
    end(&t);
}

/* Nothing stands: ratios are infinite, the wait is unknown, and all are not met. */
static void nothing_open(void **state)
{
    const struct rule_result *got;
    struct scene t;

    (void)state;
    start(&t);
    own(&t, RULE_CORE_RADIUS, 0.9);
    own(&t, RULE_EV_PER_CHARGER, 7);
    own(&t, RULE_WAIT, 0.1);
    own(&t, RULE_KW_PER_EV, 1);
    for (int k = 0; k < 2; k++) {
        memset(t.n[k]->open, 0, 6);
        memset(t.n[k]->n_chargers, 0, 12 * sizeof(int));
    }
    measure(&t);
    got = judge(&t, 1, 0);
    for (int q = 0; q < 4; q++)
        assert_int_equal(got[q].outcome, RULE_NOT_MET);
    assert_near(got[0].achieved, INFINITY, 0, 0);
    assert_near(got[0].shortfall, 3, 0, 0);
    assert_near(got[0].core_mean_radius_km, INFINITY, 0, 0);
    assert_near(got[1].achieved, INFINITY, 0, 0);
    assert_near(got[1].shortfall, 130, 0, 0);
    assert_near(got[2].achieved, NAN, 0, 0);
    assert_near(got[3].achieved, 0, 0, 0);
    assert_near(got[3].shortfall, 905.18, 1e-12, 0);
    t.s->fleet[0].ev_share = fixture_number(0);
    t.s->fleet[1].points = fixture_number(0);
    fleet_free(t.fleet);
    assert_int_equal(fleet_create(&t.fleet, t.s, &(struct error){0}), ERR_OK);
    assert_int_equal(judge(&t, 1, 1)->outcome, RULE_NOTHING_TO_JUDGE);
    end(&t);
}

/* Zones 0 and 2 are "inner" (490 of 872 residents), the others have another class or none. Of
 * the public sites only site 0 (4 chargers, a station) is nearest to an inner zone. */
static void by_class(void **state)
{
    char inner[] = "inner", outer[] = "outer";
    const double evs = 905.18 * 490 / 872;
    const struct rule_result *got;
    struct scene t;

    (void)state;
    start(&t);
    t.city->zone_class[0] = t.city->zone_class[2] = inner;
    t.city->zone_class[3] = outer;
    own(&t, RULE_EV_PER_CHARGER, 7)->where = inner;
    own(&t, RULE_EV_PER_STATION, 400)->where = outer;
    own(&t, RULE_CORE_RADIUS, 0.2)->where = inner;
    own(&t, RULE_CORE_RADIUS, 0.2)->where = outer;
    got = judge(&t, 1, 0);
    assert_near(got[0].achieved, evs / 4, 1e-12, 0);
    assert_near(got[0].shortfall, 73 - 4, 0, 0); /* 508.64 / 7 = 72.7 */
    assert_int_equal(got[0].worst_district, 0);
    assert_near(got[0].worst_value, evs / 4, 1e-12, 0);
    /* 97 residents: 100.7 EVs, one station; site 5 is nearest, but dispersed */
    assert_near(got[1].achieved, INFINITY, 0, 0);
    assert_near(got[1].shortfall, 1, 0, 0);
    assert_int_equal(got[1].worst_district, 1);
    /* of the core only zones 0 (100 m) and 2 (854 m) are inner; zone 1 (300 m) is not */
    assert_near(got[2].shortfall, 1, 0, 0);
    assert_int_equal(got[2].worst_zone, 2);
    assert_near(got[2].core_demand_share, 317.0 / 490, 1e-12, 0);
    assert_near(got[2].core_mean_radius_km, sqrt(0.08 / acos(-1.0)), 1e-12, 0);
    assert_int_equal(got[3].outcome, RULE_NOTHING_TO_JUDGE); /* no outer zone is core */
    t.city->zone_class[0] = outer;
    got = judge(&t, 1, 0); /* now no public site is nearest to an inner zone */
    assert_near(got[0].achieved, INFINITY, 0, 0);
    assert_near(got[2].core_mean_radius_km, INFINITY, 0, 0);
    assert_near(got[1].shortfall, 1, 0, 0); /* 414 residents: 429.8 EVs, two stations; one */
    end(&t);
}

static void class_of_no_zone(void **state)
{
    char inner[] = "inner", innre[] = "innre";
    static struct problems problems;
    struct scene t;

    (void)state;
    start(&t);
    memset(&problems, 0, sizeof(problems));
    own(&t, RULE_EV_PER_CHARGER, 7)->where = inner;
    own(&t, RULE_EV_PER_CHARGER, 7)->where = innre;
    rules_check_where(t.s, t.city, &problems);
    assert_int_equal(problems.n, 2);
    assert_non_null(strstr(problems.text[0], "zones.class names no column"));
    memset(&problems, 0, sizeof(problems));
    t.city->zone_class[5] = inner;
    rules_check_where(t.s, t.city, &problems);
    assert_int_equal(problems.n, 1);
    assert_non_null(strstr(problems.text[0], "rules[2].where: 'innre' is the class of no zone "
                                             "(inner); did you mean inner?"));
    memset(&problems, 0, sizeof(problems));
    own(&t, RULE_BUDGET, 7)->where = inner;
    rules_check(t.s, t.plans, &problems);
    assert_int_equal(problems.n, 1);
    assert_non_null(strstr(problems.text[0], "rules[3]: the rule budget looks at the money"));
    end(&t);
}

/* One more charger, or one more site, never makes a ratio or the core worse. */
static void more_is_not_worse(void **state)
{
    double before[4];
    struct scene t;

    (void)state;
    start(&t);
    own(&t, RULE_EV_PER_CHARGER, 7);
    own(&t, RULE_EV_PER_STATION, 300);
    own(&t, RULE_KW_PER_EV, 3);
    own(&t, RULE_CORE_RADIUS, 0.2);
    for (int step = 0; step < 12; step++) {
        const struct rule_result *got = judge(&t, 1, 0);

        for (int q = 0; q < 4; q++) {
            if (step > 0) assert_true(got[q].shortfall <= before[q]);
            before[q] = got[q].shortfall;
        }
        t.n[1]->open[1 + step % 2] = true;
        t.n[1]->n_chargers[2 * (1 + step % 2) + step % 2]++;
        measure(&t);
    }
    assert_near(before[3], 1, 0, 0); /* zone 1 stays 300 m away */
    assert_true(before[0] < 125);
    end(&t);
}

/* clang-format off */
static struct check_row {
    const char *name, *fact;
    int kind;         /* own rule where fact is NULL */
    double target;
    const char *says; /* NULL: fine */
} check_rows[] = {
    {"the core radius of the Guide", "G15-ACC-RAD-P", 0, NAN, NULL},
    {"the ratio of the Guide", "G15-ACC-RATIO-P", 0, NAN, NULL},
    {"one station per 2,000", "G15-RULE-2000", 0, NAN, NULL},
    {"a slip of the pen", "G15-ACC-RAD-Q", 0, NAN, "did you mean G15-ACC-RA"},
    {"all kinds of chargers of a region", "G15-ACC-CH", 0, NAN, "chargers of all kinds"},
    {"all kinds of stations of a region", "G15-ACC-ST", 0, NAN, "stations of all kinds"},
    {"national total of public chargers", "G15-VEN-PUBCH", 0, NAN, "total of a whole country"},
    {"a forecast of vehicles", "G15-EV-NAT", 0, NAN, "the fleet section"},
    {"what can be judged is said", "N12-RANGE-BEV", 0, NAN, "`chargeplan plans --rules` lists"},
    {"what the model does not measure may be named", "G15-CONNECT-FEE", 0, NAN, NULL},
    {"what happens about", "C30-SHARE", 0, NAN, "it says what about, not what is to be reached"},
    {"what makers can produce", "N12-CAP20", 0, NAN, "it counts what makers can produce"},
    {"sales of a country", "X16-CUM", 0, NAN, "it counts vehicles sold"},
    {"own ratio", NULL, RULE_EV_PER_CHARGER, 7, NULL},
    {"own ratio without a figure", NULL, RULE_EV_PER_CHARGER, NAN, "ev_per_charger needs a target"},
    {"own ratio 0", NULL, RULE_EV_PER_CHARGER, 0, "above 0"},
    {"own radius without a figure", NULL, RULE_CORE_RADIUS, NAN, "access.rule_radius_km.core"},
    {"own budget without a figure", NULL, RULE_BUDGET, NAN, "placement.budget"},
    {"own budget of nothing", NULL, RULE_BUDGET, 0, NULL},
    {"own wait in per cent", NULL, RULE_WAIT, 10, "0 to 1"},
};
/* clang-format on */

static void checks(void **state)
{
    const struct check_row *r = *state;
    static struct problems problems;
    struct scene t;
    char id[32] = "";

    start(&t);
    memset(&problems, 0, sizeof(problems));
    if (r->fact != NULL) {
        strcpy(id, r->fact);
        fact(&t, id);
    } else {
        own(&t, (int)r->kind, r->target);
    }
    rules_check(t.s, t.plans, &problems);
    assert_int_equal(problems.n, r->says != NULL);
    if (r->says != NULL) {
        if (strstr(problems.text[0], r->says) == NULL)
            fail_msg("the message is: %s", problems.text[0]);
        assert_non_null(strstr(problems.text[0], "rules[1]"));
        assert_non_null(strstr(problems.text[0], r->fact != NULL ? r->fact : "target"));
    }
    end(&t);
}

/* ---- places that miss ---- */

/* 905.18 EVs over 5 chargers, 4 in the North with 701/872 of the EVs, 1 in the South: both
 * districts miss 1:170 (181.9 and 177.5), the North alone 1:180. Of the core
 * zones those are noted that are farther than the target. */
static void places(void **state)
{
    struct scene t;
    int zones = 0;

    (void)state;
    start(&t);
    own(&t, RULE_EV_PER_CHARGER, 170);
    own(&t, RULE_EV_PER_CHARGER, 180);
    own(&t, RULE_CORE_RADIUS, 0.8);
    judge(&t, 0, 0);
    for (int k = 0; k < t.rules->n; k++) {
        const struct rule_result *r = &t.rules->result[k];

        for (int p = r->first_place; p < r->first_place + r->n_places; p++) {
            assert_int_equal(t.rules->place[p].result, k);
            assert_int_equal(t.rules->place[p].kind,
                             r->kind == RULE_CORE_RADIUS ? PLACE_ZONE : PLACE_DISTRICT);
            assert_true(t.rules->place[p].value > r->target);
            if (r->kind == RULE_CORE_RADIUS)
                assert_near(t.rules->place[p].value * 1000,
                            t.n[r->network]->rule_distance_m[t.rules->place[p].index], 1e-12,
                            0);
        }
        if (r->kind == RULE_CORE_RADIUS) assert_near(r->n_places, r->shortfall, 0, 0);
    }
    for (int z = 0; z < t.city->n_zones; z++)
        zones += t.city->core[z] && t.n[1]->rule_distance_m[z] > 800;
    assert_true(zones > 0);
    assert_int_equal(t.rules->result[5].n_places, zones);
    assert_int_equal(t.rules->result[3].n_places, 2);
    assert_int_equal(t.rules->result[4].n_places, 1);
    assert_int_equal(t.rules->place[t.rules->result[4].first_place].index, 0);
    assert_near(t.rules->place[t.rules->result[4].first_place].value, 905.18 * 701 / 872 / 4,
                1e-9, 0);
    end(&t);
}

/* ---- figures that the planner gives ---- */

/* The unit of each row's fact says what the figures are; the outcome follows from its relation
 * and value in facts.csv alone. */
static struct declared_row {
    const char *name, *fact;
    double achieved;
    enum rule_outcome outcome;
    double shortfall;
} declared_rows[] = {
    {"16 % of the bays where 15 % are asked for", "SD16-RULE-PUB", 0.16, RULE_MET, 0},
    {"the target itself is enough: at least", "SD16-RULE-PUB", 0.15, RULE_MET, 0},
    {"12 % of the bays", "SD16-RULE-PUB", 0.12, RULE_NOT_MET, 0.03},
    {"a price at its ceiling", "SD16-COST-CAR", 0.5, RULE_MET, 0},
    {"a price above its ceiling", "SD16-COST-CAR", 0.53, RULE_NOT_MET, 0.03},
    {"a connection that costs something", "G15-CONNECT-FEE", 1700, RULE_NOT_MET, 1700},
    {"a connection that costs nothing", "G15-CONNECT-FEE", 0, RULE_MET, 0},
    {"no figure", "SD16-RULE-PUB", NAN, RULE_NOTHING_TO_JUDGE, 0},
    {"the figure itself where more is aimed at", "G23-PAID30", 1, RULE_NOT_MET, 0},
    {"more than is aimed at", "G23-PAID30", 1.04, RULE_MET, 0},
    {"roads that are to be reached, all but 3 %", "SD16-CORR20", 0.97, RULE_NOT_MET, 0.03},
    {"roads that are to be reached, all", "SD16-CORR20", 1, RULE_MET, 0},
};

static void declares(void **state)
{
    const struct declared_row *r = *state;
    static struct problems problems;
    struct error err;
    struct scene t;
    char id[32];
    int year = 0;
    double value = r->achieved;

    start(&t);
    assert_int_equal(plans_add(t.plans, "plan:current", &problems, &err), ERR_OK);
    snprintf(id, sizeof(id), "%s", r->fact);
    fact(&t, id);
    if (!isnan(r->achieved)) t.s->rule[0].achieved = (struct series){1, &year, &value};
    judge(&t, 0, 0);
    for (int k = 0; k < t.rules->n; k++) {
        const struct rule_result *got = &t.rules->result[k];

        assert_int_equal(got->kind, RULE_DECLARED);
        assert_int_equal(got->outcome, r->outcome);
        assert_near(got->shortfall, r->shortfall, 1e-12, 1e-12);
        assert_int_equal(isnan(got->achieved), isnan(r->achieved));
    }
    end(&t);
}

/* A figure of one year says nothing of another. */
static void declared_by_year(void **state)
{
    struct scene t;
    char id[] = "SD16-RULE-PUB";
    int year;
    double value = 0.16;

    (void)state;
    start(&t);
    year = t.s->study.years.year[t.n[1]->year_index];
    fact(&t, id);
    t.s->rule[0].achieved = (struct series){1, &year, &value};
    judge(&t, 0, 0);
    assert_int_not_equal(year, t.rules->result[0].year);
    assert_int_equal(t.rules->result[0].outcome, RULE_NOTHING_TO_JUDGE);
    assert_int_equal(t.rules->result[1].outcome, RULE_MET);
    end(&t);
}

/* clang-format off */
static struct declared_check {
    const char *name, *fact;
    double achieved;
    char *source, *where;
    const char *says;
} declared_checks[] = {
    {"with its source", "SD16-RULE-PUB", 0.16, "survey, 2024", NULL, NULL},
    {"without a source", "SD16-RULE-PUB", 0.16, NULL, NULL, "rules[1].achieved: the figure needs its source"},
    {"with an empty source", "SD16-RULE-PUB", 0.16, "", NULL, "needs its source"},
    {"per cent", "SD16-RULE-PUB", 16, "survey", NULL, "16 is outside 0 to 1: SD16-RULE-PUB is a share"},
    {"in a zone class", "SD16-RULE-PUB", 0.16, "survey", "inner", "leave where out"},
    {"what the model works out", "G15-ACC-RATIO-P", 7.4, "survey", NULL, "rules[1].achieved: the model works this rule out itself"},
    {"a source for nothing", "G15-ACC-RATIO-P", NAN, "survey", NULL, "rules[1].source: the model works this rule out itself"},
    {"for an own rule", NULL, 7.4, "survey", NULL, "the model works this rule out itself"},
};
/* clang-format on */

static void declared_checked(void **state)
{
    const struct declared_check *r = *state;
    static struct problems problems;
    struct scene t;
    char id[32];
    int year = 0;
    double value = r->achieved;

    start(&t);
    memset(&problems, 0, sizeof(problems));
    snprintf(id, sizeof(id), "%s", r->fact != NULL ? r->fact : "");
    if (r->fact != NULL)
        fact(&t, id);
    else
        own(&t, RULE_EV_PER_CHARGER, 7);
    if (!isnan(value)) t.s->rule[0].achieved = (struct series){1, &year, &value};
    t.s->rule[0].source = r->source;
    t.s->rule[0].where = r->where;
    rules_check(t.s, t.plans, &problems);
    assert_int_equal(problems.n, r->says != NULL);
    if (r->says != NULL && strstr(problems.text[0], r->says) == NULL)
        fail_msg("the message is: %s", problems.text[0]);
    end(&t);
}

/* Every fact of the catalogue can be judged or is refused with one sentence; makers' output is
 * refused by its own sentence. The place of the rule is told as the settings know it. */
static void every_fact(void **state)
{
    char path[] = "rules[1].rule", file[] = "plan.yaml";
    struct setting setting = {path, NULL, NULL};
    struct setting_place place = {file, 17, 5};
    static struct problems problems;
    int judged = 0, outputs = 0;
    struct scene t;

    (void)state;
    start(&t);
    t.s->n_settings = 1;
    t.s->setting = &setting;
    t.s->place = &place;
    for (int k = 0; k < t.plans->n; k++) {
        char id[64];

        snprintf(id, sizeof(id), "%s", t.plans->fact[k].id);
        memset(&problems, 0, sizeof(problems));
        t.s->n_rules = 0;
        fact(&t, id);
        rules_check(t.s, t.plans, &problems);
        assert_true(problems.n <= 1);
        judged += problems.n == 0;
        if (problems.n == 0) continue;
        assert_non_null(strstr(problems.text[0], "plan.yaml:17:5: rules[1]: "));
        outputs += strstr(problems.text[0], "makers produce") != NULL;
    }
    /* the model: 5 radii, 5 ratios, three times one station per 2,000; by the planner's figure:
     * 6 shares of prepared bays, 11 of new electric vehicles and 1 of clean ones, 2 of fleets,
     * 2 of roads, 1 of peak load, 2 costs, 3 connection and 3 basic fees. C30-SHARE says about
     */
    assert_int_equal(judged, 13 + 31);
    assert_int_equal(outputs, 5); /* vehicle_output three times, ev_output twice */
    end(&t);
}

int main(void)
{
    struct CMUnitTest tests[COUNT(ratio_rows) + COUNT(core_rows) + COUNT(check_rows) +
                            COUNT(declared_rows) + COUNT(declared_checks) + 13];
    size_t n = 0;

    for (size_t k = 0; k < COUNT(ratio_rows); k++)
        tests[n++] =
            (struct CMUnitTest){ratio_rows[k].name, ratios, NULL, NULL, &ratio_rows[k]};
    for (size_t k = 0; k < COUNT(core_rows); k++)
        tests[n++] = (struct CMUnitTest){core_rows[k].name, core, NULL, NULL, &core_rows[k]};
    for (size_t k = 0; k < COUNT(check_rows); k++)
        tests[n++] =
            (struct CMUnitTest){check_rows[k].name, checks, NULL, NULL, &check_rows[k]};
    for (size_t k = 0; k < COUNT(declared_rows); k++)
        tests[n++] =
            (struct CMUnitTest){declared_rows[k].name, declares, NULL, NULL, &declared_rows[k]};
    for (size_t k = 0; k < COUNT(declared_checks); k++)
        tests[n++] = (struct CMUnitTest){declared_checks[k].name, declared_checked, NULL, NULL,
                                         &declared_checks[k]};
    tests[n++] = (struct CMUnitTest)cmocka_unit_test(places);
    tests[n++] = (struct CMUnitTest)cmocka_unit_test(declared_by_year);
    tests[n++] = (struct CMUnitTest)cmocka_unit_test(core_by_reach);
    tests[n++] = (struct CMUnitTest)cmocka_unit_test(no_cells_no_core);
    tests[n++] = (struct CMUnitTest)cmocka_unit_test(facts);
    tests[n++] = (struct CMUnitTest)cmocka_unit_test(edge_of_the_radius);
    tests[n++] = (struct CMUnitTest)cmocka_unit_test(waits);
    tests[n++] = (struct CMUnitTest)cmocka_unit_test(budgets);
    tests[n++] = (struct CMUnitTest)cmocka_unit_test(nothing_open);
    tests[n++] = (struct CMUnitTest)cmocka_unit_test(more_is_not_worse);
    tests[n++] = (struct CMUnitTest)cmocka_unit_test(by_class);
    tests[n++] = (struct CMUnitTest)cmocka_unit_test(class_of_no_zone);
    tests[n++] = (struct CMUnitTest)cmocka_unit_test(every_fact);
    return cmocka_run_group_tests_name("rules", tests, NULL, NULL);
}
