/* test_road_line.c - lengths of lines against Vincenty's formulas in longer numbers. */
#include "assert.h"
#include "dice.h"
#include "scenarios/roads/roads.h"

/* T. Vincenty 1975, doi:10.1179/sre.1975.23.176.88, formulas (3) to (19), in long double and
 * until the longitude stands still: right far below a micrometre. */
static long double vincenty(double lon1, double lat1, double lon2, double lat2)
{
    const long double f = 1 / 298.257223563L, a = 6378137, b = a * (1 - f);
    const long double rad = acosl(-1) / 180;
    long double l = ((long double)lon2 - lon1) * rad, u1 = atanl((1 - f) * tanl(lat1 * rad));
    long double u2 = atanl((1 - f) * tanl(lat2 * rad)), lambda = l, before, ss, cs, sigma, sa;
    long double c2a, c2m, c, usq, big_a, big_b, d;

    do {
        ss = hypotl(cosl(u2) * sinl(lambda),
                    cosl(u1) * sinl(u2) - sinl(u1) * cosl(u2) * cosl(lambda));
        if (ss == 0) return 0;
        cs = sinl(u1) * sinl(u2) + cosl(u1) * cosl(u2) * cosl(lambda);
        sigma = atan2l(ss, cs);
        sa = cosl(u1) * cosl(u2) * sinl(lambda) / ss;
        c2a = 1 - sa * sa;
        c2m = c2a > 1e-15L ? cs - 2 * sinl(u1) * sinl(u2) / c2a : 0;
        c = f / 16 * c2a * (4 + f * (4 - 3 * c2a));
        before = lambda;
        lambda = l + (1 - c) * f * sa * (sigma + c * ss * (c2m + c * cs * (2 * c2m * c2m - 1)));
    } while (fabsl(lambda - before) > 1e-19L);
    usq = c2a * (a * a - b * b) / (b * b);
    big_a = 1 + usq / 16384 * (4096 + usq * (-768 + usq * (320 - 175 * usq)));
    big_b = usq / 1024 * (256 + usq * (-128 + usq * (74 - 47 * usq)));
    d = big_b * ss *
        (c2m + big_b / 4 *
                   (cs * (2 * c2m * c2m - 1) -
                    big_b / 6 * c2m * (4 * ss * ss - 3) * (4 * c2m * c2m - 3)));
    return b * big_a * (sigma - d);
}

static void pieces_of_any_length_anywhere(void **state)
{
    (void)state;
    dice = 20261122;
    for (int k = 0; k < 200000; k++) {
        double lat = 170 * uniform() - 85, lon = 360 * uniform() - 180;
        double far = pow(10, -7 + 6.5 * uniform()), turn = 2 * M_PI * uniform();
        double x[2] = {lon, lon + far * cos(turn) / cos(lat * M_PI / 180)};
        double y[2] = {lat, lat + far * sin(turn)};
        double want = (double)vincenty(x[0], y[0], x[1], y[1]);

        if (fabs(y[1]) > 89 || fabs(x[1]) > 180) continue;
        /* beyond 5 km geo_geodesic_m() takes over, right to micrometres */
        assert_near(roads_line_m(true, 2, x, y), want, 1e-9, 5e-9);
    }
}

static void the_most_crooked_directions(void **state)
{
    (void)state;
    for (int lat = -80; lat <= 80;
         lat += 10) /* along and across the meridian, just below 5 km */
        for (int turn = 0; turn < 360; turn += 15) {
            double cosine = cos(lat * M_PI / 180), angle = turn * M_PI / 180;
            double x[2] = {100, 100 + 0.0445 * cos(angle) / cosine};
            double y[2] = {lat, lat + 0.0445 * sin(angle)};

            assert_near(roads_line_m(true, 2, x, y), (double)vincenty(x[0], y[0], x[1], y[1]),
                        4e-10, 5e-9);
        }
}

static void sums_and_ends(void **state)
{
    double x[4] = {0, 3, 3, 8}, y[4] = {0, 4, 4, 16};
    double lon[3] = {10, 10, 40}, lat[3] = {0, 0.01, 0.01};

    (void)state;
    assert_near(roads_line_m(false, 4, x, y), 18, 1e-15, 0); /* 5 + 0 + 13 */
    assert_near(roads_line_m(false, 1, x, y), 0, 0, 0);
    assert_near(roads_line_m(true, 0, x, y), 0, 0, 0);
    assert_near(roads_line_m(true, 3, lon, lat), /* a short step, then a long one */
                (double)(vincenty(10, 0, 10, 0.01) + vincenty(10, 0.01, 40, 0.01)), 1e-9, 0);
}

/* Of 300 km, so that sines are asked for anew along it. */
static void a_long_line(void **state)
{
    double x[301], y[301], want = 0;

    (void)state;
    for (int k = 0; k <= 300; k++) {
        x[k] = 114 + 0.0085 * k + 0.001 * sin(k);
        y[k] = 22 + 0.006 * k + 0.001 * cos(3 * k);
        if (k > 0) want += (double)vincenty(x[k - 1], y[k - 1], x[k], y[k]);
    }
    assert_true(want > 300e3);
    assert_near(roads_line_m(true, 301, x, y), want, 1e-10, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pieces_of_any_length_anywhere),
        cmocka_unit_test(the_most_crooked_directions),
        cmocka_unit_test(sums_and_ends),
        cmocka_unit_test(a_long_line),
    };

    return cmocka_run_group_tests_name("road_line", tests, NULL, NULL);
}
