/* test_city.c - label: unit. What is read of a city, what is refused and in which words, and
 * what is warned of. */
#include "tests/assert.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "scenarios/city.h"

#define ZONES                                                                                  \
    "id,x,y,people,jobs,home,area,core,class,cell,reach\n"                                     \
    "z1,0,0,100.5,0,0.25,North,1,core,200,1500\n"                                              \
    "z2,3000,0,50,70,0.5,South,0,edge,500,2500\n"                                              \
    "z3,3000,400,0,30,0.75,North,0,,500,900\n"
#define TODAY                                                                                  \
    "id,name,x,y,ac,dc\n"                                                                      \
    "e1,First Street,10,10,3,0\n"                                                              \
    "e2,,3000,10,0,2\n"
#define PLACES                                                                                 \
    "id,type,x,y,bays,state\n"                                                                 \
    "p1,parking,500,0,12,candidate\n"                                                          \
    "p2,fuel,2500,0,6.0,forbidden\n"                                                           \
    "p3,school,2000,0,9,candidate\n"                                                           \
    "p4,parking,2900,100,8,required\n"

/* One city on disk and the scenario that names it. */
struct place {
    char folder[32], zones[64], today[64], places[64];
    struct scenario scenario;
    struct sites_layer layer[2];
    struct kind kind[2];
    char *kind_key[2], *kind_column[2];
    char *class_key[2];
    double class_value[2];
};

static void put(char *path, const char *folder, const char *name, const char *text)
{
    FILE *file;

    snprintf(path, 64, "%s/%s", folder, name);
    file = fopen(path, "wb");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
}

static void fill_zones(struct scenario *s, char *file)
{
    s->file = (char[]){"city.yaml"};
    s->zones = (struct zones_params){.file = file,
                                     .id_column = "id",
                                     .x = "x",
                                     .y = "y",
                                     .coordinates = COORD_METRES,
                                     .night = "people",
                                     .day = "jobs",
                                     .home_access = "home",
                                     .district = "area",
                                     .core = "core",
                                     .zone_class = "class",
                                     .cell_m = {NAN, "cell"}};
    s->access = (struct access_params){.detour_factor = 1,
                                       .rule_radius_core_km = 0.9,
                                       .rule_strict = true,
                                       .fast_radius_m = 2000,
                                       .slow_radius_m = 2001};
}

static void setup(struct place *p, const char *zones, const char *today, const char *places)
{
    struct scenario *s = &p->scenario;

    memset(p, 0, sizeof *p);
    strcpy(p->folder, "/tmp/test_city_XXXXXX");
    assert_non_null(mkdtemp(p->folder));
    put(p->zones, p->folder, "zones.csv", zones);
    put(p->today, p->folder, "today.csv", today);
    put(p->places, p->folder, "places.csv", places);
    fill_zones(s, p->zones);
    s->file = p->folder;
    p->kind[0].id = "ac7";
    p->kind[1].id = "dc120";
    s->n_kinds = 2;
    s->kind = p->kind;
    p->kind_key[0] = "dc120"; /* not in the order of the kinds */
    p->kind_column[0] = "dc";
    p->kind_key[1] = "ac7";
    p->kind_column[1] = "ac";
    p->layer[0] = (struct sites_layer){.id = "today",
                                       .file = p->today,
                                       .id_column = "id",
                                       .x = "x",
                                       .y = "y",
                                       .name = "name",
                                       .status = SITE_EXISTING,
                                       .access = ACCESS_OPENED,
                                       .bays = {20, NULL},
                                       .power_kw = {640.5, NULL},
                                       .fixed_cost = {0, NULL},
                                       .kinds = {2, p->kind_key, p->kind_column}};
    p->layer[1] = (struct sites_layer){.id = "places",
                                       .file = p->places,
                                       .id_column = "id",
                                       .x = "x",
                                       .y = "y",
                                       .type = "type",
                                       .filter = "type = parking | fuel",
                                       .status = SITE_CANDIDATE,
                                       .status_column = "state",
                                       .bays = {NAN, "bays"},
                                       .power_kw = {1000, NULL},
                                       .fixed_cost = {300000, NULL}};
    s->n_layers = 2;
    s->sites = p->layer;
}

