/* test_zones_area.c - label: unit. A city in every format is the same city; grids, rasters,
 * districts and the study area against figures worked out by hand. */
#include "tests/assert.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "scenarios/city.h"
#include "tests/fixture_layers.h"

enum { SIDE = 6, N_ZONES = SIDE * SIDE, N_SITES = 9 };
static char folder[] = "/tmp/chargeplan-area-XXXXXX";
static char path[300];
static struct problems problems;
static struct error err;

/* Squares of 0.01 degree from 114 E, 22.5 N; sites in some of them. */
static double corner_x[5 * N_ZONES], corner_y[5 * N_ZONES], zone_x[N_ZONES], zone_y[N_ZONES];
static double site_x[N_SITES], site_y[N_SITES];
static char zone_text[N_ZONES][4][24], site_text[N_SITES][2][24];
static const char *zone_cell[4 * N_ZONES], *site_cell[2 * N_SITES];
static const char *const zone_column[] = {"id", "people", "quarter", "core"};
static const bool zone_number[] = {false, true, false, true};
static const char *const site_column[] = {"id", "bays"};
static const bool site_number[] = {false, true};

static double people(int z)
{
    return 100 + 37 * (z % 7);
}

static void make_zones(void)
{
    const double east[] = {0, 1, 1, 0, 0}, north[] = {0, 0, 1, 1, 0};

    for (int z = 0; z < N_ZONES; z++) {
        double x = 114 + 0.01 * (z % SIDE), y = 22.5 + 0.01 * (z / SIDE);

        for (int c = 0; c < 5; c++) {
            corner_x[5 * z + c] = x + 0.01 * east[c];
            corner_y[5 * z + c] = y + 0.01 * north[c];
        }
        zone_x[z] = x + 0.005;
        zone_y[z] = y + 0.005;
        snprintf(zone_text[z][0], 24, "z%d", z);
        snprintf(zone_text[z][1], 24, "%g", people(z));
        snprintf(zone_text[z][2], 24, "%s", z % SIDE < 3 ? "西区" : "东区");
        snprintf(zone_text[z][3], 24, "%d", z % 5 == 0);
        for (int c = 0; c < 4; c++)
            zone_cell[4 * z + c] = zone_text[z][c];
    }
    for (int s = 0; s < N_SITES; s++) {
        site_x[s] = zone_x[4 * s] + 0.001;
        site_y[s] = zone_y[4 * s] - 0.002;
        snprintf(site_text[s][0], 24, "s%d", s);
        snprintf(site_text[s][1], 24, "%d", 10 + s);
        site_cell[2 * s] = site_text[s][0];
        site_cell[2 * s + 1] = site_text[s][1];
    }
}

static struct fixture_layer zones(bool polygons)
{
    return (struct fixture_layer){.name = "zones",
                                  .n = N_ZONES,
                                  .x = polygons ? corner_x : zone_x,
                                  .y = polygons ? corner_y : zone_y,
                                  .polygons = polygons,
                                  .n_columns = 4,
                                  .column = zone_column,
                                  .number = zone_number,
                                  .cell = zone_cell,
                                  .srs = 4326,
                                  .wkt = fixture_wkt_wgs84};
}

static struct fixture_layer sites(void)
{
    return (struct fixture_layer){.name = "sites",
                                  .n = N_SITES,
                                  .x = site_x,
                                  .y = site_y,
                                  .n_columns = 2,
                                  .column = site_column,
                                  .number = site_number,
                                  .cell = site_cell,
                                  .srs = 4326,
                                  .wkt = fixture_wkt_wgs84};
}

static const char *in(const char *name)
{
    snprintf(path, sizeof path, "%s/%s", folder, name);
    return path;
}

static void put(const char *name, const char *what)
{
    FILE *f = fopen(in(name), "wb");

    assert_non_null(f);
    fputs(what, f);
    fclose(f);
}

