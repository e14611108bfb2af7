/* test_scenario.c - label: unit */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "scenarios/scenario.h"
#include "scenarios/text.h"
#include "tests/assert.h"

/* A folder with the scenario that `chargeplan init` writes, as base.yaml; the tests run in it.
 */
static char folder[] = "/tmp/chargeplan-scenario-XXXXXX";

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
    if (mkdtemp(folder) == NULL || chdir(folder) != 0) return 1;
    copy_file("scenario.yaml", "base.yaml");
    copy_file("zones.csv", "zones.csv");
    copy_file("sites.csv", "sites.csv");
    mkdir("below", 0777);
    copy_file("zones.csv", "below/zones.csv");
    copy_file("sites.csv", "below/sites.csv");
    return 0;
}

static int tear_down(void **state)
{
    char command[128];

    (void)state;
    snprintf(command, sizeof command, "rm -r %s", folder);
    return chdir("/") != 0 || system(command) != 0;
}

static struct problems problems;
static struct error err;

static struct scenario *read_file(const char *file, const char *set)
{
    struct scenario *s = NULL;

    memset(&problems, 0, sizeof problems);
    scenario_read(&s, file, set != NULL, &set, &problems, &err);
    return s;
}

/* A file that extends the base; problems are printed where there should be none. */
static struct scenario *read_good(const char *text, const char *set)
{
    struct text all = {0};
    struct scenario *s;

    text_addf(&all, "extends: base.yaml\n%s", text);
    put_file("child.yaml", all.data);
    text_clear(&all);
    s = read_file("child.yaml", set);
    if (s == NULL) fail_msg("%s: %s", err.text, problems.text[0]);
    return s;
}

static const struct setting *setting(const struct scenario *s, const char *path)
{
    for (int k = 0; k < s->n_settings; k++)
        if (strcmp(s->setting[k].path, path) == 0) return &s->setting[k];
    fail_msg("no setting %s", path);
    return NULL;
}

/* ---- what is read ---- */

static void values(void **state)
{
    struct scenario *s = read_file("base.yaml", NULL);

    (void)state;
    if (s == NULL) fail_msg("%s", problems.text[0]);
    assert_string_equal(s->head.name, "my-town");
    assert_string_equal(scenario_title(s, LANGUAGE_EN), "Public charging in a made-up town");
    assert_string_equal(scenario_title(s, LANGUAGE_ZH), "Public charging in a made-up town");
    assert_int_equal(s->n_classes, 2);
    assert_string_equal(s->fleet[0].id, "private");
    assert_string_equal(s->fleet[1].id, "taxi");
    assert_int_equal(s->fleet[0].curve, CURVE_PENETRATION);
    assert_int_equal(s->fleet[1].curve, CURVE_POINTS);
    assert_near(s->fleet[0].ev_share.value[1], 0.22, 0, 0);
    assert_int_equal(s->fleet[0].ev_share.year[1], 2030);
    assert_true(isnan(s->fleet[0].market));
    assert_near(s->fleet[1].on_road_factor, 1.25, 0, 0); /* default of fields.h */
    assert_int_equal(s->demand.night_fast.n, 24);
    assert_int_equal(s->zones.coordinates, COORD_METRES);
    assert_string_equal(s->zones.cell_m.column, "cell_m");
    assert_true(isnan(s->zones.cell_m.number));
    assert_near(s->sites[0].fixed_cost.number, 300000, 0, 0);
    assert_null(s->sites[0].fixed_cost.column);
    assert_string_equal(s->sites[0].kinds.key[1], "dc60");
    assert_string_equal(s->sites[0].kinds.value[1], "n_dc60");
    assert_int_equal(s->kind[1].system, FAST);
    assert_int_equal(scenario_kind(s, "dc60"), 1);
    assert_int_equal(scenario_kind(s, "dc6"), -1);
    assert_int_equal(s->n_rules, 2);
    assert_string_equal(s->rule[0].fact, "G15-ACC-RAD-P");
    assert_null(s->rule[1].fact);
    assert_int_equal(s->rule[1].rule, RULE_WAIT);
    assert_near(s->rule[1].target, 0.1, 0, 0);
    assert_true(s->access.rule_strict);
    assert_int_equal(s->n_inputs, 2);
    assert_string_equal(s->input[1].setting, "sites.places.file");
    scenario_free(s);
}

