/* test_operation_laws.c - what holds in every replication of the simulation, whatever the
 * numbers: cities made up at random with every option. */
#include <stdlib.h>
#include <string.h>

#include "assert.h"
#include "fixture_queue_city.h"

enum { CITIES = 100 };

static double kwh_at(const struct tally *t, const struct operation_input *in, int place, int h)
{
    double sum = 0;

    for (int k = 0; k < in->n_pools; k++)
        if (in->pool[k].place == place) sum += t->hour[(size_t)k * N_HOURS + (size_t)h].kwh;
    return sum;
}

static double outlet_kw(const struct operation_input *in, int g)
{
    const struct operation_group *group = &in->group[g];

    return group->charger_kw /
           (in->params.share_charger ? 1 : (double)group->outlets_of_charger);
}

/* Who appears is somewhere; what is counted by zone is the whole where nothing lies before the
 * window. */
static void check_balance(const struct tally *t, const struct operation_input *in,
                          enum service v)
{
    const struct tally_balance *b = &t->balance[v];
    struct tally_zone sum = {.drivers = 0};

    assert_near(b->out + b->no_place + b->gave_up + b->finished + b->inside, b->appeared, 0, 0);
    for (int z = 0; z < in->n_zones; z++) {
        const struct tally_zone *zone = &t->zone[v][z];
        double known = zone->out + zone->no_place + zone->gave_up + zone->served;

        assert_true(known <= zone->drivers && known >= zone->drivers - b->inside);
        assert_true(zone->wait_h >= 0 &&
                    (zone->served > 0 || zone->wait_h + zone->way_km == 0));
        sum.drivers += zone->drivers;
        sum.out += zone->out;
        sum.no_place += zone->no_place;
        sum.gave_up += zone->gave_up;
        sum.served += zone->served;
        sum.wait_h += zone->wait_h;
    }
    assert_true(b->given_kwh <= b->wanted_kwh * (1 + 1e-12));
    if (v == FAST) assert_near(b->given_kwh, b->wanted_kwh, 1e-9, 1e-9);
    if (in->params.warmup_h > 0) return;
    assert_true(sum.drivers == b->appeared && sum.out == b->out && sum.gave_up == b->gave_up);
    assert_true(sum.no_place == b->no_place && sum.served >= b->finished);
    assert_true(sum.served <= b->finished + b->inside);
}

/* Who comes to a pool starts, leaves or waits; hours and bins of waits say the same; outlets
 * are not taken for longer than they are there. */
static void check_pool(const struct tally *t, const struct operation_input *in, int k)
{
    const struct operation_pool *pool = &in->pool[k];
    const struct queue_totals sum = queue_totals(t, in, k);
    double outlets = 0;
    bool fails = false;

    for (int h = 0; h < N_HOURS; h++) {
        const struct tally_hour *hour = &t->hour[(size_t)k * N_HOURS + (size_t)h];
        double most = 0, sessions = 0;

        for (int g = pool->first_group; g < pool->first_group + pool->n_groups; g++) {
            const double n = in->group[g].n_outlets * t->n_weeks[h];
            const double busy_h = t->busy_h[(size_t)g * N_HOURS + (size_t)h];

            assert_true(busy_h >= 0 && busy_h <= n + 1e-9);
            most += busy_h * outlet_kw(in, g);
        }
        assert_true(hour->kwh >= 0 && hour->kwh <= most * (1 + 1e-9) + 1e-9);
        assert_true(hour->queue_h >= 0 &&
                    hour->missed <= hour->starts + hour->moved_on + hour->gave_up);
        assert_true(hour->missed >= hour->moved_on + hour->gave_up);
        if (t->wait_row[k] < 0) continue;
        for (int b = 0; b < WAIT_BINS; b++)
            sessions +=
                t->wait[((size_t)t->wait_row[k] * N_HOURS + (size_t)h) * WAIT_BINS + (size_t)b];
        assert_near(sessions, hour->starts, 0, 0);
    }
    for (int g = pool->first_group; g < pool->first_group + pool->n_groups; g++) {
        outlets += in->group[g].n_outlets;
        fails = fails || in->group[g].availability < 1;
    }
    assert_true(sum.down_h >= 0 && (fails || sum.down_h == 0));
    if (pool->service == FAST)
        assert_true(sum.busy_h + sum.down_h <= outlets * t->window_h * (1 + 1e-12));
    else
        assert_true(sum.all.queue_h == 0 && sum.all.wait_h == 0 && t->queue_end[k] == 0);
    if (in->params.warmup_h > 0) return;
    assert_true(sum.all.arrivals <=
                sum.all.starts + sum.all.moved_on + sum.all.gave_up + t->queue_end[k]);
    if (!fails)
        assert_near(sum.all.arrivals,
                    sum.all.starts + sum.all.moved_on + sum.all.gave_up + t->queue_end[k], 0,
                    0);
}

