/* network.c - what stands at every site, who is served and what it costs; see network.h. */
#include "model/network.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "model/nearest.h"

bool network_serves_public(const struct city *city, int site)
{
    enum site_access access = city->site[site].access;

    return access == ACCESS_PUBLIC || access == ACCESS_OPENED;
}

enum err network_keep_rule(struct network *n, struct error *err)
{
    size_t n_sites = (size_t)n->n_sites + 1;

    if (n->by_rule == NULL) n->by_rule = calloc(n_sites * (size_t)n->n_kinds + 1, sizeof(int));
    if (n->kept_bays == NULL) n->kept_bays = calloc(n_sites, sizeof(double));
    return n->by_rule == NULL || n->kept_bays == NULL
               ? error_nomem(err, "the chargers by building rule")
               : ERR_OK;
}

int network_by_rule(const struct network *n, int site, int kind)
{
    return n->by_rule != NULL ? n->by_rule[site * n->n_kinds + kind] : 0;
}

struct site_room network_room(const struct scenario *s, const struct city *city,
                              const struct network *n, int site)
{
    struct site_room room = {city->site[site].bays, city->site[site].power_kw};

    if (n->kept_bays != NULL) room.bays -= n->kept_bays[site];
    for (int k = 0; k < n->n_kinds; k++) {
        int here = n->n_chargers[site * n->n_kinds + k];

        room.bays -= here * s->kind[k].bays;
        room.kw -= (here - network_by_rule(n, site, k)) * s->kind[k].power_kw;
    }
    return room;
}

bool network_is_there(const struct city *city, int site, int year)
{
    return city->site[site].opens_year <= year;
}

static bool allocate(struct network *n)
{
    size_t n_sites = (size_t)n->n_sites + 1, n_zones = (size_t)n->n_zones + 1;
    bool fine;

    n->open = calloc(n_sites, sizeof(bool));
    n->n_chargers = calloc(n_sites * (size_t)n->n_kinds + 1, sizeof(int));
    n->opened_year = calloc(n_sites, sizeof(int));
    n->power_share = calloc((size_t)n->n_kinds + 1, sizeof(double));
    n->rule_distance_m = calloc(n_zones, sizeof(double));
    fine = n->open && n->n_chargers && n->opened_year && n->power_share && n->rule_distance_m;
    for (int k = 0; k < n->n_kinds && fine; k++)
        n->power_share[k] = 1;
    for (int v = 0; v < N_SERVICES; v++) {
        n->served_kwh[v] = calloc(n_zones, sizeof(double));
        n->full_kwh[v] = calloc(n_zones, sizeof(double));
        n->out_kwh[v] = calloc(n_zones, sizeof(double));
        n->load[v] = calloc(n_sites, sizeof(double));
        n->site_kwh[v] = calloc(n_sites, sizeof(double));
        n->p_miss[v] = calloc(n_sites, sizeof(double));
        fine = fine && n->served_kwh[v] && n->full_kwh[v] && n->out_kwh[v] && n->load[v] &&
               n->site_kwh[v] && n->p_miss[v];
    }
    return fine;
}

enum err network_create(struct network **out, const struct scenario *s, const struct city *city,
                        int year_index, const struct network *before, struct error *err)
{
    struct network *n = calloc(1, sizeof(*n));

    if (n == NULL) return error_nomem(err, "a network");
    n->year_index = year_index;
    n->n_sites = city->n_sites;
    n->n_zones = city->n_zones;
    n->n_kinds = s->n_kinds;
    if (!allocate(n)) {
        network_free(n);
        return error_nomem(err, "a network");
    }
    if (before != NULL && before->by_rule != NULL) {
        enum err code = network_keep_rule(n, err);

        if (code != ERR_OK) {
            network_free(n);
            return code;
        }
        memcpy(n->by_rule, before->by_rule,
               (size_t)n->n_sites * (size_t)n->n_kinds * sizeof(int));
        memcpy(n->kept_bays, before->kept_bays, (size_t)n->n_sites * sizeof(double));
    }
    for (int i = 0; i < n->n_sites; i++) {
        int *here = &n->n_chargers[i * n->n_kinds];

        if (before != NULL) {
            memcpy(here, &before->n_chargers[i * n->n_kinds], (size_t)n->n_kinds * sizeof(int));
            n->open[i] = before->open[i];
            n->opened_year[i] = before->opened_year[i];
        } else if (city->site[i].status == SITE_EXISTING) {
            memcpy(here, city->site[i].n_chargers, (size_t)n->n_kinds * sizeof(int));
            n->open[i] = network_count(s, n, i).chargers > 0;
        }
    }
    *out = n;
    return ERR_OK;
}

