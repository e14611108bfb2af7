/* label: statistical
 * Which station drivers of the simulation go to, and how many they try. */
#include <stdlib.h>

#include "assert.h"
#include "fixture_queue.h"

enum { POOLS = 4 };

static const double way_km[POOLS] = {0.3, 0.7, 1.4, 2.9};
static const double price[POOLS] = {1.4, 1.9, 1.1, 0.6};

/* About 40,000 drivers, pools at the ways above, outlets for all unless `busy`: then one outlet
 * each, taken for the whole window. */
static struct operation_input *scene_of(enum service service, int choice, bool busy)
{
    const struct queue_scene q = {
        .service = service,
        .outlets = busy ? 1 : 30000,
        .n_pools = POOLS,
        .per_hour = 240,
        .session_h = busy ? 1e9 : 0.2,
        .patience_h = busy ? 0 : INFINITY,
        .window_h = N_HOURS,
        .warmup_h = busy ? 10 : 0,
        .seed = 271,
    };
    struct operation_input *in = queue_input(&q);

    in->params.choice = choice;
    for (int k = 0; k < POOLS; k++) {
        in->reach[service].way_km[k] = way_km[k];
        in->pool[k].price = price[k];
        in->place[k].x_m = 100.0 * k; /* 100 m from one to the next */
    }
    return in;
}

/* Chi-square of counts against shares, 3 degrees of freedom: above 25 lies 1 in 65,000. */
static void shares_agree(const double count[], const double share[], int n, double all)
{
    double sum = 0;

    for (int k = 0; k < n; k++) {
        assert_true(sqrt((1 - share[k]) / (share[k] * all)) < 0.03);
        sum += pow(count[k] - all * share[k], 2) / (all * share[k]);
    }
    assert_true(sum < 25);
    assert_true(sum > 1e-4); /* by chance, not by rule */
}

static struct row {
    const char *name;
    enum service service;
    double per_km, per_price;
} rows[] = {
    {"logit, way", FAST, 0.8, 0},
    {"logit, price", SLOW, 0, 1.3},
    {"logit, way and price", FAST, 0.37, 0.9},
    {"logit, indifferent", SLOW, 0, 0},
};

static void logit(void **state)
{
    const struct row *r = *state;
    struct operation_input *in = scene_of(r->service, CHOICE_LOGIT, false);
    double share[POOLS], count[POOLS], sum = 0, way = 0, detour;
    const struct tally_zone *zone;
    struct tally *t;

    in->params.logit_per_km = r->per_km;
    in->params.logit_per_price = r->per_price;
    in->params.logit_per_h = 5; /* nobody has to expect a wait */
    for (int k = 0; k < POOLS; k++) {
        share[k] = exp(-r->per_km * way_km[k] - r->per_price * price[k]);
        sum += share[k];
    }
    t = queue_run(in, 3);
    zone = t->zone[r->service];
    for (int k = 0; k < POOLS; k++) {
        share[k] /= sum;
        count[k] = queue_totals(t, in, k).all.arrivals;
        way += count[k] * way_km[k];
    }
    assert_near(queue_totals(t, in, -1).all.arrivals, zone->drivers, 0, 30); /* on the way */
    shares_agree(count, share, POOLS, queue_totals(t, in, -1).all.arrivals);
    detour = way - way_km[0] * zone->served;
    assert_near(zone->way_km, way, 1e-3, 0);
    assert_near(zone->detour_km, detour, 2e-3, 0);
    tally_free(t);
    queue_free(in);
}

/* Two pools, one with a queue: who expects a wait goes to the other with the odds of it. Nobody
 * ever gets through, so that the queue is known: the k-th driver there finds k - 2 before. */
