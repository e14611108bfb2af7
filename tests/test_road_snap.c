/* label: unit - the nearest place of a street against every segment tried: in the plane by
 * hypot(), on lon/lat in a transverse Mercator plane of each point's own and by geodesics. */
#include <stdlib.h>
#include <string.h>

#include "model/roads/road_snap.h"
#include "model/roads/road_tree.h"
#include "tests/assert.h"
#include "tests/dice.h"

enum { EDGES = 300, MOST_LINE = 5, POINTS = 120 };

static struct row {
    const char *name;
    bool geographic;
    double x, y, width, height, step; /* streets; steps of their lines */
    double off_x, off_y;              /* points lie about there, off the streets */
    double grain; /* coordinates are multiples of it, so that there are ties; 0: none */
    double takes, points_twice, said; /* chances: edge takes, point of a line twice, length is
                                         the file's */
} rows[] = {
    {"plane", false, 0, 0, 5e3, 5e3, 150, 0, 0, 0, 1, 0.2, 0.3},
    {"plane, ties", false, -500, -400, 1e3, 1e3, 100, 0, 0, 50, 1, 0.1, 0},
    {"plane, few take", false, 0, 0, 5e3, 5e3, 150, 0, 0, 0, 0.03, 0.2, 0.3},
    {"plane, 20 km off", false, 1e6, 2e6, 5e3, 5e3, 150, 2e4, 0, 0, 1, 0.2, 0},
    {"plane, all on one place", false, 7, 7, 0, 0, 0, 10, 3, 0, 1, 1, 0},
    {"Shenzhen", true, 113.9, 22.5, 0.1, 0.08, 0.002, 0, 0, 0, 1, 0.2, 0.3},
    {"Shenzhen, 15 km off", true, 113.9, 22.5, 0.05, 0.05, 0.002, 0.15, 0.02, 0, 0.8, 0.2, 0},
    {"Porto Alegre, 8 km north", true, -51.2, -30.1, 0.1, 0.02, 0.002, 0, 0.09, 0, 1, 0, 0},
    {"Tromso", true, 18.9, 69.6, 0.2, 0.05, 0.002, 0, 0, 0, 1, 0.2, 0},
    {"Tromso, 9 km off", true, 18.9, 69.6, 0.1, 0.03, 0.002, -0.2, 0.05, 0, 1, 0.2, 0},
    {"equator", true, 32.5, -0.05, 0.1, 0.1, 0.002, 0, 0, 0, 1, 0.2, 0},
    {"up to the antimeridian", true, 179.9, -17, 0.1, 0.1, 0.002, 0, 0, 0, 1, 0.2, 0},
    {"lon/lat, ties", true, 10, 50, 0.1, 0.1, 0.01, 0, 0, 0.01, 1, 0.1, 0},
};

struct town {
    struct road_graph graph;
    int line[EDGES + 1];
    double x[EDGES * MOST_LINE], y[EDGES * MOST_LINE], length_m[EDGES];
    unsigned char takes[EDGES];
    double px[POINTS], py[POINTS];
    struct points points;
};

static double grained(const struct row *r, double at)
{
    return r->grain > 0 ? r->grain * round(at / r->grain) : at;
}

static double distance(bool geographic, double x1, double y1, double x2, double y2)
{
    return geographic ? geo_geodesic_m(x1, y1, x2, y2) : hypot(x2 - x1, y2 - y1);
}

static struct town *town(const struct row *r)
{
    struct town *t = calloc(1, sizeof *t);
    int n = 0;

