/* test_map_inputs.c - the map of what came in: what is found of the sites, and that the sheet
 * shows it. */
#include "tests/assert.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "output/map/map_inputs.h"
#include "tests/fixture_map.h"
#include "tests/fixture_polygons.h"

static struct fixture *f;
static struct map_inputs *in;

/* 16 squares of 500 m from the origin eastwards and northwards; the sites are put by hand. */
enum { SIDE = 4, N_PLACES = 8 };
static const struct place {
    double x, y;
    int layer;
    enum site_status status;
    bool out; /* of all zones */
} places[N_PLACES] = {
    {250, 250, 0, SITE_EXISTING, false},   {1250, 250, 0, SITE_EXISTING, false},
    {1750, 1250, 0, SITE_REQUIRED, false}, {250, 1750, 1, SITE_CANDIDATE, false},
    {1700, 300, 1, SITE_FORBIDDEN, false}, {2050, 1000, 1, SITE_CANDIDATE, true},
    {250, 250, 1, SITE_CANDIDATE, false}, /* the place of the first */
    {40000, 0, 1, SITE_CANDIDATE, true},  /* far off */
};

/* `kept` of the places, on squares that are cells or polygons. */
static void make(bool polygons, int kept)
{
    struct city *c;

    f = fixture_run_create(0.25);
    c = &f->city;
    f->scenario.report.map_px = 1600;
    c->n_zones = SIDE * SIDE;
    for (int z = 0; z < c->n_zones; z++) {
        c->zone_x[z] = 250 + 500 * (z % SIDE);
        c->zone_y[z] = 250 + 500 * (z / SIDE);
        c->cell_w_m[z] = c->cell_h_m[z] = 500;
        c->weight[NIGHT][z] = 10 << (z % 5);
        c->core[z] = z % SIDE < 2;
        c->district[z] = 0;
    }
    c->n_districts = 1;
    c->district_name[0] = fixture_text(f, "%s", "");
    c->n_sites = kept;
    for (int s = 0; s < kept; s++) {
        c->site_x[s] = places[s].x;
        c->site_y[s] = places[s].y;
        c->site[s].layer = places[s].layer;
        c->site[s].status = places[s].status;
    }
    if (polygons) {
        struct polygons_builder b = {0};
        struct error err;

        for (int z = 0; z < c->n_zones; z++) {
            double x = c->zone_x[z] - 250, y = c->zone_y[z] - 250;

            polygons_begin(&b);
            polygons_ring(&b, false);
            polygons_point(&b, x, y);
            polygons_point(&b, x + 500, y);
            polygons_point(&b, x + 500, y + 500);
            polygons_point(&b, x, y + 500);
        }
        assert_int_equal(polygons_finish(&b, false, &c->polygons, &err), ERR_OK);
    }
}

static void draw(void)
{
    struct error err;

    assert_int_equal(map_inputs_create(&in, &f->scenario, &f->city, &err), ERR_OK);
}

static void done(void)
{
    map_inputs_free(in);
    polygons_clear(&f->city.polygons);
    polygons_clear(&f->city.boundary);
    fixture_run_free(f);
    in = NULL;
}

static double x_of(int s)
{
    return map_x(&in->map, in->map.digest->site_east[s]);
}

static double y_of(int s)
{
    return map_y(&in->map, in->map.digest->site_north[s]);
}

static bool is_red(unsigned p) /* of the ring, however thin */
{
    return p >> 16 > 0xB0 && (p >> 8 & 255) < 0x80 && (p & 255) < 0x80;
}

static bool is_orange(unsigned p) /* of the second layer */
{
    return p >> 16 > 0xB0 && (p >> 8 & 255) > 0x40 && (p >> 8 & 255) < 0xC0 &&
           (p >> 8 & 255) > (p & 255) + 0x20;
}

/* How much of a circle around the place is so. */
static double around(int s, double radius, bool (*is)(unsigned))
{
    int n = 0;

    for (int k = 0; k < 360; k++)
        n += is(fixture_map_pixel(&in->map, x_of(s) + radius * cos(k * 0.0174533),
                                  y_of(s) + radius * sin(k * 0.0174533)));
    return n / 360.0;
}

/* ---- what is found ---- */

static void found(void **state)
{
    static const int n[][3] = {{0, SITE_EXISTING, 2},
                               {0, SITE_REQUIRED, 1},
                               {1, SITE_CANDIDATE, 4},
                               {1, SITE_FORBIDDEN, 1}};

    make(*state != NULL, N_PLACES);
    draw();
    assert_int_equal(in->n_groups, COUNT(n));
    for (int k = 0; k < in->n_groups; k++) {
        assert_int_equal(in->group[k].layer, n[k][0]);
        assert_int_equal(in->group[k].status, n[k][1]);
        assert_int_equal(in->group[k].n, n[k][2]);
    }
    assert_true(in->zones_known);
    for (int s = 0; s < N_PLACES; s++) {
        assert_int_equal(in->outside_zones[s], places[s].out);
        assert_false(in->outside_area[s]);
        assert_int_equal(in->on_sheet[s], s != N_PLACES - 1);
    }
    assert_int_equal(in->n_outside_zones, 2);
    assert_int_equal(in->n_same_place, 1);
    assert_int_equal(in->n_off_sheet, 1);
    done();
}

