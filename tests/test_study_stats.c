/* test_study_stats.c - percentiles, ranks and fronts against hand calculation and brute force.
 */
#include "tests/assert.h"

#include <stdbool.h>
#include <stdlib.h>

#include "model/stats.h"
#include "output/study_report/study_stats.h"

static void percentiles(void **state)
{
    static const double ten[] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10}, four[] = {10, 20, 40, 80};
    static const double one[] = {7};

    (void)state;
    /* type 7 of R: quantile(1:10, .1) is 1.9, quantile(1:10, .9) is 9.1 */
    assert_near(stats_percentile(ten, 10, 0.1), 1.9, 1e-14, 0);
    assert_near(stats_percentile(ten, 10, 0.5), 5.5, 1e-14, 0);
    assert_near(stats_percentile(ten, 10, 0.9), 9.1, 1e-14, 0);
    assert_near(stats_percentile(four, 4, 0.5), 30, 1e-14, 0);
    /* place 3 x 0.9 = 2.7: 40 + 0.7 x 40 */
    assert_near(stats_percentile(four, 4, 0.9), 68, 1e-14, 0);
    assert_near(stats_percentile(four, 4, 0), 10, 0, 0);
    assert_near(stats_percentile(four, 4, 1), 80, 0, 0);
    assert_near(stats_percentile(one, 1, 0.9), 7, 0, 0);
    assert_near(stats_percentile(one, 0, 0.5), NAN, 0, 0);
}

static double rank_of(const double x[], const double y[])
{
    struct error err;
    double rank = 2;

    assert_int_equal(stats_rank_correlation(&rank, x, y, 5, &err), ERR_OK);
    return rank;
}

static void rank_correlations(void **state)
{
    static const double x[] = {1, 2, 3, 4, 5}, curve[] = {1, 8, 27, 64, 125};
    static const double down[] = {5, 4, 3, 2, 1}, flat[] = {3, 3, 3, 3, 3};
    static const double swapped[] = {2, 1, 4, 3, 5}, tied[] = {1, 1, 2, 3, 3};

    (void)state;
    assert_near(rank_of(x, curve), 1, 1e-14, 0);
    assert_near(rank_of(x, down), -1, 1e-14, 0);
    assert_near(rank_of(x, flat), NAN, 0, 0);
    /* 1 - 6 (1 + 1 + 1 + 1) / (5 x 24) */
    assert_near(rank_of(x, swapped), 0.8, 1e-14, 0);
    /* ranks 0.5 0.5 2 3.5 3.5: (3 + 1.5 + 0 + 1.5 + 3) / sqrt(10 x 9) */
    assert_near(rank_of(x, tied), 9 / sqrt(90), 1e-14, 0);
}

static bool beats(const double cost[], const double worth[], int a, int b)
{
    return cost[a] <= cost[b] && worth[a] >= worth[b] &&
           (cost[a] < cost[b] || worth[a] > worth[b]);
}

/* Figures from few values, so that ties of all kinds come; some have none. */
static void fronts_of_all_pairs(void **state)
{
    unsigned seed = 12345;

    (void)state;
    for (int round = 0; round < 3000; round++) {
        double cost[12], worth[12];
        bool front[12];
        int n = round % 13, n_front = 0;

        for (int k = 0; k < n; k++) {
            seed = seed * 1103515245u + 12345u;
            cost[k] = (seed >> 16) % 7 == 0 ? (double)NAN : (double)((seed >> 20) % 5);
            seed = seed * 1103515245u + 12345u;
            worth[k] = (seed >> 16) % 11 == 0 ? (double)NAN : (double)((seed >> 20) % 5);
        }
        int got = study_stats_front(cost, worth, n, front);

        for (int k = 0; k < n; k++) {
            bool want = !isnan(cost[k]) && !isnan(worth[k]);

            for (int i = 0; i < n && want; i++)
                want = !beats(cost, worth, i, k);
            assert_int_equal(front[k], want);
            n_front += want;
        }
        assert_int_equal(got, n_front);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(percentiles),
        cmocka_unit_test(rank_correlations),
        cmocka_unit_test(fronts_of_all_pairs),
    };

    return cmocka_run_group_tests_name("study_stats", tests, NULL, NULL);
}
