/* test_plans.c - label: unit. The plan catalogue: what is in it, what a broken one says. */
#include "tests/assert.h"

#include <string.h>

#include "scenarios/plans.h"
#include "scenarios/plans_quantity.h"

#define HEADER                                                                                 \
    "id,plan,section,scope,quantity,value,unit,year,relation,meaning,strength,valid_to\n"

/* ---- facts as the plans say them; the clause is the source of the row ---- */

static struct known {
    const char *id, *quantity, *unit, *section;
    double value;
    int year, valid_to;
    enum relation relation;
    enum strength strength;
    int rule;
} known[] = {
    {"G15-ACC-RAD-P", "core_service_radius", "km", "6(2)1", 0.9, 2020, 2020, REL_UNDER,
     STRENGTH_BINDING, RULE_CORE_RADIUS},
    {"G15-ACC-RAD-O", "core_service_radius", "km", "6(2)1", 2, 2020, 2020, REL_AIMS_UNDER,
     STRENGTH_AIM, RULE_CORE_RADIUS},
    {"G15-ACC-RATIO-P", "ev_per_public_charger", "vehicle per charger", "6(2)1", 7, 2020, 2020,
     REL_AT_MOST, STRENGTH_BINDING, RULE_EV_PER_CHARGER},
    {"G15-DEM-RATIO-O", "ev_per_public_charger", "vehicle per charger", "6(2)2", 15, 2020, 2020,
     REL_AIMS_AT_MOST, STRENGTH_AIM, RULE_EV_PER_CHARGER},
    {"G15-RULE-2000", "ev_per_public_station", "vehicle per station", "8(1)", 2000, 0, 2020,
     REL_AT_MOST, STRENGTH_IN_PRINCIPLE, RULE_EV_PER_STATION},
    {"G15-RULE-PUB", "charging_ready_share", "share", "8(1)", 0.1, 0, 2020, REL_AT_LEAST,
     STRENGTH_IN_PRINCIPLE, -1},
    {"G15-NEED-PUBCH", "charger.public", "charger", "4", 500000, 2020, 2020, REL_NEW_2015_2020,
     STRENGTH_FORECAST, -1},
    {"B17-CRATE", "charge_rate", "C", "2(2)1", 3, 2020, 0, REL_CAPABLE_OF, STRENGTH_BINDING,
     -1},
    {"P21-KWH", "energy_use", "kWh/100km", "2(3)", 12, 2025, 0, REL_FALLS_TO, STRENGTH_FORECAST,
     -1},
    {"POP20-SD", "population", "person", "", 101527453, 2020, 0, REL_WAS, STRENGTH_INFO, -1},
    {"SD14-CITIES", "promotion_city", "flag", "2.3", 1, 2014, 0, REL_IS, STRENGTH_INFO, -1},
};

static struct plans *plans;

static int read_plans(void **state)
{
    struct error err;

    (void)state;
    return plans_read(&plans, &err) == ERR_OK ? 0 : -1;
}

static int free_plans(void **state)
{
    (void)state;
    plans_free(plans);
    return 0;
}

static void knows(void **state)
{
    const struct known *k = *state;
    const struct fact *f = plans_find(plans, k->id);

    assert_non_null(f);
    assert_string_equal(f->id, k->id);
    assert_string_equal(f->quantity, k->quantity);
    assert_string_equal(f->unit, k->unit);
    assert_string_equal(f->section, k->section);
    assert_near(f->value, k->value, 0, 0);
    assert_int_equal(f->year, k->year);
    assert_int_equal(f->valid_to, k->valid_to);
    assert_int_equal(f->relation, k->relation);
    assert_int_equal(f->strength, k->strength);
    assert_int_equal(plans_rule_kind(f), k->rule);
}

/* The catalogue as a whole: 154 rows of facts.csv; sums that the plans' notes give: the five
 * station needs of section 4 are 11,987, the tiers' stations 12,100 (plans/README.md). */
