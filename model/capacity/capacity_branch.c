/* capacity_branch.c - branch and bound on sites, best bound first, each node with multipliers
 * of its own; where zones have a single source and all sites are decided, on sources. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "model/capacity/capacity_load.h"
#include "model/capacity/capacity_tree.h"

/* The plan of a node in which everything is decided. */
static void leaf(struct capacity_solve *v, const struct capacity_node *node)
{
    const struct capacity *c = v->c;
    double value = 0;

    for (int s = 0; s < c->n_sites; s++) {
        v->trial[s] = node->choice[s] == CAPACITY_OPEN;
        value += v->trial[s] ? c->fixed[s] : 0;
    }
    if (!capacity_allows(c, v->trial)) return;
    if (!c->single) {
        value += capacity_flow_solve(v->flow, v->trial, INFINITY, v->trial_part, NULL, NULL);
        capacity_record(v, v->trial, v->trial_part, value);
        return;
    }
    for (int z = 0; z < c->n_zones; z++) {
        double pay = c->penalty[z];

        for (int k = c->row_start[z]; k < c->row_start[z + 1]; k++) {
            v->trial_part[k] = node->use[k] == USE_ALWAYS;
            if (node->use[k] == USE_ALWAYS) pay = c->cost[k];
        }
        value += pay;
    }
    capacity_record(v, v->trial, v->trial_part, value);
}

/* The free site of which the averaged plans are least sure; -1: all sites are decided. */
static int choose_site(const struct capacity_solve *v, const struct capacity_node *node)
{
    double most = -1;
    int best = -1;

    for (int s = 0; s < v->c->n_sites; s++) {
        double unsure = fmin(v->mean[s], 1 - v->mean[s]);

        if (node->choice[s] != CAPACITY_FREE || unsure <= most) continue;
        most = unsure;
        best = s;
    }
    return best;
}

/* A free pair of the zone whose source is least sure, heavy zones first; -1: none. */
static int choose_pair(const struct capacity_solve *v, const struct capacity_node *node)
{
    const struct capacity *c = v->c;
    double most = -1;
    int best = -1;

    for (int z = 0; z < c->n_zones; z++) {
        int likely = -1;
        double unsure;

        for (int k = c->row_start[z]; k < c->row_start[z + 1]; k++)
            if (node->use[k] == USE_FREE && (likely < 0 || v->mean_y[k] > v->mean_y[likely]))
                likely = k;
        if (likely < 0) continue;
        unsure = c->weight[z] * (0.01 + fmin(v->mean_y[likely], fabs(1 - v->mean_y[likely])));
        if (unsure <= most) continue;
        most = unsure;
        best = likely;
    }
    return best;
}

/* Whether every zone has its source. */
static bool all_sourced(const struct capacity *c, const struct capacity_node *node)
{
    for (int k = 0; k < c->n_pairs && c->single; k++)
        if (node->use[k] == USE_FREE) return false;
    return true;
}

static int count_free(const struct capacity *c, const struct capacity_node *node)
{
    int n = 0;

    for (int s = 0; s < c->n_sites; s++)
        n += node->choice[s] == CAPACITY_FREE;
    return n;
}

/* Tries the sites that the averaged plans have open in more than a part. */
static void try_mean(struct capacity_solve *v, double part)
{
    for (int s = 0; s < v->c->n_sites; s++)
        v->guess[s] = v->mean[s] > part;
    capacity_try(v, v->guess, v->mean);
}

/* Bounds a node and chooses what to branch on; false where nothing is left of it. */
static bool explore(struct capacity_solve *v, struct capacity_node *node, int n_steps,
                    double theta)
{
    const struct capacity *c = v->c;

    for (int round = 0; round < 4 && !v->limits->stopped; round++) {
        int n_free;
        double bound;

        if (!capacity_imply(c, node->choice)) return false;
        if (c->single && !capacity_node_imply(c, node, v->load)) return false;
        n_free = count_free(c, node);
        if (n_free == 0 && all_sourced(c, node)) {
            leaf(v, node);
            return false;
        }
        bound = capacity_bound(v, node->multiplier, node->choice, node->use, n_steps, theta);
        try_mean(v, 0.5);
        if (bound > node->bound) node->bound = bound;
        if (node->bound >= capacity_cutoff(v)) return false;
        if (count_free(c, node) == n_free) break;
        n_steps = n_steps > 60 ? n_steps / 2 : n_steps;
        theta = 0.3;
    }
    node->site = choose_site(v, node);
    node->pair = node->site < 0 && c->single ? choose_pair(v, node) : -1;
    if (node->site < 0 && node->pair < 0) { /* decided by the last fixing */
        if (capacity_imply(c, node->choice)) leaf(v, node);
        return false;
    }
    return true;
}

/* One side of a node's branch: *out, NULL where nothing is left of it. */
static enum err side(struct capacity_solve *v, const struct capacity_node *node, bool yes,
                     struct capacity_node **out, struct error *err)
{
    const struct capacity *c = v->c;
    struct capacity_node *child = capacity_node_create(c, node);

