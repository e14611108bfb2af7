/* pcenter.h - the least distance within which every zone can have an open
 * site, by bisection over the distances there are; private to p-centre. */
#ifndef CHARGEPLAN_MODEL_PCENTER_H
#define CHARGEPLAN_MODEL_PCENTER_H

#include "model/placement/placement_task.h"

struct pcenter {
    const struct placement_input *in;
    struct placement_task *t;
    int n_lost;    /* zones with weight that no site can serve: nothing else is filled */
    double low;    /* proven: no plan is better; INFINITY: there is no plan */
    double high;   /* distance of the best plan; INFINITY: none was found */
    bool *open;    /* owned [n_sites] the best plan */
    bool *scratch; /* owned [n_sites] */
    double *near;  /* owned [n_zones] */
};

/* To proof, to the gap or to a limit of the task. Errors: ERR_NOMEM, ERR_SOLVER. */
enum err pcenter_search(struct pcenter *c, struct placement_task *t, struct error *err);
void pcenter_clear(struct pcenter *c);

/* pcenter_plan.c: plans. Largest distance of a zone with weight to its nearest open
 * site; INFINITY where one has none or the plan breaks a limit. */
double pcenter_value(struct pcenter *c, const bool open[]);
/* A first plan: a site for the zone that is farthest, again and again. Keeps it if it is one.
 */
void pcenter_begin(struct pcenter *c);
/* Closes, dearest first, candidates of the best plan that its distance does not need. Errors:
 * ERR_NOMEM. */
enum err pcenter_prune(struct pcenter *c, struct error *err);

/* pcenter_bound.c: no cover within the distance costs less, by t->price. Errors:
 * ERR_NOMEM. */
enum err pcenter_pack(struct pcenter *c, double within_m, double *bound, struct error *err);

#endif
