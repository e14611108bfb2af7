/* test_gate.c - the expressions of compare --fail-if: what they say, and when they hold. */
#include <stdlib.h>
#include <string.h>

#include "assert.h"
#include "output/compare/gate.h"

/* ---- when a sentence is true; worked out by hand ---- */

static struct row {
    const char *name, *gate;
    double old, new;
    bool holds;
} rows[] = {
    {"1 % less than 200 is 198", "x < -0.5%", 200, 198, true},
    {"0.5 % less exactly is not less", "x < -0.5%", 200, 199, false},
    {"0.5 % less exactly is less or equal", "x <= -0.5%", 200, 199, true},
    {"0.895 - 0.9 is half a point, whatever binary says", "x < -0.5pp", 0.9, 0.895, false},
    {"and so with <=", "x <= -0.5pp", 0.9, 0.895, true},
    {"0.3 - 0.1 against 20 points", "x > 20pp", 0.1, 0.3, false},
    {"a little more than 20 points", "x > 20pp", 0.1, 0.30001, true},
    {"points are no per cent", "x < -0.5pp", 0.5, 0.4951, false},
    {"per cent are of the old figure", "x < -0.5%", 0.5, 0.4951, true},
    {"per cent of the size of a figure below 0", "x < -0.5%", -200, -202, true},
    {"up is not less, below 0 too", "x < -0.5%", -200, -199.5, false},
    {"100 to 110 is 10 %", "x > 10%", 100, 110, false},
    {"100 to 110 is 10 % or more", "x >= 10%", 100, 110, true},
    {"own unit", "x > 1000", 5, 1006, true},
    {"own unit, exactly", "x > 1e3", 5, 1005, false},
    {"more is not less", "x < 0", 5, 6, false},
    {"less is", "x < 0", 6, 5, true},
    {"nothing changed, strictly", "x < 0", 6, 6, false},
    {"nothing changed, or less", "x <= 0", 6, 6, true},
    {"from 0 up: more than any per cent", "x > 1e9%", 0, 1e-9, true},
    {"from 0 up is not less", "x < -0.5%", 0, 3, false},
    {"from 0 down", "x < -1e9%", 0, -1e-9, true},
    {"from 0 to 0 is 0 %", "x > 0%", 0, 0, false},
    {"from 0 to 0 is at most 0 %", "x <= 0%", 0, 0, true},
    {"points from 0 are a number", "x > 5pp", 0, 0.04, false},
    {"to 0 is -100 %", "x <= -100%", 3, 0, true},
    {"to 0 is no less than -100 %", "x < -100%", 3, 0, false},
};

static void holds(void **state)
{
    const struct row *r = *state;
    struct gate gate;
    struct error err;

    assert_int_equal(gate_read(&gate, r->gate, &err), ERR_OK);
    assert_int_equal(gate_holds(&gate, r->old, r->new - r->old), r->holds);
}

/* ---- the grammar ---- */

static void parts_are_read(void **state)
{
    struct gate g;
    struct error err;

    (void)state;
    assert_int_equal(gate_read(&g, "served_share@2030 @  南山区 <=-1.5 pp ", &err), ERR_OK);
    assert_int_equal(g.kind, GATE_FIGURE);
    assert_string_equal(g.name, "served_share");
    assert_int_equal(g.year, 2030);
    assert_string_equal(g.district, "南山区");
    assert_false(g.each_district);
    assert_int_equal(g.op, GATE_LESS_EQUAL);
    assert_near(g.bound, -1.5, 0, 0);
    assert_int_equal(g.unit, GATE_POINTS);
    assert_int_equal(gate_read(&g, "cost @ Old Town > 5", &err), ERR_OK);
    assert_string_equal(g.district, "Old Town");
    assert_int_equal(g.year, GATE_ANY_YEAR);
    assert_int_equal(g.unit, GATE_OWN_UNIT);
    assert_int_equal(gate_read(&g, "cost @ \"2030\" > 5%", &err), ERR_OK);
    assert_string_equal(g.district, "2030");
    assert_int_equal(g.year, GATE_ANY_YEAR);
    assert_int_equal(gate_read(&g, "cost @ \"a < b @ any\" @ 2025 >= 5%", &err), ERR_OK);
    assert_string_equal(g.district, "a < b @ any");
    assert_int_equal(g.year, 2025);
    assert_int_equal(gate_read(&g, "any @ any > 5%", &err), ERR_OK);
    assert_int_equal(g.kind, GATE_FIGURE);
    assert_string_equal(g.name, "");
    assert_true(g.each_district);
    assert_int_equal(gate_read(&g, " any ", &err), ERR_OK);
    assert_int_equal(g.kind, GATE_ANY);
    assert_int_equal(gate_read(&g, "rules", &err), ERR_OK);
    assert_int_equal(g.kind, GATE_RULES);
    assert_int_equal(gate_read(&g, "cases", &err), ERR_OK);
    assert_int_equal(g.kind, GATE_CASES);
}

