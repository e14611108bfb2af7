/* sweep_run.h - `sweep FILE -o DIR`: the cases are run by worker processes into a store. */
#ifndef CHARGEPLAN_OUTPUT_SWEEP_RUN_H
#define CHARGEPLAN_OUTPUT_SWEEP_RUN_H

#include "sim/cases.h"

struct sweep_options {
    const char *file, *folder;
    const char *store;        /* path of the store in the folder */
    struct sweep_shard shard; /* {0, 0}: the whole design */
    int n_sets;
    const char *const *sets; /* borrowed [n_sets] of all cases */
    int n_jobs;
    double case_seconds; /* 0: no limit */
    bool retry;
};

/* Goes on with what the folder holds, and tells of it on stderr and stdout. Returns the exit
 * status: 0 when every case is done (infeasible ones too), 1 when some failed, 130 when it was
 * interrupted. */
int sweep_run(const struct sweep_options *options, const struct sweep_cases *cases);

#endif
