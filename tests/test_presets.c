/* test_presets.c - label: unit. The presets against the catalogue: each names the facts of its
 * tier and kind of city, and says their figures and clauses. */
#include <stdio.h>
#include <string.h>

#include "scenarios/plans.h"
#include "scenarios/presets.h"
#include "scenarios/yaml.h"
#include "tests/assert.h"

/* The scopes that plans/facts.csv gives to a tier and kind of city, and its figures there. */
static struct row {
    const char *name, *radius_scope, *ratio_scope;
    double radius_km, ratio;
} rows[] = {
    {"plan:accelerate/promotion", "accelerate region / promotion city",
     "accelerate region / promotion city", 0.9, 7},
    {"plan:accelerate/other", "accelerate region / other city",
     "accelerate region / other city", 2, 12},
    {"plan:demonstration/promotion", "demonstration region / promotion city",
     "demonstration region / promotion city", 1, 8},
    {"plan:demonstration/other", "demonstration region / other city",
     "demonstration region / other city", 2.5, 15},
    {"plan:promote/main", "promote region / main city",
     "promote region / provincial capital and other main city", 2, 12},
};

static struct plans *plans;

/* The one fact of a scope and quantity. */
static const struct fact *only(const char *scope, const char *quantity)
{
    const struct fact *found = NULL;

    for (int k = 0; k < plans->n; k++) {
        const struct fact *f = &plans->fact[k];

        if (strcmp(f->scope, scope) != 0 || strcmp(f->quantity, quantity) != 0) continue;
        assert_null(found);
        found = f;
    }
    assert_non_null(found);
    return found;
}

/* The comment behind a value gives the fact's section and, where it has room, its figure. */
static void says(const struct preset *preset, const struct yaml_node *node, const char *section,
                 double figure)
{
    const char *line = preset->text;
    char want[64], text[256];

    for (int k = 1; k < node->line; k++)
        line = strchr(line, '\n') + 1;
    snprintf(text, sizeof text, "%.*s", (int)strcspn(line, "\n"), line);
    assert_non_null(strchr(text, '#'));
    assert_non_null(strstr(strchr(text, '#'), section));
    snprintf(want, sizeof want, " %.10g ", figure);
    if (figure > 0) assert_non_null(strstr(strchr(text, '#'), want));
}

static void preset_is(void **state)
{
    const struct row *r = *state;
    const struct preset *preset = presets_find(r->name);
    const struct fact *radius = only(r->radius_scope, "core_service_radius");
    const struct fact *ratio = only(r->ratio_scope, "ev_per_public_charger");
    struct yaml *yaml = yaml_open();
    struct problems problems = {0};
    struct error err = {0};
    struct yaml_node *root = NULL, *km, *rules;

    assert_non_null(preset);
    assert_near(radius->value, r->radius_km, 0, 0);
    assert_near(ratio->value, r->ratio, 0, 0);
    assert_int_equal(yaml_parse(yaml, preset->text, preset->name, &root, &problems, &err),
                     ERR_OK);
    assert_int_equal(problems.n, 0);
    assert_int_equal(root->n, 2);
    assert_int_equal(yaml_find(root, "access")->n, 1);
    km = yaml_find(yaml_find(root, "access"), "rule_radius_km");
    assert_int_equal(km->n, 2);
    assert_string_equal(yaml_word(km, "core"), radius->id);
    assert_string_equal(yaml_word(km, "strict"), plans_strict(radius) ? "true" : "false");
    says(preset, yaml_find(km, "core"), radius->section, radius->value);
    rules = yaml_find(root, "rules");
    assert_int_equal(rules->n, 3);
    assert_string_equal(rules->item[0]->text, radius->id);
    assert_string_equal(rules->item[1]->text, ratio->id);
    assert_string_equal(rules->item[2]->text, "G15-RULE-2000");
    says(preset, rules->item[0], radius->section, radius->value);
    says(preset, rules->item[1], ratio->section, ratio->value);
    says(preset, rules->item[2], plans_find(plans, "G15-RULE-2000")->section, 0);
    yaml_close(yaml);
}

/* Every radius and ratio of the Guide is in some preset, so that no tier is forgotten. */
static void all_tiers(void **state)
{
    int radii = 0;

    (void)state;
    assert_int_equal(presets_n(), COUNT(rows));
    for (int k = 0; k < plans->n; k++)
        radii += strcmp(plans->fact[k].quantity, "core_service_radius") == 0;
    assert_int_equal(radii, COUNT(rows));
    assert_null(presets_find("plan:accelerate"));
    assert_string_equal(presets_nearest("plan:acelerate/other"), "plan:accelerate/other");
    assert_true(presets_is_one("plan:nothing"));
    assert_false(presets_is_one("plan/accelerate.yaml"));
}

static int read_plans(void **state)
{
    struct error err;

    (void)state;
    return plans_read(&plans, &err) == ERR_OK ? 0 : -1;
}

static int free_plans(void **state)
{
    (void)state;
    plans_free(plans);
    return 0;
}

int main(void)
{
    struct CMUnitTest tests[COUNT(rows) + 1];
    size_t n = 0;

    for (size_t k = 0; k < COUNT(rows); k++)
        tests[n++] = (struct CMUnitTest){rows[k].name, preset_is, NULL, NULL, &rows[k]};
    tests[n++] = (struct CMUnitTest)cmocka_unit_test(all_tiers);
    return cmocka_run_group_tests_name("presets", tests, read_plans, free_plans);
}
