/* cover.h - the one problem under the models of cover: open sites so that elements
 * are covered.
 *
 *   min  fixed + sum_s price_s x_s + sum_e what is missing of e costs
 *   s.t. sum_s x_s <= p,  sum_s cost_s x_s <= budget
 *        of two sites that are too near to each other at most one is open
 *
 * An element needs need_e open sites over it. Without any it pays penalty_e for the first
 * (INFINITY: it has to have one), and more_e for each of the others that is missing. Where
 * more_e is above penalty_e, need_e is 2.
 *
 * lscp: elements are zones that must be covered. mclp: zones with their weight as penalty.
 * pmedian, as tests hold its engine against it: an element per zone and distance step; its
 * penalty is what the next step costs (the radius formulation of S. Garcia, M. Labbe and A.
 * Marin, INFORMS Journal on Computing 23 (2011) 546-556, doi:10.1287/ijoc.1100.0418). lscp-b
 * and mclp-2: zones that need two sites. Districts: elements that have to have so many.
 * Elements with equal sites are one element. */
#ifndef CHARGEPLAN_MODEL_COVER_H
#define CHARGEPLAN_MODEL_COVER_H

#include <math.h>

#include "model/coverage.h"
#include "model/placement/placement.h"

struct cover {
    int n_elements, n_sites;
    struct reach *rows;    /* owned: sites of an element, >= 1 */
    struct reach *cols;    /* owned: elements of a site */
    double *penalty;       /* owned [n_elements] > 0; INFINITY: must be covered */
    int *need;             /* owned [n_elements] >= 1; NULL: 1 everywhere */
    double *more;          /* owned, beside need; NULL the same */
    struct reach *near;    /* owned: sites too near to a site, both ways; NULL: none */
    struct reach *cliques; /* owned: sites that are all too near to each other; NULL: none */
    double *price;         /* owned [n_sites] what opening adds to the objective */
    double *cost;          /* owned [n_sites] what opening takes from the budget */
    int *origin;   /* owned [n_sites] index of the site in the problem this one is made of */
    int p;         /* sites at most; n_sites where there is no limit */
    double budget; /* INFINITY: no limit */
    double fixed;  /* constant of the objective */
    double step;   /* > 0: all objectives are multiples of it, up to a constant; else 0 */
    unsigned skip; /* of enum placement_skip, for tests */
    bool maximise; /* the model's own objective is base - value, else base + value */
    double base;
};

/* What a cover is made from; everything borrowed. */
struct cover_draft {
    int n_elements, n_sites;
    const int *row_start, *site; /* [n_elements + 1], sites of element e rising */
    const double *penalty;       /* > 0, or INFINITY */
    const int *need;             /* >= 1; NULL: 1 everywhere */
    const double *more;          /* beside need */
    const struct reach *near;    /* as in struct cover */
    const double *price, *cost;
    const int *origin;
    int p;
    double budget, fixed, step, base;
    bool maximise;
    unsigned skip; /* of enum placement_skip, for tests */
};

/* Merges elements with equal sites. What an element with too few sites lacks in any case adds
 * to `fixed`; where that is INFINITY the problem is infeasible and fixed becomes INFINITY. Own
 * it: cover_free(). Errors: ERR_NOMEM. */
enum err cover_create(struct cover **out, const struct cover_draft *draft, struct error *err);
/* keeper[e]: the first element with the same sites; e itself where there is none. */
enum err cover_find_equal(const struct cover_draft *draft, int keeper[], struct error *err);
void cover_free(struct cover *c); /* NULL is fine */

/* ELSEWHERE: the site and all elements under it belong to another part of the problem. */
enum cover_choice { COVER_FREE, COVER_OPEN, COVER_CLOSED, COVER_ELSEWHERE };
/* The problem that is left when some sites are decided; origin counts sites of `c`. drop[e]
 * (NULL: none) leaves out elements that others imply. */
enum err cover_restrict(struct cover **out, const struct cover *c, const unsigned char choice[],
                        const bool drop[], struct error *err);

/* What element e pays for its k-th site, k >= 1, when it has only k - 1. */
static inline double cover_lack(const struct cover *c, int e, int k)
{
    if (k == 1) return c->penalty[e];
    return k > 1 && c->need != NULL && k <= c->need[e] ? c->more[e] : 0;
}
static inline int cover_need(const struct cover *c, int e)
{
    return c->need != NULL ? c->need[e] : 1;
}
/* What a site too few costs at most in a bound that counts sites one by one: where the second
 * is worth more than the first, both count their mean. */
static inline double cover_cap(const struct cover *c, int e)
{
    if (c->need == NULL || c->need[e] < 2 || c->more[e] <= c->penalty[e]) return c->penalty[e];
    return 0.5 * (c->penalty[e] + c->more[e]);
}
/* Sites that element e has to have. */
static inline int cover_must(const struct cover *c, int e)
{
    if (!isinf(c->penalty[e])) return 0;
    return c->need != NULL && isinf(c->more[e]) ? c->need[e] : 1;
}

/* Cliques of pairs of sites that are too near, over the sites that are `usable` (NULL: all);
 * every such pair lies in at least one. Rows are cliques of two sites or more. Own it:
 * reach_free(*out). Errors: ERR_NOMEM. */
enum err cover_cliques(struct reach **out, const struct reach *near, const bool usable[],
                       struct error *err);
/* Whether a site is too near to an open one. */
bool cover_blocked(const struct cover *c, const bool open[], int s);

