/* test_requirement.c - what ratio and station rules ask for, by hand on the toy city. */
#include <string.h>

#include "model/requirement.h"
#include "tests/assert.h"
#include "tests/fixture.h"

/* 905.18 EVs in 2030, 419.8 in 2025, 68.8 in 2020 (test_fleet.c). Residents: North 701, South
 * 171 of 872. Public today: North 4 chargers, a station; South 1 dispersed charger. The plan
 * adds a station of 40 chargers in the South in 2030. */
struct scene {
    struct scenario *s;
    struct city *city;
    struct fleet *fleet;
    struct network *n[2];
    struct rule_request rule[4];
    struct rule_result result[4];
    struct rules rules;
    struct requirements *got;
};

static void start(struct scene *t)
{
    struct error err;

    memset(t, 0, sizeof *t);
    t->s = fixture_scenario();
    t->city = fixture_city();
    t->s->rule = t->rule;
    t->rules.result = t->result;
    assert_int_equal(fleet_create(&t->fleet, t->s, &err), ERR_OK);
    assert_int_equal(network_create(&t->n[0], t->s, t->city, 0, NULL, &err), ERR_OK);
    assert_int_equal(network_create(&t->n[1], t->s, t->city, 2, NULL, &err), ERR_OK);
    t->n[1]->open[2] = true;
    t->n[1]->n_chargers[4] = 39;
    t->n[1]->n_chargers[5] = 1;
}

static void end(struct scene *t)
{
    requirement_free(t->got);
    network_free(t->n[0]);
    network_free(t->n[1]);
    fleet_free(t->fleet);
}

static void ask(struct scene *t, enum rule_kind kind, double target, char *where)
{
    int q = t->s->n_rules++;

    t->rule[q] = (struct rule_request){.where = where};
    t->result[q] = (struct rule_result){.rule = q, .kind = kind, .target = target};
    t->rules.n = t->s->n_rules;
}

static void work_out(struct scene *t)
{
    struct error err;

    requirement_free(t->got);
    t->got = NULL;
    if (requirement_create(&t->got, t->s, t->city, t->fleet, &t->rules, 2, t->n, &err) !=
        ERR_OK)
        fail_msg("%s", err.text);
}

/* "required standing gap built left binds", what a row says. */
static void says(const struct scene *t, int year, int rule, enum rule_kind kind,
                 enum requirement_scope scope, int district, const int want[6])
{
    const struct requirement *r = requirement_find(t->got, year, rule, kind, scope, district);

    assert_non_null(r);
    assert_int_equal(r->year_index, year);
    assert_int_equal(r->rule, rule);
    assert_int_equal(r->kind, kind);
    assert_int_equal(r->scope, scope);
    assert_int_equal(r->district, district);
    assert_near(r->required, want[0], 0, 0);
    assert_near(r->standing, want[1], 0, 0);
    assert_near(r->gap, want[2], 0, 0);
    assert_near(r->built, want[3], 0, 0);
    assert_near(r->left, want[4], 0, 0);
    assert_int_equal(r->binds, want[5]);
}

#define CHARGERS RULE_EV_PER_CHARGER
#define STATIONS RULE_EV_PER_STATION
#define AREA REQUIREMENT_AREA, -1
#define SUM REQUIREMENT_SUM, -1
#define NORTH REQUIREMENT_DISTRICT, 0
#define SOUTH REQUIREMENT_DISTRICT, 1
#define WANT(...) ((const int[6]){__VA_ARGS__})

/* 1:6 in 2030: 150.86, North 121.28, South 29.58: 151, but 122 + 30 = 152 by district. The
 * South has 11 too many then, which are none for the North: 106 are missing in all, 118 by
 * district. 2025: 69.97, 56.25, 13.72, and nothing is built yet. */
static void ratio(void **state)
{
    struct scene t;

    (void)state;
    start(&t);
    ask(&t, CHARGERS, 6, NULL);
    work_out(&t);
    for (int rule = -1; rule < 1; rule++) {
        says(&t, 2, rule, CHARGERS, AREA, WANT(151, 5, 146, 40, 106, 1));
        says(&t, 2, rule, CHARGERS, SUM, WANT(152, 5, 147, 40, 118, 0));
        says(&t, 2, rule, CHARGERS, NORTH, WANT(122, 4, 118, 0, 118, 1));
        says(&t, 2, rule, CHARGERS, SOUTH, WANT(30, 1, 29, 40, 0, 1));
        says(&t, 1, rule, CHARGERS, AREA, WANT(70, 5, 65, 0, 65, 1));
        says(&t, 1, rule, CHARGERS, SUM, WANT(71, 5, 66, 0, 66, 0));
        says(&t, 0, rule, CHARGERS, AREA, WANT(12, 5, 7, 0, 7, 1));
    }
    assert_near(requirement_find(t.got, 2, 0, CHARGERS, NORTH)->vehicles, 905.18 * 701 / 872,
                1e-12, 0);
    assert_near(requirement_find(t.got, 2, -1, CHARGERS, SOUTH)->vehicles, 905.18 * 171 / 872,
                1e-12, 0);
    assert_near(requirement_find(t.got, 2, 0, CHARGERS, AREA)->vehicles, 905.18, 1e-15, 0);
    assert_near(requirement_find(t.got, 2, 0, CHARGERS, SUM)->target, 6, 0, 0);
    assert_null(requirement_find(t.got, 2, -1, STATIONS, AREA)); /* no such rule */
    end(&t);
}

