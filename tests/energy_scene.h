/* energy_scene.h - one class of 1,000 battery cars for tests of energy. */
#ifndef CHARGEPLAN_TESTS_ENERGY_SCENE_H
#define CHARGEPLAN_TESTS_ENERGY_SCENE_H

#include "model/demand/demand.h"
#include "tests/assert.h"
#include "tests/fixture.h"

/* One class, battery cars alone, whose splits are to be set: 1,000 cars x 40 km x 0.15 kWh. */
static inline struct scenario *one_class(void)
{
    struct scenario *s = fixture_scenario();

    s->n_classes = 1;
    s->fleet = &s->fleet[1];
    s->fleet[0].points = fixture_number(1000);
    s->fleet[0].bev_share = fixture_number(1);
    s->fleet[0].km_per_day = fixture_number(40);
    s->fleet[0].kwh_per_km = fixture_number(0.15);
    s->fleet[0].on_road_factor = 1;
    s->demand.efficiency_slow = 0.95;
    s->demand.efficiency_fast = 0.9;
    return s;
}

/* The only class in the first year. */
static inline struct class_energy energy_of(const struct scenario *s)
{
    struct demand *d = fixture_demand(s, fixture_city(), 1);
    struct class_energy e = d->energy[0];

    demand_free(d);
    return e;
}

static inline double of_public(const struct class_energy *e, enum service v)
{
    return energy_public(e, v, NAN);
}

/* 6,000 kWh a day. A tenth has a depot; of the others 30 % a charger at home, 25 % at work:
 * both 0.0675, home 0.2025, work 0.1575, none 0.4725.
 *   home  0.0675 x 0.61 + 0.2025 x 0.83                          = 0.20925
 *   work  0.0675 x 0.29 + 0.1575 x 0.57                          = 0.10935
 *   depot 0.1 x 0.7                                              = 0.07
 *   slow  0.0675 x 0.07 + 0.2025 x 0.11 + 0.1575 x 0.31 + 0.4725 x 0.44 + 0.1 x 0.1
 *                                                                = 0.293725
 *   fast  0.0675 x 0.03 + 0.2025 x 0.06 + 0.1575 x 0.12 + 0.4725 x 0.56 + 0.1 x 0.2
 *                                                                = 0.317675; in all 1 */
static inline struct scenario *five_groups(void)
{
    struct scenario *s = one_class();
    struct fleet_class *c = &s->fleet[0];

    c->depot_share = 0.1;
    c->home_access = 0.3;
    c->work_access = 0.25;
    c->at_depot_depot = 0.7;
    c->at_depot_slow = 0.1;
    c->at_depot_fast = 0.2;
    c->with_home_work_home = 0.61;
    c->with_home_work_work = 0.29;
    c->with_home_work_slow = 0.07;
    c->with_home_work_fast = 0.03;
    c->with_home_home = 0.83;
    c->with_home_work = 0;
    c->with_home_slow = 0.11;
    c->with_home_fast = 0.06;
    c->with_work_work = 0.57;
    c->with_work_slow = 0.31;
    c->with_work_fast = 0.12;
    c->without_home_work = 0;
    c->without_home_slow = 0.44;
    c->without_home_fast = 0.56;
    return s;
}

#endif