/* Mistakes found after reading have a place too. */
static void places(void **state)
{
    struct scenario *s = read_good("study:\n  seed: 7\nrules:\n  - G15\n  - {rule: budget}\n",
                                   "report.map_px=900");
    static const char *const want[] = {
        "child.yaml:3:9: study.seed: x",     /* where it stands */
        "child.yaml:6:12: rules[2]: x",      /* the first setting below it */
        "base.yaml:15:10: study.nothing: x", /* the first of its group */
        "--set: report.map_px: x",
        "child.yaml: sizing.wait_min: x", /* a default in a group of defaults */
    };
    static const char *const paths[] = {"study.seed", "rules[2]", "study.nothing",
                                        "report.map_px", "sizing.wait_min"};

    (void)state;
    memset(&problems, 0, sizeof problems);
    for (size_t k = 0; k < COUNT(want); k++) {
        scenario_problem(s, &problems, paths[k], "%c", 'x');
        assert_string_equal(problems.text[k], want[k]);
    }
    scenario_free(s);
}

/* What is not set follows from what is. */
static void resolved(void **state)
{
    struct scenario *s =
        read_good("study: {years: [2025, 2030, 2035]}\n"
                  "kinds: {dc250: {system: fast, power_kw: 250, capital: 9}}\n",
                  "placement.phases=\"\"");

    (void)state;
    assert_int_equal(s->placement.phases.n, 1);
    assert_int_equal(s->placement.phases.year[0], 2035);
    assert_string_equal(setting(s, "placement.phases")->value, "");
    assert_string_equal(s->placement.fast_kind, "dc60"); /* the first of its system */
    assert_string_equal(s->placement.slow_kind, "ac7");
    scenario_free(s);
}

static struct point {
    const char *name;
    int year;
    double want;
} points[] = {
    {"before the first: its value", 2000, 10},    {"at the first", 2020, 10},
    {"between: 10 + (25 - 10) 1/5", 2021, 13},    {"at the second", 2025, 25},
    {"between the later: 25 - 20 4/8", 2029, 15}, {"at the last", 2033, 5},
    {"behind the last: its value", 2100, 5},
};

static void series(void **state)
{
    const struct point *p = *state;
    int years[] = {2020, 2025, 2033}, plain = 0;
    double numbers[] = {10, 25, 5};
    struct series s = {3, years, numbers}, one = {1, &plain, numbers};

    assert_near(series_at(&s, p->year), p->want, 1e-15, 0);
    assert_near(series_at(&one, p->year), 10, 0, 0);
    one.n = 0;
    assert_true(isnan(series_at(&one, p->year)));
}

/* ---- where values come from ---- */

static void origins(void **state)
{
    struct scenario *s;

    (void)state;
    put_file("below/middle.yaml", "extends: ../base.yaml\n"
                                  "fleet:\n"
                                  "  private:\n"
                                  "    ev_share: {2040: 0.5}\n"
                                  "    km_per_day: 44\n"
                                  "zones:\n"
                                  "  file: zones.csv\n");
    put_file("top.yaml", "extends: below/middle.yaml\nfleet: {private: {km_per_day: 45}}\n");
    s = read_file("top.yaml", "study.seed=7");
    if (s == NULL) fail_msg("%s", problems.text[0]);
    assert_string_equal(setting(s, "fleet.private.km_per_day")->value, "45");
    assert_string_equal(setting(s, "fleet.private.km_per_day")->origin, "top.yaml:2");
    /* a setting is replaced whole, a series too */
    assert_string_equal(setting(s, "fleet.private.ev_share")->value, "{2040: 0.5}");
    assert_string_equal(setting(s, "fleet.private.ev_share")->origin, "below/middle.yaml:4");
    assert_string_equal(setting(s, "study.seed")->value, "7");
    assert_string_equal(setting(s, "study.seed")->origin, "--set");
    assert_string_equal(setting(s, "fleet.private.depot_share")->origin, "default");
    assert_string_equal(setting(s, "fleet.taxi.depot_share")->origin, "below/../base.yaml:38");
    assert_string_equal(s->zones.file, "below/zones.csv"); /* beside the file that names it */
    assert_string_equal(s->sites[0].file, "below/../sites.csv");
    assert_string_equal(s->input[0].name, "zones.csv");
    assert_string_equal(s->fleet[0].id, "private"); /* the base's order stays */
    scenario_free(s);
}

