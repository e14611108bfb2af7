/* test_road_mutated.c - files of OpenStreetMap cut short at every byte and thousands of mutated
 * ones: a sentence, never a crash; the sanitizers look on. */
#include "tests/road_scene.h"

#include <osm.pb-c.h>

#include "tests/dice.h"
#include "tests/fixture_osm.h"

static unsigned char good[1 << 16], bad[1 << 17];
static size_t n_good;

static void make_town(const char *name, bool raw)
{
    struct fixture_osm *osm = fixture_osm_new();
    FILE *file;

    for (int k = 0; k < 12; k++)
        fixture_osm_node(osm, 100 + k, 114 + k / 100.0, 22.5 + k % 3 / 100.0,
                         k % 4 == 0 ? "barrier=gate|access=private" : NULL);
    for (int w = 0; w < 5; w++)
        fixture_osm_way(osm, w + 1, 4, (long long[]){100 + w, 101 + w, 105 + w, 107 + w},
                        w % 2 ? "highway=primary|maxspeed=50;30|oneway=yes"
                              : "highway=footway");
    fixture_osm_ban(osm, 1, 2, 102, 4, "restriction=no_left_turn|except=psv");
    fixture_osm_style(osm)->raw = raw;
    fixture_osm_style(osm)->plain = raw;
    fixture_osm_style(osm)->block = 5;
    fixture_osm_write(osm, road_path(name));
    fixture_osm_free(osm);
    file = fopen(road_path(name), "rb");
    assert_non_null(file);
    n_good = fread(good, 1, sizeof good, file);
    fclose(file);
    assert_true(n_good > 300 && n_good < sizeof good);
}

/* Where blobs of the good file end. */
static bool is_border(size_t at)
{
    size_t here = 0;

    while (here < at) {
        size_t n = (size_t)good[here + 2] << 8 | good[here + 3];
        Osm__BlobHeader *header = osm__blob_header__unpack(NULL, n, good + here + 4);

        assert_non_null(header);
        here += 4 + n + (size_t)header->datasize;
        osm__blob_header__free_unpacked(header, NULL);
    }
    return here == at;
}

static void cut_short(void **state)
{
    const char *name = *state;

    make_town(name, strcmp(name, "raw.pbf") == 0);
    memcpy(bad, good, n_good);
    for (size_t n = 0; n < n_good; n++) {
        enum err code = road_read_bytes("cut.pbf", bad, n);

        if (n == 0)
            assert_non_null(strstr(road_err.text, "is empty"));
        else if (!is_border(n)) {
            assert_int_equal(code, ERR_DATA);
            assert_non_null(strstr(road_err.text, "cut short"));
        }
    }
}

static void cut_xml(void **state)
{
    (void)state;
    make_town("town.osm", false);
    memcpy(bad, good, n_good);
    for (size_t n = 0; n + 1 < n_good; n++) { /* its last byte is the end of a line */
        assert_int_equal(road_read_bytes("cut.osm", bad, n), ERR_DATA);
        if (strstr(road_err.text, n == 0 ? "is empty" : "cut short") == NULL)
            fail_msg("%zu bytes: %s", n, road_err.text);
    }
}

static void mutate(const char *name, const char *as, int tries)
{
    int n_refused = 0;

    make_town(name, strcmp(name, "raw.pbf") == 0);
    dice = 7;
    for (int t = 0; t < tries; t++) {
        size_t n = n_good;

        memcpy(bad, good, n_good);
        for (int k = 1 + (int)(3 * uniform()); k > 0; k--) {
            size_t at = (size_t)((double)n * uniform());
            int what = (int)(4 * uniform());

            if (what == 0) bad[at] = (unsigned char)(256 * uniform());
            if (what == 1) bad[at] ^= (unsigned char)(1 << (int)(8 * uniform()));
            if (what == 2 && n > 40) {
                size_t less = 1 + (size_t)(8 * uniform());

                if (at + less > n) continue;
                memmove(bad + at, bad + at + less, n - at - less);
                n -= less;
            }
            if (what == 3 && n + 16 < sizeof bad) {
                memmove(bad + at + 8, bad + at, n - at);
                for (int b = 0; b < 8; b++)
                    bad[at + (size_t)b] =
                        (unsigned char)(uniform() < 0.5 ? 255 : 256 * uniform());
                n += 8;
            }
        }
        n_refused += road_read_bytes(as, bad, n) != ERR_OK;
    }
    assert_true(n_refused > tries / 4);
}

static void mutated_pbf(void **state)
{
    (void)state;
    mutate("raw.pbf", "mutated.pbf", 4000);
    mutate("zlib.pbf", "mutated.pbf", 1000);
}

static void mutated_xml(void **state)
{
    (void)state;
    mutate("town.osm", "mutated.osm", 2000);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test_prestate(cut_short, (void *)"raw.pbf"),
        cmocka_unit_test_prestate(cut_short, (void *)"zlib.pbf"),
        cmocka_unit_test(cut_xml),
        cmocka_unit_test(mutated_pbf),
        cmocka_unit_test(mutated_xml),
    };

    return cmocka_run_group_tests_name("road_mutated", tests, road_begin, road_finish);
}
