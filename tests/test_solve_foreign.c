/* label: slow - `chargeplan solve --lp` against two other solvers, glpsol and cbc, on middling
 * cities: 200 for each model; with the word `few` two for each. Runs by itself:
 *     ctest --test-dir build -R solve_foreign --verbose */
#include "tests/fixture_metro.h"
#include "tests/fixture_town.h"
#include "tests/solve.h"

static char folder[] = "/tmp/chargeplan_foreign_XXXXXX";
static int n_cities = 200, patience_s = 60;

/* far: radii as limits of assignment, that every zone has some sites. */
static void write_city(int number, double far)
{
    struct metro m = {.side_m = 10000,
                      .radius_m = {1300 * far, 2200 * far},
                      .capacity = 3,
                      .whole = number % 2,
                      .mixed = number % 3 == 0,
                      .seed = 7919ULL * (unsigned long long)number + 5};

    town_seed(m.seed);
    m.n_zones = 100 + town_below(201);
    m.n_sites = 30 + town_below(31);
    metro_write(&m, folder);
}

/* ---- the models ---- */

static struct row {
    const char *name, *options[4]; /* taken in turn */
} rows[] = {
    {"lscp", {"", "--objective cost", "--objective cost", ""}},
    {"lscp with a share",
     {"--cover-share 0.8", "--cover-share 0.6 --objective cost", "--cover-share 0.9",
      "--cover-share 0.75 --radius2-m 2500"}},
    {"mclp",
     {"--radius-m 1500 --p 7", "--radius-m 1500 --budget 30",
      "--radius-m 900 --p 9 --budget 40", "--radius-m 1000 --p 6 --radius2-m 2500"}},
    {"lscp-b", {"", "--objective cost", "", "--objective cost"}},
    {"mclp-2",
     {"--p 8", "--p 9 --twice-share 0.3", "--budget 30 --twice-share 0.5",
      "--p 8 --twice-share 0.8"}},
    {"pmedian", {"--p 14", "--p 18", "--p 16 --budget 80", "--p 20"}},
    {"pcenter", {"--p 16", "--budget 90", "--p 18", "--p 20 --budget 110"}},
    {"cflp", {"", "--p 25", "", "--budget 150"}},
    {"mclp-c", {"--p 6", "--budget 30", "--p 7", "--p 8 --budget 40"}},
    {"mclp-t", {"--phases 3,2,3", "--phases 4,2,0", "--phases 4,4", "--phases 2,2,2"}},
};

static const char *side(int number)
{
    static const char *const sides[] = {"", "--min-per-district 2", "--spacing-m 600",
                                        "--min-per-district 1 --spacing-m 450"};

    return sides[number / 4 % 4];
}

/* ---- the others ---- */

static char *run(const char *command)
{
    struct text out = {0};
    char buffer[65536];
    FILE *pipe = popen(command, "r");

    assert_non_null(pipe);
    for (size_t n; (n = fread(buffer, 1, sizeof buffer, pipe)) > 0;)
        text_add_bytes(&out, buffer, n);
    pclose(pipe);
    return text_take(&out);
}

enum verdict { NO_ANSWER, INFEASIBLE, OPTIMAL };

static enum verdict ask_glpsol(double *objective)
{
    char *line = text_print("cd %s && timeout %d glpsol --lp p.lp --mipgap 0 -o o.txt; "
                            "grep -s -E '^(Status|Objective):' o.txt; rm -f o.txt",
                            folder, patience_s);
    char *said = run(line), *at = strstr(said, "Objective:");
    enum verdict verdict = NO_ANSWER;

    if (strstr(said, "NO PRIMAL FEASIBLE") || strstr(said, "NO INTEGER FEASIBLE") ||
        strstr(said, "INTEGER EMPTY") || strstr(said, "PRIMAL INFEASIBLE"))
        verdict = INFEASIBLE;
    if (strstr(said, "INTEGER OPTIMAL") && at != NULL &&
        sscanf(strchr(at, '=') + 1, "%lf", objective) == 1)
        verdict = OPTIMAL;
    free(line);
    free(said);
    return verdict;
}

/* cbc 2.10 spoils some plans when it undoes its preprocessing, and says so: once more without.
 */
