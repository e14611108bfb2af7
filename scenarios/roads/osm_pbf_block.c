/* osm_pbf_block.c - a block of OpenStreetMap's PBF; see osm_pbf_block.h */
#include "scenarios/roads/osm_pbf_block.h"

#include <string.h>

/* A block while it is gone through. */
struct block {
    struct osm_taker *taker;
    struct osm_arena *arena;
    Osm__PrimitiveBlock *all;
    unsigned char *key; /* [strings] enum osm_key of each; UNSEEN: not looked up so far */
    const char *why;    /* what is wrong; NULL: nothing */
    struct error *err;
};
enum { UNSEEN = 255 };

static bool fail(struct block *b, const char *why)
{
    if (b->why == NULL) b->why = why;
    return false;
}

/* Which key a string is; -1: the block has no such string. */
static int key_of(struct block *b, uint64_t string)
{
    const Osm__StringTable *table = b->all->stringtable;

    if (string >= table->n_s) return -1;
    if (b->key[string] == UNSEEN) b->key[string] = (unsigned char)osm_key_of(table->s[string]);
    return b->key[string];
}

static bool put_tag(struct block *b, struct osm_tags *tags, uint64_t key, uint64_t value)
{
    int which = key_of(b, key);

    if (which < 0 || value >= b->all->stringtable->n_s)
        return fail(b, "a tag that names no string of the block");
    if (which < N_OSM_KEYS) tags->value[which] = b->all->stringtable->s[value];
    return true;
}

static bool put_tags(struct block *b, struct osm_tags *tags, size_t n_keys,
                     const uint32_t key[], size_t n_values, const uint32_t value[])
{
    *tags = (struct osm_tags){{NULL}};
    if (n_keys != n_values) return fail(b, "tags with more keys than values, or fewer");
    for (size_t k = 0; k < n_keys; k++)
        if (!put_tag(b, tags, key[k], value[k])) return false;
    return true;
}

/* Differences become numbers, in place; what overflows wraps. */
static void add_up(size_t n, int64_t number[])
{
    for (size_t k = 1; k < n; k++)
        number[k] = (int64_t)((uint64_t)number[k] + (uint64_t)number[k - 1]);
}

/* ---- ways and relations ---- */

/* Most ways are buildings: does one have a tag that streets or ferries have? */
static bool may_be_street(struct block *b, const Osm__Way *way)
{
    for (size_t k = 0; k < way->n_keys; k++) {
        int key = key_of(b, way->keys[k]);

        if (key == OSM_HIGHWAY || key == OSM_ROUTE || key < 0) return true;
    }
    return false;
}

static bool take_way(struct block *b, Osm__Way *way)
{
    struct osm_tags tags;

    if (!may_be_street(b, way)) {
        osm_take_way(b->taker, way->id, 0, NULL, NULL);
        return true;
    }
    if (!put_tags(b, &tags, way->n_keys, way->keys, way->n_vals, way->vals)) return false;
    add_up(way->n_refs, way->refs);
    osm_take_way(b->taker, way->id, way->n_refs, way->refs, &tags);
    return true;
}

static bool take_relation(struct block *b, Osm__Relation *r)
{
    size_t n = r->n_members;
    struct osm_member *member;
    struct osm_tags tags;

    if (r->n_roles != n || r->n_types != n)
        return fail(b, "a relation with more members than roles, or fewer");
    if (!put_tags(b, &tags, r->n_keys, r->keys, r->n_vals, r->vals)) return false;
    if (road_tags_turn(&tags) == ROAD_TURN_FREE) return true;
    member = osm_arena_take(b->arena, n * sizeof *member);
    if (member == NULL) return fail(b, "");
    add_up(n, r->members);
    for (size_t k = 0; k < n; k++) {
        if (r->roles[k] < 0 || (size_t)r->roles[k] >= b->all->stringtable->n_s)
            return fail(b, "a role that names no string of the block");
        member[k].id = r->members[k];
        member[k].role = osm_role_of(b->all->stringtable->s[r->roles[k]]);
        member[k].kind = r->types[k] == OSM__RELATION__MEMBER__NODE  ? OSM_NODE
                         : r->types[k] == OSM__RELATION__MEMBER__WAY ? OSM_WAY
                                                                     : OSM_RELATION;
    }
    osm_take_relation(b->taker, n, member, &tags);
    return true;
}

/* ---- nodes ---- */

/* Degrees, as the decimal number that is meant: the division rounds once. */
static double degrees(const Osm__PrimitiveBlock *all, int64_t offset, int64_t number)
{
    return ((double)offset + (double)all->granularity * (double)number) / 1e9;
}

static bool take_node(struct block *b, int number, int64_t lat, int64_t lon,
                      const struct osm_tags *tags)
{
    return osm_take_node(b->taker, number, degrees(b->all, b->all->lon_offset, lon),
                         degrees(b->all, b->all->lat_offset, lat), tags, b->err) == ERR_OK;
}

