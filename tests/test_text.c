/* test_text.c - label: unit */
#include <float.h>
#include <stdlib.h>
#include <string.h>

#include "scenarios/error.h"
#include "scenarios/text.h"
#include "tests/assert.h"

/* ---- numbers ---- */

static const struct {
    const char *text;
    bool fine;
    double value;
} numbers[] = {
    {"0", true, 0},      {"-2.17", true, -2.17}, {"+3.", true, 3},
    {".5", true, 0.5},   {"1e3", true, 1000},    {"6.02E-2", true, 0.0602},
    {"007", true, 7},    {"1e-400", true, 0}, /* underflow is 0, the nearest double */
    {"", false, 0},      {" 1", false, 0},       {"1 ", false, 0},
    {"1,5", false, 0},   {"1_000", false, 0},    {"0x10", false, 0},
    {"inf", false, 0},   {"nan", false, 0},      {".nan", false, 0},
    {"1e400", false, 0}, {"1e", false, 0},       {"e5", false, 0},
    {".", false, 0},     {"--1", false, 0},      {"1.2.3", false, 0},
};

static void number(void **state)
{
    (void)state;
    for (size_t k = 0; k < COUNT(numbers); k++) {
        double got = 99;

        assert_int_equal(text_number(numbers[k].text, &got), numbers[k].fine);
        assert_near(got, numbers[k].fine ? numbers[k].value : 99, 0, 0);
    }
}

static const struct {
    const char *text;
    bool fine;
    int value;
} integers[] = {
    {"2030", true, 2030},
    {"-5", true, -5},
    {"+5", true, 5},
    {"2147483647", true, INT32_MAX},
    {"-2147483648", true, INT32_MIN},
    {"2147483648", false, 0},
    {"99999999999999999999999", false, 0},
    {"2e3", false, 0},
    {"5.0", false, 0},
    {"", false, 0},
    {"-", false, 0},
    {"5 ", false, 0},
};

static void integer(void **state)
{
    (void)state;
    for (size_t k = 0; k < COUNT(integers); k++) {
        int got = 99;

        assert_int_equal(text_integer(integers[k].text, &got), integers[k].fine);
        assert_int_equal(got, integers[k].fine ? integers[k].value : 99);
    }
}

static const struct {
    double value;
    const char *text;
} printed[] = {
    {0.1, "0.1"},       {1.0 / 3, "0.3333333333333333"},
    {2000, "2000"},     {-0.0, "0"},
    {1e15, "1e+15"},    {123456789012345, "123456789012345"},
    {20, "20"},         {DBL_MAX, "1.7976931348623157e+308"},
    {5e-324, "5e-324"}, {0.1 + 0.2, "0.30000000000000004"},
};

static void shortest(void **state)
{
    char text[TEXT_NUMBER_ROOM];
    double back;
    unsigned long long bits = 88172645463325252ULL;

    (void)state;
    for (size_t k = 0; k < COUNT(printed); k++) {
        text_put_number(text, printed[k].value);
        assert_string_equal(text, printed[k].text);
    }
    /* any double comes back: xorshift64 (Marsaglia 2003) over mantissas and exponents */
    for (int k = 0; k < 2000; k++) {
        double value;

        bits ^= bits << 13;
        bits ^= bits >> 7;
        bits ^= bits << 17;
        memcpy(&value, &bits, sizeof value);
        if (!isfinite(value)) continue;
        text_put_number(text, value);
        assert_true(text_number(text, &back));
        assert_near(back, value, 0, 0);
    }
}

/* ---- UTF-8: the boundaries of RFC 3629, section 4 ---- */

static const struct {
    const char *bytes;
    size_t n, bad;
} utf8[] = {
    {"caf\xC3\xA9", 5, 5},      {"\xE6\xB7\xB1\xE5\x9C\xB3", 6, 6},
    {"\xF0\x9F\x94\x8C", 4, 4}, {"\x7F", 1, 1},
    {"\xC2\x80", 2, 2},         {"\xDF\xBF", 2, 2},
    {"\xE0\xA0\x80", 3, 3},     {"\xED\x9F\xBF", 3, 3},
    {"\xEE\x80\x80", 3, 3},     {"\xF0\x90\x80\x80", 4, 4},
    {"\xF4\x8F\xBF\xBF", 4, 4}, {"ab\x80", 3, 2},    /* begins in the middle */
    {"ab\xC1\xBF", 4, 2},                            /* overlong */
    {"\xE0\x9F\xBF", 3, 0},                          /* overlong */
    {"\xED\xA0\x80", 3, 0},                          /* surrogate */
    {"\xF0\x8F\xBF\xBF", 4, 0},                      /* overlong */
    {"\xF4\x90\x80\x80", 4, 0},                      /* above U+10FFFF */
    {"\xF5\x80\x80\x80", 4, 0}, {"x\xE6\xB7", 3, 1}, /* cut off */
    {"x\xE6\xB7y", 4, 1},       {"a\xFF", 2, 1},
};

