/* test_matrix.c - label: unit. Ways of the planner's own: what is read, what is refused in
 * which words, and the published optima of San Francisco through a scenario. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "tests/assert.h"
#include "tests/fixture_access.h"

static const char more[] =
    "zones: {file: zones.csv, coordinates: metres, night: people, class: class}\n"
    "sites: {all: {file: sites.csv, coordinates: metres, bays: 400, power_kw: 1e6, filter: "
    "\"type = p\"}}\n"
    "matrix: {fast: m.csv, zone: from, site: to, metres: far}\n"
    "access: {service: {fast: {radius_m: 1000}, slow: {radius_m: 700}}}\n"
    "placement: {model: mclp, p: 1, phases: [2030], gap: 0}\n";

/* Zones a to d at x 0, 1000, 2000, 3000; sites p at 100, quay at 2100. */
static void make(struct fixture_access *f, const char *matrix)
{
    fixture_access_make(f);
    fixture_access_scenario(f, more);
    fixture_access_put(
        f, "zones.csv",
        "id,x,y,people,class\na,0,0,1,\nb,1000,0,2,\nc,2000,0,4,\nd,3000,0,8,\n");
    fixture_access_put(f, "sites.csv",
                       "id,x,y,type\np,100,0,p\nquay,2100,0,p\nunused,2100,9,other\n");
    fixture_access_put(f, "m.csv", matrix);
}

static bool warned(const struct fixture_access *f, const char *text)
{
    for (int k = 0; k < f->run->n_warnings; k++)
        if (strstr(f->run->warning[k].in[LANGUAGE_EN], text) != NULL) return true;
    return false;
}

/* The order of the file does not matter; the limit cuts, also what equals it stays; slow
 * chargers have no matrix and a straight line. */
static void reads(void **state)
{
    struct fixture_access f;
    const struct reach *r;
    static const struct {
        const char *set;
        int n[4], site;
        double way;
    } limits[] = {
        {"access.service.fast.radius_m=1000", {1, 2, 0, 0}, 0, 1000},
        {"access.service.fast.radius_m=999.5", {1, 1, 0, 0}, 1, 70.25},
        {"access.service.fast.radius_m=2e5", {1, 2, 1, 0}, 0, 1000},
    };

    (void)state;
    make(&f,
         "to,note,far,from\nquay,x,70.25,b\np,,1000,b\np,,0,a\nunused,,5,d\nquay,far,1e5,c\n");
    for (size_t k = 0; k < COUNT(limits); k++) {
        fixture_access_run(&f, 1, &limits[k].set, 1);
        r = f.run->service[FAST];
        assert_int_equal(f.loaded.city->matrix[FAST].n, 4);
        for (int z = 0; z < 4; z++)
            assert_int_equal(r->row_start[z + 1] - r->row_start[z], limits[k].n[z]);
        assert_int_equal(r->site[r->row_start[1]], limits[k].site);
        assert_near(r->way[r->row_start[1]], limits[k].way, 0, 0);
        r = f.run->service[SLOW];
        assert_int_equal(r->row_start[4], 2); /* a to p and c to quay, 100 m each */
        assert_near(r->way[0], 100, 0, 0);
    }
    /* d has no way; the slow service is a straight line, which has no circle beside it */
    assert_true(warned(&f, "zones without a way in matrix.fast, out of reach: 1 of 4 (first: "
                           "'d')"));
    assert_null(f.run->circles->figures[SLOW]);
    fixture_access_remove(&f);
}

