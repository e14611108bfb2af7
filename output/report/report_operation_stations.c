/* report_operation_stations.c - the most burdened stations, and use by size and by district. */
#include <math.h>
#include <stdlib.h>

#include "output/report/report_operation.h"

enum { LISTED = 20, WORDS = 96 };

/* ---- the most burdened ---- */

struct burden {
    int pool;
    bool grows;
    double over;   /* outlets asked for over those that work */
    double missed; /* drivers a day */
};

static int by_burden(const void *a, const void *b)
{
    const struct burden *x = a, *y = b;

    if (x->grows != y->grows) return y->grows - x->grows;
    if (x->grows && x->over != y->over) return x->over < y->over ? 1 : -1;
    if (x->missed != y->missed) return x->missed < y->missed ? 1 : -1;
    return x->pool - y->pool;
}

/* "14.2 outlets asked for, 11.6 work: the queue grows", or the hour in which it is fullest. */
static void cause(const struct report *r, const struct operation *o, int pool)
{
    const struct operation_pool_result *result = &o->pool[pool];
    char text[2 * WORDS], first[WORDS], second[WORDS], from[16], to[16];
    double taken;
    int hour;

    if (result->grows) {
        messages_number(first, sizeof first, r->h->language, result->offered, 1);
        messages_number(second, sizeof second, r->h->language, result->working, 1);
        messages_fill(text, sizeof text, r->h->language, MSG_SIM_WHY_QUEUE, first, second,
                      NULL);
    } else {
        hour = use_busiest(o, pool, &taken);
        snprintf(from, sizeof from, "%d:00", hour);
        snprintf(to, sizeof to, "%d:00", hour + 1);
        messages_fill(first, sizeof first, r->h->language, MSG_HOURS_OF_DAY, from, to, NULL);
        messages_share(second, sizeof second, r->h->language, taken);
        messages_fill(text, sizeof text, r->h->language, MSG_SIM_WHY_HOUR, first, second, NULL);
    }
    html_cell(r->h, text);
}

/* Do the zones tell of districts? Else their column would be empty. */
static bool has_districts(const struct report *r)
{
    for (int d = 0; d < r->run->city->n_districts; d++)
        if (r->run->city->district_name[d][0] != '\0') return true;
    return false;
}

static void burden_row(const struct report *r, const struct operation *o, int pool)
{
    const struct operation_pool *p = &o->input->pool[pool];
    const struct operation_pool_result *result = &o->pool[pool];
    struct use_rates day = use_a_day(o, pool);

    html_row(r->h);
    html_head_cell(r->h, r->run->city->site[p->site].name);
    if (has_districts(r))
        html_cell(r->h,
                  r->run->city->district_name[digest_district(r->run, r->digest, p->site)]);
    html_cell(r->h, report_operation_service(r, p->service));
    cause(r, o, pool);
    html_number(r->h, p->n_outlets, 0);
    html_number(r->h, day.arrivals, 1);
    html_share(r->h, result->missed_share.mean);
    html_number(r->h, result->wait_min.mean, 1);
    html_number(r->h, day.wait_p_min[1], 1);
    html_share(r->h, result->utilisation.mean);
    html_number(r->h, result->offered, 1);
    html_number(r->h, result->working, 1);
    html_row_end(r->h);
}

/* How many stations need more outlets than they have: by what sizing aims at. */
static void over_target(const struct report *r, const struct operation *o)
{
    const struct sizing_params *s = &r->run->scenario->sizing;
    const double target[N_SERVICES] = {[FAST] = s->wait_share, [SLOW] = s->blocked_share};
    int n[N_SERVICES] = {0}, over[N_SERVICES] = {0};
    char text[N_SERVICES][3][WORDS];

    for (int p = 0; p < o->input->n_pools; p++) {
        enum service v = o->input->pool[p].service;

        n[v]++;
        over[v] += o->pool[p].grows || o->pool[p].missed_share.mean > target[v];
    }
    for (enum service v = FAST; v < N_SERVICES; v++) {
        messages_number(text[v][0], WORDS, r->h->language, over[v], 0);
        messages_number(text[v][1], WORDS, r->h->language, n[v], 0);
        messages_share(text[v][2], WORDS, r->h->language, target[v]);
    }
    html_say(r->h, "", MSG_SIM_OVER_TARGET, text[FAST][0], text[FAST][1], text[FAST][2],
             text[SLOW][0], text[SLOW][1], text[SLOW][2], NULL);
}

static void burdened(const struct report *r, const struct operation *o,
                     const struct burden burden[], int n)
{
    static const enum message all_heads[] = {
        MSG_REP_SITE,     MSG_REP_DISTRICT,    MSG_REP_SYSTEM,  MSG_SIM_WHY,
        MSG_REP_OUTLETS,  MSG_SIM_COME,        MSG_SIM_MISSED,  MSG_SIM_WAIT,
        MSG_SIM_WAIT_P90, MSG_SIM_UTILISATION, MSG_SIM_OFFERED, MSG_SIM_WORKING,
        N_MESSAGES};
    bool districts = has_districts(r);
    enum message heads[sizeof all_heads / sizeof all_heads[0]];
    int n_heads = 0;
    int listed = n < LISTED ? n : LISTED;
    char year[16], shown[WORDS], all[WORDS];

    html_heading(r->h, 3, MSG_SIM_BURDENED_HEAD);
    over_target(r, o);
    for (size_t k = 0; k < sizeof all_heads / sizeof all_heads[0]; k++)
        if (districts || all_heads[k] != MSG_REP_DISTRICT) heads[n_heads++] = all_heads[k];
    html_site_table(r->h, MSG_SIM_BURDENED, heads, 3 + districts);
    for (int k = 0; k < listed; k++)
        burden_row(r, o, burden[k].pool);
    html_table_end(r->h);
    messages_number(shown, sizeof shown, r->h->language, listed, 0);
    messages_number(all, sizeof all, r->h->language, n, 0);
    html_say(r->h, "note", MSG_SIM_BURDENED_ARE, report_operation_year(r, o, year), shown, all,
             NULL);
}

