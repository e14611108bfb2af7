/* label: unit. test_figures.c - every figure of a replication against numbers worked out by
 * hand, and what several replications say together. */
#include "sim/operation/figures.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "model/gsl_quiet.h"
#include "tests/assert.h"

/* Pools: 0 fast (groups 0, 1), 1 slow (2), 2 fast (3). A window of 200 h: hours 0 to 31 of the
 * week lie in it twice. */
static struct operation_pool pools[] = {
    {.service = FAST, .first_group = 0, .n_groups = 2, .n_outlets = 6, .session_h = 0.6},
    {.service = SLOW, .first_group = 2, .n_groups = 1, .n_outlets = 5, .session_h = 200},
    {.service = FAST, .first_group = 3, .n_groups = 1, .n_outlets = 3, .session_h = 42}};
static struct operation_group groups[] = {{.pool = 0, .n_outlets = 4, .availability = 0.9},
                                          {.pool = 0, .n_outlets = 2, .availability = 0.75},
                                          {.pool = 1, .n_outlets = 5, .availability = 1},
                                          {.pool = 2, .n_outlets = 3, .availability = 0.98}};
static const struct operation_input input = {.params = {.window_h = 200},
                                             .n_zones = 3,
                                             .n_pools = COUNT(pools),
                                             .n_groups = COUNT(groups),
                                             .n_places = 2,
                                             .pool = pools,
                                             .group = groups};

static struct tally *make(void)
{
    struct tally *t = NULL;
    struct error err;

    assert_int_equal(tally_create(&t, &input, &err), ERR_OK);
    return t;
}

static struct tally *first(void)
{
    struct tally *t = make();
    uint32_t *wait[] = {t->wait_fine, t->wait_fine + WAIT_FINE_BINS};

    t->zone[FAST][0] = (struct tally_zone){100, 7, 5, 11, 70, 9.5, 140, 21};
    t->zone[FAST][2] = (struct tally_zone){40, 0, 3, 2, 33, 1.5, 66.5, 3};
    t->hour[3] = (struct tally_hour){60, 50, 6, 4, 12, 5.5, 6.75, 900};
    t->hour[100] = (struct tally_hour){20, 20, 0, 0, 1, 0.25, 0.25, 500};
    t->hour[N_HOURS + 50] = (struct tally_hour){10, 8, 2, 0, 2, 0, 0, 44};
    t->hour[2 * N_HOURS + 3] = (struct tally_hour){30, 25, 5, 1, 8, 3.25, 4, 700};
    t->hour[2 * N_HOURS + 167].kwh = 10;
    t->busy_h[0] = 210;
    t->busy_h[167] = 100;
    t->busy_h[168] = 44;
    t->busy_h[2 * N_HOURS + 9] = 77;
    t->busy_h[3 * N_HOURS] = 30;
    t->down_h[0] = 12;
    t->down_h[1] = 3;
    t->down_h[2] = 8;
    t->down_h[3] = 1;
    wait[0][0] = 50;
    wait[0][40] = 20;
    wait[1][0] = 5;
    wait[1][100] = 20;
    t->queue_end[0] = 3;
    t->queue_end[2] = 4;
    t->late_end[2] = 3;
    return t;
}

static struct tally *second(void)
{
    struct tally *t = make();

    t->zone[FAST][1].drivers = 10;
    t->hour[0] = (struct tally_hour){20, 16, 4, 0, 5, 2, 2, 30};
    t->queue_end[2] = 7;
    return t;
}

