/* road_line.c - lengths of lines; see roads.h */
#include <math.h>

#include "scenarios/roads/roads.h"

/* Chords up to this length become arcs by formula (1). */
#define CHORD_MOST_M 5000.0

struct place {
    double x, y, z; /* metres from the middle of the earth */
};

static struct place place_of(double lon, double lat)
{
    static const double e2 = GEO_FLATTENING * (2 - GEO_FLATTENING);
    double phi = lat * (M_PI / 180), lambda = lon * (M_PI / 180);
    double sine = sin(phi), cosine = cos(phi);
    double normal = GEO_AXIS_M / sqrt(1 - e2 * sine * sine);

    return (struct place){normal * cosine * cos(lambda), normal * cosine * sin(lambda),
                          normal * (1 - e2) * sine};
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
    struct place before = place_of(x[0], y[0]);
    double sum_m = 0;

    for (int k = 1; k < n; k++) {
        struct place here = place_of(x[k], y[k]);
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
