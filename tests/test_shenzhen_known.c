/* test_shenzhen_known.c - label: known. What the data of Shenzhen say about themselves, after
 * the shipped scenario has read them: counts, totals, sizes, kinds, the core.
 *
 * The data are not part of the project; without them the test says that it was skipped. */
#define _POSIX_C_SOURCE 200809L /* setenv */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "assert.h"
#include "scenarios/city.h"
#include "scenarios/csv.h"

/* The folder of the data, else the test is skipped; a file that is missing there is a failure.
 */
static const char *folder(void)
{
    static char path[512];
    const char *dir = getenv("CHARGEPLAN_SHARED");

    snprintf(path, sizeof path, "%s/data/shenzhen", dir != NULL ? dir : SHARED_DIR);
    if (access(path, F_OK) != 0) {
        print_message("skipped: %s is not there\n", path);
        skip();
    }
    return path;
}

static struct csv *read_csv(const char *name)
{
    struct csv *csv = NULL;
    struct error err;
    char path[600];

    snprintf(path, sizeof path, "%s/%s", folder(), name);
    if (csv_read(&csv, path, &err) != ERR_OK) fail_msg("%s", err.text);
    return csv;
}

/* Reads scenario and city with some settings changed. */
static struct city *read_city(struct scenario **s, int n_sets, const char *const sets[])
{
    struct problems problems = {0};
    struct error err;
    struct city *city = NULL;

    setenv("CHARGEPLAN_SHENZHEN", folder(), 1);
    if (scenario_read(s, SOURCE_DIR "/scenarios/shenzhen/scenario.yaml", n_sets, sets,
                      &problems, &err) != ERR_OK)
        fail_msg("%s", problems.n > 0 ? problems.text[0] : err.text);
    if (city_read(&city, *s, &problems, &err) != ERR_OK)
        fail_msg("%s", problems.n > 0 ? problems.text[0] : err.text);
    return city;
}

static void clear(struct city *city, struct scenario *s)
{
    city_free(city);
    scenario_free(s);
}

static int layer(const struct scenario *s, const char *id)
{
    for (int l = 0; l < s->n_layers; l++)
        if (strcmp(s->sites[l].id, id) == 0) return l;
    fail_msg("there is no layer %s", id);
    return -1;
}

/* 2,520 cells with 10,737,058 residents, 75 of them without; 0.86 x 0.92 km by 200 m are 5 x 5
 * parts everywhere, so 2,445 x 25 + 75 zones. */
static void zones(void **state)
{
    struct scenario *s = NULL;
    struct city *c = read_city(&s, 0, NULL);
    double people = 0, widest = 0, highest = 0;
    int empty = 0;

    (void)state;
    assert_int_equal(c->n_zones, 2445 * 25 + 75);
    for (int z = 0; z < c->n_zones; z++) {
        people += c->weight[NIGHT][z];
        assert_near(c->weight[DAY][z], c->weight[NIGHT][z], 0, 0);
        if (c->weight[NIGHT][z] <= 0) {
            empty++;
            assert_null(strstr(c->zone_id[z], "-r"));
            continue;
        }
        widest = fmax(widest, c->cell_w_m[z]);
        highest = fmax(highest, c->cell_h_m[z]);
    }
    assert_near(people, 10737058, 1e-12, 0);
    assert_int_equal(empty, 75);
    assert_true(widest > 170 && widest <= 200);
    assert_true(highest > 180 && highest <= 200);
    clear(c, s);
}

/* The core again from the file, by the area of a cell on the sphere of equal volume (0.3 % at
 * most from the ellipsoid's): no cell lies so near the limit that this would matter. */
static void core(void **state)
{
    struct scenario *s = NULL;
    struct city *c = read_city(&s, 1, (const char *const[]){"zones.regrid_m=100000"});
    struct csv *csv = read_csv("population_cells.csv");
    int lat, people, n = 0, marked = 0;

    (void)state;
    lat = csv_column(csv, "lat");
    people = csv_column(csv, "population");
    for (int r = 0; r < csv_n_rows(csv); r++) {
        double side_km = 6371.0008 * acos(-1.0) / 180 / 120;
        double area = side_km * side_km * cos(atof(csv_cell(csv, r, lat)) * acos(-1.0) / 180);
        double density = atof(csv_cell(csv, r, people)) / area;

        n += density >= 10000;
        marked += c->core[r];
        if (fabs(density - 10000) > 50) assert_int_equal(c->core[r], density >= 10000);
    }
    assert_int_equal(c->n_zones, 2520);
    assert_true(abs(n - marked) <= 2);
    assert_true(marked > 400 && marked < 450);
    csv_free(csv);
    clear(c, s);
}