/* Fast, second replication: 10 drivers, 20 arrivals; slow nothing. */
static struct row {
    const char *name;
    enum service service;
    int what;
    double once, again; /* first replication, second one */
} rows[] = {
    {"drivers: 140 in 200 h", FAST, OPERATION_DRIVERS, 140 * 24.0 / 200, 1.2},
    {"served: 70 + 33 of 140", FAST, OPERATION_SERVED, 103.0 / 140, 0},
    {"full: 5 + 11 + 3 + 2", FAST, OPERATION_FULL, 21.0 / 140, 0},
    {"no place", FAST, OPERATION_NO_PLACE, 8.0 / 140, 0},
    {"gave up", FAST, OPERATION_GAVE_UP, 13.0 / 140, 0},
    {"out of reach", FAST, OPERATION_OUT, 7.0 / 140, 0},
    {"under way: who is left", FAST, OPERATION_UNDER_WAY, 9.0 / 140, 1},
    {"wait: 5.5 + 0.25 + 3.25 h of 95", FAST, OPERATION_WAIT, 60 * 9.0 / 95, 7.5},
    {"P50: 55 of 95 do not wait", FAST, OPERATION_WAIT_P50, 0, NAN},
    {"P90: 10.5 of 20 in bin 100, 1.03^98.525 s", FAST, OPERATION_WAIT_P90, 0.3066453007891849,
     NAN},
    {"P95: 15.25 of 20 in bin 100, 1.03^98.7625 s", FAST, OPERATION_WAIT_P95,
     0.3088055908715068, NAN},
    {"missed: 12 + 1 + 8 and 3 at the end, of 110", FAST, OPERATION_MISSED, 24.0 / 110, 0.25},
    {"moved on: 6 + 5 of 140 drivers", FAST, OPERATION_MOVED_ON, 11.0 / 140, 0.4},
    {"way of the served", FAST, OPERATION_WAY, 206.5 / 103, NAN},
    {"detour of the served", FAST, OPERATION_DETOUR, 24.0 / 103, NAN},
    {"utilisation of 9 outlets", FAST, OPERATION_UTILISATION, 384.0 / 1800, 0},
    {"out of order", FAST, OPERATION_DOWN, 16.0 / 1800, 0},
    {"energy a day", FAST, OPERATION_ENERGY, 2110 * 24.0 / 200, 3.6},
    {"peak: 1,600 kWh in an hour that is there twice", FAST, OPERATION_PEAK, 800, 15},
    {"slow: no drivers", SLOW, OPERATION_DRIVERS, 0, 0},
    {"slow: a share of nobody", SLOW, OPERATION_SERVED, NAN, NAN},
    {"slow: out of reach of nobody", SLOW, OPERATION_OUT, NAN, NAN},
    {"slow: they do not wait", SLOW, OPERATION_WAIT, NAN, NAN},
    {"slow: nor any of them", SLOW, OPERATION_WAIT_P95, NAN, NAN},
    {"slow: missed", SLOW, OPERATION_MISSED, 0.2, NAN},
    {"slow: utilisation", SLOW, OPERATION_UTILISATION, 77.0 / 1000, 0},
    {"slow: out of order", SLOW, OPERATION_DOWN, 8.0 / 1000, 0},
    {"slow: energy", SLOW, OPERATION_ENERGY, 44 * 24.0 / 200, 0},
    {"slow: peak", SLOW, OPERATION_PEAK, 44, 0},
};

/* figures_fill() of n tallies; freed by done(). */
static struct operation *together(struct tally *tally[], int n)
{
    static struct operation o;
    static struct operation_pool_result results[COUNT(pools)];
    struct figures *f = NULL;
    struct error err;

    o = (struct operation){.sum = make(), .n_replications = n, .pool = results};
    assert_int_equal(figures_create(&f, &input, &err), ERR_OK);
    for (int k = 0; k < n; k++) {
        figures_add(f, tally[k]);
        tally_add(o.sum, tally[k]);
    }
    figures_fill(f, &o);
    figures_free(f);
    return &o;
}

static void done(struct operation *o, struct tally *tally[], int n)
{
    tally_free(o->sum);
    for (int k = 0; k < n; k++)
        tally_free(tally[k]);
}

/* Mean of two figures, one of which may not exist, and half the width: t of one degree is
 * tan(0.475 pi), and s / sqrt(2) half their difference. */
static void check(struct operation_figure got, double once, double again)
{
    double mean = isnan(once) ? again : isnan(again) ? once : (once + again) / 2;

    assert_near(got.mean, mean, 1e-12, 0);
    assert_near(got.half_width, tan(0.475 * M_PI) * fabs(once - again) / 2, 1e-9, 0);
}

static void figure(void **state)
{
    const struct row *r = *state;
    struct tally *tally[] = {first(), second()};
    struct operation *o;

    o = together(tally, 1);
    assert_near(o->figure[r->service][r->what].mean, r->once, 1e-12, 0);
    assert_true(isnan(o->figure[r->service][r->what].half_width));
    tally_free(o->sum);
    o = together(tally, 2);
    check(o->figure[r->service][r->what], r->once, r->again);
    if (r->what == OPERATION_MISSED)
        assert_near(o->half_width[r->service], o->figure[r->service][r->what].half_width, 0, 0);
    done(o, tally, 2);
}

