/* test_distance.c - the way beyond a limit of a gamma distribution: closed forms of whole
 * shapes, Simpson's rule for the others, limits. */
#include "model/demand/distance.h"
#include "tests/assert.h"

/* clang-format off */
static struct row {
    const char *name;
    double mean, cv, limit, want;
} rows[] = {
    /* shape 1: e^(-r/m) */
    {"exponential, 40 km, limit 50", 40, 1, 50, 0.28650479686019009},
    {"exponential, ten times the mean", 37, 1, 370, 4.5399929762484854e-5},
    /* shape 2: e^(-x) (1 + x/2), x = 2 r/m = 2.5 */
    {"shape 2, 40 km, limit 50", 40, 0.70710678118654752, 50, 0.18469124690377231},
    /* shape 4: x = 4 r/m, e^(-x) (1 + x + x^2/2 + x^3/6 + x^4/24 - x/4 (1 + x + x^2/2 + x^3/6));
     * x = 5: e^-5 (1 + 5 + 12.5 + 125/6 + 625/24 - 5/4 (1 + 5 + 12.5 + 125/6)) = e^-5 x 16.208333 */
    {"shape 4, 40 km, limit 50", 40, 0.5, 50, 0.10921089094351034},
    {"everybody drives the mean, above the limit", 300, 0, 120, 0.6},
    {"everybody drives the mean, within the limit", 300, 0, 301, 0},
    {"nobody drives", 0, 0.8, 50, 0},
};
/* clang-format on */

static void closed_form(void **state)
{
    const struct row *r = *state;

    assert_near(distance_beyond(r->mean, r->cv, r->limit), r->want, 1e-11, 0);
}

/* Integral of (x - r) f(x) from r on, over the mean, by Simpson's rule. */
static double by_simpson(double mean, double cv, double limit)
{
    enum { N = 200000 };
    double k = 1 / (cv * cv), theta = mean * cv * cv, top = limit + 60 * mean * (cv + cv * cv);
    double h = (top - limit) / N, sum = 0;

    for (int i = 0; i <= N; i++) {
        double x = limit + i * h;
        double f = exp((k - 1) * log(x / theta) - x / theta - lgamma(k)) / theta;

        sum += (i == 0 || i == N ? 1 : i % 2 == 1 ? 4 : 2) * (x - limit) * f;
    }
    return sum * h / 3 / mean;
}

static void other_shapes(void **state)
{
    static const double cv[] = {0.13, 0.31, 0.8, 1.37, 2.6}, limit[] = {11, 40, 97, 260};

    (void)state;
    for (size_t i = 0; i < COUNT(cv); i++)
        for (size_t j = 0; j < COUNT(limit); j++)
            assert_near(distance_beyond(43, cv[i], limit[j]), by_simpson(43, cv[i], limit[j]),
                        1e-7, 1e-12);
}

/* Ways near the limit with little spread, against the normal distribution, whose share beyond
 * is cv (phi(z) + z Phi(z)) with z = (1 - limit / mean) / cv: GSL tells of errors there. */
static void little_spread(void **state)
{
    (void)state;
    for (double cv = 0.0005; cv < 0.01; cv *= 1.1)
        for (double mean = 1.29; mean < 1.31; mean += 1e-5) {
            double z = (1 - 1.3 / mean) / cv;
            double share = cv * (exp(-z * z / 2) / sqrt(2 * 3.14159265358979) +
                                 z * (1 + erf(z / sqrt(2))) / 2);

            assert_near(distance_beyond(mean, cv, 1.3), share, 0, cv < 0.003 ? 0.0013 : 5e-5);
        }
}

/* Share of the limit to the mean alone counts; it falls with the limit, from 1, and rises with
 * the spread; no combination stops the program or leaves [0, 1]. */
static void laws(void **state)
{
    (void)state;
    assert_near(distance_beyond(43, 0.8, 61), distance_beyond(430, 0.8, 610), 1e-12, 0);
    assert_near(distance_beyond(43, 0.8, 1e-6), 1, 1e-6, 0);
    assert_near(distance_beyond(43, 0.00101, 43), 0, 0, 5e-4);
    for (double cv = 0.0005; cv < 5.1; cv *= 1.3) {
        double before = 1;

        for (double limit = 0.01; limit < 1e6; limit *= 1.7) {
            double share = distance_beyond(43, cv, limit);

            assert_true(share >= 0 && share <= before + 1e-12);
            assert_true(distance_beyond(43, cv * 1.3, limit) >= share - 1e-9);
            before = share;
        }
        assert_true(before < 1e-6);
    }
}

int main(void)
{
    struct CMUnitTest tests[COUNT(rows) + 3];
    size_t n = 0;

    for (size_t k = 0; k < COUNT(rows); k++)
        tests[n++] = (struct CMUnitTest){rows[k].name, closed_form, NULL, NULL, &rows[k]};
    tests[n++] = (struct CMUnitTest)cmocka_unit_test(other_shapes);
    tests[n++] = (struct CMUnitTest)cmocka_unit_test(laws);
    tests[n++] = (struct CMUnitTest)cmocka_unit_test(little_spread);
    return cmocka_run_group_tests_name("distance", tests, NULL, NULL);
}