    assert_non_null(t);
    for (int e = 0; e < EDGES; e++) {
        int points = 2 + (int)(uniform() * (MOST_LINE - 1));

        t->line[e] = n;
        for (int k = 0; k < points; k++, n++) {
            bool twice = k > 0 && uniform() < r->points_twice;
            double stride = twice ? 0 : r->step;

            t->x[n] = k == 0 ? grained(r, r->x + r->width * uniform())
                             : grained(r, t->x[n - 1] + stride * (2 * uniform() - 1));
            t->y[n] = k == 0 ? grained(r, r->y + r->height * uniform())
                             : grained(r, t->y[n - 1] + stride * (2 * uniform() - 1));
            if (k > 0)
                t->length_m[e] +=
                    distance(r->geographic, t->x[n - 1], t->y[n - 1], t->x[n], t->y[n]);
        }
        if (uniform() < r->said) t->length_m[e] *= 1 + uniform();
        t->takes[e] = uniform() < r->takes;
    }
    t->line[EDGES] = n;
    for (int k = 0; k < POINTS; k++) {
        t->px[k] = r->x + r->off_x + (r->width * uniform());
        t->py[k] = r->y + r->off_y + (r->height * uniform());
        if (r->grain > 0) {
            t->px[k] = r->grain / 2 * round(t->px[k] / (r->grain / 2));
            t->py[k] = r->grain / 2 * round(t->py[k] / (r->grain / 2));
        }
        if (k % 10 == 3) { /* on a street's own point */
            int at = (int)(uniform() * n);

            t->px[k] = t->x[at] + r->off_x;
            t->py[k] = t->y[at] + r->off_y;
        }
    }
    t->graph = (struct road_graph){.n_edges = EDGES, .n_all = EDGES, .line = t->line};
    t->graph.x = t->x;
    t->graph.y = t->y;
    t->graph.takes = t->takes;
    t->graph.length_m = t->length_m;
    t->points = (struct points){POINTS, t->px, t->py, r->geographic};
    return t;
}

/* Distance from the origin to the nearest point of a segment. */
static double segment_m(double ax, double ay, double bx, double by)
{
    double x = bx - ax, y = by - ay, square = x * x + y * y;
    double share = square > 0 ? fmax(0, fmin(1, -(ax * x + ay * y) / square)) : 0;

    return hypot(ax + share * x, ay + share * y);
}

/* Distance of the plane's origin to a segment that is straight in its own coordinates; on
 * lon/lat by small steps. */
static double brute_segment(const struct town *t, const struct geo_plane *plane,
                            const double from[2], int p)
{
    int n = t->points.geographic ? 8 : 1;
    double least = INFINITY, a[2], b[2];

    for (int k = 0; k <= n; k++) {
        geo_to_plane(plane, t->x[p] + (t->x[p + 1] - t->x[p]) * k / n,
                     t->y[p] + (t->y[p + 1] - t->y[p]) * k / n, &b[0], &b[1]);
        if (k > 0)
            least = fmin(least, segment_m(a[0] - from[0], a[1] - from[1], b[0] - from[0],
                                          b[1] - from[1]));
        a[0] = b[0];
        a[1] = b[1];
    }
    return least;
}

/* The least of all; edges nearer than (1 + slack) of it are marked. */
static double brute(const struct town *t, int k, bool near[], double slack)
{
    struct points one = {1, &t->px[k], &t->py[k], t->points.geographic};
    struct geo_plane plane = geo_plane_of(&one);
    double least = INFINITY, each[EDGES], from[2];

    geo_to_plane(&plane, t->px[k], t->py[k], &from[0], &from[1]);
    for (int e = 0; e < EDGES; e++) {
        each[e] = INFINITY;
        for (int p = t->line[e]; p + 1 < t->line[e + 1] && t->takes[e]; p++)
            each[e] = fmin(each[e], brute_segment(t, &plane, from, p));
        least = fmin(least, each[e]);
    }
    for (int e = 0; e < EDGES; e++)
        near[e] = each[e] <= least * (1 + slack) + slack;
    return least;
}

/* The place is on its edge where at_m says. */
static void check_place(const struct town *t, const struct road_snaps *s, int k)
{
    int e = s->edge[k], first = t->line[e], last = t->line[e + 1] - 1;
    bool geographic = t->points.geographic;
    double all = 0, before = 0, least = INFINITY, off;

    for (int p = first; p < last; p++)
        all += distance(geographic, t->x[p], t->y[p], t->x[p + 1], t->y[p + 1]);
    for (int p = first; p < last; p++) {
        double a = distance(geographic, t->x[p], t->y[p], s->x[k], s->y[k]);
        double b = distance(geographic, s->x[k], s->y[k], t->x[p + 1], t->y[p + 1]);
        double step = distance(geographic, t->x[p], t->y[p], t->x[p + 1], t->y[p + 1]);

        off = fabs((all > 0 ? (before + a) / all * t->length_m[e] : 0) - s->at_m[k]);
        if (a + b <= step + 1e-3 + 1e-6 * step) least = fmin(least, off);
        before += step;
    }
    assert_true(least <= 2e-3 + 1e-5 * t->length_m[e]);
    assert_true(s->at_m[k] >= 0 && s->at_m[k] <= t->length_m[e]);
    if (s->x[k] == t->x[first] && s->y[k] == t->y[first] && s->at_m[k] < 1e-9)
        assert_true(s->at_m[k] == 0);
    if (s->x[k] == t->x[last] && s->y[k] == t->y[last] && s->at_m[k] > t->length_m[e] - 1e-9)
        assert_true(s->at_m[k] == t->length_m[e] || s->at_m[k] == 0);
    assert_near(s->away_m[k], distance(geographic, t->px[k], t->py[k], s->x[k], s->y[k]), 1e-12,
                1e-12);
}