/* A chain of 15 files is read, of 16 too, of 17 not. */
static void chain(void **state)
{
    char name[32], text[64];

    (void)state;
    put_file("c0.yaml", "extends: base.yaml\n");
    for (int k = 1; k <= 16; k++) {
        snprintf(name, sizeof name, "c%d.yaml", k);
        snprintf(text, sizeof text, "extends: c%d.yaml\n", k - 1);
        put_file(name, text);
    }
    scenario_free(read_file("c14.yaml", NULL)); /* c14 ... c0, base: 16 files */
    assert_int_equal(problems.n, 0);
    assert_null(read_file("c15.yaml", NULL));
    assert_non_null(strstr(problems.text[0], "extends more than 16 files in a row"));
    put_file("c0.yaml", "extends: c9.yaml\n");
    assert_null(read_file("c9.yaml", NULL));
    assert_non_null(strstr(problems.text[0], "c9.yaml: extends itself"));
    assert_int_equal(problems.n, 1);
    put_file("c0.yaml", "extends: ./c0.yaml\n");
    assert_null(read_file("c0.yaml", NULL));
    assert_non_null(strstr(problems.text[0], "extends itself"));
    put_file("c0.yaml", "extends: gone.yaml\n");
    assert_null(read_file("c0.yaml", NULL));
    assert_string_equal(problems.text[0], "gone.yaml: cannot be opened: No such file or "
                                          "directory (extended in c0.yaml:1)");
}

/* ---- the hash ---- */

static void hash_of(const char *file, const char *set, char hash[65])
{
    struct scenario *s = read_file(file, set);

    if (s == NULL) fail_msg("%s", problems.text[0]);
    memcpy(hash, s->hash, 65);
    scenario_free(s);
}

static void hash(void **state)
{
    char base[65], other[65];

    (void)state;
    hash_of("base.yaml", NULL, base);
    assert_int_equal(strlen(base), 64);
    copy_file("scenario.yaml", "below/moved.yaml"); /* another name, another folder */
    hash_of("below/moved.yaml", NULL, other);
    assert_string_equal(other, base);
    hash_of("base.yaml", "fleet.private.depot_share=0.00", other); /* its default, said */
    assert_string_equal(other, base);
    hash_of("base.yaml", "fleet.private.depot_share=0.01", other);
    assert_string_not_equal(other, base);
    put_file("below/zones.csv", "other bytes\n"); /* read by the city, not here */
    hash_of("below/moved.yaml", NULL, other);
    assert_string_not_equal(other, base);
    copy_file("zones.csv", "below/zones.csv");
}

/* ---- what is refused: text of a file that extends the base, and --set ---- */

