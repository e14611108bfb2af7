/* placement.h - where stations go: the models, what they are given and what they answer.
 *
 * A model is one file placement_<name>.c and one line in placement_list.h. All share struct
 * placement_input but rule_then_serve, which decides chargers too and has its own (serve.h). */
#ifndef CHARGEPLAN_MODEL_PLACEMENT_H
#define CHARGEPLAN_MODEL_PLACEMENT_H

#include <math.h>
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

/* What a search tells about itself on its way; no time in it, so that it repeats. */
struct placement_event {
    long work;               /* steps so far, as work_limit counts them */
    double incumbent, bound; /* of the model's own objective; NAN: none yet */
    const char *what;        /* "search", "bound", "node" ... */
};

struct placement_limits {
    double gap;          /* stop when |bound - objective| <= gap x |objective| */
    double time_limit_s; /* 0: none */
    long work_limit;     /* steps (nodes, cuts, iterations); 0: the model's own */
    int n_threads;       /* >= 1; results do not depend on it */
    /* Called from the thread that solves, for each event; NULL: nobody listens. */
    void (*log)(void *log_context, const struct placement_event *event);
    void *log_context;
};

/* Reductions that tests switch off one by one: the optimum must not move. */
enum placement_skip {
    SKIP_MERGE = 1,     /* zones of equal sites become one */
    SKIP_DOMINATED = 2, /* zones and sites that others imply are left out */
    SKIP_FIX = 4,       /* sites that every better plan agrees on are decided */
    SKIP_PARTS = 8,     /* parts that share no zone are solved apart */
    SKIP_HOLD = 16,     /* files that are small enough are held by `solve` */
    SKIP_ENGINE = 32,   /* the newest engine of the model: the way before it solves */
    SKIP_SEARCH = 64    /* pmedian: swaps; the tree has to find the plans */
};

/* What only some models read, with the word for people; a model names in `takes` what it reads.
 * All models read the radius, districts and spacing. */
#define PLACEMENT_TAKES(X)                                                                     \
    X(P, "p")                         /* p */                                                  \
    X(BUDGET, "budget")               /* budget */                                             \
    X(OBJECTIVE, "objective")         /* objective: count or cost */                           \
    X(STRICT, "strict")               /* zones out of reach may make it infeasible */          \
    X(COVER_SHARE, "cover-share")     /* cover_share */                                        \
    X(RADIUS2, "radius2-m")           /* pair_share */                                         \
    X(TWICE_SHARE, "twice-share")     /* twice_share */                                        \
    X(CAPACITY, "capacity")           /* capacity; the plan says what is served where */       \
    X(SERVE_COST, "serve-cost")       /* serve_cost */                                         \
    X(SINGLE_SOURCE, "single-source") /* single_source */                                      \
    X(PHASES, "phases")               /* n_phases, phase_*; budgets are by phase */

enum placement_take_bit {
#define PLACEMENT_TAKE_BIT(name, word) TAKE_BIT_##name,
    PLACEMENT_TAKES(PLACEMENT_TAKE_BIT)
#undef PLACEMENT_TAKE_BIT
        PLACEMENT_N_TAKES
};
enum placement_take {
#define PLACEMENT_TAKE(name, word) TAKE_##name = 1 << TAKE_BIT_##name,
    PLACEMENT_TAKES(PLACEMENT_TAKE)
#undef PLACEMENT_TAKE
};
const char *placement_take_word(int bit); /* "p", "cover-share" ... */

/* A problem. All arrays are borrowed. */
struct placement_input {
    const struct reach *reach;      /* pairs in reach; with distances where needs_distance */
    const double *weight;           /* [n_zones] >= 0 */
    const double *cost;             /* [n_sites] >= 0; of existing sites not read */
    const enum site_status *status; /* [n_sites] */
    int p;                          /* new sites at most; -1: no limit */
    double budget;                  /* cost of new sites at most; INFINITY: no limit */
    const char *currency;           /* of costs, for reasons; NULL: costs have no name */
    const char *const *zone_id;     /* [n_zones] for reasons; NULL: numbers from 1 */
    const char *const *site_id;     /* [n_sites] the same */
    struct placement_limits limits;
    unsigned skip; /* of enum placement_skip, for tests */

