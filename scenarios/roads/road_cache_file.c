/* road_cache_file.c - see road_cache_file.h */
#include "scenarios/roads/road_cache_file.h"

#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "scenarios/roads/zip.h"
#include "scenarios/sha256.h"

/* Raised when the layout changes; what the sources make of a file is in the key. */
static const char magic[8] = "CPROADS1";
enum { ENDIAN = 0x01020304 };

struct graph_head {
    int32_t n_junctions, n_nodes, n_out, n_edges, n_all, n_points, n_parts, n_bans_lost;
    int32_t kmh_is_limit, unused;
    double used_km, left_km, part_km, part_x, part_y;
};

struct file_head {
    char magic[8];
    uint32_t endian, head_bytes; /* another machine's or compiler's are not read */
    uint64_t bytes;              /* of the whole file */
    uint32_t crc;                /* of the whole file, with 0 here */
    int32_t geographic;
    char key[SHA256_HEX + 7];
    char date[32];
    struct graph_head graph[N_ROAD_MODES];
    struct road_counts counts;
};

/* An array of a graph. Its pointer is read and set by memcpy(), whatever it points to. */
struct block {
    void *pointer; /* where the pointer is kept */
    size_t bytes;
};
enum { N_BLOCKS = 15 };

static void find_blocks(struct road_graph *g, const struct graph_head *h,
                        struct block block[N_BLOCKS])
{
    size_t edges = (size_t)h->n_edges, all = (size_t)h->n_all, points = (size_t)h->n_points;
    size_t copies = (size_t)(h->n_nodes - h->n_junctions);
    const struct block found[N_BLOCKS] = {
        {&g->x, points * sizeof *g->x},
        {&g->y, points * sizeof *g->y},
        {&g->length_m, edges * sizeof *g->length_m},
        {&g->copy_of, copies * sizeof *g->copy_of},
        {&g->out_start, (copies + 1) * sizeof *g->out_start},
        {&g->out, (size_t)h->n_out * sizeof *g->out},
        {&g->end[0], edges * sizeof(int)},
        {&g->end[1], edges * sizeof(int)},
        {&g->head[0], edges * sizeof(int)},
        {&g->head[1], edges * sizeof(int)},
        {&g->kmh[0], edges * sizeof(float)},
        {&g->kmh[1], edges * sizeof(float)},
        {&g->line, (all + 1) * sizeof *g->line},
        {&g->road_class, all},
        {&g->takes, edges},
    };

    memcpy(block, found, sizeof found);
}

static void *array_of(const struct block *block)
{
    void *array;

    memcpy(&array, block->pointer, sizeof array);
    return array;
}

/* ---- writing ---- */

static bool write_all(int file, const void *bytes, size_t n)
{
    const char *at = bytes;

    while (n > 0) {
        ssize_t some = write(file, at, n < 1 << 30 ? n : 1 << 30);

        if (some < 0 && errno == EINTR) continue;
        if (some <= 0) return false;
        at += some;
        n -= (size_t)some;
    }
    return true;
}

static struct graph_head graph_head_of(const struct road_graph *g)
{
    return (struct graph_head){.n_junctions = g->n_junctions,
                               .n_nodes = g->n_nodes,
                               .n_out = g->out_start[g->n_nodes - g->n_junctions],
                               .n_edges = g->n_edges,
                               .n_all = g->n_all,
                               .n_points = g->line[g->n_all],
                               .n_parts = g->n_parts,
                               .n_bans_lost = g->n_bans_lost,
                               .kmh_is_limit = g->kmh_is_limit,
                               .used_km = g->used_km,
                               .left_km = g->left_km,
                               .part_km = g->part_km,
                               .part_x = g->part_x,
                               .part_y = g->part_y};
}

static void fill_head(struct file_head *head, const struct roads *roads, const char *key)
{
    memset(head, 0, sizeof *head);
    memcpy(head->magic, magic, sizeof magic);
    head->endian = ENDIAN;
    head->head_bytes = sizeof *head;
    head->geographic = roads->geographic;
    memcpy(head->key, key, strlen(key) < SHA256_HEX ? strlen(key) : SHA256_HEX);
    memcpy(head->date, roads->date, sizeof head->date);
    head->counts = roads->counts;
    for (int mode = 0; mode < N_ROAD_MODES; mode++)
        head->graph[mode] = graph_head_of(&roads->graph[mode]);
}

bool road_cache_write(int file, const struct roads *roads, const char *key)
{
    struct road_graph graph[N_ROAD_MODES]; /* copies: their pointers are only looked up */
    struct block block[N_ROAD_MODES * N_BLOCKS];
    struct file_head head;
    uint32_t crc;

    fill_head(&head, roads, key);
    head.bytes = sizeof head;
    for (int mode = 0; mode < N_ROAD_MODES; mode++) {
        graph[mode] = roads->graph[mode];
        find_blocks(&graph[mode], &head.graph[mode], block + mode * N_BLOCKS);
    }
    for (int k = 0; k < N_ROAD_MODES * N_BLOCKS; k++)
        head.bytes += block[k].bytes;
    crc = zip_sum(0, &head, sizeof head);
    for (int k = 0; k < N_ROAD_MODES * N_BLOCKS; k++) /* zlib forgets the sum for NULL */
        if (block[k].bytes > 0) crc = zip_sum(crc, array_of(&block[k]), block[k].bytes);
    head.crc = crc;
    if (!write_all(file, &head, sizeof head)) return false;
    for (int k = 0; k < N_ROAD_MODES * N_BLOCKS; k++)
        if (!write_all(file, array_of(&block[k]), block[k].bytes)) return false;
    return true;
}