static void expected_wait(void **state)
{
    struct operation_input *in = scene_of(FAST, CHOICE_LOGIT, true);
    double here = 0, there = 0, expected = 0, spread = 0;

    in->reach[FAST].start[1] = 2;
    in->reach[FAST].way_km[0] = in->reach[FAST].way_km[1] = 0;
    in->params.patience_h = INFINITY;
    in->params.warmup_h = 0;
    in->params.window_h = 1;
    in->params.logit_per_h = 0.4;
    in->pool[0].session_h = 0.5;
    in->pool[1].session_h = 0;
    for (int k = 0; k < 300; k++) {
        struct tally *t = queue_run(in, k);

        here += queue_totals(t, in, 0).all.arrivals;
        there += queue_totals(t, in, 1).all.arrivals;
        expected += t->zone[FAST][0].drivers;
        tally_free(t);
    }
    assert_near(here + there, expected, 0, 0);
    /* Of pool 0: the first with odds 1, then each with exp(-0.2 m) for the m-th behind the
     * session: by the chain over drivers. */
    expected = 0;
    for (int k = 0; k < 300; k++) {
        double p[400] = {1}; /* of m at pool 0 so far */
        struct tally *t = queue_run(in, k);
        int n = (int)t->zone[FAST][0].drivers;
        double mean = 0, square = 0;

        for (int d = 0; d < n; d++)
            for (int m = d; m >= 0; m--) {
                double go = m == 0 ? 0.5 : 1 / (1 + exp(0.2 * m));

                p[m + 1] += p[m] * go;
                p[m] *= 1 - go;
            }
        for (int m = 0; m <= n; m++) {
            mean += m * p[m];
            square += m * m * p[m];
        }
        expected += mean;
        spread += square - mean * mean;
        tally_free(t);
    }
    assert_near(here, expected, 0, 4 * sqrt(spread));
    assert_true(sqrt(spread) < 0.01 * expected);
    queue_free(in);
    (void)state;
}

/* One outlet each, nearly always free: nobody has to expect a wait, however long sessions are.
 */
static void one_is_free(void **state)
{
    struct operation_input *in = scene_of(SLOW, CHOICE_LOGIT, false);
    static const double share[] = {0.5, 0.5};
    double count[2];
    struct tally *t;

    in->reach[SLOW].start[1] = 2;
    in->params.logit_per_h = 10;
    in->params.stay_h[NIGHT] = 1e-6;
    in->pool[0].session_h = 20;
    for (int k = 0; k < 2; k++)
        in->group[k].n_outlets = in->pool[k].n_outlets = 1;
    t = queue_run(in, 0);
    for (int k = 0; k < 2; k++)
        count[k] = queue_totals(t, in, k).all.arrivals;
    shares_agree(count, share, 2, count[0] + count[1]);
    tally_free(t);
    queue_free(in);
    (void)state;
}

/* Who finds all free takes the strongest outlet, and the other kind only when those are taken.
 */
static void strongest_first(void **state)
{
    struct operation_input *in = scene_of(FAST, CHOICE_NEAREST, false);
    struct tally *t;
    double strong = 0, weak = 0;

    in->n_pools = in->n_places = in->reach[FAST].start[1] = 1;
    in->pool[0].n_groups = in->n_groups = 2;
    in->pool[0].n_outlets = 31000;
    in->group[0].n_outlets = 1000;
    in->group[1].site = in->group[1].pool = 0;
    in->group[1].charger_kw = QUEUE_KW / 2.0;
    t = queue_run(in, 0);
    for (int h = 0; h < N_HOURS; h++) {
        strong += t->busy_h[h];
        weak += t->busy_h[N_HOURS + h];
    }
    assert_true(strong > 7000 && weak == 0);
    tally_free(t);
    in->group[0].n_outlets = 10;
    t = queue_run(in, 0);
    for (int h = 2; h < N_HOURS; h++)
        assert_true(t->busy_h[h] > 9.5 && t->busy_h[N_HOURS + h] > 10);
    tally_free(t);
    queue_free(in);
    (void)state;
}

static void nearest(void **state)
{
    struct operation_input *in = scene_of(FAST, CHOICE_NEAREST, false);
    struct tally *t = queue_run(in, 0);

    assert_true(queue_totals(t, in, 0).all.arrivals > 39000);
    for (int k = 1; k < POOLS; k++)
        assert_true(queue_totals(t, in, k).all.arrivals == 0);
    assert_true(t->zone[FAST][0].detour_km == 0);
    assert_near(t->zone[FAST][0].way_km, t->zone[FAST][0].served * way_km[0], 1e-9, 0);
    tally_free(t);
    queue_free(in);
    (void)state;
}

