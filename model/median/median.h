/* median.h - a good plan and fixed sites of a p-median problem before it becomes a covering
 * problem: its distance steps would be zones x sites^2 / 2 pairs. */
#ifndef CHARGEPLAN_MODEL_MEDIAN_H
#define CHARGEPLAN_MODEL_MEDIAN_H

#include "model/cover/cover.h"

struct median {
    int n_zones, n_sites; /* zones with weight; candidates */
    const int *row_start; /* [n_zones + 1] */
    const int *site;      /* candidates of a zone by rising distance */
    const double *pay;    /* beside site: weight x distance */
    const double
        *served;        /* [n_zones] weight x distance to a site open anyway; INFINITY: none */
    const double *cost; /* [n_sites] */
    int p;              /* >= 0 */
    double budget;      /* INFINITY: no limit */
    double step;        /* as in struct cover */
    /* side constraints; the bound leaves them out, plans keep them */
    const struct reach *near; /* sites too near to a site; NULL: none */
    const int *district;      /* [n_sites] -1: in none; NULL: no districts */
    int n_districts;
    const int *least; /* [n_districts] open sites at least */
};

/* Greedy and swaps (a state without a plan keeps value INFINITY), then the Lagrangian bound of
 * the assignment: sum_z v_z + sum_z min(0, served_z - v_z) + the p least of
 * sum_z min(0, pay_zs - v_z). closed[s] is set where no plan better than state->open has s.
 * state->open is allocated by the caller. Stops at the gap of `limits` too. Errors: ERR_NOMEM.
 */
enum err median_bound(const struct median *m, struct cover_limits *limits,
                      struct cover_state *state, bool closed[], struct error *err);

#endif
