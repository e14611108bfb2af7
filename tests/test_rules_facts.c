/* test_rules_facts.c - rules that name a plan's fact or a zone class: what comes with it,
 * figures that the planner gives, and which rules are refused before a run. */
#include <string.h>

#include "tests/rules_scene.h"

/* Facts bring target, strictness, strength and end with them; the Guide's ended in 2020. */
static void facts(void **state)
{
    char radius[] = "G15-ACC-RAD-P", aim[] = "G15-ACC-RATIO-O", station[] = "G15-RULE-2000";
    const struct rule_result *got;
    struct scene t;

    (void)state;
    start(&t);
    fact(&t, radius);
    fact(&t, aim);
    fact(&t, station);
    got = judge(&t, 0, 0);
    assert_string_equal(got->fact->id, radius);
    assert_int_equal(got->kind, RULE_CORE_RADIUS);
    assert_near(got->target, 0.9, 0, 0);
    assert_true(got->strict); /* under */
    assert_int_equal(got->strength, STRENGTH_BINDING);
    assert_int_equal(got->year, 2020);
    assert_false(got->ended);
    assert_true(got[3].ended); /* 2030 */
    assert_int_equal(got[1].kind, RULE_EV_PER_CHARGER);
    assert_false(got[1].strict); /* aims at most */
    assert_int_equal(got[1].strength, STRENGTH_AIM);
    assert_near(got[1].target, 12, 0, 0);
    assert_near(got[1].achieved, 68.8 / 5, 1e-12, 0); /* 61.8 + 7 EVs in 2020 */
    assert_int_equal(got[2].kind, RULE_EV_PER_STATION);
    assert_int_equal(got[2].strength, STRENGTH_IN_PRINCIPLE);
    end(&t);
}

/* clang-format off */
static struct check_row {
    const char *name, *fact;
    int kind;         /* own rule where fact is NULL */
    double target;
    const char *says; /* NULL: fine */
} check_rows[] = {
    {"the core radius of the Guide", "G15-ACC-RAD-P", 0, NAN, NULL},
    {"the ratio of the Guide", "G15-ACC-RATIO-P", 0, NAN, NULL},
    {"one station per 2,000", "G15-RULE-2000", 0, NAN, NULL},
    {"a slip of the pen", "G15-ACC-RAD-Q", 0, NAN, "did you mean G15-ACC-RA"},
    {"all kinds of chargers of a region", "G15-ACC-CH", 0, NAN, "chargers of all kinds"},
    {"all kinds of stations of a region", "G15-ACC-ST", 0, NAN, "stations of all kinds"},
    {"national total of public chargers", "G15-VEN-PUBCH", 0, NAN, "total of a whole country"},
    {"a forecast of vehicles", "G15-EV-NAT", 0, NAN, "the fleet section"},
    {"what can be judged is said", "N12-RANGE-BEV", 0, NAN, "`chargeplan plans --rules` lists"},
    {"what the model does not measure may be named", "G15-CONNECT-FEE", 0, NAN, NULL},
    {"what happens about", "C30-SHARE", 0, NAN, "it says what about, not what is to be reached"},
    {"what makers can produce", "N12-CAP20", 0, NAN, "it counts what makers can produce"},
    {"sales of a country", "X16-CUM", 0, NAN, "it counts vehicles sold"},
    {"own ratio", NULL, RULE_EV_PER_CHARGER, 7, NULL},
    {"own ratio without a figure", NULL, RULE_EV_PER_CHARGER, NAN, "ev_per_charger needs a target"},
    {"own ratio of next to nothing", NULL, RULE_EV_PER_CHARGER, 1e-300, "the target 1e-300 of the rule ev_per_charger is above 0 but below 1e-06"},
    {"own wait of next to nothing", NULL, RULE_WAIT, 0.99e-6, "above 0 but below 1e-06"},
    {"own wait of the least share", NULL, RULE_WAIT, 1e-6, NULL},
    {"own ratio 0", NULL, RULE_EV_PER_CHARGER, 0, "above 0"},
    {"own radius without a figure", NULL, RULE_CORE_RADIUS, NAN, "access.rule_radius_km.core"},
    {"own budget without a figure", NULL, RULE_BUDGET, NAN, "placement.budget"},
    {"own budget of nothing", NULL, RULE_BUDGET, 0, NULL},
    {"own wait in per cent", NULL, RULE_WAIT, 10, "0 to 1"},
};
/* clang-format on */

