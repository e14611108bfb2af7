/* median.c - p-median: fast interchange and Lagrangian fixing.
 *
 * Sources: R. Whitaker, A fast algorithm for the greedy interchange for large-scale clustering
 * and median location problems, INFOR 21 (1983) 95-108; N. Christofides and J. Beasley, A tree
 *   search algorithm for the p-median problem, European Journal of Operational Research 10
 *   (1982) 196-204, doi:10.1016/0377-2217(82)90160-6. */
#include "model/median/median.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_STEPS = 4000 };
struct work {
    const struct median *m;
    struct cover_limits *limits;
    struct reach *by_site; /* owned: zones of a site; distance_m holds pay */
    bool *open;            /* owned [n_sites] */
    int *first;            /* owned [n_zones] nearest open site; -1: served anyway, or nobody */
    double *near, *second; /* owned [n_zones] pay to the nearest and second nearest */
    double *loss, *less;   /* owned [n_sites] */
    double far;            /* stands for "cannot be served" */
    int n_open;
    double cost;
    double *v, *best_v, *way, *r, *sorted; /* owned: the climb */
    bool *take;
    double *most; /* owned [n_sites] what a site saves at most, in greedy() */
    int *looked;  /* owned [n_sites] in which round that was counted */
    int *n_near;  /* owned [n_sites] open sites too near to it */
    int *n_in;    /* owned [n_districts] open sites */
};

static void work_free(struct work *w)
{
    reach_free(w->by_site);
    free(w->open);
    free(w->first);
    free(w->near);
    free(w->second);
    free(w->loss);
    free(w->less);
    free(w->v);
    free(w->best_v);
    free(w->way);
    free(w->r);
    free(w->sorted);
    free(w->take);
    free(w->most);
    free(w->looked);
    free(w->n_near);
    free(w->n_in);
}

static enum err work_create(struct work *w, const struct median *m, struct error *err)
{
    size_t n = (size_t)m->n_sites + 1, nz = (size_t)m->n_zones + 1;
    enum err code;

    *w = (struct work){.m = m, .far = 1};
    w->open = calloc(n, sizeof *w->open);
    w->first = calloc(nz, sizeof *w->first);
    w->near = calloc(nz, sizeof(double));
    w->second = calloc(nz, sizeof(double));
    w->loss = calloc(n, sizeof(double));
    w->less = calloc(n, sizeof(double));
    w->v = calloc(nz, sizeof(double));
    w->best_v = calloc(nz, sizeof(double));
    w->way = calloc(nz, sizeof(double));
    w->r = calloc(n, sizeof(double));
    w->sorted = calloc(n, sizeof(double));
    w->take = calloc(n, sizeof *w->take);
    w->most = calloc(n, sizeof *w->most);
    w->looked = calloc(n, sizeof *w->looked);
    w->n_near = calloc(n, sizeof *w->n_near);
    w->n_in = calloc((size_t)m->n_districts + 1, sizeof *w->n_in);
    if (w->open == NULL || w->first == NULL || w->near == NULL || w->second == NULL ||
        w->loss == NULL || w->less == NULL || w->v == NULL || w->best_v == NULL ||
        w->way == NULL || w->r == NULL || w->sorted == NULL || w->take == NULL ||
        w->most == NULL || w->looked == NULL || w->n_near == NULL || w->n_in == NULL) {
        work_free(w);
        return error_nomem(err, "the p-median problem");
    }
    code = reach_turn(&w->by_site, m->n_sites, m->n_zones, m->row_start, m->site, m->pay, err);
    if (code != ERR_OK) {
        work_free(w);
        return code;
    }
    for (int k = 0; k < m->row_start[m->n_zones]; k++)
        w->far += m->pay[k];
    /* A zone far from its existing site may pay more than all pairs together. */
    for (int z = 0; z < m->n_zones; z++)
        if (!isinf(m->served[z])) w->far += m->served[z];
    return ERR_OK;
}

/* ---- plans ---- */

/* Nearest and second nearest of every zone, and what closing each open site costs. */
static void look(struct work *w)
{
    const struct median *m = w->m;

    memset(w->loss, 0, (size_t)m->n_sites * sizeof *w->loss);
    for (int z = 0; z < m->n_zones; z++) {
        double served = fmin(m->served[z], w->far), near = served, second = served;
        int first = -1;

        for (int k = m->row_start[z]; k < m->row_start[z + 1] && m->pay[k] < served; k++) {
            if (!w->open[m->site[k]]) continue;
            if (first >= 0) {
                second = m->pay[k];
                break;
            }
            first = m->site[k];
            near = m->pay[k];
        }
        w->first[z] = first;
        w->near[z] = near;
        w->second[z] = second;
        if (first >= 0) w->loss[first] += second - near;
    }
}

