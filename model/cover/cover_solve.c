/* cover_solve.c - a covering problem from beginning to end: reduce, split, search, bound, fix,
 * begin again with what is left, and branch when nothing more can be fixed. */
#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "model/cover/cover_solve.h"
#include "model/setcover/setcover.h"

static enum err solve(const struct cover *c, struct cover_limits *limits,
                      struct cover_state *state, int depth, struct error *err);

enum err cover_state_create(struct cover_state *sub, const struct cover *c,
                            const struct cover_state *state, struct error *err)
{
    *sub = (struct cover_state){.value = INFINITY, .cutoff = INFINITY, .bound = -INFINITY};
    sub->open = calloc((size_t)c->n_sites + 1, sizeof *sub->open);
    if (sub->open == NULL) return error_nomem(err, "a plan");
    for (int s = 0; s < c->n_sites; s++)
        sub->open[s] = state->open[c->origin[s]];
    return ERR_OK;
}

/* Puts the plan of the smaller problem, and what was decided before it, together. */
static void take_over(const struct cover *c, const struct cover *sub,
                      const struct cover_state *found, const unsigned char choice[],
                      struct cover_state *state)
{
    double best;

    if (found->value < state->value) {
        state->value = found->value;
        for (int s = 0; s < c->n_sites; s++)
            state->open[s] = choice[s] == COVER_OPEN;
        for (int s = 0; s < sub->n_sites; s++)
            state->open[sub->origin[s]] = found->open[s];
    }
    best = fmin(state->value, state->cutoff);
    state->bound = fmax(state->bound, fmin(found->bound, best));
    if (isinf(found->bound) && found->bound > 0) state->bound = best;
}

/* What is left after decisions, solved, and put together again. */
static enum err solve_rest(const struct cover *c, struct cover *sub,
                           const unsigned char choice[], struct cover_limits *limits,
                           struct cover_state *state, int depth, struct error *err)
{
    struct cover_state found;
    enum err code = cover_state_create(&found, sub, state, err);

    if (code != ERR_OK) return code;
    found.cutoff = fmin(state->value, state->cutoff);
    code = solve(sub, limits, &found, depth, err);
    if (code == ERR_OK) take_over(c, sub, &found, choice, state);
    free(found.open);
    return code;
}

/* What one part works with. */
struct rest {
    unsigned char *choice; /* owned [sites] what the bound decided */
    bool *start;           /* owned [sites] */
    double *u;             /* owned [elements] multipliers of the bound */
    bool pure;             /* a set cover and nothing else */
    int n_fixed;
};

static enum err rest_create(struct rest *r, const struct cover *c,
                            const struct cover_state *state, struct error *err)
{
    *r = (struct rest){.pure = setcover_takes(c)};
    r->choice = calloc((size_t)c->n_sites + 1, sizeof *r->choice);
    r->start = malloc((size_t)c->n_sites + 1);
    r->u = calloc((size_t)c->n_elements + 1, sizeof *r->u);
    if (r->choice == NULL || r->start == NULL || r->u == NULL)
        return error_nomem(err, "a part of the covering problem");
    memcpy(r->start, state->open, (size_t)c->n_sites);
    return ERR_OK;
}

static void rest_clear(struct rest *r)
{
    free(r->choice);
    free(r->start);
    free(r->u);
}

/* A plan, then the bound, which decides sites. */
static enum err search_and_bound(const struct cover *c, struct rest *r,
                                 struct cover_limits *limits, struct cover_state *state,
                                 int depth, struct error *err)
{
    double *asked = state->u;
    enum err code;

    if (r->pure) {
        long steps = limits->first ? SETCOVER_STEPS_ASKED : SETCOVER_STEPS;

        TRY(setcover_search(c, steps * c->n_sites, 1, limits, state, err));
    } else {
        if (depth > 1) TRY(cover_search_from(c, r->start, true, limits, state, err));
        TRY(cover_search(c, limits, state, err));
    }
    cover_tell(c, limits, state, "search");
    if (r->pure) state->u = r->u;
    code = cover_bound(c, limits, state, !r->pure, r->choice, err);
    state->u = asked;
    if (code != ERR_OK) return code;
    cover_tell(c, limits, state, "bound");
    for (int s = 0; s < c->n_sites; s++)
        r->n_fixed += r->choice[s] != COVER_FREE;
    return ERR_OK;
}

/* Branches on what is left after few sites were decided. */
static enum err finish_rest(const struct cover *c, const struct rest *r,
                            struct cover_limits *limits, struct cover_state *state,
                            struct error *err)
{
    struct cover_state found = {0};
    struct cover *sub = NULL;
    enum err code;

