/* test_map_polygons.c - zones that are polygons on the coverage map, pixel by pixel. */
#include "tests/assert.h"

#include <stdbool.h>
#include <stdlib.h>

#include "output/map/map.h"
#include "scenarios/areas/polygon_index.h"
#include "tests/fixture_map.h"
#include "tests/fixture_polygons.h"

/* How many pixels are another zone's than that of the polygon which holds their middle. */
static int strangers(const struct fixture *f, const struct map *m, int *held)
{
    struct points zones = city_zones(&f->city);
    struct geo_plane plane = geo_plane_of(&zones);
    struct polygon_index *index = NULL;
    struct error err;
    int n = 0;

    assert_int_equal(polygon_index_create(&index, &f->city.polygons, &err), ERR_OK);
    for (int y = 0; y < (int)m->whole.area.h; y++)
        for (int x = 0; x < (int)m->whole.area.w; x++) {
            double lon, lat;
            int want, got = fixture_map_zone_at(m, x, y);

            geo_from_plane(&plane, m->whole.east0 + (x + 0.5) / m->whole.px_per_m,
                           m->whole.north0 - (y + 0.5) / m->whole.px_per_m, &lon, &lat);
            want = polygon_index_find(index, lon, lat);
            *held += want >= 0;
            n += (got < 0 ? -1 : got) != want;
        }
    polygon_index_free(index);
    return n;
}

/* Stars with holes and other parts that lie over one another: the first one has the pixel, as
 * in every question asked of polygons. */
static void plane_pixels(void **state)
{
    struct fixture *f =
        fixture_map_city_of(fixture_polygons_stars(5, 150, -1700, -1300, 3000, 170, false));
    struct map *m = fixture_map_of(f);
    int held = 0;

    (void)state;
    assert_int_equal(strangers(f, m, &held), 0);
    assert_true(held > 20000);
    fixture_map_done(f, m);
}

/* The same in degrees: edges straight there and straight on the sheet differ by less than
 * 1e-4 px here; pixels whose middle is that near to an edge are a handful at most. */
static void degree_pixels(void **state)
{
    struct polygons p = fixture_polygons_mesh(7, 14, 11, 114.0, 22.5, 0.002, true);
    struct fixture *f = fixture_map_city_of(p);
    struct map *m;
    int held = 0;

    (void)state;
    for (int s = 0; s < f->city.n_sites; s++) {
        f->city.site_x[s] = 114.014 + f->city.site_x[s] / 120000;
        f->city.site_y[s] = 22.511 + f->city.site_y[s] / 120000;
    }
    m = fixture_map_of(f);
    assert_in_range(strangers(f, m, &held), 0, 5);
    assert_true(held > 100000);
    fixture_map_done(f, m);
}

/* One that holds no pixel's middle still has a pixel, but takes none from another. */
static void tiny(void **state)
{
    struct fixture *f = fixture_map_city_of(fixture_polygons(
        "-1000 -1000, 1000 -1000, 1000 1000, -1000 1000; 1400 0, 1400.01 0, 1400 0.01;"
        "0 0, 0.01 0, 0 0.01",
        false));
    struct map *m = fixture_map_of(f);
    int n[3] = {0};

    (void)state;
    for (int y = 0; y < (int)m->whole.area.h; y++)
        for (int x = 0; x < (int)m->whole.area.w; x++)
            if (fixture_map_zone_at(m, x, y) >= 0) n[fixture_map_zone_at(m, x, y)]++;
    assert_near(sqrt(n[0]), 2000 * m->whole.px_per_m, 0, 1);
    assert_int_equal(n[1], 1);
    assert_int_equal(
        fixture_map_zone_at(m, (int)(map_x(m, m->digest->east[1]) - m->whole.area.x),
                            (int)(map_y(m, m->digest->north[1]) - m->whole.area.y)),
        1);
    assert_int_equal(n[2], 0);
    fixture_map_done(f, m);
}

/* Is the pixel that of the class's colour, but for rounding? */
static bool of_class(const struct map *m, int zone, unsigned pixel)
{
    struct colour c = map_class_colour(m, m->density[zone]);

    return abs((int)(pixel >> 16) - (int)lround(255 * c.r)) < 2 &&
           abs((int)(pixel >> 8 & 255) - (int)lround(255 * c.g)) < 2 &&
           abs((int)(pixel & 255) - (int)lround(255 * c.b)) < 2;
}

/* Of n pixels, so many have another colour than their zone's class. */
struct count {
    int n, other;
};

/* Pixels whose neighbours are all of their own zone. */
static struct count inside(const struct map *m)
{
    struct count count = {0};

    for (int y = 0; y < (int)m->whole.area.h; y++)
        for (int x = 0; x < (int)m->whole.area.w; x++) {
            int zone = fixture_map_zone_at(m, x, y);
            bool alone = zone >= 0;

            for (int k = 0; k < 25; k++)
                alone = alone && fixture_map_zone_at(m, x + k % 5 - 2, y + k / 5 - 2) == zone;
            if (!alone) continue;
            count.n++;
            count.other += !of_class(
                m, zone, fixture_map_pixel(m, m->whole.area.x + x, m->whole.area.y + y));
        }
    return count;
}

