/* test_bridge.c - ratio and energy side by side: the Guide's fleet of 2020 by hand, who is
 * counted, laws. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "model/demand/bridge.h"
#include "tests/assert.h"
#include "tests/fixture.h"

enum { PRIVATE, TAXI, SPECIAL, BUS, N_CLASSES };

struct scene {
    struct scenario *s;
    struct city *city;
    struct fleet_class class[N_CLASSES];
    struct fleet *fleet;
    struct demand *demand;
    struct network *n[2];
    struct rule_request rule[3];
    struct rule_result result[3];
    struct rules rules;
    struct fact fact[4];
    struct plans plans;
    struct bridge *got;
};

static void set(struct fleet_class *class, double stock, double km, double kwh_per_km)
{
    class->curve = CURVE_POINTS;
    class->points = fixture_number(stock);
    class->bev_share = fixture_number(1);
    class->km_per_day = fixture_number(km);
    class->kwh_per_km = fixture_number(kwh_per_km);
    class->on_road_factor = 1;
    class->home_access = 0;
}

/* The Guide's classes of 2020: 4.3 million private cars of which 57.5 % of the energy is public
 * (slow), 0.3 million taxis of which a fifth stays at depots, 0.2 million special vehicles at
 * 11.5 kWh (100 km x 0.1035 / 0.9), 0.2 million buses at depots. The catalogue's four ratios.
 */
static void start(struct scene *t)
{
    static const char *const id[] = {"G15-ACC-RATIO-P", "G15-DEM-RATIO-P", "G15-ACC-RATIO-O",
                                     "G15-DEM-RATIO-O"};
    static const double ratio[] = {7, 8, 12, 15};

    memset(t, 0, sizeof *t);
    t->s = fixture_scenario();
    t->city = fixture_city();
    for (int c = 0; c < N_CLASSES; c++)
        t->class[c] = t->s->fleet[1];
    set(&t->class[PRIVATE], 4.3e6, 40, 0.1746);
    t->class[PRIVATE].public_share = fixture_number(0.575);
    t->class[PRIVATE].without_home_work = 0.3;
    t->class[PRIVATE].without_home_slow = 0.7;
    t->class[PRIVATE].without_home_fast = 0;
    set(&t->class[TAXI], 0.3e6, 350, 0.17);
    t->class[TAXI].depot_share = 0.2;
    set(&t->class[SPECIAL], 0.2e6, 100, 0.1035);
    set(&t->class[BUS], 0.2e6, 200, 1.1);
    t->class[BUS].depot_share = 1;
    for (int c = TAXI; c < N_CLASSES; c++) {
        t->class[c].without_home_work = t->class[c].without_home_slow = 0;
        t->class[c].without_home_fast = 1;
    }
    t->s->fleet = t->class;
    t->s->n_classes = N_CLASSES;
    t->s->demand.efficiency_fast = 0.9;
    t->s->demand.efficiency_slow = 0.95;
    for (int k = 0; k < 4; k++)
        t->fact[k] = (struct fact){.id = id[k], .value = ratio[k]};
    t->plans = (struct plans){.n = 4, .fact = t->fact};
    t->s->rule = t->rule;
    t->rules.result = t->result;
}

static void end(struct scene *t)
{
    bridge_free(t->got);
    network_free(t->n[0]);
    network_free(t->n[1]);
    demand_free(t->demand);
    fleet_free(t->fleet);
}

static void build(struct scene *t)
{
    struct error err;

    if (fleet_create(&t->fleet, t->s, &err) != ERR_OK) fail_msg("%s", err.text);
    assert_int_equal(demand_create(&t->demand, t->s, t->city, t->fleet, 1, &err), ERR_OK);
    assert_int_equal(network_create(&t->n[0], t->s, t->city, 0, NULL, &err), ERR_OK);
    assert_int_equal(network_create(&t->n[1], t->s, t->city, 2, NULL, &err), ERR_OK);
    t->rules.n = t->s->n_rules;
    assert_int_equal(bridge_create(&t->got, t->s, t->city, t->fleet, t->demand, &t->plans,
                                   &t->rules, 2, t->n, &err),
                     ERR_OK);
}

static void printed(double value, int decimals, const char *want)
{
    char text[32];

    snprintf(text, sizeof text, "%.*f", decimals, value);
    assert_string_equal(text, want);
}

/* 40 x 0.1746 x 0.575 / 0.95 = 4.227 kWh per private car and day; the whole fleet (18.177 +
 * 15.867 + 2.3 GWh) / 5 million = 7.269 kWh, of which taxis draw 43.7 %. */
