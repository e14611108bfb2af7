/* capacity_load.h - mclp-c where zones may be split, by sites alone; private to the
 * capacity_load*.c files.
 *
 *   max  sum_s v_s                     v_s: what site s serves
 *   s.t. v_s <= most_s x_s             every site; most_s: its room, no more than its zones (1)
 *        0 <= x_s <= 1, rules and p as in capacity.h, (4) there (2)
 *        sum_{s in S} (v_s - w(zones of s not in T) x_s) <= w(T)
 *                                      sets S of sites, T of zones (3)
 *
 * All rows (3) together say that shares y_zs <= x_s exist which serve v: a cut of least
 * capacity between sites and zones (Hoffman's condition), so that the bound is that of (1) to
 * (3) of capacity.h with 2 columns a site. They are added where they are violated, and beside
 * them what follows from them for whole x by rounding (capacity_load_mir.c). All amounts are in
 * units of the largest most_s. */
#ifndef CHARGEPLAN_MODEL_CAPACITY_LOAD_H
#define CHARGEPLAN_MODEL_CAPACITY_LOAD_H

#include "model/capacity/capacity.h"
#include "model/lp.h"

enum { CAPACITY_MOST_BASE = 1000 }; /* assumed */

/* sum of v[k] x the load of site[k] and x[k] x its openness <= limit. */
struct capacity_row {
    int n, *site;  /* owned */
    double *v, *x; /* owned [n], in the block of `site` or beside it */
    double limit;
    bool cover; /* of kind (3), from which others follow */
    int idle;   /* solves since it was tight */
};

struct capacity_load {
    const struct capacity *c;
    struct lp *lp;                  /* owned: columns x, then v; rows as below */
    struct capacity_row *row;       /* owned [n_rows] beside the rows of lp */
    int n_rows, room_rows, n_first; /* rows before n_first stay */
    double unit;
    double *weight, *most; /* owned [n_zones], [n_sites] in units */
    double *lower, *upper; /* owned [n_sites] bounds of x */
    /* Rows (3) that are no cuts yet: what follows from them may be. */
    struct capacity_row *base;   /* owned [n_base] */
    int n_base, next_base;       /* once they are MOST_BASE, the place of the next */
    const unsigned char *choice; /* borrowed [n_sites] what holds in every plan that is left */
    bool looking;                /* solves to compare branches do not count for what is idle */
    /* of the last solve */
    enum lp_status status;
    double *x, *v;             /* owned [n_sites] the relaxation's point */
    double *worth_x, *worth_v; /* owned [n_sites] reduced by the duals, in plain sums */
    double bound; /* no plan within the bounds serves more units; computed from duals */
    /* scratch of capacity_load_cut.c */
    double *flow, *site_left, *zone_left; /* owned [n_pairs], [n_sites], [n_zones] */
    int *site_level, *zone_level, *site_next, *zone_next, *queue; /* owned */
    double looks;  /* at pairs, since it was created */
    int *mir_site; /* owned [n_sites], of capacity_load_mir.c, with those below */
    double *mir_g, *mir_x;
    bool *mir_turned;
    /* a row in the making */
    struct capacity_row draft;
};

/* Errors: ERR_NOMEM, ERR_SOLVER. */
enum err capacity_load_create(struct capacity_load **out, const struct capacity *c,
                              const unsigned char choice[], struct error *err);
void capacity_load_free(struct capacity_load *m); /* NULL is fine */
void capacity_load_bounds(struct capacity_load *m, const unsigned char choice[]);
/* An infeasible one has bound -INFINITY; a stopped one leaves the bound as it was. */
enum err capacity_load_solve(struct capacity_load *m, const struct cover_limits *limits,
                             struct error *err);
/* Adds m->draft to the relaxation, and a row (3) to the base too. */
enum err capacity_load_add(struct capacity_load *m, struct error *err);
enum err capacity_load_add_base(struct capacity_load *m, struct error *err);
/* Forgets cuts that were not tight in so many solves. */
enum err capacity_load_tidy(struct capacity_load *m, int idle, struct error *err);
/* By how much the point breaks a row, in units for a row whose coefficients of v are 1. */
double capacity_load_broken(const struct capacity_load *m, const struct capacity_row *row);

/* capacity_load_cut.c: sends what is left of sites (site_left) to zones with room through pairs
 * of width w_z x_s, on top of what flows already; false where a limit stops it. Then levels say
 * what the rest reaches. The other one begins with nothing sent. */
bool capacity_load_send(struct capacity_load *m, struct cover_limits *limits);
void capacity_load_begin_flow(struct capacity_load *m, const double load[]);
/* Adds violated rows (3); *n receives how many. */
enum err capacity_load_cut(struct capacity_load *m, struct cover_limits *limits, int *n,
                           struct error *err);
/* The row (3) of zones with in_set[z], into m->draft, of all sites that it binds, or of those
 * that make it tightest at the point. */
void capacity_load_row(struct capacity_load *m, const bool in_set[], bool at_point);

/* Adds the rows (3) that multipliers of the zones, [n_zones] as in capacity_relax_value(),
 * stand for: of the zones up to each height. */
enum err capacity_load_seed(struct capacity_load *m, const double multiplier[],
                            struct error *err);

/* Fills the base with rows of the zones of sites that lie next to each other. */
enum err capacity_load_begin_base(struct capacity_load *m, struct cover_limits *limits,
                                  struct error *err);

/* capacity_load_mir.c: adds rows that follow from those of kind (3) for whole x. */
enum err capacity_load_round(struct capacity_load *m, int *n, struct error *err);
/* The best rounding of a row at the point, into m->draft; by how much it is violated. */
double capacity_load_mir(struct capacity_load *m, const struct capacity_row *row);

/* capacity_load_swap.c: exchanges sites, and adds some, as long as more is served; open[] keeps
 * all rules. */
enum err capacity_load_swap(struct capacity_load *m, struct cover_limits *limits, bool open[],
                            struct error *err);

/* capacity_load_tree.c: branch and cut below the decisions of a node, to proof or to a limit.
 */
struct capacity_node;
enum err capacity_load_branch(struct capacity_solve *v, const struct capacity_node *root,
                              struct error *err);
#endif
