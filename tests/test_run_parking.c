/* test_run_parking.c - runs on the tiny city with chargers by building rule: every kind of
 * model starts from them, and the plan builds less. */
#include "sim/run.h"
#include "tests/parking_scene.h"
#include "tests/plans_scene.h"

static struct run *run_of(const struct scene *t)
{
    struct run *run = NULL;
    struct error err;

    if (run_create(&run, t->s, t->city, plans, 1, &err) != ERR_OK) fail_msg("%s", err.text);
    return run;
}

/* Without car parks: their sites are gone too. */
static void forget_parks(struct scene *t)
{
    t->s->parking.file = NULL;
    t->city->n_car_parks = 0;
    t->city->n_sites = SCENE_SITES;
}

static void model_of(struct scene *t, const char *model)
{
    static char name[32], id[] = "tiny";

    snprintf(name, sizeof name, "%s", model);
    t->s->head.name = id;
    t->s->placement.model = name;
    t->s->placement.gap = 0;
    t->s->placement.system = SLOW;
}

/* Zone 2 of the core is covered by the mall's two chargers: the rule costs nothing more, and
 * 1,000 are enough; without the mall they are not. */
static void rule_then_serve_starts_from_them(void **state)
{
    struct scene t;
    struct run *run;

    (void)state;
    for (int with = 0; with < 2; with++) {
        scene_make(&t);
        model_of(&t, "rule_then_serve");
        t.s->access.rule_radius_core_km = 0.5;
        t.s->access.rule_strict = true;
        t.s->placement.budget = fixture_number(1000);
        if (!with) forget_parks(&t);
        run = run_of(&t);
        assert_int_equal(run->feasible, with);
        if (with) {
            const struct network *end = run->network[1];

            assert_false(end->open[1]);
            assert_true(end->open[SCENE_SITES + M1]);
            assert_true(end->rule_distance_m[2] < 30);
            assert_true(run->network[0]->served_kwh[SLOW][2] > 0); /* already today */
            assert_near(run->phase[0].money.total, 0, 0, 0);
            assert_int_equal(run->phase[0].n_new_sites, 0);
            assert_near(run->phase[0].rule_cost, 0, 0, 0);
        }
        run_free(run);
    }
}

/* With money the plan may build on the bays that are offered, 5 of M1, beside those of the
 * rule, and pays no fixed cost there. */
static void offered_bays_are_bounded(void **state)
{
    struct scene t;
    struct run *run;
    const struct network *end;

    (void)state;
    scene_make(&t);
    model_of(&t, "rule_then_serve");
    t.s->placement.budget = fixture_number(5e6);
    for (int k = 1; k < 3; k++)
        t.site[k].status = SITE_FORBIDDEN; /* only car parks are left */
    run = run_of(&t);
    end = run->network[1];
    assert_true(run->feasible);
    for (int k = M1; k <= M5; k++) {
        int site = t.park[k].site;
        struct site_count c = network_count(t.s, end, site);
        const struct parking_count *bays = parking_at(run->parking, 2, k);

        assert_true(c.bays <= bays->built + bays->plain / 10);
        assert_int_equal(network_by_rule(end, site, 0), bays->chargers);
    }
    assert_true(run->phase[0].money.total > 0);
    assert_near(run->phase[0].money.fixed, 70000 * run->phase[0].n_new_sites, 0, 0);
    assert_true(end->opened_year[SCENE_SITES + M1] == 0);
    run_free(run);
}

/* What a station would need never leaves out chargers of the rule, nor takes bays that the plan
 * is not offered, however much is asked for. */
