/* test_polygons_points.c - label: unit. Points in polygons against partitions of the plane and
 * winding numbers; points inside awkward ones. */
#include "tests/assert.h"

#include "scenarios/areas/polygons.h"
#include "tests/dice.h"
#include "tests/fixture_polygons.h"

/* Corners, points on edges and points between, all on a lattice that doubles hold exactly: each
 * is in exactly one polygon of a partition, its outer west and south edges included. */
static void exactly_one(void **state)
{
    struct polygons p =
        fixture_polygons("0 0, 2 0, 2 2, 0 2; 2 0, 4 0, 4 1, 2 1;"
                         "2 1, 4 1, 4 4, 3 2, 2 2; 0 2, 3 2, 0 4; 0 4, 3 2, 4 4",
                         false);

    (void)state;
    for (int i = -4; i <= 36; i++)
        for (int k = -4; k <= 36; k++) {
            double x = i / 8.0, y = k / 8.0;
            int n = 0;

            for (int j = 0; j < p.n; j++)
                n += polygons_contains(&p, j, x, y);
            assert_int_equal(n, x >= 0 && x < 4 && y >= 0 && y < 4);
        }
    polygons_clear(&p);
}

static void exactly_one_of_a_mesh(void **state)
{
    struct polygons p = fixture_polygons_mesh(7, 12, 12, 1e7, -1e7, 0.7, false);

    (void)state;
    dice = 3;
    for (int t = 0; t < 6000; t++) {
        int n = 0, corner = (int)(uniform() * polygons_n_points(&p));
        int to = corner % 4 == 3 ? corner - 3 : corner + 1; /* rings of four */
        double along = uniform();
        double x = t % 3 == 0 ? 1e7 + 8.4 * uniform() : p.x[corner];
        double y = t % 3 == 0 ? -1e7 + 8.4 * uniform() : p.y[corner];

        if (t % 3 == 1) { /* on an edge, as near as doubles come */
            x += along * (p.x[to] - x);
            y += along * (p.y[to] - y);
        }
        for (int k = 0; k < p.n; k++)
            n += polygons_contains(&p, k, x, y);
        assert_int_equal(n, x < 1e7 + 12 * 0.7 && y < -1e7 + 12 * 0.7);
    }
    polygons_clear(&p);
}

/* Winding by angles, another rule altogether: equal where rings do not cross themselves. */
static bool winds_around(const struct polygons *p, int k, double x, double y)
{
    double angle = 0;

    for (int ring = p->ring_start[k]; ring < p->ring_start[k + 1]; ring++)
        for (int i = p->point_start[ring], end = p->point_start[ring + 1]; i < end; i++) {
            int to = i + 1 < end ? i + 1 : p->point_start[ring];
            double ax = p->x[i] - x, ay = p->y[i] - y, bx = p->x[to] - x, by = p->y[to] - y;

            angle += atan2(ax * by - bx * ay, ax * bx + ay * by);
        }
    return angle > M_PI;
}

static void stars(void **state)
{
    struct polygons p = fixture_polygons_stars(11, 60, 0, 0, 1, 10, false);
    int n = 0;

    (void)state;
    for (int t = 0; t < 20000; t++) {
        int k = t % p.n;
        double x = -5 + 20 * uniform(), y = -6 + 12 * uniform();

        assert_int_equal(polygons_contains(&p, k, x, y), winds_around(&p, k, x, y));
        n += polygons_contains(&p, k, x, y);
    }
    assert_true(n > 3000 && n < 17000);
    polygons_clear(&p);
}