static void pool_figures(void **unused)
{
    struct tally *tally[] = {first(), second()};
    struct operation *o = together(tally, 2);

    (void)unused;
    check(o->pool[0].wait_min, 60 * 5.75 / 70, 7.5);
    check(o->pool[1].wait_min, NAN, NAN);
    check(o->pool[2].wait_min, 60 * 3.25 / 25, NAN);
    check(o->pool[0].missed_share, 13.0 / 80, 0.25);
    check(o->pool[1].missed_share, 0.2, NAN);
    check(o->pool[2].missed_share, 11.0 / 30, NAN);
    check(o->pool[0].utilisation, 354.0 / 1200, 0);
    check(o->pool[1].utilisation, 77.0 / 1000, 0);
    check(o->pool[2].utilisation, 30.0 / 600, 0);
    /* 100, 10 and 30 arrivals in 400 h */
    assert_near(o->pool[0].offered, 0.25 * 0.6, 1e-12, 0);
    assert_near(o->pool[1].offered, 0.025 * 200, 1e-12, 0);
    assert_near(o->pool[2].offered, 0.075 * 42, 1e-12, 0);
    assert_near(o->pool[0].working, 4 * 0.9 + 2 * 0.75, 1e-12, 0);
    assert_near(o->pool[1].working, 5, 1e-12, 0);
    assert_near(o->pool[2].working, 2.94, 1e-12, 0);
    assert_false(o->pool[0].grows);
    assert_false(o->pool[1].grows); /* 5 erlangs on 5 outlets, but nobody waits */
    assert_true(o->pool[2].grows);  /* 3.15 on 2.94 */
    assert_near(o->pool[0].queue_end, 1.5, 0, 0);
    assert_near(o->pool[1].queue_end, 0, 0, 0);
    assert_near(o->pool[2].queue_end, 5.5, 0, 0);
    done(o, tally, 2);
}

static void within(void **unused)
{
    struct tally *tally[] = {first(), second(), second()};
    /* two at 0.25 and one below: s / sqrt(3) is a third of the difference */
    const double fast = 4.302652729911275 * fabs(0.25 - 24.0 / 110) / 3;
    struct figures *f = NULL;
    struct error err;

    (void)unused;
    assert_int_equal(figures_create(&f, &input, &err), ERR_OK);
    assert_true(figures_within(f, 0)); /* nobody came */
    figures_add(f, tally[1]);
    assert_false(figures_within(f, 1)); /* one replication says nothing */
    figures_add(f, tally[2]);
    assert_true(figures_within(f, 0)); /* the same again; slow: nobody */
    figures_free(f);
    assert_int_equal(figures_create(&f, &input, &err), ERR_OK);
    figures_add(f, tally[0]);
    figures_add(f, tally[1]);
    assert_false(figures_within(f, 1)); /* slow: once */
    tally[2]->hour[N_HOURS] = (struct tally_hour){.arrivals = 10, .missed = 2};
    figures_add(f, tally[2]); /* slow 0.2 twice; fast 0.25 once more */
    assert_true(figures_within(f, fast * 1.000001));
    assert_false(figures_within(f, fast * 0.999999));
    figures_free(f);
    for (int k = 0; k < 3; k++)
        tally_free(tally[k]);
}

/* Two came before the window, and all seven leave in it. */
static void missed_by_all(void **unused)
{
    struct tally *tally[] = {make()};
    struct operation *o;

    (void)unused;
    tally[0]->hour[0] = (struct tally_hour){.arrivals = 5, .missed = 7};
    o = together(tally, 1);
    assert_near(o->pool[0].missed_share.mean, 1, 0, 0);
    assert_near(o->figure[FAST][OPERATION_MISSED].mean, 1, 0, 0);
    done(o, tally, 1);
}

static void no_pools(void **unused)
{
    const struct operation_input none = {.params = {.window_h = 24}, .n_zones = 1};
    struct figures *f = NULL;
    struct tally *t = NULL;
    struct operation o = {.n_replications = 1};
    struct error err;

    (void)unused;
    assert_int_equal(tally_create(&t, &none, &err), ERR_OK);
    assert_int_equal(figures_create(&f, &none, &err), ERR_OK);
    t->zone[FAST][0] = (struct tally_zone){.drivers = 8, .out = 8};
    figures_add(f, t);
    o.sum = t;
    figures_fill(f, &o);
    assert_near(o.figure[FAST][OPERATION_OUT].mean, 1, 0, 0);
    assert_near(o.figure[FAST][OPERATION_SERVED].mean, 0, 0, 0);
    assert_near(o.figure[FAST][OPERATION_ENERGY].mean, 0, 0, 0);
    assert_near(o.figure[FAST][OPERATION_PEAK].mean, 0, 0, 0);
    assert_true(isnan(o.figure[FAST][OPERATION_UTILISATION].mean));
    assert_true(isnan(o.figure[FAST][OPERATION_MISSED].mean));
    assert_true(isnan(o.figure[FAST][OPERATION_WAIT_P95].mean));
    figures_free(f);
    figures_free(NULL);
    tally_free(t);
}

int main(void)
{
    struct CMUnitTest tests[COUNT(rows) + 4] = {
        cmocka_unit_test(pool_figures),
        cmocka_unit_test(within),
        cmocka_unit_test(missed_by_all),
        cmocka_unit_test(no_pools),
    };

    gsl_quiet();
    for (size_t k = 0; k < COUNT(rows); k++)
        tests[4 + k] = (struct CMUnitTest){rows[k].name, figure, NULL, NULL, &rows[k]};
    return cmocka_run_group_tests_name("figures", tests, NULL, NULL);
}
