/* test_city_warnings.c - label: unit. What is warned of when a city is read; Shenzhen as an
 * example that is not made up. */
#include "tests/assert.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "tests/fixture_city.h"

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
    {"a whole layer out of all reach, in metres", "id,x,y,people,jobs,home,area,core,class,cell\na,17,5,1,1,0,a,0,,10\nb,90000,-300,1,1,0,a,0,,10\n", "id,type,x,y,bays,state\np,fuel,5000,2501.4,1,candidate\nq,fuel,45000,7,1,candidate\n", 2000,
     "sites.places: all 2 places lie out of reach of every zone, the first at 5000, 2501, while the zones lie within 17, -300 and 90000, 5; is the system of coordinates the right one"},
    {"two pairs and a triple at the same place", "id,x,y,people,jobs,home,area,core,class,cell\na,0,0,1,1,0,a,0,,10\n", "id,type,x,y,bays,state\np,fuel,5,5,1,candidate\nq,fuel,6,5,1,candidate\nr,fuel,5,5,1,candidate\ns,fuel,6,5,1,candidate\nt,fuel,6,5,1,candidate\n", 2000,
     "3 sites stand at exactly the place of another (first: 'p' and 'r')"},
    {"names that turn the words behind them, by ids and districts", "id,x,y,people,jobs,home,area,core,class,cell\na\u202E,0,0,1,1,0,No\u2066rth,0,,10\n", "id,type,x,y,bays,state\np\u202D,fuel,5,5,1,candidate\n", 2000,
     "3 names, ids or kinds of places hold control characters that turn the direction of the words behind them (first: 'a\uFFFD')"},
    {"marks of direction are fine", "id,x,y,people,jobs,home,area,core,class,cell\na\u200E,0,0,1,1,0,No\u061Crth,0,,10\n", "id,type,x,y,bays,state\np,fuel,5,5,1,candidate\n", 2000, NULL},
    {"degrees said to be metres", "id,x,y,people,jobs,home,area,core,class,cell\na,114,22,1,1,0,a,0,,10\nb,114.2,22.1,1,1,0,a,0,,10\n", "id,type,x,y,bays,state\np,fuel,114.1,22,1,candidate\n", 2000,
     "the zones are said to be in metres, but all of them look like degrees"},
    /* clang-format on */
};

static void warns(void **state)
{
    const struct warned *w = *state;
    struct fixture_city p;
    struct city *c = NULL;
    struct problems problems = {0};
    struct error err;

    fixture_city_make(&p, w->zones, FIXTURE_CITY_TODAY,
                      w->places ? w->places
                                : "id,type,x,y,bays,state\np,fuel,5,5,1,candidate\n");
    p.scenario.access.fast_radius_m = w->fast_m;
    p.scenario.sites = &p.layer[1];
    p.scenario.n_layers = 1;
    assert_int_equal(city_read(&c, &p.scenario, &problems, &err), ERR_OK);
    assert_int_equal(c->n_warnings, w->says != NULL ? 1 : 0);
    if (w->says != NULL) {
        if (strstr(c->warning[0].in[LANGUAGE_EN], w->says) == NULL)
            print_error("%s\n", c->warning[0].in[LANGUAGE_EN]);
        assert_non_null(strstr(c->warning[0].in[LANGUAGE_EN], w->says));
    }
    city_free(c);
    fixture_city_remove(&p);
}

static void unused_class(void **state)
{
    struct fixture_city p;
    struct city *c = NULL;
    struct problems problems = {0};
    struct error err;

    (void)state;
    fixture_city_make(&p, FIXTURE_CITY_ZONES, FIXTURE_CITY_TODAY, FIXTURE_CITY_PLACES);
    p.class_key[0] = "core";
    p.class_key[1] = "egde";
    p.class_value[0] = p.class_value[1] = 2100;
    p.scenario.access.slow_by_class = (struct map_number){2, p.class_key, p.class_value};
    assert_int_equal(city_read(&c, &p.scenario, &problems, &err), ERR_OK);
    assert_int_equal(c->n_warnings, 1);
    assert_string_equal(c->warning[0].in[LANGUAGE_EN],
                        "access.service.slow.by_class.egde: no zone is of this class");
    city_free(c);
    fixture_city_remove(&p);
}

/* Without cell sizes the spacing of the zones tells: a grid of 30 x 20 zones 260.25 m apart,
 * with some places given twice, under a radius of four times that and a little less. */
static void spacing(void **state)
{
    (void)state;
    for (int small = 0; small < 2; small++) {
        char zones[30000] = "id,x,y,people,jobs,home,area,core,class,cell\n";
        struct fixture_city p;
        struct city *c = NULL;
        struct problems problems = {0};
        struct error err;

        for (int k = 0; k < 660; k++)
            sprintf(zones + strlen(zones), "z%d,%.2f,%.2f,1,1,0,a,0,,10\n", k,
                    k % 600 % 30 * 260.25, k % 600 / 30 * 260.25);
        fixture_city_make(&p, zones, FIXTURE_CITY_TODAY,
                          "id,type,x,y,bays,state\np,fuel,5,5,1,candidate\n");
        p.scenario.zones.cell_m = (struct number_or_column){NAN, NULL};
        p.scenario.access.slow_radius_m = 4 * 260.25 - small;
        p.scenario.sites = &p.layer[1];
        p.scenario.n_layers = 1;
        if (city_read(&c, &p.scenario, &problems, &err) != ERR_OK) fail_msg("%s", err.text);
        assert_int_equal(c->n_warnings, small);
        if (small)
            assert_non_null(strstr(c->warning[0].in[LANGUAGE_EN],
                                   "the zones stand some 260 m apart, more than a quarter of "
                                   "the smallest radius (1040 m)"));
        city_free(c);
        fixture_city_remove(&p);
    }
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
        struct fixture_city p;
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
        fixture_city_make(&p, zones, FIXTURE_CITY_TODAY, places);
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
        if (strstr(c->warning[0].in[LANGUAGE_EN], says) == NULL)
            print_error("%s, %s\n", c->warning[0].in[LANGUAGE_EN], says);
        assert_non_null(strstr(c->warning[0].in[LANGUAGE_EN], says));
        city_free(c);
        fixture_city_remove(&p);
    }
}

/* Shenzhen, where the data stand beside the project: rows, sums and warnings of README there.
 */
static void shenzhen(void **state)
{
    const char *shared = getenv("CHARGEPLAN_SHARED");
    char zones[512], places[512];
    struct fixture_city p;
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
    fixture_city_make(&p, FIXTURE_CITY_ZONES, FIXTURE_CITY_TODAY, FIXTURE_CITY_PLACES);
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
    assert_non_null(strstr(c->warning[0].in[LANGUAGE_EN], "2445 of 2520 zones are larger"));
    city_free(c);
    fixture_city_remove(&p);
}

int main(void)
{
    const struct CMUnitTest others[] = {cmocka_unit_test(unused_class),
                                        cmocka_unit_test(far_by_force),
                                        cmocka_unit_test(spacing), cmocka_unit_test(shenzhen)};
    struct CMUnitTest tests[COUNT(warned) + COUNT(others)];
    size_t n = 0;

    for (size_t k = 0; k < COUNT(others); k++)
        tests[n++] = others[k];
    for (size_t k = 0; k < COUNT(warned); k++)
        tests[n++] = (struct CMUnitTest){warned[k].name, warns, NULL, NULL, &warned[k]};
    return cmocka_run_group_tests_name("city_warnings", tests, NULL, NULL);
}