static enum verdict ask_cbc(double *objective)
{
    char *line = text_print(
        "cd %s && rm -f c.txt && for how in on off; do timeout %d cbc p.lp -preprocess $how "
        "-ratioGap 0 -allowableGap 0 solve -solu c.txt >c.log 2>&1; "
        "grep -q 'Postprocessing changed objective' c.log || break; done; "
        "test ! -f c.txt || head -1 c.txt",
        folder, patience_s);
    char *said = run(line), *at = strstr(said, "objective value");
    enum verdict verdict = NO_ANSWER;

    if (strncmp(said, "Infeasible", 10) == 0 || strncmp(said, "Integer infeasible", 18) == 0)
        verdict = INFEASIBLE;
    if (strncmp(said, "Optimal", 7) == 0 && at != NULL &&
        sscanf(at + strlen("objective value"), "%lf", objective) == 1)
        verdict = OPTIMAL;
    free(line);
    free(said);
    return verdict;
}

/* cbc turns a maximum into the minimum of its negative. */
static bool agrees(const struct answer *a, enum verdict verdict, double objective,
                   const char *who, const char *options)
{
    if (verdict == NO_ANSWER) return false;
    if (verdict == INFEASIBLE && a->exit_status != 4)
        fail_msg("%s: infeasible for %s, not for us", options, who);
    if (verdict == OPTIMAL && a->exit_status == 4)
        fail_msg("%s: infeasible for us, not for %s", options, who);
    if (verdict == OPTIMAL && !(fabs(fabs(objective) - answer_number(a, "objective")) <=
                                1e-6 * fmax(1, fabs(objective))))
        fail_msg("%s: %.12g for %s, %.12g for us", options, objective, who,
                 answer_number(a, "objective"));
    return true;
}

static void clean(void)
{
    char *path = text_print("%s/p.lp", folder);

    unlink(path);
    free(path);
}

static void compare(void **state)
{
    const struct row *r = *state;
    char model[40];
    int n_glpsol = 0, n_cbc = 0, n_none = 0, n_infeasible = 0;

    snprintf(model, sizeof model, "%.*s", (int)strcspn(r->name, " "), r->name);

    for (int number = 0; number < n_cities; number++) {
        double objective = (double)NAN;
        enum verdict verdict;
        char *options = text_print("--model %s --demand %s/d.csv --sites %s/s.csv %s %s %s "
                                   "--lp %s/p.lp --time-limit-s %d --json",
                                   model, folder, folder,
                                   strcmp(model, "mclp") == 0 ? "" : "--radius-m 1500",
                                   r->options[number % 4], side(number), folder, patience_s);
        struct answer a;
        bool by_glpsol, by_cbc;

        clean();
        write_city(number, placement_find(model)->needs_distance ? 2.4 : 1);
        a = run_solve(options);
        if (a.exit_status != 0 && a.exit_status != 4)
            fail_msg("%s: exit status %d", options, a.exit_status);
        verdict = ask_glpsol(&objective);
        by_glpsol = agrees(&a, verdict, objective, "glpsol", options);
        verdict = ask_cbc(&objective);
        by_cbc = agrees(&a, verdict, objective, "cbc", options);
        n_glpsol += by_glpsol;
        n_cbc += by_cbc;
        n_none += !by_glpsol && !by_cbc;
        n_infeasible += a.exit_status == 4;
        answer_clear(&a);
        free(options);
    }
    print_message("%s: %d cities, %d infeasible; glpsol agrees on %d, cbc on %d; %d were too "
                  "hard for both in %d s\n",
                  r->name, n_cities, n_infeasible, n_glpsol, n_cbc, n_none, patience_s);
    assert_true(2 * n_none <= n_cities && 2 * n_infeasible <= n_cities);
}

int main(int argc, char **argv)
{
    struct CMUnitTest tests[COUNT(rows)];
    char *line;
    int failed;

    if (argc > 1 && strcmp(argv[1], "few") == 0) {
        n_cities = 2;
        patience_s = 20;
    }
    if (system("command -v glpsol >/dev/null && command -v cbc >/dev/null") != 0) {
        print_message("skipped: glpsol and cbc are not installed (glpk-utils, coinor-cbc)\n");
        return 0;
    }
    for (size_t k = 0; k < COUNT(rows); k++)
        tests[k] = (struct CMUnitTest){rows[k].name, compare, NULL, NULL, &rows[k]};
    if (mkdtemp(folder) == NULL) return 1;
    cmocka_set_test_filter(getenv("CHARGEPLAN_PROOF"));
    failed = cmocka_run_group_tests_name("foreign solvers", tests, NULL, NULL);
    line = text_print("rm -r %s", folder);
    if (system(line) != 0) failed++;
    free(line);
    return failed;
}
