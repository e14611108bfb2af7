/* test_polygons.c - label: unit. The builder; areas and centres against closed forms and
 * integrals. */
#include "tests/assert.h"

#include "scenarios/areas/polygons.h"
#include "tests/fixture_polygons.h"

/* WGS 84 again, written as the tests need it. */
static const double AXIS = 6378137.0;
static const double ECC2 = (2 - 1 / 298.257223563) / 298.257223563;

/* ---- by hand ---- */

static struct shape {
    const char *name, *words;
    double area, x, y; /* and centre of gravity */
} shapes[] = {
    {"square", "0 0, 4 0, 4 4, 0 4", 16, 2, 2},
    {"given clockwise", "0 0, 0 4, 4 4, 4 0", 16, 2, 2},
    {"the first point repeated", "0 0, 4 0, 4 4, 0 4, 0 0", 16, 2, 2},
    {"points doubled and collinear", "0 0, 0 0, 2 0, 4 0, 4 4, 4 4, 0 4, 0 1, 0 0, 0 0", 16, 2,
     2},
    {"triangle: the mean of its corners", "1 1, 4 1, 1 7", 9, 2, 3},
    /* 16 - 1: (32 - 0.5) / 15, (32 - 2.5) / 15 */
    {"with a hole", "0 0, 4 0, 4 4, 0 4 | 0 2, 0 3, 1 3, 1 2", 15, 31.5 / 15, 29.5 / 15},
    {"with a hole given like the outside", "0 0, 4 0, 4 4, 0 4 | 0 2, 1 2, 1 3, 0 3", 15,
     31.5 / 15, 29.5 / 15},
    {"two parts: (4 (1) + 2 (11)) / 6", "0 0, 2 0, 2 2, 0 2 + 10 0, 12 0, 12 1, 10 1", 6,
     26.0 / 6, (4 * 1 + 2 * 0.5) / 6},
    /* 3 x 1 below, 1 x 2 above */
    {"L", "0 0, 3 0, 3 1, 1 1, 1 3, 0 3", 5, (3 * 1.5 + 2 * 0.5) / 5, (3 * 0.5 + 2 * 2) / 5},
    {"an island in a lake", "0 0, 8 0, 8 8, 0 8 | 1 1, 1 7, 7 7, 7 1 + 2 2, 4 2, 4 4, 2 4", 32,
     (64 * 4 - 36 * 4 + 4 * 3) / 32.0, (64 * 4 - 36 * 4 + 4 * 3) / 32.0},
    {"touches itself in a point", "0 0, 2 2, 4 0, 4 4, 2 2, 0 4", 8, 2, 2},
    {"a ring of two points is none", "0 0, 4 0, 4 4, 0 4 | 1 1, 2 2", 16, 2, 2},
    {"there and back again", "0 0, 4 2, 8 4, 4 2", 0, 4, 2},
};

static void by_hand(void **state)
{
    const struct shape *s = *state;
    const double moved[] = {0, 1e7}, unit[] = {1, 1000, 0.3048};

    for (size_t m = 0; m < COUNT(moved); m++)
        for (size_t u = 0; u < COUNT(unit); u++) {
            struct polygons p = fixture_polygons(s->words, false);
            double x, y, slack = moved[m] * 1e-15;

            for (int i = 0; i < polygons_n_points(&p); i++) {
                p.x[i] = moved[m] + unit[u] * p.x[i];
                p.y[i] = moved[m] + unit[u] * p.y[i];
            }
            assert_int_equal(p.n, 1);
            assert_near(polygons_area_m2(&p, 0), s->area * unit[u] * unit[u], 1e-14,
                        1e-14 * unit[u] * unit[u] + unit[u] * 20 * slack);
            polygons_centroid(&p, 0, &x, &y);
            assert_near(x, moved[m] + unit[u] * s->x, 1e-14, 1e-14 + 4 * slack);
            assert_near(y, moved[m] + unit[u] * s->y, 1e-14, 1e-14 + 4 * slack);
            polygons_clear(&p);
        }
}