static void utf8_bytes(void **state)
{
    (void)state;
    for (size_t k = 0; k < COUNT(utf8); k++)
        assert_int_equal(text_utf8(utf8[k].bytes, utf8[k].n), utf8[k].bad);
}

/* Whatever the length, the cut text is valid and at most 3 bytes shorter. */
static void cut(void **state)
{
    const char *text = "a\xC3\xA9\xE6\xB7\xB1\xF0\x9F\x94\x8Cz";

    (void)state;
    for (size_t n = 0; n <= strlen(text); n++) {
        size_t got = text_cut(text, n);

        assert_true(got <= n && got + 3 >= n);
        assert_int_equal(text_utf8(text, got), got);
        if (text_utf8(text, n) == n) assert_int_equal(got, n);
    }
}

/* ---- words ---- */

static const struct {
    const char *a, *b;
    int distance;
} pairs[] = {
    {"", "", 0},         {"kitten", "sitting", 3}, /* the example of Wagner and Fischer's
                                                      distance */
    {"ca", "abc", 3},    /* optimal string alignment, not full Damerau (which gives 2) */
    {"seed", "sede", 1}, /* two swapped */
    {"seed", "sed", 1},  {"seed", "seeds", 1},     {"seed", "SEED", 0}, {"", "abc", 3},
};

static void distance(void **state)
{
    (void)state;
    for (size_t k = 0; k < COUNT(pairs); k++) {
        assert_int_equal(text_distance(pairs[k].a, pairs[k].b), pairs[k].distance);
        assert_int_equal(text_distance(pairs[k].b, pairs[k].a), pairs[k].distance);
    }
}

static void nearest(void **state)
{
    static const char *const words[] = {"km_per_day", "kwh_per_km", "bev_share", "x"};

    (void)state;
    assert_string_equal(text_nearest("km_per_dya", 4, words), "km_per_day");
    assert_string_equal(text_nearest("kwhperkm", 4, words), "kwh_per_km");
    assert_string_equal(text_nearest("BEV_Share", 4, words), "bev_share");
    assert_null(text_nearest("colour", 4, words));
    assert_null(text_nearest("y", 4, words)); /* a word of one letter is near to everything */
    assert_null(text_nearest("a", 0, NULL));
}

/* ---- buffers and messages ---- */

static void grows(void **state)
{
    struct text text = {0};
    char *whole;

    (void)state;
    for (int k = 0; k < 1000; k++)
        text_addf(&text, "%d,", k);
    whole = text_take(&text);
    assert_int_equal(strlen(whole), 10 * 2 + 90 * 3 + 900 * 4); /* digits and a comma each */
    assert_string_equal(whole + strlen(whole) - 8, "998,999,");
    free(whole);
    whole = text_take(&text);
    assert_string_equal(whole, "");
    free(whole);
    text_add_json(&text, "a\"b\\c\n\x01\xC3\xA9");
    assert_string_equal(text.data, "\"a\\\"b\\\\c\\n\\u0001\xC3\xA9\"");
    text_clear(&text);
}

static void messages(void **state)
{
    struct error err;
    struct problems list = {0};
    char longer[3000];

    (void)state;
    memset(longer, 'x', sizeof longer);
    memcpy(longer + 1021, "\xE6\xB7\xB1", 3); /* would be cut in its middle */
    longer[sizeof longer - 1] = '\0';
    assert_int_equal(error_set(&err, ERR_DATA, "%s", longer), ERR_DATA);
    assert_int_equal(strlen(err.text), 1021);
    assert_int_equal(error_set(&err, ERR_IO, "a\nb"), ERR_IO);
    assert_string_equal(err.text, "a b");
    error_set(&err, ERR_IO, "again: %s", err.text); /* its own text as an argument */
    assert_string_equal(err.text, "again: a b");
    assert_int_equal(error_exit_status(ERR_USAGE), 2);
    assert_int_equal(error_exit_status(ERR_SCENARIO), 3);
    assert_int_equal(error_exit_status(ERR_NOMEM), 1);
    assert_int_equal(error_exit_status(ERR_INTERRUPTED), 130);
    assert_string_equal(error_name(ERR_SOLVER), "solver");
    problems_add(&list, "a.yaml", 3, 5, "x.y", "%d is wrong", 7);
    problems_add(&list, "a.yaml", 3, 0, NULL, "no column");
    problems_add(&list, NULL, 0, 0, NULL, "bare");
    assert_string_equal(list.text[0], "a.yaml:3:5: x.y: 7 is wrong");
    assert_string_equal(list.text[1], "a.yaml:3: no column");
    assert_string_equal(list.text[2], "bare");
    for (int k = 0; k < 50; k++)
        problems_add(&list, longer, 1, 1, longer, "%s", longer);
    assert_int_equal(list.n, 53);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(number),     cmocka_unit_test(integer), cmocka_unit_test(shortest),
        cmocka_unit_test(utf8_bytes), cmocka_unit_test(cut),     cmocka_unit_test(distance),
        cmocka_unit_test(nearest),    cmocka_unit_test(grows),   cmocka_unit_test(messages),
    };

    return cmocka_run_group_tests_name("text", tests, NULL, NULL);
}
