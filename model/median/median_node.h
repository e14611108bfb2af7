/* median_node.h - what is left of a p-median when some sites are decided, and its Lagrangian
 * bound; private to the median_*.c files.
 *
 *   L(v, u) = sum_z v_z - sum_q u_q room_q + least over sets S of sum_s in S r_s
 *   r_s = sum_z min(0, pay_zs - v_z) + sum_q u_q a_qs
 *
 * for v_z <= served_z, u >= 0; S has at most p sites and what the districts lack. The rules q
 * are the budget and the cliques of sites too near to one another. */
#ifndef CHARGEPLAN_MODEL_MEDIAN_NODE_H
#define CHARGEPLAN_MODEL_MEDIAN_NODE_H

#include <stdint.h>

#include "model/median/median_plan.h"

/* Rules that sites keep beside their number: sum of coef over open sites <= room. */
struct median_rules {
    int n;
    int *start, *site; /* owned [n + 1]; a block behind it */
    double *coef;      /* owned, beside site */
    double *room;      /* owned [n] */
};
/* Call median_rules_clear() in any case. Errors: ERR_NOMEM. */
enum err median_rules_fill(struct median_rules *r, const struct median *m, struct error *err);
void median_rules_clear(struct median_rules *r);

/* A node as it is stored: decisions and multipliers. */
struct median_node {
    double bound;
    int branch;            /* the site to decide next, -1: none */
    float *v;              /* owned [n_zones + rules->n], one block with choice */
    unsigned char *choice; /* [n_sites] of enum cover_choice */
};

/* A node as it is worked on; made once, filled for each node. */
struct median_work {
    const struct median *m;
    const struct median_rules *rules;
    struct cover_limits *limits;
    struct cover_state *state;
    struct median_plan *plan;
    /* zones keep their numbers; lists without sites that are decided or pairs beyond served */
    int *row_start, *site; /* owned */
    double *pay;           /* owned */
    double *served;        /* owned [n_zones] the nearest site that is open for certain */
    int *free_site;        /* owned [n_sites] sites left, rising */
    int n_free, p;         /* p: sites that may still open */
    int *lack;             /* owned [n_districts] sites that districts still lack */
    int n_lack;
    double budget;         /* what is left */
    double *room;          /* owned [rules->n] what is left */
    unsigned char *choice; /* owned [n_sites] */
    bool hopeless;         /* no plan is left */
    /* multipliers, their best, where they should move, the mean of that, and the bound there */
    double *v, *best_v, *grad, *way; /* owned [n_zones + rules->n] */
    double *r;                       /* owned [n_sites] */
    int *order; /* owned [n_sites] scratch: free sites, those taken first */
    int n_taken;
    bool *take;             /* owned [n_sites] */
    double *often;          /* owned [n_sites] how often a site was taken of late, 0 .. 1 */
    double edge, next;      /* r of the last site taken and of the first that is not */
    double bound, safe;     /* safe: less what rounding may have added */
    double best, best_safe; /* of the climb */
    double pace;
    int quiet; /* steps without gain */
};

/* Call median_work_clear() in any case. Errors: ERR_NOMEM. */
enum err median_work_begin(struct median_work *w, const struct median *m,
                           const struct median_rules *rules, struct median_plan *plan,
                           struct cover_limits *limits, struct cover_state *state,
                           struct error *err);
void median_work_clear(struct median_work *w);

/* Draws what w->choice implies and makes the lists; sets hopeless. */
void median_fill(struct median_work *w);
/* Multipliers to begin with: between the nearest two of the plan. */
void median_first_v(struct median_work *w);
/* The bound at these multipliers, less what rounding may have added; w->choice is as yet free.
 */
double median_glance(struct median_work *w);
/* Climbs n_steps at most from w->v, anew or on from the last call; ends with the best
 * multipliers and w->best_safe. Fixes free sites in w->choice. True: no plan better than the
 * state's is left. */
bool median_climb(struct median_work *w, int n_steps, bool root, bool fresh);
/* A plan whose value is not below this is not better than the state's. */
double median_target(const struct median_work *w);

/* median_tree.c: from the root's work, whose choice is fixed for good; kicks the plan on the
 * way. Errors: ERR_NOMEM. */
enum err median_tree(struct median_work *w, uint64_t *seed, struct error *err);

#endif
