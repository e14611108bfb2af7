/* label: unit - streets in reach against many places along every edge, each decided by a search
 * of its own; their lines by lengths. */
#include <stdlib.h>
#include <string.h>

#include "tests/assert.h"
#include "tests/dice.h"
#include "tests/fixture_streets.h"

enum { SAMPLES = 23, MOST = 40000 };

static struct row {
    struct streets_plan plan;
    double take, most, most_min; /* chance of a site; limits */
} rows[] = {
    {{"two-way streets", 200, 300, 0, 5, 20, 0, 0.05, 0.02, 0, 0.3, 0.1, 0.3, false},
     0.3,
     500,
     1},
    {{"one-way streets, bans", 200, 330, 200, 5, 30, 0.5, 0.1, 0.05, 0.1, 0.3, 0.2, 0.3, true},
     0.4,
     700,
     2},
    {{"few long streets, many sites", 14, 24, 16, 5, 60, 0.4, 0.2, 0.2, 0.05, 0.5, 0.2, 0.5,
      false},
     0.5,
     350,
     1},
    {{"no site is taken", 30, 40, 0, 5, 10, 0, 0, 0, 0, 0, 0, 0, false}, 0, 1e6, 1e3},
    {{"everything", 30, 60, 0, 5, 10, 0, 0.1, 0.1, 0.1, 0, 0.2, 0.2, false},
     1,
     INFINITY,
     INFINITY},
    {{"nothing", 30, 60, 0, 5, 10, 0, 0.1, 0.1, 0.1, 0, 0.2, 0.2, false}, 1, -1, -1},
};

/* Places along the edges, and on both sides of the ends of pieces. */
static void place_samples(const struct streets *s, const struct road_pieces *p,
                          struct road_snaps *to)
{
    const double off[] = {-0.01, 0.01};

    for (int e = 0; e < s->graph.n_edges; e++)
        for (int k = 0; k < SAMPLES; k++) {
            to->edge[to->n] = e;
            to->at_m[to->n++] = s->graph.length_m[e] * (k + uniform()) / SAMPLES;
        }
    for (int k = 0; k < 4 * p->n; k++) {
        const struct road_piece *piece = &p->piece[k / 4];
        double at = (k % 4 < 2 ? piece->from_m : piece->to_m) + off[k % 2];

        if (!(at >= 0 && at <= s->graph.length_m[piece->edge])) continue;
        to->edge[to->n] = piece->edge;
        to->at_m[to->n++] = at;
    }
    assert_true(to->n <= MOST);
}

static bool in_a_piece(const struct road_pieces *p, int edge, double at, bool *doubtful)
{
    bool in = false;

    *doubtful = false;
    for (int k = 0; k < p->n; k++) {
        if (p->piece[k].edge != edge) continue;
        in |= at >= p->piece[k].from_m && at <= p->piece[k].to_m;
        *doubtful |= fabs(at - p->piece[k].from_m) < 1e-7 || fabs(at - p->piece[k].to_m) < 1e-7;
    }
    return in;
}

static void check_order(const struct streets *s, const struct road_pieces *p)
{
    for (int k = 0; k < p->n; k++) {
        const struct road_piece *a = &p->piece[k];

        assert_true(a->edge >= 0 && a->edge < s->graph.n_edges);
        assert_true(a->from_m >= 0 && a->from_m < a->to_m);
        assert_true(a->to_m <= s->graph.length_m[a->edge]);
        if (k == 0) continue;
        assert_true(a[-1].edge <= a->edge);
        if (a[-1].edge == a->edge) assert_true(a[-1].to_m < a->from_m);
    }
}

