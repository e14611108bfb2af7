/* test_road_build_random.c - graphs of made-up ways against a construction of another kind. */
#include <stdlib.h>
#include <string.h>

#include "assert.h"
#include "dice.h"
#include "fixture_ways.h"
#include "fixture_ways_brute.h"
#include "scenarios/roads/road_build.h"

static struct brute b;
static double way[BRUTE_VERTICES * BRUTE_VERTICES];

static void lay_graph(const struct road_graph *g)
{
    int n = g->n_junctions;

    for (int u = 0; u < n; u++)
        for (int v = 0; v < n; v++)
            way[u * n + v] = u == v ? 0 : INFINITY;
    for (int e = 0; e < g->n_edges; e++)
        for (int d = 0; d < N_ROAD_DIRECTIONS; d++) {
            int u = g->end[!d][e], v = g->head[d][e];

            if (v >= 0) way[u * n + v] = fmin(way[u * n + v], g->length_m[e]);
        }
    brute_all_pairs(way, n);
}

/* Ways between used junctions are those of the ways, and all are reached. */
static void check_ways(const struct road_graph *g)
{
    lay_graph(g);
    for (int u = 0; u < b.n_vertices; u++)
        for (int v = 0; v < b.n_vertices; v++) {
            if (b.node[u] < 0 || b.node[v] < 0) continue;
            assert_true(isfinite(b.way_m[u][v]));
            assert_near(way[b.node[u] * g->n_junctions + b.node[v]], b.way_m[u][v], 1e-11,
                        1e-9);
        }
}

/* Parts left out: labels spread over shared vertices until they rest. */
static void check_left(const struct road_graph *g)
{
    int label[BRUTE_PIECES], parts = 0;
    double used_m = 0, left_m = 0, most_m = 0;

    for (int k = 0; k < b.n_pieces; k++)
        label[k] = k;
    for (int turn = 0; turn < b.n_pieces; turn++)
        for (int i = 0; i < b.n_pieces; i++)
            for (int k = 0; k < b.n_pieces; k++) {
                const struct brute_piece *p = &b.piece[i], *q = &b.piece[k];
                bool at_from = (p->from == q->from || p->from == q->to) && b.node[p->from] < 0;
                bool at_to = (p->to == q->from || p->to == q->to) && b.node[p->to] < 0;

                if (!p->used && !q->used && (at_from || at_to) && label[k] < label[i])
                    label[i] = label[k];
            }
    for (int i = 0; i < b.n_pieces; i++) {
        double part_m = 0;

        *(b.piece[i].used ? &used_m : &left_m) += b.piece[i].length_m;
        parts += !b.piece[i].used && label[i] == i;
        for (int k = 0; k < b.n_pieces; k++)
            if (!b.piece[k].used && label[k] == i) part_m += b.piece[k].length_m;
        if (part_m > most_m) most_m = part_m;
    }
    assert_near(g->used_km, used_m / 1000, 1e-12, 1e-12);
    assert_near(g->left_km, left_m / 1000, 1e-12, 1e-12);
    assert_near(g->part_km, most_m / 1000, 1e-12, 1e-12);
    assert_int_equal(g->n_parts, parts);
}

static void equal_to_brute_force(void **state)
{
    int cases = 0, ties = 0, torn = 0, left = 0, used = 0;

    (void)state;
    for (dice = 1; cases < 700; cases++, dice = (unsigned long long)cases * 977) {
        struct road_ways *ways = fixture_ways_made(4 + (int)(uniform() * 22),
                                                   1 + (int)(uniform() * 22), uniform() < 0.5);

        for (enum road_mode mode = 0; mode < N_ROAD_MODES; mode++) {
            struct road_graph g;
            struct error err;

            assert_int_equal(road_build(&g, ways, mode, &err), ERR_OK);
            brute_make(&b, ways, mode);
            brute_match(&b, &g);
            if (g.n_edges > 0 || !b.tie) {
                check_left(&g);
                check_ways(&g);
            }
            assert_int_equal(g.n_nodes, g.n_junctions); /* no turn is banned */
            ties += b.tie;
            torn += b.n_vertices > ways->n_points;
            left += g.n_all - g.n_edges;
            used += g.n_edges;
            road_graph_clear(&g);
        }
        fixture_ways_free(ways);
    }
    assert_true(ties < 420 && torn > 460 && left > 2300 && used > 2300);
}

