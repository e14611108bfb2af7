/* osm_pbf.c - see osm_pbf.h: the blobs of a file, one after the other. */
#include "scenarios/roads/osm_pbf.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "scenarios/csv.h"
#include "scenarios/roads/osm_pbf_block.h"
#include "scenarios/roads/zip.h"

enum { MOST_HEADER = 64 << 10, MOST_BLOB = 32 << 20 }; /* of the format */

struct reading {
    FILE *file;
    const char *path;
    struct osm_taker *taker;
    struct osm_arena arena;
    bool nodes;   /* the second time */
    int block;    /* of which we are, from 1 */
    long long at; /* its first byte in the file */
    int room_has;
    unsigned char *has; /* owned: what each block has, seen the first time */
    uint8_t *in, *out;  /* owned: a blob as it is in the file, and unpacked */
    size_t room_in, room_out;
};

static enum err fail(const struct reading *r, struct error *err, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));

static enum err fail(const struct reading *r, struct error *err, const char *fmt, ...)
{
    char said[512];
    va_list list;

    va_start(list, fmt);
    vsnprintf(said, sizeof said, fmt, list);
    va_end(list);
    return error_set(err, ERR_DATA, "%s: block %d (from byte %lld on): %s", r->path, r->block,
                     r->at, said);
}

/* A message could not be unpacked: for want of memory, or since it is damaged. */
static enum err broken(const struct reading *r, const char *what, struct error *err)
{
    if (r->arena.nomem) return error_nomem(err, r->path);
    return fail(r, err, "%s; the file is damaged%s", what,
                r->arena.full ? ", or its blocks are too large" : "");
}

static bool reserve(uint8_t **bytes, size_t *room, size_t n)
{
    uint8_t *larger;

    if (n <= *room) return true;
    larger = realloc(*bytes, n);
    if (larger == NULL) return false;
    *bytes = larger;
    *room = n;
    return true;
}

/* n bytes of the file into `in`. */
static enum err get(struct reading *r, size_t n, struct error *err)
{
    if (!reserve(&r->in, &r->room_in, n)) return error_nomem(err, r->path);
    if (fread(r->in, 1, n, r->file) == n) return ERR_OK;
    if (ferror(r->file)) return error_set(err, ERR_IO, "%s: cannot be read", r->path);
    return fail(r, err, "the file ends within it; it was cut short, copy it anew");
}

/* ---- blobs ---- */

static enum err not_pbf(const struct reading *r, const uint8_t first[4], struct error *err)
{
    const char *hint = "";

    if (memcmp(first, "<?xm", 4) == 0 || memcmp(first, "<osm", 4) == 0)
        hint = ": it is XML; give it a name that ends in .osm";
    else if (first[0] == 0x1f && first[1] == 0x8b)
        hint = ": it is packed by gzip; unpack it first";
    return error_set(err, ERR_DATA, "%s: is no PBF file of OpenStreetMap%s", r->path, hint);
}

/* Size of the blob that follows; *data: is it one of data, *header: of the file's header? At
 * the end of the file *size is -1. */
static enum err read_blob_header(struct reading *r, int *size, bool *data, bool *header,
                                 struct error *err)
{
    uint8_t length[4];
    size_t n, got = fread(length, 1, 4, r->file);
    Osm__BlobHeader *head;

    *size = -1;
    if (got == 0 && !ferror(r->file)) return ERR_OK;
    r->block++;
    if (ferror(r->file)) return error_set(err, ERR_IO, "%s: cannot be read", r->path);
    if (got < 4) return fail(r, err, "the file ends within it; it was cut short, copy it anew");
    n = (size_t)length[0] << 24 | (size_t)length[1] << 16 | (size_t)length[2] << 8 | length[3];
    if (n == 0 || n > MOST_HEADER) {
        if (r->block == 1) return not_pbf(r, length, err);
        return fail(r, err, "its header is said to have %zu bytes, at most %d are allowed", n,
                    MOST_HEADER);
    }
    TRY(get(r, n, err));
    head = osm__blob_header__unpack(&r->arena.allocator, n, r->in);
    if (head == NULL && r->block == 1 && !r->arena.nomem) return not_pbf(r, length, err);
    if (head == NULL) return broken(r, "its header cannot be unpacked", err);
    if (head->datasize < 0 || head->datasize > MOST_BLOB)
        return fail(r, err, "it is said to have %d bytes, at most %d are allowed",
                    (int)head->datasize, MOST_BLOB);
    *size = head->datasize;
    *data = strcmp(head->type, "OSMData") == 0;
    *header = strcmp(head->type, "OSMHeader") == 0;
    return ERR_OK;
}

/* The bytes of a blob of which `in` holds size bytes; borrowed. */
static enum err unpack_blob(struct reading *r, int size, const uint8_t **bytes, size_t *n,
                            struct error *err)
{
    const Osm__Blob *blob = osm__blob__unpack(&r->arena.allocator, (size_t)size, r->in);
    const char *packer;

