/* test_ways.c - label: unit. A made-up town through a whole run: a lattice of streets with a
 * river that one bridge crosses, of which every way is known by hand. */
#include <stdlib.h>
#include <string.h>

#include "scenarios/geo.h"
#include "scenarios/text.h"
#include "tests/assert.h"
#include "tests/fixture_access.h"
#include "tests/fixture_osm.h"

/* Junctions at columns 0 to 5 and rows 0 to 4, 0.004 degrees apart, near the equator: a lattice
 * of equal sides but for 1e-6. Between columns 2 and 3 runs the river; only row 0 crosses it.
 */
enum { COLUMNS = 6, ROWS = 5 };
static const double step = 0.004;
/* One step east and one step north on the ellipsoid, m. */
static double east_m, north_m;

static int number(int column, int row)
{
    return row * COLUMNS + column;
}

/* The way between two junctions, by hand: along the lattice, over the bridge where it has to.
 */
static double way_m(int c1, int r1, int c2, int r2)
{
    bool crosses = (c1 <= 2) != (c2 <= 2);
    int rows = crosses ? r1 + r2 : abs(r1 - r2);

    return abs(c1 - c2) * east_m + rows * north_m;
}

static double straight_m(int c1, int r1, int c2, int r2)
{
    return hypot((c1 - c2) * east_m, (r1 - r2) * north_m);
}

static void put_streets(const struct fixture_access *f, bool one_way)
{
    struct fixture_osm *osm = fixture_osm_new();
    char path[128];
    long long way = 1;

    for (int r = 0; r < ROWS; r++)
        for (int c = 0; c < COLUMNS; c++)
            fixture_osm_node(osm, 1 + number(c, r), step * c, step * r, NULL);
    for (int r = 0; r < ROWS; r++)
        for (int c = 0; c + 1 < COLUMNS; c++)
            if (r == 0 || c != 2)
                fixture_osm_way(osm, way++, 2,
                                (long long[]){1 + number(c, r), 1 + number(c + 1, r)},
                                r == 0 && c == 2 ? one_way ? "highway=residential|oneway=yes"
                                                           : "highway=residential|bridge=yes"
                                                 : "highway=residential");
    for (int c = 0; c < COLUMNS; c++)
        for (int r = 0; r + 1 < ROWS; r++)
            fixture_osm_way(osm, way++, 2,
                            (long long[]){1 + number(c, r), 1 + number(c, r + 1)},
                            "highway=residential");
    if (one_way) { /* the way back, in the last row; people on foot have a way of their own */
        fixture_osm_way(osm, way++, 2, (long long[]){1 + number(3, 4), 1 + number(2, 4)},
                        "highway=residential|oneway=yes");
        fixture_osm_way(osm, way++, 2, (long long[]){1 + number(2, 1), 1 + number(3, 1)},
                        "highway=footway|oneway:foot=yes");
    }
    snprintf(path, sizeof path, "%s/streets.osm.pbf", f->folder);
    fixture_osm_write(osm, path);
    fixture_osm_free(osm);
}

static double people(int k)
{
    return 1 + k * k % 17;
}

/* Zones and sites at all junctions; today two chargers stand at column 2, row 3. */
static void make(struct fixture_access *f, bool one_way)
{
    struct text zones = {0}, sites = {0};

    east_m = geo_geodesic_m(0, 0, step, 0);
    north_m = geo_geodesic_m(0, 0, 0, step);
    fixture_access_make(f);
    put_streets(f, one_way);
    text_add(&zones, "id,x,y,people,core\n");
    text_add(&sites, "id,x,y\n");
    for (int k = 0; k < COLUMNS * ROWS; k++) {
        double x = step * (k % COLUMNS), y = step * (k / COLUMNS);

        text_addf(&zones, "z%d,%.10g,%.10g,%.10g,%d\n", k, x, y, people(k), k % COLUMNS >= 2);
        text_addf(&sites, "s%d,%.10g,%.10g\n", k, x, y);
    }
    fixture_access_put(f, "zones.csv", zones.data);
    fixture_access_put(f, "sites.csv", sites.data);
    fixture_access_put(f, "today.csv", "id,x,y,n,m\nold,0.008,0.012,2,5\n");
    text_clear(&zones);
    text_clear(&sites);
    fixture_access_scenario(
        f, "zones: {file: zones.csv, coordinates: WGS84, night: people, core: core}\n"
           "sites:\n"
           "  today: {file: today.csv, coordinates: WGS84, status: existing, kinds: {dc120: n, "
           "ac7: m}}\n"
           "  all:   {file: sites.csv, coordinates: WGS84, bays: 4000, power_kw: 1e6}\n"
           "roads: {file: streets.osm.pbf}\n"
           "access: {rule_radius_km: {core: 1}, service: {fast: {radius_m: 1400}, slow: "
           "{radius_m: 500}}}\n"
           "placement: {model: mclp, p: 2, phases: [2030], gap: 0}\n");
}

