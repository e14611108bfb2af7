/* replications.h - as many replications as the answer needs, and what they say together.
 *
 * Replications are independent of each other; their results are put together in their order,
 * so that figures are the same to the byte on any number of threads. They go on until the
 * 95 % half-widths of what is looked at are as small as was asked for, or the limit is
 * reached; both are told.
 *
 * Source: A. M. Law, Simulation Modeling and Analysis, 5th ed. (2015), section 9.4.1
 *   (replications and the sequential rule), W. S. Gosset (Student), The probable error of a
 *   mean, Biometrika 6 (1908) 1-25, doi:10.1093/biomet/6.1.1. */
#ifndef CHARGEPLAN_SIM_OPERATION_REPLICATIONS_H
#define CHARGEPLAN_SIM_OPERATION_REPLICATIONS_H

#include "sim/operation/operation.h"

/* Mean over the replications and half the width of its 95 % interval by Student's t; NAN with
 * one replication. A replication in which the figure does not exist is left out. */
struct operation_figure {
    double mean, half_width;
};

/* X(id, name, unit): figures of one service in the whole area, each worked out for a
 * replication by itself. Shares are of the drivers that appear in the window, but for MISSED
 * and those of outlets; served, full, out of reach and under way are all of them. MISSED is of
 * the arrivals at pools (tally_hour.missed): FAST do not start within sizing.wait_min, since
 * they wait longer (be it at the end) or leave; SLOW find none free. It is 1 at most: who came
 * before the window may miss in it. Waits are of the sessions that start in the window, in the
 * queue of the pool where they do; percentiles from the pools' fine histograms. A share of
 * nothing does not exist (NAN). */
#define OPERATION_FIGURES(X)                                                                   \
    X(DRIVERS, "drivers_per_day", "1/day") /* that appear */                                   \
    X(SERVED, "served_share", "share")     /* their session has begun */                       \
    X(FULL, "full_share", "share")         /* in reach, but no place or gave up */             \
    X(NO_PLACE, "no_place_share", "share") /* part of FULL */                                  \
    X(GAVE_UP, "gave_up_share", "share")   /* part of FULL */                                  \
    X(OUT, "out_of_reach_share", "share")                                                      \
    X(UNDER_WAY, "under_way_share", "share") /* drive or wait at the end */                    \
    X(WAIT, "wait_mean", "min") /* as the percentiles FAST alone: SLOW do not wait, NAN */     \
    X(WAIT_P50, "wait_p50", "min")                                                             \
    X(WAIT_P90, "wait_p90", "min")                                                             \
    X(WAIT_P95, "wait_p95", "min")                                                             \
    X(MISSED, "missed_share", "share")     /* of arrivals at pools; see above */               \
    X(MOVED_ON, "moved_on_share", "share") /* moves; a driver may move more than once */       \
    X(WAY, "way_mean", "km")               /* of the served: all that was driven */            \
    X(DETOUR, "detour_mean", "km")         /* of it, beyond the way to the nearest pool */     \
    X(UTILISATION, "utilisation", "share") /* outlet-hours taken, of all outlets' */           \
    X(DOWN, "out_of_order_share", "share") /* outlet-hours out of order, of all outlets' */    \
    X(ENERGY, "energy_per_day", "kWh/day") /* given */                                         \
    X(PEAK, "peak_load", "kW")             /* mean kWh in the largest hour of the week */

enum operation_what {
#define OPERATION_ID(id, name, unit) OPERATION_##id,
    OPERATION_FIGURES(OPERATION_ID)
#undef OPERATION_ID
        N_OPERATION_FIGURES
};
const char *operation_figure_name(int what);
const char *operation_figure_unit(int what);

/* One pool over all replications. */
struct operation_pool_result {
    struct operation_figure wait_min, missed_share, utilisation; /* as WAIT, MISSED ... */
    double offered;   /* erlangs: load that all who come bring, by session_h; who left another
                         pool and tries here counts too */
    double working;   /* outlets that work on average: by availability */
    bool grows;       /* FAST, offered >= working: who comes cannot be served, however long they
                         wait; the queue grows as long as nobody leaves */
    double queue_end; /* waiting at the end of the window, mean over the replications */
};

struct operation {
    int year_index;                /* into study.years */
    struct operation_input *input; /* owned: pools, groups, places and their sites */
    struct tally *sum;             /* owned: all replications together */
    int n_replications, n_limit;
    bool met;                /* half-widths are within half_width_asked; true where nobody came
                                to any pool, false with one replication */
    bool partial;            /* interrupted; the replications that were finished are kept */
    double half_width_asked; /* of MISSED, as a share */
    double half_width[N_SERVICES]; /* reached; NAN where nobody came, or with one */
    struct operation_figure figure[N_SERVICES][N_OPERATION_FIGURES]; /* NAN: does not exist */
    struct operation_pool_result *pool;                              /* owned [n_pools] */
};

struct replications_params {
    int at_least, at_most; /* 1 <= at_least <= at_most */
    double half_width;     /* of the shares MISSED of both services, of which one that nobody
                              came to does not count; 0: at_most in any case */
    bool keep_partial;     /* interrupted: keep what is finished, at least one replication */
};

/* Own it: operation_free(*out). Takes the input, which is freed with the result and on failure.
 * Each thread holds one tally (tally.h) beside that of the sum. What replications beyond the
 * end came to is thrown away. Errors: ERR_NOMEM, ERR_INTERRUPTED (nothing finished, or
 * keep_partial is not set). */
enum err operation_create(struct operation **out, struct operation_input *in,
                          const struct replications_params *params, int n_threads,
                          struct error *err);
void operation_free(struct operation *operation); /* NULL is fine */

/* operation_create() with another way to run a replication, for tests. It is called on several
 * threads at once; its errors count in the order of the replications. */
typedef enum err replications_function(const struct operation_input *in, int replication,
                                       struct tally *tally, struct error *err);
enum err replications_run(struct operation **out, struct operation_input *in,
                          const struct replications_params *params, int n_threads,
                          replications_function *function, struct error *err);

#endif
