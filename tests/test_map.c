/* test_map.c - the map looked at by pixels of meaning and by where things were put. */
#include "tests/assert.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "output/map/map.h"
#include "output/map/map_png.h"
#include "tests/fixture_map.h"
#include "tests/fixture_run.h"

static struct fixture *fixture;
static struct map *map;
static const double rule_m = 420;

static int setup(void **state)
{
    struct error err;

    (void)state;
    fixture = fixture_run_create(0.5);
    fixture->scenario.report.map_px = 1000;
    fixture->scenario.access.detour_factor = 1.25;
    fixture->scenario.access.rule_radius_core_km = rule_m / 1000; /* leaves some uncovered */
    return map_create(&map, &fixture->run, FAST, &err) == ERR_OK ? 0 : -1;
}

static int teardown(void **state)
{
    (void)state;
    map_free(map);
    fixture_run_free(fixture);
    return 0;
}

static bool hidden(int placed) /* by a marker drawn later */
{
    const struct box *a = &map->whole.placed[placed].box;

    for (int k = placed + 1; k < map->whole.n_placed; k++)
        if (canvas_overlap(*a, map->whole.placed[k].box)) return true;
    return false;
}

/* The middle of every marker that lies free has the colour of its state: grey today, the inks
 * of the two phases; white where it is hollow, without fast outlets. */
static void markers(void **state)
{
    static const unsigned ink[] = {0x595959, 0xC23B00, 0xFFC20A, 0xFFFFFF};
    int seen[4] = {0};

    (void)state;
    for (int k = 0; k < map->whole.n_placed; k++) {
        if (map->whole.placed[k].thing != MAP_MARKER) continue;

        int s = map->whole.placed[k].index, year = map->net->opened_year[s];
        const int *c = &map->net->n_chargers[s * 3];
        int want = c[0] + c[1] == 0 ? 3 : year == 0 ? 0 : year == 2025 ? 1 : 2;

        if (hidden(k)) continue;
        assert_int_equal(fixture_map_pixel(map, map_x(map, map->digest->site_east[s]),
                                           map_y(map, map->digest->site_north[s])),
                         ink[want]);
        seen[want]++;
    }
    for (int k = 0; k < 3; k++)
        assert_true(seen[k] > 3);
}

/* Every open site has a marker at its place, no closed one has. */
static void every_site(void **state)
{
    int n = 0, open = 0;

    (void)state;
    for (int k = 0; k < map->whole.n_placed; k++) {
        const struct box *b = &map->whole.placed[k].box;
        int s = map->whole.placed[k].index;

        if (map->whole.placed[k].thing != MAP_MARKER) continue;
        n++;
        assert_true(map->net->open[s]);
        assert_near(b->x + b->w / 2, map_x(map, map->digest->site_east[s]), 0, 1e-9);
        assert_near(b->y + b->h / 2, map_y(map, map->digest->site_north[s]), 0, 1e-9);
    }
    for (int s = 0; s < fixture->city.n_sites; s++)
        open += map->net->open[s];
    assert_int_equal(n, open);
}

static void labels_cover_nothing(void **state)
{
    int labels = 0, hatched = 0;

    (void)state;
    for (int k = 0; k < map->whole.n_placed; k++) {
        hatched += map->whole.placed[k].thing == MAP_HATCH;
        if (map->whole.placed[k].thing != MAP_LABEL) continue;
        labels++;
        for (int i = 0; i < map->whole.n_placed; i++)
            assert_true(i == k || map->whole.placed[i].thing == MAP_CANDIDATE ||
                        !canvas_overlap(map->whole.placed[k].box, map->whole.placed[i].box));
    }
    assert_int_equal(hatched, map->n_uncovered);
    assert_true(labels >= 3); /* of 6: a map without names would pass otherwise */
}