static struct bad {
    const char *name, *text, *set, *want;
    enum err code;
} bads[] = {
    {"unknown key", "study: {sed: 1}", NULL,
     "child.yaml:2:9: study.sed: the setting is not known; did you mean seed?", ERR_SCENARIO},
    {"unknown section", "fleets: {}", NULL,
     "child.yaml:2:1: fleets: the setting is not known; did you mean fleet?", ERR_SCENARIO},
    {"unknown, nothing near", "colour: 1", NULL,
     "child.yaml:2:1: colour: the setting is not known; `chargeplan fields` lists",
     ERR_SCENARIO},
    {"one level too high", "access: {by_class: {a: 1}}", NULL,
     "child.yaml:2:10: access.by_class: the setting is not known; did you mean "
     "service.fast.by_class?",
     ERR_SCENARIO},
    {"deep unknown key", "access:\n  service:\n    fast: {radius: 1}", NULL,
     "child.yaml:4:12: access.service.fast.radius: the setting is not known; did you mean "
     "radius_m?",
     ERR_SCENARIO},
    {"a value for a group", "title: Town", NULL,
     "child.yaml:2:1: title: a mapping of settings belongs here, such as {en: ...}",
     ERR_SCENARIO},
    {"a value for a section", "study: 7", NULL,
     "child.yaml:2:8: study: a mapping of settings belongs here", ERR_SCENARIO},
    {"a list for a section of ids", "fleet: [1]", NULL,
     "child.yaml:2:8: fleet: a mapping by id belongs here", ERR_SCENARIO},
    {"a mapping for rules", "rules: {a: 1}", NULL, "child.yaml:2:8: rules: a list belongs here",
     ERR_SCENARIO},
    {"a rule without its kind", "rules: [{target: 1}]", NULL,
     "child.yaml:2:9: rules[1].rule: the setting is missing", ERR_SCENARIO},
    {"a fact twice", "rules: [A, B, A]", NULL,
     "child.yaml:2:15: rules[3]: A is named twice; it is rules[1] already", ERR_SCENARIO},
    {"an id with a dot", "kinds: {a.b: {system: slow, power_kw: 7, capital: 1}}", NULL,
     "child.yaml:2:9: kinds.a.b: 'a.b' is not a name", ERR_SCENARIO},
    {"a new id without its needs", "kinds:\n  ac11: {system: slow, power_kw: 11}", NULL,
     "child.yaml:3:3: kinds.ac11.capital: the setting is missing and has no default: cost of "
     "one charger, built",
     ERR_SCENARIO},
    {"car parks without types", "parking: {file: base.yaml, coordinates: metres}", NULL,
     "child.yaml:2:17: parking.file: car parks are listed, but no type of building is "
     "described",
     ERR_SCENARIO},
    {"less ready than built", "building: {mall: {new: {built: 0.2, ready: 0.1}}}", NULL,
     "child.yaml:2:44: building.mall.new.ready: 0.1 is below new.built, 0.2; bays with a "
     "charger "
     "count as ready, so that 0.2 to 1 is allowed",
     ERR_SCENARIO},
    {"a kind that is none", "building: {mall: {kind: ac17}}", NULL,
     "child.yaml:2:25: building.mall.kind: 'ac17' is not one of the kinds; did you mean ac7?",
     ERR_SCENARIO},
    {"a ready share that is no share of built bays",
     "building: {mall: {existing: {ready: G15-RULE-PUB}}}", NULL,
     "child.yaml:2:37: building.mall.existing.ready: G15-RULE-PUB (charging_ready_share) "
     "cannot "
     "stand here",
     ERR_SCENARIO},
    {"an unknown datum", "zones: {coordinates: GCJ-02}", NULL,
     "child.yaml:2:22: zones.coordinates: 'GCJ-02' is not one of", ERR_SCENARIO},
    {"zones in degrees, sites in metres", "zones: {coordinates: GCJ02}", NULL,
     "base.yaml:55:18: sites.places.coordinates: metres, but zones.coordinates says GCJ02; "
     "files "
     "in metres and files in degrees cannot stand in one scenario; metres of a national "
     "grid are named by crs, such as EPSG:4547, in place of coordinates",
     ERR_SCENARIO},
    {"two coordinate systems", "sites: {places: {coordinates: WGS84}}", NULL,
     "child.yaml:2:31: sites.places.coordinates: WGS84, but zones.coordinates says metres",
     ERR_SCENARIO},
    {"a third language", "report: {language: fr}", NULL,
     "child.yaml:2:20: report.language: 'fr' is not one of en, zh", ERR_SCENARIO},
    {"a name with blanks", "name: my town", NULL,
     "child.yaml:2:7: name: 'my town' is not a short name", ERR_SCENARIO},
    {"a phase that is no study year", "placement: {phases: [2028]}", NULL,
     "child.yaml:2:21: placement.phases: 2028 is not one of study.years", ERR_SCENARIO},
    {"a phase today", "placement: {phases: [2025, 2030]}", NULL,
     "child.yaml:2:21: placement.phases: 2025 is the first of study.years", ERR_SCENARIO},
    {"a kind that is not there", "placement: {fast_kind: dc6}", NULL,
     "child.yaml:2:24: placement.fast_kind: 'dc6' is not one of the kinds; did you mean dc60?",
     ERR_SCENARIO},
    {"a kind of the other system", "placement: {fast_kind: ac7}", NULL,
     "child.yaml:2:24: placement.fast_kind: the system of kind ac7 is slow; a fast kind is "
     "needed",
     ERR_SCENARIO},
    {"site kinds that are not there", "sites: {places: {kinds: {ac8: n_ac7}}}", NULL,
     "child.yaml:2:25: sites.places.kinds: 'ac8' is not one of the kinds; did you mean ac7?",
     ERR_SCENARIO},
    {"existing without chargers",
     "sites: {old: {file: sites.csv, coordinates: metres, status: existing}}", NULL,
     "child.yaml:2:14: sites.old.kinds: the setting is missing; existing sites need",
     ERR_SCENARIO},
    {"points without points", "fleet: {bus: {curve: points}}", NULL,
     "child.yaml:2:14: fleet.bus.points: the setting is missing; curve: points needs it",
     ERR_SCENARIO},
    {"penetration without population",
     "fleet: {bus: {curve: penetration, cars_per_1000: 3, ev_share: 1}}", NULL,
     "child.yaml:2:14: fleet.bus.population: the setting is missing; curve: penetration needs "
     "it",
     ERR_SCENARIO},
    {"bass without anything", "fleet: {bus: {curve: bass}}", NULL,
     "child.yaml:2:14: fleet.bus.points: the setting is missing; curve: bass needs points to "
     "fit, or",
     ERR_SCENARIO},
    {"bass with three of four",
     "fleet: {bus: {curve: bass, market: 9, innovation: 0.01, launch_year: 2015}}", NULL,
     "child.yaml:2:14: fleet.bus.imitation: the setting is missing; curve: bass without points "
     "needs it",
     ERR_SCENARIO},
    {"shares of those with a home", "fleet: {taxi: {with_home: {home: 0.86}}}", NULL,
     "child.yaml:2:15: fleet.taxi.with_home: home, work, slow and fast add up to 1.01; they "
     "have to add up to 1",
     ERR_SCENARIO},
    {"shares of those without", "fleet: {taxi: {without_home: {fast: 0.44}}}", NULL,
     "child.yaml:2:15: fleet.taxi.without_home: work, slow and fast add up to 0.99",
     ERR_SCENARIO},
    {"a profile of two hours", "demand: {profiles: {night: {fast: [1, 2]}}}", NULL,
     "child.yaml:2:35: demand.profiles.night.fast: 2 numbers stand here; 24 (the hours of "
     "every day) or 168",
     ERR_SCENARIO},
    {"a profile of zeros",
     "demand: {profiles: {day: {slow: [0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0]}}}",
     NULL, "child.yaml:2:33: demand.profiles.day.slow: every hour is 0", ERR_SCENARIO},
    {"mclp without p and budget", "placement: {model: mclp, budget: }", NULL,
     "child.yaml:2:20: placement.model: mclp needs placement.p, placement.budget or both",
     ERR_SCENARIO},
    {"pmedian without p", "placement: {model: pmedian}", NULL,
     "child.yaml:2:20: placement.model: pmedian needs placement.p", ERR_SCENARIO},
    {"lscp with p", "placement: {model: lscp, p: 3, budget: }", NULL,
     "child.yaml:2:29: placement.p: lscp finds how many", ERR_SCENARIO},
    {"lscp with a budget", "placement: {model: lscp, budget: 1}", NULL,
     "child.yaml:2:34: placement.budget: lscp finds", ERR_SCENARIO},
    {"a file that is not there", "zones: {file: nope.csv}", NULL,
     "child.yaml:2:15: zones.file: nope.csv: cannot be opened: No such file", ERR_SCENARIO},
    {"a folder for a file", "zones: {file: below}", NULL,
     "child.yaml:2:15: zones.file: below: is a folder, not a file", ERR_SCENARIO},
    {"a version to come", "scenario: 2", NULL,
     "child.yaml:2:11: scenario: 2 is wrong; allowed is 1", ERR_SCENARIO},
    {"a key twice", "name: a\nname: b", NULL,
     "child.yaml:3:1: name: the key is given twice; it stands in line 2 already", ERR_SCENARIO},
    {"--set of what is not there", "", "study.sede=4",
     "--set: study.sede: the setting is not known; did you mean seed?", ERR_USAGE},
    {"--set out of range", "", "study.seed=-4",
     "--set: study.seed: -4 is outside 0 to 2147483647", ERR_USAGE},
    {"--set of a class that is not there", "", "fleet.taxy.km_per_day=4",
     "--set: fleet.taxy.curve: the setting is missing", ERR_USAGE},
    {"--set and the file", "study: {seed: x}", "study.years=x",
     "--set: study.years: 'x' is not a whole number", ERR_SCENARIO},
    {"--set without value", "", "study.seed", "", ERR_USAGE},
    {"--set of nothing", "", "=4", "", ERR_USAGE},
    {"--set with two dots", "", "study..seed=4", "", ERR_USAGE},
    {"--set that is not YAML", "", "study.years=[2025", "", ERR_USAGE},
};

