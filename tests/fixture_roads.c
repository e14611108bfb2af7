/* fixture_roads.c - see fixture_roads.h */
#include "fixture_roads.h"

#include <stdlib.h>
#include <string.h>

#include "assert.h"
#include "dice.h"
#include "scenarios/roads/road_build.h"
#include "tests/fixture_ways.h"

static struct roads *make(unsigned long long seed)
{
    struct roads *roads = calloc(1, sizeof *roads);
    struct road_ways *ways;
    struct error err;

    dice = seed;
    ways = fixture_ways_made(9, 12, true);
    for (int k = 0; k < 40; k++)
        fixture_ban(ways, 1 + (int)(uniform() * 12), (int)(uniform() * 9),
                    1 + (int)(uniform() * 12), uniform() < 0.3);
    ways->kmh_is_limit = true;
    for (enum road_mode mode = 0; mode < N_ROAD_MODES; mode++)
        assert_int_equal(road_build(&roads->graph[mode], ways, mode, &err), ERR_OK);
    roads->geographic = true;
    roads->counts = (struct road_counts){.n_ways = 12, .n_ferries = 3, .n_bad_kmh = 2};
    strcpy(roads->date, "2024-05-01");
    fixture_ways_free(ways);
    return roads;
}

struct roads *fixture_roads(void)
{
    for (unsigned long long seed = 1;; seed++) {
        struct roads *roads = make(seed);
        const struct road_graph *g = &roads->graph[ROAD_CAR];

        if (g->n_nodes >= g->n_junctions + 3 && g->n_all >= g->n_edges + 3) return roads;
        roads_free(roads);
    }
}

#define SAME(member, n)                                                                        \
    assert_memory_equal(a->member, c->member, (size_t)(n) * sizeof *a->member)

static void same_graph(const struct road_graph *a, const struct road_graph *c)
{
    assert_int_equal(a->n_junctions, c->n_junctions);
    assert_int_equal(a->n_nodes, c->n_nodes);
    assert_int_equal(a->n_edges, c->n_edges);
    assert_int_equal(a->n_all, c->n_all);
    assert_int_equal(a->n_parts, c->n_parts);
    assert_int_equal(a->n_bans_lost, c->n_bans_lost);
    assert_int_equal(a->kmh_is_limit, c->kmh_is_limit);
    assert_near(a->used_km, c->used_km, 0, 0);
    assert_near(a->left_km, c->left_km, 0, 0);
    assert_near(a->part_km, c->part_km, 0, 0);
    assert_near(a->part_x, c->part_x, 0, 0);
    assert_near(a->part_y, c->part_y, 0, 0);
    SAME(copy_of, a->n_nodes - a->n_junctions);
    SAME(out_start, a->n_nodes - a->n_junctions + 1);
    SAME(out, a->out_start[a->n_nodes - a->n_junctions]);
    for (int d = 0; d < N_ROAD_DIRECTIONS; d++) {
        SAME(end[d], a->n_edges);
        SAME(head[d], a->n_edges);
        SAME(kmh[d], a->n_edges);
    }
    SAME(length_m, a->n_edges);
    SAME(takes, a->n_edges);
    SAME(road_class, a->n_all);
    SAME(line, a->n_all + 1);
    SAME(x, a->line[a->n_all]);
    SAME(y, a->line[a->n_all]);
}

void fixture_roads_same(const struct roads *a, const struct roads *c)
{
    assert_int_equal(a->geographic, c->geographic);
    assert_string_equal(a->date, c->date);
    assert_memory_equal(&a->counts, &c->counts, sizeof a->counts); /* ints alone */
    for (int mode = 0; mode < N_ROAD_MODES; mode++)
        same_graph(&a->graph[mode], &c->graph[mode]);
}
