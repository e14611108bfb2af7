/* fixture_osm_pbf.c - the PBF of fixture_osm.h, packed by the messages of osm.proto. */
#include <osm.pb-c.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "tests/fixture_osm_kept.h"

enum { BLOCK = 8000 };

static void *room(size_t n, size_t size)
{
    void *out = calloc(n + 1, size);

    if (out == NULL) abort();
    return out;
}

/* ---- blobs ---- */

static void put_blob(const struct fixture_osm *osm, FILE *file, const char *type,
                     uint8_t *bytes, size_t n)
{
    Osm__Blob blob = OSM__BLOB__INIT;
    Osm__BlobHeader header = OSM__BLOB_HEADER__INIT;
    uLongf n_packed = compressBound(n);
    uint8_t *packed = room(n_packed, 1), *out, *head, length[4];
    size_t n_out, n_head;

    if (osm->style.raw) {
        blob.has_raw = true;
        blob.raw = (ProtobufCBinaryData){n, bytes};
    } else {
        compress(packed, &n_packed, bytes, n);
        blob.has_zlib_data = blob.has_raw_size = true;
        blob.raw_size = (int32_t)n;
        blob.zlib_data = (ProtobufCBinaryData){n_packed, packed};
    }
    out = room(osm__blob__get_packed_size(&blob), 1);
    n_out = osm__blob__pack(&blob, out);
    header.type = (char *)type;
    header.datasize = (int32_t)n_out;
    head = room(osm__blob_header__get_packed_size(&header), 1);
    n_head = osm__blob_header__pack(&header, head);
    for (int k = 0; k < 4; k++)
        length[k] = (uint8_t)(n_head >> (24 - 8 * k));
    fwrite(length, 1, 4, file);
    fwrite(head, 1, n_head, file);
    fwrite(out, 1, n_out, file);
    free(packed);
    free(out);
    free(head);
}

static void put_header(const struct fixture_osm *osm, FILE *file)
{
    Osm__HeaderBlock header = OSM__HEADER_BLOCK__INIT;
    char *required[3] = {"OsmSchema-V0.6", "DenseNodes", (char *)osm->style.required};
    uint8_t *bytes;

    header.n_required_features = osm->style.required != NULL ? 3 : 2;
    header.required_features = required;
    header.writingprogram = "test";
    header.has_replication_timestamp = osm->style.date != 0;
    header.replication_timestamp = osm->style.date;
    bytes = room(osm__header_block__get_packed_size(&header), 1);
    put_blob(osm, file, "OSMHeader", bytes, osm__header_block__pack(&header, bytes));
    free(bytes);
}

/* ---- blocks ---- */

/* Texts of a block; those of tags are few, so that a hash with open addresses does. */
struct strings {
    int n, slot[65536];
    char *text[32768];
};

static uint32_t number_of(struct strings *s, const char *text)
{
    unsigned hash = 5381;

    for (const char *c = text; *c != '\0'; c++)
        hash = hash * 33 + (unsigned char)*c;
    for (hash &= 65535; s->slot[hash] != 0; hash = (hash + 1) & 65535)
        if (strcmp(s->text[s->slot[hash]], text) == 0) return (uint32_t)s->slot[hash];
    if (s->n == 32768) abort();
    s->text[s->n] = strdup(text);
    s->slot[hash] = s->n;
    return (uint32_t)s->n++;
}

static struct strings *strings_new(void)
{
    struct strings *s = room(1, sizeof *s);

    s->text[0] = strdup("");
    s->n = 1;
    return s;
}

