/* test_sweep_case.c - cases that share a city equal runs alone, to the byte; what the store
 * holds is what `run` writes. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <jansson.h>

#include "assert.h"
#include "output/study/sweep_case.h"
#include "output/writers/writer.h"
#include "scenarios/text.h"

/* The order matters: neighbours that could leave something behind for each other. */
static struct row {
    const char *name;
    bool shares; /* the base of the case before */
    int n_sets;
    const char *set[3];
} rows[] = {
    {"the first", false, 2, {"placement.model=mclp", "placement.p=1"}},
    {"more sites", true, 2, {"placement.model=mclp", "placement.p=3"}},
    {"the first again", true, 2, {"placement.model=mclp", "placement.p=1"}},
    {"another model", true, 2, {"placement.gap=0.1", "placement.budget=9e6"}},
    {"a budget too small", true, 2, {"placement.gap=0.1", "placement.budget=1000"}},
    {"more money", true, 2, {"placement.gap=0.1", "placement.budget=2e7"}},
    {"fewest sites", true, 2, {"placement.model=lscp", "placement.budget=\"\""}},
    {"a wider rule",
     false,
     3,
     {"placement.model=mclp", "placement.p=1", "access.rule_radius_km.core=1.3"}},
    {"medians",
     true,
     3,
     {"placement.model=pmedian", "placement.p=2", "access.rule_radius_km.core=1.3"}},
    {"longer ways", false, 2, {"access.detour_factor=1.2", "placement.gap=0.1"}},
    {"the first, once more", false, 2, {"placement.model=mclp", "placement.p=1"}},
};

static char *written_by(const struct writer *w, const struct run *run)
{
    struct error err = {0};
    char *text = NULL;
    size_t n = 0;
    FILE *out = open_memstream(&text, &n);

    assert_non_null(out);
    assert_int_equal(w->write(run, out, &err), ERR_OK);
    assert_int_equal(fclose(out), 0);
    return text;
}

static void assert_same_output(const struct writer *w, const struct run *a, const struct run *b)
{
    char *x = written_by(w, a), *y = written_by(w, b);

    assert_true(strlen(x) > 0);
    assert_string_equal(x, y);
    free(x);
    free(y);
}

static void compare_with_alone(const struct row *r, const struct sweep_options *options,
                               struct sweep_base *base)
{
    const struct run_base *before = base->base;
    const struct reach *rule_before = before != NULL ? before->rule : NULL;
    struct loaded alone = {0};
    struct problems problems = {0};
    struct sweep_case c = {.name = (char *)(void *)""};
    char *copies[3];
    struct scenario *own = NULL;
    struct run *run = NULL, *run_alone = NULL;
    struct error err = {0};

    assert_int_equal(load_scenario(&alone, options->file, r->n_sets, r->set, &problems, &err),
                     ERR_OK);
    assert_int_equal(
        run_create(&run_alone, alone.scenario, alone.city, alone.scenario->plans, 1, &err),
        ERR_OK);
    for (int k = 0; k < r->n_sets; k++)
        copies[k] = text_copy(r->set[k]);
    c.n_sets = r->n_sets;
    c.set = copies;
    memcpy(c.id, alone.scenario->hash, 16);
    assert_int_equal(sweep_case_run(options, &c, base, &own, &run, 1, &err), ERR_OK);
    assert_int_equal(own != NULL, r->shares);
    if (r->shares) assert_ptr_equal(base->base->rule, rule_before);
    assert_same_output(&writer_plan_json, run, run_alone);
    assert_same_output(&writer_stations_csv, run, run_alone);
    assert_same_output(&writer_rules_csv, run, run_alone);
    assert_same_output(&writer_requirements_csv, run, run_alone);
    run_free(run);
    run_free(run_alone);
    scenario_free(own);
    load_clear(&alone);
    for (int k = 0; k < r->n_sets; k++)
        free(copies[k]);
}

static void cases_equal_runs_alone(void **state)
{
    const struct sweep_options options = {.file =
                                              SOURCE_DIR "/scenarios/template/scenario.yaml"};
    struct sweep_base base = {0};

    (void)state;
    for (size_t k = 0; k < COUNT(rows); k++) {
        print_message("  %s\n", rows[k].name);
        compare_with_alone(&rows[k], &options, &base);
    }
    sweep_base_clear(&base);
}

