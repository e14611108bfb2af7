/* test_map_polygons.c - zones that are polygons on the coverage map, pixel by pixel. */
#include "tests/assert.h"

#include <stdbool.h>
#include <stdlib.h>

#include "output/map/map.h"
#include "scenarios/areas/polygon_index.h"
#include "tests/fixture_map.h"
#include "tests/fixture_polygons.h"
#include "tests/fixture_run.h"

/* The fixture's city with its zones turned into these polygons; owned by the city's record from
 * here, cleared by done(). */
static struct fixture *city_of(struct polygons polygons)
{
    struct fixture *f = fixture_run_create(0.25);
    struct city *c = &f->city;
    struct error err;

    f->scenario.report.map_px = 800;
    c->polygons = polygons;
    c->n_zones = polygons.n;
    for (int z = 0; z < c->n_zones; z++) {
        assert_int_equal(polygons_inside(&polygons, z, &c->zone_x[z], &c->zone_y[z], &err),
                         ERR_OK);
        c->cell_w_m[z] = c->cell_h_m[z] = sqrt(polygons_area_m2(&polygons, z));
    }
    c->geographic = polygons.geographic;
    return f;
}

static void done(struct fixture *f, struct map *m)
{
    map_free(m);
    polygons_clear(&f->city.polygons);
    polygons_clear(&f->city.boundary);
    fixture_run_free(f);
}

static struct map *map_of(struct fixture *f)
{
    struct map *m = NULL;
    struct error err;

    assert_int_equal(map_create(&m, &f->run, FAST, &err), ERR_OK);
    return m;
}

static int zone_at(const struct map *m, int x, int y)
{
    int w = (int)m->whole.area.w, h = (int)m->whole.area.h;

    return x < 0 || y < 0 || x >= w || y >= h ? -3 : m->whole.pixel_zone[y * w + x];
}

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
            int want, got = zone_at(m, x, y);

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
    struct fixture *f = city_of(fixture_polygons_stars(5, 150, -1700, -1300, 3000, 170, false));
    struct map *m = map_of(f);
    int held = 0;

    (void)state;
    assert_int_equal(strangers(f, m, &held), 0);
    assert_true(held > 20000);
    done(f, m);
}

/* The same in degrees: edges straight there and straight on the sheet differ by less than
 * 1e-4 px here; pixels whose middle is that near to an edge are a handful at most. */
static void degree_pixels(void **state)
{
    struct polygons p = fixture_polygons_mesh(7, 14, 11, 114.0, 22.5, 0.002, true);
    struct fixture *f = city_of(p);
    struct map *m;
    int held = 0;

    (void)state;
    for (int s = 0; s < f->city.n_sites; s++) {
        f->city.site_x[s] = 114.014 + f->city.site_x[s] / 120000;
        f->city.site_y[s] = 22.511 + f->city.site_y[s] / 120000;
    }
    m = map_of(f);
    assert_in_range(strangers(f, m, &held), 0, 5);
    assert_true(held > 100000);
    done(f, m);
}

/* One that holds no pixel's middle still has a pixel, but takes none from another. */
static void tiny(void **state)
{
    struct fixture *f = city_of(fixture_polygons(
        "-1000 -1000, 1000 -1000, 1000 1000, -1000 1000; 1400 0, 1400.01 0, 1400 0.01;"
        "0 0, 0.01 0, 0 0.01",
        false));
    struct map *m = map_of(f);
    int n[3] = {0};

    (void)state;
    for (int y = 0; y < (int)m->whole.area.h; y++)
        for (int x = 0; x < (int)m->whole.area.w; x++)
            if (zone_at(m, x, y) >= 0) n[zone_at(m, x, y)]++;
    assert_near(sqrt(n[0]), 2000 * m->whole.px_per_m, 0, 1);
    assert_int_equal(n[1], 1);
    assert_int_equal(zone_at(m, (int)(map_x(m, m->digest->east[1]) - m->whole.area.x),
                             (int)(map_y(m, m->digest->north[1]) - m->whole.area.y)),
                     1);
    assert_int_equal(n[2], 0);
    done(f, m);
}

/* Is the pixel that of the class's colour, but for rounding? */
static bool of_class(const struct map *m, int zone, unsigned pixel)
{
    struct colour c = map_class_colour(m, m->density[zone]);

    return abs((int)(pixel >> 16) - (int)lround(255 * c.r)) < 2 &&
           abs((int)(pixel >> 8 & 255) - (int)lround(255 * c.g)) < 2 &&
           abs((int)(pixel & 255) - (int)lround(255 * c.b)) < 2;
}

/* Nothing but polygons on the sheet: no site, core, mark or name. */
static struct fixture *bare(struct polygons polygons)
{
    struct fixture *f = city_of(polygons);

    f->city.n_sites = 0;
    f->city.n_districts = 1;
    f->city.district_name[0] = fixture_text(f, "%s", ""); /* no label */
    for (int z = 0; z < f->city.n_zones; z++) {
        f->city.core[z] = false;
        f->city.district[z] = 0;
        for (int k = 0; k < f->run.n_networks * N_SERVICES; k++) { /* no marks */
            f->run.network[k / N_SERVICES]->full_kwh[k % N_SERVICES][z] = 0;
            f->run.network[k / N_SERVICES]->out_kwh[k % N_SERVICES][z] = 0;
        }
    }
    return f;
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
            int zone = zone_at(m, x, y);
            bool alone = zone >= 0;

