/* queue_scene.h - two fast outlets and two slow ones side by side, exponential sessions: as
 * small as what the simulation takes can be. */
#ifndef CHARGEPLAN_TESTS_QUEUE_SCENE_H
#define CHARGEPLAN_TESTS_QUEUE_SCENE_H

#include <stdlib.h>

#include "sim/operation/replications.h"
#include "tests/assert.h"

static const struct operation_params queue_params = {
    .choice = CHOICE_NEAREST,
    .window_h = 168,
    .warmup_h = 24,
    .patience_h = 0.7,
    .patience_exponential = true,
    .tries = 1,
    .drive_kmh = 25,
    .repair_h = 3,
    .session_kwh = {20, 14},
    .session_cv = {1, 0.5},
    .stay_h = {3, 3, 3},
    .stay_cv = 0.4,
    .taper_from = 1,
    .taper_end = 0.1,
    .end_charge = {0.9, 1},
    .wait_target_h = 0.25,
};

/* One zone, drivers a day of each service. */
static inline struct operation_input *queue_input(double fast_per_day, double slow_per_day)
{
    struct operation_input *in = calloc(1, sizeof *in);
    const double per_day[] = {fast_per_day, slow_per_day};

    *in = (struct operation_input){.params = queue_params,
                                   .seed = 4711,
                                   .n_zones = 1,
                                   .n_streams = N_SERVICES,
                                   .n_pools = N_SERVICES,
                                   .n_groups = N_SERVICES,
                                   .n_places = 1,
                                   .n_vehicles = 1,
                                   .n_profile = 24};
    in->stream = calloc(N_SERVICES, sizeof *in->stream);
    in->pool = calloc(N_SERVICES, sizeof *in->pool);
    in->group = calloc(N_SERVICES, sizeof *in->group);
    in->place = calloc(1, sizeof *in->place);
    in->vehicle = calloc(1, sizeof *in->vehicle);
    in->place[0].limit_kw = INFINITY;
    for (int v = 0; v < N_SERVICES; v++) {
        struct operation_reach *r = &in->reach[v];

        in->stream[v] = (struct operation_stream){0, (enum service)v, {per_day[v]}};
        in->pool[v] = (struct operation_pool){.service = (enum service)v,
                                              .first_group = v,
                                              .n_groups = 1,
                                              .n_outlets = 2,
                                              .session_h = v == FAST ? 0.5 : 3};
        in->group[v] = (struct operation_group){.pool = v,
                                                .n_outlets = 2,
                                                .outlets_of_charger = 1,
                                                .charger_kw = v == FAST ? 40 : 7,
                                                .mean_share = 1,
                                                .availability = 0.95};
        in->vehicle[0].limit_kw[v] = INFINITY;
        in->vehicle[0].plain[v][0] = 1;
        r->start = calloc(2, sizeof *r->start);
        r->pool = calloc(1, sizeof *r->pool);
        r->way_km = calloc(1, sizeof *r->way_km);
        r->start[1] = 1;
        r->pool[0] = v;
        r->way_km[0] = 1.3;
        for (int h = 0; h < 24; h++)
            in->profile[v][0][h] = (h + 1) / 300.0;
    }
    return in;
}

#endif
