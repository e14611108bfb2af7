/* arrivals.c - see arrivals.h
 *
 * Time is cut into blocks of some thousand drivers. In each block every process gives what it
 * has; the drivers are put into slots by time and sorted within them, which takes time in
 * proportion to their number. */
#include "sim/operation/arrivals.h"

#include <math.h>
#include <stdlib.h>

#include "sim/operation/stream.h"

enum { SLOTS = 4096, DRIVERS_A_BLOCK = 8192 };

/* One process. */
struct process {
    double largest; /* rate per hour; 0: nobody */
    uint64_t key, state;
    uint64_t n_drivers;
};

struct arrivals {
    const struct operation_input *in;
    struct process *process; /* [n_streams] */
    double *next_h; /* [n_streams] next candidates, not thinned yet; apart, since each block
                       looks at all of them */
    double block_h, block_start, end_h;
    struct arrival *made, *sorted; /* [room] of this block */
    int n, room, at;
    int slot[SLOTS + 1];
    bool failed;
};

/* Drivers of a stream in an hour of the profile, by layer. */
static double rate(const struct operation_input *in, const struct operation_stream *s, int hour,
                   double of_layer[N_LAYERS])
{
    double sum = 0;

    for (int l = 0; l < N_LAYERS; l++) {
        of_layer[l] = s->per_day[l] * in->profile[s->service][l][hour];
        sum += of_layer[l];
    }
    return sum;
}

static double start_processes(struct arrivals *a, int replication)
{
    const struct operation_input *in = a->in;
    double all = 0;

    for (int k = 0; k < in->n_streams; k++) {
        const struct operation_stream *s = &in->stream[k];
        struct process *p = &a->process[k];
        double of_layer[N_LAYERS];

        for (int h = 0; h < in->n_profile; h++)
            p->largest = fmax(p->largest, rate(in, s, h, of_layer));
        p->key = stream_key(in->seed, replication, STREAM_ARRIVALS,
                            2 * (uint64_t)s->zone + s->service);
        p->state = p->key;
        a->next_h[k] = p->largest > 0
                           ? a->block_start + stream_exponential(&p->state) / p->largest
                           : INFINITY;
        all += p->largest;
    }
    return all;
}

struct arrivals *arrivals_create(const struct operation_input *in, int replication)
{
    struct arrivals *a = calloc(1, sizeof *a);
    double all;

    if (a == NULL) return NULL;
    a->in = in;
    a->room = 2 * DRIVERS_A_BLOCK;
    a->process = calloc((size_t)in->n_streams + 1, sizeof *a->process);
    a->next_h = calloc((size_t)in->n_streams + 1, sizeof *a->next_h);
    a->made = malloc((size_t)a->room * sizeof *a->made);
    a->sorted = malloc((size_t)a->room * sizeof *a->sorted);
    if (a->process == NULL || a->next_h == NULL || a->made == NULL || a->sorted == NULL) {
        arrivals_free(a);
        return NULL;
    }
    a->block_start = -in->params.warmup_h;
    a->end_h = in->params.window_h;
    all = start_processes(a, replication);
    a->block_h = all > 0 ? DRIVERS_A_BLOCK / all : a->end_h - a->block_start;
    return a;
}

void arrivals_free(struct arrivals *a)
{
    if (a == NULL) return;
    free(a->process);
    free(a->next_h);
    free(a->made);
    free(a->sorted);
    free(a);
}

bool arrivals_failed(const struct arrivals *a)
{
    return a->failed;
}

static bool grow(struct arrivals *a)
{
    struct arrival *made = realloc(a->made, 2 * (size_t)a->room * sizeof *made), *sorted;

    if (made == NULL) return false;
    a->made = made;
    sorted = realloc(a->sorted, 2 * (size_t)a->room * sizeof *sorted);
    if (sorted == NULL) return false;
    a->sorted = sorted;
    a->room *= 2;
    return true;
}

/* The layer of a candidate at a share u of the largest rate; -1: it is thinned out. */
static int layer_of(const struct arrivals *a, int stream, double largest, double t_h, double u)
{
    double of_layer[N_LAYERS], rest = u * largest;

    rate(a->in, &a->in->stream[stream], tally_hour_of(t_h) % a->in->n_profile, of_layer);
    for (int l = 0; l < N_LAYERS; l++) {
        if (rest < of_layer[l]) return l;
        rest -= of_layer[l];
    }
    return -1;
}

/* All drivers of a process before a time. */
static void give(struct arrivals *a, int stream, double until_h)
{
    struct process *p = &a->process[stream];

    while (a->next_h[stream] < until_h && !a->failed) {
        double u = stream_uniform(&p->state);
        int layer = layer_of(a, stream, p->largest, a->next_h[stream], u);

        if (layer >= 0) {
            if (a->n == a->room && !grow(a)) {
                a->failed = true;
                return;
            }
            a->made[a->n++] = (struct arrival){
                a->next_h[stream], stream_child(p->key, p->n_drivers++), stream, layer};
        }
        a->next_h[stream] += stream_exponential(&p->state) / p->largest;
    }
}

/* Equal times stay in the order of the streams. */
static void sort(struct arrivals *a)
{
    double per_slot = a->block_h / SLOTS;

    for (int k = 0; k <= SLOTS; k++)
        a->slot[k] = 0;
    for (int k = 0; k < a->n; k++) {
        int slot = (int)((a->made[k].t_h - a->block_start) / per_slot);

        a->slot[slot < SLOTS ? slot + 1 : SLOTS]++;
    }
    for (int k = 0; k < SLOTS; k++)
        a->slot[k + 1] += a->slot[k];
    for (int k = 0; k < a->n; k++) {
        int slot = (int)((a->made[k].t_h - a->block_start) / per_slot);

        a->sorted[a->slot[slot < SLOTS ? slot : SLOTS - 1]++] = a->made[k];
    }
    for (int k = 1; k < a->n; k++) {
        struct arrival one = a->sorted[k];
        int to = k;

        for (; to > 0 && a->sorted[to - 1].t_h > one.t_h; to--)
            a->sorted[to] = a->sorted[to - 1];
        a->sorted[to] = one;
    }
}

static void next_block(struct arrivals *a)
{
    double until_h = fmin(a->block_start + a->block_h, a->end_h);

    a->n = a->at = 0;
    for (int k = 0; k < a->in->n_streams; k++)
        if (a->next_h[k] < until_h) give(a, k, until_h);
    sort(a);
    a->block_start = until_h;
}

const struct arrival *arrivals_next(struct arrivals *a)
{
    while (a->at == a->n && a->block_start < a->end_h && !a->failed)
        next_block(a);
    return a->at < a->n && !a->failed ? &a->sorted[a->at] : NULL;
}

const struct arrival *arrivals_ahead(const struct arrivals *a, int k)
{
    return a->at + k < a->n ? &a->sorted[a->at + k] : NULL;
}

void arrivals_take(struct arrivals *a)
{
    a->at++;
}
