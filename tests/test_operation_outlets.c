/* label: statistical
 * Outlets of the simulation that fail or share power.
 * 40 replications where nothing else is said; fixture_queue.h. */
#include <stdlib.h>
#include <string.h>

#include "assert.h"
#include "fixture_chain.h"
#include "fixture_queue.h"

enum { REPLICATIONS = 40 };
#define SESSION_H 0.1

/* ---- failures ---- */

static struct down_row {
    const char *name;
    enum service service;
    double availability, repair_h;
} downs[] = {
    {"down: rarely and long", FAST, 0.97, 40},
    {"down: often and short, slow", SLOW, 0.9, 0.7},
    {"down: mostly", FAST, 0.25, 3},
};

/* Time out of order is 1 - availability of all, in every part of the week, and outlets do not
 * fail together: the variance over replications is that of independent on-off processes, whose
 * covariance over time falls as exp(-t (1 / up + 1 / repair)). */
static void down(void **state)
{
    enum { OUTLETS = 50, RUNS = 400 };
    const struct down_row *r = *state;
    const struct queue_scene q = {.service = r->service,
                                  .outlets = OUTLETS,
                                  .per_hour = 20,
                                  .session_h = 1,
                                  .patience_h = 0,
                                  .availability = r->availability,
                                  .repair_h = r->repair_h,
                                  .window_h = N_HOURS,
                                  .seed = 1963};
    struct operation_input *in = queue_input(&q);
    double a = r->availability, decay = (1 + (1 - a) / a) / r->repair_h, n = N_HOURS;
    double variance =
        2 * a * (1 - a) / (decay * n) * (1 - (1 - exp(-decay * n)) / (decay * n)) / OUTLETS;
    struct queue_sample share = {.n = 0};

    for (int k = 0; k < RUNS; k++) {
        struct tally *t = queue_run(in, k);

        queue_add(&share, t->down_h[0] / OUTLETS / N_HOURS);
        tally_free(t);
    }
    queue_agrees("time out of order", &share, 1 - a, 0.03);
    assert_near(share.squares / (RUNS - 1), variance, 4 * sqrt(2.0 / RUNS), 0);
    queue_free(in);
}

static struct breakdown_row {
    const char *name;
    int outlets;
    double load, availability, repair; /* mean repair, in sessions */
    double arrivals, power;
} breakdowns[] = {
    {"breakdowns of one outlet, short", 1, 0.6, 0.9, 1.5, 5e5, 0.02},
    {"breakdowns of one outlet, long", 1, 0.5, 0.8, 10, 12e5, 0.03},
    {"breakdowns of two outlets", 2, 1.2, 0.85, 4, 6e5, 0.03},
    {"breakdowns of three outlets", 3, 1.6, 0.7, 2, 6e5, 0.02},
};

/* Drivers at the pool, waiting or at an outlet: who is interrupted goes on with what is left.
 */
static void breakdown(void **state)
{
    const struct breakdown_row *r = *state;
    double up = r->repair * r->availability / (1 - r->availability);
    double exact = chain_breakdowns(r->outlets, r->load, 1 / up, 1 / r->repair);
    const struct queue_scene q = {.service = FAST,
                                  .outlets = r->outlets,
                                  .per_hour = r->load / SESSION_H,
                                  .session_h = SESSION_H,
                                  .cv = 1,
                                  .patience_h = INFINITY,
                                  .availability = r->availability,
                                  .repair_h = r->repair * SESSION_H,
                                  .window_h = r->arrivals / REPLICATIONS / r->load * SESSION_H,
                                  .warmup_h = 1000 * SESSION_H,
                                  .seed = 1958};
    struct operation_input *in = queue_input(&q);
    struct queue_sample there = {.n = 0}, taken = there;

    for (int k = 0; k < REPLICATIONS; k++) {
        struct tally *t = queue_run(in, k);
        const struct queue_totals sum = queue_totals(t, in, 0);

        queue_add(&there, (sum.all.queue_h + sum.busy_h) / q.window_h);
        queue_add(&taken, sum.busy_h / q.window_h);
        assert_true(sum.all.gave_up == 0);
        tally_free(t);
    }
    queue_agrees("drivers there", &there, exact, r->power);
    queue_agrees("outlets taken", &taken, r->load, 0.01);
    queue_free(in);
}