    if (blob == NULL) return broken(r, "its blob cannot be unpacked", err);
    if (blob->has_raw) {
        *bytes = blob->raw.data;
        *n = blob->raw.len;
        return ERR_OK;
    }
    packer = blob->has_lzma_data    ? "lzma"
             : blob->has_bzip2_data ? "bzip2"
             : blob->has_lz4_data   ? "lz4"
             : blob->has_zstd_data  ? "zstd"
                                    : NULL;
    if (packer != NULL)
        return fail(
            r, err,
            "it is packed by %s, which is not read; pack it by zlib: osmium cat FILE -o "
            "NEW.osm.pbf",
            packer);
    if (!blob->has_zlib_data) return broken(r, "its blob is empty", err);
    if (!blob->has_raw_size || blob->raw_size < 0 || blob->raw_size > MOST_BLOB)
        return fail(r, err, "it is said to unpack to %d bytes, at most %d are allowed",
                    (int)blob->raw_size, MOST_BLOB);
    if (!reserve(&r->out, &r->room_out, (size_t)blob->raw_size))
        return error_nomem(err, r->path);
    if (!zip_unpack(r->out, (size_t)blob->raw_size, blob->zlib_data.data, blob->zlib_data.len))
        return broken(r, "its packed bytes are no zlib stream of the said size", err);
    *bytes = r->out;
    *n = (size_t)blob->raw_size;
    return ERR_OK;
}

/* ---- blocks ---- */

static enum err take_header(struct reading *r, const uint8_t *bytes, size_t n,
                            struct error *err)
{
    static const char *const known[] = {"OsmSchema-V0.6", "DenseNodes", "LocationsOnWays"};
    enum { N_KNOWN = sizeof known / sizeof known[0] };
    const Osm__HeaderBlock *header = osm__header_block__unpack(&r->arena.allocator, n, bytes);

    if (header == NULL) return broken(r, "the header of the file cannot be unpacked", err);
    for (size_t k = 0; k < header->n_required_features; k++) {
        const char *feature = header->required_features[k];
        int found = 0;

        while (found < N_KNOWN && strcmp(feature, known[found]) != 0)
            found++;
        if (found < N_KNOWN) continue;
        return error_set(
            err, ERR_DATA, "%s: needs a reader that knows '%s', which this program does not%s",
            r->path, csv_quote(feature).text,
            strcmp(feature, "HistoricalInformation") == 0 ? "; take a file without history"
                                                          : "");
    }
    if (header->has_replication_timestamp)
        osm_take_seconds(r->taker, header->replication_timestamp);
    return ERR_OK;
}

static enum err take_block(struct reading *r, const uint8_t *bytes, size_t n, struct error *err)
{
    const char *why = "";
    int has = osm_pbf_block(r->taker, &r->arena, r->nodes, bytes, n, &why, err);

    if (has < 0 && err->code != ERR_OK) return err->code;
    if (has < 0) return broken(r, why, err);
    if (r->nodes) return ERR_OK;
    if (!road_draft_room(&r->has, r->block, &r->room_has, 1)) return error_nomem(err, r->path);
    r->has[r->block] = (unsigned char)has;
    return ERR_OK;
}

/* The second time blocks without nodes are passed over. */
static bool is_needed(const struct reading *r, bool data, bool header)
{
    if (!r->nodes) return data || header;
    return data && (r->has[r->block] & OSM_BLOCK_NODES);
}

static enum err take_blob(struct reading *r, int size, bool data, bool header,
                          struct error *err)
{
    const uint8_t *bytes = NULL;
    size_t n = 0;

    if (r->block == 1 && !header)
        return error_set(err, ERR_DATA,
                         "%s: does not begin with the header of a PBF file of OpenStreetMap",
                         r->path);
    if (!is_needed(r, data, header)) {
        if (fseek(r->file, size, SEEK_CUR) == 0) return ERR_OK;
        return error_set(err, ERR_IO, "%s: cannot be read", r->path);
    }
    TRY(get(r, (size_t)size, err));
    TRY(unpack_blob(r, size, &bytes, &n, err));
    if (header) return take_header(r, bytes, n, err);
    return take_block(r, bytes, n, err);
}

static enum err read_blobs(struct reading *r, struct error *err)
{
    rewind(r->file);
    r->block = 0;
    for (r->at = 0;; r->at = ftell(r->file)) {
        bool data = false, header = false;
        int size = 0;

        osm_arena_reset(&r->arena);
        TRY(read_blob_header(r, &size, &data, &header, err));
        if (size < 0) break;
        TRY(take_blob(r, size, data, header, err));
    }
    if (r->block == 0) return error_set(err, ERR_DATA, "%s: is empty", r->path);
    return ERR_OK;
}

enum err osm_pbf_read(struct osm_taker *taker, FILE *file, const char *path, struct error *err)
{
    struct reading r = {.file = file, .path = path, .taker = taker};
    enum err code;

    osm_arena_begin(&r.arena);
    code = read_blobs(&r, err);
    r.nodes = true;
    if (code == ERR_OK) code = osm_take_sort(taker, err);
    if (code == ERR_OK) code = read_blobs(&r, err);
    osm_arena_clear(&r.arena);
    free(r.has);
    free(r.in);
    free(r.out);
    return code;
}
