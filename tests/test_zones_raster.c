/* test_zones_raster.c - label: unit. Residents from a raster against the exact clip of every
 * cell with every zone; rasters that are bad. */
#include "tests/area_scene.h"

#include <math.h>

/* Cuts off what lies beyond one side of an upright box: of corners [n], whose number it
 * returns. axis 0: x, 1: y; the side is where sign x coordinate is sign x bound. */
static int cut(int n, double p[][2], int axis, double bound, double sign)
{
    double kept[16][2];
    int m = 0;

    for (int k = 0; k < n; k++) {
        const double *a = p[k], *b = p[(k + 1) % n];
        double da = sign * (bound - a[axis]), db = sign * (bound - b[axis]);

        if (da >= 0) memcpy(kept[m++], a, sizeof kept[0]);
        if ((da > 0 && db < 0) || (da < 0 && db > 0)) {
            kept[m][axis] = bound;
            kept[m][1 - axis] = a[1 - axis] + (b[1 - axis] - a[1 - axis]) * da / (da - db);
            m++;
        }
    }
    memcpy(p, kept, (size_t)m * sizeof kept[0]);
    return m;
}

/* Area that a cell's corners have in common with zone z. */
static double overlap(double p[16][2], int z)
{
    double west = corner_x[5 * z], south = corner_y[5 * z], area = 0;
    int n = cut(4, p, 0, west + 0.01, 1);

    n = cut(n, p, 0, west, -1);
    n = cut(n, p, 1, south + 0.01, 1);
    n = cut(n, p, 1, south, -1);
    for (int k = 0; k < n; k++) {
        const double *a = p[k], *b = p[(k + 1) % n];

        area += (a[0] - west) * (b[1] - south) - (b[0] - west) * (a[1] - south);
    }
    return fabs(area) / 2;
}

/* 30 x 40 figures over more than the zones: against the exact clip of every cell with every
 * zone, and the sum over zones and outside against the raster's. */
static void check_raster(const double at[6], const char *nodata, const double value[],
                         int width, int height)
{
    struct fixture_layer areas = zones(true);
    struct city *city;

    fixture_put_geojson(in("a.geojson"), &areas);
    fixture_put_tiff(in("pop.tif"), width, height, value, at, 4326, nodata);
    city = CITY("zones.file=a.geojson", "zones.coordinates=file", "zones.night=\"\"",
                "zones.night_raster=pop.tif");
    for (int z = 0; z < N_ZONES; z++) {
        double want = 0;

        for (int j = 0; j < height; j++)
            for (int i = 0; i < width; i++) {
                double p[16][2], v = value[j * width + i];

                if (nodata != NULL && v <= strtod(nodata, NULL)) continue;
                for (int c = 0; c < 4; c++) {
                    double column = i + (c == 1 || c == 2), row = j + (c >= 2);

                    p[c][0] = at[0] + column * at[1] + row * at[2];
                    p[c][1] = at[3] + column * at[4] + row * at[5];
                }
                want += v * overlap(p, z) / fabs(at[1] * at[5] - at[2] * at[4]);
            }
        assert_near(city->weight[NIGHT][z], want, 1e-9, 1e-9);
        assert_near(city->weight[DAY][z], want, 1e-9, 1e-9);
    }
    assert_true(warned(city, "has no data") == (nodata != NULL)); /* of one cell in eleven */
    city_free(city);
    city = CITY("zones.file=a.geojson", "zones.coordinates=file", "zones.night=\"\"",
                "zones.night_raster=pop.tif", "zones.day=people");
    for (int z = 0; z < N_ZONES; z++) /* the file's own column stays */
        assert_near(city->weight[DAY][z], people(z), 0, 0);
    city_free(city);
}

