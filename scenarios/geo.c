/* geo.c - see geo.h */
#include "scenarios/geo.h"

#include <math.h>

static double radians(double degrees)
{
    return degrees * (M_PI / 180);
}

/* Difference of longitudes within half a turn, so that the date line is no wall. */
static double turn(double degrees)
{
    return remainder(degrees, 360);
}

/* Nearly antipodal points, where Vincenty's iteration does not settle: the great circle on a
 * sphere of the mean radius, right to some 0.6 %. No city is as wide as that. */
static double great_circle_m(double u1, double u2, double lon)
{
    double c = sin(u1) * sin(u2) + cos(u1) * cos(u2) * cos(lon);

    return GEO_AXIS_M * (1 - GEO_FLATTENING / 3) * acos(fmax(-1, fmin(1, c)));
}

struct arc { /* what Vincenty's iteration leaves */
    double sigma, sin_sigma, cos_sigma, cos_sq_alpha, cos_2sigma_m;
};

/* One evaluation at the longitude `lambda` on the auxiliary sphere; returns the next lambda.
 * Numbers are Vincenty's. */
static double step(double u1, double u2, double lon, double lambda, struct arc *arc)
{
    double a = cos(u2) * sin(lambda);
    double b = cos(u1) * sin(u2) - sin(u1) * cos(u2) * cos(lambda);
    double sin_alpha, c;

    arc->sin_sigma = hypot(a, b);                                         /* (14) */
    arc->cos_sigma = sin(u1) * sin(u2) + cos(u1) * cos(u2) * cos(lambda); /* (15) */
    arc->sigma = atan2(arc->sin_sigma, arc->cos_sigma);                   /* (16) */
    sin_alpha = arc->sin_sigma > 0 ? cos(u1) * a / arc->sin_sigma : 0;    /* (17) */
    arc->cos_sq_alpha = 1 - sin_alpha * sin_alpha;
    arc->cos_2sigma_m = arc->cos_sq_alpha > 1e-12 /* (18) */
                            ? arc->cos_sigma - 2 * sin(u1) * sin(u2) / arc->cos_sq_alpha
                            : 0;                  /* on the equator */
    c = GEO_FLATTENING / 16 * arc->cos_sq_alpha * /* (10) */
        (4 + GEO_FLATTENING * (4 - 3 * arc->cos_sq_alpha));
    return lon + (1 - c) * GEO_FLATTENING * sin_alpha * /* (11) */
                     (arc->sigma + c * arc->sin_sigma *
                                       (arc->cos_2sigma_m +
                                        c * arc->cos_sigma *
                                            (2 * arc->cos_2sigma_m * arc->cos_2sigma_m - 1)));
}

static double length_m(const struct arc *arc)
{
    double minor = GEO_AXIS_M * (1 - GEO_FLATTENING);
    double u_sq =
        arc->cos_sq_alpha * (GEO_AXIS_M * GEO_AXIS_M - minor * minor) / (minor * minor);
    double a = 1 + u_sq / 16384 * (4096 + u_sq * (-768 + u_sq * (320 - 175 * u_sq))); /* (3) */
    double b = u_sq / 1024 * (256 + u_sq * (-128 + u_sq * (74 - 47 * u_sq)));         /* (4) */
    double m = arc->cos_2sigma_m, m2 = 2 * m * m - 1;
    double s2 = arc->sin_sigma * arc->sin_sigma;
    double delta =
        b * arc->sin_sigma * /* (6) */
        (m + b / 4 * (arc->cos_sigma * m2 - b / 6 * m * (4 * s2 - 3) * (4 * m * m - 3)));

    return minor * a * (arc->sigma - delta); /* (19) */
}

double geo_geodesic_m(double lon1, double lat1, double lon2, double lat2)
{
    double lon = radians(turn(lon2 - lon1)), lambda = lon;
    double u1 = atan2((1 - GEO_FLATTENING) * sin(radians(lat1)), cos(radians(lat1)));
    double u2 = atan2((1 - GEO_FLATTENING) * sin(radians(lat2)), cos(radians(lat2)));
    struct arc arc;

    for (int k = 0; k < 200; k++) {
        double next = step(u1, u2, lon, lambda, &arc);

        if (fabs(next) > M_PI) break;
        if (fabs(next - lambda) < 1e-13) return length_m(&arc);
        lambda = next;
    }
    return great_circle_m(u1, u2, lon);
}

double geo_distance_m(const struct points *a, int i, const struct points *b, int k)
{
    double dx, dy;

    if (a->geographic) return geo_geodesic_m(a->x[i], a->y[i], b->x[k], b->y[k]);
    dx = a->x[i] - b->x[k];
    dy = a->y[i] - b->y[k];
    return sqrt(dx * dx + dy * dy); /* sqrt is rounded right everywhere, hypot is not */
}

/* Transverse Mercator on the ellipsoid, scale 1 on its meridian; metres from the equator.
 * Source: L. Krueger 1912 as given by C. F. F. Karney, Transverse Mercator with an accuracy of
 *   a few nanometers, J. Geodesy 85 (2011) 475-485, doi:10.1007/s00190-011-0445-3, formulas
 *   (7) to (12) and (35), to the third order in n: below 1 mm within 10 degrees. */
