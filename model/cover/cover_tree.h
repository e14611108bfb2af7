/* cover_tree.h - branch and bound over the sites-only relaxation: the root (cover_root.c) and
 * the search (cover_tree.c). For this folder only. */
#ifndef CHARGEPLAN_MODEL_COVER_TREE_H
#define CHARGEPLAN_MODEL_COVER_TREE_H

#include "model/cover/cover_master.h"

struct cover_tree {
    const struct cover *c;
    struct cover_limits *limits;
    struct cover_state *state;
    struct cover_master *master; /* owned */
    struct cover_exact *exact;   /* owned */
    bool *in, *out;              /* owned [n_sites] fixed for good: every better plan has it,
                                    or has it not */
    bool *seen;                  /* owned [n_sites] some relaxation used the site */
    int n_annealed;
};

/* A plan of this value is no better than the best one. */
double cover_tree_target(const struct cover_tree *t);
/* Fixes for good what the reduced costs of the last solve allow; it must have been solved
 * without decisions of the search. */
void cover_tree_fix(struct cover_tree *t);
/* Rounds of cuts until they gain little; state receives bound and plans. True in *done: proven,
 * near enough, or stopped. */
enum err cover_root(struct cover_tree *t, bool *done, struct error *err);
/* Another plan from the last relaxation: its largest sites, then swaps. */
enum err cover_tree_round(struct cover_tree *t, bool swaps, struct error *err);

#endif
