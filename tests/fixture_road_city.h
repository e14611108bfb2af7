/* fixture_road_city.h - the made-up city along its streets, read and run: one phase, and a plan
 * near enough, since the ways are what is looked at. */
#ifndef CHARGEPLAN_TESTS_FIXTURE_ROAD_CITY_H
#define CHARGEPLAN_TESTS_FIXTURE_ROAD_CITY_H

#include "sim/load.h"
#include "sim/run.h"

#define ROAD_CITY SOURCE_DIR "/scenarios/road-city/scenario.yaml"
/* What is set, as options of a command. */
#define ROAD_CITY_SETS                                                                         \
    "--set 'study.years=[2020,2030]' --set 'placement.phases=[2030]' "                         \
    "--set placement.budget=6e7 --set placement.gap=0.05"

struct road_city {
    struct loaded loaded;
    struct run *run;
};

/* Fails the test where it cannot be done. */
void fixture_road_city_make(struct road_city *c, int n_threads);
void fixture_road_city_drop(struct road_city *c);

#endif
