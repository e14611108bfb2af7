/* fixture_queue_city.c - see fixture_queue_city.h */
#include "fixture_queue_city.h"

#include <stdlib.h>

#include "assert.h"
#include "dice.h"

enum { SITES = 5, ZONES = 7, PARTS = 2, POOLS = SITES * N_SERVICES };

static double between(double low, double high)
{
    return low + uniform() * (high - low);
}

static int one_of(int n)
{
    return (int)(uniform() * n);
}

static double any_of(int n, const double list[])
{
    return list[one_of(n)];
}

static void draw_params(struct operation_input *in, const struct queue_city_without *without)
{
    struct operation_params *p = &in->params;
    static const double cv[] = {0, 0.5, 1, 1.7}, patience[] = {0, 0.2, 1, INFINITY};

    p->window_h = N_HOURS;
    p->warmup_h = 24;
    p->choice = CHOICE_PLAN + one_of(3);
    p->logit_per_km = between(0, 2);
    p->logit_per_price = between(0, 2);
    p->logit_per_h = between(0, 10);
    p->patience_h = any_of(4, patience);
    p->patience_exponential = one_of(2) == 1;
    p->tries = one_of(4);
    p->drive_kmh = between(10, 50);
    p->repair_h = between(0.3, 30);
    p->share_charger = one_of(2) == 1;
    p->session_kwh[FAST] = between(5, 40);
    p->session_kwh[SLOW] = between(5, 40);
    p->session_cv[FAST] = any_of(4, cv);
    p->session_cv[SLOW] = any_of(4, cv);
    p->stay_cv = any_of(4, cv);
    for (int l = 0; l < N_LAYERS; l++)
        p->stay_h[l] = between(0.5, 9);
    p->taper_from = one_of(2) == 1 ? between(0.1, 0.95) : 1;
    p->taper_end = between(0.02, 1);
    p->end_charge[FAST] = between(0.5, 1);
    p->end_charge[SLOW] = between(0.5, 1);
    p->wait_target_h = between(0, 0.5);
    if (without->taper) p->taper_from = 1;
    if (without->shared_power) p->share_charger = false;
    if (without->warmup) p->warmup_h = 0;
}

static void draw_profile(struct operation_input *in, const struct queue_city_without *without)
{
    in->n_profile = one_of(2) == 1 ? DAY_HOURS : N_HOURS;
    if (without->end) in->n_profile = N_HOURS;
    for (int v = 0; v < N_SERVICES; v++)
        for (int l = 0; l < N_LAYERS; l++)
            for (int h = 0; h < in->n_profile; h++) {
                double *p = &in->profile[v][l][h];

                *p = between(0, 2.0 / DAY_HOURS);
                if (one_of(6) == 0 && !without->idle) *p = 0;
                if (h >= 120 && without->end) *p = 0;
            }
}

static void draw_group(struct operation_input *in, int g, int pool,
                       const struct queue_city_without *without, double kw)
{
    struct operation_group *group = &in->group[g];

    group->site = in->pool[pool].site;
    group->kind = g % 4;
    group->pool = pool;
    group->outlets_of_charger = 1 + one_of(2);
    group->n_outlets = group->outlets_of_charger * (1 + one_of(3));
    group->charger_kw = kw;
    group->mean_share = between(0.5, 1);
    group->availability = one_of(3) == 0 ? 1 : between(0.6, 1);
    if (without->failures) group->availability = 1;
    in->pool[pool].n_outlets += group->n_outlets;
}

static void draw_sites(struct operation_input *in, int part,
                       const struct queue_city_without *without)
{
    for (int s = part * SITES; s < (part + 1) * SITES; s++) {
        double kw = 0;

        in->place[s] =
            (struct operation_place){s, between(0, 3000), between(0, 3000), INFINITY};
        for (int v = 0; v < N_SERVICES; v++) {
            int pool = N_SERVICES * s + v;
            double strong = v == FAST ? between(10, 50) : between(4, 22);

            in->pool[pool] = (struct operation_pool){.site = s,
                                                     .service = v == FAST ? FAST : SLOW,
                                                     .first_group = PARTS * pool,
                                                     .n_groups = PARTS,
                                                     .session_h = between(0.3, 2),
                                                     .price = between(0.5, 2),
                                                     .place = s};
            for (int g = 0; g < PARTS; g++) {
                draw_group(in, PARTS * pool + g, pool, without, g == 0 ? strong : strong / 3);
                kw += in->group[PARTS * pool + g].charger_kw *
                      in->group[PARTS * pool + g].n_outlets;
            }
        }
        kw *= between(0.1, 1);
        if (one_of(2) == 0 && !without->shared_power) in->place[s].limit_kw = kw;
    }
}

