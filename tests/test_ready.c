/* test_ready.c - shares of bays by building rule against closed forms; whole bays against their
 * targets. */
#include "model/parking/ready.h"
#include "tests/assert.h"
#include "tests/dice.h"

#include <math.h>

static struct row {
    const char *name;
    double built, ready, per_year, years, want_built, want_ready;
} rows[] = {
    {"all prepared, none built: 0 + 1 x 0.07 x 3", 0, 1, 0.07, 3, 0.21, 1},
    {"some built at the opening: 0.13 + 0.41 x 0.19 x 2", 0.13, 0.54, 0.19, 2, 0.2858, 0.54},
    {"at the opening what was built then", 0.13, 0.54, 0.19, 0, 0.13, 0.54},
    {"built out at last, and no further", 0.13, 0.54, 0.19, 6, 0.54, 0.54},
    {"no build-out", 0.13, 0.54, 0, 40, 0.13, 0.54},
    {"ready not said: it is built", 0.13, NAN, 0.19, 4, 0.13, 0.13},
};

static void shares(void **state)
{
    const struct row *r = *state;
    const struct building_type new_one = {.new_built = r->built,
                                          .new_ready = r->ready,
                                          .existing_built = 0.9,
                                          .existing_ready = 0.95,
                                          .build_out_per_year = r->per_year};
    const struct building_type old_one = {.new_built = 0.9,
                                          .new_ready = 0.95,
                                          .existing_built = r->built,
                                          .existing_ready = r->ready,
                                          .build_out_per_year = r->per_year};
    struct ready_share got = ready_at(&new_one, true, r->years);

    assert_near(got.built, r->want_built, 1e-12, 0);
    assert_near(got.ready, r->want_ready, 1e-12, 0);
    got = ready_at(&old_one, false, r->years);
    assert_near(got.built, r->want_built, 1e-12, 0);
    assert_near(got.ready, r->want_ready, 1e-12, 0);
}

/* 0.37 of 10 bays in each of seven rows is 3.7 a row: 4, 4, 4, 3, 4, 4, 3 = 26 = 25.9 up. */
static void rounds_up_along_rows(void **state)
{
    static const int want[] = {4, 4, 4, 3, 4, 4, 3};
    double lead = 0;

    (void)state;
    for (int k = 0; k < 7; k++)
        assert_int_equal(ready_whole(&lead, 3.7, 0, 10), want[k]);
    assert_near(lead, 26 - 25.9, 0, 1e-12);
}

/* 0.1 x 30 is above 3 as it is stored. */
static void whole_targets_stay(void **state)
{
    double lead = 0;

    (void)state;
    assert_int_equal(ready_whole(&lead, 0.1 * 30, 0, 30), 3);
    assert_int_equal(ready_whole(&lead, 1.0 * 17, 0, 17), 17);
    assert_int_equal(ready_whole(&lead, 0, 0, 17), 0);
}

static void keeps_its_bounds(void **state)
{
    double lead = 0;

    (void)state;
    assert_int_equal(ready_whole(&lead, 2.2, 5, 9), 5); /* never less than it had */
    assert_near(lead, 2.8, 1e-12, 0);
    assert_int_equal(ready_whole(&lead, 4.1, 0, 9), 2); /* the next ones have less for it */
    assert_int_equal(ready_whole(&lead, 12, 0, 9), 9);  /* never more than there is room */
}

/* Shares that rise over the years: rows never fall, and each prefix of the rows has its target
 * rounded up. */
static void sums_are_targets_rounded_up(void **state)
{
    enum { ROWS = 40, YEARS = 12 };
    int had[ROWS] = {0}, bays[ROWS], met = 0;

    (void)state;
    dice = 77;
    for (int k = 0; k < ROWS; k++)
        bays[k] = (int)(uniform() * 60);
    for (int y = 0; y < YEARS; y++) {
        double share = 0.031 + 0.0413 * y, lead = 0, target = 0;
        int sum = 0;

        for (int k = 0; k < ROWS; k++) {
            int now = ready_whole(&lead, share * bays[k], had[k], bays[k]);

            assert_true(now >= had[k] && now <= bays[k]);
            had[k] = now;
            sum += now;
            target += share * bays[k];
            assert_true(sum >= target - 1e-6);
            met += sum < target + 1;
        }
        assert_true(sum < target + 1);
    }
    assert_true(met > ROWS * YEARS * 9 / 10);
}

int main(void)
{
    struct CMUnitTest tests[COUNT(rows) + 4];
    size_t n = 0;

    for (; n < COUNT(rows); n++)
        tests[n] = (struct CMUnitTest){rows[n].name, shares, NULL, NULL, &rows[n]};
    tests[n++] = (struct CMUnitTest)cmocka_unit_test(rounds_up_along_rows);
    tests[n++] = (struct CMUnitTest)cmocka_unit_test(whole_targets_stay);
    tests[n++] = (struct CMUnitTest)cmocka_unit_test(keeps_its_bounds);
    tests[n++] = (struct CMUnitTest)cmocka_unit_test(sums_are_targets_rounded_up);
    return cmocka_run_group_tests_name("ready", tests, NULL, NULL);
}
