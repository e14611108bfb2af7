/* median_tree.c - branch and bound over the Lagrangian bound: best bound first, a site opened
 * or closed, multipliers taken over from the node above. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "model/median/median_node.h"
#include "model/open_nodes.h"

enum { NODE_STEPS = 40, KICKS = 10 };

struct tree {
    struct median_work *w;
    struct open_nodes nodes;
    long kick_again; /* work at which kicks are due */
    uint64_t *seed;
};

/* ---- nodes ---- */

static void node_free(void *node)
{
    struct median_node *own = node;

    if (own != NULL) free(own->v);
    free(own);
}

/* What the work holds, as a node of its own; NULL: out of memory. */
static struct median_node *node_create(const struct median_work *w, double bound)
{
    size_t n = (size_t)(w->m->n_zones + w->rules->n), sites = (size_t)w->m->n_sites;
    struct median_node *node = malloc(sizeof *node);

    if (node == NULL) return NULL;
    *node = (struct median_node){.bound = bound, .branch = -1};
    node->v = malloc(n * sizeof *node->v + sites + 1);
    if (node->v == NULL) {
        free(node);
        return NULL;
    }
    for (size_t k = 0; k < n; k++)
        node->v[k] = (float)w->v[k];
    node->choice = (unsigned char *)(node->v + n);
    memcpy(node->choice, w->choice, sites);
    return node;
}

/* ---- leaves ---- */

/* The open sites and those of extra[] (-1: none) as a plan. */
static void try_plan(struct median_work *w, bool with_free, int extra)
{
    for (int s = 0; s < w->m->n_sites; s++)
        w->take[s] = w->choice[s] == COVER_OPEN || s == extra ||
                     (with_free && w->choice[s] == COVER_FREE);
    median_set(w->plan, w->take);
    median_keep(w->plan, w->state);
}

/* The best last site: all zones that nobody serves yet, then the least pay. */
static int best_last(struct median_work *w)
{
    int n_lost = 0, best = -1;

    for (int k = 0; k < w->n_free; k++) {
        w->r[w->free_site[k]] = 0;
        w->order[w->free_site[k]] = 0;
    }
    for (int z = 0; z < w->m->n_zones; z++) {
        bool lost = isinf(w->served[z]);

        n_lost += lost;
        for (int k = w->row_start[z]; k < w->row_start[z + 1]; k++) {
            w->r[w->site[k]] += w->pay[k] - (lost ? 0 : w->served[z]);
            w->order[w->site[k]] += lost;
        }
    }
    for (int k = 0; k < w->n_free; k++) {
        int s = w->free_site[k];

        if (w->order[s] == n_lost && (best < 0 || w->r[s] < w->r[best])) best = s;
    }
    return best;
}

/* Whether the node is small enough to be answered at once. */
static bool leaf(struct median_work *w)
{
    int last;

    if (w->hopeless) return true;
    if (w->n_free == 0 || w->p == 0) {
        try_plan(w, false, -1);
        return true;
    }
    if (w->n_free <= w->p && w->rules->n == 0) {
        try_plan(w, true, -1);
        return true;
    }
    if (w->p > 1) return false;
    last = best_last(w);
    if (last >= 0) try_plan(w, false, last);
    return true;
}

/* ---- search ---- */

/* The site that the bound took most often and is not sure of. */
static int choose_site(const struct median_work *w)
{
    int best = -1;

    for (int k = 0; k < w->n_free; k++) {
        int s = w->free_site[k];

        if (w->choice[s] != COVER_FREE) continue;
        if (best < 0 || w->often[s] > w->often[best]) best = s;
    }
    return best;
}

/* Bounds what the work holds; a node where something is left of it. */
static enum err explore(struct tree *t, double bound, struct error *err)
{
    struct median_work *w = t->w;
    struct median_node *node;

    for (int round = 0; round < 3; round++) {
        int n_free;

        median_fill(w);
        if (leaf(w)) return ERR_OK;
        n_free = w->n_free;
        if (median_climb(w, NODE_STEPS, false, true)) return ERR_OK;
        bound = fmax(bound, w->best_safe);
        if (w->limits->stopped) break;
        median_fill(w);
        if (leaf(w)) return ERR_OK;
        if (2 * w->n_free > n_free) break;
    }
    node = node_create(w, bound);
    if (node == NULL) return error_nomem(err, "the nodes of a search");
    node->branch = choose_site(w);
    return open_nodes_push(&t->nodes, bound, node, err);
}

static enum err side(struct tree *t, const struct median_node *node, bool open,
                     struct error *err)
{
    struct median_work *w = t->w;

    memcpy(w->choice, node->choice, (size_t)w->m->n_sites);
    for (int k = 0; k < w->m->n_zones + w->rules->n; k++)
        w->v[k] = node->v[k];
    w->choice[node->branch] = open ? COVER_OPEN : COVER_CLOSED;
    return explore(t, node->bound, err);
}

static void set_bound(struct tree *t)
{
    struct cover_state *state = t->w->state;
    double bound = open_nodes_bound(&t->nodes);

    if (bound >= median_target(t->w)) bound = INFINITY;
    state->bound = fmax(state->bound, fmin(bound, state->value));
}

/* Another plan; half of the steps go there where nodes are large. */
static void kick(struct tree *t)
{
    struct median_work *w = t->w;
    struct cover_limits *limits = w->limits;
    long before = limits->work_done, cost;
    double value = w->state->value;

    if (before < t->kick_again) return;
    median_shake(w->plan, KICKS, t->seed, w->state);
    if (w->state->value >= value) median_restart(w->plan, 5 * KICKS, t->seed, w->state);
    cost = limits->work_done - before;
    t->kick_again = limits->work_done + (cost > 2 * NODE_STEPS ? cost : 2 * NODE_STEPS);
}

enum err median_tree(struct median_work *w, uint64_t *seed, struct error *err)
{
    struct tree t = {.w = w,
                     .nodes = {.free_node = node_free},
                     .seed = seed,
                     .kick_again = w->limits->work_done + 1000};
    struct cover c = {.step = w->m->step};
    enum err code = explore(&t, w->state->bound, err);

    while (code == ERR_OK && t.nodes.n > 0 && !w->limits->stopped) {
        struct median_node *node;

        set_bound(&t);
        cover_tell(&c, w->limits, w->state, "node");
        if (cover_proven(&c, w->state) || cover_near(&c, w->limits, w->state)) break;
        node = open_nodes_pop(&t.nodes);
        code = side(&t, node, true, err);
        if (code == ERR_OK && w->limits->stopped) {
            code = open_nodes_push(&t.nodes, node->bound, node, err);
            break;
        }
        if (code == ERR_OK) code = side(&t, node, false, err);
        node_free(node);
        kick(&t);
    }
    if (code == ERR_OK) set_bound(&t);
    open_nodes_clear(&t.nodes);
    return code;
}
