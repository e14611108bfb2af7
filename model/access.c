/* access.c - see access.h */
#include "model/access.h"

#include <math.h>
#include <stdlib.h>

#include "scenarios/csv.h"

enum access_by access_by(const struct scenario *scenario, enum service v)
{
    return scenario_access_by(scenario, v);
}

bool access_in_minutes(const struct scenario *scenario, enum service v)
{
    return scenario_in_minutes(scenario, v);
}

struct road_measure access_measure(const struct scenario *scenario, enum service v,
                                   bool minutes)
{
    const struct roads_params *p = &scenario->roads;
    struct road_measure m = {.minutes = minutes,
                             .from_site = v == FAST && p->direction == WAYS_FROM_SITE,
                             .kmh_factor = p->speed_factor,
                             .snap_kmh = p->snap_kmh};

    roads_speeds(scenario, m.kmh);
    for (int k = 0; k < N_ROAD_CLASSES; k++)
        m.kmh[k] *= p->speed_factor;
    return m;
}

/* Zones and sites joined to the streets of a service, and the streets measured. */
static enum err join_roads(struct access_service *a, const struct access *access,
                           enum service v, int n_threads, struct error *err)
{
    struct points zones = city_zones(access->city), sites = city_sites(access->city);
    struct road_measure measure = access_measure(access->scenario, v, a->minutes);

    a->graph = &access->city->roads->graph[v == FAST ? ROAD_CAR : ROAD_FOOT];
    TRY(road_snaps_create(&a->zones, a->graph, &zones, n_threads, err));
    TRY(road_snaps_create(&a->sites, a->graph, &sites, n_threads, err));
    return road_search_create(&a->search, a->graph, &measure, &a->zones, err);
}

enum err access_create(struct access **out, const struct scenario *scenario,
                       const struct city *city, int n_threads, struct error *err)
{
    struct access *access = calloc(1, sizeof *access);
    enum err code = ERR_OK;

    if (access == NULL) return error_nomem(err, "the ways");
    access->scenario = scenario;
    access->city = city;
    for (enum service v = FAST; v < N_SERVICES && code == ERR_OK; v++) {
        struct access_service *a = &access->service[v];

        a->by = access_by(scenario, v);
        a->minutes = access_in_minutes(scenario, v);
        if (a->by == ACCESS_BY_ROAD) code = join_roads(a, access, v, n_threads, err);
    }
    if (code != ERR_OK) {
        access_free(access);
        return code;
    }
    *out = access;
    return ERR_OK;
}

void access_free(struct access *access)
{
    if (access == NULL) return;
    for (enum service v = FAST; v < N_SERVICES; v++) {
        road_search_free(access->service[v].search);
        road_snaps_clear(&access->service[v].zones);
        road_snaps_clear(&access->service[v].sites);
    }
    free(access);
}

/* How many lie beyond the limit, and the farthest of them, the first of equal ones. */
static int count_far(const struct road_snaps *snaps, double limit_m, int *farthest)
{
    int n = 0;

    *farthest = -1;
    for (int k = 0; k < snaps->n; k++) {
        if (snaps->edge[k] < 0 || !(snaps->away_m[k] > limit_m)) continue;
        n++;
        if (*farthest < 0 || snaps->away_m[k] > snaps->away_m[*farthest]) *farthest = k;
    }
    return n;
}

enum err access_warn(const struct access *access, struct said **list, int *n, struct error *err)
{
    const struct city *city = access->city;
    double limit_m = access->scenario->roads.snap_limit_m;

    for (enum service v = FAST; v < N_SERVICES; v++) {
        const struct access_service *a = &access->service[v];
        enum message mode = v == FAST ? MSG_ROADS_FOR_CARS : MSG_ROADS_FOR_FOOT;
        int far, zones, sites;

        if (a->by != ACCESS_BY_ROAD) continue;
        zones = count_far(&a->zones, limit_m, &far);
        if (zones > 0)
            TRY(said_add(list, n, err, MSG_WARN_SNAP_ZONES, said_number(zones, 0),
                         said_number(city->n_zones, 0), said_figure(limit_m), said_word(mode),
                         said_text(csv_quote(city->zone_id[far]).text),
                         said_number(a->zones.away_m[far], 0)));
        sites = count_far(&a->sites, limit_m, &far);
        if (sites > 0)
            TRY(said_add(list, n, err, MSG_WARN_SNAP_SITES, said_number(sites, 0),
                         said_number(city->n_sites, 0), said_figure(limit_m), said_word(mode),
                         said_text(csv_quote(city->site[far].id).text),
                         said_number(a->sites.away_m[far], 0)));
    }
    return ERR_OK;
}

/* The planner's own ways, cut at the limits. */
static enum err matrix_reach(struct reach **out, const struct city *city,
                             const struct city_pairs *pairs, const double most[],
                             struct error *err)
{
    int *zone = malloc(((size_t)pairs->n + 1) * sizeof *zone), n = 0;
    int *site = malloc(((size_t)pairs->n + 1) * sizeof *site);
    double *way = malloc(((size_t)pairs->n + 1) * sizeof *way);
    enum err code = ERR_OK;

    if (zone == NULL || site == NULL || way == NULL) code = error_nomem(err, "the ways");
    for (int k = 0; k < pairs->n && code == ERR_OK; k++) {
        double limit = most[pairs->zone[k]];

        if (!(limit >= 0 && pairs->way[k] <= limit + coverage_slack_m)) continue;
        zone[n] = pairs->zone[k];
        site[n] = pairs->site[k];
        way[n++] = pairs->way[k];
    }
    if (code == ERR_OK)
        code = reach_from_pairs(out, city->n_zones, city->n_sites, n, zone, site, way, err);
    free(zone);
    free(site);
    free(way);
    return code;
}

enum err access_reach(struct reach **out, const struct access *access, enum service v,
                      const double most[], int n_threads, struct error *err)
{
    const struct access_service *a = &access->service[v];
    struct points zones = city_zones(access->city), sites = city_sites(access->city);

    if (a->by == ACCESS_BY_MATRIX)
        return matrix_reach(out, access->city, &access->city->matrix[v], most, err);
    if (a->by == ACCESS_BY_ROAD)
        return road_search_reach(out, a->search, &a->sites, most, n_threads, err);
    return reach_create_threads(out, &zones, &sites, most,
                                access->scenario->access.detour_factor, false, true, n_threads,
                                err);
}
