/* test_stats.c - label: unit. A few places put right give the percentiles that sorting gives.
 */
#include "tests/assert.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "model/stats.h"

enum { MOST = 400 };

static unsigned next(unsigned *seed)
{
    *seed = *seed * 1664525u + 1013904223u;
    return *seed >> 8;
}

/* Figures from few and from many values, so that ties of all kinds come; 1 to 400 of them. */
static void places_as_sorted(void **state)
{
    static const double share[] = {0, 0.1, 0.25, 0.5, 0.9, 0.975, 1};
    unsigned seed = 20261;

    (void)state;
    for (int round = 0; round < 4000; round++) {
        double part[MOST], sorted[MOST];
        int n = 1 + (int)(next(&seed) % MOST), values = 1 + (int)(next(&seed) % 900);
        int first = round % 3;

        for (int k = 0; k < n; k++)
            part[k] = 0.37 * (double)(next(&seed) % (unsigned)values);
        memcpy(sorted, part, sizeof part);
        stats_sort(sorted, n);
        stats_part(part, n, (int)COUNT(share) - first, share + first);
        for (size_t k = (size_t)first; k < COUNT(share); k++)
            assert_near(stats_percentile(part, n, share[k]),
                        stats_percentile(sorted, n, share[k]), 0, 0);
        stats_sort(part, n); /* nothing was lost */
        for (int k = 0; k < n; k++)
            assert_near(part[k], sorted[k], 0, 0);
    }
}

/* Equal figures share the mean of their places: 0, 1 and 2 give 1. */
static void ranks(void **state)
{
    static const double figure[] = {4, 7, 4, 9, 4}, want[] = {1, 3, 1, 4, 1};
    double rank[5];

    (void)state;
    assert_true(stats_ranks(figure, 5, rank));
    for (int k = 0; k < 5; k++)
        assert_near(rank[k], want[k], 0, 0);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {cmocka_unit_test(places_as_sorted),
                                              cmocka_unit_test(ranks)};

    return cmocka_run_group_tests_name("stats", tests, NULL, NULL);
}