static bool take_plain(struct block *b, const Osm__Node *node)
{
    int number = osm_take_find(b->taker, node->id);
    struct osm_tags tags;

    if (number < 0) return true;
    if (!put_tags(b, &tags, node->n_keys, node->keys, node->n_vals, node->vals)) return false;
    return take_node(b, number, node->lat, node->lon, &tags);
}

/* The tags of the next node: (key, value)* 0, from *at on. With tags NULL passes over them. */
static bool dense_tags(struct block *b, const Osm__DenseNodes *d, size_t *at,
                       struct osm_tags *tags)
{
    size_t k = *at;

    if (tags != NULL) *tags = (struct osm_tags){{NULL}};
    while (k < d->n_keys_vals && d->keys_vals[k] != 0) {
        if (k + 1 == d->n_keys_vals) return fail(b, "nodes whose tags end too early");
        if (d->keys_vals[k] < 0 || d->keys_vals[k + 1] < 0)
            return fail(b, "a tag that names no string of the block");
        if (tags != NULL &&
            !put_tag(b, tags, (uint64_t)d->keys_vals[k], (uint64_t)d->keys_vals[k + 1]))
            return false;
        k += 2;
    }
    if (k == d->n_keys_vals && k > 0) return fail(b, "nodes whose tags end too early");
    *at = k + 1;
    return true;
}

static bool take_dense(struct block *b, Osm__DenseNodes *d)
{
    struct osm_tags tags;
    size_t at = 0;

    if (d->n_lat != d->n_id || d->n_lon != d->n_id)
        return fail(b, "nodes with more ids than places, or fewer");
    add_up(d->n_id, d->id);
    add_up(d->n_id, d->lat);
    add_up(d->n_id, d->lon);
    for (size_t k = 0; k < d->n_id; k++) {
        int number = osm_take_find(b->taker, d->id[k]);

        if (d->n_keys_vals > 0) {
            if (!dense_tags(b, d, &at, number >= 0 ? &tags : NULL)) return false;
        } else if (number >= 0) {
            tags = (struct osm_tags){{NULL}};
        }
        if (number >= 0 && !take_node(b, number, d->lat[k], d->lon[k], &tags)) return false;
    }
    return true;
}

/* ---- groups ---- */

static bool take_group(struct block *b, const Osm__Group *group)
{
    for (size_t k = 0; k < group->n_ways; k++)
        if (!take_way(b, group->ways[k])) return false;
    for (size_t k = 0; k < group->n_relations; k++)
        if (!take_relation(b, group->relations[k])) return false;
    return true;
}

static bool take_nodes(struct block *b, const Osm__Group *group)
{
    for (size_t k = 0; k < group->n_nodes; k++)
        if (!take_plain(b, group->nodes[k])) return false;
    return group->dense == NULL || take_dense(b, group->dense);
}

/* A group holds objects of one kind; its first byte tells which. */
static int kind_of(const ProtobufCBinaryData *group)
{
    enum { NODES = 1 << 3 | 2, DENSE = 2 << 3 | 2, WAYS = 3 << 3 | 2, RELATIONS = 4 << 3 | 2 };

    if (group->len == 0) return 0;
    if (group->data[0] == NODES || group->data[0] == DENSE) return OSM_BLOCK_NODES;
    return group->data[0] == WAYS || group->data[0] == RELATIONS ? OSM_BLOCK_OTHERS : 0;
}

static bool take_groups(struct block *b, bool nodes, int *has)
{
    for (size_t k = 0; k < b->all->n_group; k++) {
        const ProtobufCBinaryData *bytes = &b->all->group[k];
        int kind = kind_of(bytes);
        Osm__Group *group;

        *has |= kind;
        if (kind != (nodes ? OSM_BLOCK_NODES : OSM_BLOCK_OTHERS)) continue;
        group = osm__group__unpack(&b->arena->allocator, bytes->len, bytes->data);
        if (group == NULL) return fail(b, "objects that cannot be unpacked");
        if (!(nodes ? take_nodes(b, group) : take_group(b, group))) return false;
    }
    return true;
}

int osm_pbf_block(struct osm_taker *taker, struct osm_arena *arena, bool nodes,
                  const uint8_t *bytes, size_t n, const char **why, struct error *err)
{
    struct block b = {.taker = taker, .arena = arena, .err = err};
    int has = 0;

    *why = "a block that cannot be unpacked";
    err->code = ERR_OK;
    b.all = osm__primitive_block__unpack(&arena->allocator, n, bytes);
    if (b.all == NULL) return -1;
    if (b.all->granularity <= 0) {
        *why = "a block whose places are counted in steps of no length";
        return -1;
    }
    b.key = osm_arena_take(arena, b.all->stringtable->n_s + 1);
    if (b.key == NULL) return -1;
    memset(b.key, UNSEEN, b.all->stringtable->n_s + 1);
    if (!take_groups(&b, nodes, &has)) {
        *why = b.why != NULL ? b.why : "";
        return -1;
    }
    return has;
}
