/* test_regrid.c - cells divided into smaller zones, and the core by density; expected numbers
 * by hand. */
#include <stdlib.h>
#include <string.h>

#include "assert.h"
#include "scenarios/regrid.h"
#include "tests/fixture_city.h"

/* z1: 1000 m, core, with people; z2: 610 m; z3: nobody, not core; z4: nobody, but core. */
#define CELLS                                                                                  \
    "id,x,y,people,jobs,home,area,core,class,cell,reach\n"                                     \
    "z1,500,7000,90,18,0.25,North,1,old,1000,1500\n"                                           \
    "z2,3000.5,1.25,7,0,0.5,South,0,edge,610,2500\n"                                           \
    "z3,9000,400,0,0,0.75,North,0,,1000,900\n"                                                 \
    "z4,9000,9000,0,0,0.75,West,1,,600,900\n"

static struct city *city_of(struct fixture_city *p, struct problems *problems)
{
    struct city *city = NULL;
    struct error err;

    city_read(&city, &p->scenario, problems, &err);
    return city;
}

static int zone(const struct city *city, const char *id)
{
    for (int z = 0; z < city->n_zones; z++)
        if (strcmp(city->zone_id[z], id) == 0) return z;
    fail_msg("there is no zone %s", id);
    return -1;
}

/* 1000 m by 400 m are 3 x 3 parts of 333.3 m, 610 m are 2 x 2 of 305 m. */
static void by_hand(void **state)
{
    struct fixture_city p;
    struct problems problems = {0};
    struct city *c;
    int z;

    (void)state;
    fixture_city_make(&p, CELLS, FIXTURE_CITY_TODAY, FIXTURE_CITY_PLACES);
    p.scenario.zones.regrid_m = 400;
    c = city_of(&p, &problems);
    assert_non_null(c);
    assert_int_equal(c->n_zones, 9 + 4 + 1 + 4);
    z = zone(c, "z1-r1c3"); /* the north-eastern corner */
    assert_int_equal(z, 2);
    assert_near(c->zone_x[z], 500 + 1000.0 / 3, 1e-12, 0);
    assert_near(c->zone_y[z], 7000 + 1000.0 / 3, 1e-12, 0);
    assert_near(c->weight[NIGHT][z], 10, 1e-12, 0);
    assert_near(c->weight[DAY][z], 2, 1e-12, 0);
    assert_near(c->cell_w_m[z], 1000.0 / 3, 1e-12, 0);
    assert_near(c->cell_h_m[z], 1000.0 / 3, 1e-12, 0);
    assert_near(c->home_access[z], 0.25, 0, 0); /* a share is no weight */
    assert_true(c->core[z]);
    assert_string_equal(c->zone_class[z], "old");
    assert_string_equal(c->district_name[c->district[z]], "North");
    z = zone(c, "z1-r2c2"); /* the middle stays where it was */
    assert_near(c->zone_x[z], 500, 1e-12, 0);
    assert_near(c->zone_y[z], 7000, 1e-12, 0);
    z = zone(c, "z2-r2c1"); /* the south-western corner */
    assert_near(c->zone_x[z], 3000.5 - 152.5, 1e-12, 0);
    assert_near(c->zone_y[z], 1.25 - 152.5, 1e-12, 0);
    assert_near(c->weight[NIGHT][z], 1.75, 1e-12, 0);
    assert_false(c->core[z]);
    assert_string_equal(c->district_name[c->district[z]], "South");
    assert_near(c->service_way[FAST][z], 2000, 0, 0);
    assert_near(c->cell_w_m[zone(c, "z3")], 1000, 0, 0); /* nobody there: whole */
    assert_true(c->core[zone(c, "z4-r2c2")]);            /* the rule asks for core zones */
    assert_non_null(strstr(c->warning[0].in[LANGUAGE_EN],
                           "the 4 cells of the zones' file are divided into 18 "
                           "zones of 400 m or less"));
    city_free(c);
    fixture_city_remove(&p);
}

