/* serve_branch.c - branch and bound on the money of sites.
 *
 * What the relaxation mixes is the size of a station: half a large one where a small one would
 * have to stand. A node allows each site a range of money; the site whose money varied most in
 * the node's steps is cut at its mean, closed and small sizes on one side, large ones on the
 * other. Children start from their parent's multipliers. Best bound first. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "model/serve_net.h"

enum { NODE_STEPS = 40, NODES_MOST = 1500 };

/* Pairs and sizes looked at, all steps together: some seconds. */
static const double work_most = 1.5e8;

struct tree {
    struct serve_dual **node; /* open nodes, in no order */
    int n;
    double settled; /* largest bound of nodes that cannot be cut */
    double work;
};

static struct serve_dual *copy_node(const struct serve_net *net, const struct serve_dual *from)
{
    struct serve_dual *to = calloc(1, sizeof *to);
    size_t sites = (size_t)net->in->n_sites + 1;
    bool ok = to != NULL;

    if (!ok) return NULL;
    *to = *from;
    to->pi = malloc(((size_t)net->n_rows + 1) * sizeof *to->pi);
    to->least = calloc(sites, sizeof *to->least);
    to->most = malloc(sites * sizeof *to->most);
    ok = to->pi && to->least && to->most;
    for (enum service v = FAST; v < N_SERVICES; v++) {
        size_t items = (size_t)net->side[v].n_items;

        to->u[v] = malloc((items + 1) * sizeof *to->u[v]);
        ok = ok && to->u[v];
        if (to->u[v]) memcpy(to->u[v], from->u[v], items * sizeof *to->u[v]);
    }
    if (!ok) {
        serve_dual_free(to);
        return NULL;
    }
    memcpy(to->pi, from->pi, (size_t)net->n_rows * sizeof *to->pi);
    for (int s = 0; s < net->in->n_sites; s++) {
        to->least[s] = from->least ? from->least[s] : 0;
        to->most[s] = from->most ? from->most[s] : INFINITY;
    }
    return to;
}

/* Takes the open node of the largest bound (the first of several) off the tree. */
static struct serve_dual *take_best(struct tree *t)
{
    struct serve_dual *best;
    int at = 0;

    for (int k = 1; k < t->n; k++)
        if (t->node[k]->bound > t->node[at]->bound) at = k;
    best = t->node[at];
    memmove(t->node + at, t->node + at + 1, (size_t)(t->n - at - 1) * sizeof *t->node);
    t->n--;
    return best;
}

/* One side of a cut, bounded; joins the tree where its bound leaves something to find. */
static enum err add_child(struct tree *t, const struct serve_net *net,
                          const struct serve_dual *parent, bool small, double value, double gap,
                          struct error *err)
{
    const struct serve_input *in = net->in;
    struct serve_dual *child = copy_node(net, parent);
    enum err code;
    long before;

    if (!child) return error_nomem(err, "the branching of rule_then_serve");
    if (small)
        child->most[parent->branch_site] = parent->branch_cost;
    else
        child->least[parent->branch_site] = nextafter(parent->branch_cost, INFINITY);
    child->bound = INFINITY;
    child->branch_site = -1; /* the parent's cut splits nothing here */
    child->theta = 0.3;
    child->patience = DUAL_PATIENCE;
    before = child->steps;
    code = serve_dual_improve(child, net, value, gap, NODE_STEPS, err);
    t->work +=
        (double)(child->steps - before) *
        (net->side[FAST].n_pairs + net->side[SLOW].n_pairs + in->size_start[in->n_sites]);
    if (code != ERR_OK || child->bound <= value * (1 + gap)) {
        serve_dual_free(child);
        return code;
    }
    child->bound = fmin(child->bound, parent->bound);
    if (child->branch_site < 0) {
        t->settled = fmax(t->settled, child->bound);
        serve_dual_free(child);
    } else {
        t->node[t->n++] = child;
    }
    return ERR_OK;
}

enum err serve_branch(const struct serve_net *net, const struct serve_dual *root, double value,
                      double gap, struct serve_effort *effort, double *bound, struct error *err)
{
    long nodes = effort->work >= 0 && effort->work < NODES_MOST ? effort->work : NODES_MOST;
    const struct serve_input *in = net->in;
    double per_step =
        net->side[FAST].n_pairs + net->side[SLOW].n_pairs + (double)in->size_start[in->n_sites];
    struct tree t = {.settled = value};
    enum err code = ERR_OK;
    double proven;

    if (nodes == 0 || root->branch_site < 0 || per_step * 100 * NODE_STEPS > work_most)
        return ERR_OK;
    t.node = malloc((NODES_MOST + 2) * sizeof(struct serve_dual *));
    if (t.node) t.node[0] = copy_node(net, root);
    if (t.node && t.node[0]) t.node[0]->bound = fmin(root->bound, *bound);
    if (!t.node || !t.node[0]) {
        free(t.node);
        return error_nomem(err, "the branching of rule_then_serve");
    }
    t.n = 1;
    for (long k = 0; k < nodes && code == ERR_OK && t.n > 0 && t.work < work_most; k++) {
        struct serve_dual *node;

        if (serve_effort_over(effort)) break;
        if (effort->work > 0) effort->work--;
        node = take_best(&t);

        if (node->bound <= fmax(t.settled, value * (1 + gap))) { /* nothing better is open */
            t.node[t.n++] = node;
            break;
        }
        code = add_child(&t, net, node, true, value, gap, err);
        if (code == ERR_OK) code = add_child(&t, net, node, false, value, gap, err);
        serve_dual_free(node);
    }
    proven = fmax(t.settled, value * (1 + gap));
    for (int k = 0; k < t.n; k++) {
        proven = fmax(proven, t.node[k]->bound);
        serve_dual_free(t.node[k]);
    }
    free(t.node);
    if (code == ERR_OK && proven < *bound) *bound = proven;
    return code;
}