/* One station per 300: 3.02, North 2.43, South 0.59. Four stations are twelve chargers, far
 * from 151: the ratio binds. One per 10 asks for 91 stations, 273 chargers, and binds. */
static void station(void **state)
{
    struct scene t;

    (void)state;
    start(&t);
    ask(&t, CHARGERS, 6, NULL);
    ask(&t, STATIONS, 300, NULL);
    work_out(&t);
    says(&t, 2, 1, STATIONS, AREA, WANT(4, 1, 3, 1, 2, 0));
    says(&t, 2, 1, STATIONS, SUM, WANT(4, 1, 3, 1, 2, 0));
    says(&t, 2, 1, STATIONS, NORTH, WANT(3, 1, 2, 0, 2, 0));
    says(&t, 2, 1, STATIONS, SOUTH, WANT(1, 0, 1, 1, 0, 0));
    says(&t, 2, 0, CHARGERS, AREA, WANT(151, 5, 146, 40, 106, 1));
    assert_null(requirement_find(t.got, 2, 0, STATIONS, AREA)); /* each kind has its rules */
    assert_null(requirement_find(t.got, 2, 1, CHARGERS, NORTH));
    t.result[1].target = 10;
    work_out(&t);
    says(&t, 2, 1, STATIONS, AREA, WANT(91, 1, 90, 1, 89, 1));
    says(&t, 2, -1, STATIONS, AREA, WANT(91, 1, 90, 1, 89, 1));
    says(&t, 2, 0, CHARGERS, AREA, WANT(151, 5, 146, 40, 106, 0));
    t.s->sizing.station_min = 1; /* 91 chargers are not 151 */
    work_out(&t);
    says(&t, 2, 1, STATIONS, AREA, WANT(91, 1, 90, 1, 89, 0));
    end(&t);
}

/* Zones 0 and 2 (490 residents) are inner, 1, 3 and 4 (211, 97, 61) outer, 5 has no class.
 *   1:5 inner   508.64: 102, all in the North
 *   1:20 outer  383.04: 20; North 219.03: 11, South 164.01: 9
 *   1:9         905.18: 101; North 727.67: 81, South 177.51: 20
 * In all 102 + 20 = 122 is more than 101, in the North 113 than 81; in the South 20 than 9. */
static void by_class(void **state)
{
    char inner[] = "inner", outer[] = "outer";
    struct scene t;

    (void)state;
    start(&t);
    t.city->zone_class[0] = t.city->zone_class[2] = inner;
    t.city->zone_class[1] = t.city->zone_class[3] = t.city->zone_class[4] = outer;
    ask(&t, CHARGERS, 5, inner);
    ask(&t, CHARGERS, 20, outer);
    ask(&t, CHARGERS, 9, NULL);
    work_out(&t);
    /* site 0 is nearest to zone 0, site 5 (2050, -40) and the new site 2 to outer zones */
    says(&t, 2, 0, CHARGERS, AREA, WANT(102, 4, 98, 0, 98, 1));
    says(&t, 2, 1, CHARGERS, AREA, WANT(20, 1, 19, 40, 0, 1));
    says(&t, 2, 1, CHARGERS, SUM, WANT(20, 1, 19, 40, 11, 0));
    says(&t, 2, 2, CHARGERS, AREA, WANT(101, 5, 96, 40, 56, 0));
    says(&t, 2, -1, CHARGERS, AREA, WANT(122, 5, 117, 40, 77, 1));
    says(&t, 2, -1, CHARGERS, NORTH, WANT(113, 4, 109, 0, 109, 1));
    says(&t, 2, -1, CHARGERS, SOUTH, WANT(20, 1, 19, 40, 0, 1));
    says(&t, 2, -1, CHARGERS, SUM, WANT(133, 5, 128, 40, 109, 0));
    says(&t, 2, 1, CHARGERS, SOUTH, WANT(9, 1, 8, 40, 0, 0));
    says(&t, 2, 2, CHARGERS, SOUTH, WANT(20, 1, 19, 40, 0, 1));
    says(&t, 2, 2, CHARGERS, NORTH, WANT(81, 4, 77, 0, 77, 0));
    assert_null(requirement_find(t.got, 2, 0, CHARGERS, SOUTH)); /* no inner zone there */
    t.result[2].target = 7; /* 130 in all are more than 122 */
    work_out(&t);
    says(&t, 2, -1, CHARGERS, AREA, WANT(130, 5, 125, 40, 85, 1));
    says(&t, 2, 0, CHARGERS, AREA, WANT(102, 4, 98, 0, 98, 0));
    says(&t, 2, 2, CHARGERS, AREA, WANT(130, 5, 125, 40, 85, 1));
    t.rule[1].where = inner; /* of two rules for a class the one that asks for more */
    t.result[1].target = 4;  /* 127.16: 128 */
    t.result[2].target = 9;
    work_out(&t);
    says(&t, 2, -1, CHARGERS, AREA, WANT(128, 5, 123, 40, 83, 1));
    says(&t, 2, 0, CHARGERS, AREA, WANT(102, 4, 98, 0, 98, 0));
    t.result[1].target = 5; /* the same twice: the first */
    work_out(&t);
    says(&t, 2, 0, CHARGERS, AREA, WANT(102, 4, 98, 0, 98, 1));
    says(&t, 2, 1, CHARGERS, AREA, WANT(102, 4, 98, 0, 98, 0));
    end(&t);
}

