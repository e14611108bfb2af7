/* capacity_tree.h - nodes of the search; private to the capacity_*.c files. */
#ifndef CHARGEPLAN_MODEL_CAPACITY_TREE_H
#define CHARGEPLAN_MODEL_CAPACITY_TREE_H

#include "model/capacity/capacity.h"
#include "model/open_nodes.h"

struct capacity_node {
    double bound;
    int site, pair;     /* what to branch on; -1 */
    double *multiplier; /* owned, one block with the two below; none in a light node */
    unsigned char *choice;
    unsigned char *use; /* NULL where zones may be split */
};

struct capacity_tree {
    struct capacity_solve *v;
    struct open_nodes nodes;
};

/* A node without decisions, or a copy; NULL: out of memory. */
struct capacity_node *capacity_node_create(const struct capacity *c,
                                           const struct capacity_node *from);
/* The same without multipliers and sources: a bound and choices. */
struct capacity_node *capacity_node_light(const struct capacity *c,
                                          const struct capacity_node *from);
void capacity_node_free(void *node); /* NULL is fine */
/* Draws what follows for sources: sites without room, zones with one site left. False: no plan.
 * left: [n_sites] scratch. */
bool capacity_node_imply(const struct capacity *c, struct capacity_node *node, double left[]);

#endif
