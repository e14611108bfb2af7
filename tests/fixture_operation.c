/* fixture_operation.c - see fixture_operation.h. */
#include "tests/fixture_operation.h"

#include <math.h>
#include <stdlib.h>

int fixture_operation_arrivals(int p, int h)
{
    int of_day = h % DAY_HOURS;

    return 5 + p % 4 + (of_day >= 17 && of_day <= 20 ? 6 : of_day / 6) + (h >= 120);
}

int fixture_operation_moved_on(int h)
{
    return h % DAY_HOURS == 18;
}

int fixture_operation_gave_up(int h)
{
    return h % DAY_HOURS == 19;
}

int fixture_operation_waiting(int p, int h)
{
    return h < 120 && h % DAY_HOURS >= 18 && h % DAY_HOURS <= 20 ? 4 + p % 3 : 0;
}

static void add_pool(struct operation_input *in, struct fixture *f, const struct network *n,
                     int s, enum service v)
{
    struct operation_pool *p = &in->pool[in->n_pools];

    *p = (struct operation_pool){.site = s,
                                 .service = v,
                                 .first_group = in->n_groups,
                                 .session_h = v == FAST ? 0.5 : 4,
                                 .price = 1,
                                 .place = in->n_places};
    for (int k = 0; k < N_KINDS; k++) {
        int chargers = n->n_chargers[s * N_KINDS + k];
        const struct kind *kind = &f->scenario.kind[k];

        if (chargers == 0 || (k == 2 ? SLOW : FAST) != v) continue;
        in->group[in->n_groups++] = (struct operation_group){
            s,   k,   in->n_pools, chargers * kind->outlets, kind->outlets, kind->power_kw,
            0.8, 0.97};
        p->n_outlets += chargers * kind->outlets;
        p->n_groups++;
    }
    in->n_pools += p->n_groups > 0;
}

static struct operation_input *make_input(struct fixture *f, const struct network *n)
{
    struct operation_input *in = calloc(1, sizeof *in);
    size_t sites = (size_t)f->city.n_sites;

    in->n_zones = f->city.n_zones;
    in->n_profile = DAY_HOURS;
    in->pool = calloc(2 * sites, sizeof *in->pool);
    in->group = calloc(N_KINDS * sites, sizeof *in->group);
    in->place = calloc(sites, sizeof *in->place);
    for (int s = 0; s < f->city.n_sites; s++) {
        int before = in->n_pools;

        if (!n->open[s]) continue;
        for (enum service v = FAST; v < N_SERVICES; v++)
            add_pool(in, f, n, s, v);
        in->place[in->n_places] = (struct operation_place){s, 0, 0, INFINITY};
        in->n_places += in->n_pools > before;
    }
    return in;
}

static struct tally *empty(const struct operation_input *in)
{
    struct tally *t = calloc(1, sizeof *t);
    size_t pools = (size_t)in->n_pools, places = (size_t)in->n_places;

    t->n_pools = in->n_pools;
    t->n_groups = in->n_groups;
    t->n_places = in->n_places;
    t->n_zones = in->n_zones;
    t->window_h = N_HOURS;
    t->hour = calloc(pools * N_HOURS, sizeof *t->hour);
    t->wait = calloc(pools * N_HOURS * WAIT_BINS, sizeof *t->wait);
    t->wait_row = calloc(pools, sizeof *t->wait_row);
    t->wait_fine = calloc(pools * WAIT_FINE_BINS, sizeof *t->wait_fine);
    t->busy_h = calloc((size_t)in->n_groups * N_HOURS, sizeof *t->busy_h);
    t->down_h = calloc((size_t)in->n_groups, sizeof *t->down_h);
    t->peak_kw = calloc(places * N_HOURS, sizeof *t->peak_kw);
    t->largest_kw = calloc(places, sizeof *t->largest_kw);
    t->city_kw = calloc(N_HOURS, sizeof *t->city_kw);
    t->queue_end = calloc(pools, sizeof *t->queue_end);
    for (int v = 0; v < N_SERVICES; v++)
        t->zone[v] = calloc((size_t)in->n_zones, sizeof *t->zone[v]);
    for (int h = 0; h < N_HOURS; h++)
        t->n_weeks[h] = 1;
    return t;
}

static void fill_pool(struct tally *t, const struct operation_input *in, int p)
{
    const struct operation_pool *pool = &in->pool[p];
    int times = USE_REPLICATIONS;

    t->wait_row[p] = pool->service == FAST ? t->n_wait_rows++ : -1;
    for (int h = 0; h < N_HOURS; h++) {
        struct tally_hour *hour = &t->hour[p * N_HOURS + h];
        int left = fixture_operation_moved_on(h) + fixture_operation_gave_up(h);
        int starts = fixture_operation_arrivals(p, h) - left;
        int waiting = pool->service == FAST ? fixture_operation_waiting(p, h) : 0;

        hour->arrivals = times * fixture_operation_arrivals(p, h);
        hour->starts = times * starts;
        hour->moved_on = times * fixture_operation_moved_on(h);
        hour->gave_up = times * fixture_operation_gave_up(h);
        hour->missed = times * (left + waiting);
        hour->wait_h = times * waiting * 0.3;
        hour->kwh = times * starts * (pool->service == FAST ? 21.5 : 12.25);
        for (int g = pool->first_group; g < pool->first_group + pool->n_groups; g++)
            t->busy_h[g * N_HOURS + h] =
                times * in->group[g].n_outlets * fmin(0.95, 0.04 * starts);
        t->peak_kw[pool->place * N_HOURS + h] += times * 30.0 * starts;
        t->largest_kw[pool->place] = fmax(t->largest_kw[pool->place], 45.0 * starts);
        if (pool->service == SLOW) continue;
        t->wait[(t->wait_row[p] * N_HOURS + h) * WAIT_BINS] =
            (uint32_t)(times * (starts - waiting));
        t->wait[(t->wait_row[p] * N_HOURS + h) * WAIT_BINS + USE_WAIT_BIN] =
            (uint32_t)(times * waiting);
        t->wait_fine[t->wait_row[p] * WAIT_FINE_BINS] += (uint32_t)(times * (starts - waiting));
        t->wait_fine[t->wait_row[p] * WAIT_FINE_BINS + USE_FINE_BIN] +=
            (uint32_t)(times * waiting);
    }
    t->queue_end[p] = pool->service == FAST ? 2.0 * times : 0;
}

