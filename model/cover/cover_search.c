/* cover_search.c - good plans of a covering problem: greedy, pruning, swaps.
 *
 * A swap closes one site and opens another. With the number of open sites over every element
 * and their sum (which is the site itself where the number is 1), the best partner of a
 * newcomer is found in one pass over what the newcomer covers: M. Resende and R. Werneck, A
 * fast swap-based local search procedure for location problems, Annals of Operations Research
 * 150 (2007) 205-230, doi:10.1007/s10479-006-0154-0. */
#include "model/cover/cover_walk.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* What an addition is worth a unit of what is scarce. */
static double merit(const struct cover_walk *w, int s, bool by_cost)
{
    double dear = w->c->price[s] + (by_cost ? w->c->cost[s] : 0);

    if (dear <= 0) return by_cost || w->c->price[s] > 0 ? INFINITY : w->gain[s];
    return w->gain[s] / dear;
}

/* Adds the best site while it helps and fits. Gains only fall, yet looking at all of them is
 * cheap beside keeping them right. */
static void greedy(struct cover_walk *w, bool by_cost, const struct cover_limits *limits)
{
    const struct cover *c = w->c;

    while (w->n_open < c->p && !cover_late(limits)) {
        int best = -1;
        double most = 0;

        for (int s = 0; s < c->n_sites; s++) {
            double value;

            if (w->open[s] || cover_walk_blocked(w, s) ||
                w->gain[s] <= c->price[s] * (1 + 1e-12) ||
                w->gain[s] <= 1e-12 * w->penalty[0] || !cover_walk_affords(w, c->cost[s]))
                continue;
            value = merit(w, s, by_cost);
            if (best < 0 || value > most || (isinf(value) && w->gain[s] > w->gain[best])) {
                best = s;
                most = value;
            }
        }
        if (best < 0) return;
        cover_walk_open(w, best);
    }
}

/* A newcomer over e takes the place of an open site over it: its gain is counted as one site
 * more, the other's loss as one less. */
static void regain(struct cover_walk *w, int e)
{
    const struct reach *rows = w->c->rows;
    int n = w->n_over[e];
    double twice;

    if (n == 0) return;
    twice = cover_walk_lack(w, e, n) - cover_walk_lack(w, e, n + 1);
    if (twice == 0) return;
    if (n == 1)
        w->regained[w->whose[e]] += twice;
    else
        for (int i = rows->row_start[e]; i < rows->row_start[e + 1]; i++)
            if (w->open[rows->site[i]]) w->regained[rows->site[i]] += twice;
}

static bool too_near(const struct cover *c, int a, int b)
{
    for (int k = c->near->row_start[a]; k < c->near->row_start[a + 1]; k++)
        if (c->near->site[k] == b) return true;
    return false;
}

/* The best open site to close for newcomer s, or -1; *better is what the swap saves. */
static int partner(struct cover_walk *w, int s, const int list[], int n_list, double *better)
{
    const struct cover *c = w->c;
    const struct reach *cols = c->cols;
    int best = -1;

    *better = 0;
    for (int k = cols->row_start[s]; k < cols->row_start[s + 1]; k++) {
        int e = cols->site[k];

        regain(w, e);
    }
    for (int i = 0; i < n_list; i++) {
        int out = list[i];
        double saves =
            w->gain[s] - c->price[s] + c->price[out] - w->loss[out] + w->regained[out];

        w->regained[out] = 0;
        if (!cover_walk_affords(w, c->cost[s] - c->cost[out])) continue;
        if (cover_walk_blocked(w, s) && !(w->n_near[s] == 1 && too_near(c, s, out))) continue;
        if (saves > *better) {
            *better = saves;
            best = out;
        }
    }
    return best;
}

static int list_open(const struct cover_walk *w, int list[])
{
    int n = 0;

    for (int s = 0; s < w->c->n_sites; s++)
        if (w->open[s]) list[n++] = s;
    return n;
}

