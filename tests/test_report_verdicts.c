/* test_report_verdicts.c - what the report says of a plan and of its rules: none exists, money
 * is left, a rule is missed, and how far it is from its bound. */
#include "output/judged.h"
#include "output/solved.h"
#include "scenarios/messages.h"
#include "tests/report_page.h"

static void infeasible(void **state)
{
    char *html;

    (void)state;
    fixture->run.feasible = false;
    fixture->run.phase[1].status = PLAN_INFEASIBLE;
    strcpy(fixture->run.phase[1].reason.in[LANGUAGE_EN], "the required site <9> cannot stand.");
    html = page();
    balanced(html);
    says(html,
         "There is no plan for 2030: the required site &lt;9&gt; cannot stand. The figures "
         "below show what stands before 2030.");
    says(html, "2030: no plan exists: the required site &lt;9&gt; cannot stand.</p>");
    says(html, "There is no plan for 2030: what stands before 2030 would serve ");
    says(html, "<td>infeasible</td><td>proven that no plan exists</td>");
    says(html, "<th scope=\"row\">2030 (no plan)</th>");
    says(html, "for 8,900,000 CNY in 1 phase."); /* of the first alone */
    lacks(html, "the plan serves");
    lacks(html, "(s)");
    free(html);
}

/* Money that stays: 4e7 given, 8.9 million spent is 22.3 % used; 4e7 of 4.05e7 is not told.
 * Stations of the fixture that hold what fits are counted here from bays and kW. */
static void money_left(void **state)
{
    const struct network *n = fixture->run.network[1];
    int stations = 0, full[2] = {0};
    char want[512], *html;

    (void)state;
    for (int s = 0; s < n->n_sites; s++) { /* bays for none, one slow, one fast of 3 more */
        const int *c = &n->n_chargers[s * 3];

        fixture->city.site[s].bays = c[0] + 2 * c[1] + c[2] + (s % 3 > 0);
        fixture->city.site[s].power_kw =
            60 * c[0] + 120 * c[1] + 7 * c[2] + (s % 3 > 1 ? 60 : 7);
    }
    for (int s = 0; s < n->n_sites; s++) {
        const int *c = &n->n_chargers[s * 3]; /* dc60, dc120, ac7 */
        const struct site *site = &fixture->city.site[s];
        int bays = c[0] + 2 * c[1] + c[2], kw = 60 * c[0] + 120 * c[1] + 7 * c[2];

        if (!n->open[s] || c[0] + c[1] == 0 || c[0] + c[1] + c[2] < 3) continue;
        stations++;
        full[FAST] += bays + 1 > site->bays || kw + 60 > site->power_kw; /* dc60 is the first */
        full[SLOW] += bays + 1 > site->bays || kw + 7 > site->power_kw;
    }
    assert_true(stations > 0 && full[FAST] > full[SLOW] && full[SLOW] > 0 &&
                full[FAST] < stations); /* else the sentence could be wrong unseen */
    snprintf(
        want, sizeof want,
        "Of the budget of 40.00 million CNY, 31.10 million CNY (77.8\xc2\xa0%%) is left: sites "
        "(bays, power, reach), not money, set the limit. Of %d stations open then, %d have no "
        "bay or no power left for one more fast charger, %d for one more slow one;",
        stations, full[FAST], full[SLOW]);
    html = page();
    says(html, want);
    assert_int_equal(count(html, "Of the budget of"), 1); /* the other phase has no limit */
    free(html);
    fixture->run.phase[0].gap = 0.05; /* more than the 0.01 asked for: nothing is settled */
    html = page();
    says(html,
         "the search stopped before it was settled whether sites or money set the limit.");
    lacks(html, "not money, set the limit");
    free(html);
    fixture->run.phase[0].budget = 8.9e6 / 0.981; /* 1.9 % */
    html = page();
    lacks(html, "Of the budget of");
    says(html, "2025: no plan within this budget can serve more than ");
    free(html);
    fixture->run.phase[0].budget = 8.9e6 / 0.979;
    html = page();
    says(html, "Of the budget of 9,090,909 CNY, 190,909 CNY (2.1\xc2\xa0%) is left:");
    free(html);
}

/* Nothing can be built with 1,000: the least money is told, nothing is called a plan. */
static void too_dear(void **state)
{
    struct run *run = &fixture->run;
    char *html;

    (void)state;
    run->feasible = false;
    run->n_phases = 1;
    run->n_networks = 2;
    fixture->rules.n = 6;
    run->network[1]->n_chargers = run->network[0]->n_chargers;
    run->network[1]->open = run->network[0]->open;
    run->network[1]->opened_year = run->network[0]->opened_year;
    run->phase[0].status = PLAN_INFEASIBLE;
    run->phase[0].stop = STOP_PROVED;
    run->phase[0].budget = 1000;
    run->phase[0].rule_cost = 1101000;
    run->phase[0].money = (struct money){0};
    said_set(&run->phase[0].reason, MSG_WHY_TOO_DEAR, said_money(1000, "CNY"),
             said_money(1101000, "CNY"));
    html = page();
    balanced(html);
    says(html, "There is no plan for 2025: The budget is 1,000 CNY, but the required sites and "
               "the core rule need at least 1,101,000 CNY. The figures below show what stands "
               "today.</p>");
    says(html, "2025: no plan exists: The budget is 1,000 CNY, but");
    says(html, "There is no plan for 2025: what stands today would serve ");
    says(html, "Nothing is built; ");
    lacks(html, "the plan serves");
    lacks(html, "It adds");
    lacks(html, "the optimum was proved");
    free(html);
}

