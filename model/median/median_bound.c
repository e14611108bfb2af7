/* median_bound.c - the Lagrangian bound of a node by subgradients, and fixing by it both ways.
 *
 * Source: N. Christofides and J. Beasley, A tree search algorithm for the p-median problem,
 *   European Journal of Operational Research 10 (1982) 196-204,
 *   doi:10.1016/0377-2217(82)90160-6. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "model/median/median_node.h"

double median_target(const struct median_work *w)
{
    return w->state->value - (w->m->step > 0 ? w->m->step * (1 - 1e-6) : 0);
}

void median_first_v(struct median_work *w)
{
    const struct median_plan *p = w->plan;

    for (int z = 0; z < w->m->n_zones; z++)
        w->v[z] = fmin(0.5 * (p->near[z] + p->second[z]), 2 * p->near[z] + 1e-9);
    for (int q = 0; q < w->rules->n; q++)
        w->v[w->m->n_zones + q] = 0;
}

/* Below the nearest site, and beyond what serves the zone anyway, only the bound gets worse. */
static void clamp(struct median_work *w)
{
    const struct median *m = w->m;

    for (int z = 0; z < m->n_zones; z++) {
        bool none = w->row_start[z] == w->row_start[z + 1];
        double least = none ? w->served[z] : w->pay[w->row_start[z]];

        w->v[z] = fmin(fmax(w->v[z], least), w->served[z]);
    }
    for (int q = 0; q < w->rules->n; q++)
        w->v[m->n_zones + q] = fmax(w->v[m->n_zones + q], 0);
}

/* ---- the least set ---- */

static bool before(const struct median_work *w, int s, int r)
{
    return w->r[s] < w->r[r] || (w->r[s] == w->r[r] && s < r);
}

/* The k least of n come first, in any order. */
static void select_least(const struct median_work *w, int order[], int n, int k)
{
    int low = 0, high = n - 1;

    while (low < high) {
        int pivot = order[low + (high - low) / 2], i = low, j = high;

        while (i <= j) {
            while (before(w, order[i], pivot))
                i++;
            while (before(w, pivot, order[j]))
                j--;
            if (i <= j) {
                int swap = order[i];

                order[i++] = order[j];
                order[j--] = swap;
            }
        }
        if (k - 1 <= j)
            high = j;
        else if (k - 1 >= i)
            low = i;
        else
            return;
    }
}

/* Districts first take the best of their own. */
static int take_lacking(struct median_work *w, int order[], int n)
{
    const struct median *m = w->m;
    int n_first = 0, lack = w->n_lack;

    for (int i = 1; i < n; i++) /* sorted: few sites, and nearly in order from step to step */
        for (int k = i; k > 0 && before(w, order[k], order[k - 1]); k--) {
            int swap = order[k];

            order[k] = order[k - 1];
            order[k - 1] = swap;
        }
    for (int i = 0; i < n && lack > 0; i++) {
        int s = order[i], d = m->district[s];

        if (d < 0 || w->lack[d] <= 0) continue;
        w->lack[d]--;
        lack--;
        memmove(order + n_first + 1, order + n_first, (size_t)(i - n_first) * sizeof *order);
        order[n_first++] = s;
    }
    for (int i = 0; i < n_first; i++)
        w->lack[m->district[order[i]]]++;
    return n_first;
}

/* The sites that make the bound: take, order, n_taken, edge, next. Returns the sum of r. */
static double choose(struct median_work *w)
{
    int n = 0, n_first = 0;
    double sum = 0;

    for (int k = 0; k < w->n_free; k++) {
        int s = w->free_site[k];

        w->take[s] = false;
        if (w->choice[s] == COVER_FREE && (w->n_lack > 0 || w->r[s] < 0)) w->order[n++] = s;
    }
    if (w->n_lack > 0) n_first = take_lacking(w, w->order, n);
    w->n_taken = n_first;
    if (n - n_first > w->p - n_first && w->p > n_first && w->n_lack == 0)
        select_least(w, w->order, n, w->p);
    w->edge = -INFINITY;
    w->next = 0;
    for (int i = 0; i < n; i++) {
        int s = w->order[i];
        bool in = i < n_first || (w->n_taken < w->p && w->r[s] < 0);

        if (i >= n_first) w->n_taken += in;
        w->take[s] = in;
        if (!in) {
            w->next = fmin(w->next, w->r[s]);
            continue;
        }
        sum += w->r[s];
        w->edge = fmax(w->edge, w->r[s]);
    }
    if (w->n_taken < w->p) w->edge = fmax(w->edge, 0);
    return sum;
}

/* ---- one bound ---- */

