/* events.c - see events.h */
#include "sim/operation/events.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>

enum { WAYS = 4 };

struct events {
    struct event *heap;
    size_t n, room;
    uint64_t n_made;
};

struct events *events_create(void)
{
    struct events *q = calloc(1, sizeof *q);

    if (q == NULL) return NULL;
    q->room = 1024;
    q->heap = malloc(q->room * sizeof *q->heap);
    if (q->heap != NULL) return q;
    free(q);
    return NULL;
}

void events_free(struct events *q)
{
    if (q == NULL) return;
    free(q->heap);
    free(q);
}

static inline bool before(const struct event *a, const struct event *b)
{
    return a->t_h < b->t_h || (a->t_h == b->t_h && a->order < b->order);
}

bool events_push(struct events *q, double t_h, enum event_kind kind, int subject,
                 uint32_t stamp)
{
    struct event e = {t_h, (uint64_t)kind << 56 | q->n_made++, subject, stamp};
    size_t k = q->n;

    assert(!isnan(t_h));
    if (q->n == q->room) {
        struct event *more = realloc(q->heap, 2 * q->room * sizeof *more);

        if (more == NULL) return false;
        q->heap = more;
        q->room *= 2;
    }
    q->n++;
    while (k > 0) {
        size_t up = (k - 1) / WAYS;

        if (!before(&e, &q->heap[up])) break;
        q->heap[k] = q->heap[up];
        k = up;
    }
    q->heap[k] = e;
    return true;
}

double events_next(const struct events *q)
{
    return q->n > 0 ? q->heap[0].t_h : INFINITY;
}

/* The hole at the root sinks to a leaf along the earliest children; the last event then rises
 * from there: fewer comparisons than sinking the last event, which mostly belongs far down. */
struct event events_pop(struct events *q)
{
    struct event top = q->heap[0], last;
    size_t k = 0;

    assert(q->n > 0);
    last = q->heap[--q->n];
    for (size_t first = 1; first < q->n; first = WAYS * k + 1) {
        size_t best = first, end = first + WAYS < q->n ? first + WAYS : q->n;

        for (size_t c = first + 1; c < end; c++)
            if (before(&q->heap[c], &q->heap[best])) best = c;
        q->heap[k] = q->heap[best];
        k = best;
    }
    while (k > 0) {
        size_t up = (k - 1) / WAYS;

        if (!before(&last, &q->heap[up])) break;
        q->heap[k] = q->heap[up];
        k = up;
    }
    q->heap[k] = last;
    return top;
}
