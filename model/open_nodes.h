/* open_nodes.h - the nodes that a branch and bound has still to look at: the one of the least
 * bound comes first, of equal ones the youngest. */
#ifndef CHARGEPLAN_MODEL_OPEN_NODES_H
#define CHARGEPLAN_MODEL_OPEN_NODES_H

#include "scenarios/error.h"

struct open_node {
    double bound;
    long number;
    void *node; /* owned */
};

struct open_nodes {
    void (*free_node)(void *node); /* the caller sets it, the rest begins with zeros */
    struct open_node *heap;        /* owned [n] */
    int n, room;
    long n_made; /* nodes that ever came in */
};

/* Takes the node over, also where it fails; NULL is what is left of a node for which there was
 * no memory. Errors: ERR_NOMEM. */
enum err open_nodes_push(struct open_nodes *q, double bound, void *node, struct error *err);

/* The first one, the caller's from now on; there has to be one. */
void *open_nodes_pop(struct open_nodes *q);

/* The least bound; INFINITY: there are none. */
double open_nodes_bound(const struct open_nodes *q);

void open_nodes_clear(struct open_nodes *q); /* frees all nodes too */

#endif
