/* cover_root.c - the root of the search: cuts, plans and fixed sites in turn.
 *
 * Cuts are looked for at a point between the last ones (in-out separation; W. Ben-Ameur and
 * J. Neto, Networks 49 (2007) 3-17, doi:10.1002/net.20137): the relaxation's own points jump.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "model/cover/cover_block.h"
#include "model/cover/cover_tree.h"

/* Assumed; they bound the work of the root. */
enum {
    FIRST_ROUNDS = 24, /* before the blocks */
    ROUNDS_MOST = 90,
    LINEAR_ROUNDS = 12, /* before the first exact cut */
    LOOK_BACK = 5,
    PURGE_EVERY = 5,
    ANNEAL_EVERY = 10,
    ANNEALS_MOST = 6,
    ANNEAL_STEPS = 4000, /* a site */
    FIRST_STEPS = 1000,  /* the same, of all sites before the first relaxation */
    BLOCK_LEAST = 160,   /* sites; twice as many while that gains */
    BLOCK_MOST = 320,
    SWAP_EVERY = 4,     /* rounds */
    SLOW_PAIRS = 200000 /* from here on the first relaxation takes longer than annealing */
};

/* Pairs of a site and an element that an annealing looks at, at most. Assumed. */
static const long anneal_pairs = 2500000000;

/* The last rounds gained less than this share of what is missing: the search goes on. */
static const double least_gain = 0.03;

double cover_tree_target(const struct cover_tree *t)
{
    double value = fmin(t->state->value, t->state->cutoff);

    return t->c->step > 0 ? value - t->c->step * (1 - 1e-6) : value;
}

void cover_tree_fix(struct cover_tree *t)
{
    struct cover_master *m = t->master;
    double target = cover_tree_target(t), unit = m->regions->unit;

    if (isinf(target)) return;
    for (int s = 0; s < t->c->n_sites; s++) {
        bool to_close =
            m->reduced[s] < 0 && m->lower[s] <= 0 && m->bound - m->reduced[s] * unit >= target;
        bool to_open =
            m->reduced[s] > 0 && m->upper[s] >= 1 && m->bound + m->reduced[s] * unit >= target;

        if (t->in[s] || t->out[s] || (!to_close && !to_open)) continue;
        t->in[s] = to_open;
        t->out[s] = to_close;
        cover_master_bounds(m, s, to_open, to_open);
    }
}

struct ranked {
    double x;
    int site;
};

static int compare_ranked(const void *a, const void *b)
{
    const struct ranked *u = a, *v = b;

    if (u->x < v->x || u->x > v->x) return u->x > v->x ? -1 : 1;
    return u->site < v->site ? -1 : u->site > v->site;
}

enum err cover_tree_round(struct cover_tree *t, bool swaps, struct error *err)
{
    const struct cover *c = t->c;
    struct ranked *all = malloc(((size_t)c->n_sites + 1) * sizeof *all);
    bool *start = calloc((size_t)c->n_sites + 1, sizeof *start);
    enum err code = ERR_OK;

    if (all == NULL || start == NULL) code = error_nomem(err, "a plan");
    if (code == ERR_OK) {
        for (int s = 0; s < c->n_sites; s++)
            all[s] = (struct ranked){t->master->x[s], s};
        qsort(all, (size_t)c->n_sites, sizeof *all, compare_ranked);
        for (int k = 0; k < c->p && k < c->n_sites && all[k].x > 1e-6; k++)
            start[all[k].site] = true;
        code = cover_search_from(c, start, swaps, t->limits, t->state, err);
    }
    free(all);
    free(start);
    return code;
}

/* Annealing among the sites that some relaxation or the best plan uses; before there is a
 * relaxation, among all. */
static enum err anneal(struct cover_tree *t, int round, struct error *err)
{
    const struct cover *c = t->c;
    unsigned char *choice = calloc((size_t)c->n_sites + 1, sizeof *choice);
    struct cover_state found = {.value = INFINITY, .cutoff = INFINITY, .bound = -INFINITY};
    struct cover *sub = NULL;
    enum err code = choice == NULL ? error_nomem(err, "a plan") : ERR_OK;

    for (int s = 0; code == ERR_OK && s < c->n_sites; s++)
        if (round > 0 && !t->seen[s] && !t->state->open[s]) choice[s] = COVER_CLOSED;
    if (code == ERR_OK) code = cover_restrict(&sub, c, choice, NULL, err);
    if (code == ERR_OK) {
        bool soon = round == 0 && c->rows->row_start[c->n_elements] < SLOW_PAIRS;
        long steps = (long)(soon ? FIRST_STEPS : ANNEAL_STEPS) * sub->n_sites;
        long pairs = 1 + sub->rows->row_start[sub->n_elements] / (1 + sub->n_sites);

        if (steps > anneal_pairs / pairs) steps = anneal_pairs / pairs;

        found.open = calloc((size_t)sub->n_sites + 1, sizeof *found.open);
        for (int s = 0; found.open != NULL && s < sub->n_sites; s++)
            found.open[s] = t->state->open[sub->origin[s]];
        if (found.open == NULL) code = error_nomem(err, "a plan");
        found.value = t->state->value;
        if (code == ERR_OK)
            code = cover_anneal(sub, steps, (unsigned)++t->n_annealed, t->limits, &found, err);
    }
    if (code == ERR_OK && found.value < t->state->value) {
        memset(t->state->open, 0, (size_t)c->n_sites * sizeof *t->state->open);
        for (int s = 0; s < sub->n_sites; s++)
            t->state->open[sub->origin[s]] = found.open[s];
        t->state->value = cover_value(c, t->state->open);
    }
    cover_free(sub);
    free(found.open);
    free(choice);
    return code;
}

