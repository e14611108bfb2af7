/* test_phase_check.c - label: unit. The check of a finished plan along streets: it must not
 * pass one whose ways are beyond the reach, missing, or shorter than a straight line. */
#include <string.h>

#include "sim/phase.h"
#include "tests/assert.h"
#include "tests/fixture_access.h"

static const char streets[] =
    "<osm version=\"0.6\">"
    "<node id=\"1\" lon=\"0\" lat=\"0\"/><node id=\"2\" lon=\"0.02\" lat=\"0\"/>"
    "<way id=\"1\"><nd ref=\"1\"/><nd ref=\"2\"/><tag k=\"highway\" v=\"residential\"/></way>"
    "</osm>";

static void make(struct fixture_access *f)
{
    fixture_access_make(f);
    fixture_access_put(f, "streets.osm", streets);
    fixture_access_put(f, "zones.csv", "id,x,y,people\na,0.001,0,5\nb,0.01,0,7\n");
    fixture_access_put(f, "sites.csv", "id,x,y\np,0.002,0\n");
    fixture_access_scenario(
        f, "zones: {file: zones.csv, coordinates: WGS84, night: people, cell_m: 100}\n"
           "sites:\n"
           "  all: {file: sites.csv, coordinates: WGS84, bays: 4000, power_kw: 1e6}\n"
           "roads: {file: streets.osm}\n"
           "access: {service: {fast: {radius_m: 1400}, slow: {radius_m: 500}}}\n"
           "placement: {model: mclp, p: 1, phases: [2030], gap: 0}\n");
    fixture_access_run(f, 0, NULL, 1);
    assert_int_equal(f->run->n_networks, 2);
    assert_true(f->run->network[1]->served[FAST].n >= 2);
}

static enum err check(const struct fixture_access *f, struct error *err)
{
    return phase_check(f->run, NULL, f->run->network[1], false, err);
}

static void beyond_the_reach(void **state)
{
    struct fixture_access f;
    struct error err;

    (void)state;
    make(&f);
    assert_int_equal(check(&f, &err), ERR_OK);
    f.loaded.city->service_way[FAST][1] = 890; /* zone b: 0.008 degrees, 890.6 m */
    assert_int_equal(check(&f, &err), ERR_SOLVER);
    assert_non_null(strstr(err.text, "zone b is served by site p, 890.6 m away, beyond its "
                                     "reach of 890 m"));
    f.loaded.city->service_way[FAST][1] = 891;
    assert_int_equal(check(&f, &err), ERR_OK);
    fixture_access_remove(&f);
}

/* The zone is moved after the search: its way is what it was, the straight line is not. */
static void shorter_than_the_line(void **state)
{
    struct fixture_access f;
    struct error err;

    (void)state;
    make(&f);
    f.loaded.city->zone_x[1] += 0.00001; /* 1.1 m */
    assert_int_equal(check(&f, &err), ERR_SOLVER);
    assert_non_null(strstr(err.text,
                           "zone b is served by site p, to which it has no way, or one "
                           "shorter than the straight line"));
    fixture_access_remove(&f);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {cmocka_unit_test(beyond_the_reach),
                                              cmocka_unit_test(shorter_than_the_line)};

    return cmocka_run_group_tests_name("phase_check", tests, NULL, NULL);
}
