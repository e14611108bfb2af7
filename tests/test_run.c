/* test_run.c - a run from start to finish on the tiny city: phases, screening, no plan, models.
 */
#include <stdlib.h>
#include <string.h>

#include "sim/run.h"
#include "tests/fixture.h"
#include "tests/plans_scene.h"

/* The tiny scenario with a core radius of 500 m: zones 0 and 1 lie near site 0, zone 2 only
 * near candidate 1. One phase of 2030 with the money given. */
static struct scenario *town(double budget)
{
    static char model[] = "rule_then_serve", name[] = "tiny";
    struct scenario *s = fixture_scenario();

    s->head.name = name;
    s->access.rule_radius_core_km = 0.5;
    s->access.rule_strict = true;
    s->placement.model = model;
    s->placement.gap = 0;
    s->placement.budget = fixture_number(budget);
    return s;
}

static struct run *run_of(const struct scenario *s, const struct city *city)
{
    struct run *run = NULL;
    struct error err;

    if (run_create(&run, s, city, plans, 1, &err) != ERR_OK) fail_msg("%s", err.text);
    return run;
}

static double served(const struct network *n)
{
    double sum = 0;

    for (enum service v = FAST; v < N_SERVICES; v++)
        for (int z = 0; z < n->n_zones; z++)
            sum += n->served_kwh[v][z];
    return sum;
}

static void plan_keeps_rule_and_budget(void **state)
{
    struct city *city = fixture_city();
    struct run *run = run_of(town(2e6), city);
    const struct network *end = run->network[1];

    (void)state;
    assert_true(run->feasible);
    assert_int_equal(run->n_networks, 2);
    assert_int_equal(run->phase[0].status, PLAN_OPTIMAL);
    assert_true(end->open[1]); /* zone 2 has no other site within 500 m */
    assert_int_equal(end->opened_year[1], 2030);
    assert_false(end->open[4]); /* forbidden */
    assert_true(end->rule_distance_m[2] < 500);
    assert_true(run->phase[0].money.total <= 2e6);
    assert_near(run->phase[0].objective, served(end), 1e-9, 0);
    assert_true(served(end) > served(run->network[0]));
    run_free(run);
}

static void too_little_money_is_a_result(void **state)
{
    struct city *city = fixture_city();
    struct run *run = run_of(town(1000), city);

    (void)state;
    assert_false(run->feasible);
    assert_int_equal(run->phase[0].status, PLAN_INFEASIBLE);
    assert_true(run->phase[0].rule_cost > 1000);
    assert_non_null(strstr(run->phase[0].reason.in[LANGUAGE_EN], "budget"));
    assert_non_null(strstr(run->phase[0].reason.in[LANGUAGE_EN], "The budget is 1,000 CNY,"));
    assert_non_null(strstr(run->phase[0].reason.in[LANGUAGE_ZH], "预算为1,000元，"));
    for (int s = 0; s < city->n_sites; s++)
        assert_int_equal(run->network[1]->open[s], run->network[0]->open[s]);
    assert_near(run->phase[0].money.total, 0, 0, 0);
    run_free(run);
}

/* A station of 50 chargers fits on no candidate: both are named, zone 2 cannot be covered, and
 * that is no fault of the plan. */
static void what_cannot_hold_a_station(void **state)
{
    struct scenario *s = town(2e6);
    struct city *city = fixture_city();
    struct run *run;
    int row;

    (void)state;
    s->sizing.station_min = 50;
    run = run_of(s, city);
    assert_true(run->feasible);
    assert_int_equal(run->n_screened, 3); /* candidates 1 and 2, forbidden 4 */
    assert_int_equal(run->screened[0].site, 1);
    assert_non_null(strstr(run->screened[0].reason.in[LANGUAGE_EN], "cannot hold"));
    assert_non_null(strstr(run->screened[2].reason.in[LANGUAGE_EN], "forbidden"));
    row = run->rule->row_start[2];
    for (int k = row; k < run->rule->row_start[3]; k++)
        assert_int_not_equal(run->rule->site[k], 1);
    run_free(run);
}

static void every_model_runs(void **state)
{
    char lscp[] = "lscp", mclp[] = "mclp", pmedian[] = "pmedian";
    char *const names[] = {lscp, mclp, pmedian};

    (void)state;
    for (size_t k = 0; k < COUNT(names); k++) {
        struct scenario *s = town(5e6);
        struct city *city = fixture_city();
        struct run *run;

        s->placement.model = names[k];
        s->placement.p = k == 0 ? 0 : 2;
        if (k == 2) /* all demand has to be within reach of some site */
            for (int z = 0; z < city->n_zones; z++)
                city->service_way[FAST][z] = 9000;
        run = run_of(s, city);
        assert_true(run->feasible);
        assert_int_equal(run->phase[0].status, PLAN_OPTIMAL);
        assert_true(served(run->network[1]) >= served(run->network[0]) * (1 - 1e-9));
        run_free(run);
    }
}

/* The same inputs give the same record, to the last bit. */
static void repeats(void **state)
{
    struct city *city = fixture_city();
    const struct scenario *s = town(1.3e6);
    struct run *a = run_of(s, city), *b = run_of(s, city);

    (void)state;
    for (int site = 0; site < city->n_sites; site++)
        for (int k = 0; k < s->n_kinds; k++)
            assert_int_equal(a->network[1]->n_chargers[site * s->n_kinds + k],
                             b->network[1]->n_chargers[site * s->n_kinds + k]);
    assert_true(a->phase[0].objective == b->phase[0].objective);
    assert_true(a->phase[0].bound == b->phase[0].bound);
    run_free(a);
    run_free(b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(plan_keeps_rule_and_budget),
        cmocka_unit_test(too_little_money_is_a_result),
        cmocka_unit_test(what_cannot_hold_a_station),
        cmocka_unit_test(every_model_runs),
        cmocka_unit_test(repeats),
    };

    return cmocka_run_group_tests_name("run", tests, read_plans, free_plans);
}