static struct wrong {
    const char *gate, *said;
} wrong[] = {
    {"", "column 1: an indicator is missing"},
    {"  < 3", "column 3: an indicator is missing"},
    {"served-share < 0", "column 7: an indicator has letters"},
    {"成本 < 0", "column 1: an indicator has letters"},
    {"x", "column 2: a comparison is missing"},
    {"x = 3", "column 3: '=' is not allowed here"},
    {"x =< 3", "did you mean <=?"},
    {"x @ 南山 ≤ 0", "column 8: '≤' is not allowed here"},
    {"x ≤ 0", "column 3: '≤' is not allowed here; < <= > >= are; did you mean <=?"},
    {"x < ", "column 5: a number is missing"},
    {"x < 0,5%", "column 5: '0,5' is no number"},
    {"x < 1e", "column 5: '1e' is no number"},
    {"x < -3 percent", "column 8: 'percent' is no unit"},
    {"x < -3% or more", "column 9: 'or more' is no unit"},
    {"cost < -3pp", "column 10: pp (percentage points) is for shares, and cost is none"},
    {"any < -3", "column 9: any takes % or pp"},
    {"rules @ 2030", "column 7: rules stands alone"},
    {"cases < 3", "column 7: cases stands alone"},
    {"x @ < 3", "column 5: a year or a district is missing"},
    {"x @ 2025 @ 2030 < 0", "column 12: a second year"},
    {"x @ 南山区 @ any < 0", "column 11: a second district"},
    {"x @ \"南山 < 0", "column 5: the quote is not closed"},
    {"x @ \"\" < 0", "column 5: a district has a name"},
    {"x < 5%", "column 3: no change at all would fail this; < takes 0 or a negative number"},
    {"x @ \"a<b\" > -1",
     "column 11: no change at all would fail this; > takes 0 or a positive"},
    {"x < \xff", "the expression is not UTF-8"},
};

static void mistakes_are_told_with_their_column(void **state)
{
    const struct wrong *w = *state;
    struct gate g;
    struct error err = {0};

    assert_int_equal(gate_read(&g, w->gate, &err), ERR_USAGE);
    if (strstr(err.text, w->said) == NULL) fail_msg("'%s' lacks '%s'", err.text, w->said);
}

static void the_same_gate_is_seen_however_it_is_written(void **state)
{
    static const char *const same[][2] = {{"x < -5%", "x<-5.0 %"},
                                          {"x @ 2030 @ a < 0", "x @ \"a\" @2030 < -0"},
                                          {"rules", " rules "}};
    static const char *const other[][2] = {
        {"x < -5%", "x <= -5%"},  {"x < -5%", "x < -5"},     {"x < -5%", "y < -5%"},
        {"x < -5%", "x < -6%"},   {"x @ 2030 < 0", "x < 0"}, {"x @ a < 0", "x < 0"},
        {"x @ any < 0", "x < 0"}, {"rules", "cases"},        {"any", "any < -5%"}};
    struct gate a, b;
    struct error err;

    (void)state;
    for (size_t k = 0; k < COUNT(same) + COUNT(other); k++) {
        const char *const *pair = k < COUNT(same) ? same[k] : other[k - COUNT(same)];

        assert_int_equal(gate_read(&a, pair[0], &err), ERR_OK);
        assert_int_equal(gate_read(&b, pair[1], &err), ERR_OK);
        assert_int_equal(gate_same(&a, &b), k < COUNT(same));
    }
}

/* ---- judging ---- */

/* Two outcomes by hand: an indicator that falls, one that is gone, one that is new; a district;
 * two rules, of which one is lost. */
static void make(struct outcome *old, struct outcome *new)
{
    struct outcome_rule met = {2030, 0, "R1", "", "met", "<=", "km", "binding", 1, 0.9},
                        missed = {2030, 0, "R2", "", "not met", "<=", "km", "binding", 1, 2};
    struct error err;

    outcome_add_figure(old, 2025, 0, "", "served_share", 0.8);
    outcome_add_figure(old, 2030, 0, "", "served_share", 0.9);
    outcome_add_figure(old, 2030, 0, "north", "served_share", 0.7);
    outcome_add_figure(old, 2030, 0, "", "cost", 100);
    outcome_add_rule(old, &met);
    outcome_add_rule(old, &missed);
    outcome_add_figure(new, 2025, 0, "", "served_share", 0.8);
    outcome_add_figure(new, 2030, 0, "", "served_share", 0.88);
    outcome_add_figure(new, 2030, 0, "north", "served_share", 0.6);
    outcome_add_figure(new, 2030, 0, "", "kw", 7);
    met.outcome = "not met";
    missed.outcome = "met";
    outcome_add_rule(new, &met);
    outcome_add_rule(new, &missed);
    assert_int_equal(outcome_finish(old, &err), ERR_OK);
    assert_int_equal(outcome_finish(new, &err), ERR_OK);
}

