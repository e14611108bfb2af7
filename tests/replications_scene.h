/* replications_scene.h - replications that are made up, of known shares, delays and failures,
 * at a fast pool and a slow one. */
#ifndef CHARGEPLAN_TESTS_REPLICATIONS_SCENE_H
#define CHARGEPLAN_TESTS_REPLICATIONS_SCENE_H

#include <pthread.h>
#include <stdlib.h>
#include <time.h>

#include "model/placement/placement.h"
#include "sim/operation/replications.h"
#include "tests/assert.h"

enum { NEVER = -1, MOST = 40 };

/* What the made-up replications do; set by each test. */
static struct {
    double missed[MOST][N_SERVICES]; /* share; NAN: nobody comes */
    int delay_ms[MOST];
    int fails_at, interrupt_at;
    enum err fails_with;
    pthread_mutex_t lock;
    int running, most_running, calls;
} play = {.lock = PTHREAD_MUTEX_INITIALIZER};

static void start(void)
{
    for (int k = 0; k < MOST; k++) {
        play.missed[k][FAST] = play.missed[k][SLOW] = NAN;
        play.delay_ms[k] = 0;
    }
    play.fails_at = play.interrupt_at = NEVER;
    play.most_running = play.calls = 0;
    placement_interrupted = 0;
}

static void enter(int by)
{
    pthread_mutex_lock(&play.lock);
    play.running += by;
    play.calls += by > 0;
    if (play.running > play.most_running) play.most_running = play.running;
    pthread_mutex_unlock(&play.lock);
}

static void sleep_ms(int ms)
{
    nanosleep(&(struct timespec){ms / 1000, ms % 1000 * 1000000L}, NULL);
}

/* 1,024 arrivals at a pool, one for each service, of which some miss. */
static enum err made_up(const struct operation_input *in, int replication, struct tally *tally,
                        struct error *err)
{
    (void)in;
    if (tally->n_events != 0 || tally->hour[5].arrivals != 0) abort(); /* not empty */
    if (replication == play.interrupt_at) placement_interrupted = 1;
    if (replication == play.fails_at)
        return error_set(err, play.fails_with, "replication %d", replication);
    enter(1);
    if (play.delay_ms[replication] > 0) sleep_ms(play.delay_ms[replication]);
    for (int v = 0; v < N_SERVICES; v++) {
        struct tally_hour *hour = &tally->hour[v * N_HOURS + 5];
        double share = play.missed[replication][v];

        if (isnan(share)) continue;
        hour->arrivals = 1024;
        hour->missed = 1024 * share;
        hour->starts = 1024;
        hour->wait_h = 0.1 * replication + 1.0 / 3;
        tally->zone[v][0].drivers = 1.0 / 7 + replication * replication;
        tally->largest_kw[0] = share;
    }
    tally->n_events = 1;
    enter(-1);
    return ERR_OK;
}

/* A fast pool and a slow one at one place. */
static struct operation_input *make_input(void)
{
    struct operation_input *in = calloc(1, sizeof *in);

    *in = (struct operation_input){
        .params = {.window_h = 168}, .n_zones = 1, .n_pools = 2, .n_groups = 2, .n_places = 1};
    in->pool = calloc(2, sizeof *in->pool);
    in->group = calloc(2, sizeof *in->group);
    for (int v = 0; v < N_SERVICES; v++) {
        in->pool[v] = (struct operation_pool){.service = (enum service)v,
                                              .first_group = v,
                                              .n_groups = 1,
                                              .n_outlets = 2,
                                              .session_h = 0.5};
        in->group[v] = (struct operation_group){.pool = v, .n_outlets = 2, .availability = 1};
    }
    return in;
}

static struct error error;

static inline struct operation *run(struct replications_params params, int n_threads,
                                    enum err want)
{
    struct operation *o = NULL;

    error.text[0] = '\0';
    assert_int_equal(replications_run(&o, make_input(), &params, n_threads, made_up, &error),
                     want);
    assert_true((o == NULL) == (want != ERR_OK));
    return o;
}

#endif
