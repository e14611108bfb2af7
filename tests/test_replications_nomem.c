/* label: unit. test_replications_nomem.c - memory that runs out at every n-th call of a few
 * replications: the result says so or is the same, and nothing leaks. */
#include "sim/operation/replications.h"
#include "tests/nomem.h"
#include "tests/queue_scene.h"

static struct error err;

static struct operation *run(long at)
{
    const struct replications_params params = {2, 3, 0, false};
    struct operation_input *in = queue_input(71.7, 11.3);
    struct operation *o = NULL;
    enum err code;

    in->params.window_h = 48;
    calls = 0;
    fail_at = at;
    counting = true;
    code = operation_create(&o, in, &params, 1, &err);
    fail_at = 0;
    assert_true((code == ERR_OK) == (o != NULL));
    assert_true(code == ERR_OK || (code == ERR_NOMEM && err.text[0] != '\0'));
    return o;
}

/* Blocks of the input are counted as given back, and were not counted as taken. */
static long left(struct operation *o)
{
    long blocks;

    operation_free(o);
    counting = false;
    blocks = alive;
    alive = 0;
    return leaks(blocks);
}

static void at_every_call(void **unused)
{
    struct operation *whole = run(0);
    double missed = whole->figure[FAST][OPERATION_MISSED].mean;
    long n_calls = calls, n_input = left(whole), n_told = 0, step = 1 + n_calls / MOST_CALLS;

    (void)unused;
    assert_true(n_calls > 30 && missed > 0);
    for (long at = 1; at <= n_calls; at += step) {
        struct operation *o = run(at);

        n_told += o == NULL;
        if (o != NULL) assert_near(o->figure[FAST][OPERATION_MISSED].mean, missed, 0, 0);
        assert_int_equal(left(o), n_input);
    }
    assert_true(n_told > n_calls / step / 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(at_every_call)};

    return cmocka_run_group_tests_name("replications_nomem", tests, NULL, NULL);
}