static void teardown(struct place *p)
{
    unlink(p->zones);
    unlink(p->today);
    unlink(p->places);
    rmdir(p->folder);
}

static void reads(void **state)
{
    struct place p;
    struct city *c = NULL;
    struct problems problems = {0};
    struct error err;

    (void)state;
    setup(&p, ZONES, TODAY, PLACES);
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
    assert_near(c->cell_m[2], 500, 0, 0);
    assert_near(c->service_m[FAST][0], 2000, 0, 0); /* default */
    assert_near(c->service_m[FAST][1], 3210, 0, 0); /* by class */
    assert_near(c->service_m[SLOW][1], 2500, 0, 0); /* own column, not its class */
    assert_near(c->service_m[SLOW][2], 900, 0, 0);  /* own column, not the default */
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
    teardown(&p);
}

/* Without the optional columns: one district "", no core, day as night, no home access. */
static void bare(void **state)
{
    struct place p;
    struct city *c = NULL;
    struct problems problems = {0};
    struct error err;

    (void)state;
    setup(&p, "id,x,y,people\na,114.1,22.5,7\n", TODAY, "id,x,y\ns,114.11,22.51\n");
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
    assert_true(isnan(c->cell_m[0]));
    assert_string_equal(c->zone_class[0], "");
    assert_string_equal(c->site[0].name, "s");
    assert_string_equal(c->site[0].type, "");
    assert_int_equal(c->site[0].bays, 33);
    assert_int_equal(c->n_warnings, 0);
    city_free(c);
    teardown(&p);
}

/* ---- what is refused: one changed file or setting, one sentence ---- */

enum change {
    NOTHING,
    WGS84,
    GCJ02,
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
    {"no such column", ZONES, NULL, NULL, DAY_COLUMN,
     "FOLDER/zones.csv:1: there is no column 'job', did you mean 'jobs'? the columns are: id, x, y, people, jobs, home, area, core, class, cell, reach (asked for by zones.day)"},
    {"latitude outside", "id,x,y,people,jobs,home,area,core,class,cell\nz,22.5,114.1,3,1,0,a,0,,200\n", NULL, NULL, WGS84,
     "FOLDER/zones.csv:2: column 'y': latitude 114.1 is outside -90 to 90 degrees; are longitude and latitude swapped?"},
    {"longitude outside", "id,x,y,people,jobs,home,area,core,class,cell\nz,214.1,22.5,3,1,0,a,0,,200\n", NULL, NULL, WGS84,
     "FOLDER/zones.csv:2: column 'x': longitude 214.1 is outside -180 to 180 degrees"},
    {"metres for degrees", "id,x,y,people,jobs,home,area,core,class,cell\nz,500100,2500000,3,1,0,a,0,,200\n", NULL, NULL, WGS84,
     "FOLDER/zones.csv:2: column 'x': longitude 500100 is outside -180 to 180 degrees; these look like metres"},
    {"datum that comes later", NULL, NULL, NULL, GCJ02,
     "FOLDER/zones.csv: zones.coordinates is GCJ02, which is not converted yet; WGS84 and metres are read"},
    {"file missing", NULL, NULL, NULL, NO_FILE,
     "FOLDER/nowhere.csv: cannot be opened: No such file or directory"},
    {"sites in degrees, zones in metres", NULL, NULL, NULL, OTHER_DATUM,
     "FOLDER/places.csv: sites.places.coordinates is WGS84, but the zones are in metres"},
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
     "sites.places.filter: 'parking' is not of the form 'column = value | value'"},
    {"filter that takes nothing", NULL, NULL, NULL, NO_VALUE,
     "FOLDER/places.csv: sites.places.filter takes no row; the column 'type' holds 'parking', 'fuel', 'school'"},
    {"filter by no column", NULL, NULL, NULL, NO_COLUMN,
     "FOLDER/places.csv:1: there is no column 'kind'; the columns are: id, type, x, y, bays, state (asked for by sites.places.filter)"},
    /* clang-format on */
};

