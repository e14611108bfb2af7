/* capacity.h - the one problem under cflp and mclp-c: open sites and share their capacities
 * out.
 *
 *   min  sum_s fixed_s x_s + sum_zs cost_zs y_zs + sum_z penalty_z (1 - sum_s y_zs)
 *   s.t. sum_s y_zs <= 1                    every zone; = 1 where penalty is INFINITY   (1)
 *        y_zs <= x_s                        each pair                                   (2)
 *        sum_z weight_z y_zs <= room_s x_s  every site                                  (3)
 *        sum_s x_s <= p, rules: sum_s value_rs x_s <= limit_r                           (4)
 *        x_s in {0,1},  y_zs >= 0, or in {0,1} where a zone has a single source
 *
 * cflp: penalty INFINITY. mclp-c: cost 0, penalty = weight, so that the value is the weight
 * that is not served. Budget, districts, spacing and the total capacity are rules.
 *
 * Relaxing (1) and the rules leaves a knapsack for each site: J. E. Beasley, Lagrangean
 * heuristics for location problems, European Journal of Operational Research 65 (1993)
 * 383-399, doi:10.1016/0377-2217(93)90118-7. */
#ifndef CHARGEPLAN_MODEL_CAPACITY_H
#define CHARGEPLAN_MODEL_CAPACITY_H

#include "model/cover/cover.h"
#include "model/placement/placement.h"

enum capacity_choice { CAPACITY_FREE, CAPACITY_OPEN, CAPACITY_CLOSED };

/* Something with a number to sort it by; ties by index. */
struct capacity_order {
    double value;
    int site;
};
int capacity_by_value(const void *a, const void *b); /* rising, for qsort() */

struct capacity {
    const struct placement_input *in; /* borrowed */
    bool single;
    int n_zones, n_sites, n_pairs; /* zones that count; all sites; pairs that may be used */
    int *zone;                     /* owned [n_zones] index in `in` */
    double *weight, *penalty;      /* owned [n_zones] */
    int *row_start, *site;         /* owned [n_zones + 1], [n_pairs] sites of a zone, rising */
    int *pair_zone, *origin;       /* owned [n_pairs]; origin: place in in->reach->site */
    double *cost;                  /* owned [n_pairs] of serving the whole zone, >= 0 */
    int *col_start, *col_pair;     /* owned [n_sites + 1], [n_pairs] pairs of a site */
    double *fixed, *room;          /* owned [n_sites]; room may be INFINITY */
    unsigned char *choice;         /* owned [n_sites] what holds in every plan */
    bool *is_new;                  /* owned [n_sites] counts toward p */
    int p;                         /* free sites that may be opened; n_sites: no limit */
    int n_rules;
    int *rule_start, *rule_site, *rule_of; /* owned; rule_of: of a place in rule_site */
    double *rule_value, *rule_limit;       /* owned */
    int *site_rule_start, *site_rule;      /* owned: the places of a site in rule_site */
    double need;                           /* weight that has to be served: 0 for mclp-c */
    double base; /* objective = base - value where the model maximises, else value */
    double step; /* > 0: all values are whole multiples of it; else 0 */
    double most; /* no plan is worth more */
    bool maximise;
};

/* Own it: capacity_free(). Errors: ERR_NOMEM. */
enum err capacity_create(struct capacity **out, const struct placement_input *in, bool maximise,
                         struct error *err);
void capacity_free(struct capacity *c); /* NULL is fine */

/* A sum of weights that rounding alone lifts above a capacity fits: one part in 10^9. */
double capacity_slack(double room);
/* The part of a zone that counts as nothing left: rounding of its shares. */
extern const double capacity_rest;

/* Draws what follows from decided sites: limits used up, neighbours too near, districts and
 * zones with no choice left. False: no plan agrees with the decisions. */
bool capacity_imply(const struct capacity *c, unsigned char choice[]);
/* Whether (4) holds, and spacing. */
bool capacity_allows(const struct capacity *c, const bool open[]);

/* ---- capacity_flow.c: the best split over given open sites ---- */

struct capacity_flow; /* opaque: its scratch */
/* `limits` are looked at on the way, NULL: none. */
enum err capacity_flow_create(struct capacity_flow **out, const struct capacity *c,
                              struct cover_limits *limits, struct error *err);
void capacity_flow_free(struct capacity_flow *f);
/* Least cost and penalty of serving all zones from the open sites, fixed costs not in it;
 * INFINITY where (1) cannot be met, or the limits are reached.
 *
 *   below  a cost above this is of no use and may be answered with INFINITY
 *   part   [n_pairs] receives the part of the zone served by the pair; NULL: not wanted
 *   price  [n_zones] receives the cost of one more zone like it; NULL: not wanted
 *   stuck  receives the zone that does not fit, -1: none; NULL: not wanted
 *
 * Shortest augmenting paths: J. Edmonds and R. M. Karp, Journal of the ACM 19 (1972) 248-264,
 * doi:10.1145/321694.321699. */
