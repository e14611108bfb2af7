/* test_gis_cover.c - cover as pixels, counted again by plain loops over zones and sites; and
 * the file, read by Python from its tags and tiles. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "assert.h"
#include "model/coverage.h"
#include "output/gis/gis_cover.h"
#include "output/writers/writer.h"
#include "tests/fixture_run.h"

extern const struct writer writer_cover_tif;

static struct fixture *fixture;
static struct reach *reach[N_SERVICES];

static void make_reach(void)
{
    struct points zones = city_zones(&fixture->city), sites = city_sites(&fixture->city);
    struct error err;

    for (int v = 0; v < N_SERVICES; v++) {
        reach_free(reach[v]);
        assert_int_equal(reach_create(&reach[v], &zones, &sites, fixture->city.service_way[v],
                                      1, false, true, &err),
                         ERR_OK);
        fixture->run.service[v] = reach[v];
    }
}

static int setup(void **state)
{
    (void)state;
    fixture = fixture_run_create(0.2);
    make_reach();
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    for (int v = 0; v < N_SERVICES; v++) {
        reach_free(reach[v]);
        reach[v] = NULL;
    }
    fixture_run_free(fixture);
    return 0;
}

/* The zone whose cell holds a point; -1. */
static int zone_at(double x, double y)
{
    const struct city *c = &fixture->city;

    for (int z = 0; z < c->n_zones; z++)
        if (fabs(x - c->zone_x[z]) < c->cell_w_m[z] / 2 &&
            fabs(y - c->zone_y[z]) < c->cell_h_m[z] / 2)
            return z;
    return -1;
}

static double in_reach(int v, int z)
{
    const struct network *n = fixture->run.network[2];
    int count = 0;

    for (int s = 0; s < fixture->city.n_sites; s++) {
        const int *c = &n->n_chargers[s * 3];
        double way = hypot(fixture->city.site_x[s] - fixture->city.zone_x[z],
                           fixture->city.site_y[s] - fixture->city.zone_y[z]);

        count += n->open[s] && fixture->city.site[s].access == ACCESS_PUBLIC &&
                 (v == FAST ? c[0] + c[1] : c[2]) > 0 && way <= fixture->city.service_way[v][z];
    }
    return count;
}

static double served(int z)
{
    const struct network *n = fixture->run.network[2];
    double part = n->served_kwh[FAST][z] + n->served_kwh[SLOW][z];
    double all = part + n->full_kwh[FAST][z] + n->full_kwh[SLOW][z] + n->out_kwh[FAST][z] +
                 n->out_kwh[SLOW][z];

    return all > 0 ? part / all : NAN;
}

static struct gis_cover *made(void)
{
    struct gis_cover *c = NULL;
    struct error err;

    assert_int_equal(gis_cover_create(&c, &fixture->run, &err), ERR_OK);
    return c;
}

static void pixels(void **state)
{
    struct gis_cover *c;
    const struct geodata_out_raster *r;
    double least = INFINITY;
    int n = 0, several = 0;

    (void)state;
    fixture->city.site[0].access = ACCESS_DEDICATED;
    for (int v = 0; v < N_SERVICES; v++) /* nothing is asked for in zone 3 */
        fixture->run.network[2]->served_kwh[v][3] = fixture->run.network[2]->full_kwh[v][3] =
            fixture->run.network[2]->out_kwh[v][3] = 0;
    c = made();
    r = &c->raster;
    for (int z = 0; z < fixture->city.n_zones; z++)
        least = fmin(least, fixture->city.cell_w_m[z]);
    assert_near(r->pixel_w, least, 1e-9, 0);
    assert_near(r->pixel_h, least, 1e-9, 0);
    assert_int_equal(r->n_bands, 3);
    for (int y = 0; y < r->height; y++)
        for (int x = 0; x < r->width; x++) {
            int k = y * r->width + x;
            int z = zone_at(r->west + (x + 0.5) * least, r->north - (y + 0.5) * least);

            for (int v = 0; v < N_SERVICES; v++)
                assert_near((double)c->value[v][k], z < 0 ? NAN : in_reach(v, z), 0, 0);
            assert_near((double)c->value[2][k], z < 0 ? NAN : served(z), 1e-7, 0);
            n += z >= 0;
            several += z >= 0 && in_reach(FAST, z) > 1;
        }
    assert_true(n >= fixture->city.n_zones && several > 0);
    gis_cover_free(c);
}

/* Each zone a diamond with a hole, and a part that stands apart. */
static void to_polygons(void)
{
    struct polygons_builder b = {0};
    const struct city *c = &fixture->city;
    struct error err;

    for (int z = 0; z < c->n_zones; z++) {
        double r = 0.7 * c->cell_w_m[z];

        polygons_begin(&b);
        for (int hole = 0; hole < 2; hole++) {
            polygons_ring(&b, hole);
            for (int k = 0; k < 4; k++)
                polygons_point(&b, c->zone_x[z] + (k % 2 ? 0 : k - 1) * r / (1 + 2 * hole),
                               c->zone_y[z] + (k % 2 ? k - 2 : 0) * r / (1 + 2 * hole));
        }
        polygons_ring(&b, false);
        polygons_point(&b, c->zone_x[z] + 1.1 * r, c->zone_y[z]);
        polygons_point(&b, c->zone_x[z] + 1.9 * r, c->zone_y[z] + 0.3 * r);
        polygons_point(&b, c->zone_x[z] + 1.9 * r, c->zone_y[z] - 0.9 * r);
    }
    assert_int_equal(polygons_finish(&b, false, &fixture->city.polygons, &err), ERR_OK);
}