static void transverse_mercator(double lon_difference, double lat, double *east_m,
                                double *north_m)
{
    static const double n = GEO_FLATTENING / (2 - GEO_FLATTENING);
    const double alpha[3] = {n / 2 - n * n * 2 / 3 + n * n * n * 5 / 16,
                             n * n * 13 / 48 - n * n * n * 3 / 5, n * n * n * 61 / 240};
    double radius = GEO_AXIS_M / (1 + n) * (1 + n * n / 4 + n * n * n * n / 64);
    double e = 2 * sqrt(n) / (1 + n), sine = sin(radians(lat));
    double t = sinh(atanh(sine) - e * atanh(e * sine)), lon = radians(lon_difference);
    double xi = atan2(t, cos(lon)), eta = atanh(sin(lon) / sqrt(1 + t * t));
    double east = eta, north = xi;

    for (int k = 1; k <= 3; k++) {
        east += alpha[k - 1] * cos(2 * k * xi) * sinh(2 * k * eta);
        north += alpha[k - 1] * sin(2 * k * xi) * cosh(2 * k * eta);
    }
    *east_m = radius * east;
    *north_m = radius * north;
}

/* The way back: the same source, its series (36) to the third order too, and Newton's method
 * for the latitude. */
static void transverse_mercator_back(double east_m, double north_m, double *lon_difference,
                                     double *lat)
{
    static const double n = GEO_FLATTENING / (2 - GEO_FLATTENING);
    const double beta[3] = {n / 2 - n * n * 2 / 3 + n * n * n * 37 / 96,
                            n * n / 48 + n * n * n / 15, n * n * n * 17 / 480};
    double radius = GEO_AXIS_M / (1 + n) * (1 + n * n / 4 + n * n * n * n / 64);
    double e = 2 * sqrt(n) / (1 + n), xi = north_m / radius, eta = east_m / radius;
    double north = xi, east = eta, conformal, tangent;

    for (int k = 1; k <= 3; k++) {
        north -= beta[k - 1] * sin(2 * k * xi) * cosh(2 * k * eta);
        east -= beta[k - 1] * cos(2 * k * xi) * sinh(2 * k * eta);
    }
    *lon_difference = atan2(sinh(east), cos(north)) * (180 / M_PI);
    conformal = sin(north) / hypot(sinh(east), cos(north));
    tangent = conformal / ((1 - e) * (1 + e));
    for (int k = 0; k < 6; k++) { /* two or three are enough */
        double sigma = sinh(e * atanh(e * tangent / hypot(1, tangent)));
        double there = tangent * hypot(1, sigma) - sigma * hypot(1, tangent);
        double step = (conformal - there) / hypot(1, there) *
                      (1 + (1 - e * e) * tangent * tangent) / ((1 - e * e) * hypot(1, tangent));

        tangent += step;
        if (fabs(step) < 1e-9 * fmax(1, fabs(tangent)))
            break; /* the next would be its square */
    }
    *lat = atan(tangent) * (180 / M_PI);
}

struct geo_plane geo_plane_of(const struct points *points)
{
    struct geo_plane plane = {.geographic = points->geographic};
    double first = points->n > 0 && points->geographic ? points->x[0] : 0;
    double west = 0, east = 0, south = 0, north = 0, middle_x, middle_y, unused;

    for (int k = 0; k < points->n; k++) {
        /* from the first point, so that an area across the date line stays in one piece */
        double x = points->geographic ? turn(points->x[k] - first) : points->x[k];
        double y = points->y[k];

        west = k == 0 ? x : fmin(west, x);
        east = k == 0 ? x : fmax(east, x);
        south = k == 0 ? y : fmin(south, y);
        north = k == 0 ? y : fmax(north, y);
    }
    middle_x = west + (east - west) / 2;
    middle_y = south + (north - south) / 2;
    if (!points->geographic) {
        plane.x0 = middle_x;
        plane.y0 = middle_y;
        return plane;
    }
    plane.lon0 = turn(first + middle_x);
    plane.lat0 = middle_y;
    transverse_mercator(0, plane.lat0, &unused, &plane.y0);
    return plane;
}

void geo_to_plane(const struct geo_plane *plane, double x, double y, double *east_m,
                  double *north_m)
{
    *east_m = x;
    *north_m = y;
    if (plane->geographic) transverse_mercator(turn(x - plane->lon0), y, east_m, north_m);
    *east_m -= plane->x0;
    *north_m -= plane->y0;
}

void geo_from_plane(const struct geo_plane *plane, double east_m, double north_m, double *x,
                    double *y)
{
    *x = east_m + plane->x0;
    *y = north_m + plane->y0;
    if (!plane->geographic) return;
    transverse_mercator_back(east_m + plane->x0, north_m + plane->y0, x, y);
    *x = turn(plane->lon0 + *x);
}
