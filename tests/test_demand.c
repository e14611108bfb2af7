/* test_demand.c - energy by place, zone and hour: hand arithmetic, closed forms, invariants. */
#include <string.h>

#include "model/demand/demand.h"
#include "tests/assert.h"
#include "tests/fixture.h"

/* The fixture with one class of 1,000 vehicles in every year, 10 % of the energy at depots. */
static struct scenario *one_class(void)
{
    struct scenario *s = fixture_scenario();

    s->n_classes = 1;
    s->fleet = &s->fleet[1];
    s->fleet[0].points = fixture_number(1000);
    s->fleet[0].km_per_day = fixture_number(40);
    s->fleet[0].depot_share = 0.1;
    s->demand.efficiency_slow = 0.9;
    s->demand.efficiency_fast = 0.93;
    return s;
}

/* The share of the battery cars, apart from their number: of 1,000 vehicles a part alone draws
 * what it draws among the others; home access by zone changes nothing in that. */
static void battery_cars(void **state)
{
    for (int by_zone = 0; by_zone < 2; by_zone++) {
        double want[N_SERVICES], home[] = {0.13, 0.4, 0.77, 0.2, 0.5, 0.9};
        struct scenario *s = one_class();
        struct city *city = fixture_city();
        struct demand *d;

        (void)state;
        if (by_zone) city->home_access = home;
        s->fleet[0].bev_share = fixture_number(1);
        s->fleet[0].points = fixture_number(370);
        d = fixture_demand(s, city, 1);
        for (int v = 0; v < N_SERVICES; v++) {
            want[v] = demand_class_public(d, 0, (enum service)v, 1);
            assert_near(demand_class_bev(d, 0, (enum service)v, 1), want[v], 1e-14, 0);
        }
        demand_free(d);
        s->fleet[0].bev_share = fixture_number(0.37);
        s->fleet[0].points = fixture_number(1000);
        d = fixture_demand(s, city, 1);
        for (int v = 0; v < N_SERVICES; v++)
            assert_near(demand_class_bev(d, 0, (enum service)v, 1), want[v], 1e-12, 0);
        assert_true(demand_class_public(d, 0, SLOW, 1) > 1.2 * want[SLOW]);
        assert_near(demand_class_public(d, 0, FAST, 1), want[FAST], 1e-12, 0);
        demand_free(d);
    }
}

/* clang-format off */
static struct total_row {
    const char *name;
    double bev_share, home_access;
    double depot, home, work, slow, fast; /* kWh a day driven, before the efficiencies */
} total_rows[] = {
    /* a battery car drives on 40 x 0.15 x 1.25 = 7.5 kWh a day, a hybrid on half of it;
     * 1,000 x (0.8 x 7.5 + 0.2 x 3.75) = 6,000 + 750; a tenth at depots: 675; left 5,400 + 675
     * home  0.4 x 0.85 x 6,075 = 2,065.5      work  (0.4 x 0.05 + 0.6 x 0.15) x 6,075 = 668.25
     * fast  (0.4 x 0.07 + 0.6 x 0.45) x 5,400 = 1,609.2, battery cars only
     * slow  (0.4 x 0.03 + 0.6 x 0.40) x 5,400 + 0.252 x 675 + 0.298 x 675 = 1,732.05 */
    {"four fifths battery cars, 40 % with a home charger", 0.8, 0.4, 675, 2065.5, 668.25, 1732.05, 1609.2},
    /* 3,750; depots 375; left 3,375; home 0.34 x, work 0.11 x, slow 0.55 x 3,375 */
    {"hybrids only charge slow", 0, 0.4, 375, 1147.5, 371.25, 1856.25, 0},
    /* 7,500; depots 750; left 6,750; no home; work 0.15, slow 0.40, fast 0.45 */
    {"nobody has a home charger", 1, 0, 750, 0, 1012.5, 2700, 3037.5},
    /* home 0.85, work 0.05, slow 0.03, fast 0.07 of 6,750 */
    {"everybody has a home charger", 1, 1, 750, 5737.5, 337.5, 202.5, 472.5},
};
/* clang-format on */