static void rasters(void **state)
{
    enum { W = 30, H = 40 };
    const double straight[6] = {113.993, 0.0023, 0, 22.571, 0, -0.0021};
    const double rotated[6] = {113.98, 0.0031, 0.0007, 22.56, 0.0006, -0.0027};
    double value[W * H];

    (void)state;
    for (int k = 0; k < W * H; k++)
        value[k] = k % 11 == 3 ? -9999 : 10 + k * 7919 % 101;
    check_raster(straight, "-9999", value, W, H);
    check_raster(rotated, "-9999", value, W, H);
    REFUSE("cell in row 0 and column 3 is -9999; a weight is 0 to 1e12, so name that figure as "
           "no data",
           (fixture_put_tiff(in("pop.tif"), W, H, value, straight, 4326, NULL),
            "zones.file=a.geojson"),
           "zones.coordinates=file", "zones.night=\"\"", "zones.night_raster=pop.tif");
}

/* A grid has of a raster what the polygons have that it is laid over, no more: cells on the
 * border take what is inside. Edges are bent by up to 2 cm in the plane of the grid: 26 km of
 * them are 1e-5 of the area, and bends to both sides. */
static void rasters_of_grids(void **state)
{
    enum { W = 30, H = 40 };
    const double at[6] = {113.993, 0.0023, 0, 22.571, 0, -0.0021};
    double value[W * H];
    const char *const grid[] = {"zones.file=a.geojson",   "zones.coordinates=file",
                                "zones.night=\"\"",       "zones.night_raster=pop.tif",
                                "zones.regrid_m=730",     "zones.regrid_shape=square",
                                "boundary.file=a.geojson"};
    struct fixture_layer areas = zones(true);
    struct city *polygons, *cells;

    (void)state;
    for (int k = 0; k < W * H; k++)
        value[k] = 10 + k * 7919 % 101;
    fixture_put_geojson(in("a.geojson"), &areas);
    fixture_put_tiff(in("pop.tif"), W, H, value, at, 4326, NULL);
    polygons = city_with(4, grid);
    for (int k = 0; k < 2; k++) {
        const char *sets[7];

        memcpy(sets, grid, sizeof sets);
        if (k == 1) sets[5] = "zones.regrid_shape=hexagon";
        cells = city_with(6, sets);
        assert_true(cells->n_zones > 70);
        assert_near(sum(cells, NIGHT), sum(polygons, NIGHT), 1e-6, 0);
        city_free(cells);
        cells = city_with(7, sets); /* every cell's point lies within */
        assert_near(sum(cells, NIGHT), sum(polygons, NIGHT), 1e-6, 0);
        city_free(cells);
    }
    city_free(polygons);
}

static void bad_rasters(void **state)
{
    const double at[6] = {113.99, 0.01, 0, 22.57, 0, -0.01},
                 far[6] = {10, 0.01, 0, 50, 0, -0.01};
    const double four[4] = {1, 2, 3, 4};
    struct fixture_layer areas = zones(true);

    (void)state;
    fixture_put_geojson(in("a.geojson"), &areas);
#define RASTER                                                                                 \
    "zones.file=a.geojson", "zones.coordinates=file", "zones.night=\"\"",                      \
        "zones.night_raster=r.tif"
    fixture_put_tiff(in("r.tif"), 2, 2, four, at, 0, NULL);
    REFUSE("the raster does not say in which system of coordinates it is", RASTER);
    fixture_put_tiff(in("r.tif"), 2, 2, four, far, 4326, NULL);
    REFUSE(
        "the raster's cells within the zones add up to 0; do raster and zones lie at the same "
        "place?",
        RASTER);
    put("r.tif", "no raster");
    REFUSE("is no GeoTIFF, or is damaged; GDAL says: ", RASTER);
    fixture_put_tiff(in("r.tif"), 2, 2, four, at, 4326, NULL);
    assert_int_equal(truncate(in("r.tif"), 30), 0);
    REFUSE("r.tif: is no GeoTIFF, or is damaged; GDAL says: ", RASTER);
    fixture_put_tiff(in("r.tif"), 2, 2, four, at, 4326, NULL);
    REFUSE("zones.night_raster needs the zones' areas: a layer of polygons, or cells of a size",
           "zones.night=\"\"", "zones.night_raster=r.tif");
    REFUSE("zones.night says the residents too", "zones.night_raster=r.tif");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rasters),
        cmocka_unit_test(rasters_of_grids),
        cmocka_unit_test(bad_rasters),
    };
    int failed = cmocka_run_group_tests_name("zones_raster", tests, setup, teardown);

    scenario_free(scenario);
    return failed;
}