/* The chain against the closed form of White and Christie, one outlet:
 * P1(z) = mu p / (mu - l z - f l z / (l (1 - z) + r)), derived at 1. */
static void chain_of_one(void **state)
{
    double l = 0.5, f = 0.025, r = 0.1, a = r / (r + f), p = a - l;
    double up = p * (l + f * l / r + f * l * l / (r * r)) / pow(1 - l / a, 2);

    assert_near(chain_breakdowns(1, l, f, r), up / a + f * a * l / (r * r), 1e-9, 0);
    (void)state;
}

/* When outlets fail belongs to their site and kind, whatever else stands before them; and every
 * outlet has its own times. */
static void fail_by_site(void **state)
{
    const struct queue_scene q = {.service = FAST,
                                  .outlets = 3,
                                  .n_pools = 2,
                                  .per_hour = 1,
                                  .session_h = 1,
                                  .availability = 0.8,
                                  .repair_h = 5,
                                  .window_h = N_HOURS,
                                  .seed = 8};
    struct operation_input *in = queue_input(&q);
    struct tally *both = queue_run(in, 0), *alone;

    in->n_pools = in->n_groups = in->n_places = 1;
    in->place[0].site = in->pool[0].site = in->group[0].site = 1;
    in->reach[FAST].start[1] = 1;
    alone = queue_run(in, 0);
    assert_near(alone->down_h[0], both->down_h[1], 1e-12, 0);
    assert_true(alone->down_h[0] > 1 && both->down_h[0] != both->down_h[1]);
    tally_free(alone);
    in->group[0].kind++;
    alone = queue_run(in, 0);
    assert_true(alone->down_h[0] != both->down_h[1]);
    tally_free(alone);
    tally_free(both);
    queue_free(in);
    (void)state;
}

/* A slow driver whose outlet fails stays parked to the end, with less energy. */
static void parked(void **state)
{
    const struct queue_scene q = {.service = SLOW,
                                  .outlets = 200,
                                  .per_hour = 20,
                                  .session_h = 3,
                                  .availability = 0.8,
                                  .repair_h = 2,
                                  .window_h = N_HOURS,
                                  .seed = 6};
    struct operation_input *in = queue_input(&q);
    struct queue_totals sum;
    struct tally *t;

    in->n_profile = N_HOURS; /* nobody is inside at the end */
    for (int h = 0; h < 160; h++)
        in->profile[SLOW][NIGHT][h] = 1.0 / DAY_HOURS;
    memset(&in->profile[SLOW][NIGHT][160], 0, 8 * sizeof(double));
    t = queue_run(in, 0);
    sum = queue_totals(t, in, 0);
    assert_near(sum.busy_h, sum.all.starts * 3, 1e-9, 0);
    assert_near(sum.all.kwh, t->balance[SLOW].given_kwh, 1e-9, 0);
    /* failed at a rate of 1 in 8 h, seen by an exponential time: (1 - exp(-3 / 8)) 8 of 3 h */
    assert_near(sum.all.kwh / sum.all.starts / QUEUE_KW, (1 - exp(-3.0 / 8)) * 8, 0.02, 0);
    tally_free(t);
    queue_free(in);
    (void)state;
}

/* ---- shared power ---- */

static struct share_row {
    const char *name;
    double load, cv, arrivals, power;
} shares[] = {
    {"M/D/1-PS", 0.7, 0, 4e5, 0.02},
    {"M/M/1-PS", 0.7, 1, 4e5, 0.02},
    {"M/G/1-PS, cv 2", 0.6, 2, 6e5, 0.025},
};

/* A site that gives the power of one outlet, shared evenly: the mean time at an outlet is
 * 1 / (1 - load) sessions whatever the sessions' distribution (L. Kleinrock, Queueing Systems,
 * volume 2 (1976), section 4.4). And since it works whenever somebody is there, energy hour by
 * hour is to the last digit that of one outlet with a queue, whose drivers are the same; so is
 * that of one charger that all cars share. */
