/* test_import_known.c - label: known. The public data of Shenzhen, made into a scenario, are
 * the city that the shipped scenario reads from them with the traffic zones as its boundary.
 *
 * The data are not part of the project; without them the test says that it was skipped. */
#define _POSIX_C_SOURCE 200809L /* setenv */
#include "tests/assert.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "scenarios/city.h"

static char made[] = "/tmp/chargeplan-import-XXXXXX";

static const char *data(void)
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

static struct city *read_city(struct scenario **s, const char *path, int n_sets,
                              const char *const sets[])
{
    struct problems problems = {0};
    struct error err;
    struct city *city = NULL;

    if (scenario_read(s, path, n_sets, sets, &problems, &err) != ERR_OK ||
        city_read(&city, *s, &problems, &err) != ERR_OK)
        fail_msg("%s; %s", err.text, problems.n > 0 ? problems.text[0] : "");
    return city;
}

static void has_line(const char *words)
{
    char command[1400];

    snprintf(command, sizeof command, "grep -q '%s' %s/told", words, made);
    if (system(command) != 0) fail_msg("it was not told: %s", words);
}

/* How many stations lie in the zones, converted or not, and in the zone that the file names, is
 * known of these data. */
static void urbanev(void **state)
{
    char command[1400], path[600];
    struct scenario *a = NULL, *b = NULL;
    struct city *shipped, *own;

    (void)state;
    data();
    assert_non_null(mkdtemp(made));
    snprintf(command, sizeof command, PROGRAM " import urbanev %s -o %s/shenzhen > %s/told",
             data(), made, made);
    assert_int_equal(system(command), 0);
    has_line(
        "1362 stations, converted from GCJ-02 to WGS 84: 1360 lie in one of the 491 traffic "
        "zones (unconverted it would be 1305)");
    has_line("633 lie in the zone that the file names");
    setenv("CHARGEPLAN_SHENZHEN", data(), 1);
    snprintf(path, sizeof path, "boundary.file=%s/SZ_districts.shp", data());
    shipped = read_city(&a, SOURCE_DIR "/scenarios/shenzhen/scenario.yaml", 1,
                        (const char *const[]){path});
    snprintf(path, sizeof path, "%s/shenzhen/scenario.yaml", made);
    own = read_city(&b, path, 0, NULL);
    assert_true(shipped->n_zones > 59000 && shipped->n_zones < 61200);
    assert_int_equal(own->n_zones, shipped->n_zones);
    assert_int_equal(own->n_sites, shipped->n_sites);
    for (int z = 0; z < own->n_zones; z++) {
        assert_string_equal(own->zone_id[z], shipped->zone_id[z]);
        assert_near(own->weight[NIGHT][z], shipped->weight[NIGHT][z], 0, 0);
    }
    for (int s = 0; s < own->n_sites; s++) {
        assert_string_equal(own->site[s].id, shipped->site[s].id);
        assert_near(own->site_x[s], shipped->site_x[s], 0, 0);
        assert_near(own->site_y[s], shipped->site_y[s], 0, 0);
        assert_int_equal(own->site[s].bays, shipped->site[s].bays);
    }
    city_free(shipped);
    city_free(own);
    scenario_free(a);
    scenario_free(b);
    snprintf(command, sizeof command, "rm -r %s", made);
    assert_int_equal(system(command), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(urbanev)};

    return cmocka_run_group_tests_name("import_known", tests, NULL, NULL);
}