static void bands_keep_to_the_bays(void **state)
{
    static char setting[] = "fleet.private.km_per_day", id[] = "way";
    struct uncertain way = {.id = id,
                            .setting = setting,
                            .shape = SHAPE_LOGNORMAL,
                            .spread = 0.3,
                            .low = NAN,
                            .high = NAN};
    struct scene t;
    struct run *run;
    int n_more = 0;

    (void)state;
    scene_make(&t);
    model_of(&t, "rule_then_serve");
    t.s->placement.budget = fixture_number(5e6);
    t.s->monte_carlo.draws = 20;
    t.s->uncertain = &way;
    t.s->n_uncertain = 1;
    for (int k = 0; k < 3; k++)
        t.site[k].status = SITE_FORBIDDEN;
    t.s->fleet[0].km_per_day = fixture_number(400);
    run = run_of(&t);
    for (int k = 0; k < run->bands->n_stations; k++) {
        const struct band_station *row = &run->bands->station[k];
        const struct network *then = run->network[row->network];
        int park = t.city->site[row->site].car_park - 1;
        const struct parking_count *bays;

        if (park < 0 || row->service != SLOW) continue;
        bays = parking_at(run->parking, then->year_index, park);
        assert_true(row->needed[0] >= bays->chargers);
        assert_true(row->needed[2] <=
                    bays->chargers +
                        parking_offered(&t.s->building[t.city->car_park[park].building], bays));
        n_more += row->needed[2] > bays->chargers && bays->chargers > 0;
    }
    assert_true(n_more > 0);
    run_free(run);
}

/* Zones 2 and 4 are covered by M1 and M2 today; without them two new sites are needed. */
static void lscp_needs_fewer(void **state)
{
    struct scene t;
    struct run *run;

    (void)state;
    scene_make(&t);
    model_of(&t, "lscp");
    forget_parks(&t);
    run = run_of(&t);
    assert_int_equal(run->phase[0].n_new_sites, 2);
    run_free(run);
    scene_make(&t);
    model_of(&t, "lscp");
    t.park[M3].bays = 0; /* zone 5 has no possible site, as without */
    t.city->site[SCENE_SITES + M3].status = SITE_BY_RULE;
    run = run_of(&t);
    assert_true(run->feasible);
    assert_int_equal(run->phase[0].n_new_sites, 0);
    assert_near(run->phase[0].money.fixed, 0, 0, 0);
    run_free(run);
}

/* One site more, once where the mall covers zone 2 already. */
static void mclp_goes_elsewhere(void **state)
{
    struct scene t;
    struct run *run;

    (void)state;
    for (int with = 0; with < 2; with++) {
        scene_make(&t);
        model_of(&t, "mclp");
        t.s->placement.p = 1;
        for (int k = M2; k <= M5; k++) {
            t.park[k].bays = 0;
            t.city->site[SCENE_SITES + k].status = SITE_BY_RULE;
        }
        if (!with) forget_parks(&t);
        run = run_of(&t);
        assert_true(run->feasible);
        assert_int_equal(run->network[1]->open[1], !with); /* nearest to zone 2 */
        assert_int_equal(run->network[1]->open[2], with);
        run_free(run);
    }
}

/* Placement none: the chargers by rule come all the same, year by year. */
static void they_come_without_a_plan(void **state)
{
    struct scene t;
    struct run *run;

    (void)state;
    scene_make(&t);
    model_of(&t, "none");
    t.s->placement.phases.n = 0;
    run = run_of(&t);
    assert_int_equal(run->n_networks, 3);
    assert_int_equal(supply_count(t.s, t.city, run->network[0]).public_chargers, 5 + 3);
    assert_int_equal(supply_count(t.s, t.city, run->network[1]).public_chargers, 5 + 3 + 8);
    assert_int_equal(supply_count(t.s, t.city, run->network[2]).public_chargers, 5 + 3 + 14);
    run_free(run);
}

