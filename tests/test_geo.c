/* test_geo.c - label: unit. Geodesics against published lines and integrals of our own, the
 * plane against the two properties that make a transverse Mercator one. */
#include "tests/assert.h"

#include "scenarios/geo.h"

/* WGS 84 again, written as the tests need it. */
static const double AXIS = 6378137.0;
static const double ECC2 = (2 - 1 / 298.257223563) / 298.257223563;

static double dms(double d, double m, double s)
{
    return d + m / 60 + s / 3600;
}

/* ---- published lines ---- */

static struct line {
    const char *name;
    double lat1, lon1, lat2, lon2, metres;
    double atol; /* the digits that were published, or 1 mm */
} lines[] = {
    {"JFK to London (manual page of Karney's GeodSolve)", 40.6, -73.8, 51.6, -0.5, 5551759.400,
     6e-4},
    {"Wellington to Salamanca, nearly antipodal (Karney, geographiclib manual)", -41.32, 174.81,
     40.96, -5.50, 19959679.26735, 1e-3},
    {"first line of Karney's GeodTest.dat, doi:10.5281/zenodo.32156", 36.530042355041, 0,
     -48.164270779097768864, 5.762344694676510456, 9398502.0434687, 1e-3},
    {"quarter meridian of WGS 84 (10,001,965.7293 m)", 0, 33, 90, -71, 10001965.7293, 1e-3},
    {"pole to pole is two quarters", 90, 12, -90, 45, 20003931.4586, 1e-3},
    {"one degree of the equator across the date line: a pi / 180", 0, 179.5, 0, -179.5,
     6378137.0 * M_PI / 180, 1e-6},
    {"the same point", 22.5431, 114.0579, 22.5431, 114.0579, 0, 0},
    {"the same pole by two longitudes", 90, 10, 90, 170, 0, 1e-8},
    {"the date line by its two names", 12.3, 180, 12.3, -180, 0, 1e-8},
};

static void published(void **state)
{
    const struct line *l = *state;

    assert_near(geo_geodesic_m(l->lon1, l->lat1, l->lon2, l->lat2), l->metres, 0, l->atol);
    assert_near(geo_geodesic_m(l->lon2, l->lat2, l->lon1, l->lat1), l->metres, 0, l->atol);
    assert_near(geo_geodesic_m(-l->lon1, -l->lat1, -l->lon2, -l->lat2), l->metres, 0, l->atol);
}

/* Flinders Peak to Buninyong, 54,972.271 m: Geodetic Datum of Australia technical manual. On
 * GRS 80, whose flattening differs from WGS 84's by 2e-11, nothing at a millimetre. */
static void flinders_peak(void **state)
{
    (void)state;
    assert_near(geo_geodesic_m(dms(144, 25, 29.52440), -dms(37, 57, 3.72030),
                               dms(143, 55, 35.38390), -dms(37, 39, 10.15610)),
                54972.271, 0, 6e-4);
}

/* ---- integrals ---- */

static double meridian_radius(double lat)
{
    double s = sin(lat);

    return AXIS * (1 - ECC2) / pow(1 - ECC2 * s * s, 1.5);
}

static double prime_radius(double lat)
{
    double s = sin(lat);

    return AXIS / sqrt(1 - ECC2 * s * s);
}

/* Length of a meridian between two latitudes in degrees by Simpson's rule. */
static double meridian_arc(double lat1, double lat2)
{
    double a = lat1 * M_PI / 180, h = (lat2 - lat1) * M_PI / 180 / 2000, sum = 0;

    for (int k = 0; k <= 2000; k++)
        sum += (k == 0 || k == 2000 ? 1 : k % 2 == 1 ? 4 : 2) * meridian_radius(a + k * h);
    return sum * h / 3;
}

static void along_meridians(void **state)
{
    const double lat[] = {-77.3, -22.54, 0, 3.7e-5, 22.5431, 36.1, 51.4778, 89.2};

    (void)state;
    for (size_t i = 0; i < COUNT(lat); i++)
        for (size_t k = i + 1; k < COUNT(lat); k++)
            assert_near(geo_geodesic_m(114, lat[i], 114, lat[k]), meridian_arc(lat[i], lat[k]),
                        0, 1e-4); /* Vincenty's own error is a tenth of that */
}

/* A city's distances against the local metric of the ellipsoid at the middle latitude: good to
 * (d/R)^2, 1e-7 of 2 km. */
static void within_a_city(void **state)
{
    (void)state;
    for (int k = 0; k < 400; k++) {
        double lat = -60 + 0.3 * k, dx = 0.004 * ((k * 37) % 11 - 5),
               dy = 0.003 * ((k * 53) % 13 - 6), middle = (lat + dy / 2) * M_PI / 180;
        double east = dx * M_PI / 180 * cos(middle) * prime_radius(middle);
        double north = dy * M_PI / 180 * meridian_radius(middle);

        assert_near(geo_geodesic_m(113.9, lat, 113.9 + dx, lat + dy), hypot(east, north), 4e-7,
                    1e-6);
    }
}

