/* cover_split.c - parts of a problem that only the number of sites ties together.
 *
 * f_k(j) is the least value of part k with at most j sites; the whole is the least sum of
 * f_k(j_k) with sum_k j_k <= p (1), which a table over parts and sites finds. f is not known:
 * the multipliers of the Lagrangian bound give a lower bound of every f_k(j) at once, and the
 * parts of the best split by these bounds are solved exactly, one at a time, until a split of
 * exact values is the best one or meets the best plan. Few of the many f_k(j) are ever solved.
 *
 * Source of (1): R. Bellman, Dynamic Programming (1957), chapter 1: allocation. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "model/cover/cover.h"

struct piece {
    struct cover *c; /* owned; its origin counts sites of the whole */
    int most;        /* sites that it may have */
    double *lower;   /* owned [most + 1] f_k(j) or less */
    double *value; /* owned [most + 1] of the best plan with at most j sites; INFINITY: none */
    bool *exact;   /* owned [most + 1] lower is f_k(j) */
    bool **open;   /* owned [most + 1] plans; NULL: none */
};

struct split {
    const struct cover *c;
    int n;
    struct piece *piece; /* owned [n] */
    double *best;        /* owned [(n + 1) x (p + 1)] least sums of the first parts */
    int *given;          /* owned, beside best: sites of the last of them */
};

static void split_clear(struct split *w)
{
    for (int k = 0; w->piece != NULL && k < w->n; k++) {
        struct piece *part = &w->piece[k];

        for (int j = 0; part->open != NULL && j <= part->most; j++)
            free(part->open[j]);
        free(part->open);
        free(part->exact);
        free(part->value);
        free(part->lower);
        cover_free(part->c);
    }
    free(w->piece);
    free(w->best);
    free(w->given);
}

/* A part's own share of the objective. */
static enum err piece_create(struct piece *part, const struct cover *c, const int part_of[],
                             int k, struct error *err)
{
    unsigned char *choice = malloc((size_t)c->n_sites + 1);
    size_t n;
    enum err code;

    if (choice == NULL) return error_nomem(err, "the parts of a problem");
    for (int s = 0; s < c->n_sites; s++)
        choice[s] = part_of[s] == k ? COVER_FREE : COVER_ELSEWHERE;
    code = cover_restrict(&part->c, c, choice, NULL, err);
    free(choice);
    if (code != ERR_OK) return code;
    part->c->fixed = part->c->base = 0;
    part->c->maximise = false;
    part->most = part->c->n_sites < c->p ? part->c->n_sites : c->p;
    n = (size_t)part->most + 1;
    part->lower = malloc(n * sizeof *part->lower);
    part->value = malloc(n * sizeof *part->value);
    part->exact = calloc(n, sizeof *part->exact);
    part->open = calloc(n, sizeof *part->open);
    if (part->lower == NULL || part->value == NULL || part->exact == NULL || part->open == NULL)
        return error_nomem(err, "the parts of a problem");
    for (int j = 0; j <= part->most; j++)
        part->value[j] = INFINITY;
    return ERR_OK;
}

static int compare_numbers(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return x < y ? -1 : x > y;
}

/* lower[j] of a part by multipliers u of its elements: sum u and the j most negative r. */
static void bound_piece(struct piece *part, const double u[], double r[])
{
    const struct cover *c = part->c;
    double sum = 0, size = 0;
    int n = 0;

    for (int e = 0; e < c->n_elements; e++) {
        int need = cover_need(c, e);

        sum += need * u[e];
        if (need > 1 && !isinf(c->more[e])) sum -= (need - 1) * fmax(0, u[e] - c->more[e]);
        size += need * u[e];
    }
    for (int s = 0; s < c->n_sites; s++) {
        double rest = c->price[s];

        for (int k = c->cols->row_start[s]; k < c->cols->row_start[s + 1]; k++)
            rest -= u[c->cols->site[k]];
        size += fabs(rest);
        if (rest < 0) r[n++] = rest;
    }
    qsort(r, (size_t)n, sizeof *r, compare_numbers);
    for (int j = 0; j <= part->most; j++) {
        part->lower[j] = sum - 1e-12 * size;
        if (j < n) sum += r[j];
    }
}

/* Multipliers of the whole, element by element of the parts: rows of a part keep their order,
 * and a row lies where its first site lies. */
static enum err bound_pieces(struct split *w, const int part_of[], const double u[],
                             struct error *err)
{
    const struct reach *rows = w->c->rows;
    double *own = malloc(((size_t)w->c->n_elements + 1) * sizeof *own);
    double *r = malloc(((size_t)w->c->n_sites + 1) * sizeof *r);