static void put_block(const struct fixture_osm *osm, FILE *file, struct strings *s,
                      Osm__Group *group)
{
    Osm__PrimitiveBlock block = OSM__PRIMITIVE_BLOCK__INIT;
    Osm__StringTable table = OSM__STRING_TABLE__INIT;
    ProtobufCBinaryData packed;
    uint8_t *bytes;

    table.n_s = (size_t)s->n;
    table.s = s->text;
    block.stringtable = &table;
    packed.data = room(osm__group__get_packed_size(group), 1);
    packed.len = osm__group__pack(group, packed.data);
    block.n_group = 1;
    block.group = &packed;
    if (osm->style.granularity != 0) {
        block.has_granularity = true;
        block.granularity = osm->style.granularity;
    }
    block.has_lat_offset = osm->style.lat_offset != 0;
    block.lat_offset = osm->style.lat_offset;
    block.has_lon_offset = osm->style.lon_offset != 0;
    block.lon_offset = osm->style.lon_offset;
    bytes = room(osm__primitive_block__get_packed_size(&block), 1);
    put_blob(osm, file, "OSMData", bytes, osm__primitive_block__pack(&block, bytes));
    free(bytes);
    free(packed.data);
    for (int k = 0; k < s->n; k++)
        free(s->text[k]);
    free(s);
}

/* Keys and values of an object; returns their number. */
static size_t put_tags(struct strings *s, const char *tags, uint32_t **keys, uint32_t **values)
{
    char key[KEPT_TEXT], value[KEPT_TEXT];
    size_t n = 0;

    *keys = room(64, sizeof **keys);
    *values = room(64, sizeof **values);
    for (; n < 64 && kept_tag(&tags, key, value); n++) {
        (*keys)[n] = number_of(s, key);
        (*values)[n] = number_of(s, value);
    }
    return n;
}

static int64_t in_steps(const struct fixture_osm *osm, long long e7, long long offset)
{
    return (e7 * 100 - offset) / (osm->style.granularity != 0 ? osm->style.granularity : 100);
}

static void dense(const struct fixture_osm *osm, FILE *file, int first, int n)
{
    struct strings *s = strings_new();
    Osm__DenseNodes nodes = OSM__DENSE_NODES__INIT;
    Osm__Group group = OSM__GROUP__INIT;
    int64_t last[3] = {0}, *column[3];
    size_t n_tags = 0, room_tags = 0;
    int32_t *tag = NULL;

    for (int c = 0; c < 3; c++)
        column[c] = room((size_t)n, sizeof **column);
    for (int k = 0; k < n; k++) {
        const struct kept_node *at = &osm->node[first + k];
        int64_t now[3] = {at->id, in_steps(osm, at->lat, osm->style.lat_offset),
                          in_steps(osm, at->lon, osm->style.lon_offset)};
        uint32_t *keys, *values;
        size_t more = put_tags(s, at->tags, &keys, &values);

        for (int c = 0; c < 3; c++) {
            column[c][k] = now[c] - last[c];
            last[c] = now[c];
        }
        if (n_tags + 2 * more + 1 > room_tags) {
            room_tags = 2 * (n_tags + 2 * more + 1);
            tag = realloc(tag, room_tags * sizeof *tag);
            if (tag == NULL) abort();
        }
        for (size_t t = 0; t < more; t++) {
            tag[n_tags++] = (int32_t)keys[t];
            tag[n_tags++] = (int32_t)values[t];
        }
        tag[n_tags++] = 0;
        free(keys);
        free(values);
    }
    nodes.n_id = nodes.n_lat = nodes.n_lon = (size_t)n;
    nodes.id = column[0];
    nodes.lat = column[1];
    nodes.lon = column[2];
    nodes.n_keys_vals = n_tags;
    nodes.keys_vals = tag;
    group.dense = &nodes;
    put_block(osm, file, s, &group);
    for (int c = 0; c < 3; c++)
        free(column[c]);
    free(tag);
}

static void plain(const struct fixture_osm *osm, FILE *file, int first, int n)
{
    struct strings *s = strings_new();
    Osm__Group group = OSM__GROUP__INIT;
    Osm__Node *node = room((size_t)n, sizeof *node);

    group.n_nodes = (size_t)n;
    group.nodes = room((size_t)n, sizeof *group.nodes);
    for (int k = 0; k < n; k++) {
        const struct kept_node *at = &osm->node[first + k];

        osm__node__init(&node[k]);
        node[k].id = at->id;
        node[k].lat = in_steps(osm, at->lat, osm->style.lat_offset);
        node[k].lon = in_steps(osm, at->lon, osm->style.lon_offset);
        node[k].n_keys = node[k].n_vals = put_tags(s, at->tags, &node[k].keys, &node[k].vals);
        group.nodes[k] = &node[k];
    }
    put_block(osm, file, s, &group);
    for (int k = 0; k < n; k++) {
        free(node[k].keys);
        free(node[k].vals);
    }
    free(node);
    free(group.nodes);
}

