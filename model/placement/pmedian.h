/* pmedian.h - what the two ways to solve a p-median share: the engine (median.h) and
 * distance steps (cover.h). For this folder only. */
#ifndef CHARGEPLAN_MODEL_PMEDIAN_H
#define CHARGEPLAN_MODEL_PMEDIAN_H

#include "model/median/median.h"
#include "model/placement/placement_task.h"

/* Zones with weight, their candidates by rising pay (weight x distance). */
struct pmedian_lists {
    int n_zones;
    int *row_start, *site; /* owned */
    double *pay, *served;  /* owned; served: pay to a site open anyway, INFINITY: none */
    bool *closed;          /* owned [n_candidates] in no plan better than the best one */
    int n_lost;            /* zones that nobody can serve */
    double step;
    bool huge; /* some pay is beyond doubles */
};

/* Call pmedian_lists_clear() in any case. Errors: ERR_NOMEM, ERR_DATA (sums overflow). */
enum err pmedian_lists_fill(const struct placement_task *t, struct pmedian_lists *l,
                            struct error *err);
void pmedian_lists_clear(struct pmedian_lists *l);

/* A p-median of the lists, without what the side constraints ask. */
struct median pmedian_median_of(const struct placement_task *t, const struct pmedian_lists *l);
/* What the side constraints ask of candidates; *district and *least are the caller's to free.
 * Errors: ERR_NOMEM. */
enum err pmedian_set_sides(struct placement_task *t, struct median *m, int **district,
                           int **least, struct error *err);
/* Puts the state's answer into the plan, without sites that nobody needs. Errors: ERR_NOMEM. */
enum err pmedian_finish(struct placement_task *t, const struct pmedian_lists *l,
                        const struct median *m, struct cover_state *state,
                        struct placement_plan *plan, struct error *err);
/* The reason where no plan keeps all limits. */
void pmedian_say_no_plan(const struct placement_task *t, struct placement_plan *plan);

/* pmedian_steps.c: search and fixing where the steps are many, then the steps by the
 * covering engine. Errors: as placement_solve(). */
enum err pmedian_solve_steps(struct placement_task *t, struct pmedian_lists *l,
                             struct cover_state *state, struct placement_plan *plan,
                             struct error *err);

#endif
