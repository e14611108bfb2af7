/* test_energy_total.c - the public share of a class as a control total: exact, proportions
 * kept, refused where the groups cannot give it; energy from the grid; stays that are short. */
#include <stdlib.h>
#include <string.h>

#include "tests/energy_scene.h"

/* 40 % in public, exactly, battery cars and hybrids together; slow and fast, zones and layers
 * in the proportions of the groups, and the rest too; with the zones' own home access. */
static void control_total(void **state)
{
    for (int by_zone = 0; by_zone < 2; by_zone++) {
        double access[6] = {0.8, 0.1, 0.3, 0, 0.9, 0.5}, up, down;
        struct scenario *s = five_groups();
        struct city *city = fixture_city();
        struct demand *plain, *d;
        double at_battery = 0, zones = 0;

        (void)state;
        if (by_zone) city->home_access = access;
        s->fleet[0].bev_share = fixture_number(0.7);
        s->fleet[0].km_cv = 0.8;
        s->fleet[0].range_km = fixture_number(90);
        plain = fixture_demand(s, city, 1);
        s->fleet[0].public_share = fixture_number(0.4);
        d = fixture_demand(s, city, 1);
        assert_near(d->energy[0].driven, plain->energy[0].driven, 1e-14, 0);
        up = 0.4 / plain->energy[0].public_share;
        down = 0.6 / (1 - plain->energy[0].public_share);
        for (int v = 0; v < N_SERVICES; v++) {
            at_battery +=
                demand_class_public(d, 0, (enum service)v, 1) * (v == FAST ? 0.9 : 0.95);
            for (int z = 0; z < 6; z++) {
                assert_near(demand_kwh(d, (enum service)v, 1, z),
                            up * demand_kwh(plain, (enum service)v, 1, z), 1e-12, 1e-12);
                zones += demand_kwh(d, (enum service)v, 1, z) * (v == FAST ? 0.9 : 0.95);
            }
        }
        assert_near(at_battery, 0.4 * d->energy[0].driven, 1e-12, 0);
        assert_near(zones, 0.4 * d->energy[0].driven, 1e-12, 0);
        assert_near(d->totals[1].home, down * plain->totals[1].home, 1e-12, 0);
        assert_near(d->totals[1].work, down * plain->totals[1].work, 1e-12, 0);
        assert_near(d->totals[1].depot, down * plain->totals[1].depot, 1e-12, 0);
        assert_near(demand_class_bev(d, 0, SLOW, 1), up * demand_class_bev(plain, 0, SLOW, 1),
                    1e-12, 0);
        demand_free(plain);
        demand_free(d);
    }
}

/* All or nothing in public; a share by year; the result given back as input changes nothing. */
static void control_limits(void **state)
{
    static const int year[] = {2020, 2030};
    struct scenario *s = five_groups();
    struct class_energy plain = energy_of(s), e;
    struct demand *d;

    (void)state;
    s->fleet[0].public_share = fixture_number(1);
    e = energy_of(s);
    assert_near(e.home + e.work + e.depot, 0, 0, 0);
    assert_near(of_public(&e, SLOW) * 0.95 + of_public(&e, FAST) * 0.9, 6000, 1e-12, 0);
    s->fleet[0].public_share = fixture_number(0);
    e = energy_of(s);
    assert_near(of_public(&e, SLOW) + of_public(&e, FAST), 0, 0, 0);
    assert_near((e.home + e.work + e.depot) * 0.95, 6000, 1e-12, 0);
    s->fleet[0].public_share = fixture_number(plain.public_share);
    e = energy_of(s);
    assert_near(of_public(&e, FAST), of_public(&plain, FAST), 1e-12, 0);
    assert_near(e.work, plain.work, 1e-12, 0);
    s->fleet[0].home_access = s->fleet[0].work_access = s->fleet[0].depot_share = 0;
    s->fleet[0].public_share = fixture_number(1); /* as the groups have it */
    e = energy_of(s);
    assert_true(e.share_given);
    assert_near(of_public(&e, FAST), 6000 * 0.56 / 0.9, 1e-12, 0);
    s->fleet[0].depot_share = s->fleet[0].at_depot_depot = 1;
    s->fleet[0].at_depot_slow = s->fleet[0].at_depot_fast = 0;
    s->fleet[0].public_share = fixture_number(0);
    e = energy_of(s);
    assert_true(e.share_given);
    assert_near(e.depot, 6000 / 0.95, 1e-12, 0);
    s = five_groups();
    s->fleet[0].public_share = fixture_series(2, year, (double[]){0.3, 0.7});
    d = fixture_demand(s, fixture_city(), 1);
    assert_near(d->energy[0].public_share, 0.3, 1e-12, 0);
    assert_near(d->energy[1].public_share, 0.5, 1e-12, 0);
    assert_near(d->energy[2].public_share, 0.7, 1e-12, 0);
    demand_free(d);
}

