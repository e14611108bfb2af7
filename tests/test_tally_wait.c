/* label: unit. test_tally_wait.c - bins of waits against their plain definition, percentiles
 * against waits that are known. */
#include "sim/operation/tally.h"

#include <math.h>
#include <string.h>

#include "tests/assert.h"
#include "tests/dice.h"

/* ---- bins ---- */

struct scale {
    const char *name;
    int n_bins;
    double first_h, ratio;
    int (*bin)(double wait_h);
    double (*edge)(int bin);
    double (*percentile)(const uint32_t bins[], double share);
};

static const struct scale scales[] = {
    {"by hour", WAIT_BINS, 1.0 / 60, 1.25, tally_wait_bin, tally_wait_edge,
     tally_wait_percentile},
    {"in all", WAIT_FINE_BINS, 1.0 / 3600, 1.03, tally_wait_fine_bin, tally_wait_fine_edge,
     tally_wait_fine_percentile},
};

static void edges(void **unused)
{
    (void)unused;
    for (size_t i = 0; i < COUNT(scales); i++) {
        const struct scale *s = &scales[i];
        double want = s->first_h;

        assert_near(s->edge(0), 0, 0, 0);
        for (int k = 1; k < s->n_bins; k++) {
            assert_near(s->edge(k), want, 1e-13, 0); /* 382 roundings of multiplication */
            want *= s->ratio;
        }
    }
}

/* The first bin whose edge the wait does not pass. */
static int plain_bin(const struct scale *s, double wait_h)
{
    int k = 0;

    while (k < s->n_bins - 1 && wait_h > s->edge(k))
        k++;
    return k;
}

static void bins_at_edges(void **unused)
{
    (void)unused;
    for (size_t i = 0; i < COUNT(scales); i++) {
        const struct scale *s = &scales[i];
        int last = s->n_bins - 1;

        for (int k = 0; k < s->n_bins; k++) {
            double edge = s->edge(k);

            assert_int_equal(s->bin(edge), k);
            assert_int_equal(s->bin(nextafter(edge, INFINITY)), k < last ? k + 1 : last);
            assert_int_equal(s->bin(nextafter(edge, -INFINITY)), k);
        }
        assert_int_equal(s->bin(-0.0), 0);
        assert_int_equal(s->bin(1e-300), 1);
        assert_int_equal(s->bin(s->edge(last) * 2), last);
        assert_int_equal(s->bin(1e9), last);
        assert_int_equal(s->bin(INFINITY), last);
    }
}

/* Between a hundredth of a second and 30 hours by the logarithm: every bin is met. */
static void bins_at_random(void **unused)
{
    (void)unused;
    dice = 20261122;
    for (size_t i = 0; i < COUNT(scales); i++) {
        const struct scale *s = &scales[i];
        int met[WAIT_FINE_BINS] = {0};

        for (int k = 0; k < 200000; k++) {
            double wait_h = exp(log(2.8e-6) + uniform() * log(30 / 2.8e-6));
            int bin = s->bin(wait_h);

            assert_int_equal(bin, plain_bin(s, wait_h));
            met[bin]++;
        }
        for (int k = 1; k < s->n_bins; k++)
            assert_true(met[k] > 0);
    }
}

/* ---- percentiles ---- */

static void percentiles_by_hand(void **unused)
{
    (void)unused;
    for (size_t i = 0; i < COUNT(scales); i++) {
        const struct scale *s = &scales[i];
        uint32_t bins[WAIT_FINE_BINS] = {0};

        assert_true(isnan(s->percentile(bins, 0.5)));
        bins[0] = 70;
        assert_near(s->percentile(bins, 0.95), 0, 0, 0);
        assert_near(s->percentile(bins, 1), 0, 0, 0);
        bins[9] = 20; /* 70 of 100 do not wait */
        bins[12] = 10;
        assert_near(s->percentile(bins, 0.7), 0, 0, 0);
        assert_near(s->percentile(bins, 0.8), s->edge(8) * sqrt(s->ratio), 1e-12, 0);
        assert_near(s->percentile(bins, 0.9), s->edge(9), 1e-12, 0);
        assert_near(s->percentile(bins, 0.925), s->edge(11) * pow(s->ratio, 0.25), 1e-12, 0);
        assert_near(s->percentile(bins, 1), s->edge(12), 1e-12, 0);
        memset(bins, 0, sizeof bins);
        bins[1] = 4; /* begins at 0: a straight line */
        assert_near(s->percentile(bins, 0.35), 0.35 * s->first_h, 1e-12, 0);
        bins[1] = 0;
        bins[5] = 3; /* share 0: the least that it can be */
        assert_near(s->percentile(bins, 0), s->edge(4), 1e-12, 0);
        bins[s->n_bins - 1] = 997;
        assert_near(s->percentile(bins, 1), s->edge(s->n_bins - 1), 1e-12, 0);
    }
}

/* Waits of M/M/c: a share p of the sessions waits, exponentially with mean m. The percentile of
 * share q is m ln(p / (1 - q)). Within a bin the logarithm is not quite right: at most one
 * ratio off, and on average much less. */
static void percentiles_of_exponential(void **unused)
{
    static const double shares[] = {0.3, 0.5, 0.9, 0.95, 0.99};
    const double p = 0.83, m = 0.137;
    enum { N = 400000 };

    (void)unused;
    for (size_t i = 0; i < COUNT(scales); i++) {
        const struct scale *s = &scales[i];
        uint32_t bins[WAIT_FINE_BINS] = {0};

        for (int k = 0; k < N; k++) { /* evenly through the distribution, without chance */
            double q = (k + 0.5) / N;

            bins[s->bin(q <= 1 - p ? 0 : m * log(p / (1 - q)))]++;
        }
        for (size_t k = 0; k < COUNT(shares); k++)
            assert_near(s->percentile(bins, shares[k]), m * log(p / (1 - shares[k])),
                        (s->ratio - 1) / 5, 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(edges),
        cmocka_unit_test(bins_at_edges),
        cmocka_unit_test(bins_at_random),
        cmocka_unit_test(percentiles_by_hand),
        cmocka_unit_test(percentiles_of_exponential),
    };

    return cmocka_run_group_tests_name("tally_wait", tests, NULL, NULL);
}
