/* circles.c - see circles.h */
#include "model/circles.h"

#include <math.h>
#include <stdlib.h>

/* ---- pairs ---- */

void circles_pairs_free(struct circles_pairs *pairs)
{
    if (pairs == NULL) return;
    for (int v = 0; v < N_SERVICES; v++)
        reach_free(pairs->circle[v]);
    reach_free(pairs->rule_way);
    free(pairs);
}

static enum err find_circles(struct circles_pairs *pairs, const struct access *access,
                             double most[], int n_threads, struct error *err)
{
    const struct city *city = access->city;
    struct points zones = city_zones(city), sites = city_sites(city);

    for (enum service v = FAST; v < N_SERVICES; v++) {
        if (access->service[v].by == ACCESS_BY_STRAIGHT) continue;
        for (int z = 0; z < city->n_zones; z++)
            most[z] = scenario_circle_m(access->scenario, v, city->service_way[v][z]);
        TRY(reach_create_threads(&pairs->circle[v], &zones, &sites, most, 1, false, false,
                                 n_threads, err));
    }
    return ERR_OK;
}

/* The rule radius along the streets that cars drive, in metres whatever the reach counts. */
static enum err search_rule(struct circles_pairs *pairs, const struct access *access,
                            const double most[], int n_threads, struct error *err)
{
    const struct access_service *fast = &access->service[FAST];
    struct road_measure metres = access_measure(access->scenario, FAST, false);
    struct road_search *search = NULL;
    enum err code;

    if (!fast->minutes)
        return access_reach(&pairs->rule_way, access, FAST, most, n_threads, err);
    if (fast->by != ACCESS_BY_ROAD) return ERR_OK; /* a matrix of minutes has no metres */
    TRY(road_search_create(&search, fast->graph, &metres, &fast->zones, err));
    code = road_search_reach(&pairs->rule_way, search, &fast->sites, most, n_threads, err);
    road_search_free(search);
    return code;
}

static enum err find_rule(struct circles_pairs *pairs, const struct access *access,
                          double most[], int n_threads, struct error *err)
{
    double radius_m = 1000 * access->scenario->access.rule_radius_core_km;

    if (!(radius_m > 0) || access->service[FAST].by == ACCESS_BY_STRAIGHT) return ERR_OK;
    for (int z = 0; z < access->city->n_zones; z++)
        most[z] = access->city->core[z] ? radius_m : NAN;
    return search_rule(pairs, access, most, n_threads, err);
}

enum err circles_pairs_create(struct circles_pairs **out, const struct access *access,
                              int n_threads, struct error *err)
{
    struct circles_pairs *pairs = calloc(1, sizeof *pairs);
    double *most = calloc((size_t)access->city->n_zones + 1, sizeof *most);
    enum err code = ERR_OK;

    if (pairs == NULL || most == NULL) code = error_nomem(err, "the circles");
    if (code == ERR_OK) code = find_circles(pairs, access, most, n_threads, err);
    if (code == ERR_OK) code = find_rule(pairs, access, most, n_threads, err);
    free(most);
    if (code == ERR_OK)
        *out = pairs;
    else
        circles_pairs_free(pairs);
    return code;
}

/* ---- figures ---- */

bool circles_serves(const struct scenario *s, const struct city *city, const struct network *n,
                    enum service v, int site)
{
    return n->open[site] && network_serves_public(city, site) &&
           network_count(s, n, site).service_outlets[v] > 0;
}

/* Is any of the sites that reach the zone one that takes part? */
static bool any_of(const struct reach *r, int zone, const bool takes[])
{
    for (int k = r->row_start[zone]; k < r->row_start[zone + 1]; k++)
        if (takes[r->site[k]]) return true;
    return false;
}

/* Ways over straight lines, pair by pair of what is open. */
static double detour_of(const struct city *city, const struct reach *r, const bool serves[])
{
    struct points zones = city_zones(city), sites = city_sites(city);
    double way_m = 0, straight_m = 0;

    for (int z = 0; z < r->n_zones; z++)
        for (int k = r->row_start[z]; k < r->row_start[z + 1]; k++) {
            if (!serves[r->site[k]]) continue;
            way_m += r->way[k];
            straight_m += geo_distance_m(&zones, z, &sites, r->site[k]);
        }
    return straight_m > 0 ? way_m / straight_m : NAN;
}

static struct circle_figures figures_of(const struct access *access, const struct reach *circle,
                                        const struct reach *reach, const struct demand *demand,
                                        const struct network *n, enum service v,
                                        const bool serves[], bool circle_only[])
{
    struct circle_figures f = {.detour = NAN};

    for (int z = 0; z < access->city->n_zones; z++) {
        double kwh = demand_kwh(demand, v, n->year_index, z);
        bool in_circle = any_of(circle, z, serves), reached = any_of(reach, z, serves);

        f.demand_kwh += kwh;
        if (in_circle) f.circle_kwh += kwh;
        if (reached) f.reached_kwh += kwh;
        circle_only[z] = in_circle && !reached;
        if (circle_only[z]) f.circle_only_kwh += kwh;
        if (reached && !in_circle) f.way_only_kwh += kwh;
    }
    if (!access->service[v].minutes) f.detour = detour_of(access->city, reach, serves);
    return f;
}