/* A core rule that fails only where no site can be is not simply "not met". */
static void core_that_cannot(void **state)
{
    struct rule_result *r = &fixture->rules.result[6]; /* 2030: 91 zones short */
    char *html;

    (void)state;
    r->core_unreachable = 90;
    html = page();
    says(html,
         "a public site less than 0.9 km from every core zone: 91 core zones not covered, "
         "90 of them with no site that near, open or possible; the farthest is 0.98 km "
         "from a site (G15-ACC-RAD-P, ended in 2020).");
    lacks(html, "every other core zone");
    lacks(html, "though every core zone");
    free(html);
    r->core_unreachable = 91;
    html = page();
    says(html, "Of 3 rules judged for 2030: 1 met, 2 not met.");
    says(
        html,
        "from every core zone: not met, though every core zone that a site can cover is "
        "covered; 91 core zones with no site that near, open or possible (G15-ACC-RAD-P, ended "
        "in 2020).");
    says(html, "<td class=\"bad\">not met: <span class=\"note\">no site within 0.90 km, open "
               "or possible, for 91 core "
               "zones; every other core zone is covered</span></td><td>91 core zones</td>");
    free(html);
}

/* Beside a missed ratio stands what the chargers do: kW per EV, and energy over 24 h of kW. */
static void idle_chargers(void **state)
{
    const struct network *n = fixture->run.network[2];
    double kw = 0, served = 0, ev = 93500.5 + 5200 + 6100;
    char want[512], *html = page();

    (void)state;
    for (int s = 0; s < n->n_sites; s++)
        kw += 60 * n->n_chargers[s * 3] + 120 * n->n_chargers[s * 3 + 1] +
              7 * n->n_chargers[s * 3 + 2];
    for (int v = 0; v < N_SERVICES; v++)
        for (int z = 0; z < n->n_zones; z++)
            served += n->served_kwh[v][z];
    snprintf(
        want, sizeof want,
        "1 public charger per 7 EVs: 11.4:1 reached, 1,202 chargers short; what stands gives "
        "%.2f kW per EV and uses %.1f\xc2\xa0%% of its rated power over the day "
        "(G15-ACC-RATIO-P, ended in 2020).",
        kw / ev, 100 * served / (24 * kw));
    says(html, want);
    free(html);
}

/* The wait of those who are served, and beside it who is refused; no station, no wait. */
static void wait_and_refused(void **state)
{
    const struct network *n = fixture->run.network[2];
    struct rule_result *r = &fixture->rules.result[8];
    double full = 0, share;
    char want[512], *html = page();

    (void)state;
    for (int z = 0; z < n->n_zones; z++)
        full += n->full_kwh[FAST][z];
    assert_true(full > 0);
    snprintf(want, sizeof want,
             "<td>8.7 %%</td><td class=\"good\">met</td>"); /* not alone any more */
    lacks(html, want);
    share = 100 * full / fixture->demand.totals[2].public_kwh[FAST];
    snprintf(want, sizeof want,
             "<td>8.7 %%</td><td class=\"some\">met: <span class=\"note\">of the drivers "
             "served; %.1f\xc2\xa0%% of "
             "the fast demand is within reach but full and not counted</span></td>",
             share);
    says(html, want);
    snprintf(
        want, sizeof want,
        "<li>at most 10 %% of the fast users of a station wait longer than 10 min: met for "
        "the drivers served, the worst with 8.7 %%; %.1f\xc2\xa0%% of the fast demand is "
        "within reach but full and not counted (own rule).</li>",
        share);
    says(html, want);
    says(html, "Of 3 rules judged for 2030: 1 met, 2 not met."); /* the verdict stays */
    says(html, "drivers refused because every station in reach is full are not counted");
    free(html);
    r->outcome = RULE_NOT_MET;
    r->achieved = NAN;
    html = page();
    says(html, "<td class=\"bad\">nothing stands yet</td><td></td>");
    says(html, "at most 10 % of the fast users of a station wait longer than 10 min: no fast "
               "charger stands yet (own rule).");
    free(html);
}

