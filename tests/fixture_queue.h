/* fixture_queue.h - bare queues for the simulation's tests: one zone, equal pools at no way
 * from it, equal outlets; and what replications of them say, held to exact values.
 *
 * A mean over replications agrees with an exact value where it lies within QUEUE_Z standard
 * errors. The chance of a false alarm is that of Student's t: 1 in 3,700 for a figure over 40
 * replications, so that 150 of them raise one in 25 seeds; seeds are fixed. A test that could
 * not see an error proves nothing: the standard error, too, is held to a share of the value. */
#ifndef CHARGEPLAN_TESTS_FIXTURE_QUEUE_H
#define CHARGEPLAN_TESTS_FIXTURE_QUEUE_H

#include "sim/operation/operation.h"

enum { QUEUE_KW = 60 }; /* of an outlet, when nothing else is said */
static const double QUEUE_Z = 4;

/* What is 0 here has the usual value in parentheses. */
struct queue_scene {
    enum service service;
    int outlets;         /* of a pool */
    int n_pools;         /* (1), each at a place of its own */
    double per_hour;     /* drivers */
    double session_h;    /* mean */
    double cv;           /* of sessions: gamma; 0: all alike */
    double patience_h;   /* INFINITY: they wait forever; 0: nobody waits */
    bool exponential;    /* patience */
    int tries;           /* other pools */
    double availability; /* (1) */
    double repair_h;     /* (48) */
    double limit_kw;     /* of a place (INFINITY) */
    double target_h;     /* who does not start within is missed */
    double window_h, warmup_h;
    uint64_t seed;
};

/* Own it: queue_free(). Fails the test without memory. */
struct operation_input *queue_input(const struct queue_scene *scene);
void queue_free(struct operation_input *in);

/* Room for an input of these sizes, everything 0; `ways` zone-pool pairs of each service. */
struct operation_input *queue_room(int n_zones, int n_streams, int n_pools, int n_groups,
                                   int ways);

/* One replication in a tally of its own; own it: tally_free(). Fails the test on errors. */
struct tally *queue_run(const struct operation_input *in, int replication);

/* Sums over the hours of the week of a pool, or of all pools with -1. */
struct queue_totals {
    struct tally_hour all;
    double busy_h, down_h;
    double no_wait; /* FAST: sessions in bin 0 */
};
struct queue_totals queue_totals(const struct tally *t, const struct operation_input *in,
                                 int pool);

/* Mean and spread of what replications say. */
struct queue_sample {
    int n;
    double mean, squares; /* of the deviations from it */
};
void queue_add(struct queue_sample *sample, double x);
double queue_error(const struct queue_sample *sample); /* standard error of the mean */

/* Fails unless the mean is within QUEUE_Z standard errors of the exact value, and the standard
 * error below `power` x the value. */
void queue_agrees(const char *what, const struct queue_sample *sample, double exact,
                  double power);

#endif
