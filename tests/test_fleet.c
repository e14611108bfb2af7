/* test_fleet.c - stocks by points, penetration and Bass; the cap of all vehicles. */
#include <string.h>

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

/* private, by the plans' arithmetic:
 *   2020  10,300 x 200/1000 x 0.03 = 61.8;  2030  11,700 x 260/1000 x 0.29 = 882.18
 *   2025  half way in each series: 11,000 x 230/1000 x 0.16 = 404.8
 * taxi, straight line: 7, 15, 23 */
static void by_hand(void **state)
{
    struct scenario *s = fixture_scenario();
    struct fleet *f = make(s);
    const double want[2][3] = {{61.8, 404.8, 882.18}, {7, 15, 23}};
    const double all[3] = {2060, 2530, 3042};

    (void)state;
    for (int y = 0; y < 3; y++) {
        assert_near(fleet_stock(f, 0, y), want[0][y], 1e-12, 0);
        assert_near(fleet_stock(f, 1, y), want[1][y], 1e-12, 0);
        assert_near(fleet_total(f, y), want[0][y] + want[1][y], 1e-12, 0);
        assert_near(f->all_vehicles[y], all[y], 1e-12, 0);
        assert_near(f->all_vehicles[3 + y], NAN, 0, 0);
        assert_near(f->bev_share[y], 0.8, 0, 0);
        assert_false(f->capped[y]);
    }
    fleet_free(f);
}

static void bev_share_by_year(void **state)
{
    static const int year[] = {2020, 2030};
    struct scenario *s = fixture_scenario();
    struct fleet *f;

    (void)state;
    s->fleet[1].bev_share = fixture_series(2, year, (double[]){0.5, 0.9});
    f = make(s);
    assert_near(f->bev_share[3], 0.5, 1e-14, 0);
    assert_near(f->bev_share[4], 0.7, 1e-14, 0);
    assert_near(f->bev_share[5], 0.9, 1e-14, 0);
    fleet_free(f);
}

/* A quarter of 1,000 in 2020 and of 3,000 in 2030, straight line between; 0.25 of 2,001 stays
 * 500.25, not rounded. */
static void share_of_a_region(void **state)
{
    static const int year[] = {2020, 2030}, late[] = {2025, 2030};
    struct scenario *s = fixture_scenario();
    struct fleet *f = NULL;
    struct error err;

    (void)state;
    s->fleet[1].curve = CURVE_SHARE;
    s->fleet[1].of = fixture_series(2, year, (double[]){1000, 3000});
    s->fleet[1].part = 30;
    s->fleet[1].whole = 120;
    f = make(s);
    assert_near(f->stock[3], 250, 1e-12, 0);
    assert_near(f->stock[4], 500, 1e-12, 0);
    assert_near(f->stock[5], 750, 1e-12, 0);
    fleet_free(f);
    s->fleet[1].of = fixture_number(2001);
    f = make(s);
    assert_near(f->stock[3], 500.25, 1e-12, 0);
    fleet_free(f);
    s->fleet[1].of = fixture_series(2, late, (double[]){1000, 3000});
    assert_int_equal(fleet_create(&f, s, &err), ERR_SCENARIO);
    assert_non_null(strstr(err.text, "fleet.taxi.of: 2020 is outside the years"));
    s->fleet[1].part = 121;
    assert_int_equal(fleet_create(&f, s, &err), ERR_SCENARIO);
    assert_non_null(strstr(err.text, "the part not above the whole"));
}

static void plain_number_holds_always(void **state)
{
    struct scenario *s = fixture_scenario();
    struct fleet *f;

    (void)state;
    s->fleet[1].points = fixture_number(331);
    f = make(s);
    assert_near(fleet_stock(f, 1, 0), 331, 0, 0);
    assert_near(fleet_stock(f, 1, 2), 331, 0, 0);
    fleet_free(f);
}

