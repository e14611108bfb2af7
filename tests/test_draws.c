/* test_draws.c - label: unit. Factors of what is uncertain: their distributions against closed
 * forms, one point in each stratum, correlations reached. */
#include "tests/assert.h"

#include <stdlib.h>
#include <string.h>

#include "model/stats.h"
#include "scenarios/correlation.h"
#include "sim/draws.h"
#include "tests/fixture.h"

enum { MOST = 6, DRAWS = 500 };

static struct uncertain item[MOST];
static char ids[MOST][2] = {"a", "b", "c", "d", "e", "f"};
static char *key[MOST][MOST];
static double rho[MOST][MOST];

/* n settings of lognormal factors, spread 0.2, nothing said of correlations. */
static struct scenario *make(int n, int draws, enum draw_points points)
{
    static char setting[] = "fleet.private.km_per_day";
    struct scenario *s = fixture_scenario();

    for (int k = 0; k < n; k++)
        item[k] = (struct uncertain){.id = ids[k],
                                     .setting = setting,
                                     .shape = SHAPE_LOGNORMAL,
                                     .spread = 0.2,
                                     .low = NAN,
                                     .high = NAN,
                                     .correlate = {0, key[k], rho[k]}};
    s->uncertain = item;
    s->n_uncertain = n;
    s->monte_carlo.draws = draws;
    s->monte_carlo.points = (int)points;
    s->study.seed = 42;
    return s;
}

static void correlate(int a, int b, double value)
{
    struct map_number *m = &item[a].correlate;

    m->key[m->n] = ids[b];
    m->value[m->n++] = value;
}

static double *draw(const struct scenario *s)
{
    double *out = NULL;
    struct error err;

    if (draws_create(&out, s, &err) != ERR_OK) fail_msg("%s", err.text);
    return out;
}

/* ---- distributions ---- */

/* Quantiles: of the normal distribution 0.841344746068543 is one standard deviation, 0.9 is
 * 1.2815515655446; lognormal with mean 1 and deviation s: exp(z w - w^2/2), w^2 = log(1 + s^2).
 * Uniform and triangular by hand: of the triangle 0.6 to 1 to 1.4 an eighth lies below 0.8. */
static struct row {
    const char *name;
    enum shape shape;
    double spread, low, high, p, want;
} rows[] = {
    {"normal, one deviation", SHAPE_NORMAL, 0.13, NAN, NAN, 0.841344746068543, 1.13},
    {"normal, below 0 is 0", SHAPE_NORMAL, 0.9, NAN, NAN, 0.01, 0},
    {"normal by its tenths", SHAPE_NORMAL, NAN, 0.7, 1.2, 0.9, 1.2},
    {"normal, middle of its tenths", SHAPE_NORMAL, NAN, 0.7, 1.2, 0.5, 0.95},
    {"lognormal, middle", SHAPE_LOGNORMAL, 0.75, NAN, NAN, 0.5, 0.8}, /* 1 / sqrt(1 + s^2) */
    {"lognormal, one deviation", SHAPE_LOGNORMAL, 0.75, NAN, NAN, 0.841344746068543,
     0.8 * 1.9504248698878253}, /* exp(sqrt(log(1.5625))) */
    {"lognormal by its tenths", SHAPE_LOGNORMAL, NAN, 0.5, 1.62, 0.1, 0.5},
    {"lognormal, middle of its tenths", SHAPE_LOGNORMAL, NAN, 0.5, 1.62, 0.5, 0.9},
    {"uniform", SHAPE_UNIFORM, 0.3, NAN, NAN, 0.25, 0.85},
    {"uniform by its ends", SHAPE_UNIFORM, NAN, 0.9, 1.5, 0.75, 1.35},
    {"triangular below", SHAPE_TRIANGULAR, 0.4, NAN, NAN, 0.125, 0.8},
    {"triangular peak", SHAPE_TRIANGULAR, NAN, 0.8, 1.6, 0.25, 1},
    {"triangular above", SHAPE_TRIANGULAR, NAN, 0.8, 1.6, 0.8125, 1.3},
    {"no width", SHAPE_TRIANGULAR, 0, NAN, NAN, 0.3, 1},
    {"no spread", SHAPE_LOGNORMAL, 0, NAN, NAN, 0.93, 1},
};

