/* test_schema.c - label: unit */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "scenarios/schema.h"
#include "tests/assert.h"

/* Any member of any section. */
union member {
    double number;
    int integer;
    bool flag;
    char *text;
    struct series series;
    struct numbers numbers;
    struct years years;
    struct map_number map_number;
    struct map_text map_text;
    struct number_or_column number_or_column;
};

/* Reads a text as a field's value; prints the value again and the first problem. */
static int read_text(const struct field *f, const char *text, struct text *value,
                     char problem[1024])
{
    struct yaml *yaml = yaml_open();
    struct problems problems = {0};
    struct yaml_node *node = NULL;
    struct error err = {0};
    const struct schema_facts facts = {NULL, NULL};
    union member member;

    memset(&member, 0, sizeof member);
    assert_int_equal(yaml_parse(yaml, text, "f", &node, &problems, &err), ERR_OK);
    schema_init(f, &member);
    assert_int_equal(schema_read(f, node, "a.b", &facts, &member, &problems, &err), ERR_OK);
    schema_put(f, &member, value);
    text_add(value, "");
    schema_clear(f, &member);
    memcpy(problem, problems.text[0], 1024);
    yaml_close(yaml);
    return problems.n;
}

#define FIELD(kind, min, max, unit, choices)                                                   \
    {                                                                                          \
        FIELD_##kind, "b", "", min, max, unit, choices, "", "help", 0                          \
    }

/* What a text means as a value; "" in `want` with a problem: no value. The columns of problems
 * are counted by eye. */