static struct row {
    const char *name, *matrix, *set, *says;
} rows[] = {
    /* clang-format off */
    {"unknown zone", "from,to,far\na,p,1\nbb,p,2\n", NULL, "m.csv:3: column 'from': there is no zone 'bb'"},
    {"unknown site", "from,to,far\na,p,1\nb,quey,2\n", NULL, "m.csv:3: column 'to': there is no site 'quey'; did you mean 'quay'?"},
    {"empty id", "from,to,far\n,p,1\n", NULL, "m.csv:2: column 'from': the cell is empty; it holds the id of a zone"},
    {"negative", "from,to,far\na,p,-1\n", NULL, "m.csv:2: column 'far': -1 is below 0"},
    {"no number", "from,to,far\na,p,nan\n", NULL, "m.csv:2: column 'far': 'nan' is not a number"},
    {"empty way", "from,to,far\na,p,\n", NULL, "m.csv:2: column 'far': the cell is empty; a number is needed"},
    {"twice", "from,to,far\na,p,1\nb,p,3\na,quay,2\nb,p,2\na,p,1\n", NULL, "m.csv:5: the way from zone 'b' to site 'p' is given in line 3 already; a pair has one way"},
    {"two pairs twice", "from,to,far\na,p,1\nb,p,3\na,quay,2\na,p,2\nb,p,1\n", NULL, "m.csv:5: the way from zone 'a' to site 'p' is given in line 2 already"},
    {"no rows", "from,to,far\n", NULL, "m.csv: there is no row below the header; a matrix has ways"},
    {"no column", "from,to,fare\na,p,1\n", NULL, "m.csv:1: there is no column 'far', did you mean 'fare'? the columns are: from, to, fare (asked for by matrix.metres)"},
    {"minutes", "from,to,far\na,p,1\n", "access.service.fast.minutes=5", "there is no column 'minutes'"},
    {"no file", "from,to,far\na,p,1\n", "matrix.slow=nowhere.csv", "nowhere.csv"},
    /* clang-format on */
};

static void refused(void **state)
{
    const struct row *r = *state;
    struct fixture_access f;
    const char *said;

    make(&f, r->matrix);
    said = fixture_access_problem(&f, r->set != NULL, &r->set);
    if (strstr(said, r->says) == NULL) fail_msg("%s", said);
    fixture_access_remove(&f);
}

/* What a filter or the boundary leaves out may stand in a matrix of the whole city. */
static void left_out(void **state)
{
    struct fixture_access f;
    const char *sets[3] = {"zones.filter=id = a | b | c", NULL, "boundary.coordinates=metres"};
    char boundary[128];

    (void)state;
    make(&f, "from,to,far\na,p,1\nd,p,2\nc,quay,3\na,unused,4\nc,p,7\nd,unused,5\n");
    fixture_access_put(&f, "b.geojson",
                       "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\","
                       "\"properties\":{},\"geometry\":{\"type\":\"Polygon\",\"coordinates\":"
                       "[[[-10,-10],[1500,-10],[1500,10],[-10,10],[-10,-10]]]}}]}\n");
    snprintf(boundary, sizeof boundary, "boundary.file=%s/b.geojson", f.folder);
    sets[1] = boundary;
    fixture_access_run(&f, 3, sets, 1);
    assert_int_equal(f.loaded.city->n_zones, 2); /* a and b */
    assert_int_equal(f.loaded.city->n_sites, 1); /* p */
    assert_int_equal(f.loaded.city->matrix[FAST].n, 1);
    assert_near(f.loaded.city->matrix[FAST].way[0], 1, 0, 0);
    fixture_access_remove(&f);
}

/* ---- San Francisco: 205 tracts, 16 stores, ways along its streets ---- */

