/* test_polygon_index.c - label: unit. The index against a plain loop over all polygons. */
#include "tests/assert.h"

#include "scenarios/areas/polygon_index.h"
#include "tests/dice.h"
#include "tests/fixture_polygons.h"

static struct polygon_index *index_of(const struct polygons *p)
{
    struct polygon_index *ix = NULL;
    struct error err;

    assert_int_equal(polygon_index_create(&ix, p, &err), ERR_OK);
    return ix;
}

static void compare_at(const struct polygon_index *ix, const struct polygons *p, double x,
                       double y)
{
    int lowest = -1, n = 0;

    for (int k = p->n - 1; k >= 0; k--)
        if (polygons_contains(p, k, x, y)) {
            lowest = k;
            n++;
        }
    assert_int_equal(polygon_index_find(ix, x, y), lowest);
    assert_int_equal(polygon_index_count(ix, x, y), n);
}

/* Corners, points beside them by the least step, and points all over. */
static void compare(const struct polygons *p, int n_points, double west, double south,
                    double side)
{
    struct polygon_index *ix = index_of(p);
    int step = polygons_n_points(p) / n_points + 1;

    for (int i = 0; i < polygons_n_points(p); i += step) {
        compare_at(ix, p, p->x[i], p->y[i]);
        compare_at(ix, p, nextafter(p->x[i], INFINITY), p->y[i]);
        compare_at(ix, p, p->x[i], nextafter(p->y[i], -INFINITY));
    }
    for (int t = 0; t < n_points; t++)
        compare_at(ix, p, west + side * uniform(), south + side * uniform());
    polygon_index_free(ix);
}

static struct sizes {
    const char *name;
    int n;
    double spread, size;
} sizes[] = {
    {"one polygon", 1, 10, 4},
    {"as many as a node holds", 8, 10, 4},
    {"one more", 9, 10, 4},
    {"sparse", 700, 100, 1},
    {"lying on one another", 300, 10, 8},
    {"all at one place", 65, 0, 8},
};

static void stars(void **state)
{
    const struct sizes *s = *state;
    struct polygons p = fixture_polygons_stars(23, s->n, -3, 5, s->spread, s->size, false);

    dice = 29;
    compare(&p, 400, -3 - s->size, 5 - s->size, s->spread + 3 * s->size);
    polygons_clear(&p);
}

/* Many points: bands. */
static void large_ones(void **state)
{
    const int n_points[] = {64, 65, 1000, 20000};

    (void)state;
    for (size_t k = 0; k < COUNT(n_points); k++) {
        struct polygons p = fixture_polygons_star(31 + k, n_points[k], 1e7, 4, 300, false);

        compare(&p, n_points[k] > 5000 ? 100 : 400, 1e7 - 330, 4 - 330, 660);
        polygons_clear(&p);
    }
}

/* Teeth as high as the polygon, so that every band holds every edge; then lying ones. */
static void combs(void **state)
{
    (void)state;
    for (int lying = 0; lying < 2; lying++) {
        enum { TEETH = 400 };
        struct polygons_builder b = {0};
        struct polygons p;
        struct error err;

        polygons_begin(&b);
        polygons_ring(&b, false);
        for (int k = 0; k < 2 * TEETH; k++)
            polygons_point(&b, lying ? k % 2 * 5.5 : k, lying ? k : k % 2 * 5.5);
        polygons_point(&b, lying ? -7 : 2 * TEETH, lying ? 2 * TEETH : -7);
        polygons_point(&b, lying ? -7 : 0, lying ? 0 : -7);
        assert_int_equal(polygons_finish(&b, false, &p, &err), ERR_OK);
        compare(&p, 300, -8, -8, 2.0 * TEETH + 10);
        compare(&p, 300, -8, -8, 16);
        polygons_clear(&p);
    }
}

/* A line drawn at random, which crosses itself everywhere. */
static void scribbles(void **state)
{
    (void)state;
    for (int n = 70; n < 800; n += 350) {
        struct polygons_builder b = {0};
        struct polygons p;
        struct polygon_index *ix;
        struct error err;

        dice = 47;
        polygons_begin(&b);
        polygons_ring(&b, false);
        for (int k = 0; k < n; k++) /* some of them level, some upright */
            polygons_point(&b, floor(40 * uniform()), floor(40 * uniform()) / 4);
        assert_int_equal(polygons_finish(&b, false, &p, &err), ERR_OK);
        compare(&p, 500, -1, -1, 42);
        ix = index_of(&p);
        for (int i = 0; i < 1600; i++) /* the lattice on which all corners are */
            compare_at(ix, &p, i % 40, i / 40 / 4.0);
        polygon_index_free(ix);
        polygons_clear(&p);
    }
}

