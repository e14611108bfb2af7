/* test_cases.c - label: unit
 *
 * Designs over the scenario that `chargeplan init` writes, against cases worked out by hand. */
#include "sim/cases.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "scenarios/scenario.h"
#include "scenarios/sweep.h"
#include "scenarios/text.h"
#include "tests/assert.h"

static char folder[] = "/tmp/chargeplan-cases-XXXXXX";
static struct problems problems;
static struct error err;

static void put_file(const char *name, const char *text)
{
    FILE *stream = fopen(name, "wb");

    assert_non_null(stream);
    fputs(text, stream);
    assert_int_equal(fclose(stream), 0);
}

static void copy_file(const char *from, const char *to)
{
    char path[4096], buffer[65536];
    FILE *in, *out;

    snprintf(path, sizeof path, "%s/scenarios/template/%s", SOURCE_DIR, from);
    in = fopen(path, "rb");
    out = fopen(to, "wb");
    assert_non_null(in);
    assert_non_null(out);
    for (size_t n; (n = fread(buffer, 1, sizeof buffer, in)) > 0;)
        fwrite(buffer, 1, n, out);
    fclose(in);
    fclose(out);
}

static int set_up(void **state)
{
    (void)state;
    if (mkdtemp(folder) == NULL || chdir(folder) != 0 || mkdir("below", 0777) != 0) return 1;
    copy_file("scenario.yaml", "below/base.yaml");
    copy_file("zones.csv", "below/zones.csv");
    copy_file("sites.csv", "below/sites.csv");
    copy_file("zones.csv", "below/zones2.csv");
    return 0;
}

static int tear_down(void **state)
{
    char command[128];

    (void)state;
    snprintf(command, sizeof command, "rm -r %s", folder);
    return chdir("/") != 0 || system(command) != 0;
}

/* The cases of a design, in a file that extends the base; NULL where there are problems. */
static struct sweep_cases *cases_of(const char *design)
{
    struct sweep_cases *cases = NULL;
    char text[4096];

    snprintf(text, sizeof text, "extends: base.yaml\n%s", design);
    put_file("below/s.yaml", text);
    memset(&problems, 0, sizeof problems);
    sweep_cases_create(&cases, "below/s.yaml", 0, NULL, &problems, &err);
    return cases;
}

/* All cases as one text: "name: set set; ..." */
static char *all_of(const struct sweep_cases *cases)
{
    struct text all = {0};

    for (int k = 0; k < cases->n; k++) {
        text_addf(&all, "%s%s", k > 0 ? "; " : "", cases->at[k].name);
        if (cases->at[k].name[0] != '\0') text_add(&all, ":");
        for (int i = 0; i < cases->at[k].n_sets; i++)
            text_addf(&all, "%s%s", i > 0 || cases->at[k].name[0] ? " " : "",
                      cases->at[k].set[i]);
    }
    return text_take(&all);
}

