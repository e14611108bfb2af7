/* batch.h - many cases by worker processes: one that crashes or hangs loses its case only.
 *
 * Where the cases stand is kept by the caller, through the functions he gives: the batch knows
 * processes, signals and time, no files. Workers are forked, so nothing that a fork breaks (an
 * open database) may be held by the parent between the calls of its functions. */
#ifndef CHARGEPLAN_SIM_BATCH_H
#define CHARGEPLAN_SIM_BATCH_H

#include "scenarios/error.h"

enum { BATCH_JOBS_MAX = 1024, BATCH_WORKER_ROOM = 160 };

/* What a worker's claim came to. */
enum batch_claim {
    BATCH_TAKEN,
    BATCH_WAIT, /* all that is left is held by others; ask again soon */
    BATCH_NONE  /* nothing is left */
};

/* How a worker ended that did not end by itself. */
enum batch_loss {
    BATCH_CRASHED, /* by a signal that its own doing raises: SEGV, ABRT, BUS, FPE ... */
    BATCH_KILLED,  /* by a signal from outside (KILL, TERM ...), or by an exit of its own */
    BATCH_TOO_LONG /* stopped by the batch after case_seconds */
};

/* Figures for the line of progress. */
struct batch_progress {
    int n_done;       /* cases that workers of this batch ended, whatever the outcome */
    int n_lost;       /* of workers that crashed, hung or were killed */
    int n_running;    /* cases in work now */
    double elapsed_s; /* since the batch began */
};

struct batch_duties {
    void *with; /* handed to every function; each worker has its own copy (fork) */

    /* In a worker. `worker` names it, anywhere and for good. */
    enum err (*begin)(void *with, const char *worker, struct error *err); /* may be NULL */
    /* Takes a case: *k is the caller's number of it. */
    enum err (*claim)(void *with, enum batch_claim *what, int *k, struct error *err);
    /* Computes the case and keeps its results or its error. An error that comes back ends the
     * whole batch: the store cannot be written, say. ERR_INTERRUPTED: the case was given back.
     */
    enum err (*work)(void *with, int k, struct error *err);
    void (*end)(void *with); /* may be NULL */

    /* In the parent. */
    enum err (*renew)(void *with, struct error *err); /* of the leases of all its workers */
    enum err (*lost)(void *with, const char *worker, enum batch_loss how, int signal,
                     struct error *err);
    void (*progress)(void *with, const struct batch_progress *p); /* may be NULL */
};

struct batch_limits {
    int n_jobs;          /* 1 .. BATCH_JOBS_MAX */
    double case_seconds; /* of the wall clock; 0: no limit */
    double renew_s;      /* time between two renewals */
};

/* Works until no case is left. On Ctrl-C (run_interrupt()) no case is taken any more, the
 * workers give theirs back and end: ERR_INTERRUPTED. Workers end with the parent, however it
 * ends. Errors: what the caller's functions say (the first one), ERR_IO (no process can be
 * made), ERR_INTERRUPTED. */
enum err batch_run(const struct batch_duties *duties, const struct batch_limits *limits,
                   struct error *err);

/* Name of this process for all times: machine, its start, number and start of the process. It
 * begins every name that begin() gets. */
void batch_own_name(char out[BATCH_WORKER_ROOM]);
/* True only where the process that has the name is known to have ended: it ran on this machine
 * and there is no such process any more. */
bool batch_is_gone(const char *worker);

#endif
