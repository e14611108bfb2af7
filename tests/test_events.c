/* test_events.c - the simulation's future events come out by time, then kind, then in the order
 * in which they went in. */
#include "assert.h"
#include "dice.h"
#include "sim/operation/events.h"

/* A list of every length up to some hundred, pushed and taken in turns, against a search of
 * all; few times and kinds, so that most are ties. */
static void in_order(void **state)
{
    enum { MOST = 6000, KINDS = EVENT_PATIENCE + 1 };
    static struct entry {
        double t_h;
        int kind, number;
        bool there;
    } all[MOST];
    struct events *q = events_create();
    int n = 0, n_there = 0;

    assert_non_null(q);
    dice = 4;
    while (n < MOST || n_there > 0) {
        struct event e;
        int first = -1;

        if (n < MOST && (n_there == 0 || uniform() < 0.55)) {
            all[n] =
                (struct entry){(int)(uniform() * 9) - 3, (int)(uniform() * KINDS), n, true};
            assert_true(
                events_push(q, all[n].t_h, (enum event_kind)all[n].kind, n, (uint32_t)n + 7));
            n++;
            n_there++;
            continue;
        }
        for (int k = 0; k < n; k++) {
            const struct entry *a = &all[k], *b = first < 0 ? NULL : &all[first];

            if (a->there &&
                (b == NULL || a->t_h < b->t_h || (a->t_h == b->t_h && a->kind < b->kind)))
                first = k;
        }
        assert_near(events_next(q), all[first].t_h, 0, 0);
        e = events_pop(q);
        assert_int_equal(e.subject, first);
        assert_int_equal(e.stamp, first + 7);
        assert_int_equal(event_kind(&e), all[first].kind);
        all[first].there = false;
        n_there--;
    }
    assert_true(isinf(events_next(q)));
    events_free(q);
    (void)state;
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(in_order)};

    return cmocka_run_group_tests_name("events", tests, NULL, NULL);
}