static void factors(void **state)
{
    (void)state;
    for (size_t k = 0; k < COUNT(rows); k++) {
        struct uncertain u = {.shape = (int)rows[k].shape,
                              .spread = rows[k].spread,
                              .low = rows[k].low,
                              .high = rows[k].high};

        print_message("%s\n", rows[k].name);
        assert_near(draws_factor(&u, rows[k].p), rows[k].want, 1e-8, 1e-12);
    }
}

/* Midpoints of 200,000 equal parts: the mean of the factor is 1 and its deviation the spread.
 */
static void lognormal_mean(void **state)
{
    struct uncertain u = {.shape = SHAPE_LOGNORMAL, .spread = 0.3, .low = NAN, .high = NAN};
    double sum = 0, square = 0;
    int n = 200000;

    (void)state;
    for (int k = 0; k < n; k++) {
        double factor = draws_factor(&u, (k + 0.5) / n);

        sum += factor / n;
        square += factor * factor / n;
    }
    assert_near(sum, 1, 1e-5, 0);
    assert_near(sqrt(square - sum * sum), 0.3, 1e-3, 0);
}

/* ---- points ---- */

/* Uniform factors from 0 to 2: half of it is the point itself. */
static void strata(void **state)
{
    struct scenario *s = make(4, DRAWS, POINTS_LATIN);
    double *factor;

    (void)state;
    for (int k = 0; k < 4; k++) {
        item[k].shape = SHAPE_UNIFORM;
        item[k].spread = 1;
    }
    correlate(0, 1, 0.8);
    correlate(2, 0, -0.3);
    factor = draw(s);
    for (int k = 0; k < 4; k++) {
        int hit[DRAWS] = {0};

        for (int d = 0; d < DRAWS; d++)
            hit[(int)floor(factor[d * 4 + k] / 2 * DRAWS)]++;
        for (int d = 0; d < DRAWS; d++)
            assert_int_equal(hit[d], 1);
    }
    free(factor);
}

/* Correlation of the logarithms of two columns. */
static double log_correlation(const double *factor, int n, int n_dims, int a, int b)
{
    double x = 0, y = 0, xx = 0, yy = 0, xy = 0;

    for (int d = 0; d < n; d++) {
        x += log(factor[d * n_dims + a]) / n;
        y += log(factor[d * n_dims + b]) / n;
    }
    for (int d = 0; d < n; d++) {
        double p = log(factor[d * n_dims + a]) - x, q = log(factor[d * n_dims + b]) - y;

        xx += p * p;
        yy += q * q;
        xy += p * q;
    }
    return xy / sqrt(xx * yy);
}

static void reaches(enum draw_points points, int n, double tolerance)
{
    static const double want[4][4] = {
        {1, 0.7, -0.4, 0}, {0.7, 1, 0, 0.25}, {-0.4, 0, 1, 0}, {0, 0.25, 0, 1}};

    for (int seed = 1; seed <= 20; seed++) {
        struct scenario *s = make(4, n, points);
        double *factor;

        s->study.seed = seed;
        correlate(0, 1, 0.7);
        correlate(2, 0, -0.4);
        correlate(1, 3, 0.25);
        factor = draw(s);
        for (int a = 0; a < 4; a++)
            for (int b = 0; b < a; b++)
                assert_near(log_correlation(factor, n, 4, a, b), want[a][b], 0, tolerance);
        free(factor);
    }
}

/* Plain random points, 500 of them, miss 0 by a standard error of 0.045, the worst of these 120
 * pairs by some 0.12. */
static void latin_correlations(void **state)
{
    (void)state;
    reaches(POINTS_LATIN, DRAWS, 0.015);
}

