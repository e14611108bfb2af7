/* capacity_tree.c - nodes of the search, and what their sources imply. */
#include "model/capacity/capacity_tree.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct capacity_node *capacity_node_create(const struct capacity *c,
                                           const struct capacity_node *from)
{
    size_t n = (size_t)(c->n_zones + c->n_rules), sites = (size_t)c->n_sites;
    size_t pairs = c->single ? (size_t)c->n_pairs : 0;
    struct capacity_node *node = malloc(sizeof *node);

    if (node == NULL) return NULL;
    *node = (struct capacity_node){.site = -1, .pair = -1}; /* nothing is paid below 0 */
    node->multiplier = malloc(n * sizeof(double) + sites + pairs + 1);
    if (node->multiplier == NULL) {
        free(node);
        return NULL;
    }
    node->choice = (unsigned char *)(node->multiplier + n);
    node->use = c->single ? node->choice + sites : NULL;
    if (from == NULL) return node;
    node->bound = from->bound;
    memcpy(node->multiplier, from->multiplier, n * sizeof(double) + sites + pairs);
    return node;
}

struct capacity_node *capacity_node_light(const struct capacity *c,
                                          const struct capacity_node *from)
{
    struct capacity_node *node = malloc(sizeof *node);

    if (node == NULL) return NULL;
    *node = (struct capacity_node){.site = -1, .pair = -1};
    node->multiplier = malloc((size_t)c->n_sites + 1);
    if (node->multiplier == NULL) {
        free(node);
        return NULL;
    }
    node->choice = (unsigned char *)node->multiplier;
    if (from == NULL) return node;
    node->bound = from->bound;
    memcpy(node->choice, from->choice, (size_t)c->n_sites);
    return node;
}

void capacity_node_free(void *node)
{
    struct capacity_node *own = node;

    if (own != NULL) free(own->multiplier);
    free(own);
}

/* ---- sources ---- */

/* Looks at the pairs of a zone that is not decided: those left, the cheapest kind of choice. */
static bool imply_pairs_of(const struct capacity *c, struct capacity_node *node, double left[],
                           int z, bool *changed)
{
    int n = 0, last = -1;

    for (int k = c->row_start[z]; k < c->row_start[z + 1]; k++) {
        if (node->use[k] == USE_ALWAYS) return true;
        if (node->use[k] != USE_FREE) continue;
        if (node->choice[c->site[k]] == CAPACITY_CLOSED || c->weight[z] > left[c->site[k]]) {
            node->use[k] = USE_NEVER;
            *changed = true;
            continue;
        }
        n++;
        last = k;
    }
    if (!isinf(c->penalty[z]) || n > 1) return true;
    if (n == 0) return false;
    if (node->choice[c->site[last]] != CAPACITY_OPEN) return true;
    node->use[last] = USE_ALWAYS;
    left[c->site[last]] -= c->weight[z];
    *changed = true;
    return true;
}

bool capacity_node_imply(const struct capacity *c, struct capacity_node *node, double left[])
{
    bool changed = true;

    memcpy(left, c->room, (size_t)c->n_sites * sizeof *left);
    for (int k = 0; k < c->n_pairs; k++)
        if (node->use[k] == USE_ALWAYS) {
            left[c->site[k]] -= c->weight[c->pair_zone[k]];
            if (left[c->site[k]] < 0) return false;
        }
    while (changed) {
        changed = false;
        for (int z = 0; z < c->n_zones; z++)
            if (!imply_pairs_of(c, node, left, z, &changed)) return false;
    }
    return true;
}