static struct row {
    const char *name, *design, *want;
    int n_same;
} rows[] = {
    {"the first axis counts slowest",
     "sweep: {axes: {placement.p: [2, 3], sizing.wait_min: [5, 7.50, 11]}}",
     "placement.p=2 sizing.wait_min=5; placement.p=2 sizing.wait_min=7.5; "
     "placement.p=2 sizing.wait_min=11; placement.p=3 sizing.wait_min=5; "
     "placement.p=3 sizing.wait_min=7.5; placement.p=3 sizing.wait_min=11",
     0},
    {"steps of a tenth have no dust",
     "sweep: {axes: {sizing.wait_share: {from: 0.1, to: 0.3, step: 0.1}}}",
     "sizing.wait_share=0.1; sizing.wait_share=0.2; sizing.wait_share=0.3", 0},
    {"a step that misses the end",
     "sweep: {axes: {sizing.wait_min: {from: 1, to: 8, step: 3}}}",
     "sizing.wait_min=1; sizing.wait_min=4; sizing.wait_min=7", 0},
    {"downwards", "sweep: {axes: {sizing.wait_min: {from: 8, to: 1, step: -3.5}}}",
     "sizing.wait_min=8; sizing.wait_min=4.5; sizing.wait_min=1", 0},
    {"a number of values", "sweep: {axes: {sizing.wait_min: {from: 1, to: 2, n: 5}}}",
     "sizing.wait_min=1; sizing.wait_min=1.25; sizing.wait_min=1.5; sizing.wait_min=1.75; "
     "sizing.wait_min=2",
     0},
    {"whole numbers step by one", "sweep: {axes: {study.seed: {from: 7, to: 9}}}",
     "study.seed=7; study.seed=8; study.seed=9", 0},
    {"whole numbers downwards", "sweep: {axes: {study.seed: {from: 9, to: 7}}}",
     "study.seed=9; study.seed=8; study.seed=7", 0},
    {"values of several",
     "sweep: {axes: {placement.budget: [{2030: 8e6}, 9000000.0], report.language: [zh]}}",
     "placement.budget={2030: 8000000} report.language=zh; "
     "placement.budget=9000000 report.language=zh",
     0},
    {"zipped axes, another between them",
     "sweep: {axes: {placement.p: [2, 3], study.seed: [1, 5], sizing.wait_min: [6, 7]}, "
     "zip: [[placement.p, sizing.wait_min]]}",
     "placement.p=2 study.seed=1 sizing.wait_min=6; placement.p=2 study.seed=5 "
     "sizing.wait_min=6; placement.p=3 study.seed=1 sizing.wait_min=7; placement.p=3 "
     "study.seed=5 sizing.wait_min=7",
     0},
    /* Sobol: (1/2, 1/2), (3/4, 1/4), (1/4, 3/4); 3 + floor(6 u) of 3 to 8 */
    {"a Sobol sample",
     "sweep: {sample: {method: sobol, n: 3, ranges: {sizing.wait_min: {from: 5, to: 15}, "
     "placement.p: {from: 3, to: 8}}}}",
     "sizing.wait_min=10 placement.p=6; sizing.wait_min=12.5 placement.p=4; "
     "sizing.wait_min=7.5 placement.p=7",
     0},
    {"a sample beside an axis, the sample faster",
     "sweep: {axes: {placement.p: [2, 3]}, sample: {method: sobol, n: 2, ranges: "
     "{sizing.wait_min: {from: 0, to: 8}}}}",
     "placement.p=2 sizing.wait_min=4; placement.p=2 sizing.wait_min=6; placement.p=3 "
     "sizing.wait_min=4; placement.p=3 sizing.wait_min=6",
     0},
    {"named cases are crossed, and replace an axis",
     "sweep: {axes: {placement.p: [2, 3], study.seed: [1, 5]}, cases: {base: , few: "
     "{placement.p: 1, sizing.wait_min: 3}}}",
     "base: placement.p=2 study.seed=1; base: placement.p=2 study.seed=5; base: placement.p=3 "
     "study.seed=1; base: placement.p=3 study.seed=5; few: placement.p=1 sizing.wait_min=3 "
     "study.seed=1; few: placement.p=1 sizing.wait_min=3 study.seed=5",
     0},
    {"a named case replaces the first axis of a group, the second goes on",
     "sweep: {axes: {placement.p: [2, 3], study.seed: [1, 5]}, zip: [[placement.p, "
     "study.seed]], cases: {few: {placement.p: 1}}}",
     "few: placement.p=1 study.seed=1; few: placement.p=1 study.seed=5", 0},
    {"a named case replaces a whole group, and a whole sample",
     "sweep: {axes: {placement.p: [2, 3], study.seed: [1, 5]}, zip: [[placement.p, "
     "study.seed]], sample: {method: sobol, n: 9, ranges: {sizing.wait_min: {from: 0, to: "
     "8}}}, "
     "cases: {few: {placement.p: 1, study.seed: 2, sizing.wait_min: 3}}}",
     "few: placement.p=1 study.seed=2 sizing.wait_min=3", 0},
    {"what is excluded, however it is written",
     "sweep: {axes: {placement.p: [2, 3], sizing.wait_min: [5, 7.5]}, exclude: "
     "[{sizing.wait_min: 7.50, placement.p: 2}, {sizing.wait_min: 5, placement.p: 3}]}",
     "placement.p=2 sizing.wait_min=5; placement.p=3 sizing.wait_min=7.5", 0},
    {"excluded by the scenario's own value (10)",
     "sweep: {axes: {placement.p: [2, 3]}, cases: {own: {}, short: {sizing.wait_min: 4}}, "
     "exclude: [{sizing.wait_min: 10, placement.p: 3}]}",
     "own: placement.p=2; short: sizing.wait_min=4 placement.p=2; short: sizing.wait_min=4 "
     "placement.p=3",
     0},
    {"repeats count the seed from 42, fastest",
     "sweep: {axes: {placement.p: [2, 3]}, repeats: 2}",
     "placement.p=2 study.seed=42; placement.p=2 study.seed=43; placement.p=3 study.seed=42; "
     "placement.p=3 study.seed=43",
     0},
    {"equal values are one case", "sweep: {axes: {placement.p: [2, 3, 2]}}",
     "placement.p=2; placement.p=3", 1},
    {"no design", "", "", 0},
};

static void by_hand(void **state)
{
    const struct row *r = *state;
    struct sweep_cases *cases = cases_of(r->design);
    char *all;

    if (problems.n > 0) print_error("%s\n", problems.text[0]);
    assert_non_null(cases);
    all = all_of(cases);
    assert_string_equal(all, r->want);
    assert_int_equal(cases->n_same, r->n_same);
    free(all);
    sweep_cases_free(cases);
}