    if (own == NULL || r == NULL) {
        free(own);
        free(r);
        return error_nomem(err, "bounds of the parts of a problem");
    }
    for (int k = 0; k < w->n; k++) {
        int n = 0;

        for (int e = 0; e < w->c->n_elements; e++)
            if (part_of[rows->site[rows->row_start[e]]] == k) own[n++] = u[e];
        /* equal rows were one before, so none were merged */
        if (n == w->piece[k].c->n_elements)
            bound_piece(&w->piece[k], own, r);
        else
            for (int j = 0; j <= w->piece[k].most; j++)
                w->piece[k].lower[j] = 0;
    }
    free(own);
    free(r);
    return ERR_OK;
}

/* (1) by lower bounds, or by plans at hand; fills best and given. Returns the least sum. */
static double allot(struct split *w, bool plans)
{
    int room = w->c->p + 1;

    for (int j = 0; j < room; j++)
        w->best[j] = 0;
    for (int k = 0; k < w->n; k++) {
        const struct piece *part = &w->piece[k];
        const double *each = plans ? part->value : part->lower;
        const double *before = w->best + (size_t)k * (size_t)room;
        double *now = w->best + ((size_t)k + 1) * (size_t)room;
        int *given = w->given + ((size_t)k + 1) * (size_t)room;

        for (int j = 0; j < room; j++) {
            now[j] = INFINITY;
            given[j] = 0;
            for (int i = 0; i <= part->most && i <= j; i++) {
                if (before[j - i] + each[i] >= now[j]) continue;
                now[j] = before[j - i] + each[i];
                given[j] = i;
            }
        }
    }
    return w->c->fixed + w->best[(size_t)w->n * (size_t)room + (size_t)w->c->p];
}

/* Sites of part k in the split that allot() found; call from the last part to the first, with
 * *left = p at first. */
static int share_of(const struct split *w, int k, int *left)
{
    int room = w->c->p + 1, j = w->given[((size_t)k + 1) * (size_t)room + (size_t)*left];

    *left -= j;
    return j;
}

/* A plan of a part with at most j sites is one with at most more, too. */
static enum err keep(struct piece *part, int j, double value, const bool open[],
                     struct error *err)
{
    size_t n = (size_t)part->c->n_sites + 1;

    for (; j <= part->most && value < part->value[j]; j++) {
        if (part->open[j] == NULL) part->open[j] = malloc(n * sizeof **part->open);
        if (part->open[j] == NULL) return error_nomem(err, "a plan of a part");
        memcpy(part->open[j], open, (n - 1) * sizeof *open);
        part->value[j] = value;
    }
    return ERR_OK;
}

/* Nothing open, and the plan of the whole, piece by piece. */
static enum err keep_whole(struct split *w, const struct cover_state *state, struct error *err)
{
    bool *open = malloc((size_t)w->c->n_sites + 1);
    enum err code = open == NULL ? error_nomem(err, "a plan of a part") : ERR_OK;

    for (int k = 0; k < w->n && code == ERR_OK; k++) {
        const struct cover *c = w->piece[k].c;
        int n = 0;
        double value;

        memset(open, 0, (size_t)c->n_sites);
        value = cover_value(c, open);
        if (!isinf(value)) code = keep(&w->piece[k], 0, value, open, err);
        for (int s = 0; s < c->n_sites; s++)
            n += open[s] = state->open[c->origin[s]];
        value = cover_value(c, open);
        if (code == ERR_OK && !isinf(state->value) && !isinf(value) && n <= w->piece[k].most)
            code = keep(&w->piece[k], n, value, open, err);
    }
    free(open);
    return code;
}

/* Solves part k with at most j sites. */
static enum err solve_piece(struct piece *part, int j, struct cover_limits *limits,
                            struct error *err)
{
    struct cover_state found = {.value = INFINITY};
    struct cover_limits whole = *limits;
    enum err code;

    found.open = calloc((size_t)part->c->n_sites + 1, sizeof *found.open);
    if (found.open == NULL) return error_nomem(err, "a plan of a part");
    part->c->p = j;
    limits->gap = 0;
    limits->log = NULL; /* a part's figures are none of the whole */
    code = cover_solve(part->c, limits, &found, err);
    limits->gap = whole.gap;
    limits->log = whole.log;
    if (code == ERR_OK && !isinf(found.value))
        code = keep(part, j, found.value, found.open, err);
    if (code == ERR_OK) {
        part->exact[j] = cover_proven(part->c, &found);
        if (part->exact[j]) part->lower[j] = found.value;
        if (!part->exact[j]) part->lower[j] = fmax(part->lower[j], found.bound);
        for (int i = j; i-- > 0;) /* fewer sites are worth no more */
            part->lower[i] = fmax(part->lower[i], part->lower[j]);
    }
    free(found.open);
    return code;
}

/* The part of the best split by bounds that is solved next, the largest that is not exact; -1:
 * all are. */
