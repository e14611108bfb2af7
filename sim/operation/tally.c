/* tally.c - see tally.h; bins of waits are in tally_wait.c */
#include "sim/operation/tally.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "sim/operation/operation.h"

/* ---- sizes ---- */

static size_t n_hours(int n_rows)
{
    return (size_t)n_rows * N_HOURS;
}

static size_t n_waits(const struct tally *t)
{
    return n_hours(t->n_wait_rows) * WAIT_BINS;
}

static size_t n_fine(const struct tally *t)
{
    return (size_t)t->n_wait_rows * WAIT_FINE_BINS;
}

/* One more than asked for, so that NULL is always "out of memory". */
static bool allocate(struct tally *t)
{
    t->hour = calloc(n_hours(t->n_pools) + 1, sizeof *t->hour);
    t->wait = calloc(n_waits(t) + 1, sizeof *t->wait);
    t->wait_fine = calloc(n_fine(t) + 1, sizeof *t->wait_fine);
    t->busy_h = calloc(n_hours(t->n_groups) + 1, sizeof *t->busy_h);
    t->down_h = calloc((size_t)t->n_groups + 1, sizeof *t->down_h);
    t->peak_kw = calloc(n_hours(t->n_places) + 1, sizeof *t->peak_kw);
    t->largest_kw = calloc((size_t)t->n_places + 1, sizeof *t->largest_kw);
    t->city_kw = calloc(N_HOURS, sizeof *t->city_kw);
    t->queue_end = calloc((size_t)t->n_pools + 1, sizeof *t->queue_end);
    t->late_end = calloc((size_t)t->n_pools + 1, sizeof *t->late_end);
    for (int v = 0; v < N_SERVICES; v++) {
        t->zone[v] = calloc((size_t)t->n_zones + 1, sizeof *t->zone[v]);
        if (t->zone[v] == NULL) return false;
    }
    return t->hour != NULL && t->wait != NULL && t->wait_fine != NULL && t->busy_h != NULL &&
           t->down_h != NULL && t->peak_kw != NULL && t->largest_kw != NULL &&
           t->city_kw != NULL && t->queue_end != NULL && t->late_end != NULL;
}

enum err tally_create(struct tally **out, const struct operation_input *in, struct error *err)
{
    struct tally *t = calloc(1, sizeof *t);

    if (t == NULL) goto nomem;
    t->n_pools = in->n_pools;
    t->n_groups = in->n_groups;
    t->n_places = in->n_places;
    t->n_zones = in->n_zones;
    t->window_h = in->params.window_h;
    t->wait_row = calloc((size_t)t->n_pools + 1, sizeof *t->wait_row);
    if (t->wait_row == NULL) goto nomem;
    for (int p = 0; p < t->n_pools; p++)
        t->wait_row[p] = in->pool[p].service == FAST ? t->n_wait_rows++ : -1;
    if (!allocate(t)) goto nomem;
    tally_spread(t, t->n_weeks, 0, t->window_h, 1);
    *out = t;
    return ERR_OK;
nomem:
    tally_free(t);
    return error_nomem(err, "the counts of the station simulation");
}

void tally_free(struct tally *t)
{
    if (t == NULL) return;
    free(t->hour);
    free(t->wait);
    free(t->wait_row);
    free(t->wait_fine);
    free(t->busy_h);
    free(t->down_h);
    free(t->peak_kw);
    free(t->largest_kw);
    free(t->city_kw);
    free(t->queue_end);
    free(t->late_end);
    for (int v = 0; v < N_SERVICES; v++)
        free(t->zone[v]);
    free(t);
}

