/* setcover_search.c - good covers by weighted rows: a search among sets of sites that are
 * cheaper than the best cover and leave some elements out.
 *
 * Every element carries a weight. A step closes the open site that covers least alone, for its
 * price, and opens one over an element drawn from those left out, as long as the plan stays
 * cheaper than the best cover; whatever is still left out then gains weight, so that the search
 * does not come back. A site that was closed opens again only after something changed under
 * it.
 *
 * Sources: C. Gao, X. Yao, T. Weise and J. Li, An efficient local search heuristic with row
 *   weighting for the unicost set covering problem, European Journal of Operational Research
 *   246 (2015) 750-761, doi:10.1016/j.ejor.2015.05.038, here with prices; of the moves of up to
 *   three sites of M. Yagiura, M. Kishida and T. Ibaraki, A 3-flip neighborhood local search
 * for the set covering problem, the same journal 172 (2006) 472-499,
 *   doi:10.1016/j.ejor.2004.10.018, it has those that close one or two and open one. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "model/dice.h"
#include "model/setcover/setcover.h"

struct weighing {
    const struct cover *c;
    bool *open;        /* owned [n_sites] */
    int *list, *place; /* owned [n_sites] open sites, and where each stands in the list */
    int n_open;
    int *out, *out_place; /* owned [n_elements] elements left out, the same */
    int n_out;
    int *n_over;      /* owned [n_elements] open sites over the element */
    long long *whose; /* owned [n_elements] sum of their indices */
    double *weight;   /* owned [n_elements] whole numbers */
    double *score;    /* owned [n_sites] weight covered alone; of a closed site, anew */
    double *each;     /* owned [n_sites] 1 / price */
    long *moved;      /* owned [n_sites] step at which the site was opened or closed */
    long *touched;    /* owned [n_elements] step at which a site over it was */
    long now;
    uint64_t dice;
};

static void weighing_free(struct weighing *w)
{
    free(w->open);
    free(w->list);
    free(w->place);
    free(w->out);
    free(w->out_place);
    free(w->n_over);
    free(w->whose);
    free(w->weight);
    free(w->score);
    free(w->each);
    free(w->moved);
    free(w->touched);
}

static enum err weighing_create(struct weighing *w, const struct cover *c, struct error *err)
{
    size_t n = (size_t)c->n_sites + 1, m = (size_t)c->n_elements + 1;

    *w = (struct weighing){.c = c};
    w->open = calloc(n, sizeof *w->open);
    w->list = malloc(n * sizeof *w->list);
    w->place = malloc(n * sizeof *w->place);
    w->out = malloc(m * sizeof *w->out);
    w->out_place = malloc(m * sizeof *w->out_place);
    w->n_over = calloc(m, sizeof *w->n_over);
    w->whose = calloc(m, sizeof *w->whose);
    w->weight = malloc(m * sizeof *w->weight);
    w->score = malloc(n * sizeof *w->score);
    w->each = malloc(n * sizeof *w->each);
    w->moved = calloc(n, sizeof *w->moved);
    w->touched = calloc(m, sizeof *w->touched);
    if (w->open == NULL || w->list == NULL || w->place == NULL || w->out == NULL ||
        w->out_place == NULL || w->n_over == NULL || w->whose == NULL || w->weight == NULL ||
        w->score == NULL || w->each == NULL || w->moved == NULL || w->touched == NULL) {
        weighing_free(w);
        return error_nomem(err, "the search for a cover");
    }
    for (int e = 0; e < c->n_elements; e++) {
        w->weight[e] = 1;
        w->out[e] = w->out_place[e] = e;
    }
    w->n_out = c->n_elements;
    for (int s = 0; s < c->n_sites; s++) {
        w->score[s] = c->cols->row_start[s + 1] - c->cols->row_start[s];
        w->each[s] = c->price[s] > 0 ? 1 / c->price[s] : 1e30;
        w->moved[s] = -1;
    }
    return ERR_OK;
}

/* ---- moves ---- */

static void add_scores(struct weighing *w, int e, int but, double more)
{
    const struct reach *rows = w->c->rows;

    for (int k = rows->row_start[e]; k < rows->row_start[e + 1]; k++)
        if (rows->site[k] != but) w->score[rows->site[k]] += more;
}

/* What the newcomer covers anew is what it covers alone afterwards: its own score stays. */
static void open_site(struct weighing *w, int s)
{
    const struct reach *cols = w->c->cols;

    for (int k = cols->row_start[s]; k < cols->row_start[s + 1]; k++) {
        int e = cols->site[k];

        w->touched[e] = w->now;
        if (w->n_over[e] == 1) w->score[w->whose[e]] -= w->weight[e];
        w->whose[e] += s;
        if (++w->n_over[e] > 1) continue;
        add_scores(w, e, s, -w->weight[e]);
        w->out[w->out_place[e]] = w->out[--w->n_out];
        w->out_place[w->out[w->n_out]] = w->out_place[e];
    }
    w->open[s] = true;
    w->moved[s] = w->now;
    w->place[s] = w->n_open;
    w->list[w->n_open++] = s;
}

