/* test_record.c - label: unit
 *
 * The record of a run is a scenario: read again it says the same, to the byte. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "output/writers/writer.h"
#include "scenarios/text.h"
#include "tests/assert.h"

static char folder[] = "/tmp/chargeplan-record-XXXXXX";

static void put_file(const char *name, const char *text)
{
    FILE *stream = fopen(name, "wb");

    assert_non_null(stream);
    fputs(text, stream);
    assert_int_equal(fclose(stream), 0);
}

/* Words that are hard to write, every kind of value, a base in another folder. */
static int set_up(void **state)
{
    (void)state;
    if (mkdtemp(folder) == NULL || chdir(folder) != 0) return 1;
    mkdir("city", 0777);
    mkdir("runs", 0777);
    put_file("city/zones \xE6\xB7\xB1.csv", "id\n");
    put_file("city/sites.csv", "id\n1\n");
    put_file("base.yaml", "fleet:\n  taxi: {curve: points, points: {2025: 1.5, 2030: 2}}\n"
                          "zones: {file: \"city/zones \xE6\xB7\xB1.csv\", coordinates: metres, "
                          "night: \"n: #1\", cell_m: \"250\"}\n");
    put_file(
        "city/mine.yaml",
        "\xEF\xBB\xBF"
        "extends: ../base.yaml\r\n"
        "scenario: 1\r\nname: x-1\r\ntitle: {en: \"a \\\"b\\\" \\\\ c\", zh: \xE6\xB7\xB1}\r\n"
        "study: {years: [2025, 2030], made_up: yes}\r\n"
        "fleet:\r\n  \xE5\x85\xAC: {curve: bass, market: 1e6, innovation: 0.01, imitation: "
        "0.4, "
        "launch_year: 2010}\r\n"
        "sites:\r\n  007: {file: sites.csv, coordinates: metres, kinds: {no: \"a b\"}}\r\n"
        "access: {service: {slow: {by_class: {core: 300, 'x y': 400}}}}\r\n"
        "kinds: {no: {system: slow, power_kw: 7, capital: 1}}\r\n"
        "rules:\r\n  - G15\r\n  - {rule: wait, target: 1:7, meaning: 'a: b'}\r\n  - Z\r\n"
        "  - {rule: budget}\r\n"
        "placement: {budget: {2030: 12.25}}\r\n"
        "# the end, with a tab\t and blanks  \r\n");
    return 0;
}

static int tear_down(void **state)
{
    char command[128];

    (void)state;
    snprintf(command, sizeof command, "rm -r %s", folder);
    return chdir("/") != 0 || system(command) != 0;
}

static struct scenario *read_scenario(const char *file, const char *set)
{
    struct problems problems = {0};
    struct scenario *s = NULL;
    struct error err = {0};

    if (scenario_read(&s, file, set != NULL, &set, &problems, &err) != ERR_OK)
        fail_msg("%s: %s", err.text, problems.text[0]);
    return s;
}

/* Own the text. */
static char *record_of(const struct scenario *s, const char *out)
{
    struct run run = {.scenario = s};
    struct error err = {0};
    char *bytes = NULL;
    size_t n = 0;
    FILE *stream = open_memstream(&bytes, &n);

    assert_int_equal(writer_record_yaml.write_into(&run, out, stream, &err), ERR_OK);
    fclose(stream);
    return bytes;
}

static void same_settings(const struct scenario *a, const struct scenario *b)
{
    assert_int_equal(a->n_settings, b->n_settings);
    for (int k = 0; k < a->n_settings; k++) {
        assert_string_equal(a->setting[k].path, b->setting[k].path);
        assert_string_equal(a->setting[k].value, b->setting[k].value);
        assert_string_equal(a->setting[k].origin, b->setting[k].origin);
    }
    assert_int_equal(a->n_inputs, b->n_inputs);
    for (int k = 0; k < a->n_inputs; k++) {
        assert_string_equal(a->input[k].name, b->input[k].name);
        assert_string_equal(a->input[k].sha256, b->input[k].sha256);
    }
    assert_string_equal(a->hash, b->hash);
    assert_string_equal(a->text, b->text);
}

