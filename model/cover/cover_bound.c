/* cover_bound.c - Lagrangian bound of a covering problem.
 *
 * With a multiplier 0 <= u_e <= penalty_e on "element e is covered or paid for" and l >= 0 on
 * the budget, what is left falls apart by site:
 *
 *   L(u, l) = fixed + sum_e u_e - l budget + min over at most p sites of sum_s r_s     (1)
 *   r_s = price_s + l cost_s - sum_{e under s} u_e                                     (2)
 *
 * and the minimum takes the (at most p) most negative r_s. Every u gives a bound; the largest
 * is that of the linear relaxation. It is climbed by subgradients with the step of B. Polyak
 * (M. Held, P. Wolfe and H. Crowder, Mathematical Programming 6 (1974) 62-88,
 * doi:10.1007/BF01580223). Bounds with one site forced in or out fix sites (3).
 *
 * An element that needs several sites counts need_e u_e, less (u_e - more_e) for each site
 * after the first that is cheaper lacked than paid for (4). A clique of sites too near to each
 * other has a multiplier m >= 0 on "at most one": L loses m, and the r_s of its sites gain m
 * (5). */
#include "model/cover/cover.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct climb {
    const struct cover *c;
    double *u, *way;            /* owned [n_elements] multipliers, direction */
    double *best_u;             /* owned [n_elements] */
    double *m, *m_way, *best_m; /* owned [n_cliques] */
    int n_cliques;
    double lambda, lambda_way, best_lambda;
    double *r, *sorted;  /* owned [n_sites] */
    bool *take, *closed; /* owned [n_sites] the relaxed plan; fixed closed */
    int n_take;
    double last_in, first_out; /* largest r taken; smallest r not taken for want of room */
    double sum;                /* of what L is made of, for its rounding */
    double bound, best;        /* L here and at best_u */
};

static void climb_free(struct climb *w)
{
    free(w->u);
    free(w->way);
    free(w->best_u);
    free(w->m);
    free(w->m_way);
    free(w->best_m);
    free(w->r);
    free(w->sorted);
    free(w->take);
    free(w->closed);
}

static enum err climb_create(struct climb *w, const struct cover *c, struct error *err)
{
    size_t n = (size_t)c->n_sites + 1, m = (size_t)c->n_elements + 1, n_cliques;

    *w = (struct climb){.c = c, .best = -INFINITY};
    w->n_cliques = c->cliques != NULL ? c->cliques->n_zones : 0;
    n_cliques = (size_t)w->n_cliques + 1;
    w->m = calloc(n_cliques, sizeof *w->m);
    w->m_way = calloc(n_cliques, sizeof *w->m_way);
    w->best_m = calloc(n_cliques, sizeof *w->best_m);
    w->u = malloc(m * sizeof *w->u);
    w->way = calloc(m, sizeof *w->way);
    w->best_u = malloc(m * sizeof *w->best_u);
    w->r = malloc(n * sizeof *w->r);
    w->sorted = malloc(n * sizeof *w->sorted);
    w->take = calloc(n, sizeof *w->take);
    w->closed = calloc(n, sizeof *w->closed);
    if (w->u == NULL || w->way == NULL || w->best_u == NULL || w->r == NULL ||
        w->sorted == NULL || w->take == NULL || w->closed == NULL || w->m == NULL ||
        w->m_way == NULL || w->best_m == NULL) {
        climb_free(w);
        return error_nomem(err, "the bound of a covering problem");
    }
    return ERR_OK;
}

/* Where to begin: an element is worth its penalty where the plan pays it, a share of it where
 * one site covers it, nothing much where several do; what must be covered costs its share of
 * the cheapest site over it. */
static void begin(struct climb *w, const struct cover_state *state)
{
    const struct cover *c = w->c;
    const struct reach *rows = c->rows, *cols = c->cols;

    for (int e = 0; e < c->n_elements; e++) {
        double share = INFINITY;
        int over = 0;

        for (int k = rows->row_start[e]; k < rows->row_start[e + 1]; k++) {
            int s = rows->site[k];
            double each = c->price[s] / (cols->row_start[s + 1] - cols->row_start[s]);

            share = fmin(share, each);
            if (!isinf(state->value)) over += state->open[s];
        }
        w->u[e] = isinf(c->penalty[e]) ? share : cover_cap(c, e) / (1 + over);
        if (!isinf(c->penalty[e]) && share > 0) w->u[e] = fmin(w->u[e], share);
    }
    memcpy(w->best_u, w->u, (size_t)c->n_elements * sizeof *w->u);
}

static int compare_numbers(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return x < y ? -1 : x > y;
}

