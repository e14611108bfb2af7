/* parking_scene.h - the tiny city (fixture.h) with car parks, for tests of building rules.
 *
 *   type      built, ready of new / of existing  build-out  kind   access     offered
 *   housing   0.1, 1    / 0                      0.25       ac7    private    none
 *   mall      0.05, 0.1 / 0.02                   0.5        ac7    public     0.1
 *   office    0.2, 0.3  / 0                      0          dc120  dedicated  none
 *
 * dc120 takes two bays. */
#ifndef CHARGEPLAN_TESTS_PARKING_SCENE_H
#define CHARGEPLAN_TESTS_PARKING_SCENE_H

#include <math.h>
#include <string.h>

#include "model/parking/homes.h"
#include "tests/fixture.h"

enum { HOUSING, MALL, OFFICE, PARKS = 8, SCENE_SITES = 6 };
enum { M1, M2, M3, M4, M5, H1, H2, O1 };

struct scene {
    struct scenario *s;
    struct city *city;
    struct building_type type[3];
    struct car_park park[PARKS];
    double x[PARKS], y[PARKS];
    struct site site[SCENE_SITES + PARKS];
    double site_x[SCENE_SITES + PARKS], site_y[SCENE_SITES + PARKS];
    int chargers[PARKS][2];
};

static void scene_park(struct scene *t, int k, int type, int bays, int year, double x, double y)
{
    static char id[PARKS][4] = {"M1", "M2", "M3", "M4", "M5", "H1", "H2", "O1"};

    t->park[k] = (struct car_park){id[k], id[k], type, bays, year, -1};
    t->x[k] = x;
    t->y[k] = y;
    if (type != MALL) return;
    t->park[k].site = t->city->n_sites;
    t->site[t->city->n_sites] = (struct site){.id = id[k],
                                              .name = id[k],
                                              .type = id[k],
                                              .layer = t->s->n_layers,
                                              .status = SITE_CANDIDATE,
                                              .access = ACCESS_PUBLIC,
                                              .bays = bays,
                                              .power_kw = 500,
                                              .fixed_cost = 70000,
                                              .n_chargers = t->chargers[k],
                                              .car_park = 1 + k,
                                              .opens_year = year};
    t->site_x[t->city->n_sites] = x;
    t->site_y[t->city->n_sites++] = y;
}

static void scene_make(struct scene *t)
{
    static char file[] = "bays.csv";
    static char name[3][8] = {"housing", "mall", "office"}, ac7[] = "ac7", dc120[] = "dc120";

    memset(t, 0, sizeof *t);
    t->s = fixture_scenario();
    t->city = fixture_city();
    t->s->parking.file = file;
    t->s->kind[1].bays = 2;
    t->type[HOUSING] = (struct building_type){.new_built = 0.1,
                                              .new_ready = 1,
                                              .existing_ready = NAN,
                                              .build_out_per_year = 0.25,
                                              .access = ACCESS_PRIVATE};
    t->type[MALL] = (struct building_type){.new_built = 0.05,
                                           .new_ready = 0.1,
                                           .existing_built = 0.02,
                                           .existing_ready = NAN,
                                           .build_out_per_year = 0.5,
                                           .kind = ac7,
                                           .access = ACCESS_PUBLIC,
                                           .candidate_share = 0.1,
                                           .power_kw = 500,
                                           .fixed_cost = 70000};
    t->type[OFFICE] = (struct building_type){.new_built = 0.2,
                                             .new_ready = 0.3,
                                             .existing_ready = NAN,
                                             .kind = dc120,
                                             .access = ACCESS_DEDICATED};
    for (int b = 0; b < 3; b++)
        t->type[b].id = name[b];
    t->s->building = t->type;
    t->s->n_buildings = 3;
    memcpy(t->site, t->city->site, SCENE_SITES * sizeof t->site[0]);
    memcpy(t->site_x, t->city->site_x, SCENE_SITES * sizeof t->site_x[0]);
    memcpy(t->site_y, t->city->site_y, SCENE_SITES * sizeof t->site_y[0]);
    t->city->site = t->site;
    t->city->site_x = t->site_x;
    t->city->site_y = t->site_y;
    scene_park(t, M1, MALL, 60, 0, 880, 280); /* 28 m from zone 2 */
    scene_park(t, M2, MALL, 45, 0, 2590, 300);
    scene_park(t, M3, MALL, 30, 0, 8800, 0);
    scene_park(t, M4, MALL, 101, 2024, 2200, 0);
    scene_park(t, M5, MALL, 39, 2027, 390, 10);
    scene_park(t, H1, HOUSING, 200, 2022, 10, 10);
    scene_park(t, H2, HOUSING, 80, 0, 2100, 20);
    scene_park(t, O1, OFFICE, 33, 2020, 410, 0);
    t->city->n_car_parks = PARKS;
    t->city->car_park = t->park;
    t->city->car_park_x = t->x;
    t->city->car_park_y = t->y;
}

#endif
