/* test_logistic.c - the logistic curve, and its fit to points. */
#include "model/fleet/logistic.h"

#include <string.h>

#include "tests/assert.h"
#include "tests/fixture.h"

static void closed_form(void **state)
{
    const struct logistic l = {9000, 0.4, 2027.5};

    (void)state;
    assert_near(logistic_stock(&l, 2027.5), 4500, 1e-14, 0);
    for (int k = 1; k < 30; k++)
        assert_near(logistic_stock(&l, 2027.5 + k) + logistic_stock(&l, 2027.5 - k), 9000,
                    1e-12, 0);
    assert_near(logistic_stock(&l, 2027.5 + log(3) / 0.4), 6750, 1e-12, 0); /* 3/4 */
}

/* Points on a curve give its parameters back, whichever are given; 1,000 vehicles as a unit. */
static void planted(void **state)
{
    static const struct logistic plants[] = {
        {5000, 0.35, 2024}, {1.8e6, 0.6, 2029.3}, {800, 0.2, 2012}};
    static const int year[] = {2014, 2016, 2018, 2020, 2022, 2024};

    (void)state;
    for (size_t r = 0; r < sizeof plants / sizeof plants[0]; r++)
        for (int given = 0; given < 8; given++) {
            struct logistic want = plants[r], start = {NAN, NAN, NAN};
            struct logistic_fit got;
            double value[6];
            struct series p;
            struct error err;

            if (given & 1) start.market = want.market;
            if (given & 2) start.growth_rate = want.growth_rate;
            if (given & 4) start.midpoint_year = want.midpoint_year;
            for (int k = 0; k < 6; k++)
                value[k] = logistic_stock(&want, year[k]);
            fixture_scenario();
            p = fixture_series(6, year, value);
            if (logistic_fit_points(&got, "taxi", &start, &p, &err) != ERR_OK)
                fail_msg("%s", err.text);
            assert_near(got.logistic.market, want.market, 1e-5, 0);
            assert_near(got.logistic.growth_rate, want.growth_rate, 1e-5, 0);
            assert_near(got.logistic.midpoint_year, want.midpoint_year, 1e-7, 0);
            assert_false(got.fit.weak);
            assert_int_equal(got.fit.n_fitted,
                             3 - (given & 1) - (given >> 1 & 1) - (given >> 2 & 1));
        }
}

/* One parameter by hand: with r and h given S = m g(t) is linear in m, so that m = sum(g S) /
 * sum(g g) and its standard error is sqrt(s^2 / sum(g g)), s^2 = residuals^2 / (n - 1). */
static void standard_error(void **state)
{
    static const int year[] = {2016, 2018, 2020, 2022};
    const double value[] = {310, 820, 1480, 2410};
    struct logistic start = {NAN, 0.4, 2021};
    struct logistic_fit got;
    struct series p;
    struct error err;
    double gg = 0, gs = 0, rest = 0;

    (void)state;
    fixture_scenario();
    p = fixture_series(4, year, value);
    assert_int_equal(logistic_fit_points(&got, "taxi", &start, &p, &err), ERR_OK);
    for (int k = 0; k < 4; k++) {
        double g = 1 / (1 + exp(-0.4 * (year[k] - 2021)));

        gg += g * g;
        gs += g * value[k];
    }
    for (int k = 0; k < 4; k++)
        rest += pow(gs / gg / (1 + exp(-0.4 * (year[k] - 2021))) - value[k], 2);
    assert_near(got.logistic.market, gs / gg, 1e-8, 0);
    assert_near(got.fit.error[0], sqrt(rest / 3 / gg), 1e-6, 0);
    assert_near(got.fit.rms_residual, sqrt(rest / 4), 1e-8, 0);
    assert_near(got.fit.error[1], NAN, 0, 0);
    assert_string_equal(got.fit.name[0], "market");
}

/* Early points of a rise, off their curve by some per cent, do not say where it ends: the fit
 * says so, or is refused; with the end given it is told. */
static void weak(void **state)
{
    static const int year[] = {2016, 2017, 2018, 2019, 2020};
    static const double value[][5] = {{90, 160, 180, 310, 400}, {100, 139, 208, 281, 424}};

    (void)state;
    for (int r = 0; r < 2; r++) {
        struct logistic start = {NAN, NAN, NAN};
        struct logistic_fit got;
        struct series p;
        struct error err;

        fixture_scenario();
        p = fixture_series(5, year, value[r]);
        if (r == 0) {
            assert_int_equal(logistic_fit_points(&got, "taxi", &start, &p, &err), ERR_OK);
            assert_true(got.fit.weak);
            assert_true(got.fit.error[0] > got.fit.value[0]);
        } else {
            assert_int_equal(logistic_fit_points(&got, "taxi", &start, &p, &err), ERR_SCENARIO);
            assert_non_null(strstr(err.text, "the points do not tell it"));
        }
        start.market = 10000;
        assert_int_equal(logistic_fit_points(&got, "taxi", &start, &p, &err), ERR_OK);
        assert_false(got.fit.weak);
    }
}

static void fails(void **state)
{
    static const int year[] = {2016, 2018, 2020};
    struct logistic start = {NAN, NAN, NAN};
    struct logistic_fit got = {.fit = {.n_fitted = -7}};
    struct series p;
    struct error err;

    (void)state;
    fixture_scenario();
    p = fixture_series(2, year, (double[]){3, 8});
    assert_int_equal(logistic_fit_points(&got, "bus", &start, &p, &err), ERR_SCENARIO);
    assert_non_null(strstr(err.text, "fleet.bus: 3 points above 0 are needed"));
    p = fixture_series(3, year, (double[]){0, 0, 0});
    assert_int_equal(logistic_fit_points(&got, "bus", &start, &p, &err), ERR_SCENARIO);
    assert_int_equal(got.fit.n_fitted, -7);
    p = fixture_series(3, year, (double[]){8, 8, 8});
    start.midpoint_year = 2018;
    if (logistic_fit_points(&got, "bus", &start, &p, &err) == ERR_OK)
        assert_true(got.logistic.market > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(closed_form), cmocka_unit_test(planted),
                                       cmocka_unit_test(standard_error), cmocka_unit_test(weak),
                                       cmocka_unit_test(fails)};

    return cmocka_run_group_tests_name("logistic", tests, NULL, NULL);
}
