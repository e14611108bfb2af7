/* test_map_places.c - zones that are places without an area are discs; a scenario without sites
 * shows demand alone. */
#include "tests/assert.h"

#include <stdbool.h>
#include <string.h>

#include "output/map/map.h"
#include "tests/fixture_map.h"
#include "tests/fixture_run.h"

static struct fixture *f;
static struct map *map;

/* Forty places, irregular, of unlike demand. */
static struct fixture *places(void)
{
    struct fixture *p = fixture_run_create(0.25);
    struct city *c = &p->city;

    p->scenario.report.map_px = 1000;
    c->n_zones = 40;
    for (int z = 0; z < c->n_zones; z++) {
        c->zone_x[z] = 20000 * fmod(z * 0.6180339887, 1);
        c->zone_y[z] = 500 * z + 137 * (z % 7);
        c->cell_w_m[z] = c->cell_h_m[z] = NAN;
    }
    return p;
}

static int setup(void **state)
{
    struct error err;

    (void)state;
    f = places();
    return map_create(&map, &f->run, FAST, &err) == ERR_OK ? 0 : -1;
}

static int teardown(void **state)
{
    (void)state;
    map_free(map);
    fixture_run_free(f);
    return 0;
}

/* Green more than red by a third: teal, in the tint of the reach as outside it. */
static bool teal(unsigned rgb)
{
    return (rgb >> 8 & 255) > 1.3 * (rgb >> 16) && (rgb & 255) > 1.2 * (rgb >> 16);
}

static double kwh(int z)
{
    return demand_kwh(&f->demand, FAST, map->net->year_index, z);
}

/* Areas are to each other as the demands are; discs stay smaller than the places' distance. */
static void areas(void **state)
{
    double most = 0, total = 0, sum = 0;

    (void)state;
    assert_true(map->digest->points);
    for (int z = 0; z < f->city.n_zones; z++) {
        most = fmax(most, map_disc_radius(map, kwh(z)));
        total += kwh(z);
        sum += pow(map_disc_radius(map, kwh(z)), 2);
    }
    for (int z = 0; z < f->city.n_zones; z++)
        assert_near(pow(map_disc_radius(map, kwh(z)), 2) / sum, kwh(z) / total, 1e-9, 0);
    assert_true(most > 4 && most <= MAP_DISC * map->frame.u);
}

/* Where nothing else stands the disc is teal up to its radius and not beyond. */
static void pixels(void **state)
{
    int inside = 0;

    (void)state;
    for (int z = 0; z < f->city.n_zones; z++) {
        double x = map_x(map, map->digest->east[z]), y = map_y(map, map->digest->north[z]);
        double r = map_disc_radius(map, kwh(z));
        bool alone = r > 6;

        for (int k = 0; k < map->whole.n_placed; k++) {
            const struct box *b = &map->whole.placed[k].box;

            alone = alone && !canvas_overlap(*b, (struct box){x - r - 6, y - r - 6, 2 * r + 12,
                                                              2 * r + 12});
        }
        for (int o = 0; o < f->city.n_zones; o++)
            alone = alone && (o == z || hypot(map_x(map, map->digest->east[o]) - x,
                                              map_y(map, map->digest->north[o]) - y) >
                                            r + map_disc_radius(map, kwh(o)) + 8);
        if (!alone ||
            fabs(map->whole.pixel_in[(int)(y - map->whole.area.y) * (int)map->whole.area.w +
                                     (int)(x - map->whole.area.x)]) < r + 8)
            continue;
        inside++;
        assert_true(teal(fixture_map_pixel(map, x - 0.8 * r, y)));
        assert_false(teal(fixture_map_pixel(map, x - r - 3, y)));
        assert_true(teal(fixture_map_pixel(map, x, y + 0.8 * r)));
        assert_false(teal(fixture_map_pixel(map, x, y + r + 3)));
    }
    assert_true(inside >= 2);
}