static void put_csv(const char *name, const struct fixture_layer *l)
{
    FILE *f = fopen(in(name), "wb");

    assert_non_null(f);
    for (int c = 0; c < l->n_columns; c++)
        fprintf(f, "%s,", l->column[c]);
    fputs("lon,lat\n", f);
    for (int k = 0; k < l->n; k++) {
        for (int c = 0; c < l->n_columns; c++)
            fprintf(f, "%s,", l->cell[k * l->n_columns + c]);
        fprintf(f, "%.17g,%.17g\n", l->x[k], l->y[k]);
    }
    fclose(f);
}

static const char scenario_text[] =
    "scenario: 1\nname: tour\nstudy: {years: [2024, 2025]}\n"
    "fleet: {cars: {curve: points, points: {2024: 3000, 2025: 4000}, bev_share: 1, km_per_day: "
    "30, "
    "kwh_per_km: 0.15, home_access: 0.3, without_home: {work: 0, slow: 0.4, fast: 0.6}}}\n"
    "zones: {file: zones.csv, coordinates: WGS84, x: lon, y: lat, night: people, district: "
    "quarter, core: core}\n"
    "sites: {places: {file: sites.csv, coordinates: WGS84, x: lon, y: lat, bays: bays}}\n"
    "access: {service: {fast: {radius_m: 1500}, slow: {radius_m: 900}}}\n"
    "kinds: {ac: {system: slow, power_kw: 7, capital: 6000}, "
    "dc: {system: fast, power_kw: 120, outlets: 2, capital: 90000}}\n"
    "placement: {model: mclp, p: 3}\nreport: {map_px: 400}\n";

static int setup(void **state)
{
    struct fixture_layer points = zones(false), s = sites();

    (void)state;
    make_zones();
    if (mkdtemp(folder) == NULL || chdir(folder) != 0) return 1;
    put("scenario.yaml", scenario_text);
    put_csv("zones.csv", &points);
    put_csv("sites.csv", &s);
    return 0;
}

static int teardown(void **state)
{
    char command[300];

    (void)state;
    snprintf(command, sizeof command, "rm -rf %s", folder);
    return system(command);
}

/* ---- the city of a scenario ---- */

static struct scenario *scenario;

static struct city *try_city(int n_sets, const char *const sets[])
{
    struct city *city = NULL;

    problems = (struct problems){0};
    scenario_free(scenario);
    scenario = NULL;
    if (scenario_read(&scenario, in("scenario.yaml"), n_sets, sets, &problems, &err) != ERR_OK)
        return NULL;
    if (city_read(&city, scenario, &problems, &err) != ERR_OK) return NULL;
    return city;
}

static struct city *city_with(int n_sets, const char *const sets[])
{
    struct city *city = try_city(n_sets, sets);

    if (city == NULL) fail_msg("%s; %s", err.text, problems.n > 0 ? problems.text[0] : "");
    return city;
}

#define CITY(...)                                                                              \
    city_with((int)(sizeof((const char *[]){__VA_ARGS__}) / sizeof(char *)),                   \
              (const char *const[]){__VA_ARGS__})

static void refuse(const char *sentence, int n_sets, const char *const sets[])
{
    struct city *city = try_city(n_sets, sets);

    if (city != NULL) fail_msg("it was read; expected: %s", sentence);
    assert_true(problems.n > 0);
    for (int k = 0; k < problems.n && k < PROBLEMS_KEPT; k++)
        if (strstr(problems.text[k], sentence) != NULL) return;
    fail_msg("%s", problems.text[0]);
}

#define REFUSE(sentence, ...)                                                                  \
    refuse(sentence, (int)(sizeof((const char *[]){__VA_ARGS__}) / sizeof(char *)),            \
           (const char *const[]){__VA_ARGS__})

static double sum(const struct city *city, enum layer layer)
{
    double all = 0;

    for (int z = 0; z < city->n_zones; z++)
        all += city->weight[layer][z];
    return all;
}

