/* load.h - reads everything a scenario names and checks it all; for the commands. */
#ifndef CHARGEPLAN_OUTPUT_LOAD_H
#define CHARGEPLAN_OUTPUT_LOAD_H

#include "scenarios/city.h"
#include "scenarios/plans.h"

struct loaded {
    struct scenario *scenario;
    struct plans *plans;
    struct city *city;
};

/* Reads scenario, plan catalogue and city, and checks rules, model and number of sites; every
 * mistake found goes to problems, and the function then returns ERR_SCENARIO or ERR_DATA.
 * Own it: load_clear(out). */
enum err load_scenario(struct loaded *out, const char *path, int n_sets,
                       const char *const sets[], struct problems *problems, struct error *err);
void load_clear(struct loaded *loaded);

#endif
