/* label: statistical
 * Drivers of the simulation: how many come in which hour, of which layer, from which zone; and
 * outlets taken where there are enough of them, Mt/G/infinity. */
#include <stdlib.h>

#include "assert.h"
#include "fixture_queue.h"

enum { REPLICATIONS = 20, WEEKS = 4 };

/* Within four standard deviations of its mean: 1 in 10,000 is not. With 168 cells an error of
 * 1.1 % in the rates is found, whichever hours it is in. */
static void chi_square(double sum, double degrees)
{
    assert_near(sum, degrees, 0, 4 * sqrt(2 * degrees));
}

static struct row {
    const char *name;
    enum service service;
    int n_profile;
    bool idle_hours; /* nobody at night, and on Sundays where there are days */
    double per_day[N_LAYERS];
} rows[] = {
    {"fast, hours of a day", FAST, 24, false, {700, 300, 150}},
    {"fast, hours of a week, some without drivers", FAST, 168, true, {700, 0, 350}},
    {"slow, hours of a day, some without drivers", SLOW, 24, true, {200, 900, 0}},
    {"slow, hours of a week", SLOW, 168, false, {200, 300, 450}},
};

static bool idle(const struct row *r, int hour)
{
    return r->idle_hours && (hour % 24 < 5 || (r->n_profile > 24 && hour / 24 == 6));
}

/* Outlets for everybody, layers with profiles of their own. */
static struct operation_input *scene_of(const struct row *r, double session_h, double cv)
{
    const struct queue_scene q = {
        .service = r->service,
        .outlets = 4000,
        .per_hour = 1,
        .session_h = session_h,
        .cv = cv,
        .patience_h = INFINITY,
        .window_h = WEEKS * (double)N_HOURS,
        .warmup_h = N_HOURS,
        .seed = 314,
    };
    struct operation_input *in = queue_input(&q);

    in->n_profile = r->n_profile;
    for (int l = 0; l < N_LAYERS; l++) {
        double sum = 0, *p = in->profile[r->service][l];

        in->stream[0].per_day[l] = r->per_day[l];
        for (int h = 0; h < r->n_profile; h++) {
            p[h] = idle(r, h) ? 0 : 1.2 + sin(h * (0.37 + 0.21 * l) + 2 * l);
            sum += p[h];
        }
        for (int h = 0; h < r->n_profile; h++)
            p[h] *= r->n_profile / 24 / sum;
    }
    return in;
}

static double rate(const struct operation_input *in, int hour)
{
    const struct operation_stream *s = &in->stream[0];
    double sum = 0;

    for (int l = 0; l < N_LAYERS; l++)
        sum += s->per_day[l] * in->profile[s->service][l][hour % in->n_profile];
    return sum;
}

/* Poisson by hour of the week: over all replications the mean is the integrated rate, within
 * each the spread is that of Poisson. Weeks and replications are independent. */
static void by_hour(void **state)
{
    const struct row *r = *state;
    struct operation_input *in = scene_of(r, 0.001, 0);
    double all[N_HOURS] = {0}, spread = 0, means = 0, n_cells = 0, expected = 0;

    for (int k = 0; k < REPLICATIONS; k++) {
        struct tally *t = queue_run(in, k);

        for (int h = 0; h < N_HOURS; h++) {
            double mean = WEEKS * rate(in, h), n = t->hour[h].arrivals;

            all[h] += n;
            if (idle(r, h))
                assert_true(n == 0);
            else
                spread += (n - mean) * (n - mean) / mean;
        }
        tally_free(t);
    }
    for (int h = 0; h < N_HOURS; h++) {
        double mean = REPLICATIONS * WEEKS * rate(in, h);

        if (idle(r, h)) continue;
        means += (all[h] - mean) * (all[h] - mean) / mean;
        expected += mean;
        n_cells++;
    }
    assert_true(sqrt(n_cells / expected) < 0.02); /* error of an hour's rate */
    chi_square(means, n_cells);
    chi_square(spread, n_cells * REPLICATIONS);
    queue_free(in);
}

/* Layers take turns by the hour and stay 0.5 and 3 hours: outlets are taken for exactly the
 * stays of those who came, and nobody of the other layer. */
static void layers(void **state)
{
    const struct row *r = *state;
    struct operation_input *in = scene_of(r, 3, 0);
    struct queue_totals sum;
    struct tally *t;
    double stays = 0;

    in->n_profile = N_HOURS;
    in->params.stay_h[NIGHT] = 0.5;
    in->params.warmup_h = 0;
    in->params.window_h = N_HOURS;
    for (int h = 0; h < N_HOURS; h++)
        for (int l = 0; l < N_LAYERS; l++)
            in->profile[SLOW][l][h] =
                h < 150 && l == (h % 3 == 0 ? NIGHT : DAY) ? (l == NIGHT ? 0.14 : 0.07) : 0;
    t = queue_run(in, 0);
    sum = queue_totals(t, in, 0);
    for (int h = 0; h < 150; h++)
        stays += t->hour[h].starts * (h % 3 == 0 ? 0.5 : 3);
    assert_near(sum.busy_h, stays, 1e-9, 0);
    assert_true(sum.all.starts > 6000);
    tally_free(t);
    queue_free(in);
}