double capacity_flow_solve(struct capacity_flow *f, const bool open[], double below,
                           double part[], double price[], int *stuck);
/* Looks at pairs so far, by whoever adds to it: a measure of time that repeats. */
double *capacity_flow_work(struct capacity_flow *f);
/* After a zone was stuck: the sites, open or not, that it and the zones reach which hold what
 * it could use; [n_sites]. */
const bool *capacity_flow_reached(struct capacity_flow *f, int stuck);

/* ---- capacity_single.c: the same where a zone has one source ---- */

/* Rounds a split to a single source and mends and betters it by moves and exchanges; part[]
 * receives it, *work grows by the looks at pairs. INFINITY where that fails, which proves
 * nothing, or the limits are reached before a plan is there. */
double capacity_single_round(const struct capacity *c, struct cover_limits *limits,
                             const bool open[], double part[], int source[], double load[],
                             double *work);

/* ---- capacity_pack.c: the knapsack of a site ---- */

struct capacity_item {
    double gain, weight, density; /* > 0, >= 0, gain / weight */
    int pair;
    double part; /* receives 0 .. 1 */
};
/* Most gain within room; parts of items are allowed. */
double capacity_pack_split(struct capacity_item item[], int n, double room);
/* Items whole; a bound, and parts, where the search takes too long. */
double capacity_pack_whole(struct capacity_item item[], int n, double room, bool *exact);

/* ---- capacity_relax.c: the bound at given multipliers ---- */

/* A pair as its site sees it: what is read most stands in order. */
struct capacity_near {
    double cost;
    int zone, pair;
};
/* A part of a zone in a knapsack. */
struct capacity_part {
    int zone, pair;
    double part;
};

struct capacity_relax {
    const struct capacity *c;      /* borrowed */
    const unsigned char *choice;   /* borrowed [n_sites] */
    const unsigned char *pair_use; /* borrowed [n_pairs] of enum capacity_use; NULL: free */
    struct capacity_part *part;    /* owned [n_pairs] those of a site's knapsack begin at its
                                      col_start */
    struct capacity_near *near;    /* owned [n_pairs] of a site from its col_start on */
    int *near_end;   /* owned [n_sites] pairs from here on cost the ceiling or more */
    double *ceiling; /* owned [n_zones] no multiplier is above it */
    int *n_parts;    /* owned [n_sites] */
    double *reduced; /* owned [n_sites] what opening the site changes */
    bool *open;      /* owned [n_sites] the choice of the relaxation */
    double *slack;   /* owned [n_zones + n_rules] subgradient */
    double *room;    /* owned [n_sites] scratch */
    struct capacity_item *item;   /* owned scratch */
    struct capacity_order *order; /* owned [n_sites] free sites by reduced cost */
    int *by_room;                 /* owned [n_sites] sites in falling room */
    double constant;              /* what no site adds to the last value */
    int n_free, n_taken;          /* free sites; those taken, first in order */
    int least, most;              /* how many of the free ones have to be, and may be, taken */
};
enum capacity_use { USE_FREE, USE_NEVER, USE_ALWAYS };
enum err capacity_relax_create(struct capacity_relax **out, const struct capacity *c,
                               struct error *err);
void capacity_relax_free(struct capacity_relax *r);
/* A lower bound at multipliers of (1), [n_zones], and of the rules, [n_rules] >= 0. */
double capacity_relax_value(struct capacity_relax *r, const double multiplier[]);
/* A lower bound for a set of sites, at the multipliers of the last evaluation. */
double capacity_relax_set(const struct capacity_relax *r, const bool open[]);
/* Sets the ceilings at some times the multipliers: pairs that cost more gain nothing and are
 * not looked at again. Bounds stay valid; they may be less than the best. */
void capacity_relax_narrow(struct capacity_relax *r, const double multiplier[], double times);
/* Decides sites that every plan better than `cutoff` agrees on; needs the last evaluation and
 * its value. Returns how many. */
int capacity_relax_fix(const struct capacity_relax *r, double value, double cutoff,
                       unsigned char choice[]);

/* ---- capacity_bound.c, capacity_search.c, capacity_branch.c ---- */

enum { N_SEEN = 64 };