/* A length on the map is the length on the ground times the scale, in both directions. */
static void projection(void **state)
{
    (void)state;
    assert_near(map_x(map, 3000) - map_x(map, 1000), 2000 * map->whole.px_per_m, 1e-9, 0);
    assert_near(map_y(map, 1000) - map_y(map, 3000), 2000 * map->whole.px_per_m, 1e-9, 0);
    for (int z = 0; z < fixture->city.n_zones; z++) {
        double x = map_x(map, map->digest->east[z]), y = map_y(map, map->digest->north[z]);

        assert_true(x > map->whole.area.x && x < map->whole.area.x + map->whole.area.w);
        assert_true(y > map->whole.area.y && y < map->whole.area.y + map->whole.area.h);
    }
}

/* The raster's service area against plain distances: inside exactly where an open site with a
 * fast outlet lies within the zone's own reach (pixels within half a pixel of the edge apart).
 */
static void service_area(void **state)
{
    int w = (int)map->whole.area.w, h = (int)map->whole.area.h, in = 0, out = 0;

    (void)state;
    for (int y = 3; y < h; y += 11)
        for (int x = 5; x < w; x += 13) {
            int k = y * w + x, zone = map->whole.pixel_zone[k];
            double best = INFINITY;

            if (zone < 0) continue;
            for (int s = 0; s < fixture->city.n_sites; s++) {
                const int *c = &map->net->n_chargers[s * 3];
                double dx = map_x(map, map->digest->site_east[s]) - map->whole.area.x - x - 0.5;
                double dy =
                    map_y(map, map->digest->site_north[s]) - map->whole.area.y - y - 0.5;

                if (map->net->open[s] && c[0] + c[1] > 0) best = fmin(best, hypot(dx, dy));
            }

            double depth =
                fixture->city.service_way[FAST][zone] / 1.25 * map->whole.px_per_m - best;

            if (fabs(depth) < 0.01) continue;
            assert_int_equal(map->whole.pixel_in[k] > 0, depth > 0);
            if (depth > 0)
                in++;
            else
                out++;
        }
    assert_true(in > 100 && out > 100);
}

/* Hatch of the uncovered core: its colour stands in uncovered cells and in no covered one. */
static void hatch(void **state)
{
    int hatched = 0, uncovered = 0;

    (void)state;
    for (int z = 0; z < fixture->city.n_zones; z++) {
        double half = map->digest->cell_w[z] / 2;
        double x0 = map_x(map, map->digest->east[z] - half),
               x1 = x0 + 2 * half * map->whole.px_per_m;
        double y0 = map_y(map, map->digest->north[z] + half);
        double y1 = y0 + 2 * half * map->whole.px_per_m;
        bool found = false;

        for (double y = y0 + 2; y < y1 - 2; y++)
            for (double x = x0 + 2; x < x1 - 2; x++) {
                unsigned p = fixture_map_pixel(map, x, y), r = p >> 16, g = p >> 8 & 255,
                         b = p & 255;

                /* magenta: far more red and blue than green; no other thing on the map is */
                found = found || (r > g + 60 && b > g + 20 && r > b);
            }
        if (fixture->city.core[z] && map->net->rule_distance_m[z] >= rule_m) {
            uncovered++;
            hatched += found;
        } else if (found) {
            fail_msg("zone %d is hatched but not uncovered", z);
        }
    }
    assert_int_equal(uncovered, map->n_uncovered);
    print_message("%d of %d uncovered zones show their hatch\n", hatched, uncovered);
    assert_true(uncovered > 0 && hatched > uncovered / 2); /* markers cover some */
}

static bool in_label(const struct map *m, double x, double y)
{
    for (int k = 0; k < m->whole.n_placed; k++) {
        const struct box *b = &m->whole.placed[k].box;

        if (m->whole.placed[k].thing == MAP_LABEL && x >= b->x && x < b->x + b->w &&
            y >= b->y && y < b->y + b->h)
            return true;
    }
    return false;
}

