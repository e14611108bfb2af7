/* test_energy.c - what a class asks for: user groups, range, climate; hand
 * arithmetic and laws. Energy by zone and hour: test_demand.c; control totals:
 * test_energy_total.c. */
#include "tests/energy_scene.h"

static void set_without_home(struct fleet_class *c, double work, double slow, double fast)
{
    c->home_access = 0;
    c->without_home_work = work;
    c->without_home_slow = slow;
    c->without_home_fast = fast;
}

/* ---- arithmetic of the plans ---- */

/* 4.3 million private cars: 40 km x 0.1746 kWh/km x 0.575 / 0.95 = 4.227 kWh per car and day,
 * by the control total and by the groups alone; 0.3 million taxis x 350 km x 0.17 x 0.8 / 0.9,
 * a fifth of them at depots; as whole numbers of the settings. */
static void the_guide(void **state)
{
    struct scenario *s = one_class();
    struct fleet_class *c = &s->fleet[0];
    struct class_energy e;

    (void)state;
    c->points = fixture_number(4300000);
    c->kwh_per_km = fixture_number(0.1746);
    set_without_home(c, 0.425, 0.575, 0);
    e = energy_of(s);
    assert_near(of_public(&e, SLOW) / 4300000, 40 * 0.1746 * 0.575 / 0.95, 1e-12, 0);
    assert_near(of_public(&e, SLOW) / 4300000, 4.227, 0, 0.0005);
    assert_false(e.share_given);
    assert_near(e.public_share, 0.575, 1e-12, 0);
    set_without_home(c, 0.9, 0.1, 0);
    c->public_share = fixture_number(0.575);
    e = energy_of(s);
    assert_near(of_public(&e, SLOW), 4300000 * 40 * 0.1746 * 0.575 / 0.95, 1e-12, 0);
    assert_near(e.work, 4300000 * 40 * 0.1746 * 0.425 / 0.95, 1e-12, 0);
    assert_true(e.share_given);

    s = one_class();
    c = &s->fleet[0];
    c->points = fixture_number(300000);
    c->km_per_day = fixture_number(350);
    c->kwh_per_km = fixture_number(0.17);
    c->depot_share = 0.2;
    set_without_home(c, 0, 0, 1);
    e = energy_of(s);
    assert_near(of_public(&e, FAST), 300000 * 350 * 0.17 * 0.8 / 0.9, 1e-12, 0);
    assert_near(of_public(&e, SLOW), 0, 0, 0);
    assert_near(e.depot, 300000 * 350 * 0.17 * 0.2 / 0.95, 1e-12, 0);
}

/* ---- groups ---- */

static void groups(void **state)
{
    struct scenario *s = five_groups();
    struct class_energy e = energy_of(s), phev;

    (void)state;
    assert_near(e.driven, 6000, 1e-12, 0);
    assert_near(e.home, 6000 * 0.20925 / 0.95, 1e-12, 0);
    assert_near(e.work, 6000 * 0.10935 / 0.95, 1e-12, 0);
    assert_near(e.depot, 6000 * 0.07 / 0.95, 1e-12, 0);
    assert_near(of_public(&e, SLOW), 6000 * 0.293725 / 0.95, 1e-12, 0);
    assert_near(of_public(&e, FAST), 6000 * 0.317675 / 0.9, 1e-12, 0);
    assert_near(e.public_share, 0.6114, 1e-12, 0);
    s->fleet[0].bev_share = fixture_number(0);
    phev = energy_of(s); /* half of it electric; all that is public is slow, at depots too */
    assert_near(phev.driven, 3000, 1e-12, 0);
    assert_near(phev.depot, 3000 * 0.07 / 0.95, 1e-12, 0);
    assert_near(of_public(&phev, SLOW), 3000 * 0.6114 / 0.95, 1e-12, 0);
    assert_near(phev.phev_slow.plain, 3000 * 0.6114 / 0.95, 1e-12, 0);
    assert_near(of_public(&phev, FAST), 0, 0, 0);
}

/* Nobody has a charger at work: as if nothing were said of it. Everybody has: the two groups
 * without matter to nobody. */
static void work_access(void **state)
{
    struct scenario *s = five_groups();
    struct class_energy none, all, unset;

    (void)state;
    s->fleet[0].work_access = 0;
    none = energy_of(s);
    s->fleet[0].work_access = NAN;
    unset = energy_of(s);
    assert_near(none.home, unset.home, 1e-14, 0);
    assert_near(of_public(&none, FAST), of_public(&unset, FAST), 1e-14, 0);
    s->fleet[0].work_access = 1;
    all = energy_of(s);
    assert_near(all.work, 6000 * 0.9 * (0.3 * 0.29 + 0.7 * 0.57) / 0.95, 1e-12, 0);
}

/* Zone z gets its share of the night weight by its own home access: in the fixture's zone 0,
 * 317 of 872 residents, 80 % have a charger at home, elsewhere nobody has; 25 % at work. Fast
 * shares: home 0.06 x 0.75 + 0.03 x 0.25 = 0.0525, none 0.56 x 0.75 + 0.12 x 0.25 = 0.45. */