static void bound_at(struct median_work *w)
{
    const struct median *m = w->m;
    const struct median_rules *rules = w->rules;
    double sum = 0, taken, rule_sum = 0;

    for (int k = 0; k < w->n_free; k++)
        w->r[w->free_site[k]] = 0;
    for (int z = 0; z < m->n_zones; z++) {
        double v = w->v[z];
        int end = w->row_start[z + 1];

        sum += v;
        for (int k = w->row_start[z]; k < end && w->pay[k] < v; k++)
            w->r[w->site[k]] += w->pay[k] - v;
    }
    for (int q = 0; q < rules->n; q++) {
        double u = w->v[m->n_zones + q];

        rule_sum += u * w->room[q];
        for (int k = rules->start[q]; k < rules->start[q + 1] && u > 0; k++)
            w->r[rules->site[k]] += u * rules->coef[k];
    }
    taken = choose(w);
    w->bound = sum - rule_sum + taken;
    w->safe = w->bound - 1e-12 * (fabs(sum) + fabs(taken) + 2 * fabs(rule_sum));
}

/* How the multipliers should move: what the taken sites leave too little or too much of. */
static double turn(struct median_work *w)
{
    const struct median *m = w->m;
    const struct median_rules *rules = w->rules;
    double norm = 0;

    for (int z = 0; z < m->n_zones; z++) {
        double v = w->v[z], grad = 1;
        int end = w->row_start[z + 1];

        if (end == w->row_start[z]) continue;
        for (int k = w->row_start[z]; k < end && w->pay[k] < v; k++)
            grad -= w->take[w->site[k]];
        w->way[z] = grad + 0.95 * w->way[z];
        /* Where it cannot move it is no part of the way. */
        if (w->way[z] > 0 && v >= w->served[z]) w->way[z] = 0;
        norm += w->way[z] * w->way[z];
    }
    for (int q = 0; q < rules->n; q++) {
        double *way = &w->way[m->n_zones + q], grad = -w->room[q];

        for (int k = rules->start[q]; k < rules->start[q + 1]; k++)
            if (w->choice[rules->site[k]] == COVER_FREE && w->take[rules->site[k]])
                grad += rules->coef[k];
        *way = grad + 0.95 * *way;
        if (*way < 0 && w->v[m->n_zones + q] <= 0) *way = 0;
        norm += *way * *way;
    }
    return norm;
}

static void move(struct median_work *w, double pace)
{
    int n = w->m->n_zones + w->rules->n;
    double norm = turn(w), length, to = fmax(w->state->value, w->bound);

    if (norm <= 0) return;
    if (isinf(to)) to = w->bound + 0.05 * fabs(w->bound) + 1e-9;
    length = pace * (to - w->bound) / norm;
    for (int k = 0; k < n; k++)
        w->v[k] += length * w->way[k];
    clamp(w);
}

/* ---- fixing ---- */

/* Sites without which, or with which, no plan is better than the best one. Opening is rare
 * enough to make the lists anew each time. */
static bool fix(struct median_work *w, int *n_closed)
{
    double target = median_target(w);
    bool opened = false;

    if ((w->m->skip & SKIP_FIX) != 0 || isinf(target)) return false;
    for (int k = 0; k < w->n_free; k++) {
        int s = w->free_site[k];

        if (w->choice[s] != COVER_FREE) continue;
        if (!w->take[s] && w->safe + w->r[s] - w->edge >= target) {
            w->choice[s] = COVER_CLOSED;
            (*n_closed)++;
        } else if (w->take[s] && w->safe - w->r[s] + w->next >= target) {
            w->choice[s] = COVER_OPEN;
            opened = true;
        }
    }
    return opened;
}

static void count_often(struct median_work *w, double share)
{
    for (int k = 0; k < w->n_free; k++) {
        int s = w->free_site[k];

        w->often[s] += share * (w->take[s] - w->often[s]);
    }
}

bool median_climb(struct median_work *w, int n_steps, double pace)
{
    size_t bytes = (size_t)(w->m->n_zones + w->rules->n) * sizeof *w->v;
    double best = -INFINITY, best_safe = -INFINITY;
    int quiet = 0, n_closed = 0, patience = n_steps > 200 ? 20 : 6;

    clamp(w);
    memset(w->way, 0, bytes);
    for (int k = 0; k < w->n_free; k++)
        w->often[w->free_site[k]] = 0;
    for (int step = 0; step < n_steps && pace > 1e-3 && !cover_spend(w->limits, 1); step++) {
        bool opened;

        bound_at(w);
        if (w->bound > best + 1e-5 * (w->state->value - best) || isinf(best)) {
            quiet = 0;
        } else if (++quiet >= patience) {
            quiet = 0;
            pace *= 0.6;
            memcpy(w->v, w->best_v, bytes);
            memset(w->way, 0, bytes);
            clamp(w);
            bound_at(w);
        }
        if (w->bound > best) {
            best = w->bound;
            memcpy(w->best_v, w->v, bytes);
        }
        best_safe = fmax(best_safe, w->safe);
        if (best_safe >= median_target(w)) break;
        count_often(w, step < 9 ? 1.0 / (step + 1) : 0.1);
        opened = fix(w, &n_closed);
        if (opened || n_closed > w->n_free / 8) {
            median_fill(w);
            if (w->hopeless) return true;
            n_closed = 0;
            clamp(w);
            if (w->n_free <= w->p || w->p <= 1) break;
            continue;
        }
        move(w, pace);
    }
    if (!isinf(best)) memcpy(w->v, w->best_v, bytes);
    w->bound = best;
    w->safe = best_safe;
    return best_safe >= median_target(w);
}
