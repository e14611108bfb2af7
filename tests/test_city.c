/* test_city.c - label: unit. What is read of a city, and what is refused in which words. */
#include "tests/assert.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "tests/fixture_city.h"

static void reads(void **state)
{
    struct fixture_city p;
    struct city *c = NULL;
    struct problems problems = {0};
    struct error err;

    (void)state;
    fixture_city_make(&p, FIXTURE_CITY_ZONES, FIXTURE_CITY_TODAY, FIXTURE_CITY_PLACES);
    p.class_key[0] = "edge";
    p.class_value[0] = 3210;
    p.scenario.access.fast_by_class = (struct map_number){1, p.class_key, p.class_value};
    p.scenario.access.slow_by_class = (struct map_number){1, p.class_key, p.class_value};
    p.scenario.zones.service_slow_m = "reach";
    assert_int_equal(city_read(&c, &p.scenario, &problems, &err), ERR_OK);
    assert_int_equal(problems.n, 0);
    assert_int_equal(c->n_zones, 3);
    assert_string_equal(c->zone_id[2], "z3");
    assert_near(c->zone_y[2], 400, 0, 0);
    assert_near(c->weight[NIGHT][0], 100.5, 0, 0);
    assert_near(c->weight[DAY][1], 70, 0, 0);
    assert_near(c->home_access[1], 0.5, 0, 0);
    assert_true(c->core[0] && !c->core[1] && !c->core[2]);
    assert_near(c->cell_w_m[2], 500, 0, 0);
    assert_near(c->cell_h_m[2], 500, 0, 0);
    assert_near(c->service_way[FAST][0], 2000, 0, 0); /* default */
    assert_near(c->service_way[FAST][1], 3210, 0, 0); /* by class */
    assert_near(c->service_way[SLOW][1], 2500, 0, 0); /* own column, not its class */
    assert_near(c->service_way[SLOW][2], 900, 0, 0);  /* own column, not the default */
    assert_int_equal(c->n_districts, 2);
    assert_string_equal(c->district_name[c->district[2]], "North");
    assert_int_equal(c->district[0], c->district[2]);
    assert_string_equal(c->district_name[c->district[1]], "South");
    assert_int_equal(c->n_sites, 5); /* the school is not taken */
    assert_string_equal(c->site[0].name, "First Street");
    assert_string_equal(c->site[1].name, "e2"); /* no name: its id */
    assert_int_equal(c->site[0].n_chargers[0], 3);
    assert_int_equal(c->site[0].n_chargers[1], 0);
    assert_int_equal(c->site[1].n_chargers[1], 2);
    assert_int_equal(c->site[0].status, SITE_EXISTING);
    assert_int_equal(c->site[0].access, ACCESS_OPENED);
    assert_near(c->site[0].power_kw, 640.5, 0, 0);
    assert_string_equal(c->site[2].id, "p1");
    assert_string_equal(c->site[2].type, "parking");
    assert_int_equal(c->site[2].layer, 1);
    assert_int_equal(c->site[3].status, SITE_FORBIDDEN);
    assert_int_equal(c->site[3].bays, 6); /* "6.0" */
    assert_int_equal(c->site[4].status, SITE_REQUIRED);
    assert_int_equal(c->site[4].n_chargers[0], 0);
    assert_near(c->site_x[4], 2900, 0, 0);
    assert_near(c->site[4].fixed_cost, 300000, 0, 0);
    city_free(c);
    fixture_city_remove(&p);
}

/* All rows but some; the same as naming the others. */
static void filter_others(void **state)
{
    struct fixture_city p;
    struct city *c[2] = {NULL, NULL};
    char *texts[2] = {"type = parking", "type!=fuel| school "};
    struct problems problems = {0};
    struct error err;

    (void)state;
    fixture_city_make(&p, FIXTURE_CITY_ZONES, FIXTURE_CITY_TODAY, FIXTURE_CITY_PLACES);
    for (int k = 0; k < 2; k++) {
        p.layer[1].filter = texts[k];
        assert_int_equal(city_read(&c[k], &p.scenario, &problems, &err), ERR_OK);
    }
    assert_int_equal(c[0]->n_sites, 4); /* e1, e2, p1, p4 */
    assert_int_equal(c[1]->n_sites, 4);
    for (int s = 0; s < 4; s++)
        assert_string_equal(c[0]->site[s].id, c[1]->site[s].id);
    city_free(c[0]);
    city_free(c[1]);
    fixture_city_remove(&p);
}