/* A case whose files changed after its id was made is not run under the old id. */
static void a_stale_id_is_refused(void **state)
{
    const struct sweep_options options = {.file =
                                              SOURCE_DIR "/scenarios/template/scenario.yaml"};
    const struct sweep_case c = {.id = "0123456789abcdef", .name = (char *)(void *)""};
    struct sweep_base base = {0};
    struct scenario *own = NULL;
    struct run *run = NULL;
    struct error err = {0};

    (void)state;
    assert_int_equal(sweep_case_run(&options, &c, &base, &own, &run, 1, &err), ERR_DATA);
    assert_null(run);
    assert_non_null(strstr(err.text, "changed since the sweep began"));
    scenario_free(own);
    sweep_base_clear(&base);
}

/* A worker that lost its lease stores nothing, not even a row. */
static void a_claim_that_ended_stores_nothing(void **state)
{
    const struct sweep_options options = {.file =
                                              SOURCE_DIR "/scenarios/template/scenario.yaml"};
    char model[] = "placement.model=mclp", p[] = "placement.p=1";
    char *sets[] = {model, p};
    const char *const same[] = {model, p};
    struct sweep_case c = {.name = (char *)(void *)"", .n_sets = 2, .set = sets};
    const struct sweep_cases one = {.n = 1, .at = &c};
    struct loaded loaded = {0};
    struct problems problems = {0};
    struct study_file *study = NULL;
    struct sweep_base base = {0};
    struct study_claim claim, stale;
    struct error err = {0};
    enum batch_claim what;
    char design[SHA256_HEX];
    long n = -1;

    (void)state;
    assert_int_equal(load_scenario(&loaded, options.file, 2, same, &problems, &err), ERR_OK);
    memcpy(c.id, loaded.scenario->hash, 16);
    study_design(&one, design);
    const struct study_origin origin = {.scenario = loaded.scenario, .file = options.file};

    assert_int_equal(study_open(&study, "stale", true, &err), ERR_OK);
    assert_int_equal(study_enter(study, &one, &origin, false, &err), ERR_OK);
    assert_int_equal(study_take(study, "w/1", design, &what, &claim, &err), ERR_OK);
    stale = claim;
    stale.attempt--;
    assert_int_equal(sweep_case_work(&options, &c, &stale, study, &base, 1, &err), ERR_OK);
    store_one(study_store(study), &n, -1, &err, "SELECT count(*) FROM indicator");
    assert_int_equal(n, 0);
    assert_int_equal(sweep_case_work(&options, &c, &claim, study, &base, 1, &err), ERR_OK);
    store_one(study_store(study), &n, -1, &err, "SELECT count(*) FROM indicator");
    assert_true(n > 0);
    sweep_base_clear(&base);
    study_close(study);
    load_clear(&loaded);
}

/* A figure of the store; NAN where it has none. */
static double stored(struct study_file *study, long step, const char *district,
                     const char *name)
{
    struct store_rows *found;
    struct error err = {0};
    double value = NAN;
    bool more;

    assert_int_equal(
        store_ask(study_store(study), &found, &err,
                  "SELECT value FROM indicator WHERE step = ? AND district = ? AND "
                  "name = ?",
                  "itt", step, district, name),
        ERR_OK);
    assert_int_equal(store_next(study_store(study), found, &more, &err), ERR_OK);
    if (more) {
        value = store_number(found, 0);
        store_stop(found);
    }
    return value;
}

static void compare_area(struct study_file *study, long step, const char *district,
                         const json_t *area)
{
    static const char *const service[] = {"fast", "slow"};
    static const char *const figure[] = {"chargers", "demand_kwh_per_day", "served_kwh_per_day",
                                         "full_kwh_per_day", "out_kwh_per_day"};
    static const char *const name[] = {"chargers", "demand", "served", "full", "out"};

    assert_near(stored(study, step, district, "stations"),
                json_number_value(json_object_get(area, "stations")), 0, 0);
    assert_near(stored(study, step, district, "chargers"),
                json_number_value(json_object_get(area, "chargers")), 0, 0);
    assert_near(stored(study, step, district, "kw"),
                json_number_value(json_object_get(area, "kw")), 0, 0);
    for (size_t v = 0; v < COUNT(service); v++)
        for (size_t k = 0; k < COUNT(figure); k++) {
            char text[64];

            snprintf(text, sizeof text, "%s_%s", service[v], name[k]);
            assert_near(stored(study, step, district, text),
                        json_number_value(
                            json_object_get(json_object_get(area, service[v]), figure[k])),
                        1e-12, 0);
        }
}

