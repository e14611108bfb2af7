/* serve_relax.h - rule_then_serve with its demand rows and core rows priced; private to the
 * serve_*.c files. */
#ifndef CHARGEPLAN_MODEL_SERVE_RELAX_H
#define CHARGEPLAN_MODEL_SERVE_RELAX_H

#include "model/serve/serve_net.h"

struct entry {
    double density, load; /* profit per unit of load */
    int item;
};

/* A corner of a site's hull: a size, or closed (-1). */
struct corner {
    double cost, worth;
    int size;
};

/* A piece of a hull: from corner k to corner k + 1. */
struct piece {
    double slope, cost;
    int site, corner;
};

struct serve_relax {
    struct entry *entry[N_SERVICES]; /* [n_pairs] of a site: those with profit, sorted as far as
                                        needed, first */
    int *n_entries[N_SERVICES];      /* [n_sites] with profit */
    const struct serve_net *net;     /* borrowed */
    int n_threads, n_tasks;
    size_t gain_size;
    double *gain;   /* scratch of each task: levels of both services one after the other */
    int *by_cost;   /* [n sizes] sizes of a site in rising cost */
    int *n_corners; /* [n_sites] */
    struct corner *corner; /* those of a site begin at serve_relax_hull() */
    struct piece *piece;
    int *taken;                 /* [n_sites] corner chosen */
    const double *least, *most; /* borrowed [n_sites] money that a site may take; NULL: any */
    bool impossible;            /* a site has no size within its money */
    double *slack[N_SERVICES];  /* [n_items] 1 - sum a: the subgradient */
    double *row_slack;          /* [n_rows] sum x - need, of a clique need - sum x */
    double *move[N_SERVICES];   /* deflected direction */
    double *row_move;
    double *now[N_SERVICES], *row_now; /* the multipliers of the current step */
    double price;                      /* of the current step */
    int part_site;                     /* the site bought in part, -1: none */
    double part;                       /* the share of its piece that is bought */
};

/* Clear it: serve_relax_clear(). The multipliers start at 0. Errors: ERR_NOMEM. */
enum err serve_relax_create(struct serve_relax *w, const struct serve_net *net,
                            struct error *err);
void serve_relax_clear(struct serve_relax *w);

/* L(u, pi) at the multipliers in now and row_now, (7) of serve_dual.c; fills slack, row_slack
 * and price. -INFINITY where the money of the sites leaves no plan. */
double serve_relax_evaluate(struct serve_relax *w, const struct serve_net *net);

/* The corners of a site. */
struct corner *serve_relax_hull(const struct serve_relax *w, int site);

/* Money spent on a site in the last evaluation. */
double serve_relax_spent(const struct serve_relax *w, int site);

#endif