    *out = NULL;
    if (child == NULL) return error_nomem(err, "the nodes of a search");
    if (node->site >= 0) {
        child->choice[node->site] = yes ? CAPACITY_OPEN : CAPACITY_CLOSED;
    } else {
        int z = c->pair_zone[node->pair];

        for (int k = c->row_start[z]; k < c->row_start[z + 1] && yes; k++)
            child->use[k] = USE_NEVER;
        child->use[node->pair] = yes ? USE_ALWAYS : USE_NEVER;
    }
    if (explore(v, child, 40, 0.2) || v->limits->stopped)
        *out = child;
    else
        capacity_node_free(child);
    return ERR_OK;
}

/* Both sides of a node, which it frees. Sources are decided in depth, as plans are found there:
 * *next is the side to go on with; else both go onto the heap. */
static enum err branch(struct capacity_tree *t, struct capacity_node *node,
                       struct capacity_node **next, struct error *err)
{
    bool dive = node->site < 0;
    struct capacity_node *yes = NULL, *no = NULL;
    enum err code = side(t->v, node, true, &yes, err);

    *next = NULL;
    if (code == ERR_OK) code = side(t->v, node, false, &no, err);
    capacity_node_free(node);
    if (code != ERR_OK) {
        capacity_node_free(yes);
        return code;
    }
    if (dive && yes != NULL)
        *next = yes;
    else if (yes != NULL)
        code = open_nodes_push(&t->nodes, yes->bound, yes, err);
    if (code == ERR_OK && no != NULL) return open_nodes_push(&t->nodes, no->bound, no, err);
    if (code != ERR_OK) capacity_node_free(no);
    return code;
}

static void first_multipliers(const struct capacity *c, double multiplier[])
{
    for (int z = 0; z < c->n_zones; z++) {
        double least = INFINITY;

        for (int k = c->row_start[z]; k < c->row_start[z + 1]; k++) {
            int s = c->site[k];
            double holds = fmin(c->room[s], c->need);
            double share = holds > 0 ? fmin(1, c->weight[z] / holds) : 0;

            least = fmin(least, c->cost[k] + c->fixed[s] * share);
        }
        multiplier[z] = isinf(c->penalty[z]) ? least : c->penalty[z] / 2;
    }
    for (int r = 0; r < c->n_rules; r++)
        multiplier[c->n_zones + r] = 0;
}

/* Whether loads of sites say all there is to say: only what is served counts, and zones may be
 * split. */
static bool by_loads(const struct capacity *c)
{
    const int most_pairs = 5000000; /* assumed: beyond, one flow takes as long as many steps */

    return c->maximise && !c->single && c->n_pairs <= most_pairs &&
           (c->in->skip & SKIP_ENGINE) == 0;
}

static enum err root(struct capacity_tree *t, struct error *err)
{
    const struct capacity *c = t->v->c;
    struct capacity_node *node = capacity_node_create(c, NULL);
    bool open;

    if (node == NULL) return error_nomem(err, "the nodes of a search");
    memcpy(node->choice, c->choice, (size_t)c->n_sites);
    if (node->use != NULL) memset(node->use, USE_FREE, (size_t)c->n_pairs);
    first_multipliers(c, node->multiplier);
    t->v->limits->stopped = false;
    open = capacity_imply(c, node->choice);
    if (open) {
        double bound = capacity_bound(t->v, node->multiplier, node->choice, node->use, 60, 1);

        node->bound = fmax(0, fmin(bound, capacity_cutoff(t->v)));
    }
    if (open) capacity_tell(t->v, node->bound, "start");
    if (open) capacity_improve(t->v, 5e6);
    if (open) capacity_tell(t->v, node->bound, "search");
    open = open && explore(t->v, node, 600, 1);
    if (open) capacity_tell(t->v, node->bound, "bound");
    for (int k = 2; k < 10 && open; k++)
        try_mean(t->v, 0.1 * k);
    if (open) capacity_improve(t->v, 1e8);
    if (open) capacity_tell(t->v, node->bound, "search");
    if (open && !c->single && isfinite(t->v->value))
        capacity_relax_narrow(t->v->relax, node->multiplier, 2);
    if (open || t->v->limits->stopped)
        return open_nodes_push(&t->nodes, node->bound, node, err);
    capacity_node_free(node);
    return ERR_OK;
}

/* The least bound of what is open. */
static void set_bound(struct capacity_tree *t, const struct capacity_node *node)
{
    double bound = open_nodes_bound(&t->nodes);

    if (node != NULL) bound = fmin(bound, node->bound);
    t->v->bound = fmin(bound, t->v->value);
}

enum err capacity_branch(struct capacity_solve *v, struct error *err)
{
    struct capacity_tree t = {.v = v, .nodes = {.free_node = capacity_node_free}};
    struct capacity_node *node = NULL;
    enum err code = root(&t, err);

    if (code == ERR_OK && t.nodes.n > 0 && by_loads(v->c)) {
        code = capacity_load_branch(v, t.nodes.heap[0].node, err);
        open_nodes_clear(&t.nodes);
        return code;
    }
    while (code == ERR_OK && (t.nodes.n > 0 || node != NULL) && !v->limits->stopped) {
        set_bound(&t, node);
        capacity_tell(v, v->bound, "node");
        if (v->bound >= capacity_cutoff(v) || capacity_near(v)) break;
        if (node == NULL) node = open_nodes_pop(&t.nodes);
        code = branch(&t, node, &node, err);
    }
    if (code == ERR_OK) {
        set_bound(&t, node);
        if (v->bound >= capacity_cutoff(v)) v->bound = v->value;
    }
    capacity_node_free(node);
    open_nodes_clear(&t.nodes);
    return code;
}