/* No way is shorter through a third point, the iteration ends, and nothing is NAN: all pairs of
 * a globe of points, antipodal ones too (right to 0.6 % there, which the slack allows). */
static void triangles(void **state)
{
    struct {
        double lon, lat;
    } p[40];

    (void)state;
    for (int k = 0; k < 40; k++) {
        p[k].lon = -180 + (k * 97) % 360;
        p[k].lat = -90 + (k * 41) % 181;
    }
    p[38].lon = p[0].lon + 180; /* exactly antipodal */
    p[38].lat = -p[0].lat;
    p[39].lon = p[1].lon + 179.7; /* where Vincenty's iteration does not settle */
    p[39].lat = -p[1].lat + 0.2;
    for (int i = 0; i < 40; i++)
        for (int j = 0; j < 40; j++) {
            double way = geo_geodesic_m(p[i].lon, p[i].lat, p[j].lon, p[j].lat);

            assert_true(way >= 0 && way < 20004000 * 1.006);
            for (int k = 0; k < 40; k++)
                assert_true(way <=
                            1.006 * (geo_geodesic_m(p[i].lon, p[i].lat, p[k].lon, p[k].lat) +
                                     geo_geodesic_m(p[k].lon, p[k].lat, p[j].lon, p[j].lat)) +
                                1e-6);
        }
}

static void distances(void **state)
{
    const double x[] = {3, 114.0579}, y[] = {4, 22.5431}, zero[] = {0, 114.0579},
                 lat[] = {0, 22};
    struct points a = {2, x, y, false}, b = {2, zero, lat, false};

    (void)state;
    assert_near(geo_distance_m(&a, 0, &b, 0), 5, 0, 0); /* 3-4-5 */
    a.geographic = b.geographic = true;
    assert_near(geo_distance_m(&a, 1, &b, 1), meridian_arc(22, 22.5431), 0, 1e-4);
}

/* ---- the plane ---- */

static struct points at(int n, const double *x, const double *y)
{
    return (struct points){n, x, y, true};
}

/* The middle meridian keeps its length, and scales are equal east and north at right angles:
 * no other map has both. Derivatives by central differences of 1e-4 degrees. */
static void transverse_mercator(void **state)
{
    const double lon[] = {113.2, 115.0}, lat[] = {22.1, 23.3}, h = 1e-4;
    struct points points = at(2, lon, lat);
    struct geo_plane plane = geo_plane_of(&points);
    double e, n;

    (void)state;
    assert_near(plane.lon0, 114.1, 0, 1e-12);
    assert_near(plane.lat0, 22.7, 0, 1e-12);
    geo_to_plane(&plane, 114.1, 22.7, &e, &n);
    assert_near(hypot(e, n), 0, 0, 1e-8);
    geo_to_plane(&plane, 114.1, 25.2, &e, &n);
    assert_near(e, 0, 0, 1e-8);
    assert_near(n, meridian_arc(22.7, 25.2), 0, 1e-3);
    for (int k = 0; k < 60; k++) {
        double x = 112 + 0.07 * k, y = 21 + 0.05 * ((k * 17) % 60), a = y * M_PI / 180;
        double e1, n1, e2, n2, e3, n3, e4, n4, east, north, cross;
        double wide = 2 * h * M_PI / 180 * cos(a) * prime_radius(a);
        double high = 2 * h * M_PI / 180 * meridian_radius(a);

        geo_to_plane(&plane, x - h, y, &e1, &n1);
        geo_to_plane(&plane, x + h, y, &e2, &n2);
        geo_to_plane(&plane, x, y - h, &e3, &n3);
        geo_to_plane(&plane, x, y + h, &e4, &n4);
        east = hypot(e2 - e1, n2 - n1) / wide;
        north = hypot(e4 - e3, n4 - n3) / high;
        cross = ((e2 - e1) * (e4 - e3) + (n2 - n1) * (n4 - n3)) / (wide * high);
        assert_near(east, north, 0, 2e-8); /* rounding of metres over 20 m steps */
        assert_near(cross, 0, 0, 2e-8);
        assert_true(east >= 1 - 1e-8 && east < 1.002);
    }
}

/* An area on both sides of the date line is one area. */
static void date_line(void **state)
{
    const double lon[] = {179.9, -179.7}, lat[] = {-17, -16};
    struct points points = at(2, lon, lat);
    struct geo_plane plane = geo_plane_of(&points);
    double e1, n1, e2, n2;

    (void)state;
    assert_near(plane.lon0, -179.9, 0, 1e-9);
    geo_to_plane(&plane, 179.9, -17, &e1, &n1);
    geo_to_plane(&plane, -179.7, -16, &e2, &n2);
    assert_near(hypot(e2 - e1, n2 - n1), geo_geodesic_m(179.9, -17, -179.7, -16), 1e-5, 0);
    assert_true(e1 < 0 && e2 > 0 && n1 < 0 && n2 > 0);
}