void network_free(struct network *n)
{
    if (n == NULL) return;
    free(n->open);
    free(n->n_chargers);
    free(n->opened_year);
    free(n->power_share);
    free(n->by_rule);
    free(n->kept_bays);
    free(n->rule_distance_m);
    for (int v = 0; v < N_SERVICES; v++) {
        free(n->served[v].zone);
        free(n->served[v].site);
        free(n->served[v].share);
        free(n->served_kwh[v]);
        free(n->full_kwh[v]);
        free(n->out_kwh[v]);
        free(n->load[v]);
        free(n->site_kwh[v]);
        free(n->p_miss[v]);
    }
    free(n);
}

struct site_count network_count(const struct scenario *s, const struct network *n, int site)
{
    struct site_count c = {.chargers = 0};
    double bays = 0;

    for (int k = 0; k < n->n_kinds; k++) {
        const struct kind *kind = &s->kind[k];
        int here = n->n_chargers[site * n->n_kinds + k];

        c.chargers += here;
        c.outlets += here * kind->outlets;
        c.kw += here * kind->power_kw;
        bays += here * kind->bays;
        c.service_chargers[kind->system] += here;
        c.service_outlets[kind->system] += here * kind->outlets;
        c.service_kw[kind->system] += here * kind->power_kw;
    }
    c.fast_chargers = c.service_chargers[FAST];
    c.bays = (int)ceil(bays - 1e-9);
    return c;
}

bool network_is_station(const struct scenario *s, const struct network *n, int site)
{
    struct site_count c = network_count(s, n, site);

    return c.chargers >= s->sizing.station_min && c.fast_chargers >= 1;
}

struct money network_money(const struct scenario *s, const struct city *city,
                           const struct network *before, const struct network *after)
{
    struct money m = {.fixed = 0};

    for (int i = 0; i < after->n_sites; i++) {
        if (after->open[i] && !before->open[i]) m.fixed += city->site[i].fixed_cost;
        for (int k = 0; k < after->n_kinds; k++) {
            int more = after->n_chargers[i * after->n_kinds + k] -
                       before->n_chargers[i * after->n_kinds + k];

            m.chargers[s->kind[k].system] += more * s->kind[k].capital;
            m.om_per_year += more * s->kind[k].om_per_year;
        }
    }
    m.total = m.fixed + m.chargers[FAST] + m.chargers[SLOW];
    return m;
}

enum err network_site_zones(const struct city *city, int zone[], struct error *err)
{
    struct points zones = city_zones(city), sites = city_sites(city);
    struct nearest *nearest = NULL;

    TRY(nearest_create(&nearest, &zones, NULL, err));
    for (int i = 0; i < city->n_sites; i++)
        zone[i] = nearest_find(nearest, &sites, i, NULL);
    nearest_free(nearest);
    return ERR_OK;
}

/* Straight line from every zone to the nearest open public site. */
static enum err fill_rule_distance(struct network *n, const struct city *city,
                                   struct error *err)
{
    struct points zones = city_zones(city), sites = city_sites(city);
    struct nearest *nearest = NULL;
    bool *take = calloc((size_t)n->n_sites + 1, sizeof(bool));
    enum err code;