/* 600 EVs: two stations for at most 300 each, three for fewer than 300. None without EVs. */
static void whole_numbers(void **state)
{
    struct scene t;
    struct error err;

    (void)state;
    start(&t);
    t.s->fleet[0].ev_share = fixture_number(0);
    t.s->fleet[1].points = fixture_number(600);
    fleet_free(t.fleet);
    assert_int_equal(fleet_create(&t.fleet, t.s, &err), ERR_OK);
    ask(&t, STATIONS, 300, NULL);
    work_out(&t);
    says(&t, 2, 0, STATIONS, AREA, WANT(2, 1, 1, 1, 0, 1));
    t.result[0].strict = true;
    work_out(&t);
    says(&t, 2, 0, STATIONS, AREA, WANT(3, 1, 2, 1, 1, 1));
    t.s->fleet[1].points = fixture_number(0);
    fleet_free(t.fleet);
    assert_int_equal(fleet_create(&t.fleet, t.s, &err), ERR_OK);
    work_out(&t);
    says(&t, 2, 0, STATIONS, AREA, WANT(0, 1, 0, 1, 0, 0));
    end(&t);
}

/* A scenario that tells of no sites knows of no gap; dedicated chargers are never counted. */
static void what_stands(void **state)
{
    const struct requirement *r;
    struct scene t;
    struct error err;

    (void)state;
    start(&t);
    ask(&t, CHARGERS, 6, NULL);
    t.city->site[5].access = ACCESS_DEDICATED;
    t.city->site[0].access = ACCESS_OPENED;
    t.n[1]->open[0] = false; /* a site that closes would count as less */
    work_out(&t);
    says(&t, 2, 0, CHARGERS, AREA, WANT(151, 4, 147, 36, 111, 1));
    for (int k = 0; k < 2; k++)
        network_free(t.n[k]);
    t.city->n_sites = 0;
    assert_int_equal(network_create(&t.n[0], t.s, t.city, 0, NULL, &err), ERR_OK);
    assert_int_equal(network_create(&t.n[1], t.s, t.city, 2, NULL, &err), ERR_OK);
    work_out(&t);
    r = requirement_find(t.got, 2, -1, CHARGERS, SUM);
    assert_near(r->required, 152, 0, 0);
    assert_near(r->standing, NAN, 0, 0);
    assert_near(r->gap, NAN, 0, 0);
    assert_near(r->built, NAN, 0, 0);
    assert_near(r->left, NAN, 0, 0);
    end(&t);
}

/* Rules that set no supply beside EVs ask for nothing here. */
static void other_rules(void **state)
{
    struct scene t;

    (void)state;
    start(&t);
    ask(&t, RULE_CORE_RADIUS, 0.9, NULL);
    ask(&t, RULE_WAIT, 0.1, NULL);
    work_out(&t);
    for (int k = 0; k < t.got->n; k++)
        assert_false(t.got->row[k].holds);
    t.s->n_rules = 0;
    work_out(&t);
    for (int k = 0; k < t.got->n; k++)
        assert_false(t.got->row[k].holds);
    end(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ratio),       cmocka_unit_test(station),
        cmocka_unit_test(by_class),    cmocka_unit_test(whole_numbers),
        cmocka_unit_test(what_stands), cmocka_unit_test(other_rules),
    };

    return cmocka_run_group_tests_name("requirement", tests, NULL, NULL);
}
