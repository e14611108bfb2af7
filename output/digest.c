/* digest.c - see digest.h. Cells and the local plane are in digest_place.c. */
#include "output/digest.h"

#include <math.h>
#include <stdlib.h>

#include "model/nearest.h"

const char *digest_state_name(enum zone_state state)
{
    static const char *const name[N_ZONE_STATES] = {"served", "full", "out"};

    return name[state];
}

static enum zone_state largest(const double part[N_ZONE_STATES])
{
    if (part[ZONE_OUT] > 0 && part[ZONE_OUT] >= part[ZONE_FULL] &&
        part[ZONE_OUT] >= part[ZONE_SERVED])
        return ZONE_OUT;
    return part[ZONE_FULL] > 0 && part[ZONE_FULL] >= part[ZONE_SERVED] ? ZONE_FULL
                                                                       : ZONE_SERVED;
}

enum zone_state digest_state_of(const struct network *n, enum service v, int zone)
{
    const double part[N_ZONE_STATES] = {n->served_kwh[v][zone], n->full_kwh[v][zone],
                                        n->out_kwh[v][zone]};

    return largest(part);
}

enum zone_state digest_state(const struct network *n, int zone)
{
    double part[N_ZONE_STATES] = {0};

    for (int v = 0; v < N_SERVICES; v++) {
        part[ZONE_SERVED] += n->served_kwh[v][zone];
        part[ZONE_FULL] += n->full_kwh[v][zone];
        part[ZONE_OUT] += n->out_kwh[v][zone];
    }
    return largest(part);
}

int digest_year(const struct run *run, const struct network *n)
{
    return run->scenario->study.years.year[n->year_index];
}

const struct network *digest_last(const struct run *run)
{
    return run->network[run->n_networks - 1];
}

int digest_district(const struct run *run, const struct digest *d, int site)
{
    int zone = d->site_zone[site];

    return zone < 0 ? 0 : run->city->district[zone];
}

bool digest_is_new(const struct network *n, int site)
{
    return n->open[site] && n->opened_year[site] > 0;
}

int digest_by_rule(const struct network *n, int site)
{
    int sum = 0;

    for (int k = 0; k < n->n_kinds; k++)
        sum += network_by_rule(n, site, k);
    return sum;
}

enum err digest_nearest(const struct run *run, const struct network *n, int site[],
                        struct error *err)
{
    struct points zones = city_zones(run->city), sites = city_sites(run->city);
    struct nearest *nearest = NULL;
    bool *take = calloc((size_t)run->city->n_sites + 1, sizeof *take);

    if (!take) return error_nomem(err, "the nearest sites");
    for (int s = 0; s < run->city->n_sites; s++)
        take[s] = n->open[s] && network_serves_public(run->city, s);

    enum err code = nearest_create(&nearest, &sites, take, err);

    for (int z = 0; z < run->city->n_zones && code == ERR_OK; z++)
        site[z] = nearest_find(nearest, &zones, z, NULL);
    nearest_free(nearest);
    free(take);
    return code;
}

struct energy digest_energy(const struct run *run, const struct network *n, enum service v,
                            int district)
{
    struct energy e = {0};

    for (int z = 0; z < run->city->n_zones; z++) {
        if (district >= 0 && run->city->district[z] != district) continue;
        e.demand += demand_kwh(run->demand, v, n->year_index, z);
        e.served += n->served_kwh[v][z];
        e.full += n->full_kwh[v][z];
        e.out += n->out_kwh[v][z];
    }
    return e;
}

struct digest_tally digest_tally(const struct run *run, const struct digest *d,
                                 const struct network *n, enum tally_of which, int district)
{
    struct digest_tally t = {0};

    for (int s = 0; s < run->city->n_sites; s++) {
        if (!n->open[s]) continue;
        if (which == TALLY_EXISTING && digest_is_new(n, s)) continue;
        if (which == TALLY_NEW && !digest_is_new(n, s)) continue;
        if (district >= 0 && digest_district(run, d, s) != district) continue;

        struct site_count c = network_count(run->scenario, n, s);

        if (network_is_station(run->scenario, n, s))
            t.stations++;
        else if (c.chargers > 0)
            t.dispersed_sites++;
        t.chargers += c.chargers;
        t.outlets += c.outlets;
        t.bays += c.bays;
        t.kw += c.kw;
        for (int v = 0; v < N_SERVICES; v++) {
            t.service_chargers[v] += c.service_chargers[v];
            t.service_outlets[v] += c.service_outlets[v];
            t.service_kw[v] += c.service_kw[v];
        }
    }
    return t;
}

double digest_rule_radius_m(const struct run *run)
{
    return run->scenario->access.rule_radius_core_km * 1000;
}

bool digest_covered(const struct run *run, const struct network *n, int zone)
{
    double radius = digest_rule_radius_m(run);
    double way = n->rule_distance_m[zone];

    return run->scenario->access.rule_strict ? way < radius : way <= radius + coverage_slack_m;
}

struct uncovered digest_uncovered(const struct run *run, const struct digest *d,
                                  const struct network *n)
{
    const struct city *city = run->city;
    struct uncovered u = {0};
    double night = 0, area = 0;

    for (int z = 0; z < city->n_zones; z++) {
        if (!city->core[z]) continue;

        double cell = d->cell_w[z] * d->cell_h[z];

        u.core_zones++;
        night += city->weight[NIGHT][z];
        area += cell;
        if (digest_covered(run, n, z)) continue;
        u.zones++;
        u.night_share += city->weight[NIGHT][z];
        u.area_share += cell;
    }
    u.night_share = night > 0 ? u.night_share / night : 0;
    u.area_share = area > 0 ? u.area_share / area : 0;
    return u;
}

double digest_fixed_cost(const struct run *run, const struct network *n, int site)
{
    return digest_is_new(n, site) ? run->city->site[site].fixed_cost : 0;
}

double digest_charger_cost(const struct run *run, const struct network *n, int site)
{
    double cost = 0;

    for (int k = 0; k < n->n_kinds; k++) {
        const struct network *today = run->network[0];
        int more = n->n_chargers[site * n->n_kinds + k] -
                   today->n_chargers[site * n->n_kinds + k] -
                   (network_by_rule(n, site, k) - network_by_rule(today, site, k));

        cost += more * run->scenario->kind[k].capital;
    }
    return cost;
}

double digest_served_share(const struct run *run, const struct network *n)
{
    struct energy fast = digest_energy(run, n, FAST, -1);
    struct energy slow = digest_energy(run, n, SLOW, -1);
    double demand = fast.demand + slow.demand;

    return demand > 0 ? (fast.served + slow.served) / demand : NAN;
}

double digest_bound_share(const struct run *run, const struct phase *phase)
{
    const struct network *n = run->network[phase->network];

    if (!phase->model || !phase->model->sizes_stations) return NAN;

    double demand = digest_energy(run, n, FAST, -1).demand;

    demand += digest_energy(run, n, SLOW, -1).demand;
    return demand > 0 ? phase->bound / demand : NAN;
}
