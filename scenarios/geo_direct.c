/* geo_direct.c - see geo_direct.h */
#include "scenarios/geo_direct.h"

#include <math.h>

#include "scenarios/geo.h"

#define AXIS_M GEO_AXIS_M
#define FLATTENING GEO_FLATTENING

static double radians(double degrees)
{
    return degrees * (M_PI / 180);
}

/* Angle on the auxiliary sphere of a length; cos_2sigma_m is that of its middle. */
static double sphere_angle(double length_m, double sigma1, double cos_sq_alpha,
                           double *cos_2sigma_m)
{
    double minor = AXIS_M * (1 - FLATTENING);
    double u_sq = cos_sq_alpha * (AXIS_M * AXIS_M - minor * minor) / (minor * minor);
    double a = 1 + u_sq / 16384 * (4096 + u_sq * (-768 + u_sq * (320 - 175 * u_sq))); /* (3) */
    double b = u_sq / 1024 * (256 + u_sq * (-128 + u_sq * (74 - 47 * u_sq)));         /* (4) */
    double first = length_m / (minor * a), sigma = first;

    for (int k = 0; k < 100; k++) {
        double m = cos(2 * sigma1 + sigma), m2 = 2 * m * m - 1, before = sigma; /* (5) */
        double sine = sin(sigma);
        double delta =
            b * sine * /* (6) */
            (m +
             b / 4 * (cos(sigma) * m2 - b / 6 * m * (4 * sine * sine - 3) * (4 * m * m - 3)));

        *cos_2sigma_m = m;
        sigma = first + delta; /* (7) */
        if (fabs(sigma - before) < 1e-15) break;
    }
    return sigma;
}

void geo_direct(double lon, double lat, double azimuth, double distance_m, double *end_lon,
                double *end_lat)
{
    double u1 = atan2((1 - FLATTENING) * sin(radians(lat)), cos(radians(lat)));
    double sin_u = sin(u1), cos_u = cos(u1);
    double sin_a = sin(radians(azimuth)), cos_a = cos(radians(azimuth));
    double sin_alpha = cos_u * sin_a, cos_sq = 1 - sin_alpha * sin_alpha, m;          /* (2) */
    double sigma = sphere_angle(distance_m, atan2(sin_u, cos_u * cos_a), cos_sq, &m); /* (1) */
    double sin_s = sin(sigma), cos_s = cos(sigma);
    double down = sin_u * sin_s - cos_u * cos_s * cos_a;
    double lambda = atan2(sin_s * sin_a, cos_u * cos_s - sin_u * sin_s * cos_a); /* (9) */
    double c = FLATTENING / 16 * cos_sq * (4 + FLATTENING * (4 - 3 * cos_sq));   /* (10) */
    double l = lambda - (1 - c) * FLATTENING * sin_alpha *                       /* (11) */
                            (sigma + c * sin_s * (m + c * cos_s * (2 * m * m - 1)));

    *end_lat = atan2(sin_u * cos_s + cos_u * sin_s * cos_a, /* (8) */
                     (1 - FLATTENING) * hypot(sin_alpha, down)) *
               (180 / M_PI);
    *end_lon = lon + l * (180 / M_PI);
}

void geo_circle(bool geographic, double x, double y, double radius_m, int n, double ring_x[],
                double ring_y[])
{
    for (int k = 0; k < n; k++) {
        double degrees = 360.0 * k / n; /* counter-clockwise from the east */

        if (geographic) {
            geo_direct(x, y, 90 - degrees, radius_m, &ring_x[k], &ring_y[k]);
            continue;
        }
        ring_x[k] = x + radius_m * cos(radians(degrees));
        ring_y[k] = y + radius_m * sin(radians(degrees));
    }
}

void geo_cell(bool geographic, double x, double y, double w_m, double h_m, double ring_x[4],
              double ring_y[4])
{
    double east = x + w_m / 2, north = y + h_m / 2, south = y - h_m / 2, unused;

    if (geographic) {
        geo_direct(x, y, 90, w_m / 2, &east, &unused);
        geo_direct(x, y, 0, h_m / 2, &unused, &north);
        geo_direct(x, y, 180, h_m / 2, &unused, &south);
    }
    for (int k = 0; k < 4; k++) {
        ring_x[k] = k == 1 || k == 2 ? east : x - (east - x);
        ring_y[k] = k >= 2 ? north : south;
    }
}