/* Without the optional columns: one district "", no core, day as night, no home access. */
static void bare(void **state)
{
    struct fixture_city p;
    struct city *c = NULL;
    struct problems problems = {0};
    struct error err;

    (void)state;
    fixture_city_make(&p, "id,x,y,people\na,114.1,22.5,7\n", FIXTURE_CITY_TODAY,
                      "id,x,y\ns,114.11,22.51\n");
    p.scenario.zones = (struct zones_params){.file = p.zones,
                                             .id_column = "id",
                                             .x = "x",
                                             .y = "y",
                                             .coordinates = COORD_WGS84,
                                             .night = "people",
                                             .cell_m = {NAN, NULL}};
    p.layer[1].filter = p.layer[1].type = p.layer[1].status_column = NULL;
    p.layer[1].bays = (struct number_or_column){33, NULL};
    p.layer[1].coordinates = COORD_WGS84;
    p.scenario.sites = &p.layer[1];
    p.scenario.n_layers = 1;
    assert_int_equal(city_read(&c, &p.scenario, &problems, &err), ERR_OK);
    assert_true(c->geographic);
    assert_int_equal(c->n_districts, 1);
    assert_string_equal(c->district_name[0], "");
    assert_false(c->core[0]);
    assert_near(c->weight[DAY][0], 7, 0, 0);
    assert_null(c->home_access);
    assert_true(isnan(c->cell_w_m[0]));
    assert_string_equal(c->zone_class[0], "");
    assert_string_equal(c->site[0].name, "s");
    assert_string_equal(c->site[0].type, "");
    assert_int_equal(c->site[0].bays, 33);
    assert_int_equal(c->n_warnings, 0);
    city_free(c);
    fixture_city_remove(&p);
}

/* One place in three datums, a file in each: published points (coordtransform's README), the
 * second layer in CGCS2000. All become the same place in WGS 84. */
static void datums(void **state)
{
    struct fixture_city p;
    struct city *c = NULL;
    struct problems problems = {0};
    struct error err;

    (void)state;
    fixture_city_make(&p, "id,x,y,people\na,116.41662724378733,39.922699552216216,7\n",
                      "id,name,x,y,ac,dc\ne,,116.41024449916938,39.91640428150164,1,0\n",
                      "id,type,x,y,bays,state\ns,fuel,116.404,39.915,1,candidate\n");
    p.scenario.zones = (struct zones_params){.file = p.zones,
                                             .id_column = "id",
                                             .x = "x",
                                             .y = "y",
                                             .coordinates = COORD_BD09,
                                             .night = "people",
                                             .cell_m = {NAN, NULL}};
    p.layer[0].coordinates = COORD_GCJ02;
    p.layer[1].coordinates = COORD_CGCS2000;
    assert_int_equal(city_read(&c, &p.scenario, &problems, &err), ERR_OK);
    assert_true(c->geographic);
    assert_int_equal(c->n_sites, 2);
    assert_near(c->zone_x[0], 116.404, 0, 1e-10);
    assert_near(c->zone_y[0], 39.915, 0, 1e-10);
    assert_near(c->site_x[0], 116.404, 0, 1e-10);
    assert_near(c->site_y[0], 39.915, 0, 1e-10);
    assert_near(c->site_x[1], 116.404, 0, 0);
    assert_near(c->site_y[1], 39.915, 0, 0);
    city_free(c);
    fixture_city_remove(&p);
}

/* ---- what is refused: one changed file or setting, one sentence ---- */

enum change {
    NOTHING,
    WGS84,
    GCJ02,
    BD09,
    NO_FILTER,
    BAD_FILTER,
    NO_VALUE,
    NO_COLUMN,
    NO_KINDS,
    OTHER_KIND,
    OTHER_DATUM,
    DAY_COLUMN,
    NO_FILE
};

