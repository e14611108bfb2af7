/* test_escapes.c - label: unit. Texts from files in tables, pages and JSON. The wanted texts
 * are written by hand after RFC 4180, the HTML standard, RFC 8259 and OWASP's list of
 * characters that begin a formula. */
#include "tests/assert.h"

#include <stdlib.h>
#include <string.h>

#include "output/json.h"
#include "output/map/canvas.h"
#include "output/map/cells.h"
#include "output/report/html.h"
#include "output/xml.h"

static struct row {
    const char *name, *text, *cell, *html;
} rows[] = {
    /* clang-format off */
    {"plain", "Main Street", "Main Street", "Main Street"},
    {"script", "<script>alert('x')</script>", "<script>alert('x')</script>", "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;"},
    {"quotes and ampersand", "A \"B\" & C", "\"A \"\"B\"\" & C\"", "A &quot;B&quot; &amp; C"},
    {"an entity stays text", "&lt;", "&lt;", "&amp;lt;"},
    {"comma", "a,b", "\"a,b\"", "a,b"},
    {"line end", "a\nb", "\"a\nb\"", "a\nb"},
    {"equals", "=1+1", "'=1+1", "=1+1"},
    {"a formula with quotes", "=HYPERLINK(\"x\")", "\"'=HYPERLINK(\"\"x\"\")\"", "=HYPERLINK(&quot;x&quot;)"},
    {"plus", "+86 10", "'+86 10", "+86 10"},
    {"minus", "-1", "'-1", "-1"},
    {"at", "@SUM(A1)", "'@SUM(A1)", "@SUM(A1)"},
    {"tab", "\t=1", "'\t=1", "\t=1"},
    {"return", "\r=1", "\"'\r=1\"", "\uFFFD=1"},
    {"line feed", "\n=1", "\"'\n=1\"", "\n=1"},
    {"full-width equals", "\uFF1D1", "'\uFF1D1", "\uFF1D1"},
    {"full-width plus", "\uFF0B1", "'\uFF0B1", "\uFF0B1"},
    {"full-width minus", "\uFF0D1", "'\uFF0D1", "\uFF0D1"},
    {"full-width at", "\uFF20a", "'\uFF20a", "\uFF20a"},
    {"equals inside", "a=b", "a=b", "a=b"},
    {"full-width comma is none of them", "\uFF0C1", "\uFF0C1", "\uFF0C1"},
    {"blanks at the rim", " a", "\" a\"", " a"},
    {"bell and delete", "a\x07" "b\x7f", "a\uFFFD" "b\uFFFD", "a\uFFFD" "b\uFFFD"},
    {"an override and its end", "a\u202Eb\u202Cc", "abc", "abc"},
    {"every embedding, override and isolate", "\u202A\u202B\u202C\u202D\u202E\u2066\u2067\u2068\u2069.", ".", "."},
    {"their neighbours are none of them", "\u2029\u202F\u2065\u206A", "\u2029\u202F\u2065\u206A", "\u2029\u202F\u2065\u206A"},
    {"marks of direction stay", "\u05D0\u200F1", "\u05D0\u200F1", "\u05D0\u200F1"},
    {"a formula behind an override", "\u202E\u2066=1", "'=1", "=1"},
    {"Chinese", "充电站", "充电站", "充电站"},
    {"nothing", "", "", ""},
    /* clang-format on */
};

/* A page's text and a page's attribute are escaped alike. */
static void escaped(void **state)
{
    const struct row *r = *state;
    char *text = NULL;
    size_t n = 0;
    FILE *f = open_memstream(&text, &n);
    struct cells row = {.stream = f};

    cells_text(&row, r->text);
    fclose(f);
    assert_string_equal(text, r->cell);
    free(text);

    f = open_memstream(&text, &n);
    struct html html = {f, LANGUAGE_EN, "CNY"};

    html_text(&html, r->text);
    fclose(f);
    assert_string_equal(text, r->html);
    free(text);
}

/* RFC 8259, section 7: quotes, backslash and control characters; plan.json as a whole is read
 * by a foreign parser in test_writers. */
