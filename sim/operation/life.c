/* life.c - drivers appear, drive, wait, move on and give up; see world.h */
#include <math.h>

#include "sim/operation/stream.h"
#include "sim/operation/world.h"

static void give_up(struct world *w, int driver)
{
    struct driver *d = &w->driver[driver];

    if (d->counts) world_zone(w, d)->gave_up++;
    w->tally->balance[d->service].gave_up++;
    world_forget(w, driver);
}

static void drive(struct world *w, int driver, int pool, double way_km, double t_h)
{
    struct driver *d = &w->driver[driver];

    d->pool = pool;
    d->way_km += way_km;
    if (way_km > 0)
        world_push(w, t_h + way_km / w->in->params.drive_kmh, EVENT_ARRIVE, driver, d->stamp);
    else
        life_arrive(w, driver, t_h);
}

/* Has a place in the plan, or one in reach: the driver sets out. */
static void set_out(struct world *w, const struct arrival *a)
{
    const struct operation_stream *s = &w->in->stream[a->stream];
    int driver = world_driver(w), pool;
    struct driver *d;
    double way_km = 0;

    if (driver == NOBODY) return;
    d = &w->driver[driver];
    d->key = a->key;
    d->zone = s->zone;
    d->service = (uint8_t)s->service;
    d->layer = (uint8_t)a->layer;
    d->counts = tally_counts(w->tally, a->t_h);
    pool = choice_first(w, driver, &way_km);
    if (pool != NOBODY) {
        drive(w, driver, pool, way_km, a->t_h);
        return;
    }
    if (d->counts) world_zone(w, d)->no_place++;
    w->tally->balance[s->service].no_place++;
    world_forget(w, driver);
}

void life_appear(struct world *w, const struct arrival *a)
{
    const struct operation_stream *s = &w->in->stream[a->stream];
    const struct operation_reach *r = &w->in->reach[s->service];
    struct tally_zone *zone = &w->tally->zone[s->service][s->zone];
    bool counts = tally_counts(w->tally, a->t_h);

    w->tally->balance[s->service].appeared++;
    if (counts) zone->drivers++;
    if (r->start[s->zone] < r->start[s->zone + 1]) {
        set_out(w, a);
        return;
    }
    if (counts) zone->out++;
    w->tally->balance[s->service].out++;
}

/* To the next pool, or home. */
static void leave(struct world *w, int driver, double t_h)
{
    struct driver *d = &w->driver[driver];
    struct tally_hour *hour = world_hour(w, d->pool, t_h);
    double way_km;
    int pool;

    d->stamp++;
    if (w->tried != NULL)
        w->tried[(size_t)driver * ((size_t)w->in->params.tries + 1) + (size_t)d->n_tried] =
            d->pool;
    d->n_tried++;
    pool = choice_next(w, driver, &way_km);
    if (hour != NULL) {
        hour->missed++;
        *(pool != NOBODY ? &hour->moved_on : &hour->gave_up) += 1;
    }
    if (pool == NOBODY)
        give_up(w, driver);
    else
        drive(w, driver, pool, way_km, t_h);
}

static double patience_h(const struct world *w, const struct driver *d)
{
    const struct operation_params *p = &w->in->params;
    uint64_t state;

    if (!p->patience_exponential) return p->patience_h;
    state = stream_child(d->key, DRAW_PATIENCE + (uint64_t)d->n_tried);
    return p->patience_h * stream_exponential(&state);
}

static void join(struct world *w, int driver, double t_h)
{
    struct driver *d = &w->driver[driver];
    struct pool_state *p = &w->pool[d->pool];
    double patience = patience_h(w, d);

    d->since_h = t_h;
    d->before = p->tail;
    d->behind = NOBODY;
    *(p->tail != NOBODY ? &w->driver[p->tail].behind : &p->head) = driver;
    p->tail = driver;
    p->n_waiting++;
    if (isfinite(patience)) world_push(w, t_h + patience, EVENT_PATIENCE, driver, d->stamp);
}

void life_unqueue(struct world *w, int driver, double t_h)
{
    struct driver *d = &w->driver[driver];
    struct pool_state *p = &w->pool[d->pool];
    double *queue_h = &w->tally->hour[(size_t)d->pool * N_HOURS].queue_h;

    *(d->before != NOBODY ? &w->driver[d->before].behind : &p->head) = d->behind;
    *(d->behind != NOBODY ? &w->driver[d->behind].before : &p->tail) = d->before;
    p->n_waiting--;
    tally_spread_step(w->tally, queue_h, sizeof(struct tally_hour) / sizeof(double), d->since_h,
                      t_h, 1);
    if (!d->started) d->waited_h += t_h - d->since_h;
}

void life_arrive(struct world *w, int driver, double t_h)
{
    struct driver *d = &w->driver[driver];
    struct tally_hour *hour = world_hour(w, d->pool, t_h);

    if (hour != NULL) hour->arrivals++;
    if (w->pool[d->pool].n_free > 0) {
        d->since_h = t_h;
        session_start(w, driver, t_h);
    } else if (d->service == FAST && w->in->params.patience_h > 0) {
        join(w, driver, t_h);
    } else {
        leave(w, driver, t_h);
    }
}

void life_lose_patience(struct world *w, int driver, double t_h)
{
    life_unqueue(w, driver, t_h);
    leave(w, driver, t_h);
}
