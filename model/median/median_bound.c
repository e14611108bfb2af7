/* median_bound.c - the Lagrangian bound of a node, and fixing by it both ways. Multipliers
 * climb along the mean of the subgradients so far, from the best ones, which needs a third of
 * the steps of plain subgradients on large cities.
 *
 * Sources: N. Christofides and J. Beasley, A tree search algorithm for the p-median problem,
 *   European Journal of Operational Research 10 (1982) 196-204,
 *   doi:10.1016/0377-2217(82)90160-6; F. Barahona and R. Anbil, The volume algorithm: producing
 *   primal solutions with a subgradient method, Mathematical Programming 87 (2000) 385-399,
 *   doi:10.1007/s101070050002. */
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
static void turn(struct median_work *w)
{
    const struct median *m = w->m;
    const struct median_rules *rules = w->rules;

    for (int z = 0; z < m->n_zones; z++) {
        double v = w->v[z], grad = 1;
        int end = w->row_start[z + 1];

        for (int k = w->row_start[z]; k < end && w->pay[k] < v; k++)
            grad -= w->take[w->site[k]];
        /* What serves the zone anyway does so where nothing else does: it cannot move. */
        w->grad[z] = end == w->row_start[z] || (grad > 0 && v >= w->served[z]) ? 0 : grad;
    }
    for (int q = 0; q < rules->n; q++) {
        double grad = -w->room[q];

        for (int k = rules->start[q]; k < rules->start[q + 1]; k++)
            if (w->choice[rules->site[k]] == COVER_FREE && w->take[rules->site[k]])
                grad += rules->coef[k];
        w->grad[m->n_zones + q] = grad < 0 && w->v[m->n_zones + q] <= 0 ? 0 : grad;
    }
}

/* From the best multipliers along the mean of the ways so far. */
static void move(struct median_work *w, double share)
{
    int n = w->m->n_zones + w->rules->n;
    double norm = 0, length, best = w->best, to = fmax(w->state->value, best);

    for (int k = 0; k < n; k++) {
        w->way[k] += share * (w->grad[k] - w->way[k]);
        norm += w->way[k] * w->way[k];
    }
    if (isinf(to)) to = best + 0.05 * fabs(best) + 1e-9;
    length = norm > 0 ? w->pace * (to - best) / norm : 0;
    for (int k = 0; k < n; k++)
        w->v[k] = w->best_v[k] + length * w->way[k];
    clamp(w);
}

/* How far the way of this step agrees with the mean. */
static double agree(const struct median_work *w)
{
    double sum = 0;

    for (int k = 0; k < w->m->n_zones + w->rules->n; k++)
        sum += w->grad[k] * w->way[k];
    return sum;
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

/* How a climb goes: steps without gain before the pace falls, the pace at first and at last,
 * and how much of the mean way a step makes. */
struct manner {
    int patience;
    double pace, last, least, most;
};
static const struct manner manner_root = {10, 1, 1e-4, 0.005, 0.1};
static const struct manner manner_node = {6, 0.3, 1e-4, 0.05, 0.3};

/* Best multipliers, their bound, and the pace: faster where the way goes on, slower where many
 * steps gained nothing. */
static void judge(struct median_work *w, const struct manner *how, int step)
{
    size_t bytes = (size_t)(w->m->n_zones + w->rules->n) * sizeof *w->v;

    w->best_safe = fmax(w->best_safe, w->safe);
    if (w->bound > w->best) {
        bool much = w->bound > w->best + 1e-6 * (w->state->value - w->best);

        if (step > 0 && much && agree(w) > 0) w->pace = fmin(1.1 * w->pace, 2);
        w->best = w->bound;
        memcpy(w->best_v, w->v, bytes);
        w->quiet = 0;
    } else if (++w->quiet >= how->patience) {
        w->quiet = 0;
        w->pace *= 0.66;
    }
}

double median_glance(struct median_work *w)
{
    median_fill(w);
    if (w->hopeless) return w->state->value;
    clamp(w);
    bound_at(w);
    return w->safe;
}

bool median_climb(struct median_work *w, int n_steps, bool root, bool fresh)
{
    const struct manner *how = root ? &manner_root : &manner_node;
    int n_closed = 0;

    if (fresh) {
        w->best = w->best_safe = -INFINITY;
        w->pace = how->pace;
        w->quiet = 0;
        for (int k = 0; k < w->n_free; k++)
            w->often[w->free_site[k]] = 0;
    }
    clamp(w);
    for (int step = 0; step < n_steps && w->pace > how->last && !cover_spend(w->limits, 1);
         step++) {
        double share = fmin(fmax(0.3 * w->pace, how->least), how->most);

        if (fresh && step == 0) share = 1;
        bound_at(w);
        turn(w);
        judge(w, how, step);
        if (w->best_safe >= median_target(w)) break;
        count_often(w, share);
        if (fix(w, &n_closed) || n_closed > w->n_free / 8) {
            median_fill(w);
            if (w->hopeless) return true;
            n_closed = 0;
            if (w->n_free <= w->p || w->p <= 1) break;
        }
        move(w, share);
    }
    if (!isinf(w->best))
        memcpy(w->v, w->best_v, sizeof *w->v * (size_t)(w->m->n_zones + w->rules->n));
    return w->best_safe >= median_target(w);
}
