/* serve_case.c - makes the problem of one phase from scenario, city and the network before it.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "model/serve/serve.h"

enum { SIZES_MOST = 20000000 }; /* some 2 GB with what is made from them */

struct serve_case {
    struct serve_input in;
    double *kwh[N_SERVICES], *load[N_SERVICES];
    enum site_status *status;
    int *size_start;
    struct serve_size *size;
    int n_sizes, n_allocated;
};

/* What the sizes of one site are made from. */
struct menu {
    const struct scenario *s;
    const double *power_share; /* [n_kinds] of the year */
    int kind[N_SERVICES];      /* the new kind of each service, -1: none */
    int *chargers;             /* scratch [n_kinds] */
    double *cache[N_SERVICES]; /* capacity of n chargers of that kind; NAN: not known yet */
    int n_cache;
};

void serve_case_free(struct serve_case *c)
{
    if (!c) return;
    for (enum service v = FAST; v < N_SERVICES; v++) {
        free(c->kwh[v]);
        free(c->load[v]);
    }
    free(c->status);
    free(c->size_start);
    free(c->size);
    free(c);
}

const struct serve_input *serve_case_input(const struct serve_case *c)
{
    return &c->in;
}

static double capacity(struct menu *m, enum service v, const int base[], int n_new)
{
    int kind = m->kind[v], n = n_new + (kind < 0 ? 0 : base[kind]);
    bool alone = true; /* no other kind of the service */
    double c;

    for (int k = 0; k < m->s->n_kinds; k++)
        alone = alone && (k == kind || base[k] == 0 || (enum service)m->s->kind[k].system != v);
    if (alone && kind < 0) return 0;
    if (alone && n < m->n_cache && !isnan(m->cache[v][n])) return m->cache[v][n];
    memcpy(m->chargers, base, (size_t)m->s->n_kinds * sizeof *base);
    if (kind >= 0) m->chargers[kind] = n;
    c = sizing_capacity(m->s, m->power_share, v, m->chargers);
    if (alone && n < m->n_cache) m->cache[v][n] = c;
    return c;
}

static enum err add_size(struct serve_case *c, struct serve_size size, struct error *err)
{
    if (c->n_sizes >= SIZES_MOST)
        return error_set(
            err, ERR_DATA,
            "the sites allow more than %d sizes of stations; give them fewer bays or "
            "less power",
            SIZES_MOST);
    if (c->n_sizes == c->n_allocated) {
        int n = c->n_allocated ? 2 * c->n_allocated : 4096;
        struct serve_size *more = realloc(c->size, (size_t)n * sizeof *more);

        if (!more) return error_nomem(err, "the sizes of rule_then_serve");
        c->size = more;
        c->n_allocated = n;
    }
    c->size[c->n_sizes++] = size;
    return ERR_OK;
}

/* How many new chargers of a service fit beside what stands, and are of any use: more than the
 * demand in reach takes is never needed. */
static int most_chargers(struct menu *m, enum service v, const int base[], double bays,
                         double power_kw, double reach_load)
{
    int kind = m->kind[v], n = 0;

    if (kind < 0) return 0;
    while ((n + 1) * m->s->kind[kind].bays <= bays + 1e-9 &&
           (n + 1) * m->s->kind[kind].power_kw <= power_kw + 1e-9 &&
           capacity(m, v, base, n) < reach_load)
        n++;
    return n;
}

/* The sizes of a site: all numbers of new fast and slow chargers within bays and power that
 * make a station (station_min chargers, one of them fast where the scenario has a fast kind).
 */
static enum err add_sizes(struct serve_case *c, struct menu *m, const struct site *site,
                          const int base[], bool open, struct site_room room,
                          const double reach_load[N_SERVICES], struct error *err)
{
    const struct scenario *s = m->s;
    double bays = room.bays, power_kw = room.kw;
    int standing = 0, fast = 0, most[N_SERVICES], least;

    for (int k = 0; k < s->n_kinds; k++) {
        standing += base[k];
        fast += (enum service)s->kind[k].system == FAST ? base[k] : 0;
    }
    if (open)
        TRY(add_size(c,
                     (struct serve_size){
                         {0, 0}, 0, {capacity(m, FAST, base, 0), capacity(m, SLOW, base, 0)}},
                     err));
    least = s->sizing.station_min - standing;
    for (enum service v = FAST; v < N_SERVICES; v++)
        most[v] = most_chargers(m, v, base, bays, power_kw, reach_load[v]);
    if (m->kind[FAST] >= 0 &&
        most[FAST] < least) /* the smallest station, whatever the demand */
        most[FAST] = most_chargers(
            m, FAST, base, fmin(bays, least * s->kind[m->kind[FAST]].bays), power_kw, INFINITY);
    if (m->kind[SLOW] >= 0 && most[SLOW] < least)
        most[SLOW] = most_chargers(
            m, SLOW, base, fmin(bays, least * s->kind[m->kind[SLOW]].bays), power_kw, INFINITY);
    for (int f = 0; f <= most[FAST]; f++)
        for (int l = 0; l <= most[SLOW]; l++) {
            const struct kind *kf = m->kind[FAST] >= 0 ? &s->kind[m->kind[FAST]] : NULL;
            const struct kind *kl = m->kind[SLOW] >= 0 ? &s->kind[m->kind[SLOW]] : NULL;
            double need_bays = (kf ? f * kf->bays : 0) + (kl ? l * kl->bays : 0);
            double need_kw = (kf ? f * kf->power_kw : 0) + (kl ? l * kl->power_kw : 0);
            double cost = (kf ? f * kf->capital : 0) + (kl ? l * kl->capital : 0);

            if (f + l == 0 || f + l < least || (kf && fast + f == 0)) continue;
            if (need_bays > bays + 1e-9 || need_kw > power_kw + 1e-9) break;
            TRY(add_size(
                c,
                (struct serve_size){{f, l},
                                    cost + (open ? 0 : site->fixed_cost),
                                    {capacity(m, FAST, base, f), capacity(m, SLOW, base, l)}},
                err));
        }
    return ERR_OK;
}

