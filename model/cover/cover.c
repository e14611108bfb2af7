/* cover.c - covering problems: made, merged, restricted, valued. */
#include "model/cover/cover.h"

#include <assert.h>
#include <limits.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

void cover_free(struct cover *c)
{
    if (c == NULL) return;
    reach_free(c->rows);
    reach_free(c->cols);
    reach_free(c->near);
    reach_free(c->cliques);
    free(c->penalty);
    free(c->need);
    free(c->more);
    free(c->price);
    free(c->cost);
    free(c->origin);
    free(c);
}

/* ---- equal rows ---- */

struct signature {
    uint64_t hash;
    int n, element;
};

static int compare_signatures(const void *a, const void *b)
{
    const struct signature *x = a, *y = b;

    if (x->hash != y->hash) return x->hash < y->hash ? -1 : 1;
    if (x->n != y->n) return x->n < y->n ? -1 : 1;
    return x->element < y->element ? -1 : x->element > y->element;
}

static bool same_row(const struct cover_draft *d, int a, int b)
{
    int n = d->row_start[a + 1] - d->row_start[a];

    if (n != d->row_start[b + 1] - d->row_start[b]) return false;
    return n == 0 || memcmp(d->site + d->row_start[a], d->site + d->row_start[b],
                            (size_t)n * sizeof *d->site) == 0;
}

/* The hash only sorts: equality is looked at, and the order of the elements decides. */
enum err cover_find_equal(const struct cover_draft *d, int keeper[], struct error *err)
{
    struct signature *all = malloc(((size_t)d->n_elements + 1) * sizeof *all);

    if (all == NULL) return error_nomem(err, "merging zones with equal sites");
    for (int e = 0; e < d->n_elements; e++) {
        uint64_t hash = UINT64_C(0x9E3779B97F4A7C15);

        for (int k = d->row_start[e]; k < d->row_start[e + 1]; k++) {
            hash = (hash ^ (uint64_t)d->site[k]) * UINT64_C(0xBF58476D1CE4E5B9);
            hash ^= hash >> 29;
        }
        all[e] = (struct signature){hash, d->row_start[e + 1] - d->row_start[e], e};
        keeper[e] = e;
    }
    qsort(all, (size_t)d->n_elements, sizeof *all, compare_signatures);
    for (int i = 0; i < d->n_elements; i++)
        for (int k = i; k-- > 0 && all[k].hash == all[i].hash && all[k].n == all[i].n;) {
            int first = keeper[all[k].element];

            if (!same_row(d, first, all[i].element)) continue;
            keeper[all[i].element] = first;
            break;
        }
    free(all);
    return ERR_OK;
}

/* ---- making one ---- */

static double *copy_numbers(const double from[], int n)
{
    double *to = malloc(((size_t)n + 1) * sizeof *to);

    if (to != NULL && n > 0) memcpy(to, from, (size_t)n * sizeof *to);
    return to;
}

/* What an element needs of its n sites at most; what it lacks in any case is paid. */
static int need_of(struct cover *c, const struct cover_draft *d, int e, int n)
{
    int need = d->need != NULL ? d->need[e] : 1;

    for (; need > n; need--)
        c->fixed += need > 1 ? d->more[e] : d->penalty[e];
    return need;
}

/* An element with the sites of row `to`: what is missing costs the sum. */
static void add_element(struct cover *c, const struct cover_draft *d, int e, int to, int need)
{
    c->penalty[to] += d->penalty[e];
    if (c->need == NULL) return;
    if (need > c->need[to]) c->need[to] = need;
    if (need > 1) c->more[to] += d->more[e];
}