/* Is an open public site within the rule radius along streets? */
static bool rule_reached(const struct access_params *a, const struct reach *r, int zone,
                         const bool public_open[])
{
    double radius_m = 1000 * a->rule_radius_core_km;

    for (int k = r->row_start[zone]; k < r->row_start[zone + 1]; k++)
        if (public_open[r->site[k]] && (!a->rule_strict || r->way[k] < radius_m)) return true;
    return false;
}

static struct circle_core core_of(const struct access *access, const struct reach *rule_way,
                                  const struct demand *demand, const struct network *n,
                                  const bool public_open[])
{
    const struct access_params *a = &access->scenario->access;
    double radius_m = 1000 * a->rule_radius_core_km;
    struct circle_core c = {0};

    for (int z = 0; z < access->city->n_zones; z++) {
        double kwh = demand_kwh(demand, FAST, n->year_index, z) +
                     demand_kwh(demand, SLOW, n->year_index, z);
        double straight_m = n->rule_distance_m[z];
        bool circle =
            a->rule_strict ? straight_m < radius_m : straight_m <= radius_m + coverage_slack_m;

        if (!access->city->core[z]) continue;
        c.zones++;
        c.demand_kwh += kwh;
        if (circle) {
            c.circle_zones++;
            c.circle_kwh += kwh;
        }
        if (!rule_reached(a, rule_way, z, public_open)) continue;
        c.way_zones++;
        c.way_kwh += kwh;
    }
    return c;
}

void circles_free(struct circles *circles)
{
    if (circles == NULL) return;
    for (int v = 0; v < N_SERVICES; v++) {
        free(circles->figures[v]);
        free(circles->circle_only[v]);
    }
    free(circles->core);
    free(circles);
}

/* Room for the figures; false when out of memory. */
static bool allocate(struct circles *c, const struct circles_pairs *pairs, int n_states,
                     int n_zones)
{
    size_t n_flags = (size_t)n_states * (size_t)n_zones + 1;

    c->n_states = n_states;
    for (int v = 0; v < N_SERVICES; v++) {
        if (pairs->circle[v] == NULL) continue;
        c->figures[v] = calloc((size_t)n_states + 1, sizeof *c->figures[v]);
        c->circle_only[v] = calloc(n_flags, sizeof(bool));
        if (c->figures[v] == NULL || c->circle_only[v] == NULL) return false;
    }
    if (pairs->rule_way == NULL) return true;
    c->core = calloc((size_t)n_states + 1, sizeof *c->core);
    return c->core != NULL;
}

static void fill(struct circles *c, const struct circles_pairs *pairs,
                 const struct access *access, const struct reach *const reach[N_SERVICES],
                 const struct demand *demand, struct network *const state[], bool takes[])
{
    const struct city *city = access->city;

    for (int k = 0; k < c->n_states; k++) {
        const struct network *n = state[k];

        for (enum service v = FAST; v < N_SERVICES; v++) {
            if (c->figures[v] == NULL) continue;
            for (int s = 0; s < city->n_sites; s++)
                takes[s] = circles_serves(access->scenario, city, n, v, s);
            c->figures[v][k] =
                figures_of(access, pairs->circle[v], reach[v], demand, n, v, takes,
                           c->circle_only[v] + (size_t)k * (size_t)city->n_zones);
        }
        if (c->core == NULL) continue;
        for (int s = 0; s < city->n_sites; s++)
            takes[s] = n->open[s] && network_serves_public(city, s);
        c->core[k] = core_of(access, pairs->rule_way, demand, n, takes);
    }
}

enum err circles_create(struct circles **out, const struct circles_pairs *pairs,
                        const struct access *access,
                        const struct reach *const reach[N_SERVICES],
                        const struct demand *demand, int n_states,
                        struct network *const state[], struct error *err)
{
    struct circles *c;
    bool *takes;

    *out = NULL;
    if (pairs->circle[FAST] == NULL && pairs->circle[SLOW] == NULL) return ERR_OK;
    c = calloc(1, sizeof *c);
    takes = calloc((size_t)access->city->n_sites + 1, sizeof *takes);
    if (c == NULL || takes == NULL || !allocate(c, pairs, n_states, access->city->n_zones)) {
        circles_free(c);
        free(takes);
        return error_nomem(err, "the circles");
    }
    fill(c, pairs, access, reach, demand, state, takes);
    free(takes);
    *out = c;
    return ERR_OK;
}
