/* stream.c - see stream.h */
#include "sim/operation/stream.h"

#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>

/* GSL's view of a stream. */
static unsigned long get(void *state)
{
    return (unsigned long)(dice_throw(state) >> 32);
}

static double get_double(void *state)
{
    return (double)(dice_throw(state) >> 11) * 0x1p-53;
}

static void set(void *state, unsigned long seed)
{
    *(uint64_t *)state = seed;
}

static const gsl_rng_type type = {"chargeplan", 0xFFFFFFFFul, 0,         sizeof(uint64_t),
                                  set,          get,          get_double};

double stream_gamma(uint64_t *state, double cv)
{
    gsl_rng rng = {&type, state};

    if (cv == 0) return 1;
    if (cv == 1) return stream_exponential(state);
    return gsl_ran_gamma(&rng, 1 / (cv * cv), cv * cv);
}
