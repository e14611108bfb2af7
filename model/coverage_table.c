/* coverage_table.c - see coverage_table.h. Open addressing, at most half full. */
#include "model/coverage_table.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "model/coverage_edge.h"

enum { FIRST_ROOM = 1024 };

uint64_t coverage_table_hash(int site)
{
    uint64_t h = ((uint64_t)site + 1) * UINT64_C(0x9E3779B97F4A7C15);

    h = (h ^ h >> 32) * UINT64_C(0xBF58476D1CE4E5B9);
    return h ^ h >> 29;
}

bool coverage_table_create(struct coverage_table *t)
{
    *t = (struct coverage_table){.room = FIRST_ROOM, .mask = 2 * FIRST_ROOM - 1};
    t->start = calloc((size_t)t->room + 1, sizeof *t->start);
    t->hash = malloc((size_t)t->room * sizeof *t->hash);
    t->slot = malloc(((size_t)t->mask + 1) * sizeof *t->slot);
    if (t->start == NULL || t->hash == NULL || t->slot == NULL) return false;
    memset(t->slot, -1, ((size_t)t->mask + 1) * sizeof *t->slot);
    return true;
}

void coverage_table_free(struct coverage_table *t)
{
    free(t->start);
    free(t->hash);
    free(t->site);
    free(t->slot);
    *t = (struct coverage_table){0};
}

static uint32_t first_slot(const struct coverage_table *t, uint64_t hash)
{
    return (uint32_t)(hash >> 20) & t->mask;
}

/* Twice the sets, and the slots anew. */
static bool widen(struct coverage_table *t)
{
    size_t room = 2 * (size_t)t->room;
    int *start, *slot;
    uint64_t *hash;

    if (t->n < t->room) return true;
    if (t->room > INT_MAX / 4) return false;
    if ((start = realloc(t->start, (room + 1) * sizeof *start)) != NULL) t->start = start;
    if ((hash = realloc(t->hash, room * sizeof *hash)) != NULL) t->hash = hash;
    if ((slot = realloc(t->slot, 2 * room * sizeof *slot)) != NULL) t->slot = slot;
    if (start == NULL || hash == NULL || slot == NULL) return false;
    t->room = (int)room;
    t->mask = (uint32_t)(2 * room - 1);
    memset(t->slot, -1, 2 * room * sizeof *t->slot);
    for (int k = 0; k < t->n; k++) {
        uint32_t at = first_slot(t, t->hash[k]);

        while (t->slot[at] >= 0)
            at = (at + 1) & t->mask;
        t->slot[at] = k;
    }
    return true;
}

static enum err make_room(struct coverage_table *t, int n, struct error *err)
{
    int64_t needed = (int64_t)t->start[t->n] + n, room = 2 * (int64_t)t->room_sites;
    int *site;

    if (needed > INT_MAX) return coverage_too_many_pairs(err);
    if (!widen(t)) return error_nomem(err, "the pairs of zones and sites");
    if (needed <= t->room_sites) return ERR_OK;
    room = room > INT_MAX ? INT_MAX : room < needed + FIRST_ROOM ? needed + FIRST_ROOM : room;
    site = realloc(t->site, (size_t)room * sizeof *site);
    if (site == NULL) return error_nomem(err, "the pairs of zones and sites");
    t->site = site;
    t->room_sites = room > INT_MAX ? INT_MAX : (int)room;
    return ERR_OK;
}

static bool equals(const struct coverage_table *t, int set, const int site[], int n)
{
    if (t->start[set + 1] - t->start[set] != n) return false;
    return n == 0 || memcmp(t->site + t->start[set], site, (size_t)n * sizeof *site) == 0;
}

enum err coverage_table_add(struct coverage_table *t, const int site[], int n, uint64_t hash,
                            int *number, struct error *err)
{
    uint32_t at;

    TRY(make_room(t, n, err));
    for (at = first_slot(t, hash); t->slot[at] >= 0; at = (at + 1) & t->mask) {
        int set = t->slot[at];

        if (t->hash[set] != hash || !equals(t, set, site, n)) continue;
        *number = set;
        return ERR_OK;
    }
    if (n > 0) memcpy(t->site + t->start[t->n], site, (size_t)n * sizeof *site);
    t->start[t->n + 1] = t->start[t->n] + n;
    t->hash[t->n] = hash;
    t->slot[at] = t->n;
    *number = t->n++;
    return ERR_OK;
}
