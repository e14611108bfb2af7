/* erlang.c - closed-form queues; see erlang.h for meaning and source. */
#include "model/erlang.h"

#include <assert.h>
#include <math.h>
#include <stdbool.h>

/* B(c, a) = a B(c-1, a) / (c + a B(c-1, a)), B(0, a) = 1: every step stays in [0, 1], so that
 * hundreds of outlets neither overflow nor cancel. */
static double next_b(double b, int servers, double load)
{
    return load * b / (servers + load * b);
}

double erlang_b(int servers, double load)
{
    double b = 1;

    assert(servers >= 0 && load >= 0);
    for (int c = 1; c <= servers; c++)
        b = next_b(b, c, load);
    return b;
}

/* Erlang C from Erlang B: C = c B / (c - a (1 - B)). */
static double wait_from_b(int servers, double load, double b)
{
    return servers * b / (servers - load * (1 - b));
}

static double over_from_b(int servers, double load, double t_sessions, double b)
{
    if (load >= servers) return 1;
    return wait_from_b(servers, load, b) * exp(-(servers - load) * t_sessions);
}

double erlang_p_wait(int servers, double load)
{
    return erlang_p_wait_over(servers, load, 0);
}

double erlang_p_wait_over(int servers, double load, double t_sessions)
{
    assert(servers >= 0 && load >= 0 && t_sessions >= 0);
    if (load >= servers) return 1;
    return over_from_b(servers, load, t_sessions, erlang_b(servers, load));
}

/* Working numbers that are rarer than this are left out; they count as a miss. */
static const double rare = 1e-15;

/* One pass of the recursion gives B(k, a) for every number k of working outlets. */
static double pool_miss(bool blocking, struct erlang_pool pool, double load, double t_sessions)
{
    int n = pool.outlets;
    double odds = log(pool.availability) - log1p(-pool.availability);
    double log_weight = n * log1p(-pool.availability), b = 1, within = 0;

    assert(n >= 0 && load >= 0 && t_sessions >= 0);
    assert(pool.availability > 0 && pool.availability <= 1);
    for (int k = 1; k <= n; k++) {
        double weight, miss;

        b = next_b(b, k, load);
        if (pool.availability >= 1) {
            weight = k == n;
        } else { /* binomial weights by their ratio, in logarithms: 0.03^300 is no double */
            log_weight += log((double)(n - k + 1) / k) + odds;
            weight = exp(log_weight);
        }
        if (weight < rare) continue;
        miss = blocking ? b : over_from_b(k, load, t_sessions, b);
        within += weight * (1 - miss);
    }
    return within < 1 ? 1 - within : 0;
}

double erlang_pool_wait_over(struct erlang_pool pool, double load, double t_sessions)
{
    return pool_miss(false, pool, load, t_sessions);
}

double erlang_pool_blocked(struct erlang_pool pool, double load)
{
    return pool_miss(true, pool, load, 0);
}

/* Both targets ask for the largest load of a rising function; blocking has no time. */
static double largest_load(bool blocking, struct erlang_pool pool, double t_sessions,
                           double share)
{
    double low = 0, high = pool.outlets;

    assert(share >= 0 && share < 1);
    if (pool.outlets == 0 || pool_miss(blocking, pool, 0, t_sessions) > share) return 0;
    while (pool_miss(blocking, pool, high, t_sessions) <=
           share) { /* losing much carries more */
        low = high;
        high *= 2;
    }
    while (high - low > 1e-12 * high) {
        double middle = low + (high - low) / 2;

        if (middle <= low || middle >= high) break;
        if (pool_miss(blocking, pool, middle, t_sessions) <= share)
            low = middle;
        else
            high = middle;
    }
    return low;
}

double erlang_load_for_wait(struct erlang_pool pool, double t_sessions, double share)
{
    return largest_load(false, pool, t_sessions, share);
}

double erlang_load_for_blocking(struct erlang_pool pool, double share)
{
    return largest_load(true, pool, 0, share);
}
