/* test_simulate.c - what stands simulated alone is what its run simulates; Ctrl-C. */
#include "sim/simulate.h"

#include <signal.h>
#include <sys/time.h>
#include <time.h>

#include "sim/load.h"
#include "tests/assert.h"

/* The template with a quick simulation and one more setting. */
static void load(struct loaded *l, const char *more)
{
    const char *const sets[] = {"simulation.days=1", "simulation.replications.least=2",
                                "simulation.replications.most=2", more};
    struct problems problems = {0};
    struct error err = {0};

    assert_int_equal(load_scenario(l, SOURCE_DIR "/scenarios/template/scenario.yaml", 4, sets,
                                   &problems, &err),
                     ERR_OK);
}

static double served_kwh(const struct network *n, enum service v)
{
    double sum = 0;

    for (int z = 0; z < n->n_zones; z++)
        sum += n->served_kwh[v][z];
    return sum;
}

static void same_use(const struct operation *a, const struct operation *b)
{
    assert_int_equal(a->year_index, b->year_index);
    assert_int_equal(a->n_replications, b->n_replications);
    assert_int_equal(a->input->n_pools, b->input->n_pools);
    for (int v = 0; v < N_SERVICES; v++)
        for (int k = 0; k < N_OPERATION_FIGURES; k++)
            assert_near(a->figure[v][k].mean, b->figure[v][k].mean, 0, 0);
    for (int k = 0; k < a->input->n_pools; k++)
        assert_near(a->pool[k].offered, b->pool[k].offered, 0, 0);
}

/* Chargers of a network of a plan, by rule_then_serve or sized afterwards, alone: served as in
 * the plan, used as in its run to the last bit. */
static void stand_alone(void **state)
{
    struct loaded l = {0};
    struct run *run = NULL, *alone = NULL;
    struct error err = {0};

    load(&l, *state);
    assert_int_equal(run_create_plan(&run, l.scenario, l.city, l.scenario->plans, 2, &err),
                     ERR_OK);
    assert_null(run->operation);
    assert_int_equal(simulate_run(run, false, &err), ERR_OK);
    assert_int_equal(run->n_networks, 2);
    assert_true(run->phase[0].n_new_sites > 0);
    assert_false(simulate_is_partial(run));
    for (int k = 0; k < 3; k++) { /* the two networks, and today without their chargers */
        const struct network *n = run->network[k % 2];
        struct simulate_stand stand = {n->year_index, k < 2 ? n->n_chargers : NULL};

        assert_int_equal(simulate_stand_create(&alone, l.scenario, l.city, l.scenario->plans,
                                               &stand, false, 1, &err),
                         ERR_OK);
        assert_true(alone->is_stand);
        assert_int_equal(alone->n_networks, 1);
        same_use(alone->operation[0], run->operation[k % 2]);
        for (enum service v = FAST; v < N_SERVICES; v++)
            assert_near(served_kwh(alone->network[0], v), served_kwh(n, v), 1e-9, 0);
        run_free(alone);
    }
    run_free(run);
    load_clear(&l);
}

/* simulation.in_run simulates within the run; the same to the last bit. */
static void in_run(void **state)
{
    struct loaded l = {0};
    struct run *run = NULL, *plan = NULL;
    struct error err = {0};

    (void)state;
    load(&l, "simulation.in_run=true");
    assert_int_equal(run_create(&run, l.scenario, l.city, l.scenario->plans, 1, &err), ERR_OK);
    assert_int_equal(run_create_plan(&plan, l.scenario, l.city, l.scenario->plans, 1, &err),
                     ERR_OK);
    assert_null(plan->operation);
    assert_int_equal(simulate_run(plan, false, &err), ERR_OK);
    for (int k = 0; k < 2; k++)
        same_use(run->operation[k], plan->operation[k]);
    run_free(run);
    run_free(plan);
    load_clear(&l);
}

static void on_alarm(int number)
{
    (void)number;
    run_interrupt();
}

/* Ctrl-C in the first of two networks that would go on for days: soon over, with nothing or,
 * where that is asked for, with the replications that were finished. */
static void interrupted(void **state)
{
    struct loaded l = {0};
    struct run *run = NULL;
    struct error err = {0};
    bool partial = *state != NULL;
    const struct itimerval soon = {{0, 0}, {0, 200000}};
    struct timespec start, stop;
    int n_warnings;

    load(&l, "simulation.replications.half_width=1e-9"); /* never reached */
    l.scenario->simulation.replications_most = 100000;
    l.scenario->simulation.choice =
        CHOICE_PLAN; /* no queue grows, of which there is a warning */
    assert_int_equal(run_create_plan(&run, l.scenario, l.city, l.scenario->plans, 2, &err),
                     ERR_OK);
    signal(SIGALRM, on_alarm);
    n_warnings = run->n_warnings;
    clock_gettime(CLOCK_MONOTONIC, &start);
    setitimer(ITIMER_REAL, &soon, NULL);
    assert_int_equal(simulate_run(run, partial, &err), partial ? ERR_OK : ERR_INTERRUPTED);
    clock_gettime(CLOCK_MONOTONIC, &stop);
    assert_int_equal(placement_interrupted, 1);
    placement_interrupted = 0;
    assert_true(stop.tv_sec - start.tv_sec <= 3); /* of a busy machine */
    if (partial) {
        assert_true(simulate_is_partial(run));
        assert_true(run->operation[0]->partial);
        assert_true(run->operation[0]->n_replications >= 1);
        assert_null(run->operation[1]);
        assert_int_equal(run->n_warnings, n_warnings); /* not of its width */
    } else {
        assert_string_equal(err.text, "interrupted; nothing was written");
    }
    run_free(run);
    load_clear(&l);
}

int main(void)
{
    static char serve[] = "placement.model=rule_then_serve", cover[] = "placement.model=mclp";
    const struct CMUnitTest tests[] = {
        {"alone, rule_then_serve", stand_alone, NULL, NULL, serve},
        {"alone, mclp", stand_alone, NULL, NULL, cover},
        cmocka_unit_test(in_run),
        {"interrupted", interrupted, NULL, NULL, NULL},
        {"interrupted, partial", interrupted, NULL, NULL, serve},
    };

    return cmocka_run_group_tests_name("simulate", tests, NULL, NULL);
}