/* What the parts of one solve share. */
struct capacity_solve {
    const struct capacity *c;
    struct cover_limits *limits;
    struct capacity_relax *relax;
    struct capacity_flow *flow;
    /* the best plan; meaningful where value is finite */
    double value;
    bool *open;   /* owned [n_sites] */
    double *part; /* owned [n_pairs] */
    double bound; /* no plan is better */
    /* of the last bound */
    double *mean;   /* owned [n_sites] openness of sites averaged over the steps */
    double *mean_y; /* owned [n_pairs] */
    /* scratch of the search for plans */
    bool *guess;                       /* owned [n_sites] */
    bool *trial;                       /* owned [n_sites] */
    double *trial_part, *price, *load; /* owned [n_pairs], [n_zones], [n_sites] */
    double *score;                     /* owned [n_sites] */
    double *slack, *steps;             /* owned [n_zones + n_rules] of capacity_bound.c */
    int *source, *rank;                /* owned [n_zones], [n_sites] */
    unsigned long long seen[N_SEEN];   /* sets of sites tried last */
    int n_seen;
};
enum err capacity_solve_begin(struct capacity_solve *v, const struct capacity *c,
                              struct cover_limits *limits, struct error *err);
void capacity_solve_end(struct capacity_solve *v);
/* Plans that are not below this are of no use. */
double capacity_cutoff(const struct capacity_solve *v);
/* Tells the log where the search stands. */
void capacity_tell(const struct capacity_solve *v, double bound, const char *what);
/* Is the gap that was asked for reached? */
bool capacity_near(const struct capacity_solve *v);

/* At most n_steps of the volume algorithm (F. Barahona and R. Anbil, Mathematical Programming
 * 87 (2000) 385-399, doi:10.1007/s101070050002) from multiplier[], which receives the best
 * ones. Fixes sites in choice[]. Returns the bound; INFINITY: no plan better than the cutoff.
 */
double capacity_bound(struct capacity_solve *v, double multiplier[], unsigned char choice[],
                      const unsigned char pair_use[], int n_steps, double theta);

/* Tries the plan of the given sites, mended in the order of the score where a rule or the
 * capacity asks for more. */
void capacity_try(struct capacity_solve *v, const bool open[], const double score[]);
/* Keeps a plan that is better than the best one; false where it is not. */
bool capacity_record(struct capacity_solve *v, const bool open[], const double part[],
                     double value);
/* Adds, drops and exchanges sites of the best plan until none helps or the flow's work is done.
 */
void capacity_improve(struct capacity_solve *v, double work);
/* Value of a set of sites by the best split, or one rounded to single sources, whose parts
 * v->trial_part receives; INFINITY: none was found. A set whose split is not below `cutoff` is
 * of no use. stuck as in capacity_flow_solve(). */
double capacity_evaluate(struct capacity_solve *v, const bool open[], double cutoff,
                         int *stuck);
/* v->rank: sites in falling score. */
void capacity_rank(struct capacity_solve *v, const double score[]);

/* capacity_prune.c: closes new sites that the plan does not need. Errors: ERR_NOMEM. */
enum err capacity_prune(struct capacity_solve *v, struct error *err);

/* Branch and bound on sites, and on the sources of zones where each has a single one, to proof
 * or to a limit. Errors: ERR_NOMEM. */
enum err capacity_branch(struct capacity_solve *v, struct error *err);

/* Why there is no plan, in one sentence. Errors: ERR_NOMEM. */
enum err capacity_reason(const struct capacity *c, struct capacity_flow *f,
                         struct placement_plan *plan, struct error *err);

/* ---- capacity_solve.c, capacity_rows.c: what placement_cflp.c and placement_mclp_c.c share */

double capacity_objective(const struct capacity *c, double value);
/* Solves and fills the plan. */
enum err capacity_solve(const struct placement_input *in, const struct placement_model *model,
                        struct placement_plan *plan, struct error *err);

struct milp;
/* What serving zone z wholly by the pair at place k of in->reach->site is worth. */
typedef double capacity_pay(const struct placement_input *in, int z, int k);
/* Columns of y, and rows (1) to (3); zones that need not be served have weight 0 in `all`. */
void capacity_rows(const struct placement_input *in, struct milp *m, bool all,
                   capacity_pay *pay);
/* Whether a zone counts: cflp with a table of costs serves zones without weight too. */
bool capacity_counts(const struct placement_input *in, int z, bool all);
/* The worth of what the plan says is served where, without fixed costs, in plain loops; NAN
 * where a zone, a site or a capacity is not kept, -INFINITY where memory runs out. */
double capacity_served_worth(const struct placement_input *in,
                             const struct placement_plan *plan, bool all, capacity_pay *pay);
/* The same for the best way to serve from the open sites; NAN: there is none. */
double capacity_best_worth(const struct placement_input *in, const bool open[], bool maximise);
#endif