static void compare_phases(struct study_file *study, const json_t *plan)
{
    static const char *const key[] = {"total", "fixed", "chargers_fast", "chargers_slow",
                                      "om_per_year"};
    static const char *const name[] = {"cost", "cost_fixed", "cost_fast_chargers",
                                       "cost_slow_chargers", "om_per_year"};
    double so_far = 0;
    size_t k;
    json_t *phase;

    assert_true(json_array_size(json_object_get(plan, "phases")) > 0);
    json_array_foreach(json_object_get(plan, "phases"), k, phase)
    {
        const json_t *money = json_object_get(phase, "money");
        long step = (long)k + 1;

        so_far += json_number_value(json_object_get(money, "total"));
        for (size_t i = 0; i < COUNT(key); i++)
            assert_near(stored(study, step, "", name[i]),
                        json_number_value(json_object_get(money, key[i])), 1e-12, 0);
        assert_near(stored(study, step, "", "cost_so_far"), so_far, 1e-12, 0);
        assert_near(stored(study, step, "", "new_sites"),
                    json_number_value(json_object_get(phase, "new_sites")), 0, 0);
        assert_near(stored(study, step, "", "objective"),
                    json_number_value(json_object_get(phase, "objective")), 1e-12, 0);
    }
    assert_true(so_far > 0);
    assert_true(isnan(stored(study, 0, "", "cost"))); /* nothing is built today */
    assert_near(stored(study, 0, "", "cost_so_far"), 0, 0, 0);
}

static void compare_rules(struct study_file *study, const char *command_made)
{
    struct store_rows *found;
    struct error err = {0};
    char line[4096];
    FILE *in = fopen(command_made, "r");
    long n_lines = -1; /* the head */
    bool more;

    assert_non_null(in);
    while (fgets(line, sizeof line, in) != NULL)
        n_lines++;
    fclose(in);
    assert_int_equal(store_ask(study_store(study), &found, &err,
                               "SELECT count(*), sum(achieved) FROM rule", ""),
                     ERR_OK);
    assert_int_equal(store_next(study_store(study), found, &more, &err), ERR_OK);
    assert_int_equal(store_integer(found, 0), n_lines);
    assert_true(store_number(found, 1) > 0);
    store_stop(found);
}

#define PHASES                                                                                 \
    " --set 'study.years=[2025, 2028, 2030]' --set 'placement.phases=[2028, 2030]' --set "     \
    "placement.budget=6e6 --set placement.gap=0.05"

/* One case by `sweep` and the same by `run`: every figure of plan.json that the store has. */
static void the_store_holds_what_run_writes(void **state)
{
    struct study_file *study = NULL;
    struct error err = {0};
    json_error_t wrong;
    json_t *plan, *one, *district;
    size_t step, d;
    int n_districts = 0;

    (void)state;
    assert_int_equal(system("cp -r " SOURCE_DIR "/scenarios/template town && " PROGRAM
                            " sweep town/scenario.yaml -o study --jobs 1" PHASES
                            " >/dev/null 2>&1 && " PROGRAM
                            " run town/scenario.yaml -o out" PHASES " >/dev/null 2>&1"),
                     0);
    plan = json_load_file("out/plan.json", 0, &wrong);
    assert_non_null(plan);
    assert_int_equal(study_open(&study, "study", false, &err), ERR_OK);
    json_array_foreach(json_object_get(plan, "states"), step, one)
    {
        compare_area(study, (long)step, "", one);
        assert_near(stored(study, (long)step, "", "served_share"),
                    json_number_value(json_object_get(one, "served_share")), 1e-12, 0);
        json_array_foreach(json_object_get(one, "districts"), d, district)
        {
            const char *name = json_string_value(json_object_get(district, "name"));

            if (name == NULL || *name == '\0') continue;
            compare_area(study, (long)step, name, district);
            n_districts++;
        }
    }
    assert_true(step > 1);
    assert_true(n_districts > 0);
    compare_phases(study, plan);
    compare_rules(study, "out/rules.csv");
    study_close(study);
    json_decref(plan);
}

int main(void)
{
    static char folder[] = "/tmp/chargeplan-case-XXXXXX";
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cases_equal_runs_alone),
        cmocka_unit_test(a_stale_id_is_refused),
        cmocka_unit_test(a_claim_that_ended_stores_nothing),
        cmocka_unit_test(the_store_holds_what_run_writes),
    };
    char command[64];
    int failed;

    if (mkdtemp(folder) == NULL || chdir(folder) != 0) return 1;
    failed = cmocka_run_group_tests_name("sweep_case", tests, NULL, NULL);
    snprintf(command, sizeof command, "rm -rf %s", folder);
    if (chdir("/") != 0 || system(command) != 0) return 1;
    return failed;
}