static void sampled(void **state)
{
    const struct row *r = *state;
    struct streets *s = streets_make(&r->plan, 3);
    struct road_snaps places = {0};
    double *zero = calloc(MOST, sizeof *zero), *limit = malloc(MOST * sizeof *limit);
    bool take[100];
    int n_in = 0, n_out = 0, n_doubtful = 0;

    places.edge = malloc(MOST * sizeof *places.edge);
    places.at_m = malloc(MOST * sizeof *places.at_m);
    places.away_m = places.x = places.y = zero;
    assert_true(zero && limit && places.edge && places.at_m);
    for (int form = 0; form < 4; form++) {
        struct road_measure m = streets_measure(form / 2, form % 2);
        double most = form / 2 ? r->most_min : r->most;
        struct road_search *q = NULL;
        struct road_pieces p;
        struct reach *reach = NULL;
        struct error err;

        for (int k = 0; k < s->sites.n; k++)
            take[k] = uniform() < r->take;
        for (int z = 0; z < MOST; z++)
            limit[z] = most;
        assert_int_equal(road_search_create(&q, &s->graph, &m, &s->zones, &err), ERR_OK);
        assert_int_equal(road_search_pieces(&p, q, &s->sites, take, most, &err), ERR_OK);
        road_search_free(q);
        check_order(s, &p);
        places.n = 0;
        place_samples(s, &p, &places);
        assert_int_equal(road_search_create(&q, &s->graph, &m, &places, &err), ERR_OK);
        assert_int_equal(road_search_reach(&reach, q, &s->sites, limit, 2, &err), ERR_OK);
        for (int z = 0; z < places.n; z++) {
            bool reached = false, doubtful,
                 in = in_a_piece(&p, places.edge[z], places.at_m[z], &doubtful);

            for (int k = reach->row_start[z]; k < reach->row_start[z + 1]; k++)
                reached |= take[reach->site[k]];
            n_doubtful += doubtful;
            if (doubtful || s->graph.length_m[places.edge[z]] == 0) continue;
            assert_int_equal(in, reached);
            n_in += in;
            n_out += !in;
        }
        reach_free(reach);
        road_search_free(q);
        road_pieces_clear(&p);
    }
    print_message("%s: %d places in, %d out, %d at an end\n", r->plan.name, n_in, n_out,
                  n_doubtful);
    assert_true(n_doubtful < 100);
    if (isfinite(r->most) && r->most > 0 && r->take > 0) assert_true(n_in > 400 && n_out > 400);
    if (r->most < 0 || r->take == 0) assert_int_equal(n_in, 0);
    free(zero);
    free(limit);
    free(places.edge);
    free(places.at_m);
    streets_free(s);
}

static double line_m(bool geographic, int n, const double x[], const double y[])
{
    double sum = 0;

    for (int k = 1; k < n; k++)
        sum += geographic ? geo_geodesic_m(x[k - 1], y[k - 1], x[k], y[k])
                          : hypot(x[k] - x[k - 1], y[k] - y[k - 1]);
    return sum;
}

/* A line with a point twice, cut anywhere: each part has its length, and joined they are the
 * line; `said` is the length of the file over that of the line. */
static void lines(void **state)
{
    double plane_x[] = {0, 100, 100, 130, 400}, plane_y[] = {0, 0, 0, 40, 40};
    double lon[] = {116.3, 116.301, 116.301, 116.302, 116.31},
           lat[] = {60.1, 60.1, 60.1, 60.12, 60.12};
    double x[7], y[7], length_m;
    int line[] = {0, 5};

    (void)state;
    dice = 5;
    for (int k = 0; k < 400; k++) {
        bool geographic = k % 2;
        double said = k % 3 ? 1 : 1.37, all;
        struct road_graph g = {.n_edges = 1, .n_all = 1, .line = line, .length_m = &length_m};
        struct road_piece piece = {0};
        int n;

        g.x = geographic ? lon : plane_x;
        g.y = geographic ? lat : plane_y;
        all = line_m(geographic, 5, g.x, g.y);
        length_m = all * said;
        piece.from_m = length_m * uniform();
        piece.to_m = piece.from_m + (length_m - piece.from_m) * uniform();
        if (k % 5 == 0) piece.from_m = 0;
        if (k % 7 == 0) piece.to_m = length_m;
        if (k % 11 == 0 && !geographic) piece.from_m = 100 * said; /* a point of the line */
        if (k % 13 == 0 && !geographic && piece.from_m < 150 * said) piece.to_m = 150 * said;
        if (!(piece.from_m < piece.to_m)) continue;
        n = road_piece_line(&g, geographic, &piece, x, y);
        assert_true(n >= 2 && n <= 7);
        /* Degrees of longitude shrink along the step of 2 km. */
        assert_near(line_m(geographic, n, x, y) * said, piece.to_m - piece.from_m,
                    geographic ? 1e-5 : 1e-12, 1e-9);
        if (piece.from_m <= 0) assert_true(x[0] == g.x[0] && y[0] == g.y[0]);
        if (piece.to_m >= length_m) assert_true(x[n - 1] == g.x[4] && y[n - 1] == g.y[4]);
        if (piece.from_m <= 0 && piece.to_m >= length_m) {
            assert_int_equal(n, 4 + (x[2] == x[1] && y[2] == y[1]));
            assert_near(line_m(geographic, n, x, y), all, 1e-12, 0);
        }
        if (piece.from_m > 0) assert_true(x[1] != x[0] || y[1] != y[0]);
        if (!geographic && piece.from_m > 0 && piece.from_m < 100 * said) {
            assert_near(x[0], piece.from_m / said, 1e-12, 0);
            assert_near(y[0], 0, 0, 1e-12);
        }
    }
}