static void totals(void **state)
{
    const struct total_row *r = *state;
    struct scenario *s = one_class();
    struct city *city = fixture_city();
    struct demand *d;

    s->fleet[0].bev_share = fixture_number(r->bev_share);
    s->fleet[0].home_access = r->home_access;
    d = fixture_demand(s, city, 1);
    for (int y = 0; y < 3; y++) {
        const struct demand_totals *t = &d->totals[y];

        assert_near(t->depot, r->depot / 0.9, 1e-12, 0);
        assert_near(t->home, r->home / 0.9, 1e-12, 0);
        assert_near(t->work, r->work / 0.9, 1e-12, 0);
        assert_near(t->public_kwh[SLOW], r->slow / 0.9, 1e-12, 0);
        assert_near(t->public_kwh[FAST], r->fast / 0.93, 1e-12, 0);
        assert_near(demand_class_public(d, 0, SLOW, y), r->slow / 0.9, 1e-12, 0);
        assert_near(demand_class_public(d, 0, FAST, y), r->fast / 0.93, 1e-12, 0);
        assert_near(t->vehicles, 1000, 1e-12, 0);
    }
    demand_free(d);
}

/* Zone 1 has 211/872 of the residents and 233/422 of the jobs; fast 1,609.2 / 0.93 as above, 40
 * % of it at night, slow 1,732.05 / 0.9 with 70 %. */
static void by_zone(void **state)
{
    struct scenario *s = one_class();
    struct city *city = fixture_city();
    struct demand *d = fixture_demand(s, city, 1);
    double fast = 1609.2 / 0.93, slow = 1732.05 / 0.9;
    size_t at = 2 * 6 + 1; /* year 2, zone 1 */

    (void)state;
    assert_near(d->kwh[FAST][NIGHT][at], fast * 0.4 * 211 / 872, 1e-12, 0);
    assert_near(d->kwh[FAST][DAY][at], fast * 0.6 * 233 / 422, 1e-12, 0);
    assert_near(d->kwh[SLOW][NIGHT][at], slow * 0.7 * 211 / 872, 1e-12, 0);
    assert_near(d->kwh[SLOW][DAY][at], slow * 0.3 * 233 / 422, 1e-12, 0);
    assert_near(demand_kwh(d, SLOW, 2, 1), slow * (0.7 * 211 / 872 + 0.3 * 233 / 422), 1e-12,
                0);
    demand_free(d);
}

/* The zones' own column replaces the class's figure, unless the class says no. Battery cars
 * only: 7,500 driven, 6,750 left, 317/872 of it in zone 0, where 25 % have a home charger: fast
 * share 0.25 x 0.07 + 0.75 x 0.45 = 0.355; in the others nobody has one. */
static void home_access_by_zone(void **state)
{
    double access[6] = {0.25, 0, 0, 0, 0, 0};
    struct scenario *s = one_class();
    struct city *city = fixture_city();
    struct demand *d;

    (void)state;
    s->fleet[0].bev_share = fixture_number(1);
    city->home_access = access;
    d = fixture_demand(s, city, 1);
    assert_near(d->kwh[FAST][NIGHT][0], 6750 * 0.4 * 317 / 872 * 0.355 / 0.93, 1e-12, 0);
    assert_near(d->kwh[FAST][NIGHT][3], 6750 * 0.4 * 97 / 872 * 0.45 / 0.93, 1e-12, 0);
    assert_near(d->totals[0].home, 6750 * 317.0 / 872 * 0.25 * 0.85 / 0.9, 1e-12, 0);
    demand_free(d);
    s->fleet[0].home_by_zone = false; /* 40 % in every zone: home 0.34 of all */
    d = fixture_demand(s, city, 1);
    assert_near(d->totals[0].home, 6750 * 0.34 / 0.9, 1e-12, 0);
    demand_free(d);
}

/* Two classes: zones add up to the class totals, and every place together gives the driven
 * energy, computed here from the settings alone. */
static void conserved(void **state)
{
    struct scenario *s = fixture_scenario();
    struct city *city = fixture_city();
    struct demand *d;
    const double stock[2] = {404.8, 15}, km[2] = {40, 290}; /* 2025, see test_fleet.c */
    double driven = 0, given;

    (void)state;
    s->fleet[1].depot_share = 0.37;
    d = fixture_demand(s, city, 1);
    for (int c = 0; c < 2; c++)
        driven += stock[c] * km[c] * 0.15 * 1.25 * (0.8 + 0.2 * 0.5);
    given = (d->totals[1].depot + d->totals[1].home + d->totals[1].work) * 0.95;
    for (int v = 0; v < N_SERVICES; v++) {
        double zones = 0, classes = 0;

        for (int z = 0; z < 6; z++)
            zones += demand_kwh(d, (enum service)v, 1, z);
        for (int c = 0; c < 2; c++)
            classes += demand_class_public(d, c, (enum service)v, 1);
        assert_near(zones, classes, 1e-9, 0);
        assert_near(zones, d->totals[1].public_kwh[v], 1e-9, 0);
        given += zones * (v == FAST ? 0.90 : 0.95);
    }
    assert_near(given, driven, 1e-9, 0);
    demand_free(d);
}

