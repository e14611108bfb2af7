/* test_ci.c - label: chain. The files of scenarios/ci: the script is run on plans in a clean
 * folder as the workflows do, and the workflows are read. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "assert.h"
#include "scenarios/text.h"
#include "scenarios/yaml.h"

static char folder[] = "/tmp/chargeplan-ci-XXXXXX";

static int sh(const char *command)
{
    int status = system(command);

    assert_true(WIFEXITED(status));
    return WEXITSTATUS(status);
}

static void write_to(const char *path, const char *text)
{
    FILE *f = fopen(path, "w");

    assert_non_null(f);
    fputs(text, f);
    assert_int_equal(fclose(f), 0);
}

static bool has(const char *path, const char *what)
{
    FILE *f = fopen(path, "r");
    struct text text = {0};
    char line[4096];
    bool found;

    if (f == NULL) return false;
    while (fgets(line, sizeof line, f) != NULL)
        text_add(&text, line);
    fclose(f);
    found = text.data != NULL && strstr(text.data, what) != NULL;
    text_clear(&text);
    return found;
}

/* Plans of a repository: the template with a sweep over the number of sites. */
static void make_plans(const char *name, const char *sites)
{
    char *command = text_print("rm -rf results %s && cp -r %s/scenarios/template %s", name,
                               SOURCE_DIR, name);
    char *file = text_print("%s/scenario.yaml", name), *base = text_print("%s/base.yaml", name);
    char *text = text_print("scenario: 1\nextends: base.yaml\nplacement: {model: mclp}\n"
                            "sweep: {axes: {study.seed: {from: 1, to: 2}}, cases: {few: "
                            "{placement.p: %s}}}\n",
                            sites);

    assert_int_equal(sh(command), 0);
    assert_int_equal(rename(file, base), 0);
    write_to(file, text);
    free(command);
    free(file);
    free(base);
    free(text);
}

static int gate(void)
{
    return sh("CHARGEPLAN=" PROGRAM " JOBS=1 sh " SOURCE_DIR
              "/scenarios/ci/gate.sh new old results >log 2>&1");
}

static int setup(void **state)
{
    (void)state;
    assert_non_null(mkdtemp(folder));
    return chdir(folder);
}

static int teardown(void **state)
{
    char *command = text_print("rm -rf %s", folder);

    (void)state;
    assert_int_equal(chdir("/"), 0);
    assert_int_equal(sh(command), 0);
    free(command);
    return 0;
}

static void plans_that_did_not_change_pass(void **state)
{
    static const char *const made[] = {"results/new/study.db",      "results/old/study.db",
                                       "results/tables/study.xlsx", "results/tables/runs.csv",
                                       "results/rules.xml",         "results/gates.xml",
                                       "results/report.html"};

    (void)state;
    make_plans("old", "4");
    make_plans("new", "4");
    write_to("new/gates.txt", "# nothing may differ\r\n\n  any   # at all\nserved_share < 0%");
    assert_int_equal(gate(), 0);
    assert_true(has("results/compare.txt", "no difference"));
    assert_true(has("results/compare.txt", "ok    any: passed in 2 places"));
    assert_true(has("results/compare.txt", "ok    served_share < 0%: passed"));
    assert_true(has("results/summary.md", "## chargeplan: no difference"));
    for (size_t k = 0; k < COUNT(made); k++)
        assert_int_equal(access(made[k], R_OK), 0);
}

/* Fewer sites serve less, and the case is still that of the same name. */
static void plans_that_serve_less_fail(void **state)
{
    (void)state;
    make_plans("old", "4");
    make_plans("new", "1");
    write_to("new/gates.txt", "served_share < -0.1pp\ncases\n");
    assert_int_equal(gate(), 4);
    assert_true(has("results/compare.txt", "FAIL  served_share < -0.1pp"));
    assert_true(has("results/compare.txt", "ok    cases: passed in 2 places"));
    assert_true(has("results/summary.md", "## chargeplan: 1 of 2 gates failed"));
    assert_true(has("results/gates.xml", "tests=\"2\" failures=\"1\""));
}

static void a_wrong_scenario_stops_it(void **state)
{
    (void)state;
    make_plans("old", "4");
    make_plans("new", "4");
    write_to("new/other.yaml", "scenario: 1\nplacment: {}\n");
    assert_int_equal(gate(), 3);
    assert_true(has("log", "new/other.yaml:2:1: placment"));
    assert_true(has("results/summary.md", "scenario files that are wrong: 1"));
    assert_int_not_equal(access("results/new", F_OK), 0);
}

static void without_a_base_nothing_is_compared(void **state)
{
    (void)state;
    make_plans("new", "4");
    assert_int_equal(sh("rm -rf old"), 0);
    assert_int_equal(gate(), 0);
    assert_true(has("results/summary.md", "nothing to compare with"));
    assert_int_equal(access("results/rules.xml", R_OK), 0);
}

static void a_wrong_gate_is_told(void **state)
{
    (void)state;
    make_plans("old", "4");
    make_plans("new", "4");
    write_to("new/gates.txt", "served_shar < -1%\n");
    assert_int_equal(gate(), 2);
    assert_true(has("log", "did you mean 'served_share'?"));
    assert_int_equal(gate(), 2); /* results exist */
    assert_true(has("log", "usage: gate.sh NEW OLD OUT"));
}