static void francisco(void **state)
{
    static const struct {
        const char *sets[2];
        int n_sites;
        double share; /* of the demand; NAN: all that can be */
    } known[] = {
        {{"placement.model=lscp", "placement.p=0"}, 8, NAN},
        {{"placement.model=mclp", "placement.p=4"}, 4, 875247.0 / 955113},
    };
    struct fixture_access f;
    char text[4000], folder[512];

    (void)state;
    snprintf(folder, sizeof folder, "%s/data/spopt-sf", SHARED_DIR);
    if (access(folder, F_OK) != 0) {
        print_message("skipped: %s is not there\n", folder);
        skip();
    }
    fixture_access_make(&f);
    snprintf(text, sizeof text,
             "data: {folder: %s}\n"
             "zones: {file: SF_demand_205_centroid_uniform_weight.csv, id: NAME, x: long, y: "
             "lat, coordinates: WGS84, night: POP2000}\n"
             "sites: {stores: {file: SF_store_site_16_longlat.csv, id: NAME, x: long, y: lat, "
             "coordinates: WGS84, bays: 5000, power_kw: 1e6}}\n"
             "access: {distance: matrix, service: {fast: {radius_m: 5000}}}\n"
             "matrix: {fast: SF_network_distance_candidateStore_16_censusTract_205_new.csv, "
             "zone: DestinationName, site: name, metres: distance}\n"
             "placement: {model: mclp, phases: [2030], gap: 0}\n",
             folder);
    fixture_access_scenario(&f, text);
    for (size_t k = 0; k < COUNT(known); k++) {
        const struct phase *phase;
        double all = 0;

        fixture_access_run(&f, 2, known[k].sets, 1);
        phase = &f.run->phase[0];
        assert_int_equal(phase->status, PLAN_OPTIMAL);
        assert_int_equal(phase->n_new_sites, known[k].n_sites);
        for (int z = 0; z < 205; z++)
            all += demand_kwh(f.run->demand, FAST, 1, z);
        if (isfinite(known[k].share))
            assert_near(phase->objective / all, known[k].share, 1e-9, 0);
        else
            assert_near(phase->objective, 8, 0, 0);
    }
    fixture_access_remove(&f);
}

/* The same ways in metres, in km and in minutes, then minutes as seconds and as hours: told
 * where most of those over more than 1 km are odd. */
static void units(void **state)
{
    static const struct {
        const char *matrix, *says;
        bool minutes;
    } made[] = {
        {"from,to,far\nc,p,2200\nd,p,3100\na,p,1\n", NULL, false},
        {"from,to,far\nc,p,950\nd,p,1450\na,p,1\n", NULL, false}, /* half of 1900, of 2900 */
        {"from,to,far\na,p,0.1\nc,p,2.2\nd,p,3.1\nd,quay,1000\n",
         "ways in matrix.fast shorter than half the straight line: 2 of 2 looked at (first: "
         "'c' "
         "to 'p', 2.2 m, and 1,900 m in a straight line); are they in metres?",
         false},
        {"from,to,far\nc,p,2.2\nd,p,3100\n", NULL, false}, /* one of two is not most */
        {"from,to,minutes\nc,p,4\nd,p,34.7\na,p,600\n", NULL, true}, /* 5 km/h */
        {"from,to,minutes\nc,p,240\nd,p,300\na,p,6\n",
         "ways in matrix.fast slower than walking or faster than 200 km/h in a straight line: "
         "2 "
         "of 2 looked at (first: 'c' to 'p', 240 min for 1,900 m); are they in minutes?",
         true},
        {"from,to,minutes\nd,p,0.06\n", "(first: 'd' to 'p', 0.06 min for 2,900 m)", true},
    };

    (void)state;
    for (size_t k = 0; k < COUNT(made); k++) {
        const char *set = made[k].minutes ? "access.service.fast.minutes=9" : "study.seed=1";
        struct fixture_access f;

        make(&f, made[k].matrix);
        fixture_access_run(&f, 1, &set, 1);
        if (made[k].says != NULL)
            assert_true(warned(&f, made[k].says));
        else
            assert_false(warned(&f, "are they in"));
        fixture_access_remove(&f);
    }
}

int main(void)
{
    struct CMUnitTest tests[COUNT(rows) + 4] = {
        cmocka_unit_test(reads), cmocka_unit_test(left_out), cmocka_unit_test(francisco),
        cmocka_unit_test(units)};

    for (size_t k = 0; k < COUNT(rows); k++)
        tests[k + 4] = (struct CMUnitTest){rows[k].name, refused, NULL, NULL, &rows[k]};
    return cmocka_run_group_tests_name("matrix", tests, NULL, NULL);
}
