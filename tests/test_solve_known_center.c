/* label: known - published answers of p-centre and warehouse problems and of San Francisco,
 * solved end to end by the program, the plan's value computed again from the data. */
#include "tests/assert.h"
#include "tests/fixture_problem.h"

/* p-centre on the graphs of OR-Library; answers in kcenteropt.txt. */
static struct center_row {
    const char *name;
    int number;
} center_rows[] = {
    {"p-centre of pmed1", 1},   {"p-centre of pmed2", 2},   {"p-centre of pmed3", 3},
    {"p-centre of pmed4", 4},   {"p-centre of pmed5", 5},   {"p-centre of pmed6", 6},
    {"p-centre of pmed7", 7},   {"p-centre of pmed8", 8},   {"p-centre of pmed9", 9},
    {"p-centre of pmed10", 10}, {"p-centre of pmed11", 11}, {"p-centre of pmed16", 16},
    {"p-centre of pmed21", 21}, {"p-centre of pmed26", 26}, {"p-centre of pmed31", 31}};

static void center(void **state)
{
    const struct center_row *r = *state;
    struct question q = {.model = "pcenter",
                         .radius_m = (double)INFINITY,
                         .want = problem_published("kcenteropt.txt", r->number)};
    struct problem *data = problem_read_pmed(r->number, &q.p);

    problem_hold(data, &q);
}

/* Beasley 1988, as in the data's README; of the first four capacity binds. */
static struct cap_row {
    const char *name;
    int number;
    double want;
} cap_rows[] = {
    {"cap81", 81, 838499.2875},    {"cap84", 84, 1069369.525},  {"cap111", 111, 826124.7125},
    {"cap114", 114, 1063356.4875}, {"cap71", 71, 932615.750},   {"cap72", 72, 977799.400},
    {"cap101", 101, 796648.4375},  {"cap104", 104, 928941.750}, {"cap131", 131, 793439.5625},
    {"cap134", 134, 928941.750},
};

static void cap(void **state)
{
    const struct cap_row *r = *state;

    problem_hold(problem_read_cap(r->number), &(struct question){.model = "cflp",
                                                                 .radius_m = (double)INFINITY,
                                                                 .want = r->want,
                                                                 .rtol = 1e-10});
}

/* spopt's own tests; the p-median is its mean 2982.1268579890657 times the weight 955,113. */
static struct sf_row {
    const char *name;
    struct question q;
} sf_rows[] = {
    {"San Francisco: set cover", {"lscp", 5000, 0, false, 8, 0}},
    {"San Francisco: maximal covering", {"mclp", 5000, 4, false, 875247, 0}},
    {"San Francisco: p-median",
     {"pmedian", INFINITY, 4, false, 2982.1268579890657 * 955113, 1e-13}},
    {"San Francisco: p-centre", {"pcenter", INFINITY, 4, false, 7403.0638, 1e-8}},
};

static void sf(void **state)
{
    const struct sf_row *r = *state;

    problem_hold(problem_read_sf(), &r->q);
}

int main(void)
{
    struct CMUnitTest tests[COUNT(center_rows) + COUNT(cap_rows) + COUNT(sf_rows)];
    size_t n = 0;
    int failed;

    if (!problem_begin()) return 0;
    for (size_t k = 0; k < COUNT(center_rows); k++)
        tests[n++] =
            (struct CMUnitTest){center_rows[k].name, center, NULL, NULL, &center_rows[k]};
    for (size_t k = 0; k < COUNT(cap_rows); k++)
        tests[n++] = (struct CMUnitTest){cap_rows[k].name, cap, NULL, NULL, &cap_rows[k]};
    for (size_t k = 0; k < COUNT(sf_rows); k++)
        tests[n++] = (struct CMUnitTest){sf_rows[k].name, sf, NULL, NULL, &sf_rows[k]};
    failed = cmocka_run_group_tests_name("known centres and capacities", tests, NULL, NULL);
    print_message("known answers held: %d of %zu\n", problem_n_held(), n);
    return failed + problem_end();
}
