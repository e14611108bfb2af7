/* test_column_sum.c - label: unit. Weights of zones as sums of columns, and empty cells. */
#include <math.h>
#include <string.h>

#include "tests/assert.h"
#include "tests/fixture_city.h"

#define NAMES "id,x,y,people,jobs,a + b,2 * c,home,area,core,class,cell,reach\n"
#define ROWS                                                                                   \
    "z1,0,0,10,4,100,7,0,N,0,,200,900\n"                                                       \
    "z2,500,0,20.5,,300,8,0,N,0,,200,900\n"                                                    \
    "z3,900,0,,40,500,9,0,N,0,,200,900\n"

static struct row {
    const char *name, *night;
    double empty;       /* NAN: not set */
    double want[3];     /* by hand from ROWS */
    const char *refuse; /* NULL: it is read */
} rows[] = {
    /* clang-format off */
    {"one column", "people", 0, {10, 20.5, 0}, NULL},
    {"sum", "people + jobs", 0, {14, 20.5, 40}, NULL},
    {"weighted sum", "people + 0.5 * jobs", 0, {12, 20.5, 20}, NULL},
    {"both weighted, no blanks", "2*people+0.25*jobs", 0, {21, 41, 10}, NULL},
    {"a column twice", "people + people", 0, {20, 41, 0}, NULL},
    {"each empty cell counts", "people + 0.5 * jobs", 6, {12, 23.5, 26}, NULL},
    {"a column whose name has a plus", "a + b", NAN, {100, 300, 500}, NULL},
    {"a column whose name has a star, in a sum", "2 * c + 10 * people", 0, {107, 213, 9}, NULL},
    {"a factor with an exponent", "1e2 * jobs", 0, {400, 0, 4000}, NULL},
    {"empty cell", "jobs", NAN, {0}, "zones.csv:3: column 'jobs': the cell is empty; a number is needed, or zones.empty that says what an empty cell counts as"},
    {"empty cell in a sum", "people + jobs", NAN, {0}, "zones.csv:3: column 'jobs': the cell is empty"},
    {"unknown column", "people + 0.5 * job", 0, {0}, "there is no column 'job', did you mean 'jobs'?"},
    {"number behind", "people + jobs * 0.5", 0, {0}, "zones.night: 'jobs * 0.5' has the number behind its column; a sum has terms COLUMN or NUMBER * COLUMN"},
    {"no number", "people + x * jobs", 0, {0}, "zones.night: 'x * jobs' has no number before its *"},
    {"nothing between", "people + + jobs", 0, {0}, "zones.night: '' is empty; a sum has terms"},
    {"nothing behind", "people +", 0, {0}, "zones.night: '' is empty"},
    {"negative factor", "people + -1 * jobs", 0, {0}, "zones.night: '-1 * jobs' has a factor outside 0 to 1e9"},
    {"factor 0", "0 * jobs", 0, {0}, "zones.night: '0 * jobs' has a factor outside 0 to 1e9"},
    {"star without column", "0.5 * + jobs", 0, {0}, "zones.night: '0.5 *' has no column"},
    {"all 0", "1e-9 * people", 0, {1e-8, 2.05e-8, 0}, NULL},
    /* clang-format on */
};

static void night(void **state)
{
    const struct row *r = *state;
    struct fixture_city p;
    struct city *c = NULL;
    struct problems problems = {0};
    struct error err;

    fixture_city_make(&p, NAMES ROWS, FIXTURE_CITY_TODAY, FIXTURE_CITY_PLACES);
    p.scenario.zones.night = (char *)r->night;
    p.scenario.zones.day = NULL;
    p.scenario.zones.empty = r->empty;
    if (r->refuse != NULL) {
        assert_int_equal(city_read(&c, &p.scenario, &problems, &err), ERR_DATA);
        assert_int_equal(problems.n, 1);
        if (strstr(problems.text[0], r->refuse) == NULL) fail_msg("%s", problems.text[0]);
    } else {
        if (city_read(&c, &p.scenario, &problems, &err) != ERR_OK)
            fail_msg("%s", problems.n > 0 ? problems.text[0] : err.text);
        for (int z = 0; z < 3; z++) {
            assert_near(c->weight[NIGHT][z], r->want[z], 1e-14, 0);
            assert_near(c->weight[DAY][z], r->want[z], 1e-14, 0); /* as night */
        }
    }
    city_free(c);
    fixture_city_remove(&p);
}

/* The layer day has its own sum; one that is 0 everywhere is told by what was written. */
static void day(void **state)
{
    struct fixture_city p;
    struct city *c = NULL;
    struct problems problems = {0};
    struct error err;

    (void)state;
    fixture_city_make(&p, NAMES ROWS, FIXTURE_CITY_TODAY, FIXTURE_CITY_PLACES);
    p.scenario.zones.night = (char[]){"2 * c"};
    p.scenario.zones.day = (char[]){"3 * jobs + people"};
    p.scenario.zones.empty = 0;
    assert_int_equal(city_read(&c, &p.scenario, &problems, &err), ERR_OK);
    assert_near(c->weight[NIGHT][2], 9, 0, 0);
    assert_near(c->weight[DAY][0], 22, 1e-14, 0);
    assert_near(c->weight[DAY][2], 120, 1e-14, 0);
    city_free(c);
    fixture_city_remove(&p);

    fixture_city_make(&p,
                      "id,x,y,people,jobs,home,area,core,class,cell,reach\n"
                      "z1,0,0,3,0,0,N,0,,200,900\n",
                      FIXTURE_CITY_TODAY, FIXTURE_CITY_PLACES);
    p.scenario.zones.day = (char[]){"2 * jobs + jobs"};
    assert_int_equal(city_read(&c, &p.scenario, &problems, &err), ERR_DATA);
    assert_non_null(strstr(problems.text[0],
                           "column '2 * jobs + jobs' is 0 in every row; it is the weight of "
                           "the layer day"));
    fixture_city_remove(&p);
}

int main(void)
{
    struct CMUnitTest tests[COUNT(rows) + 1];

    for (size_t k = 0; k < COUNT(rows); k++)
        tests[k] = (struct CMUnitTest){rows[k].name, night, NULL, NULL, &rows[k]};
    tests[COUNT(rows)] = (struct CMUnitTest)cmocka_unit_test(day);
    return cmocka_run_group_tests_name("sums of columns", tests, NULL, NULL);
}
