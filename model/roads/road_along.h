/* road_along.h - places along the line of an edge; private to model/roads. */
#ifndef CHARGEPLAN_MODEL_ROADS_ROAD_ALONG_H
#define CHARGEPLAN_MODEL_ROADS_ROAD_ALONG_H

#include "scenarios/roads/roads.h"

/* The ellipsoid near a latitude: metres of a degree of longitude and of latitude there, and how
 * they change with the latitude. In a plane 1, and no change. */
struct road_scale {
    double x, y;
    double x_turn, x_bend, y_turn; /* of a degree, of its square */
};
struct road_scale road_along_scale(bool geographic, double lat);

/* Length of a step between points of a line, m: by the ellipsoid's radii of curvature midway;
 * right to 1e-6 relative up to 10 km below 70 degrees of latitude. For shares of an edge; its
 * length in all is that of the graph. */
double road_along_step_m(bool geographic, double x1, double y1, double x2, double y2);

#endif
