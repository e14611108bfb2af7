/* stream.h - random numbers by name: the k-th number of a stream follows from its key alone,
 * so that drivers, energies and failures are the same whatever else happens (common random
 * numbers), on every machine and any number of threads.
 *
 * Key: a hash of seed, replication, the thing (zone, outlet) and the purpose. Numbers:
 * splitmix64 (model/dice.h). Gamma numbers by GSL on such a stream. */
#ifndef CHARGEPLAN_SIM_OPERATION_STREAM_H
#define CHARGEPLAN_SIM_OPERATION_STREAM_H

#include <stdint.h>

enum stream_purpose {
    STREAM_ARRIVALS, /* thing: 2 x zone + service */
    STREAM_FAILURES, /* thing: outlet */
    STREAM_DRIVER, /* thing: number of the driver within its arrivals; beside the key of them */
};

uint64_t stream_key(uint64_t seed, int replication, enum stream_purpose purpose,
                    uint64_t thing);
/* A key within a key: number k of it. */
uint64_t stream_child(uint64_t key, uint64_t k);

/* Uniform in (0, 1); moves the state. */
double stream_uniform(uint64_t *state);
/* Exponential with mean 1; moves the state. */
double stream_exponential(uint64_t *state);
/* Gamma with mean 1 and the given coefficient of variation > 0; moves the state. */
double stream_gamma(uint64_t *state, double cv);

#endif