/* A kept budget is no rule to boast of; a broken one is told. */
static void budget_rule(void **state)
{
    struct rule_result *r = &fixture->rules.result[8];
    char *html;

    (void)state;
    r->kind = RULE_BUDGET;
    r->target = 2e7;
    r->achieved = 2.15e7;
    html = page();
    says(html, "Of 2 rules judged for 2030: 0 met, 2 not met.");
    free(html);
    r->outcome = RULE_NOT_MET;
    r->shortfall = 1.5e6;
    html = page();
    says(html, "Of 3 rules judged for 2030: 0 met, 3 not met.");
    says(html, "at most 20.00 million CNY in a phase: 21.50 million CNY spent, 1,500,000 CNY "
               "too much");
    free(html);
    fixture->rules.n = 3;
    fixture->run.n_networks = 1; /* of today: one rule less one */
    fixture->run.n_phases = 0;
    fixture->rules.n = 1;
    html = page();
    says(html, "Of 1 rule judged for 2020: 0 met, 1 not met.");
    free(html);
}

/* A gap wider than asked is said as such; fast and slow stand apart beside it. */
static void gap_missed(void **state)
{
    struct energy e = digest_energy(&fixture->run, fixture->run.network[2], SLOW, -1);
    char want[256], *html = page();

    (void)state;
    says(html, "The search stopped at a gap of 0.71\xc2\xa0% (the gap that was asked for");
    snprintf(want, sizeof want,
             "Slow charging: %.1f\xc2\xa0%% served, %.1f\xc2\xa0%% within reach but full, "
             "%.1f\xc2\xa0%% out of reach.",
             100 * e.served / e.demand, 100 * e.full / e.demand, 100 * e.out / e.demand);
    says(html, want);
    free(html);
    fixture->run.phase[1].gap = 0.0423;
    fixture->run.phase[1].stop = STOP_WORK;
    html = page();
    says(html,
         "The search stopped at a gap of 4.23\xc2\xa0%, not the 1\xc2\xa0% asked for: the "
         "limit of work was reached.");
    free(html);
}

/* Each model's figures have its own unit. */
static void measures(void **state)
{
    struct phase *p = &fixture->run.phase[1];
    char text[128];

    (void)state;
    assert_string_equal(
        solved_amount(LANGUAGE_EN, &fixture->run, p, 12345.6, text, sizeof text),
        "12,346 kWh per day served");
    p->model = &placement_lscp;
    assert_string_equal(solved_amount(LANGUAGE_EN, &fixture->run, p, 1, text, sizeof text),
                        "1 site");
    assert_string_equal(solved_amount(LANGUAGE_EN, &fixture->run, p, 17, text, sizeof text),
                        "17 sites");
    fixture->scenario.placement.objective = OBJECTIVE_COST;
    assert_string_equal(solved_amount(LANGUAGE_EN, &fixture->run, p, 2.5e7, text, sizeof text),
                        "25.00 million CNY");
    p->model = &placement_mclp;
    assert_string_equal(solved_amount(LANGUAGE_EN, &fixture->run, p, 9000, text, sizeof text),
                        "9,000 kWh per day in reach (the weight)");
    p->model = &placement_pmedian;
    assert_non_null(strstr(solved_measure(LANGUAGE_EN, &fixture->run, p), "weight-metres"));
}

/* Messages that are found by adding a number to the first of them stand in the same order. */
static void orders(void **state)
{
    (void)state;
    for (int k = 0; k < 4; k++)
        assert_string_equal(messages_text(LANGUAGE_EN, MSG_STATUS_OPTIMAL + (unsigned)k),
                            solved_status((enum plan_status)k));
    for (int k = 0; k < 3; k++) {
        struct rule_result r = {.kind = RULE_BUDGET, .outcome = (enum rule_outcome)k};

        assert_string_equal(messages_text(LANGUAGE_EN, MSG_OUTCOME_MET + (unsigned)k),
                            judged_outcome(&r));
        assert_string_equal(messages_text(LANGUAGE_EN, judged_outcome_message(&r)),
                            judged_outcome(&r));
    }
    assert_string_equal(messages_text(LANGUAGE_EN, MSG_STRENGTH_BINDING + STRENGTH_AIM), "aim");
    assert_string_equal(messages_text(LANGUAGE_EN, MSG_STRENGTH_BINDING + STRENGTH_INFO),
                        "information");
    assert_string_equal(messages_text(LANGUAGE_EN, MSG_ACCESS_PUBLIC + ACCESS_PRIVATE),
                        "private");
    assert_string_equal(messages_text(LANGUAGE_EN, MSG_REP_STOP_PROVED + STOP_INTERRUPTED),
                        "it was interrupted");
    assert_string_equal(messages_text(LANGUAGE_EN, MSG_REP_STOP_PROVED + STOP_TIME),
                        "the time limit was reached");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        PAGE_TEST(infeasible),       PAGE_TEST(money_left),    PAGE_TEST(too_dear),
        PAGE_TEST(core_that_cannot), PAGE_TEST(idle_chargers), PAGE_TEST(wait_and_refused),
        PAGE_TEST(budget_rule),      PAGE_TEST(gap_missed),    PAGE_TEST(measures),
        cmocka_unit_test(orders),
    };

    return cmocka_run_group_tests_name("report_verdicts", tests, NULL, NULL);
}