static void whole(void **state)
{
    const char *const needs[] = {"G15-NEED-BUS", "G15-NEED-TAXI", "G15-NEED-SPEC",
                                 "G15-NEED-PUBST", "G15-NEED-INTER"};
    const char *const tiers[] = {"G15-ACC-ST", "G15-DEM-ST", "G15-PRO-ST"};
    double sum = 0;
    int n[N_RULE_KINDS] = {0};

    (void)state;
    assert_int_equal(plans->n, 154);
    for (size_t k = 0; k < COUNT(needs); k++)
        sum += plans_find(plans, needs[k])->value;
    assert_near(sum, 11987, 0, 0);
    sum = 0;
    for (size_t k = 0; k < COUNT(tiers); k++)
        sum += plans_find(plans, tiers[k])->value;
    assert_near(sum, 12100, 0, 0);
    for (int k = 0; k < plans->n; k++) {
        int kind = plans_rule_kind(&plans->fact[k]);

        if (kind >= 0) n[kind]++;
    }
    assert_int_equal(n[RULE_CORE_RADIUS], 5);    /* 0.9, 2; 1, 2.5; 2 km */
    assert_int_equal(n[RULE_EV_PER_CHARGER], 5); /* 7, 12; 8, 15; 12 */
    assert_int_equal(n[RULE_EV_PER_STATION], 3); /* Guide, State Council, Shandong */
}

static void finds(void **state)
{
    (void)state;
    assert_null(plans_find(plans, "G15-ACC-RATIO"));
    assert_null(plans_find(plans, "g15-acc-ratio-p"));
    assert_string_equal(plans_nearest(plans, "G15-ACC-RATOI-P"), "G15-ACC-RATIO-P");
    assert_string_equal(plans_nearest(plans, "G15-RULE-200"), "G15-RULE-2000");
    assert_null(plans_nearest(plans, "nothing like it"));
    assert_string_equal(relation_name(REL_AIMS_AT_MOST), "aims at most");
    assert_string_equal(plans_strength_name(STRENGTH_IN_PRINCIPLE), "in_principle");
}

/* ---- broken tables ---- */

static struct broken {
    const char *name, *text, *says;
} broken[] = {
    {"relation", HEADER "A,p,1,nation,range,3,km,2020,at leats,m,binding,\n",
     "facts:2: column 'relation': 'at leats' is no word for it; did you mean 'at least'?"},
    {"strength", HEADER "A,p,1,nation,range,3,km,2020,over,m,hard,\n",
     "facts:2: column 'strength': 'hard' is no word for it"},
    {"quantity", HEADER "A,p,1,nation,EV stock,3,km,2020,over,m,binding,\n",
     "facts:2: column 'quantity': 'EV stock' is no quantity; its name has"},
    {"no quantity", HEADER "A,p,1,nation,,3,km,2020,over,m,binding,\n",
     "facts:2: column 'quantity': '' is no quantity"},
    {"value", HEADER "A,p,1,nation,range,1:7,km,2020,over,m,binding,\n",
     "facts:2: column 'value': '1:7' is not a number"},
    {"year", HEADER "A,p,1,nation,range,7,km,20,over,m,binding,\n",
     "facts:2: column 'year': 20 is outside 1990 to 2100"},
    {"validity", HEADER "A,p,1,nation,range,7,km,2020,over,m,binding,later\n",
     "facts:2: column 'valid_to': 'later' is not a whole number"},
    {"two units of a quantity",
     HEADER
     "A,p,1,nation,range,7,km,,over,m,binding,\nB,p,1,nation,range,7000,m,,over,m,aim,\n",
     "facts:3: column 'unit': range is in 'm' here, in 'km' in A"},
    {"id twice",
     HEADER "A,p,1,nation,range,7,km,,over,m,binding,\nA,p,1,nation,range,8,km,,over,m,aim,\n",
     "facts:3: column 'id': 'A' stands in line 2 already"},
    {"column missing", "id,plan\nA,p\n", "facts:1: there is no column 'section'"},
};

static void refuses(void **state)
{
    const struct broken *b = *state;
    struct plans *got = NULL;
    struct error err = {0};

    assert_int_equal(plans_parse(&got, b->text, "facts", &err), ERR_DATA);
    assert_null(got);
    if (strncmp(err.text, b->says, strlen(b->says)) != 0) print_error("%s\n", err.text);
    assert_int_equal(strncmp(err.text, b->says, strlen(b->says)), 0);
}

/* ---- what a fact may be used for ---- */

/* Every fact of both catalogues has its class by quantity: judged by the model, declared by the
 * planner, or neither with a reason; and every line of the table has its facts, but for
 * kw_per_ev, which is for a planner's own. */