/* No place gives more than its connection, nor in an hour more than its peak. */
static void check_power(const struct tally *t, const struct operation_input *in)
{
    double largest = 0;

    for (int p = 0; p < in->n_places; p++) {
        double peak = 0;

        assert_true(t->largest_kw[p] <= in->place[p].limit_kw * (1 + 1e-9));
        for (int h = 0; h < N_HOURS; h++) {
            const double kw = t->peak_kw[(size_t)p * N_HOURS + (size_t)h];

            assert_true(kwh_at(t, in, p, h) <= kw * (1 + 1e-9) + 1e-6);
            peak = fmax(peak, kw);
        }
        assert_near(t->largest_kw[p], peak, 1e-9, 1e-9);
    }
    for (int h = 0; h < N_HOURS; h++) {
        double kwh = 0, most = 0;

        for (int p = 0; p < in->n_places; p++) {
            kwh += kwh_at(t, in, p, h);
            most += t->peak_kw[(size_t)p * N_HOURS + (size_t)h];
        }
        assert_true(t->city_kw[h] <= most * (1 + 1e-9) + 1e-6);
        assert_true(kwh <= t->city_kw[h] * (1 + 1e-9) + 1e-6);
        largest = fmax(largest, kwh);
    }
    assert_true(largest > 0);
}

static void conservation(void **state)
{
    for (unsigned n = 1; n <= CITIES; n++) {
        const struct queue_city_without without = {.warmup = n % 3 > 0, .failures = n % 4 == 0};
        struct operation_input *in = queue_city(n, &without);
        struct tally *t = queue_run(in, (int)n % 2);
        const struct queue_totals sum = queue_totals(t, in, -1);

        for (enum service v = FAST; v < N_SERVICES; v++)
            check_balance(t, in, v);
        for (int k = 0; k < in->n_pools; k++)
            check_pool(t, in, k);
        check_power(t, in);
        if (without.warmup)
            assert_near(sum.all.gave_up, t->balance[FAST].gave_up + t->balance[SLOW].gave_up, 0,
                        0);
        assert_true(sum.all.starts > 20);
        tally_free(t);
        queue_free(in);
    }
    (void)state;
}

/* A window that starts and ends empty. Energy by hour is what sessions were given; Little's law
 * holds to the last digit: driver-hours in the queue are the waits of those who started and of
 * those who left; and without a shared power an outlet is taken as long as its energy takes. */
static void empty_ends(void **state)
{
    int n_empty = 0, n_queued = 0;

    for (unsigned n = 1; n <= CITIES; n++) {
        const struct queue_city_without without = {
            .failures = true, .taper = true, .shared_power = true, .warmup = true, .end = true};
        struct operation_input *in = queue_city(n, &without);
        struct tally *t;
        struct queue_totals sum;
        bool no_leaving;

        for (int k = 0; k < in->n_vehicles; k++)
            in->vehicle[k].limit_kw[FAST] = INFINITY;
        if (n % 2) in->params.patience_h = INFINITY;
        no_leaving = isinf(in->params.patience_h) || in->params.patience_h == 0;
        t = queue_run(in, 0);
        sum = queue_totals(t, in, -1);
        if (t->balance[FAST].inside + t->balance[SLOW].inside == 0) {
            n_empty++;
            assert_near(sum.all.kwh, t->balance[FAST].given_kwh + t->balance[SLOW].given_kwh,
                        1e-9, 0);
            if (no_leaving)
                assert_near(sum.all.queue_h, sum.all.wait_h, 1e-9, 1e-9);
            else
                assert_true(sum.all.queue_h >= sum.all.wait_h * (1 - 1e-9));
            n_queued += no_leaving && sum.all.wait_h > 1;
        }
        for (int k = 0; k < in->n_pools; k++) {
            double kwh = 0;

            if (in->pool[k].service == SLOW) continue;
            for (int g = in->pool[k].first_group; g < in->pool[k].first_group + 2; g++)
                for (int h = 0; h < N_HOURS; h++)
                    kwh += t->busy_h[(size_t)g * N_HOURS + (size_t)h] * outlet_kw(in, g) *
                           in->group[g].mean_share;
            assert_near(queue_totals(t, in, k).all.kwh, kwh, 1e-9, 1e-9);
        }
        tally_free(t);
        queue_free(in);
    }
    assert_true(n_empty > CITIES / 2 && n_queued > CITIES / 10);
    (void)state;
}