/* A case's id is that of the scenario read alone with its settings. */
static void ids(void **state)
{
    struct sweep_cases *cases = cases_of("sweep: {axes: {placement.p: [2, 3], zones.file: "
                                         "[zones.csv, zones2.csv]}, repeats: 2}");

    (void)state;
    assert_non_null(cases);
    assert_int_equal(cases->n, 4); /* the two files have the same bytes */
    assert_int_equal(cases->n_same, 4);
    for (int k = 0; k < cases->n; k++) {
        const struct sweep_case *c = &cases->at[k];
        struct scenario *s = NULL;

        assert_int_equal(scenario_read(&s, "below/base.yaml", c->n_sets,
                                       (const char *const *)c->set, &problems, &err),
                         ERR_OK);
        assert_int_equal(strlen(c->id), 16);
        assert_memory_equal(c->id, s->hash, 16);
        scenario_free(s);
    }
    sweep_cases_free(cases);
}

/* The design is no part of a case; an input file is. */
static void what_ids_follow(void **state)
{
    struct sweep_cases *first = cases_of("sweep: {axes: {placement.p: [2, 3]}}");
    struct sweep_cases *wider = cases_of("sweep: {axes: {placement.p: [5, 3]}, cases: {a: }}");
    struct sweep_cases *changed;

    (void)state;
    assert_non_null(first);
    assert_non_null(wider);
    assert_string_equal(first->at[1].id, wider->at[1].id);
    assert_string_not_equal(first->at[0].id, wider->at[0].id);
    put_file("below/more.csv", "");
    assert_int_equal(
        system("sed '2s/1/2/' below/zones.csv > below/more.csv && mv below/more.csv "
               "below/zones.csv"),
        0);
    changed = cases_of("sweep: {axes: {placement.p: [2, 3]}}");
    assert_non_null(changed);
    assert_string_not_equal(first->at[1].id, changed->at[1].id);
    copy_file("zones.csv", "below/zones.csv");
    sweep_cases_free(first);
    sweep_cases_free(wider);
    sweep_cases_free(changed);
}

/* Latin hypercube: 20 parts of [5, 15], one value in each; the seed is the scenario's. */
static void hypercube(void **state)
{
    static const char design[] = "study: {seed: %d}\nsweep: {sample: {method: lhs, n: 20, "
                                 "ranges: {sizing.wait_min: {from: 5, to: 15}}}}";
    char text[512], *first, *again, *other;
    struct sweep_cases *cases;
    int in[20] = {0};

    (void)state;
    snprintf(text, sizeof text, design, 3);
    cases = cases_of(text);
    assert_non_null(cases);
    assert_int_equal(cases->n, 20);
    for (int k = 0; k < 20; k++) {
        double value;

        assert_true(text_number(strchr(cases->at[k].set[0], '=') + 1, &value));
        assert_true(value >= 5 && value <= 15);
        in[(int)((value - 5) / 0.5)]++;
    }
    for (int part = 0; part < 20; part++)
        assert_int_equal(in[part], 1);
    first = all_of(cases);
    sweep_cases_free(cases);
    cases = cases_of(text);
    again = all_of(cases);
    sweep_cases_free(cases);
    snprintf(text, sizeof text, design, 4);
    cases = cases_of(text);
    other = all_of(cases);
    sweep_cases_free(cases);
    assert_string_equal(first, again);
    assert_string_not_equal(first, other);
    free(first);
    free(again);
    free(other);
}

/* Every whole number of a sampled range is equally likely: of 64 Sobol points and 4 numbers,
 * without the point 0, the first has 15 and the others 16. */
static void sampled_whole_numbers(void **state)
{
    struct sweep_cases *cases = cases_of(
        "sweep: {sample: {method: sobol, n: 63, ranges: {sizing.wait_min: {from: 0, to: 64}, "
        "placement.p: {from: 1, to: 4}}}}");
    int n[5] = {0};

    (void)state;
    assert_non_null(cases);
    assert_int_equal(cases->n, 63);
    for (int k = 0; k < cases->n; k++)
        n[atoi(strchr(cases->at[k].set[1], '=') + 1)]++;
    assert_int_equal(n[1], 15);
    for (int p = 2; p <= 4; p++)
        assert_int_equal(n[p], 16);
    sweep_cases_free(cases);
}

