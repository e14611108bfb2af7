/* label: statistical
 * The simulation where drivers do not wait, or not for long: Erlang B and its insensitivity,
 * Erlang A, a patience that all share.
 *
 * 40 replications; 1 in 3,700 means lies beyond four standard errors, about 50 figures are
 * looked at: 1 seed in 75 would fail a right engine. Errors of 14 % are found in 999 of 1,000
 * seeds. */
#include <stdlib.h>

#include "assert.h"
#include "fixture_chain.h"
#include "fixture_queue.h"
#include "model/erlang.h"

enum { REPLICATIONS = 40 };
#define SESSION_H 0.1

static struct row {
    const char *name;
    enum service service;
    int outlets;
    double load, cv, arrivals;
} lost[] = {
    {"fast, 1 outlet, constant sessions", FAST, 1, 0.7, 0, 1e5},
    {"fast, 4 outlets, constant sessions", FAST, 4, 3, 0, 2e5},
    {"fast, 4 outlets, exponential sessions", FAST, 4, 3, 1, 2e5},
    {"fast, 4 outlets, cv 2", FAST, 4, 3, 2, 3e5},
    {"fast, 20 outlets, more load than outlets", FAST, 20, 25, 1, 2e5},
    {"slow, 4 outlets, constant stays", SLOW, 4, 3, 0, 2e5},
    {"slow, 4 outlets, exponential stays", SLOW, 4, 3, 1, 2e5},
    {"slow, 20 outlets, cv 2", SLOW, 20, 16, 2, 9e5},
};

static struct operation_input *scene_of(const struct row *r, double patience, bool exponential,
                                        double target)
{
    struct queue_scene q = {
        .service = r->service,
        .outlets = r->outlets,
        .per_hour = r->load / SESSION_H,
        .session_h = SESSION_H,
        .cv = r->cv,
        .patience_h = patience * SESSION_H,
        .exponential = exponential,
        .target_h = target * SESSION_H,
        .warmup_h = 100 * SESSION_H,
        .window_h = r->arrivals / REPLICATIONS / r->load * SESSION_H,
        .seed = 19091117,
    };

    return queue_input(&q);
}

/* Nobody waits: the share of Erlang B goes, whatever the distribution of sessions. */
static void loss(void **state)
{
    const struct row *r = *state;
    double blocked = erlang_b(r->outlets, r->load);
    struct operation_input *in = scene_of(r, 0, true, 1);
    struct queue_sample gone = {.n = 0}, missed = gone, taken = gone;

    for (int k = 0; k < REPLICATIONS; k++) {
        struct tally *t = queue_run(in, k);
        const struct queue_totals sum = queue_totals(t, in, 0);

        queue_add(&gone, sum.all.gave_up / sum.all.arrivals);
        queue_add(&missed, sum.all.missed / sum.all.arrivals);
        queue_add(&taken, sum.busy_h / in->params.window_h);
        assert_true(sum.all.starts + sum.all.gave_up == sum.all.arrivals);
        assert_true(sum.all.wait_h == 0 && sum.all.queue_h == 0);
        tally_free(t);
    }
    queue_agrees("share that goes", &gone, blocked, 0.02);
    queue_agrees("share missed", &missed, blocked, 0.02);
    queue_agrees("outlets taken", &taken, r->load * (1 - blocked), 0.01);
    queue_free(in);
}

static struct patience_row {
    const char *name;
    struct row queue;
    double patience, target; /* in sessions */
    bool exponential;
} impatient[] = {
    {"Erlang A, patience of a session", {NULL, FAST, 5, 4.5, 1, 3e5}, 1, 1e6, true},
    {"Erlang A, short patience, too much load", {NULL, FAST, 3, 4, 1, 2e5}, 0.3, 1e6, true},
    {"Erlang A, long patience, far too much load", {NULL, FAST, 10, 15, 1, 3e5}, 4, 1e6, true},
    {"M/M/1 + D", {NULL, FAST, 1, 0.9, 1, 3e5}, 1, 0.4, false},
    {"M/M/4 + D, too much load", {NULL, FAST, 4, 5, 1, 2e5}, 0.5, 0.2, false},
};