/* Given Bass with q = 0: m (1 - e^{-p t}), 10 years after the launch, p = 0.07. */
static void bass_given(void **state)
{
    struct scenario *s = fixture_scenario();
    struct fleet *f;

    (void)state;
    s->fleet[1].curve = CURVE_BASS;
    s->fleet[1].points.n = 0;
    s->fleet[1].market = 417;
    s->fleet[1].innovation = 0.07;
    s->fleet[1].imitation = 0;
    s->fleet[1].launch_year = 2020;
    f = make(s);
    assert_near(fleet_stock(f, 1, 0), 0, 0, 0);
    assert_near(fleet_stock(f, 1, 2), 417 * (1 - 0.49658530379140953), 1e-13, 0);
    assert_int_equal(f->fit[1].n_fitted, 0);
    fleet_free(f);
}

/* Points from a planted curve give the curve back in other years. */
static void bass_fitted(void **state)
{
    const struct bass b = {5210, 0.019, 0.41, 2012};
    struct scenario *s = fixture_scenario();
    struct fleet *f;
    int year[5];
    double value[5];

    (void)state;
    for (int k = 0; k < 5; k++) {
        year[k] = 2014 + 3 * k;
        value[k] = bass_stock(&b, year[k]);
    }
    s->fleet[1].curve = CURVE_BASS;
    s->fleet[1].points = fixture_series(5, year, value);
    s->fleet[1].launch_year = 2012;
    f = make(s);
    assert_int_equal(f->fit[1].n_fitted, 3);
    assert_int_equal(f->fit[0].n_fitted, 0);
    assert_near(fleet_stock(f, 1, 1), bass_stock(&b, 2025), 1e-6, 0);
    assert_near(fleet_stock(f, 1, 2), bass_stock(&b, 2030), 1e-6, 0);
    fleet_free(f);
}

static void expect_error(const struct scenario *s, const char *a, const char *b)
{
    struct fleet *f = NULL;
    struct error err;

    assert_int_equal(fleet_create(&f, s, &err), ERR_SCENARIO);
    assert_null(f);
    if (strstr(err.text, a) == NULL || strstr(err.text, b) == NULL)
        fail_msg("the message is: %s", err.text);
}

/* 11,000 x 1.1/1000 = 12.1 taxis in 2025 where the line says 15; 2020: 10,300 x 1.1/1000
 * = 11.33 above 7. Given figures are refused, those drawn by chance are cut, and so is a Bass
 * curve. */
static void capped(void **state)
{
    static const int year[] = {2020, 2025, 2030};
    struct scenario *s = fixture_scenario();
    struct fleet *f = NULL;
    struct error err;

    (void)state;
    s->fleet[1].population = s->fleet[0].population;
    s->fleet[1].cars_per_1000 = fixture_number(1.1);
    expect_error(s, "fleet.taxi.points: 15 EVs in 2025 are more than all vehicles", "12.1 by");
    assert_int_equal(fleet_create_drawn(&f, s, &err), ERR_OK);
    assert_near(fleet_stock(f, 1, 0), 7, 1e-12, 0);
    assert_false(f->capped[3]);
    assert_near(fleet_stock(f, 1, 1), 12.1, 1e-12, 0);
    assert_true(f->capped[4]);
    assert_true(f->capped[5]);
    fleet_free(f);

    s->fleet[1].curve = CURVE_SHARE;
    s->fleet[1].of = fixture_series(3, year, (double[]){400, 484.1, 500});
    s->fleet[1].part = 1;
    s->fleet[1].whole = 40; /* 484.1 / 40 = 12.1025 */
    expect_error(s, "fleet.taxi.of: 12.1025 EVs in 2025", "12.1 by");
    s->fleet[1].cars_per_1000 = fixture_number(1);
    s->fleet[1].of = fixture_series(3, year, (double[]){400, 440, 460});
    f = make(s); /* 440 / 40: all 11 taxis are electric, no mistake */
    assert_near(fleet_stock(f, 1, 1), 11, 1e-12, 0);
    assert_false(f->capped[4]);
    fleet_free(f);
    s->fleet[1].cars_per_1000 = fixture_number(1.1);

    s->fleet[1].curve = CURVE_BASS;
    s->fleet[1].market = 400;
    s->fleet[1].innovation = 0.2;
    s->fleet[1].imitation = 0.2;
    s->fleet[1].launch_year = 2020;
    f = make(s);
    assert_near(fleet_stock(f, 1, 1), 12.1, 1e-12, 0);
    assert_true(f->capped[4]);
    fleet_free(f);
}