static bool core_near(const struct map *m, int x, int y)
{
    int w = (int)m->whole.area.w, h = (int)m->whole.area.h;

    for (int j = -3; j <= 3; j++)
        for (int i = -3; i <= 3; i++) {
            int zone = x + i >= 0 && y + j >= 0 && x + i < w && y + j < h
                           ? m->whole.pixel_zone[(y + j) * w + x + i]
                           : -1;

            if (zone >= 0 && m->run->city->core[zone]) return true;
        }
    return false;
}

/* The core's edge runs along core cells, not through what lies outside, and goes all round: its
 * width in metres. */
static double core_width(const struct map *m)
{
    int w = (int)m->whole.area.w, h = (int)m->whole.area.h, n = 0, stray = 0;
    double most = 0, least = INFINITY;

    for (int y = 0; y < h; y++)
        for (int x = 0; x < w; x++) {
            double px = x + m->whole.area.x, py = y + m->whole.area.y;

            if (fixture_map_pixel(m, px, py) != 0x111111 || in_label(m, px, py)) continue;
            n++;
            stray += !core_near(m, x, y);
            most = fmax(most, px);
            least = fmin(least, px);
        }
    assert_int_equal(stray, 0);
    assert_true(n > 2 * (most - least));
    return (most - least) / m->whole.px_per_m;
}

/* Cells have the colour of their class, where nothing else is drawn: outside the reach, a
 * quarter of the side off the middle, where a mark may stand. */
static void cell_colours(void **state)
{
    int n = 0, wrong = 0, used[MAP_CLASSES] = {0}, classes = 0;
    int w = (int)map->whole.area.w;

    (void)state;
    for (int z = 0; z < fixture->city.n_zones; z++) {
        double px = map->digest->cell_w[z] * map->whole.px_per_m / 4;
        double x = map_x(map, map->digest->east[z]) + px;
        double y = map_y(map, map->digest->north[z]) + px;
        int at = (int)(y - map->whole.area.y) * w + (int)(x - map->whole.area.x), class = 0;
        struct colour c = map_class_colour(map, map->density[z]);
        bool alone = map->whole.pixel_in[at] < -4 && map->whole.pixel_zone[at] == z;

        for (int k = 0; k < map->whole.n_placed; k++)
            alone = alone &&
                    !canvas_overlap(map->whole.placed[k].box, (struct box){x - 2, y - 2, 4, 4});
        if (!alone || fixture->city.core[z]) continue;
        n++;
        while (class < map->n_classes - 1 && map->density[z] >= map->breaks[class])
            class ++;
        used[class]++;
        wrong += fixture_map_pixel(map, x, y) !=
                 ((unsigned)lround(255 * c.r) << 16 | (unsigned)lround(255 * c.g) << 8 |
                  (unsigned)lround(255 * c.b));
    }
    for (int k = 0; k < map->n_classes; k++)
        classes += used[k] > 0;
    assert_true(n > 50 && classes >= 2);
    assert_int_equal(wrong, 0);
}

/* A river of two cells through a core that reaches the coast has no edge of the core in it. */
static void core_gap(void **state)
{
    struct fixture *f = fixture_run_create(0.5);
    struct map *m = NULL;
    struct error err;
    int n = 0, checked = 0;

    (void)state;
    f->scenario.access.rule_radius_core_km = NAN; /* no hatch */
    for (int z = 0; z < f->city.n_zones; z++) {
        f->city.core[z] = true;
        if (fabs(f->city.zone_x[z]) > 500) continue;
        f->city.zone_x[z] = f->city.zone_x[f->city.n_zones - 1]; /* elsewhere */
        f->city.zone_y[z] = f->city.zone_y[f->city.n_zones - 1];
    }
    assert_int_equal(map_create(&m, &f->run, FAST, &err), ERR_OK);

    struct points zones = city_zones(&f->city);
    struct geo_plane plane = geo_plane_of(&zones);

    for (double metres = -3500; metres < 3500; metres += 3)
        for (double across = -600; across < 600; across += 3) {
            double east, north;

            geo_to_plane(&plane, across, metres, &east, &north);

            double x = map_x(m, east), y = map_y(m, north);

            n += fixture_map_pixel(m, x, y) == 0x111111 && !in_label(m, x, y);
            checked++;
        }
    assert_true(checked > 10000);
    assert_int_equal(n, 0);
    map_free(m);
    fixture_run_free(f);
}

