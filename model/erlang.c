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

/* Both targets ask for the largest load of a rising function; blocking has no time. */
static double p_miss(bool blocking, int servers, double load, double t_sessions)
{
    return blocking ? erlang_b(servers, load) : erlang_p_wait_over(servers, load, t_sessions);
}

static double largest_load(bool blocking, int servers, double t_sessions, double share)
{
    double low = 0, high = servers;

    assert(servers >= 0 && share >= 0 && share < 1);
    if (servers == 0) return 0;
    while (p_miss(blocking, servers, high, t_sessions) <=
           share) { /* losing much carries more */
        low = high;
        high *= 2;
    }
    while (high - low > 1e-12 * high) {
        double middle = low + (high - low) / 2;

        if (middle <= low || middle >= high) break;
        if (p_miss(blocking, servers, middle, t_sessions) <= share)
            low = middle;
        else
            high = middle;
    }
    return low;
}

double erlang_load_for_wait(int servers, double t_sessions, double share)
{
    return largest_load(false, servers, t_sessions, share);
}

double erlang_load_for_blocking(int servers, double share)
{
    return largest_load(true, servers, 0, share);
}

/* One pass of the recursion: each further outlet costs one step. */
static int fewest_servers(bool blocking, double load, double t_sessions, double share,
                          int max_servers)
{
    double b = 1;

    assert(load >= 0 && t_sessions >= 0 && share >= 0 && share < 1);
    if (load <= 0) return 0;
    for (int c = 1; c <= max_servers; c++) {
        b = next_b(b, c, load);
        if ((blocking ? b : over_from_b(c, load, t_sessions, b)) <= share) return c;
    }
    return -1;
}

int erlang_servers_for_wait(double load, double t_sessions, double share, int max_servers)
{
    return fewest_servers(false, load, t_sessions, share, max_servers);
}

int erlang_servers_for_blocking(double load, double share, int max_servers)
{
    return fewest_servers(true, load, 0, share, max_servers);
}
