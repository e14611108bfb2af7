/* events.h - the future event list: what will happen, the earliest first.
 *
 * Ties are broken by kind, then by the order in which events went in, so that a replication is
 * the same on every machine. A 4-ary heap: time grows with the logarithm of its length.
 *
 * Source: D. B. Johnson, Priority queues with update and finding minimum spanning trees,
 *   Information Processing Letters 4 (1975) 53-57, doi:10.1016/0020-0190(75)90001-0. */
#ifndef CHARGEPLAN_SIM_OPERATION_EVENTS_H
#define CHARGEPLAN_SIM_OPERATION_EVENTS_H

#include <stdbool.h>
#include <stdint.h>

/* In the order in which they happen at the same moment: outlets become free before somebody
 * asks for them, and who is served at the end of the patience has waited long enough. */
enum event_kind {
    EVENT_CHARGE,  /* a session's power changes, or its energy is in; subject: driver */
    EVENT_POWER,   /* the same at a place that shares its power; subject: place */
    EVENT_LEAVE,   /* a slow stay ends; subject: driver */
    EVENT_REPAIR,  /* subject: outlet */
    EVENT_FAIL,    /* subject: outlet */
    EVENT_ARRIVE,  /* at a pool; subject: driver */
    EVENT_PATIENCE /* subject: driver */
};

struct event {
    double t_h;
    uint64_t order; /* kind in the upper byte, then the number of the event */
    int subject;
    uint32_t stamp; /* of the subject when the event was made; another one now: it is void */
};

static inline enum event_kind event_kind(const struct event *e)
{
    return (enum event_kind)(e->order >> 56);
}

struct events; /* opaque */

/* NULL: out of memory. Own it: events_free(). */
struct events *events_create(void);
void events_free(struct events *q); /* NULL is fine */
/* False: out of memory. */
bool events_push(struct events *q, double t_h, enum event_kind kind, int subject,
                 uint32_t stamp);
/* The earliest one; INFINITY without any. */
double events_next(const struct events *q);
/* Takes it; there is one. */
struct event events_pop(struct events *q);

#endif
