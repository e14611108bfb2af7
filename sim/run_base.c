/* run_base.c - what runs have in common before anything is placed; see run.h. */
#include <math.h>
#include <stdlib.h>

#include "sim/run.h"

void run_base_free(struct run_base *base)
{
    if (!base) return;
    fleet_free(base->fleet);
    demand_free(base->demand);
    parking_free(base->parking);
    homes_free(base->homes);
    access_free(base->access);
    reach_free(base->rule);
    for (enum service v = FAST; v < N_SERVICES; v++)
        reach_free(base->service[v]);
    circles_pairs_free(base->circles);
    free(base);
}

/* Pairs within the rule radius (core zones only, straight line) and within service reach
 * by the planner's own standard. */
static enum err find_reach(struct run_base *base, int n_threads, struct error *err)
{
    const struct scenario *s = base->scenario;
    const struct city *city = base->city;
    struct points zones = city_zones(city), sites = city_sites(city);
    double *radius_m = calloc((size_t)city->n_zones + 1, sizeof *radius_m);
    enum err code;

    if (!radius_m) return error_nomem(err, "the rule radius of zones");
    for (int z = 0; z < city->n_zones; z++)
        radius_m[z] = city->core[z] ? s->access.rule_radius_core_km * 1000 : NAN;
    code = reach_create_threads(&base->rule, &zones, &sites, radius_m, 1, s->access.rule_strict,
                                false, n_threads, err);
    free(radius_m);
    for (enum service v = FAST; v < N_SERVICES && code == ERR_OK; v++)
        code = access_reach(&base->service[v], base->access, v, city->service_way[v], n_threads,
                            err);
    return code;
}

enum err run_base_create(struct run_base **out, const struct scenario *scenario,
                         const struct city *city, int n_threads, struct error *err)
{
    struct run_base *base = calloc(1, sizeof *base);
    enum err code;

    if (!base) return error_nomem(err, "what runs have in common");
    base->scenario = scenario;
    base->city = city;
    code = fleet_create(&base->fleet, scenario, err);
    if (code == ERR_OK)
        code = demand_create(&base->demand, scenario, city, base->fleet, n_threads, err);
    if (code == ERR_OK) code = parking_create(&base->parking, scenario, city, err);
    if (code == ERR_OK)
        code = homes_create(&base->homes, scenario, city, base->fleet, base->parking, err);
    if (code == ERR_OK) code = access_create(&base->access, scenario, city, n_threads, err);
    if (code == ERR_OK) code = find_reach(base, n_threads, err);
    if (code == ERR_OK)
        code = circles_pairs_create(&base->circles, base->access, n_threads, err);
    if (code != ERR_OK) {
        run_base_free(base);
        return code;
    }
    *out = base;
    return ERR_OK;
}