/* ---- the same ways in another order, or cut in two ---- */

static int by_text(const void *a, const void *c)
{
    return strcmp(a, c);
}

enum { LINE = 400 };

/* The edges as sorted texts; own it. */
static char (*texts_of(const struct road_graph *g))[LINE]
{
    char(*text)[LINE] = calloc((size_t)g->n_all + 1, sizeof *text);

    assert_non_null(text);
    for (int e = 0; e < g->n_all; e++) {
        bool used = e < g->n_edges;
        int n = sprintf(text[e], "%d %d %d %.9g %g", used, used && g->head[0][e] >= 0,
                        used && g->head[1][e] >= 0, used ? g->length_m[e] : 0,
                        (double)(used ? g->kmh[0][e] : 0));

        for (int k = g->line[e]; k < g->line[e + 1]; k++)
            n += sprintf(text[e] + n, " %.9g %.9g", g->x[k], g->y[k]);
    }
    qsort(text, (size_t)g->n_all, sizeof *text, by_text);
    return text;
}

static void the_order_of_ways_does_not_matter(void **state)
{
    (void)state;
    for (int k = 0; k < 300; k++) {
        struct road_ways *ways;
        struct road_graph g, h;
        struct error err;
        char(*a)[LINE], (*c)[LINE];

        dice = (unsigned long long)k + 17;
        ways = fixture_ways_made(15, 18, true);
        brute_make(&b, ways, ROAD_CAR);
        assert_int_equal(road_build(&g, ways, ROAD_CAR, &err), ERR_OK);
        for (int w = ways->n_ways - 1; w > 0; w--) {
            int other = (int)(uniform() * (w + 1));
            struct road_way kept = ways->way[w];

            ways->way[w] = ways->way[other];
            ways->way[other] = kept;
        }
        assert_int_equal(road_build(&h, ways, ROAD_CAR, &err), ERR_OK);
        assert_int_equal(g.n_all, h.n_all);
        assert_int_equal(g.n_junctions, h.n_junctions);
        a = texts_of(&g);
        c = texts_of(&h);
        for (int e = 0; !b.tie && e < g.n_all; e++)
            assert_string_equal(a[e], c[e]);
        free(a);
        free(c);
        road_graph_clear(&g);
        road_graph_clear(&h);
        fixture_ways_free(ways);
    }
}

static void a_street_cut_in_two_is_as_long(void **state)
{
    static struct brute before;
    int compared = 0;

    (void)state;
    for (int k = 0; k < 300; k++) {
        struct road_ways *ways;
        struct road_graph g;
        struct error err;
        int w = 0;

        dice = (unsigned long long)k + 5;
        ways = fixture_ways_made(15, 14, false);
        brute_make(&b, ways, ROAD_CAR); /* as it was */
        while (w < ways->n_ways && (ways->way[w].n < 4 || !isnan(ways->way[w].length_m) ||
                                    ways->way[w].open[ROAD_CAR] == 0))
            w++;
        if (w < ways->n_ways) { /* its second half is a way of its own */
            struct road_way half = ways->way[w];

            half.first += 2;
            half.n -= 2;
            ways->way[w].n = 3;
            ways->way[ways->n_ways++] = half;
            ways->way[ways->n_ways - 1].kmh[ROAD_ALONG] = (float)ways->n_ways;
        }
        assert_int_equal(road_build(&g, ways, ROAD_CAR, &err), ERR_OK);
        lay_graph(&g);
        before = b;
        brute_make(&b, ways, ROAD_CAR);
        brute_match(&b, &g);
        for (int u = 0; u < ways->n_points; u++)
            for (int v = 0; v < ways->n_points; v++) {
                if (b.node[u] < 0 || b.node[v] < 0) continue;
                assert_near(way[b.node[u] * g.n_junctions + b.node[v]], before.way_m[u][v],
                            1e-12, 1e-9);
                compared++;
            }
        road_graph_clear(&g);
        fixture_ways_free(ways);
    }
    assert_true(compared > 5000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(equal_to_brute_force),
        cmocka_unit_test(the_order_of_ways_does_not_matter),
        cmocka_unit_test(a_street_cut_in_two_is_as_long),
    };

    return cmocka_run_group_tests_name("road_build_random", tests, NULL, NULL);
}