/* Where polygons overlap the later one counts. */
static void shapes(void **state)
{
    struct gis_cover *c;
    const struct geodata_out_raster *r;
    int n = 0, holes = 0;

    (void)state;
    to_polygons();
    c = made();
    r = &c->raster;
    for (int y = 0; y < r->height; y++)
        for (int x = 0; x < r->width; x++) {
            double east = r->west + (x + 0.5) * r->pixel_w;
            double north = r->north - (y + 0.5) * r->pixel_h;
            int z = fixture->city.n_zones - 1;

            while (z >= 0 && !polygons_contains(&fixture->city.polygons, z, east, north))
                z--;
            assert_near((double)c->value[FAST][y * r->width + x],
                        z < 0 ? NAN : in_reach(FAST, z), 0, 0);
            assert_near((double)c->value[2][y * r->width + x], z < 0 ? NAN : served(z), 1e-7,
                        0);
            n += z >= 0;
            holes += z < 0 && x > 0 && isfinite(c->value[0][y * r->width + x - 1]);
        }
    assert_true(n > 100 && holes > 10);
    gis_cover_free(c);
    polygons_clear(&fixture->city.polygons);
}

/* At most 4,000 pixels on the longer side, however far zones lie apart. */
static void far_apart(void **state)
{
    struct gis_cover *c;

    (void)state;
    fixture->city.zone_x[0] = 1e7;
    c = made();
    assert_true(c->raster.width == 4000 && c->raster.height >= 1 && c->raster.height < 100);
    assert_near(c->raster.west + c->raster.width * c->raster.pixel_w,
                1e7 + fixture->city.cell_w_m[0] / 2, 1e-9, 0);
    gis_cover_free(c);
}

static void to_degrees(void)
{
    struct city *c = &fixture->city;

    c->geographic = true;
    for (int z = 0; z < c->n_zones; z++) {
        c->zone_x[z] = 114 + c->zone_x[z] / 102000;
        c->zone_y[z] = 22.5 + c->zone_y[z] / 111000;
    }
    for (int s = 0; s < c->n_sites; s++) {
        c->site_x[s] = 114 + c->site_x[s] / 102000;
        c->site_y[s] = 22.5 + c->site_y[s] / 111000;
    }
    make_reach();
}

/* The file holds the record: place, system, no data, names, every pixel. */
static void read_back(void)
{
    char path[] = "/tmp/chargeplan-tif-XXXXXX", line[1 << 16], command[256], want[256];
    struct gis_cover *c = made();
    const struct geodata_out_raster *r = &c->raster;
    FILE *f = fdopen(mkstemp(path), "wb");
    struct error err;
    double west, north, w, h;

    if (writer_cover_tif.write(&fixture->run, f, &err) != ERR_OK) fail_msg("%s", err.text);
    fclose(f);
    snprintf(command, sizeof command, PYTHON " " SOURCE_DIR "/tests/tiff_pixels.py %s", path);
    f = popen(command, "r");
    assert_non_null(fgets(line, sizeof line, f));
    snprintf(want, sizeof want, "size %d %d 3\n", r->width, r->height);
    assert_string_equal(line, want);
    assert_int_equal(fscanf(f, "place %lf %lf %lf %lf\n", &west, &north, &w, &h), 4);
    assert_true(west == r->west && north == r->north && w == r->pixel_w && h == r->pixel_h);
    assert_non_null(fgets(line, sizeof line, f));
    assert_string_equal(line, r->geographic ? "epsg 4326\n" : "epsg 0\n");
    assert_non_null(fgets(line, sizeof line, f));
    assert_string_equal(line, "nodata nan\n");
    for (int b = 0; b < 3; b++) {
        assert_non_null(fgets(line, sizeof line, f));
        snprintf(want, sizeof want, "band %s\n", r->band[b].name);
        assert_string_equal(line, want);
        assert_non_null(strstr(line, "(2030)"));
    }
    for (int b = 0; b < 3; b++)
        for (int k = 0; k < r->width * r->height; k++) {
            assert_int_equal(fscanf(f, "%63s", want), 1);
            assert_near(strtod(want, NULL), (double)r->band[b].value[k], 0, 0);
        }
    assert_int_equal(pclose(f), 0);
    unlink(path);
    gis_cover_free(c);
}

static void file(void **state)
{
    (void)state;
    read_back();
    to_degrees();
    fixture->scenario.report.language = LANGUAGE_ZH;
    read_back();
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {CASE(pixels), CASE(shapes), CASE(far_apart), CASE(file)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}
