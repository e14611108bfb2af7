/* test_road_bans.c - turn bans against a search in which every arc of a street is a state. */
#include <stdlib.h>

#include "assert.h"
#include "dice.h"
#include "fixture_ways.h"
#include "fixture_ways_brute.h"
#include "scenarios/roads/road_build.h"

enum { BOTH = ROAD_OPEN_ALONG | ROAD_OPEN_AGAINST, ALONG = ROAD_OPEN_ALONG };
enum { ARCS = 2 * BRUTE_PIECES };

static struct brute b;
static double state_m[ARCS * ARCS], node_m[ARCS * ARCS];

/* ---- what bans mean, arc by arc; an arc is 2 x piece + direction ---- */

static int ends_at(int arc)
{
    return arc % 2 == 0 ? b.piece[arc / 2].to : b.piece[arc / 2].from;
}

static int begins_at(int arc)
{
    return ends_at(arc ^ 1);
}

static bool is_open(int arc)
{
    return b.piece[arc / 2].open[arc % 2];
}

static int64_t id_of(int arc)
{
    return b.ways->way[b.piece[arc / 2].way].id;
}

/* How many arcs of a way arrive at a vertex, or go on from it. */
static int count(int vertex, int64_t id, bool arriving)
{
    int n = 0;

    for (int arc = 0; arc < 2 * b.n_pieces; arc++)
        n += is_open(arc) && id_of(arc) == id &&
             (arriving ? ends_at(arc) : begins_at(arc)) == vertex;
    return n;
}

/* Barred, on a street of cars: nobody turns there at all. */
static bool is_torn(int point)
{
    bool there = false;

    for (int w = 0; w < b.ways->n_ways; w++)
        for (int k = 0; b.ways->way[w].open[ROAD_CAR] != 0 && k < b.ways->way[w].n; k++)
            there |= b.ways->point[b.ways->way[w].first + k] == point;
    return there && (b.ways->barred[point] & 1) != 0;
}

static bool is_lost(const struct road_ban *ban)
{
    int v = ban->via, from = count(v, ban->from, true), to = count(v, ban->to, false);

    if (is_torn(v)) return false;
    if (!b.junction[v]) return true;
    if (from + count(v, ban->from, false) == 0 || to + count(v, ban->to, true) == 0)
        return true;
    if (ban->from == ban->to) return false;
    return from > 1 || to > 1 || (ban->only && to == 0);
}

static bool is_allowed(int arc, int on)
{
    bool only = false, named = false;

    if (begins_at(on) != ends_at(arc) || !is_open(on)) return false;
    for (int k = 0; k < b.ways->n_bans; k++) {
        const struct road_ban *ban = &b.ways->ban[k];
        bool this_turn = id_of(on) == ban->to;

        if (ban->via != ends_at(arc) || id_of(arc) != ban->from || is_lost(ban)) continue;
        if (ban->from == ban->to) { /* round for no_, straight on for only_ */
            bool straight = false;

            this_turn = this_turn && ((on ^ 1) == arc) != ban->only;
            for (int other = 0; other < 2 * b.n_pieces; other++)
                straight |= is_open(other) && begins_at(other) == ban->via &&
                            id_of(other) == ban->to && (other ^ 1) != arc;
            if (ban->only && !straight) continue;
        }
        if (!ban->only && this_turn) return false;
        only |= ban->only;
        named |= ban->only && this_turn;
    }
    return !only || named;
}

/* state_m[a, on]: the shortest from the end of an arc to the end of another. */
static int lay_states(void)
{
    int n = 2 * b.n_pieces, banned = 0;

    for (int a = 0; a < n; a++)
        for (int on = 0; on < n; on++) {
            bool allowed = is_open(a) && is_allowed(a, on);

            state_m[a * n + on] = allowed ? b.piece[on / 2].length_m : INFINITY;
            banned += is_open(a) && is_open(on) && begins_at(on) == ends_at(a) && !allowed;
        }
    brute_all_pairs(state_m, n);
    return banned;
}

/* ---- the graph with its copies ---- */

