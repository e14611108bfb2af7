/* osm_pbf_block.h - what osm_pbf.c (the file) and osm_pbf_block.c (a block) share. */
#ifndef CHARGEPLAN_SCENARIOS_ROADS_OSM_PBF_BLOCK_H
#define CHARGEPLAN_SCENARIOS_ROADS_OSM_PBF_BLOCK_H

#include <osm.pb-c.h>

#include "scenarios/roads/osm_take.h"

/* Memory that is given back all at once: unpacking a block asks for a hundred thousand pieces.
 */
struct osm_arena {
    ProtobufCAllocator allocator;
    struct osm_chunk *chunk; /* owned, the newest first */
    size_t total;
    bool nomem, full; /* why it gave NULL */
};
void osm_arena_begin(struct osm_arena *arena); /* leave it where it is */
void osm_arena_reset(struct osm_arena *arena);
void osm_arena_clear(struct osm_arena *arena);
void *osm_arena_take(struct osm_arena *arena, size_t n); /* aligned; NULL */

enum { OSM_BLOCK_NODES = 1, OSM_BLOCK_OTHERS = 2 };
/* Gives a taker the ways and relations of a block, or its nodes. Returns which of the two it
 * has; -1: damaged, or out of memory (see the arena), *why says what in a few words; or, where
 * the taker refused a node, err->code is set. */
int osm_pbf_block(struct osm_taker *taker, struct osm_arena *arena, bool nodes,
                  const uint8_t *bytes, size_t n, const char **why, struct error *err);

#endif
