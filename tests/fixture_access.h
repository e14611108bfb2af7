/* fixture_access.h - scenarios of ways on disk, read and run: a folder of files, and what
 * chargeplan makes of it. */
#ifndef CHARGEPLAN_TESTS_FIXTURE_ACCESS_H
#define CHARGEPLAN_TESTS_FIXTURE_ACCESS_H

#include "sim/load.h"
#include "sim/run.h"

struct fixture_access {
    char folder[64]; /* "/tmp/test_ways_XXXXXX" */
    struct loaded loaded;
    struct run *run;
};

/* A new folder. Everything here fails the test where it cannot be done. */
void fixture_access_make(struct fixture_access *f);
void fixture_access_put(const struct fixture_access *f, const char *name, const char *text);

/* scenario.yaml: one class of which every kWh is public and fast, half of it near home, years
 * 2024 and 2030, fast chargers of 120 kW; then `more`, lines of YAML. zones.csv has id, x, y,
 * people; sites.csv id, x, y; today.csv beside n, the chargers that stand. */
void fixture_access_scenario(const struct fixture_access *f, const char *more);

/* Reads and runs it; clears what was run before. */
void fixture_access_run(struct fixture_access *f, int n_sets, const char *const sets[],
                        int n_threads);
/* The first sentence of what is wrong; "" where all is fine. Static room. */
const char *fixture_access_problem(const struct fixture_access *f, int n_sets,
                                   const char *const sets[]);
void fixture_access_remove(struct fixture_access *f);

#endif
