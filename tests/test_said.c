/* test_said.c - label: unit. One sentence in every language: values as each writes them. */
#include "tests/assert.h"

#include <stdlib.h>
#include <string.h>

#include "scenarios/said.h"

static void values(void **state)
{
    struct said said;

    (void)state;
    said_set(&said, MSG_WHY_TOO_DEAR, said_money(80e6, "CNY"), said_money(159920000, "CNY"));
    assert_string_equal(said.in[LANGUAGE_EN],
                        "The budget is 80.00 million CNY, but the required sites and the core "
                        "rule need at least 159.92 million CNY.");
    assert_string_equal(said.in[LANGUAGE_ZH],
                        "预算为8,000万元，而必选站址和核心区要求至少需要1.5992亿元。");
    said_set(&said, MSG_WARN_LARGE_ZONES, said_figure(3), said_figure(1999),
             said_word(MSG_WARN_REACH_FAST), said_figure(225.1), said_figure(1999),
             said_figure(499.75));
    assert_non_null(strstr(said.in[LANGUAGE_EN], "3 of 1999 zones are larger than a quarter of "
                                                 "the reach of fast chargers (cells up to "
                                                 "225.1 m"));
    assert_non_null(strstr(said.in[LANGUAGE_ZH], "1999个需求单元中有3个大于快充服务半径"));
    said_set(&said, MSG_REP_SUM_CORE_SOME, said_plural(1, MSG_ONE_CORE_ZONE), said_share(0.936),
             said_number(12345.6, 0));
    assert_string_equal(said.in[LANGUAGE_EN],
                        "1 core zone not covered, 12,346 of them with no site that near, open "
                        "or possible; the farthest is 93.6\u00a0% from a site");
}

/* A name is not looked into, a missing value is nothing, a long one is cut at a character. */
static void texts(void **state)
{
    struct said said;
    char name[3001];

    (void)state;
    said_set(&said, MSG_WHY_OUT_OF_REACH, said_text("{1} <b>"));
    assert_string_equal(said.in[LANGUAGE_EN],
                        "Zone '{1} <b>' can be reached by no site that is not forbidden.");
    said_plain(&said, MSG_WHY_FORBIDDEN);
    assert_string_equal(said.in[LANGUAGE_EN], "the site is forbidden");
    assert_string_equal(said.in[LANGUAGE_ZH], "该站址禁止建设");
    for (int k = 0; k < 1000; k++)
        memcpy(name + 3 * k, "站", 3);
    name[3000] = '\0';
    said_set(&said, MSG_WHY_OUT_OF_REACH, said_text(name));
    assert_in_range(strlen(said.in[LANGUAGE_EN]), 1021, 1023);
    assert_int_equal((strlen(said.in[LANGUAGE_EN]) - strlen("Zone '")) % 3, 0);
}

static void list(void **state)
{
    struct said *said = NULL;
    struct error err;
    int n = 0;

    (void)state;
    assert_int_equal(
        said_add(&said, &n, &err, MSG_WARN_FLEET_CUT, said_text("taxi"), said_figure(2030)),
        ERR_OK);
    assert_int_equal(said_add_plain(&said, &n, MSG_WARN_DEGREES, &err), ERR_OK);
    assert_int_equal(said_copy(&said, &n, &said[0], &err), ERR_OK);
    assert_int_equal(n, 3);
    assert_string_equal(said[0].in[LANGUAGE_EN],
                        "fleet.taxi: the stock of 2030 was cut at all vehicles of the class");
    assert_string_equal(said[2].in[LANGUAGE_ZH], said[0].in[LANGUAGE_ZH]);
    assert_string_not_equal(said[1].in[LANGUAGE_ZH], said[0].in[LANGUAGE_ZH]);
    free(said);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {cmocka_unit_test(values), cmocka_unit_test(texts),
                                              cmocka_unit_test(list)};

    return cmocka_run_group_tests_name("said", tests, NULL, NULL);
}