/* What opening s saves; less[r]: by how much closing r then costs less than loss[r]. */
static double gain(struct work *w, int s)
{
    const struct reach *by = w->by_site;
    double sum = 0;

    for (int k = by->row_start[s]; k < by->row_start[s + 1]; k++) {
        int z = by->site[k], r = w->first[z];
        double pay = by->distance_m[k];

        if (pay < w->near[z]) {
            sum += w->near[z] - pay;
            if (r >= 0) w->less[r] += w->second[z] - w->near[z];
        } else if (r >= 0 && pay < w->second[z]) {
            w->less[r] += w->second[z] - pay;
        }
    }
    return sum;
}

static void flip(struct work *w, int s, bool open)
{
    const struct reach *near = w->m->near;

    w->open[s] = open;
    w->n_open += open ? 1 : -1;
    w->cost += open ? w->m->cost[s] : -w->m->cost[s];
    for (int k = near != NULL ? near->row_start[s] : 0;
         near != NULL && k < near->row_start[s + 1]; k++)
        w->n_near[near->site[k]] += open ? 1 : -1;
    if (w->m->district != NULL && w->m->district[s] >= 0)
        w->n_in[w->m->district[s]] += open ? 1 : -1;
}

/* The first district that lacks open sites, -1: none. */
static int lacking(const struct work *w)
{
    for (int d = 0; w->m->district != NULL && d < w->m->n_districts; d++)
        if (w->n_in[d] < w->m->least[d]) return d;
    return -1;
}

/* Whether a swap keeps spacing and districts. */
static bool may_swap(const struct work *w, int in, int out)
{
    const struct median *m = w->m;
    int d = m->district != NULL ? m->district[out] : -1;

    if (d >= 0 && w->n_in[d] <= m->least[d] && m->district[in] != d) return false;
    if (w->n_near[in] == 0) return true;
    for (int k = m->near->row_start[in]; k < m->near->row_start[in + 1]; k++)
        if (m->near->site[k] == out) return w->n_near[in] == 1;
    return false;
}

/* The site that saves most, -1: none helps; where a district lacks sites, the best of its own,
 * whatever it saves. Savings only fall while sites are added, so those of before are limits:
 * only the site on top is counted again. */
static int best_to_add(struct work *w, int round)
{
    const struct median *m = w->m;
    int d = lacking(w);

    for (;;) {
        int best = -1;
        double least = d < 0 ? 0 : -1;

        for (int s = 0; s < m->n_sites; s++) {
            if (w->open[s] || w->cost + m->cost[s] > m->budget || w->n_near[s] > 0) continue;
            if ((d >= 0 && m->district[s] != d) || w->most[s] <= least) continue;
            least = w->most[s];
            best = s;
        }
        if (best < 0 || w->looked[best] == round) return best;
        w->most[best] = gain(w, best);
        w->looked[best] = round;
    }
}

static void greedy(struct work *w)
{
    const struct median *m = w->m;
    int best;

    for (int s = 0; s < m->n_sites; s++) {
        w->most[s] = INFINITY;
        w->looked[s] = -1;
    }
    for (int round = 0; w->n_open < m->p && !cover_late(w->limits); round++) {
        look(w);
        if ((best = best_to_add(w, round)) < 0) break;
        flip(w, best, true);
    }
    memset(w->less, 0, (size_t)m->n_sites * sizeof *w->less);
    look(w);
}

/* Swaps as long as one helps. */
static void interchange(struct work *w, int rounds)
{
    const struct median *m = w->m;
    int quiet = 0;

    for (int round = 0; round < rounds; round++)
        for (int s = 0; s < m->n_sites && quiet < m->n_sites; s++) {
            double saves, most = 1e-12 * w->far / (1 + m->n_zones);
            int out = -1;

            quiet++;
            if (w->open[s]) continue;
            if (cover_spend(w->limits, 0)) return;
            memset(w->less, 0, (size_t)m->n_sites * sizeof *w->less);
            saves = gain(w, s);
            for (int r = 0; r < m->n_sites; r++) {
                double net = saves - w->loss[r] + w->less[r];

                if (!w->open[r] || net <= most) continue;
                if (w->cost + m->cost[s] - m->cost[r] > m->budget || !may_swap(w, s, r))
                    continue;
                most = net;
                out = r;
            }
            if (out < 0) continue;
            flip(w, out, false);
            flip(w, s, true);
            look(w);
            quiet = 0;
        }
}

static void keep(struct work *w, struct cover_state *state)
{
    double value = 0;

    if (lacking(w) >= 0) return;
    for (int z = 0; z < w->m->n_zones; z++) {
        if (w->first[z] < 0 && isinf(w->m->served[z])) return;
        value += w->near[z];
    }
    if (value >= state->value) return;
    state->value = value;
    memcpy(state->open, w->open, (size_t)w->m->n_sites * sizeof *w->open);
}

static int compare_numbers(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return x < y ? -1 : x > y;
}