static void fill_zones(struct tally *t, enum service v)
{
    for (int z = 0; z < t->n_zones; z++) {
        struct tally_zone *zone = &t->zone[v][z];

        zone->drivers = 70.0 * USE_REPLICATIONS + z % 7;
        if (z % 13 == 3)
            zone->out = zone->drivers;
        else
            zone->gave_up = z % 5 * 8.0 + (z % 31 == 0 ? 120 : 0);
        zone->no_place = z % 13 != 3 && z % 9 == 4 ? 17 : 0;
        zone->served = zone->drivers - zone->out - zone->gave_up - zone->no_place;
        zone->wait_h = zone->served * 0.021;
        zone->way_km = zone->served * 1.3;
        zone->detour_km = zone->served * 0.17;
        t->balance[v].appeared += zone->drivers;
        t->balance[v].out += zone->out;
        t->balance[v].gave_up += zone->gave_up;
        t->balance[v].no_place += zone->no_place;
        t->balance[v].finished += zone->served;
    }
    t->balance[v].wanted_kwh = 30.5 * t->balance[v].finished;
    t->balance[v].given_kwh = 30.1 * t->balance[v].finished;
}

static void fill_figures(struct operation *o, enum service v)
{
    const struct tally_balance *b = &o->sum->balance[v];
    struct operation_figure *f = o->figure[v];

    for (int what = 0; what < N_OPERATION_FIGURES; what++)
        f[what] = (struct operation_figure){7.25 + what, 0.125};
    f[OPERATION_DRIVERS].mean = b->appeared / (7 * USE_REPLICATIONS);
    f[OPERATION_SERVED] = (struct operation_figure){b->finished / b->appeared, 0.0042};
    f[OPERATION_FULL] =
        (struct operation_figure){(b->gave_up + b->no_place) / b->appeared, 0.0031};
    f[OPERATION_NO_PLACE] = (struct operation_figure){b->no_place / b->appeared, 0.0012};
    f[OPERATION_GAVE_UP] = (struct operation_figure){b->gave_up / b->appeared, 0.0027};
    f[OPERATION_OUT] = (struct operation_figure){b->out / b->appeared, 0.0007};
    f[OPERATION_MISSED] = (struct operation_figure){0.0834, 0.0047};
    f[OPERATION_MOVED_ON] = (struct operation_figure){0.0512, 0.0021};
    f[OPERATION_UTILISATION] = (struct operation_figure){0.2718, 0.0033};
    f[OPERATION_DOWN] = (struct operation_figure){0.0301, 0.0011};
    if (v == SLOW)
        for (int what = OPERATION_WAIT; what <= OPERATION_WAIT_P95; what++)
            f[what] = (struct operation_figure){NAN, NAN};
}

static void fill_results(struct operation *o)
{
    for (int p = 0; p < o->input->n_pools; p++) {
        const struct operation_pool *pool = &o->input->pool[p];
        double working = 0.97 * pool->n_outlets;

        o->pool[p] = (struct operation_pool_result){
            .wait_min = {pool->service == FAST ? 1.5 + p % 5 : NAN, 0.25},
            .missed_share = {(p % 9) * 0.07, 0.011},
            .utilisation = {0.25 + p % 6 * 0.05, 0.012},
            .offered = working * (p % 17 == 0 ? 1.21 : 0.6),
            .working = working,
            .grows = pool->service == FAST && p % 17 == 0,
            .queue_end = p % 17 == 0 ? 14.2 : 0.4};
    }
}

static struct operation *make(struct fixture *f, int k)
{
    struct operation *o = calloc(1, sizeof *o);

    o->year_index = f->run.network[k]->year_index;
    o->input = make_input(f, f->run.network[k]);
    o->sum = empty(o->input);
    o->n_replications = USE_REPLICATIONS;
    o->n_limit = 20;
    o->met = true;
    o->half_width_asked = 0.005;
    o->pool = calloc((size_t)o->input->n_pools, sizeof *o->pool);
    for (int p = 0; p < o->input->n_pools; p++)
        fill_pool(o->sum, o->input, p);
    for (enum service v = FAST; v < N_SERVICES; v++) {
        o->half_width[v] = v == FAST ? 0.0047 : 0.0038;
        fill_zones(o->sum, v);
        fill_figures(o, v);
    }
    fill_results(o);
    return o;
}

void fixture_operation_add(struct fixture *f)
{
    struct operation **all = calloc((size_t)f->run.n_networks, sizeof(struct operation *));

    all[0] = make(f, 0);
    all[f->run.n_networks - 1] = make(f, f->run.n_networks - 1);
    f->run.operation = all;
}

void fixture_operation_remove(struct fixture *f)
{
    for (int k = 0; f->run.operation != NULL && k < f->run.n_networks; k++)
        operation_free(f->run.operation[k]);
    free(f->run.operation);
    f->run.operation = NULL;
}