static struct refused {
    const char *name, *zones, *today, *places;
    enum change change;
    const char *says; /* FOLDER/ stands for the folder */
} refused[] = {
    /* clang-format off */
    {"weight below 0", "id,x,y,people,jobs,home,area,core,class,cell\nz,0,0,-3,1,0,a,0,,200\n", NULL, NULL, NOTHING,
     "FOLDER/zones.csv:2: column 'people': -3 is below 0"},
    {"weight NaN", "id,x,y,people,jobs,home,area,core,class,cell\nz,0,0,1,NaN,0,a,0,,200\n", NULL, NULL, NOTHING,
     "FOLDER/zones.csv:2: column 'jobs': 'NaN' is not a number"},
    {"weights all 0", "id,x,y,people,jobs,home,area,core,class,cell\nz,0,0,3,0,0,a,0,,200\n", NULL, NULL, NOTHING,
     "FOLDER/zones.csv: column 'jobs' is 0 in every row; it is the weight of the layer day"},
    {"core neither 0 nor 1", "id,x,y,people,jobs,home,area,core,class,cell\nz,0,0,3,1,0,a,yes,,200\n", NULL, NULL, NOTHING,
     "FOLDER/zones.csv:2: column 'core': 'yes' is neither 1 (urban core) nor 0"},
    {"home access above 1", "id,x,y,people,jobs,home,area,core,class,cell\nz,0,0,3,1,40,a,0,,200\n", NULL, NULL, NOTHING,
     "FOLDER/zones.csv:2: column 'home': 40 is outside 0 to 1"},
    {"cell of no size", "id,x,y,people,jobs,home,area,core,class,cell\nz,0,0,3,1,0,a,0,,0\n", NULL, NULL, NOTHING,
     "FOLDER/zones.csv:2: column 'cell': 0 is outside 0.1 to 1000000"},
    {"zone twice", "id,x,y,people,jobs,home,area,core,class,cell\nz,0,0,3,1,0,a,0,,1\nz,0,0,3,1,0,a,0,,1\n", NULL, NULL, NOTHING,
     "FOLDER/zones.csv:3: column 'id': 'z' stands in line 2 already"},
    {"no zones", "id,x,y,people,jobs,home,area,core,class,cell\n", NULL, NULL, NOTHING,
     "FOLDER/zones.csv: there is no row below the header"},
    {"no such column", FIXTURE_CITY_ZONES, NULL, NULL, DAY_COLUMN,
     "FOLDER/zones.csv:1: there is no column 'job', did you mean 'jobs'? the columns are: id, x, y, people, jobs, home, area, core, class, cell, reach (asked for by zones.day)"},
    {"latitude outside", "id,x,y,people,jobs,home,area,core,class,cell\nz,22.5,114.1,3,1,0,a,0,,200\n", NULL, NULL, WGS84,
     "FOLDER/zones.csv:2: column 'y': latitude 114.1 is outside -90 to 90 degrees; are longitude and latitude swapped?"},
    {"longitude outside", "id,x,y,people,jobs,home,area,core,class,cell\nz,214.1,22.5,3,1,0,a,0,,200\n", NULL, NULL, WGS84,
     "FOLDER/zones.csv:2: column 'x': longitude 214.1 is outside -180 to 180 degrees"},
    {"metres for degrees", "id,x,y,people,jobs,home,area,core,class,cell\nz,500100,2500000,3,1,0,a,0,,200\n", NULL, NULL, WGS84,
     "FOLDER/zones.csv:2: column 'x': longitude 500100 is outside -180 to 180 degrees; these look like metres: name their system by zones.crs, such as EPSG:4547, in place of coordinates"},
    {"swapped in GCJ-02", "id,x,y,people,jobs,home,area,core,class,cell\nz,22.5,114.1,3,1,0,a,0,,200\n", NULL, NULL, GCJ02,
     "FOLDER/zones.csv:2: column 'y': latitude 114.1 is outside -90 to 90 degrees; are longitude and latitude swapped?"},
    {"metres for degrees of BD-09", "id,x,y,people,jobs,home,area,core,class,cell\nz,500100,2500000,3,1,0,a,0,,200\n", NULL, NULL, BD09,
     "FOLDER/zones.csv:2: column 'x': longitude 500100 is outside -180 to 180 degrees; these look like metres: name their system by zones.crs, such as EPSG:4547, in place of coordinates"},
    {"file missing", NULL, NULL, NULL, NO_FILE,
     "FOLDER/nowhere.csv: cannot be opened: No such file or directory"},
    {"sites in degrees, zones in metres", NULL, NULL, NULL, OTHER_DATUM,
     "FOLDER/places.csv: sites.places.coordinates is BD09, but the zones are in metres; metres and degrees cannot stand in one scenario"},
    {"id in two layers", NULL, NULL, "id,type,x,y,bays,state\ne2,fuel,0,0,1,candidate\n", NOTHING,
     "FOLDER/places.csv:2: column 'id': 'e2' is the id of a site of the layer 'today' already"},
    {"id twice in a layer", NULL, "id,name,x,y,ac,dc\ne,,0,0,1,1\ne,,0,0,1,1\n", NULL, NOTHING,
     "FOLDER/today.csv:3: column 'id': 'e' is the id of a site of the layer 'today' already"},
    {"site without id", NULL, "id,name,x,y,ac,dc\n,a,0,0,1,1\n", NULL, NOTHING,
     "FOLDER/today.csv:2: column 'id': the cell is empty"},
    {"unknown status", NULL, NULL, "id,type,x,y,bays,state\np,fuel,0,0,1,planned\n", NOTHING,
     "FOLDER/places.csv:2: column 'state': 'planned' is none of existing, required, candidate, forbidden"},
    {"half a bay", NULL, NULL, "id,type,x,y,bays,state\np,fuel,0,0,1.5,candidate\n", NOTHING,
     "FOLDER/places.csv:2: column 'bays': 1.5 is not a whole number"},
    {"chargers below 0", NULL, "id,name,x,y,ac,dc\ne,,0,0,-1,1\n", NULL, NOTHING,
     "FOLDER/today.csv:2: column 'ac': -1 is outside 0 to 1000000"},
    {"part of a charger", NULL, "id,name,x,y,ac,dc\ne,,0,0,1,0.5\n", NULL, NOTHING,
     "FOLDER/today.csv:2: column 'dc': 0.5 is not a whole number"},
    {"existing without a charger", NULL, "id,name,x,y,ac,dc\ne,,0,0,1,1\nf,,0,0,0,0\n", NULL, NOTHING,
     "FOLDER/today.csv:3: the existing site 'f' has no charger of any kind"},
    {"existing without kinds", NULL, NULL, NULL, NO_KINDS,
     "FOLDER/today.csv:2: the site 'e1' is existing, but sites.today.kinds does not say which"},
    {"kind column missing", NULL, "id,name,x,y,ac,dc150\ne,,0,0,1,1\n", NULL, NOTHING,
     "FOLDER/today.csv:1: there is no column 'dc'"},
    {"kind that does not exist", NULL, NULL, NULL, OTHER_KIND,
     "sites.today.kinds: there is no kind 'dc121' of charger"},
    {"filter without =", NULL, NULL, NULL, BAD_FILTER,
     "sites.places.filter: 'parking' is not of the form 'column = value | value' or 'column != value | value'"},
    {"filter that takes nothing", NULL, NULL, NULL, NO_VALUE,
     "FOLDER/places.csv: sites.places.filter takes no row; the column 'type' holds 'parking', 'fuel', 'school'"},
    {"filter by no column", NULL, NULL, NULL, NO_COLUMN,
     "FOLDER/places.csv:1: there is no column 'kind'; the columns are: id, type, x, y, bays, state (asked for by sites.places.filter)"},
    /* clang-format on */
};

