/* cover_walk.h - a plan of a covering problem under change: what opening gains and closing
 * loses is kept right at every step. For the searches of this folder. */
#ifndef CHARGEPLAN_MODEL_COVER_WALK_H
#define CHARGEPLAN_MODEL_COVER_WALK_H

#include "model/cover/cover.h"

struct cover_walk {
    const struct cover *c;
    bool *open;       /* owned [n_sites] */
    int *n_over;      /* owned [n_elements] open sites over the element */
    long long *whose; /* owned [n_elements] sum of their indices */
    double *loss;     /* owned [n_sites] penalty that closing an open site brings */
    double *gain;     /* owned [n_sites] penalty that opening a closed site saves */
    double *penalty;  /* owned [n_elements] with a large number for INFINITY */
    double *more;     /* owned [n_elements] the same; NULL: one site is all that is needed */
    int *n_near;      /* owned [n_sites] open sites too near; NULL: none ever */
    double *regained; /* owned [n_sites] scratch, zeros between uses */
    int n_open;
    double cost;
};

/* No site is open. even: sites of an element count alike, so that a first one is opened for the
 * second's sake. Errors: ERR_NOMEM; cover_walk_free() is fine in any case. */
enum err cover_walk_create(struct cover_walk *w, const struct cover *c, bool even,
                           struct error *err);
void cover_walk_free(struct cover_walk *w);

/* Takes a site over to the other side: time in proportion to what changes hands. */
void cover_walk_open(struct cover_walk *w, int site);
void cover_walk_close(struct cover_walk *w, int site);
bool cover_walk_affords(const struct cover_walk *w, double more_cost);
/* Whether an open site is too near to it. */
bool cover_walk_blocked(const struct cover_walk *w, int site);
/* What element e pays for lacking its k-th site. */
double cover_walk_lack(const struct cover_walk *w, int e, int k);

#endif