/* Of 4,096 points the standard error would be 0.016, the worst of the pairs some 0.045. */
static void sobol_correlations(void **state)
{
    (void)state;
    reaches(POINTS_SOBOL, 4096, 0.02);
}

/* A correlation of 1 or -1: the same order, or the opposite one. */
static void full_correlation(void **state)
{
    for (int points = 0; points < 2; points++) {
        struct scenario *s = make(3, DRAWS, (enum draw_points)points);
        double *factor;

        (void)state;
        correlate(0, 1, 1);
        correlate(0, 2, -1);
        correlate(1, 2, -1);
        factor = draw(s);
        for (int d = 0; d < DRAWS; d++)
            for (int e = 0; e < d; e++) {
                bool less = factor[d * 3] < factor[e * 3];

                assert_int_equal(factor[d * 3 + 1] < factor[e * 3 + 1], less);
                assert_int_equal(factor[d * 3 + 2] > factor[e * 3 + 2], less);
            }
        free(factor);
    }
}

/* Of 512 shifted Sobol points the mean of the factor is near 1 for every seed: plain random
 * points would have a standard error of 0.2 / sqrt(512) = 0.009, the worst of these 180 means
 * one of 0.025. */
static void sobol_is_even(void **state)
{
    (void)state;
    for (int seed = 0; seed < 30; seed++) {
        struct scenario *s = make(6, 512, POINTS_SOBOL);
        double *factor;

        s->study.seed = seed;
        factor = draw(s);
        for (int k = 0; k < 6; k++) {
            double mean = 0;

            for (int d = 0; d < 512; d++)
                mean += factor[d * 6 + k] / 512;
            assert_near(mean, 1, 0, 0.004);
        }
        free(factor);
    }
}

static void seeds(void **state)
{
    for (int points = 0; points < 2; points++) {
        struct scenario *s = make(3, 50, (enum draw_points)points);
        double *first = draw(s), *again = draw(s), *other;
        int n_equal = 0;

        (void)state;
        s->study.seed = 43;
        other = draw(s);
        for (int k = 0; k < 150; k++) {
            assert_near(first[k], again[k], 0, 0);
            n_equal += first[k] == other[k];
        }
        assert_true(n_equal < 5);
        free(first);
        free(again);
        free(other);
    }
}

/* ---- correlations of three: the determinant says ---- */

/* L L' gives the matrix back where 1 + 2abc - a^2 - b^2 - c^2 >= 0; else a row is at fault. */
static void three_by_three(void **state)
{
    int n_fine = 0, n_bad = 0;

    (void)state;
    for (double a = -1; a < 1.01; a += 0.25)
        for (double b = -1; b < 1.01; b += 0.25)
            for (double c = -1; c < 1.01; c += 0.25) {
                double m[9] = {1, a, b, a, 1, c, b, c, 1}, l[9];
                double rest = 1 + 2 * a * b * c - a * a - b * b - c * c;
                int row = correlation_factor(3, m, l);

                assert_int_equal(row, rest >= -1e-12 ? -1 : 2);
                n_fine += row < 0;
                n_bad += row >= 0;
                for (int k = 0; k < 9 && row < 0; k++) {
                    double sum = 0;

                    for (int i = 0; i < 3; i++)
                        sum += l[k / 3 * 3 + i] * l[k % 3 * 3 + i];
                    assert_near(sum, m[k], 0, 1e-9);
                }
            }
    assert_true(n_fine > 100 && n_bad > 100);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {cmocka_unit_test(factors),
                                              cmocka_unit_test(lognormal_mean),
                                              cmocka_unit_test(strata),
                                              cmocka_unit_test(latin_correlations),
                                              cmocka_unit_test(sobol_correlations),
                                              cmocka_unit_test(full_correlation),
                                              cmocka_unit_test(sobol_is_even),
                                              cmocka_unit_test(seeds),
                                              cmocka_unit_test(three_by_three)};

    return cmocka_run_group_tests_name("draws", tests, NULL, NULL);
}