static void change(struct fixture_city *p, enum change change)
{
    struct scenario *s = &p->scenario;

    switch (change) {
    case WGS84:
        s->zones.coordinates = COORD_WGS84;
        s->n_layers = 0;
        break;
    case GCJ02:
        s->zones.coordinates = COORD_GCJ02;
        s->n_layers = 0;
        break;
    case BD09:
        s->zones.coordinates = COORD_BD09;
        s->n_layers = 0;
        break;
    case BAD_FILTER:
        p->layer[1].filter = "parking";
        break;
    case NO_VALUE:
        p->layer[1].filter = "type = parkng|x";
        break;
    case NO_COLUMN:
        p->layer[1].filter = "kind = parking";
        break;
    case NO_KINDS:
        p->layer[0].kinds.n = 0;
        break;
    case OTHER_KIND:
        p->kind_key[0] = "dc121";
        break;
    case OTHER_DATUM:
        p->layer[1].coordinates = COORD_BD09;
        break;
    case DAY_COLUMN:
        s->zones.day = "job";
        break;
    case NO_FILE:
        snprintf(p->places, sizeof p->places, "%s/nowhere.csv", p->folder);
        break;
    default:
        break;
    }
}

static void refuses(void **state)
{
    const struct refused *r = *state;
    struct fixture_city p;
    struct city *c = NULL;
    struct problems problems = {0};
    struct error err = {0};
    const char *says = r->says;
    const char *at;

    fixture_city_make(&p, r->zones ? r->zones : FIXTURE_CITY_ZONES,
                      r->today ? r->today : FIXTURE_CITY_TODAY,
                      r->places ? r->places : FIXTURE_CITY_PLACES);
    if (r->change == NO_FILE) unlink(p.places);
    change(&p, r->change);
    assert_int_equal(city_read(&c, &p.scenario, &problems, &err), ERR_DATA);
    assert_null(c);
    assert_int_equal(problems.n, 1);
    at = problems.text[0];
    if (strncmp(says, "FOLDER", 6) == 0) {
        assert_memory_equal(at, p.folder, strlen(p.folder));
        at += strlen(p.folder);
        says += 6;
    }
    if (strncmp(at, says, strlen(says)) != 0) print_error("got  %s\nwant %s\n", at, says);
    assert_int_equal(strncmp(at, says, strlen(says)), 0);
    snprintf(p.places, sizeof p.places, "%s/places.csv", p.folder);
    fixture_city_remove(&p);
}