/* 1,362 stations with 17,532 chargers, 11.8 % of them fast to within one. */
static void stations(void **state)
{
    struct scenario *s = NULL;
    struct city *c = read_city(&s, 1, (const char *const[]){"zones.regrid_m=100000"});
    int dc60 = scenario_kind(s, "dc60"), ac7 = scenario_kind(s, "ac7"),
        today = layer(s, "today");
    int n = 0, fast = 0, slow = 0, within = 0;

    (void)state;
    for (int k = 0; k < c->n_sites; k++) {
        const struct site *site = &c->site[k];

        if (site->layer != today) continue;
        n++;
        assert_int_equal(site->status, SITE_EXISTING);
        assert_int_equal(site->n_chargers[dc60] + site->n_chargers[ac7], site->bays);
        fast += site->n_chargers[dc60];
        slow += site->n_chargers[ac7];
        /* the extent of the traffic zones' polygons, in WGS 84 */
        within += c->site_x[k] > 113.75 && c->site_x[k] < 114.63 && c->site_y[k] > 22.44 &&
                  c->site_y[k] < 22.87;
    }
    assert_int_equal(n, 1362);
    assert_int_equal(within, 1362);
    assert_int_equal(fast + slow, 17532);
    assert_near(fast, 0.118 * 17532, 0, 1);
    clear(c, s);
}

/* The list of 2022 counts both: 1,706 sites, 2,693 fast and 20,179 slow chargers; the scenario
 * takes its share of fast ones from there. */
static void fast_and_slow(void **state)
{
    struct csv *csv = read_csv("stations_2022_fast_slow.csv");
    int n[2] = {0}, column[2] = {csv_column(csv, "fast"), csv_column(csv, "slow")};

    (void)state;
    for (int r = 0; r < csv_n_rows(csv); r++)
        for (int k = 0; k < 2; k++)
            n[k] += atoi(csv_cell(csv, r, column[k]));
    assert_int_equal(csv_n_rows(csv), 1706);
    assert_int_equal(n[0], 2693);
    assert_int_equal(n[1], 20179);
    assert_near(2693.0 / (2693 + 20179), 0.118, 0, 0.0005);
    csv_free(csv);
}

static void candidates(void **state)
{
    static const struct {
        const char *layer, *type;
        int n;
    } rows[] = {
        {"parking", "parking", 976}, {"fuel", "fuel", 141}, {"market", "marketplace", 45}};
    struct scenario *s = NULL;
    struct city *c = read_city(&s, 1, (const char *const[]){"zones.regrid_m=100000"});

    (void)state;
    for (size_t r = 0; r < COUNT(rows); r++) {
        int n = 0;

        for (int k = 0; k < c->n_sites; k++) {
            if (c->site[k].layer != layer(s, rows[r].layer)) continue;
            n++;
            assert_int_equal(c->site[k].status, SITE_CANDIDATE);
            assert_string_equal(c->site[k].type, rows[r].type);
        }
        assert_int_equal(n, rows[r].n);
    }
    assert_int_equal(c->n_sites, 1362 + 976 + 141 + 45);
    clear(c, s);
}

/* The fleet's classes add up to the figures that the scenario's head names. */
static void fleet(void **state)
{
    static const int year[] = {2023, 2025, 2030};
    static const double want[] = {970000, 1300000, 2000000};
    struct scenario *s = NULL;
    struct city *c = read_city(&s, 1, (const char *const[]){"zones.regrid_m=100000"});

    (void)state;
    for (int y = 0; y < 3; y++) {
        double sum = 0;

        for (int k = 0; k < s->n_classes; k++)
            sum += series_at(&s->fleet[k].points, year[y]);
        assert_near(sum, want[y], 1e-4, 0);
    }
    clear(c, s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(zones),      cmocka_unit_test(core),
        cmocka_unit_test(stations),   cmocka_unit_test(fast_and_slow),
        cmocka_unit_test(candidates), cmocka_unit_test(fleet)};

    return cmocka_run_group_tests_name("shenzhen_known", tests, NULL, NULL);
}
