/* phase_check.c - the network of a phase again, from what is known of ways beside the search
 * for the plan; see phase.h. */
#include <math.h>

#include "scenarios/geo.h"
#include "sim/phase.h"

/* A candidate nearer than the least spacing to a site that stands in every plan. */
static bool crowded(const struct run *run, const struct serve_input *in, int site)
{
    double spacing_m = run->scenario->placement.spacing_m;
    struct points sites = city_sites(run->city);

    if (spacing_m <= 0 || in->status[site] != SITE_CANDIDATE) return false;
    for (int k = 0; k < in->n_sites; k++) {
        bool stands = in->status[k] == SITE_EXISTING || in->status[k] == SITE_REQUIRED;

        if (stands && in->size_start[k] < in->size_start[k + 1] &&
            geo_distance_m(&sites, site, &sites, k) < spacing_m)
            return true;
    }
    return false;
}

/* Is every site within a core zone's rule radius one that no station fits on, not public, or
 * too near to another? */
static bool zone_impossible(const struct run *run, const struct serve_input *in, int zone)
{
    for (int k = run->rule->row_start[zone]; k < run->rule->row_start[zone + 1]; k++) {
        int site = run->rule->site[k];
        bool refused = !network_serves_public(run->city, site) || crowded(run, in, site) ||
                       in->size_start[site] == in->size_start[site + 1];

        for (int j = 0; j < run->n_screened && !refused; j++)
            refused = run->screened[j].site == site;
        if (!refused) return false;
    }
    return true;
}

/* The distance of a pair straight from its coordinates. */
static double raw_distance_m(const struct city *city, int zone, int site)
{
    struct points zones = city_zones(city), sites = city_sites(city);

    return geo_distance_m(&zones, zone, &sites, site);
}

/* The way of a pair that is served, as its reach has it; NAN where it has no such pair. */
static double way_in_reach(const struct reach *r, int zone, int site)
{
    int low = r->row_start[zone], high = r->row_start[zone + 1];

    while (low < high) {
        int middle = low + (high - low) / 2;

        if (r->site[middle] == site) return r->way[middle];
        if (r->site[middle] < site)
            low = middle + 1;
        else
            high = middle;
    }
    return NAN;
}

/* Of a straight line the way is computed anew from the coordinates. Of streets and matrices it
 * is that of the reach; what is checked beside the limit is that the pair has one at all and,
 * of metres along lines of streets, that it is not below the straight line, which no way can
 * be. A length that the file says may be shorter than its line. */
static double checked_way(const struct run *run, enum service v, int zone, int site)
{
    const struct access_service *a = &run->access->service[v];
    double straight_m = raw_distance_m(run->city, zone, site), way;

    if (a->by == ACCESS_BY_STRAIGHT) return straight_m * run->scenario->access.detour_factor;
    way = way_in_reach(run->service[v], zone, site);
    if (a->by == ACCESS_BY_ROAD && !a->minutes && run->scenario->roads.length == NULL &&
        way < straight_m * (1 - 1e-6) - coverage_slack_m)
        return NAN;
    return way;
}

/* Nobody is served out of reach. */
static enum err check_served(const struct run *run, const struct network *n, enum service v,
                             struct error *err)
{
    const struct city *city = run->city;
    const char *unit = run->access->service[v].minutes ? "min" : "m";

    for (int k = 0; k < n->served[v].n; k++) {
        int zone = n->served[v].zone[k], site = n->served[v].site[k];
        double way = checked_way(run, v, zone, site), reach = city->service_way[v][zone];

        if (isnan(way))
            return error_set(err, ERR_SOLVER,
                             "the plan fails its check: zone %s is served by site %s, to which "
                             "it has no way, or one shorter than the straight line",
                             city->zone_id[zone], city->site[site].id);
        if (way > reach + coverage_slack_m)
            return error_set(err, ERR_SOLVER,
                             "the plan fails its check: zone %s is served by site %s, %.4g %s "
                             "away, beyond its reach of %.4g %s",
                             city->zone_id[zone], city->site[site].id, way, unit, reach, unit);
    }
    return ERR_OK;
}

/* A core zone that a possible site could cover lies within the rule radius of an open one, in a
 * straight line. */
static enum err check_core(const struct run *run, const struct serve_input *in,
                           const struct network *n, struct error *err)
{
    const struct scenario *s = run->scenario;
    const struct city *city = run->city;
    double radius_m = s->access.rule_radius_core_km * 1000;

    for (int z = 0; z < city->n_zones; z++) {
        bool met = false, possible = run->rule->row_start[z] < run->rule->row_start[z + 1];

        for (int k = 0; k < city->n_sites && possible && !met; k++) {
            double d = n->open[k] && network_serves_public(city, k) ? raw_distance_m(city, z, k)
                                                                    : (double)INFINITY;

            met = s->access.rule_strict ? d < radius_m : d <= radius_m + coverage_slack_m;
        }
        if (possible && !met && !zone_impossible(run, in, z))
            return error_set(
                err, ERR_SOLVER,
                "the plan fails its check: core zone %s lies beyond the rule radius "
                "of %g km although a site could cover it",
                city->zone_id[z], s->access.rule_radius_core_km);
    }
    return ERR_OK;
}

enum err phase_check(const struct run *run, const struct serve_input *in,
                     const struct network *n, bool core_rule, struct error *err)
{
    for (enum service v = FAST; v < N_SERVICES; v++)
        TRY(check_served(run, n, v, err));
    return core_rule ? check_core(run, in, n, err) : ERR_OK;
}