/* Three bad files are three problems. */
static void all_files(void **state)
{
    struct fixture_city p;
    struct city *c = NULL;
    struct problems problems = {0};
    struct error err = {0};

    (void)state;
    fixture_city_make(&p, "id,x\n", "id,name,x,y,ac,dc\ne,,0,0,0,0\nf,,0,0,0,0\n", "");
    assert_int_equal(city_read(&c, &p.scenario, &problems, &err), ERR_DATA);
    assert_int_equal(problems.n, 3);
    assert_non_null(strstr(problems.text[0], "zones.csv:1"));
    assert_non_null(strstr(problems.text[1], "places.csv: the file is empty"));
    assert_non_null(strstr(problems.text[2], "today.csv:2"));
    assert_non_null(strstr(err.text, ": 3 mistakes in the data files"));
    fixture_city_remove(&p);
}

/* No layer, or only empty ones, is no city to plan in. */
static void no_sites(void **state)
{
    struct fixture_city p;
    struct city *c = NULL;
    struct problems problems = {0};
    struct error err = {0};

    (void)state;
    fixture_city_make(&p, FIXTURE_CITY_ZONES, "id,name,x,y,ac,dc\n",
                      "id,type,x,y,bays,state\n");
    assert_int_equal(city_read(&c, &p.scenario, &problems, &err), ERR_DATA);
    assert_int_equal(problems.n, 1);
    assert_non_null(strstr(problems.text[0], "sites: there is no site in any layer"));
    fixture_city_remove(&p);
}

int main(void)
{
    const struct CMUnitTest others[] = {
        cmocka_unit_test(reads),  cmocka_unit_test(filter_others), cmocka_unit_test(bare),
        cmocka_unit_test(datums), cmocka_unit_test(all_files),     cmocka_unit_test(no_sites)};
    struct CMUnitTest tests[COUNT(refused) + COUNT(others)];
    size_t n = 0;

    for (size_t k = 0; k < COUNT(others); k++)
        tests[n++] = others[k];
    for (size_t k = 0; k < COUNT(refused); k++)
        tests[n++] = (struct CMUnitTest){refused[k].name, refuses, NULL, NULL, &refused[k]};
    return cmocka_run_group_tests_name("city", tests, NULL, NULL);
}
