/* simulate.h - the use of a network alone: that of today, or of a plan read back. */
#ifndef CHARGEPLAN_SIM_SIMULATE_H
#define CHARGEPLAN_SIM_SIMULATE_H

#include "sim/run.h"

/* What stands, where it is not worked out by placement. */
struct simulate_stand {
    int year_index;
    const int *n_chargers; /* [n_sites x n_kinds], site by site; NULL: what stands today */
};

/* A run with one network, nothing built in it, that is simulated: run->operation[0]. Demand is
 * assigned as the model of the scenario does it: nearest first as sizing, or, of a plan by
 * rule_then_serve, the most energy; a plan's own assignment is not in its file. Own it:
 * run_free(*out). Errors: ERR_SCENARIO, ERR_SOLVER (no assignment within the limits), ERR_DATA
 * (the file of observations), ERR_NOMEM, ERR_INTERRUPTED. */
enum err simulate_stand_create(struct run **out, const struct scenario *scenario,
                               const struct city *city, const struct plans *plans,
                               const struct simulate_stand *stand, bool keep_partial,
                               int n_threads, struct error *err);

/* Simulates every network of a finished run and sets run->operation; beside what was observed
 * where the scenario names a file. Warns where nobody appears, nothing stands, queues grow or
 * the half-widths asked for are not reached. keep_partial: an interrupt keeps what is finished,
 * at least one replication of the first network (operation->partial; networks after it NULL).
 * Errors: ERR_DATA (the file), ERR_NOMEM, ERR_INTERRUPTED ("interrupted; nothing was written").
 */
enum err simulate_run(struct run *run, bool keep_partial, struct error *err);

/* Was the simulation of a run interrupted, so that replications or networks are missing? */
bool simulate_is_partial(const struct run *run);

#endif
