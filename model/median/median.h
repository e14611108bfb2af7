/* median.h - the p-median engine: zones pay for the nearest open site.
 *
 *   min  sum_z min(served_z, min over open s of pay_zs)
 *   s.t. at most p sites are open, their cost is within the budget, districts have their least
 *        number, no two are too near to each other
 *
 * Search, Lagrangian bound, fixing, then a branch and bound of its own over that bound. */
#ifndef CHARGEPLAN_MODEL_MEDIAN_H
#define CHARGEPLAN_MODEL_MEDIAN_H

#include "model/cover/cover.h"

/* Everything borrowed. */
struct median {
    int n_zones, n_sites; /* zones with weight; candidates */
    const int *row_start; /* [n_zones + 1] */
    const int *site;      /* candidates of a zone by rising pay */
    const double *pay;    /* beside site: weight x distance */
    const double
        *served;        /* [n_zones] weight x distance to a site open anyway; INFINITY: none */
    const double *cost; /* [n_sites] */
    int p;              /* 0 .. n_sites */
    double budget;      /* INFINITY: no limit */
    double step;        /* as in struct cover */
    unsigned skip;      /* of enum placement_skip */
    const struct reach *near; /* sites too near to a site; NULL: none */
    const int *district;      /* [n_sites] -1: in none; NULL: no districts */
    int n_districts;
    const int *least; /* [n_districts] open sites at least */
};

/* A good plan, and the bound of the assignment with what it fixes: choice[s] (of enum
 * cover_choice) is COVER_CLOSED where no plan better than state->open has s, COVER_OPEN where
 * all have. state->open is allocated by the caller; where state->value is finite it is a plan
 * to begin with, else a state without a plan keeps value INFINITY. Stops at the gap of `limits`
 * too. Errors: ERR_NOMEM. */
enum err median_root(const struct median *m, struct cover_limits *limits,
                     struct cover_state *state, unsigned char choice[], struct error *err);

/* The same, then the tree: to proof, to the gap, or to a limit. Where the search finds no plan
 * state->value stays INFINITY and nothing is proven: whether there is one is a question of
 * cover. Errors: ERR_NOMEM. */
enum err median_solve(const struct median *m, struct cover_limits *limits,
                      struct cover_state *state, struct error *err);

#endif