static void ways(const struct fixture_osm *osm, FILE *file, int first, int n)
{
    struct strings *s = strings_new();
    Osm__Group group = OSM__GROUP__INIT;
    Osm__Way *way = room((size_t)n, sizeof *way);

    group.n_ways = (size_t)n;
    group.ways = room((size_t)n, sizeof *group.ways);
    for (int k = 0; k < n; k++) {
        const struct kept_way *at = &osm->way[first + k];
        long long last = 0;

        osm__way__init(&way[k]);
        way[k].id = at->id;
        way[k].n_keys = way[k].n_vals = put_tags(s, at->tags, &way[k].keys, &way[k].vals);
        way[k].n_refs = (size_t)at->n;
        way[k].refs = room((size_t)at->n, sizeof *way[k].refs);
        for (int r = 0; r < at->n; r++) {
            way[k].refs[r] = osm->ref[at->first + r] - last;
            last = osm->ref[at->first + r];
        }
        group.ways[k] = &way[k];
    }
    put_block(osm, file, s, &group);
    for (int k = 0; k < n; k++) {
        free(way[k].keys);
        free(way[k].vals);
        free(way[k].refs);
    }
    free(way);
    free(group.ways);
}

static void fill_relation(const struct fixture_osm *osm, struct strings *s,
                          const struct kept_way *at, Osm__Relation *r)
{
    size_t n = (size_t)at->n;
    long long last = 0;

    osm__relation__init(r);
    r->id = at->id;
    r->n_keys = r->n_vals = put_tags(s, at->tags, &r->keys, &r->vals);
    r->n_roles = r->n_members = r->n_types = n;
    r->roles = room(n, sizeof *r->roles);
    r->members = room(n, sizeof *r->members);
    r->types = room(n, sizeof *r->types);
    for (size_t m = 0; m < n; m++) {
        const struct fixture_osm_member *member = &osm->member[(size_t)at->first + m];

        r->roles[m] = (int32_t)number_of(s, member->role);
        r->members[m] = member->id - last;
        last = member->id;
        r->types[m] = member->kind == 'n'   ? OSM__RELATION__MEMBER__NODE
                      : member->kind == 'w' ? OSM__RELATION__MEMBER__WAY
                                            : OSM__RELATION__MEMBER__RELATION;
    }
}

static void relations(const struct fixture_osm *osm, FILE *file, int first, int n)
{
    struct strings *s = strings_new();
    Osm__Group group = OSM__GROUP__INIT;
    Osm__Relation *relation = room((size_t)n, sizeof *relation);

    group.n_relations = (size_t)n;
    group.relations = room((size_t)n, sizeof *group.relations);
    for (int k = 0; k < n; k++) {
        fill_relation(osm, s, &osm->relation[first + k], &relation[k]);
        group.relations[k] = &relation[k];
    }
    put_block(osm, file, s, &group);
    for (int k = 0; k < n; k++) {
        free(relation[k].keys);
        free(relation[k].vals);
        free(relation[k].roles);
        free(relation[k].members);
        free(relation[k].types);
    }
    free(relation);
    free(group.relations);
}

static void in_blocks(const struct fixture_osm *osm, FILE *file, int n,
                      void (*put)(const struct fixture_osm *, FILE *, int, int))
{
    int most = osm->style.block != 0 ? osm->style.block : BLOCK;

    for (int first = 0; first < n; first += most)
        put(osm, file, first, n - first < most ? n - first : most);
}

void kept_write_pbf(const struct fixture_osm *osm, FILE *file)
{
    put_header(osm, file);
    in_blocks(osm, file, osm->n_nodes, osm->style.plain ? plain : dense);
    in_blocks(osm, file, osm->n_ways, ways);
    in_blocks(osm, file, osm->n_relations, relations);
}
