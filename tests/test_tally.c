/* label: unit. test_tally.c - what lasts against pieces counted one by one, sizes and sums;
 * bins of waits are in test_tally_wait.c. */
#include "sim/operation/tally.h"

#include <math.h>
#include <string.h>

#include "sim/operation/operation.h"
#include "tests/assert.h"
#include "tests/dice.h"

/* ---- tallies ---- */

static struct operation_pool pools[] = {{.service = SLOW},
                                        {.service = FAST},
                                        {.service = SLOW},
                                        {.service = FAST},
                                        {.service = FAST}};

static struct tally *make(double window_h)
{
    struct operation_input in = {.params = {.window_h = window_h},
                                 .n_zones = 7,
                                 .n_pools = COUNT(pools),
                                 .n_groups = 6,
                                 .n_places = 3,
                                 .pool = pools};
    struct tally *t = NULL;
    struct error err;

    assert_int_equal(tally_create(&t, &in, &err), ERR_OK);
    return t;
}

static void sizes(void **unused)
{
    static const int row[] = {-1, 0, -1, 1, 2};
    struct tally *t = make(1000.25);

    (void)unused;
    assert_int_equal(t->n_pools, 5);
    assert_int_equal(t->n_groups, 6);
    assert_int_equal(t->n_places, 3);
    assert_int_equal(t->n_zones, 7);
    assert_int_equal(t->n_wait_rows, 3);
    for (int p = 0; p < t->n_pools; p++)
        assert_int_equal(t->wait_row[p], row[p]);
    for (int h = 0; h < N_HOURS; h++) /* 1000.25 = 5 weeks + 160.25 h */
        assert_near(t->n_weeks[h], h < 160 ? 6 : h == 160 ? 5.25 : 5, 1e-14, 0);
    tally_free(t);
    tally_free(NULL);
}

static void hours(void **unused)
{
    struct tally *t = make(48);

    (void)unused;
    assert_int_equal(tally_hour_of(0), 0);
    assert_int_equal(tally_hour_of(167.999), 167);
    assert_int_equal(tally_hour_of(168), 0);
    assert_int_equal(tally_hour_of(-0.25), 167);
    assert_int_equal(tally_hour_of(-8736), 0); /* warmup_days at most 364 */
    assert_int_equal(tally_hour_of(24 * 364 - 0.5), 167);
    assert_true(tally_counts(t, 0));
    assert_true(tally_counts(t, 47.999));
    assert_false(tally_counts(t, 48));
    assert_false(tally_counts(t, -1e-9));
    tally_free(t);
}

/* Every field of a tally by one list of numbers, all different. */
static void fill(struct tally *t, double first)
{
    uint32_t count = (uint32_t)first;
    double x = first;

    for (int k = 0; k < t->n_pools * N_HOURS; k++) {
        struct tally_hour *h = &t->hour[k];

        *h = (struct tally_hour){x, x + 1, x + 2, x + 3, x + 4, x + 5, x + 6, x + 7};
        x += 8;
    }
    for (int k = 0; k < t->n_wait_rows * N_HOURS * WAIT_BINS; k++)
        t->wait[k] = count++;
    for (int k = 0; k < t->n_wait_rows * WAIT_FINE_BINS; k++)
        t->wait_fine[k] = count++;
    for (int k = 0; k < t->n_groups * N_HOURS; k++)
        t->busy_h[k] = x++;
    for (int k = 0; k < t->n_groups; k++)
        t->down_h[k] = x++;
    for (int k = 0; k < t->n_places * N_HOURS; k++)
        t->peak_kw[k] = x++;
    for (int k = 0; k < t->n_places; k++)
        t->largest_kw[k] = k == 1 ? -x++ : x++; /* the other one is the larger there */
    for (int k = 0; k < N_HOURS; k++)
        t->city_kw[k] = x++;
    for (int k = 0; k < t->n_pools; k++)
        t->queue_end[k] = x++;
    for (int k = 0; k < t->n_pools; k++)
        t->late_end[k] = x++;
    for (int v = 0; v < N_SERVICES; v++) {
        for (int z = 0; z < t->n_zones; z++, x += 8)
            t->zone[v][z] =
                (struct tally_zone){x, x + 1, x + 2, x + 3, x + 4, x + 5, x + 6, x + 7};
        t->balance[v] =
            (struct tally_balance){x, x + 1, x + 2, x + 3, x + 4, x + 5, x + 6, x + 7};
        x += 8;
    }
    t->n_events = x;
}