static struct side {
    const char *name;
    double regrid_m;
    int n; /* parts of a cell of 1000 m, along a side */
} sides[] = {
    {"not asked for", NAN, 1},
    {"as large as the cell", 1000, 1},
    {"larger than the cell", 5000, 1},
    {"just smaller", 999.99, 2},
    {"divides evenly", 200, 5},
    {"does not divide evenly", 199, 6},
    {"a third, rounded down", 333.333, 4},
    {"a third, within rounding", 1000.0 / 3, 3},
    {"a seventh, rounded up by the machine", 1000.0 / 7 * (1 - 1e-13), 7},
    {"small", 10, 100},
};

/* Whatever the side: totals stay, parts are within the side, and lie in their cell. */
static void conserves(void **state)
{
    const struct side *r = *state;
    struct fixture_city p;
    struct problems problems = {0};
    struct city *c;
    double people = 0, jobs = 0, area = 0;
    int n = 0;

    fixture_city_make(&p, CELLS, FIXTURE_CITY_TODAY, FIXTURE_CITY_PLACES);
    p.scenario.zones.regrid_m = r->regrid_m;
    c = city_of(&p, &problems);
    assert_non_null(c);
    for (int z = 0; z < c->n_zones; z++) {
        people += c->weight[NIGHT][z];
        jobs += c->weight[DAY][z];
        area += c->cell_w_m[z] * c->cell_h_m[z];
        if (strncmp(c->zone_id[z], "z1", 2) == 0) {
            n++;
            assert_true(fabs(c->zone_x[z] - 500) + c->cell_w_m[z] / 2 <= 500 + 1e-9);
            assert_true(fabs(c->zone_y[z] - 7000) + c->cell_h_m[z] / 2 <= 500 + 1e-9);
        }
        if (isnan(r->regrid_m) || strcmp(c->zone_id[z], "z3") == 0) continue;
        assert_true(c->cell_w_m[z] <= r->regrid_m * (1 + 1e-9));
        assert_true(c->cell_h_m[z] <= r->regrid_m * (1 + 1e-9));
    }
    assert_int_equal(n, r->n * r->n);
    assert_near(people, 97, 1e-12, 0);
    assert_near(jobs, 18, 1e-12, 0);
    assert_near(area, 2 * 1e6 + 610 * 610 + 600 * 600, 1e-12, 0);
    city_free(c);
    fixture_city_remove(&p);
}

/* Cells of 30 arc-seconds. Metres of a degree by the radii of curvature of WGS 84, along the
 * parallel a cos(lat) / sqrt(1 - e2 sin2(lat)), along the meridian
 * a (1 - e2) / (1 - e2 sin2(lat))^1.5, times pi / 180. */
static struct arc {
    const char *name;
    double lat, east_m, north_m; /* metres of a degree */
    int columns, rows;           /* by 200 m */
} arcs[] = {
    {"Shenzhen", 22.5, 102896.25, 110737.1, 5, 5},
    {"60 degrees north", 60, 55800.0, 111412.3, 3, 5},
    {"the equator", 0, 111319.49, 110574.3, 5, 5},
    {"the south", -22.5, 102896.25, 110737.1, 5, 5},
};

static void degrees(void **state)
{
    const struct arc *r = *state;
    char zones[200], places[200];
    struct fixture_city p;
    struct problems problems = {0};
    struct city *c;
    double step = 1 / 120.0;
    int last;

    snprintf(zones, sizeof zones, "id,x,y,people\na,114.0625,%.17g,100\n", r->lat);
    snprintf(places, sizeof places, "id,type,x,y,bays,state\ns,fuel,114.06,%.17g,1,candidate\n",
             r->lat);
    fixture_city_make(&p, zones, FIXTURE_CITY_TODAY, places);
    p.scenario.zones = (struct zones_params){.file = p.zones,
                                             .id_column = "id",
                                             .x = "x",
                                             .y = "y",
                                             .coordinates = COORD_WGS84,
                                             .night = "people",
                                             .cell_m = {NAN, NULL},
                                             .cell_degrees = step,
                                             .regrid_m = 200};
    p.layer[1].coordinates = COORD_WGS84;
    p.scenario.sites = &p.layer[1];
    p.scenario.n_layers = 1;
    c = city_of(&p, &problems);
    assert_non_null(c);
    assert_int_equal(c->n_zones, r->columns * r->rows);
    last = c->n_zones - 1;
    assert_near(c->cell_w_m[0] * r->columns, r->east_m * step, 1e-5, 0);
    assert_near(c->cell_h_m[0] * r->rows, r->north_m * step, 1e-5, 0);
    assert_near(c->weight[NIGHT][0], 100.0 / (r->columns * r->rows), 1e-12, 0);
    /* divided in degrees: the corners' centres lie half a part inside the cell */
    assert_near(c->zone_x[0], 114.0625 - step / 2 + step / 2 / r->columns, 0, 1e-9);
    assert_near(c->zone_y[0], r->lat + step / 2 - step / 2 / r->rows, 0, 1e-9);
    assert_near(c->zone_x[last], 114.0625 + step / 2 - step / 2 / r->columns, 0, 1e-9);
    assert_near(c->zone_y[last], r->lat - step / 2 + step / 2 / r->rows, 0, 1e-9);
    city_free(c);
    fixture_city_remove(&p);
}