static void classes(void **state)
{
    struct plans *all = NULL;
    struct problems problems = {0};
    struct error err;
    int n[3] = {0};

    (void)state;
    assert_int_equal(plans_read(&all, &err), ERR_OK);
    assert_int_equal(plans_add(all, "plan:current", &problems, &err), ERR_OK);
    assert_int_equal(problems.n, 0);
    assert_int_equal(all->n, 154 + 7);
    for (int k = 0; k < all->n; k++) {
        const struct quantity *q = plans_quantity(all->fact[k].quantity);

        if (q == NULL) fail_msg("%s has no class", all->fact[k].quantity);
        n[q->use]++;
        assert_int_equal(q->use == QUANTITY_NEVER, q->no_rule != NULL);
        assert_int_equal(q->use == QUANTITY_MODEL, q->rule >= 0);
        assert_string_equal(all->fact[k].catalogue,
                            k < 154 ? "plans/facts.csv" : "plan:current");
        assert_int_equal(all->fact[k].line, 2 + (k < 154 ? k : k - 154));
    }
    assert_int_equal(n[QUANTITY_MODEL], 13);
    assert_int_equal(n[QUANTITY_DECLARED], 33); /* with C30-SHARE, G23-PAID30 */
    for (int k = 0; k < plans_quantity_n(); k++) {
        const char *name = plans_quantity_at(k)->name;
        bool used = strcmp(name, "kw_per_ev") == 0 || /* of a planner's own catalogue */
                    strcmp(name, "registrations") == 0;

        for (int f = 0; f < all->n; f++)
            used = used || plans_quantity(all->fact[f].quantity) == plans_quantity_at(k);
        if (!used) fail_msg("no fact is of %s", name);
    }
    plans_free(all);
}

/* Units of a fact and a setting, with the factor between them. */
static struct unit_row {
    const char *name, *fact, *setting, *currency;
    double factor;
} units[] = {
    {"a stock", "vehicle", "vehicles", NULL, 1},
    {"a year's output is no stock", "vehicle per year", "vehicles", NULL, 0},
    {"100 km are a hundred km", "kWh/100km", "kWh/km", NULL, 0.01},
    {"km as metres", "km", "m", NULL, 1000},
    {"share", "share", "share", NULL, 1},
    {"a ratio is no share", "ratio", "share", NULL, 0},
    {"money of the same currency", "CNY", "currency", "CNY", 1},
    {"money of another", "CNY", "currency", "USD", 0},
    {"money by year", "CNY/year", "currency/year", "CNY", 1},
    {"money per kWh is no money", "CNY/Wh", "currency", "CNY", 0},
    {"years of a warranty are no calendar year", "year", "year", NULL, 0},
    {"no unit", "", "", NULL, 0},
};

static void unit(void **state)
{
    const struct unit_row *r = *state;

    assert_near(plans_quantity_factor(r->fact, r->setting, r->currency), r->factor, 0, 0);
}

static void near_quantities(void **state)
{
    (void)state;
    assert_string_equal(plans_quantity_meant("ev_per_public_chargers"),
                        "ev_per_public_charger");
    assert_null(plans_quantity_meant("ev_per_public_bus"));
    assert_non_null(plans_quantity("station.bus"));
    assert_null(plans_quantity("stations"));
    assert_null(plans_quantity("range.bus")); /* only what ends in a dot stands for parts */
}

int main(void)
{
    const struct CMUnitTest others[] = {cmocka_unit_test(whole), cmocka_unit_test(finds),
                                        cmocka_unit_test(classes),
                                        cmocka_unit_test(near_quantities)};
    struct CMUnitTest tests[COUNT(known) + COUNT(broken) + COUNT(units) + COUNT(others)];
    size_t n = 0;

    for (size_t k = 0; k < COUNT(known); k++)
        tests[n++] = (struct CMUnitTest){known[k].id, knows, NULL, NULL, &known[k]};
    for (size_t k = 0; k < COUNT(broken); k++)
        tests[n++] = (struct CMUnitTest){broken[k].name, refuses, NULL, NULL, &broken[k]};
    for (size_t k = 0; k < COUNT(units); k++)
        tests[n++] = (struct CMUnitTest){units[k].name, unit, NULL, NULL, &units[k]};
    for (size_t k = 0; k < COUNT(others); k++)
        tests[n++] = others[k];
    return cmocka_run_group_tests_name("plans", tests, read_plans, free_plans);
}