/* Other factors enter as products: km x 2 and kWh/km / 2 change nothing; season x 1.3 is 1.3.
 */
static void factors(void **state)
{
    struct scenario *s = one_class();
    struct city *city = fixture_city();
    struct demand *plain = fixture_demand(s, city, 1), *same, *more;

    (void)state;
    s->fleet[0].km_per_day = fixture_number(80);
    s->fleet[0].kwh_per_km = fixture_number(0.075);
    same = fixture_demand(s, city, 1);
    s->fleet[0].season_factor = 1.3;
    more = fixture_demand(s, city, 1);
    for (int z = 0; z < 6; z++) {
        assert_near(demand_kwh(same, FAST, 1, z), demand_kwh(plain, FAST, 1, z), 1e-12, 0);
        assert_near(demand_kwh(more, FAST, 1, z), 1.3 * demand_kwh(plain, FAST, 1, z), 1e-12,
                    0);
    }
    demand_free(plain);
    demand_free(same);
    demand_free(more);
}

static void set_profile(struct numbers *profile, int hour)
{
    for (int h = 0; h < DAY_HOURS; h++)
        profile->value[h] = hour < 0 || h == hour ? 3.7 : 0;
}

/* clang-format off */
static struct present_row {
    const char *name;
    int hour;      /* all arrivals in this hour; -1: alike over the day */
    double stay_h;
    double want[DAY_HOURS];
} present_rows[] = {
    {"alike over the day, 7.3 h: 7.3/24 at any time", -1, 7.3, {0}},
    {"alike over the day, 24 h: everybody", -1, 24, {0}},
    /* rises to 1 at 6:00, stays to 7:30, is gone at 8:30 */
    {"all between 5 and 6, for 2.5 h", 5, 2.5, {[5] = 1, [6] = 1, [7] = 1, [8] = 0.5}},
    /* 0.4 from 5:24 to 6:00, gone at 6:24 */
    {"all between 5 and 6, for 0.4 h", 5, 0.4, {[5] = 0.4, [6] = 0.4}},
    /* 1 from midnight to 8:00, gone at 9:00 */
    {"all between 23 and 24, for 9 h, over midnight", 23, 9,
     {1, 1, 1, 1, 1, 1, 1, 1, 1, [23] = 1}},
};
/* clang-format on */

static void present(void **state)
{
    const struct present_row *r = *state;
    struct scenario *s = one_class();
    struct city *city = fixture_city();
    struct demand *d;

    set_profile(&s->demand.day_slow, r->hour);
    s->demand.stay_h_day = r->stay_h;
    d = fixture_demand(s, city, 1);
    for (int h = 0; h < DAY_HOURS; h++)
        assert_near(d->hours.present[DAY][h], r->hour < 0 ? r->stay_h / 24 : r->want[h], 1e-12,
                    1e-12);
    demand_free(d);
}

/* Outlets taken at time t by adding up small slices of arrivals; slices of 1/200 h. */
static double taken_by_slices(const double share[DAY_HOURS], double stay_h, double t)
{
    enum { SLICES = 200 };
    double sum = 0;

    for (int k = 0; k < DAY_HOURS * SLICES; k++) {
        double ago = (k + 0.5) / SLICES;
        double when = fmod(t - ago + 48, 24);

        if (ago < stay_h) sum += share[(int)when] / SLICES;
    }
    return sum;
}

/* The peak within each hour is the largest of 20 times in it; the bends of these stays are
 * among them, and stays are whole slices, so that both sums are exact to rounding. The jagged
 * profile has its peak at a bend inside the hour in some hours (asserted: ends alone would not
 * do). */
static void present_by_slices(void **state)
{
    static const double stays[] = {9.35, 2.45, 0.6, 17.75};
    struct scenario *s = one_class();
    struct city *city = fixture_city();
    int inside = 0;

    (void)state;
    for (size_t q = 0; q < COUNT(stays); q++) {
        struct demand *d;

        s->demand.stay_h_night = stays[q];
        for (int h = 0; h < DAY_HOURS && q > 0; h++)
            s->demand.night_slow.value[h] = (h * 7 + 3) % 11;
        d = fixture_demand(s, city, 1);
        for (int h = 0; h < DAY_HOURS; h++) {
            double at[21], largest = 0;

            for (int k = 0; k <= 20; k++) {
                at[k] = taken_by_slices(d->hours.share[SLOW][NIGHT], stays[q], h + k / 20.0);
                largest = fmax(largest, at[k]);
            }
            inside += largest > 1.001 * fmax(at[0], at[20]);
            assert_near(d->hours.present[NIGHT][h], largest, 1e-9, 0);
        }
        demand_free(d);
    }
    assert_true(inside > 5);
}

