/* stream.h - random numbers by name: every number follows from a key alone, so that drivers,
 * energies and failures are the same whatever else happens (common random numbers), on every
 * machine and any number of threads.
 *
 * A key is a hash of seed, replication, purpose and thing; the numbers behind it are those of
 * splitmix64 (model/dice.h). Gamma numbers are made by GSL from such a stream (Marsaglia and
 * Tsang 2000, doi:10.1145/358407.358414). */
#ifndef CHARGEPLAN_SIM_OPERATION_STREAM_H
#define CHARGEPLAN_SIM_OPERATION_STREAM_H

#include <math.h>

#include "model/dice.h"

enum stream_purpose {
    STREAM_ARRIVALS, /* thing: 2 x zone + service */
    STREAM_FAILURES, /* thing: 4096 x site + kind, and the outlet as a child of it */
};

/* Key number k within a key. */
static inline uint64_t stream_child(uint64_t key, uint64_t k)
{
    uint64_t state = key ^ (k + 1) * UINT64_C(0xD1342543DE82EF95); /* odd: a bijection of k */

    return dice_throw(&state);
}

static inline uint64_t stream_key(uint64_t seed, int replication, enum stream_purpose purpose,
                                  uint64_t thing)
{
    uint64_t key = stream_child(seed, (uint64_t)replication);

    key = stream_child(key, (uint64_t)purpose);
    return stream_child(key, thing);
}

/* Uniform in (0, 1); moves the state, which starts as a key. */
static inline double stream_uniform(uint64_t *state)
{
    return ((double)(dice_throw(state) >> 11) + 0.5) * 0x1p-53;
}

/* Exponential with mean 1. */
static inline double stream_exponential(uint64_t *state)
{
    return -log(stream_uniform(state));
}

/* Gamma with mean 1; cv: standard deviation over mean, >= 0; 0 gives 1. */
double stream_gamma(uint64_t *state, double cv);

#endif