static void processor_sharing(void **state)
{
    const struct share_row *r = *state;
    struct queue_scene q = {.service = FAST,
                            .outlets = 120,
                            .per_hour = r->load / SESSION_H,
                            .session_h = SESSION_H,
                            .cv = r->cv,
                            .patience_h = INFINITY,
                            .limit_kw = QUEUE_KW,
                            .window_h = r->arrivals / REPLICATIONS / r->load * SESSION_H,
                            .warmup_h = 400 * SESSION_H,
                            .seed = 1967};
    struct operation_input *many = queue_input(&q), *one;
    struct queue_sample time = {.n = 0}, there = time;

    q.outlets = 1;
    q.limit_kw = INFINITY;
    one = queue_input(&q);
    for (int k = 0; k < REPLICATIONS; k++) {
        struct tally *t = queue_run(many, k), *alone;
        const struct queue_totals sum = queue_totals(t, many, 0);

        queue_add(&time, sum.busy_h / sum.all.starts / SESSION_H);
        queue_add(&there, sum.busy_h / q.window_h);
        assert_true(sum.all.wait_h == 0 && sum.all.queue_h == 0);
        assert_true(t->largest_kw[0] <= QUEUE_KW * (1 + 1e-12));
        if (k < 4) {
            alone = queue_run(one, k);
            for (int h = 0; h < N_HOURS; h++)
                assert_near(t->hour[h].kwh, alone->hour[h].kwh, 1e-6, 1e-3);
            tally_free(alone);
        }
        tally_free(t);
    }
    queue_agrees("time at the outlet", &time, 1 / (1 - r->load), r->power);
    queue_agrees("outlets taken", &there, r->load / (1 - r->load), r->power);
    queue_free(many);
    queue_free(one);
}

/* Energy hour by hour of two inputs, and the time that outlets are taken where `busy`. */
static void same_use(struct operation_input *a, struct operation_input *b, bool busy)
{
    for (int k = 0; k < 5; k++) {
        struct tally *t = queue_run(a, k), *u = queue_run(b, k);

        assert_true(queue_totals(t, a, 0).all.starts > 500);
        for (int h = 0; h < N_HOURS; h++) {
            assert_near(t->hour[h].kwh, u->hour[h].kwh, 1e-6, 1e-3);
            if (busy) assert_near(t->busy_h[h], u->busy_h[h], 1e-6, 1e-5);
            if (busy) assert_near(t->peak_kw[h], u->peak_kw[h], 1e-6, 1e-3);
        }
        tally_free(t);
        tally_free(u);
    }
    queue_free(a);
    queue_free(b);
}

/* Chargers of several outlets: one that cars share works as one outlet with its power; parts of
 * its own for each outlet are outlets with that power; a charger with one outlet shares with
 * nobody; a limit that is never reached changes nothing; a car that takes half is charged with
 * half, and two of them share an outlet's power without loss. */
static void chargers(void **state)
{
    const struct queue_scene q = {.service = FAST,
                                  .outlets = 4,
                                  .per_hour = 9,
                                  .session_h = SESSION_H,
                                  .cv = 0.7,
                                  .patience_h = INFINITY,
                                  .window_h = N_HOURS,
                                  .seed = 77};
    struct operation_input *a = queue_input(&q), *b = queue_input(&q);

    a->params.share_charger = true;
    a->group[0].n_outlets = a->pool[0].n_outlets = 60;
    a->group[0].outlets_of_charger = 60;
    b->group[0].n_outlets = b->pool[0].n_outlets = 1;
    same_use(a, b, false);

    a = queue_input(&q);
    b = queue_input(&q);
    a->params.share_charger = true;
    a->group[0].n_outlets = a->pool[0].n_outlets = a->group[0].outlets_of_charger = 60;
    a->group[0].mean_share = b->group[0].mean_share = 0.75;
    b->group[0].n_outlets = b->pool[0].n_outlets = 1;
    same_use(a, b, false);

    a = queue_input(&q);
    b = queue_input(&q);
    a->group[0].outlets_of_charger = 4;
    b->group[0].charger_kw = QUEUE_KW / 4.0;
    same_use(a, b, true);

    a = queue_input(&q);
    b = queue_input(&q);
    a->params.share_charger = true;
    a->place[0].limit_kw = 4 * QUEUE_KW;
    same_use(a, b, true);

    a = queue_input(&q);
    b = queue_input(&q);
    a->params.share_charger = true;
    a->group[0].outlets_of_charger = 2;
    a->vehicle[0].limit_kw[FAST] = b->vehicle[0].limit_kw[FAST] = QUEUE_KW / 2.0;
    same_use(a, b, true);

    a = queue_input(&q);
    b = queue_input(&q);
    a->group[0].mean_share = 0.5;
    b->vehicle[0].limit_kw[FAST] = QUEUE_KW / 2.0;
    same_use(a, b, true);
    (void)state;
}