static void core_edge(void **state)
{
    struct fixture *f = fixture_run_create(0.5);
    struct map *m = NULL;
    struct error err;

    (void)state;
    /* the fixture's core is a disc of radius 0.5 x 4,500 m */
    assert_near(core_width(map), 4500, 0, 600);
    for (int z = 0; z < f->city.n_zones; z++)
        f->city.core[z] = true; /* to the coast: 0.5 x 12,000 m, 12 % more or less */
    assert_int_equal(map_create(&m, &f->run, FAST, &err), ERR_OK);
    assert_near(core_width(m), 12000, 0, 2000);
    map_free(m);
    fixture_run_free(f);
}

/* Marks speak of the fast demand alone, as the outline does. */
static void marked_zones(void **state)
{
    int full = 0, out = 0;

    (void)state;
    for (int z = 0; z < fixture->city.n_zones; z++) {
        double s = map->net->served_kwh[FAST][z], f = map->net->full_kwh[FAST][z];
        double o = map->net->out_kwh[FAST][z];

        out += o > 0 && o >= f && o >= s;
        full += !(o > 0 && o >= f && o >= s) && f > 0 && f >= s;
    }
    assert_int_equal(map->n_out, out);
    assert_int_equal(map->n_full, full);
    assert_true(out > 0 && full > 0);
}

static void subtitle_is(const char *want)
{
    char text[1024];

    map_subtitle(map, text, sizeof text);
    if (!strstr(text, want)) fail_msg("\"%s\" does not say: %s", text, want);
}

/* The bound is that of the last phase; where it has no plan the map shows what stands. */
static void subtitle(void **state)
{
    struct run *run = &fixture->run;
    char text[1024];

    (void)state;
    subtitle_is(" new) \xc2\xb7 reach 1.2 to 2\xc2\xa0km \xc2\xb7 fast and slow together ");
    subtitle_is(
        "; given what stood before 2030, no plan within the limits can serve more than ");
    run->feasible = false;
    run->phase[0].status = PLAN_INFEASIBLE;
    subtitle_is("2030: ");
    subtitle_is(" \xc2\xb7 no plan for 2025");
    run->phase[1].status = PLAN_INFEASIBLE;
    subtitle_is("There is no plan for 2030: the map shows what stands today (");
    run->phase[0].status = PLAN_FEASIBLE;
    subtitle_is("There is no plan for 2030: the map shows what stands before 2030 (");
    map_subtitle(map, text, sizeof text);
    assert_null(strstr(text, "can serve more"));
    run->phase[1].status = PLAN_FEASIBLE;
    run->feasible = true;
    run->n_phases = 1; /* the whole plan is one phase: nothing is given */
    subtitle_is("; no plan within the limits can serve more than ");
    run->n_phases = 2;
}

/* The share that the legend prints, recomputed from the record. */
static void uncovered_share(void **state)
{
    double all = 0, far = 0;
    struct uncovered u = digest_uncovered(&fixture->run, map->digest, map->net);

    (void)state;
    for (int z = 0; z < fixture->city.n_zones; z++)
        if (fixture->city.core[z]) {
            all += fixture->city.weight[NIGHT][z];
            if (map->net->rule_distance_m[z] >= rule_m) far += fixture->city.weight[NIGHT][z];
        }
    assert_near(u.night_share, far / all, 1e-12, 0);
}