/* One street of 100 m from one junction to the other, one-way; a site at its end or 30 m before
 * it. Limits as by hand, 1e-6 more as everywhere. */
static void one_street(void **state)
{
    static const struct {
        double at_m, most, from_m, to_m; /* from_m NAN: nothing */
        bool from_site;
    } cases[] = {
        {100, 40, 60 - 1e-6, 100, false}, {100, 100, 0, 100, false},
        {100, 100 - 5e-7, 0, 100, false}, {70, 40, 30 - 1e-6, 70, false},
        {70, 1000, 0, 70, false},         {70, 20, 70, 90 + 1e-6, true},
        {70, 1000, 70, 100, true},        {0, 25, 0, 25 + 1e-6, true},
        {100, 25, NAN, NAN, true},        {70, -1, NAN, NAN, false},
        {70, NAN, NAN, NAN, false},
    };
    struct streets_plan plan = {"one", 2, 1, 0, 1, 1, 0, 0, 0, 0, 0, 0, 0, false};
    struct streets *s = streets_make(&plan, 1);
    struct road_graph *g = &s->graph;

    (void)state;
    g->end[ROAD_AGAINST][0] = 0;
    g->end[ROAD_ALONG][0] = g->head[ROAD_ALONG][0] = 1;
    g->head[ROAD_AGAINST][0] = -1;
    g->length_m[0] = 100;
    s->sites.edge[0] = 0;
    s->sites.away_m[0] = 0;
    for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
        struct road_measure m = streets_measure(false, cases[k].from_site);
        struct road_search *q = NULL;
        struct road_pieces p;
        struct error err;
        bool take = true;

        s->sites.at_m[0] = cases[k].at_m;
        assert_int_equal(road_search_create(&q, g, &m, &s->zones, &err), ERR_OK);
        assert_int_equal(road_search_pieces(&p, q, &s->sites, &take, cases[k].most, &err),
                         ERR_OK);
        assert_int_equal(p.n, isnan(cases[k].from_m) ? 0 : 1);
        if (p.n == 1) {
            assert_near(p.piece[0].from_m, cases[k].from_m, 1e-12, 0);
            assert_near(p.piece[0].to_m, cases[k].to_m, 1e-12, 0);
        }
        road_pieces_clear(&p);
        road_search_free(q);
    }
    streets_free(s);
}

/* An edge without length is two points. */
static void line_without_length(void **state)
{
    double x[] = {3, 3, 3}, y[] = {4, 4, 4}, length_m = 0, to_x[5], to_y[5];
    int line[] = {0, 3}, n;
    struct road_graph g = {.n_edges = 1, .n_all = 1, .line = line, .x = x, .y = y};
    struct road_piece piece = {0, 0, 0};

    (void)state;
    g.length_m = &length_m;
    n = road_piece_line(&g, false, &piece, to_x, to_y);
    assert_true(n >= 2);
    for (int k = 0; k < n; k++)
        assert_true(to_x[k] == 3 && to_y[k] == 4);
}

int main(void)
{
    enum { ROWS = sizeof rows / sizeof *rows };
    struct CMUnitTest tests[ROWS + 3] = {cmocka_unit_test(one_street), cmocka_unit_test(lines),
                                         cmocka_unit_test(line_without_length)};

    for (size_t k = 0; k < ROWS; k++)
        tests[3 + k] = (struct CMUnitTest){rows[k].plan.name, sampled, NULL, NULL, &rows[k]};
    return cmocka_run_group_tests_name("road_search_pieces", tests, NULL, NULL);
}