static void refused(void **state)
{
    const struct bad *r = *state;
    struct text all = {0};
    struct scenario *s = NULL;

    text_addf(&all, "extends: base.yaml\n%s\n", r->text);
    put_file("child.yaml", all.data);
    text_clear(&all);
    memset(&problems, 0, sizeof problems);
    assert_int_equal(scenario_read(&s, "child.yaml", r->set != NULL, &r->set, &problems, &err),
                     r->code);
    assert_null(s);
    if (strncmp(problems.text[0], r->want, strlen(r->want)) != 0)
        fail_msg("got '%s', want '%s'", problems.text[0], r->want);
    if (r->want[0] == '\0') assert_non_null(strstr(err.text, r->set));
}

/* The guess comes behind what is missing. */
static void guessed_id(void **state)
{
    (void)state;
    put_file("child.yaml", "extends: base.yaml\n");
    assert_null(read_file("child.yaml", "fleet.taxy.km_per_day=4"));
    assert_int_equal(problems.n, 2);
    assert_string_equal(
        problems.text[1],
        "--set: fleet.taxy: there is no taxy in the scenario; did you mean taxi?");
}

/* Many mistakes are told at once; those that cannot be kept are counted. */
static void all_at_once(void **state)
{
    struct text text = {0};

    (void)state;
    text_add(&text, "extends: base.yaml\nname: a b\nstudy: {seed: x, sed: 1}\n"
                    "zones: {file: nope.csv}\nreport: {map_px: 5}\n");
    put_file("child.yaml", text.data);
    assert_null(read_file("child.yaml", NULL));
    assert_int_equal(problems.n, 5);
    assert_string_equal(err.text, "child.yaml: 5 mistakes");
    text_add(&text, "kinds:\n");
    for (int k = 0; k < 30; k++)
        text_addf(&text, "  k%d: {system: slow, power_kw: 0, capital: 1}\n", k);
    put_file("child.yaml", text.data);
    assert_null(read_file("child.yaml", NULL));
    assert_int_equal(problems.n, 35);
    text_clear(&text);
}

