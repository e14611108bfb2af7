/* map_words.h - what several texts of the map say of its service. */
#ifndef CHARGEPLAN_OUTPUT_MAP_WORDS_H
#define CHARGEPLAN_OUTPUT_MAP_WORDS_H

#include "output/map/map.h"

const char *map_service_word(const struct map *map); /* "fast", "slow" */

/* "1.5 km", "500 m", "1.2 to 2 km", "5 to 8 min": the limits of the service over all zones.
 * Returns text. */
char *map_limit_text(const struct map *map, char *text, size_t size);
/* The same with how it is measured, where that is not a straight line: "8 min by car". */
char *map_reach_text(const struct map *map, char *text, size_t size);

/* Open sites with outlets of the service, and those of them that are new. */
struct map_serving {
    int sites, fresh;
};
struct map_serving map_count_serving(const struct map *map);

/* Sites that a phase opened; phase -1: open before the plan. */
int map_count_phase(const struct map *map, int phase);

#endif
