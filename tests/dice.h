/* dice.h - made-up numbers for tests, the same ones in every run: a test sets `dice` first.
 *
 * Source: splitmix64, G. L. Steele, D. Lea and C. H. Flood (2014), doi:10.1145/2660193.2660195.
 */
#ifndef CHARGEPLAN_TESTS_DICE_H
#define CHARGEPLAN_TESTS_DICE_H

static unsigned long long dice;

/* In [0, 1). */
static inline double uniform(void)
{
    unsigned long long z = (dice += 0x9E3779B97F4A7C15ULL);

    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
    return (double)((z ^ (z >> 31)) >> 11) / 9007199254740992.0;
}

#endif