/* A wrong value is told once: what follows from it is not. */
static void no_echo(void **state)
{
    (void)state;
    put_file("child.yaml", "extends: base.yaml\n"
                           "fleet: {bus: {curve: points, points: {2025: -1}}}\n");
    assert_null(read_file("child.yaml", NULL));
    assert_int_equal(problems.n, 1);
    put_file("child.yaml", "extends: base.yaml\n"
                           "placement: {fast_kind: ac7}\nkinds: {ac7: {system: slwo}}\n");
    assert_null(read_file("child.yaml", NULL));
    assert_int_equal(problems.n, 1);
}

/* An empty scenario names every setting that it needs. */
static void empty_sections(void **state)
{
    (void)state;
    put_file("child.yaml", "scenario: 1\nname: a\nstudy:\n");
    assert_null(read_file("child.yaml", NULL));
    assert_string_equal(problems.text[0],
                        "child.yaml:3:7: study.years: the setting is missing and "
                        "has no default: years looked at; the first is today, "
                        "in which only existing stations stand");
    assert_int_equal(problems.n, 1 + 2 + 3); /* years; zones' two; fleet, sites, kinds */
    put_file("child.yaml", "[1, 2]\n");
    assert_null(read_file("child.yaml", NULL));
    assert_non_null(strstr(problems.text[0], "child.yaml:1:1: a scenario is a mapping"));
}

int main(void)
{
    const struct CMUnitTest single[] = {
        cmocka_unit_test(values),     cmocka_unit_test(places),
        cmocka_unit_test(resolved),   cmocka_unit_test(origins),
        cmocka_unit_test(chain),      cmocka_unit_test(hash),
        cmocka_unit_test(guessed_id), cmocka_unit_test(all_at_once),
        cmocka_unit_test(no_echo),    cmocka_unit_test(empty_sections),
    };
    struct CMUnitTest tests[COUNT(points) + COUNT(bads) + COUNT(single)];
    size_t n = 0;

    for (size_t k = 0; k < COUNT(points); k++)
        tests[n++] = (struct CMUnitTest){points[k].name, series, NULL, NULL, &points[k]};
    for (size_t k = 0; k < COUNT(bads); k++)
        tests[n++] = (struct CMUnitTest){bads[k].name, refused, NULL, NULL, &bads[k]};
    for (size_t k = 0; k < COUNT(single); k++)
        tests[n++] = single[k];
    return cmocka_run_group_tests_name("scenario", tests, set_up, tear_down);
}