/* The red of a zone's class, which tells it from the others; -1 where there is no zone. */
static double class_at(const struct map *m, int x, int y)
{
    int zone = fixture_map_zone_at(m, x, y);

    return zone < 0 ? -1 : map_class_colour(m, m->density[zone]).r;
}

/* Pixels to whose right another zone begins, with one class all around. */
static struct count between(const struct map *m)
{
    struct count count = {0};

    for (int y = 0; y < (int)m->whole.area.h; y++)
        for (int x = 0; x < (int)m->whole.area.w; x++) {
            int zone = fixture_map_zone_at(m, x, y), next = fixture_map_zone_at(m, x + 1, y);
            bool line = false, alike = zone >= 0 && next >= 0 && zone != next;

            for (int k = 0; k < 12 && alike; k++)
                alike = class_at(m, x + k % 4 - 1, y + k / 4 - 1) == class_at(m, x, y);
            if (!alike) continue;
            for (int k = 0; k < 2; k++)
                line = line || !of_class(m, zone,
                                         fixture_map_pixel(m, m->whole.area.x + x + k,
                                                           m->whole.area.y + y));
            count.n++;
            count.other += line;
        }
    return count;
}

/* Within a polygon the colour of its class, between large ones a line. */
static void colours(void **state)
{
    struct fixture *f =
        fixture_map_bare(fixture_polygons_mesh(3, 12, 12, -1500, -1500, 250, false));
    struct map *m = fixture_map_of(f);
    struct count in = inside(m), edge = between(m);

    (void)state;
    assert_true(in.n > 50000);
    assert_int_equal(in.other, 0);
    assert_true(edge.n > 300);
    assert_true(edge.other > 0.9 * edge.n);
    fixture_map_done(f, m);
}

/* 12 x 12 squares of 28 m, and one of 3,000 m that makes them small on the sheet: no line
 * between them. */
static void small_ones(void **state)
{
    struct polygons_builder b = {0};
    struct polygons p;
    struct fixture *f;
    struct map *m;
    struct error err;
    struct count edge;

    (void)state;
    for (int k = 0; k <= 144; k++) {
        double x = k < 144 ? k % 12 * 28 : 1000, y = k < 144 ? k / 12 * 28 : 0;
        double side = k < 144 ? 28 : 3000;

        polygons_begin(&b);
        polygons_ring(&b, false);
        polygons_point(&b, x, y);
        polygons_point(&b, x + side, y);
        polygons_point(&b, x + side, y + side);
        polygons_point(&b, x, y + side);
    }
    assert_int_equal(polygons_finish(&b, false, &p, &err), ERR_OK);
    f = fixture_map_bare(p);
    m = fixture_map_of(f);
    assert_true(28 * m->whole.px_per_m > 3); /* a line would show */
    edge = between(m);
    assert_true(edge.n > 50);
    assert_int_equal(edge.other, 0);
    fixture_map_done(f, m);
}

/* A polygon of the core that no site reaches is hatched, in itself and nowhere else. */
static void hatch(void **state)
{
    struct fixture *f =
        fixture_map_city_of(fixture_polygons_mesh(11, 9, 9, -1500, -1500, 333, false));
    struct map *m;
    int in = 0, out = 0;

    (void)state;
    f->scenario.access.rule_radius_core_km = 0.42;
    for (int z = 0; z < f->city.n_zones; z++) {
        f->city.core[z] = true;
        for (int k = 0; k < f->run.n_networks; k++)
            f->run.network[k]->rule_distance_m[z] = z == 30 || z == 33 ? 1000 : 100;
    }
    m = fixture_map_of(f);
    for (int y = 0; y < (int)m->whole.area.h; y++)
        for (int x = 0; x < (int)m->whole.area.w; x++) {
            unsigned p = fixture_map_pixel(m, m->whole.area.x + x, m->whole.area.y + y);
            unsigned r = p >> 16, g = p >> 8 & 255, b = p & 255;
            bool own = false;

            if (!(r > g + 60 && b > g + 20 && r > b)) continue; /* magenta, as test_map.c */
            for (int k = 0; k < 9; k++) {
                int zone = fixture_map_zone_at(m, x + k % 3 - 1, y + k / 3 - 1);

                own = own || zone == 30 || zone == 33;
            }
            *(own ? &in : &out) += 1;
        }
    assert_true(in > 300);
    assert_int_equal(out, 0);
    fixture_map_done(f, m);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(plane_pixels), cmocka_unit_test(degree_pixels),
        cmocka_unit_test(tiny),         cmocka_unit_test(colours),
        cmocka_unit_test(small_ones),   cmocka_unit_test(hatch),
    };

    return cmocka_run_group_tests_name("map_polygons", tests, NULL, NULL);
}
