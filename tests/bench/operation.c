/* operation.c - what the simulation costs: events a second of bare queues, time against the
 * number of sessions at once, a made-up city; all through operation_replicate() and its tally.
 *
 *   build/tests/operation [queue|size|city [REPLICATIONS]] */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <sys/resource.h>

#include "tests/dice.h"
#include "tests/fixture_queue.h"

static double seconds(void)
{
    struct timespec t;

    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static double megabytes(void)
{
    struct rusage use;

    getrusage(RUSAGE_SELF, &use);
    return (double)use.ru_maxrss / 1024;
}

/* Replications of an input, seconds without the making of it. */
static void clocked(const char *name, struct operation_input *in, int n)
{
    struct tally *t = NULL;
    struct error err;
    double start, events = 0;

    if (tally_create(&t, in, &err) != ERR_OK) exit(1);
    start = seconds();
    for (int k = 0; k < n; k++) {
        tally_reset(t);
        if (operation_replicate(in, k, t, &err) != ERR_OK) exit(1);
        events += t->n_events;
    }
    start = seconds() - start;
    printf("%-44s %10.0f events %7.2f s %6.2f million a second %6.0f MB\n", name, events, start,
           1e-6 * events / start, megabytes());
    tally_free(t);
}

static struct operation_input *queue_of(int outlets, double use, double events)
{
    const struct queue_scene q = {
        .service = FAST,
        .outlets = outlets,
        .per_hour = 2 * use * outlets,
        .session_h = 0.5,
        .cv = 1,
        .patience_h = INFINITY,
        .window_h = events / 3 / (2 * use * outlets),
        .seed = 5,
    };

    return queue_input(&q);
}

/* 0.8 of the outlets taken, a third of the events each: drivers appear, arrive, are charged. */
static void queues(void)
{
    static const int outlets[] = {1, 10, 100, 1000};
    char name[64];

    for (size_t k = 0; k < sizeof outlets / sizeof *outlets; k++) {
        struct operation_input *in = queue_of(outlets[k], 0.8, 10e6);

        snprintf(name, sizeof name, "M/M/%d, load 0.8 of it", outlets[k]);
        clocked(name, in, 1);
        queue_free(in);
    }
}

/* As many sessions at once as events lie in the list: microseconds an event over the logarithm
 * of their number. */
static void sizes(void)
{
    for (int n = 1000; n <= 1000000; n *= 10) {
        struct operation_input *in = queue_of(n, 0.8, 4e6 + 12.0 * n);
        struct tally *t = NULL;
        struct error err;
        double start;

        in->params.warmup_h = 0;
        if (tally_create(&t, in, &err) != ERR_OK) exit(1);
        start = seconds();
        if (operation_replicate(in, 0, t, &err) != ERR_OK) exit(1);
        start = seconds() - start;
        printf("%8d outlets: %9.0f events, %.3f microseconds each, %.4f over log2 of %d, "
               "%4.0f MB\n",
               n, t->n_events, 1e6 * start / t->n_events,
               1e6 * start / t->n_events / log2(0.8 * n), (int)(0.8 * n), megabytes());
        tally_free(t);
        queue_free(in);
    }
}

enum { ZONES = 60000, SITES = 2000, IN_REACH = 12 };

/* 60,000 zones, 2,000 sites with a fast and a slow pool, 12 of each in reach of a zone: 840,000
 * drivers a week. */
static struct operation_input *city(int choice)
{
    const struct queue_scene plain = {.service = FAST,
                                      .outlets = 1,
                                      .per_hour = 1,
                                      .session_h = 0.5,
                                      .cv = 0.6,
                                      .patience_h = 0.4,
                                      .exponential = true,
                                      .tries = 2,
                                      .window_h = N_HOURS,
                                      .warmup_h = DAY_HOURS,
                                      .target_h = 0.2};
    struct operation_input *one = queue_input(&plain);
    struct operation_input *in = queue_room(ZONES, ZONES * N_SERVICES, SITES * N_SERVICES,
                                            SITES * N_SERVICES, ZONES * IN_REACH);

    dice = 99;
    in->params = one->params;
    in->params.choice = choice;
    in->params.logit_per_km = in->params.logit_per_h = 1;
    in->seed = 7;
    in->n_places = SITES;
    in->n_profile = DAY_HOURS;
    memcpy(in->profile, one->profile, sizeof in->profile);
    queue_free(one);
    for (int s = 0; s < SITES; s++)
        in->place[s] = (struct operation_place){s, 3e4 * uniform(), 3e4 * uniform(), INFINITY};
    for (int p = 0; p < SITES * N_SERVICES; p++) {
        int v = p % N_SERVICES, outlets = 1 + (int)(uniform() * 20), site = p / N_SERVICES;

        in->pool[p] =
            (struct operation_pool){site, v, p, 1, outlets, v == FAST ? 0.5 : 4, 1, site};
        in->group[p] =
            (struct operation_group){site, v, p, outlets, 1, v == FAST ? 60 : 7, 1, 0.97};
    }
    for (int l = 0; l < N_LAYERS; l++)
        in->params.stay_h[l] = 4;
    for (int z = 0; z < ZONES; z++)
        for (int v = 0; v < N_SERVICES; v++) {
            struct operation_reach *r = &in->reach[v];
            int nearest = (int)(uniform() * SITES);

            in->stream[z * N_SERVICES + v] =
                (struct operation_stream){z, v, {v == FAST ? 1 : 0.5, 0.25, 0.25}};
            for (int k = 0; k < IN_REACH; k++) {
                r->pool[z * IN_REACH + k] = (nearest + 7 * k) % SITES * N_SERVICES + v;
                r->way_km[z * IN_REACH + k] = 0.2 + 0.3 * k;
            }
            r->start[z + 1] = (z + 1) * IN_REACH;
        }
    return in;
}

static void cities(int n)
{
    static const char *name[] = {[CHOICE_NEAREST] = "60,000 zones, 2,000 sites, nearest",
                                 [CHOICE_LOGIT] = "60,000 zones, 2,000 sites, logit"};

    for (int choice = CHOICE_NEAREST; choice <= CHOICE_LOGIT; choice++) {
        struct operation_input *in = city(choice);

        clocked(name[choice], in, n);
        queue_free(in);
    }
}

int main(int argc, char **argv)
{
    const char *what = argc > 1 ? argv[1] : "";

    if (*what == 0 || strcmp(what, "queue") == 0) queues();
    if (*what == 0 || strcmp(what, "size") == 0) sizes();
    if (*what == 0 || strcmp(what, "city") == 0) cities(argc > 2 ? atoi(argv[2]) : 1);
    return 0;
}
