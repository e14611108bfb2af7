/* test_study_swing.c - swings of made-up studies whose effects are known. */
#include <stdlib.h>
#include <string.h>

#include "output/study_report/study_swing.h"
#include "tests/assert.h"
#include "tests/fixture_study.h"

static struct fixture_study study;

static int make(void **state)
{
    (void)state;
    fixture_study_make(&study);
    return 0;
}

static int clean(void **state)
{
    (void)state;
    fixture_study_remove(&study);
    return 0;
}

static void served(int at, double value)
{
    fixture_study_figure(&study, at, 1, "served_share", value);
}

static struct study_swings find(struct study_data **d)
{
    struct study_swings s;
    struct error err = {0};

    *d = fixture_study_read(&study);
    assert_int_equal(study_swing_find(*d, KEY_SERVED, &s, &err), ERR_OK);
    return s;
}

/* 0.3 + budget effect + wait effect + seed effect, all crossed: each effect comes out. */
static void grid(void)
{
    static const double budget[] = {1e7, 2e7, 9e7}, of_budget[] = {0, 0.05, 0.2};
    static const double wait[] = {5, 10}, of_wait[] = {0, -0.03};
    char text[200];

    for (int b = 0; b < 3; b++)
        for (int w = 0; w < 2; w++)
            for (int seed = 0; seed < 2; seed++) {
                snprintf(text, sizeof text,
                         "placement.budget=%g sizing.wait_min=%g study.seed=%d", budget[b],
                         wait[w], 42 + seed);
                fixture_study_case(&study, "", text);
                served(study.n_cases - 1, 0.3 + of_budget[b] + of_wait[w] + 0.001 * seed);
            }
}

static void additive_effects_are_exact(void **state)
{
    struct study_data *d;
    struct study_swings s;

    (void)state;
    grid();
    s = find(&d);
    assert_int_equal(s.n, 2);
    assert_int_equal(s.n_without, 0);
    assert_string_equal(d->path[s.at[0].path].path, "placement.budget");
    assert_near(s.at[0].swing, 0.2, 1e-13, 0);
    assert_near(s.at[0].low, 0.3 - 0.015 + 0.0005, 1e-13, 0);
    assert_near(s.at[0].least, 0.2, 1e-13, 0);
    assert_near(s.at[0].most, 0.2, 1e-13, 0);
    assert_int_equal(s.at[0].n, 4);
    assert_int_equal(s.at[0].high_value, 2);
    assert_near(s.at[1].swing, -0.03, 1e-12, 0);
    assert_int_equal(s.at[1].n, 6);
    study_swing_clear(&s);
    study_data_free(d);
}

/* A case that may not be used takes its pair away, and moves no mean. */
static void cases_that_do_not_count(void **state)
{
    struct study_data *d;
    struct study_swings s;

    (void)state;
    grid();
    fixture_study_end(&study, 0, "done", 4, "no plan"); /* budget 1e7, wait 5, seed 42 */
    fixture_study_figure(&study, 3, 1, "gap", 0.5);     /* budget 1e7, wait 10, seed 43 */
    fixture_study_case(&study, "", "placement.budget=1e7 sizing.wait_min=5 study.seed=44");
    fixture_study_case(&study, "", "placement.budget=9e7 sizing.wait_min=5 study.seed=44");
    served(13, 0.9); /* its partner has no such indicator */
    s = find(&d);
    assert_int_equal(d->at[0].standing, STANDING_INFEASIBLE);
    assert_int_equal(d->at[3].standing, STANDING_GAP);
    assert_near(s.at[0].swing, 0.2, 1e-13, 0);
    assert_int_equal(s.at[0].n, 2);
    assert_near(s.at[1].swing, -0.03, 1e-12, 0);
    assert_int_equal(s.at[1].n, 4);
    study_swing_clear(&s);
    study_data_free(d);
}

/* Effects that are not additive: the mean of the differences, with the least and the most. */
static void differences_have_a_spread(void **state)
{
    struct study_data *d;
    struct study_swings s;

    (void)state;
    for (int k = 0; k < 4; k++) {
        static const char *const sets[] = {
            "placement.p=10 sizing.wait_min=5", "placement.p=20 sizing.wait_min=5",
            "placement.p=10 sizing.wait_min=10", "placement.p=20 sizing.wait_min=10"};
        static const double value[] = {0.1, 0.2, 0.1, 0.5};

        fixture_study_case(&study, "", sets[k]);
        served(k, value[k]);
    }
    s = find(&d);
    assert_string_equal(d->path[s.at[0].path].path, "placement.p");
    assert_near(s.at[0].swing, 0.25, 1e-13, 0);
    assert_near(s.at[0].least, 0.1, 1e-13, 0);
    assert_near(s.at[0].most, 0.4, 1e-13, 0);
    assert_near(s.at[1].swing, 0.15, 1e-13, 0);
    study_swing_clear(&s);
    study_data_free(d);
}

