/* test_rules.c - every rule by hand on a tiny network, its edges, and what cannot be judged. */
#include <string.h>

#include "model/coverage.h"
#include "model/erlang.h"
#include "tests/rules_scene.h"

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
    assert_int_equal(rules_judge(&t.rules, t.s, t.city, t.fleet, t.plans, NULL, reach, 2, t.n,
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

int main(void)
{
    struct CMUnitTest tests[COUNT(ratio_rows) + COUNT(core_rows) + 8];
    size_t n = 0;

    for (size_t k = 0; k < COUNT(ratio_rows); k++)
        tests[n++] =
            (struct CMUnitTest){ratio_rows[k].name, ratios, NULL, NULL, &ratio_rows[k]};
    for (size_t k = 0; k < COUNT(core_rows); k++)
        tests[n++] = (struct CMUnitTest){core_rows[k].name, core, NULL, NULL, &core_rows[k]};
    tests[n++] = (struct CMUnitTest)cmocka_unit_test(core_by_reach);
    tests[n++] = (struct CMUnitTest)cmocka_unit_test(no_cells_no_core);
    tests[n++] = (struct CMUnitTest)cmocka_unit_test(edge_of_the_radius);
    tests[n++] = (struct CMUnitTest)cmocka_unit_test(waits);
    tests[n++] = (struct CMUnitTest)cmocka_unit_test(budgets);
    tests[n++] = (struct CMUnitTest)cmocka_unit_test(nothing_open);
    tests[n++] = (struct CMUnitTest)cmocka_unit_test(more_is_not_worse);
    tests[n++] = (struct CMUnitTest)cmocka_unit_test(places);
    return cmocka_run_group_tests_name("rules", tests, NULL, NULL);
}
