/* test_observations.c - label: unit. What was observed of stations and zones: what is read,
 * what is refused in which words, what a filter or the boundary leaves out. */
#include <stdlib.h>
#include <string.h>

#include "scenarios/observations.h"
#include "tests/assert.h"
#include "tests/fixture_access.h"

static const char more[] =
    "zones: {file: zones.csv, coordinates: metres, night: people}\n"
    "sites: {all: {file: sites.csv, coordinates: metres, bays: 40, power_kw: 1e4, filter: "
    "\"type = p\"}}\n"
    "simulation: {observed: {file: o.csv, hour: h, kwh: energy, occupied: taken, sessions: "
    "starts}}\n"
    "placement: {model: mclp, p: 1, phases: [2030], gap: 0}\n";

/* Zones a to d at x 0, 1000, 2000, 3000; sites p at 100, quay at 2100. */
static void make(struct fixture_access *f, const char *observed)
{
    fixture_access_make(f);
    fixture_access_scenario(f, more);
    fixture_access_put(f, "zones.csv",
                       "id,x,y,people\na,0,0,1\nb,1000,0,2\nc,2000,0,4\nd,3000,0,8\n");
    fixture_access_put(f, "sites.csv",
                       "id,x,y,type\np,100,0,p\nquay,2100,0,p\nunused,2100,9,other\n");
    fixture_access_put(f, "o.csv", observed);
}

static struct observations *read_of(struct fixture_access *f, int n_sets,
                                    const char *const sets[])
{
    struct observations *o = NULL;
    struct error err = {0};

    fixture_access_run(f, n_sets, sets, 1);
    if (observations_read(&o, f->loaded.scenario, f->loaded.city, &err) != ERR_OK)
        fail_msg("%s", err.text);
    return o;
}

static void reads(void **state)
{
    struct fixture_access f;
    struct observations *o;

    (void)state;
    make(&f, "h,note,id,starts,taken,energy\n"
             "23,x,quay,1.5,0.25,70.75\n0,,p,,2,0\n0,,quay,3,,\n1,,unused,9,9,9\n");
    o = read_of(&f, 0, NULL);
    assert_int_equal(o->n, 3);
    assert_int_equal(o->n_unknown, 1);
    assert_int_equal(o->n_hours, 24);
    assert_string_equal(f.loaded.city->site[o->place[0]].id, "quay");
    assert_string_equal(f.loaded.city->site[o->place[1]].id, "p");
    assert_int_equal(o->hour[0], 23);
    assert_int_equal(o->hour[2], 0);
    assert_near(o->figure[OBSERVED_KWH][0], 70.75, 0, 0);
    assert_near(o->figure[OBSERVED_OCCUPIED][0], 0.25, 0, 0);
    assert_near(o->figure[OBSERVED_SESSIONS][0], 1.5, 0, 0);
    assert_near(o->figure[OBSERVED_KWH][1], 0, 0, 0);
    assert_true(isnan(o->figure[OBSERVED_SESSIONS][1]));
    assert_true(isnan(o->figure[OBSERVED_KWH][2]));
    assert_true(isnan(o->figure[OBSERVED_OCCUPIED][2]));
    observations_free(o);
    fixture_access_remove(&f);
}

/* A week where one row has an hour above 23, also one that was left out; a column that is not
 * named is not read; zones instead of sites. */
static void reads_otherwise(void **state)
{
    static const char *const zones[] = {"simulation.observed.by=zone",
                                        "zones.filter=id = a | b | c"};
    static const char *const one[] = {"simulation.observed.kwh=\"\"",
                                      "simulation.observed.sessions=\"\""};
    struct fixture_access f;
    struct observations *o;

    (void)state;
    make(&f, "h,id,starts,taken,energy\n24,unused,1,2,3\n5,p,4,5,6\n");
    o = read_of(&f, 2, one);
    assert_int_equal(o->n_hours, 168);
    assert_null(o->figure[OBSERVED_KWH]);
    assert_null(o->figure[OBSERVED_SESSIONS]);
    assert_near(o->figure[OBSERVED_OCCUPIED][0], 5, 0, 0);
    observations_free(o);

    fixture_access_put(&f, "o.csv",
                       "h,id,starts,taken,energy\n23,c,1,2,3\n167,d,4,5,6\n22,c,7,8,9\n");
    o = read_of(&f, 2, zones);
    assert_int_equal(o->n, 2);
    assert_int_equal(o->n_unknown, 1);
    assert_int_equal(o->n_hours, 168);
    assert_string_equal(f.loaded.city->zone_id[o->place[1]], "c");
    assert_near(o->figure[OBSERVED_KWH][1], 9, 0, 0);
    observations_free(o);
    fixture_access_remove(&f);
}

/* No file: nothing is read, and nothing is wrong. */
static void no_file(void **state)
{
    static const char *const sets[] = {
        "simulation.observed.file=\"\"", "simulation.observed.kwh=\"\"",
        "simulation.observed.occupied=\"\"", "simulation.observed.sessions=\"\""};
    struct fixture_access f;

    (void)state;
    make(&f, "");
    assert_null(read_of(&f, 4, sets));
    fixture_access_remove(&f);
}