/* Settings that go together are one; words have their lowest and highest mean as ends. */
static void zipped_settings_and_words(void **state)
{
    static const char *const model[] = {"lscp", "mclp", "pmedian"};
    static const double of_model[] = {0.1, 0.4, 0.2};
    struct study_data *d;
    struct study_swings s;
    char text[200];

    (void)state;
    for (int m = 0; m < 3; m++)
        for (int z = 0; z < 2; z++) {
            snprintf(text, sizeof text, "placement.model=%s placement.p=%d placement.budget=%d",
                     model[m], z == 0 ? 10 : 30, z == 0 ? 100 : 300);
            fixture_study_case(&study, "", text);
            served(study.n_cases - 1, of_model[m] + 0.05 * z);
        }
    s = find(&d);
    assert_int_equal(s.n, 2);
    assert_string_equal(d->path[s.at[0].path].path, "placement.model");
    assert_near(s.at[0].swing, 0.3, 1e-13, 0);
    assert_string_equal(d->path[s.at[0].path].value[s.at[0].low_value], "lscp");
    assert_string_equal(d->path[s.at[0].path].value[s.at[0].high_value], "mclp");
    assert_string_equal(d->path[s.at[1].path].path, "placement.budget");
    assert_near(s.at[1].swing, 0.05, 1e-13, 0);
    study_swing_clear(&s);
    study_data_free(d);
}

/* Ten points 1 .. 10; thirds by type 7: up to 1 + 9/3 = 4 and from 7 on, both taken. */
static void samples_by_thirds(void **state)
{
    static const double y[] = {0.1, 0.2, 0.3, 0.6, 0.9, 0.9, 0.5, 0.4, 0.8, 0.7};
    struct study_data *d;
    struct study_swings s;
    char text[100];

    (void)state;
    fixture_study_meta(&study, "sampled", "sizing.wait_min");
    for (int k = 0; k < 10; k++) {
        snprintf(text, sizeof text, "sizing.wait_min=%d", k + 1);
        fixture_study_case(&study, "", text);
        served(k, y[k]);
    }
    s = find(&d);
    assert_int_equal(s.n, 1);
    assert_int_equal(s.at[0].kind, SWING_THIRDS);
    assert_int_equal(s.at[0].n, 4);
    assert_near(s.at[0].low_bound, 4, 1e-13, 0);
    assert_near(s.at[0].high_bound, 7, 1e-13, 0);
    assert_near(s.at[0].low, 0.3, 1e-13, 0);
    assert_near(s.at[0].high, 0.6, 1e-13, 0);
    assert_near(s.at[0].swing, 0.3, 1e-13, 0);
    /* ranks of y from 0: 0 1 2 5 8.5 8.5 4 3 7 6; less 4.5, times -4.5 .. 4.5: 20.25 + 12.25 +
     * 6.25 - 0.75 - 2 + 2 - 0.75 - 3.75 + 8.75 + 6.75 = 49; squares 82.5 and 82 */
    assert_near(s.at[0].rank, 49 / sqrt(82.5 * 82), 1e-13, 0);
    study_swing_clear(&s);
    study_data_free(d);
}

/* Named cases crossed with a budget: each against base, alike in the budget. */
static void named_cases_against_base(void **state)
{
    struct study_data *d;
    struct study_swings s;
    int at = 0;

    (void)state;
    for (int budget = 1; budget <= 2; budget++) {
        static const char *const name[] = {"dense", "base", "slow"};
        static const char *const own[] = {"access.service.fast.radius_m=800", "",
                                          "sizing.wait_min=20"};
        static const double effect[] = {-0.1, 0, 0.02};

        for (int k = 0; k < 3; k++, at++) {
            char text[200];

            snprintf(text, sizeof text, "placement.budget=%d %s", budget, own[k]);
            fixture_study_case(&study, name[k], text);
            served(at, 0.5 + 0.2 * budget + effect[k] * budget);
        }
    }
    fixture_study_common(&study, "access.service.fast.radius_m", "2000");
    fixture_study_common(&study, "sizing.wait_min", "10");
    s = find(&d);
    assert_int_equal(s.n, 3);
    assert_int_equal(s.at[0].kind, SWING_PAIRS); /* budget, within each name */
    assert_int_equal(s.at[0].n, 3);
    assert_near(s.at[0].swing, 0.2 - 0.08 / 3, 1e-13, 0);
    assert_int_equal(s.at[1].kind, SWING_NAMED);
    assert_string_equal(s.at[1].name, "dense");
    assert_string_equal(s.at[1].base, "base");
    assert_near(s.at[1].swing, -0.15, 1e-13, 0);
    assert_near(s.at[1].least, -0.2, 1e-13, 0);
    assert_near(s.at[1].most, -0.1, 1e-13, 0);
    assert_string_equal(s.at[2].name, "slow");
    assert_near(s.at[2].swing, 0.03, 1e-12, 0);
    study_swing_clear(&s);
    study_data_free(d);
}

/* Excluded so that no two cases are alike in all else: said, not guessed. */
static void nothing_alike(void **state)
{
    struct study_data *d;
    struct study_swings s;

    (void)state;
    fixture_study_case(&study, "", "placement.p=1 sizing.wait_min=5");
    fixture_study_case(&study, "", "placement.p=2 sizing.wait_min=6");
    fixture_study_case(&study, "", "placement.p=3 sizing.wait_min=5");
    for (int k = 0; k < 3; k++)
        served(k, 0.1 * k);
    s = find(&d);
    assert_int_equal(s.n, 1); /* p from 1 to 3 at wait 5 */
    assert_near(s.at[0].swing, 0.2, 1e-13, 0);
    assert_int_equal(s.n_without, 1);
    study_swing_clear(&s);
    study_data_free(d);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, make, clean)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(additive_effects_are_exact),
        CASE(cases_that_do_not_count),
        CASE(differences_have_a_spread),
        CASE(zipped_settings_and_words),
        CASE(samples_by_thirds),
        CASE(named_cases_against_base),
        CASE(nothing_alike),
    };

    return cmocka_run_group_tests_name("study_swing", tests, NULL, NULL);
}
