/* test_fleet_curves.c - cohorts, saturation, cubic points, tables and visitors in a fleet; the
 * methods beside the chosen one. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "model/demand/demand.h"
#include "model/fleet/fleet.h"
#include "tests/assert.h"
#include "tests/fixture.h"

static struct fleet *make(const struct scenario *s)
{
    struct fleet *f = NULL;
    struct error err;

    if (fleet_create(&f, s, &err) != ERR_OK) fail_msg("%s", err.text);
    return f;
}

static void expect_error(const struct scenario *s, enum err code, const char *a, const char *b)
{
    struct fleet *f = NULL;
    struct error err;

    assert_int_equal(fleet_create(&f, s, &err), code);
    assert_null(f);
    if (strstr(err.text, a) == NULL || strstr(err.text, b) == NULL)
        fail_msg("the message is: %s", err.text);
}

/* Vehicles live two years after that of their sale: 1, 1, 1, then none. 100 a year, a tenth of
 * them EVs from 2019, three tenths from 2029 (straight line): the stock is the sum of three
 * sales years. 2020: 10 + 12 + (none before 2019). All: 300 in every year, since registrations
 * were the same before. */
static void of_cohorts(void **state)
{
    static const int year[] = {2019, 2029}, two[] = {2019, 2030};
    static double age[] = {0, 2, 2.5}, alive[] = {1, 1, 0};
    struct scenario *s = fixture_scenario();
    struct fleet_class *c = &s->fleet[1];
    struct fleet *f;

    (void)state;
    c->curve = CURVE_COHORTS;
    c->registrations = fixture_series(2, two, (double[]){100, 100});
    c->registered_ev_share = fixture_series(2, year, (double[]){0.1, 0.3});
    c->survival_age = (struct numbers){3, age};
    c->survival_alive = (struct numbers){3, alive};
    c->sold_kwh_per_km = fixture_series(2, year, (double[]){0.2, 0.1});
    f = make(s);
    assert_near(fleet_stock(f, 1, 0), 22, 1e-12, 0);
    assert_near(fleet_stock(f, 1, 1), 22 + 20 + 18, 1e-12, 0);
    assert_near(fleet_stock(f, 1, 2), 30 + 30 + 28, 1e-12, 0);
    for (int y = 0; y < 3; y++)
        assert_near(f->all_vehicles[3 + y], 300, 1e-12, 0);
    assert_near(f->kwh_per_km[4], (22 * 0.14 + 20 * 0.15 + 18 * 0.16) / 60, 1e-12, 0);
    assert_near(f->kwh_per_km[0], 0.15, 0, 0); /* the other class's own figure */
    fleet_free(f);
    c->points = fixture_number(900); /* another method is cut at these vehicles too */
    f = make(s);
    assert_near(fleet_stock(f, 1, 1), 60, 1e-12, 0);
    assert_near(fleet_method(f, 1, 1, CURVE_POINTS), 300, 1e-12, 0);
    fleet_free(f);

    c->ev_stock_before = 60;
    c->stock_before = 90; /* 30 of each of three years, 20 of them EVs */
    f = make(s);
    assert_near(fleet_stock(f, 1, 0), 22 + 20, 1e-12, 0);
    assert_near(f->all_vehicles[3], 200 + 30, 1e-12, 0);
    fleet_free(f);
    c->ev_stock_before = c->stock_before = 0; /* there were none: not as if it were not said */
    f = make(s);
    assert_near(f->all_vehicles[3], 200, 1e-12, 0);
    fleet_free(f);
    c->stock_before = 90;
    c->ev_stock_before = 91;
    expect_error(s, ERR_SCENARIO, "fleet.taxi.ev_stock_before: 91 EVs", "90");
    c->ev_stock_before = 0;
    c->registrations = fixture_series(2, year, (double[]){100, 100});
    expect_error(s, ERR_SCENARIO, "fleet.taxi.registrations: 2030 is outside", "2019 to 2029");
}

