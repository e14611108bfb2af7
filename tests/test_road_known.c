/* test_road_known.c - label: known. The streets of Porto Alegre, in the data folder beside the
 * project: counts by osmium-tool 1.15 and by a script of 25 lines that reads osmium's XML with
 * the rules of road_tags.h. */
#include "tests/road_scene.h"

static struct known {
    const char *name;
    bool private_ways;
    int n_ways, n_vertices, n_arcs; /* of cars */
    int n_primary, n_residential, n_service;
} known[] = {
    {"private streets closed", false, 11226, 30484, 58595, 529, 3185, 3219},
    {"private streets used", true, 11628, 31690, 61133, 529, 3200, 3590},
};

static int count(const struct road_ways *w, enum road_class road_class)
{
    int n = 0;

    for (int k = 0; k < w->n_ways; k++)
        n += w->way[k].road_class == road_class && w->way[k].open[ROAD_CAR] != 0;
    return n;
}

static void porto_alegre(void **state)
{
    const struct known *want = *state;
    const char *dir = getenv("CHARGEPLAN_SHARED");
    char path[512];
    int n_ways = 0, n_vertices = 0, n_arcs = 0;
    struct scenario *s;
    bool *seen;

    if (dir == NULL) dir = SHARED_DIR;
    if (access(dir, F_OK) != 0) {
        print_message("%s is not there: skipped\n", dir);
        skip();
    }
    snprintf(path, sizeof path, "%s/data/porto-alegre/poa_osm.pbf", dir);
    s = road_scenario("");
    s->roads.file = path;
    s->roads.private_ways = want->private_ways;
    if (road_read(s, &everywhere, true) != ERR_OK) fail_msg("%s", road_err.text);
    assert_int_equal(ways.counts.n_ways, 16032); /* osmium fileinfo -e */
    assert_int_equal(ways.counts.n_missing, 0);
    assert_int_equal(ways.counts.n_unopened, 37);
    seen = calloc((size_t)ways.n_points, sizeof *seen);
    assert_non_null(seen);
    for (int w = 0; w < ways.n_ways; w++) {
        const struct road_way *way = &ways.way[w];
        int open = way->open[ROAD_CAR];

        if (open == 0) continue;
        n_ways++;
        n_arcs += (way->n - 1) * ((open & ROAD_OPEN_ALONG) + (open & ROAD_OPEN_AGAINST) / 2);
        for (int k = 0; k < way->n; k++) {
            n_vertices += !seen[ways.point[way->first + k]];
            seen[ways.point[way->first + k]] = true;
        }
    }
    free(seen);
    assert_int_equal(n_ways, want->n_ways);
    assert_int_equal(n_vertices, want->n_vertices);
    assert_int_equal(n_arcs, want->n_arcs);
    assert_int_equal(count(&ways, ROAD_PRIMARY), want->n_primary);
    assert_int_equal(count(&ways, ROAD_RESIDENTIAL), want->n_residential);
    assert_int_equal(count(&ways, ROAD_SERVICE), want->n_service);
}

int main(void)
{
    struct CMUnitTest tests[COUNT(known)];

    for (size_t k = 0; k < COUNT(known); k++)
        tests[k] = (struct CMUnitTest){known[k].name, porto_alegre, NULL, NULL, &known[k]};
    return cmocka_run_group_tests_name("road_known", tests, road_begin, road_finish);
}