/* The clock's zero is arbitrary: a profile moved by five hours moves the day by five hours. */
static void moved_clock(void **state)
{
    struct scenario *s = one_class();
    struct city *city = fixture_city();
    struct demand *plain = fixture_demand(s, city, 1), *moved;
    double before[DAY_HOURS];

    (void)state;
    memcpy(before, s->demand.night_slow.value, sizeof(before));
    for (int h = 0; h < DAY_HOURS; h++)
        s->demand.night_slow.value[(h + 5) % DAY_HOURS] = before[h];
    moved = fixture_demand(s, city, 1);
    for (int h = 0; h < DAY_HOURS; h++)
        assert_near(moved->hours.present[NIGHT][(h + 5) % DAY_HOURS],
                    plain->hours.present[NIGHT][h], 1e-12, 0);
    demand_free(plain);
    demand_free(moved);
}

/* FAST: the hours add up to the day's energy; the profile's own scale does not matter. SLOW:
 * sessions a day x outlets taken per session. The largest hour is returned. */
static void loads(void **state)
{
    struct scenario *s = one_class();
    struct city *city = fixture_city();
    struct demand *d, *scaled;
    double load[N_HOURS], again[N_HOURS], sum = 0, largest = 0;

    (void)state;
    d = fixture_demand(s, city, 1);
    for (int h = 0; h < DAY_HOURS; h++) {
        s->demand.night_fast.value[h] *= 17;
        s->demand.day_slow.value[h] /= 3;
    }
    scaled = fixture_demand(s, city, 1);
    assert_near(demand_load(d, FAST, 1, 2, load), demand_load(scaled, FAST, 1, 2, again), 1e-12,
                0);
    for (int h = 0; h < DAY_HOURS; h++) {
        sum += load[h];
        largest = fmax(largest, load[h]);
        assert_near(again[h], load[h], 1e-12, 0);
    }
    assert_near(sum, demand_kwh(d, FAST, 1, 2), 1e-12, 0);
    assert_near(demand_load(d, FAST, 1, 2, load), largest, 0, 0);

    largest = demand_load(d, SLOW, 1, 2, load);
    demand_load(scaled, SLOW, 1, 2, again);
    for (int h = 0; h < DAY_HOURS; h++) {
        double want = (d->kwh[SLOW][NIGHT][6 + 2] * d->hours.present[NIGHT][h] +
                       d->kwh[SLOW][DAY][6 + 2] * d->hours.present[DAY][h]) /
                      18;

        assert_near(load[h], want, 1e-12, 0);
        assert_near(again[h], want, 1e-12, 0);
        assert_true(load[h] <= largest);
    }
    demand_free(d);
    demand_free(scaled);
}

int main(void)
{
    struct CMUnitTest tests[COUNT(total_rows) + COUNT(present_rows) + 8];
    size_t n = 0;

    for (size_t k = 0; k < COUNT(total_rows); k++)
        tests[n++] =
            (struct CMUnitTest){total_rows[k].name, totals, NULL, NULL, &total_rows[k]};
    for (size_t k = 0; k < COUNT(present_rows); k++)
        tests[n++] =
            (struct CMUnitTest){present_rows[k].name, present, NULL, NULL, &present_rows[k]};
    tests[n++] = (struct CMUnitTest)cmocka_unit_test(battery_cars);
    tests[n++] = (struct CMUnitTest)cmocka_unit_test(by_zone);
    tests[n++] = (struct CMUnitTest)cmocka_unit_test(home_access_by_zone);
    tests[n++] = (struct CMUnitTest)cmocka_unit_test(conserved);
    tests[n++] = (struct CMUnitTest)cmocka_unit_test(factors);
    tests[n++] = (struct CMUnitTest)cmocka_unit_test(present_by_slices);
    tests[n++] = (struct CMUnitTest)cmocka_unit_test(moved_clock);
    tests[n++] = (struct CMUnitTest)cmocka_unit_test(loads);
    return cmocka_run_group_tests_name("demand", tests, NULL, NULL);
}
