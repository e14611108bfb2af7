/* scenario_base.h - the files of a scenario, read once, of which many scenarios are made that
 * differ in options alone. */
#ifndef CHARGEPLAN_SCENARIOS_SCENARIO_BASE_H
#define CHARGEPLAN_SCENARIOS_SCENARIO_BASE_H

#include "scenarios/scenario.h"

struct scenario_base; /* opaque: trees of the files, hashes of the inputs */

/* Reads a scenario file and those it extends. Problems and errors as of scenario_read(): where
 * a file cannot be read, its one sentence is a problem. Own it: scenario_base_close(*out). */
enum err scenario_base_open(struct scenario_base **out, const char *path,
                            struct problems *problems, struct error *err);
void scenario_base_close(struct scenario_base *base); /* NULL is fine */

/* As scenario_try() of the base's file. Its section `sweep` is read where `design` is true. */
enum err scenario_base_try(struct scenario **out, struct scenario_base *base, int n_sets,
                           const char *const sets[], bool design, struct problems *problems,
                           struct error *err);

#endif
