/* cover_search.c - good plans of a covering problem: greedy, pruning, swaps.
 *
 * A swap closes one site and opens another. With the number of open sites over every element
 * and their sum (which is the site itself where the number is 1), the best partner of a
 * newcomer is found in one pass over what the newcomer covers: M. Resende and R. Werneck, A
 * fast swap-based local search procedure for location problems, Annals of Operations Research
 * 150 (2007) 205-230, doi:10.1007/s10479-006-0154-0. */
#include "model/cover/cover.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* A plan under change. */
struct walk {
    const struct cover *c;
    bool *open;       /* owned [n_sites] */
    int *n_over;      /* owned [n_elements] open sites over the element */
    long long *whose; /* owned [n_elements] sum of their indices */
    double *loss;     /* owned [n_sites] penalty that closing an open site brings */
    double *gain;     /* owned [n_sites] penalty that opening a closed site saves */
    double *penalty;  /* owned [n_elements] with a large number for INFINITY */
    double *more;     /* owned [n_elements] the same; NULL: one site is all that is needed */
    int *n_near;      /* owned [n_sites] open sites too near; NULL: none ever */
    double *regained; /* owned [n_sites] scratch, zeros between uses */
    int n_open;
    double cost;
};

static void walk_free(struct walk *w)
{
    free(w->open);
    free(w->n_over);
    free(w->whose);
    free(w->loss);
    free(w->gain);
    free(w->penalty);
    free(w->regained);
    free(w->more);
    free(w->n_near);
}

/* even: sites of an element count alike, so that a first one is opened for the second's sake.
 */
static enum err walk_create(struct walk *w, const struct cover *c, bool even, struct error *err)
{
    size_t n = (size_t)c->n_sites + 1, m = (size_t)c->n_elements + 1;
    double sum = 1;

    *w = (struct walk){.c = c};
    w->open = calloc(n, sizeof *w->open);
    w->n_over = calloc(m, sizeof *w->n_over);
    w->whose = calloc(m, sizeof *w->whose);
    w->loss = calloc(n, sizeof *w->loss);
    w->gain = calloc(n, sizeof *w->gain);
    w->penalty = malloc(m * sizeof *w->penalty);
    w->regained = calloc(n, sizeof *w->regained);
    if (c->need != NULL) w->more = malloc(m * sizeof *w->more);
    if (c->near != NULL) w->n_near = calloc(n, sizeof *w->n_near);
    if ((c->need != NULL && w->more == NULL) || (c->near != NULL && w->n_near == NULL) ||
        w->open == NULL || w->n_over == NULL || w->whose == NULL || w->loss == NULL ||
        w->gain == NULL || w->penalty == NULL || w->regained == NULL) {
        walk_free(w);
        return error_nomem(err, "the search for a plan");
    }
    for (int s = 0; s < c->n_sites; s++)
        sum += c->price[s];
    for (int e = 0; e < c->n_elements; e++)
        for (int k = 1; k <= cover_need(c, e); k++)
            if (!isinf(cover_lack(c, e, k))) sum += cover_lack(c, e, k);
    for (int e = 0; e < c->n_elements; e++) {
        w->penalty[e] = isinf(c->penalty[e]) ? sum : c->penalty[e];
        if (w->more != NULL) w->more[e] = isinf(c->more[e]) ? sum : c->more[e];
        if (even && cover_cap(c, e) > c->penalty[e])
            w->penalty[e] = w->more[e] = cover_cap(c, e);
    }
    for (int s = 0; s < c->n_sites; s++)
        for (int k = c->cols->row_start[s]; k < c->cols->row_start[s + 1]; k++)
            w->gain[s] += w->penalty[c->cols->site[k]];
    return ERR_OK;
}

/* What element e pays for lacking its k-th site. */
static double lack(const struct walk *w, int e, int k)
{
    if (k == 1) return w->penalty[e];
    return w->more != NULL && k <= w->c->need[e] ? w->more[e] : 0;
}

/* The gains of the sites over e change by `gained`, the losses of the open ones by `lost`. */
static void change(struct walk *w, int e, double gained, double lost)
{
    const struct reach *rows = w->c->rows;

    if (gained != 0)
        for (int i = rows->row_start[e]; i < rows->row_start[e + 1]; i++)
            w->gain[rows->site[i]] += gained;
    if (lost == 0 || w->n_over[e] == 0) return;
    if (w->n_over[e] == 1)
        w->loss[w->whose[e]] += lost;
    else
        for (int i = rows->row_start[e]; i < rows->row_start[e + 1]; i++)
            if (w->open[rows->site[i]]) w->loss[rows->site[i]] += lost;
}

static void tell_near(struct walk *w, int s, int change_by)
{
    const struct reach *near = w->c->near;

    for (int k = near != NULL ? near->row_start[s] : 0;
         near != NULL && k < near->row_start[s + 1]; k++)
        w->n_near[near->site[k]] += change_by;
}

static bool is_blocked(const struct walk *w, int s)
{
    return w->n_near != NULL && w->n_near[s] > 0;
}

