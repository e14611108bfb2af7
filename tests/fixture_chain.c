/* fixture_chain.c - see fixture_chain.h */
#include "fixture_chain.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

#include "assert.h"

static double *room(int n)
{
    double *p = calloc((size_t)n, sizeof(*p));

    assert_non_null(p);
    return p;
}

void chain_solve(int n, double rate[], double p[])
{
    double sum = 0;

    for (int k = n - 1; k > 0; k--) {
        double out = 0;

        for (int j = 0; j < k; j++)
            out += rate[k * n + j];
        for (int i = 0; i < k; i++) {
            double share = rate[i * n + k] / out;

            rate[i * n + k] = share;
            if (share == 0) continue;
            for (int j = 0; j < k; j++)
                rate[i * n + j] += share * rate[k * n + j];
        }
    }
    for (int k = 0; k < n; k++) {
        p[k] = k == 0;
        for (int i = 0; i < k; i++)
            p[k] += p[i] * rate[i * n + k];
        sum += p[k];
    }
    for (int k = 0; k < n; k++)
        p[k] /= sum;
}

double chain_mdc_wait(int outlets, double load)
{
    enum { N = 360 };
    double *rate = room(N * N), *p = room(N), queue = 0;

    for (int i = 0; i < N; i++) {
        int left = i > outlets ? i - outlets : 0;

        for (int j = left; j < N; j++)
            rate[i * N + j] = exp((j - left) * log(load) - load - lgamma(j - left + 1.0));
    }
    chain_solve(N, rate, p);
    for (int i = outlets; i < N; i++)
        queue += (i - outlets) * p[i];
    free(rate);
    free(p);
    return queue / load;
}

double chain_me2c_wait(int outlets, double load, double *p_wait)
{
    /* state: n drivers, j of those at an outlet in the first half */
    enum { N = 160 };
    int w = outlets + 1, n_states = N * w;
    double *rate = room(n_states * n_states), *p = room(n_states), queue = 0;

    for (int n = 0; n < N; n++)
        for (int j = 0; j <= outlets && j <= n; j++) {
            int taken = n < outlets ? n : outlets, from = n * w + j;
            bool waits = n > outlets; /* somebody takes the outlet that becomes free */

            if (n + 1 < N) rate[from * n_states + (n + 1) * w + j + (n < outlets)] = load;
            if (j > 0) rate[from * n_states + n * w + j - 1] = 2.0 * j;
            if (taken > j) rate[from * n_states + (n - 1) * w + j + waits] = 2.0 * (taken - j);
        }
    for (int n = 0; n < N; n++) /* no driver is in two halves: reach the rest from nowhere */
        for (int j = 0; j <= outlets; j++)
            if (j > n) rate[(n * w + j) * n_states] = 1;
    chain_solve(n_states, rate, p);
    *p_wait = 0;
    for (int k = outlets * w; k < n_states; k++) {
        *p_wait += p[k];
        queue += (k / w - outlets) * p[k];
    }
    free(rate);
    free(p);
    return queue / load;
}

struct chain_left chain_erlang_a(int outlets, double load, double patience)
{
    enum { N = 2000 };
    double p = 1, sum = 0, leave = 1 / patience;
    double served = 0, wait = 0; /* of those that wait and start */
    struct chain_left r = {.p_missed = NAN};

    for (int n = 0; n < N; n++) {
        sum += p;
        if (n >= outlets) {
            int ahead = n - outlets;
            double start = outlets / (outlets + (ahead + 1) * leave), time = 0;

            for (int j = 1; j <= ahead + 1; j++)
                time += 1 / (outlets + j * leave);
            r.p_wait += p;
            r.queue += ahead * p;
            served += p * start;
            wait += p * start * time;
        }
        p *= load / (n + 1 <= outlets ? n + 1 : outlets + (n + 1 - outlets) * leave);
    }
    r.p_leave = (r.p_wait - served) / sum;
    r.wait_served = wait / (sum - r.p_wait + served);
    r.p_wait /= sum;
    r.queue /= sum;
    return r;
}

struct chain_left chain_fixed_patience(int outlets, double load, double patience, double target)
{
    /* v(x) = load p[c-1] exp((load - c) min(x, patience) - c max(x - patience, 0)) is the
     * density of the wait of who would wait forever */
    double p = 1, sum = 0, grow = load - outlets, at_end, waits, starts;
    struct chain_left r = {.queue = NAN};

    for (int n = 0; n < outlets; n++) {
        if (n > 0) p *= load / n;
        sum += p;
    }
    at_end = load * p * exp(grow * patience);
    starts = load * p * expm1(grow * patience) / grow;
    waits = starts + at_end / outlets;
    sum += waits;
    r.p_wait = waits / sum;
    r.p_leave = at_end / outlets / sum;
    r.wait_served =
        load * p / sum / (1 - r.p_leave) *
        (exp(grow * patience) * (patience / grow - 1 / (grow * grow)) + 1 / (grow * grow));
    r.p_missed = (waits - load * p * expm1(grow * target) / grow) / sum;
    return r;
}

double chain_breakdowns(int outlets, double load, double fail, double repair)
{
    enum { N = 200 };
    int w = outlets + 1, n_states = N * w;
    double *rate = room(n_states * n_states), *p = room(n_states), mean = 0;

    for (int n = 0; n < N; n++)
        for (int up = 0; up <= outlets; up++) {
            int from = n * w + up, served = n < up ? n : up;

            if (n + 1 < N) rate[from * n_states + from + w] = load;
            if (served > 0) rate[from * n_states + from - w] = served;
            if (up > 0) rate[from * n_states + from - 1] = up * fail;
            if (up < outlets) rate[from * n_states + from + 1] = (outlets - up) * repair;
        }
    chain_solve(n_states, rate, p);
    for (int k = 0; k < n_states; k++)
        mean += k / w * p[k];
    free(rate);
    free(p);
    return mean;
}