/* Mean outlets taken in each hour of the week. Constant stays: integral of the rate over the
 * stay before; exponential: m' = rate - m / stay, hour by hour, from week to week until it
 * repeats. */
static void taken(const struct operation_input *in, double stay_h, bool constant,
                  double mean[N_HOURS])
{
    enum { PARTS = 1000 };
    double m = 0;

    for (int h = 0; h < N_HOURS; h++) {
        mean[h] = 0;
        for (int k = 0; constant && k < PARTS; k++) {
            double t = h + (k + 0.5) / PARTS, from = t - stay_h;

            for (double a = from; a < t; a = floor(a) + 1)
                mean[h] += (fmin(t, floor(a) + 1) - a) *
                           rate(in, ((int)floor(a) + N_HOURS) % N_HOURS) / PARTS;
        }
    }
    for (int h = 0; !constant && h < 3 * N_HOURS; h++) {
        double goal = rate(in, h % N_HOURS) * stay_h;

        mean[h % N_HOURS] = goal + (m - goal) * stay_h * (1 - exp(-1 / stay_h));
        m = goal + (m - goal) * exp(-1 / stay_h);
    }
}

static void many_outlets(void **state)
{
    static const double stay_h = 2.37;
    const struct row *r = *state;

    for (int cv = 0; cv <= 1; cv++) {
        struct operation_input *in = scene_of(r, stay_h, cv);
        struct queue_sample hour[N_HOURS] = {{.n = 0}};
        double mean[N_HOURS];

        taken(in, stay_h, cv == 0, mean);
        for (int k = 0; k < REPLICATIONS; k++) {
            struct tally *t = queue_run(in, k);

            for (int h = 0; h < N_HOURS; h++)
                queue_add(&hour[h], t->busy_h[h] / WEEKS);
            tally_free(t);
        }
        for (int h = 0; h < N_HOURS; h++) { /* beyond 5: 1 in 12,000 */
            assert_near(hour[h].mean, mean[h], 0, 5 * queue_error(&hour[h]) + 1e-9);
            assert_true(queue_error(&hour[h]) < 0.2 * sqrt(mean[h]) + 0.01);
        }
        queue_free(in);
    }
}

/* Two zones and two services, all with the same rate, with nothing in reach: correlation of
 * what an hour has more than its mean, of each pair and of one replication with the next. */
static void independent(void **state)
{
    enum { STREAMS = 4, CELLS = REPLICATIONS * N_HOURS };
    static double more[STREAMS][CELLS];
    const struct row *r = *state;
    struct operation_input *in = scene_of(r, 0.001, 0);
    double limit = 4 / sqrt(CELLS);

    for (int s = 0; s < STREAMS; s++) {
        struct operation_input *one = scene_of(r, 0.001, 0);

        one->n_zones = 1 + s / 2;
        one->stream[0].zone = s / 2;
        one->stream[0].service = one->pool[0].service = s % 2 == 0 ? FAST : SLOW;
        free(one->reach[s % 2].start);
        one->reach[s % 2].start = calloc(3, sizeof(int));
        assert_non_null(one->reach[s % 2].start);
        free(one->reach[1 - s % 2].start);
        one->reach[1 - s % 2].start = calloc(3, sizeof(int));
        assert_non_null(one->reach[1 - s % 2].start);
        one->reach[s % 2].start[1 + s / 2] = 1;
        for (int l = 0; l < N_LAYERS; l++)
            for (int h = 0; h < N_HOURS; h++)
                one->profile[s % 2][l][h] = in->profile[r->service][l][h];
        for (int k = 0; k < REPLICATIONS; k++) {
            struct tally *t = queue_run(one, k);

            for (int h = 0; h < N_HOURS; h++) {
                double mean = WEEKS * rate(in, h);

                more[s][k * N_HOURS + h] = (t->hour[h].arrivals - mean) / sqrt(mean);
            }
            tally_free(t);
        }
        queue_free(one);
    }
    for (int s = 0; s < STREAMS; s++)
        for (int o = 0; o < STREAMS; o++) {
            double same = 0, next = 0;

            for (int k = 0; k + N_HOURS < CELLS; k++) {
                same += more[s][k] * more[o][k] / CELLS;
                next += more[s][k] * more[o][k + N_HOURS] / CELLS;
            }
            if (s != o) assert_near(same, 0, 0, limit);
            assert_near(next, 0, 0, limit);
        }
    queue_free(in);
}

int main(void)
{
    struct CMUnitTest tests[COUNT(rows) + 4];
    size_t n = 0;

    for (size_t k = 0; k < COUNT(rows); k++)
        tests[n++] = (struct CMUnitTest){rows[k].name, by_hour, NULL, NULL, &rows[k]};
    tests[n++] = (struct CMUnitTest){"layers", layers, NULL, NULL, &rows[2]};
    tests[n++] = (struct CMUnitTest){"many outlets, fast", many_outlets, NULL, NULL, &rows[1]};
    tests[n++] = (struct CMUnitTest){"many outlets, slow", many_outlets, NULL, NULL, &rows[2]};
    tests[n++] = (struct CMUnitTest){"independent", independent, NULL, NULL, &rows[3]};
    return cmocka_run_group_tests_name("operation arrivals", tests, NULL, NULL);
}