/* Every pair against the closed form: in reach if and only if the way fits, with that way. */
static void check_pairs(const struct reach *r, double per_m, double limit)
{
    for (int z = 0; z < COLUMNS * ROWS; z++)
        for (int s = 0, k = r->row_start[z]; s <= COLUMNS * ROWS; s++) {
            int at = s == 0 ? number(2, 3) : s - 1; /* site 0 is the old one */
            double way = per_m * way_m(z % COLUMNS, z / COLUMNS, at % COLUMNS, at / COLUMNS);
            bool has = k < r->row_start[z + 1] && r->site[k] == s;

            if (fabs(way - limit) > 1e-4 * limit) assert_true(has == (way <= limit));
            if (has) assert_near(r->way[k], way, 2e-6, 1e-6);
            k += has;
        }
}

static void lattice(void **state)
{
    static const char *const minutes[] = {"access.service.fast.minutes=4"};
    static const char *const slower[] = {"access.service.fast.minutes=6",
                                         "roads.speed_kmh.residential=40",
                                         "roads.speed_factor=0.5"};
    struct fixture_access f;

    (void)state;
    make(&f, false);
    fixture_access_run(&f, 0, NULL, 1);
    check_pairs(f.run->service[FAST], 1, 1400);
    check_pairs(f.run->service[SLOW], 1, 500); /* on foot: the same streets */
    fixture_access_run(&f, 1, minutes, 2);     /* residential: 25 km/h */
    check_pairs(f.run->service[FAST], 60 / 25e3, 4);
    check_pairs(f.run->service[SLOW], 1, 500);
    fixture_access_run(&f, 3, slower, 1);
    check_pairs(f.run->service[FAST], 60 / 20e3, 6);
    fixture_access_remove(&f);
}

/* The bridge one way east, another one way west far up: the direction of the way counts. */
static void directions(void **state)
{
    static const char *const sets[] = {"roads.direction=from_site",
                                       "access.service.fast.radius_m=4000",
                                       "access.service.slow.radius_m=4000"};
    struct fixture_access f;
    double east = 0, west = 0, foot = 0;

    (void)state;
    make(&f, true);
    for (int k = 0; k < 2; k++) {
        const struct reach *r[N_SERVICES];
        int z = number(2, 1), site = 1 + number(3, 1);

        fixture_access_run(&f, k == 0 ? 3 : 2, k == 0 ? sets : sets + 1, 1);
        r[FAST] = f.run->service[FAST];
        r[SLOW] = f.run->service[SLOW];
        for (int i = r[FAST]->row_start[z]; i < r[FAST]->row_start[z + 1]; i++)
            if (r[FAST]->site[i] == site) *(k == 0 ? &west : &east) = r[FAST]->way[i];
        for (int i = r[SLOW]->row_start[z]; i < r[SLOW]->row_start[z + 1]; i++)
            if (r[SLOW]->site[i] == site) foot = r[SLOW]->way[i];
        assert_near(foot, east_m, 2e-6, 0); /* by the footway, always toward the site */
    }
    assert_near(east, east_m + 2 * north_m, 2e-6, 0); /* zone to site: by row 0 */
    assert_near(west, east_m + 6 * north_m, 2e-6, 0); /* site to zone: by row 4 */
    fixture_access_remove(&f);
}

