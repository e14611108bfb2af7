/* operation.c - one replication from start to finish; see operation.h */
#include "sim/operation/operation.h"

#include <math.h>

#include "model/placement/placement.h"
#include "sim/operation/world.h"

/* Events of a driver who has gone on since they were made are void. */
static bool is_void(const struct world *w, const struct event *e)
{
    switch (event_kind(e)) {
    case EVENT_CHARGE:
        return w->driver[e->subject].charge_stamp != e->stamp;
    case EVENT_POWER:
        return w->place[e->subject].stamp != e->stamp;
    case EVENT_REPAIR:
    case EVENT_FAIL:
        return false;
    default:
        return w->driver[e->subject].stamp != e->stamp;
    }
}

static void happen(struct world *w, const struct event *e)
{
    if (is_void(w, e)) return;
    w->tally->n_events++;
    switch (event_kind(e)) {
    case EVENT_CHARGE:
        power_driver(w, e->subject, e->t_h);
        break;
    case EVENT_POWER:
        power_place(w, e->subject, e->t_h);
        break;
    case EVENT_LEAVE:
        session_leave(w, e->subject, e->t_h);
        break;
    case EVENT_REPAIR:
        session_repair(w, e->subject, e->t_h);
        break;
    case EVENT_FAIL:
        session_fail(w, e->subject, e->t_h);
        break;
    case EVENT_ARRIVE:
        life_arrive(w, e->subject, e->t_h);
        break;
    case EVENT_PATIENCE:
        life_lose_patience(w, e->subject, e->t_h);
        break;
    }
}

/* Who waits in a queue at the end has waited up to then. */
static void close_queue(struct world *w, int pool, double end_h)
{
    double *queue_h = &w->tally->hour[(size_t)pool * N_HOURS].queue_h;

    w->tally->queue_end[pool] += w->pool[pool].n_waiting;
    for (int k = w->pool[pool].head; k != NOBODY; k = w->driver[k].behind) {
        const struct driver *d = &w->driver[k];

        tally_spread_step(w->tally, queue_h, sizeof(struct tally_hour) / sizeof(double),
                          d->since_h, end_h, 1);
        if (!d->started && tally_counts(w->tally, d->since_h) &&
            end_h - d->since_h > w->in->params.wait_target_h)
            w->tally->late_end[pool]++;
    }
}

/* What lasts is counted up to the end; who is there is inside. */
static void close_window(struct world *w)
{
    double end_h = w->in->params.window_h;

    session_close(w, end_h);
    for (int p = 0; p < w->in->n_pools; p++)
        close_queue(w, p, end_h);
    for (int k = 0; k < w->n_drivers; k++)
        if (w->driver[k].pool != NOBODY) w->tally->balance[w->driver[k].service].inside++;
    load_close(w);
}

/* Drivers come from anywhere in the city: what the next ones look at is fetched before their
 * turn, the stream first, then what it points to. A fifth of the time of a large city. */
static void look_ahead(const struct world *w)
{
    const struct arrival *far = arrivals_ahead(w->arrivals, 16);
    const struct arrival *near = arrivals_ahead(w->arrivals, 8);
    const struct operation_stream *s;

    if (far == NULL || near == NULL) return;
    __builtin_prefetch(&w->in->stream[far->stream]);
    s = &w->in->stream[near->stream];
    __builtin_prefetch(&w->tally->zone[s->service][s->zone], 1);
    __builtin_prefetch(&w->in->reach[s->service].start[s->zone]);
    if (w->in->params.choice == CHOICE_PLAN)
        __builtin_prefetch(&w->in->reach[s->service].plan_start[s->zone]);
}

/* Until nothing happens any more before the end of the window; false where it is interrupted.
 */
static bool run(struct world *w)
{
    while (!w->failed) {
        const struct arrival *a = arrivals_next(w->arrivals);
        double t_h = events_next(w->events);

        if (placement_interrupted) return false; /* one event of thousands who share is long */
        if (a == NULL && isinf(t_h)) break;
        if (a != NULL && a->t_h < t_h) {
            w->tally->n_events++;
            life_appear(w, a);
            arrivals_take(w->arrivals);
            look_ahead(w);
        } else {
            struct event e = events_pop(w->events);

            happen(w, &e);
        }
    }
    if (!w->failed && !arrivals_failed(w->arrivals)) close_window(w);
    return true;
}

enum err operation_replicate(const struct operation_input *in, int replication,
                             struct tally *tally, struct error *err)
{
    struct world *w = world_create(in, replication, tally);
    bool failed, done;

    if (w == NULL) return error_nomem(err, "a replication of the simulation");
    done = run(w);
    failed = w->failed || arrivals_failed(w->arrivals);
    world_free(w);
    if (failed) return error_nomem(err, "a replication of the simulation");
    return done ? ERR_OK : error_set(err, ERR_INTERRUPTED, "interrupted");
}
