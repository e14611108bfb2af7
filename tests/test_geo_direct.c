/* test_geo_direct.c - points at a distance: against the inverse problem (geo.c), a published
 * line, and closed forms in the plane, at the equator and on meridians. */
#include "assert.h"
#include "scenarios/geo.h"
#include "scenarios/geo_direct.h"

/* The end lies as far away as was asked, whatever the direction. */
static void distances(void **state)
{
    static const double from[][2] = {{114.05, 22.54}, {0, 0},      {-179.99, 71},
                                     {12.5, -65.3},   {-70, 84.9}, {0, 45}};
    static const double far[] = {0.5, 87, 900, 2000, 150000, 4e6};

    (void)state;
    for (size_t k = 0; k < COUNT(from); k++)
        for (size_t i = 0; i < COUNT(far); i++)
            for (int degrees = -90; degrees < 360; degrees += 15) {
                double lon, lat;

                geo_direct(from[k][0], from[k][1], degrees, far[i], &lon, &lat);
                assert_near(geo_geodesic_m(from[k][0], from[k][1], lon, lat), far[i], 1e-10,
                            1e-6);
            }
}

/* Flinders Peak to Buninyong: 306 deg 52' 05.37", 54972.271 m on GRS 80, whose flattening
 * differs from that of WGS 84 by 1e-11. Source: Geocentric Datum of Australia Technical Manual,
 * the worked example of Vincenty's formulas. */
static void published(void **state)
{
    double lon, lat;

    (void)state;
    geo_direct(144 + 25 / 60.0 + 29.52440 / 3600, -(37 + 57 / 60.0 + 3.72030 / 3600),
               306 + 52 / 60.0 + 5.37 / 3600, 54972.271, &lon, &lat);
    assert_near(lat, -(37 + 39 / 60.0 + 10.15610 / 3600), 0, 2e-8);
    assert_near(lon, 143 + 55 / 60.0 + 35.38390 / 3600, 0, 4e-8);
}

static void equator_and_meridian(void **state)
{
    static const double axis = 6378137, f = 1 / 298.257223563;
    double lon, lat, e2 = f * (2 - f);

    (void)state;
    geo_direct(10, 0, 90, axis * (M_PI / 180), &lon, &lat); /* the equator is a circle */
    assert_near(lon, 11, 0, 1e-12);
    assert_near(lat, 0, 0, 1e-12);
    geo_direct(179.5, 0, 90, axis * (M_PI / 180), &lon, &lat);
    assert_near(lon, 180.5, 0, 1e-11);      /* shapes stay in one piece */
    geo_direct(10, 0, 0, 1000, &lon, &lat); /* radius of the meridian there: a (1 - e2) */
    assert_near(lat, 1000 / (axis * (1 - e2)) * (180 / M_PI), 1e-7, 0);
    assert_near(lon, 10, 0, 1e-12);
}

static void circles(void **state)
{
    double x[64], y[64], turn = 0;

    (void)state;
    geo_circle(false, 3, -4, 10, 4, x, y);
    for (int k = 0; k < 4; k++) {
        static const double want[4][2] = {{13, -4}, {3, 6}, {-7, -4}, {3, -14}};

        assert_near(x[k], want[k][0], 0, 1e-12);
        assert_near(y[k], want[k][1], 0, 1e-12);
    }
    geo_circle(true, 114.05, 22.54, 2000, 64, x, y);
    for (int k = 0; k < 64; k++) {
        int next = (k + 1) % 64;

        assert_near(geo_geodesic_m(114.05, 22.54, x[k], y[k]), 2000, 0, 1e-5);
        turn += (x[k] - 114.05) * (y[next] - 22.54) - (x[next] - 114.05) * (y[k] - 22.54);
    }
    assert_true(turn > 0); /* counter-clockwise */
    assert_true(x[0] > 114.05 && fabs(y[0] - 22.54) < 1e-5);
    assert_true(y[16] > 22.54 && fabs(x[16] - 114.05) < 1e-9);
}

static void cells(void **state)
{
    static const double side[4][2] = {{-1, -1}, {1, -1}, {1, 1}, {-1, 1}};
    double x[4], y[4], x2[4], y2[4];

    (void)state;
    geo_cell(false, 100, 50, 20, 10, x, y);
    for (int k = 0; k < 4; k++) {
        assert_near(x[k], 100 + 10 * side[k][0], 0, 0);
        assert_near(y[k], 50 + 5 * side[k][1], 0, 0);
    }
    /* 30 arc-seconds by the radii of curvature: across the meridian and along it */
    double e2 = (2 - 1 / 298.257223563) / 298.257223563, sine = sin(M_PI / 8);
    double across = 6378137 / sqrt(1 - e2 * sine * sine), degrees = M_PI / 180 / 120;
    double w = across * cos(M_PI / 8) * degrees;
    double h = across * (1 - e2) / (1 - e2 * sine * sine) * degrees;

    geo_cell(true, 114, 22.5, w, h, x, y);
    for (int k = 0; k < 4; k++) {
        assert_near(x[k], 114 + side[k][0] / 240, 0, 1e-9);
        assert_near(y[k], 22.5 + side[k][1] / 240, 0, 1e-7); /* the radius changes with y */
    }
    assert_near(geo_geodesic_m(x[0], 22.5, x[1], 22.5), w, 0, 1e-5);
    assert_near(geo_geodesic_m(114, y[0], 114, y[2]), h, 0, 1e-5);
    assert_true(x[0] == x[3] && x[1] == x[2] && y[0] == y[1] && y[2] == y[3]);
    geo_cell(true, 114 + 1 / 120.0, 22.5, w, h, x2, y2); /* its neighbour to the east */
    assert_true(y2[0] == y[0] && y2[2] == y[2]);
    assert_near(x2[0], x[1], 0, 1e-9);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(distances), cmocka_unit_test(published),
                                       cmocka_unit_test(equator_and_meridian),
                                       cmocka_unit_test(circles), cmocka_unit_test(cells)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}
