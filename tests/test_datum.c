/* test_datum.c - label: unit. Datums against published points and their arithmetic repeated
 * with 40 digits; ways back on a grid over China. */
#include "tests/assert.h"

#include "scenarios/datum.h"
#include "scenarios/geo.h"

/* E: points of eviltransform's tests, C: of coordtransform's README, both as published and
 * equal to the formula with 40 digits; others: the formula with 40 digits (mpmath). All are
 * asked to 1e-12 degree: the last digits of a double at 120 are 1.4e-14. */
static struct row {
    const char *name;
    struct lonlat wgs84, gcj02, bd09;
} rows[] = {
    /* clang-format off */
    {"C: Beijing", {116.404, 39.915}, {116.41024449916938, 39.91640428150164}, {116.41662724378733, 39.922699552216216}},
    {"E: Shanghai", {121.5272106, 31.1774276}, {121.531541859215, 31.17530398364597}, {121.538015686438587, 31.1813286068744611}},
    {"E: Shenzhen", {113.912316, 22.543847}, {113.9171764808363, 22.540796131694766}, {113.923684729267328, 22.54666743775111}},
    {"E: Beijing", {116.377817, 39.911954}, {116.38404722455657, 39.91334545536069}, {116.390454713108283, 39.9195755509658726}},
    {"Shenzhen, west side", {113.75, 22.65}, {113.755169739344116, 22.647145522303213}, {113.761584562423241, 22.6534720697305966}},
    {"Shenzhen, east side", {114.62, 22.60}, {114.62449291724571, 22.5969679604002091}, {114.630991970239082, 22.603069361737132}},
    {"Shenzhen, south side", {114.05, 22.44}, {114.05509679404262, 22.4372677326865959}, {114.061659101379995, 22.442936231327049}},
    {"Shenzhen, north side", {114.05, 22.87}, {114.055124865555351, 22.8673507678548466}, {114.061683881696309, 22.8730182133390233}},
    {"Urumqi, west of 105 E and north of 35 N", {87.61, 43.82}, {87.6128438978108258, 43.8212040500693248}, {87.6192570819242582, 43.8274176735214356}},
    {"Chengdu, west of 105 E and south of 35 N", {103.9, 30.7}, {103.902075612508558, 30.6972483500784161}, {103.908503372083895, 30.703427299760965}},
    /* clang-format on */
};

static void same(struct lonlat got, struct lonlat want, double atol)
{
    assert_near(got.lon, want.lon, 0, atol);
    assert_near(got.lat, want.lat, 0, atol);
}

static void point(void **state)
{
    const struct row *r = *state;

    same(datum_wgs84_to_gcj02(r->wgs84), r->gcj02, 1e-12);
    same(datum_gcj02_to_bd09(r->gcj02), r->bd09, 1e-12);
    same(datum_gcj02_to_wgs84(r->gcj02), r->wgs84, 2e-12);
    same(datum_bd09_to_gcj02(r->bd09), r->gcj02, 2e-12);
    same(datum_to_wgs84(COORD_GCJ02, r->gcj02), r->wgs84, 2e-12);
    same(datum_to_wgs84(COORD_BD09, r->bd09), r->wgs84, 3e-12);
    same(datum_to_wgs84(COORD_CGCS2000, r->gcj02), r->gcj02, 0);
    same(datum_to_wgs84(COORD_WGS84, r->gcj02), r->gcj02, 0);
}

/* coordtransform's README: BD-09 of a point given in GCJ-02. */
static void bd09_alone(void **state)
{
    (void)state;
    same(datum_gcj02_to_bd09((struct lonlat){116.404, 39.915}),
         (struct lonlat){116.41036949371029, 39.92133699351021}, 1e-12);
}

/* Just beyond each side of the published rectangle nothing is shifted, just inside all is. */
static struct side {
    const char *name;
    struct lonlat outside, inside;
} sides[] = {
    {"west edge", {72.0039, 35.1}, {72.0041, 35.1}},
    {"east edge", {137.8348, 35.1}, {137.8346, 35.1}},
    {"south edge", {110.2, 0.8292}, {110.2, 0.8294}},
    {"north edge", {110.2, 55.8272}, {110.2, 55.8270}},
    {"London and Shenzhen", {-0.1276, 51.5072}, {114.06, 22.54}},
    {"Sydney and Shenzhen", {151.21, -33.87}, {114.06, 22.54}},
    {"Greenwich's antipode and Shenzhen", {180, 40}, {114.06, 22.54}},
};

static void outside(void **state)
{
    const struct side *s = *state;
    struct lonlat in = datum_wgs84_to_gcj02(s->inside);

    assert_false(datum_in_china(s->outside));
    assert_true(datum_in_china(s->inside));
    same(datum_wgs84_to_gcj02(s->outside), s->outside, 0);
    same(datum_gcj02_to_wgs84(s->outside), s->outside, 0);
    same(datum_bd09_to_gcj02(datum_gcj02_to_bd09(s->outside)), s->outside, 1e-12);
    assert_true(geo_geodesic_m(in.lon, in.lat, s->inside.lon, s->inside.lat) > 40);
}

/* Every way there and back, 0.01 degree from the edges on; the steps meet the 105th meridian
 * (whose root has an infinite slope) and the 35th parallel. */