/* ---- the same again ---- */

static void same(const double *a, const double *b, size_t n)
{
    for (size_t k = 0; k < n; k++)
        if (a[k] != b[k]) fail_msg("number %d: %.17g and %.17g", (int)k, a[k], b[k]);
}

/* What is counted in the first city of both. */
static void same_city(const struct tally *t, const struct tally *u)
{
    same((const double *)t->hour, (const double *)u->hour,
         (size_t)t->n_pools * N_HOURS * (sizeof(struct tally_hour) / sizeof(double)));
    same(t->busy_h, u->busy_h, (size_t)t->n_groups * N_HOURS);
    same(t->down_h, u->down_h, (size_t)t->n_groups);
    same(t->peak_kw, u->peak_kw, (size_t)t->n_places * N_HOURS);
    same(t->largest_kw, u->largest_kw, (size_t)t->n_places);
    same(t->queue_end, u->queue_end, (size_t)t->n_pools);
    for (int v = 0; v < N_SERVICES; v++)
        same((const double *)t->zone[v], (const double *)u->zone[v],
             (size_t)t->n_zones * (sizeof(struct tally_zone) / sizeof(double)));
    for (int k = 0; k < t->n_wait_rows * WAIT_FINE_BINS; k++)
        assert_int_equal(t->wait_fine[k], u->wait_fine[k]);
}

/* The same twice; another replication and another seed are others; a second city that nobody of
 * the first can reach changes nothing in it. */
static void repeatable(void **state)
{
    static const struct queue_city_without alone = {.far = true}, both = {.far = false};

    for (unsigned n = 1; n <= CITIES / 3; n++) {
        struct operation_input *in = queue_city(n, &alone), *two = queue_city(n, &both);
        struct tally *t = queue_run(in, 3), *again = queue_run(in, 3), *next = queue_run(in, 4);
        struct tally *beside = queue_run(two, 3), *other;

        same_city(t, again);
        same_city(t, beside);
        assert_true(t->n_events == again->n_events && t->n_events != next->n_events);
        in->seed++;
        other = queue_run(in, 3);
        assert_true(t->n_events != other->n_events);
        tally_free(t);
        tally_free(again);
        tally_free(next);
        tally_free(beside);
        tally_free(other);
        queue_free(in);
        queue_free(two);
    }
    (void)state;
}

/* ---- common random numbers ---- */

/* Drivers of every zone, whatever stands, how they choose and how patient they are; and time
 * out of order of outlets, whoever comes. */
static void same_drivers(void **state)
{
    static const struct queue_city_without without = {.far = true};

    for (unsigned n = 1; n <= CITIES / 3; n++) {
        struct operation_input *in = queue_city(n, &without), *more = queue_city(n, &without);
        struct tally *t, *u;

        more->params.choice =
            more->params.choice == CHOICE_NEAREST ? CHOICE_LOGIT : CHOICE_NEAREST;
        more->params.patience_h = 3;
        more->params.tries++;
        for (int v = 0; v < N_SERVICES; v++)
            more->params.session_kwh[v] *= 1.5;
        for (int g = 1; g < more->n_groups; g += 2) {
            more->group[g].n_outlets *= 2;
            more->pool[more->group[g].pool].n_outlets += more->group[g].n_outlets / 2;
        }
        t = queue_run(in, 0);
        u = queue_run(more, 0);
        for (int v = 0; v < N_SERVICES; v++)
            for (int z = 0; z < in->n_zones; z++)
                assert_true(t->zone[v][z].drivers == u->zone[v][z].drivers &&
                            t->zone[v][z].out == u->zone[v][z].out);
        for (int g = 0; g < in->n_groups; g += 2)
            assert_near(t->down_h[g], u->down_h[g], 1e-12, 0);
        tally_free(t);
        tally_free(u);
        queue_free(in);
        queue_free(more);
    }
    (void)state;
}