static void guide(void **state)
{
    static const char *const private[] = {"29.6", "33.8", "50.7", "63.4"};
    static const char *const whole[] = {"51", "58", "87", "109"};
    struct scene t;
    const struct bridge_row *row;

    (void)state;
    start(&t);
    build(&t);
    assert_int_equal(t.got->n_ratios, 5); /* and what is reached */
    for (int k = 0; k < 4; k++) {
        assert_int_equal(t.got->ratio[k].source, BRIDGE_CATALOGUE);
        assert_ptr_equal(t.got->ratio[k].fact, &t.fact[k]);
        row = bridge_find(t.got, 0, BRIDGE_ALL, PRIVATE, k);
        printed(row->kwh / row->vehicles, 3, "4.227");
        printed(row->kwh_per_charger, 1, private[k]);
        row = bridge_find(t.got, 0, BRIDGE_ALL, -1, k);
        assert_near(row->vehicles, 5e6, 1e-12, 0);
        printed(row->kwh_per_charger, 0, whole[k]);
        assert_near(row->chargers, 5e6 / t.fact[k].value, 1e-12, 0);
        assert_near(row->use_slow, row->kwh_per_charger / 168, 1e-12, 0);
        assert_near(row->kw_per_ev_slow, 7 / t.fact[k].value, 1e-12, 0);
    }
    row = bridge_find(t.got, 0, BRIDGE_ALL, TAXI, 0);
    printed(100 * row->kwh_share, 0, "44");
    assert_near(row->kwh, 0.3e6 * 350 * 0.17 * 0.8 / 0.9, 1e-12, 0);
    printed(100 * row->vehicles / 5e6, 0, "6");
    row = bridge_find(t.got, 0, BRIDGE_ALL, SPECIAL, 0);
    assert_near(row->kwh / row->vehicles, 11.5, 1e-12, 0);
    end(&t);
}

/* Without depot classes: buses go, taxis stay, of which depots have a fifth; the energy stays,
 * so that each charger has 5.0 / 4.8 as much to do. */
static void depots(void **state)
{
    struct scene t;
    const struct bridge_row *row;

    (void)state;
    start(&t);
    build(&t);
    row = bridge_find(t.got, 1, BRIDGE_NO_DEPOT, -1, 0);
    assert_near(row->vehicles, 4.8e6, 1e-12, 0);
    assert_near(row->kwh_per_charger,
                bridge_find(t.got, 1, BRIDGE_ALL, -1, 0)->kwh_per_charger * 5.0 / 4.8, 1e-12,
                0);
    assert_near(row->kwh_share, 1, 1e-12, 0);
    assert_null(bridge_find(t.got, 1, BRIDGE_NO_DEPOT, BUS, 0));
    assert_non_null(bridge_find(t.got, 1, BRIDGE_NO_DEPOT, TAXI, 0));
    assert_non_null(bridge_find(t.got, 1, BRIDGE_ALL, BUS, 0));
    end(&t);
}

/* The energy at the outlet decides: depots give by 0.95, public fast chargers by 0.9, so that
 * 51 % of the driven energy at depots are 50.3 % of that at the outlets (0.51 x 0.9 over
 * 0.51 x 0.9 + 0.49 x 0.95 = 0.4965: below half). */
static void just_half(void **state)
{
    struct scene t;

    (void)state;
    start(&t);
    t.class[TAXI].depot_share = 0.51;
    t.class[SPECIAL].depot_share = 0.52; /* 0.5065 */
    build(&t);
    assert_true(bridge_counts(t.fleet, t.demand, BRIDGE_NO_DEPOT, TAXI, 0));
    assert_false(bridge_counts(t.fleet, t.demand, BRIDGE_NO_DEPOT, SPECIAL, 0));
    assert_true(bridge_counts(t.fleet, t.demand, BRIDGE_BEV, SPECIAL, 0));
    end(&t);
}

/* Battery cars alone: with 30 % of them the private class has 1.29 million, and draws for them
 * what 1.29 million battery cars alone would. Plug-in hybrids drive half their way on power. */
static void battery_cars(void **state)
{
    struct scene t;
    const struct bridge_row *all, *bev;

    (void)state;
    start(&t);
    t.class[PRIVATE].bev_share = fixture_number(0.3);
    build(&t);
    all = bridge_find(t.got, 2, BRIDGE_ALL, PRIVATE, 1);
    bev = bridge_find(t.got, 2, BRIDGE_BEV, PRIVATE, 1);
    assert_near(all->vehicles, 4.3e6, 1e-12, 0);
    assert_near(bev->vehicles, 1.29e6, 1e-12, 0);
    assert_near(bev->kwh, 1.29e6 * 40 * 0.1746 * 0.575 / 0.95, 1e-12, 0);
    assert_near(all->kwh, (1.29 + 3.01 / 2) * 1e6 * 40 * 0.1746 * 0.575 / 0.95, 1e-12, 0);
    bev = bridge_find(t.got, 2, BRIDGE_BEV, -1, 1);
    assert_near(bev->vehicles, 5e6 - 3.01e6, 1e-12, 0);
    end(&t);
}