/* A slit of 3 m between two columns of cells is forgiven, one of 6 m is not, nor any between
 * polygons. */
static void slits(void **state)
{
    (void)state;
    for (int k = 0; k < 3; k++) {
        make(false, 1);
        for (int z = 0; z < f->city.n_zones; z++)
            if (z % SIDE >= 2) f->city.zone_x[z] += k == 1 ? 6 : 3;
        f->city.site_x[0] = k == 1 ? 1003 : 1001.5;
        if (k == 2)
            f->city.polygons = fixture_polygons(
                "0 0, 1000 0, 1000 2000, 0 2000; 1003 0, 2003 0, 2003 2000, 1003 2000", false);
        if (k == 2) f->city.n_zones = 2;
        draw();
        assert_int_equal(in->n_outside_zones, k > 0);
        done();
    }
}

/* In degrees the forgiven way is metres too: at 60 degrees 2 m to the east are twice as many
 * degrees as to the north. */
static void slits_in_degrees(void **state)
{
    static const double m_lon = 1 / 55800.0, m_lat = 1 / 111412.0; /* at 60 N, WGS 84 */
    static const struct {
        double east, north;
        bool out;
    } row[] = {{1.8, 0, false}, {2.3, 0, true}, {0, 1.8, false}, {0, 2.3, true}};

    (void)state;
    for (size_t k = 0; k < COUNT(row); k++) {
        make(false, 1);
        f->city.geographic = true;
        f->city.n_zones = 1;
        f->city.zone_x[0] = 20;
        f->city.zone_y[0] = 60;
        f->city.site_x[0] = 20 + (row[k].east > 0 ? 250 + row[k].east : 0) * m_lon;
        f->city.site_y[0] = 60 + (row[k].north > 0 ? 250 + row[k].north : 0) * m_lat;
        draw();
        assert_int_equal(in->n_outside_zones, row[k].out);
        done();
    }
}

static void study_area(void **state)
{
    (void)state;
    make(true, N_PLACES - 1);
    f->city.boundary = fixture_polygons("0 0, 2100 0, 2100 1500, 0 1500", false);
    draw();
    for (int s = 0; s < N_PLACES - 1; s++)
        assert_int_equal(in->outside_area[s], places[s].y > 1500);
    assert_int_equal(in->n_outside_area, 1);
    assert_true(around(3, 6, is_red) > 0.7); /* outside the area, in a zone */
    done();
}

/* Places without an area have nothing that a site could lie outside of. */
static void no_areas(void **state)
{
    (void)state;
    make(false, N_PLACES - 1);
    for (int z = 0; z < f->city.n_zones; z++)
        f->city.cell_w_m[z] = f->city.cell_h_m[z] = NAN;
    draw();
    assert_false(in->zones_known);
    assert_int_equal(in->n_outside_zones, 0);
    done();
}

/* ---- what is drawn ---- */

static void marks(void **state)
{
    static const unsigned yellow = 0xFFC20A, orange = 0xE8601C;

    (void)state;
    make(false, N_PLACES - 1);
    draw();
    assert_int_equal(fixture_map_pixel(&in->map, x_of(0), y_of(0)), yellow);
    assert_int_equal(fixture_map_pixel(&in->map, x_of(1), y_of(1)), yellow);
    assert_int_equal(fixture_map_pixel(&in->map, x_of(2), y_of(2)), yellow);
    /* a square has dark corners where a disc has none */
    assert_true((fixture_map_pixel(&in->map, x_of(2) + 3, y_of(2) + 3) & 255) < 0x60);
    assert_true((fixture_map_pixel(&in->map, x_of(1) + 3, y_of(1) + 3) & 255) > 0x60);
    assert_int_equal(fixture_map_pixel(&in->map, x_of(3), y_of(3)), 0xFFFFFF);
    assert_true(around(3, 2.7, is_orange) > 0.85);
    assert_int_equal(fixture_map_pixel(&in->map, x_of(4), y_of(4)), orange);
    assert_true(around(4, 2.7, is_orange) < 0.75);
    /* a ring around the site outside all zones, and no other */
    for (int s = 0; s < N_PLACES - 1; s++)
        assert_true(places[s].out == (around(s, 6, is_red) > 0.7));
    done();
}

/* Zones have the class of their weight per km2, worked out here: 10, 20, 40, 80, 160 on a
 * quarter of a km2. */