static void checks(void **state)
{
    const struct check_row *r = *state;
    static struct problems problems;
    struct scene t;
    char id[32] = "";

    start(&t);
    memset(&problems, 0, sizeof(problems));
    if (r->fact != NULL) {
        strcpy(id, r->fact);
        fact(&t, id);
    } else {
        own(&t, (int)r->kind, r->target);
    }
    rules_check(t.s, t.plans, &problems);
    assert_int_equal(problems.n, r->says != NULL);
    if (r->says != NULL) {
        if (strstr(problems.text[0], r->says) == NULL)
            fail_msg("the message is: %s", problems.text[0]);
        assert_non_null(strstr(problems.text[0], "rules[1]"));
        assert_non_null(strstr(problems.text[0], r->fact != NULL ? r->fact : "target"));
    }
    end(&t);
}

/* Zones 0 and 2 are "inner" (490 of 872 residents), the others have another class or none. Of
 * the public sites only site 0 (4 chargers, a station) is nearest to an inner zone. */
static void by_class(void **state)
{
    char inner[] = "inner", outer[] = "outer";
    const double evs = 905.18 * 490 / 872;
    const struct rule_result *got;
    struct scene t;

    (void)state;
    start(&t);
    t.city->zone_class[0] = t.city->zone_class[2] = inner;
    t.city->zone_class[3] = outer;
    own(&t, RULE_EV_PER_CHARGER, 7)->where = inner;
    own(&t, RULE_EV_PER_STATION, 400)->where = outer;
    own(&t, RULE_CORE_RADIUS, 0.2)->where = inner;
    own(&t, RULE_CORE_RADIUS, 0.2)->where = outer;
    got = judge(&t, 1, 0);
    assert_near(got[0].achieved, evs / 4, 1e-12, 0);
    assert_near(got[0].shortfall, 73 - 4, 0, 0); /* 508.64 / 7 = 72.7 */
    assert_int_equal(got[0].worst_district, 0);
    assert_near(got[0].worst_value, evs / 4, 1e-12, 0);
    /* 97 residents: 100.7 EVs, one station; site 5 is nearest, but dispersed */
    assert_near(got[1].achieved, INFINITY, 0, 0);
    assert_near(got[1].shortfall, 1, 0, 0);
    assert_int_equal(got[1].worst_district, 1);
    /* of the core only zones 0 (100 m) and 2 (854 m) are inner; zone 1 (300 m) is not */
    assert_near(got[2].shortfall, 1, 0, 0);
    assert_int_equal(got[2].worst_zone, 2);
    assert_near(got[2].core_demand_share, 317.0 / 490, 1e-12, 0);
    assert_near(got[2].core_mean_radius_km, sqrt(0.08 / acos(-1.0)), 1e-12, 0);
    assert_int_equal(got[3].outcome, RULE_NOTHING_TO_JUDGE); /* no outer zone is core */
    t.city->zone_class[0] = outer;
    got = judge(&t, 1, 0); /* now no public site is nearest to an inner zone */
    assert_near(got[0].achieved, INFINITY, 0, 0);
    assert_near(got[2].core_mean_radius_km, INFINITY, 0, 0);
    assert_near(got[1].shortfall, 1, 0, 0); /* 414 residents: 429.8 EVs, two stations; one */
    end(&t);
}

static void class_of_no_zone(void **state)
{
    char inner[] = "inner", innre[] = "innre";
    static struct problems problems;
    struct scene t;

    (void)state;
    start(&t);
    memset(&problems, 0, sizeof(problems));
    own(&t, RULE_EV_PER_CHARGER, 7)->where = inner;
    own(&t, RULE_EV_PER_CHARGER, 7)->where = innre;
    rules_check_where(t.s, t.city, &problems);
    assert_int_equal(problems.n, 2);
    assert_non_null(strstr(problems.text[0], "zones.class names no column"));
    memset(&problems, 0, sizeof(problems));
    t.city->zone_class[5] = inner;
    rules_check_where(t.s, t.city, &problems);
    assert_int_equal(problems.n, 1);
    assert_non_null(strstr(problems.text[0], "rules[2].where: 'innre' is the class of no zone "
                                             "(inner); did you mean inner?"));
    memset(&problems, 0, sizeof(problems));
    own(&t, RULE_BUDGET, 7)->where = inner;
    rules_check(t.s, t.plans, &problems);
    assert_int_equal(problems.n, 1);
    assert_non_null(strstr(problems.text[0], "rules[3]: the rule budget looks at the money"));
    end(&t);
}

