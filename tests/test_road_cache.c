/* test_road_cache.c - graphs that are kept come back the same, and never from a file that is
 * cut, changed or another's. */
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "assert.h"
#include "dice.h"
#include "fixture_roads.h"
#include "fixture_ways.h"
#include "scenarios/roads/road_build.h"
#include "scenarios/roads/road_cache.h"
#include "scenarios/roads/zip.h"

static const char key[] = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";
static char folder[] = "/tmp/chargeplan-cache-XXXXXX", path[200];
static struct roads *made;
static char *bytes; /* of the file */
static size_t n_bytes;
static int file;

enum { CRC_AT = 24 }; /* the checksum's place, see struct file_head */

static int begin(void **state)
{
    (void)state;
    if (mkdtemp(folder) == NULL) return -1;
    setenv("CHARGEPLAN_CACHE", folder, 1);
    sprintf(path, "%s/%s.roads", folder, key);
    made = fixture_roads();
    road_cache_keep(made, key);
    file = open(path, O_RDWR);
    if (file < 0) return -1;
    n_bytes = (size_t)lseek(file, 0, SEEK_END);
    bytes = malloc(n_bytes);
    return pread(file, bytes, n_bytes, 0) == (ssize_t)n_bytes ? 0 : -1;
}

static int end(void **state)
{
    (void)state;
    close(file);
    unlink(path);
    sprintf(path, "%s/aa.roads", folder);
    unlink(path);
    assert_int_equal(rmdir(folder), 0);
    roads_free(made);
    free(bytes);
    return 0;
}

/* Writes into the file as it is: a new one each time would wait for the disk. */
static void put(const char *content, size_t at, size_t n)
{
    assert_int_equal(pwrite(file, content, n, (off_t)at), n);
}

/* True where the cache gives what was made, false where it gives nothing. */
static bool given(void)
{
    struct roads *roads = NULL;

    if (!road_cache_load(&roads, key)) {
        assert_null(roads);
        return false;
    }
    fixture_roads_same(made, roads);
    roads_free(roads);
    return true;
}

static void comes_back_the_same(void **state)
{
    struct roads none = {0}, *roads;
    struct road_ways *ways = fixture_ways_new(false, 1);
    struct error err;

    (void)state;
    assert_true(given());
    for (enum road_mode mode = 0; mode < N_ROAD_MODES; mode++)
        assert_int_equal(road_build(&none.graph[mode], ways, mode, &err), ERR_OK);
    road_cache_keep(&none, "aa"); /* no street at all */
    assert_true(road_cache_load(&roads, "aa"));
    fixture_roads_same(&none, roads);
    roads_free(roads);
    fixture_ways_free(ways);
    assert_false(road_cache_load(&roads, "ff")); /* nothing of that name */
    for (int mode = 0; mode < N_ROAD_MODES; mode++)
        road_graph_clear(&none.graph[mode]);
}

static void cut_anywhere(void **state)
{
    (void)state;
    for (size_t n = n_bytes; n-- > 0;) {
        assert_int_equal(ftruncate(file, (off_t)n), 0);
        assert_false(given());
    }
    put(bytes, 0, n_bytes);
    assert_true(given());
}

static void longer(void **state)
{
    (void)state;
    put("12345678", n_bytes, 8);
    assert_false(given());
    assert_int_equal(ftruncate(file, (off_t)n_bytes), 0);
    assert_true(given());
}

/* In the head, of which every byte has a meaning, three changes of each, behind it one. */
static void any_byte_changed(void **state)
{
    const char change[] = {1, (char)0x80, (char)0xff};
    const size_t head = 1000, n_changes = sizeof change;

    (void)state;
    for (size_t at = 0; at < n_bytes; at++) {
        for (size_t k = 0; k < (at < head ? n_changes : 1); k++) {
            char other = (char)(bytes[at] ^ change[(at + k) % n_changes]);

            put(&other, at, 1);
            assert_false(given());
        }
        put(&bytes[at], at, 1);
    }
    assert_true(given());
}

/* Goes through a graph as its users do; a wrong index is the sanitizer's to find. */
static double walk(const struct road_graph *g)
{
    double sum = 0;
    int seen = 0;

    for (int e = 0; e < g->n_all; e++) {
        assert_true(g->line[e + 1] - g->line[e] >= 2 && g->road_class[e] < N_ROAD_CLASSES);
        for (int k = g->line[e]; k < g->line[e + 1]; k++)
            sum += g->x[k] + g->y[k];
    }
    for (int e = 0; e < g->n_edges; e++)
        for (int d = 0; d < N_ROAD_DIRECTIONS; d++) {
            int head = g->head[d][e];

            sum += g->length_m[e] + (double)g->kmh[d][e];
            assert_in_range(g->end[d][e], 0, g->n_junctions - 1);
            if (head < g->n_junctions) continue;
            for (int k = g->out_start[head - g->n_junctions];
                 k < g->out_start[head - g->n_junctions + 1]; k++)
                seen += g->head[g->out[k] % 2][g->out[k] / 2];
        }
    assert_true(isfinite(sum));
    return sum + seen;
}

static void set_sum(char *at)
{
    uint32_t sum;

    memset(at + CRC_AT, 0, sizeof sum);
    sum = zip_sum(0, at, n_bytes);
    memcpy(at + CRC_AT, &sum, sizeof sum);
}

static void garbled_with_the_right_sum(void **state)
{
    char *other = malloc(n_bytes);
    int taken = 0, refused = 0;

    (void)state;
    memcpy(other, bytes, n_bytes);
    set_sum(other);
    assert_memory_equal(other, bytes, n_bytes); /* the sum is where we think it is */
    dice = 3;
    for (size_t at = 0; at < 8 * n_bytes; at++) {
        struct roads *roads;

        memcpy(other, bytes, n_bytes);
        other[at % n_bytes] = (char)(at < n_bytes       ? -1
                                     : at < 2 * n_bytes ? 0x7f
                                                        : 256 * uniform());
        if (at > 4 * n_bytes) other[(size_t)(uniform() * (double)n_bytes)] ^= 0x55;
        set_sum(other);
        put(other, 0, n_bytes);
        if (road_cache_load(&roads, key)) {
            for (int mode = 0; mode < N_ROAD_MODES; mode++)
                walk(&roads->graph[mode]);
            roads_free(roads);
            taken++;
        } else
            refused++;
    }
    assert_true(taken > 1000 && refused > 1000);
    free(other);
    put(bytes, 0, n_bytes);
}

static void of_another_key(void **state)
{
    char other[200];

    (void)state;
    road_cache_keep(made, "ff112233445566778899aabbccddeeff00112233445566778899aabbccddeeff");
    sprintf(other, "%s/%s.roads", folder,
            "ff112233445566778899aabbccddeeff00112233445566778899aabbccddeeff");
    assert_int_equal(rename(other, path), 0); /* last of all: `file` is gone */
    assert_false(given());
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(comes_back_the_same),
        cmocka_unit_test(cut_anywhere),
        cmocka_unit_test(longer),
        cmocka_unit_test(any_byte_changed),
        cmocka_unit_test(garbled_with_the_right_sum),
        cmocka_unit_test(of_another_key),
    };

    return cmocka_run_group_tests_name("road_cache", tests, begin, end);
}
