/* agreement_scene.h - what one simulation counted and what was observed, made up: for tests of
 * agreement. */
#ifndef CHARGEPLAN_TESTS_AGREEMENT_SCENE_H
#define CHARGEPLAN_TESTS_AGREEMENT_SCENE_H

#include <string.h>

#include "sim/operation/agreement.h"
#include "tests/dice.h"

enum { POOLS = 7, GROUPS = 9, PLACES = 6, ROWS = 4000 };

/* Sites 0, 1, 2 and 5 have pools: 0 and 2 both services, 5 two fast ones and nobody's zone. */
static const int pool_site[POOLS] = {0, 0, 1, 2, 2, 5, 5};
static const enum service pool_service[POOLS] = {FAST, SLOW, SLOW, FAST, SLOW, FAST, FAST};
static const int group_pool[GROUPS] = {0, 0, 1, 2, 3, 4, 4, 5, 6};
static const int zone_of_site[PLACES] = {0, 0, 3, 1, 1, -1};

/* What one simulation counted, made up. */
struct counted {
    struct operation operation;
    struct operation_input input;
    struct operation_pool pool[POOLS];
    struct operation_group group[GROUPS];
    struct tally sum;
    struct tally_hour hour[POOLS * N_HOURS];
    double busy_h[GROUPS * N_HOURS];
};

static inline void count(struct counted *c)
{
    memset(c, 0, sizeof *c);
    for (int p = 0; p < POOLS; p++)
        c->pool[p] = (struct operation_pool){.site = pool_site[p], .service = pool_service[p]};
    for (int g = GROUPS; g-- > 0;) {
        c->group[g].pool = group_pool[g];
        c->pool[group_pool[g]].first_group = g;
        c->pool[group_pool[g]].n_groups++;
    }
    for (int k = 0; k < POOLS * N_HOURS; k++) {
        c->hour[k].kwh = 900 * uniform();
        c->hour[k].starts = 30 * uniform();
        c->hour[k].arrivals = 7; /* not looked at */
    }
    for (int k = 0; k < GROUPS * N_HOURS; k++)
        c->busy_h[k] = 11 * uniform();
    for (int h = 0; h < N_HOURS; h++)
        c->sum.n_weeks[h] = 10;
    c->sum.n_pools = c->input.n_pools = POOLS;
    c->sum.n_groups = c->input.n_groups = GROUPS;
    c->sum.hour = c->hour;
    c->sum.busy_h = c->busy_h;
    c->input.pool = c->pool;
    c->input.group = c->group;
    c->operation.input = &c->input;
    c->operation.sum = &c->sum;
    c->operation.year_index = 2;
    c->operation.n_replications = 3;
}

/* Rows of a file that hold what a test says. */
struct rows {
    struct observations o;
    int place[ROWS], hour[ROWS];
    double figure[N_OBSERVED][ROWS];
};

static inline void rows_none(struct rows *r, int n_hours)
{
    r->o = (struct observations){.n_hours = n_hours, .place = r->place, .hour = r->hour};
    for (int w = 0; w < N_OBSERVED; w++)
        r->o.figure[w] = r->figure[w];
}

static inline void rows_add(struct rows *r, int place, int hour, double kwh, double taken,
                            double starts)
{
    r->place[r->o.n] = place;
    r->hour[r->o.n] = hour;
    r->figure[OBSERVED_KWH][r->o.n] = kwh;
    r->figure[OBSERVED_OCCUPIED][r->o.n] = taken;
    r->figure[OBSERVED_SESSIONS][r->o.n++] = starts;
}

#endif
