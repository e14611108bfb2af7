/* serve_net.h - rule_then_serve prepared for its algorithms; private to the serve_*.c files.
 *
 * Demand of equal site sets and equal energy per load is one item; rule rows with equal site
 * sets, or that hold another row's set, are one row. Demand may split, and a row that
 * holds another is covered with it, so the optimum stays (densities that differ by less than
 * 1e-12 of themselves count as equal). */
#ifndef CHARGEPLAN_MODEL_SERVE_NET_H
#define CHARGEPLAN_MODEL_SERVE_NET_H

#include "model/serve/serve.h"

/* Demand of one service, both ways in compressed rows. */
struct serve_side {
    int n_items, n_pairs;
    double *kwh, *load; /* [n_items] > 0; items fall in kwh / load, ties by first zone */
    double *density;    /* [n_items] kwh / load */
    int *zone_start;    /* [n_items + 1] */
    int *zone;          /* zones of an item, rising */
    int *item_start;    /* [n_items + 1] sites of an item */
    int *item_site;     /* [n_pairs] rising */
    int *item_pair;     /* [n_pairs] the same pair in the site's row */
    int *site_start;    /* [n_sites + 1] items of a site: a pair's number is its place here */
    int *site_item;     /* [n_pairs] rising, so the densest item comes first */
    int *level_start;   /* [n_sites + 1] distinct capacities of a site's sizes */
    double *level;      /* rising within a site */
    double total_kwh;   /* of all items; what no site reaches is in no item */
};

struct serve_net {
    const struct serve_input *in; /* borrowed */
    struct serve_side side[N_SERVICES];
    int *size_level[N_SERVICES]; /* [n sizes] index into the site's levels */
    /* Core rule rows (6) that no open site meets yet, districts (7), then cliques (8). */
    int n_rows, n_core, n_least; /* all; of (6); of (6) and (7) */
    int *row_need;               /* [n_rows] open sites at least; of a clique at most */
    int *row_start, *row_site;   /* sites (with sizes) of a row */
    int *site_row_start, *site_row;
    bool *must_open; /* [n_sites] existing or required */
    int *cheapest;   /* [n_sites] size of least cost (first of several), or -1 */
};

/* Own it: serve_net_free(). Errors: ERR_NOMEM. */
enum err serve_net_create(struct serve_net **out, const struct serve_input *in,
                          struct error *err);
void serve_net_free(struct serve_net *net);

/* Most energy that given sizes serve: items in falling kwh / load, each pushed in by augmenting
 * paths. Serving one item never drives out a denser one, so greedy order is optimal (the loads
 * that can be served together form a polymatroid; J. Edmonds, Submodular functions, matroids,
 * and certain polyhedra, 1970).
 *
 *   size   [n_sites] index into in->size or -1
 *   flow   [N_SERVICES] arrays [n_pairs] receiving loads, or NULL
 *   out    kWh a day */
enum err serve_flow(const struct serve_net *net, const int size[],
                    double *const flow[N_SERVICES], double *out, struct error *err);

/* How much may still be done; the parts of one solve share it. */
struct serve_effort {
    double deadline;     /* by cover_clock(); INFINITY: none */
    long work;           /* rounds of search or nodes left; -1: each part's own limit */
    enum plan_stop stop; /* STOP_WORK until something else ended the work */
};
/* Is it time to end? Sets stop where time or Ctrl-C say so. */
bool serve_effort_over(struct serve_effort *effort);
/* The same question without a word about it, from any thread; NULL: never. */
bool serve_effort_spent(const struct serve_effort *effort);

enum { DUAL_PATIENCE = 10 }; /* of a new bound; it grows where the bound starts anew */

/* An upper bound of the objective by Lagrangian relaxation of (1) and (6) to (8), the budget
 * priced exactly in each step; best multipliers are kept in *dual for the search. */
