/* label: slow - large cities that are stopped: within half a second of the time limit, with a
 * plan and a bound that a longer search does not refute. With the word `few` smaller cities,
 * and stopped by work only: the same bytes again, on any number of threads. */
#include <sys/resource.h>

#include "tests/fixture_metro.h"
#include "tests/fixture_town.h"
#include "tests/solve.h"

static char folder[] = "/tmp/chargeplan_limits_XXXXXX";

static struct row {
    const char *name, *options;
    double far; /* radii, in those of cover */
} rows[] = {
    {"lscp", "--model lscp", 1},
    {"lscp by cost", "--model lscp --objective cost", 1},
    {"lscp with districts and spacing", "--model lscp --min-per-district 20 --spacing-m 120",
     1},
    {"lscp with a share", "--model lscp --cover-share 0.9", 1},
    {"mclp", "--model mclp --p 60", 1},
    {"mclp, gradual", "--model mclp --radius-m 1000 --radius2-m 2500 --p 60", 1},
    {"mclp with districts and spacing",
     "--model mclp --p 70 --min-per-district 15 --spacing-m 900", 1},
    {"lscp-b", "--model lscp-b", 1},
    {"mclp-2", "--model mclp-2 --p 60", 1},
    {"mclp-2, not concave", "--model mclp-2 --p 60 --twice-share 0.8", 1},
    {"pmedian", "--model pmedian --p 150", 4},
    {"pcenter", "--model pcenter --p 150", 4},
    {"cflp", "--model cflp", 4},
    {"cflp, single source", "--model cflp --single-source", 4},
    {"mclp-c", "--model mclp-c --p 60", 1},
    {"mclp-c, single source", "--model mclp-c --p 60 --single-source", 1},
    {"mclp-t", "--model mclp-t --phases 20,20,20", 1},
};

static void write_city(int n_zones, int n_sites, double far)
{
    metro_write(&(struct metro){.n_zones = n_zones,
                                .n_sites = n_sites,
                                .side_m = n_sites > 500 ? 30000 : 14000,
                                .radius_m = {900 * far, 1500 * far},
                                .capacity = 3,
                                .seed = 17},
                folder);
}

static struct answer ask(const struct row *r, const char *more)
{
    char *line = text_print("--demand %s/d.csv --sites %s/s.csv %s %s --json", folder, folder,
                            r->options, more);
    struct answer a = run_solve(line);

    free(line);
    return a;
}

static double seconds_of_children(void)
{
    struct rusage u;

    getrusage(RUSAGE_CHILDREN, &u);
    return (double)(u.ru_utime.tv_sec + u.ru_stime.tv_sec) +
           1e-6 * (double)(u.ru_utime.tv_usec + u.ru_stime.tv_usec);
}

/* An optimum within the limit is fine too. */
static void check_stopped(const struct answer *a)
{
    double objective = answer_number(a, "objective"), bound = answer_number(a, "bound");

    if (a->exit_status == 0) {
        assert_true(answer_is(a, "status", "optimal"));
        return;
    }
    assert_int_equal(a->exit_status, 5);
    assert_true(answer_is(a, "status", "feasible"));
    assert_true(isfinite(objective) && isfinite(bound));
    assert_near(answer_number(a, "gap"), fabs(bound - objective) / fmax(objective, 1e-9), 1e-12,
                0);
}

/* The processor's seconds of the program, not the clock's: others may be on the machine. */
static void by_time(void **state)
{
    const struct row *r = *state;
    double before, used, objective, bound;
    struct answer a, longer;
    bool upper;

    write_city(20000, 1000, r->far);
    before = seconds_of_children();
    a = ask(r, "--time-limit-s 1");
    used = seconds_of_children() - before;
    objective = answer_number(&a, "objective");
    bound = answer_number(&a, "bound");
    print_message("%s: %.2f s, %.6g against %.6g, gap %.3g\n", r->name, used, objective, bound,
                  answer_number(&a, "gap"));
    check_stopped(&a);
    longer = ask(r, "--time-limit-s 6");
    check_stopped(&longer);
    upper = bound > objective || answer_number(&longer, "bound") > objective;
    if (upper)
        assert_true(answer_number(&longer, "objective") <= bound * (1 + 1e-9));
    else
        assert_true(answer_number(&longer, "objective") >= bound * (1 - 1e-9));
    assert_true(used <= 1.5);
    answer_clear(&a);
    answer_clear(&longer);
}

static void by_work(void **state)
{
    const struct row *r = *state;

    write_city(1500, 150, r->far);
    for (int k = 0; k < 2; k++) {
        const char *const limit[] = {"--work-limit 3", "--work-limit 40"};
        char *threads = text_print("%s --threads 3", limit[k]);
        struct answer a = ask(r, limit[k]), b = ask(r, threads);

        assert_true(a.exit_status == 0 || a.exit_status == 5);
        assert_string_equal(a.json, b.json);
        assert_true(a.exit_status == 0 || answer_is(&a, "stop", "work"));
        answer_clear(&a);
        answer_clear(&b);
        free(threads);
    }
}

int main(int argc, char **argv)
{
    bool few = argc > 1 && strcmp(argv[1], "few") == 0;
    struct CMUnitTest tests[COUNT(rows)];
    char *line;
    int failed;

    for (size_t k = 0; k < COUNT(rows); k++)
        tests[k] =
            (struct CMUnitTest){rows[k].name, few ? by_work : by_time, NULL, NULL, &rows[k]};
    if (mkdtemp(folder) == NULL) return 1;
    cmocka_set_test_filter(getenv("CHARGEPLAN_PROOF"));
    failed = cmocka_run_group_tests_name("stopped", tests, NULL, NULL);
    line = text_print("rm -r %s", folder);
    if (system(line) != 0) failed++;
    free(line);
    return failed;
}