/* a x + b y of every field but largest_kw and n_weeks is what the sum holds. */
static void check(const struct tally *sum, double a, const struct tally *x, double b,
                  const struct tally *y)
{
#define SAME(field) assert_near((double)sum->field, a * x->field + b * y->field, 0, 0)
#define SAME_ALL(array, n, field)                                                              \
    for (int k = 0; k < (n); k++)                                                              \
    SAME(array[k] field)
    SAME_ALL(hour, sum->n_pools * N_HOURS, .arrivals);
    SAME_ALL(hour, sum->n_pools * N_HOURS, .starts);
    SAME_ALL(hour, sum->n_pools * N_HOURS, .moved_on);
    SAME_ALL(hour, sum->n_pools * N_HOURS, .gave_up);
    SAME_ALL(hour, sum->n_pools * N_HOURS, .missed);
    SAME_ALL(hour, sum->n_pools * N_HOURS, .wait_h);
    SAME_ALL(hour, sum->n_pools * N_HOURS, .queue_h);
    SAME_ALL(hour, sum->n_pools * N_HOURS, .kwh);
    SAME_ALL(wait, sum->n_wait_rows * N_HOURS * WAIT_BINS, );
    SAME_ALL(wait_fine, sum->n_wait_rows * WAIT_FINE_BINS, );
    SAME_ALL(busy_h, sum->n_groups * N_HOURS, );
    SAME_ALL(down_h, sum->n_groups, );
    SAME_ALL(peak_kw, sum->n_places * N_HOURS, );
    SAME_ALL(city_kw, N_HOURS, );
    SAME_ALL(queue_end, sum->n_pools, );
    SAME_ALL(late_end, sum->n_pools, );
    for (int v = 0; v < N_SERVICES; v++) {
        SAME_ALL(zone[v], sum->n_zones, .drivers);
        SAME_ALL(zone[v], sum->n_zones, .out);
        SAME_ALL(zone[v], sum->n_zones, .no_place);
        SAME_ALL(zone[v], sum->n_zones, .gave_up);
        SAME_ALL(zone[v], sum->n_zones, .served);
        SAME_ALL(zone[v], sum->n_zones, .wait_h);
        SAME_ALL(zone[v], sum->n_zones, .way_km);
        SAME_ALL(zone[v], sum->n_zones, .detour_km);
        SAME(balance[v].appeared);
        SAME(balance[v].out);
        SAME(balance[v].no_place);
        SAME(balance[v].gave_up);
        SAME(balance[v].finished);
        SAME(balance[v].inside);
        SAME(balance[v].wanted_kwh);
        SAME(balance[v].given_kwh);
    }
    SAME(n_events);
#undef SAME_ALL
#undef SAME
}

static void adding(void **unused)
{
    struct tally *sum = make(200), *x = make(200), *y = make(200);

    (void)unused;
    fill(x, 3);
    fill(y, 1000000);
    check(sum, 0, x, 0, y); /* empty at first */
    tally_add(sum, x);
    check(sum, 1, x, 0, y);
    for (int k = 0; k < sum->n_places; k++)
        assert_near(sum->largest_kw[k], fmax(0, x->largest_kw[k]), 0, 0);
    tally_add(sum, y);
    tally_add(sum, y);
    check(sum, 1, x, 2, y);
    for (int k = 0; k < sum->n_places; k++)
        assert_near(sum->largest_kw[k], fmax(fmax(0, x->largest_kw[k]), y->largest_kw[k]), 0,
                    0);
    for (int h = 0; h < N_HOURS; h++)
        assert_near(sum->n_weeks[h], h < 32 ? 2 : 1, 0, 0);
    tally_reset(sum);
    check(sum, 0, x, 0, y); /* empty again */
    for (int k = 0; k < sum->n_places; k++)
        assert_near(sum->largest_kw[k], 0, 0, 0);
    for (int h = 0; h < N_HOURS; h++)
        assert_near(sum->n_weeks[h], h < 32 ? 2 : 1, 0, 0);
    tally_free(sum);
    tally_free(x);
    tally_free(y);
}

/* ---- what lasts ---- */

/* The same by 64ths of an hour, one by one: exact where times are multiples of them. */
static void plain_spread(double by_hour[N_HOURS], double window_h, int from, int to,
                         double per_h)
{
    for (int k = from; k < to; k++)
        if (k >= 0 && k < window_h * 64) by_hour[k / 64 % N_HOURS] += per_h / 64;
}

static void spreads_at_random(void **unused)
{
    static const double windows[] = {0.25, 5, 168, 400.5};

    (void)unused;
    dice = 7;
    for (size_t w = 0; w < COUNT(windows); w++) {
        struct tally *t = make(windows[w]);

        for (int k = 0; k < 2000; k++) {
            double got[N_HOURS] = {0}, want[N_HOURS] = {0};
            struct tally_hour hours_of[N_HOURS];
            int from = (int)floor(64 * (-3 + uniform() * (windows[w] + 6)));
            int lasts = (int)(64 * (k % 3 == 0 ? 0.5 : k % 3 == 1 ? 3.0 : 420.0) * uniform());

            if (k % 7 == 0) from -= from % 64; /* on the hour */
            if (k % 5 == 0) lasts -= lasts % 64;
            memset(hours_of, 0, sizeof hours_of);
            plain_spread(want, windows[w], from, from + lasts, 2.5);
            tally_spread(t, got, from / 64.0, (from + lasts) / 64.0, 2.5);
            tally_spread_step(t, &hours_of[0].queue_h,
                              sizeof(struct tally_hour) / sizeof(double), from / 64.0,
                              (from + lasts) / 64.0, 2.5);
            for (int h = 0; h < N_HOURS; h++) {
                assert_near(got[h], want[h], 1e-12, 0);
                assert_near(hours_of[h].queue_h, want[h], 1e-12, 0);
                assert_near(hours_of[h].wait_h + hours_of[h].kwh, 0, 0, 0);
            }
        }
        tally_free(t);
    }
}

static void spreads_of_nothing(void **unused)
{
    static const double pairs[][2] = {{3, 3}, {5, 4}, {-2, -1}, {-2, 0}, {24, 25}, {30, 40}};
    struct tally *t = make(24);
    double got[N_HOURS] = {0};

    (void)unused;
    for (size_t k = 0; k < COUNT(pairs); k++)
        tally_spread(t, got, pairs[k][0], pairs[k][1], 7);
    for (int h = 0; h < N_HOURS; h++)
        assert_near(got[h], 0, 0, 0);
    tally_spread(t, got, -INFINITY, INFINITY, 7);
    for (int h = 0; h < N_HOURS; h++)
        assert_near(got[h], h < 24 ? 7 : 0, 0, 0);
    tally_free(t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sizes),
        cmocka_unit_test(hours),
        cmocka_unit_test(adding),
        cmocka_unit_test(spreads_at_random),
        cmocka_unit_test(spreads_of_nothing),
    };

    return cmocka_run_group_tests_name("tally", tests, NULL, NULL);
}
