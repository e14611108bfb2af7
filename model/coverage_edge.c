/* coverage_edge.c - see coverage_edge.h */
#include "model/coverage_edge.h"

#include <limits.h>
#include <math.h>

bool coverage_within(bool strict, double way_m, double radius_m)
{
    return strict ? way_m < radius_m : way_m <= radius_m + coverage_slack_m;
}

enum err coverage_too_many_pairs(struct error *err)
{
    return error_set(err, ERR_DATA,
                     "more than %d pairs of zones and sites are within the radius; a "
                     "smaller radius or fewer sites are needed",
                     INT_MAX);
}

struct coverage_edge coverage_edge_of(const struct points *zones, const struct points *sites,
                                      const double radius_m[], double detour, bool strict)
{
    struct coverage_edge e = {zones, sites, radius_m, detour, strict, true, 0};
    double first = NAN;

    for (int z = 0; z < zones->n; z++) {
        if (!(radius_m[z] >= 0)) continue;
        if (isnan(first)) first = radius_m[z];
        e.same_radius &= radius_m[z] == first;
    }
    return e;
}

/* The longest chord of the ellipsoid that no geodesic longer than way_m can have: the bound of
 * coverage.c turned round. */
static double chord_of_arc_m(double way_m)
{
    const double r = 6335439;

    return way_m < M_PI * r ? 2 * r * sin(way_m / (2 * r)) : 2 * r;
}

void coverage_edge_bounds(const struct coverage_edge *e, double radius_m, double *in_sq,
                          double *out_sq)
{
    /* Rounding of geodesics and chords is well below a centimetre; single precision rounds
     * coordinates by 6e-8 of them, and distances by some four times that. */
    double band_m = 0.01 + 2e-6 * e->extent_m;
    double out = radius_m / e->detour + band_m, in = radius_m / e->detour - band_m;

    if (e->zones->geographic && in > 0) in = chord_of_arc_m(in) - band_m;
    *in_sq = in > 0 ? in * in : -1;
    *out_sq = out * out;
}

bool coverage_edge_reaches(const struct coverage_edge *e, int z, int s)
{
    double way_m = geo_distance_m(e->zones, z, e->sites, s) * e->detour;

    return coverage_within(e->strict, way_m, e->radius_m[z]);
}
