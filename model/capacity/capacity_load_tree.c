/* capacity_load_tree.c - branch and cut on sites over the relaxation of loads, best bound
 * first. All rows hold everywhere, so that nodes differ by their decided sites alone. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "model/capacity/capacity_load.h"
#include "model/capacity/capacity_tree.h"

static const double whole = 1e-6; /* of a site: less is not open, or open */

struct search {
    struct capacity_solve *v;
    struct capacity_load *m;
    struct capacity_tree tree;
    /* what the bound gained so far per unit of openness, and how often, by site and side */
    double *gain; /* owned [2 n_sites] */
    int *n_gains; /* owned [2 n_sites] */
    long n_explored;
};

static double value_of(const struct search *t, double units)
{
    return t->v->c->base - units * t->m->unit;
}

/* Closes and opens what the duals say no better plan has otherwise. */
static void fix(struct search *t, unsigned char choice[])
{
    const struct capacity_load *m = t->m;
    double cutoff = capacity_cutoff(t->v);

    if ((t->v->c->in->skip & SKIP_FIX) != 0 || m->status != LP_OPTIMAL) return;
    for (int s = 0; s < t->v->c->n_sites; s++) {
        if (choice[s] != CAPACITY_FREE) continue;
        if (value_of(t, m->bound - fabs(m->worth_x[s])) < cutoff) continue;
        choice[s] = m->worth_x[s] > 0 ? CAPACITY_OPEN : CAPACITY_CLOSED;
    }
}

/* The relaxation of a node: false where nothing is left of it. */
static enum err relax(struct search *t, struct capacity_node *node, bool *alive,
                      struct error *err)
{
    double bound;

    *alive = capacity_imply(t->v->c, node->choice);
    if (!*alive) return ERR_OK;
    capacity_load_bounds(t->m, node->choice);
    TRY(capacity_load_solve(t->m, t->v->limits, err));
    cover_spend(t->v->limits, 1);
    if (t->m->status == LP_STOPPED) { /* no answer: the node and its bound stay */
        if (cover_spend(t->v->limits, 0)) return ERR_OK;
        t->v->limits->stopped = true;
        t->v->limits->stop = STOP_WORK;
        return ERR_OK;
    }
    bound = isinf(t->m->bound) ? INFINITY : value_of(t, t->m->bound);
    if (bound > node->bound) node->bound = bound;
    *alive = node->bound < capacity_cutoff(t->v);
    return ERR_OK;
}

/* Betters a plan by exchanges and keeps it where it is the best. */
static enum err try_plan(struct search *t, bool open[], struct error *err)
{
    struct capacity_solve *v = t->v;
    double value;

    TRY(capacity_load_swap(t->m, v->limits, open, err));
    value = capacity_evaluate(v, open, v->value, NULL);
    capacity_record(v, open, v->trial_part, value);
    return ERR_OK;
}

/* Opens sites in falling openness as far as the limits go; betters what is new, or is told to.
 */
static enum err try_point(struct search *t, bool better, struct error *err)
{
    struct capacity_solve *v = t->v;
    double before = v->value;

    for (int s = 0; s < v->c->n_sites; s++) {
        v->mean[s] = t->m->x[s];
        v->guess[s] = t->m->x[s] > whole;
    }
    capacity_try(v, v->guess, v->mean);
    if (!better && !(v->value < before)) return ERR_OK;
    memcpy(v->guess, v->trial, (size_t)v->c->n_sites * sizeof *v->guess);
    return capacity_allows(v->c, v->guess) ? try_plan(t, v->guess, err) : ERR_OK;
}

/* Adds cuts and solves again as long as that helps. */
static enum err cut(struct search *t, struct capacity_node *node, bool root, bool *alive,
                    struct error *err)
{
    const int rounds = root ? 300 : 8, patience = root ? 25 : 2;
    struct capacity_solve *v = t->v;
    double mark = node->bound;
    int since = 0;