    if (take == NULL) return error_nomem(err, "the distances of the core rule");
    for (int i = 0; i < n->n_sites; i++)
        take[i] = n->open[i] && network_serves_public(city, i);
    code = nearest_create(&nearest, &sites, take, err);
    for (int z = 0; z < n->n_zones && code == ERR_OK; z++)
        nearest_find(nearest, &zones, z, &n->rule_distance_m[z]);
    nearest_free(nearest);
    free(take);
    return code;
}

/* Adds what the zones bring to the hours of their sites; fills served_kwh and site_kwh. */
static void add_served(struct network *n, enum service v, const struct demand *demand,
                       double hours[])
{
    const struct assignment *a = &n->served[v];
    double load[N_HOURS] = {0};
    int n_hours = demand->hours.n;

    memset(n->served_kwh[v], 0, (size_t)n->n_zones * sizeof(double));
    memset(n->site_kwh[v], 0, (size_t)n->n_sites * sizeof(double));
    for (int k = 0; k < a->n; k++) {
        int z = a->zone[k], i = a->site[k];
        double kwh = demand_kwh(demand, v, n->year_index, z) * a->share[k];

        if (k == 0 || z != a->zone[k - 1]) demand_load(demand, v, n->year_index, z, load);
        n->served_kwh[v][z] += kwh;
        n->site_kwh[v][i] += kwh;
        for (int h = 0; h < n_hours; h++)
            hours[i * n_hours + h] += load[h] * a->share[k];
    }
}

/* What is not served is full where an open site with outlets of the service is in reach. */
static void split_rest(struct network *n, enum service v, const struct city *city,
                       const struct demand *demand, const struct reach *reach,
                       const bool has_outlets[])
{
    for (int z = 0; z < n->n_zones; z++) {
        double kwh = demand_kwh(demand, v, n->year_index, z);
        double rest = kwh - n->served_kwh[v][z];
        bool near = false;

        assert(rest >= -1e-9 * kwh);
        if (rest < 1e-12 * kwh) rest = 0; /* rounding of shares that add up to 1 */
        for (int k = reach->row_start[z]; k < reach->row_start[z + 1] && !near; k++)
            near = has_outlets[reach->site[k]] && network_serves_public(city, reach->site[k]);
        n->full_kwh[v][z] = near ? rest : 0;
        n->out_kwh[v][z] = near ? 0 : rest;
    }
}

static void fill_sites(struct network *n, enum service v, const struct scenario *s,
                       const struct demand *demand, const double hours[])
{
    int n_hours = demand->hours.n;

    for (int i = 0; i < n->n_sites; i++) {
        double largest = 0;

        for (int h = 0; h < n_hours; h++)
            largest = fmax(largest, hours[i * n_hours + h]);
        n->load[v][i] = largest;
        n->p_miss[v][i] =
            sizing_p_miss(s, n->power_share, v, &n->n_chargers[i * n->n_kinds], largest);
    }
}

enum err network_evaluate(struct network *n, const struct scenario *s, const struct city *city,
                          const struct demand *demand,
                          const struct reach *const reach[N_SERVICES], struct error *err)
{
    size_t n_sites = (size_t)n->n_sites + 1, n_hours = (size_t)demand->hours.n;
    double *hours = malloc(n_sites * n_hours * sizeof(double));
    bool *has_outlets = calloc(n_sites, sizeof(bool));
    enum err code = ERR_OK;

    if (hours == NULL || has_outlets == NULL) {
        code = error_nomem(err, "the loads of the sites");
        goto done;
    }
    for (int k = 0; k < n->n_kinds; k++)
        n->power_share[k] = demand_power(demand, n->year_index)[k];
    for (int k = 0; k < N_SERVICES; k++) {
        enum service v = (enum service)k;

        memset(hours, 0, n_sites * n_hours * sizeof(double));
        for (int i = 0; i < n->n_sites; i++)
            has_outlets[i] = n->open[i] && network_count(s, n, i).service_outlets[v] > 0;
        add_served(n, v, demand, hours);
        split_rest(n, v, city, demand, reach[v], has_outlets);
        fill_sites(n, v, s, demand, hours);
    }
    code = fill_rule_distance(n, city, err);
done:
    free(hours);
    free(has_outlets);
    return code;
}