static struct judged {
    const char *gate;
    long judged, failed, without_base;
} judged[] = {
    {"served_share < 0", 2, 1, 0},
    {"served_share < -2pp", 2, 0, 0}, /* 2 points exactly */
    {"served_share < -1.9pp", 2, 1, 0},
    {"served_share @ 2025 < 0", 1, 0, 0},
    {"served_share @ 2030 < 0", 1, 1, 0},
    {"served_share @ north < -10%", 1, 1, 0},
    {"served_share @ any < -10%", 1, 1, 0},
    {"served_share @ any < -15%", 1, 0, 0},
    {"cost > 1e9", 1, 1, 0}, /* gone: fails whatever the bound */
    {"kw > 0", 0, 0, 1},     /* new: nothing to set it against */
    {"bays > 0", 0, 0, 0},
    {"any < -2%", 3, 2, 1},    /* -2.2 % and the cost that is gone */
    {"any < -2.1pp", 2, 0, 0}, /* of shares only */
    {"rules", 1, 1, 0},
    {"cases", 1, 0, 0},
    {"any", 1, 1, 0},
};

static void pairs_are_judged(void **state)
{
    const struct judged *j = *state;
    struct outcome old = {0}, new = {0};
    struct keep keep = {0};
    struct diff diff;
    struct gate *gate = calloc(1, sizeof *gate);
    struct error err;

    make(&old, &new);
    assert_int_equal(diff_make(&diff, &old, &new, 0, &err), ERR_OK);
    assert_int_equal(gate_read(gate, j->gate, &err), ERR_OK);
    gate_judge(gate, &diff, "case", &keep);
    assert_int_equal(gate->n_judged, j->judged);
    assert_int_equal(gate->n_failed, j->failed);
    assert_int_equal(gate->n_without_base, j->without_base);
    assert_int_equal(gate->n_kept, j->failed);
    diff_clear(&diff);

    /* with itself: no gate with < or > fails, nor do the words */
    *gate = (struct gate){0};
    assert_int_equal(diff_make(&diff, &new, &new, 0, &err), ERR_OK);
    assert_true(diff_is_empty(&diff));
    assert_int_equal(gate_read(gate, j->gate, &err), ERR_OK);
    gate_judge(gate, &diff, "case", &keep);
    assert_int_equal(gate->n_failed, 0);
    diff_clear(&diff);

    /* a case that had a plan and has none fails all but what was never there */
    *gate = (struct gate){0};
    new.state = OUTCOME_INFEASIBLE;
    new.state_said = "infeasible";
    assert_int_equal(diff_make(&diff, &old, &new, 0, &err), ERR_OK);
    assert_int_equal(gate_read(gate, j->gate, &err), ERR_OK);
    gate_judge(gate, &diff, "case", &keep);
    assert_int_equal(gate->n_failed, 1);
    diff_clear(&diff);

    /* and one that had none is no base */
    *gate = (struct gate){0};
    assert_int_equal(diff_make(&diff, &new, &old, 0, &err), ERR_OK);
    assert_int_equal(gate_read(gate, j->gate, &err), ERR_OK);
    gate_judge(gate, &diff, "case", &keep);
    assert_int_equal(gate->n_failed, gate->kind == GATE_ANY ? 1 : 0);
    diff_clear(&diff);
    outcome_clear(&old);
    outcome_clear(&new);
    keep_clear(&keep);
    free(gate);
}