/* Round limits that rise; darker means more; every class is used. */
static void classes(void **state)
{
    int used[MAP_CLASSES] = {0};

    (void)state;
    assert_true(map->n_classes >= 4);
    for (int k = 0; k < map->n_classes - 1; k++) {
        double mantissa = map->breaks[k] / pow(10, floor(log10(map->breaks[k]) + 1e-9));
        struct colour low = map_class_colour(map, map->breaks[k] * 0.999);
        struct colour high = map_class_colour(map, map->breaks[k]);

        assert_true(fabs(mantissa - 1) < 1e-9 || fabs(mantissa - 2) < 1e-9 ||
                    fabs(mantissa - 3) < 1e-9 || fabs(mantissa - 5) < 1e-9);
        assert_true(k == 0 || map->breaks[k] > map->breaks[k - 1]);
        assert_true(0.2126 * high.r + 0.7152 * high.g + 0.0722 * high.b <
                    0.2126 * low.r + 0.7152 * low.g + 0.0722 * low.b);
    }
    for (int z = 0; z < fixture->city.n_zones; z++) {
        int class = 0;

        while (class < map->n_classes - 1 && map->density[z] >= map->breaks[class])
            class ++;
        used[class]++;
    }
    for (int k = 0; k < map->n_classes; k++)
        assert_true(used[k] > 0);
}

/* Density x area, added up, is the demand. */
static void density(void **state)
{
    double sum = 0, demand = 0;

    (void)state;
    for (int z = 0; z < fixture->city.n_zones; z++) {
        double km = fixture->city.cell_w_m[z] / 1000;

        sum += map->density[z] * km * km;
    }
    demand = fixture->demand.totals[2].public_kwh[FAST];
    assert_near(sum, demand, 1e-9, 0);
}

static void same_bytes(void **state)
{
    char *bytes[2];
    size_t size[2];
    struct error err;

    (void)state;
    for (int k = 0; k < 2; k++) {
        FILE *f = open_memstream(&bytes[k], &size[k]);

        assert_int_equal(map_png_write(&fixture->run, FAST, f, &err), ERR_OK);
        fclose(f);
    }
    assert_int_equal(size[0], size[1]);
    assert_memory_equal(bytes[0], bytes[1], size[0]);
    free(bytes[0]);
    free(bytes[1]);
}

/* Wide, tall and tiny cities, lon/lat without cell sizes, no stations at all: the sheet follows
 * the area and nothing falls off it. */
static struct shape_row {
    const char *name;
    double stretch_x, stretch_y;
    bool lonlat, empty;
} shapes[] = {
    {"wide", 2.6, 1, false, false},
    {"tall", 1, 2.6, false, false},
    {"lon/lat cells of unknown size", 1, 1, true, false},
    {"no station anywhere", 1, 1, false, true},
};