static void change(struct place *p, enum change change)
{
    struct scenario *s = &p->scenario;

    switch (change) {
    case WGS84:
        s->zones.coordinates = COORD_WGS84;
        s->n_layers = 0;
        break;
    case GCJ02:
        s->zones.coordinates = COORD_GCJ02;
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
        p->layer[1].coordinates = COORD_WGS84;
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
    struct place p;
    struct city *c = NULL;
    struct problems problems = {0};
    struct error err = {0};
    const char *says = r->says;
    const char *at;

    setup(&p, r->zones ? r->zones : ZONES, r->today ? r->today : TODAY,
          r->places ? r->places : PLACES);
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
    teardown(&p);
}

/* Three bad files are three problems. */
static void all_files(void **state)
{
    struct place p;
    struct city *c = NULL;
    struct problems problems = {0};
    struct error err = {0};

    (void)state;
    setup(&p, "id,x\n", "id,name,x,y,ac,dc\ne,,0,0,0,0\nf,,0,0,0,0\n", "");
    assert_int_equal(city_read(&c, &p.scenario, &problems, &err), ERR_DATA);
    assert_int_equal(problems.n, 3);
    assert_non_null(strstr(problems.text[0], "zones.csv:1"));
    assert_non_null(strstr(problems.text[1], "places.csv: the file is empty"));
    assert_non_null(strstr(problems.text[2], "today.csv:2"));
    assert_non_null(strstr(err.text, ": 3 mistakes in the data files"));
    teardown(&p);
}

/* No layer, or only empty ones, is no city to plan in. */
static void no_sites(void **state)
{
    struct place p;
    struct city *c = NULL;
    struct problems problems = {0};
    struct error err = {0};

    (void)state;
    setup(&p, ZONES, "id,name,x,y,ac,dc\n", "id,type,x,y,bays,state\n");
    assert_int_equal(city_read(&c, &p.scenario, &problems, &err), ERR_DATA);
    assert_int_equal(problems.n, 1);
    assert_non_null(strstr(problems.text[0], "sites: there is no site in any layer"));
    teardown(&p);
}

/* ---- warnings ---- */

static struct warned {
    const char *name, *zones, *places;
    double fast_m;
    const char *says; /* NULL: none */
} warned[] = {
    /* clang-format off */
    {"cells of a quarter are small enough", "id,x,y,people,jobs,home,area,core,class,cell\na,0,0,1,1,0,a,1,,225\nb,1000,0,1,1,0,a,0,,500\n", NULL, 2000, NULL},
    {"core cells above a quarter of 900 m", "id,x,y,people,jobs,home,area,core,class,cell\na,0,0,1,1,0,a,1,,225.1\nb,1000,0,1,1,0,a,0,,500\n", NULL, 2000,
     "1 of 2 zones are larger than a quarter of the core's rule radius (cells up to 225.1 m, radius 900 m)"},
    {"cells above a quarter of the fast reach", "id,x,y,people,jobs,home,area,core,class,cell\na,0,0,1,1,0,a,1,,225\nb,1000,0,1,1,0,a,0,,500\n", NULL, 1999,
     "1 of 2 zones are larger than a quarter of the reach of fast chargers (cells up to 500 m, radius 1999 m), so that cover measured at their centres is rough; re-grid them to 499.75 m or less"},
    {"site just within the largest reach", "id,x,y,people,jobs,home,area,core,class,cell\na,0,0,1,1,0,a,0,,10\nb,90000,0,1,1,0,a,0,,10\n", "id,type,x,y,bays,state\np,fuel,0,2001,1,candidate\n", 2000, NULL},
    {"sites out of all reach", "id,x,y,people,jobs,home,area,core,class,cell\na,0,0,1,1,0,a,0,,10\nb,90000,0,1,1,0,a,0,,10\n", "id,type,x,y,bays,state\np,fuel,0,2001,1,candidate\nq,fuel,0,2002,1,candidate\nr,fuel,45000,7,1,candidate\n", 2000,
     "2 of 3 sites lie farther than 2001 m, the largest reach, from every zone (first: 'q')"},
    {"two pairs and a triple at the same place", "id,x,y,people,jobs,home,area,core,class,cell\na,0,0,1,1,0,a,0,,10\n", "id,type,x,y,bays,state\np,fuel,5,5,1,candidate\nq,fuel,6,5,1,candidate\nr,fuel,5,5,1,candidate\ns,fuel,6,5,1,candidate\nt,fuel,6,5,1,candidate\n", 2000,
     "3 sites stand at exactly the place of another (first: 'p' and 'r')"},
    {"degrees said to be metres", "id,x,y,people,jobs,home,area,core,class,cell\na,114,22,1,1,0,a,0,,10\nb,114.2,22.1,1,1,0,a,0,,10\n", "id,type,x,y,bays,state\np,fuel,114.1,22,1,candidate\n", 2000,
     "the zones are said to be in metres, but all of them look like degrees"},
    /* clang-format on */
};

static void warns(void **state)
{
    const struct warned *w = *state;
    struct place p;
    struct city *c = NULL;
    struct problems problems = {0};
    struct error err;

    setup(&p, w->zones, TODAY,
          w->places ? w->places : "id,type,x,y,bays,state\np,fuel,5,5,1,candidate\n");
    p.scenario.access.fast_radius_m = w->fast_m;
    p.scenario.sites = &p.layer[1];
    p.scenario.n_layers = 1;
    assert_int_equal(city_read(&c, &p.scenario, &problems, &err), ERR_OK);
    assert_int_equal(c->n_warnings, w->says != NULL ? 1 : 0);
    if (w->says != NULL) {
        if (strstr(c->warning[0], w->says) == NULL) print_error("%s\n", c->warning[0]);
        assert_non_null(strstr(c->warning[0], w->says));
    }
    city_free(c);
    teardown(&p);
}

static void unused_class(void **state)
{
    struct place p;
    struct city *c = NULL;
    struct problems problems = {0};
    struct error err;

    (void)state;
    setup(&p, ZONES, TODAY, PLACES);
    p.class_key[0] = "core";
    p.class_key[1] = "egde";
    p.class_value[0] = p.class_value[1] = 2100;
    p.scenario.access.slow_by_class = (struct map_number){2, p.class_key, p.class_value};
    assert_int_equal(city_read(&c, &p.scenario, &problems, &err), ERR_OK);
    assert_int_equal(c->n_warnings, 1);
    assert_string_equal(c->warning[0],
                        "access.service.slow.by_class.egde: no zone is of this class");
    city_free(c);
    teardown(&p);
}

/* The number of far sites against all pairs of scattered zones and sites, in metres and in
 * degrees; at least a tenth of the sites is far and a tenth is not. */
static void far_by_force(void **state)
{
    (void)state;
    for (int geographic = 0; geographic < 2; geographic++) {
        char zones[8000] = "id,x,y,people,jobs,home,area,core,class,cell\n",
             places[12000] = "id,type,x,y,bays,state\n", says[64];
        double unit = geographic ? 0.00001 : 1;
        struct place p;
        struct city *c = NULL;
        struct problems problems = {0};
        struct error err;
        uint32_t dice = 77;
        int far = 0;

        for (int k = 0; k < 320; k++) {
            char *to = k < 120 ? zones : places;
            double x, y;

            dice = dice * 1664525u + 1013904223u;
            x = (dice >> 8) % 40000 * unit + (geographic ? 179.85 : 1000);
            dice = dice * 1664525u + 1013904223u;
            y = (dice >> 8) % 30000 * unit + (geographic ? 41 : 2000);
            if (x > 180 && geographic) x -= 360; /* across the date line */
            sprintf(to + strlen(to),
                    k < 120 ? "z%d,%.5f,%.5f,1,1,0,a,0,,10\n"
                            : "s%d,fuel,%.5f,%.5f,1,candidate\n",
                    k, x, y);
        }
        setup(&p, zones, TODAY, places);
        p.scenario.access.fast_radius_m = 700;
        p.scenario.access.slow_radius_m = 1400;
        p.scenario.zones.coordinates = p.layer[1].coordinates =
            geographic ? COORD_WGS84 : COORD_METRES;
        p.scenario.sites = &p.layer[1];
        p.scenario.n_layers = 1;
        if (city_read(&c, &p.scenario, &problems, &err) != ERR_OK) fail_msg("%s", err.text);
        for (int s = 0; s < c->n_sites; s++) {
            struct points z = city_zones(c), q = city_sites(c);
            bool near = false;

            for (int k = 0; k < c->n_zones && !near; k++)
                near = geo_distance_m(&z, k, &q, s) <= 1400;
            far += near ? 0 : 1;
        }
        assert_in_range(far, 20, 180);
        snprintf(says, sizeof says, "%d of 200 sites lie farther than 1400 m", far);
        assert_int_equal(c->n_warnings, 1);
        if (strstr(c->warning[0], says) == NULL) print_error("%s, %s\n", c->warning[0], says);
        assert_non_null(strstr(c->warning[0], says));
        city_free(c);
        teardown(&p);
    }
}

/* Shenzhen, where the data stand beside the project: rows, sums and warnings of README there.
 */
static void shenzhen(void **state)
{
    const char *shared = getenv("CHARGEPLAN_SHARED");
    char zones[512], places[512];
    struct place p;
    struct city *c = NULL;
    struct problems problems = {0};
    struct error err;
    double people = 0;

    (void)state;
    snprintf(zones, sizeof zones, "%s/data/shenzhen/population_cells.csv",
             shared != NULL ? shared : SHARED_DIR);
    snprintf(places, sizeof places, "%s/data/shenzhen/places_osm.csv",
             shared != NULL ? shared : SHARED_DIR);
    if (access(zones, R_OK) != 0) {
        print_message("skipped: %s is not there\n", zones);
        skip();
    }
    setup(&p, ZONES, TODAY, PLACES);
    p.scenario.zones = (struct zones_params){.file = zones,
                                             .id_column = "cell",
                                             .x = "lon",
                                             .y = "lat",
                                             .coordinates = COORD_WGS84,
                                             .night = "population",
                                             .cell_m = {900, NULL}};
    p.layer[1].file = places;
    p.layer[1].x = "lon";
    p.layer[1].y = "lat";
    p.layer[1].coordinates = COORD_WGS84;
    p.layer[1].filter = "type = parking | fuel";
    p.layer[1].status_column = NULL;
    p.layer[1].bays = (struct number_or_column){20, NULL};
    p.scenario.sites = &p.layer[1];
    p.scenario.n_layers = 1;
    if (city_read(&c, &p.scenario, &problems, &err) != ERR_OK) fail_msg("%s", problems.text[0]);
    for (int z = 0; z < c->n_zones; z++)
        people += c->weight[NIGHT][z];
    assert_int_equal(c->n_zones, 2520);
    assert_near(people, 10737058, 0, 0);
    assert_int_equal(c->n_sites, 976 + 141); /* car parks and petrol stations */
    assert_non_null(strstr(c->warning[0], "2520 of 2520 zones are larger"));
    city_free(c);
    teardown(&p);
}

int main(void)
{
    const struct CMUnitTest others[] = {
        cmocka_unit_test(reads),     cmocka_unit_test(bare),
        cmocka_unit_test(all_files), cmocka_unit_test(unused_class),
        cmocka_unit_test(no_sites),  cmocka_unit_test(far_by_force),
        cmocka_unit_test(shenzhen)};
    struct CMUnitTest tests[COUNT(refused) + COUNT(warned) + COUNT(others)];
    size_t n = 0;

    for (size_t k = 0; k < COUNT(others); k++)
        tests[n++] = others[k];
    for (size_t k = 0; k < COUNT(refused); k++)
        tests[n++] = (struct CMUnitTest){refused[k].name, refuses, NULL, NULL, &refused[k]};
    for (size_t k = 0; k < COUNT(warned); k++)
        tests[n++] = (struct CMUnitTest){warned[k].name, warns, NULL, NULL, &warned[k]};
    return cmocka_run_group_tests_name("city", tests, NULL, NULL);
}