/* One round after a solve: bound, fixed sites, plans. True in *done: nothing is left to do. */
static enum err take_stock(struct cover_tree *t, int round, bool *done, struct error *err)
{
    struct cover_state *state = t->state;
    double best;

    for (int s = 0; s < t->c->n_sites; s++)
        t->seen[s] |= t->master->x[s] > 1e-3;
    TRY(cover_tree_round(t, round % SWAP_EVERY == 0, err));
    if (round % ANNEAL_EVERY == 1 && t->n_annealed < ANNEALS_MOST && !isinf(state->value))
        TRY(anneal(t, round, err));
    best = fmin(state->value, state->cutoff);
    state->bound = fmax(state->bound, fmin(cover_round_up(t->c, t->master->bound), best));
    if (t->master->bound >= cover_tree_target(t)) state->bound = best;
    cover_tree_fix(t);
    *done = cover_proven(t->c, state) || cover_near(t->c, t->limits, state);
    return ERR_OK;
}

static enum err add_cuts(struct cover_tree *t, const double at[], int round, int *n_added,
                         struct error *err)
{
    if (round % PURGE_EVERY == 0) TRY(cover_master_purge(t->master, PURGE_EVERY - 1, err));
    TRY(cover_master_linear(t->master, t->master->x, n_added, err));
    TRY(cover_master_linear(t->master, at, n_added, err));
    if (round > LINEAR_ROUNDS || *n_added == 0)
        TRY(cover_exact_separate(t->exact, at, t->limits, n_added, err));
    return ERR_OK;
}

/* Half way from where cuts were looked for to the relaxation's point. */
static void mix_in(const struct cover_tree *t, double at[])
{
    for (int s = 0; s < t->c->n_sites; s++) {
        at[s] = 0.5 * (at[s] + t->master->x[s]);
        if (at[s] < 1e-3) at[s] = 0;
    }
}

/* Cuts over blocks of one size, once: at new prices they hardly gain again. */
static enum err cut_blocks(struct cover_tree *t, int n_sites, bool *done, struct error *err)
{
    struct cover_blocks *blocks = NULL;
    enum err code = cover_blocks_create(&blocks, t->master, n_sites, t->limits, err);
    int n_added = 0;

    if (code == ERR_OK) code = cover_blocks_separate(blocks, t->limits, &n_added, err);
    cover_blocks_free(blocks);
    if (code != ERR_OK || n_added == 0) return code;
    TRY(cover_master_solve(t->master, t->limits, err));
    if (t->master->status != LP_OPTIMAL) return ERR_OK;
    TRY(take_stock(t, SWAP_EVERY, done, err));
    cover_tell(t->c, t->limits, t->state, "blocks");
    return ERR_OK;
}

/* Rounds of cuts by region until they gain little. */
static enum err cut_regions(struct cover_tree *t, double at[], int first, int last, bool *done,
                            struct error *err)
{
    struct cover_master *m = t->master;
    double bound[ROUNDS_MOST + 1];

    for (int round = first; round <= last && !*done; round++) {
        int n_added = 0;

        if (cover_spend(t->limits, 1)) break;
        TRY(cover_master_solve(m, t->limits, err));
        if (m->status != LP_OPTIMAL) break;
        TRY(take_stock(t, round, done, err));
        if (*done) break;
        cover_tell(t->c, t->limits, t->state, "cuts");
        bound[round] = m->bound;
        if (round > LINEAR_ROUNDS + LOOK_BACK && round >= first + LOOK_BACK &&
            m->bound - bound[round - LOOK_BACK] <
                least_gain * (cover_tree_target(t) - m->bound))
            break;
        if (round == 1) memcpy(at, m->x, (size_t)t->c->n_sites * sizeof *at);
        mix_in(t, at);
        TRY(add_cuts(t, at, round, &n_added, err));
        if (n_added == 0) break;
    }
    return ERR_OK;
}

enum err cover_root(struct cover_tree *t, bool *done, struct error *err)
{
    struct cover_master *m = t->master;
    double *at = calloc((size_t)t->c->n_sites + 1, sizeof *at);
    enum err code = at == NULL ? error_nomem(err, "the root of a search") : ERR_OK;

    *done = false;
    if (code == ERR_OK && !isinf(t->state->value)) {
        code = anneal(t, 0, err);
        cover_tell(t->c, t->limits, t->state, "anneal");
    }
    if (code == ERR_OK) code = cut_regions(t, at, 1, FIRST_ROUNDS, done, err);
    for (int size = BLOCK_LEAST; size <= BLOCK_MOST && code == ERR_OK; size *= 2) {
        double before = m->bound;

        if (*done || m->status != LP_OPTIMAL || t->limits->stopped) break;
        code = cut_blocks(t, size, done, err);
        if (m->bound - before < least_gain * (cover_tree_target(t) - m->bound)) break;
    }
    if (code == ERR_OK && !*done && m->status == LP_OPTIMAL)
        code = cut_regions(t, at, FIRST_ROUNDS + 1, ROUNDS_MOST, done, err);
    if (m->status == LP_INFEASIBLE) {
        t->state->bound = fmin(t->state->value, t->state->cutoff);
        *done = true;
    }
    *done |= t->limits->stopped;
    free(at);
    return code;
}