/* Takes the at most p most negative sites; of equal ones the first. Returns their sum. */
static double take_sites(struct climb *w)
{
    const struct cover *c = w->c;
    int n = 0, n_edge = 0;
    double sum = 0, edge = 0;

    for (int s = 0; s < c->n_sites; s++)
        if (!w->closed[s] && w->r[s] < 0) w->sorted[n++] = w->r[s];
    w->last_in = w->first_out = 0;
    if (n > c->p) {
        qsort(w->sorted, (size_t)n, sizeof *w->sorted, compare_numbers);
        edge = c->p > 0 ? w->sorted[c->p - 1] : -INFINITY;
        w->last_in = edge;
        w->first_out = w->sorted[c->p];
        while (n_edge < c->p && w->sorted[c->p - 1 - n_edge] >= edge)
            n_edge++;
    }
    w->n_take = 0;
    for (int s = 0; s < c->n_sites; s++) {
        w->take[s] = !w->closed[s] && w->r[s] < 0;
        if (n > c->p && w->take[s] && w->r[s] >= edge)
            w->take[s] = w->r[s] <= edge && n_edge-- > 0;
        if (!w->take[s]) continue;
        sum += w->r[s];
        w->n_take++;
    }
    return sum;
}

/* (4) */
static double worth_of(const struct cover *c, int e, double u)
{
    return c->need[e] * u - (c->need[e] - 1) * fmax(0, u - c->more[e]);
}

/* (1) and (2). */
static double bound_at(struct climb *w)
{
    const struct cover *c = w->c;
    const struct reach *cols = c->cols;
    double sum = 0, given = 0, taken;

    for (int s = 0; s < c->n_sites; s++) {
        double r = c->price[s];

        if (w->closed[s]) continue;
        if (w->lambda > 0) r += w->lambda * c->cost[s];
        for (int k = cols->row_start[s]; k < cols->row_start[s + 1]; k++)
            r -= w->u[cols->site[k]];
        w->r[s] = r;
    }
    for (int q = 0; q < w->n_cliques; q++) { /* (5) */
        const struct reach *in = c->cliques;

        if (w->m[q] <= 0) continue;
        for (int k = in->row_start[q]; k < in->row_start[q + 1]; k++)
            w->r[in->site[k]] += w->m[q];
        given += w->m[q];
    }
    for (int e = 0; e < c->n_elements; e++)
        sum += c->need == NULL ? w->u[e] : worth_of(c, e, w->u[e]);
    taken = take_sites(w);
    w->sum = sum - taken + fabs(c->fixed) + given;
    sum -= given;
    if (w->lambda > 0) {
        w->sum += w->lambda * c->budget;
        sum -= w->lambda * c->budget;
    }
    return c->fixed + sum + taken;
}

/* (3): what no better plan does is fixed, when the best plan does not do it either. */
static int fix(struct climb *w, double bound, const struct cover_state *state, double target,
               unsigned char choice[])
{
    const struct cover *c = w->c;
    /* A plan of our own stays within what is left, so that branching can start from it. */
    bool keeps = !isinf(state->value) && state->value <= state->cutoff;
    bool full = w->n_take == c->p;
    int n = 0;

    for (int s = 0; s < c->n_sites; s++) {
        bool in_best = keeps && state->open[s];

        if (choice[s] != COVER_FREE) continue;
        if (!w->take[s]) {
            double with = bound + w->r[s] - (full ? w->last_in : 0);

            if (in_best || with < target) continue;
            if (c->p == 0) continue;
            choice[s] = COVER_CLOSED;
            w->closed[s] = true;
            n++;
        } else if ((in_best || !keeps) && bound - w->r[s] + w->first_out >= target) {
            choice[s] = COVER_OPEN;
            n++;
        }
    }
    return n;
}

/* The direction of the cliques' multipliers; returns its square. */
static double clique_way(struct climb *w)
{
    const struct reach *in = w->c->cliques;
    double norm = 0;

    for (int q = 0; q < w->n_cliques; q++) {
        double way = -1;

        for (int k = in->row_start[q]; k < in->row_start[q + 1]; k++)
            way += w->take[in->site[k]];
        w->m_way[q] = way + 0.95 * w->m_way[q];
        if (w->m[q] <= 0 && w->m_way[q] < 0) w->m_way[q] = 0;
        norm += w->m_way[q] * w->m_way[q];
    }
    return norm;
}