    if (r->pure) return setcover_prove(c, r->choice, r->u, limits, state, err);
    if (r->n_fixed == 0) return cover_finish(c, limits, state, err);
    TRY(cover_restrict(&sub, c, r->choice, NULL, err));
    code = cover_state_create(&found, sub, state, err);
    found.cutoff = state->cutoff;
    if (code == ERR_OK) {
        found.value = cover_value(sub, found.open);
        if (isinf(found.value)) found.cutoff = fmin(state->value, state->cutoff);
        found.bound = state->bound;
        code = cover_finish(sub, limits, &found, err);
        if (code == ERR_OK) take_over(c, sub, &found, r->choice, state);
    }
    free(found.open);
    cover_free(sub);
    return code;
}

enum err cover_solve_part(const struct cover *c, struct cover_limits *limits,
                          struct cover_state *state, int depth, struct error *err)
{
    struct rest r;
    struct cover *sub = NULL;
    enum err code = rest_create(&r, c, state, err);
    bool much;

    if (code == ERR_OK) code = search_and_bound(c, &r, limits, state, depth, err);
    much = r.n_fixed > 0 && r.n_fixed >= c->n_sites / 10 && depth <= 20;
    if (code != ERR_OK || cover_proven(c, state) || cover_near(c, limits, state) ||
        limits->stopped || (limits->quick && !much))
        goto done;
    if (much) {
        code = cover_restrict(&sub, c, r.choice, NULL, err);
        if (code == ERR_OK) code = solve_rest(c, sub, r.choice, limits, state, depth + 1, err);
    } else {
        code = finish_rest(c, &r, limits, state, err);
    }
done:
    cover_free(sub);
    rest_clear(&r);
    return code;
}

static enum err solve(const struct cover *whole, struct cover_limits *limits,
                      struct cover_state *state, int depth, struct error *err)
{
    unsigned char *choice = calloc((size_t)whole->n_sites + 1, sizeof *choice);
    int *part = malloc(((size_t)whole->n_sites + 1) * sizeof *part);
    struct cover_state found = {0};
    struct cover *c = NULL;
    enum err code = ERR_OK;
    int n_parts = 0;

    if (choice == NULL || part == NULL) code = error_nomem(err, "the covering problem");
    if (code == ERR_OK) code = cover_reduce(&c, whole, limits, choice, err);
    if (code == ERR_OK) code = cover_state_create(&found, c, state, err);
    if (code == ERR_OK) code = cover_parts(c, part, &n_parts, err);
    if (code != ERR_OK) goto done;
    found.cutoff = fmin(state->value, state->cutoff);
    if (isinf(c->fixed)) {
        found.bound = INFINITY; /* what must be covered cannot be */
    } else if (c->n_elements == 0) {
        memset(found.open, 0, (size_t)c->n_sites * sizeof *found.open);
        found.value = found.bound = cover_value(c, found.open);
    } else if (n_parts > 1) {
        code = cover_solve_parts(c, part, n_parts, limits, &found, depth, err);
    } else {
        code = cover_solve_part(c, limits, &found, depth, err);
    }
    if (code == ERR_OK) take_over(whole, c, &found, choice, state);
done:
    cover_free(c);
    free(found.open);
    free(part);
    free(choice);
    return code;
}

enum err cover_solve(const struct cover *c, struct cover_limits *limits,
                     struct cover_state *state, struct error *err)
{
    state->value = state->cutoff = INFINITY;
    state->bound = -INFINITY;
    return solve(c, limits, state, 1, err);
}

enum err cover_solve_from(const struct cover *c, struct cover_limits *limits,
                          struct cover_state *state, struct error *err)
{
    state->value = cover_value(c, state->open);
    state->cutoff = INFINITY;
    state->bound = -INFINITY;
    return solve(c, limits, state, 2, err);
}

enum err cover_decide(const struct cover *c, double cutoff, bool branch,
                      struct cover_limits *limits, struct cover_state *state, struct error *err)
{
    double gap = limits->gap;
    enum err code;

    /* Every search drops what is not a whole step below the cutoff: it has to lie on a step. */
    if (c->step > 0 && isfinite(c->fixed))
        cutoff = c->fixed + ceil((cutoff - c->fixed) / c->step) * c->step;
    state->value = INFINITY;
    state->cutoff = cutoff;
    state->bound = -INFINITY;
    limits->first = true;
    limits->quick = !branch;
    limits->gap = 0;
    code = solve(c, limits, state, 1, err);
    limits->first = limits->quick = false;
    limits->gap = gap;
    return code;
}
