/* phase.h - one phase of building within a run; private to sim/. */
#ifndef CHARGEPLAN_SIM_PHASE_H
#define CHARGEPLAN_SIM_PHASE_H

#include "sim/run.h"

/* Solves phase k on the network before it and fills run->phase[k], run->network[k + 1] and, in
 * the first phase, run->screened. An infeasible phase leaves the network as it was and clears
 * run->feasible. */
enum err phase_build(struct run *run, int k, struct error *err);

/* Adds a warning: a message and its values (said.h). */
#define run_warn(run, err, ...)                                                                \
    said_add(&(run)->warning, &(run)->n_warnings, (err), __VA_ARGS__)

#endif