/* Some pools of the zone's part, by way. */
static void draw_reach(struct operation_input *in, int zone, int part)
{
    for (int v = 0; v < N_SERVICES; v++) {
        struct operation_reach *reach = &in->reach[v];
        int n = reach->start[zone], n_plan = reach->plan_start[zone];
        double way = 0, left = one_of(2) == 1 ? 1 : uniform();

        for (int s = part * SITES; s < (part + 1) * SITES; s++) {
            if (one_of(3) == 0) continue;
            way += between(0, 0.8);
            reach->pool[n] = N_SERVICES * s + v;
            reach->way_km[n++] = way;
            if (one_of(2) == 1) continue;
            reach->plan_pool[n_plan] = N_SERVICES * s + v;
            reach->plan_share[n_plan] = left * uniform();
            left -= reach->plan_share[n_plan++];
        }
        reach->start[zone + 1] = n;
        reach->plan_start[zone + 1] = n_plan;
    }
}

static void draw_zones(struct operation_input *in, int part)
{
    for (int z = part * ZONES; z < (part + 1) * ZONES; z++) {
        for (int v = 0; v < N_SERVICES; v++) {
            struct operation_stream *s = &in->stream[N_SERVICES * z + v];

            s->zone = z;
            s->service = v == FAST ? FAST : SLOW;
            for (int l = 0; l < N_LAYERS; l++) {
                s->per_day[l] = one_of(3) == 0 ? 0 : between(0, v == FAST ? 25 : 12);
                in->home_ratio[l][z] = uniform();
            }
        }
        draw_reach(in, z, part);
    }
}

static void draw_vehicles(struct operation_input *in)
{
    free(in->vehicle);
    in->n_vehicles = 1 + one_of(3);
    in->vehicle = calloc((size_t)in->n_vehicles, sizeof(*in->vehicle));
    assert_non_null(in->vehicle);
    for (int k = 0; k < in->n_vehicles; k++) {
        struct operation_vehicle *car = &in->vehicle[k];

        car->class_index = k;
        car->battery_kwh = between(20, 90);
        for (int v = 0; v < N_SERVICES; v++) {
            car->limit_kw[v] = one_of(2) == 0 ? INFINITY : between(3, 100);
            for (int l = 0; l < N_LAYERS; l++) {
                car->plain[v][l] = between(0.01, 1);
                car->home[v][l] = uniform();
            }
        }
    }
}

struct operation_input *queue_city(unsigned number, const struct queue_city_without *without)
{
    int n = without->far ? 1 : 2;
    struct operation_input *in = queue_room(2 * ZONES, 2 * ZONES * N_SERVICES, 2 * POOLS,
                                            2 * POOLS * PARTS, 2 * ZONES * SITES);

    for (int v = 0; v < N_SERVICES; v++) {
        in->reach[v].plan_start = calloc(2 * ZONES + 1, sizeof(int));
        in->reach[v].plan_pool = calloc(2 * ZONES * SITES, sizeof(int));
        in->reach[v].plan_share = calloc(2 * ZONES * SITES, sizeof(double));
        assert_non_null(in->reach[v].plan_start);
        assert_non_null(in->reach[v].plan_pool);
        assert_non_null(in->reach[v].plan_share);
    }
    for (int l = 0; l < N_LAYERS; l++) {
        in->home_ratio[l] = calloc(2 * ZONES, sizeof(double));
        assert_non_null(in->home_ratio[l]);
    }
    dice = number;
    in->seed = number;
    draw_params(in, without);
    draw_profile(in, without);
    draw_vehicles(in);
    for (int part = 0; part < n; part++) {
        draw_sites(in, part, without);
        draw_zones(in, part);
    }
    in->n_zones = n * ZONES;
    in->n_streams = n * ZONES * N_SERVICES;
    in->n_places = n * SITES;
    in->n_pools = n * POOLS;
    in->n_groups = n * POOLS * PARTS;
    for (int v = 0; v < N_SERVICES && in->params.choice != CHOICE_PLAN; v++) {
        free(in->reach[v].plan_start);
        in->reach[v].plan_start = NULL;
    }
    return in;
}