static struct awkward {
    const char *name, *words;
} awkward[] = {
    {"the centroid will do", "0 0, 4 0, 4 4, 0 4"},
    {"C", "0 0, 4 0, 4 1, 1 1, 1 3, 4 3, 4 4, 0 4"},
    {"ring", "0 0, 9 0, 9 9, 0 9 | 0.1 0.1, 0.1 8.9, 8.9 8.9, 8.9 0.1"},
    {"ring whose sides touch", "0 0, 9 0, 9 9, 0 9 | 0 4.5, 4.5 9, 9 4.5, 4.5 0"},
    {"two parts", "0 0, 1 0, 1 1, 0 1 + 50 3, 51 3, 51 4, 50 4"},
    {"two parts far above each other", "1 0, 1 1, 0 1, 0 0 + 0 100, 1 100, 1 101, 0 101"},
    {"sliver", "0 0, 1000 1e-9, 2000 1000, 1000 2e-9"},
    {"sliver far away", "1e7 1e7, 10000100 10000100, 10000200 10000200.00001"},
    {"bow tie", "0 0, 4 4, 4 0, 0 4"},
    {"V without a middle", "0 0, 1 0, 5 9, 9 0, 10 0, 5 10"},
};

static void inside(void **state)
{
    const struct awkward *a = *state;
    struct polygons p = fixture_polygons(a->words, false);
    double x, y, x2, y2;
    struct error err;

    assert_int_equal(polygons_inside(&p, 0, &x, &y, &err), ERR_OK);
    assert_true(polygons_contains(&p, 0, x, y));
    assert_int_equal(polygons_inside(&p, 0, &x2, &y2, &err), ERR_OK);
    assert_true(x == x2 && y == y2);
    polygons_clear(&p);
}

/* By hand: the widest span halfway up. */
static void widest_span(void **state)
{
    struct polygons p =
        fixture_polygons("0 0, 10 0, 10 4, 0 4 | 1 1, 1 3, 6 3, 6 1 | 8 1, 8 3, 9.5 3, 9.5 1;"
                         "0 0, 10 0, 10 1, 3 1, 3 3, 10 3, 10 4, 0 4; 0 0, 9 3, 18 6, 9 3",
                         false);
    double x, y;
    struct error err;

    (void)state;
    assert_int_equal(polygons_inside(&p, 0, &x, &y, &err), ERR_OK);
    assert_near(x, 7, 0, 0);
    assert_near(y, 2, 0, 0);
    assert_int_equal(polygons_inside(&p, 1, &x, &y, &err), ERR_OK);
    assert_near(x, 1.5, 0, 0);
    assert_near(y, 2, 0, 0);
    assert_int_equal(polygons_inside(&p, 2, &x, &y, &err), ERR_OK);
    assert_near(x + y, 0, 0, 0); /* nothing is inside: the first point */
    polygons_clear(&p);
}

static void inside_stars(void **state)
{
    (void)state;
    for (int geographic = 0; geographic < 2; geographic++) {
        struct polygons p = fixture_polygons_stars(17, 300, 100, 20, 20, 0.3, geographic == 1);
        int moved = 0;

        for (int k = 0; k < p.n; k++) {
            struct error err;
            double x, y, cx, cy;

            assert_int_equal(polygons_inside(&p, k, &x, &y, &err), ERR_OK);
            assert_true(polygons_contains(&p, k, x, y));
            polygons_centroid(&p, k, &cx, &cy);
            moved += x != cx;
        }
        assert_true(moved > 100); /* half have a hole there */
        polygons_clear(&p);
    }
}

int main(void)
{
    const struct CMUnitTest others[] = {
        cmocka_unit_test(exactly_one), cmocka_unit_test(exactly_one_of_a_mesh),
        cmocka_unit_test(stars), cmocka_unit_test(widest_span), cmocka_unit_test(inside_stars)};
    struct CMUnitTest tests[COUNT(awkward) + COUNT(others)];
    size_t n = 0;

    for (size_t k = 0; k < COUNT(awkward); k++)
        tests[n++] = (struct CMUnitTest){awkward[k].name, inside, NULL, NULL, &awkward[k]};
    for (size_t k = 0; k < COUNT(others); k++)
        tests[n++] = others[k];
    return cmocka_run_group_tests_name("polygons_points", tests, NULL, NULL);
}