static void lay_nodes(const struct road_graph *g)
{
    int n = g->n_nodes;

    for (int u = 0; u < n; u++)
        for (int v = 0; v < n; v++)
            node_m[u * n + v] = u == v ? 0 : INFINITY;
    for (int e = 0; e < g->n_edges; e++)
        for (int d = 0; d < 2; d++) {
            int u = g->end[!d][e], v = g->head[d][e];

            if (v >= 0) node_m[u * n + v] = fmin(node_m[u * n + v], g->length_m[e]);
        }
    for (int c = 0; c < n - g->n_junctions; c++) {
        int all = 0;

        for (int e = 0; e < g->n_edges; e++)
            for (int d = 0; d < 2; d++)
                all += g->head[d][e] >= 0 && g->end[!d][e] == g->copy_of[c];
        assert_true(g->out_start[c + 1] - g->out_start[c] < all); /* else no copy is needed */
        for (int k = g->out_start[c]; k < g->out_start[c + 1]; k++) {
            int u = g->n_junctions + c, e = g->out[k] / 2, v = g->head[g->out[k] % 2][e];

            assert_true(v >= 0);
            assert_int_equal(g->end[1 - g->out[k] % 2][e], g->copy_of[c]);
            node_m[u * n + v] = fmin(node_m[u * n + v], g->length_m[e]);
        }
    }
    brute_all_pairs(node_m, n);
}

/* From the end of arc `from` to the end of `to`, both of the graph. */
static double by_graph(const struct road_graph *g, int from, int to)
{
    int n = g->n_nodes, start = g->head[from % 2][from / 2];
    double best = node_m[start * n + g->end[!(to % 2)][to / 2]];

    for (int c = 0; c < n - g->n_junctions; c++)
        for (int k = g->out_start[c]; k < g->out_start[c + 1]; k++)
            if (g->out[k] == to) best = fmin(best, node_m[start * n + g->n_junctions + c]);
    return best + g->length_m[to / 2];
}

static void check(const struct road_graph *g)
{
    int n = 2 * b.n_pieces, lost = 0;

    lay_nodes(g);
    for (int a = 0; a < n; a++)
        for (int on = 0; on < n; on++) {
            const struct brute_piece *p = &b.piece[a / 2], *q = &b.piece[on / 2];

            if (!p->used || !q->used || !is_open(a) || !is_open(on)) continue;
            assert_near(by_graph(g, 2 * p->edge + a % 2, 2 * q->edge + on % 2),
                        state_m[a * n + on], 1e-11, 1e-9);
        }
    for (int k = 0; k < b.ways->n_bans; k++)
        lost += is_lost(&b.ways->ban[k]);
    assert_int_equal(g->n_bans_lost, lost);
}

/* Mostly between ways that come to one point. */
static void add_bans(struct road_ways *ways, int n)
{
    for (int k = 0; k < n; k++) {
        const struct brute_piece *p = &b.piece[(int)(uniform() * b.n_pieces)];
        int via = uniform() < 0.5 ? p->from : p->to, from = p->way, to = from;

        if (via >= ways->n_points) via = (int)(uniform() * ways->n_points);
        for (int turn = 0; turn < 30 && uniform() < 0.9; turn++) {
            const struct brute_piece *q = &b.piece[(int)(uniform() * b.n_pieces)];

            if (q->from == via || q->to == via) to = q->way;
        }
        if (uniform() < 0.05) to = (int)(uniform() * ways->n_ways);
        fixture_ban(ways, ways->way[from].id, via, ways->way[to].id, uniform() < 0.3);
    }
}

static void equal_to_a_search_over_arcs(void **state)
{
    int copies = 0, banned = 0, lost = 0, taken = 0, dead_ends = 0;

    (void)state;
    for (int k = 0; k < 700; k++) {
        struct road_ways *ways;
        struct road_graph g;
        struct error err;

        dice = (unsigned long long)k + 31;
        ways = fixture_ways_made(5 + (int)(uniform() * 9), 4 + (int)(uniform() * 10), false);
        for (int w = 0; w < ways->n_ways; w++) {
            if (uniform() < 0.5) ways->way[w].n = 2;  /* few ways go on at a crossing */
            if (uniform() < 0.1) ways->way[w].id = 1; /* several of one id */
        }
        brute_make(&b, ways, ROAD_CAR);
        if (b.n_pieces > 0) add_bans(ways, (int)(uniform() * 12));
        assert_int_equal(road_build(&g, ways, ROAD_CAR, &err), ERR_OK);
        brute_match(&b, &g);
        banned += lay_states();
        if (!b.tie) check(&g);
        copies += g.n_nodes - g.n_junctions;
        for (int c = 0; c < g.n_nodes - g.n_junctions; c++)
            dead_ends += g.out_start[c] == g.out_start[c + 1];
        lost += g.n_bans_lost;
        taken += ways->n_bans - g.n_bans_lost;
        road_graph_clear(&g);
        fixture_ways_free(ways);
    }
    assert_true(copies > 300 && banned > 1000 && lost > 300 && taken > 1000 && dead_ends > 30);
}