static void groups_by_zone(void **state)
{
    double access[6] = {0.8, 0, 0, 0, 0, 0}, sum = 0;
    struct scenario *s = five_groups();
    struct city *city = fixture_city();
    struct demand *d;

    (void)state;
    s->fleet[0].depot_share = 0;
    s->fleet[0].night_share_fast = 1;
    city->home_access = access;
    d = fixture_demand(s, city, 1);
    assert_near(d->kwh[FAST][NIGHT][0], 6000 * 317.0 / 872 * (0.8 * 0.0525 + 0.2 * 0.45) / 0.9,
                1e-12, 0);
    assert_near(d->kwh[FAST][NIGHT][3], 6000 * 97.0 / 872 * 0.45 / 0.9, 1e-12, 0);
    for (int z = 0; z < 6; z++)
        sum += demand_kwh(d, FAST, 0, z);
    assert_near(sum, demand_class_public(d, 0, FAST, 0), 1e-12, 0);
    demand_free(d);
}

/* ---- range ---- */

/* 40 km a day, spread 1 (exponential), range 100 km: e^-2.5 of the way is beyond. */
static void range(void **state)
{
    const double far = exp(-2.5);
    struct scenario *s = five_groups();
    struct class_energy e;

    (void)state;
    s->fleet[0].km_cv = 1;
    s->fleet[0].range_km = fixture_number(100);
    e = energy_of(s);
    assert_near(e.beyond_share, far, 1e-12, 0);
    assert_near(e.driven, 6000, 1e-12, 0);
    assert_near(e.home, 6000 * (1 - far) * 0.20925 / 0.95, 1e-12, 0);
    assert_near(of_public(&e, SLOW), 6000 * (1 - far) * 0.293725 / 0.95, 1e-12, 0);
    assert_near(of_public(&e, FAST), 6000 * (far + (1 - far) * 0.317675) / 0.9, 1e-12, 0);
    s->fleet[0].km_cv = 0; /* nobody drives 100 km */
    e = energy_of(s);
    assert_near(of_public(&e, FAST), 6000 * 0.317675 / 0.9, 1e-12, 0);
    s->fleet[0].range_km = fixture_number(30); /* everybody charges 10 of 40 km on the way */
    e = energy_of(s);
    assert_near(of_public(&e, FAST), 6000 * (0.25 + 0.75 * 0.317675) / 0.9, 1e-12, 0);
}

/* Hybrids: 80 km of electric way, spread 1: 1 - e^-2 of the way is electric, whatever
 * phev_electric_share; the range of battery cars does not concern them. */
static void electric_share(void **state)
{
    struct scenario *s = five_groups();
    struct class_energy e;

    (void)state;
    s->fleet[0].bev_share = fixture_number(0);
    s->fleet[0].km_cv = 1;
    s->fleet[0].range_km = fixture_number(10);
    s->fleet[0].phev_range_km = fixture_number(80);
    s->fleet[0].phev_electric_share = 0.123;
    e = energy_of(s);
    assert_near(e.phev_electric_share, 1 - exp(-2), 1e-12, 0);
    assert_near(e.driven, 6000 * (1 - exp(-2)), 1e-12, 0);
    assert_near(of_public(&e, FAST), 0, 0, 0);
}

/* ---- climate ---- */

/* A month that asks for 1.25 times the energy, and a season of 1.2: the range is shorter by
 * both: 100 / 1.5. */
static void cold(void **state)
{
    double t[12] = {5, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15};
    struct scenario *s = five_groups();
    struct class_energy e;

    (void)state;
    s->demand.temperature_c = (struct numbers){12, t};
    s->demand.temperature_cold_share = 0.025;
    s->demand.month = 2;
    s->fleet[0].season_factor = 1.2;
    e = energy_of(s);
    assert_near(e.season, 1.5, 1e-12, 0);
    assert_near(e.driven, 9000, 1e-12, 0);
    assert_near(e.home, 9000 * 0.20925 / 0.95, 1e-12, 0);
    s->fleet[0].km_cv = 1;
    s->fleet[0].range_km = fixture_number(100);
    e = energy_of(s);
    assert_near(e.beyond_share, exp(-2.5 / 1.5), 1e-12, 0);
}

/* ---- laws ---- */

/* More EVs never draw less, in any zone and year; km x 2 and kWh/km / 2 change nothing, where
 * no range is in play. */
static void laws(void **state)
{
    double access[6] = {0.8, 0.1, 0.3, 0, 0.9, 0.5};
    struct scenario *s = five_groups();
    struct city *city = fixture_city();
    struct demand *few, *many, *same;

    (void)state;
    city->home_access = access;
    s->fleet[0].bev_share = fixture_number(0.6);
    few = fixture_demand(s, city, 1);
    s->fleet[0].km_per_day = fixture_number(80);
    s->fleet[0].kwh_per_km = fixture_number(0.075);
    same = fixture_demand(s, city, 1);
    s->fleet[0].points = fixture_number(1000.5);
    many = fixture_demand(s, city, 1);
    for (int v = 0; v < N_SERVICES; v++)
        for (int z = 0; z < 6; z++) {
            double kwh = demand_kwh(few, (enum service)v, 2, z);

            assert_near(demand_kwh(same, (enum service)v, 2, z), kwh, 1e-12, 0);
            assert_near(demand_kwh(many, (enum service)v, 2, z), kwh * 1.0005, 1e-12, 0);
            assert_true(demand_kwh(many, (enum service)v, 2, z) >= kwh);
        }
    demand_free(few);
    demand_free(many);
    demand_free(same);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_guide),   cmocka_unit_test(groups),
        cmocka_unit_test(work_access), cmocka_unit_test(groups_by_zone),
        cmocka_unit_test(range),       cmocka_unit_test(electric_share),
        cmocka_unit_test(cold),        cmocka_unit_test(laws),
    };

    return cmocka_run_group_tests_name("energy", tests, NULL, NULL);
}
