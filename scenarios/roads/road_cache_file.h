/* road_cache_file.h - the bytes of a kept graph: a head, then the arrays of both graphs. */
#ifndef CHARGEPLAN_SCENARIOS_ROADS_ROAD_CACHE_FILE_H
#define CHARGEPLAN_SCENARIOS_ROADS_ROAD_CACHE_FILE_H

#include "scenarios/roads/roads.h"

/* Writes to a file that was just opened; false where something failed. */
bool road_cache_write(int file, const struct roads *roads, const char *key);

/* Reads a file that was just opened; false where it is not whole, not of this key, damaged, or
 * holds a number that it may not. Own it: roads_free(*out). */
bool road_cache_read(struct roads **out, int file, const char *key);

/* May every number of the arrays be used as an index, a length, a place? n_points, n_out: room
 * of x, y and out. */
bool road_cache_sound(const struct road_graph *graph, bool geographic, int n_points, int n_out);

#endif
