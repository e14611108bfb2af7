/* rules_scene.h - the tiny city today and in 2030, judged by rules that a test adds. */
#ifndef CHARGEPLAN_TESTS_RULES_SCENE_H
#define CHARGEPLAN_TESTS_RULES_SCENE_H

#include "model/rules.h"
#include "tests/assert.h"
#include "tests/fixture.h"

/* Today and 2030 with the existing network; 905.18 EVs in 2030 (test_fleet.c), 68.8 in 2020. */
struct scene {
    struct scenario *s;
    struct city *city;
    struct fleet *fleet;
    struct plans *plans;
    struct network *n[2];
    struct rule_request rule[4];
    double spent[2], budget[2];
    struct rules *rules;
};

/* Distances are taken straight from the places. */
static inline void measure(struct scene *t)
{
    for (int k = 0; k < 2; k++) {
        for (int z = 0; z < 6; z++) {
            t->n[k]->rule_distance_m[z] = INFINITY;
            for (int i = 0; i < 6; i++) {
                if (!t->n[k]->open[i] || !network_serves_public(t->city, i)) continue;
                t->n[k]->rule_distance_m[z] =
                    fmin(t->n[k]->rule_distance_m[z],
                         hypot(t->city->zone_x[z] - t->city->site_x[i],
                               t->city->zone_y[z] - t->city->site_y[i]));
            }
        }
    }
}

static inline void start(struct scene *t)
{
    struct error err;

    *t = (struct scene){
        .s = fixture_scenario(), .city = fixture_city(), .spent = {0, 0}, .budget = {NAN, NAN}};
    assert_int_equal(plans_read(&t->plans, &err), ERR_OK);
    assert_int_equal(fleet_create(&t->fleet, t->s, &err), ERR_OK);
    assert_int_equal(network_create(&t->n[0], t->s, t->city, 0, NULL, &err), ERR_OK);
    assert_int_equal(network_create(&t->n[1], t->s, t->city, 2, NULL, &err), ERR_OK);
    measure(t);
    t->s->rule = t->rule;
}

static inline void end(struct scene *t)
{
    rules_free(t->rules);
    network_free(t->n[0]);
    network_free(t->n[1]);
    fleet_free(t->fleet);
    plans_free(t->plans);
}

static inline struct rule_request *own(struct scene *t, int kind, double target)
{
    struct rule_request *r = &t->rule[t->s->n_rules++];

    *r = (struct rule_request){
        .rule = kind, .target = target, .over_min = 10, .strength = STRENGTH_BINDING};
    return r;
}

static inline void fact(struct scene *t, char *id)
{
    t->rule[t->s->n_rules++] = (struct rule_request){.fact = id, .target = NAN, .over_min = 10};
}

static inline const struct rule_result *judge(struct scene *t, int network, int rule)
{
    struct error err;

    rules_free(t->rules);
    t->rules = NULL;
    if (rules_judge(&t->rules, t->s, t->city, t->fleet, t->plans, NULL, NULL, 2, t->n, t->spent,
                    t->budget, &err) != ERR_OK)
        fail_msg("%s", err.text);
    assert_int_equal(t->rules->n, 2 * t->s->n_rules);
    return &t->rules->result[network * t->s->n_rules + rule];
}

#endif
