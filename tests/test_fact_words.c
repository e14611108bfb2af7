/* test_fact_words.c - label: unit. A fact's document and clause in both languages. */
#include "tests/assert.h"

#include "output/fact_words.h"

static struct row {
    const char *name, *plan, *section, *english, *chinese;
    const char *plan_zh, *section_zh; /* of the catalogue, NULL: none */
} rows[] = {
    /* clang-format off */
    {"number and section", "发改能源〔2015〕1454号", "4", "发改能源〔2015〕1454号, section 4", "发改能源〔2015〕1454号第4条", NULL, NULL},
    {"an English title behind it", "国发〔2012〕22号 Energy-saving plan", "3(2)1", "国发〔2012〕22号 Energy-saving plan, section 3(2)1", "国发〔2012〕22号第3(2)1条", NULL, NULL},
    {"two sections", "发改能源〔2015〕1454号", "4 and 6(2)1", "发改能源〔2015〕1454号, section 4 and 6(2)1", "发改能源〔2015〕1454号第4、6(2)1条", NULL, NULL},
    {"no section", "2020 national census", "", "2020 national census", "2020年第七次全国人口普查", "2020年第七次全国人口普查", ""},
    {"a title in both", "发改能源〔2015〕1454号 Guide", "4", "发改能源〔2015〕1454号 Guide, section 4", "发改能源〔2015〕1454号《指南》第4条", "发改能源〔2015〕1454号《指南》", ""},
    {"a gap in the Chinese one", "发改能源〔2015〕1454号", "4", "发改能源〔2015〕1454号, section 4", "发改能源〔2015〕1454号 指南第4条", "发改能源〔2015〕1454号 指南", ""},
    {"a clause that is no number", "财建〔2018〕18号", "annex 1(2)4", "财建〔2018〕18号, section annex 1(2)4", "财建〔2018〕18号附件1第(2)4条", "", "附件1第(2)4条"},
    {"a name that is not known", "Plan of a town", "", "Plan of a town", "Plan of a town", NULL, NULL},
    /* clang-format on */
};

static void clause(void **state)
{
    const struct row *r = *state;
    struct fact fact = {0};
    char text[256];

    fact.plan = r->plan;
    fact.section = r->section;
    fact.plan_zh = r->plan_zh;
    fact.section_zh = r->section_zh;
    assert_string_equal(fact_clause(text, sizeof text, LANGUAGE_EN, &fact), r->english);
    assert_string_equal(fact_clause(text, sizeof text, LANGUAGE_ZH, &fact), r->chinese);
}

static void with_meaning(void **state)
{
    struct fact fact = {0};
    char text[256];

    (void)state;
    fact.plan = "发改能源〔2015〕1454号";
    fact.section = "6(1)";
    fact_clause_with(text, sizeof text, LANGUAGE_ZH, &fact, "车桩比");
    assert_string_equal(text, "发改能源〔2015〕1454号第6(1)条：车桩比。");
    assert_string_equal(fact_unit(LANGUAGE_ZH, "vehicle"), "辆");
    assert_string_equal(fact_unit(LANGUAGE_EN, "vehicle"), "vehicle");
    assert_string_equal(fact_unit(LANGUAGE_ZH, "station"), "座");
    assert_string_equal(fact_unit(LANGUAGE_ZH, "Wh/kg"), "Wh/kg");
    assert_string_equal(fact_class(LANGUAGE_ZH, "promotion"), "推广应用城市");
    assert_string_equal(fact_class(LANGUAGE_ZH, "other"), "其他");
    assert_string_equal(fact_class(LANGUAGE_EN, "promotion"), "promotion");
    assert_string_equal(fact_class(LANGUAGE_ZH, "suburb"), "suburb");
}

int main(void)
{
    struct CMUnitTest tests[COUNT(rows) + 1];

    for (size_t k = 0; k < COUNT(rows); k++)
        tests[k] = (struct CMUnitTest){rows[k].name, clause, NULL, NULL, &rows[k]};
    tests[COUNT(rows)] = (struct CMUnitTest)cmocka_unit_test(with_meaning);
    return cmocka_run_group_tests_name("fact words", tests, NULL, NULL);
}