struct serve_dual {
    double bound; /* kWh a day; proven */
    double price; /* kWh a day per unit of money, the budget's multiplier; 0: no limit */
    double *u[N_SERVICES]; /* owned [n_items] price of the demand rows, kWh a day */
    double *pi;            /* owned [n_rows] price of the rows (6) to (8) */
    int patience;          /* steps without progress before theta falls */
    double theta;          /* length of the steps; it falls as the bound settles */
    long steps;            /* spent so far */
    double *least, *most;  /* owned [n_sites] money that a site may take; NULL: any */
    int branch_site;       /* the site whose money varied most in the steps, -1: none */
    double branch_cost;    /* its mean */
    const struct serve_effort *effort; /* borrowed; ends the steps; NULL: no limit */
};
enum err serve_dual_create(struct serve_dual **out, const struct serve_net *net, double price,
                           struct error *err);
void serve_dual_free(struct serve_dual *dual);

/* Up to n_steps subgradient steps towards the target (a plan's value); ends early when the
 * bound is within gap of the target. */
enum err serve_dual_improve(struct serve_dual *dual, const struct serve_net *net, double target,
                            double gap, long n_steps, struct error *err);

/* Branch and bound on the money of sites, each node bounded by its own multipliers; lowers
 * *bound until the gap is proven or the work is spent. For cases whose steps are cheap. The
 * root keeps its multipliers. */
enum err serve_branch(const struct serve_net *net, const struct serve_dual *root, double value,
                      double gap, struct serve_effort *effort, double *bound,
                      struct error *err);

/* A plan under search: sizes and the loads given to them. */
struct serve_search;
enum err serve_search_create(struct serve_search **out, const struct serve_net *net,
                             struct error *err);
void serve_search_free(struct serve_search *s);

/* A first plan: the given cover of the core rule (open sites), then sizes by energy less price
 * times money; sets the price at which the budget is used up. */
void serve_search_start(struct serve_search *s, const bool cover[], double *price);

/* n rounds of ruin and rebuild around a random site at the given price of money; a fixed seed,
 * so the same work gives the same plan. Ends early where the effort is spent. */
void serve_search_improve(struct serve_search *s, double price, long n_rounds,
                          const struct serve_effort *effort);

/* The best plan so far, reassigned by serve_flow and filled up with what money is left. False
 * in *found where no plan within the budget is known; size is then untouched. */
enum err serve_search_best(struct serve_search *s, int size[], double *value, bool *found,
                           struct error *err);

/* Exact branch and cut by GLPK on (1)-(8) with a start plan; for cases of few pairs.
 * Sets bound and, where it finds a better plan, size and value. */
bool serve_exact_fits(const struct serve_net *net);
enum err serve_exact(const struct serve_net *net, int size[], double *value, double *bound,
                     double gap, struct serve_effort *effort, struct error *err);

/* The loads of a flow as shares of zones, by zone and site; an item's zones are served alike.
 */
enum err serve_plan_assign(const struct serve_side *d, const double flow[],
                           struct assignment *out, struct error *err);

/* The plan once more from the input alone: money, core rule, reach, capacity, objective.
 * ERR_SOLVER where it fails. */
enum err serve_plan_check(const struct serve_input *in, const struct serve_plan *plan,
                          struct error *err);

/* ---- shared by serve_net.c and serve_rows.c ---- */

/* Zones in the order in which those with equal sites stand together. */
struct serve_key {
    const int *sites; /* rising */
    int n_sites, zone;
    double density; /* kWh per unit of load */
};
/* Order of two lists: as words are sorted; 0: equal. */
int serve_net_compare(const int *a, int n_a, const int *b, int n_b);
/* Whether a site has a size. */
bool serve_net_counts(const struct serve_input *in, int s);
/* Rows (6) to (8), and the rows of each site. Errors: ERR_NOMEM. */
enum err serve_rows_create(struct serve_net *net, struct error *err);

#endif
