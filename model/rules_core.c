/* rules_core.c - the service radius in the urban core and its three usual readings; see
 * rules.h.
 */
#include <math.h>

#include "model/rules_judge.h"

/* Area of the core and public sites in it, for the mean radius. */
static void core_readings(struct judge *j, const struct network *n, double radius_m,
                          struct rule_result *r)
{
    const struct city *city = j->city;
    double area = 0, covered_area = 0, weight = 0, covered_weight = 0;
    int sites = 0;

    for (int z = 0; z < city->n_zones; z++) {
        double cell = city->cell_w_m[z] * city->cell_h_m[z];
        bool covered = r->strict ? n->rule_distance_m[z] < radius_m
                                 : n->rule_distance_m[z] <= radius_m + coverage_slack_m;

        if (!city->core[z] || !j->holds[z]) continue;
        area += cell; /* NAN without cell sizes, and so are the readings */
        covered_area += covered ? cell : 0;
        weight += city->weight[NIGHT][z];
        covered_weight += covered ? city->weight[NIGHT][z] : 0;
        if (covered) continue;
        r->shortfall++;
        rules_note(j, r, PLACE_ZONE, z, n->rule_distance_m[z] / 1000);
    }
    for (int i = 0; i < city->n_sites; i++)
        sites += n->open[i] && network_serves_public(city, i) && city->core[j->site_zone[i]] &&
                 j->holds[j->site_zone[i]];
    r->core_mean_radius_km = sqrt(area / acos(-1.0) / sites) / 1000;
    r->core_area_share = isnan(area) ? NAN : covered_area / area;
    r->core_demand_share = weight > 0 ? covered_weight / weight : NAN;
}

/* Can no site that stands or may be built cover the zone? The reach of the placement answers
 * where it was made for the same radius. */
static bool unreachable(const struct judge *j, const struct rule_result *r, int zone)
{
    const struct reach *reach = j->reach_rule;
    double radius_m = r->target * 1000;

    if (reach != NULL && r->target == j->s->access.rule_radius_core_km &&
        r->strict == j->s->access.rule_strict) {
        for (int k = reach->row_start[zone]; k < reach->row_start[zone + 1]; k++)
            if (rules_may_serve(j, reach->site[k])) return false;
        return true;
    }
    return r->strict ? j->possible_m[zone] >= radius_m
                     : j->possible_m[zone] > radius_m + coverage_slack_m;
}

void rules_core(struct judge *j, const struct network *n, struct rule_result *r)
{
    double radius_m = r->target * 1000, farthest = -1;

    for (int z = 0; z < j->city->n_zones; z++) {
        if (!j->city->core[z] || !j->holds[z]) continue;
        if (n->rule_distance_m[z] > farthest) {
            farthest = n->rule_distance_m[z];
            r->worst_zone = z;
        }
        r->core_unreachable += unreachable(j, r, z);
    }
    if (r->worst_zone < 0) return; /* no core */
    core_readings(j, n, radius_m, r);
    r->worst_district = j->city->district[r->worst_zone];
    r->achieved = r->worst_value = farthest / 1000;
    r->outcome = r->shortfall > 0 ? RULE_NOT_MET : RULE_MET;
}
