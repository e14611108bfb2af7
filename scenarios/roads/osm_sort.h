/* osm_sort.h - ids of nodes become numbers, in time that grows with their number alone. */
#ifndef CHARGEPLAN_SCENARIOS_ROADS_OSM_SORT_H
#define CHARGEPLAN_SCENARIOS_ROADS_OSM_SORT_H

#include <stdbool.h>
#include <stdint.h>

/* The ids among ref[n], rising and each once: own *id [*n_ids]. number[k] is the place of
 * ref[k] among them. False: out of memory. */
bool osm_sort_number(int64_t **id, int *n_ids, int number[], int n, const int64_t ref[]);

#endif