/* What stands beside each other, counted again by hand from the closed forms. */
static void circles(void **state)
{
    struct fixture_access f;
    const struct circle_figures *got;
    const struct circle_core *core;
    double all = 0, circle = 0, reached = 0, only = 0, way_only = 0, ways = 0, lines = 0;
    double core_all = 0, core_circle = 0, core_way = 0, per_person;

    (void)state;
    make(&f, false);
    fixture_access_put(&f, "today.csv", "id,x,y,n,m\nold,0.008,0.012,2,5\nslow,0.02,0,0,3\n");
    fixture_access_run(&f, 0, NULL, 1);
    got = &f.run->circles->figures[FAST][0]; /* today: the old site alone has fast ones */
    core = &f.run->circles->core[0];
    per_person = demand_kwh(f.run->demand, FAST, 0, 0) / people(0);
    for (int z = 0; z < COLUMNS * ROWS; z++) {
        double way = way_m(z % COLUMNS, z / COLUMNS, 2, 3);
        double line = straight_m(z % COLUMNS, z / COLUMNS, 2, 3), n = people(z);

        all += n;
        circle += line <= 1400 ? n : 0;
        reached += way <= 1400 ? n : 0;
        only += line <= 1400 && way > 1400 ? n : 0;
        way_only += way <= 1400 && line > 1400 ? n : 0;
        ways += way <= 1400 ? way : 0;
        lines += way <= 1400 ? line : 0;
        if (z % COLUMNS < 2) continue;
        core_all += n;
        core_circle += fmin(line, straight_m(z % COLUMNS, z / COLUMNS, 5, 0)) < 1000 ? n : 0;
        core_way += fmin(way, way_m(z % COLUMNS, z / COLUMNS, 5, 0)) < 1000 ? n : 0;
    }
    assert_true(only > 0 && core_way < core_circle); /* across the river */
    assert_near(got->demand_kwh, all * per_person, 1e-12, 0);
    assert_near(got->circle_kwh, circle * per_person, 1e-12, 0);
    assert_near(got->reached_kwh, reached * per_person, 1e-12, 0);
    assert_near(got->circle_only_kwh, only * per_person, 1e-12, 0);
    assert_near(got->way_only_kwh, way_only * per_person, 1e-12, 1e-12);
    assert_near(got->detour, ways / lines, 3e-6, 0);
    assert_near(core->circle_kwh / core->demand_kwh, core_circle / core_all, 1e-12, 0);
    assert_near(core->way_kwh / core->demand_kwh, core_way / core_all, 1e-12, 0);
    assert_int_equal(core->zones, 20);
    per_person += demand_kwh(f.run->demand, SLOW, 0, 0) / people(0); /* both services count */
    assert_near(core->demand_kwh, core_all * per_person, 1e-12, 0);
    for (int k = 0; k < 2; k++) { /* what is reached is what the network knows as in reach */
        const struct network *n = f.run->network[k];

        for (int v = 0; v < N_SERVICES; v++) {
            double in_reach = 0;

            got = &f.run->circles->figures[v][k];
            for (int z = 0; z < COLUMNS * ROWS; z++)
                in_reach += n->served_kwh[v][z] + n->full_kwh[v][z];
            assert_near(got->reached_kwh, in_reach, 1e-9, 1e-9);
            assert_near(got->circle_kwh - got->circle_only_kwh,
                        got->reached_kwh - got->way_only_kwh, 1e-9, 1e-9);
        }
    }
    fixture_access_remove(&f);
}

/* In minutes the circle has the radius that circle_kmh makes of them, the rule's metres stay.
 */
static void circles_of_minutes(void **state)
{
    static const char *const sets[] = {"access.service.fast.minutes=4",
                                       "access.circle_kmh=21", /* 1,400 m; streets 25 km/h */
                                       "access.rule_radius_km.strict=false"};
    struct fixture_access f;
    double circle = 0, reached = 0, core_way = 0, all = 0, core_all = 0;
    const struct circle_figures *got;

    (void)state;
    make(&f, false);
    fixture_access_run(&f, 3, sets, 1);
    got = &f.run->circles->figures[FAST][0];
    for (int z = 0; z < COLUMNS * ROWS; z++) {
        double way = way_m(z % COLUMNS, z / COLUMNS, 2, 3), n = people(z);

        all += n;
        circle += straight_m(z % COLUMNS, z / COLUMNS, 2, 3) <= 1400 ? n : 0;
        reached += way <= 4 * 25e3 / 60 ? n : 0;
        core_all += z % COLUMNS >= 2 ? n : 0;
        core_way += z % COLUMNS >= 2 && way < 1000 ? n : 0;
    }
    assert_near(got->circle_kwh / got->demand_kwh, circle / all, 1e-12, 0);
    assert_near(got->reached_kwh / got->demand_kwh, reached / all, 1e-12, 0);
    assert_true(isnan(got->detour));
    assert_near(f.run->circles->core[0].way_kwh / f.run->circles->core[0].demand_kwh,
                core_way / core_all, 1e-12, 0);
    fixture_access_remove(&f);
}