            for (int k = 0; k < 25; k++)
                alone = alone && zone_at(m, x + k % 5 - 2, y + k / 5 - 2) == zone;
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
    int zone = zone_at(m, x, y);

    return zone < 0 ? -1 : map_class_colour(m, m->density[zone]).r;
}

/* Pixels to whose right another zone begins, with one class all around. */
static struct count between(const struct map *m)
{
    struct count count = {0};

    for (int y = 0; y < (int)m->whole.area.h; y++)
        for (int x = 0; x < (int)m->whole.area.w; x++) {
            int zone = zone_at(m, x, y), next = zone_at(m, x + 1, y);
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
    struct fixture *f = bare(fixture_polygons_mesh(3, 12, 12, -1500, -1500, 250, false));
    struct map *m = map_of(f);
    struct count in = inside(m), edge = between(m);

    (void)state;
    assert_true(in.n > 50000);
    assert_int_equal(in.other, 0);
    assert_true(edge.n > 300);
    assert_true(edge.other > 0.9 * edge.n);
    done(f, m);
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
    f = bare(p);
    m = map_of(f);
    assert_true(28 * m->whole.px_per_m > 3); /* a line would show */
    edge = between(m);
    assert_true(edge.n > 50);
    assert_int_equal(edge.other, 0);
    done(f, m);
}

/* A polygon of the core that no site reaches is hatched, in itself and nowhere else. */
static void hatch(void **state)
{
    struct fixture *f = city_of(fixture_polygons_mesh(11, 9, 9, -1500, -1500, 333, false));
    struct map *m;
    int in = 0, out = 0;

    (void)state;
    f->scenario.access.rule_radius_core_km = 0.42;
    for (int z = 0; z < f->city.n_zones; z++) {
        f->city.core[z] = true;
        for (int k = 0; k < f->run.n_networks; k++)
            f->run.network[k]->rule_distance_m[z] = z == 30 || z == 33 ? 1000 : 100;
    }
    m = map_of(f);
    for (int y = 0; y < (int)m->whole.area.h; y++)
        for (int x = 0; x < (int)m->whole.area.w; x++) {
            unsigned p = fixture_map_pixel(m, m->whole.area.x + x, m->whole.area.y + y);
            unsigned r = p >> 16, g = p >> 8 & 255, b = p & 255;
            bool own = false;

            if (!(r > g + 60 && b > g + 20 && r > b)) continue; /* magenta, as test_map.c */
            for (int k = 0; k < 9; k++) {
                int zone = zone_at(m, x + k % 3 - 1, y + k / 3 - 1);

                own = own || zone == 30 || zone == 33;
            }
            *(own ? &in : &out) += 1;
        }
    assert_true(in > 300);
    assert_int_equal(out, 0);
    done(f, m);
}

/* The sheet holds all corners, and the study area, whose edge is drawn; of one that is far
 * larger than the zones no more than half their extent beyond them. */
static void boundary(void **state)
{
    struct fixture *f = bare(fixture_polygons_mesh(3, 12, 12, -1500, -1500, 250, false));
    struct map *m;
    double x;
    int green = 0;

    (void)state;
    f->city.boundary =
        fixture_polygons("-2000 -1600, 1700 -1600, 1700 1800, -2000 1800", false);
    m = map_of(f);
    x = map_x(m, m->boundary.east[0]);
    assert_true(x > m->whole.area.x);
    for (double north = -1500; north < 1500; north += 10) {
        struct points zones = city_zones(&f->city);
        struct geo_plane plane = geo_plane_of(&zones);
        bool found = false;
        double e, n;

        geo_to_plane(&plane, -2000, north, &e, &n);
        for (int dx = -1; dx <= 1 && !found; dx++) {
            unsigned p = fixture_map_pixel(m, map_x(m, e) + dx, map_y(m, n));

            found = (p >> 8 & 255) > (p >> 16) + 25 && (p >> 8 & 255) > (p & 255) + 25;
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
    m = map_of(f);
    assert_true(m->whole.px_per_m * 6300 > fmin(m->whole.area.w, m->whole.area.h));
    done(f, m);
}

/* Many corners are interpolated between projected places: to a hundredth of a pixel. */
static void many_corners(void **state)
{
    struct fixture *f = bare(fixture_polygons_mesh(7, 14, 11, 113.0, 22.0, 0.08, true));
    struct points zones = city_zones(&f->city);
    struct geo_plane plane = geo_plane_of(&zones);
    struct map *m;
    double worst = 0;

    (void)state;
    f->city.boundary = fixture_polygons_star(9, 30000, 113.5, 22.5, 0.9, true);
    m = map_of(f);
    for (int k = 0; k < polygons_n_points(&f->city.boundary); k++) {
        double east, north;

        geo_to_plane(&plane, f->city.boundary.x[k], f->city.boundary.y[k], &east, &north);
        worst = fmax(worst, hypot(m->boundary.east[k] - east, m->boundary.north[k] - north));
    }
    assert_true(polygons_n_points(&f->city.boundary) > 20000);
    assert_true(worst * m->whole.px_per_m < 0.01);
    done(f, m);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(plane_pixels), cmocka_unit_test(degree_pixels),
        cmocka_unit_test(tiny),         cmocka_unit_test(colours),
        cmocka_unit_test(small_ones),   cmocka_unit_test(hatch),
        cmocka_unit_test(boundary),     cmocka_unit_test(many_corners),
    };

    return cmocka_run_group_tests_name("map_polygons", tests, NULL, NULL);
}
