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
    free(c->penalty);
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

    return n == d->row_start[b + 1] - d->row_start[b] &&
           memcmp(d->site + d->row_start[a], d->site + d->row_start[b],
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

/* Rows of the kept elements, their penalties added up. */
static void fill_rows(struct cover *c, const struct cover_draft *d, const int keeper[],
                      int row[])
{
    int *start = c->rows->row_start;

    for (int e = 0; e < d->n_elements; e++) {
        int n = d->row_start[e + 1] - d->row_start[e];

        if (n == 0) {
            c->fixed += d->penalty[e];
        } else if (keeper[e] != e) {
            c->penalty[row[keeper[e]]] += d->penalty[e];
        } else {
            row[e] = c->n_elements;
            c->penalty[c->n_elements] = d->penalty[e];
            memcpy(c->rows->site + start[c->n_elements], d->site + d->row_start[e],
                   (size_t)n * sizeof *d->site);
            start[c->n_elements + 1] = start[c->n_elements] + n;
            c->n_elements++;
        }
    }
    c->rows->n_zones = c->n_elements;
    c->rows->n_sites = c->n_sites;
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
    c->penalty = malloc(n * sizeof *c->penalty);
    c->price = copy_numbers(d->price, d->n_sites);
    c->cost = copy_numbers(d->cost, d->n_sites);
    c->origin = malloc(((size_t)d->n_sites + 1) * sizeof *c->origin);
    c->rows = calloc(1, sizeof *c->rows);
    if (c->rows != NULL) {
        c->rows->row_start = calloc(n + 1, sizeof(int));
        c->rows->site = malloc(((size_t)d->row_start[d->n_elements] + 1) * sizeof(int));
    }
    if (c->penalty == NULL || c->price == NULL || c->cost == NULL || c->origin == NULL ||
        c->rows == NULL || c->rows->row_start == NULL || c->rows->site == NULL)
        goto nomem;
    for (int s = 0; s < d->n_sites; s++)
        c->origin[s] = d->origin != NULL ? d->origin[s] : s;
    for (int e = 0; e < d->n_elements; e++)
        keeper[e] = e;
    code = d->keep_equal ? ERR_OK : cover_find_equal(d, keeper, err);
    if (code == ERR_OK) {
        fill_rows(c, d, keeper, row);
        code = reach_transpose(&c->cols, c->rows, err);
    }
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

/* Sites that stay free get new numbers; what is left of each row is written down. */
static void restrict_rows(const struct cover *c, const unsigned char choice[],
                          const bool drop[], const int number[], int start[], int site[],
                          double penalty[], struct cover_draft *d)
{
    const struct reach *r = c->rows;
    int n = 0;

    for (int e = 0; e < c->n_elements; e++) {
        bool covered = drop != NULL && drop[e];
        int at = n;

        for (int k = r->row_start[e]; k < r->row_start[e + 1] && !covered; k++) {
            unsigned char what = choice[r->site[k]];

            covered = what == COVER_OPEN || what == COVER_ELSEWHERE;
            if (what == COVER_FREE) site[at++] = number[r->site[k]];
        }
        if (covered) continue;
        n = at;
        penalty[d->n_elements] = c->penalty[e];
        start[++d->n_elements] = n;
    }
}

enum err cover_restrict(struct cover **out, const struct cover *c, const unsigned char choice[],
                        const bool drop[], struct error *err)
{
    size_t n = (size_t)c->n_sites + 1, n_rows = (size_t)c->n_elements + 1;
    struct cover_draft d = {.p = c->p,
                            .budget = c->budget,
                            .fixed = c->fixed,
                            .step = c->step,
                            .base = c->base,
                            .maximise = c->maximise};
    int *number = malloc(n * sizeof *number), *origin = malloc(n * sizeof *origin);
    double *price = malloc(n * sizeof *price), *cost = malloc(n * sizeof *cost);
    int *start = calloc(n_rows + 1, sizeof *start);
    int *site = malloc(((size_t)c->rows->row_start[c->n_elements] + 1) * sizeof *site);
    double *penalty = malloc(n_rows * sizeof *penalty);
    enum err code = ERR_OK;

    if (number == NULL || origin == NULL || price == NULL || cost == NULL || start == NULL ||
        site == NULL || penalty == NULL) {
        code = error_nomem(err, "the rest of the covering problem");
        goto done;
    }
    for (int s = 0; s < c->n_sites; s++) {
        if (choice[s] == COVER_FREE) {
            number[s] = d.n_sites;
            origin[d.n_sites] = s;
            price[d.n_sites] = c->price[s];
            cost[d.n_sites++] = c->cost[s];
        } else if (choice[s] == COVER_OPEN) {
            d.p--;
            d.budget -= c->cost[s];
            d.fixed += c->price[s];
        }
    }
    /* One site too many is no plan; a negative p would read as "no limit". */
    if (d.p < 0) d.fixed = INFINITY;
    if (d.p < 0) d.p = 0;
    restrict_rows(c, choice, drop, number, start, site, penalty, &d);
    d.row_start = start;
    d.site = site;
    d.penalty = penalty;
    d.price = price;
    d.cost = cost;
    d.origin = origin;
    code = cover_create(out, &d, err);
done:
    free(number);
    free(origin);
    free(price);
    free(cost);
    free(start);
    free(site);
    free(penalty);
    return code;
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
    if (n > c->p || cost > c->budget + 1e-9 * fabs(c->budget)) return INFINITY;
    for (int e = 0; e < c->n_elements; e++) {
        int k = c->rows->row_start[e];

        while (k < c->rows->row_start[e + 1] && !open[c->rows->site[k]])
            k++;
        if (k == c->rows->row_start[e + 1]) value += c->penalty[e];
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
            while (k < r->row_start[s + 1] && n_open[r->site[k]] > 1)
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
