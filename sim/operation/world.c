/* world.c - see world.h */
#include "sim/operation/world.h"

#include <math.h>
#include <stdlib.h>

#include "sim/operation/stream.h"

void world_free(struct world *w)
{
    if (w == NULL) return;
    events_free(w->events);
    arrivals_free(w->arrivals);
    free(w->driver);
    free(w->tried);
    free(w->outlet);
    free(w->free_list);
    free(w->group);
    free(w->pool);
    free(w->place);
    free(w->want);
    free(w->got);
    free(w->who);
    free(w);
}

static bool allocate(struct world *w, int replication)
{
    const struct operation_input *in = w->in;
    size_t n;

    for (int g = 0; g < in->n_groups; g++)
        w->n_outlets += in->group[g].n_outlets;
    n = (size_t)w->n_outlets + 1;
    w->room = 1024;
    w->events = events_create();
    w->arrivals = arrivals_create(in, replication);
    w->driver = malloc((size_t)w->room * sizeof *w->driver);
    if (in->params.choice == CHOICE_LOGIT)
        w->tried = malloc((size_t)w->room * ((size_t)in->params.tries + 1) * sizeof *w->tried);
    w->outlet = calloc(n, sizeof *w->outlet);
    w->free_list = malloc(n * sizeof *w->free_list);
    w->group = calloc((size_t)in->n_groups + 1, sizeof *w->group);
    w->pool = calloc((size_t)in->n_pools + 1, sizeof *w->pool);
    w->place = calloc((size_t)in->n_places + 1, sizeof *w->place);
    w->want = malloc(n * sizeof *w->want);
    w->got = malloc(n * sizeof *w->got);
    w->who = malloc(n * sizeof *w->who);
    return w->events && w->arrivals && w->driver && w->outlet && w->free_list && w->group &&
           w->pool && w->place && w->want && w->got && w->who &&
           (w->tried != NULL || in->params.choice != CHOICE_LOGIT);
}

/* Outlets start as they are in the long run: each out of order with the chance that
 * availability leaves, and what is left of a time to failure or repair is exponential again. */
static void start_outlet(struct world *w, int replication, int k, int number)
{
    const struct operation_group *g = &w->in->group[w->outlet[k].group];
    struct outlet *o = &w->outlet[k];
    double up_h = w->in->params.repair_h * g->availability / (1 - g->availability), left;

    o->driver = NOBODY;
    if (g->availability < 1) {
        o->state = stream_child(stream_key(w->in->seed, replication, STREAM_FAILURES,
                                           4096 * (uint64_t)g->site + (uint64_t)g->kind),
                                (uint64_t)number);
        o->down = stream_uniform(&o->state) >= g->availability;
        o->down_since_h = -w->in->params.warmup_h;
        left = stream_exponential(&o->state) * (o->down ? w->in->params.repair_h : up_h);
        world_push(w, o->down_since_h + left, o->down ? EVENT_REPAIR : EVENT_FAIL, k, 0);
    }
    o->free_at = -1;
}

static void start_groups(struct world *w, int replication)
{
    int k = 0;

    for (int g = 0; g < w->in->n_groups; g++) {
        const struct operation_group *group = &w->in->group[g];
        struct group_state *state = &w->group[g];

        state->first_outlet = k;
        state->outlet_kw = w->in->params.share_charger
                               ? group->charger_kw
                               : group->charger_kw / group->outlets_of_charger;
        for (int i = 0; i < group->n_outlets; i++, k++) {
            w->outlet[k].group = g;
            start_outlet(w, replication, k, i);
            if (w->outlet[k].down) continue;
            w->outlet[k].free_at = state->n_free;
            w->free_list[state->first_outlet + state->n_free++] = k;
            w->pool[group->pool].n_free++;
            w->pool[group->pool].n_working++;
        }
    }
}

/* Does the power of a session at the place depend on who else charges there? */
static void start_places(struct world *w)
{
    const struct operation_input *in = w->in;
    int hour = (int)floor(-in->params.warmup_h);

    for (int p = 0; p < in->n_places; p++) {
        w->place[p].head = NOBODY;
        w->place[p].shares = isfinite(in->place[p].limit_kw);
        w->place[p].load.hour = hour;
    }
    for (int g = 0; g < in->n_groups; g++)
        if (in->params.share_charger && in->group[g].outlets_of_charger > 1)
            w->place[in->pool[in->group[g].pool].place].shares = true;
    for (int p = 0; p < in->n_pools; p++)
        w->pool[p].head = w->pool[p].tail = NOBODY;
    w->city.hour = hour;
}

/* Which vehicle comes matters where one of them cannot take all that outlets give. */
static bool differ(const struct operation_input *in)
{
    for (int k = 0; k < in->n_vehicles; k++)
        if (isfinite(in->vehicle[k].limit_kw[FAST]) || isfinite(in->vehicle[k].limit_kw[SLOW]))
            return true;
    return in->params.taper_from < 1;
}

struct world *world_create(const struct operation_input *in, int replication,
                           struct tally *tally)
{
    struct world *w = calloc(1, sizeof *w);

    if (w == NULL) return NULL;
    w->in = in;
    w->tally = tally;
    w->free_slot = NOBODY;
    w->vehicles_differ = differ(in);
    if (!allocate(w, replication)) {
        world_free(w);
        return NULL;
    }
    start_places(w);
    start_groups(w, replication);
    if (!w->failed) return w;
    world_free(w);
    return NULL;
}

static bool grow(struct world *w)
{
    struct driver *more = realloc(w->driver, 2 * (size_t)w->room * sizeof *more);

    if (more == NULL) return false;
    w->driver = more;
    if (w->tried != NULL) {
        int *tried = realloc(w->tried, 2 * (size_t)w->room * ((size_t)w->in->params.tries + 1) *
                                           sizeof *tried);

        if (tried == NULL) return false;
        w->tried = tried;
    }
    w->room *= 2;
    return true;
}

int world_driver(struct world *w)
{
    int slot = w->free_slot;
    uint32_t stamp = 0, charge_stamp = 0;

    if (slot != NOBODY) {
        w->free_slot = w->driver[slot].behind;
        stamp = w->driver[slot].stamp;
        charge_stamp = w->driver[slot].charge_stamp;
    } else if (w->n_drivers < w->room || grow(w)) {
        slot = w->n_drivers++;
    } else {
        w->failed = true;
        return NOBODY;
    }
    w->driver[slot] = (struct driver){
        .stamp = stamp, .charge_stamp = charge_stamp, .outlet = NOBODY, .pool = NOBODY};
    return slot;
}

void world_forget(struct world *w, int driver)
{
    struct driver *d = &w->driver[driver];

    d->stamp++;
    d->charge_stamp++;
    d->pool = NOBODY;
    d->behind = w->free_slot;
    w->free_slot = driver;
}

void world_push(struct world *w, double t_h, enum event_kind kind, int subject, uint32_t stamp)
{
    if (t_h >= w->in->params.window_h) return; /* after the end nothing is looked at */
    if (!events_push(w->events, t_h, kind, subject, stamp)) w->failed = true;
}