static void round_trips(void **state)
{
    int n = 0;

    (void)state;
    for (double lat = 0.84; lat < 55.82; lat += 0.35)
        for (double lon = 72.02; lon < 137.82; lon += 0.34) {
            struct lonlat p = {lon, lat};
            struct lonlat wgs84 = datum_gcj02_to_wgs84(p), gcj02 = datum_bd09_to_gcj02(p);

            same(datum_gcj02_to_wgs84(datum_wgs84_to_gcj02(p)), p, 1e-12);
            same(datum_wgs84_to_gcj02(wgs84), p, 1e-12);
            same(datum_bd09_to_gcj02(datum_gcj02_to_bd09(p)), p, 1e-12);
            same(datum_gcj02_to_bd09(gcj02), p, 1e-12);
            n++;
        }
    assert_int_equal(n, 158 * 194);
    for (int k = -40; k <= 40; k++) { /* about the root of |x| */
        struct lonlat p = {105 + k * 1e-9, 35 + k * 1e-9};

        same(datum_gcj02_to_wgs84(datum_wgs84_to_gcj02(p)), p, 1e-9);
        same(datum_wgs84_to_gcj02(datum_gcj02_to_wgs84(p)), p, 1e-9);
    }
}

/* A centimetre inside the rectangle the way back passes outside it and still arrives, wherever
 * the image itself is inside. */
static void along_the_edge(void **state)
{
    int n = 0;

    (void)state;
    for (int k = 1; k < 200; k++) {
        double lon = 72.004 + k * (137.8347 - 72.004) / 200;
        double lat = 0.8293 + k * (55.8271 - 0.8293) / 200;
        struct lonlat edge[] = {{72.004 + 1e-7, lat},
                                {137.8347 - 1e-7, lat},
                                {lon, 0.8293 + 1e-7},
                                {lon, 55.8271 - 1e-7}};

        for (size_t i = 0; i < COUNT(edge); i++) {
            struct lonlat image = datum_wgs84_to_gcj02(edge[i]);

            if (!datum_in_china(image)) continue;
            same(datum_gcj02_to_wgs84(image), edge[i], 1e-12);
            n++;
        }
    }
    assert_true(n > 200);
}

/* Neighbours 1e-6 degree (0.11 m) apart stay neighbours: the shift changes by at most 2 % of
 * the way, BD-09's by 4 %. Across 105 E the root of |x| adds 0.2 sqrt(1e-6) m at most. */
static void continuous(void **state)
{
    const double d = 1e-6, root = 3e-9;

    (void)state;
    for (double lat = 1; lat < 55.7; lat += 0.5)
        for (double lon = 73; lon < 137.7; lon += 0.5) {
            struct lonlat p = {lon, lat}, q = {lon + d, lat + d};
            struct lonlat g = datum_wgs84_to_gcj02(p), h = datum_wgs84_to_gcj02(q);
            struct lonlat b = datum_gcj02_to_bd09(p), c = datum_gcj02_to_bd09(q);

            assert_near(h.lon - g.lon, d, 0.02, root);
            assert_near(h.lat - g.lat, d, 0.02, root);
            assert_near(c.lon - b.lon, d, 0.04, 0);
            assert_near(c.lat - b.lat, d, 0.04, 0);
        }
}

/* How far Shenzhen is shifted, by the geodesic: what makes stations stand in the river. */
static void shift_in_shenzhen(void **state)
{
    double least = INFINITY, most = 0;

    (void)state;
    for (double lat = 22.44; lat <= 22.8701; lat += 0.01)
        for (double lon = 113.75; lon <= 114.6201; lon += 0.01) {
            struct lonlat g = datum_wgs84_to_gcj02((struct lonlat){lon, lat});
            double m = geo_geodesic_m(lon, lat, g.lon, g.lat);

            assert_true(g.lon > lon && g.lat < lat); /* south east everywhere */
            least = fmin(least, m);
            most = fmax(most, m);
        }
    assert_true(least > 300 && least < 600);
    assert_true(most > 600 && most < 700);
}

static void words(void **state)
{
    (void)state;
    assert_string_equal(datum_word(COORD_METRES), "metres");
    assert_string_equal(datum_word(COORD_BD09), "BD09");
    assert_string_equal(datum_name(COORD_GCJ02), "GCJ-02");
    assert_string_equal(datum_name(COORD_CGCS2000), "CGCS2000");
    assert_false(datum_geographic(COORD_METRES));
    assert_true(datum_geographic(COORD_WGS84) && datum_geographic(COORD_CGCS2000));
}

int main(void)
{
    const struct CMUnitTest others[] = {
        cmocka_unit_test(bd09_alone), cmocka_unit_test(round_trips),
        cmocka_unit_test(continuous), cmocka_unit_test(shift_in_shenzhen),
        cmocka_unit_test(words),      cmocka_unit_test(along_the_edge)};
    struct CMUnitTest tests[COUNT(rows) + COUNT(sides) + COUNT(others)];
    size_t n = 0;

    for (size_t k = 0; k < COUNT(rows); k++)
        tests[n++] = (struct CMUnitTest){rows[k].name, point, NULL, NULL, &rows[k]};
    for (size_t k = 0; k < COUNT(sides); k++)
        tests[n++] = (struct CMUnitTest){sides[k].name, outside, NULL, NULL, &sides[k]};
    for (size_t k = 0; k < COUNT(others); k++)
        tests[n++] = others[k];
    return cmocka_run_group_tests_name("datum", tests, NULL, NULL);
}