/* The bound at v; r, take and the edge of what is taken. */
static double bound_at(struct work *w, const bool closed[], double *edge, double *sum_of)
{
    const struct median *m = w->m;
    double sum = 0, taken = 0, last;
    int n = 0, left, n_edge = 0;

    memset(w->r, 0, (size_t)m->n_sites * sizeof *w->r);
    for (int z = 0; z < m->n_zones; z++) {
        sum += fmin(w->v[z], m->served[z]);
        for (int k = m->row_start[z]; k < m->row_start[z + 1] && m->pay[k] < w->v[z]; k++)
            w->r[m->site[k]] += m->pay[k] - w->v[z];
    }
    for (int s = 0; s < m->n_sites; s++)
        if (!closed[s] && w->r[s] < 0) w->sorted[n++] = w->r[s];
    qsort(w->sorted, (size_t)n, sizeof *w->sorted, compare_numbers);
    left = n < m->p ? n : m->p;
    *edge = m->p == 0 ? -INFINITY : n >= m->p ? w->sorted[m->p - 1] : 0;
    last = left > 0 ? w->sorted[left - 1] : -INFINITY;
    for (int k = 0; k < left; k++) {
        taken += w->sorted[k];
        n_edge += w->sorted[k] >= last;
    }
    /* All below the edge are taken, and of those that tie at it the first ones. */
    for (int s = 0; s < m->n_sites; s++) {
        bool below = w->r[s] < last, at = w->r[s] <= last && !below && n_edge > 0;

        w->take[s] = !closed[s] && left > 0 && (below || at);
        if (w->take[s] && at) n_edge--;
    }
    *sum_of = fabs(sum) + fabs(taken);
    return sum + taken;
}

static void move(struct work *w, double bound, double target, double pace)
{
    const struct median *m = w->m;
    double norm = 0, length;

    for (int z = 0; z < m->n_zones; z++) {
        double grad = m->served[z] < w->v[z] ? 0 : 1;

        for (int k = m->row_start[z]; k < m->row_start[z + 1] && m->pay[k] < w->v[z]; k++)
            grad -= w->take[m->site[k]];
        w->way[z] = grad + 0.95 * w->way[z];
        norm += w->way[z] * w->way[z];
    }
    if (norm <= 0) return;
    length = pace * (target - bound) / norm;
    for (int z = 0; z < m->n_zones; z++)
        w->v[z] = fmax(w->v[z] + length * w->way[z], 0);
}

/* A plan from what the bound takes. */
static void try_taken(struct work *w, struct cover_state *state)
{
    const struct median *m = w->m;

    for (int s = 0; s < m->n_sites; s++) {
        if (w->open[s]) flip(w, s, false);
        if (w->take[s] && w->n_near[s] == 0 && w->cost + m->cost[s] <= m->budget)
            flip(w, s, true);
    }
    greedy(w);
    interchange(w, 50);
    keep(w, state);
}

static void climb(struct work *w, struct cover_limits *limits, struct cover_state *state,
                  bool closed[])
{
    const struct median *m = w->m;
    size_t bytes = (size_t)m->n_zones * sizeof *w->v;
    double pace = 1, best = -INFINITY, target;
    int quiet = 0;

    for (int z = 0; z < m->n_zones; z++)
        w->v[z] = fmin(0.5 * (w->near[z] + w->second[z]), 2 * w->near[z] + 1e-9);
    for (int step = 0; step < MOST_STEPS && pace > 1e-3; step++) {
        double edge, sum, bound, safe;

        if (cover_spend(limits, 1)) return;
        bound = bound_at(w, closed, &edge, &sum);
        if (bound > best + 1e-5 * (state->value - best) || isinf(best)) {
            quiet = 0;
        } else if (++quiet >= 20) {
            quiet = 0;
            pace *= 0.6;
            memcpy(w->v, w->best_v, bytes);
            memset(w->way, 0, bytes);
            bound = bound_at(w, closed, &edge, &sum);
        }
        if (bound > best) {
            best = bound;
            memcpy(w->best_v, w->v, bytes);
        }
        safe = bound - 1e-12 * sum;
        if (step % 200 == 100) try_taken(w, state);
        target = state->value - (m->step > 0 ? m->step * (1 - 1e-6) : 0);
        state->bound = fmax(state->bound, fmin(safe, state->value));
        if (safe >= target) {
            state->bound = state->value;
            return;
        }
        if (limits->gap > 0 && state->value - state->bound <= limits->gap * state->value)
            return;
        for (int s = 0; s < m->n_sites; s++)
            if (!closed[s] && !w->take[s] && !state->open[s] && m->p > 0 &&
                safe + w->r[s] - edge >= target)
                closed[s] = true;
        move(w, bound, fmax(state->value, bound), pace);
    }
}

enum err median_bound(const struct median *m, struct cover_limits *limits,
                      struct cover_state *state, bool closed[], struct error *err)
{
    struct work w;

    TRY(work_create(&w, m, err));
    w.limits = limits;
    greedy(&w);
    interchange(&w, 50);
    keep(&w, state);
    if (!isinf(state->value)) climb(&w, limits, state, closed);
    work_free(&w);
    return ERR_OK;
}
