/* median_plan.h - a p-median plan on its way; private to the median_*.c files. */
#ifndef CHARGEPLAN_MODEL_MEDIAN_PLAN_H
#define CHARGEPLAN_MODEL_MEDIAN_PLAN_H

#include <stdint.h>

#include "model/median/median.h"

struct median_plan {
    const struct median *m;
    struct cover_limits *limits;
    struct reach *by_site; /* owned: zones of a site; distance_m holds pay */
    double far;            /* stands for "cannot be served" */
    bool *open;            /* owned [n_sites] */
    int *list, *place;     /* owned [n_sites] the open sites, and where a site stands there */
    int n_open;
    double cost;
    int *first, *next;     /* owned [n_zones] nearest and second nearest open site; -1: none
                              nearer than what serves the zone anyway */
    double *near, *second; /* owned [n_zones] pay there */
    double *loss;          /* owned [n_sites] what closing an open site costs */
    double *less;          /* owned [n_sites] scratch of median_gain(), 0 in between */
    double *most;          /* owned [n_sites] what a site saves at most, in median_greedy() */
    int *looked;           /* owned [n_sites] in which round that was counted */
    bool *dirty;           /* owned [n_sites] may have a swap that helps */
    int *n_near;           /* owned [n_sites] open sites too near to it */
    int *n_in;             /* owned [n_districts] open sites */
    bool *other;           /* owned [n_sites] the plan of median_restart() */
    double *likely;        /* owned [n_sites] share of a site in the bound's plans, 0 .. 1 */
    long pairs_seen;       /* by median_gain() */
};

/* Call median_plan_clear() in any case. Errors: ERR_NOMEM. */
enum err median_plan_begin(struct median_plan *w, const struct median *m,
                           struct cover_limits *limits, struct error *err);
void median_plan_clear(struct median_plan *w);

/* Opens or closes s; median_look() has to follow. */
void median_flip(struct median_plan *w, int s, bool open);
/* Counts first, next, near, second and loss anew. */
void median_look(struct median_plan *w);
/* Closes `out`, opens `in`, and keeps first to loss right. */
void median_swap(struct median_plan *w, int in, int out);
/* Whether opening s keeps budget and spacing; whether a swap keeps these and the districts. */
bool median_may_open(const struct median_plan *w, int s);
bool median_may_swap(const struct median_plan *w, int in, int out);

/* What opening s saves; adds to less[r], r open, by how much closing r then costs less than
 * loss[r]. */
double median_gain(struct median_plan *w, int s);

/* A first plan and a first bound may take 0.7 s more: without them there is nothing to tell. */
bool median_late(const struct cover_limits *limits);

/* Opens what saves most until p sites are open or none helps, districts that lack sites first.
 */
void median_greedy(struct median_plan *w);
/* From the sites taken[], as far as they keep the limits. */
void median_set(struct median_plan *w, const bool taken[]);
/* Value of the plan; INFINITY where it breaks a limit or leaves a zone unserved. */
double median_value(const struct median_plan *w);
/* The plan becomes the state's where it is better. */
void median_keep(const struct median_plan *w, struct cover_state *state);

/* median_swap.c: swaps as long as one helps, of all sites or of those that are dirty. */
void median_interchange(struct median_plan *w, bool all);
/* n_kicks times some random swaps near one another, then swaps that help, from the state's
 * plan, as many again after a better one, four times at most; sites that the bound likes come
 * first. A look at all pairs is a step of work. */
void median_shake(struct median_plan *w, int n_kicks, uint64_t *seed,
                  struct cover_state *state);
/* The same from a plan of its own, of sites that the bound likes; the better one stays. */
void median_restart(struct median_plan *w, int n_kicks, uint64_t *seed,
                    struct cover_state *state);

#endif