static void metres(void **state)
{
    const double x[] = {500100, 500300, 500200}, y[] = {31.5, 41.5, 20.5};
    struct points points = {3, x, y, false};
    struct geo_plane plane = geo_plane_of(&points);
    double e, n;

    (void)state;
    geo_to_plane(&plane, 500300, 41.5, &e, &n);
    assert_near(e, 100, 0, 1e-9);
    assert_near(n, 10.5, 0, 1e-9);
}

/* There and back again, to 1e-9 degree within 10 degrees of the meridian, on both hemispheres
 * and up to the poles; in metres too. */
static void back_again(void **state)
{
    const double middle[] = {-78, -33, -1e-9, 22.7, 36, 59, 80};

    (void)state;
    for (size_t m = 0; m < COUNT(middle); m++) {
        const double lon[] = {104, 124}, lat[] = {middle[m] - 5, middle[m] + 5};
        struct points points = at(2, lon, lat);
        struct geo_plane plane = geo_plane_of(&points);

        for (int k = 0; k < 400; k++) {
            double x = 104 + (k * 37) % 401 / 20.0, y = middle[m] - 10 + (k * 53) % 397 / 20.0;
            double e, n, x2, y2;

            geo_to_plane(&plane, x, y, &e, &n);
            geo_from_plane(&plane, e, n, &x2, &y2);
            assert_near(y2, y, 0, 1e-9);
            assert_near(x2, x, 0, 1e-9 / cos(y * M_PI / 180));
            geo_to_plane(&plane, x2, y2, &x2, &y2);
            assert_near(x2, e, 0, 1e-4);
            assert_near(y2, n, 0, 1e-4);
        }
    }
}

/* The way back against the meridian's length, as far as the pole. */
static void back_on_the_meridian(void **state)
{
    const double lon[] = {-3, 1}, lat[] = {10, 20}, zero[] = {0, 0};
    struct points points = at(2, lon, lat), flat = {2, lon, zero, false};
    struct geo_plane plane = geo_plane_of(&points), metres_plane = geo_plane_of(&flat);
    double x, y;

    (void)state;
    geo_from_plane(&plane, 0, 0, &x, &y);
    assert_near(x, -1, 0, 1e-12);
    assert_near(y, 15, 0, 1e-9);
    geo_from_plane(&plane, 0, meridian_arc(15, 40), &x, &y);
    assert_near(x, -1, 0, 1e-12);
    assert_near(y, 40, 0, 1e-9);
    geo_from_plane(&plane, 0, meridian_arc(15, 90), &x, &y);
    assert_near(y, 90, 0, 1e-9);
    geo_from_plane(&metres_plane, 7, 2.5, &x, &y);
    assert_near(x, 6, 0, 0);
    assert_near(y, 2.5, 0, 0);
}

/* Across the date line longitudes stay within half a turn. */
static void back_over_the_date_line(void **state)
{
    const double lon[] = {179, -179}, lat[] = {-17, -16};
    struct points points = at(2, lon, lat);
    struct geo_plane plane = geo_plane_of(&points);
    double e, n, x, y;

    (void)state;
    for (int k = 0; k < 2; k++) {
        geo_to_plane(&plane, lon[k], lat[k], &e, &n);
        geo_from_plane(&plane, e, n, &x, &y);
        assert_near(x, lon[k], 0, 1e-9);
        assert_near(y, lat[k], 0, 1e-9);
    }
}

int main(void)
{
    const struct CMUnitTest others[] = {cmocka_unit_test(flinders_peak),
                                        cmocka_unit_test(along_meridians),
                                        cmocka_unit_test(within_a_city),
                                        cmocka_unit_test(triangles),
                                        cmocka_unit_test(distances),
                                        cmocka_unit_test(transverse_mercator),
                                        cmocka_unit_test(date_line),
                                        cmocka_unit_test(metres),
                                        cmocka_unit_test(back_again),
                                        cmocka_unit_test(back_on_the_meridian),
                                        cmocka_unit_test(back_over_the_date_line)};
    struct CMUnitTest tests[COUNT(lines) + COUNT(others)];
    size_t n = 0;

    for (size_t k = 0; k < COUNT(lines); k++)
        tests[n++] = (struct CMUnitTest){lines[k].name, published, NULL, NULL, &lines[k]};
    for (size_t k = 0; k < COUNT(others); k++)
        tests[n++] = others[k];
    return cmocka_run_group_tests_name("geo", tests, NULL, NULL);
}
