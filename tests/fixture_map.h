/* fixture_map.h - a map's pixels, for tests that look at the finished sheet. */
#ifndef CHARGEPLAN_TESTS_FIXTURE_MAP_H
#define CHARGEPLAN_TESTS_FIXTURE_MAP_H

#include "output/map/map.h"

/* Colour 0xRRGGBB of the pixel at x, y px of the sheet. */
unsigned fixture_map_pixel(const struct map *map, double x, double y);

#endif
