/* test_cases_shard.c - label: unit
 *
 * Parts of designs: every case is in exactly one, whatever the number of parts, and each part
 * knows the same design. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "sim/cases.h"
#include "tests/assert.h"

static char folder[] = "/tmp/chargeplan-shards-XXXXXX";
static struct problems problems;
static struct error err;

static int set_up(void **state)
{
    (void)state;
    if (mkdtemp(folder) == NULL || chdir(folder) != 0) return 1;
    return system("cp " SOURCE_DIR "/scenarios/template/*.csv . && cp zones.csv same.csv && "
                  "sed '2s/1/2/' zones.csv > other.csv && cp " SOURCE_DIR
                  "/scenarios/template/scenario.yaml base.yaml");
}

static int tear_down(void **state)
{
    char command[128];

    (void)state;
    snprintf(command, sizeof command, "rm -r %s", folder);
    return chdir("/") != 0 || system(command) != 0;
}

/* The k-th of n parts of a design; the whole where n is 0. */
static struct sweep_cases *part_of(const char *design, int k, int n)
{
    const struct sweep_shard shard = {k, n};
    struct sweep_cases *cases = NULL;
    FILE *stream = fopen("s.yaml", "wb");

    assert_non_null(stream);
    fprintf(stream, "extends: base.yaml\n%s", design);
    assert_int_equal(fclose(stream), 0);
    memset(&problems, 0, sizeof problems);
    if (sweep_cases_create_shard(&cases, "s.yaml", 0, NULL, n > 0 ? &shard : NULL, &problems,
                                 &err) != ERR_OK)
        print_error("%s: %s\n", err.text, problems.n > 0 ? problems.text[0] : "");
    assert_non_null(cases);
    return cases;
}

static struct row {
    const char *name, *design;
    int n, n_same; /* worked out by hand */
} rows[] = {
    {"two axes", "sweep: {axes: {placement.p: [2, 3, 4], sizing.wait_min: [5, 7, 9]}}", 9, 0},
    {"values that come twice", "sweep: {axes: {sizing.wait_min: [2, 3, 2.0, 3, 5]}}", 3, 2},
    {"named cases, one of which is as the scenario is (wait of 10 min)",
     "sweep: {axes: {placement.p: [2, 3]}, cases: {own: {}, same: {sizing.wait_min: 10}, "
     "short: {sizing.wait_min: 4}}}",
     4, 2},
    {"the same settings in another order",
     "sweep: {cases: {a: {placement.p: 2, sizing.wait_min: 4}, b: {sizing.wait_min: 4, "
     "placement.p: 2}, c: {placement.p: 2}}}",
     2, 1},
    {"a file and its copy", "sweep: {axes: {zones.file: [zones.csv, same.csv, other.csv]}}", 2,
     1},
    {"few whole numbers in a large sample",
     "sweep: {sample: {method: sobol, n: 63, ranges: {placement.p: {from: 1, to: 4}}}}", 4, 59},
    {"less what is excluded, with repeats",
     "sweep: {axes: {placement.p: [2, 3, 4]}, exclude: [{placement.p: 3}], repeats: 4}", 8, 0},
    {"no design", "", 1, 0},
};

static void each_case_is_in_one_part(void **state)
{
    const struct row *r = *state;
    struct sweep_cases *whole = part_of(r->design, 0, 0);

    assert_int_equal(whole->n, r->n);
    assert_int_equal(whole->n_design, r->n);
    assert_int_equal(whole->n_same, r->n_same);
    for (int n = 1; n <= 11; n++) {
        int n_seen = 0;

        for (int k = 1; k <= n; k++) {
            struct sweep_cases *part = part_of(r->design, k, n);

            assert_string_equal(part->design, whole->design);
            assert_int_equal(part->n_design, whole->n);
            assert_int_equal(part->n_same, r->n_same);
            for (int i = 0; i < part->n; i++) {
                int place = part->at[i].place;

                assert_int_equal(place, k - 1 + i * n);
                assert_string_equal(part->at[i].id, whole->at[place].id);
                assert_string_equal(part->at[i].name, whole->at[place].name);
                assert_int_equal(part->at[i].n_sets, whole->at[place].n_sets);
                n_seen++;
            }
            sweep_cases_free(part);
        }
        assert_int_equal(n_seen, whole->n); /* places differ, so none stands twice */
    }
    sweep_cases_free(whole);
}

static void design_of(const char *design, char out[65])
{
    struct sweep_cases *cases = part_of(design, 2, 3);

    memcpy(out, cases->design, 65);
    sweep_cases_free(cases);
}

/* One design is told from another by all that makes its cases, not by how a file is called. */
static void what_a_design_follows(void **state)
{
    static const char *const others[] = {
        "sweep: {axes: {placement.p: [2, 4], zones.file: [zones.csv, other.csv]}}",
        "sweep: {axes: {placement.p: [3, 2], zones.file: [zones.csv, other.csv]}}",
        "sweep: {axes: {placement.p: [5, 3], zones.file: [zones.csv, other.csv]}}",
        "sweep: {axes: {placement.p: [2, 3], zones.file: [other.csv, zones.csv]}}",
        "sweep: {axes: {placement.p: [2, 3], zones.file: [zones.csv]}}",
        "sweep: {axes: {placement.p: [2, 3], zones.file: [zones.csv, other.csv]}, cases: {a: "
        "{}}}",
        "sizing: {wait_min: 9}\n"
        "sweep: {axes: {placement.p: [2, 3], zones.file: [zones.csv, other.csv]}}",
    };
    static const char first[] =
        "sweep: {axes: {placement.p: [2, 3], zones.file: [zones.csv, other.csv]}}";
    char want[65], got[65];

    (void)state;
    design_of(first, want);
    design_of("sweep: {axes: {placement.p: [2, 3], zones.file: [same.csv, other.csv]}}", got);
    assert_string_equal(got, want);
    for (size_t k = 0; k < COUNT(others); k++) {
        design_of(others[k], got);
        if (strcmp(got, want) == 0) print_error("%s\n", others[k]);
        assert_string_not_equal(got, want);
    }
    assert_int_equal(system("sed -i '2s/2/3/' other.csv"), 0);
    design_of(first, got);
    assert_string_not_equal(got, want);
}

int main(void)
{
    struct CMUnitTest tests[COUNT(rows) + 1];

    for (size_t k = 0; k < COUNT(rows); k++)
        tests[k] =
            (struct CMUnitTest){rows[k].name, each_case_is_in_one_part, NULL, NULL, &rows[k]};
    tests[COUNT(rows)] = (struct CMUnitTest)cmocka_unit_test(what_a_design_follows);
    return cmocka_run_group_tests_name("cases_shard", tests, set_up, tear_down);
}