/* Takes a site over to the other side and keeps gains and losses right. */
static void walk_open(struct walk *w, int s)
{
    const struct reach *cols = w->c->cols;

    w->loss[s] = 0;
    for (int k = cols->row_start[s]; k < cols->row_start[s + 1]; k++) {
        int e = cols->site[k], n = w->n_over[e];
        double before = n > 0 ? lack(w, e, n) : 0, now = lack(w, e, n + 1);

        change(w, e, lack(w, e, n + 2) - now, now - before);
        w->loss[s] += now;
        w->n_over[e]++;
        w->whose[e] += s;
    }
    w->open[s] = true;
    w->n_open++;
    w->cost += w->c->cost[s];
    tell_near(w, s, 1);
}

static void walk_close(struct walk *w, int s)
{
    const struct reach *cols = w->c->cols;

    w->open[s] = false;
    w->n_open--;
    w->cost -= w->c->cost[s];
    for (int k = cols->row_start[s]; k < cols->row_start[s + 1]; k++) {
        int e = cols->site[k], n = --w->n_over[e];
        double before = lack(w, e, n + 1), now = n > 0 ? lack(w, e, n) : 0;

        w->whose[e] -= s;
        change(w, e, before - lack(w, e, n + 2), now - before);
    }
    tell_near(w, s, -1);
}

static bool affordable(const struct walk *w, double more)
{
    return w->cost + more <= w->c->budget;
}

/* What an addition is worth a unit of what is scarce. */
static double merit(const struct walk *w, int s, bool by_cost)
{
    double dear = w->c->price[s] + (by_cost ? w->c->cost[s] : 0);

    if (dear <= 0) return by_cost || w->c->price[s] > 0 ? INFINITY : w->gain[s];
    return w->gain[s] / dear;
}

/* Adds the best site while it helps and fits. Gains only fall, yet looking at all of them is
 * cheap beside keeping them right. */
static void greedy(struct walk *w, bool by_cost, const struct cover_limits *limits)
{
    const struct cover *c = w->c;

    while (w->n_open < c->p && !cover_late(limits)) {
        int best = -1;
        double most = 0;

        for (int s = 0; s < c->n_sites; s++) {
            double value;

            if (w->open[s] || is_blocked(w, s) || w->gain[s] <= c->price[s] * (1 + 1e-12) ||
                w->gain[s] <= 1e-12 * w->penalty[0] || !affordable(w, c->cost[s]))
                continue;
            value = merit(w, s, by_cost);
            if (best < 0 || value > most || (isinf(value) && w->gain[s] > w->gain[best])) {
                best = s;
                most = value;
            }
        }
        if (best < 0) return;
        walk_open(w, best);
    }
}

/* A newcomer over e takes the place of an open site over it: its gain is counted as one site
 * more, the other's loss as one less. */
static void regain(struct walk *w, int e)
{
    const struct reach *rows = w->c->rows;
    int n = w->n_over[e];
    double twice;

    if (n == 0) return;
    twice = lack(w, e, n) - lack(w, e, n + 1);
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
static int partner(struct walk *w, int s, const int list[], int n_list, double *better)
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
        if (!affordable(w, c->cost[s] - c->cost[out])) continue;
        if (is_blocked(w, s) && !(w->n_near[s] == 1 && too_near(c, s, out))) continue;
        if (saves > *better) {
            *better = saves;
            best = out;
        }
    }
    return best;
}

static int list_open(const struct walk *w, int list[])
{
    int n = 0;

    for (int s = 0; s < w->c->n_sites; s++)
        if (w->open[s]) list[n++] = s;
    return n;
}

/* First improving swap, round and round, until a whole round finds none. Additions come first
 * where there is room. The least saving keeps rounding from going round in circles. */
static void swap_all(struct walk *w, int list[], int rounds, struct cover_limits *limits)
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
            if (w->n_open < w->c->p && affordable(w, w->c->cost[s]) && !is_blocked(w, s) &&
                w->gain[s] > w->c->price[s] + least) {
                walk_open(w, s);
                n_list = list_open(w, list);
                quiet = 0;
                continue;
            }
            out = partner(w, s, list, n_list, &better);
            if (out < 0 || better <= least) continue;
            walk_close(w, out);
            walk_open(w, s);
            n_list = list_open(w, list);
            quiet = 0;
        }
}

/* Keeps the walk's plan when it is better than the best. */
static enum err keep(struct walk *w, struct cover_state *state, struct error *err)
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
    struct walk w;
    enum err code;

    if (list == NULL) return error_nomem(err, "the search for a plan");
    code = walk_create(&w, c, false, err);
    if (code == ERR_OK) {
        for (int s = 0; s < c->n_sites; s++)
            if (start[s] && w.n_open < c->p && affordable(&w, c->cost[s]) && !is_blocked(&w, s))
                walk_open(&w, s);
        greedy(&w, false, limits);
        if (swaps) swap_all(&w, list, 20, limits);
        code = keep(&w, state, err);
        walk_free(&w);
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
        struct walk w;

        code = walk_create(&w, c, uneven, err);
        if (code != ERR_OK) break;
        greedy(&w, by_cost, limits);
        swap_all(&w, list, 50, limits);
        if (uneven)
            code = cover_search_from(c, w.open, true, limits, state, err);
        else
            code = keep(&w, state, err);
        walk_free(&w);
    }
    free(list);
    return code;
}