/* Options hold for all cases, come before those of the case and are not among them. */
static void options(void **state)
{
    const char *sets[] = {"sizing.wait_min=3", "placement.p=9"};
    struct sweep_cases *cases = cases_of("sweep: {axes: {placement.p: [2]}}"), *with = NULL;
    struct scenario *s = NULL;
    const char *own[] = {"sizing.wait_min=3", "placement.p=2"};

    (void)state;
    assert_non_null(cases);
    assert_int_equal(sweep_cases_create(&with, "below/s.yaml", 2, sets, &problems, &err),
                     ERR_OK);
    assert_int_equal(with->at[0].n_sets, 1);
    assert_string_equal(with->at[0].set[0], "placement.p=2");
    assert_string_not_equal(with->at[0].id, cases->at[0].id);
    assert_int_equal(scenario_read(&s, "below/base.yaml", 2, own, &problems, &err), ERR_OK);
    assert_memory_equal(with->at[0].id, s->hash, 16);
    scenario_free(s);
    sweep_cases_free(cases);
    sweep_cases_free(with);
}

/* 1000 x 1000 x 1000 is counted, and so is what no 64 bits hold. */
static void counts(void **state)
{
    struct sweep_axis axis[8];
    struct sweep sweep = {.n_axes = 3, .axis = axis, .repeats = 1};
    char path[8][2];

    (void)state;
    for (int k = 0; k < 8; k++) {
        snprintf(path[k], sizeof path[k], "%c", 'a' + k);
        axis[k] = (struct sweep_axis){.path = path[k], .n = 1000, .group = -1};
    }
    assert_true(sweep_count(&sweep) == UINT64_C(1000000000));
    sweep.repeats = 7;
    assert_true(sweep_count(&sweep) == UINT64_C(7000000000));
    sweep.n_axes = 8; /* 7e24 */
    assert_true(sweep_count(&sweep) == UINT64_MAX);
    axis[1].group = axis[2].group = 0;
    sweep.n_axes = 3;
    assert_true(sweep_count(&sweep) == UINT64_C(7000000));
}

static void wrong_cases_are_told_once(void **state)
{
    struct sweep_cases *cases =
        cases_of("sweep: {axes: {placement.model: [mclp, none, mcpl], placement.p: [0, 3]}}");

    (void)state;
    assert_null(cases);
    assert_int_equal(err.code, ERR_SCENARIO);
    for (int k = 0; k < problems.n; k++)
        for (int other = 0; other < k; other++)
            assert_string_not_equal(problems.text[k], problems.text[other]);
    assert_non_null(strstr(problems.text[problems.n - 1],
                           "there is no model 'mcpl'; did you mean 'mclp'?"));
    assert_non_null(strstr(problems.text[problems.n - 1],
                           "(in 2 cases, the first of which is placement.model=mcpl "
                           "placement.p=0)"));
}

/* A file of an axis lies where the scenario's own would. */
static void files_in_a_folder(void **state)
{
    struct sweep_cases *cases;

    (void)state;
    assert_int_equal(mkdir("below/data", 0777), 0);
    copy_file("zones.csv", "below/data/zones.csv");
    copy_file("sites.csv", "below/data/sites.csv");
    copy_file("sites.csv", "below/data/other.csv");
    cases = cases_of("data: {folder: data}\nsweep: {axes: {sites.places.file: [other.csv]}}");
    assert_non_null(cases);
    assert_string_equal(cases->at[0].set[0], "sites.places.file=below/data/other.csv");
    sweep_cases_free(cases);
}

static void too_many_for_sobol(void **state)
{
    struct text design = {0};

    (void)state;
    text_add(&design, "sweep: {sample: {method: sobol, n: 2, ranges: {");
    for (int k = 0; k < 41; k++)
        text_addf(&design, "%skinds.k%d.capital: {from: 1, to: 2}", k > 0 ? ", " : "", k);
    text_add(&design, "}}}\n");
    assert_null(cases_of(design.data));
    assert_non_null(strstr(problems.text[0], "41 settings vary; Sobol points have at most 40"));
    text_clear(&design);
}

enum { N_OTHERS = 9 };

int main(void)
{
    const struct CMUnitTest others[N_OTHERS] = {
        cmocka_unit_test(ids),
        cmocka_unit_test(what_ids_follow),
        cmocka_unit_test(hypercube),
        cmocka_unit_test(sampled_whole_numbers),
        cmocka_unit_test(options),
        cmocka_unit_test(counts),
        cmocka_unit_test(wrong_cases_are_told_once),
        cmocka_unit_test(files_in_a_folder),
        cmocka_unit_test(too_many_for_sobol),
    };
    struct CMUnitTest tests[COUNT(rows) + N_OTHERS];

    for (size_t k = 0; k < COUNT(rows); k++)
        tests[k] = (struct CMUnitTest){rows[k].name, by_hand, NULL, NULL, &rows[k]};
    for (size_t k = 0; k < N_OTHERS; k++)
        tests[COUNT(rows) + k] = others[k];
    return cmocka_run_group_tests_name("cases", tests, set_up, tear_down);
}
