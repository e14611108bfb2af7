/* test_samples.c - label: unit */
#include "sim/samples.h"

#include <stdlib.h>

#include "tests/assert.h"

static struct error err;

/* Bratley and Fox 1988, and by hand from the direction numbers 1/2, 3/4, 5/8 of the first two
 * dimensions (primitive polynomials 1 and x + 1). */
static void sobol_first_points(void **state)
{
    static const double want[7][2] = {{0.5, 0.5},     {0.75, 0.25},   {0.25, 0.75},
                                      {0.375, 0.375}, {0.875, 0.875}, {0.625, 0.125},
                                      {0.125, 0.625}};
    double *point = NULL;

    (void)state;
    assert_int_equal(samples_sobol(&point, 7, 2, &err), ERR_OK);
    for (int k = 0; k < 7; k++)
        for (int d = 0; d < 2; d++)
            assert_near(point[2 * k + d], want[k][d], 0, 0);
    free(point);
}

/* With the point 0 that is left out, 2^m points have one in each of the 2^m parts, in every
 * dimension. */
static void sobol_one_in_each_part(void **state)
{
    enum { N = 256, DIMS = 40 };
    double *point = NULL;

    (void)state;
    assert_int_equal(samples_sobol(&point, N - 1, DIMS, &err), ERR_OK);
    for (int d = 0; d < DIMS; d++) {
        int in[N] = {1}; /* the point 0 */

        for (int k = 0; k < N - 1; k++)
            in[(int)(point[k * DIMS + d] * N)]++;
        for (int part = 0; part < N; part++)
            assert_int_equal(in[part], 1);
    }
    free(point);
}

static void lhs_one_in_each_part(void **state)
{
    enum { N = 97, DIMS = 5 };
    double *point = NULL, mean = 0;

    (void)state;
    assert_int_equal(samples_lhs(&point, N, DIMS, 42, &err), ERR_OK);
    for (int d = 0; d < DIMS; d++) {
        int in[N] = {0};

        for (int k = 0; k < N; k++) {
            double at = point[k * DIMS + d];

            assert_true(at >= 0 && at < 1);
            in[(int)(at * N)]++;
            mean += at * N - floor(at * N);
        }
        for (int part = 0; part < N; part++)
            assert_int_equal(in[part], 1);
    }
    /* where in its part a point lies is uniform: the mean of 485 has a standard error of
     * sqrt(1/12/485) = 0.0131; four of them */
    assert_near(mean / (N * DIMS), 0.5, 0, 0.0525);
    free(point);
}

/* Each dimension has an order of its own: |r| of 97 pairs is below 4 / sqrt(97). */
static void lhs_dimensions_apart(void **state)
{
    enum { N = 97 };
    double *point = NULL, sum = 0;

    (void)state;
    assert_int_equal(samples_lhs(&point, N, 2, 7, &err), ERR_OK);
    for (int k = 0; k < N; k++)
        sum += (point[2 * k] - 0.5) * (point[2 * k + 1] - 0.5);
    assert_true(fabs(12 * sum / N) < 4 / sqrt(N));
    free(point);
}

static void lhs_follows_its_seed(void **state)
{
    double *first = NULL, *again = NULL, *other = NULL;
    int same = 0;

    (void)state;
    assert_int_equal(samples_lhs(&first, 20, 3, 1, &err), ERR_OK);
    assert_int_equal(samples_lhs(&again, 20, 3, 1, &err), ERR_OK);
    assert_int_equal(samples_lhs(&other, 20, 3, 2, &err), ERR_OK);
    for (int k = 0; k < 60; k++) {
        assert_near(again[k], first[k], 0, 0);
        same += other[k] == first[k];
    }
    assert_int_equal(same, 0);
    free(first);
    free(again);
    free(other);
}

static void one_point(void **state)
{
    double *point = NULL;

    (void)state;
    assert_int_equal(samples_lhs(&point, 1, 1, 3, &err), ERR_OK);
    assert_true(point[0] >= 0 && point[0] < 1);
    free(point);
    assert_int_equal(samples_sobol(&point, 1, 1, &err), ERR_OK);
    assert_near(point[0], 0.5, 0, 0);
    free(point);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sobol_first_points),   cmocka_unit_test(sobol_one_in_each_part),
        cmocka_unit_test(lhs_one_in_each_part), cmocka_unit_test(lhs_dimensions_apart),
        cmocka_unit_test(lhs_follows_its_seed), cmocka_unit_test(one_point),
    };

    return cmocka_run_group_tests_name("samples", tests, NULL, NULL);
}