/* Large and small ones mixed, holes filled by others. */
static void mixed(void **state)
{
    enum { N = 200, POINTS = 200 };
    struct polygons_builder b = {0};
    struct polygons p;
    struct error err;

    (void)state;
    dice = 37;
    for (int k = 0; k < N; k++) {
        double x = 100 * uniform(), y = 100 * uniform(), size = k % 5 == 0 ? 30 : 2;

        polygons_begin(&b);
        for (int hole = 0; hole < 2; hole++) {
            polygons_ring(&b, hole == 1);
            for (int i = 0; i < (k % 5 == 0 ? POINTS : 6); i++) {
                double angle = 2 * M_PI * i / (k % 5 == 0 ? POINTS : 6);
                double r = size * (hole ? 0.4 : 0.8 + 0.2 * uniform());

                polygons_point(&b, x + r * cos(angle), y + r * sin(angle));
            }
        }
        if (k % 7 == 0) polygons_begin(&b); /* some hold nothing */
    }
    assert_int_equal(polygons_finish(&b, true, &p, &err), ERR_OK);
    compare(&p, 700, -30, -30, 160);
    polygons_clear(&p);
}

/* A mesh of large polygons: bands of neighbours agree, every point is in exactly one. */
static void partition(void **state)
{
    enum { N = 81 };
    struct polygons_builder b = {0};
    struct polygons p;
    struct polygon_index *ix;
    struct error err;

    (void)state;
    dice = 41;
    for (int strip = 0; strip < 2; strip++) { /* two that share a jagged line */
        unsigned long long seed = 43;

        polygons_begin(&b);
        polygons_ring(&b, false);
        dice = seed;
        for (int k = 0; k <= N; k++)
            polygons_point(&b, 2 + uniform(), k / 3.0);
        polygons_point(&b, strip == 0 ? 0 : 9, N / 3.0);
        polygons_point(&b, strip == 0 ? 0 : 9, 0);
    }
    assert_int_equal(polygons_finish(&b, false, &p, &err), ERR_OK);
    ix = index_of(&p);
    for (int t = 0; t < 8000; t++)
        assert_int_equal(polygon_index_count(ix, 9 * uniform(), N / 3.0 * uniform()), 1);
    for (int i = 0; i < N; i++)
        assert_int_equal(polygon_index_count(ix, p.x[i], i / 3.0), 1);
    polygon_index_free(ix);
    polygons_clear(&p);
}

static void nothing(void **state)
{
    struct polygons none = fixture_polygons("", false), p = {0};
    struct polygon_index *ix = index_of(&none);

    (void)state;
    assert_int_equal(polygon_index_find(ix, 0, 0), -1);
    assert_int_equal(polygon_index_count(ix, NAN, 0), 0);
    polygon_index_free(ix);
    ix = index_of(&p);
    assert_int_equal(polygon_index_find(ix, 0, 0), -1);
    polygon_index_free(ix);
    polygon_index_free(NULL);
    polygons_clear(&none);
}

/* Flat ones: no area, all on one height, many points. */
static void flat(void **state)
{
    struct polygons_builder b = {0};
    struct polygons p;
    struct error err;

    (void)state;
    polygons_begin(&b);
    polygons_ring(&b, false);
    for (int k = 0; k < 100; k++)
        polygons_point(&b, k < 50 ? k : 99.5 - k, 5e-324 * (k == 7));
    assert_int_equal(polygons_finish(&b, false, &p, &err), ERR_OK);
    compare(&p, 200, -1, -1, 60);
    polygons_clear(&p);
}

/* The study area's polygons live on in the city when the index of them goes. */
static void polygons_moved(void **state)
{
    struct polygons p = fixture_polygons_star(7, 2000, 0, 0, 9, false), kept;
    struct polygon_index *ix = NULL;
    struct error err;

    (void)state;
    assert_int_equal(polygon_index_create(&ix, &p, &err), ERR_OK);
    kept = p;
    p = (struct polygons){0};
    polygon_index_free(ix); /* all of it: the leak sanitizer looks */
    polygons_clear(&kept);
}

int main(void)
{
    const struct CMUnitTest others[] = {
        cmocka_unit_test(large_ones), cmocka_unit_test(combs),
        cmocka_unit_test(scribbles),  cmocka_unit_test(mixed),
        cmocka_unit_test(partition),  cmocka_unit_test(nothing),
        cmocka_unit_test(flat),       cmocka_unit_test(polygons_moved)};
    struct CMUnitTest tests[COUNT(sizes) + COUNT(others)];
    size_t n = 0;

    for (size_t k = 0; k < COUNT(sizes); k++)
        tests[n++] = (struct CMUnitTest){sizes[k].name, stars, NULL, NULL, &sizes[k]};
    for (size_t k = 0; k < COUNT(others); k++)
        tests[n++] = others[k];
    return cmocka_run_group_tests_name("polygon_index", tests, NULL, NULL);
}
