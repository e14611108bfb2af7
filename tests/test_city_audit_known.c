/* test_city_audit_known.c - label: known. The datums of Shenzhen's public files, audited: only
 * the stations are in GCJ-02, and the zones that they name were joined from unconverted points.
 * Counts as in the data's own notes.
 *
 * The data are not part of the project; without them the test says that it was skipped. */
#define _POSIX_C_SOURCE 200809L /* setenv */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "assert.h"
#include "scenarios/audit/city_audit.h"

/* The folder of the data, else the test is skipped. */
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

/* The stations of 2022-23 and other places among the 491 polygons of traffic zones. */
static const char polygons[] = "zones: {file: SZ_districts.shp, id: TAZID, coordinates: file, "
                               "night: area_km2, cell_degrees: \"\", regrid_m: \"\", "
                               "core_density: \"\"}\n"
                               "sites: {today: {zone: TAZID}}\n";
/* The stations of 2022 in their place. */
static const char stations_2022[] =
    "zones: {file: SZ_districts.shp, id: TAZID, coordinates: file, night: area_km2, "
    "cell_degrees: \"\", regrid_m: \"\", core_density: \"\"}\n"
    "sites: {today: {file: stations_2022_fast_slow.csv, bays: 10, status: candidate, kinds: "
    "\"\"}}\n";

static struct sure {
    const char *name, *text; /* behind extends; "": the shipped scenario, cells */
    const char *set;
    int outside[3];   /* of the stations, by their reading */
    int in_named[3];  /* likewise */
    const char *says; /* NULL: nothing on datums */
} sure[] = {
    /* clang-format off */
    {"polygons, stations as they are", polygons, "study.seed=42", {57, 2, 51}, {1305, 633, 222}, NULL},
    {"stations read as WGS 84", polygons, "sites.today.coordinates=WGS84", {57, 2, 51}, {1305, 633, 222},
     "57 of 1,362 places of sites.today lie outside all zones; with sites.today.coordinates: GCJ02 it would be 2, a difference that chance does not explain; is the file in that datum? "
     "633 of 1,362 would then lie in the zone that they name, 1,305 as it is: were the names made without conversion?"},
    {"stations read as BD-09", polygons, "sites.today.coordinates=BD09", {57, 2, 51}, {1305, 633, 222},
     "51 of 1,362 places of sites.today lie outside all zones; with sites.today.coordinates: GCJ02 it would be 2"},
    {"polygons read as GCJ-02", polygons, "zones.coordinates=GCJ02", {-1}, {-1},
     "of sites.today, sites.parking, sites.fuel, sites.market lie outside all zones; with zones.coordinates: WGS84 it would be 11"},
    {"polygons read as BD-09", polygons, "zones.coordinates=BD09", {-1}, {-1},
     "of sites.today, sites.parking, sites.fuel, sites.market lie outside all zones; with zones.coordinates: WGS84 it would be 11"},
    {"the stations of 2022", stations_2022, "study.seed=42", {61, 2, -1}, {0, 0, 0}, NULL},
    {"the stations of 2022 as WGS 84", stations_2022, "sites.today.coordinates=WGS84", {61, 2, -1}, {0, 0, 0},
     "61 of 1,706 places of sites.today lie outside all zones; with sites.today.coordinates: GCJ02 it would be 2"},
    {"and a grid over the polygons", stations_2022, "zones.regrid_m=200", {-1}, {-1}, NULL},
    {"cells", "", "study.seed=42", {-1}, {-1}, NULL},
    {"cells, stations read as WGS 84", "", "sites.today.coordinates=WGS84", {-1}, {-1},
     "of 1,362 places of sites.today lie outside all zones; with sites.today.coordinates: GCJ02 it would be"},
    {"cells, stations read as BD-09", "", "sites.today.coordinates=BD09", {-1}, {-1},
     "of 1,362 places of sites.today lie outside all zones; with sites.today.coordinates: GCJ02 it would be"},
    /* clang-format on */
};

/* A scenario beside the shipped one; its name is in a folder of its own. */
static struct city *read_city(const struct sure *k, struct scenario **s)
{
    char path[] = "/tmp/chargeplan-audit-XXXXXX";
    int fd = mkstemp(path);
    FILE *file = fd >= 0 ? fdopen(fd, "w") : NULL;
    struct problems problems = {0};
    struct city *city = NULL;
    struct error err;

    setenv("CHARGEPLAN_SHENZHEN", folder(), 1);
    assert_non_null(file);
    fprintf(file, "extends: %s/scenarios/shenzhen/scenario.yaml\ndata: {folder: %s}\n%s",
            SOURCE_DIR, folder(), k->text);
    fclose(file);
    if (scenario_read(s, path, 1, &k->set, &problems, &err) != ERR_OK)
        fail_msg("%s", problems.n > 0 ? problems.text[0] : err.text);
    unlink(path);
    if (city_read(&city, *s, &problems, &err) != ERR_OK)
        fail_msg("%s", problems.n > 0 ? problems.text[0] : err.text);
    return city;
}

/* Sentences on datums, the last of them. */
static int on_datums(const struct city *city, const char **last)
{
    int n = 0;

    for (int k = 0; k < city->n_warnings; k++) {
        const char *text = city->warning[k].in[LANGUAGE_EN];

        if (strstr(text, "lie outside all zones") == NULL) continue;
        *last = text;
        n++;
    }
    return n;
}

static void known(void **state)
{
    const struct sure *k = *state;
    struct scenario *s = NULL;
    struct city *city = read_city(k, &s);
    const char *last = "";
    struct city_audit a;
    struct error err;
    int n = on_datums(city, &last);

    if (k->says != NULL && strstr(last, k->says) == NULL) print_error("%s\n", last);
    assert_int_equal(n, k->says != NULL);
    if (k->says != NULL) assert_non_null(strstr(last, k->says));
    assert_int_equal(city_audit_make(&a, city, s, true, &err), ERR_OK);
    assert_string_equal(s->sites[0].id, "today");
    for (int r = 0; r < 3 && k->outside[0] >= 0; r++) {
        if (k->outside[r] >= 0) assert_int_equal(a.layer[0].outside[r], k->outside[r]);
        assert_int_equal(a.layer[0].in_named[r], k->in_named[r]);
    }
    assert_int_equal(a.source[0].verdict, k->says != NULL ? AUDIT_OTHER : AUDIT_FITS);
    city_audit_clear(&a);
    city_free(city);
    scenario_free(s);
}

int main(void)
{
    struct CMUnitTest tests[COUNT(sure)];

    for (size_t k = 0; k < COUNT(sure); k++)
        tests[k] = (struct CMUnitTest){sure[k].name, known, NULL, NULL, &sure[k]};
    return cmocka_run_group_tests_name("city_audit_known", tests, NULL, NULL);
}