/* ---- by hand: a crossing of four streets, ids 1 (west), 2 (north), 3 (east), 4 (south) ----
 */

static struct road_ways *crossing(void)
{
    struct road_ways *ways = fixture_ways_new(false, 5);
    const double x[5] = {0, -100, 0, 100, 0}, y[5] = {0, 0, 100, 0, -100};

    for (int p = 0; p < 5; p++) {
        ways->x[p] = x[p];
        ways->y[p] = y[p];
    }
    for (int p = 1; p < 5; p++)
        fixture_street(ways, BOTH, p, 0);
    return ways;
}

/* The turns that are left to who comes from the west: bits 1 << id. */
static int left_to_west(struct road_ways *ways, int *n_copies)
{
    struct road_graph g;
    struct error err;
    int left = 0;

    assert_int_equal(road_build(&g, ways, ROAD_CAR, &err), ERR_OK);
    assert_int_equal(g.n_edges, 4);
    *n_copies = g.n_nodes - g.n_junctions;
    for (int e = 0; e < 4; e++) {
        int c = g.head[ROAD_ALONG][e] - g.n_junctions;

        if (g.x[g.line[e]] != -100) continue;
        for (int on = 0; on < 4; on++) {
            double x = g.x[g.line[on]], y = g.y[g.line[on]];
            bool there = c < 0;

            for (int k = c < 0 ? 0 : g.out_start[c]; c >= 0 && k < g.out_start[c + 1]; k++)
                there |= g.out[k] == 2 * on + ROAD_AGAINST;
            if (there) left |= 1 << (x < 0 ? 1 : y > 0 ? 2 : x > 0 ? 3 : 4);
        }
    }
    road_graph_clear(&g);
    fixture_ways_free(ways);
    return left;
}

static struct row {
    const char *name;
    struct {
        int from, to;
        bool only;
    } ban[3];
    int left, copies;
} rows[] = {
    {"no ban", {{0}}, 1 << 1 | 1 << 2 | 1 << 3 | 1 << 4, 0},
    {"no left turn", {{1, 2, false}}, 1 << 1 | 1 << 3 | 1 << 4, 1},
    {"two bans share a copy", {{1, 2, false}, {1, 3, false}}, 1 << 1 | 1 << 4, 1},
    {"only straight on", {{1, 3, true}}, 1 << 3, 1},
    {"two that are left alone", {{1, 3, true}, {1, 4, true}}, 1 << 3 | 1 << 4, 1},
    {"only and no", {{1, 3, true}, {1, 3, false}}, 0, 1},
    {"no turning round", {{1, 1, false}}, 1 << 2 | 1 << 3 | 1 << 4, 1},
    {"another's ban", {{2, 3, false}}, 1 << 1 | 1 << 2 | 1 << 3 | 1 << 4, 1},
    {"a copy for each who arrives",
     {{2, 3, false}, {3, 1, false}, {1, 2, false}},
     1 << 1 | 1 << 3 | 1 << 4,
     3},
    {"a street that is not there", {{1, 7, false}}, 1 << 1 | 1 << 2 | 1 << 3 | 1 << 4, 0},
};

static void by_hand(void **state)
{
    const struct row *r = *state;
    struct road_ways *ways = crossing();
    int n_copies;

    for (int k = 0; k < 3 && r->ban[k].from > 0; k++)
        fixture_ban(ways, r->ban[k].from, 0, r->ban[k].to, r->ban[k].only);
    assert_int_equal(left_to_west(ways, &n_copies), r->left);
    assert_int_equal(n_copies, r->copies);
}

int main(void)
{
    struct CMUnitTest tests[COUNT(rows) + 1];

    for (size_t k = 0; k < COUNT(rows); k++)
        tests[k] = (struct CMUnitTest){rows[k].name, by_hand, NULL, NULL, &rows[k]};
    tests[COUNT(rows)] = (struct CMUnitTest)cmocka_unit_test(equal_to_a_search_over_arcs);
    return cmocka_run_group_tests_name("road_bans", tests, NULL, NULL);
}