static void close_site(struct weighing *w, int s)
{
    const struct reach *cols = w->c->cols;

    for (int k = cols->row_start[s]; k < cols->row_start[s + 1]; k++) {
        int e = cols->site[k];

        w->touched[e] = w->now;
        w->whose[e] -= s;
        if (--w->n_over[e] == 1) w->score[w->whose[e]] += w->weight[e];
        if (w->n_over[e] > 0) continue;
        add_scores(w, e, s, w->weight[e]);
        w->out_place[e] = w->n_out;
        w->out[w->n_out++] = e;
    }
    w->open[s] = false;
    w->moved[s] = w->now;
    w->list[w->place[s]] = w->list[--w->n_open];
    w->place[w->list[w->n_open]] = w->place[s];
}

/* The open site that covers least alone for its price, of equals the one that stands longest;
 * not the one opened at `held`. */
static int cheapest_loss(const struct weighing *w, long held)
{
    double least = INFINITY;
    int best = -1;

    for (int k = 0; k < w->n_open; k++) {
        int s = w->list[k];
        double loss = w->score[s] * w->each[s];

        if (loss > least || w->moved[s] == held) continue;
        if (loss < least || w->moved[s] < w->moved[best] ||
            (w->moved[s] == w->moved[best] && s < best)) {
            least = loss;
            best = s;
        }
    }
    return best;
}

/* Whether something under the site changed since it was closed. */
static bool is_new(const struct weighing *w, int s)
{
    const struct reach *cols = w->c->cols;

    if (w->moved[s] < 0) return true;
    for (int k = cols->row_start[s]; k < cols->row_start[s + 1]; k++)
        if (w->touched[cols->site[k]] > w->moved[s]) return true;
    return false;
}

/* The site over e that covers most anew for its price within `room`; -1: none. */
static int best_gain(const struct weighing *w, int e, double room)
{
    const struct reach *rows = w->c->rows;
    double most = -1;
    int best = -1;

    for (int k = rows->row_start[e]; k < rows->row_start[e + 1]; k++) {
        int s = rows->site[k];
        double gain = w->score[s] * w->each[s];

        if (gain < most || w->c->price[s] > room) continue;
        if (gain <= most && w->moved[s] >= w->moved[best]) continue;
        if (!is_new(w, s)) continue;
        most = gain;
        best = s;
    }
    return best;
}

/* ---- the search ---- */

/* Opens what covers most anew for its price until nothing is left out. */
static void greedy(struct weighing *w)
{
    while (w->n_out > 0) {
        int best = -1;

        for (int s = 0; s < w->c->n_sites; s++)
            if (!w->open[s] && w->score[s] > 0 &&
                (best < 0 || w->score[s] * w->each[s] > w->score[best] * w->each[best]))
                best = s;
        if (best < 0) return; /* no site over some element: no cover */
        open_site(w, best);
    }
}

static double price_of(const struct weighing *w)
{
    double sum = 0;

    for (int s = 0; s < w->c->n_sites; s++)
        if (w->open[s]) sum += w->c->price[s];
    return sum;
}

/* A cover: sites that cover nothing alone are closed, the plan is kept where it is the best. */
static void record(struct weighing *w, struct cover_state *state)
{
    double value;

    for (int s = cheapest_loss(w, -2); s >= 0 && w->score[s] <= 0; s = cheapest_loss(w, -2))
        close_site(w, s);
    value = cover_value(w->c, w->open);
    if (value >= state->value) return;
    state->value = value;
    memcpy(state->open, w->open, (size_t)w->c->n_sites * sizeof *w->open);
}

/* Closes one site, opens others as long as the plan stays below the best. */
static void step(struct weighing *w, double *cost, double below)
{
    long last = w->now++;
    int s = cheapest_loss(w, last);

    if (s < 0) return;
    *cost -= w->c->price[s];
    close_site(w, s);
    while (w->n_out > 0) {
        int e = w->out[dice_below(&w->dice, w->n_out)];

        s = best_gain(w, e, below - *cost);
        if (s < 0) break;
        *cost += w->c->price[s];
        open_site(w, s);
        for (int k = 0; k < w->n_out; k++) {
            w->weight[w->out[k]]++;
            add_scores(w, w->out[k], -1, 1);
        }
    }
}

enum err setcover_search(const struct cover *c, long n_steps, unsigned seed,
                         struct cover_limits *limits, struct cover_state *state,
                         struct error *err)
{
    /* Plans have to be cheaper than the best one by this much. */
    double less = c->step > 0 ? c->step * (1 - 1e-6) : 0;
    double now_s = cover_clock(), until_s = INFINITY; /* half is left for the bound */
    struct weighing w;

    if (!isinf(limits->deadline)) until_s = now_s + (limits->deadline - now_s) / 2;
    TRY(weighing_create(&w, c, err));
    w.dice = seed;
    for (int s = 0; s < c->n_sites && isfinite(state->value); s++)
        if (state->open[s]) open_site(&w, s);
    greedy(&w);
    if (w.n_out == 0) {
        double cost;

        record(&w, state);
        cost = price_of(&w);
        for (long k = 0; k < n_steps && !setcover_enough(c, limits, state); k++) {
            double below = fmin(state->value, state->cutoff) - c->fixed;

            if (k % 64 == 0 &&
                (cover_spend(limits, 0) || (!isinf(until_s) && cover_clock() > until_s)))
                break;
            below -= fmax(less, 1e-9 * fabs(below));
            while (w.n_open > 0 && cost > below) {
                int s = cheapest_loss(&w, -2);

                cost -= c->price[s];
                close_site(&w, s);
            }
            step(&w, &cost, below);
            if (w.n_out > 0) continue;
            record(&w, state);
            cost = price_of(&w); /* sums of many steps drift */
        }
    }
    weighing_free(&w);
    return ERR_OK;
}