    for (int k = 0; k < rounds && *alive && !v->limits->stopped; k++) {
        int n_cuts = 0, n_rounded = 0;

        if (t->m->status != LP_OPTIMAL) return ERR_OK;
        TRY(capacity_load_cut(t->m, v->limits, &n_cuts, err));
        if (n_cuts == 0 || k % 4 == 3) TRY(capacity_load_round(t->m, &n_rounded, err));
        if (n_cuts + n_rounded == 0) return ERR_OK;
        TRY(relax(t, node, alive, err));
        fix(t, node->choice);
        if (root && k % 20 == 19) TRY(try_point(t, true, err));
        if (root) capacity_tell(v, node->bound, "cut");
        if (root && k % 10 == 9) TRY(capacity_load_tidy(t->m, 4, err));
        if (node->bound - mark > 0.01 * (capacity_cutoff(v) - mark)) {
            mark = node->bound;
            since = 0;
        } else if (++since >= patience) {
            return ERR_OK;
        }
    }
    return ERR_OK;
}

/* ---- branching ---- */

static void learn(struct search *t, int s, bool open, double gain, double by)
{
    int k = 2 * s + open;

    if (isinf(gain) || by < whole) return;
    t->gain[k] = (t->gain[k] * t->n_gains[k] + gain / by) / (t->n_gains[k] + 1);
    t->n_gains[k]++;
}

static double score(double down, double up)
{
    return fmax(down, 1e-9) * fmax(up, 1e-9);
}

/* Solves the relaxation with a site decided; INFINITY where nothing is left. */
static enum err look(struct search *t, const struct capacity_node *node, int s, bool open,
                     double *bound, struct error *err)
{
    struct capacity_node *trial = capacity_node_light(t->v->c, node);
    bool alive;
    enum err code;

    if (trial == NULL) return error_nomem(err, "the nodes of a search");
    trial->choice[s] = open ? CAPACITY_OPEN : CAPACITY_CLOSED;
    t->m->looking = true;
    code = relax(t, trial, &alive, err);
    t->m->looking = false;
    *bound = alive ? trial->bound : INFINITY;
    capacity_node_free(trial);
    return code;
}

/* A site that is not whole, of which both sides raise the bound most, seen or learnt; where a
 * side has nothing left the other one is decided: *again. */
static enum err choose(struct search *t, struct capacity_node *node, bool *again,
                       struct error *err)
{
    enum { LOOKS = 8, TRUST = 1 };
    const struct capacity *c = t->v->c;
    struct capacity_order *order = t->v->relax->order;
    double best = -1, *x = t->v->mean;
    int n = 0;

    *again = false;
    node->site = -1;
    memcpy(x, t->m->x, (size_t)c->n_sites * sizeof *x);
    for (int s = 0; s < c->n_sites; s++) {
        if (node->choice[s] != CAPACITY_FREE) continue;
        if (node->site < 0) node->site = s;
        if (x[s] < whole || x[s] > 1 - whole) continue;
        order[n++] = (struct capacity_order){
            -score(t->n_gains[2 * s] ? t->gain[2 * s] * x[s] : x[s],
                   t->n_gains[2 * s + 1] ? t->gain[2 * s + 1] * (1 - x[s]) : 1 - x[s]),
            s};
    }
    qsort(order, (size_t)n, sizeof *order, capacity_by_value);
    for (int i = 0, seen = 0; i < n && !t->v->limits->stopped; i++) {
        int s = order[i].site;
        double side[2], now = -order[i].value;

        if (t->n_gains[2 * s] < TRUST || t->n_gains[2 * s + 1] < TRUST) {
            if (seen++ >= LOOKS) break;
            for (int open = 0; open < 2; open++) {
                TRY(look(t, node, s, open, &side[open], err));
                learn(t, s, open, side[open] - node->bound, open ? 1 - x[s] : x[s]);
                if (!isinf(side[open])) continue;
                node->choice[s] = open ? CAPACITY_CLOSED : CAPACITY_OPEN;
                *again = true;
                return ERR_OK;
            }
            now = score(side[0] - node->bound, side[1] - node->bound);
        }
        if (now <= best) continue;
        best = now;
        node->site = s;
    }
    return ERR_OK;
}

/* Everything is decided: the plan itself. */
static void leaf(struct search *t, const struct capacity_node *node)
{
    struct capacity_solve *v = t->v;
    double value;

    for (int s = 0; s < v->c->n_sites; s++)
        v->trial[s] = node->choice[s] == CAPACITY_OPEN;
    if (!capacity_allows(v->c, v->trial)) return;
    value = capacity_evaluate(v, v->trial, INFINITY, NULL);
    capacity_record(v, v->trial, v->trial_part, value);
}

