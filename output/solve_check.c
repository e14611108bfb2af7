/* solve_check.c - a plan checked again from the raw coordinates: nothing of the pairs that the
 * solver saw is believed. */
#include <math.h>

#include "output/solve_case.h"

/* Degrees of latitude are at least 110.5 km long: a cheap way to see that two are far apart. */
static bool surely_far(const struct solve_case *c, double y, double other_y, double metres)
{
    return fabs(y - other_y) * (c->geographic ? 110500 : 1) > metres + 1;
}

static double distance(const struct solve_case *c, int z, int s)
{
    struct points zones = solve_case_zones(c), sites = solve_case_sites(c);

    return geo_distance_m(&zones, z, &sites, s);
}

/* The part of a zone that the pairs of the plan cover, and the one that distances say. A pair
 * at the very edge covers next to nothing; that it is one is decided by rounding. */
static bool agrees(const struct solve_case *c, int z, const bool open[])
{
    const struct reach *r = c->reach;
    double claimed = 0, found = 0;

    for (int k = r->row_start[z]; k < r->row_start[z + 1]; k++) {
        if (!open[r->site[k]]) continue;
        claimed = fmax(claimed, c->pair_share != NULL ? c->pair_share[k] : 1);
        found = fmax(found, solve_case_share(c, z, distance(c, z, r->site[k])));
        if (claimed >= 1 && found >= 1) return true;
    }
    for (int s = 0; s < c->n_sites && found < 1; s++)
        if (open[s] && !surely_far(c, c->zone_y[z], c->site_y[s], solve_case_outer_m(c, z)))
            found = fmax(found, solve_case_share(c, z, distance(c, z, s)));
    return fabs(claimed - found) <= 1e-9;
}

static enum err check_spacing(const struct solve_case *c, const bool open[], struct error *err)
{
    double least = c->request->spacing_m;
    struct points sites = solve_case_sites(c);

    for (int a = 0; a < c->n_sites && !isnan(least); a++) {
        if (!open[a] || c->status[a] == SITE_EXISTING) continue;
        for (int b = 0; b < c->n_sites; b++) {
            if (b == a || !open[b] || surely_far(c, c->site_y[a], c->site_y[b], least))
                continue;
            if (geo_distance_m(&sites, a, &sites, b) < least - coverage_slack_m)
                return error_set(
                    err, ERR_SOLVER,
                    "sites '%s' and '%s' of the plan stand nearer than --spacing-m",
                    c->site_id[a], c->site_id[b]);
        }
    }
    return ERR_OK;
}

enum err solve_answer_check(const struct solve_case *c, const struct placement_plan *plan,
                            struct error *err)
{
    if (plan->open == NULL) return ERR_OK;
    for (int z = 0; c->located && c->limited && z < c->n_zones; z++)
        if (!agrees(c, z, plan->open))
            return error_set(err, ERR_SOLVER,
                             "the plan covers more or less of zone '%s' than its distances say",
                             c->zone_id[z]);
    return check_spacing(c, plan->open, err);
}