static double all_people(void)
{
    double all = 0;

    for (int z = 0; z < N_ZONES; z++)
        all += people(z);
    return all;
}

static bool warned(const struct city *city, const char *words)
{
    for (int k = 0; k < city->n_warnings; k++)
        if (strstr(city->warning[k].in[LANGUAGE_EN], words) != NULL) return true;
    return false;
}

/* ---- one city in every format ---- */

static void run(const char *name, const char *sets)
{
    char command[1200];

    snprintf(command, sizeof command,
             "cd %s && rm -rf %s && " PROGRAM
             " run scenario.yaml -o %s %s >/dev/null 2>%s.err || "
             "(cat %s.err; exit 1)",
             folder, name, name, sets, name, name);
    if (system(command) != 0) fail_msg("%s does not run", name);
}

static void same(const char *a, const char *b)
{
    char command[900];

    snprintf(
        command, sizeof command,
        "cd %s && cmp %s/stations.csv %s/stations.csv && cmp %s/zones.csv %s/zones.csv && cmp "
        "%s/rules.csv %s/rules.csv",
        folder, a, b, a, b, a, b);
    if (system(command) != 0) fail_msg("%s and %s differ", a, b);
}

#define OF(zones_file, sites_file)                                                             \
    "--set zones.file=" zones_file                                                             \
    " --set zones.coordinates=file --set sites.places.file=" sites_file                        \
    " --set sites.places.coordinates=file"

/* The same points from CSV, GeoJSON, GeoPackage, Shapefile and a zip archive give the same
 * plan to the byte; the same squares from three formats too. */
static void tour(void **state)
{
    static const char *const formats[][3] = {
        {"geojson", OF("p.geojson", "s.geojson"), OF("a.geojson", "s.geojson")},
        {"gpkg", OF("p.gpkg --set zones.layer=zones", "p.gpkg --set sites.places.layer=sites"),
         OF("a.gpkg", "s.geojson")},
        {"shp", OF("p.shp", "s.shp"), OF("a.shp", "s.shp")},
        {"zip", OF("p.zip", "s.shp"), OF("a.zip", "s.shp")},
    };
    struct fixture_layer points = zones(false), areas = zones(true), s = sites();
    struct fixture_layer both[2] = {zones(false), sites()};
    char command[600];

    (void)state;
    fixture_put_geojson(in("p.geojson"), &points);
    fixture_put_geojson(in("a.geojson"), &areas);
    fixture_put_geojson(in("s.geojson"), &s);
    fixture_put_gpkg(in("p.gpkg"), 2, both);
    fixture_put_gpkg(in("a.gpkg"), 1, &areas);
    fixture_put_shapefile(in("p.shp"), &points, "UTF-8", 0);
    fixture_put_shapefile(in("a.shp"), &areas, "UTF-8", 0);
    fixture_put_shapefile(in("s.shp"), &s, "UTF-8", 0);
    for (int k = 0; k < 2; k++) {
        snprintf(
            command, sizeof command,
            "cd %s && " PYTHON " -c 'import sys, zipfile\n"
            "with zipfile.ZipFile(\"%c.zip\", \"w\") as z:\n"
            "    for e in (\"shp\", \"shx\", \"dbf\", \"prj\", \"cpg\"): z.write(\"%c.\" + e)'",
            folder, "pa"[k], "pa"[k]);
        assert_int_equal(system(command), 0);
    }
    run("csv", "");
    for (int k = 0; k < 4; k++) {
        char name[32];

        run(formats[k][0], formats[k][1]);
        same("csv", formats[k][0]);
        snprintf(name, sizeof name, "areas-%s", formats[k][0]);
        run(name, formats[k][2]);
        if (k > 0) same("areas-geojson", name);
    }
}

/* A Chinese datum of the file is undone for polygons as for points: read as GCJ-02 the squares
 * move by the shift, some 500 m, and keep their shape. */
