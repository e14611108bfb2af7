/* fixture_map.h - a map's pixels, for tests that look at the finished sheet; cities whose zones
 * are polygons. */
#ifndef CHARGEPLAN_TESTS_FIXTURE_MAP_H
#define CHARGEPLAN_TESTS_FIXTURE_MAP_H

#include "output/map/map.h"
#include "tests/fixture_run.h"

/* Colour 0xRRGGBB of the pixel at x, y px of the sheet. */
unsigned fixture_map_pixel(const struct map *map, double x, double y);

/* The fixture's city with its zones turned into these polygons, at most as many as it has zones
 * (some 220). They are the city's from here: fixture_map_done(). */
struct fixture *fixture_map_city_of(struct polygons polygons);
/* The same with nothing but polygons on the sheet: no site, core, mark or name. */
struct fixture *fixture_map_bare(struct polygons polygons);
/* Its fast map, which has to succeed. */
struct map *fixture_map_of(struct fixture *f);
void fixture_map_done(struct fixture *f, struct map *m);
/* The zone that has a pixel of the map's area; below 0: none, -3: outside the area. */
int fixture_map_zone_at(const struct map *m, int x, int y);

#endif
