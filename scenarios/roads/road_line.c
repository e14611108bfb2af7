/* road_line.c - lengths of lines; see roads.h */
#include <math.h>

#include "scenarios/roads/roads.h"

/* Chords up to this length become arcs by formula (1). */
#define CHORD_MOST_M 5000.0

struct place {
    double x, y, z; /* metres from the middle of the earth */
};

/* A point whose neighbours are placed without asking for sines anew. */
struct base {
    double lon, lat, sin_lon, cos_lon, sin_lat, cos_lat;
};

static struct base base_at(double lon, double lat)
{
    double lambda = lon * (M_PI / 180), phi = lat * (M_PI / 180);

    return (struct base){lon, lat, sin(lambda), cos(lambda), sin(phi), cos(phi)};
}

/* Sine and cosine of an angle plus d, |d| <= NEAR_RAD: the series end where the next term is
 * below 1e-20. */
#define NEAR_RAD 0.002
static void turn_by(double d, double *sine, double *cosine)
{
    double d2 = d * d, s = d * (1 - d2 / 6 * (1 - d2 / 20)), c = 1 - d2 / 2 * (1 - d2 / 12);
    double before = *sine;

    *sine = before * c + *cosine * s;
    *cosine = *cosine * c - before * s;
}

static struct place place_of(struct base *base, double lon, double lat)
{
    static const double e2 = GEO_FLATTENING * (2 - GEO_FLATTENING);
    double east = (lon - base->lon) * (M_PI / 180), north = (lat - base->lat) * (M_PI / 180);
    struct base at = *base;
    double normal;

    if (fabs(east) <= NEAR_RAD && fabs(north) <= NEAR_RAD) {
        turn_by(east, &at.sin_lon, &at.cos_lon);
        turn_by(north, &at.sin_lat, &at.cos_lat);
    } else
        at = *base = base_at(lon, lat);
    normal = GEO_AXIS_M / sqrt(1 - e2 * at.sin_lat * at.sin_lat);
    return (struct place){normal * at.cos_lat * at.cos_lon, normal * at.cos_lat * at.sin_lon,
                          normal * (1 - e2) * at.sin_lat};
}

/* The geodesic between places that are near one another, by the chord c between them:
 *
 *   s = c (1 + c^2 / (24 R^2))                                        (1)
 *
 * which on a circle of radius R is short by 3 c^5 / (640 R^4). With the mean radius for R,
 * whatever the direction: radii of curvature of the ellipsoid are 6335 to 6400 km (a (1 - e^2)
 * and a^2/b), so c^2 / (24 R^2), up to 2.6e-8, is right to 1.2 %: the relative error is below
 * 4e-10. Rounding adds up to 3e-9 m. Source: radii as in W. Torge and J. Mueller, Geodesy, 4th
 * edition (2012), section 4.1.2. */
static double near_m(const struct place *a, const struct place *b)
{
    double dx = b->x - a->x, dy = b->y - a->y, dz = b->z - a->z;
    double r = GEO_AXIS_M * (1 - GEO_FLATTENING / 3);
    double c2 = dx * dx + dy * dy + dz * dz;

    if (c2 > CHORD_MOST_M * CHORD_MOST_M) return INFINITY;
    return sqrt(c2) * (1 + c2 / (24 * r * r));
}

static double geographic_m(int n, const double x[], const double y[])
{
    struct base base = base_at(x[0], y[0]);
    struct place before = place_of(&base, x[0], y[0]);
    double sum_m = 0;

    for (int k = 1; k < n; k++) {
        struct place here = place_of(&base, x[k], y[k]);
        double step_m = near_m(&before, &here);

        sum_m += isinf(step_m) ? geo_geodesic_m(x[k - 1], y[k - 1], x[k], y[k]) : step_m;
        before = here;
    }
    return sum_m;
}

double roads_line_m(bool geographic, int n, const double x[], const double y[])
{
    struct points points = {.n = n, .x = x, .y = y};
    double sum_m = 0;

    if (n < 2) return 0;
    if (geographic) return geographic_m(n, x, y);
    for (int k = 1; k < n; k++)
        sum_m += geo_distance_m(&points, k - 1, &points, k);
    return sum_m;
}
