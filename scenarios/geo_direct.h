/* geo_direct.h - the point at a distance from another: circles and rectangles on the ellipsoid.
 */
#ifndef CHARGEPLAN_SCENARIOS_GEO_DIRECT_H
#define CHARGEPLAN_SCENARIOS_GEO_DIRECT_H

#include <stdbool.h>

/* The end of a geodesic on WGS 84 that begins at lon, lat (degrees) towards an azimuth (degrees
 * from north, clockwise) and is distance_m >= 0 long. The longitude is not brought back within
 * half a turn, so that a shape around the point stays in one piece.
 * Source: T. Vincenty, Direct and inverse solutions of geodesics on the ellipsoid with
 *   application of nested equations, Survey Review 23 (176) 1975, 88-93,
 *   doi:10.1179/sre.1975.23.176.88. */
void geo_direct(double lon, double lat, double azimuth, double distance_m, double *end_lon,
                double *end_lat);

/* n points of a circle, counter-clockwise from the east; n is a multiple of 4. In a plane where
 * the city is not geographic. */
void geo_circle(bool geographic, double x, double y, double radius_m, int n, double ring_x[],
                double ring_y[]);

/* The corners of a cell of w_m x h_m around a point, counter-clockwise from the south-west, its
 * sides along the axes. Cells of one row or column meet. */
void geo_cell(bool geographic, double x, double y, double w_m, double h_m, double ring_x[4],
              double ring_y[4]);

#endif