static void datums(void **state)
{
    struct fixture_layer areas = zones(true);
    struct city *city, *moved;

    (void)state;
    fixture_put_geojson(in("a.geojson"), &areas);
    city = CITY("zones.file=a.geojson", "zones.coordinates=file");
    moved = CITY("zones.file=a.geojson", "zones.coordinates=GCJ02");
    for (int z = 0; z < N_ZONES; z++) {
        double m = geo_geodesic_m(city->zone_x[z], city->zone_y[z], moved->zone_x[z],
                                  moved->zone_y[z]);

        assert_true(m > 300 && m < 800);
        assert_near(moved->cell_w_m[z], city->cell_w_m[z], 3e-3,
                    0); /* it changes by 1 m in 1 km */
    }
    city_free(city);
    city_free(moved);
}

/* ---- areas ---- */

static void grids(void **state)
{
    struct fixture_layer areas = zones(true);
    const char *const shapes[] = {"zones.regrid_shape=square", "zones.regrid_shape=hexagon"};

    (void)state;
    fixture_put_geojson(in("a.geojson"), &areas);
    for (int k = 0; k < 2; k++) {
        struct city *city = CITY("zones.file=a.geojson", "zones.coordinates=file",
                                 "zones.regrid_m=317", shapes[k]);
        double km2 = 0, west = 0, all = all_people(), west_people = 0;

        assert_near(sum(city, NIGHT), all, 1e-12, 0);
        assert_true(city->n_zones > 400 && city->n_zones < 600); /* 41.0 km2 over 0.1 */
        for (int z = 0; z < city->n_zones; z++) {
            km2 += city->cell_w_m[z] * city->cell_h_m[z] / 1e6;
            assert_true(city->cell_w_m[z] <= 317);
            if (strcmp(city->district_name[city->district[z]], "西区") == 0)
                west += city->weight[NIGHT][z];
        }
        for (int z = 0; z < N_ZONES; z++)
            west_people += z % SIDE < 3 ? people(z) : 0;
        assert_near(km2, 36 * 1.0287 * 1.1074, 1e-3, 0);
        assert_near(west, west_people, 0.06, 0); /* cells on the border belong to one side */
        assert_int_equal(city->polygons.n, city->n_zones);
        assert_true(warned(city, "the 36 polygons of the zones' file became a grid of"));
        city_free(city);
    }
}

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

/* Districts by where a zone's point lies, the study area by the same. */
static void districts(void **state)
{
    static const double x[10] = {114,    114.02, 114.02, 114,    114,
                                 114.02, 114.05, 114.05, 114.02, 114.02};
    static const double y[10] = {22.5, 22.5, 22.56, 22.56, 22.5,
                                 22.5, 22.5, 22.56, 22.56, 22.5};
    static const char *const column[] = {"name", "name_zh"};
    static const bool number[] = {false, false};
    static const char *const cell[] = {"Left", "左", "Right", ""};
    struct fixture_layer two = {.name = "two",
                                .n = 2,
                                .x = x,
                                .y = y,
                                .polygons = true,
                                .n_columns = 2,
                                .column = column,
                                .number = number,
                                .cell = cell,
                                .srs = 4326,
                                .wkt = fixture_wkt_wgs84};
    struct city *city;

    (void)state;
    fixture_put_gpkg(in("two.gpkg"), 1, &two);
    city = CITY("zones.district=\"\"", "zones.districts.file=two.gpkg");
    assert_int_equal(city->n_districts, 3);
    for (int z = 0; z < N_ZONES; z++)
        assert_string_equal(city->district_name[city->district[z]],
                            z % SIDE < 2   ? "Left"
                            : z % SIDE < 5 ? "Right"
                                           : "outside the districts");
    assert_true(warned(city, "6 of 36 zones lie in none of the districts"));
    city_free(city);
    city = CITY("zones.district=\"\"", "zones.districts.file=two.gpkg",
                "zones.districts.name_zh=name_zh", "report.language=zh");
    assert_string_equal(city->district_name[0], "左");
    assert_string_equal(city->district_name[1], "Right"); /* it has no Chinese name */
    assert_string_equal(city->district_name[2], "区划之外");
    city_free(city);
    city = CITY("boundary.file=two.gpkg", "boundary.filter=name = Left");
    assert_int_equal(city->n_zones, 12);
    for (int z = 0; z < 12; z++)
        assert_true(city->zone_x[z] < 114.02);
    assert_string_equal(city->zone_id[2], "z6");
    assert_near(city->weight[NIGHT][2], people(6), 0, 0);
    assert_true(warned(city, "24 zones lie outside the boundary and are left out"));
    assert_true(warned(city, "possible sites lie outside the boundary and are left out"));
    for (int s = 0; s < city->n_sites; s++)
        assert_true(city->site_x[s] < 114.02);
    assert_true(city->n_sites_outside > 1); /* the audit of datums looks at them */
    for (int k = 0; k < city->n_sites_outside; k++)
        assert_true(city->left_out[k].x > 114.02 && city->left_out[k].y > 22);
    city_free(city);
    REFUSE("zones.district says the districts too", "zones.districts.file=two.gpkg");
    REFUSE("needs a layer of polygons (Shapefile, GeoPackage, GeoJSON)",
           "boundary.file=zones.csv", "boundary.coordinates=WGS84");
}

