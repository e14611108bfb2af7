/* test_porto_alegre_known.c - label: known. Real streets: 8 stations for the residents and half
 * of the jobs of Porto Alegre within 4 minutes' drive, every hexagon a candidate.
 *
 * The data are not part of the project; without them the test says that it was skipped. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "scenarios/csv.h"
#include "tests/assert.h"
#include "tests/fixture_access.h"

enum { HEXAGONS = 1227, STATIONS = 8 };
static const double minutes = 4;

static const char more[] =
    "zones: {file: poa_hexgrid.csv, x: lon, y: lat, coordinates: WGS84,\n"
    "        night: \"population + 0.5 * jobs\", empty: 0}\n"
    "sites: {anywhere: {file: poa_hexgrid.csv, x: lon, y: lat, coordinates: WGS84, bays: "
    "5000,\n"
    "                   power_kw: 1e6}}\n"
    "roads: {file: poa_osm.pbf}\n"
    "access: {service: {fast: {minutes: 4}, slow: {radius_m: 300}}}\n"
    "placement: {model: mclp, p: 8, phases: [2030], gap: 0}\n";

static void make(struct fixture_access *f)
{
    char folder[512], text[2000];

    snprintf(folder, sizeof folder, "%s/data/porto-alegre", SHARED_DIR);
    if (access(folder, F_OK) != 0) {
        print_message("skipped: %s is not there\n", folder);
        skip();
    }
    fixture_access_make(f);
    snprintf(text, sizeof text, "data: {folder: %s}\n%s", folder, more);
    fixture_access_scenario(f, text);
}

/* Residents and half of the jobs, read by plain loops; 5 rows lack both. */
static double *weights(const struct city *city)
{
    double *weight = calloc(HEXAGONS, sizeof *weight), people = 0;
    struct csv *csv = NULL;
    struct error err;
    char path[512];

    snprintf(path, sizeof path, "%s/data/porto-alegre/poa_hexgrid.csv", SHARED_DIR);
    assert_int_equal(csv_read(&csv, path, &err), ERR_OK);
    assert_int_equal(csv_n_rows(csv), HEXAGONS);
    for (int z = 0; z < HEXAGONS; z++) {
        weight[z] = atof(csv_cell(csv, z, csv_column(csv, "population"))) +
                    atof(csv_cell(csv, z, csv_column(csv, "jobs"))) / 2;
        people += atof(csv_cell(csv, z, csv_column(csv, "population")));
        assert_string_equal(city->zone_id[z], csv_cell(csv, z, csv_column(csv, "id")));
        assert_near(city->weight[NIGHT][z], weight[z], 1e-14, 0);
    }
    assert_near(people, 812935, 0, 0); /* data/README */
    csv_free(csv);
    return weight;
}

/* Weight within the limit of an open site, from the ways pair by pair. */
static double worth(const struct reach *r, const double weight[], const bool open[])
{
    double sum = 0;

    for (int z = 0; z < HEXAGONS; z++)
        for (int k = r->row_start[z]; k < r->row_start[z + 1]; k++)
            if (open[r->site[k]] && r->way[k] <= minutes) {
                sum += weight[z];
                break;
            }
    return sum;
}

/* No exchange of one station for another site betters a best plan. */
static void check_exchanges(const struct reach *r, const double weight[], bool open[],
                            double best)
{
    for (int out = 0; out < HEXAGONS; out++) {
        if (!open[out]) continue;
        open[out] = false;
        for (int in = 0; in < HEXAGONS; in += 3) { /* a third of them */
            bool was = open[in];

            open[in] = true;
            if (worth(r, weight, open) > best * (1 + 1e-9)) fail_msg("%d for %d", in, out);
            open[in] = was;
        }
        open[out] = true;
    }
}

static void stations(void **state)
{
    struct fixture_access f;
    const struct phase *phase;
    const struct network *last;
    double *weight, all = 0, got, demand = 0;
    bool open[HEXAGONS];
    int n_open = 0;

    (void)state;
    make(&f);
    fixture_access_run(&f, 0, NULL, 2);
    phase = &f.run->phase[0];
    last = f.run->network[1];
    weight = weights(f.loaded.city);
    for (int z = 0; z < HEXAGONS; z++) {
        all += weight[z];
        demand += demand_kwh(f.run->demand, FAST, 1, z);
        open[z] = last->open[z];
        n_open += open[z];
    }
    got = worth(f.run->service[FAST], weight, open);
    assert_int_equal(n_open, STATIONS);
    assert_int_equal(phase->status, PLAN_OPTIMAL);
    assert_near(phase->gap, 0, 0, 1e-9);
    assert_true(phase->bound >= phase->objective * (1 - 1e-12));
    assert_near(phase->objective / demand, got / all, 1e-9, 0);
    check_exchanges(f.run->service[FAST], weight, open, got);
    assert_true(got / all > 0.5 && got / all < 1);
    print_message("share of residents and half of the jobs within 4 minutes: %.6f\n",
                  got / all);
    free(weight);
    fixture_access_remove(&f);
}

/* More time and more speed never reach less; the same ways on any number of threads. */
static void monotone(void **state)
{
    static const char *const more_time[] = {"access.service.fast.minutes=5"};
    static const char *const faster[] = {"roads.speed_factor=1.1"};
    static const char *const *const sets[] = {NULL, more_time, faster, NULL};
    struct reach *before = NULL;
    struct fixture_access f;
    struct error err;

    (void)state;
    make(&f);
    for (int k = 0; k < 4; k++) {
        const struct reach *r;

        fixture_access_run(&f, k == 1 || k == 2, sets[k], k == 3 ? 3 : 1);
        r = f.run->service[FAST];
        if (k == 0) assert_int_equal(reach_copy(&before, r, &err), ERR_OK);
        if (k == 0) continue;
        for (int z = 0; z < HEXAGONS; z++)
            for (int i = before->row_start[z], j = r->row_start[z];
                 i < before->row_start[z + 1]; i++) {
                while (j < r->row_start[z + 1] && r->site[j] < before->site[i])
                    j++;
                assert_true(j < r->row_start[z + 1] && r->site[j] == before->site[i]);
                if (k == 2)
                    assert_true(r->way[j] <= before->way[i] * (1 + 1e-12));
                else
                    assert_true(r->way[j] == before->way[i]);
            }
        if (k == 3) assert_int_equal(r->row_start[HEXAGONS], before->row_start[HEXAGONS]);
    }
    reach_free(before);
    fixture_access_remove(&f);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {cmocka_unit_test(stations),
                                              cmocka_unit_test(monotone)};

    return cmocka_run_group_tests_name("Porto Alegre", tests, NULL, NULL);
}