/* One more outlet never lengthens a wait where drivers queue at one pool and do not leave it,
 * first in first out (J. Kiefer and J. Wolfowitz, On the theory of queues with many servers,
 * Transactions of the AMS 78 (1955) 1-18): driver by driver, so in every bin of the waits. In a
 * network it may: who finds the nearest free no longer moves on to where a place had been left
 * for others. */
static void one_more(void **state)
{
    for (unsigned n = 0; n < 200; n++) {
        static const double cv[] = {0, 0.6, 1, 1.8};
        struct queue_scene q = {.service = FAST,
                                .outlets = 1 + (int)n % 7,
                                .session_h = 0.6,
                                .cv = cv[n % 4],
                                .patience_h = INFINITY,
                                .target_h = 0.3,
                                .window_h = 2.0 * N_HOURS,
                                .seed = n};
        struct tally *t[2];
        struct queue_totals sum[2];
        double below[2] = {0, 0};

        q.per_hour = q.outlets / q.session_h * (0.5 + 0.004 * n);
        for (int k = 0; k < 2; k++, q.outlets++) {
            struct operation_input *in = queue_input(&q);

            in->n_profile = N_HOURS;
            for (int h = 0; h < N_HOURS; h++)
                in->profile[FAST][NIGHT][h] = h < 48 ? 1.0 / DAY_HOURS : 0;
            t[k] = queue_run(in, 0);
            sum[k] = queue_totals(t[k], in, 0);
            assert_true(t[k]->balance[FAST].inside == 0);
            queue_free(in);
        }
        assert_true(sum[0].all.starts == sum[1].all.starts && sum[0].all.starts > 20);
        assert_true(sum[1].all.wait_h <= sum[0].all.wait_h + 1e-9);
        assert_true(sum[1].all.missed <= sum[0].all.missed);
        assert_near(sum[0].all.kwh, sum[1].all.kwh, 1e-9, 0);
        for (int b = 0; b < WAIT_FINE_BINS; b++) {
            below[0] += t[0]->wait_fine[b];
            below[1] += t[1]->wait_fine[b];
            assert_true(below[1] >= below[0]);
        }
        tally_free(t[0]);
        tally_free(t[1]);
    }
    (void)state;
}

/* ---- odd numbers ---- */

/* Nobody, nothing, no power to speak of, all at once: no endless loop, no lost driver. */
static void odd(void **state)
{
    for (unsigned n = 1; n <= 60; n++) {
        const struct queue_city_without without = {.far = true};
        struct operation_input *in = queue_city(n, &without);
        struct tally *t;

        in->params.taper_from = n % 6 == 0 ? 0.9999 : in->params.taper_from;
        in->params.taper_end = n % 6 == 0 ? 0.01 : in->params.taper_end;
        for (int k = 0; k < in->n_vehicles && n % 6 == 0; k++)
            in->vehicle[k].battery_kwh = 0.7;
        in->params.session_cv[FAST] = n % 6 == 1 ? 5 : in->params.session_cv[FAST];
        in->params.session_cv[SLOW] = n % 6 == 1 ? 5 : in->params.session_cv[SLOW];
        in->params.stay_cv = n % 6 == 1 ? 5 : in->params.stay_cv;
        for (int p = 0; p < in->n_places && n % 6 == 2; p++)
            in->place[p].limit_kw = p % 2 ? 1e-3 : 1e-9;
        if (n % 6 == 3) memset(in->profile, 0, sizeof in->profile);
        for (int g = 0; g < in->n_groups && n % 6 == 4; g++)
            in->group[g].availability = 0.001;
        for (int p = 0; p < in->n_pools && n % 6 == 5; p++)
            in->pool[p].price = 1e5 * p;
        if (n % 6 == 5) in->params.logit_per_price = 100;
        t = queue_run(in, 0);
        for (enum service v = FAST; v < N_SERVICES; v++)
            check_balance(t, in, v);
        for (int k = 0; k < in->n_pools; k++)
            check_pool(t, in, k);
        assert_true((t->balance[FAST].appeared == 0) == (n % 6 == 3));
        tally_free(t);
        queue_free(in);
    }
    (void)state;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(conservation), cmocka_unit_test(empty_ends),
        cmocka_unit_test(repeatable),   cmocka_unit_test(same_drivers),
        cmocka_unit_test(one_more),     cmocka_unit_test(odd),
    };

    return cmocka_run_group_tests_name("operation laws", tests, NULL, NULL);
}