/* One step along the (smoothed) subgradient. */
static void move(struct climb *w, double target, double pace)
{
    const struct cover *c = w->c;
    const struct reach *cols = c->cols;
    double norm = 0, over = 0, length;

    for (int e = 0; e < c->n_elements; e++)
        w->way[e] =
            (c->need == NULL || w->u[e] > c->more[e] ? 1 : c->need[e]) + 0.95 * w->way[e];
    for (int s = 0; s < c->n_sites; s++) {
        if (!w->take[s]) continue;
        over += c->cost[s];
        for (int k = cols->row_start[s]; k < cols->row_start[s + 1]; k++)
            w->way[cols->site[k]] -= 1;
    }
    for (int e = 0; e < c->n_elements; e++) {
        if ((w->u[e] <= 0 && w->way[e] < 0) || (w->u[e] >= cover_cap(c, e) && w->way[e] > 0))
            w->way[e] = 0;
        norm += w->way[e] * w->way[e];
    }
    norm += clique_way(w);
    if (!isinf(c->budget)) {
        w->lambda_way = over - c->budget;
        if (w->lambda <= 0 && w->lambda_way < 0) w->lambda_way = 0;
    }
    if (norm <= 0 && w->lambda_way == 0) return;
    length = pace * (target - w->bound);
    for (int q = 0; q < w->n_cliques && norm > 0; q++)
        w->m[q] = fmax(w->m[q] + length / norm * w->m_way[q], 0);
    if (norm > 0)
        for (int e = 0; e < c->n_elements; e++)
            w->u[e] = fmin(fmax(w->u[e] + length / norm * w->way[e], 0), cover_cap(c, e));
    if (w->lambda_way != 0)
        w->lambda =
            fmax(w->lambda + length / (w->lambda_way * w->lambda_way) * w->lambda_way, 0);
}

/* The value from which on a plan is no better than the best one. */
static double target_of(const struct cover *c, const struct cover_state *state, double most)
{
    double value = fmin(most, fmin(state->value, state->cutoff));

    return c->step > 0 ? value - c->step * (1 - 1e-6) : value;
}

/* More than every plan that covers what it must. */
static double most_of(const struct cover *c)
{
    double sum = c->fixed;

    for (int s = 0; s < c->n_sites; s++)
        sum += c->price[s];
    for (int e = 0; e < c->n_elements; e++)
        for (int k = 1; k <= cover_need(c, e); k++)
            if (!isinf(cover_lack(c, e, k))) sum += cover_lack(c, e, k);
    return sum + 1e-6 * fabs(sum) + (c->step > 0 ? 2 * c->step : 1e-300);
}

/* Computes the bound; after 20 steps that gained nothing it goes back to the best place with a
 * shorter stride. Returns what may be claimed, rounding taken off. */
static double climb_once(struct climb *w, double plan, double *pace, int *quiet)
{
    size_t bytes = (size_t)w->c->n_elements * sizeof *w->u;
    double gained;

    w->bound = bound_at(w);
    gained = w->bound - w->best;
    if (isinf(w->best) || gained > 1e-5 * fabs((isinf(plan) ? 0 : plan) - w->best)) {
        *quiet = 0;
    } else if (++*quiet >= 20) {
        *quiet = 0;
        *pace *= 0.6;
        memcpy(w->u, w->best_u, bytes);
        memset(w->way, 0, bytes);
        memcpy(w->m, w->best_m, (size_t)w->n_cliques * sizeof *w->m);
        memset(w->m_way, 0, (size_t)w->n_cliques * sizeof *w->m);
        w->lambda = w->best_lambda;
        w->bound = bound_at(w);
    }
    if (w->bound > w->best) {
        w->best = w->bound;
        w->best_lambda = w->lambda;
        memcpy(w->best_u, w->u, bytes);
        memcpy(w->best_m, w->m, (size_t)w->n_cliques * sizeof *w->m);
    }
    return w->bound - 1e-12 * w->sum;
}

enum err cover_bound(const struct cover *c, struct cover_limits *limits,
                     struct cover_state *state, bool plans, unsigned char choice[],
                     struct error *err)
{
    double most = most_of(c), pace = 1;
    int quiet = 0;
    struct climb w;
    enum err code;

    TRY(climb_create(&w, c, err));
    begin(&w, state);
    for (int s = 0; s < c->n_sites; s++)
        w.closed[s] = choice[s] == COVER_CLOSED;
    code = ERR_OK;
    for (int step = 0; step < 1500 && pace > 1e-3 && code == ERR_OK; step++) {
        double best = fmin(state->value, state->cutoff), target, safe;

        if (cover_spend(limits, 1)) break;
        safe = climb_once(&w, best, &pace, &quiet);
        state->bound = fmax(state->bound, fmin(cover_round_up(c, safe), best));
        if (plans && step % 25 == 10)
            code = cover_search_from(c, w.take, step % 100 == 10, limits, state, err);
        target = target_of(c, state, most);
        if (safe >= target) {
            /* No plan is better than the best one; without one, none is feasible. */
            state->bound = fmin(state->value, state->cutoff);
            break;
        }
        if (cover_near(c, limits, state)) break;
        if ((c->skip & SKIP_FIX) == 0) fix(&w, safe, state, target, choice);
        best = isinf(best) ? w.bound + 0.05 * fabs(w.bound) + 1e-9 : fmax(best, w.bound);
        move(&w, best, pace);
    }
    if (state->u != NULL) memcpy(state->u, w.best_u, (size_t)c->n_elements * sizeof *state->u);
    climb_free(&w);
    return code;
}
