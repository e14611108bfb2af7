/* assert.h - comparisons that cmocka 1.1.5 has not: doubles as doubles (its own go by float).
 */
#ifndef CHARGEPLAN_TESTS_ASSERT_H
#define CHARGEPLAN_TESTS_ASSERT_H

/* cmocka.h asks for these before it */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* |got - want| <= atol + rtol |want|; equal infinities and two NANs are equal. */
static inline void assert_near_at(double got, double want, double rtol, double atol,
                                  const char *file, int line)
{
    if (isnan(want) && isnan(got)) return;
    if (isinf(want) && isinf(got) && signbit(want) == signbit(got)) return;
    if (isfinite(got) && isfinite(want) && fabs(got - want) <= atol + rtol * fabs(want)) return;
    print_error("got %.17g, want %.17g (rtol %g, atol %g)\n", got, want, rtol, atol);
    _fail(file, line);
}

#define assert_near(got, want, rtol, atol)                                                     \
    assert_near_at((got), (want), (rtol), (atol), __FILE__, __LINE__)

#endif