/* What a planner forgets to say, or says twice. */
static void settings(void **state)
{
    struct fixture_layer areas = zones(true);

    (void)state;
    fixture_put_geojson(in("a.geojson"), &areas);
    REFUSE(
        "zones.coordinates: the setting is missing; a CSV file does not say what its numbers "
        "are",
        "zones.coordinates=file");
    REFUSE("zones.layer: a CSV file has no such thing", "zones.layer=zones");
    REFUSE(
        "zones.coordinates: zones.crs turns the numbers into degrees, and metres leaves them",
        "zones.crs=EPSG:4326", "zones.coordinates=metres", "sites.places.coordinates=metres");
    REFUSE("zones.night: the setting is missing", "zones.night=\"\"");
    REFUSE("a.geojson: there is no column 'peple', did you mean 'people'?",
           "zones.file=a.geojson", "zones.night=peple");
    REFUSE("files of this kind are not read; save it as CSV, GeoPackage",
           (put("a.kml", "<kml/>"), "zones.file=a.kml"));
    REFUSE("the layer is empty: it has no feature",
           (put("e.geojson", "{\"type\":\"FeatureCollection\",\"features\":[]}"),
            "zones.file=e.geojson"));
}

/* x and y of a CSV file in a national grid: 3-degree zone of 114 E, false easting 500 km. The
 * meridian itself is the check: x 500000 is 114 E whatever y. */
static void csv_crs(void **state)
{
    struct city *city;

    (void)state;
    put("grid.csv", "id,people,e,n\na,5,500000,2490000\nb,6,500000,2491000\n");
    city = CITY("zones.file=grid.csv", "zones.coordinates=file", "zones.crs=EPSG:4547",
                "zones.x=e", "zones.y=n", "zones.district=\"\"", "zones.core=\"\"");
    assert_near(city->zone_x[0], 114, 0, 1e-11);
    assert_near(geo_geodesic_m(114, city->zone_y[0], 114, city->zone_y[1]), 1000, 1e-6, 0);
    city_free(city);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tour),     cmocka_unit_test(datums),      cmocka_unit_test(grids),
        cmocka_unit_test(rasters),  cmocka_unit_test(bad_rasters), cmocka_unit_test(districts),
        cmocka_unit_test(settings), cmocka_unit_test(csv_crs),
    };
    int failed = cmocka_run_group_tests_name("zones_area", tests, setup, teardown);

    scenario_free(scenario);
    return failed;
}
