/* test_scenario_plans.c - label: unit. Plan facts as figures, catalogues, presets and inherited
 * rules, from files to the scenario. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "scenarios/plans.h"
#include "scenarios/scenario.h"
#include "scenarios/sha256.h"
#include "scenarios/text.h"
#include "tests/assert.h"

#define HEADER                                                                                 \
    "id,plan,section,scope,quantity,value,unit,year,relation,meaning,strength,valid_to\n"

/* The scenario that `chargeplan init` writes, as base.yaml, in a folder of its own. */
static char folder[] = "/tmp/chargeplan-scenario-XXXXXX";
static struct problems problems;
static struct error err;

static void put_file(const char *name, const char *text)
{
    FILE *stream = fopen(name, "wb");

    assert_non_null(stream);
    fputs(text, stream);
    assert_int_equal(fclose(stream), 0);
}

static int set_up(void **state)
{
    char command[512];

    (void)state;
    if (mkdtemp(folder) == NULL || chdir(folder) != 0) return 1;
    snprintf(command, sizeof command,
             "cp %s/scenarios/template/* . && mv scenario.yaml base.yaml", SOURCE_DIR);
    return system(command) != 0;
}

static int tear_down(void **state)
{
    char command[128];

    (void)state;
    snprintf(command, sizeof command, "rm -r %s", folder);
    return chdir("/") != 0 || system(command) != 0;
}

/* A file that extends the base. */
static struct scenario *read_child(const char *text, const char *set)
{
    struct scenario *s = NULL;
    struct text all = {0};

    text_addf(&all, "extends: base.yaml\n%s", text);
    put_file("child.yaml", all.data);
    text_clear(&all);
    memset(&problems, 0, sizeof problems);
    scenario_read(&s, "child.yaml", set != NULL, &set, &problems, &err);
    if (s == NULL) fail_msg("%s: %s", err.text, problems.text[0]);
    return s;
}

static const char *value_of(const struct scenario *s, const char *path)
{
    for (int k = 0; k < s->n_settings; k++)
        if (strcmp(s->setting[k].path, path) == 0) return s->setting[k].value;
    fail_msg("no setting %s", path);
    return NULL;
}

/* The figures of facts.csv in the settings' units; the record keeps the ids. */
static void figures(void **state)
{
    struct scenario *s =
        read_child("fleet: {taxi: {points: {2030: G15-EV-TAXI, 2025: 120}, kwh_per_km: "
                   "{2025: P21-KWH, 2030: 0.11}, ev_share: P21-PUB35}}\n"
                   "access: {rule_radius_km: {core: G15-DEM-RAD-P}}\n",
                   NULL);
    const struct fleet_class *taxi = &s->fleet[1];

    (void)state;
    assert_string_equal(taxi->id, "taxi");
    assert_int_equal(taxi->points.n, 2);
    assert_int_equal(taxi->points.year[1], 2030); /* sorted, as without facts */
    assert_near(taxi->points.value[0], 120, 0, 0);
    assert_near(taxi->points.value[1], 300000, 0, 0);
    assert_true(taxi->kwh_per_km.value[0] == 0.12);
    assert_near(taxi->kwh_per_km.value[1], 0.11, 0, 0);
    assert_near(taxi->ev_share.value[0], 1, 0, 0);
    assert_int_equal(taxi->ev_share.year[0], 0);
    assert_near(s->access.rule_radius_core_km, 1, 0, 0);
    assert_string_equal(value_of(s, "fleet.taxi.points"), "{2025: 120, 2030: G15-EV-TAXI}");
    assert_string_equal(value_of(s, "fleet.taxi.kwh_per_km"), "{2025: P21-KWH, 2030: 0.11}");
    assert_string_equal(value_of(s, "fleet.taxi.ev_share"), "P21-PUB35");
    assert_string_equal(value_of(s, "access.rule_radius_km.core"), "G15-DEM-RAD-P");
    assert_int_equal(s->n_uses, 4);
    assert_string_equal(s->use[0].fact->id, "G15-EV-TAXI");
    assert_string_equal(s->setting[s->use[0].setting].path, "fleet.taxi.points");
    assert_string_equal(s->use[3].fact->id, "G15-DEM-RAD-P");
    scenario_free(s);
}

/* 35 kWh/100km is the double that 0.35 is, which 35 times the double 0.01 is not: a plan would
 * move by a rounding. */
