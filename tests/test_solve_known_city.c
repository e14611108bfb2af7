/* label: known - made-up cities of the data folder's own generator, with the proven optima of
 * its README. */
#include "tests/solve.h"

static char folder[] = "/tmp/chargeplan_city_XXXXXX";

static struct row {
    const char *name;
    int n_zones, n_sites;
    const char *options;
    double want;
} rows[] = {
    {"5,000 x 500: set cover, 1 km", 5000, 500, "--model lscp --radius-m 1000", 302},
    {"5,000 x 500: set cover, 2 km", 5000, 500, "--model lscp --radius-m 2000", 96},
    {"5,000 x 500: cheapest cover, 1 km", 5000, 500,
     "--model lscp --radius-m 1000 --objective cost", 29909},
    {"5,000 x 500: cheapest cover, 2 km", 5000, 500,
     "--model lscp --radius-m 2000 --objective cost", 8181},
    {"5,000 x 500: most cover, 1 km, 50", 5000, 500, "--model mclp --radius-m 1000 --p 50",
     86104},
    {"5,000 x 500: most cover, 1 km, 100", 5000, 500, "--model mclp --radius-m 1000 --p 100",
     123196},
    {"5,000 x 500: most cover, 2 km, 50", 5000, 500,
     "--model mclp --radius-m 2000 --p 50 --work-limit 1300", 151627},
    {"20,000 x 1,000: set cover, 1 km", 20000, 1000, "--model lscp --radius-m 1000", 441},
    {"20,000 x 1,000: most cover, 1 km, 10", 20000, 1000, "--model mclp --radius-m 1000 --p 10",
     105976},
    {"100,000 x 2,000: most cover, 1 km, 10", 100000, 2000,
     "--model mclp --radius-m 1000 --p 10", 519266},
};

static void hold(void **state)
{
    const struct row *r = *state;
    char *line =
        text_print("cd %s && ./gen_city %d %d 42 city", folder, r->n_zones, r->n_sites);
    struct answer a;

    assert_int_equal(system(line), 0);
    free(line);
    line = text_print("--demand %s/city.demand.csv --sites %s/city.sites.csv %s --json", folder,
                      folder, r->options);
    a = run_solve(line);
    free(line);
    if (strstr(r->options, "--work-limit") != NULL &&
        a.exit_status == 5) { /* hard: the limits enclose it */
        assert_true(answer_number(&a, "objective") <= r->want);
        assert_true(answer_number(&a, "bound") >= r->want);
        assert_true(answer_number(&a, "gap") < 0.01);
    } else {
        assert_int_equal(a.exit_status, 0);
        assert_true(answer_is(&a, "status", "optimal"));
        assert_near(answer_number(&a, "objective"), r->want, 0, 0);
    }
    answer_clear(&a);
}

int main(void)
{
    struct CMUnitTest tests[COUNT(rows)];
    char *source = text_print("%s/tools/gen_city.c", shared_dir()), *line;
    int failed;

    if (access(source, R_OK) != 0) {
        print_message("skipped: there is no %s\n", source);
        free(source);
        return 0;
    }
    if (mkdtemp(folder) == NULL) return 1;
    line = text_print("cc -O2 -o %s/gen_city %s -lm", folder, source);
    failed = system(line) != 0;
    free(line);
    for (size_t k = 0; k < COUNT(rows); k++)
        tests[k] = (struct CMUnitTest){rows[k].name, hold, NULL, NULL, &rows[k]};
    failed += cmocka_run_group_tests_name("made-up cities", tests, NULL, NULL);
    line = text_print("rm -r %s", folder);
    if (system(line) != 0) failed++;
    free(line);
    free(source);
    return failed;
}