/* Rows of the kept elements, their penalties added up. */
static void fill_rows(struct cover *c, const struct cover_draft *d, const int keeper[],
                      int row[])
{
    int *start = c->rows->row_start;

    for (int e = 0; e < d->n_elements; e++) {
        int n = d->row_start[e + 1] - d->row_start[e];

        int need = need_of(c, d, e, n);

        if (need == 0) continue;
        if (keeper[e] != e) {
            add_element(c, d, e, row[keeper[e]], need);
        } else {
            row[e] = c->n_elements;
            add_element(c, d, e, row[e], need);
            memcpy(c->rows->site + start[c->n_elements], d->site + d->row_start[e],
                   (size_t)n * sizeof *d->site);
            start[c->n_elements + 1] = start[c->n_elements] + n;
            c->n_elements++;
        }
    }
    c->rows->n_zones = c->n_elements;
    c->rows->n_sites = c->n_sites;
}

static enum err copy_near(struct cover *c, const struct reach *near, struct error *err)
{
    TRY(reach_turn(&c->near, near->n_sites, near->n_zones, near->row_start, near->site, NULL,
                   err));
    return cover_cliques(&c->cliques, c->near, NULL, err);
}

enum err cover_create(struct cover **out, const struct cover_draft *d, struct error *err)
{
    size_t n = (size_t)d->n_elements + 1;
    struct cover *c = calloc(1, sizeof *c);
    int *keeper = malloc(n * sizeof *keeper), *row = malloc(n * sizeof *row);
    enum err code;

    if (c == NULL || keeper == NULL || row == NULL) goto nomem;
    c->n_sites = d->n_sites;
    c->p = d->p < 0 || d->p > d->n_sites ? d->n_sites : d->p;
    c->budget = d->budget;
    c->fixed = d->fixed;
    c->step = d->step;
    c->base = d->base;
    c->maximise = d->maximise;
    c->skip = d->skip;
    c->penalty = calloc(n, sizeof *c->penalty);
    if (d->need != NULL) {
        c->need = calloc(n, sizeof *c->need);
        c->more = calloc(n, sizeof *c->more);
    }
    c->price = copy_numbers(d->price, d->n_sites);
    c->cost = copy_numbers(d->cost, d->n_sites);
    c->origin = malloc(((size_t)d->n_sites + 1) * sizeof *c->origin);
    c->rows = calloc(1, sizeof *c->rows);
    if (c->rows != NULL) {
        c->rows->row_start = calloc(n + 1, sizeof(int));
        c->rows->site = malloc(((size_t)d->row_start[d->n_elements] + 1) * sizeof(int));
    }
    if (c->penalty == NULL || c->price == NULL || c->cost == NULL || c->origin == NULL ||
        (d->need != NULL && (c->need == NULL || c->more == NULL)) || c->rows == NULL ||
        c->rows->row_start == NULL || c->rows->site == NULL)
        goto nomem;
    for (int s = 0; s < d->n_sites; s++)
        c->origin[s] = d->origin != NULL ? d->origin[s] : s;
    for (int e = 0; e < d->n_elements; e++)
        keeper[e] = e;
    code = (d->skip & SKIP_MERGE) != 0 ? ERR_OK : cover_find_equal(d, keeper, err);
    if (code == ERR_OK) {
        fill_rows(c, d, keeper, row);
        code = reach_transpose(&c->cols, c->rows, err);
    }
    if (code == ERR_OK && d->near != NULL) code = copy_near(c, d->near, err);
    if (code == ERR_OK)
        *out = c;
    else
        cover_free(c);
    free(keeper);
    free(row);
    return code;
nomem:
    cover_free(c);
    free(keeper);
    free(row);
    return error_nomem(err, "the covering problem");
}

/* ---- values ---- */

double cover_value(const struct cover *c, const bool open[])
{
    double value = c->fixed, cost = 0;
    int n = 0;

    for (int s = 0; s < c->n_sites; s++) {
        if (!open[s]) continue;
        n++;
        cost += c->cost[s];
        value += c->price[s];
    }
    if (n > c->p || cost > placement_money(c->budget)) return INFINITY;
    for (int s = 0; c->near != NULL && s < c->n_sites; s++)
        if (open[s] && cover_blocked(c, open, s)) return INFINITY;
    for (int e = 0; e < c->n_elements; e++) {
        int need = cover_need(c, e), over = 0;

        for (int k = c->rows->row_start[e]; k < c->rows->row_start[e + 1] && over < need; k++)
            over += open[c->rows->site[k]];
        for (; over < need; over++)
            value += cover_lack(c, e, over + 1);
    }
    return value;
}

