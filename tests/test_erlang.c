/* test_erlang.c - closed-form queues against exact fractions, tables and their own inverses. */
#include <stdbool.h>

#include "model/erlang.h"
#include "tests/assert.h"

/* clang-format off */
static struct loss_row {
    const char *name;
    int servers;
    double load, want, rtol;
} loss_rows[] = {
    {"B: no outlet loses all", 0, 2.17, 1, 0},
    {"B: no load loses nothing", 3, 0, 0, 0},
    {"B: one outlet, a / (1 + a) = 217/317", 1, 2.17, 217.0 / 317.0, 1e-14},
    {"B: two outlets, a = 1.2: 0.72 / 2.92 = 18/73", 2, 1.2, 18.0 / 73.0, 1e-14},
    {"B: five outlets, a = 4: (1024/120) / (643/15) = 128/643", 5, 4, 128.0 / 643.0, 1e-14},
    /* a^c/c! over sum a^k/k! in exact fractions (python fractions, printed to 17 digits) */
    {"B: 10 outlets, a = 7.25, exact rational sum", 10, 7.25, 0.08894584194490221, 1e-13},
    {"B: 100 outlets, a = 90, exact rational sum", 100, 90, 0.026957380464359214, 1e-12},
    {"B: 300 outlets, a = 280, exact rational sum", 300, 280, 0.012892052026519754, 1e-12},
    {"B: 700 outlets, a = 1000 (the sum overflows as doubles)", 700, 1000, 0.302283848441995, 1e-12},
    /* loads of the table are rounded to 0.001: half a digit moves B by up to 1e-3 of itself */
    {"B: 10 outlets carry 4.461 erl at 1 % (published Erlang B table)", 10, 4.461, 0.01, 1e-3},
    {"B: 20 outlets carry 12.031 erl at 1 % (published Erlang B table)", 20, 12.031, 0.01, 5e-4},
    {"B: 50 outlets carry 44.533 erl at 5 % (published Erlang B table)", 50, 44.533, 0.05, 5e-4},
};

static struct wait_row {
    const char *name;
    int servers;
    double load, t, want, rtol;
} wait_rows[] = {
    {"C: one outlet waits with probability a", 1, 0.637, 0, 0.637, 1e-14},
    {"C: two outlets, 2 rho^2 / (1 + rho), rho = 0.6: 0.45", 2, 1.2, 0, 0.45, 1e-14},
    {"C: five outlets, a = 4: 128/231", 5, 4, 0, 128.0 / 231.0, 1e-14},
    {"C: 10 outlets, a = 7.25, exact rational sum", 10, 7.25, 0, 0.26200170630871233, 1e-13},
    {"C: 300 outlets, a = 280, exact rational sum", 300, 280, 0, 0.16381416929292014, 1e-12},
    {"C: overloaded waits for ever", 4, 4.5, 0, 1, 0},
    {"C: just full waits for ever", 4, 4, 0, 1, 0},
    {"C: nothing comes, nobody waits", 4, 0, 0, 0, 0},
    {"C: no outlet", 0, 0, 0, 1, 0},
    {"over t: M/M/1, a e^{-(1-a) t}, a = 0.5, t = 2: 0.5 / e", 1, 0.5, 2, 0.18393972058572117, 1e-14},
    {"over t: two outlets, 0.45 e^{-0.8 x 0.25}", 2, 1.2, 0.25, 0.45 * 0.81873075307798186, 1e-14},
    {"over t: overloaded", 2, 2.5, 3, 1, 0},
};

static struct inverse_row {
    const char *name;
    int servers;
    double t, share;
} inverse_rows[] = {
    {"inverse: 1 outlet, 10 %", 1, 0.29, 0.1},
    {"inverse: 2 outlets, 50 %, no time", 2, 0, 0.5},
    {"inverse: 7 outlets, 10 %", 7, 0.41, 0.1},
    {"inverse: 40 outlets, 1 %", 40, 0.17, 0.01},
    {"inverse: 250 outlets, 5 %", 250, 0.08, 0.05},
    {"inverse: 3 outlets, 99 % carry more than 3 erl when they may lose", 3, 0.5, 0.99},
};
/* clang-format on */

static void loss(void **state)
{
    const struct loss_row *r = *state;

    assert_near(erlang_b(r->servers, r->load), r->want, r->rtol, 0);
}

static void wait_over(void **state)
{
    const struct wait_row *r = *state;

    assert_near(erlang_p_wait_over(r->servers, r->load, r->t), r->want, r->rtol, 0);
    if (r->t == 0) assert_near(erlang_p_wait(r->servers, r->load), r->want, r->rtol, 0);
}

/* A pool whose outlets always work: Erlang's own formulas. */
static struct erlang_pool all_work(int outlets)
{
    return (struct erlang_pool){outlets, 1};
}

/* The returned load meets the target and a billionth more does not. */
static void inverse(void **state)
{
    const struct inverse_row *r = *state;
    double wait = erlang_load_for_wait(all_work(r->servers), r->t, r->share);
    double loss_load = erlang_load_for_blocking(all_work(r->servers), r->share);

    assert_true(erlang_p_wait_over(r->servers, wait, r->t) <= r->share * (1 + 1e-12));
    assert_true(erlang_p_wait_over(r->servers, wait * (1 + 1e-9), r->t) > r->share);
    assert_true(erlang_b(r->servers, loss_load) <= r->share * (1 + 1e-12));
    assert_true(erlang_b(r->servers, loss_load * (1 + 1e-9)) > r->share);
}