static int choose(const struct split *w, int *sites)
{
    int best = -1, left = w->c->p;

    for (int k = w->n; k-- > 0;) {
        int j = share_of(w, k, &left);

        if (w->piece[k].exact[j]) continue;
        if (best >= 0 && w->piece[k].c->n_sites <= w->piece[best].c->n_sites) continue;
        best = k;
        *sites = j;
    }
    return best;
}

static void take_plan(struct split *w, struct cover_state *state)
{
    double value = allot(w, true);
    int left = w->c->p;

    if (value >= state->value) return;
    for (int k = w->n; k-- > 0;) {
        const struct piece *part = &w->piece[k];
        int j = share_of(w, k, &left);

        for (int s = 0; s < part->c->n_sites; s++)
            state->open[part->c->origin[s]] = part->open[j][s];
    }
    state->value = cover_value(w->c, state->open);
}

static enum err close_in(struct split *w, struct cover_limits *limits,
                         struct cover_state *state, struct error *err)
{
    bool limited = false; /* a part was not solved to its end */

    TRY(keep_whole(w, state, err));
    for (;;) {
        double best, bound;
        int k, j = 0;

        take_plan(w, state);
        best = fmin(state->value, state->cutoff);
        bound = allot(w, false);
        state->bound = fmax(state->bound, fmin(cover_round_up(w->c, bound), best));
        if (bound >= best || cover_proven(w->c, state)) {
            state->bound = best;
            return ERR_OK;
        }
        if (limited || limits->stopped || cover_near(w->c, limits, state)) return ERR_OK;
        k = choose(w, &j);
        if (k < 0) { /* all exact: the plan is the best but for rounding */
            state->bound = best;
            return ERR_OK;
        }
        TRY(solve_piece(&w->piece[k], j, limits, err));
        if (!w->piece[k].exact[j]) limited = true;
        cover_tell(w->c, limits, state, "part");
    }
}

/* Multipliers of the whole, and what the climb finds on its way. */
static enum err find_multipliers(const struct cover *c, struct cover_limits *limits,
                                 struct cover_state *state, double u[], struct error *err)
{
    unsigned char *choice = calloc((size_t)c->n_sites + 1, sizeof *choice);
    enum err code;

    if (choice == NULL) return error_nomem(err, "the parts of a problem");
    state->u = u;
    code = cover_bound(c, limits, state, true, choice, err);
    state->u = NULL;
    free(choice);
    return code;
}

static enum err split(const struct cover *c, const int part_of[], int n,
                      struct cover_limits *limits, struct cover_state *state, struct error *err)
{
    struct split w = {.c = c, .n = n};
    size_t room = ((size_t)n + 1) * ((size_t)c->p + 1);
    double *u = calloc((size_t)c->n_elements + 1, sizeof *u);
    enum err code = ERR_OK;

    w.piece = calloc((size_t)n + 1, sizeof *w.piece);
    w.best = malloc(room * sizeof *w.best);
    w.given = malloc(room * sizeof *w.given);
    if (u == NULL || w.piece == NULL || w.best == NULL || w.given == NULL)
        code = error_nomem(err, "the parts of a problem");
    for (int k = 0; k < n && code == ERR_OK; k++)
        code = piece_create(&w.piece[k], c, part_of, k, err);
    if (code == ERR_OK) code = find_multipliers(c, limits, state, u, err);
    if (code == ERR_OK && !cover_proven(c, state)) {
        code = bound_pieces(&w, part_of, u, err);
        if (code == ERR_OK) code = close_in(&w, limits, state, err);
    }
    split_clear(&w);
    free(u);
    return code;
}

/* A large part would be solved for several numbers of sites: the whole at once is less work.
 * (5,000 zones x 500 sites, 100 to open: 20 s by parts, 0.3 s at once.) */
enum { PART_SITES = 60 };

static bool pays(const struct cover *c, const int part_of[], int n)
{
    int *size = calloc((size_t)n + 1, sizeof *size), largest = 0;

    for (int s = 0; size != NULL && s < c->n_sites; s++)
        if (++size[part_of[s]] > largest) largest = size[part_of[s]];
    free(size);
    return n > 1 && largest <= 0.8 * c->n_sites && largest <= PART_SITES;
}

enum err cover_finish(const struct cover *c, struct cover_limits *limits,
                      struct cover_state *state, struct error *err)
{
    struct cover loose = *c;
    int *part_of, n = 0;
    enum err code;

    if (c->p >= c->n_sites || !isinf(c->budget) || limits->first)
        return cover_prove(c, limits, state, err);
    part_of = malloc(((size_t)c->n_sites + 1) * sizeof *part_of);
    if (part_of == NULL) return error_nomem(err, "the parts of a problem");
    loose.p = c->n_sites;
    code = cover_parts(&loose, part_of, &n, err);
    if (code == ERR_OK)
        code = pays(c, part_of, n) ? split(c, part_of, n, limits, state, err)
                                   : cover_prove(c, limits, state, err);
    free(part_of);
    return code;
}
