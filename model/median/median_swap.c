/* median_swap.c - swaps as long as one helps, and kicks out of where none does.
 *
 * Source: M. Resende and R. Werneck, A fast swap-based local search procedure for location
 *   problems, Annals of Operations Research 150 (2007) 205-230, doi:10.1007/s10479-006-0154-0.
 */
#include <math.h>
#include <string.h>

#include "model/dice.h"
#include "model/median/median_plan.h"

double median_gain(struct median_plan *w, int s)
{
    const struct reach *by = w->by_site;
    double sum = 0;

    w->pairs_seen += by->row_start[s + 1] - by->row_start[s];
    for (int k = by->row_start[s]; k < by->row_start[s + 1]; k++) {
        int z = by->site[k], r = w->first[z];
        double pay = by->way[k];

        if (pay >= w->second[z]) continue;
        if (pay < w->near[z]) {
            sum += w->near[z] - pay;
            if (r >= 0) w->less[r] += w->second[z] - w->near[z];
        } else if (r >= 0) {
            w->less[r] += w->second[z] - pay;
        }
    }
    return sum;
}

/* The open site whose swap against s brings most, more than *most; -1: none. */
static int best_out(struct median_plan *w, int s, double *most)
{
    double saves;
    int out = -1;

    for (int k = 0; k < w->n_open; k++)
        w->less[w->list[k]] = 0;
    saves = median_gain(w, s);
    for (int k = 0; k < w->n_open; k++) {
        int r = w->list[k];
        double net = saves - w->loss[r] + w->less[r];

        if (net < *most || (net == *most && (out < 0 || r > out))) continue;
        if (!median_may_swap(w, s, r)) continue;
        *most = net;
        out = r;
    }
    return out;
}

/* Opens s without closing another where there is room and it helps. */
static bool open_beside(struct median_plan *w, int s, double most)
{
    if (w->n_open >= w->m->p || !median_may_open(w, s)) return false;
    for (int k = 0; k < w->n_open; k++)
        w->less[w->list[k]] = 0;
    if (median_gain(w, s) <= most) return false;
    median_flip(w, s, true);
    median_look(w);
    return true;
}

void median_interchange(struct median_plan *w, bool all)
{
    const struct median *m = w->m;
    int quiet = 0;

    if ((m->skip & SKIP_SEARCH) != 0) return;
    for (int s = 0; s < m->n_sites && all; s++)
        w->dirty[s] = true;
    for (int s = 0; quiet < m->n_sites; s = s + 1 < m->n_sites ? s + 1 : 0) {
        double most = 1e-12 * w->far / (1 + m->n_zones);
        int out;

        quiet++;
        if (w->open[s] || !w->dirty[s]) continue;
        w->dirty[s] = false;
        if (cover_spend(w->limits, 0)) return;
        if (open_beside(w, s, most)) {
            quiet = 0;
        } else if ((out = best_out(w, s, &most)) >= 0) {
            median_swap(w, s, out);
            /* A swap may make others worth while far from the zones it changed. */
            for (int r = 0; r < m->n_sites && all; r++)
                w->dirty[r] = true;
            quiet = 0;
        }
    }
}

/* ---- kicks ---- */

/* Some swaps around a zone: a site from the first of its list against what loses least, or
 * against any. */
static void kick(struct median_plan *w, uint64_t *seed)
{
    const struct median *m = w->m;
    int z = dice_below(seed, m->n_zones), n = m->row_start[z + 1] - m->row_start[z];
    int reach = w->n_open > 0 ? 4 * m->n_sites / w->n_open + 2 : 0;
    int n_swaps = 1 + dice_below(seed, 4);

    if (n > reach) n = reach;
    for (int k = 0; k < n_swaps && n > 0 && w->n_open > 0; k++) {
        int in = -1, out;
        double most = -INFINITY;

        for (int tries = 0; tries < 8; tries++) {
            in = m->site[m->row_start[z] + dice_below(seed, n)];
            if (!w->open[in] && w->likely[in] > 0.02) break;
        }
        if (w->open[in]) continue;
        out = dice_below(seed, 4) > 0 ? best_out(w, in, &most)
                                      : w->list[dice_below(seed, w->n_open)];
        if (out >= 0 && median_may_swap(w, in, out)) median_swap(w, in, out);
    }
}

/* Back to the state's plan, swap by swap where as many are open. */
static void back(struct median_plan *w, const struct cover_state *state)
{
    int s = 0, n = 0;

    for (int k = 0; k < w->m->n_sites; k++)
        n += state->open[k];
    if (n != w->n_open) {
        median_set(w, state->open);
    } else {
        for (int k = 0; k < w->m->n_sites; k++) {
            if (!state->open[k] || w->open[k]) continue;
            while (!w->open[s] || state->open[s])
                s++;
            median_swap(w, k, s);
        }
    }
    memset(w->dirty, 0, (size_t)w->m->n_sites * sizeof *w->dirty);
}

void median_shake(struct median_plan *w, int n_kicks, uint64_t *seed, struct cover_state *state)
{
    long n_pairs = w->m->row_start[w->m->n_zones] + 1L;

    if (isinf(state->value) || w->m->n_zones == 0) return;
    if ((w->m->skip & SKIP_SEARCH) != 0) return;
    for (int k = 0, all = 0; k < n_kicks && all < 4 * n_kicks; k++, all++) {
        back(w, state);
        kick(w, seed);
        median_interchange(w, false);
        if (median_value(w) < state->value) {
            median_interchange(w, true);
            median_keep(w, state);
            k = -1;
        }
        if (cover_spend(w->limits, w->pairs_seen / n_pairs)) return;
        w->pairs_seen %= n_pairs;
    }
}

/* The sites that the bound likes, with a die's say, as taken[]. */
static void draw_taken(const struct median_plan *w, uint64_t *seed, double score[],
                       bool taken[])
{
    int n_sites = w->m->n_sites;

    for (int s = 0; s < n_sites; s++) {
        score[s] = w->likely[s] * (0.5 + dice_below(seed, 1000) / 1000.0);
        taken[s] = false;
    }
    for (int n = 0; n < w->m->p; n++) {
        int best = -1;

        for (int s = 0; s < n_sites; s++)
            if (!taken[s] && score[s] > 0.1 && (best < 0 || score[s] > score[best])) best = s;
        if (best < 0) return;
        taken[best] = true;
    }
}

void median_restart(struct median_plan *w, int n_kicks, uint64_t *seed,
                    struct cover_state *state)
{
    struct cover_state other = {.value = INFINITY, .open = w->other};

    if ((w->m->skip & SKIP_SEARCH) != 0) return;
    draw_taken(w, seed, w->most, w->other);
    median_set(w, w->other);
    median_greedy(w);
    median_interchange(w, true);
    median_keep(w, &other);
    median_shake(w, n_kicks, seed, &other);
    if (other.value >= state->value) return;
    state->value = other.value;
    memcpy(state->open, other.open, (size_t)w->m->n_sites * sizeof *other.open);
}
