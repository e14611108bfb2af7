/* test_audit_guard.c - label: unit. When a reading that fits better is believed: places around
 * one square, put where they are outside or inside before a shift, after it, after twice it. */
#include "tests/assert.h"

#include "scenarios/audit/audit_guard.h"
#include "tests/fixture_polygons.h"

enum { MOST = 1000 };

/* Places of each kind beside a square of 0.2 degrees; GCJ-02 read as WGS 84 stands some 500 m
 * too far to the east. */
static struct row {
    const char *name;
    double lat;   /* of the square's middle */
    int inside;   /* in the middle, before and after */
    int shifted;  /* 200 m east of the eastern edge: in once read again */
    int beyond;   /* 700 m: in after twice the shift */
    int far_east; /* 2.2 km: outside and, at 50 degrees north, near in kilometres alone */
    int north;    /* 1 km north of the northern edge: outside whatever the reading */
    bool believed;
} rows[] = {
    {"all come in", 22.55, 400, 40, 0, 0, 0, true},
    /* 4 x 13 = 52 <= 40 + 13; 4 x 14 = 56 > 54 */
    {"a quarter stays around", 22.55, 400, 40, 0, 0, 13, true},
    {"more than a quarter stays around", 22.55, 400, 40, 0, 0, 14, false},
    /* 20 x 10 = 200 <= 160 + 40 inside in the end */
    {"a twentieth of those inside stays around", 22.55, 160, 40, 0, 0, 10, true},
    {"more than a twentieth stays around", 22.55, 159, 40, 0, 0, 10, false},
    /* 4 x 10 <= 40; both near before and after */
    {"twice gains a quarter more", 22.55, 400, 40, 10, 0, 0, true},
    {"twice gains more than that", 22.55, 400, 40, 11, 0, 0, false},
    {"near is so many kilometres in the north too", 50, 400, 40, 0, 14, 0, false},
};

static int put(struct lonlat *at, int from, int n, double east_lon, double lat)
{
    for (int k = 0; k < n; k++)
        at[from + k] = (struct lonlat){east_lon, lat + 0.0001 * (k % 50)};
    return from + n;
}

static void believed(void **state)
{
    const struct row *r = *state;
    const struct audit_declared declared = {AUDIT_WGS84, AUDIT_WGS84};
    const double metre = 1 / (111195 * cos(r->lat * M_PI / 180));
    struct polygons square =
        fixture_polygons_mesh(1, 1, 1, 114.05 - 0.1, r->lat - 0.1, 0.2, true);
    double east = 114.05 + 0.1;
    struct polygon_index *areas = NULL;
    struct lonlat at[MOST];
    struct error err;
    int n = 0;

    n = put(at, n, r->inside, 114.05, r->lat);
    n = put(at, n, r->shifted, east + 200 * metre, r->lat);
    n = put(at, n, r->beyond, east + 700 * metre, r->lat);
    n = put(at, n, r->far_east, east + 2200 * metre, r->lat);
    n = put(at, n, r->north, 114.05, r->lat + 0.1 + 0.009);
    assert_int_equal(polygon_index_create(&areas, &square, &err), ERR_OK);
    assert_int_equal(audit_guard(areas, &declared, audit_pair(AUDIT_WGS84, AUDIT_GCJ02), n, at),
                     r->believed);
    polygon_index_free(areas);
    polygons_clear(&square);
}

int main(void)
{
    struct CMUnitTest tests[COUNT(rows)];

    for (size_t k = 0; k < COUNT(rows); k++)
        tests[k] = (struct CMUnitTest){rows[k].name, believed, NULL, NULL, &rows[k]};
    return cmocka_run_group_tests_name("audit_guard", tests, NULL, NULL);
}