/* A fifth has no place in the plan. */
static void plan(void **state)
{
    static int plan_pool[] = {2, 0, 3}, plan_start[] = {0, 3};
    static double plan_share[] = {0.3, 0.1, 0.4};
    static const double share[] = {0.1, 0.3, 0.4, 0.2};
    struct operation_input *in = scene_of(SLOW, CHOICE_PLAN, false);
    struct operation_reach *reach = &in->reach[SLOW];
    double count[4], all;
    struct tally *t;

    for (int k = 0; k < POOLS; k++) /* at once, so that nobody is on the way */
        reach->way_km[k] = 0;
    reach->plan_start = plan_start;
    reach->plan_pool = plan_pool;
    reach->plan_share = plan_share;
    t = queue_run(in, 1);
    all = t->zone[SLOW][0].drivers;
    count[0] = queue_totals(t, in, 0).all.arrivals;
    count[1] = queue_totals(t, in, 2).all.arrivals;
    count[2] = queue_totals(t, in, 3).all.arrivals;
    count[3] = t->zone[SLOW][0].no_place;
    assert_true(queue_totals(t, in, 1).all.arrivals == 0);
    assert_near(count[0] + count[1] + count[2] + count[3], all, 0, 0);
    assert_near(t->balance[SLOW].no_place, count[3], 0, 0);
    shares_agree(count, share, 4, all);
    reach->plan_start = reach->plan_pool = NULL;
    reach->plan_share = NULL;
    tally_free(t);
    queue_free(in);
    (void)state;
}

/* Every outlet is taken before the window: all try exactly as many as they may, or all there
 * are, the nearest first, then the next; then they give up. */
static void tries(void **state)
{
    for (int choice = CHOICE_NEAREST; choice <= CHOICE_LOGIT; choice++)
        for (int n = 0; n <= POOLS; n++) {
            struct operation_input *in = scene_of(n % 2 ? FAST : SLOW, choice, true);
            int visits = n + 1 < POOLS ? n + 1 : POOLS;
            struct queue_totals sum;
            struct tally *t;
            double drivers, per_visit;

            in->params.tries = n;
            in->params.drive_kmh = 1e9; /* nobody is on the way at the ends */
            t = queue_run(in, n);
            drivers = t->zone[n % 2 ? FAST : SLOW][0].drivers;
            sum = queue_totals(t, in, -1);
            assert_true(drivers > 39000);
            assert_near(sum.all.arrivals, visits * drivers, 0, 0);
            assert_near(sum.all.moved_on, (visits - 1) * drivers, 0, 0);
            assert_near(sum.all.gave_up, drivers, 0, 0);
            assert_near(sum.all.missed, visits * drivers, 0, 0);
            assert_near(t->zone[n % 2 ? FAST : SLOW][0].gave_up, drivers, 0, 0);
            per_visit = choice == CHOICE_NEAREST ? drivers : visits * drivers / POOLS;
            for (int k = 0; k < POOLS; k++) {
                double want = choice == CHOICE_LOGIT || k < visits ? per_visit : 0;

                assert_near(queue_totals(t, in, k).all.arrivals, want, 0,
                            choice == CHOICE_LOGIT ? 4 * sqrt(want) : 0);
            }
            tally_free(t);
            queue_free(in);
        }
    (void)state;
}

/* Ways take their time: with all outlets taken, a driver drives the way to the nearest and from
 * one to the next; arrivals at the last of them are those that appeared so much earlier. */