/* Demand in reach of each site, by service: [n_sites]. */
static void reach_loads(const struct serve_input *in, enum service v, double *sum)
{
    for (int z = 0; z < in->n_zones; z++)
        for (int k = in->reach[v]->row_start[z]; k < in->reach[v]->row_start[z + 1]; k++)
            sum[in->reach[v]->site[k]] += in->load[v][z];
}

static enum err fill_sites(struct serve_case *c, struct menu *m, const struct city *city,
                           int year, const struct network *before,
                           double *const reach_load[N_SERVICES], struct error *err)
{
    for (int k = 0; k < city->n_sites; k++) {
        const struct site *site = &city->site[k];
        const int *base = before->n_chargers + (size_t)k * (size_t)before->n_kinds;
        const double load[N_SERVICES] = {reach_load[FAST][k], reach_load[SLOW][k]};
        bool open = before->open[k];

        c->size_start[k] = c->n_sizes;
        c->status[k] = open ? SITE_EXISTING : site->status;
        if (site->status == SITE_EXISTING || site->status == SITE_BY_RULE) {
            /* stands as it is; not extended */
            if (network_serves_public(city, k) && (open || site->status == SITE_EXISTING))
                TRY(add_size(
                    c,
                    (struct serve_size){
                        {0, 0}, 0, {capacity(m, FAST, base, 0), capacity(m, SLOW, base, 0)}},
                    err));
        } else if (site->status != SITE_FORBIDDEN && network_serves_public(city, k) &&
                   network_is_there(city, k, year)) {
            TRY(add_sizes(c, m, site, base, open, network_room(m->s, city, before, k), load,
                          err));
        }
    }
    c->size_start[city->n_sites] = c->n_sizes;
    return ERR_OK;
}

static enum err fill_case(struct serve_case *c, const struct scenario *s,
                          const struct city *city, const struct demand *demand, int year_index,
                          const struct network *before, struct error *err)
{
    enum { CACHE = 4096 };
    double *sum[N_SERVICES] = {NULL, NULL}, hours[N_HOURS];
    struct menu m = {.s = s, .power_share = demand_power(demand, year_index), .n_cache = CACHE};
    enum err code = ERR_OK;

    m.chargers = calloc((size_t)s->n_kinds + 1, sizeof *m.chargers);
    for (enum service v = FAST; v < N_SERVICES; v++) {
        m.kind[v] = sizing_new_kind(s, v);
        m.cache[v] = malloc(CACHE * sizeof *m.cache[v]);
        sum[v] = calloc((size_t)city->n_sites + 1, sizeof *sum[v]);
        for (int k = 0; m.cache[v] && k < CACHE; k++)
            m.cache[v][k] = NAN;
        for (int z = 0; z < city->n_zones; z++) {
            c->kwh[v][z] = demand_kwh(demand, v, year_index, z);
            c->load[v][z] = demand_load(demand, v, year_index, z, hours);
        }
    }
    if (!m.chargers || !m.cache[FAST] || !m.cache[SLOW] || !sum[FAST] || !sum[SLOW])
        code = error_nomem(err, "the sizes of rule_then_serve");
    for (enum service v = FAST; v < N_SERVICES && code == ERR_OK; v++)
        reach_loads(&c->in, v, sum[v]);
    if (code == ERR_OK)
        code = fill_sites(c, &m, city, s->study.years.year[year_index], before, sum, err);
    free(m.chargers);
    for (enum service v = FAST; v < N_SERVICES; v++) {
        free(m.cache[v]);
        free(sum[v]);
    }
    return code;
}

enum err serve_case_create(struct serve_case **out, const struct scenario *s,
                           const struct city *city, const struct demand *demand, int year_index,
                           const struct reach *const reach[N_SERVICES],
                           const struct reach *rule, const struct network *before,
                           double budget, struct error *err)
{
    struct serve_case *c = calloc(1, sizeof *c);
    size_t zones = (size_t)city->n_zones + 1, sites = (size_t)city->n_sites + 1;
    bool ok = c != NULL;
    enum err code;

    for (enum service v = FAST; v < N_SERVICES && ok; v++) {
        c->in.kwh[v] = c->kwh[v] = calloc(zones, sizeof *c->kwh[v]);
        c->in.load[v] = c->load[v] = calloc(zones, sizeof *c->load[v]);
        c->in.reach[v] = reach[v];
        ok = c->kwh[v] && c->load[v];
    }
    if (ok) {
        c->in.status = c->status = calloc(sites, sizeof *c->status);
        c->in.size_start = c->size_start = calloc(sites, sizeof *c->size_start);
        ok = c->status && c->size_start;
    }
    if (!ok) {
        serve_case_free(c);
        return error_nomem(err, "rule_then_serve");
    }
    c->in.n_zones = city->n_zones;
    c->in.n_sites = city->n_sites;
    c->in.rule = rule;
    c->in.budget = budget;
    c->in.currency = s->study.currency;
    c->in.limits = (struct placement_limits){.gap = s->placement.gap,
                                             .time_limit_s = s->placement.time_limit_s,
                                             .work_limit = s->placement.work_limit,
                                             .n_threads = 1};
    code = fill_case(c, s, city, demand, year_index, before, err);
    c->in.size = c->size;
    if (code != ERR_OK) {
        serve_case_free(c);
        return code;
    }
    *out = c;
    return ERR_OK;
}
