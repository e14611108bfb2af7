/* fixture_polygons.h - polygons for tests: by hand, random stars with holes and parts, a mesh.
 */
#ifndef CHARGEPLAN_TESTS_FIXTURE_POLYGONS_H
#define CHARGEPLAN_TESTS_FIXTURE_POLYGONS_H

#include "scenarios/areas/polygons.h"

/* Polygons in words: "0 0, 4 0, 4 4" is one of one ring; "|" begins a hole, "+" another part,
 * ";" the next polygon. Clear it: polygons_clear(). */
struct polygons fixture_polygons(const char *words, bool geographic);

/* n stars around random places of a square of the side `spread` whose south-west corner is
 * (x, y), each some `size` wide; every second with a hole around its middle, every third with
 * another part. */
struct polygons fixture_polygons_stars(unsigned long long seed, int n, double x, double y,
                                       double spread, double size, bool geographic);

/* One star of many points, its radius between 0.3 and 1 times `size`. */
struct polygons fixture_polygons_star(unsigned long long seed, int n_points, double x, double y,
                                      double size, bool geographic);

/* columns x rows quadrangles of the side `side` that fill a rectangle without a gap; corners
 * inside it are moved at random. */
struct polygons fixture_polygons_mesh(unsigned long long seed, int columns, int rows, double x,
                                      double y, double side, bool geographic);

/* Area in units of x and y by the shoelace formula, as long double; holes subtract. */
long double fixture_polygons_area(const struct polygons *p, int k);

/* Area of polygon k within a convex cell, by lengths of horizontal lines between all heights at
 * which something begins, ends or crosses: exact but for rounding, and by even and odd. */
double fixture_polygons_common_area(const struct polygons *p, int k, int n, const double *x,
                                    const double *y);

#endif
