/* test_batteries.c - batteries that retire, against every life of a vehicle and of its
 * batteries counted one by one. */
#include "model/fleet/batteries.h"

#include "tests/assert.h"
#include "tests/fixture.h"

enum { FIRST = 2020, LAST = 2027, YEARS = LAST - FIRST + 1 };

static struct fleet_class *a_class(void)
{
    struct fleet_class *c = &fixture_scenario()->fleet[0];

    c->survival_mean = 5;
    c->survival_shape = 2;
    c->battery_kwh = fixture_number(50);
    c->battery_wh_per_kg = fixture_number(160);
    c->battery_mean = 3;
    c->battery_shape = 1.6;
    c->km_per_day = fixture_number(100);
    c->warranty_years = 1.5;
    c->warranty_km = 1e6;
    c->battery_fade = 0.15;
    return c;
}

static struct cohorts *sold(const struct fleet_class *c, const double n[], double before)
{
    struct survival survival = survival_of(c);
    struct cohorts *ev = NULL;
    struct error err;

    if (cohorts_of_sales(&ev, &survival, FIRST, LAST, n, before, &err) != ERR_OK)
        fail_msg("%s", err.text);
    return ev;
}

static struct batteries *made(const struct fleet_class *c, const struct cohorts *ev)
{
    struct batteries *b = NULL;
    struct error err;

    if (batteries_create(&b, c, ev, FIRST, LAST, &err) != ERR_OK) fail_msg("%s", err.text);
    return b;
}

/* Chance that a battery is alive at an age, by its definition. */
static double own(const struct fleet_class *c, double floor, int age)
{
    double scale = c->battery_mean / tgamma(1 + 1 / c->battery_shape);

    if (age <= floor) return 1;
    return exp(pow(floor / scale, c->battery_shape) - pow(age / scale, c->battery_shape));
}

/* What one vehicle's batteries do from a year on, with the chance p that all before happened:
 * the vehicle is scrapped in year `end`, the battery in it is new in year `from`. */
static void enumerate(const struct fleet_class *c, double floor, int end, int from, double p,
                      struct retired out[YEARS])
{
    if (from > 0) out[from].installed += p;
    for (int y = from + 1; y <= end && y < YEARS; y++) {
        int age = y - from;
        double worn = p * (own(c, floor, age - 1) - own(c, floor, age));
        double kwh = 50 * fmax(1 - 0.15 / floor * age, 0);

        if (y == end) { /* whatever the battery, it goes with the vehicle, once */
            double here = p * own(c, floor, age - 1);

            out[y].with_vehicle += here;
            out[y].kwh_left += here * kwh;
            return;
        }
        out[y].worn_out += worn;
        out[y].kwh_left += worn * kwh;
        if (c->battery_replaced) enumerate(c, floor, end, y, worn, out);
    }
}

/* 1,000 vehicles sold in the first year; every year of scrapping, every chain of batteries. */
static void brute_force(void **state)
{
    static const struct {
        double years, km, floor;
        bool replaced;
    } rows[] = {
        {1.5, 1e6, 1.5, true}, {0, 1e6, 0, true}, {3, 73000, 2, true}, {2, 1e6, 2, false}};
    const double n[YEARS] = {1000};

    (void)state;
    for (size_t r = 0; r < sizeof rows / sizeof rows[0]; r++) {
        struct fleet_class *c = a_class();
        struct retired want[YEARS] = {{0}};
        struct cohorts *ev;
        struct batteries *b;
        double scale = 5 / tgamma(1.5), floor = rows[r].floor > 0 ? rows[r].floor : 1e300;

        c->warranty_years = rows[r].years;
        c->warranty_km = rows[r].km; /* 36,500 km a year */
        c->battery_replaced = rows[r].replaced;
        if (rows[r].floor == 0) c->battery_fade = 0;
        ev = sold(c, n, 0);
        b = made(c, ev);
        for (int end = 1; end < 40; end++) {
            double p = 1000 * (exp(-pow((end - 1) / scale, 2)) - exp(-pow(end / scale, 2)));

            if (rows[r].floor > 0)
                enumerate(c, floor, end, 0, p, want);
            else { /* no warranty, no fade by it */
                struct retired plain[YEARS] = {{0}};

                enumerate(c, 1e-300, end, 0, p, plain);
                for (int y = 0; y < YEARS; y++) {
                    want[y].with_vehicle += plain[y].with_vehicle;
                    want[y].worn_out += plain[y].worn_out;
                    want[y].installed += plain[y].installed;
                    want[y].kwh_left += 50 * (plain[y].with_vehicle + plain[y].worn_out);
                }
            }
        }
        want[0].installed = 1000;
        for (int y = 0; y < YEARS; y++) {
            const struct retired *got = &b->year[y];

            assert_near(got->with_vehicle, want[y].with_vehicle, 1e-9, 1e-9);
            assert_near(got->worn_out, want[y].worn_out, 1e-9, 1e-9);
            assert_near(got->installed, want[y].installed, 1e-9, 1e-9);
            assert_near(got->kwh_left, want[y].kwh_left, 1e-9, 1e-9);
            assert_near(got->kwh, 50 * (want[y].with_vehicle + want[y].worn_out), 1e-9, 1e-9);
            assert_near(got->tonnes, got->kwh / 160, 1e-9, 1e-9); /* kWh / (kWh/t) */
        }
        batteries_free(b);
        cohorts_free(ev);
    }
}

