/* phase.h - one phase of building within a run; private to sim/. */
#ifndef CHARGEPLAN_SIM_PHASE_H
#define CHARGEPLAN_SIM_PHASE_H

#include "sim/run.h"

/* Solves phase k on the network before it and fills run->phase[k], run->network[k + 1] and, in
 * the first phase, run->screened. An infeasible phase leaves the network as it was and clears
 * run->feasible. */
enum err phase_build(struct run *run, int k, struct error *err);

/* Adds a whole sentence to run->warning. */
enum err run_warn(struct run *run, struct error *err, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));

#endif
