/* session.c - outlets are taken, fail and become free; see world.h */
#include <math.h>

#include "sim/operation/stream.h"
#include "sim/operation/world.h"

/* The strongest outlet that is free. */
static void take_outlet(struct world *w, int driver, double t_h)
{
    struct driver *d = &w->driver[driver];
    int g = w->in->pool[d->pool].first_group, k;
    struct group_state *group;

    while (w->group[g].n_free == 0)
        g++;
    group = &w->group[g];
    k = w->free_list[group->first_outlet + --group->n_free];
    w->pool[d->pool].n_free--;
    w->outlet[k].free_at = -1;
    w->outlet[k].driver = driver;
    d->outlet = k;
    d->taken_h = t_h;
}

static void free_outlet(struct world *w, int k)
{
    struct outlet *o = &w->outlet[k];
    struct group_state *group = &w->group[o->group];

    o->driver = NOBODY;
    if (o->down) return;
    o->free_at = group->n_free;
    w->free_list[group->first_outlet + group->n_free++] = k;
    w->pool[w->in->group[o->group].pool].n_free++;
}

/* Takes an outlet that fails out of the list of free ones. */
static void unlist(struct world *w, int k)
{
    struct outlet *o = &w->outlet[k];
    struct group_state *group = &w->group[o->group];
    int last = w->free_list[group->first_outlet + --group->n_free];

    w->free_list[group->first_outlet + o->free_at] = last;
    w->outlet[last].free_at = o->free_at;
    o->free_at = -1;
    w->pool[w->in->group[o->group].pool].n_free--;
}

/* Who waits at the head takes what is free. */
static void serve_queue(struct world *w, int pool, double t_h)
{
    while (w->pool[pool].n_free > 0 && w->pool[pool].n_waiting > 0) {
        int driver = w->pool[pool].head;

        life_unqueue(w, driver, t_h);
        session_start(w, driver, t_h);
    }
}

static void draw_vehicle(const struct world *w, struct driver *d)
{
    const struct operation_input *in = w->in;
    double ratio = in->home_ratio[d->layer] != NULL ? in->home_ratio[d->layer][d->zone] : 0;
    uint64_t state = stream_child(d->key, DRAW_VEHICLE);
    double sum = 0, rest;

    if (!w->vehicles_differ) return;
    for (int k = 0; k < in->n_vehicles; k++)
        sum += in->vehicle[k].plain[d->service][d->layer] +
               ratio * in->vehicle[k].home[d->service][d->layer];
    rest = stream_uniform(&state) * sum;
    for (int k = 0; k < in->n_vehicles; k++) {
        double weight = in->vehicle[k].plain[d->service][d->layer] +
                        ratio * in->vehicle[k].home[d->service][d->layer];

        if (weight <= 0) continue;
        d->vehicle = k;
        rest -= weight;
        if (rest < 0) return;
    }
}

static void count_start(struct world *w, const struct driver *d, double t_h)
{
    struct tally_hour *hour = world_hour(w, d->pool, t_h);
    double wait_h = t_h - d->since_h;
    int row = w->tally->wait_row[d->pool];

    if (hour == NULL) return;
    hour->starts++;
    hour->wait_h += wait_h;
    if (row < 0) return;
    if (wait_h > w->in->params.wait_target_h) hour->missed++;
    w->tally->wait[((size_t)row * N_HOURS + (size_t)tally_hour_of(t_h)) * WAIT_BINS +
                   (size_t)tally_wait_bin(wait_h)]++;
    w->tally->wait_fine[(size_t)row * WAIT_FINE_BINS + (size_t)tally_wait_fine_bin(wait_h)]++;
}

/* The first time that a driver has an outlet: the wait is known, energy and stay are drawn. */
static void begin(struct world *w, int driver, double t_h)
{
    struct driver *d = &w->driver[driver];
    const struct operation_params *p = &w->in->params;
    const struct operation_reach *r = &w->in->reach[d->service];
    uint64_t energy = stream_child(d->key, DRAW_ENERGY), stay = stream_child(d->key, DRAW_STAY);

    d->started = true;
    d->wanted_kwh = d->left_kwh =
        p->session_kwh[d->service] * stream_gamma(&energy, p->session_cv[d->service]);
    draw_vehicle(w, d);
    if (d->service == SLOW)
        world_push(w, t_h + p->stay_h[d->layer] * stream_gamma(&stay, p->stay_cv), EVENT_LEAVE,
                   driver, d->stamp);
    count_start(w, d, t_h);
    if (d->counts) {
        struct tally_zone *zone = world_zone(w, d);

        zone->served++;
        zone->wait_h += d->waited_h;
        zone->way_km += d->way_km;
        zone->detour_km += d->way_km - r->way_km[r->start[d->zone]];
    }
}