/* Two chargers at a site that limits them to three of their four outlets' power: with m cars
 * each gets min(1, 3 / m) of an outlet; the mean number is that of M/M/c with c = 3, whose
 * rates are the same. */
static void limit_of_three(void **state)
{
    const struct queue_scene q = {.service = FAST,
                                  .outlets = 150,
                                  .per_hour = 2.2 / SESSION_H,
                                  .session_h = SESSION_H,
                                  .cv = 1,
                                  .patience_h = INFINITY,
                                  .limit_kw = 3 * QUEUE_KW,
                                  .window_h = 12000 * SESSION_H / 2.2,
                                  .warmup_h = 100 * SESSION_H,
                                  .seed = 33};
    struct operation_input *in = queue_input(&q);
    struct queue_sample there = {.n = 0};
    double p = 1, sum = 0, mean = 0;

    for (int n = 0; n < 400; n++) {
        sum += p;
        mean += n * p;
        p *= 2.2 / fmin(n + 1, 3);
    }
    for (int k = 0; k < REPLICATIONS; k++) {
        struct tally *t = queue_run(in, k);

        queue_add(&there, queue_totals(t, in, 0).busy_h / q.window_h);
        tally_free(t);
    }
    queue_agrees("cars there", &there, mean / sum, 0.02);
    queue_free(in);
    (void)state;
}

/* Slow sessions end with the stay, energy and stay being exponential and independent: given is
 * the least of both, a mean of 1 / (1 / energy + 1 / (power x stay)); outlets are taken for the
 * stay. */
static void slow_energy(void **state)
{
    const struct queue_scene q = {.service = SLOW,
                                  .outlets = 400,
                                  .per_hour = 40,
                                  .session_h = 0.8,
                                  .cv = 1,
                                  .window_h = N_HOURS,
                                  .warmup_h = 12,
                                  .seed = 2};
    struct operation_input *in = queue_input(&q);
    struct queue_sample given = {.n = 0}, stay = given;

    in->params.session_kwh[SLOW] = 30;
    in->vehicle[0].limit_kw[SLOW] = 45; /* less than the outlet gives */
    for (int k = 0; k < REPLICATIONS; k++) {
        struct tally *t = queue_run(in, k);
        const struct queue_totals sum = queue_totals(t, in, 0);

        queue_add(&given, t->balance[SLOW].given_kwh / t->balance[SLOW].finished);
        queue_add(&stay, sum.busy_h / sum.all.starts);
        tally_free(t);
    }
    queue_agrees("energy of a session", &given, 1 / (1 / 30.0 + 1 / (45 * q.session_h)), 0.005);
    queue_agrees("time at the outlet", &stay, q.session_h, 0.005);
    queue_free(in);
    (void)state;
}

int main(void)
{
    struct CMUnitTest tests[COUNT(downs) + COUNT(breakdowns) + COUNT(shares) + 6];
    size_t n = 0;

    for (size_t k = 0; k < COUNT(downs); k++)
        tests[n++] = (struct CMUnitTest){downs[k].name, down, NULL, NULL, &downs[k]};
    for (size_t k = 0; k < COUNT(breakdowns); k++)
        tests[n++] =
            (struct CMUnitTest){breakdowns[k].name, breakdown, NULL, NULL, &breakdowns[k]};
    for (size_t k = 0; k < COUNT(shares); k++)
        tests[n++] =
            (struct CMUnitTest){shares[k].name, processor_sharing, NULL, NULL, &shares[k]};
    tests[n++] = (struct CMUnitTest)cmocka_unit_test(chain_of_one);
    tests[n++] = (struct CMUnitTest)cmocka_unit_test(chargers);
    tests[n++] = (struct CMUnitTest)cmocka_unit_test(limit_of_three);
    tests[n++] = (struct CMUnitTest)cmocka_unit_test(slow_energy);
    tests[n++] = (struct CMUnitTest)cmocka_unit_test(fail_by_site);
    tests[n++] = (struct CMUnitTest)cmocka_unit_test(parked);
    return cmocka_run_group_tests_name("operation outlets", tests, NULL, NULL);
}
