/* test_glyphs.c - label: unit. A character that no font has is told by its text and code. */
#include "tests/assert.h"

#include <string.h>

#include "output/map/canvas.h"
#include "output/report/glyphs.h"
#include "tests/fixture_run.h"

/* U+E83A and U+10FF3A are for private use; no font of Debian's packages has the latter. */
#define PRIVATE "\xF4\x8F\xBC\xBA"

static struct row {
    const char *name, *text;
    uint32_t code;
} rows[] = {
    {"Latin", "Charging stations 0-9 km\u00b2 \u2264 1:7", 0},
    {"Chinese", "深圳市公共充电设施布局（虚构）～《》“”", 0},
    {"a gap of no width and a word joiner", "kW/\u2060辆\u200b快充", 0},
    {"nothing", "", 0},
    {"private use", "站" PRIVATE "点", 0x10FF3A},
    {"not UTF-8 is not looked at", "\xff\xfe", 0},
};

static void missing(void **state)
{
    const struct row *r = *state;
    struct canvas *c = NULL;
    struct error err;

    assert_int_equal(canvas_create(&c, 1, 1, canvas_colour(0xFFFFFF, 1), &err), ERR_OK);
    assert_int_equal(canvas_missing_glyph(c, r->text), r->code);
    canvas_free(c);
}

/* Every text that comes from files, one after the other. */
static void of_a_run(void **state)
{
    struct fixture *f = fixture_run_create(0.25);
    char **place[] = {&f->scenario.head.title_en, &f->scenario.study.data_source,
                      &f->scenario.fleet[0].title_en, &f->scenario.rule[0].where};
    char sentence[1024] = "", name[] = "Harbour " PRIVATE;
    struct error err;
    bool missing = true;

    (void)state;
    assert_int_equal(
        glyphs_check(&f->scenario, &f->city, &missing, sentence, sizeof sentence, &err),
        ERR_OK);
    assert_false(missing);
    for (size_t k = 0; k < COUNT(place); k++) {
        char *before = *place[k];

        *place[k] = name;
        assert_int_equal(
            glyphs_check(&f->scenario, &f->city, &missing, sentence, sizeof sentence, &err),
            ERR_OK);
        assert_true(missing);
        assert_non_null(strstr(sentence, "U+10FF3A of 'Harbour " PRIVATE "'"));
        assert_non_null(strstr(sentence, "fonts-noto-cjk"));
        *place[k] = before;
    }
    f->scenario.report.language = LANGUAGE_ZH;
    assert_int_equal(
        glyphs_check(&f->scenario, &f->city, &missing, sentence, sizeof sentence, &err),
        ERR_OK);
    assert_false(missing);
    fixture_run_free(f);
}

int main(void)
{
    struct CMUnitTest tests[COUNT(rows) + 1];

    for (size_t k = 0; k < COUNT(rows); k++)
        tests[k] = (struct CMUnitTest){rows[k].name, missing, NULL, NULL, &rows[k]};
    tests[COUNT(rows)] = (struct CMUnitTest)cmocka_unit_test(of_a_run);
    return cmocka_run_group_tests_name("glyphs", tests, NULL, NULL);
}