static struct row {
    const char *name, *file, *set, *says;
} rows[] = {
    /* clang-format off */
    {"unknown site", "id,h,energy,taken,starts\np,1,1,1,1\nquey,2,1,1,1\n", NULL, "o.csv:3: column 'id': there is no site 'quey'; did you mean 'quay'?"},
    {"a zone is no site", "id,h,energy,taken,starts\na,1,1,1,1\n", NULL, "o.csv:2: column 'id': there is no site 'a'"},
    {"unknown zone", "id,h,energy,taken,starts\np,1,1,1,1\n", "simulation.observed.by=zone", "o.csv:2: column 'id': there is no zone 'p'"},
    {"empty id", "id,h,energy,taken,starts\n,1,1,1,1\n", NULL, "o.csv:2: column 'id': the cell is empty; it holds the id of a site"},
    {"hour 168", "id,h,energy,taken,starts\np,168,1,1,1\n", NULL, "o.csv:2: column 'h': 168 is outside 0 to 167"},
    {"hour -1", "id,h,energy,taken,starts\np,-1,1,1,1\n", NULL, "o.csv:2: column 'h': -1 is outside 0 to 167"},
    {"hour 7:00", "id,h,energy,taken,starts\np,7:00,1,1,1\n", NULL, "o.csv:2: column 'h': '7:00' is not a whole number"},
    {"no hour", "id,h,energy,taken,starts\np,,1,1,1\n", NULL, "o.csv:2: column 'h': '' is not a whole number"},
    {"negative energy", "id,h,energy,taken,starts\np,1,-0.5,1,1\n", NULL, "o.csv:2: column 'energy': -0.5 is below 0"},
    {"negative sessions", "id,h,energy,taken,starts\np,1,1,1,-2\n", NULL, "o.csv:2: column 'starts': -2 is below 0"},
    {"a word", "id,h,energy,taken,starts\np,1,1,full,1\n", NULL, "o.csv:2: column 'taken': 'full' is not a number"},
    {"hour twice", "id,h,energy,taken,starts\np,1,1,1,1\nquay,1,1,1,1\np,2,1,1,1\np,1,2,2,2\n", NULL, "o.csv:5: hour 1 of site 'p' is given in line 2 already; each has one row"},
    {"zone twice", "id,h,energy,taken,starts\na,7,1,1,1\na,7,1,1,1\n", "simulation.observed.by=zone", "o.csv:3: hour 7 of zone 'a' is given in line 2 already"},
    {"no column", "id,h,enrgy,taken,starts\np,1,1,1,1\n", NULL, "o.csv:1: there is no column 'energy', did you mean 'enrgy'? the columns are: id, h, enrgy, taken, starts (asked for by simulation.observed.kwh)"},
    {"no column of hours", "id,energy,taken,starts\np,1,1,1\n", NULL, "there is no column 'h'"},
    {"no rows", "id,h,energy,taken,starts\n", NULL, "o.csv: there is no row below the header; a row holds what was observed at a site in an hour"},
    {"empty file", "", NULL, "o.csv"},
    {"all cells empty", "id,h,energy,taken,starts\np,1,,,\nquay,3,,,\n", NULL, "o.csv: every cell of what was observed is empty"},
    {"all cells empty but those of a site that is left out", "id,h,energy,taken,starts\np,1,,,\nunused,3,1,1,1\n", NULL, "o.csv: every cell of what was observed is empty, but for places that are left out"},
    {"all left out", "id,h,energy,taken,starts\nunused,1,1,1,1\nunused,2,1,1,1\n", NULL, "o.csv: the sites of all 2 rows are left out by a filter or the boundary; nothing is left to set the simulation beside"},
    {"no file", "", "simulation.observed.file=nowhere.csv", "nowhere.csv"},
    {"divided zones", "id,h,energy,taken,starts\na,7,1,1,1\n", "simulation.observed.by=zone zones.cell_m=500 zones.regrid_m=250", "simulation.observed.by: the zones of zones.file are divided by zones.regrid_m; leave that out, or name what was observed at sites"},
    /* clang-format on */
};

/* The settings of a row, one after the other. */
static int split(const char *set, char room[256], const char *sets[8])
{
    int n = 0;

    snprintf(room, 256, "%s", set != NULL ? set : "");
    for (char *at = strtok(room, " "); at != NULL; at = strtok(NULL, " "))
        sets[n++] = at;
    return n;
}

static void refused(void **state)
{
    const struct row *r = *state;
    struct fixture_access f;
    const char *said, *sets[8];
    char room[256];
    int n = split(r->set, room, sets);

    make(&f, r->file);
    said = fixture_access_problem(&f, n, sets);
    if (strstr(said, r->says) == NULL) fail_msg("%s", said);
    fixture_access_remove(&f);
}

/* None of the three columns is named. */
static void nothing_named(void **state)
{
    static const char *const sets[] = {"simulation.observed.kwh=\"\"",
                                       "simulation.observed.occupied=\"\"",
                                       "simulation.observed.sessions=\"\""};
    struct fixture_access f;
    const char *said;

    (void)state;
    make(&f, "id,h,energy\np,1,1\n");
    said = fixture_access_problem(&f, 3, sets);
    if (strstr(said, "sessions") == NULL) fail_msg("%s", said);
    fixture_access_remove(&f);
}

int main(void)
{
    struct CMUnitTest tests[COUNT(rows) + 4];
    size_t n = 0;

    tests[n++] = (struct CMUnitTest){"reads", reads, NULL, NULL, NULL};
    tests[n++] = (struct CMUnitTest){"reads otherwise", reads_otherwise, NULL, NULL, NULL};
    tests[n++] = (struct CMUnitTest){"no file is named", no_file, NULL, NULL, NULL};
    tests[n++] = (struct CMUnitTest){"nothing named", nothing_named, NULL, NULL, NULL};
    for (size_t k = 0; k < COUNT(rows); k++)
        tests[n++] = (struct CMUnitTest){rows[k].name, refused, NULL, NULL, &rows[k]};
    return cmocka_run_group_tests_name("observations", tests, NULL, NULL);
}
