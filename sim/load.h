/* load.h - reads everything a scenario names and checks it all; for the commands and sweeps. */
#ifndef CHARGEPLAN_SIM_LOAD_H
#define CHARGEPLAN_SIM_LOAD_H

#include "scenarios/city.h"
#include "scenarios/plans.h"

struct scenario_base;

struct loaded {
    struct scenario *scenario; /* with its plan catalogues */
    struct city *city;
};

/* Reads scenario, plan catalogue and city, and checks rules, model, fleet and number of sites.
 * Every mistake goes to problems, those of the data files too where the sections that name them
 * are sound; the function then returns ERR_SCENARIO, or ERR_USAGE where all stand in options.
 * Own it: load_clear(out). */
enum err load_scenario(struct loaded *out, const char *path, int n_sets,
                       const char *const sets[], struct problems *problems, struct error *err);
void load_clear(struct loaded *loaded);

/* The same of files that were read before, the design of a sweep apart, and with the city of
 * an earlier scenario, where the two differ in the section `placement` at most: *shared says
 * so, and out->city is then before->city, which stays the earlier one's. `before` may be NULL,
 * or empty. */
enum err load_scenario_after(struct loaded *out, bool *shared, const struct loaded *before,
                             struct scenario_base *files, int n_sets, const char *const sets[],
                             struct problems *problems, struct error *err);

/* The part that needs no data file: model, rules, fleet. */
void load_check(const struct scenario *s, struct problems *problems);

#endif
