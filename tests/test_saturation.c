/* test_saturation.c - Gompertz and logistic curves through points, against closed forms. */
#include "model/fleet/saturation.h"

#include <string.h>

#include "tests/assert.h"
#include "tests/fixture.h"

static struct saturation fit(bool gompertz, double level, const struct series *p)
{
    struct saturation s;
    struct error err;

    if (saturation_fit(&s, "private", gompertz, level, p, &err) != ERR_OK)
        fail_msg("%s", err.text);
    return s;
}

/* Through two points exactly, in whatever order of curve; halfway in time the left sides of (1)
 * and (2) are halfway too. */
static void two_points(void **state)
{
    static const int year[] = {2020, 2030};
    struct series p;
    struct saturation s;
    double half;

    (void)state;
    fixture_scenario();
    p = fixture_series(2, year, (double[]){200, 260});
    assert_int_equal(saturation_fit(&s, "x", true, 400, &p, &(struct error){0}), ERR_OK);
    assert_near(saturation_at(&s, 2020), 200, 1e-12, 0);
    assert_near(saturation_at(&s, 2030), 260, 1e-12, 0);
    assert_near(s.rms_residual, 0, 0, 1e-10);
    half = sqrt(log(400.0 / 200) * log(400.0 / 260)); /* e^{mean of the two logarithms} */
    assert_near(saturation_at(&s, 2025), 400 * exp(-half), 1e-12, 0);
    assert_int_equal(saturation_fit(&s, "x", false, 400, &p, &(struct error){0}), ERR_OK);
    assert_near(saturation_at(&s, 2020), 200, 1e-12, 0);
    assert_near(saturation_at(&s, 2030), 260, 1e-12, 0);
    half = sqrt((400.0 / 200 - 1) * (400.0 / 260 - 1));
    assert_near(saturation_at(&s, 2025), 400 / (1 + half), 1e-12, 0);
    assert_near(saturation_at(&s, 2600), 400, 1e-6, 0);
}

/* Points of a known curve give it back, however many; the logistic one is symmetric about its
 * middle. */
static void planted(void **state)
{
    static const int year[] = {2000, 2004, 2010, 2013, 2025};
    double value[5];
    struct series p;
    struct saturation s;

    (void)state;
    fixture_scenario();
    for (int k = 0; k < 5; k++)
        value[k] = 500 * exp(-6 * exp(-0.09 * (year[k] - 2000)));
    p = fixture_series(5, year, value);
    s = fit(true, 500, &p);
    assert_near(s.rate, 0.09, 1e-10, 0);
    assert_near(exp(s.log_b), 6, 1e-10, 0);
    for (int k = 0; k < 5; k++)
        value[k] = 500 / (1 + 20 * exp(-0.2 * (year[k] - 2000)));
    p = fixture_series(5, year, value);
    s = fit(false, 500, &p);
    assert_near(s.rate, 0.2, 1e-10, 0);
    for (int k = 1; k < 20; k++) {
        double middle = 2000 + log(20) / 0.2;

        assert_near(saturation_at(&s, middle + k) + saturation_at(&s, middle - k), 500, 1e-9,
                    0);
    }
}

/* Least squares of three points off a line: the slope of y over t = 0, 1, 2 is (y2 - y0) / 2
 * and the middle goes through the mean. */
static void least_squares(void **state)
{
    static const int year[] = {2020, 2021, 2022};
    const double value[] = {100, 160, 180};
    double y[3];
    struct series p;
    struct saturation s;

    (void)state;
    fixture_scenario();
    p = fixture_series(3, year, value);
    s = fit(false, 300, &p);
    for (int k = 0; k < 3; k++)
        y[k] = log(300 / value[k] - 1);
    assert_near(s.rate, -(y[2] - y[0]) / 2, 1e-12, 0);
    assert_near(log(300 / saturation_at(&s, 2021) - 1), (y[0] + y[1] + y[2]) / 3, 1e-12, 0);
    assert_true(s.rms_residual > 1);
}

/* Cars per 100 residents in place of 1,000, and years counted from elsewhere, change nothing.
 */
static void units(void **state)
{
    static const int year[] = {2020, 2030}, later[] = {1920, 1930};
    struct series p, small;
    struct saturation a, b;

    (void)state;
    fixture_scenario();
    p = fixture_series(2, year, (double[]){200, 260});
    a = fit(true, 400, &p);
    small = fixture_series(2, later, (double[]){20, 26});
    assert_int_equal(saturation_fit(&b, "x", true, 40, &small, &(struct error){0}), ERR_OK);
    for (int k = 0; k < 40; k++)
        assert_near(saturation_at(&a, 2020 + k), 10 * saturation_at(&b, 1920 + k), 1e-12, 0);
}

static void fails(void **state)
{
    static const struct {
        double level, value[2];
        int n;
        const char *says;
    } rows[] = {{NAN, {200, 260}, 2, "needs cars_saturation"},
                {400, {200, 260}, 1, "at least two years"},
                {250, {200, 260}, 2, "260 in 2030 does not lie between 0 and"},
                {260, {200, 260}, 2, "260 in 2030 does not lie between 0 and"},
                {400, {0, 260}, 2, "0 in 2020 does not lie"},
                {400, {260, 200}, 2, "do not rise"},
                {400, {200, 200}, 2, "do not rise"}};
    static const int year[] = {2020, 2030};

    (void)state;
    for (size_t k = 0; k < sizeof rows / sizeof rows[0]; k++) {
        struct saturation s = {.level = -7};
        struct series p;
        struct error err;

        fixture_scenario();
        p = fixture_series(rows[k].n, year, rows[k].value);
        assert_int_equal(saturation_fit(&s, "bus", k % 2, rows[k].level, &p, &err),
                         ERR_SCENARIO);
        assert_non_null(strstr(err.text, rows[k].says));
        assert_non_null(strstr(err.text, "fleet.bus.cars_"));
        assert_near(s.level, -7, 0, 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(two_points), cmocka_unit_test(planted),
                                       cmocka_unit_test(least_squares), cmocka_unit_test(units),
                                       cmocka_unit_test(fails)};

    return cmocka_run_group_tests_name("saturation", tests, NULL, NULL);
}