/* Every model takes them: the plan of each passes its own check. */
static void every_model(void **state)
{
    static const char *const models[] = {"rule_then_serve", "lscp",   "lscp-b", "mclp",
                                         "mclp-2",          "mclp-c", "mclp-t", "pmedian",
                                         "pcenter",         "cflp"};

    (void)state;
    for (size_t k = 0; k < COUNT(models); k++) {
        struct scene t;
        struct run *run;

        scene_make(&t);
        model_of(&t, models[k]);
        if (k != 1 && k != 2 && k != 0) t.s->placement.p = 2;
        t.park[M3].bays = 60; /* a charger by rule where nobody is */
        t.x[M3] = t.site_x[SCENE_SITES + M3] = 50000;
        t.site[SCENE_SITES + M3].bays = 60;
        run = run_of(&t);
        print_message("%s: %d new\n", models[k], run->phase[0].n_new_sites);
        for (int i = M1; i <= M5; i++) {
            int site = t.park[i].site;

            assert_int_equal(network_by_rule(run->network[1], site, 0),
                             parking_at(run->parking, 2, i)->chargers);
            assert_true(run->network[1]->n_chargers[2 * site] >=
                        parking_at(run->parking, 2, i)->chargers);
        }
        assert_int_equal(run->network[1]->n_chargers[2 * (SCENE_SITES + M3)], 1);
        assert_int_equal(run->network[1]->n_chargers[2 * (SCENE_SITES + M3) + 1], 0);
        run_free(run);
    }
}

/* 2025: M4 alone, 11 of 101 bays; with 0.08 ready 9, and one more bay is missing than rounding
 * explains. H1: all of 200. 2020: none is open. */
static void rules_are_measured(void **state)
{
    static char fact[] = "G15-RULE-PUB", homes[] = "G15-RULE-RES", mall[] = "mall",
                housing[] = "housing";
    static char *malls[] = {mall}, *houses[] = {housing};
    struct rule_request rule[2] = {{.fact = fact, .buildings = {1, malls}},
                                   {.fact = homes, .buildings = {1, houses}}};

    (void)state;
    for (int less = 0; less < 2; less++) {
        struct scene t;
        struct run *run;
        const struct rule_result *r;

        scene_make(&t);
        model_of(&t, "none");
        t.s->placement.phases.n = 0;
        t.s->rule = rule;
        t.s->n_rules = 2;
        if (less) t.type[MALL].new_ready = 0.08;
        run = run_of(&t);
        assert_int_equal(run->rules->result[0].outcome, RULE_NOTHING_TO_JUDGE);
        r = &run->rules->result[2];
        assert_int_equal(r->bays, 101);
        assert_int_equal(r->ready_bays, less ? 9 : 11);
        assert_near(r->achieved, less ? 9 / 101.0 : 11 / 101.0, 1e-12, 0);
        assert_int_equal(r->outcome, less ? RULE_NOT_MET : RULE_MET);
        assert_near(r->shortfall, less ? 0.1 - 9 / 101.0 : 0, 1e-9, 1e-15);
        assert_int_equal(r->n_places, less);
        assert_int_equal(r->worst_district, 1);
        if (!less) { /* 2030: 3 of 39 bays in North are 0.9 short, which is rounding */
            const struct rule_result *last = &run->rules->result[4];

            assert_int_equal(last->ready_bays, 14);
            assert_int_equal(last->n_places, 0);
            assert_int_equal(last->worst_district, 0);
            assert_near(last->worst_value, 3 / 39.0, 1e-12, 0);
        }
        r = &run->rules->result[3];
        assert_near(r->achieved, 1, 0, 0);
        assert_int_equal(r->outcome, RULE_MET);
        run_free(run);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rule_then_serve_starts_from_them),
        cmocka_unit_test(offered_bays_are_bounded),
        cmocka_unit_test(bands_keep_to_the_bays),
        cmocka_unit_test(lscp_needs_fewer),
        cmocka_unit_test(mclp_goes_elsewhere),
        cmocka_unit_test(they_come_without_a_plan),
        cmocka_unit_test(every_model),
        cmocka_unit_test(rules_are_measured),
    };

    return cmocka_run_group_tests_name("run_parking", tests, read_plans, free_plans);
}