void session_start(struct world *w, int driver, double t_h)
{
    w->driver[driver].stamp++; /* nobody loses patience any more */
    take_outlet(w, driver, t_h);
    if (!w->driver[driver].started) begin(w, driver, t_h);
    power_begin(w, driver, t_h);
}

/* Off the outlet, which is then free or out of order. */
static void release(struct world *w, int driver, double t_h)
{
    struct driver *d = &w->driver[driver];
    int k = d->outlet;

    tally_spread(w->tally, &w->tally->busy_h[(size_t)w->outlet[k].group * N_HOURS], d->taken_h,
                 t_h, 1);
    d->outlet = NOBODY;
    free_outlet(w, k);
}

static void finish(struct world *w, int driver, double t_h)
{
    struct driver *d = &w->driver[driver];
    struct tally_balance *b = &w->tally->balance[d->service];
    int pool = d->pool;

    release(w, driver, t_h);
    b->finished++;
    b->wanted_kwh += d->wanted_kwh;
    b->given_kwh += d->wanted_kwh - d->left_kwh;
    world_forget(w, driver);
    serve_queue(w, pool, t_h);
}

void session_charged(struct world *w, int driver, double t_h)
{
    if (w->driver[driver].service == FAST) finish(w, driver, t_h);
}

void session_leave(struct world *w, int driver, double t_h)
{
    if (w->driver[driver].charging) power_stop(w, driver, t_h);
    finish(w, driver, t_h);
}

/* A fast driver goes to the head of the queue with what is left, and stays until it is done. */
static void interrupt(struct world *w, int driver, double t_h)
{
    struct driver *d = &w->driver[driver];
    struct pool_state *p = &w->pool[d->pool];

    if (d->charging) power_stop(w, driver, t_h);
    if (d->service == SLOW) return; /* stays parked */
    release(w, driver, t_h);
    d->since_h = t_h;
    d->before = NOBODY;
    d->behind = p->head;
    *(p->head != NOBODY ? &w->driver[p->head].before : &p->tail) = driver;
    p->head = driver;
    p->n_waiting++;
    serve_queue(w, d->pool, t_h);
}

static double up_h(const struct world *w, const struct outlet *o)
{
    double a = w->in->group[o->group].availability;

    return w->in->params.repair_h * a / (1 - a);
}

void session_fail(struct world *w, int k, double t_h)
{
    struct outlet *o = &w->outlet[k];
    int pool = w->in->group[o->group].pool;

    o->down = true;
    o->down_since_h = t_h;
    w->pool[pool].n_working--;
    if (o->driver != NOBODY)
        interrupt(w, o->driver, t_h);
    else
        unlist(w, k);
    world_push(w, t_h + stream_exponential(&o->state) * w->in->params.repair_h, EVENT_REPAIR, k,
               0);
}

static void count_down(struct world *w, const struct outlet *o, double t_h)
{
    w->tally->down_h[o->group] +=
        fmax(0, fmin(t_h, w->tally->window_h) - fmax(0, o->down_since_h));
}

void session_repair(struct world *w, int k, double t_h)
{
    struct outlet *o = &w->outlet[k];
    int pool = w->in->group[o->group].pool;

    count_down(w, o, t_h);
    o->down = false;
    w->pool[pool].n_working++;
    if (o->driver == NOBODY) free_outlet(w, k);
    world_push(w, t_h + stream_exponential(&o->state) * up_h(w, o), EVENT_FAIL, k, 0);
    serve_queue(w, pool, t_h);
}

void session_close(struct world *w, double t_h)
{
    for (int k = 0; k < w->n_outlets; k++) {
        struct outlet *o = &w->outlet[k];

        if (o->down) count_down(w, o, t_h);
        if (o->driver == NOBODY) continue;
        if (w->driver[o->driver].charging) power_count(w, &w->driver[o->driver], t_h);
        tally_spread(w->tally, &w->tally->busy_h[(size_t)o->group * N_HOURS],
                     w->driver[o->driver].taken_h, t_h, 1);
    }
}