/* The ways of the streets as a matrix give the same plan, who is served and what is claimed. */
static void as_matrix(void **state)
{
    static const char *const sets[] = {"access.service.fast.minutes=4", "matrix.fast=ways.csv"};
    struct fixture_access f;
    struct text rows = {0};
    const struct reach *r;
    struct circle_figures before, after;
    double objective;
    char set[128];

    (void)state;
    make(&f, false);
    fixture_access_run(&f, 1, sets, 1);
    r = f.run->service[FAST];
    text_add(&rows, "zone,site,minutes\n");
    for (int z = r->n_zones - 1; z >= 0; z--)
        for (int k = r->row_start[z]; k < r->row_start[z + 1]; k++)
            text_addf(&rows, "%s,%s,%.17g\n", f.loaded.city->zone_id[z],
                      f.loaded.city->site[r->site[k]].id, r->way[k]);
    text_add(&rows, "z0,s29,4.5\n"); /* beyond the limit */
    fixture_access_put(&f, "ways.csv", rows.data);
    text_clear(&rows);
    before = f.run->circles->figures[FAST][1];
    objective = f.run->phase[0].objective;
    snprintf(set, sizeof set, "matrix.fast=%s/ways.csv", f.folder);
    fixture_access_run(&f, 2, (const char *[]){sets[0], set}, 1);
    after = f.run->circles->figures[FAST][1];
    assert_int_equal(f.run->access->service[FAST].by, ACCESS_BY_MATRIX);
    assert_int_equal(f.run->access->service[SLOW].by, ACCESS_BY_ROAD);
    assert_near(f.run->phase[0].objective, objective, 0, 0);
    assert_near(after.circle_only_kwh, before.circle_only_kwh, 0, 0);
    assert_near(after.reached_kwh, before.reached_kwh, 0, 0);
    assert_null(f.run->circles->core); /* a matrix of minutes has no metres */
    fixture_access_remove(&f);
}

/* A zone whose line and way are the rule's radius to the last bit is within it where the rule
 * says "not over", and not where it says "below". */
static void rule_at_the_edge(void **state)
{
    struct fixture_access f;
    char radius[64], set[128], rows[128];
    double m = NAN;
    int z;

    (void)state;
    make(&f, false);
    fixture_access_run(&f, 0, NULL, 1);
    for (z = COLUMNS * ROWS - 1; z % COLUMNS < 2 || 1000 * (m / 1000) != m || m < 1; z--) {
        assert_true(z > 0); /* some core zone's line in km is the same line in m again */
        m = f.run->network[0]->rule_distance_m[z - 1];
    }
    snprintf(rows, sizeof rows, "zone,site,distance_m\nz%d,old,%.17g\nz20,old,0\n", z, m);
    fixture_access_put(&f, "ways.csv", rows);
    snprintf(set, sizeof set, "matrix.fast=%s/ways.csv", f.folder);
    snprintf(radius, sizeof radius, "access.rule_radius_km.core=%.17g", m / 1000);
    for (int equal = 0, before = 0; equal < 2; equal++) {
        const char *sets[] = {set, radius,
                              equal ? "access.rule_radius_km.strict=false"
                                    : "access.rule_radius_km.strict=true"};

        fixture_access_run(&f, 3, sets, 1);
        if (equal) assert_int_equal(f.run->circles->core[0].circle_zones, before + 1);
        before = f.run->circles->core[0].circle_zones;
        assert_int_equal(f.run->circles->core[0].way_zones, 1 + equal);
    }
    fixture_access_remove(&f);
}

/* Far from all streets: told, once for zones and once for sites of each mode. */
static void far_away(void **state)
{
    struct fixture_access f;
    int told = 0;

    (void)state;
    make(&f, false);
    fixture_access_put(&f, "today.csv",
                       "id,x,y,n,m\nold,0.004,0.012,2,5\nfar,0.004,0.19,1,1\n");
    fixture_access_run(&f, 0, NULL, 1);
    for (int k = 0; k < f.run->n_warnings; k++)
        told +=
            strstr(f.run->warning[k].in[LANGUAGE_EN],
                   "sites farther than 300 m (roads.snap_limit_m) from the street ") != NULL &&
            strstr(f.run->warning[k].in[LANGUAGE_EN], " joined: 1 of 32; ") != NULL &&
            strstr(f.run->warning[k].in[LANGUAGE_EN], "'far', 19,2") != NULL;
    assert_int_equal(told, 2); /* for cars, for walking: some 19.24 km */
    fixture_access_remove(&f);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(lattice),   cmocka_unit_test(directions),
        cmocka_unit_test(circles),   cmocka_unit_test(circles_of_minutes),
        cmocka_unit_test(as_matrix), cmocka_unit_test(rule_at_the_edge),
        cmocka_unit_test(far_away)};

    return cmocka_run_group_tests_name("ways", tests, NULL, NULL);
}
