/* test_judged_gate.c - one verdict in sheet, JSON, JUnit, report and --strict, and what stands
 * beside it. */
#include <stdlib.h>
#include <string.h>

#include "output/judged.h"
#include "output/junit.h"
#include "output/writers/writer.h"
#include "scenarios/text.h"
#include "tests/report_page.h"

static struct rule_result *rule(int k)
{
    return &fixture->rules.result[k];
}

static char *table(const struct writer *w)
{
    char *text = NULL, *copy;
    size_t n = 0;
    FILE *f = open_memstream(&text, &n);
    struct error err;

    if (w == NULL)
        junit_put(&fixture->run, f);
    else
        assert_int_equal(w->write(&fixture->run, f, &err), ERR_OK);
    fclose(f);
    copy = text_copy(text);
    free(text);
    return copy;
}

/* The core of 2030, missed only where no site can be: nobody calls it met. */
static void one_verdict(void **state)
{
    static const char reason[] = "no site within 0.90 km, open or possible, for 91 core zones; "
                                 "every other core zone is covered";
    char *sheet, *json, *junit, *html, want[512];

    (void)state;
    rule(6)->core_unreachable = 91;
    rule(6)->strength = STRENGTH_BINDING;
    rule(6)->n_places = 0;
    sheet = table(&writer_rules_csv);
    json = table(&writer_plan_json);
    junit = table(NULL);
    html = page();
    snprintf(want, sizeof want, ",not met,\"%s\",0,91,core zones,", reason);
    says(sheet, want);
    snprintf(want, sizeof want, "\"reason\": \"%s\"", reason);
    assert_int_equal(count(json, want), 1);
    says(json, "\"outcome\": \"not met\"");
    says(junit, "message=\"binding rule not met: 0.98 km reached where 0.90 km is asked for; "
                "short by 91 core zones\"");
    snprintf(want, sizeof want, "\n%s\n", reason);
    assert_int_equal(count(junit, want), 1);
    snprintf(want, sizeof want,
             "<td class=\"bad\">not met: <span class=\"note\">%s</span></td>", reason);
    assert_int_equal(count(html, want), 1);
    assert_int_equal(judged_gate(&fixture->run, rule(6)), GATE_NOT_MET);
    for (int k = 0; k < 4; k++)
        lacks(k == 0 ? sheet : k == 1 ? json : k == 2 ? junit : html, "everywhere it can be,");
    free(sheet);
    free(json);
    free(junit);
    free(html);
}

/* A rule on waiting that is met by those who are served: the figure stands beside it, in JUnit
 * too, and where nobody is refused nothing does. */
static void refused(void **state)
{
    struct network *n = fixture->run.network[2];
    char buffer[512], want[600], *junit;
    double all = fixture->demand.totals[2].public_kwh[FAST];

    (void)state;
    memset(n->full_kwh[FAST], 0, (size_t)n->n_zones * sizeof(double));
    n->full_kwh[FAST][3] = 0.8281 * all;
    judged_reason(LANGUAGE_EN, &fixture->run, rule(8), buffer, sizeof buffer);
    assert_string_equal(buffer,
                        "of the drivers served; 82.8\u00a0% of the fast demand is within "
                        "reach but full and not counted");
    assert_true(judged_met_by_some(&fixture->run, rule(8)));
    assert_string_equal(judged_outcome(rule(8)), "met");
    junit = table(NULL);
    snprintf(want, sizeof want, "<system-out>%s</system-out>", buffer);
    assert_int_equal(count(junit, want), 1);
    free(junit);
    n->full_kwh[FAST][3] = 0.0004 * all; /* reads 0.0 % */
    judged_reason(LANGUAGE_EN, &fixture->run, rule(8), buffer, sizeof buffer);
    assert_string_equal(buffer, "");
    assert_false(judged_met_by_some(&fixture->run, rule(8)));
    rule(8)->outcome = RULE_NOT_MET;
    n->full_kwh[FAST][3] = 0.5 * all;
    assert_false(judged_met_by_some(&fixture->run, rule(8)));
    judged_reason(LANGUAGE_ZH, &fixture->run, rule(8), buffer, sizeof buffer);
    assert_non_null(strstr(buffer, "快充需求的50.0%可达但已满"));
}

