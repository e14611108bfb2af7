/* road_cache.h - graphs kept in files between runs: the same bytes come out with and without.
 *
 * The folder is CHARGEPLAN_CACHE ("off": none), else chargeplan in XDG_CACHE_HOME or ~/.cache.
 * A file is named by the SHA-256 of all that the graph depends on (content of the input, box,
 * settings, version of this format), holds a checksum, and every number in it is checked before
 * it is used; one that is damaged, cut short or another's is not used and made anew. A cache
 * that cannot be written is no error. */
#ifndef CHARGEPLAN_SCENARIOS_ROADS_ROAD_CACHE_H
#define CHARGEPLAN_SCENARIOS_ROADS_ROAD_CACHE_H

#include "scenarios/roads/roads.h"

/* key: hexadecimal SHA-256. True: *out is owned, roads_free(). */
bool road_cache_load(struct roads **out, const char *key);
void road_cache_keep(const struct roads *roads, const char *key);

#endif