/* Value of a plan; INFINITY where a limit or an element that must be covered fails. */
double cover_value(const struct cover *c, const bool open[]);
/* The model's own objective for a value. */
double cover_objective(const struct cover *c, double value);
/* Closes, dearest first, every site without which nothing changes. */
enum err cover_prune(const struct cover *c, bool open[], struct error *err);
/* A bound that may be claimed: rounded up to the next possible objective where they are steps.
 */
double cover_round_up(const struct cover *c, double bound);

/* What a search may still spend, and why it stopped. */
struct cover_limits {
    double gap;      /* of the model's own objective */
    double deadline; /* cover_clock(); INFINITY: none */
    long work_left;  /* steps: bounds computed, nodes; LONG_MAX: no limit */
    long work_done;  /* steps so far */
    bool first;      /* any plan below the cutoff will do */
    bool quick;      /* no branching */
    int n_threads;   /* 0 counts as 1; results do not depend on it */
    bool stopped;
    enum plan_stop stop;
    /* as in struct placement_limits */
    void (*log)(void *log_context, const struct placement_event *event);
    void *log_context;
};
double cover_clock(void); /* seconds of a monotonic clock */
/* Takes n steps; true when a limit is reached or the user interrupts. */
bool cover_spend(struct cover_limits *limits, long n);
/* The same for a first plan, which may take a quarter of a second more. */
bool cover_late(const struct cover_limits *limits);
struct cover_state;
/* Tells the log where the search stands. Of parts of a problem the figures are the part's. */
void cover_tell(const struct cover *c, const struct cover_limits *limits,
                const struct cover_state *state, const char *what);

/* A plan and a bound on the way. */
struct cover_state {
    bool *open;    /* [n_sites] the best plan; meaningful where value is finite */
    double value;  /* of the plan; INFINITY: none yet */
    double cutoff; /* plans that are not better than this are of no use; INFINITY: all are */
    double bound;  /* no plan is better than this, or than the cutoff; INFINITY: infeasible */
    double *u; /* [n_elements] receives the multipliers of the best bound; NULL: nobody asks */
};

/* cover_search.c: a good plan: greedy, then swaps until none helps or time is over. Improves
 * state->open. */
enum err cover_search(const struct cover *c, struct cover_limits *limits,
                      struct cover_state *state, struct error *err);
/* From the given sites: adds greedily what helps, prunes, swaps if asked; keeps the better. */
enum err cover_search_from(const struct cover *c, const bool start[], bool swaps,
                           struct cover_limits *limits, struct cover_state *state,
                           struct error *err);

/* cover_bound.c: Lagrangian bound by subgradients; fixes in choice[] the sites on which every
 * plan better than the best one agrees, as long as the best one agrees too. plans: looks for
 * plans on its way. Improves state. */
enum err cover_bound(const struct cover *c, struct cover_limits *limits,
                     struct cover_state *state, bool plans, unsigned char choice[],
                     struct error *err);

/* cover_reduce.c: the problem without sites and elements that others dominate, sites that have
 * to be open decided; keeps at least one optimum. choice[] receives what was decided. */
enum err cover_reduce(struct cover **out, const struct cover *c,
                      const struct cover_limits *limits, unsigned char choice[],
                      struct error *err);
/* Parts that share no element, where no limit ties them together: part[s] in 0 .. *n - 1. */
enum err cover_parts(const struct cover *c, int part[], int *n, struct error *err);

/* Whether the state is proven, or as near as the gap asks. */
bool cover_proven(const struct cover *c, const struct cover_state *state);
bool cover_near(const struct cover *c, const struct cover_limits *limits,
                const struct cover_state *state);

/* cover_branch.c: GLPK's branch and bound on the whole problem, from the state's plan. */
enum err cover_branch(const struct cover *c, struct cover_limits *limits,
                      struct cover_state *state, struct error *err);

/* cover_anneal.c: simulated annealing from the state's plan (none: nothing happens), n_steps
 * swaps looked at; then swaps until none helps. Improves state->open. */
enum err cover_anneal(const struct cover *c, long n_steps, unsigned seed,
                      struct cover_limits *limits, struct cover_state *state,
                      struct error *err);

/* cover_tree.c: cuts by region and a branch and bound of our own on the whole problem, from the
 * state's plan; for large problems with penalties, where one site is all that an element needs
 * and none are too near. */
enum err cover_tree(const struct cover *c, struct cover_limits *limits,
                    struct cover_state *state, struct error *err);

/* cover_prove.c: one of the two, by what is left. */
enum err cover_prove(const struct cover *c, struct cover_limits *limits,
                     struct cover_state *state, struct error *err);

/* cover_split.c: the same, part by part where only p ties parts together and it pays. */
enum err cover_finish(const struct cover *c, struct cover_limits *limits,
                      struct cover_state *state, struct error *err);

/* cover_solve.c: all of it, to proof or to a limit. state->open is allocated by the caller. */
enum err cover_solve(const struct cover *c, struct cover_limits *limits,
                     struct cover_state *state, struct error *err);
/* The same from the plan in state->open. */
enum err cover_solve_from(const struct cover *c, struct cover_limits *limits,
                          struct cover_state *state, struct error *err);
/* Is there a plan whose value is below the cutoff (where objectives are steps, one of them)?
 * state->value is: yes, and any will do; state->bound >= cutoff: no; neither: a limit, or
 * without `branch` nothing quick tells. */
enum err cover_decide(const struct cover *c, double cutoff, bool branch,
                      struct cover_limits *limits, struct cover_state *state,
                      struct error *err);

#endif
