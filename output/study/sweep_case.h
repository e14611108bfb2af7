/* sweep_case.h - a worker's part of a sweep: case by case, with what the cases share. */
#ifndef CHARGEPLAN_OUTPUT_SWEEP_CASE_H
#define CHARGEPLAN_OUTPUT_SWEEP_CASE_H

#include <stdint.h>

#include "output/study/study.h"
#include "output/study/sweep_run.h"
#include "scenarios/scenario_base.h"
#include "sim/load.h"

/* What a case needs beside its own settings. Cases that differ only in placement settings use
 * it one after the other; never a neighbour's plan. Starts as {0}. */
struct sweep_base {
    struct scenario_base *files; /* owned: the scenario's files, read for the first case */
    struct loaded *loaded;       /* owned: scenario and city of the case that it was made for */
    struct run_base *base;       /* owned */
    struct digest *digest;       /* owned: where things lie */
    struct study_names *names;   /* owned */
    uint64_t mark;               /* of the city that these two are of */
};
void sweep_base_clear(struct sweep_base *base);

/* Computes a case and stores it, or its error. Interrupted: gives it back, ERR_INTERRUPTED.
 * Other errors are of the store. */
enum err sweep_case_work(const struct sweep_options *options, const struct sweep_case *c,
                         const struct study_claim *claim, struct study_file *study,
                         struct sweep_base *base, int n_threads, struct error *err);

/* The run of a case, on the base or on the new base that it makes. *own is its scenario, which
 * outlives the run, NULL where that is the base's. Both may be given on failure too; own them.
 * For sweep_case_work(), tests and benchmarks. */
enum err sweep_case_run(const struct sweep_options *options, const struct sweep_case *c,
                        struct sweep_base *base, struct scenario **own, struct run **run,
                        int n_threads, struct error *err);

/* Exit status that `run` would have for it, without --strict. */
int sweep_case_status(const struct run *run);

#endif