/* The tree leaves nothing out: by the measure of its own segments the nearest of all, of equal
 * ones the first. */
static void check_tree(const struct town *t, const struct road_snaps *s, int k)
{
    struct road_scale scale = road_along_scale(t->points.geographic, t->py[k]);
    struct road_place least = {.edge = -1};
    double best = INFINITY;

    for (int e = 0; e < EDGES; e++)
        for (int p = t->line[e]; p + 1 < t->line[e + 1] && t->takes[e]; p++) {
            struct road_place place = {.edge = e};
            double square = road_tree_segment(&t->graph, p, t->px[k], t->py[k], &scale, &place);

            if (!(square < best)) continue;
            best = square;
            least = place;
        }
    assert_int_equal(s->edge[k], least.edge);
    assert_true(s->x[k] == least.x && s->y[k] == least.y);
}

static void every_segment(void **state)
{
    const struct row *r = *state;
    struct town *t;
    struct road_snaps s;
    struct error err;
    int n_ends = 0, n_ties = 0;

    dice = 2026;
    t = town(r);
    assert_int_equal(road_snaps_create(&s, &t->graph, &t->points, 1, &err), ERR_OK);
    assert_int_equal(s.n, POINTS);
    for (int k = 0; k < POINTS; k++) {
        bool near[EDGES];
        double slack = r->geographic ? 2e-6 : 1e-12, want = brute(t, k, near, slack);

        assert_true(s.edge[k] >= 0 && s.edge[k] < EDGES && t->takes[s.edge[k]]);
        assert_near(s.away_m[k], want, slack, r->geographic ? 1e-3 : 1e-9);
        if (!r->geographic || s.away_m[k] > 100) assert_true(near[s.edge[k]]);
        if (!r->geographic) /* of equal ones the first */
            for (int e = 0; e < s.edge[k]; e++) {
                if (r->grain > 0) assert_true(!near[e]);
                n_ties += near[e];
            }
        check_place(t, &s, k);
        check_tree(t, &s, k);
        n_ends += s.at_m[k] <= 0 || s.at_m[k] >= t->length_m[s.edge[k]];
    }
    print_message("%s: %d of %d at an end, %d ties\n", r->name, n_ends, POINTS, n_ties);
    if (r->grain == 0 && r->step > 0 && r->off_x == 0 && r->off_y == 0)
        assert_true(n_ends > 10 && n_ends < POINTS - 30);
    road_snaps_clear(&s);
    free(t);
}

/* Streets that share an end: the edge with the lowest number, at its very end. */
static void shared_ends(void **state)
{
    double x[] = {0, 1, 1, 0, 1, 5, 9, 9}, y[] = {0, 0, 1, 1, 1, 5, 9, 9};
    double length_m[] = {1, 1, 5.65685424949238, 0}, px[] = {1, 1.2, 9.7}, py[] = {1, 1.1, 9.1};
    int line[] = {0, 2, 4, 6, 8};
    unsigned char takes[] = {1, 1, 1, 1};
    struct road_graph g = {.n_edges = 4, .n_all = 4, .line = line, .x = x, .y = y};
    struct points points = {3, px, py, false};
    struct road_snaps s;
    struct error err;

    (void)state;
    g.length_m = length_m;
    g.takes = takes;
    assert_int_equal(road_snaps_create(&s, &g, &points, 1, &err), ERR_OK);
    assert_int_equal(s.edge[0], 1);
    assert_true(s.at_m[0] == 0 && s.away_m[0] == 0 && s.x[0] == 1 && s.y[0] == 1);
    assert_int_equal(s.edge[1], 2);
    assert_near(s.at_m[1], 0.3 / sqrt(2), 1e-12, 0); /* (0.2, 0.1) on the diagonal */
    assert_near(s.away_m[1], 0.1 / sqrt(2), 1e-12, 0);
    assert_int_equal(s.edge[2], 3);
    assert_true(s.at_m[2] == 0);
    assert_near(s.away_m[2], hypot(0.7, 0.1), 1e-12, 0);
    road_snaps_clear(&s);
}