static void turned(void **state)
{
    struct polygons p = fixture_polygons("0 0, 0 4, 4 4, 4 0 | 1 1, 2 1, 2 2, 1 2", false);

    (void)state;
    assert_int_equal(polygons_n_rings(&p), 2);
    assert_int_equal(polygons_n_points(&p), 8);
    for (int ring = 0; ring < 2; ring++)
        for (int turn = 0; turn < 2; turn++) {
            const double *x = p.x + 4 * ring, *y = p.y + 4 * ring;
            double twice = 0;

            for (int k = 0; k < 4; k++)
                twice += x[k] * y[(k + 1) % 4] - x[(k + 1) % 4] * y[k];
            assert_true((twice > 0) == ((ring == 0) == (turn == 0)));
            polygons_turn(&p, ring, ring == 0); /* the other way round */
            polygons_turn(&p, ring, ring == 0); /* and stays so */
        }
    polygons_clear(&p);
}

/* No point stands twice after one another, at the end of a ring either. */
static void repeated(void **state)
{
    struct polygons p = fixture_polygons(
        "0 0, 4 0, 4 4, 4 4, 0 4, 0 0, 0 0; 1 1, 0 0, 1 1, 2 0, 1 1 + 5 5, 6 5, 6 6, 5 5",
        false);

    (void)state;
    assert_int_equal(polygons_n_rings(&p), 3);
    assert_int_equal(p.point_start[1], 4);
    assert_int_equal(p.point_start[2], 8); /* a corner met again stays */
    assert_int_equal(polygons_n_points(&p), 11);
    polygons_clear(&p);
}

/* Polygons without rings, rings without points, and what is dropped leave the others alone. */
static void empty_ones(void **state)
{
    struct polygons p =
        fixture_polygons("; 0 0, 0 2, 2 2, 2 0 | 1 1, 1 1; 5 5; 1 1, 2 1, 2 2, 1 2", false);
    struct polygons_builder none = {0};
    struct error err;
    double x, y, extent[4];

    (void)state;
    assert_int_equal(p.n, 4);
    assert_int_equal(polygons_n_rings(&p), 2);
    assert_int_equal(p.ring_start[0], 0);
    assert_int_equal(p.ring_start[1], 0);
    assert_int_equal(p.ring_start[2], 1);
    assert_int_equal(p.ring_start[3], 1);
    assert_near(polygons_area_m2(&p, 1), 4, 0, 0);
    assert_near(polygons_area_m2(&p, 3), 1, 0, 0);
    assert_true(fixture_polygons_area(&p, 1) > 0); /* the lost hole did not turn it */
    for (int k = 0; k <= 2; k += 2) {
        assert_near(polygons_area_m2(&p, k), 0, 0, 0);
        assert_false(polygons_contains(&p, k, 0, 0));
        assert_false(polygons_extent(&p, k, extent));
        polygons_centroid(&p, k, &x, &y);
        assert_true(isnan(x) && isnan(y));
        assert_int_equal(polygons_inside(&p, k, &x, &y, &err), ERR_OK);
        assert_true(isnan(x) && isnan(y));
    }
    assert_true(polygons_extent(&p, 1, extent));
    assert_near(extent[0] + 10 * extent[1] + 100 * extent[2] + 1000 * extent[3], 2200, 0, 0);
    polygons_clear(&p);
    assert_int_equal(polygons_finish(&none, true, &p, &err), ERR_OK);
    assert_int_equal(p.n + polygons_n_rings(&p) + polygons_n_points(&p), 0);
    assert_true(p.geographic);
    polygons_clear(&p);
    polygons_clear(&p);
}

/* ---- on the ellipsoid ---- */

/* Area of the zone between two parallels over one degree of longitude, by Simpson's rule. */
static double zone_m2(double south, double north)
{
    enum { N = 2000 };
    double h = (north - south) * M_PI / 180 / N, sum = 0;

    for (int k = 0; k <= N; k++) {
        double lat = south * M_PI / 180 + k * h, w = 1 - ECC2 * sin(lat) * sin(lat);

        sum += (k == 0 || k == N ? 1 : k % 2 == 1 ? 4 : 2) * cos(lat) / (w * w);
    }
    return AXIS * AXIS * (1 - ECC2) * sum * h / 3 * (M_PI / 180);
}

static struct quadrangle {
    const char *name;
    double west, south, east, north;
} quadrangles[] = {
    {"a degree on the equator", 0, 0, 1, 1},
    {"across the equator", 10, -20, 30, 10},
    {"Shenzhen", 113.7, 22.4, 114.6, 22.9},
    {"tens of kilometres", 120, 36, 120.5, 36.3},
    {"100 m", 114.057, 22.543, 114.058, 22.544},
    {"1 m", 114.057, 60, 114.05701, 60.00001},
    {"to the pole", -30, 70, 150, 90},
    {"the south", -70, -80, -60, -45},
    {"a country", 73, 18, 135, 54},
    {"1 cm in the south", 9, -33, 9.0000001, -32.9999999},
};