/* z1 has 90 people on 1 km2, z2 7 on 0.3721 km2 (18.8 per km2). */
static void core_density(void **state)
{
    static const struct {
        double per_km2;
        bool z1, z2;
    } cases[] = {
        {90, true, false}, {90.01, false, false}, {18.8, true, true}, {18.9, true, false}};

    (void)state;
    for (size_t k = 0; k < COUNT(cases); k++)
        for (int regrid = 0; regrid < 2; regrid++) {
            struct fixture_city p;
            struct problems problems = {0};
            struct city *c;

            fixture_city_make(&p, CELLS, FIXTURE_CITY_TODAY, FIXTURE_CITY_PLACES);
            p.scenario.zones.core = NULL;
            p.scenario.zones.core_density = cases[k].per_km2;
            p.scenario.zones.regrid_m = regrid ? 400 : NAN;
            c = city_of(&p, &problems);
            assert_non_null(c);
            assert_int_equal(c->core[zone(c, regrid ? "z1-r2c1" : "z1")], cases[k].z1);
            assert_int_equal(c->core[zone(c, regrid ? "z2-r1c2" : "z2")], cases[k].z2);
            assert_false(c->core[zone(c, "z3")]);
            city_free(c);
            fixture_city_remove(&p);
        }
}

static struct bad {
    const char *name, *zones;
    double regrid_m;
    const char *says;
} bad[] = {
    {"a part gets the id of a cell",
     "id,x,y,people,jobs,home,area,core,class,cell\n"
     "a,0,0,1,1,0,n,0,,200\na-r1c2,900,0,1,1,0,n,0,,90\n",
     100,
     "zones.regrid_m: dividing the cells makes two zones with the id 'a-r1c2'; give the cells "
     "other ids"},
    {"too many parts", "id,x,y,people,jobs,home,area,core,class,cell\na,0,0,1,1,0,n,0,,50000\n",
     10,
     "zones.regrid_m: 10 m divides the zones into 25000000 parts; at most 500000 are allowed, "
     "so choose a longer side"},
};

static void refused(void **state)
{
    const struct bad *r = *state;
    struct fixture_city p;
    struct problems problems = {0};

    fixture_city_make(&p, r->zones, FIXTURE_CITY_TODAY, FIXTURE_CITY_PLACES);
    p.scenario.zones.regrid_m = r->regrid_m;
    assert_null(city_of(&p, &problems));
    assert_int_equal(problems.n, 1);
    assert_string_equal(problems.text[0], r->says);
    fixture_city_remove(&p);
}

int main(void)
{
    enum { N = 2 + COUNT(sides) + COUNT(arcs) + COUNT(bad) };
    struct CMUnitTest tests[N] = {cmocka_unit_test(by_hand), cmocka_unit_test(core_density)};
    int n = 2;

    for (size_t k = 0; k < COUNT(sides); k++)
        tests[n++] = (struct CMUnitTest){sides[k].name, conserves, NULL, NULL, &sides[k]};
    for (size_t k = 0; k < COUNT(arcs); k++)
        tests[n++] = (struct CMUnitTest){arcs[k].name, degrees, NULL, NULL, &arcs[k]};
    for (size_t k = 0; k < COUNT(bad); k++)
        tests[n++] = (struct CMUnitTest){bad[k].name, refused, NULL, NULL, &bad[k]};
    return cmocka_run_group_tests_name("regrid", tests, NULL, NULL);
}
