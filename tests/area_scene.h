/* area_scene.h - a small city of squares that tests write in any format, and the reading of its
 * scenario with settings changed. For test_formats.c, test_zones_area.c, test_zones_raster.c.
 */
#ifndef CHARGEPLAN_TESTS_AREA_SCENE_H
#define CHARGEPLAN_TESTS_AREA_SCENE_H

#include "tests/assert.h"

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

static inline void refuse(const char *sentence, int n_sets, const char *const sets[])
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

static inline double sum(const struct city *city, enum layer layer)
{
    double all = 0;

    for (int z = 0; z < city->n_zones; z++)
        all += city->weight[layer][z];
    return all;
}

static inline double all_people(void)
{
    double all = 0;

    for (int z = 0; z < N_ZONES; z++)
        all += people(z);
    return all;
}

static inline bool warned(const struct city *city, const char *words)
{
    for (int k = 0; k < city->n_warnings; k++)
        if (strstr(city->warning[k].in[LANGUAGE_EN], words) != NULL) return true;
    return false;
}

#endif
