/* median_plan.c - see median_plan.h: a plan's two nearest sites of every zone, greedy.
 *
 * Source: R. Whitaker, A fast algorithm for the greedy interchange for large-scale clustering
 * and median location problems, INFOR 21 (1983) 95-108. */
#include "model/median/median_plan.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

void median_plan_clear(struct median_plan *w)
{
    reach_free(w->by_site);
    free(w->open);
    free(w->list);
    free(w->place);
    free(w->first);
    free(w->next);
    free(w->near);
    free(w->second);
    free(w->loss);
    free(w->less);
    free(w->most);
    free(w->looked);
    free(w->dirty);
    free(w->likely);
    free(w->other);
    free(w->n_near);
    free(w->n_in);
    *w = (struct median_plan){0};
}

enum err median_plan_begin(struct median_plan *w, const struct median *m,
                           struct cover_limits *limits, struct error *err)
{
    size_t n = (size_t)m->n_sites + 1, nz = (size_t)m->n_zones + 1;
    double most = 0;

    *w = (struct median_plan){.m = m, .limits = limits, .far = 1};
    w->open = calloc(n, sizeof *w->open);
    w->list = calloc(n, sizeof *w->list);
    w->place = calloc(n, sizeof *w->place);
    w->first = calloc(nz, sizeof *w->first);
    w->next = calloc(nz, sizeof *w->next);
    w->near = calloc(nz, sizeof *w->near);
    w->second = calloc(nz, sizeof *w->second);
    w->loss = calloc(n, sizeof *w->loss);
    w->less = calloc(n, sizeof *w->less);
    w->most = calloc(n, sizeof *w->most);
    w->looked = calloc(n, sizeof *w->looked);
    w->dirty = calloc(n, sizeof *w->dirty);
    w->other = calloc(n, sizeof *w->other);
    w->likely = calloc(n, sizeof *w->likely);
    w->n_near = calloc(n, sizeof *w->n_near);
    w->n_in = calloc((size_t)m->n_districts + 1, sizeof *w->n_in);
    if (w->open == NULL || w->list == NULL || w->place == NULL || w->first == NULL ||
        w->next == NULL || w->near == NULL || w->second == NULL || w->loss == NULL ||
        w->less == NULL || w->most == NULL || w->looked == NULL || w->dirty == NULL ||
        w->likely == NULL || w->other == NULL || w->n_near == NULL || w->n_in == NULL)
        return error_nomem(err, "the p-median problem");
    for (int k = 0; k < m->row_start[m->n_zones]; k++) {
        w->far += m->pay[k];
        most = fmax(most, m->pay[k]);
    }
    /* A zone far from its existing site may pay more than all pairs together. */
    for (int z = 0; z < m->n_zones; z++)
        if (!isinf(m->served[z])) w->far += m->served[z];
    w->far = fmax(w->far, fmin(2 * most, DBL_MAX)); /* 1e22 + 1 is 1e22 */
    return reach_turn(&w->by_site, m->n_sites, m->n_zones, m->row_start, m->site, m->pay, err);
}

/* Nearest and second nearest of a zone. */
static void look_at(struct median_plan *w, int z)
{
    const struct median *m = w->m;
    double served = fmin(m->served[z], w->far);

    w->first[z] = w->next[z] = -1;
    w->near[z] = w->second[z] = served;
    for (int k = m->row_start[z]; k < m->row_start[z + 1] && m->pay[k] < served; k++) {
        if (!w->open[m->site[k]]) continue;
        if (w->first[z] >= 0) {
            w->next[z] = m->site[k];
            w->second[z] = m->pay[k];
            return;
        }
        w->first[z] = m->site[k];
        w->near[z] = m->pay[k];
    }
}

/* Summed anew each time: what is added and taken away again would leave its rounding. */
static void count_loss(struct median_plan *w)
{
    for (int k = 0; k < w->n_open; k++)
        w->loss[w->list[k]] = 0;
    for (int z = 0; z < w->m->n_zones; z++)
        if (w->first[z] >= 0) w->loss[w->first[z]] += w->second[z] - w->near[z];
}

void median_look(struct median_plan *w)
{
    for (int z = 0; z < w->m->n_zones; z++)
        look_at(w, z);
    count_loss(w);
}

void median_flip(struct median_plan *w, int s, bool open)
{
    const struct reach *near = w->m->near;

    w->open[s] = open;
    if (open) {
        w->place[s] = w->n_open;
        w->list[w->n_open++] = s;
    } else {
        int last = w->list[--w->n_open];

        w->list[w->place[s]] = last;
        w->place[last] = w->place[s];
    }
    w->cost += open ? w->m->cost[s] : -w->m->cost[s];
    for (int k = near != NULL ? near->row_start[s] : 0;
         near != NULL && k < near->row_start[s + 1]; k++)
        w->n_near[near->site[k]] += open ? 1 : -1;
    if (w->m->district != NULL && w->m->district[s] >= 0)
        w->n_in[w->m->district[s]] += open ? 1 : -1;
}

/* Sites that come before the second nearest of a zone that changed may have a new swap. */
static void look_again(struct median_plan *w, int z)
{
    const struct median *m = w->m;
    double before = w->second[z];

    look_at(w, z);
    before = fmax(before, w->second[z]);
    for (int k = m->row_start[z]; k < m->row_start[z + 1] && m->pay[k] < before; k++)
        w->dirty[m->site[k]] = true;
}