/* Given cells, or a grid, are areas. */
static void grids(void **state)
{
    struct fixture *given = places(), *grid = fixture_run_create(0.25);
    struct map *m = NULL;
    struct error err;

    (void)state;
    for (int z = 0; z < given->city.n_zones; z++)
        given->city.cell_w_m[z] = given->city.cell_h_m[z] = 400;
    assert_int_equal(map_create(&m, &given->run, FAST, &err), ERR_OK);
    assert_false(m->digest->points);
    map_free(m);
    grid->city.n_zones = 144; /* 12 x 12 */
    for (int z = 0; z < grid->city.n_zones; z++) {
        grid->city.zone_x[z] = 500 * (z % 12);
        grid->city.zone_y[z] = 500 * (z / 12);
        grid->city.cell_w_m[z] = grid->city.cell_h_m[z] = NAN;
    }
    assert_int_equal(map_create(&m, &grid->run, FAST, &err), ERR_OK);
    assert_false(m->digest->points);
    map_free(m);
    fixture_run_free(given);
    fixture_run_free(grid);
}

/* An inset in which no place lies: each of its pixels still belongs to the nearest one. */
static void inset_without_places(void **state)
{
    struct fixture *p = places();
    struct city *c = &p->city;
    struct map *m = NULL;
    struct error err;
    int w, h;

    (void)state;
    for (int z = 0; z < c->n_zones; z++) /* along the rim, the stations far from all */
        c->zone_x[z] = z % 2 ? 20000 : 0;
    for (int s = 0; s < c->n_sites; s++) {
        c->site_x[s] = 10000 + 20 * (s % 7);
        c->site_y[s] = 10000 + 20 * (s % 5);
    }
    assert_int_equal(map_create(&m, &p->run, FAST, &err), ERR_OK);
    assert_true(m->inset.area.w > 0);
    w = (int)m->inset.area.w;
    h = (int)m->inset.area.h;
    for (int k = 0; k < w * h; k += 37) {
        double east = m->inset.east0 + (k % w + 0.5) / m->inset.px_per_m;
        double north = m->inset.north0 - (k / w + 0.5) / m->inset.px_per_m;
        int zone = m->inset.pixel_near[k];
        double least = INFINITY, here;

        assert_true(m->inset.pixel_zone[k] < 0);
        assert_in_range(zone, 0, c->n_zones - 1);
        for (int z = 0; z < c->n_zones; z++)
            least = fmin(least, hypot(m->digest->east[z] - east, m->digest->north[z] - north));
        here = hypot(m->digest->east[zone] - east, m->digest->north[zone] - north);
        assert_true(here <= 1.08 * least + 3 / m->whole.px_per_m); /* steps of 5 and 7 */
    }
    map_free(m);
    fixture_run_free(p);
}

/* Without sites nothing is said of service, and no zone is marked as out of reach. */
static void demand_alone(void **state)
{
    struct fixture *p = places();
    struct map *m = NULL;
    struct error err;
    char text[1024], want[128];
    double sum = 0;

    (void)state;
    p->city.n_sites = 0;
    assert_int_equal(map_create(&m, &p->run, FAST, &err), ERR_OK);
    for (int z = 0; z < p->city.n_zones; z++)
        sum +=
            m->net->served_kwh[FAST][z] + m->net->full_kwh[FAST][z] + m->net->out_kwh[FAST][z];
    map_subtitle(m, text, sizeof text);
    assert_true(sum >= 1000 && sum < 1e6); /* written with one comma */
    snprintf(want, sizeof want,
             "2030: %d,%03d kWh of fast charging demand per day; no sites are",
             (int)round(sum) / 1000, (int)round(sum) % 1000);
    if (!strstr(text, want)) fail_msg("\"%s\" does not say: %s", text, want);
    assert_null(strstr(text, "served"));
    assert_int_equal(m->n_full + m->n_out, 0);
    map_free(m);
    fixture_run_free(p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(areas),        cmocka_unit_test(pixels),
        cmocka_unit_test(grids),        cmocka_unit_test(inset_without_places),
        cmocka_unit_test(demand_alone),
    };

    return cmocka_run_group_tests_name("map_places", tests, setup, teardown);
}