enum err report_operation_stations(const struct report *r, const struct operation *o,
                                   struct error *err)
{
    struct burden *burden = calloc((size_t)o->input->n_pools + 1, sizeof *burden);
    int n = 0;

    if (burden == NULL) return error_nomem(err, "the report");
    for (int p = 0; p < o->input->n_pools; p++) {
        struct use_rates day = use_a_day(o, p);

        if (day.missed > 0 || o->pool[p].grows)
            burden[n++] = (struct burden){p, o->pool[p].grows,
                                          o->pool[p].offered / o->pool[p].working, day.missed};
    }
    qsort(burden, (size_t)n, sizeof *burden, by_burden);
    if (n > 0) burdened(r, o, burden, n);
    free(burden);
    return ERR_OK;
}

/* ---- classes of stations ---- */

struct class_sum {
    int n, n_outlets;
    double arrivals, done, missed, kwh, taken; /* a day; who started or left; outlets taken */
};

static void add(struct class_sum *sum, const struct operation *o, int pool)
{
    struct use_rates day = use_a_day(o, pool);
    double done = day.starts + day.moved_on + day.gave_up;
    double missed = o->pool[pool].missed_share.mean;
    int n_outlets = o->input->pool[pool].n_outlets;

    sum->n++;
    sum->n_outlets += n_outlets;
    sum->arrivals += day.arrivals;
    sum->kwh += day.kwh;
    if (isfinite(missed)) { /* as the stations' own table tells it */
        sum->done += done;
        sum->missed += done * missed;
    }
    if (isfinite(day.utilisation)) sum->taken += day.utilisation * n_outlets;
}

static void class_row(const struct report *r, const char *name, enum service v,
                      const struct class_sum *sum)
{
    if (sum->n == 0) return;
    html_row(r->h);
    html_head_cell(r->h, name);
    html_cell(r->h, report_operation_service(r, v));
    html_number(r->h, sum->n, 0);
    html_number(r->h, sum->n_outlets, 0);
    html_number(r->h, sum->arrivals, 0);
    html_share(r->h, sum->done > 0 ? sum->missed / sum->done : (double)NAN);
    html_share(r->h, sum->taken / sum->n_outlets);
    html_number(r->h, sum->kwh / sum->n_outlets, 1);
    html_row_end(r->h);
}

static void open_classes(const struct report *r, enum message caption, enum message first)
{
    const enum message heads[] = {
        first,          MSG_REP_SYSTEM,      MSG_SIM_N_STATIONS, MSG_REP_OUTLETS, MSG_SIM_COME,
        MSG_SIM_MISSED, MSG_SIM_UTILISATION, MSG_SIM_KWH_OUTLET, N_MESSAGES};

    html_table(r->h, caption, heads, 2);
}

static const int size_from[] = {1, 5, 10, 20, 50};
enum { N_SIZES = sizeof size_from / sizeof size_from[0] };

static int size_of(int n_outlets)
{
    int class = 0;

    while (class + 1 < N_SIZES && n_outlets >= size_from[class + 1])
        class ++;
    return class;
}

static void by_size(const struct report *r, const struct operation *o)
{
    char name[WORDS], low[16], high[16];

    open_classes(r, MSG_SIM_BY_SIZE, MSG_SIM_SIZE);
    for (enum service v = FAST; v < N_SERVICES; v++)
        for (int class = 0; class < N_SIZES; class ++) {
            struct class_sum sum = {0};

            for (int p = 0; p < o->input->n_pools; p++)
                if (o->input->pool[p].service == v &&
                    size_of(o->input->pool[p].n_outlets) == class)
                    add(&sum, o, p);
            snprintf(low, sizeof low, "%d", size_from[class]);
            snprintf(high, sizeof high, "%d",
                     class + 1 < N_SIZES ? size_from[class + 1] - 1 : 0);
            if (class + 1 < N_SIZES)
                messages_fill(name, sizeof name, r->h->language, MSG_SIM_SIZE_TO, low, high,
                              NULL);
            else
                messages_fill(name, sizeof name, r->h->language, MSG_SIM_SIZE_FROM, low, NULL);
            class_row(r, name, v, &sum);
        }
    html_table_end(r->h);
}

static void by_district(const struct report *r, const struct operation *o)
{
    const struct city *city = r->run->city;

    if (city->n_districts < 2) return;
    open_classes(r, MSG_SIM_BY_DISTRICT, MSG_REP_DISTRICT);
    for (int d = 0; d < city->n_districts; d++)
        for (enum service v = FAST; v < N_SERVICES; v++) {
            struct class_sum sum = {0};

            for (int p = 0; p < o->input->n_pools; p++)
                if (o->input->pool[p].service == v &&
                    digest_district(r->run, r->digest, o->input->pool[p].site) == d)
                    add(&sum, o, p);
            class_row(r, city->district_name[d], v, &sum);
        }
    html_table_end(r->h);
}

void report_operation_classes(const struct report *r, const struct operation *o)
{
    if (o->input->n_pools == 0) return;
    by_size(r, o);
    by_district(r, o);
}