/* Today 5 public chargers (2 ac7, 2 dc120, 1 ac7): 261 kW; site 2 gets 4 dc120 in 2030: 9 of
 * 741 kW. 2025 has what stands today. The dedicated ones count in neither. */
static void reached(void **state)
{
    static const double chargers[] = {5, 5, 9}, kw[] = {261, 261, 741};
    struct scene t;

    (void)state;
    start(&t);
    build(&t);
    bridge_free(t.got);
    t.n[1]->open[2] = true;
    t.n[1]->n_chargers[2 * t.s->n_kinds + 1] = 4;
    assert_int_equal(bridge_create(&t.got, t.s, t.city, t.fleet, t.demand, &t.plans, &t.rules,
                                   2, t.n, &(struct error){0}),
                     ERR_OK);
    for (int y = 0; y < 3; y++) {
        const struct bridge_row *all = bridge_find(t.got, y, BRIDGE_ALL, -1, 4);
        const struct bridge_row *taxi = bridge_find(t.got, y, BRIDGE_ALL, TAXI, 4);
        const struct bridge_row *depot = bridge_find(t.got, y, BRIDGE_NO_DEPOT, -1, 4);
        double kwh =
            t.demand->totals[y].public_kwh[FAST] + t.demand->totals[y].public_kwh[SLOW];

        assert_int_equal(t.got->ratio[4].source, BRIDGE_REACHED);
        assert_near(all->ev_per_charger, 5e6 / chargers[y], 1e-12, 0);
        assert_near(all->kwh_per_charger, kwh / chargers[y], 1e-12, 0);
        assert_near(all->chargers, chargers[y], 1e-12, 0);
        assert_near(all->use_mix, kwh / (24 * kw[y]), 1e-12, 0);
        assert_near(all->kw_per_ev_mix, kw[y] / 5e6, 1e-12, 0);
        assert_near(depot->ev_per_charger, 4.8e6 / chargers[y], 1e-12, 0);
        assert_near(depot->kwh_per_charger, kwh / chargers[y], 1e-12, 0);
        assert_near(taxi->ev_per_charger, all->ev_per_charger, 1e-12, 0);
    }
    end(&t);
}

/* The rules' own ratios come first, each figure once; no catalogue then. Without any site
 * nothing is reached. */
static void ratios(void **state)
{
    struct scene t;

    (void)state;
    start(&t);
    t.s->n_rules = 3;
    t.result[0] = (struct rule_result){.kind = RULE_EV_PER_STATION, .target = 2000};
    t.result[1] = (struct rule_result){
        .rule = 1, .kind = RULE_EV_PER_CHARGER, .target = 12, .fact = &t.fact[2]};
    t.result[2] = (struct rule_result){.rule = 2, .kind = RULE_EV_PER_CHARGER, .target = 12};
    t.city->n_sites = 0;
    build(&t);
    assert_int_equal(t.got->n_ratios, 1);
    assert_int_equal(t.got->ratio[0].source, BRIDGE_RULE);
    assert_ptr_equal(t.got->ratio[0].fact, &t.fact[2]);
    assert_near(t.got->ratio[0].ev_per_charger, 12, 0, 0);
    assert_true(isnan(t.got->mix_kw[0]));
    assert_true(isnan(bridge_find(t.got, 0, BRIDGE_ALL, -1, 0)->use_mix));
    end(&t);
}

/* Visitors draw energy and are counted nowhere; the shares of those counted then do not reach
 * 1. A class without vehicles has no figure. */
static void visitors(void **state)
{
    struct scene t;
    const struct bridge_row *row;

    (void)state;
    start(&t);
    set(&t.class[SPECIAL], 0.2e6, 100, 0.1035);
    t.class[SPECIAL].curve = CURVE_VISITORS;
    t.class[BUS].points = fixture_number(0);
    build(&t);
    row = bridge_find(t.got, 0, BRIDGE_ALL, -1, 0);
    assert_near(row->vehicles, 4.6e6, 1e-12, 0);
    assert_near(row->kwh_share, 1 - 2.3 / 36.343445614, 1e-9, 0);
    assert_null(bridge_find(t.got, 0, BRIDGE_ALL, SPECIAL, 0));
    assert_true(isnan(bridge_find(t.got, 0, BRIDGE_ALL, BUS, 0)->kwh_per_charger));
    end(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(guide),        cmocka_unit_test(depots),  cmocka_unit_test(just_half),
        cmocka_unit_test(battery_cars), cmocka_unit_test(reached), cmocka_unit_test(ratios),
        cmocka_unit_test(visitors)};

    return cmocka_run_group_tests_name("bridge", tests, NULL, NULL);
}