/* Every vehicle has one battery where they are replaced; what was installed is in use or
 * retired; without the wear of batteries those retired are the vehicles scrapped. */
static void conservation(void **state)
{
    const double n[YEARS] = {100, 300, 900, 1000, 1100, 0, 500, 10};
    struct fleet_class *c = a_class();
    struct cohorts *ev = sold(c, n, 2500);
    struct batteries *b = made(c, ev);
    double came = 2500, went = 0;

    (void)state;
    for (int y = 0; y < YEARS; y++) {
        came += b->year[y].installed;
        went += b->year[y].with_vehicle + b->year[y].worn_out;
        assert_near(b->year[y].in_use, cohorts_stock(ev, FIRST + y), 1e-9, 0);
        assert_near(came - went, b->year[y].in_use, 1e-9, 1e-9);
    }
    batteries_free(b);
    c->battery_mean = 60;
    c->battery_shape = 20;
    b = made(c, ev);
    went = 0;
    for (int y = 0; y < YEARS; y++) {
        went += b->year[y].with_vehicle;
        assert_near(b->year[y].worn_out, 0, 0, 1e-6);
        assert_near(went, cohorts_scrapped(ev, FIRST + y), 1e-9, 1e-9);
    }
    batteries_free(b);
    cohorts_free(ev);
}

/* kWh and mass are those of the sales year: 10 vehicles of 2020 with 40 kWh, 100 Wh/kg, of 2022
 * with 60 kWh, 200 Wh/kg, none else; all live two years exactly (a table), no battery wears. */
static void by_sales_year(void **state)
{
    static const int year[] = {2020, 2022};
    const double n[YEARS] = {10, 0, 10};
    double age[] = {0, 1, 2, 2.5}, alive[] = {1, 1, 1, 0};
    struct fleet_class *c = a_class();
    struct cohorts *ev;
    struct batteries *b;

    (void)state;
    c->survival_age = (struct numbers){4, age};
    c->survival_alive = (struct numbers){4, alive};
    c->battery_kwh = fixture_series(2, year, (double[]){40, 60});
    c->battery_wh_per_kg = fixture_series(2, year, (double[]){100, 200});
    c->warranty_years = 10;
    c->battery_fade = 0.2;
    ev = sold(c, n, 0);
    b = made(c, ev);
    assert_near(b->year[3].kwh, 400, 1e-12, 0);
    assert_near(b->year[3].tonnes, 4, 1e-12, 0);
    assert_near(b->year[3].kwh_left, 400 * 0.94, 1e-12, 0); /* 3 of 10 years of 20 % */
    assert_near(b->year[5].kwh, 600, 1e-12, 0);
    assert_near(b->year[5].tonnes, 3, 1e-12, 0);
    assert_near(b->year[2].kwh + b->year[4].kwh + b->year[6].kwh, 0, 0, 0);
    batteries_free(b);
    cohorts_free(ev);
}

/* The way of the sales year ends the warranty: 120,000 km are 8 years at 15,000 km a year and 2
 * at 60,000. No battery of 2020 wears before its eighth year, those of 2022 do in their third.
 */
static void way_of_the_sales_year(void **state)
{
    static const int year[] = {2020, 2022};
    const double n[YEARS] = {10, 0, 10};
    double age[] = {0, 20}, alive[] = {1, 1};
    struct fleet_class *c = a_class();
    struct cohorts *ev;
    struct batteries *b;

    (void)state;
    c->survival_age = (struct numbers){2, age};
    c->survival_alive = (struct numbers){2, alive};
    c->km_per_day = fixture_series(2, year, (double[]){15000 / 365.0, 60000 / 365.0});
    c->warranty_years = 30;
    c->warranty_km = 120000;
    c->battery_mean = 1;
    c->battery_shape = 20;
    ev = sold(c, n, 0);
    b = made(c, ev);
    for (int y = 0; y < YEARS; y++)
        assert_near(b->year[y].worn_out, y == 5 ? 10 : 0, 1e-9, 1e-9);
    batteries_free(b);
    cohorts_free(ev);
}

/* A warranty longer than any battery would last by its curve: all last it out, and none the
 * year after. */
static void warranty_beyond_life(void **state)
{
    const double n[YEARS] = {10};
    double age[] = {0, 20}, alive[] = {1, 1};
    struct fleet_class *c = a_class();
    struct cohorts *ev;
    struct batteries *b;

    (void)state;
    c->survival_age = (struct numbers){2, age};
    c->survival_alive = (struct numbers){2, alive};
    c->battery_mean = 1;
    c->battery_shape = 20;
    c->warranty_years = 5;
    ev = sold(c, n, 0);
    b = made(c, ev);
    for (int y = 0; y < YEARS; y++) {
        assert_near(b->year[y].worn_out, y == 6 ? 10 : 0, 1e-12, 1e-9);
        assert_near(b->year[y].in_use, 10, 1e-12, 0);
    }
    batteries_free(b);
    cohorts_free(ev);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(brute_force), cmocka_unit_test(conservation),
        cmocka_unit_test(by_sales_year), cmocka_unit_test(way_of_the_sales_year),
        cmocka_unit_test(warranty_beyond_life)};

    return cmocka_run_group_tests_name("batteries", tests, NULL, NULL);
}
