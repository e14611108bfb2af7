/* setcover_branch.c - branch and bound on sites over the linear relaxation, best bound first,
 * going on with one side as long as it lasts, so that the simplex goes on from its basis.
 *
 * The site to branch on is the one that moves the bound most on both sides, by what it did
 * before (pseudo-costs), and by trying both sides where little is known of it: T. Achterberg,
 * T. Koch and A. Martin, Branching rules revisited, Operations Research Letters 33 (2005)
 * 42-54, doi:10.1016/j.orl.2004.04.002. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "model/open_nodes.h"
#include "model/setcover/setcover_relax.h"

enum { KNOWN = 4, TRIALS = 8 }; /* assumed: reliable from here on; sites tried at a node */

struct node {
    double bound;
    unsigned char *choice; /* owned [sites] */
};

struct branching {
    struct setcover_relax *r;
    const struct cover *c;
    struct cover_limits *limits;
    struct cover_state *state;
    struct setcover_history *of; /* borrowed [sites] */
    unsigned char *choice;       /* owned [sites] of the node at hand */
    unsigned char *trial;        /* owned [sites] of a side that is tried */
    bool *open, *tried;          /* owned [sites] scratch */
    double *x;                   /* owned [sites] the node's point */
    struct open_nodes nodes;
};

/* ---- nodes ---- */

static void node_free(void *node)
{
    struct node *own = node;

    if (own != NULL) free(own->choice);
    free(own);
}

/* The node at hand for later. */
static enum err push(struct branching *t, double bound, struct error *err)
{
    struct node *node = calloc(1, sizeof *node);

    if (node != NULL) node->choice = malloc((size_t)t->c->n_sites + 1);
    if (node == NULL || node->choice == NULL) {
        node_free(node);
        return error_nomem(err, "the nodes of a search");
    }
    memcpy(node->choice, t->choice, (size_t)t->c->n_sites);
    node->bound = bound;
    return open_nodes_push(&t->nodes, bound, node, err);
}

static double target_of(const struct branching *t)
{
    double best = fmin(t->state->value, t->state->cutoff);

    return t->c->step > 0 ? best - t->c->step * (1 - 1e-6) : best;
}

/* The least bound of what is open. */
static void set_bound(struct branching *t, double here)
{
    double bound = fmin(open_nodes_bound(&t->nodes), here);
    double best = fmin(t->state->value, t->state->cutoff);

    bound = fmin(cover_round_up(t->c, bound), best);
    t->state->bound = fmax(t->state->bound, bound);
}

/* ---- which site ---- */

/* The relaxation with these decisions; a simplex without an answer ends the search. */
static enum err solve(struct branching *t, unsigned char choice[], double *bound,
                      struct error *err)
{
    bool solved;

    TRY(setcover_relax_solve(t->r, choice, target_of(t), t->limits, &solved, err));
    if (!solved && !cover_spend(t->limits, 0)) {
        t->limits->stopped = true;
        t->limits->stop = STOP_WORK;
    }
    *bound = solved ? t->r->bound : -INFINITY;
    return ERR_OK;
}

/* What branching on s promises; a side nothing is known of counts as `mean`. */
static double promise(const struct branching *t, int s, double mean)
{
    const struct setcover_history *h = &t->of[s];
    double down = h->n[0] > 0 ? h->sum[0] / h->n[0] : mean;
    double up = h->n[1] > 0 ? h->sum[1] / h->n[1] : mean;

    return fmax(down * t->x[s], 1e-6) * fmax(up * (1 - t->x[s]), 1e-6);
}

static double mean_gain(const struct branching *t)
{
    double sum = 0;
    int n = 0;

    for (int s = 0; s < t->c->n_sites; s++) {
        sum += t->of[s].sum[0] + t->of[s].sum[1];
        n += t->of[s].n[0] + t->of[s].n[1];
    }
    return n > 0 ? sum / n : 1;
}

/* The most promising fractional site that was not tried; -1: none. */
static int most_promising(const struct branching *t, double mean)
{
    double most = -1;
    int best = -1;

    for (int s = 0; s < t->c->n_sites; s++) {
        double here;

        if (t->choice[s] != COVER_FREE || t->x[s] <= 1e-6 || t->x[s] >= 1 - 1e-6 || t->tried[s])
            continue;
        here = promise(t, s, mean);
        if (here <= most) continue;
        most = here;
        best = s;
    }
    return best;
}

/* Solves the sides of s that little is known of. *decided: one leaves nothing, the site is
 * decided in t->choice. */
static enum err try_sides(struct branching *t, int s, double bound, bool *decided,
                          struct error *err)
{
    struct setcover_history *h = &t->of[s];

    for (int in = 0; in < 2 && !*decided; in++) {
        double part = in ? 1 - t->x[s] : t->x[s], side;
        bool solved;

        if (h->n[in] >= KNOWN) continue;
        memcpy(t->trial, t->choice, (size_t)t->c->n_sites);
        t->trial[s] = in ? COVER_OPEN : COVER_CLOSED;
        TRY(setcover_relax_glance(t->r, t->trial, target_of(t), t->limits, &solved, err));
        if (t->limits->stopped) return ERR_OK;
        if (!solved) continue;
        side = t->r->bound;
        h->sum[in] += fmax(fmin(side, target_of(t)) - bound, 0) / part;
        h->n[in]++;
        if (side < target_of(t)) continue;
        t->choice[s] = in ? COVER_CLOSED : COVER_OPEN;
        *decided = true;
    }
    return ERR_OK;
}