/* Cars by a Gompertz curve; half way the geometric mean of the logarithms (test_saturation.c).
 */
static void saturated(void **state)
{
    struct scenario *s = fixture_scenario();
    struct fleet *f;
    double cars;

    (void)state;
    s->fleet[0].cars_join = CARS_GOMPERTZ;
    s->fleet[0].cars_saturation = 400;
    f = make(s);
    cars = 400 * exp(-sqrt(log(400.0 / 200) * log(400.0 / 260)));
    assert_near(f->all_vehicles[0], 2060, 1e-12, 0);
    assert_near(f->all_vehicles[1], 11 * cars, 1e-12, 0);
    assert_near(fleet_stock(f, 0, 1), 11 * cars * 0.16, 1e-12, 0);
    fleet_free(f);
    s->fleet[0].cars_saturation = 260;
    expect_error(s, ERR_SCENARIO, "fleet.private.cars_per_1000: 260 in 2030", "260");
}

/* The points of test_steffen.c: (0, 0), (2, 4), (6, 6) times 5 years, 20 years on, gives 5.25
 * where the line gives 5. */
static void cubic(void **state)
{
    static const int year[] = {2005, 2015, 2035};
    struct scenario *s = fixture_scenario();
    struct fleet *f;

    (void)state;
    s->fleet[1].points = fixture_series(3, year, (double[]){0, 4, 6});
    f = make(s);
    assert_near(fleet_stock(f, 1, 1), 5, 1e-12, 0);
    fleet_free(f);
    s->fleet[1].join = JOIN_CUBIC;
    f = make(s);
    assert_near(fleet_stock(f, 1, 1), 5.25, 1e-12, 0);
    fleet_free(f);
    s->fleet[1].curve = CURVE_SHARE; /* a region's stock is joined so too */
    s->fleet[1].of = fixture_series(3, year, (double[]){0, 40, 60});
    s->fleet[1].part = 1;
    s->fleet[1].whole = 10;
    f = make(s);
    assert_near(fleet_stock(f, 1, 1), 5.25, 1e-12, 0);
    fleet_free(f);
}

static void write_table(const char *path, const char *text)
{
    FILE *file = fopen(path, "w");

    assert_non_null(file);
    fputs(text, file);
    fclose(file);
}

static void of_table(void **state)
{
    static const struct {
        const char *text, *says;
    } bad[] = {
        {"year,vehicles\n2019,5\n2019,7\n", "line 3: column 'year': 2019 stands behind 2019"},
        {"year,vehicles\n2020,-5\n", "column 'vehicles'"},
        {"year,vehicles\n", "there is no row"},
        {"year,cars\n2020,5\n", "vehicles"},
        {"year,vehicles,low\n2020,5,4\n", "high"},
        {"year,vehicles,low,high\n2020,5,6,9\n", "5 does not lie between low, 6, and high, 9"}};
    struct scenario *s = fixture_scenario();
    char path[] = "/tmp/chargeplan-table-XXXXXX";
    int handle = mkstemp(path);
    struct fleet *f;

    (void)state;
    assert_true(handle >= 0);
    close(handle);
    s->fleet[1].curve = CURVE_TABLE;
    s->fleet[1].table = path;
    write_table(path, "year,vehicles,low,high\n2020,8,5,9\n2030,28,5,30\n");
    f = make(s);
    assert_near(fleet_stock(f, 1, 0), 8, 0, 0);
    assert_near(fleet_stock(f, 1, 1), 18, 1e-14, 0);
    assert_near(fleet_method(f, 1, 1, CURVE_POINTS), 15, 1e-14, 0);
    assert_near(fleet_spread(f, 1, 1), 3, 1e-14, 0);
    fleet_free(f);
    for (int k = PATH_LOW; k <= PATH_HIGH; k++) { /* a table may have one path alone */
        s->study.path = k;
        write_table(path, "year,vehicles\n2020,8\n2030,28\n");
        f = make(s);
        assert_near(fleet_stock(f, 1, 1), 18, 1e-14, 0);
        fleet_free(f);
    }
    s->study.path = PATH_BASE;
    write_table(path, "year,vehicles\n2021,8\n2030,28\n");
    expect_error(s, ERR_SCENARIO, "fleet.taxi.table: 2020 is outside the years of", "2021 to");
    for (size_t k = 0; k < sizeof bad / sizeof bad[0]; k++) {
        write_table(path, bad[k].text);
        expect_error(s, ERR_DATA, path, "");
        {
            struct fleet *none = NULL;
            struct error err;

            fleet_create(&none, s, &err);
            if (strstr(err.text, bad[k].says) == NULL && k != 0) fail_msg("%s", err.text);
        }
    }
    unlink(path);
}

