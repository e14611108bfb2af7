/* test_messages.c - the one table of texts, and numbers as people read them. */
#include "tests/assert.h"

#include <stdbool.h>
#include <string.h>

#include "scenarios/messages.h"

static const char *const english_ids[] = {
#define MESSAGE(id, text) #id,
#include "scenarios/messages/en.h"
};
static const char *const chinese_ids[] = {
#include "scenarios/messages/zh.h"
#undef MESSAGE
};

/* No message is missing, none is twice there: both tables are the same lines. */
static void same_lines(void **state)
{
    (void)state;
    assert_int_equal(COUNT(english_ids), N_MESSAGES);
    assert_int_equal(COUNT(chinese_ids), N_MESSAGES);
    for (int id = 0; id < N_MESSAGES; id++)
        assert_string_equal(english_ids[id], chinese_ids[id]);
}

/* The values a text asks for, bit by bit; braces stand for nothing else. */
static unsigned values_of(const char *text)
{
    unsigned seen = 0;

    for (const char *p = strpbrk(text, "{}"); p; p = strpbrk(p + 3, "{}")) {
        assert_true(p[0] == '{' && p[1] >= '1' && p[1] <= '9' && p[2] == '}');
        seen |= 1u << (p[1] - '1');
    }
    return seen;
}

/* Values are {1} .. {k} without a gap, the same ones in every language. */
static void placeholders(void **state)
{
    (void)state;
    for (int id = 0; id < N_MESSAGES; id++) {
        unsigned english = 0;

        for (int k = 0; k < N_LANGUAGES; k++) {
            const char *text = messages_text((enum language)k, (enum message)id);

            assert_non_null(text);
            assert_true(text[0] != '\0');

            unsigned seen = values_of(text);

            if (seen & (seen + 1)) fail_msg("\"%s\" leaves out a value", text);
            if (k == LANGUAGE_EN) english = seen;
            if (seen != english) fail_msg("\"%s\" has not the values of the English", text);
        }
    }
}

static void fill(void **state)
{
    char text[200];

    (void)state;
    assert_string_equal(
        messages_fill(text, sizeof text, LANGUAGE_EN, MSG_MAP_FROM_TO, "a {2}", "b", NULL),
        "a {2} to b"); /* values are not looked into */
    assert_string_equal(messages_fill(text, 6, LANGUAGE_EN, MSG_MAP_FROM_TO, "12", "34", NULL),
                        "12 to");
    /* an o with two dots takes two bytes: a cut never parts them */
    assert_string_equal(
        messages_fill(text, 4, LANGUAGE_EN, MSG_MAP_FROM_TO, "ab\xc3\xb6", "x", NULL), "ab");
}

static void one_or_many(void **state)
{
    char text[64];

    (void)state;
    assert_string_equal(messages_plural(text, sizeof text, LANGUAGE_EN, 1, MSG_ONE_STATION),
                        "1 station");
    assert_string_equal(messages_plural(text, sizeof text, LANGUAGE_EN, 0, MSG_ONE_STATION),
                        "0 stations");
    assert_string_equal(messages_plural(text, sizeof text, LANGUAGE_EN, 2317, MSG_ONE_PHASE),
                        "2,317 phases");
    assert_string_equal(messages_money(text, sizeof text, LANGUAGE_EN, 1101000, "CNY"),
                        "1,101,000 CNY");
    assert_string_equal(messages_money(text, sizeof text, LANGUAGE_EN, 17.8e6, "CNY"),
                        "17.80 million CNY");
}

static struct row {
    const char *name;
    double value;
    int decimals;
    const char *want;
} rows[] = {
    {"thousands", 1234567.891, 1, "1,234,567.9"},
    {"three digits have no comma", 999, 0, "999"},
    {"four digits", 1000, 0, "1,000"},
    {"rounds up into a new digit", 999.96, 1, "1,000.0"},
    {"minus sign", -12345.6, 0,
     "\xe2\x88\x92"
     "12,346"},
    {"no minus zero", -0.04, 1, "0.0"},
    {"no figure", NAN, 2, "\xe2\x80\x94"},
    {"no limit is no figure", INFINITY, 2, "\xe2\x80\x94"},
};

static void number(void **state)
{
    const struct row *r = *state;
    char text[64];

    assert_string_equal(messages_number(text, sizeof text, LANGUAGE_EN, r->value, r->decimals),
                        r->want);
}

static void share(void **state)
{
    char text[32];

    (void)state;
    assert_string_equal(messages_share(text, sizeof text, LANGUAGE_EN, 0.93649),
                        "93.6\xc2\xa0%");
    assert_string_equal(messages_share(text, sizeof text, LANGUAGE_EN, NAN), "\xe2\x80\x94");
}

int main(void)
{
    struct CMUnitTest tests[COUNT(rows) + 5];
    size_t n = COUNT(rows);

    for (size_t k = 0; k < n; k++)
        tests[k] = (struct CMUnitTest){rows[k].name, number, NULL, NULL, &rows[k]};
    tests[n] = (struct CMUnitTest)cmocka_unit_test(placeholders);
    tests[n + 4] = (struct CMUnitTest)cmocka_unit_test(same_lines);
    tests[n + 1] = (struct CMUnitTest)cmocka_unit_test(fill);
    tests[n + 3] = (struct CMUnitTest)cmocka_unit_test(one_or_many);
    tests[n + 2] = (struct CMUnitTest)cmocka_unit_test(share);
    return cmocka_run_group_tests_name("messages", tests, NULL, NULL);
}