/* Binding rules at the end of the plan alone; of one that nobody judged it is said. */
static void gate(void **state)
{
    char ids[256], reason[512];

    (void)state;
    assert_int_equal(judged_closed(LANGUAGE_EN, &fixture->run, GATE_NOT_MET, ids, 256), 1);
    assert_string_equal(ids, "G15-ACC-RATIO-P, ended in 2020");
    assert_int_equal(judged_closed(LANGUAGE_EN, &fixture->run, GATE_UNJUDGED, ids, 256), 0);
    assert_string_equal(ids, "");
    assert_int_equal(judged_gate(&fixture->run, rule(1)), GATE_OPEN); /* today */
    assert_int_equal(judged_gate(&fixture->run, rule(6)), GATE_OPEN); /* an aim */
    rule(7)->outcome = RULE_NOTHING_TO_JUDGE;
    rule(8)->outcome = RULE_NOTHING_TO_JUDGE;
    rule(8)->strength = STRENGTH_BINDING;
    assert_int_equal(judged_closed(LANGUAGE_EN, &fixture->run, GATE_UNJUDGED, ids, 256), 2);
    assert_string_equal(ids, "G15-ACC-RATIO-P, ended in 2020; own.wait");
    assert_int_equal(judged_closed(LANGUAGE_EN, &fixture->run, GATE_NOT_MET, ids, 256), 0);
    judged_reason(LANGUAGE_EN, &fixture->run, rule(7), reason, sizeof reason);
    assert_string_equal(
        reason, "there are no EVs in that year; the rule is binding, and nobody has judged it");
    rule(7)->strength = STRENGTH_IN_PRINCIPLE;
    judged_reason(LANGUAGE_EN, &fixture->run, rule(7), reason, sizeof reason);
    assert_string_equal(reason, "there are no EVs in that year");
    rule(8)->kind = RULE_BUDGET; /* that nobody set */
    assert_int_equal(judged_gate(&fixture->run, rule(8)), GATE_OPEN);
}

/* Kinds that are shares of a column: said with the rules that depend on the kind alone, and
 * among the assumptions with their place. */
static void shares(void **state)
{
    char *key[] = {fixture_text(fixture, "dc60"), fixture_text(fixture, "ac7")};
    char *value[] = {fixture_text(fixture, "0.118 * n"), fixture_text(fixture, "m")};
    struct setting setting[4], *before = fixture->scenario.setting;
    char text[1024], *html;

    (void)state;
    fixture->scenario.sites[0].kinds = (struct map_text){2, key, value};
    judged_definition(LANGUAGE_EN, &fixture->run, rule(8), text, sizeof text);
    says(text, "are counted by assumed shares of a column (dc60: 0.118 * n), so which site");
    judged_definition(LANGUAGE_ZH, &fixture->run, rule(8), text, sizeof text);
    says(text, "按某一列的假定比例拆分计数（dc60：0.118 * n）");
    judged_definition(LANGUAGE_EN, &fixture->run, rule(7), text, sizeof text);
    lacks(text, "assumed"); /* all chargers count, whatever their kind */
    memcpy(setting, before, 3 * sizeof *before);
    setting[3] = (struct setting){fixture_text(fixture, "sites.today.kinds"),
                                  fixture_text(fixture, "{dc60: 0.118 * n, ac7: m}"),
                                  fixture_text(fixture, "toy.yaml:99")};
    fixture->scenario.setting = setting;
    fixture->scenario.n_settings = 4;
    html = page();
    says(html, "sites.today.kinds</th><td class=\"value\"><code>{dc60: 0.118 * n, ac7: "
               "m}</code></td><td></td>"
               "<td>toy.yaml:99</td><td>assumed: shares of a column that counts several kinds");
    free(html);
    value[0] = value[1]; /* a column of its own each: counted, not assumed */
    html = page();
    lacks(html, "sites.today.kinds");
    lacks(html, "assumed shares");
    free(html);
    fixture->scenario.setting = before;
    fixture->scenario.n_settings = 3;
}

int main(void)
{
    const struct CMUnitTest tests[] = {PAGE_TEST(one_verdict), PAGE_TEST(refused),
                                       PAGE_TEST(gate), PAGE_TEST(shares)};

    return cmocka_run_group_tests_name("judged_gate", tests, NULL, NULL);
}