/* First improving swap, round and round, until a whole round finds none. Additions come first
 * where there is room. The least saving keeps rounding from going round in circles. */
static void swap_all(struct cover_walk *w, int list[], int rounds, struct cover_limits *limits)
{
    double least = 0;
    int n_list, quiet = 0;

    for (int e = 0; e < w->c->n_elements; e++)
        least = fmax(least, isinf(w->c->penalty[e]) ? 0 : w->penalty[e]);
    for (int s = 0; s < w->c->n_sites; s++)
        least = fmax(least, w->c->price[s]);
    least *= 1e-9;
    n_list = list_open(w, list);
    for (int round = 0; round < rounds && quiet < w->c->n_sites; round++)
        for (int s = 0; s < w->c->n_sites && quiet < w->c->n_sites; s++) {
            double better;
            int out;

            quiet++;
            if (w->open[s] || w->gain[s] <= 0) continue;
            if (cover_spend(limits, 0)) return;
            if (w->n_open < w->c->p && cover_walk_affords(w, w->c->cost[s]) &&
                !cover_walk_blocked(w, s) && w->gain[s] > w->c->price[s] + least) {
                cover_walk_open(w, s);
                n_list = list_open(w, list);
                quiet = 0;
                continue;
            }
            out = partner(w, s, list, n_list, &better);
            if (out < 0 || better <= least) continue;
            cover_walk_close(w, out);
            cover_walk_open(w, s);
            n_list = list_open(w, list);
            quiet = 0;
        }
}

/* Keeps the walk's plan when it is better than the best. */
static enum err keep(struct cover_walk *w, struct cover_state *state, struct error *err)
{
    double value;

    TRY(cover_prune(w->c, w->open, err));
    value = cover_value(w->c, w->open);
    if (value < state->value) {
        state->value = value;
        memcpy(state->open, w->open, (size_t)w->c->n_sites * sizeof *w->open);
    }
    return ERR_OK;
}

enum err cover_search_from(const struct cover *c, const bool start[], bool swaps,
                           struct cover_limits *limits, struct cover_state *state,
                           struct error *err)
{
    int *list = malloc(((size_t)c->n_sites + 1) * sizeof *list);
    struct cover_walk w;
    enum err code;

    if (list == NULL) return error_nomem(err, "the search for a plan");
    code = cover_walk_create(&w, c, false, err);
    if (code == ERR_OK) {
        for (int s = 0; s < c->n_sites; s++)
            if (start[s] && w.n_open < c->p && cover_walk_affords(&w, c->cost[s]) &&
                !cover_walk_blocked(&w, s))
                cover_walk_open(&w, s);
        greedy(&w, false, limits);
        if (swaps) swap_all(&w, list, 20, limits);
        code = keep(&w, state, err);
        cover_walk_free(&w);
    }
    free(list);
    return code;
}

/* Whether a second site over some element is worth more than the first. */
static bool is_uneven(const struct cover *c)
{
    for (int e = 0; c->need != NULL && e < c->n_elements; e++)
        if (cover_cap(c, e) > c->penalty[e]) return true;
    return false;
}

enum err cover_search(const struct cover *c, struct cover_limits *limits,
                      struct cover_state *state, struct error *err)
{
    int *list = malloc(((size_t)c->n_sites + 1) * sizeof *list);
    bool uneven = is_uneven(c);
    enum err code = ERR_OK;

    if (list == NULL) return error_nomem(err, "the search for a plan");
    for (int by_cost = 0; by_cost <= !isinf(c->budget) && code == ERR_OK; by_cost++) {
        struct cover_walk w;

        code = cover_walk_create(&w, c, uneven, err);
        if (code != ERR_OK) break;
        greedy(&w, by_cost, limits);
        swap_all(&w, list, 50, limits);
        if (uneven)
            code = cover_search_from(c, w.open, true, limits, state, err);
        else
            code = keep(&w, state, err);
        cover_walk_free(&w);
    }
    free(list);
    return code;
}