/* The site to branch on; -1: the point is whole. *decided: a site was decided instead. */
static enum err choose(struct branching *t, double bound, int *site, bool *decided,
                       struct error *err)
{
    double mean = mean_gain(t), most = -1;

    *site = -1;
    *decided = false;
    memset(t->tried, 0, (size_t)t->c->n_sites * sizeof *t->tried);
    for (int trial = 0; trial < TRIALS; trial++) {
        int s = most_promising(t, mean);
        double here;

        if (s < 0) break;
        t->tried[s] = true;
        TRY(try_sides(t, s, bound, decided, err));
        here = promise(t, s, mean);
        if (here > most) {
            most = here;
            *site = s;
        }
        if (*decided || t->limits->stopped) break;
    }
    return ERR_OK;
}

/* ---- the search ---- */

/* The point of the node, where it is whole. */
static void take_point(struct branching *t)
{
    double value;

    for (int s = 0; s < t->c->n_sites; s++)
        t->open[s] = t->x[s] > 0.5;
    value = cover_value(t->c, t->open);
    if (value >= t->state->value) return;
    t->state->value = value;
    memcpy(t->state->open, t->open, (size_t)t->c->n_sites * sizeof *t->open);
}

/* Whether reduced costs decided a site otherwise than the point has it: a bound a whisker below
 * the target does that. */
static bool is_refuted(const struct branching *t)
{
    for (int s = 0; s < t->c->n_sites; s++)
        if ((t->choice[s] == COVER_OPEN && t->x[s] < 1 - 1e-6) ||
            (t->choice[s] == COVER_CLOSED && t->x[s] > 1e-6))
            return true;
    return false;
}

/* A whole point ends its node where its bound says so too, which the simplex's tolerance may
 * leave open; else a site is decided as the point has it not. -1: the end. */
static int site_beyond(struct branching *t, double bound)
{
    double near = 1e-9 * fabs(target_of(t));
    int best = -1;

    if (bound >= target_of(t) - near) return -1;
    for (int s = 0; s < t->c->n_sites; s++)
        if (t->choice[s] == COVER_FREE && (best < 0 || t->x[s] > t->x[best])) best = s;
    return best;
}

/* Both sides of a site: one for later, the node at hand goes on with the other. */
static enum err split(struct branching *t, int site, double bound, struct error *err)
{
    t->choice[site] = COVER_CLOSED;
    TRY(push(t, bound, err));
    t->choice[site] = COVER_OPEN;
    set_bound(t, bound);
    cover_tell(t->c, t->limits, t->state, "node");
    return ERR_OK;
}

/* Goes down from the node at hand, the other sides for later, until nothing is left. */
static enum err plunge(struct branching *t, double bound, struct error *err)
{
    for (;;) {
        int site;
        bool decided;
        double here;

        TRY(solve(t, t->choice, &here, err));
        if (t->limits->stopped) return push(t, bound, err);
        bound = fmax(bound, here);
        if (bound >= target_of(t)) return ERR_OK;
        memcpy(t->x, t->r->x, (size_t)t->c->n_sites * sizeof *t->x);
        if (is_refuted(t)) continue;
        TRY(choose(t, bound, &site, &decided, err));
        if (decided) continue;
        if (t->limits->stopped) return push(t, bound, err);
        if (site < 0) {
            take_point(t);
            site = site_beyond(t, bound);
        }
        if (site < 0) return ERR_OK;
        TRY(split(t, site, bound, err));
        if (setcover_enough(t->c, t->limits, t->state)) return push(t, bound, err);
    }
}

static enum err search(struct branching *t, long n_nodes, struct error *err)
{
    TRY(plunge(t, t->state->bound, err));
    while (t->nodes.n > 0 && !t->limits->stopped && t->nodes.n_made < n_nodes) {
        struct node *node;
        enum err code = ERR_OK;

        set_bound(t, INFINITY);
        if (setcover_enough(t->c, t->limits, t->state)) return ERR_OK;
        node = open_nodes_pop(&t->nodes);
        memcpy(t->choice, node->choice, (size_t)t->c->n_sites);
        if (node->bound < target_of(t)) code = plunge(t, node->bound, err);
        node_free(node);
        if (code != ERR_OK) return code;
    }
    set_bound(t, INFINITY);
    return ERR_OK;
}

enum err setcover_branch(struct setcover_relax *r, const unsigned char choice[],
                         struct setcover_history of[], long n_nodes,
                         struct cover_limits *limits, struct cover_state *state,
                         struct error *err)
{
    const struct cover *c = r->c;
    struct branching t = {.r = r,
                          .c = c,
                          .limits = limits,
                          .state = state,
                          .of = of,
                          .nodes = {.free_node = node_free}};
    size_t n = (size_t)c->n_sites + 1;
    enum err code;

    t.choice = malloc(n);
    t.trial = malloc(n);
    t.open = calloc(n, sizeof *t.open);
    t.tried = calloc(n, sizeof *t.tried);
    t.x = calloc(n, sizeof *t.x);
    if (t.choice == NULL || t.trial == NULL || t.open == NULL || t.tried == NULL ||
        t.x == NULL) {
        code = error_nomem(err, "the nodes of a search");
    } else {
        memcpy(t.choice, choice, (size_t)c->n_sites);
        code = search(&t, n_nodes, err);
    }
    open_nodes_clear(&t.nodes);
    free(t.choice);
    free(t.trial);
    free(t.open);
    free(t.tried);
    free(t.x);
    return code;
}