static void exact_factor(void **state)
{
    struct scenario *s;

    (void)state;
    put_file("mine.csv", HEADER "KWH,p,1,town,energy_use,35,kWh/100km,2025,falls to,,aim,\n");
    s = read_child("plans: mine.csv\nfleet: {taxi: {kwh_per_km: KWH}}\n", NULL);
    assert_true(s->fleet[1].kwh_per_km.value[0] == 0.35);
    assert_true(35 * 0.01 != 0.35);
    scenario_free(s);
}

/* ---- the hash ---- */

static void hash_with(const char *fact, char hash[65])
{
    struct text catalogue = {0};
    struct scenario *s;

    text_addf(&catalogue, HEADER "%s", fact);
    put_file("mine.csv", catalogue.data);
    text_clear(&catalogue);
    s = read_child("plans: mine.csv\nfleet: {taxi: {points: {2025: MINE, 2030: 150}}}\n", NULL);
    memcpy(hash, s->hash, 65);
    scenario_free(s);
}

/* Another figure of a fact, or another file of the catalogue, is another scenario; so is a fact
 * of the built-in catalogue in place of the same figure, whose value may change one day. */
static void hash(void **state)
{
    char one[65], same[65], value[65], other[65];
    struct scenario *s;

    (void)state;
    hash_with("MINE,p,1,town,ev_stock,117,vehicle,2025,reach,,aim,\n", one);
    hash_with("MINE,p,1,town,ev_stock,117,vehicle,2025,reach,,aim,\n", same);
    hash_with("MINE,p,1,town,ev_stock,118,vehicle,2025,reach,,aim,\n", value);
    hash_with("MINE,p,1,town,ev_stock,117,vehicle,2025,reach,,aim,\nB,p,1,town,range,7,km,,at "
              "least,,aim,\n",
              other);
    assert_string_equal(one, same);
    assert_string_not_equal(one, value);
    assert_string_not_equal(one, other);
    s = read_child("", "access.rule_radius_km.core=0.9");
    memcpy(one, s->hash, 65);
    scenario_free(s);
    s = read_child("", "access.rule_radius_km.core=G15-ACC-RAD-P");
    assert_string_not_equal(one, s->hash);
    assert_near(s->access.rule_radius_core_km, 0.9, 0, 0);
    scenario_free(s);
}

/* The hash is that of the settings, of the files by content, and of a line for every fact that
 * is named, so that it follows a figure that changes in the built-in catalogue. */
static void hash_has_facts(void **state)
{
    struct scenario *s = read_child(
        "rules: [G15-RULE-2000]\naccess: {rule_radius_km: {core: G15-DEM-RAD-P}}\n", NULL);
    struct text all = {0};
    char hash[65];

    (void)state;
    for (int k = 0; k < s->n_settings; k++) {
        const char *value = s->setting[k].value;

        if (strcmp(s->setting[k].path, "data.folder") == 0) continue;
        for (int i = 0; i < s->n_inputs; i++)
            if (strcmp(s->input[i].setting, s->setting[k].path) == 0)
                value = s->input[i].sha256;
        text_addf(&all, "%s=%s\n", s->setting[k].path, value);
    }
    text_add(&all, "fact G15-DEM-RAD-P=1 km, under, binding, 2020\n");
    text_add(&all,
             "fact G15-RULE-2000=2000 vehicle per station, at most, in_principle, 2020\n");
    sha256_bytes(all.data, all.n, hash);
    assert_string_equal(hash, s->hash);
    text_clear(&all);
    scenario_free(s);
}

/* ---- lists of rules ---- */

static struct list {
    const char *name, *child;
    int n;
    const char *fact[6]; /* NULL: an own rule */
} lists[] = {
    {"the base's alone", "", 2, {"G15-ACC-RAD-P", NULL}},
    {"a list replaces the base's", "rules: [G15-RULE-2000]", 1, {"G15-RULE-2000"}},
    {"inherited first",
     "rules: [inherited, G15-RULE-2000]",
     3,
     {"G15-ACC-RAD-P", NULL, "G15-RULE-2000"}},
    {"inherited last",
     "rules: [G15-RULE-2000, inherited]",
     3,
     {"G15-RULE-2000", "G15-ACC-RAD-P", NULL}},
    {"inherited between",
     "rules: [G15-RULE-2000, inherited, SD16-RULE-2000]",
     4,
     {"G15-RULE-2000", "G15-ACC-RAD-P", NULL, "SD16-RULE-2000"}},
    {"none", "rules: []", 0, {NULL}},
};

