/* osm_arena.c - see osm_pbf_block.h */
#include <stddef.h>
#include <stdlib.h>

#include "scenarios/roads/osm_pbf_block.h"

/* A block is 32 MiB at most; what unpacks to more than this was made to do so. */
#define MOST ((size_t)1 << 30)

struct osm_chunk {
    struct osm_chunk *next;
    size_t n, used;
    max_align_t bytes[];
};

void *osm_arena_take(struct osm_arena *arena, size_t n)
{
    const size_t align = sizeof(max_align_t);
    struct osm_chunk *chunk = arena->chunk;
    size_t room;
    void *out;

    if (n > MOST || arena->total + n > MOST) {
        arena->full = true;
        return NULL;
    }
    n = (n + align - 1) / align * align;
    if (chunk == NULL || chunk->n - chunk->used < n) {
        room = arena->total + ((size_t)1 << 20);
        if (room < n) room = n;
        chunk = malloc(sizeof *chunk + room);
        if (chunk == NULL) {
            arena->nomem = true;
            return NULL;
        }
        *chunk = (struct osm_chunk){.next = arena->chunk, .n = room};
        arena->chunk = chunk;
        arena->total += room;
    }
    out = (char *)chunk->bytes + chunk->used;
    chunk->used += n;
    return out;
}

static void *take(void *arena, size_t n)
{
    return osm_arena_take(arena, n);
}

static void leave(void *arena, void *piece)
{
    (void)arena;
    (void)piece;
}

void osm_arena_begin(struct osm_arena *arena)
{
    *arena = (struct osm_arena){.allocator = {take, leave, arena}};
}

/* The newest chunk is the largest and stays. */
void osm_arena_reset(struct osm_arena *arena)
{
    struct osm_chunk *kept = arena->chunk;

    if (kept == NULL) return;
    for (struct osm_chunk *next, *at = kept->next; at != NULL; at = next) {
        next = at->next;
        free(at);
    }
    kept->next = NULL;
    kept->used = 0;
    arena->total = kept->n;
}

void osm_arena_clear(struct osm_arena *arena)
{
    osm_arena_reset(arena);
    free(arena->chunk);
    arena->chunk = NULL;
}
