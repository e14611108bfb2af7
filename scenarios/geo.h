/* geo.h - distances between points, plane or on the WGS 84 ellipsoid. */
#ifndef CHARGEPLAN_SCENARIOS_GEO_H
#define CHARGEPLAN_SCENARIOS_GEO_H

#include <stdbool.h>

/* WGS 84: NIMA TR8350.2, third edition (2000), table 3.1. */
#define GEO_AXIS_M 6378137.0
#define GEO_FLATTENING (1 / 298.257223563)

/* A set of points of one coordinate system. Borrowed arrays. */
struct points {
    int n;
    const double *x; /* [n] metres, or longitude in degrees */
    const double *y; /* [n] metres, or latitude in degrees */
    bool geographic; /* degrees on WGS 84; else metres in a plane */
};

/* Length in metres of the geodesic between two WGS 84 points given in degrees, right to 1 mm
 * for points up to 10,000 km apart; nearly antipodal ones (beyond 19,900 km) to 0.6 %.
 * Source: T. Vincenty, Direct and inverse solutions of geodesics on the ellipsoid with
 *   application of nested equations, Survey Review 23 (176) 1975, 88-93,
 *   doi:10.1179/sre.1975.23.176.88. */
double geo_geodesic_m(double lon1, double lat1, double lon2, double lat2);

/* Distance in metres between point i of a and point k of b; both of the same system. */
double geo_distance_m(const struct points *a, int i, const struct points *b, int k);

/* A local metric plane for drawing and grids: the UTM-like transverse Mercator of the area's
 * own central meridian (scale 1 on it), metres east and north of the area's centre. */
struct geo_plane {
    bool geographic;
    double lon0, lat0; /* origin in degrees; 0 in a plane */
    double x0, y0;     /* origin in metres: of the plane, or of the projection (x0 is 0) */
};
struct geo_plane geo_plane_of(const struct points *points); /* origin: middle of the extent */
void geo_to_plane(const struct geo_plane *plane, double x, double y, double *east_m,
                  double *north_m);
/* The way back, to 1e-9 degree within 10 degrees of the plane's meridian; a longitude is within
 * half a turn of 0. */
void geo_from_plane(const struct geo_plane *plane, double east_m, double north_m, double *x,
                    double *y);

#endif
