/* dice.h - numbers drawn by the searches: a fixed seed gives the same ones everywhere.
 *
 * Source: G. Steele, D. Lea and C. Flood, Fast splittable pseudorandom number generators
 *   (splitmix64), OOPSLA 2014, doi:10.1145/2660193.2660195. */
#ifndef CHARGEPLAN_MODEL_DICE_H
#define CHARGEPLAN_MODEL_DICE_H

#include <stdint.h>

static inline uint64_t dice_throw(uint64_t *dice)
{
    uint64_t z = (*dice += UINT64_C(0x9E3779B97F4A7C15));

    z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
    return z ^ (z >> 31);
}

/* 0 .. n - 1, n >= 1. */
static inline int dice_below(uint64_t *dice, int n)
{
    return (int)(((dice_throw(dice) >> 32) * (uint64_t)n) >> 32);
}

#endif