static struct row {
    const char *name;
    struct field f;
    const char *text, *want, *problem;
} rows[] = {
    {"number", FIELD(NUMBER, 0, 10, "km", ""), "2.50", "2.5", NULL},
    {"number at its lower bound", FIELD(NUMBER, 2, 10, "km", ""), "2", "2", NULL},
    {"number at its upper bound", FIELD(NUMBER, 2, 10, "km", ""), "1e1", "10", NULL},
    {"number below", FIELD(NUMBER, 2, 10, "km", ""), "1.999", "",
     "f:1:1: a.b: 1.999 is outside 2 to 10 km"},
    {"number above", FIELD(NUMBER, 2, 10, "share", ""), "10.001", "",
     "f:1:1: a.b: 10.001 is outside 2 to 10"},
    {"ratio 1:7 is 7", FIELD(NUMBER, 0, 10, "", ""), "1:7", "7", NULL},
    {"ratio with a fraction", FIELD(NUMBER, 0, 10, "", ""), "1:7.4", "7.4", NULL},
    {"ratio outside", FIELD(NUMBER, 0, 10, "", ""), "1:70", "",
     "f:1:1: a.b: 1:70 is outside 0 to 10"},
    {"another ratio", FIELD(NUMBER, 0, 10, "", ""), "2:7", "",
     "f:1:1: a.b: '2:7' is not a number; allowed is 0 to 10; write the number alone, without "
     "unit or commas"},
    {"NaN is a word", FIELD(NUMBER, 0, 10, "", ""), ".nan", "",
     "f:1:1: a.b: '.nan' is not a number; allowed is 0 to 10"},
    {"a word", FIELD(NUMBER, 0, 10, "", ""), "many", "",
     "f:1:1: a.b: 'many' is not a number; allowed is 0 to 10"},
    {"a percentage", FIELD(NUMBER, 0, 1, "share", ""), "9 %", "",
     "f:1:1: a.b: '9 %' is not a number; allowed is 0 to 1; write a share such as 9 % as 0.09"},
    {"a list for a number", FIELD(NUMBER, 0, 1, "", ""), "[1]", "",
     "f:1:1: a.b: a list stands where a single number belongs"},
    {"quoted number", FIELD(NUMBER, 0, 10, "", ""), "\"7\"", "7", NULL},
    {"not set", FIELD(NUMBER, 0, 10, "", ""), "", "", NULL},
    {"whole number", FIELD(INTEGER, 0, 10, "", ""), "7", "7", NULL},
    {"half a whole number", FIELD(INTEGER, 1, 10, "", ""), "1.5", "0",
     "f:1:1: a.b: '1.5' is not a whole number; allowed is 1 to 10"},
    {"flag yes", FIELD(FLAG, 0, 0, "", ""), "yes", "true", NULL},
    {"flag false", FIELD(FLAG, 0, 0, "", ""), "false", "false", NULL},
    {"flag 1", FIELD(FLAG, 0, 0, "", ""), "1", "false", "f:1:1: a.b: '1' is not true or false"},
    {"choice", FIELD(WORD, 0, 0, "", "fast|slow"), "slow", "slow", NULL},
    {"no is a word", FIELD(WORD, 0, 0, "", "yes|no"), "no", "no", NULL},
    {"part of a choice", FIELD(WORD, 0, 0, "", "fast|slow"), "slo", "",
     "f:1:1: a.b: 'slo' is not one of fast, slow; did you mean slow?"},
    {"two choices", FIELD(WORD, 0, 0, "", "fast|slow"), "fast|slow", "",
     "f:1:1: a.b: 'fast|slow' is not one of fast, slow"},
    {"choice in capitals", FIELD(WORD, 0, 0, "", "fast|slow"), "FAST", "",
     "f:1:1: a.b: 'FAST' is not one of fast, slow; did you mean fast?"},
    {"text of digits", FIELD(TEXT, 0, 0, "", ""), "007", "007", NULL},
    {"text with a colon", FIELD(TEXT, 0, 0, "", ""), "'a: b'", "\"a: b\"", NULL},
    {"mapping for a text", FIELD(TEXT, 0, 0, "", ""), "{a: b}", "",
     "f:1:1: a.b: a mapping stands where a single text belongs"},
    {"series as a number", FIELD(SERIES, 0, 1, "", ""), "0.25", "0.25", NULL},
    {"series by year, sorted", FIELD(SERIES, 0, 1, "", ""), "{2030: 0.45, 2020: 0.09}",
     "{2020: 0.09, 2030: 0.45}", NULL},
    {"series of one year", FIELD(SERIES, 0, 1, "", ""), "{2030: 0.45}", "{2030: 0.45}", NULL},
    {"series with a bad year", FIELD(SERIES, 0, 1, "", ""), "{2030: 0.4, soon: 1}", "",
     "f:1:13: a.b: 'soon' is not a year; allowed is 1900 to 9999"},
    {"series with a bad value", FIELD(SERIES, 0, 1, "", ""), "{2020: 0.1, 2030: 2}", "",
     "f:1:19: a.b: 2 is outside 0 to 1"},
    {"series as a list", FIELD(SERIES, 0, 1, "", ""), "[1]", "",
     "f:1:1: a.b: a number or years with numbers"},
    {"numbers", FIELD(NUMBERS, 0, 9, "", ""), "[1, 2.5]", "[1, 2.5]", NULL},
    {"numbers with one bad", FIELD(NUMBERS, 0, 9, "", ""), "[1, 10]", "",
     "f:1:5: a.b: 10 is outside 0 to 9"},
    {"years", FIELD(YEARS, 1990, 2100, "year", ""), "[2023, 2030]", "[2023, 2030]", NULL},
    {"one year", FIELD(YEARS, 1990, 2100, "year", ""), "2023", "[2023]", NULL},
    {"years that fall", FIELD(YEARS, 1990, 2100, "year", ""), "[2030, 2023]", "",
     "f:1:8: a.b: 2023 stands behind 2030"},
    {"a year twice", FIELD(YEARS, 1990, 2100, "year", ""), "[2030, 2030]", "",
     "f:1:8: a.b: 2030 stands behind 2030"},
    {"texts", FIELD(TEXTS, 0, 0, "", ""), "[SD16-CH, a b]", "[SD16-CH, \"a b\"]", NULL},
    {"texts with a list among them", FIELD(TEXTS, 0, 0, "", ""), "[a, [b]]", "[a]",
     "f:1:5: a.b: a single word belongs here"},
    {"a word for texts", FIELD(TEXTS, 0, 0, "", ""), "a", "",
     "f:1:1: a.b: a list of words, [a, b], belongs here"},
    {"map of numbers", FIELD(MAP_NUMBER, 0, 9, "m", ""), "{core: 9, 1: 2}", "{core: 9, 1: 2}",
     NULL},
    {"map with a bad number", FIELD(MAP_NUMBER, 0, 9, "m", ""), "{core: x}", "",
     "f:1:8: a.b: 'x' is not a number; allowed is 0 to 9 m"},
    {"map of texts", FIELD(MAP_TEXT, 0, 0, "", ""), "{ac7: n ac, dc: d}",
     "{ac7: \"n ac\", dc: d}", NULL},
    {"text for a map", FIELD(MAP_TEXT, 0, 0, "", ""), "ac7", "",
     "f:1:1: a.b: a mapping, {name: text}, belongs here"},
    {"number or column: number", FIELD(NUMBER_OR_COLUMN, 0, 9, "m", ""), "5", "5", NULL},
    {"number or column: column", FIELD(NUMBER_OR_COLUMN, 0, 9, "m", ""), "cell_m", "cell_m",
     NULL},
    {"number or column: column of digits", FIELD(NUMBER_OR_COLUMN, 0, 9, "m", ""), "\"5\"",
     "\"5\"", NULL},
    {"number or column: outside", FIELD(NUMBER_OR_COLUMN, 0, 9, "m", ""), "10", "",
     "f:1:1: a.b: 10 is outside 0 to 9 m"},
};

