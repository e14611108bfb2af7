/* label: known - published answers of covering and median problems, solved end to end by the
 * program, the plan's value computed again from the data. Where the data folder is, a missing
 * file is a failure. */
#include "tests/assert.h"
#include "tests/fixture_problem.h"

static void ask(struct problem *p, const char *model, double radius_m, int n_sites, double want)
{
    problem_hold(p, &(struct question){.model = model,
                                       .radius_m = radius_m,
                                       .p = n_sites,
                                       .cost = n_sites == 0,
                                       .want = want});
}

/* Lorena and Pereira 2002, as in the data's README. */
static struct sjc_row {
    const char *name;
    int n, p;
    double want;
} sjc_rows[] = {
    {"SJC324 p=1", 324, 1, 5461},  {"SJC324 p=2", 324, 2, 8790},  {"SJC324 p=3", 324, 3, 11604},
    {"SJC324 p=4", 324, 4, 12106}, {"SJC324 p=5", 324, 5, 12152}, {"SJC402 p=2", 402, 2, 11339},
    {"SJC402 p=4", 402, 4, 15658}, {"SJC402 p=6", 402, 6, 15984}, {"SJC500 p=3", 500, 3, 15730},
    {"SJC500 p=6", 500, 6, 19525}, {"SJC500 p=8", 500, 8, 19707},
};

static void sjc(void **state)
{
    const struct sjc_row *r = *state;

    ask(problem_read_sjc(r->n), "mclp", 800, r->p, r->want);
}

/* OR-Library. */
static struct scp_row {
    const char *name, *file;
    double want;
} scp_rows[] = {
    {"scp41", "41", 429}, {"scp42", "42", 512}, {"scp43", "43", 516}, {"scp44", "44", 494},
    {"scp45", "45", 512}, {"scp46", "46", 560}, {"scp51", "51", 253}, {"scp52", "52", 302},
    {"scp61", "61", 138}, {"scp62", "62", 146}, {"scpa1", "a1", 253}, {"scpb1", "b1", 69},
};

static void scp(void **state)
{
    const struct scp_row *r = *state;

    ask(problem_read_scp(r->file), "lscp", (double)INFINITY, 0, r->want);
}

static struct pmed_row {
    const char *name;
    int number;
} pmed_rows[] = {{"pmed1", 1},   {"pmed2", 2},   {"pmed3", 3},   {"pmed4", 4},
                 {"pmed5", 5},   {"pmed6", 6},   {"pmed7", 7},   {"pmed8", 8},
                 {"pmed9", 9},   {"pmed10", 10}, {"pmed11", 11}, {"pmed16", 16},
                 {"pmed21", 21}, {"pmed26", 26}, {"pmed31", 31}};

static void pmed(void **state)
{
    const struct pmed_row *r = *state;
    int p = 0;
    struct problem *data = problem_read_pmed(r->number, &p);

    ask(data, "pmedian", (double)INFINITY, p, problem_published("pmedopt.txt", r->number));
}

int main(void)
{
    struct CMUnitTest tests[COUNT(sjc_rows) + COUNT(scp_rows) + COUNT(pmed_rows)];
    size_t n = 0;
    int failed;

    if (!problem_begin()) return 0;
    for (size_t k = 0; k < COUNT(sjc_rows); k++)
        tests[n++] = (struct CMUnitTest){sjc_rows[k].name, sjc, NULL, NULL, &sjc_rows[k]};
    for (size_t k = 0; k < COUNT(scp_rows); k++)
        tests[n++] = (struct CMUnitTest){scp_rows[k].name, scp, NULL, NULL, &scp_rows[k]};
    for (size_t k = 0; k < COUNT(pmed_rows); k++)
        tests[n++] = (struct CMUnitTest){pmed_rows[k].name, pmed, NULL, NULL, &pmed_rows[k]};
    failed = cmocka_run_group_tests_name("known answers", tests, NULL, NULL);
    print_message("known answers held: %d of %zu\n", problem_n_held(), n);
    return failed + problem_end();
}