/* ---- reading ---- */

static bool read_all(int file, void *bytes, size_t n)
{
    char *at = bytes;

    while (n > 0) {
        ssize_t some = read(file, at, n < 1 << 30 ? n : 1 << 30);

        if (some < 0 && errno == EINTR) continue;
        if (some <= 0) return false;
        at += some;
        n -= (size_t)some;
    }
    return true;
}

/* Numbers that may be multiplied and added without overflow, and indexed by. */
static bool head_sound(const struct file_head *head, const char *key)
{
    char want[sizeof head->key] = {0};

    memcpy(want, key, strlen(key) < SHA256_HEX ? strlen(key) : SHA256_HEX);
    if (memcmp(head->magic, magic, sizeof magic) != 0 || head->endian != ENDIAN ||
        head->head_bytes != sizeof *head || memcmp(head->key, want, sizeof want) != 0 ||
        memchr(head->date, '\0', sizeof head->date) == NULL)
        return false;
    for (int mode = 0; mode < N_ROAD_MODES; mode++) {
        const struct graph_head *g = &head->graph[mode];

        if (g->n_junctions < 0 || g->n_nodes < g->n_junctions || g->n_out < 0 ||
            g->n_edges < 0 || g->n_edges > INT32_MAX / 2 || g->n_all < g->n_edges ||
            g->n_points < 0 || g->n_parts < 0 || g->n_bans_lost < 0)
            return false;
    }
    return true;
}

static void fill_graph(struct road_graph *g, const struct graph_head *h)
{
    *g = (struct road_graph){.n_junctions = h->n_junctions,
                             .n_nodes = h->n_nodes,
                             .n_edges = h->n_edges,
                             .n_all = h->n_all,
                             .kmh_is_limit = h->kmh_is_limit != 0,
                             .used_km = h->used_km,
                             .left_km = h->left_km,
                             .n_parts = h->n_parts,
                             .part_km = h->part_km,
                             .part_x = h->part_x,
                             .part_y = h->part_y,
                             .n_bans_lost = h->n_bans_lost};
}

/* Room and bytes of all arrays, and their checksum on from `crc`. The file is as long as its
 * head says, so that no more is asked for than there is. */
static bool read_blocks(int file, struct block block[], uint32_t *crc)
{
    for (int k = 0; k < N_ROAD_MODES * N_BLOCKS; k++) {
        void *array = malloc(block[k].bytes + 1);

        memcpy(block[k].pointer, &array, sizeof array);
        if (array == NULL || !read_all(file, array, block[k].bytes)) return false;
        *crc = zip_sum(*crc, array, block[k].bytes);
    }
    return true;
}

static bool read_arrays(int file, struct roads *roads, struct file_head *head)
{
    struct block block[N_ROAD_MODES * N_BLOCKS];
    uint64_t bytes = sizeof *head;
    uint32_t said = head->crc, crc;

    for (int mode = 0; mode < N_ROAD_MODES; mode++) {
        fill_graph(&roads->graph[mode], &head->graph[mode]);
        find_blocks(&roads->graph[mode], &head->graph[mode], block + mode * N_BLOCKS);
    }
    for (int k = 0; k < N_ROAD_MODES * N_BLOCKS; k++)
        bytes += block[k].bytes;
    if (bytes != head->bytes) return false;
    head->crc = 0;
    crc = zip_sum(0, head, sizeof *head);
    return read_blocks(file, block, &crc) && crc == said;
}

bool road_cache_read(struct roads **out, int file, const char *key)
{
    struct roads *roads;
    struct stat what;
    struct file_head head;
    bool good;

    if (fstat(file, &what) != 0 || !S_ISREG(what.st_mode)) return false;
    if (!read_all(file, &head, sizeof head) || !head_sound(&head, key)) return false;
    if (head.bytes != (uint64_t)what.st_size) return false; /* nothing is asked for in vain */
    roads = calloc(1, sizeof *roads);
    if (roads == NULL) return false;
    roads->geographic = head.geographic != 0;
    roads->counts = head.counts;
    memcpy(roads->date, head.date, sizeof roads->date);
    good = read_arrays(file, roads, &head);
    for (int mode = 0; good && mode < N_ROAD_MODES; mode++)
        good = road_cache_sound(&roads->graph[mode], roads->geographic,
                                head.graph[mode].n_points, head.graph[mode].n_out);
    if (good)
        *out = roads;
    else
        roads_free(roads);
    return good;
}