static void list(void **state)
{
    const struct list *l = *state;
    struct scenario *s = read_child(l->child, NULL);

    assert_int_equal(s->n_rules, l->n);
    for (int k = 0; k < l->n; k++) {
        assert_int_equal(s->rule[k].fact == NULL, l->fact[k] == NULL);
        if (l->fact[k] != NULL) assert_string_equal(s->rule[k].fact, l->fact[k]);
    }
    scenario_free(s);
}

/* ---- what is refused ---- */

static struct bad {
    const char *name, *child;
    const char *says;
} bads[] = {
    {"a fact of output", "fleet: {taxi: {points: M17-OUT16}}",
     "child.yaml:2:24: fleet.taxi.points: M17-OUT16 (vehicle_output) cannot stand here: it "
     "counts what makers produce, which is not a fleet of any city"},
    {"capacity", "fleet: {taxi: {points: N12-CAP20}}", "it counts what makers can produce"},
    {"sales", "fleet: {taxi: {points: {2025: X16-SALES, 2030: 7}}}",
     "child.yaml:2:31: fleet.taxi.points: X16-SALES (ev_sales) cannot stand here: it counts "
     "vehicles sold"},
    {"what the network can serve is no fleet", "fleet: {taxi: {points: E12-SERVED15}}",
     "which is not a fleet"},
    {"a threshold of stores is no fleet", "fleet: {taxi: {points: R19-STORE}}",
     "keeps a store of old batteries"},
    {"residents are no fleet", "fleet: {taxi: {points: POP20-SD}}",
     "a stock of vehicles takes facts of ev_stock only"},
    {"money of another currency",
     "study: {currency: USD}\nkinds: {ac7: {capital: G15-CONNECT-FEE}}",
     "its unit is CNY, that of the setting USD"},
    {"a fact that is too large", "fleet: {private: {cars_per_1000: POP20-SD}}",
     "its unit is person"},
    {"a slip", "fleet: {taxi: {points: G15-EV-TAXY}}",
     "'G15-EV-TAXY' is neither a number nor a plan's fact; did you mean G15-EV-TAXI?"},
    {"a whole number is no fact", "study: {seed: POP20-SD}",
     "'POP20-SD' is not a whole number"},
    {"the share of new vehicles is none of the fleet", "fleet: {taxi: {ev_share: T34-SHARE}}",
     "which is not a share of the fleet"},
    {"a catalogue that is not there", "plans: none.csv", "child.yaml:2:8: plans: none.csv: "},
    {"a catalogue without a column", "plans: short.csv",
     "short.csv:1: there is no column 'section'"},
};

static void refused(void **state)
{
    const struct bad *b = *state;
    struct scenario *s = NULL;
    struct text all = {0};

    put_file("short.csv", "id,plan\nA,p\n");
    text_addf(&all, "extends: base.yaml\n%s\n", b->child);
    put_file("child.yaml", all.data);
    text_clear(&all);
    memset(&problems, 0, sizeof problems);
    assert_int_equal(scenario_read(&s, "child.yaml", 0, NULL, &problems, &err), ERR_SCENARIO);
    assert_null(s);
    assert_int_equal(problems.n, 1);
    if (strstr(problems.text[0], b->says) == NULL) fail_msg("%s", problems.text[0]);
}

int main(void)
{
    const struct CMUnitTest single[] = {cmocka_unit_test(figures), cmocka_unit_test(hash),
                                        cmocka_unit_test(exact_factor),
                                        cmocka_unit_test(hash_has_facts)};
    struct CMUnitTest tests[COUNT(lists) + COUNT(bads) + COUNT(single)];
    size_t n = 0;

    for (size_t k = 0; k < COUNT(lists); k++)
        tests[n++] = (struct CMUnitTest){lists[k].name, list, NULL, NULL, &lists[k]};
    for (size_t k = 0; k < COUNT(bads); k++)
        tests[n++] = (struct CMUnitTest){bads[k].name, refused, NULL, NULL, &bads[k]};
    for (size_t k = 0; k < COUNT(single); k++)
        tests[n++] = single[k];
    return cmocka_run_group_tests_name("scenario_plans", tests, set_up, tear_down);
}