static void within_the_tolerance_nothing_changed(void **state)
{
    struct outcome old = {0}, new = {0};
    struct diff diff;
    struct error err;

    (void)state;
    outcome_add_figure(&old, 2030, 0, "", "cost", 1000);
    outcome_add_figure(&new, 2030, 0, "", "cost", 1001);
    assert_int_equal(outcome_finish(&old, &err), ERR_OK);
    assert_int_equal(outcome_finish(&new, &err), ERR_OK);
    assert_int_equal(diff_make(&diff, &old, &new, 0.001, &err), ERR_OK); /* 1 of 1001 */
    assert_near(diff_change(&diff, &diff.figure[0]), 0, 0, 0);
    assert_true(diff_is_empty(&diff));
    diff_clear(&diff);
    assert_int_equal(diff_make(&diff, &old, &new, 0.00099, &err), ERR_OK);
    assert_near(diff_change(&diff, &diff.figure[0]), 1, 0, 0);
    assert_int_equal(diff.n_changed, 1);
    diff_clear(&diff);
    old.figure[0].value = 1; /* at the bound itself they are equal */
    new.figure[0].value = 2;
    assert_int_equal(diff_make(&diff, &old, &new, 0.5, &err), ERR_OK);
    assert_true(diff_is_empty(&diff));
    diff_clear(&diff);
    outcome_clear(&old);
    outcome_clear(&new);
    assert_near(diff_relative(-200, -2), -0.01, 1e-15, 0); /* of the size of the old figure */
    assert_near(diff_relative(200, -2), -0.01, 1e-15, 0);
    assert_near(diff_relative(0, -2), -(double)INFINITY, 0, 0);
    assert_near(diff_relative(0, 0), 0, 0, 0);
}

/* Steps and rules are told apart by year, then by how often the year came before. */
static void keys_of_entries(void **state)
{
    const struct outcome_rule early = {.year = 2025,
                                       .rule = "R",
                                       .zone_class = "",
                                       .outcome = "met",
                                       .relation = "",
                                       .unit = "",
                                       .strength = ""};
    struct outcome_rule late = early;
    struct outcome o = {0};
    struct error err;

    (void)state;
    late.year = 2030;
    outcome_add_rule(&o, &early);
    outcome_add_rule(&o, &late);
    outcome_add_rule(&o, &late);
    outcome_add_figure(&o, 2030, 1, "", "cost", 2);
    outcome_add_figure(&o, 2030, 0, "north", "cost", 1);
    outcome_add_figure(&o, 2030, 0, "", "cost", 0);
    assert_int_equal(outcome_finish(&o, &err), ERR_OK);
    assert_int_equal(o.rule[0].nth, 0);
    assert_int_equal(o.rule[1].nth, 0);
    assert_int_equal(o.rule[2].nth, 1);
    for (int k = 0; k < 3; k++)
        assert_near(o.figure[k].value, k, 0, 0);
    outcome_clear(&o);
}

static void cases_that_are_gone(void **state)
{
    struct gate *gate = calloc(1, sizeof *gate);
    struct keep keep = {0};
    struct error err;

    (void)state;
    assert_int_equal(gate_read(gate, "cases", &err), ERR_OK);
    gate_judge_alone(gate, true, "done", true, "a", &keep);
    gate_judge_alone(gate, true, "failed", false, "b", &keep);
    gate_judge_alone(gate, false, "done", false, "c", &keep);
    assert_int_equal(gate->n_failed, 1);
    assert_string_equal(gate->kept[0].label, "a");
    assert_int_equal(gate_read(gate, "any", &err), ERR_OK);
    gate_judge_alone(gate, true, "failed", false, "b", &keep);
    gate_judge_alone(gate, false, "done", false, "c", &keep);
    assert_int_equal(gate->n_failed, 2);
    assert_int_equal(gate_read(gate, "cost > 0", &err), ERR_OK);
    gate_judge_alone(gate, true, "done", true, "a", &keep);
    assert_int_equal(gate->n_failed, 0);
    keep_clear(&keep);
    free(gate);
}

int main(void)
{
    struct CMUnitTest tests[COUNT(rows) + COUNT(wrong) + COUNT(judged) + 5];
    size_t n = 0;

    for (size_t k = 0; k < COUNT(rows); k++)
        tests[n++] = (struct CMUnitTest){rows[k].name, holds, NULL, NULL, &rows[k]};
    for (size_t k = 0; k < COUNT(wrong); k++)
        tests[n++] = (struct CMUnitTest){wrong[k].said, mistakes_are_told_with_their_column,
                                         NULL, NULL, &wrong[k]};
    for (size_t k = 0; k < COUNT(judged); k++)
        tests[n++] =
            (struct CMUnitTest){judged[k].gate, pairs_are_judged, NULL, NULL, &judged[k]};
    tests[n++] = (struct CMUnitTest)cmocka_unit_test(parts_are_read);
    tests[n++] =
        (struct CMUnitTest)cmocka_unit_test(the_same_gate_is_seen_however_it_is_written);
    tests[n++] = (struct CMUnitTest)cmocka_unit_test(within_the_tolerance_nothing_changed);
    tests[n++] = (struct CMUnitTest)cmocka_unit_test(keys_of_entries);
    tests[n++] = (struct CMUnitTest)cmocka_unit_test(cases_that_are_gone);
    return _cmocka_run_group_tests("gate", tests, n, NULL, NULL);
}