/* Groups that leave nothing public, or nothing else, and a share that asks for it. */
static void control_impossible(void **state)
{
    static struct problems problems;
    double access[6] = {1, 1, 1, 1, 1, 1};
    struct scenario *s = five_groups();
    struct city *city = fixture_city();
    struct fleet_class *c = &s->fleet[0];
    struct error err;

    (void)state;
    memset(&problems, 0, sizeof problems);
    c->depot_share = 0;
    c->work_access = 0;
    c->with_home_home = 1;
    c->with_home_slow = c->with_home_fast = 0;
    c->public_share = fixture_number(0.2);
    assert_int_equal(energy_check(s, 0, false, NAN, &err), ERR_OK); /* 70 % have no home */
    assert_int_equal(energy_check(s, 0, true, 1, &err), ERR_SCENARIO);
    assert_non_null(strstr(err.text, "fleet.taxi.public_share: 0.2 of the energy is public"));
    assert_non_null(strstr(err.text, "no user group"));
    demand_check(s, city, &problems);
    assert_int_equal(problems.n, 0);
    city->home_access = access;
    demand_check(s, city, &problems);
    assert_int_equal(problems.n, 1);
    c->km_cv = 0.8; /* the way beyond the range is public */
    c->range_km = fixture_number(100);
    assert_int_equal(energy_check(s, 0, true, 1, &err), ERR_OK);
    assert_int_equal(energy_check(s, 0, true, 0, &err), ERR_SCENARIO);
    assert_non_null(strstr(err.text, "charge in public alone"));
    c->public_share = fixture_number(1);
    assert_int_equal(energy_check(s, 0, true, 0, &err), ERR_OK);
    c->range_km.n = 0;
    c->public_share = fixture_number(0);
    assert_int_equal(energy_check(s, 0, true, 1, &err), ERR_OK);
    c->public_share.n = 0;
    assert_int_equal(energy_check(s, 0, true, 1, &err), ERR_OK);
}

/* Energy from the grid: all places, each by its efficiency; depots, homes and work as slow. */
static void from_the_grid(void **state)
{
    const struct demand_totals t = {
        .depot = 100, .home = 20, .work = 3, .public_kwh = {[FAST] = 490, [SLOW] = 67}};
    const struct demand_params p = {.grid_efficiency_fast = 0.98, .grid_efficiency_slow = 0.95};

    (void)state;
    assert_near(demand_grid(&t, &p), 700, 1e-12, 0); /* 490 / 0.98 + 190 / 0.95 */
}

/* Sessions that do not fit their stay are told of layers that have energy: of the night alone
 * where all of the slow energy is the night's. */
static void short_stays(void **state)
{
    struct scenario *s = one_class();
    struct said *list = NULL;
    struct demand *d;
    struct error err;
    int n = 0;

    (void)state;
    s->fleet[0].night_share_slow = 1;
    s->fleet[0].roaming_share_slow = 0;
    s->demand.stay_h_night = s->demand.stay_h_day = s->demand.stay_h_roaming = 0.5;
    d = fixture_demand(s, fixture_city(), 1);
    assert_int_equal(demand_warn(d, s, &list, &n, &err), ERR_OK);
    assert_int_equal(n, 1);
    demand_free(d);
    free(list);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(control_total),      cmocka_unit_test(control_limits),
        cmocka_unit_test(control_impossible), cmocka_unit_test(from_the_grid),
        cmocka_unit_test(short_stays),
    };

    return cmocka_run_group_tests_name("energy total", tests, NULL, NULL);
}