static void sheet(void **state)
{
    const struct shape_row *r = *state;
    struct fixture *f = fixture_run_create(0.25);
    struct map *m = NULL;
    struct error err;

    f->scenario.report.map_px = 800;
    for (int z = 0; z < f->city.n_zones; z++) {
        f->city.zone_x[z] *= r->stretch_x;
        f->city.zone_y[z] *= r->stretch_y;
        if (r->lonlat) { /* a grid of 30 arc-seconds and thinner rows, near Shenzhen */
            f->city.zone_x[z] = 114 + floor(f->city.zone_x[z] / 500) / 120;
            f->city.zone_y[z] = 22.5 + floor(f->city.zone_y[z] / 500) / 120;
            f->city.cell_w_m[z] = f->city.cell_h_m[z] = NAN;
        }
    }
    for (int s = 0; s < f->city.n_sites; s++) {
        f->city.site_x[s] =
            r->lonlat ? 114 + f->city.site_x[s] / 60000 : f->city.site_x[s] * r->stretch_x;
        f->city.site_y[s] =
            r->lonlat ? 22.5 + f->city.site_y[s] / 60000 : f->city.site_y[s] * r->stretch_y;
        if (r->empty)
            for (int k = 0; k < f->run.n_networks; k++)
                f->run.network[k]->open[s] = false;
    }
    f->city.geographic = r->lonlat;
    assert_int_equal(map_create(&m, &f->run, FAST, &err), ERR_OK);
    assert_int_equal(m->frame.beside, r->stretch_x <= 1);
    assert_true(m->frame.width <= 801 && m->frame.height <= 801);
    assert_true(m->frame.width == 800 || m->frame.height >= 799);
    /* no half-empty sheet: the map takes most of it */
    assert_true(m->whole.area.w * m->whole.area.h > 0.45 * m->frame.width * m->frame.height);
    assert_true(m->frame.legend.x + m->frame.legend.w <= m->frame.width);
    assert_true(m->frame.foot_y < m->frame.height);
    if (r->lonlat) { /* 1/120 degree at 22.5 N: 857.5 m east, 922.9 m north (WGS 84 series) */
        assert_near(m->digest->cell_w[0], 857.5, 0.002, 0);
        assert_near(m->digest->cell_h[0], 922.9, 0.002, 0);
        assert_false(m->digest->cells_known);
    }
    map_free(m);
    fixture_run_free(f);
}

/* A long source and converted files take more lines of the foot: the sheet gets room for them,
 * dark pixels of text stand in the added room and none in the last rows. */
static void long_foot(void **state)
{
    struct fixture *f = fixture_run_create(0.25);
    struct map *m = NULL;
    struct error err;
    double room;
    int dark = 0, below = 0;

    (void)state;
    f->scenario.report.map_px = 800;
    assert_int_equal(map_create(&m, &f->run, FAST, &err), ERR_OK);
    room = m->frame.height - m->frame.foot_y;
    map_free(m);
    f->scenario.study.data_source = fixture_text(f, "%0600d", 0);
    for (char *c = f->scenario.study.data_source; *c != '\0'; c++)
        if ((c - f->scenario.study.data_source) % 8 == 7) *c = ' ';
    f->scenario.zones.coordinates = COORD_GCJ02;
    assert_int_equal(map_create(&m, &f->run, FAST, &err), ERR_OK);
    assert_true(m->frame.height - m->frame.foot_y > room + 20 * m->frame.u);
    for (int y = (int)(m->frame.foot_y + room); y < m->frame.height; y++)
        for (int x = 0; x < m->frame.width; x++) {
            if ((fixture_map_pixel(m, x, y) & 0xFF) > 0xA0) continue;
            if (y < m->frame.height - 2)
                dark++;
            else
                below++;
        }
    assert_true(dark > 50);
    assert_int_equal(below, 0);
    map_free(m);
    fixture_run_free(f);
}

int main(void)
{
    const struct CMUnitTest fixed[] = {
        cmocka_unit_test(markers),
        cmocka_unit_test(every_site),
        cmocka_unit_test(labels_cover_nothing),
        cmocka_unit_test(projection),
        cmocka_unit_test(service_area),
        cmocka_unit_test(hatch),
        cmocka_unit_test(core_edge),
        cmocka_unit_test(core_gap),
        cmocka_unit_test(cell_colours),
        cmocka_unit_test(uncovered_share),
        cmocka_unit_test(marked_zones),
        cmocka_unit_test(subtitle),
        cmocka_unit_test(classes),
        cmocka_unit_test(density),
        cmocka_unit_test(same_bytes),
        cmocka_unit_test(long_foot),
    };
    struct CMUnitTest tests[COUNT(fixed) + COUNT(shapes)];

    memcpy(tests, fixed, sizeof fixed);
    for (size_t k = 0; k < COUNT(shapes); k++)
        tests[COUNT(fixed) + k] =
            (struct CMUnitTest){shapes[k].name, sheet, NULL, NULL, &shapes[k]};
    return cmocka_run_group_tests_name("map", tests, setup, teardown);
}
