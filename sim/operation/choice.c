/* choice.c - to which pool a driver goes; see operation.h. The logit model: D. McFadden,
 * Conditional logit analysis of qualitative choice behavior, in P. Zarembka (ed.), Frontiers in
 * Econometrics (1974) 105-142. */
#include <math.h>

#include "sim/operation/stream.h"
#include "sim/operation/world.h"

static const struct operation_reach *reach_of(const struct world *w, const struct driver *d)
{
    return &w->in->reach[d->service];
}

/* A number of a driver's choice; every choice has its own. */
static double choice_number(const struct driver *d)
{
    uint64_t state = stream_child(d->key, DRAW_CHOICE + (uint64_t)d->n_tried);

    return stream_uniform(&state);
}

/* The wait that a driver who sets out now has to expect: those in the queue and one more, one
 * after the other, at the outlets that work. */
static double expected_wait_h(const struct world *w, int pool)
{
    const struct pool_state *p = &w->pool[pool];
    int working = p->n_working > 0 ? p->n_working : 1; /* all wait for the first repair */

    if (p->n_free > 0) return 0;
    return (p->n_waiting + 1) * w->in->pool[pool].session_h / working +
           (p->n_working > 0 ? 0 : w->in->params.repair_h);
}

static bool was_tried(const struct world *w, int driver, int pool)
{
    const int *tried = &w->tried[(size_t)driver * ((size_t)w->in->params.tries + 1)];

    for (int k = 0; k < w->driver[driver].n_tried; k++)
        if (tried[k] == pool) return true;
    return false;
}

static double disutility(const struct world *w, const struct operation_reach *r, int k)
{
    const struct operation_params *p = &w->in->params;

    return p->logit_per_km * r->way_km[k] + p->logit_per_price * w->in->pool[r->pool[k]].price +
           p->logit_per_h * expected_wait_h(w, r->pool[k]);
}

/* One of the pools in reach that were not tried, at random by exp(-disutility). The least one
 * is taken out of the exponents, so that they do not underflow together. */
static int by_logit(struct world *w, int driver)
{
    const struct driver *d = &w->driver[driver];
    const struct operation_reach *r = reach_of(w, d);
    double least = INFINITY, sum = 0, rest;
    int last = NOBODY;

    for (int k = r->start[d->zone]; k < r->start[d->zone + 1]; k++)
        if (!was_tried(w, driver, r->pool[k])) least = fmin(least, disutility(w, r, k));
    for (int k = r->start[d->zone]; k < r->start[d->zone + 1]; k++)
        if (!was_tried(w, driver, r->pool[k])) sum += exp(least - disutility(w, r, k));
    rest = choice_number(d) * sum;
    for (int k = r->start[d->zone]; k < r->start[d->zone + 1]; k++) {
        if (was_tried(w, driver, r->pool[k])) continue;
        last = k;
        rest -= exp(least - disutility(w, r, k));
        if (rest < 0) break;
    }
    return last;
}

/* Place of a pool in the zone's row; NOBODY where it is not in reach. */
static int find(const struct operation_reach *r, int zone, int pool)
{
    for (int k = r->start[zone]; k < r->start[zone + 1]; k++)
        if (r->pool[k] == pool) return k;
    return NOBODY;
}

/* The plan assigns shares of a zone's drivers; NOBODY: this one has no place in it. */
static int by_plan(const struct world *w, int driver)
{
    const struct driver *d = &w->driver[driver];
    const struct operation_reach *r = reach_of(w, d);
    double rest = choice_number(d);

    for (int k = r->plan_start[d->zone]; k < r->plan_start[d->zone + 1]; k++) {
        rest -= r->plan_share[k];
        if (rest < 0) return find(r, d->zone, r->plan_pool[k]);
    }
    return NOBODY;
}

int choice_first(struct world *w, int driver, double *way_km)
{
    struct driver *d = &w->driver[driver];
    const struct operation_reach *r = reach_of(w, d);
    int k = w->in->params.choice == CHOICE_LOGIT  ? by_logit(w, driver)
            : w->in->params.choice == CHOICE_PLAN ? by_plan(w, driver)
                                                  : r->start[d->zone];

    if (k == NOBODY) return NOBODY;
    *way_km = r->way_km[k];
    d->first = r->pool[k];
    d->at = r->start[d->zone];
    return d->first;
}

static double between_km(const struct world *w, int from, int to)
{
    const struct operation_place *a = &w->in->place[w->in->pool[from].place];
    const struct operation_place *b = &w->in->place[w->in->pool[to].place];

    return hypot(a->x_m - b->x_m, a->y_m - b->y_m) / 1000;
}

int choice_next(struct world *w, int driver, double *way_km)
{
    struct driver *d = &w->driver[driver];
    const struct operation_reach *r = reach_of(w, d);
    int from = d->pool, k;

    if (d->n_tried > w->in->params.tries) return NOBODY;
    if (w->in->params.choice == CHOICE_LOGIT) {
        k = by_logit(w, driver);
        if (k == NOBODY) return NOBODY;
    } else {
        if (d->at < r->start[d->zone + 1] && r->pool[d->at] == d->first) d->at++;
        if (d->at >= r->start[d->zone + 1]) return NOBODY;
        k = d->at++;
    }
    *way_km = between_km(w, from, r->pool[k]);
    return r->pool[k];
}
