/* solve_request.h - what `chargeplan solve` is asked on its command line, read and checked
 * against what the model says it takes. */
#ifndef CHARGEPLAN_OUTPUT_SOLVE_REQUEST_H
#define CHARGEPLAN_OUTPUT_SOLVE_REQUEST_H

#include "model/placement/placement.h"
#include "output/commands/command.h"

enum { SOLVE_PHASES_MAX = 100 };

struct solve_request {
    const struct placement_model *model;
    const char *demand, *sites, *distances; /* paths; distances NULL: not given */
    const char *lp, *flows;                 /* new files; NULL: not asked for */
    double radius_m, radius2_m, spacing_m;  /* NAN: not given */
    double cover_share, twice_share;
    double budget; /* INFINITY: not given */
    int p;         /* -1: not given */
    int min_per_district;
    bool strict, single_source, log;
    enum lscp_objective objective;
    int n_phases; /* 0: none */
    int phase_p[SOLVE_PHASES_MAX];
    double phase_budget[SOLVE_PHASES_MAX];
    unsigned skip;
    struct placement_limits limits;
};

/* All options of the command. */
extern const struct option_spec solve_request_spec[];

/* The paths point into `o`. Errors: ERR_USAGE. */
enum err solve_request_read(struct solve_request *r, const struct options *o,
                            struct error *err);

#endif