static void value(void **state)
{
    const struct row *r = *state;
    struct text got = {0};
    char problem[1024];
    int n = read_text(&r->f, r->text, &got, problem);

    assert_string_equal(got.data, r->want);
    assert_int_equal(n, r->problem != NULL);
    if (n > 0 && strncmp(problem, r->problem, strlen(r->problem)) != 0)
        fail_msg("got '%s', want '%s'", problem, r->problem);
    if (n == 0 && got.n > 0) { /* what is printed is read as the same value */
        struct text again = {0};

        assert_int_equal(read_text(&r->f, got.data, &again, problem), 0);
        assert_string_equal(again.data, got.data);
        text_clear(&again);
    }
    text_clear(&got);
}

static void needed(void **state)
{
    struct field required = FIELD(TEXT, 0, 0, "", ""), given = FIELD(NUMBER, 0, 1, "", "");
    struct text got = {0};
    char problem[1024];

    (void)state;
    required.initial = NULL;
    given.initial = "0.5";
    assert_int_equal(read_text(&required, "", &got, problem), 1);
    assert_non_null(strstr(problem, "no value stands here; it is needed"));
    assert_int_equal(read_text(&given, "", &got, problem), 1);
    assert_non_null(strstr(problem, "leave the line out for the default 0.5"));
    text_clear(&got);
}

/* Every default of the table is read by the user's parser without a problem, and its printed
 * form is the same value. */
static void defaults(void **state)
{
    int n = 0;

    (void)state;
    for (int s = 0; s < schema_n(); s++)
        for (int k = 0; k < schema_section(s)->n_fields; k++) {
            const struct field *f = &schema_section(s)->field[k];
            struct text once = {0}, twice = {0};
            char problem[1024];

            if (f->initial == NULL || f->initial[0] == '\0') continue;
            n++;
            if (read_text(f, f->initial, &once, problem) != 0)
                fail_msg("%s: %s", f->key, problem);
            assert_true(once.n > 0);
            assert_int_equal(read_text(f, once.data, &twice, problem), 0);
            assert_string_equal(once.data, twice.data);
            text_clear(&once);
            text_clear(&twice);
        }
    assert_true(n > 50);
}

/* The table is in order: words known, ranges not empty, every number has a unit or says why. */
static void table(void **state)
{
    (void)state;
    assert_int_equal(schema_n(), 22);
    assert_string_equal(schema_section(0)->name, "");
    for (int s = 0; s < schema_n(); s++) {
        const struct section *section = schema_section(s);

        assert_ptr_equal(schema_find(section->name), section);
        for (int k = 0; k < section->n_fields; k++) {
            const struct field *f = &section->field[k];

            assert_ptr_equal(schema_field(section, f->key), f);
            assert_true(f->help[0] != '\0');
            assert_true(f->min <= f->max);
            assert_int_equal(f->kind == FIELD_WORD, schema_n_choices(f) > 0);
            assert_true(f->offset < section->size);
            /* a group and a setting cannot have the same name */
            for (int i = 0; i < section->n_fields; i++) {
                size_t n = strlen(f->key);

                assert_false(strncmp(section->field[i].key, f->key, n) == 0 &&
                             section->field[i].key[n] == '.');
            }
        }
    }
    assert_null(schema_find("head"));
    assert_null(schema_find("fleets"));
}

static void paths(void **state)
{
    const struct section *fleet = schema_find("fleet"), *rules = schema_find("rules");
    struct text text = {0};
    const char *start;

    (void)state;
    schema_path(fleet, schema_field(fleet, "with_home.fast"), &text);
    text_add(&text, " ");
    schema_path(rules, schema_field(rules, "target"), &text);
    text_add(&text, " ");
    schema_path(schema_find(""), schema_field(schema_find(""), "title.en"), &text);
    assert_string_equal(text.data, "fleet.<id>.with_home.fast rules[].target title.en");
    assert_int_equal(schema_choice(schema_field(fleet, "curve"), 2, &start), 4);
    assert_memory_equal(start, "bass", 4);
    text_clear(&text);
}

int main(void)
{
    const struct CMUnitTest single[] = {cmocka_unit_test(needed), cmocka_unit_test(defaults),
                                        cmocka_unit_test(table), cmocka_unit_test(paths)};
    struct CMUnitTest tests[COUNT(rows) + COUNT(single)];
    size_t n = 0;

    for (size_t k = 0; k < COUNT(rows); k++)
        tests[n++] = (struct CMUnitTest){rows[k].name, value, NULL, NULL, &rows[k]};
    for (size_t k = 0; k < COUNT(single); k++)
        tests[n++] = single[k];
    return cmocka_run_group_tests_name("schema", tests, NULL, NULL);
}