/* ---- figures that the planner gives ---- */

/* The unit of each row's fact says what the figures are; the outcome follows from its relation
 * and value in facts.csv alone. */
static struct declared_row {
    const char *name, *fact;
    double achieved;
    enum rule_outcome outcome;
    double shortfall;
} declared_rows[] = {
    {"16 % of the bays where 15 % are asked for", "SD16-RULE-PUB", 0.16, RULE_MET, 0},
    {"the target itself is enough: at least", "SD16-RULE-PUB", 0.15, RULE_MET, 0},
    {"12 % of the bays", "SD16-RULE-PUB", 0.12, RULE_NOT_MET, 0.03},
    {"a price at its ceiling", "SD16-COST-CAR", 0.5, RULE_MET, 0},
    {"a price above its ceiling", "SD16-COST-CAR", 0.53, RULE_NOT_MET, 0.03},
    {"a connection that costs something", "G15-CONNECT-FEE", 1700, RULE_NOT_MET, 1700},
    {"a connection that costs nothing", "G15-CONNECT-FEE", 0, RULE_MET, 0},
    {"no figure", "SD16-RULE-PUB", NAN, RULE_NOTHING_TO_JUDGE, 0},
    {"the figure itself where more is aimed at", "G23-PAID30", 1, RULE_NOT_MET, 0},
    {"more than is aimed at", "G23-PAID30", 1.04, RULE_MET, 0},
    {"roads that are to be reached, all but 3 %", "SD16-CORR20", 0.97, RULE_NOT_MET, 0.03},
    {"roads that are to be reached, all", "SD16-CORR20", 1, RULE_MET, 0},
};

static void declares(void **state)
{
    const struct declared_row *r = *state;
    static struct problems problems;
    struct error err;
    struct scene t;
    char id[32];
    int year = 0;
    double value = r->achieved;

    start(&t);
    assert_int_equal(plans_add(t.plans, "plan:current", &problems, &err), ERR_OK);
    snprintf(id, sizeof(id), "%s", r->fact);
    fact(&t, id);
    if (!isnan(r->achieved)) t.s->rule[0].achieved = (struct series){1, &year, &value};
    judge(&t, 0, 0);
    for (int k = 0; k < t.rules->n; k++) {
        const struct rule_result *got = &t.rules->result[k];

        assert_int_equal(got->kind, RULE_DECLARED);
        assert_int_equal(got->outcome, r->outcome);
        assert_near(got->shortfall, r->shortfall, 1e-12, 1e-12);
        assert_int_equal(isnan(got->achieved), isnan(r->achieved));
    }
    end(&t);
}

/* A figure of one year says nothing of another. */
static void declared_by_year(void **state)
{
    struct scene t;
    char id[] = "SD16-RULE-PUB";
    int year;
    double value = 0.16;

    (void)state;
    start(&t);
    year = t.s->study.years.year[t.n[1]->year_index];
    fact(&t, id);
    t.s->rule[0].achieved = (struct series){1, &year, &value};
    judge(&t, 0, 0);
    assert_int_not_equal(year, t.rules->result[0].year);
    assert_int_equal(t.rules->result[0].outcome, RULE_NOTHING_TO_JUDGE);
    assert_int_equal(t.rules->result[1].outcome, RULE_MET);
    end(&t);
}

/* clang-format off */
static struct declared_check {
    const char *name, *fact;
    double achieved;
    char *source, *where;
    const char *says;
} declared_checks[] = {
    {"with its source", "SD16-RULE-PUB", 0.16, "survey, 2024", NULL, NULL},
    {"without a source", "SD16-RULE-PUB", 0.16, NULL, NULL, "rules[1].achieved: the figure needs its source"},
    {"with an empty source", "SD16-RULE-PUB", 0.16, "", NULL, "needs its source"},
    {"per cent", "SD16-RULE-PUB", 16, "survey", NULL, "16 is outside 0 to 1: SD16-RULE-PUB is a share"},
    {"in a zone class", "SD16-RULE-PUB", 0.16, "survey", "inner", "leave where out"},
    {"what the model works out", "G15-ACC-RATIO-P", 7.4, "survey", NULL, "rules[1].achieved: the model works this rule out itself"},
    {"a source for nothing", "G15-ACC-RATIO-P", NAN, "survey", NULL, "rules[1].source: the model works this rule out itself"},
    {"for an own rule", NULL, 7.4, "survey", NULL, "the model works this rule out itself"},
};
/* clang-format on */

