/* use_json.c - see use_json.h. */
#include "output/use_json.h"

static void put(struct json *j, const char *key, double value, int decimals)
{
    json_number(j, key, use_rounded(value, decimals));
}

static void put_figure(struct json *j, const char *key, const struct operation_figure *f,
                       int decimals)
{
    json_open(j, key, '{');
    put(j, "mean", f->mean, decimals);
    put(j, "half_width_95", f->half_width, decimals);
    json_close(j, '}');
}

/* Drivers from the start of the warm-up to the end, all replications together. */
static void put_balance(const struct tally_balance *b, struct json *j)
{
    json_open(j, "balance", '{');
    json_number(j, "appeared", b->appeared);
    json_number(j, "out_of_reach", b->out);
    json_number(j, "no_place", b->no_place);
    json_number(j, "gave_up", b->gave_up);
    json_number(j, "finished", b->finished);
    json_number(j, "under_way", b->inside);
    put(j, "wanted_kwh", b->wanted_kwh, 1);
    put(j, "given_kwh", b->given_kwh, 1);
    json_close(j, '}');
}

void use_json_members(const struct run *run, int k, struct json *j)
{
    /* the rule that was followed, which simulation.choice: auto leaves to the network */
    static const char *const choice[] = {
        [CHOICE_PLAN] = "plan", [CHOICE_NEAREST] = "nearest", [CHOICE_LOGIT] = "logit"};
    const struct operation *o = use_of(run, k);
    int n_growing[N_SERVICES] = {0};

    for (int p = 0; p < o->input->n_pools; p++)
        n_growing[o->input->pool[p].service] += o->pool[p].grows;
    json_integer(j, "replications", o->n_replications);
    json_integer(j, "replications_limit", o->n_limit);
    json_text(j, "choice", choice[o->input->params.choice]);
    json_number(j, "half_width_asked", o->half_width_asked);
    json_flag(j, "met", o->met);
    json_flag(j, "partial", o->partial);
    for (enum service v = FAST; v < N_SERVICES; v++) {
        json_open(j, scenario_service_word(v), '{');
        put(j, "half_width_reached", o->half_width[v], use_decimals(OPERATION_MISSED));
        if (v == FAST)
            json_integer(j, "stations_that_grow", n_growing[v]); /* slow do not queue */
        for (int what = 0; what < N_OPERATION_FIGURES; what++)
            put_figure(j, operation_figure_name(what), &o->figure[v][what], use_decimals(what));
        put_balance(&o->sum->balance[v], j);
        json_close(j, '}');
    }
}

void use_json(const struct run *run, int k, struct json *j)
{
    json_open(j, "simulation", '{');
    use_json_members(run, k, j);
    json_close(j, '}');
}

static void put_station(const struct run *run, const struct digest *d,
                        const struct operation *o, int pool, struct json *j)
{
    const struct operation_pool *p = &o->input->pool[pool];
    const struct operation_pool_result *result = &o->pool[pool];
    static const char *const wait[N_USE_WAITS] = {"wait_p50_min", "wait_p90_min",
                                                  "wait_p95_min"};
    struct use_rates day = use_a_day(o, pool);

    json_open(j, NULL, '{');
    json_text(j, "id", run->city->site[p->site].id);
    json_text(j, "district", run->city->district_name[digest_district(run, d, p->site)]);
    json_text(j, "system", scenario_service_word(p->service));
    json_integer(j, "outlets", p->n_outlets);
    put(j, "arrivals_per_day", day.arrivals, 2);
    put(j, "starts_per_day", day.starts, 2);
    put(j, "moved_on_per_day", day.moved_on, 2);
    put(j, "gave_up_per_day", day.gave_up, 2);
    put_figure(j, "wait_mean_min", &result->wait_min, 2);
    for (int k = 0; k < N_USE_WAITS; k++)
        put(j, wait[k], day.wait_p_min[k], 2);
    put_figure(j, "missed_share", &result->missed_share, 4);
    put_figure(j, "utilisation", &result->utilisation, 4);
    put(j, "kwh_per_day", day.kwh, 1);
    put(j, "site_peak_kw", use_peak_kw(o, p->place), 1);
    put(j, "site_largest_kw", o->sum->largest_kw[p->place], 1);
    put(j, "offered_outlets", result->offered, 2);
    put(j, "working_outlets", result->working, 2);
    json_flag(j, "grows", result->grows);
    put(j, "queue_end", result->queue_end, 2);
    json_close(j, '}');
}

void use_json_stations(const struct run *run, const struct digest *d, int k, struct json *j)
{
    const struct operation *o = use_of(run, k);

    json_open(j, "stations", '[');
    for (int p = 0; p < o->input->n_pools; p++)
        put_station(run, d, o, p, j);
    json_close(j, ']');
}
