/* test_audit_place.c - label: unit. Where a place lies under other readings: against areas that
 * are really moved, and published points. */
#include "tests/assert.h"

#include "scenarios/audit/audit_place.h"
#include "tests/dice.h"
#include "tests/fixture_polygons.h"

static const int datum[] = {COORD_WGS84, COORD_GCJ02, COORD_BD09};

#define SIDE 0.04 /* degrees */
enum { CELLS = 6, ASKED = 3000 };

/* The numbers of a file in a datum. */
static struct lonlat numbers(int reading, struct lonlat p)
{
    if (reading != AUDIT_WGS84) p = datum_wgs84_to_gcj02(p);
    return reading == AUDIT_BD09 ? datum_gcj02_to_bd09(p) : p;
}

static void words(void **state)
{
    (void)state;
    assert_int_equal(audit_reading_of(COORD_CGCS2000), AUDIT_WGS84);
    assert_int_equal(audit_reading_of(COORD_FILE), AUDIT_WGS84);
    for (int r = 0; r < AUDIT_READINGS; r++) {
        assert_int_equal(audit_reading_of(datum[r]), r);
        assert_string_equal(audit_reading_word(r), datum_word(datum[r]));
        assert_string_equal(audit_reading_name(r), datum_name(datum[r]));
    }
}

/* A place whose file is read again is where that datum says; the declared pair moves nothing.
 */
static void places_move(void **state)
{
    (void)state;
    dice = 3;
    for (int k = 0; k < 9; k++) {
        struct audit_declared d = {k / 3, k % 3};
        struct lonlat at = {100 + 20 * uniform(), 20 + 25 * uniform()}, same;

        same = audit_place_at(&d, d.areas, d.places, at);
        assert_near(same.lon, at.lon, 0, 0);
        assert_near(same.lat, at.lat, 0, 0);
        for (int r = 0; r < AUDIT_READINGS; r++) {
            struct lonlat got = audit_place_at(&d, d.areas, r, at);
            struct lonlat want =
                datum_to_wgs84((enum coordinates)datum[r], numbers(d.places, at));

            assert_near(got.lon, want.lon, 0, 1e-11);
            assert_near(got.lat, want.lat, 0, 1e-11);
        }
    }
}

/* Areas that are read again, in a mesh of cells of some 4.4 km. */
static struct polygons read_mesh(struct lonlat corner, int from, int to)
{
    struct polygons p =
        fixture_polygons_mesh(7, CELLS, CELLS, corner.lon, corner.lat, SIDE, true);

    for (int i = 0; from != to && i < polygons_n_points(&p); i++) {
        struct lonlat at = datum_to_wgs84((enum coordinates)datum[to],
                                          numbers(from, (struct lonlat){p.x[i], p.y[i]}));

        p.x[i] = at.lon;
        p.y[i] = at.lat;
    }
    return p;
}

/* Share of places that areas read again do not hold, while areas that stay hold the moved
 * place, or the other way round. */
static double share_that_differs(int from, int to)
{
    struct audit_declared d = {from, AUDIT_GCJ02};
    struct lonlat corner = {113 + 6 * uniform(), 22 + 18 * uniform()};
    struct polygons stay = read_mesh(corner, from, from), again = read_mesh(corner, from, to);
    int differ = 0, held = 0;

    for (int i = 0; i < ASKED; i++) {
        struct lonlat p = {corner.lon + SIDE * CELLS * uniform(),
                           corner.lat + SIDE * CELLS * uniform()};
        struct lonlat q = audit_place_at(&d, to, d.places, p);

        for (int z = 0; z < again.n; z++) {
            bool truly = polygons_contains(&again, z, p.lon, p.lat);

            held += truly;
            differ += truly != polygons_contains(&stay, z, q.lon, q.lat);
        }
    }
    assert_true(held > 0.9 * ASKED);
    polygons_clear(&stay);
    polygons_clear(&again);
    return (double)differ / ASKED;
}

/* Edges bend by 1 m (GCJ-02) or up to 17 m (BD-09) on 4.4 km; two edges a cell, a place that
 * changes sides counted in both its cells. */
static void areas_move(void **state)
{
    (void)state;
    dice = 8;
    for (int k = 0; k < 9; k++) {
        bool bd09 = k / 3 != k % 3 && (k / 3 == AUDIT_BD09 || k % 3 == AUDIT_BD09);

        assert_true(share_that_differs(k / 3, k % 3) <= (k / 3 == k % 3 ? 0
                                                         : bd09         ? 4 * 17 / 4400.0
                                                                        : 4 * 1 / 4400.0));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words),
        cmocka_unit_test(places_move),
        cmocka_unit_test(areas_move),
    };

    return cmocka_run_group_tests_name("audit_place", tests, NULL, NULL);
}
