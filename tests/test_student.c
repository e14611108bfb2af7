/* label: statistical. test_student.c - Student's quantiles against published ones and against
 * his distribution as a finite sum, means and half-widths by hand, and how often intervals hold
 * the mean. */
#include "sim/operation/student.h"

#include <math.h>

#include "model/gsl_quiet.h"
#include "tests/assert.h"

/* Abramowitz and Stegun, Handbook of Mathematical Functions (1964), table 26.10 (A = 0.95). */
static struct row {
    const char *name;
    int degrees;
    double t;
} rows[] = {
    {"1 degree: tan(0.475 pi)", 1, 12.706},
    {"2 degrees", 2, 4.303},
    {"3 degrees", 3, 3.182},
    {"4 degrees", 4, 2.776},
    {"5 degrees", 5, 2.571},
    {"9 degrees", 9, 2.262},
    {"10 degrees", 10, 2.228},
    {"19 degrees", 19, 2.093},
    {"29 degrees", 29, 2.045},
    {"30 degrees", 30, 2.042},
    {"60 degrees", 60, 2.000},
    {"120 degrees", 120, 1.980},
    {"as many as none: the normal one", 100000000, 1.960},
};

static void published(void **state)
{
    const struct row *r = *state;

    assert_near(student_quantile(r->degrees), r->t, 0, 0.0005001); /* three decimals */
}

/* Probability of [-t, t]: Abramowitz and Stegun 26.7.3 and 26.7.4. */
static double within(double t, int degrees)
{
    double angle = atan(t / sqrt(degrees)), c = cos(angle), sum = 0, term = sin(angle);

    if (degrees == 1) return 2 * angle / M_PI;
    if (degrees % 2 == 1) term *= c;
    for (int k = degrees % 2 == 1 ? 1 : 0; k <= degrees - 2; k += 2) {
        sum += term;
        term *= c * c * (k + 1) / (k + 2);
    }
    return degrees % 2 == 1 ? 2 / M_PI * (angle + sum) : sum;
}

static void quantile_of_the_distribution(void **unused)
{
    double before = INFINITY;

    (void)unused;
    for (int n = 1; n <= 2000; n++) {
        double t = student_quantile(n);

        assert_near(within(t, n), 0.95, 1e-9, 0);
        assert_true(t < before);
        before = t;
    }
    assert_near(student_quantile(1), tan(0.475 * M_PI), 1e-12, 0);
}

static void by_hand(void **unused)
{
    struct student s = {0};

    (void)unused;
    assert_true(isnan(student_mean(&s)) && isnan(student_half_width(&s)));
    student_add(&s, NAN);
    assert_true(isnan(student_mean(&s)) && s.n == 0);
    student_add(&s, 2.25);
    assert_near(student_mean(&s), 2.25, 0, 0);
    assert_true(isnan(student_half_width(&s)));
    student_add(&s, NAN);
    student_add(&s, 4.5);
    assert_near(student_mean(&s), 3.375, 1e-15, 0);
    /* 12.7062 x sqrt(2 x 1.125^2 / 1 / 2) */
    assert_near(student_half_width(&s), tan(0.475 * M_PI) * 1.125, 1e-12, 0);
    student_add(&s, -0.75); /* mean 2, squares 0.0625 + 6.25 + 7.5625 = 13.875 */
    assert_int_equal(s.n, 3);
    assert_near(student_mean(&s), 2, 1e-15, 0);
    assert_near(student_half_width(&s), 4.302652729911275 * sqrt(13.875 / 2 / 3), 1e-9, 0);
}

static void all_the_same(void **unused)
{
    static const double figures[] = {0, 0.1, 1.0 / 3, -7e9, 1e-300};

    (void)unused;
    for (size_t k = 0; k < COUNT(figures); k++) {
        struct student s = {0};

        for (int n = 0; n < 1000; n++)
            student_add(&s, figures[k]);
        assert_near(student_mean(&s), figures[k], 0, 0);
        assert_near(student_half_width(&s), 0, 0, 0);
    }
}

/* Far from 0 the spread stays: 1e9 + 0, 1, 2 ... 99 has the variance of 0 ... 99. */
static void far_from_zero(void **unused)
{
    struct student s = {0};

    (void)unused;
    for (int k = 0; k < 100; k++)
        student_add(&s, 1e9 + k);
    assert_near(s.squares, 100 * (100.0 * 100 - 1) / 12, 1e-9, 0);
    assert_near(student_mean(&s), 1e9 + 49.5, 1e-15, 0);
}

static uint64_t state;

static double normal(void)
{
    double u[2];

    for (int k = 0; k < 2; k++) {
        state = state * 6364136223846793005ULL + 1442695040888963407ULL;
        u[k] = ((double)(state >> 11) + 0.5) * 0x1p-53;
    }
    return sqrt(-2 * log(u[0])) * cos(2 * M_PI * u[1]);
}

/* Of 95 % intervals of normal figures 95 % hold the mean, for any number of figures. z limit 4;
 * the normal quantile in place of Student's (0.70 to 0.93 hold) and n in place of n - 1 (at
 * most 0.945) are more than 6 standard errors away. */
static void coverage(void **unused)
{
    static const int numbers[] = {2, 3, 5, 20};
    enum { N = 80000 };
    const double error = sqrt(0.95 * 0.05 / N);

    (void)unused;
    state = 20261122;
    assert_true(6 * error < 0.95 - 0.945);
    for (size_t i = 0; i < COUNT(numbers); i++) {
        int hold = 0;

        for (int k = 0; k < N; k++) {
            struct student s = {0};

            for (int n = 0; n < numbers[i]; n++)
                student_add(&s, 17.3 + 2.9 * normal());
            hold += fabs(student_mean(&s) - 17.3) <= student_half_width(&s);
        }
        assert_near((double)hold / N, 0.95, 0, 4 * error);
    }
}

int main(void)
{
    struct CMUnitTest tests[COUNT(rows) + 5] = {
        cmocka_unit_test(quantile_of_the_distribution),
        cmocka_unit_test(by_hand),
        cmocka_unit_test(all_the_same),
        cmocka_unit_test(far_from_zero),
        cmocka_unit_test(coverage),
    };

    gsl_quiet();
    for (size_t k = 0; k < COUNT(rows); k++)
        tests[5 + k] = (struct CMUnitTest){rows[k].name, published, NULL, NULL, &rows[k]};
    return cmocka_run_group_tests_name("student", tests, NULL, NULL);
}
