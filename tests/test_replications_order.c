/* label: unit. test_replications_order.c - the same bytes on any number of threads, and
 * failures and Ctrl-C at each replication. */
#include <string.h>

#include "tests/dice.h"
#include "tests/replications_scene.h"

/* ---- threads ---- */

static void same(const void *a, const void *b, size_t n)
{
    assert_int_equal(memcmp(a, b, n), 0); /* arrays of doubles and of whole numbers */
}

static void same_result(const struct operation *a, const struct operation *b)
{
    const struct tally *s = a->sum, *t = b->sum;
    size_t hours = (size_t)s->n_pools * N_HOURS;

    assert_int_equal(a->n_replications, b->n_replications);
    same(a->figure, b->figure, sizeof a->figure);
    same(a->half_width, b->half_width, sizeof a->half_width);
    for (int p = 0; p < s->n_pools; p++)
        same(&a->pool[p], &b->pool[p], 6 * sizeof(double)); /* the figures */
    same(s->hour, t->hour, hours * sizeof *s->hour);
    same(s->wait, t->wait, (size_t)s->n_wait_rows * N_HOURS * WAIT_BINS * sizeof *s->wait);
    same(s->busy_h, t->busy_h, (size_t)s->n_groups * N_HOURS * sizeof *s->busy_h);
    same(s->largest_kw, t->largest_kw, (size_t)s->n_places * sizeof *s->largest_kw);
    for (int v = 0; v < N_SERVICES; v++)
        same(s->zone[v], t->zone[v], (size_t)s->n_zones * sizeof *s->zone[v]);
    same(s->balance, t->balance, sizeof s->balance);
    assert_near(s->n_events, t->n_events, 0, 0);
}

/* The first takes longest, then the last, then any. */
static void same_bytes(void **unused)
{
    static const int threads[] = {2, 3, 7, 64};
    int n_together = 0;

    (void)unused;
    dice = 3;
    for (int round = 0; round < 12; round++) {
        struct replications_params p = {3, 12, 0.03 + 0.02 * uniform(), false};
        struct operation *one;

        start();
        for (int k = 0; k < MOST; k++) {
            play.missed[k][FAST] = 0.2 + 0.1 * uniform();
            play.missed[k][SLOW] = 0.4 + 0.1 * uniform();
        }
        one = run(p, 1, ERR_OK);
        for (int k = 0; k < MOST; k++)
            play.delay_ms[k] = round % 3 == 0   ? 12 - k < 0 ? 0 : 12 - k
                               : round % 3 == 1 ? k
                                                : (int)(8 * uniform());
        for (size_t k = 0; k < COUNT(threads); k++) {
            struct operation *many;

            play.most_running = 0;
            many = run(p, threads[k], ERR_OK);
            same_result(one, many);
            assert_true(play.most_running <= threads[k]);
            n_together += play.most_running >= 2;
            operation_free(many);
        }
        operation_free(one);
    }
    assert_true(n_together > 0); /* whenever is the machine's business */
}

/* ---- failures ---- */

static void fails_at_each(void **unused)
{
    (void)unused;
    for (int at = 0; at < 12; at++)
        for (int n_threads = 1; n_threads <= 3; n_threads++) {
            struct replications_params p = {8, 10, 0.01, true};
            char text[40];

            start();
            for (int k = 0; k < MOST; k++) {
                play.missed[k][FAST] = 0.25; /* enough at 8 */
                play.delay_ms[k] = 3 * (k % 2);
            }
            play.fails_at = at;
            play.fails_with = ERR_NOMEM;
            snprintf(text, sizeof text, "replication %d", at);
            if (at < 8) {
                run(p, n_threads, ERR_NOMEM);
                assert_string_equal(error.text, text);
            } else { /* never asked for */
                operation_free(run(p, n_threads, ERR_OK));
            }
        }
}

/* Ctrl-C while replication `at` runs; `tells`: it looks at the flag and says so. On several
 * threads those next to it have or have not begun. */
static void interrupt(int at, bool tells, bool keep, int n_threads)
{
    struct replications_params p = {6, 6, 0.01, keep};
    int least = n_threads > 1 ? at - (n_threads - 1) : tells ? at : at + 1;
    int most = tells ? at : at + n_threads, n; /* finished in their order */
    struct operation *o = NULL;
    enum err code;

    start();
    for (int k = 0; k < MOST; k++) {
        play.missed[k][FAST] = 0.25 + 0.01 * k;
        play.delay_ms[k] = 2 * (k % 2);
    }
    play.interrupt_at = at;
    play.fails_at = tells ? at : NEVER;
    play.fails_with = ERR_INTERRUPTED;
    code = replications_run(&o, make_input(), &p, n_threads, made_up, &error);
    placement_interrupted = 0;
    assert_true(play.calls <= at + n_threads);
    if (code != ERR_OK) {
        assert_int_equal(code, ERR_INTERRUPTED);
        assert_string_equal(error.text, "interrupted; nothing was written");
        assert_true(least < (keep ? 1 : 6));
        return;
    }
    n = o->n_replications;
    assert_true(n == 6 || keep);
    assert_true(o->partial == (n < 6));
    assert_true(n > 0 && n >= least && n <= most);
    assert_near(o->figure[FAST][OPERATION_MISSED].mean, 0.25 + 0.005 * (n - 1), 1e-14, 0);
    assert_near(o->sum->n_events, n, 0, 0);
    operation_free(o);
}

static void interrupted_at_each(void **unused)
{
    (void)unused;
    for (int at = 0; at < 6; at++)
        for (int n_threads = 1; n_threads <= 3; n_threads++)
            for (int how = 0; how < 4; how++)
                interrupt(at, how % 2 == 0, how / 2 == 0, n_threads);
}

/* Before anything has begun. */
static void interrupted_before(void **unused)
{
    (void)unused;
    start();
    placement_interrupted = 1;
    run((struct replications_params){2, 6, 0.01, true}, 2, ERR_INTERRUPTED);
    assert_int_equal(play.calls, 0);
    placement_interrupted = 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(same_bytes),
        cmocka_unit_test(fails_at_each),
        cmocka_unit_test(interrupted_at_each),
        cmocka_unit_test(interrupted_before),
    };

    return cmocka_run_group_tests_name("replications_order", tests, NULL, NULL);
}