void tally_reset(struct tally *t)
{
    memset(t->hour, 0, n_hours(t->n_pools) * sizeof *t->hour);
    memset(t->wait, 0, n_waits(t) * sizeof *t->wait);
    memset(t->wait_fine, 0, n_fine(t) * sizeof *t->wait_fine);
    memset(t->busy_h, 0, n_hours(t->n_groups) * sizeof *t->busy_h);
    memset(t->down_h, 0, (size_t)t->n_groups * sizeof *t->down_h);
    memset(t->peak_kw, 0, n_hours(t->n_places) * sizeof *t->peak_kw);
    memset(t->largest_kw, 0, (size_t)t->n_places * sizeof *t->largest_kw);
    memset(t->city_kw, 0, N_HOURS * sizeof *t->city_kw);
    memset(t->queue_end, 0, (size_t)t->n_pools * sizeof *t->queue_end);
    memset(t->late_end, 0, (size_t)t->n_pools * sizeof *t->late_end);
    for (int v = 0; v < N_SERVICES; v++) {
        memset(t->zone[v], 0, (size_t)t->n_zones * sizeof *t->zone[v]);
        t->balance[v] = (struct tally_balance){0};
    }
    t->n_events = 0;
}

/* ---- adding ---- */

static void add(double *restrict sum, const double *restrict more, size_t n)
{
    for (size_t k = 0; k < n; k++)
        sum[k] += more[k];
}

static void add_counts(uint32_t *restrict sum, const uint32_t *restrict more, size_t n)
{
    for (size_t k = 0; k < n; k++)
        sum[k] += more[k];
}

/* A record of doubles and nothing else is an array of them. */
#define ADD_RECORDS(sum, more, n)                                                              \
    do {                                                                                       \
        _Static_assert(sizeof *(sum) % sizeof(double) == 0, "a record of doubles");            \
        add((double *)(sum), (const double *)(more),                                           \
            (size_t)(n) * (sizeof *(sum) / sizeof(double)));                                   \
    } while (0)

void tally_add(struct tally *sum, const struct tally *more)
{
    assert(sum->n_pools == more->n_pools && sum->n_groups == more->n_groups &&
           sum->n_places == more->n_places && sum->n_zones == more->n_zones);
    ADD_RECORDS(sum->hour, more->hour, n_hours(sum->n_pools));
    add_counts(sum->wait, more->wait, n_waits(sum));
    add_counts(sum->wait_fine, more->wait_fine, n_fine(sum));
    add(sum->busy_h, more->busy_h, n_hours(sum->n_groups));
    add(sum->down_h, more->down_h, (size_t)sum->n_groups);
    add(sum->peak_kw, more->peak_kw, n_hours(sum->n_places));
    for (int p = 0; p < sum->n_places; p++)
        sum->largest_kw[p] = fmax(sum->largest_kw[p], more->largest_kw[p]);
    add(sum->city_kw, more->city_kw, N_HOURS);
    add(sum->queue_end, more->queue_end, (size_t)sum->n_pools);
    add(sum->late_end, more->late_end, (size_t)sum->n_pools);
    for (int v = 0; v < N_SERVICES; v++) {
        ADD_RECORDS(sum->zone[v], more->zone[v], sum->n_zones);
        ADD_RECORDS(&sum->balance[v], &more->balance[v], 1);
    }
    sum->n_events += more->n_events;
}

/* ---- what lasts ---- */

static inline void spread(const struct tally *t, double *field, int step, double from_h,
                          double to_h, double per_h)
{
    double from = from_h > 0 ? from_h : 0, to = to_h < t->window_h ? to_h : t->window_h;
    double next;
    int hour;

    if (!(from < to)) return;
    if (to - from > N_HOURS) { /* whole weeks at once */
        double weeks = floor((to - from) / N_HOURS);

        for (int h = 0; h < N_HOURS; h++)
            field[h * step] += weeks * per_h;
        to -= weeks * N_HOURS;
    }
    hour = (int)from;
    next = hour + 1.0;
    hour %= N_HOURS;
    while (next < to) {
        field[hour * step] += (next - from) * per_h;
        from = next;
        next += 1;
        if (++hour == N_HOURS) hour = 0;
    }
    field[hour * step] += (to - from) * per_h;
}

void tally_spread(const struct tally *t, double by_hour[N_HOURS], double from_h, double to_h,
                  double per_h)
{
    spread(t, by_hour, 1, from_h, to_h, per_h);
}

void tally_spread_step(const struct tally *t, double *field, int step, double from_h,
                       double to_h, double per_h)
{
    spread(t, field, step, from_h, to_h, per_h);
}
