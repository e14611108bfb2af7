/* test_map_boundary.c - the edge of the study area on the coverage map, rivers between polygons
 * and polygons of very many corners. */
#include "tests/assert.h"

#include <stdbool.h>
#include <stdlib.h>

#include "output/map/map.h"
#include "tests/fixture_map.h"
#include "tests/fixture_polygons.h"

static bool greenish(unsigned p)
{
    return (p >> 8 & 255) > (p >> 16) + 25 && (p >> 8 & 255) > (p & 255) + 25;
}

/* The sheet holds all corners, and the study area, whose edge is drawn; of one that is far
 * larger than the zones no more than half their extent beyond them. */
static void boundary(void **state)
{
    struct fixture *f =
        fixture_map_bare(fixture_polygons_mesh(3, 12, 12, -1500, -1500, 250, false));
    struct map *m;
    double x;
    int green = 0;

    (void)state;
    f->city.boundary =
        fixture_polygons("-2000 -1600, 1700 -1600, 1700 1800, -2000 1800", false);
    m = fixture_map_of(f);
    x = map_x(m, m->boundary.east[0]);
    assert_true(x > m->whole.area.x);
    for (double north = -1500; north < 1500; north += 10) {
        struct points zones = city_zones(&f->city);
        struct geo_plane plane = geo_plane_of(&zones);
        bool found = false;
        double e, n;

        geo_to_plane(&plane, -2000, north, &e, &n);
        for (int dx = -1; dx <= 1 && !found; dx++) {
            found = greenish(fixture_map_pixel(m, map_x(m, e) + dx, map_y(m, n)));
        }
        green += found;
    }
    assert_true(green > 270); /* of 300 */
    for (int k = 0; k < polygons_n_points(&f->city.polygons); k++)
        assert_true(map_x(m, m->polygons.east[k]) > m->whole.area.x &&
                    map_y(m, m->polygons.north[k]) > m->whole.area.y);
    map_free(m);
    for (int k = 0; k < 4; k++)
        f->city.boundary.x[k] *= 100;
    m = fixture_map_of(f);
    assert_true(m->whole.px_per_m * 6300 > fmin(m->whole.area.w, m->whole.area.h));
    fixture_map_done(f, m);
}

/* Parts of a study area that were joined leave slits of no width, where no edge is; a hole has
 * one. */
static void slits(void **state)
{
    struct fixture *f =
        fixture_map_bare(fixture_polygons_mesh(3, 12, 12, -1500, -1500, 250, false));
    struct map *m;
    int slit = 0, hole = 0;

    (void)state;
    f->city.boundary = fixture_polygons("-2000 -2000, 2000 -2000, 2000 2000, -2000 2000 |"
                                        "-1000 -500, 1000 -500, 1000 -499.9, -1000 -499.9 |"
                                        "-1000 500, 1000 500, 1000 700, -1000 700",
                                        false);
    m = fixture_map_of(f);
    for (int k = 0; k < 190; k++) {
        struct points zones = city_zones(&f->city);
        struct geo_plane plane = geo_plane_of(&zones);
        double e, n;
        bool of_slit = false, of_hole = false;

        geo_to_plane(&plane, -950 + 10 * k, -500, &e, &n);
        for (int dy = -1; dy <= 1; dy++) {
            of_slit = of_slit || greenish(fixture_map_pixel(m, map_x(m, e), map_y(m, n) + dy));
            of_hole =
                of_hole || greenish(fixture_map_pixel(m, map_x(m, e), map_y(m, n + 1000) + dy));
        }
        slit += of_slit;
        hole += of_hole;
    }
    assert_int_equal(slit, 0);
    assert_true(hole > 180);
    fixture_map_done(f, m);
}

/* Polygons say themselves where a river is: no edge of districts runs through it. */
static void river(void **state)
{
    struct fixture *f =
        fixture_map_bare(fixture_polygons("-1500 -1500, -150 -1500, -150 1500, -1500 1500;"
                                          "150 -1500, 1500 -1500, 1500 1500, 150 1500",
                                          false));
    struct map *m;
    int other = 0, n = 0;

    (void)state;
    f->city.n_districts = 2;
    f->city.district_name[1] = f->city.district_name[0];
    f->city.district[1] = 1;
    m = fixture_map_of(f);
    for (double x = map_x(m, -130); x < map_x(m, 130); x++)
        for (double y = map_y(m, 1400); y < map_y(m, -1400); y += 9) {
            n++;
            other += fixture_map_pixel(m, x, y) != 0xF3F4F6;
        }
    assert_true(n > 500);
    assert_int_equal(other, 0);
    fixture_map_done(f, m);
}

/* Many corners are interpolated between projected places: to a hundredth of a pixel. */
static void many_corners(void **state)
{
    struct fixture *f =
        fixture_map_bare(fixture_polygons_mesh(7, 14, 11, 113.0, 22.0, 0.08, true));
    struct points zones = city_zones(&f->city);
    struct geo_plane plane = geo_plane_of(&zones);
    struct map *m;
    double worst = 0;

    (void)state;
    f->city.boundary = fixture_polygons_star(9, 30000, 113.5, 22.5, 0.9, true);
    m = fixture_map_of(f);
    for (int k = 0; k < polygons_n_points(&f->city.boundary); k++) {
        double east, north;

        geo_to_plane(&plane, f->city.boundary.x[k], f->city.boundary.y[k], &east, &north);
        worst = fmax(worst, hypot(m->boundary.east[k] - east, m->boundary.north[k] - north));
    }
    assert_true(polygons_n_points(&f->city.boundary) > 20000);
    assert_true(worst * m->whole.px_per_m < 0.01);
    fixture_map_done(f, m);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(boundary),
        cmocka_unit_test(slits),
        cmocka_unit_test(river),
        cmocka_unit_test(many_corners),
    };

    return cmocka_run_group_tests_name("map_boundary", tests, NULL, NULL);
}
