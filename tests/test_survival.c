/* test_survival.c - Weibull and tables of survival against closed forms. */
#include "model/fleet/survival.h"

#include "tests/assert.h"
#include "tests/fixture.h"

/* Shape 1 is e^{-a/scale}; at the age of the scale e^-1 live whatever the shape. */
static void weibull(void **state)
{
    (void)state;
    for (int a = 0; a < 30; a++)
        assert_near(survival_weibull(a, 7, 1), exp(-a / 7.0), 1e-14, 0);
    assert_near(survival_weibull(11, 11, 4.5), exp(-1), 1e-14, 0);
    assert_near(survival_weibull(3, 6, 2), exp(-0.25), 1e-14, 0);
    assert_near(survival_weibull(0, 6, 2), 1, 0, 0);
}

/* The mean life is the integral of the curve (trapezoid rule, steps of 0.001 years); the median
 * is where half live. */
static void lives(void **state)
{
    static const double shape[] = {1, 1.7, 4, 9};

    (void)state;
    for (int k = 0; k < 4; k++) {
        double scale = survival_scale_of_mean(14.5, shape[k]), sum = 0.5;

        for (int i = 1; i < 400000; i++)
            sum += survival_weibull(i * 0.001, scale, shape[k]);
        assert_near(sum * 0.001, 14.5, 1e-6, 0);
        scale = survival_scale_of_median(9, shape[k]);
        assert_near(survival_weibull(9, scale, shape[k]), 0.5, 1e-14, 0);
    }
}

static void table(void **state)
{
    struct fleet_class *class = &fixture_scenario()->fleet[0];
    double age[] = {0, 4, 10}, alive[] = {1, 0.9, 0.3};
    struct survival s;

    (void)state;
    assert_false(survival_given(class));
    class->survival_age = (struct numbers){3, age};
    class->survival_alive = (struct numbers){3, alive};
    assert_true(survival_given(class));
    s = survival_of(class);
    assert_near(survival_alive(&s, 0), 1, 0, 0);
    assert_near(survival_alive(&s, 1), 0.975, 1e-14, 0);
    assert_near(survival_alive(&s, 4), 0.9, 1e-14, 0);
    assert_near(survival_alive(&s, 7), 0.6, 1e-14, 0);
    assert_near(survival_alive(&s, 10), 0.3, 0, 0);
    assert_near(survival_alive(&s, 10.5), 0, 0, 0);
}

/* What the class says becomes the curve, with the shape that is the default. */
static void of_class(void **state)
{
    struct fleet_class *class = &fixture_scenario()->fleet[1];
    struct survival s;

    (void)state;
    class->survival_scale = 12;
    s = survival_of(class);
    assert_near(survival_alive(&s, 6), exp(-pow(0.5, 4)), 1e-14, 0);
    class->survival_scale = NAN;
    class->survival_median = 8;
    class->survival_shape = 2.5;
    s = survival_of(class);
    assert_near(survival_alive(&s, 8), 0.5, 1e-14, 0);
    class->survival_median = NAN;
    class->survival_mean = 5;
    s = survival_of(class);
    assert_near(s.scale * tgamma(1.4), 5, 1e-13, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(weibull), cmocka_unit_test(lives),
                                       cmocka_unit_test(table), cmocka_unit_test(of_class)};

    return cmocka_run_group_tests_name("survival", tests, NULL, NULL);
}