static void patience(void **state)
{
    const struct patience_row *r = *state;
    struct operation_input *in = scene_of(&r->queue, r->patience, r->exponential, r->target);
    const struct chain_left exact =
        r->exponential
            ? chain_erlang_a(r->queue.outlets, r->queue.load, r->patience)
            : chain_fixed_patience(r->queue.outlets, r->queue.load, r->patience, r->target);
    struct queue_sample gone = {.n = 0}, wait = gone, missed = gone, queue = gone,
                        at_once = gone;

    for (int k = 0; k < REPLICATIONS; k++) {
        struct tally *t = queue_run(in, k);
        const struct queue_totals sum = queue_totals(t, in, 0);

        queue_add(&gone, sum.all.gave_up / sum.all.arrivals);
        queue_add(&wait, sum.all.wait_h / sum.all.starts / SESSION_H);
        queue_add(&missed, sum.all.missed / sum.all.arrivals);
        queue_add(&queue, sum.all.queue_h / in->params.window_h);
        queue_add(&at_once, sum.no_wait / sum.all.arrivals);
        tally_free(t);
    }
    queue_agrees("share that leaves", &gone, exact.p_leave, 0.02);
    queue_agrees("mean wait of the served", &wait, exact.wait_served, 0.02);
    queue_agrees("share missed", &missed, r->exponential ? exact.p_leave : exact.p_missed,
                 0.02);
    queue_agrees("share at once", &at_once, 1 - exact.p_wait, exact.p_wait < 0.99 ? 0.02 : 0.3);
    if (r->exponential) queue_agrees("mean queue", &queue, exact.queue, 0.02);
    queue_free(in);
}

/* A chain and a formula for the same: Erlang A with no end of patience is Erlang C, with hardly
 * any Erlang B; who leaves does so at the rate of the queue; a fixed patience of 0+ is Erlang
 * B, a long one Erlang C. */
static void closed_forms(void **state)
{
    struct chain_left a = chain_erlang_a(3, 2.1, 1e9), d;

    assert_near(a.p_wait, erlang_p_wait(3, 2.1), 1e-6, 0);
    assert_near(chain_erlang_a(3, 2.1, 1e-9).p_leave, erlang_b(3, 2.1), 1e-6, 0);
    a = chain_erlang_a(5, 4.5, 0.7);
    assert_near(a.p_leave * 4.5, a.queue / 0.7, 1e-9, 0);
    d = chain_fixed_patience(3, 2.1, 1e-9, 0);
    assert_near(d.p_leave, erlang_b(3, 2.1), 1e-6, 0);
    d = chain_fixed_patience(3, 2.1, 60, 0.7);
    assert_near(d.p_wait, erlang_p_wait(3, 2.1), 1e-9, 0);
    assert_near(d.p_missed, erlang_p_wait_over(3, 2.1, 0.7), 1e-9, 0);
    assert_near(d.wait_served, erlang_p_wait(3, 2.1) / 0.9, 1e-9, 0);
    (void)state;
}

int main(void)
{
    struct CMUnitTest tests[COUNT(lost) + COUNT(impatient) + 1];
    size_t n = 0;

    for (size_t k = 0; k < COUNT(lost); k++)
        tests[n++] = (struct CMUnitTest){lost[k].name, loss, NULL, NULL, &lost[k]};
    for (size_t k = 0; k < COUNT(impatient); k++)
        tests[n++] =
            (struct CMUnitTest){impatient[k].name, patience, NULL, NULL, &impatient[k]};
    tests[n++] = (struct CMUnitTest){"closed forms", closed_forms, NULL, NULL, NULL};
    return cmocka_run_group_tests_name("operation loss", tests, NULL, NULL);
}