static void no_street(void **state)
{
    double px[] = {1}, py[] = {2};
    int line[] = {0};
    struct road_graph g = {.line = line};
    struct points points = {1, px, py, true}, none = {0, NULL, NULL, true};
    struct road_snaps s;
    struct error err;

    (void)state;
    assert_int_equal(road_snaps_create(&s, &g, &points, 2, &err), ERR_OK);
    assert_int_equal(s.edge[0], -1);
    assert_true(isnan(s.away_m[0]) && isnan(s.at_m[0]) && isnan(s.x[0]) && isnan(s.y[0]));
    road_snaps_clear(&s);
    assert_int_equal(road_snaps_create(&s, &g, &none, 2, &err), ERR_OK);
    assert_int_equal(s.n, 0);
    road_snaps_clear(&s);
}

/* A point half the world away, streets on both sides of the antimeridian: an answer. */
static void far_away(void **state)
{
    double x[] = {179.99, 180, -180, -179.99}, y[] = {-17, -17, -17, -17.01};
    double length_m[] = {1000, 2000};
    double px[] = {179.995, -179.995, 0, 90, -51, 10}, py[] = {-17, -17, 0, 89.9, -89, 80};
    int line[] = {0, 2, 4};
    unsigned char takes[] = {1, 1};
    struct road_graph g = {.n_edges = 2, .n_all = 2, .line = line, .x = x, .y = y};
    struct points points = {6, px, py, true};
    struct road_snaps s;
    struct error err;

    (void)state;
    g.length_m = length_m;
    g.takes = takes;
    assert_int_equal(road_snaps_create(&s, &g, &points, 1, &err), ERR_OK);
    assert_int_equal(s.edge[0], 0);
    assert_near(s.at_m[0], 500, 1e-6, 0);
    assert_int_equal(s.edge[1], 1);
    for (int k = 0; k < 6; k++)
        assert_near(s.away_m[k], geo_geodesic_m(px[k], py[k], s.x[k], s.y[k]), 1e-12, 0);
    road_snaps_clear(&s);
}

static void threads(void **state)
{
    struct road_snaps s[3];
    struct error err;
    struct town *t;
    double *x = malloc(5000 * sizeof *x), *y = malloc(5000 * sizeof *y);

    (void)state;
    dice = 7;
    t = town(&rows[5]);
    assert_true(x != NULL && y != NULL);
    for (int k = 0; k < 5000; k++) {
        x[k] = 113.9 + 0.1 * uniform();
        y[k] = 22.5 + 0.08 * uniform();
    }
    t->points = (struct points){5000, x, y, true};
    for (int n = 0; n < 3; n++)
        assert_int_equal(road_snaps_create(&s[n], &t->graph, &t->points, n + 1, &err), ERR_OK);
    for (int n = 1; n < 3; n++) {
        assert_memory_equal(s[0].edge, s[n].edge, 5000 * sizeof(int));
        assert_memory_equal(s[0].at_m, s[n].at_m, 5000 * sizeof(double));
        assert_memory_equal(s[0].away_m, s[n].away_m, 5000 * sizeof(double));
        assert_memory_equal(s[0].x, s[n].x, 5000 * sizeof(double));
        assert_memory_equal(s[0].y, s[n].y, 5000 * sizeof(double));
    }
    for (int n = 0; n < 3; n++)
        road_snaps_clear(&s[n]);
    free(x);
    free(y);
    free(t);
}

int main(void)
{
    enum { ROWS = sizeof rows / sizeof *rows };
    struct CMUnitTest tests[ROWS + 4] = {cmocka_unit_test(shared_ends),
                                         cmocka_unit_test(no_street),
                                         cmocka_unit_test(far_away), cmocka_unit_test(threads)};

    for (size_t k = 0; k < ROWS; k++)
        tests[4 + k] = (struct CMUnitTest){rows[k].name, every_segment, NULL, NULL, &rows[k]};
    return cmocka_run_group_tests_name("road_snap", tests, NULL, NULL);
}