static void quadrangle(void **state)
{
    const struct quadrangle *q = *state;
    char words[300];
    struct polygons p;
    double want = (q->east - q->west) * zone_m2(q->south, q->north), x, y;

    snprintf(words, sizeof words, "%.17g %.17g, %.17g %.17g, %.17g %.17g, %.17g %.17g", q->west,
             q->south, q->east, q->south, q->east, q->north, q->west, q->north);
    p = fixture_polygons(words, true);
    assert_near(polygons_area_m2(&p, 0), want, 1e-12, 0);
    polygons_centroid(&p, 0, &x, &y);
    assert_near(x, (q->west + q->east) / 2, 1e-13, 0);
    /* the parallel that halves it */
    assert_near((q->east - q->west) * zone_m2(q->south, y), want / 2, 1e-9,
                want * 1e-4 * (want < 100));
    polygons_clear(&p);
}

/* The surface of WGS 84 is 510,065,621.724 km2 (from its axes, to the digits published). */
static void whole_earth(void **state)
{
    struct polygons p = fixture_polygons("-180 -90, 180 -90, 180 90, -180 90", true);

    (void)state;
    assert_near(polygons_area_m2(&p, 0), 510065621724e3, 2e-12, 0);
    polygons_clear(&p);
}

/* A triangle on a parallel: its width falls evenly with latitude. Simpson's rule again. */
static void slanted(void **state)
{
    const double high[] = {0.01, 0.5, 5.9, 6.1, 38};

    (void)state;
    for (size_t i = 0; i < COUNT(high); i++) {
        enum { N = 4000 };
        double h = high[i] * M_PI / 180 / N, sum = 0, h_deg = high[i];
        char words[200];
        struct polygons p;

        for (int k = 0; k <= N; k++) {
            double lat = 31 * M_PI / 180 + k * h, w = 1 - ECC2 * sin(lat) * sin(lat);

            sum += (k == 0 || k == N ? 1
                    : k % 2 == 1     ? 4
                                     : 2) *
                   cos(lat) / (w * w) * (1 - (double)k / N);
        }
        snprintf(words, sizeof words, "100 31, 107 31, 103.3 %.17g", 31 + h_deg);
        p = fixture_polygons(words, true);
        assert_near(polygons_area_m2(&p, 0),
                    AXIS * AXIS * (1 - ECC2) * sum * h / 3 * 7 * M_PI / 180, 1e-11, 0);
        polygons_clear(&p);
    }
}

/* A mesh has the area of the rectangle that it fills: every inner edge counts twice. */
static void meshes(void **state)
{
    (void)state;
    for (int geographic = 0; geographic < 2; geographic++) {
        struct polygons p = fixture_polygons_mesh(5, 30, 20, 100, 24, 0.25, geographic == 1);
        double sum = 0;

        for (int k = 0; k < p.n; k++)
            sum += polygons_area_m2(&p, k);
        assert_near(sum, geographic ? 7.5 * zone_m2(24, 29) : 7.5 * 5, 1e-12, 0);
        polygons_clear(&p);
    }
}

int main(void)
{
    const struct CMUnitTest others[] = {
        cmocka_unit_test(turned),      cmocka_unit_test(repeated), cmocka_unit_test(empty_ones),
        cmocka_unit_test(whole_earth), cmocka_unit_test(slanted),  cmocka_unit_test(meshes)};
    struct CMUnitTest tests[COUNT(shapes) + COUNT(quadrangles) + COUNT(others)];
    size_t n = 0;

    for (size_t k = 0; k < COUNT(shapes); k++)
        tests[n++] = (struct CMUnitTest){shapes[k].name, by_hand, NULL, NULL, &shapes[k]};
    for (size_t k = 0; k < COUNT(quadrangles); k++)
        tests[n++] =
            (struct CMUnitTest){quadrangles[k].name, quadrangle, NULL, NULL, &quadrangles[k]};
    for (size_t k = 0; k < COUNT(others); k++)
        tests[n++] = others[k];
    return cmocka_run_group_tests_name("polygons", tests, NULL, NULL);
}