static void json(void **state)
{
    static const char *const pair[][2] = {{"=<a> & \"b\"", "\"=<a> & \\\"b\\\"\""},
                                          {"a\\b", "\"a\\\\b\""},
                                          {"a\x07"
                                           "b",
                                           "\"a\\u0007b\""},
                                          {"a\u202Eb\u2069", "\"a\\u202eb\\u2069\""},
                                          {"充电站", "\"充电站\""}};
    char *text = NULL;
    size_t n = 0;

    (void)state;
    for (size_t k = 0; k < COUNT(pair); k++) {
        FILE *f = open_memstream(&text, &n);
        struct json j = {.stream = f};

        json_open(&j, NULL, '[');
        json_text(&j, NULL, pair[k][0]);
        json_close(&j, ']');
        fclose(f);
        if (strstr(text, pair[k][1]) == NULL) fail_msg("%s lacks %s", text, pair[k][1]);
        free(text);
    }
}

/* What turns words round is left out of XML too, of text and of attributes. */
static void xml(void **state)
{
    char *text = NULL;
    size_t n = 0;
    FILE *f = open_memstream(&text, &n);

    (void)state;
    xml_text(f, "a\u202E<b>\u2069");
    xml_attribute(f, "k", "\u2066\"c");
    fclose(f);
    assert_string_equal(text, "a&lt;b&gt; k=\"&quot;c\"");
    free(text);
}

/* Grey of every pixel of a drawn text. */
static int draw(const char *text, unsigned char grey[])
{
    const struct canvas_text style = {20, false, ALIGN_LEFT, canvas_colour(0, 1), 0, 0};
    struct canvas *c = NULL;
    struct error err;
    int ink = 0;

    assert_int_equal(canvas_create(&c, 120, 40, canvas_colour(0xFFFFFF, 1), &err), ERR_OK);
    canvas_text(c, 5, 5, &style, text);
    assert_int_equal(canvas_finish(c, &err), ERR_OK);
    for (int y = 0; y < 40; y++) {
        uint8_t row[3 * 120];

        canvas_row(c, y, row);
        for (int x = 0; x < 120; x++) {
            grey[120 * y + x] = row[3 * x];
            ink += row[3 * x] < 128;
        }
    }
    canvas_free(c);
    return ink;
}

/* A label on a map reads from left to right, whatever its name holds. */
static void label(void **state)
{
    static unsigned char plain[120 * 40], turned[120 * 40], round[120 * 40];

    (void)state;
    assert_true(draw("LEFT", plain) > 20);
    draw("\u202ELEFT", turned);
    draw("TFEL", round); /* what would be seen */
    assert_memory_equal(plain, turned, sizeof plain);
    assert_memory_not_equal(plain, round, sizeof plain);
}

/* Words: English keys, Chinese words. */
static void words(void **state)
{
    char *text = NULL;
    size_t n = 0;
    FILE *f = open_memstream(&text, &n);
    struct cells row = {.stream = f};

    (void)state;
    cells_word(&row, LANGUAGE_EN, "in_principle", MSG_STRENGTH_IN_PRINCIPLE);
    cells_word(&row, LANGUAGE_ZH, "in_principle", MSG_STRENGTH_IN_PRINCIPLE);
    cells_end(&row);
    fclose(f);
    assert_string_equal(text, "in_principle,原则性\n");
    free(text);
}

int main(void)
{
    struct CMUnitTest tests[COUNT(rows) + 4];

    for (size_t k = 0; k < COUNT(rows); k++)
        tests[k] = (struct CMUnitTest){rows[k].name, escaped, NULL, NULL, &rows[k]};
    tests[COUNT(rows)] = (struct CMUnitTest)cmocka_unit_test(json);
    tests[COUNT(rows) + 1] = (struct CMUnitTest)cmocka_unit_test(words);
    tests[COUNT(rows) + 2] = (struct CMUnitTest)cmocka_unit_test(xml);
    tests[COUNT(rows) + 3] = (struct CMUnitTest)cmocka_unit_test(label);
    return cmocka_run_group_tests_name("escapes", tests, NULL, NULL);
}
