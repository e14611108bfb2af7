/* capacity_branch.c - branch and bound on sites, best bound first, each node with multipliers
 * of its own; where zones have a single source and all sites are decided, on sources. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "model/capacity/capacity.h"

struct node {
    double bound;
    long number;        /* ties: the older one first */
    int site, pair;     /* what to branch on; -1 */
    double *multiplier; /* owned, one block with the two below */
    unsigned char *choice;
    unsigned char *use; /* NULL where zones may be split */
};

struct tree {
    struct capacity_solve *v;
    struct node **heap; /* owned */
    int n, room;
    long n_made;
    double bytes;
};

static struct node *node_create(const struct capacity *c, const struct node *from)
{
    size_t n = (size_t)(c->n_zones + c->n_rules), sites = (size_t)c->n_sites;
    size_t pairs = c->single ? (size_t)c->n_pairs : 0;
    struct node *node = malloc(sizeof *node);

    if (node == NULL) return NULL;
    *node = (struct node){.site = -1, .pair = -1}; /* nothing is paid below 0 */
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

static void node_free(struct node *node)
{
    if (node != NULL) free(node->multiplier);
    free(node);
}

/* ---- heap ---- */

static bool before(const struct node *a, const struct node *b)
{
    return a->bound != b->bound ? a->bound < b->bound : a->number > b->number;
}

static enum err push(struct tree *t, struct node *node, struct error *err)
{
    int k = t->n;

    if (t->n == t->room) {
        int room = 2 * t->room + 64;
        struct node **heap = realloc(t->heap, (size_t)room * sizeof(struct node *));

        if (heap == NULL) {
            node_free(node);
            return error_nomem(err, "the nodes of a search");
        }
        t->heap = heap;
        t->room = room;
    }
    node->number = t->n_made++;
    for (t->n++; k > 0 && before(node, t->heap[(k - 1) / 2]); k = (k - 1) / 2)
        t->heap[k] = t->heap[(k - 1) / 2];
    t->heap[k] = node;
    return ERR_OK;
}

static struct node *pop(struct tree *t)
{
    struct node *top = t->heap[0], *last = t->heap[--t->n];
    int k = 0;

    for (;;) {
        int child = 2 * k + 1;

        if (child + 1 < t->n && before(t->heap[child + 1], t->heap[child])) child++;
        if (child >= t->n || !before(t->heap[child], last)) break;
        t->heap[k] = t->heap[child];
        k = child;
    }
    t->heap[k] = last;
    return top;
}

/* ---- sources ---- */

/* Looks at the pairs of a zone that is not decided: those left, the cheapest kind of choice. */
static bool imply_pairs_of(const struct capacity *c, struct node *node, double left[], int z,
                           bool *changed)
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

static bool imply_pairs(const struct capacity *c, struct node *node, double left[])
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

/* ---- a node ---- */

/* The plan of a node in which everything is decided. */
static void leaf(struct capacity_solve *v, const struct node *node)
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
static int choose_site(const struct capacity_solve *v, const struct node *node)
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
static int choose_pair(const struct capacity_solve *v, const struct node *node)
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
static bool all_sourced(const struct capacity *c, const struct node *node)
{
    for (int k = 0; k < c->n_pairs && c->single; k++)
        if (node->use[k] == USE_FREE) return false;
    return true;
}

static int count_free(const struct capacity *c, const struct node *node)
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
static bool explore(struct capacity_solve *v, struct node *node, int n_steps, double theta)
{
    const struct capacity *c = v->c;

    for (int round = 0; round < 4 && !v->limits->stopped; round++) {
        int n_free;
        double bound;

        if (!capacity_imply(c, node->choice)) return false;
        if (c->single && !imply_pairs(c, node, v->load)) return false;
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
static enum err side(struct capacity_solve *v, const struct node *node, bool yes,
                     struct node **out, struct error *err)
{
    const struct capacity *c = v->c;
    struct node *child = node_create(c, node);

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
        node_free(child);
    return ERR_OK;
}

/* Both sides of a node, which it frees. Sources are decided in depth, as plans are found there:
 * *next is the side to go on with; else both go onto the heap. */
static enum err branch(struct tree *t, struct node *node, struct node **next, struct error *err)
{
    bool dive = node->site < 0;
    struct node *yes = NULL, *no = NULL;
    enum err code = side(t->v, node, true, &yes, err);

    *next = NULL;
    if (code == ERR_OK) code = side(t->v, node, false, &no, err);
    node_free(node);
    if (code != ERR_OK) {
        node_free(yes);
        return code;
    }
    if (dive && yes != NULL)
        *next = yes;
    else if (yes != NULL)
        code = push(t, yes, err);
    if (code == ERR_OK && no != NULL) return push(t, no, err);
    if (code != ERR_OK) node_free(no);
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

static enum err root(struct tree *t, struct error *err)
{
    const struct capacity *c = t->v->c;
    struct node *node = node_create(c, NULL);
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
    if (open || t->v->limits->stopped) return push(t, node, err);
    node_free(node);
    return ERR_OK;
}

/* The least bound of what is open. */
static void set_bound(struct tree *t, const struct node *node)
{
    double bound = t->n > 0 ? t->heap[0]->bound : INFINITY;

    if (node != NULL) bound = fmin(bound, node->bound);
    t->v->bound = fmin(bound, t->v->value);
}

enum err capacity_branch(struct capacity_solve *v, struct error *err)
{
    struct tree t = {.v = v};
    struct node *node = NULL;
    enum err code = root(&t, err);

    while (code == ERR_OK && (t.n > 0 || node != NULL) && !v->limits->stopped) {
        set_bound(&t, node);
        capacity_tell(v, v->bound, "node");
        if (v->bound >= capacity_cutoff(v) || capacity_near(v)) break;
        if (node == NULL) node = pop(&t);
        code = branch(&t, node, &node, err);
    }
    if (code == ERR_OK) {
        set_bound(&t, node);
        if (v->bound >= capacity_cutoff(v)) v->bound = v->value;
    }
    node_free(node);
    while (t.n > 0)
        node_free(t.heap[--t.n]);
    free(t.heap);
    return code;
}
