/* fixture_queue.c - see fixture_queue.h */
#include "fixture_queue.h"

#include <stdlib.h>

#include "assert.h"

static void *room(int n, size_t size)
{
    void *p = calloc(n > 0 ? (size_t)n : 1, size);

    assert_non_null(p);
    return p;
}

struct operation_input *queue_room(int n_zones, int n_streams, int n_pools, int n_groups,
                                   int ways)
{
    struct operation_input *in = room(1, sizeof(*in));

    in->n_zones = n_zones;
    in->n_streams = n_streams;
    in->n_pools = n_pools;
    in->n_groups = n_groups;
    in->n_places = n_pools;
    in->n_vehicles = 1;
    in->stream = room(n_streams, sizeof(*in->stream));
    in->pool = room(n_pools, sizeof(*in->pool));
    in->group = room(n_groups, sizeof(*in->group));
    in->place = room(n_pools, sizeof(*in->place));
    in->vehicle = room(1, sizeof(*in->vehicle));
    for (int v = 0; v < N_SERVICES; v++) {
        in->reach[v].start = room(n_zones + 1, sizeof(int));
        in->reach[v].pool = room(ways, sizeof(int));
        in->reach[v].way_km = room(ways, sizeof(double));
        in->vehicle->limit_kw[v] = INFINITY;
        for (int l = 0; l < N_LAYERS; l++)
            in->vehicle->plain[v][l] = 1;
    }
    in->vehicle->battery_kwh = 1000;
    return in;
}

static struct operation_params params_of(const struct queue_scene *q)
{
    struct operation_params p = {
        .window_h = q->window_h,
        .warmup_h = q->warmup_h,
        .choice = CHOICE_NEAREST,
        .patience_h = q->patience_h,
        .patience_exponential = q->exponential,
        .tries = q->tries,
        .drive_kmh = 30,
        .repair_h = q->repair_h > 0 ? q->repair_h : 48,
        .taper_from = 1,
        .taper_end = 1,
        .stay_cv = q->cv,
        .wait_target_h = q->target_h,
    };

    for (int v = 0; v < N_SERVICES; v++) {
        p.session_kwh[v] = QUEUE_KW * q->session_h;
        p.session_cv[v] = q->cv;
        p.end_charge[v] = 1;
    }
    for (int l = 0; l < N_LAYERS; l++)
        p.stay_h[l] = q->session_h;
    return p;
}

struct operation_input *queue_input(const struct queue_scene *q)
{
    int n = q->n_pools > 0 ? q->n_pools : 1;
    struct operation_input *in = queue_room(1, 1, n, n, n);

    in->params = params_of(q);
    in->seed = q->seed;
    in->stream[0] = (struct operation_stream){.service = q->service,
                                              .per_day = {[NIGHT] = q->per_hour * DAY_HOURS}};
    in->n_profile = DAY_HOURS;
    for (int v = 0; v < N_SERVICES; v++)
        for (int l = 0; l < N_LAYERS; l++)
            for (int h = 0; h < DAY_HOURS; h++)
                in->profile[v][l][h] = 1.0 / DAY_HOURS;
    for (int k = 0; k < n; k++) {
        in->place[k] = (struct operation_place){
            .site = k, .limit_kw = q->limit_kw > 0 ? q->limit_kw : INFINITY};
        in->pool[k] = (struct operation_pool){.site = k,
                                              .service = q->service,
                                              .first_group = k,
                                              .n_groups = 1,
                                              .n_outlets = q->outlets,
                                              .session_h = q->session_h,
                                              .place = k};
        in->group[k] =
            (struct operation_group){.site = k,
                                     .pool = k,
                                     .n_outlets = q->outlets,
                                     .outlets_of_charger = 1,
                                     .charger_kw = QUEUE_KW,
                                     .mean_share = 1,
                                     .availability = q->availability > 0 ? q->availability : 1};
        in->reach[q->service].pool[k] = k;
    }
    in->reach[q->service].start[1] = n;
    return in;
}

void queue_free(struct operation_input *in)
{
    operation_input_clear(in);
    free(in);
}

struct tally *queue_run(const struct operation_input *in, int replication)
{
    struct tally *t = NULL;
    struct error err = {.code = ERR_OK};

    if (tally_create(&t, in, &err) != ERR_OK ||
        operation_replicate(in, replication, t, &err) != ERR_OK)
        fail_msg("%s", err.text);
    return t;
}

static void add_pool(struct queue_totals *sum, const struct tally *t,
                     const struct operation_input *in, int k)
{
    const struct operation_pool *pool = &in->pool[k];

    for (int h = 0; h < N_HOURS; h++) {
        const struct tally_hour *hour = &t->hour[(size_t)k * N_HOURS + (size_t)h];

        sum->all.arrivals += hour->arrivals;
        sum->all.starts += hour->starts;
        sum->all.moved_on += hour->moved_on;
        sum->all.gave_up += hour->gave_up;
        sum->all.missed += hour->missed;
        sum->all.wait_h += hour->wait_h;
        sum->all.queue_h += hour->queue_h;
        sum->all.kwh += hour->kwh;
        for (int g = pool->first_group; g < pool->first_group + pool->n_groups; g++)
            sum->busy_h += t->busy_h[(size_t)g * N_HOURS + (size_t)h];
    }
    for (int g = pool->first_group; g < pool->first_group + pool->n_groups; g++)
        sum->down_h += t->down_h[g];
    if (t->wait_row[k] >= 0) sum->no_wait += t->wait_fine[t->wait_row[k] * WAIT_FINE_BINS];
}

struct queue_totals queue_totals(const struct tally *t, const struct operation_input *in,
                                 int pool)
{
    struct queue_totals sum = {.busy_h = 0};

    for (int k = 0; k < in->n_pools; k++)
        if (pool < 0 || k == pool) add_pool(&sum, t, in, k);
    return sum;
}

void queue_add(struct queue_sample *s, double x)
{
    double from = x - s->mean;

    s->mean += from / ++s->n;
    s->squares += from * (x - s->mean);
}

double queue_error(const struct queue_sample *s)
{
    return sqrt(s->squares / (s->n - 1) / s->n);
}

void queue_agrees(const char *what, const struct queue_sample *s, double exact, double power)
{
    double error = queue_error(s);

    if (fabs(s->mean - exact) <= QUEUE_Z * error && error <= power * exact) return;
    fail_msg("%s: %.6g, exactly %.6g; %.1f standard errors of %.2f %% (at most %.2f %%)", what,
             s->mean, exact, (s->mean - exact) / error, 100 * error / exact, 100 * power);
}