void median_swap(struct median_plan *w, int in, int out)
{
    const struct reach *by = w->by_site;

    median_flip(w, out, false);
    median_flip(w, in, true);
    for (int k = by->row_start[out]; k < by->row_start[out + 1]; k++) {
        int z = by->site[k];

        if (w->first[z] == out || w->next[z] == out) look_again(w, z);
    }
    for (int k = by->row_start[in]; k < by->row_start[in + 1]; k++) {
        int z = by->site[k];

        if (by->way[k] < w->second[z] && w->first[z] != in) look_again(w, z);
    }
    count_loss(w);
}

/* The first district that lacks open sites, -1: none. */
static int lacking(const struct median_plan *w)
{
    for (int d = 0; w->m->district != NULL && d < w->m->n_districts; d++)
        if (w->n_in[d] < w->m->least[d]) return d;
    return -1;
}

bool median_may_open(const struct median_plan *w, int s)
{
    return w->n_near[s] == 0 && w->cost + w->m->cost[s] <= w->m->budget;
}

bool median_may_swap(const struct median_plan *w, int in, int out)
{
    const struct median *m = w->m;
    int d = m->district != NULL ? m->district[out] : -1;

    if (w->cost + m->cost[in] - m->cost[out] > m->budget) return false;
    if (d >= 0 && w->n_in[d] <= m->least[d] && m->district[in] != d) return false;
    if (w->n_near[in] == 0) return true;
    for (int k = m->near->row_start[in]; k < m->near->row_start[in + 1]; k++)
        if (m->near->site[k] == out) return w->n_near[in] == 1;
    return false;
}

/* ---- greedy ---- */

bool median_late(const struct cover_limits *limits)
{
    return placement_interrupted ||
           (!isinf(limits->deadline) && cover_clock() > limits->deadline + 0.7);
}

/* What opening s saves, and nothing else. */
static double saves(const struct median_plan *w, int s)
{
    const struct reach *by = w->by_site;
    double sum = 0;

    for (int k = by->row_start[s]; k < by->row_start[s + 1]; k++)
        sum += fmax(w->near[by->site[k]] - by->way[k], 0);
    return sum;
}

/* The site that saves most, -1: none helps; where a district lacks sites, the best of its own,
 * whatever it saves. Savings only fall while sites are added, so those of before are limits:
 * only the site on top is counted again. */
static int best_to_add(struct median_plan *w, int round)
{
    const struct median *m = w->m;
    int d = lacking(w);

    for (;;) {
        int best = -1;
        double least = d < 0 ? 0 : -1;

        for (int s = 0; s < m->n_sites; s++) {
            if (w->open[s] || w->most[s] <= least || !median_may_open(w, s)) continue;
            if (d >= 0 && m->district[s] != d) continue;
            least = w->most[s];
            best = s;
        }
        if (best < 0 || w->looked[best] == round) return best;
        w->most[best] = saves(w, best);
        w->looked[best] = round;
    }
}

/* A zone's nearest sites when s opens. */
static void take_in(struct median_plan *w, int s)
{
    const struct reach *by = w->by_site;

    median_flip(w, s, true);
    for (int k = by->row_start[s]; k < by->row_start[s + 1]; k++) {
        int z = by->site[k];
        double pay = by->way[k];

        if (pay < w->near[z]) {
            w->second[z] = w->near[z];
            w->next[z] = w->first[z];
            w->near[z] = pay;
            w->first[z] = s;
        } else if (pay < w->second[z]) {
            w->second[z] = pay;
            w->next[z] = s;
        }
    }
}

void median_greedy(struct median_plan *w)
{
    const struct median *m = w->m;
    int best;

    for (int s = 0; s < m->n_sites; s++) {
        w->most[s] = INFINITY;
        w->looked[s] = -1;
    }
    median_look(w);
    for (int round = 0; w->n_open < m->p && !median_late(w->limits); round++) {
        if ((best = best_to_add(w, round)) < 0) break;
        take_in(w, best);
    }
    median_look(w);
}

void median_set(struct median_plan *w, const bool taken[])
{
    while (w->n_open > 0)
        median_flip(w, w->list[w->n_open - 1], false);
    w->cost = 0;
    for (int s = 0; s < w->m->n_sites; s++)
        if (taken[s] && w->n_open < w->m->p && median_may_open(w, s)) median_flip(w, s, true);
    median_look(w);
}

/* ---- value ---- */

double median_value(const struct median_plan *w)
{
    const struct median *m = w->m;
    double value = 0, cost = 0;

    if (w->n_open > m->p || lacking(w) >= 0) return INFINITY;
    for (int s = 0; s < m->n_sites; s++) {
        if (!w->open[s]) continue;
        if (w->n_near[s] > 0) return INFINITY;
        cost += m->cost[s];
    }
    if (cost > m->budget) return INFINITY;
    for (int z = 0; z < m->n_zones; z++) {
        if (w->first[z] < 0 && isinf(m->served[z])) return INFINITY;
        value += w->near[z];
    }
    return value;
}

void median_keep(const struct median_plan *w, struct cover_state *state)
{
    double value = median_value(w);

    if (value >= state->value) return;
    state->value = value;
    memcpy(state->open, w->open, (size_t)w->m->n_sites * sizeof *w->open);
}
