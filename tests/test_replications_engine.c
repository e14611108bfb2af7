/* label: unit. test_replications_engine.c - replications of a real queue: the same bytes on any
 * number of threads, whatever is added is what single ones count, and Ctrl-C ends them at once.
 */
#include <pthread.h>
#include <string.h>
#include <time.h>

#include "model/placement/placement.h"
#include "tests/queue_scene.h"

static struct operation *run(struct replications_params params, double per_day, int n_threads)
{
    struct operation *o = NULL;
    struct error err;

    assert_int_equal(operation_create(&o, queue_input(per_day, 11.3), &params, n_threads, &err),
                     ERR_OK);
    return o;
}

static void same(const double *a, const double *b, size_t bytes)
{
    for (size_t k = 0; k < bytes / sizeof *a; k++)
        assert_near(a[k], b[k], 0, 0);
}

static void any_threads(void **unused)
{
    const struct replications_params p = {3, 30, 0.03, false};
    struct operation *one = run(p, 71.7, 1);

    (void)unused;
    assert_true(one->met && one->n_replications > 3 && one->n_replications < 30);
    for (int n = 2; n <= 3; n++) {
        struct operation *o = run(p, 71.7, n);

        assert_int_equal(o->n_replications, one->n_replications);
        same(&o->figure[0][0].mean, &one->figure[0][0].mean, sizeof o->figure);
        same(&o->sum->hour[0].arrivals, &one->sum->hour[0].arrivals,
             N_SERVICES * N_HOURS * sizeof o->sum->hour[0]);
        assert_int_equal(memcmp(o->sum->wait_fine, one->sum->wait_fine,
                                WAIT_FINE_BINS * sizeof *one->sum->wait_fine),
                         0);
        same(o->sum->city_kw, one->sum->city_kw, N_HOURS * sizeof(double));
        same(&o->sum->balance[0].appeared, &one->sum->balance[0].appeared,
             sizeof o->sum->balance);
        operation_free(o);
    }
    operation_free(one);
}

/* Replications by themselves, counted into one another by hand. */
static void sum_of_single_ones(void **unused)
{
    const struct replications_params p = {4, 4, 0, false};
    struct operation *o = run(p, 71.7, 2);
    struct operation_input *in = queue_input(71.7, 11.3);
    double arrivals = 0, missed_share = 0;

    (void)unused;
    for (int k = 0; k < 4; k++) {
        struct tally *t = NULL;
        struct error err;
        double came = 0, missed = 0;

        assert_int_equal(tally_create(&t, in, &err), ERR_OK);
        assert_int_equal(operation_replicate(in, k, t, &err), ERR_OK);
        for (int h = 0; h < N_HOURS; h++) {
            came += t->hour[h].arrivals;
            missed += t->hour[h].missed;
        }
        arrivals += came;
        missed_share += missed / came / 4;
        tally_free(t);
    }
    for (int h = 0; h < N_HOURS; h++)
        arrivals -= o->sum->hour[h].arrivals;
    assert_near(arrivals, 0, 0, 0);
    assert_near(o->figure[FAST][OPERATION_MISSED].mean, missed_share, 1e-12, 0);
    operation_input_clear(in);
    free(in);
    operation_free(o);
}

static void *ring(void *unused)
{
    nanosleep(&(struct timespec){0, 60000000}, NULL);
    placement_interrupted = 1;
    return unused;
}

static double now_s(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

/* A replication of half an hour's work, or very many short ones, and Ctrl-C after 60 ms. */
static void ends_at_once(void **unused)
{
    (void)unused;
    for (int how = 0; how < 4; how++) {
        struct replications_params p = {100000, 100000, 0, how % 2 == 0};
        struct operation_input *in = queue_input(71.7, 11.3);
        struct operation *o = NULL;
        pthread_t clock;
        double start = now_s();
        enum err code;
        struct error err;

        if (how >= 2) in->params.window_h = 1e8;
        assert_int_equal(pthread_create(&clock, NULL, ring, NULL), 0);
        code = operation_create(&o, in, &p, 2, &err);
        assert_true(now_s() - start < 1.06);
        pthread_join(clock, NULL);
        placement_interrupted = 0;
        assert_int_equal(code, how == 0 ? ERR_OK : ERR_INTERRUPTED);
        if (how == 0) assert_true(o->partial && o->n_replications >= 1);
        operation_free(o);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(any_threads),
        cmocka_unit_test(sum_of_single_ones),
        cmocka_unit_test(ends_at_once),
    };

    return cmocka_run_group_tests_name("replications_engine", tests, NULL, NULL);
}