/* A fifth of the private cars' stock comes from elsewhere: no part of the total; before its
 * host in the file too. */
static void visitors(void **state)
{
    struct scenario *s = fixture_scenario();
    static const int pair[] = {2020, 2030};
    char of[] = "private", taxi[] = "taxi";
    struct fleet_class swapped[2];
    struct fleet *f;

    (void)state;
    s->fleet[1].curve = CURVE_VISITORS;
    s->fleet[1].visitors_of = of;
    s->fleet[1].visitors_share = fixture_number(0.2);
    f = make(s);
    assert_near(fleet_stock(f, 1, 2), 882.18 * 0.2, 1e-12, 0);
    assert_near(fleet_total(f, 2), 882.18, 1e-12, 0);
    assert_true(f->visitor[1]);
    assert_false(f->visitor[0]);
    fleet_free(f);
    s->fleet[1].visitors_share = fixture_series(2, pair, (double[]){0.2, 0.5});
    f = make(s);
    assert_near(fleet_stock(f, 1, 2), 882.18 * 0.5, 1e-12, 0);
    assert_near(fleet_stock(f, 1, 1), fleet_stock(f, 0, 1) * 0.35, 1e-12, 0);
    fleet_free(f);
    s->fleet[1].visitors_share = fixture_number(0.2);
    swapped[0] = s->fleet[1];
    swapped[1] = s->fleet[0];
    s->fleet = swapped;
    f = make(s);
    assert_near(fleet_stock(f, 0, 2), 882.18 * 0.2, 1e-12, 0);
    assert_near(fleet_total(f, 2), 882.18, 1e-12, 0);
    fleet_free(f);
    swapped[0].visitors_of = taxi;
    expect_error(s, ERR_SCENARIO, "fleet.taxi.visitors", "visitors of visitors");
    swapped[0].visitors_of = NULL;
    f = make(s);
    assert_near(fleet_stock(f, 0, 1), 15, 1e-12, 0);
    fleet_free(f);
}

/* Visitors as many and as busy as the private cars double the energy and not the stock; cohorts
 * that need half as much per km halve the energy. */
static void energy(void **state)
{
    struct scenario *s = fixture_scenario();
    const struct city *city = fixture_city();
    char of[] = "private", guests[] = "guests";
    struct fleet_class classes[2] = {s->fleet[0], s->fleet[0]};
    double once = 0;
    struct error err;

    (void)state;
    s->fleet = classes;
    classes[1].id = guests;
    classes[1].curve = CURVE_VISITORS;
    classes[1].visitors_of = of;
    classes[1].visitors_share = fixture_number(1);
    for (int k = 0; k < 3; k++) {
        struct demand *d = NULL;
        struct fleet *f;
        double all;

        s->n_classes = k == 1 ? 2 : 1;
        if (k == 2) {
            classes[0].survival_mean = 14;
            classes[0].sold_kwh_per_km = fixture_number(0.075);
        }
        f = make(s);
        assert_int_equal(demand_create(&d, s, city, f, 1, &err), ERR_OK);
        all = d->totals[2].home + d->totals[2].work + d->totals[2].public_kwh[FAST];
        if (k == 0) once = all;
        assert_true(once > 0);
        assert_near(all, once * (k == 0 ? 1 : k == 1 ? 2 : 0.5), 1e-12, 0);
        assert_near(d->totals[2].vehicles, 882.18, 1e-12, 0);
        demand_free(d);
        fleet_free(f);
    }
}