static void on_the_way(void **state)
{
    struct operation_input *in = scene_of(FAST, CHOICE_NEAREST, true);
    struct tally *t;

    in->params.tries = 1;
    in->params.drive_kmh = 0.1; /* 3 hours, then 1 */
    in->n_profile = N_HOURS;
    for (int h = 0; h < N_HOURS; h++)
        in->profile[FAST][NIGHT][h] = h == 20 || h == 167;
    t = queue_run(in, 0);
    assert_true(t->hour[23].arrivals == t->hour[23].moved_on && t->hour[23].arrivals > 5000);
    assert_true(t->hour[N_HOURS + 24].arrivals == t->hour[23].arrivals);
    assert_true(t->hour[N_HOURS + 24].gave_up == t->hour[23].arrivals);
    assert_near(t->zone[FAST][0].drivers,
                t->hour[23].arrivals + t->balance[FAST].inside - POOLS / 2, 0, 0);
    tally_free(t);
    queue_free(in);
    (void)state;
}

/* Two queues without an end before a free outlet: all patience and all ways count for the zone,
 * each queue for its own pool. */
static void two_queues(void **state)
{
    static const double patience_h = 0.2, between_km = 0.1;
    struct operation_input *in = scene_of(FAST, CHOICE_NEAREST, true);
    const struct tally_zone *zone;
    struct tally *t;

    in->params.patience_h = patience_h;
    in->params.tries = 2;
    in->params.session_kwh[FAST] = 1;
    for (int k = 0; k < 2; k++)
        in->group[k].charger_kw = 1e-9;
    in->group[2].n_outlets = in->pool[2].n_outlets = 1000;
    t = queue_run(in, 0);
    zone = t->zone[FAST];
    assert_true(zone->served > 39000);
    assert_near(zone->wait_h, zone->served * 2 * patience_h, 1e-9, 0);
    assert_near(zone->way_km, zone->served * (way_km[0] + 2 * between_km), 1e-9, 0);
    assert_near(zone->detour_km, zone->served * 2 * between_km, 1e-9, 0);
    assert_true(queue_totals(t, in, 2).all.wait_h == 0);
    assert_true(queue_totals(t, in, 2).no_wait == queue_totals(t, in, 2).all.starts);
    for (int k = 0; k < 2; k++) {
        const struct queue_totals sum = queue_totals(t, in, k);

        assert_near(sum.all.queue_h, sum.all.arrivals * patience_h, 5e-3, 0);
        assert_true(sum.all.gave_up == 0 && sum.all.missed == sum.all.moved_on);
    }
    tally_free(t);
    queue_free(in);
    (void)state;
}

/* Nothing in reach. */
static void out_of_reach(void **state)
{
    struct operation_input *in = scene_of(SLOW, CHOICE_NEAREST, false);
    struct tally *t;

    in->reach[SLOW].start[1] = 0;
    t = queue_run(in, 0);
    assert_true(t->zone[SLOW][0].drivers > 39000);
    assert_true(t->zone[SLOW][0].out == t->zone[SLOW][0].drivers);
    assert_true(t->balance[SLOW].out == t->balance[SLOW].appeared);
    assert_true(queue_totals(t, in, -1).all.arrivals == 0);
    tally_free(t);
    queue_free(in);
    (void)state;
}

int main(void)
{
    struct CMUnitTest tests[COUNT(rows) + 9];
    size_t n = 0;

    for (size_t k = 0; k < COUNT(rows); k++)
        tests[n++] = (struct CMUnitTest){rows[k].name, logit, NULL, NULL, &rows[k]};
    tests[n++] = (struct CMUnitTest)cmocka_unit_test(expected_wait);
    tests[n++] = (struct CMUnitTest)cmocka_unit_test(one_is_free);
    tests[n++] = (struct CMUnitTest)cmocka_unit_test(strongest_first);
    tests[n++] = (struct CMUnitTest)cmocka_unit_test(nearest);
    tests[n++] = (struct CMUnitTest)cmocka_unit_test(plan);
    tests[n++] = (struct CMUnitTest)cmocka_unit_test(tries);
    tests[n++] = (struct CMUnitTest)cmocka_unit_test(on_the_way);
    tests[n++] = (struct CMUnitTest)cmocka_unit_test(two_queues);
    tests[n++] = (struct CMUnitTest)cmocka_unit_test(out_of_reach);
    return cmocka_run_group_tests_name("operation choice", tests, NULL, NULL);
}