/* A drawn stock that falls from 400 to 40 in five years, of vehicles that live some 20: the
 * stock is as drawn, the cohorts hold what survives, and what came is there or scrapped. */
static void drawn_fall(void **state)
{
    static const int year[] = {2020, 2025, 2030};
    struct scenario *s = fixture_scenario();
    struct fleet *f = NULL;
    struct error err;

    (void)state;
    s->fleet[1].points = fixture_series(3, year, (double[]){400, 40, 40});
    s->fleet[1].survival_mean = 20;
    s->fleet[1].survival_shape = 4;
    expect_error(s, "fleet.taxi.points: the stock falls from 400 to 328 in 2021", "retire");
    assert_int_equal(fleet_create_drawn(&f, s, &err), ERR_OK);
    assert_near(fleet_stock(f, 1, 1), 40, 1e-12, 0);
    assert_true(cohorts_stock(f->ev[1], 2025) > 200);
    assert_near(cohorts_registered(f->ev[1], 2025),
                cohorts_stock(f->ev[1], 2025) + cohorts_scrapped(f->ev[1], 2025), 1e-12, 0);
    fleet_free(f);
}

static void outside_the_points(void **state)
{
    static const int late[] = {2021, 2030}, early[] = {2020, 2029};
    struct scenario *s = fixture_scenario();

    (void)state;
    s->fleet[1].points = fixture_series(2, late, (double[]){7, 23});
    expect_error(s, "fleet.taxi.points: 2020 is outside", "2021 to 2030");
    s->fleet[1].points = fixture_series(2, early, (double[]){7, 23});
    expect_error(s, "fleet.taxi.points: 2030 is outside", "2020 to 2029");
}

static void missing_figures(void **state)
{
    struct scenario *s = fixture_scenario();

    (void)state;
    s->fleet[0].ev_share.n = 0;
    expect_error(s, "fleet.private", "ev_share");
    s = fixture_scenario();
    s->fleet[0].population.n = 0;
    expect_error(s, "fleet.private", "population");
    s = fixture_scenario();
    s->fleet[1].points.n = 0;
    expect_error(s, "fleet.taxi.points", "stock by year");
    s = fixture_scenario();
    s->fleet[1].curve = CURVE_BASS;
    expect_error(s, "fleet.taxi", "at least 4 points");
}

/* All classes are looked at; the place is that of the setting, else of the class. */
static void check(void **state)
{
    static const int late[] = {2021, 2030};
    char path[] = "fleet.taxi.curve", file[] = "plan.yaml";
    struct setting setting = {path, NULL, NULL};
    struct setting_place place = {file, 9, 3};
    static struct problems problems;
    struct scenario *s = fixture_scenario();

    (void)state;
    memset(&problems, 0, sizeof(problems));
    fleet_check(s, &problems);
    assert_int_equal(problems.n, 0);
    s->fleet[0].ev_share.n = 0;
    s->fleet[1].points = fixture_series(2, late, (double[]){7, 23});
    s->n_settings = 1;
    s->setting = &setting;
    s->place = &place;
    fleet_check(s, &problems);
    assert_int_equal(problems.n, 2);
    assert_non_null(strstr(problems.text[0], "fixture.yaml: fleet.private"));
    assert_non_null(
        strstr(problems.text[1], "plan.yaml:9:3: fleet.taxi.points: 2020 is outside"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(by_hand),
        cmocka_unit_test(bev_share_by_year),
        cmocka_unit_test(share_of_a_region),
        cmocka_unit_test(plain_number_holds_always),
        cmocka_unit_test(bass_given),
        cmocka_unit_test(bass_fitted),
        cmocka_unit_test(capped),
        cmocka_unit_test(drawn_fall),
        cmocka_unit_test(outside_the_points),
        cmocka_unit_test(missing_figures),
        cmocka_unit_test(check),
    };

    return cmocka_run_group_tests_name("fleet", tests, NULL, NULL);
}
