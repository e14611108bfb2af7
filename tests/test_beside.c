/* test_beside.c - figures of the plans beside those of a scenario, by hand on the toy city. */
#include <string.h>

#include "model/beside.h"
#include "tests/assert.h"
#include "tests/fixture.h"

/* 905.18 EVs in 2030, 68.8 in 2020 (test_fleet.c); today 5 public chargers, one station; in
 * 2030 a station of 4 dc120 more. Rules: 1:6 and one station per 300, so 151 and 4 in 2030, 152
 * and 4 by district; 12 and 1 in 2020, 12 (9.2 and 2.2: 10 + 3 = 13) and 2. */
struct scene {
    struct scenario *s;
    struct city *city;
    struct fleet *fleet;
    struct network *n[2];
    struct rule_request rule[2];
    struct rule_result result[2];
    struct rules rules;
    struct requirements *asked;
    struct beside_request request[1];
    struct fact fact[4];
    struct plans plans;
    struct besides *got;
};

static void start(struct scene *t)
{
    struct error err;

    memset(t, 0, sizeof *t);
    t->s = fixture_scenario();
    t->city = fixture_city();
    assert_int_equal(fleet_create(&t->fleet, t->s, &err), ERR_OK);
    assert_int_equal(network_create(&t->n[0], t->s, t->city, 0, NULL, &err), ERR_OK);
    assert_int_equal(network_create(&t->n[1], t->s, t->city, 2, NULL, &err), ERR_OK);
    t->n[1]->open[2] = true;
    t->n[1]->n_chargers[5] = 4;
    t->s->rule = t->rule;
    t->s->n_rules = t->rules.n = 2;
    t->result[0] = (struct rule_result){.kind = RULE_EV_PER_CHARGER, .target = 6};
    t->result[1] = (struct rule_result){.rule = 1, .kind = RULE_EV_PER_STATION, .target = 300};
    t->rules.result = t->result;
    t->fact[0] = (struct fact){.id = "TOTAL", .value = 350, .unit = "charger", .year = 2030};
    t->fact[1] = (struct fact){.id = "PUBLIC", .value = 500, .unit = "charger"};
    t->fact[2] = (struct fact){.id = "OWN", .value = 4300, .unit = "charger"};
    t->fact[3] = (struct fact){.id = "LATER", .value = 9, .unit = "charger", .year = 2035};
    t->plans = (struct plans){.n = 4, .fact = t->fact};
    t->s->n_besides = 1;
    t->s->beside = t->request;
    t->request[0].fact = "TOTAL";
}

static void end(struct scene *t)
{
    beside_free(t->got);
    requirement_free(t->asked);
    network_free(t->n[0]);
    network_free(t->n[1]);
    fleet_free(t->fleet);
}

static const struct beside *ask(struct scene *t, enum beside_figure figure)
{
    struct error err;

    t->request[0].set_beside = (int)figure;
    beside_free(t->got);
    requirement_free(t->asked);
    t->got = NULL;
    t->asked = NULL;
    assert_int_equal(
        requirement_create(&t->asked, t->s, t->city, t->fleet, &t->rules, 2, t->n, &err),
        ERR_OK);
    assert_int_equal(
        beside_create(&t->got, t->s, t->city, t->fleet, &t->plans, t->asked, 2, t->n, &err),
        ERR_OK);
    assert_int_equal(t->got->n, 1);
    return &t->got->item[0];
}

/* 500 of 500 + 4,300 is 5/48 of 350: 36.458333... */
static void split(void **state)
{
    char *part[] = {"PUBLIC"}, *whole[] = {"PUBLIC", "OWN"};
    const struct beside *b;
    struct scene t;

    (void)state;
    start(&t);
    b = ask(&t, BESIDE_CHARGERS_REQUIRED);
    assert_near(b->part, NAN, 0, 0);
    assert_near(b->like, NAN, 0, 0);
    t.request[0].share_part = (struct texts){1, part};
    t.request[0].share_whole = (struct texts){2, whole};
    b = ask(&t, BESIDE_CHARGERS_REQUIRED);
    assert_near(b->part, 500, 0, 0);
    assert_near(b->whole, 4800, 0, 0);
    assert_near(b->like, 350 * 5.0 / 48, 1e-14, 0);
    assert_ptr_equal(b->fact, &t.fact[0]);
    end(&t);
}

/* In the fact's year, else in the last. */
static void ours(void **state)
{
    const struct beside *b;
    struct scene t;

    (void)state;
    start(&t);
    b = ask(&t, BESIDE_EV_STOCK);
    assert_near(b->ours, 905.18, 1e-14, 0);
    assert_near(b->ours_added_up, NAN, 0, 0);
    b = ask(&t, BESIDE_CHARGERS_REQUIRED);
    assert_near(b->ours, 151, 0, 0);
    assert_near(b->ours_added_up, 152, 0, 0);
    b = ask(&t, BESIDE_STATIONS_REQUIRED);
    assert_near(b->ours, 4, 0, 0);
    assert_near(b->ours_added_up, 4, 0, 0);
    assert_near(ask(&t, BESIDE_CHARGERS)->ours, 9, 0, 0);
    assert_near(ask(&t, BESIDE_STATIONS)->ours, 2, 0, 0);
    t.fact[0].year = 2020;
    assert_near(ask(&t, BESIDE_EV_STOCK)->ours, 68.8, 1e-14, 0);
    assert_int_equal(t.got->item[0].year_index, 0);
    assert_near(ask(&t, BESIDE_CHARGERS_REQUIRED)->ours, 12, 0, 0);
    assert_near(ask(&t, BESIDE_CHARGERS)->ours, 5, 0, 0);
    t.fact[0].year = 2025; /* before anything is built */
    assert_near(ask(&t, BESIDE_STATIONS)->ours, 1, 0, 0);
    t.request[0].fact = "LATER";
    assert_near(ask(&t, BESIDE_STATIONS)->ours, 2, 0, 0);
    assert_int_equal(t.got->item[0].year_index, 2);
    end(&t);
}

/* No rule asks, no site is told of: there is no figure. */
static void nothing_beside(void **state)
{
    struct scene t;
    struct error err;

    (void)state;
    start(&t);
    t.result[1].kind = RULE_WAIT;
    assert_near(ask(&t, BESIDE_STATIONS_REQUIRED)->ours, NAN, 0, 0);
    for (int k = 0; k < 2; k++)
        network_free(t.n[k]);
    t.city->n_sites = 0;
    assert_int_equal(network_create(&t.n[0], t.s, t.city, 0, NULL, &err), ERR_OK);
    assert_int_equal(network_create(&t.n[1], t.s, t.city, 2, NULL, &err), ERR_OK);
    assert_near(ask(&t, BESIDE_CHARGERS)->ours, NAN, 0, 0);
    assert_near(ask(&t, BESIDE_STATIONS)->ours, NAN, 0, 0);
    assert_near(ask(&t, BESIDE_CHARGERS_REQUIRED)->ours, 151, 0, 0);
    end(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(split),
        cmocka_unit_test(ours),
        cmocka_unit_test(nothing_beside),
    };

    return cmocka_run_group_tests_name("beside", tests, NULL, NULL);
}