/* ---- the workflows ---- */

static struct yaml_node *read_yaml(struct yaml *yaml, const char *file)
{
    char *path = text_print("%s/scenarios/ci/%s", SOURCE_DIR, file);
    struct problems *problems = calloc(1, sizeof *problems);
    struct yaml_node *root = NULL;
    struct error err = {0};

    if (yaml_read(yaml, path, path, &root, problems, &err) != ERR_OK) fail_msg("%s", err.text);
    assert_int_equal(problems->n, 0); /* no key twice */
    free(problems);
    free(path);
    return root;
}

static bool is_version(const char *text)
{
    return text[0] == 'v' && text[1] != '\0' &&
           strspn(text + 1, "0123456789") == strlen(text + 1);
}

/* Only checkout and upload, by major version; the script is called as it is tested here. */
static void github_calls_the_script(void **state)
{
    struct yaml *yaml = yaml_open();
    const struct yaml_node *root = read_yaml(yaml, "github-actions.yml");
    const struct yaml_node *steps =
        yaml_find(yaml_find(yaml_find(root, "jobs"), "gate"), "steps");
    int n_gates = 0, n_builds = 0;

    (void)state;
    assert_non_null(yaml_find(yaml_find(root, "on"), "push"));
    assert_non_null(yaml_find(root, "on"));
    assert_non_null(steps);
    assert_int_equal(steps->kind, YAML_LIST);
    for (int k = 0; k < steps->n; k++) {
        const char *uses = yaml_word(steps->item[k], "uses"),
                   *run = yaml_word(steps->item[k], "run");

        assert_true((uses != NULL) != (run != NULL));
        if (uses != NULL) {
            assert_true(strncmp(uses, "actions/checkout@", 17) == 0 ||
                        strncmp(uses, "actions/upload-artifact@", 24) == 0);
            assert_true(is_version(strchr(uses, '@') + 1));
            continue;
        }
        n_gates += strcmp(run, "sh chargeplan/scenarios/ci/gate.sh new old results") == 0;
        n_builds += strcmp(run, "sh chargeplan/scenarios/ci/build.sh") == 0;
    }
    assert_int_equal(n_gates, 1);
    assert_int_equal(n_builds, 1);
    yaml_close(yaml);
}

static void gitlab_calls_the_script(void **state)
{
    struct yaml *yaml = yaml_open();
    const struct yaml_node *root = read_yaml(yaml, "gitlab-ci.yml");
    const struct yaml_node *job = yaml_find(root, "plans"), *script = yaml_find(job, "script");
    const struct yaml_node *junit =
        yaml_find(yaml_find(yaml_find(job, "artifacts"), "reports"), "junit");

    (void)state;
    assert_non_null(script);
    assert_string_equal(script->item[script->n - 1]->text,
                        "sh chargeplan/scenarios/ci/gate.sh new old results");
    for (int k = 0; k < script->n; k++)
        assert_int_equal(script->item[k]->kind, YAML_WORD);
    assert_string_equal(junit->item[0]->text, "results/rules.xml");
    assert_string_equal(junit->item[1]->text, "results/gates.xml");
    assert_string_equal(yaml_word(yaml_find(job, "artifacts"), "when"), "always");
    yaml_close(yaml);
}

/* The summary step of the workflow, in a shell: present, and missing. */
static void the_summary_step_works(void **state)
{
    struct yaml *yaml = yaml_open();
    const struct yaml_node *steps = yaml_find(
        yaml_find(yaml_find(read_yaml(yaml, "github-actions.yml"), "jobs"), "gate"), "steps");
    const char *run = NULL;
    char *command;

    (void)state;
    for (int k = 0; k < steps->n; k++)
        if (strcmp(yaml_word(steps->item[k], "name"), "Summary") == 0)
            run = yaml_word(steps->item[k], "run");
    assert_non_null(run);
    assert_int_equal(sh("rm -rf results; mkdir results; echo line >results/summary.md"), 0);
    write_to("step.sh", run);
    command = text_print("GITHUB_STEP_SUMMARY=sum bash -e step.sh && rm -r results && "
                         "GITHUB_STEP_SUMMARY=sum bash -e step.sh");
    assert_int_equal(sh(command), 0);
    assert_true(has("sum", "line"));
    free(command);
    yaml_close(yaml);
}

static void the_scripts_are_plain_shell(void **state)
{
    (void)state;
    assert_int_equal(sh("sh -n " SOURCE_DIR "/scenarios/ci/gate.sh"), 0);
    assert_int_equal(sh("sh -n " SOURCE_DIR "/scenarios/ci/build.sh"), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(plans_that_did_not_change_pass),
        cmocka_unit_test(plans_that_serve_less_fail),
        cmocka_unit_test(a_wrong_scenario_stops_it),
        cmocka_unit_test(without_a_base_nothing_is_compared),
        cmocka_unit_test(a_wrong_gate_is_told),
        cmocka_unit_test(github_calls_the_script),
        cmocka_unit_test(gitlab_calls_the_script),
        cmocka_unit_test(the_summary_step_works),
        cmocka_unit_test(the_scripts_are_plain_shell),
    };

    return cmocka_run_group_tests_name("ci", tests, setup, teardown);
}
