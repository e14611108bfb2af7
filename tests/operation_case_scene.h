/* operation_case_scene.h - one network of the tiny city with chargers of five kinds, and the
 * simulation's input made of it; for the tests of operation_case*.c. */
#ifndef CHARGEPLAN_TESTS_OPERATION_CASE_SCENE_H
#define CHARGEPLAN_TESTS_OPERATION_CASE_SCENE_H

#include <stdlib.h>
#include <string.h>

#include "sim/operation/operation_case.h"
#include "tests/assert.h"
#include "tests/fixture.h"

enum { KINDS = 5, SITES = 6, ZONES = 6 };

/* One network of the tiny city, today's chargers and some more, and the input made of it. */
struct scene {
    struct scenario *s;
    struct city *city;
    struct run run;
    struct network *network;
    struct operation_input *in;
    struct kind kind[KINDS];
    int chargers[SITES][KINDS];
    int year_index;
};

static inline void put_kind(struct scene *c, int k, const char *id, enum service v, int outlets,
                            double kw)
{
    c->kind[k] = c->s->kind[v == FAST ? 1 : 0];
    c->kind[k].id = (char *)(size_t)id;
    c->kind[k].outlets = outlets;
    c->kind[k].power_kw = kw;
    c->kind[k].availability = 0.9 + 0.01 * k;
    c->kind[k].mean_power_share = 0.6 + 0.05 * k;
}

static inline void begin(struct scene *c)
{
    static const int chargers[SITES][KINDS] = {{3, 2, 1, 4, 2}, {0}, {0, 0, 5, 0, 0},
                                               {5, 0, 0, 0, 2}, {0}, {1, 0, 0, 0, 3}};

    *c = (struct scene){.s = fixture_scenario(), .city = fixture_city(), .year_index = 2};
    put_kind(c, 0, "ac7", SLOW, 1, 7);
    put_kind(c, 1, "dc120", FAST, 2, 120); /* 60 kW at an outlet, as the next */
    put_kind(c, 2, "dc60", FAST, 1, 60);
    put_kind(c, 3, "dc100", FAST, 1, 100);
    put_kind(c, 4, "ac22", SLOW, 2, 22);
    c->s->kind = c->kind;
    c->s->n_kinds = KINDS;
    memcpy(c->chargers, chargers, sizeof chargers);
    for (int i = 0; i < SITES; i++) {
        c->city->site[i].n_chargers = c->chargers[i];
        c->city->site[i].price = 0.5 + i;
        if (i == 2) c->city->site[i].status = SITE_EXISTING;
    }
}

/* Fills the run as far as the case looks at it, and makes the case. */
static inline void make(struct scene *c)
{
    const struct reach *service[N_SERVICES];
    bool open[SITES];
    struct error err;

    for (int i = 0; i < SITES; i++)
        open[i] = c->city->site[i].status == SITE_EXISTING;
    c->run = (struct run){.scenario = c->s, .city = c->city, .n_networks = 1};
    c->run.demand = fixture_demand(c->s, c->city, 1);
    for (int v = 0; v < N_SERVICES; v++)
        service[v] = c->run.service[v] = fixture_reach(c->city, c->city->service_way[v]);
    assert_int_equal(sizing_network(&c->network, c->s, c->city, c->run.demand, c->year_index,
                                    service, NULL, open, 0, &err),
                     ERR_OK);
    c->run.network = &c->network;
    assert_int_equal(operation_case_create(&c->in, &c->run, 0, &err), ERR_OK);
}

static inline void end(struct scene *c)
{
    operation_input_clear(c->in);
    free(c->in);
    network_free(c->network);
    for (int v = 0; v < N_SERVICES; v++)
        fixture_reach_free(c->run.service[v]);
    demand_free(c->run.demand);
}

/* Of a vehicle among the drivers of a zone. */
static inline double weight(const struct scene *c, const struct operation_vehicle *w,
                            enum service v, enum layer l, int z)
{
    const double *ratio = c->in->home_ratio[l];

    return w->plain[v][l] + (ratio != NULL ? w->home[v][l] * ratio[z] : 0);
}

#endif
