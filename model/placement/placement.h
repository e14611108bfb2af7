/* placement.h - where stations go: the models, what they are given and what they answer.
 *
 * A model is one file placement_<name>.c and one line in placement_list.h. The simple models
 * (lscp, mclp, pmedian) share struct placement_input; rule_then_serve decides chargers too and
 * has its own (serve.h). */
#ifndef CHARGEPLAN_MODEL_PLACEMENT_H
#define CHARGEPLAN_MODEL_PLACEMENT_H

#include <signal.h>

#include <signal.h>

#include "model/coverage.h"
#include "scenarios/error.h"
#include "scenarios/said.h"
#include "scenarios/scenario.h"

struct milp;

/* Ctrl-C sets it; every search looks at it now and then. */
extern volatile sig_atomic_t placement_interrupted;

enum plan_status { PLAN_OPTIMAL, PLAN_FEASIBLE, PLAN_INFEASIBLE, PLAN_UNKNOWN };
enum plan_stop { STOP_PROVED, STOP_GAP, STOP_WORK, STOP_TIME, STOP_INTERRUPTED };

struct placement_limits {
    double gap;          /* stop when |bound - objective| <= gap x |objective| */
    double time_limit_s; /* 0: none */
    long work_limit;     /* steps (nodes, cuts, iterations); 0: the model's own */
    int n_threads;       /* >= 1; results do not depend on it */
};

struct placement_input {
    const struct reach *reach;      /* pairs in reach; with distances for pmedian */
    const double *weight;           /* [n_zones] >= 0 */
    const double *cost;             /* [n_sites] >= 0; of existing sites not read */
    const enum site_status *status; /* [n_sites] */
    int p;                          /* new sites at most; -1: no limit */
    double budget;                  /* cost of new sites at most; INFINITY: no limit */
    const char *currency;           /* of costs, for reasons; NULL: costs have no name */
    enum lscp_objective objective;  /* lscp */
    struct placement_limits limits;
    bool keep_equal; /* for tests: leave zones with equal sites apart */
};

struct placement_plan {
    enum plan_status status;
    enum plan_stop stop;
    double objective, bound, gap; /* NAN where they do not exist (solve contract) */
    bool *open;                   /* owned [n_sites]; NULL without a plan */
    int n_new;                    /* open sites that are required or candidates */
    double new_cost;
    double claim;        /* the solver's own figure, for the check of the plan */
    int n_merged;        /* rows the solver saw after merging */
    int n_required_over; /* > 0: infeasible because required sites alone break P or B */
    struct said reason;  /* a sentence for infeasible and unknown; else nothing */
};
void placement_plan_clear(struct placement_plan *plan);

struct placement_model {
    const char *name;
    enum message summary; /* what it aims at */
    const char *needs, *source;
    bool maximise;
    bool needs_distance; /* reach has to hold distances */
    bool needs_radius;
    bool sizes_stations; /* decides chargers as well: rule_then_serve */
    /* The formulation for GLPK; columns 0..n_sites-1 are x_s. NULL where sizes_stations. */
    void (*build)(const struct placement_input *in, struct milp *m);
    /* The objective said a second time, straight from the plan, in plain loops.
     * NAN where the plan is not feasible for the model. */
    double (*worth)(const struct placement_input *in, const bool open[]);
    /* Solves with every reduction and search of the engine. */
    enum err (*solve)(const struct placement_input *in, struct placement_plan *plan,
                      struct error *err);
};

#define PLACEMENT_MODEL(name) extern const struct placement_model placement_##name;
#include "model/placement/placement_list.h"
#undef PLACEMENT_MODEL

int placement_n_models(void);
const struct placement_model *placement_model_at(int k);
const struct placement_model *placement_find(const char *name); /* NULL: none */

/* Solves in->... with a model of struct placement_input and checks the plan again: worth() has
 * to give the claimed objective and no plan may beat its bound, else ERR_SOLVER. */
enum err placement_solve(const struct placement_model *model, const struct placement_input *in,
                         struct placement_plan *plan, struct error *err);

/* Writes model->build() as CPLEX LP; where distances do not matter, zones with equal sites are
 * merged first. Errors: ERR_IO, ERR_NOMEM. */
enum err placement_write_lp(const struct placement_model *model,
                            const struct placement_input *in, const char *path,
                            struct error *err);

#endif