/* The binomial mixture in plain loops, each Erlang formula by its textbook sum. */
static double mixture(int outlets, double availability, double load, double t, bool blocking)
{
    double miss = 0;

    for (int c = 0; c <= outlets; c++) {
        double weight = 1, term = 1, sum = 1, bad;

        for (int k = 1; k <= c; k++) {
            weight *= availability * (outlets - k + 1) / k;
            term *= load / k;
            sum += term;
        }
        weight *= pow(1 - availability, outlets - c);
        if (blocking)
            bad = term / sum;
        else if (load >= c)
            bad = 1;
        else
            bad = term * c / (c - load) / (sum - term + term * c / (c - load)) *
                  exp(-(c - load) * t);
        miss += weight * bad;
    }
    return miss;
}

static void outlets_that_fail(void **state)
{
    (void)state;
    for (int n = 1; n <= 40; n += 3)
        for (int a = 1; a <= 3; a++) {
            struct erlang_pool pool = {n, 0.83 + 0.05 * a};
            double load = 0.31 * a * n;

            assert_near(erlang_pool_wait_over(pool, load, 0.27),
                        mixture(n, pool.availability, load, 0.27, false), 1e-10, 1e-13);
            assert_near(erlang_pool_blocked(pool, load),
                        mixture(n, pool.availability, load, 0, true), 1e-10, 1e-13);
            assert_near(
                erlang_pool_wait_over(pool, erlang_load_for_wait(pool, 0.27, 0.4), 0.27), 0.4,
                1e-9, 0);
            assert_near(erlang_pool_blocked(pool, erlang_load_for_blocking(pool, 0.3)), 0.3,
                        1e-9, 0);
        }
    /* by hand: two outlets at 0.5 without any time: 1/4 none, 1/2 one (a), 1/4 two */
    assert_near(erlang_pool_wait_over((struct erlang_pool){2, 0.5}, 0.6, 0),
                0.25 + 0.5 * 0.6 + 0.25 * 9.0 / 65, 1e-14, 0);
    /* fails more often than anyone may miss */
    assert_near(erlang_load_for_wait((struct erlang_pool){1, 0.85}, 0.3, 0.1), 0, 0, 0);
    /* hundreds of outlets, whose rarest numbers are no doubles */
    assert_near(erlang_pool_blocked((struct erlang_pool){700, 1}, 1000), erlang_b(700, 1000),
                1e-13, 0);
    assert_true(erlang_pool_blocked((struct erlang_pool){700, 0.97}, 600) > erlang_b(700, 600));
    assert_true(erlang_pool_blocked((struct erlang_pool){700, 0.97}, 600) < erlang_b(660, 600));
}

/* Closed form: one outlet, a e^{-(1-a) t} at t = 0 is a; two outlets 2 rho^2 / (1 + rho) = s
 * gives rho = (s + sqrt(s^2 + 8 s)) / 4. Blocking with one outlet: a = s / (1 - s). */
static void inverse_closed_forms(void **state)
{
    (void)state;
    assert_near(erlang_load_for_wait(all_work(1), 0, 0.31), 0.31, 1e-11, 0);
    assert_near(erlang_load_for_wait(all_work(2), 0, 0.45), 1.2, 1e-11, 0);
    assert_near(erlang_load_for_blocking(all_work(1), 0.2), 0.25, 1e-11, 0);
    assert_near(erlang_load_for_blocking(all_work(2), 18.0 / 73.0), 1.2, 1e-11, 0);
    assert_near(erlang_load_for_wait(all_work(0), 0.1, 0.1), 0, 0, 0);
    assert_near(erlang_load_for_blocking(all_work(0), 0.1), 0, 0, 0);
}

/* More outlets carry more, and more than in proportion (economies of scale); a longer patience
 * or a larger share carries more. */
static void monotone(void **state)
{
    double wait = 0, block = 0;

    (void)state;
    for (int c = 1; c <= 120; c++) {
        double next_wait = erlang_load_for_wait(all_work(c), 0.3, 0.1);
        double next_block = erlang_load_for_blocking(all_work(c), 0.05);

        if (c > 1) {
            assert_true(next_wait / c > wait / (c - 1));
            assert_true(next_block / c > block / (c - 1));
        }
        assert_true(next_wait < c);
        assert_true(erlang_load_for_wait(all_work(c), 0.4, 0.1) > next_wait);
        assert_true(erlang_load_for_wait(all_work(c), 0.3, 0.2) > next_wait);
        assert_true(erlang_load_for_blocking(all_work(c), 0.06) > next_block);
        wait = next_wait;
        block = next_block;
    }
}

int main(void)
{
    struct CMUnitTest tests[COUNT(loss_rows) + COUNT(wait_rows) + COUNT(inverse_rows) + 3];
    size_t n = 0;

    for (size_t k = 0; k < COUNT(loss_rows); k++)
        tests[n++] = (struct CMUnitTest){loss_rows[k].name, loss, NULL, NULL, &loss_rows[k]};
    for (size_t k = 0; k < COUNT(wait_rows); k++)
        tests[n++] =
            (struct CMUnitTest){wait_rows[k].name, wait_over, NULL, NULL, &wait_rows[k]};
    for (size_t k = 0; k < COUNT(inverse_rows); k++)
        tests[n++] =
            (struct CMUnitTest){inverse_rows[k].name, inverse, NULL, NULL, &inverse_rows[k]};
    tests[n++] = (struct CMUnitTest)cmocka_unit_test(inverse_closed_forms);
    tests[n++] = (struct CMUnitTest)cmocka_unit_test(outlets_that_fail);
    tests[n++] = (struct CMUnitTest)cmocka_unit_test(monotone);
    return cmocka_run_group_tests_name("erlang", tests, NULL, NULL);
}