static void declared_checked(void **state)
{
    const struct declared_check *r = *state;
    static struct problems problems;
    struct scene t;
    char id[32];
    int year = 0;
    double value = r->achieved;

    start(&t);
    memset(&problems, 0, sizeof(problems));
    snprintf(id, sizeof(id), "%s", r->fact != NULL ? r->fact : "");
    if (r->fact != NULL)
        fact(&t, id);
    else
        own(&t, RULE_EV_PER_CHARGER, 7);
    if (!isnan(value)) t.s->rule[0].achieved = (struct series){1, &year, &value};
    t.s->rule[0].source = r->source;
    t.s->rule[0].where = r->where;
    rules_check(t.s, t.plans, &problems);
    assert_int_equal(problems.n, r->says != NULL);
    if (r->says != NULL && strstr(problems.text[0], r->says) == NULL)
        fail_msg("the message is: %s", problems.text[0]);
    end(&t);
}

/* Every fact of the catalogue can be judged or is refused with one sentence; makers' output is
 * refused by its own sentence. The place of the rule is told as the settings know it. */
static void every_fact(void **state)
{
    char path[] = "rules[1].rule", file[] = "plan.yaml";
    struct setting setting = {path, NULL, NULL};
    struct setting_place place = {file, 17, 5};
    static struct problems problems;
    int judged = 0, outputs = 0;
    struct scene t;

    (void)state;
    start(&t);
    t.s->n_settings = 1;
    t.s->setting = &setting;
    t.s->place = &place;
    for (int k = 0; k < t.plans->n; k++) {
        char id[64];

        snprintf(id, sizeof(id), "%s", t.plans->fact[k].id);
        memset(&problems, 0, sizeof(problems));
        t.s->n_rules = 0;
        fact(&t, id);
        rules_check(t.s, t.plans, &problems);
        assert_true(problems.n <= 1);
        judged += problems.n == 0;
        if (problems.n == 0) continue;
        assert_non_null(strstr(problems.text[0], "plan.yaml:17:5: rules[1]: "));
        outputs += strstr(problems.text[0], "makers produce") != NULL;
    }
    /* the model: 5 radii, 5 ratios, three times one station per 2,000; by the planner's figure:
     * 6 shares of prepared bays, 11 of new electric vehicles and 1 of clean ones, 2 of fleets,
     * 2 of roads, 1 of peak load, 2 costs, 3 connection and 3 basic fees. C30-SHARE says about
     */
    assert_int_equal(judged, 13 + 31);
    assert_int_equal(outputs, 5); /* vehicle_output three times, ev_output twice */
    end(&t);
}

int main(void)
{
    struct CMUnitTest
        tests[COUNT(check_rows) + COUNT(declared_rows) + COUNT(declared_checks) + 5];
    size_t n = 0;

    for (size_t k = 0; k < COUNT(check_rows); k++)
        tests[n++] =
            (struct CMUnitTest){check_rows[k].name, checks, NULL, NULL, &check_rows[k]};
    for (size_t k = 0; k < COUNT(declared_rows); k++)
        tests[n++] =
            (struct CMUnitTest){declared_rows[k].name, declares, NULL, NULL, &declared_rows[k]};
    for (size_t k = 0; k < COUNT(declared_checks); k++)
        tests[n++] = (struct CMUnitTest){declared_checks[k].name, declared_checked, NULL, NULL,
                                         &declared_checks[k]};
    tests[n++] = (struct CMUnitTest)cmocka_unit_test(facts);
    tests[n++] = (struct CMUnitTest)cmocka_unit_test(by_class);
    tests[n++] = (struct CMUnitTest)cmocka_unit_test(class_of_no_zone);
    tests[n++] = (struct CMUnitTest)cmocka_unit_test(declared_by_year);
    tests[n++] = (struct CMUnitTest)cmocka_unit_test(every_fact);
    return cmocka_run_group_tests_name("rules_facts", tests, NULL, NULL);
}