/* 1,000 in 2020 by constant registrations before, mean life 5 years: what is left in 2021 by
 * the sum of survival. A stock below it is refused, one above is not. */
static void falls(void **state)
{
    static const int year[] = {2020, 2021, 2030};
    struct scenario *s = fixture_scenario();
    struct fleet_class *c = &s->fleet[1];
    double scale = 5 / tgamma(1.25), now = 0, next = 0, least;
    struct fleet *f;

    (void)state;
    for (int a = 0; a <= COHORTS_AGES; a++) {
        now += exp(-pow(a / scale, 4));
        next += exp(-pow((a + 1) / scale, 4));
    }
    least = 1000 * next / now;
    c->survival_mean = 5;
    c->points = fixture_series(3, year, (double[]){1000, least * 1.0001, least * 1.0001});
    f = make(s);
    assert_non_null(f->ev[1]);
    assert_near(cohorts_stock(f->ev[1], 2021), least * 1.0001, 1e-12, 0);
    fleet_free(f);
    c->points = fixture_series(3, year, (double[]){1000, least * 0.9999, least});
    expect_error(s, ERR_SCENARIO, "fleet.taxi.points: the stock falls from 1000 to",
                 "in 2021, faster than vehicles retire");
    c->survival_mean = NAN; /* who does not say how long they live is not asked */
    f = make(s);
    assert_null(f->ev[1]);
    fleet_free(f);
}

/* Other methods do not move the chosen one; they are cut as it is; one that cannot be told is
 * left out. */
static void methods(void **state)
{
    static const int pair[] = {2020, 2030}, early[] = {2020, 2025};
    struct scenario *s = fixture_scenario();
    struct fleet_class *c = &s->fleet[0];
    struct fleet *f = make(s);

    (void)state;
    for (int m = 0; m < N_CURVES; m++)
        if (m != CURVE_PENETRATION)
            assert_near(fleet_method(f, 0, 1, (enum curve)m), NAN, 0, 0);
    assert_near(fleet_spread(f, 0, 1), NAN, 0, 0);
    fleet_free(f);
    c->points = fixture_series(2, pair, (double[]){50, 9000});
    c->market = 3000;
    c->growth_rate = 0.5;
    c->midpoint_year = 2025;
    f = make(s);
    assert_near(fleet_stock(f, 0, 1), 404.8, 1e-12, 0);
    assert_near(fleet_method(f, 0, 1, CURVE_PENETRATION), 404.8, 1e-12, 0);
    assert_near(fleet_method(f, 0, 1, CURVE_LOGISTIC), 1500, 1e-12, 0);
    assert_near(fleet_method(f, 0, 1, CURVE_POINTS), 2530, 1e-12, 0); /* of 4525: all cars */
    assert_near(fleet_method(f, 0, 1, CURVE_BASS), NAN, 0, 0);
    assert_near(fleet_spread(f, 0, 1), 2530 - 404.8, 1e-12, 0);
    fleet_free(f);
    c->points = fixture_series(2, early, (double[]){50, 90});
    f = make(s);
    assert_near(fleet_method(f, 0, 1, CURVE_POINTS), 90, 1e-12, 0);
    assert_near(fleet_method(f, 0, 2, CURVE_POINTS), NAN, 0, 0); /* outside the points */
    fleet_free(f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(of_cohorts), cmocka_unit_test(saturated), cmocka_unit_test(cubic),
        cmocka_unit_test(of_table),   cmocka_unit_test(visitors),  cmocka_unit_test(falls),
        cmocka_unit_test(methods),    cmocka_unit_test(energy)};

    return cmocka_run_group_tests_name("fleet_curves", tests, NULL, NULL);
}