/* Bounds a node and chooses what to branch on; *alive: something is left of it. */
static enum err explore(struct search *t, struct capacity_node *node, bool root, bool *alive,
                        struct error *err)
{
    bool again = true;

    TRY(relax(t, node, alive, err));
    if (*alive) TRY(cut(t, node, root, alive, err));
    if (t->n_explored % 4 == 0) TRY(capacity_load_tidy(t->m, 12, err));
    while (again && *alive && !t->v->limits->stopped) {
        if (t->m->status == LP_OPTIMAL) TRY(try_point(t, root || t->n_explored % 32 == 0, err));
        *alive = node->bound < capacity_cutoff(t->v);
        if (!*alive) break;
        fix(t, node->choice);
        TRY(choose(t, node, &again, err));
        if (again) TRY(relax(t, node, alive, err));
    }
    t->n_explored++;
    if (!*alive || t->v->limits->stopped || node->site >= 0) return ERR_OK;
    *alive = false;
    if (capacity_imply(t->v->c, node->choice)) leaf(t, node);
    return ERR_OK;
}

static enum err push_side(struct search *t, const struct capacity_node *node, bool open,
                          struct error *err)
{
    struct capacity_node *child = capacity_node_light(t->v->c, node);

    if (child == NULL) return error_nomem(err, "the nodes of a search");
    child->choice[node->site] = open ? CAPACITY_OPEN : CAPACITY_CLOSED;
    return open_nodes_push(&t->tree.nodes, child->bound, child, err);
}

static enum err start(struct search *t, const struct capacity_node *root, struct error *err)
{
    struct capacity_node *node = capacity_node_light(t->v->c, root);

    if (node == NULL) return error_nomem(err, "the nodes of a search");
    return open_nodes_push(&t->tree.nodes, node->bound, node, err);
}

static enum err run(struct search *t, const struct capacity_node *root, struct error *err)
{
    struct capacity_solve *v = t->v;

    TRY(capacity_load_begin_base(t->m, v->limits, err));
    TRY(capacity_load_seed(t->m, root->multiplier, err));
    TRY(start(t, root, err));
    if (isfinite(v->value)) {
        memcpy(v->guess, v->open, (size_t)v->c->n_sites * sizeof *v->guess);
        TRY(try_plan(t, v->guess, err));
        capacity_tell(v, root->bound, "search");
    }
    while (t->tree.nodes.n > 0 && !v->limits->stopped) {
        struct capacity_node *node;
        enum err code;
        bool alive;

        v->bound = fmin(open_nodes_bound(&t->tree.nodes), v->value);
        capacity_tell(v, v->bound, "node");
        if (v->bound >= capacity_cutoff(v) || capacity_near(v)) return ERR_OK;
        node = open_nodes_pop(&t->tree.nodes);
        code = explore(t, node, t->n_explored == 0, &alive, err);
        if (code == ERR_OK && v->limits->stopped) {
            if (alive) return open_nodes_push(&t->tree.nodes, node->bound, node, err);
        } else if (code == ERR_OK && alive) {
            code = push_side(t, node, false, err);
            if (code == ERR_OK) code = push_side(t, node, true, err);
        }
        capacity_node_free(node);
        if (code != ERR_OK) return code;
    }
    return ERR_OK;
}

enum err capacity_load_branch(struct capacity_solve *v, const struct capacity_node *root,
                              struct error *err)
{
    struct search t = {.v = v, .tree = {.v = v, .nodes = {.free_node = capacity_node_free}}};
    size_t sides = 2 * (size_t)v->c->n_sites + 1;
    enum err code = capacity_load_create(&t.m, v->c, root->choice, err);

    t.gain = calloc(sides, sizeof *t.gain);
    t.n_gains = calloc(sides, sizeof *t.n_gains);
    if (code == ERR_OK && (t.gain == NULL || t.n_gains == NULL))
        code = error_nomem(err, "the nodes of a search");
    if (code == ERR_OK) code = run(&t, root, err);
    if (code == ERR_OK) {
        v->bound = fmin(open_nodes_bound(&t.tree.nodes), v->value);
        if (v->bound >= capacity_cutoff(v)) v->bound = v->value;
    }
    open_nodes_clear(&t.tree.nodes);
    free(t.gain);
    free(t.n_gains);
    capacity_load_free(t.m);
    return code;
}