static void weights(void **state)
{
    const struct map *m;
    double sum = 0;
    int wrong = 0;

    make(*state != NULL, 0);
    draw();
    m = &in->map;
    for (int z = 0; z < f->city.n_zones; z++) {
        double km2 = 0.25, want = (10 << (z % 5)) / km2;
        double x = map_x(m, m->digest->east[z]), y = map_y(m, m->digest->north[z]);
        struct colour c = map_class_colour(m, want);

        assert_near(m->density[z], want, 1e-9, 0);
        sum += m->density[z] * km2;
        wrong += fixture_map_pixel(m, x + 20, y + 20) !=
                 ((unsigned)lround(255 * c.r) << 16 | (unsigned)lround(255 * c.g) << 8 |
                  (unsigned)lround(255 * c.b));
    }
    assert_true(m->n_classes >= 4);
    assert_int_equal(wrong, 0);
    assert_near(sum, 3 * 310 + 10, 1e-9, 0); /* 16 zones: three times all five, and the first */
    done();
}

/* The edge of the core between the second and the third column. */
static void core(void **state)
{
    int black = 0;

    (void)state;
    make(false, 0);
    draw();
    for (double north = -900; north < 900; north += 10)
        for (int dx = -2; dx <= 2; dx++)
            if (fixture_map_pixel(&in->map, map_x(&in->map, 0) + dx, map_y(&in->map, north)) ==
                0x111111) {
                black++;
                break;
            }
    assert_true(black >= 178);
    done();
}

/* Layers beyond the eighth share a colour and a line. */
static void many_layers(void **state)
{
    struct sites_layer layer[11] = {0};
    char id[11][16];

    (void)state;
    make(false, 7);
    for (int k = 0; k < 11; k++) {
        snprintf(id[k], sizeof id[k], "l%d", k);
        layer[k] = f->scenario.sites[0];
        layer[k].id = id[k];
    }
    f->scenario.sites = layer;
    f->scenario.n_layers = 11;
    for (int s = 0; s < 7; s++) {
        f->city.site[s].layer = 4 + s;
        f->city.site[s].status = SITE_EXISTING;
    }
    draw();
    assert_int_equal(in->n_groups, 5);
    assert_int_equal(in->group[4].layer, INPUTS_LAYERS);
    assert_int_equal(in->group[4].n, 3);
    assert_int_equal(fixture_map_pixel(&in->map, x_of(4), y_of(4)), 0x8A8F94);
    done();
}

/* ---- what is said ---- */

static void says(const char *want, void (*part)(const struct map *, char *, size_t))
{
    char text[3000];

    part(&in->map, text, sizeof text);
    if (!strstr(text, want)) fail_msg("\"%s\" does not say: %s", text, want);
}

static void words(void **state)
{
    (void)state;
    make(true, N_PLACES);
    f->scenario.report.language = LANGUAGE_EN;
    f->scenario.zones.file = fixture_text(f, "%s", "/data/a/squares.gpkg");
    f->scenario.zones.crs = fixture_text(f, "%s", "EPSG:4547");
    f->scenario.zones.coordinates = COORD_FILE;
    draw();
    says(" \xc2\xb7 inputs", map_of_inputs.headline);
    says("16 zones (polygons, 4.0 km\xc2\xb2 in all) \xc2\xb7 night weight 940, ",
         map_of_inputs.subtitle);
    says("8 sites in 2 layers", map_of_inputs.subtitle);
    /* columns 0 and 1: z = 0 1 4 5 8 9 12 13, weights 10 20 160 10 80 160 40 80 = 560 */
    says("59.6", map_of_inputs.subtitle);
    says("Files: zones: squares.gpkg (EPSG:4547).", map_of_inputs.foot);
    done();
    make(false, 0);
    f->scenario.report.language = LANGUAGE_ZH;
    draw();
    says("输入数据", map_of_inputs.headline);
    says("网格边长500 m", map_of_inputs.subtitle);
    says("没有站点", map_of_inputs.subtitle);
    done();
}

static void same_bytes(void **state)
{
    char *bytes[2];
    size_t size[2];
    struct error err;

    (void)state;
    make(true, N_PLACES);
    for (int k = 0; k < 2; k++) {
        FILE *stream = open_memstream(&bytes[k], &size[k]);

        assert_int_equal(map_inputs_write(&f->scenario, &f->city, stream, &err), ERR_OK);
        fclose(stream);
    }
    assert_int_equal(size[0], size[1]);
    assert_memory_equal(bytes[0], bytes[1], size[0]);
    free(bytes[0]);
    free(bytes[1]);
    done();
}

int main(void)
{
    static int polygons;
    const struct CMUnitTest tests[] = {
        {"found of cells", found, NULL, NULL, NULL},
        {"found of polygons", found, NULL, NULL, &polygons},
        cmocka_unit_test(slits),
        cmocka_unit_test(slits_in_degrees),
        cmocka_unit_test(study_area),
        cmocka_unit_test(no_areas),
        cmocka_unit_test(marks),
        {"weights of cells", weights, NULL, NULL, NULL},
        {"weights of polygons", weights, NULL, NULL, &polygons},
        cmocka_unit_test(core),
        cmocka_unit_test(many_layers),
        cmocka_unit_test(words),
        cmocka_unit_test(same_bytes),
    };

    return cmocka_run_group_tests_name("map_inputs", tests, NULL, NULL);
}