static void again(void **state)
{
    struct scenario *first = read_scenario("city/mine.yaml", "study.seed=7"), *second, *third;
    char *one, *two, *three;

    (void)state;
    one = record_of(first, "runs/a");
    mkdir("runs/a", 0777);
    put_file("runs/a/record.yaml", one);
    second = read_scenario("runs/a/record.yaml", NULL);
    same_settings(first, second);
    two = record_of(second, "runs/b/"); /* beside the first */
    assert_string_equal(one, two);
    assert_non_null(strstr(one, "file: \"../../city/zones \xE6\xB7\xB1.csv\"\n"));
    assert_non_null(strstr(one, "  study.seed: \"--set\"\n"));
    assert_non_null(strstr(one, "  fleet.taxi.points: \"../base.yaml:2\"\n"));
    assert_null(strstr(one, folder)); /* no path of the machine */
    /* from another folder the paths change, nothing else does */
    mkdir("runs/deep", 0777);
    three = record_of(second, "runs/deep/c");
    assert_non_null(strstr(three, "file: \"../../../city/zones"));
    mkdir("runs/deep/c", 0777);
    put_file("runs/deep/c/record.yaml", three);
    third = read_scenario("runs/deep/c/record.yaml", NULL);
    same_settings(first, third);
    free(one);
    free(two);
    free(three);
    scenario_free(first);
    scenario_free(second);
    scenario_free(third);
}

/* A setting changed on the command line is of the command line; the others keep their origin.
 */
static void changed(void **state)
{
    struct scenario *s = read_scenario("runs/a/record.yaml", "fleet.taxi.km_per_day=45");
    struct scenario *first = read_scenario("runs/a/record.yaml", NULL);
    int n = 0;

    (void)state;
    for (int k = 0; k < s->n_settings; k++)
        n += strcmp(s->setting[k].origin, first->setting[k].origin) != 0;
    assert_int_equal(n, 1);
    assert_string_not_equal(s->hash, first->hash);
    scenario_free(s);
    scenario_free(first);
}

/* A file named on the command line takes the place of the recorded one, unlike it or not. */
static void replaced(void **state)
{
    struct scenario *s = read_scenario("runs/a/record.yaml", "zones.file=city/sites.csv");

    (void)state;
    assert_string_equal(s->zones.file, "city/sites.csv");
    assert_string_equal(s->input[0].name, "city/sites.csv");
    assert_string_equal(s->input[0].sha256, s->input[1].sha256);
    scenario_free(s);
}

/* A file that is no longer the recorded one is told with both sums. */
static void other_file(void **state)
{
    struct problems problems = {0};
    struct scenario *s = NULL;
    struct error err = {0};

    (void)state;
    put_file("city/sites.csv", "id\n2\n");
    assert_int_equal(scenario_read(&s, "runs/a/record.yaml", 0, NULL, &problems, &err),
                     ERR_SCENARIO);
    assert_int_equal(problems.n, 1);
    assert_non_null(strstr(problems.text[0],
                           "sites.007.file: the file runs/a/../../city/sites.csv "
                           "is not the one of the recorded run: its SHA-256"));
    /* SHA-256 of "id\n1\n", by sha256sum(1) */
    assert_non_null(strstr(problems.text[0],
                           "recorded is "
                           "7cde7fb64fd82bd152710cf238e017b9ab46c0592483edc067ba4f6c75fac108"));
    put_file("city/sites.csv", "id\n1\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(again),
        cmocka_unit_test(changed),
        cmocka_unit_test(replaced),
        cmocka_unit_test(other_file),
    };

    return cmocka_run_group_tests_name("record", tests, set_up, tear_down);
}