double cover_objective(const struct cover *c, double value)
{
    return c->maximise ? c->base - value : c->base + value;
}

enum err cover_prune(const struct cover *c, bool open[], struct error *err)
{
    const struct reach *r = c->cols;
    int *n_open = calloc((size_t)c->n_elements + 1, sizeof *n_open);

    if (n_open == NULL) return error_nomem(err, "pruning a plan");
    for (int s = 0; s < c->n_sites; s++)
        for (int k = r->row_start[s]; open[s] && k < r->row_start[s + 1]; k++)
            n_open[r->site[k]]++;
    for (;;) {
        int worst = -1;

        for (int s = 0; s < c->n_sites; s++) {
            int k = r->row_start[s];

            if (!open[s]) continue;
            while (k < r->row_start[s + 1] &&
                   !(cover_lack(c, r->site[k], n_open[r->site[k]]) > 0))
                k++;
            if (k < r->row_start[s + 1]) continue;
            if (worst < 0 || c->price[s] > c->price[worst] ||
                (c->price[s] >= c->price[worst] && c->cost[s] > c->cost[worst]))
                worst = s;
        }
        if (worst < 0) break;
        open[worst] = false;
        for (int k = r->row_start[worst]; k < r->row_start[worst + 1]; k++)
            n_open[r->site[k]]--;
    }
    free(n_open);
    return ERR_OK;
}

double cover_round_up(const struct cover *c, double bound)
{
    double steps;

    if (!(c->step > 0) || !isfinite(bound) || !isfinite(c->fixed)) return bound;
    steps = (bound - c->fixed) / c->step;
    /* A bound that is a whisker above a whole number is that number plus rounding. */
    return c->fixed + c->step * ceil(steps - 1e-6);
}

bool cover_proven(const struct cover *c, const struct cover_state *state)
{
    double best = fmin(state->value, state->cutoff);

    if (isinf(state->bound) && state->bound > 0) return true;
    return state->bound >= best || cover_round_up(c, state->bound) >= best;
}

bool cover_near(const struct cover *c, const struct cover_limits *limits,
                const struct cover_state *state)
{
    double best = fmin(state->value, state->cutoff);

    if (limits->first && !isinf(state->cutoff) && state->value < state->cutoff) return true;
    return limits->gap > 0 && !isinf(best) &&
           best - state->bound <= limits->gap * fabs(cover_objective(c, best));
}

/* ---- limits ---- */

double cover_clock(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

bool cover_spend(struct cover_limits *limits, long n)
{
    if (limits->stopped) return true;
    limits->work_done += n;
    if (limits->work_left != LONG_MAX) limits->work_left -= n;
    if (placement_interrupted) {
        limits->stop = STOP_INTERRUPTED;
        limits->stopped = true;
    } else if (limits->work_left < 0) {
        limits->stop = STOP_WORK;
        limits->stopped = true;
    } else if (!isinf(limits->deadline) && cover_clock() > limits->deadline) {
        limits->stop = STOP_TIME;
        limits->stopped = true;
    }
    return limits->stopped;
}

bool cover_late(const struct cover_limits *limits)
{
    return placement_interrupted ||
           (!isinf(limits->deadline) && cover_clock() > limits->deadline + 0.25);
}

void cover_tell(const struct cover *c, const struct cover_limits *limits,
                const struct cover_state *state, const char *what)
{
    struct placement_event event = {
        .work = limits->work_done, .incumbent = NAN, .bound = NAN, .what = what};

    if (limits->log == NULL) return;
    if (!isinf(state->value)) event.incumbent = cover_objective(c, state->value);
    if (!isinf(state->bound)) event.bound = cover_objective(c, state->bound);
    limits->log(limits->log_context, &event);
}