    /* what every model keeps */
    const int *site_district; /* [n_sites] 0 .. n_districts - 1, -1: in none; NULL: all */
    int n_districts;
    const char *const *district_id; /* [n_districts] for reasons */
    int min_per_district; /* open sites, existing ones too, in each district; 0: any */
    /* Rows and columns are sites: pairs nearer than the least spacing, both ways, no site with
     * itself. Of each pair that has a new site not both are open; NULL: any spacing. */
    const struct reach *too_near;

    /* lscp, lscp-b */
    enum lscp_objective objective;
    double cover_share; /* lscp: of the total weight; 0 and 1: every zone that can be covered */
    /* lscp-b: count or cost of new sites at most, what a cover needs at least; where it is not
     * known build() solves lscp first and worth() does not ask */
    bool least_known;
    double least_price;
    /* mclp, lscp with a share below 1: part of the zone's weight that a pair covers, beside
     * reach->site, 0 .. 1; the best open site counts. NULL: 1 */
    const double *pair_share;
    double twice_share; /* mclp-2: part of the weight that counts only with a second cover */
    /* cflp, mclp-c */
    const double *capacity; /* [n_sites] weight served at most; INFINITY: any; NULL: any */
    const double
        *serve_cost;    /* beside reach->site: of the whole zone; NULL: weight x distance */
    bool single_source; /* a zone is served by one site; else it may be split */
    /* mclp-t: phase k has its own weights and may open phase_p[k] sites for phase_budget[k];
     * what is not spent is lost; p and budget are not read */
    int n_phases;
    const int *phase_p;                /* [n_phases] -1: no limit */
    const double *phase_budget;        /* [n_phases] INFINITY: no limit */
    const double *const *phase_weight; /* [n_phases][n_zones]; NULL: weight in every phase */
};

/* The budget as sums of costs are compared with it: 0.1 + 0.2 may stand a rounding above 0.3,
 * but 1,000,000,001 is more than 1,000,000,000. */
static inline double placement_money(double budget)
{
    return budget + 1e-12 * fabs(budget);
}

struct placement_plan {
    enum plan_status status;
    enum plan_stop stop;
    double objective, bound, gap; /* NAN where they do not exist (solve contract) */
    bool *open;                   /* owned [n_sites]; NULL without a plan */
    int *phase;     /* owned [n_sites] mclp-t: when a site opens; -1: never, or it exists */
    double *served; /* owned, beside reach->site: part of the zone served there, 0 .. 1, of
                       cflp and mclp-c; NULL */
    int n_new;      /* open sites that are required or candidates */
    double new_cost;
    double claim;        /* the solver's own figure, for the check of the plan */
    long work;           /* steps taken, as work_limit counts them */
    int n_required_over; /* > 0: infeasible because required sites alone break P or B */
    bool vague; /* no plan keeps the limits, and nobody knows yet which one is at fault */
    struct said reason; /* a sentence for infeasible and unknown; else nothing */
};
void placement_plan_clear(struct placement_plan *plan);

struct placement_model {
    const char *name;
    enum message summary; /* what it aims at */
    const char *needs, *source;
    unsigned takes;        /* of enum placement_take */
    unsigned needs_one_of; /* of these at least one has to be given; 0: none has to */
    enum message measure;  /* unit of the objective in a report; of prices: sites or money */
    bool maximise;
    bool needs_distance; /* reach has to hold distances */
    bool needs_radius;
    bool sizes_stations; /* decides chargers as well: rule_then_serve */
    bool merges;         /* zones of equal sites may become one: their weights add up */
    /* The formulation for GLPK; columns 0..n_sites-1 are x_s. NULL where sizes_stations. */
    void (*build)(const struct placement_input *in, struct milp *m);
    /* The objective said a second time, straight from the plan, in plain loops.
     * NAN where the plan is not feasible for the model. */
    double (*worth)(const struct placement_input *in, const bool open[]);
    /* The same from what the plan says beside its open sites (served, phase), where finding
     * the best of that again would be a search of its own; NULL: worth() tells all.
     * -INFINITY: out of memory */
    double (*worth_served)(const struct placement_input *in, const struct placement_plan *plan);
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
