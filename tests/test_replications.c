/* label: statistical. test_replications.c - replications that are made up, of known means: the
 * rule that stops them by hand, and how often intervals hold the truth. */
#include "tests/dice.h"
#include "tests/replications_scene.h"

/* ---- the rule ---- */

/* Student's 97.5 % quantiles of 1 to 9 degrees of freedom (Abramowitz and Stegun, table 26.10).
 */
static const double quantile[] = {NAN,   12.706, 4.303, 3.182, 2.776,
                                  2.571, 2.447,  2.365, 2.306, 2.262};

/* Half-width of the first n made-up shares, in two passes. */
static double plain_half_width(int service, int n)
{
    double mean = 0, squares = 0;

    for (int k = 0; k < n; k++)
        mean += play.missed[k][service] / n;
    for (int k = 0; k < n; k++)
        squares += pow(play.missed[k][service] - mean, 2);
    return quantile[n - 1] * sqrt(squares / (n - 1) / n);
}

static int plain_stop(const struct replications_params *p)
{
    int n = p->at_least;

    while (n < p->at_most && !(n >= 2 && plain_half_width(FAST, n) <= p->half_width &&
                               plain_half_width(SLOW, n) <= p->half_width))
        n++;
    return n;
}

/* 300 random series; the number that is enough is met at each of 2 to 10. */
static void stops_by_hand(void **unused)
{
    int met[11] = {0};

    (void)unused;
    dice = 42;
    for (int round = 0; round < 300; round++) {
        struct replications_params p = {1 + round % 4, 10, 0.02 + 0.05 * uniform(), false};
        struct operation *o;
        int n;

        start();
        for (int k = 0; k < 10; k++) {
            play.missed[k][FAST] = 0.2 + 0.1 * uniform();
            play.missed[k][SLOW] = 0.4 + 0.1 * uniform();
        }
        n = plain_stop(&p);
        o = run(p, 1 + round % 3, ERR_OK);
        assert_int_equal(o->n_replications, n);
        assert_int_equal(o->n_limit, 10);
        assert_near(o->half_width_asked, p.half_width, 0, 0);
        assert_false(o->partial);
        for (int v = 0; v < N_SERVICES; v++) {
            assert_near(o->half_width[v], plain_half_width(v, n), 3e-4,
                        0); /* 3 decimals of t */
            assert_true(!o->met || o->half_width[v] <= p.half_width);
        }
        assert_true(o->met || n == 10);
        assert_near(o->sum->n_events, n, 0, 0);
        met[n]++;
        operation_free(o);
    }
    for (int n = 2; n <= 10; n++)
        assert_true(met[n] > 0);
}

static void limits(void **unused)
{
    struct operation *o;

    (void)unused;
    start(); /* nobody comes: as few as may be */
    o = run((struct replications_params){4, 9, 0.01, false}, 1, ERR_OK);
    assert_int_equal(o->n_replications, 4);
    assert_true(o->met && isnan(o->half_width[FAST]) && isnan(o->half_width[SLOW]));
    operation_free(o);
    for (int k = 0; k < MOST; k++)
        play.missed[k][SLOW] = 0.3; /* the same every time; nobody at fast ones */
    o = run((struct replications_params){1, 9, 0.01, false}, 1, ERR_OK);
    assert_int_equal(o->n_replications, 2);
    assert_true(o->met && isnan(o->half_width[FAST]));
    assert_near(o->half_width[SLOW], 0, 0, 0);
    operation_free(o);
    o = run((struct replications_params){1, 9, 0, false}, 1, ERR_OK); /* 0: all */
    assert_int_equal(o->n_replications, 9);
    operation_free(o);
    o = run((struct replications_params){1, 1, 0.5, false}, 1, ERR_OK);
    assert_int_equal(o->n_replications, 1);
    assert_true(!o->met && isnan(o->half_width[SLOW]));
    assert_near(o->figure[SLOW][OPERATION_MISSED].mean, 0.3, 1e-15, 0);
    operation_free(o);
    play.missed[4][FAST] = 0.1; /* comes once in nine: no interval */
    o = run((struct replications_params){5, 9, 0.5, false}, 1, ERR_OK);
    assert_int_equal(o->n_replications, 9);
    assert_false(o->met);
    operation_free(o);
}

/* ---- intervals ---- */

static double normal(void)
{
    double radius = sqrt(-2 * log(1 - uniform()));

    return radius * cos(2 * M_PI * uniform());
}

/* Of 2,000 experiments with 4 replications 95 % of the intervals hold the mean of what was made
 * up. z limit 4 (2 %): the normal quantile in its place (0.855 hold), two figures mixed up or a
 * replication counted twice (0.90) are beyond it. */
static void coverage(void **unused)
{
    enum { N = 2000 };
    const double error_of = sqrt(0.95 * 0.05 / N);
    int hold[N_SERVICES] = {0};

    (void)unused;
    dice = 20261122;
    assert_true(4 * error_of < 0.02);
    for (int round = 0; round < N; round++) {
        struct operation *o;

        start();
        for (int k = 0; k < 4; k++) {
            play.missed[k][FAST] = 0.2 + 0.03 * normal();
            play.missed[k][SLOW] = 0.5 + 0.08 * normal();
        }
        o = run((struct replications_params){4, 4, 0, false}, 1, ERR_OK);
        for (int v = 0; v < N_SERVICES; v++) {
            const struct operation_figure *f = &o->figure[v][OPERATION_MISSED];

            hold[v] += fabs(f->mean - (v == FAST ? 0.2 : 0.5)) <= f->half_width;
            assert_near(o->half_width[v], f->half_width, 0, 0);
        }
        operation_free(o);
    }
    for (int v = 0; v < N_SERVICES; v++)
        assert_near((double)hold[v] / N, 0.95, 0, 4 * error_of);
}

static void names(void **unused)
{
    (void)unused;
    assert_string_equal(operation_figure_name(OPERATION_DRIVERS), "drivers_per_day");
    assert_string_equal(operation_figure_unit(OPERATION_DRIVERS), "1/day");
    assert_string_equal(operation_figure_name(OPERATION_PEAK), "peak_load");
    assert_string_equal(operation_figure_unit(OPERATION_PEAK), "kW");
    assert_int_equal(N_OPERATION_FIGURES, OPERATION_PEAK + 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(stops_by_hand),
        cmocka_unit_test(limits),
        cmocka_unit_test(coverage),
        cmocka_unit_test(names),
    };

    return cmocka_run_group_tests_name("replications", tests, NULL, NULL);
}
