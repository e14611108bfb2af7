/* cover_solve.c - a covering problem from beginning to end: reduce, split, search, bound, fix,
 * begin again with what is left, and branch when nothing more can be fixed. */
#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "model/cover/cover.h"

static enum err solve(const struct cover *c, struct cover_limits *limits,
                      struct cover_state *state, int depth, struct error *err);

/* A state for a smaller problem, with the part of the plan that lies in it. */
static enum err state_create(struct cover_state *sub, const struct cover *c,
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
    enum err code = state_create(&found, sub, state, err);

    if (code != ERR_OK) return code;
    found.cutoff = fmin(state->value, state->cutoff);
    code = solve(sub, limits, &found, depth, err);
    if (code == ERR_OK) take_over(c, sub, &found, choice, state);
    free(found.open);
    return code;
}

/* One part: search, bound, fix; then what is left once more from the start, or branching. */
static enum err solve_part(const struct cover *c, struct cover_limits *limits,
                           struct cover_state *state, int depth, struct error *err)
{
    unsigned char *choice = calloc((size_t)c->n_sites + 1, sizeof *choice);
    bool *start = malloc((size_t)c->n_sites + 1);
    struct cover *sub = NULL;
    enum err code = ERR_OK;
    int n_fixed = 0;

    if (choice == NULL || start == NULL) {
        code = error_nomem(err, "a part of the covering problem");
        goto done;
    }
    memcpy(start, state->open, (size_t)c->n_sites);
    if (depth > 1) code = cover_search_from(c, start, true, limits, state, err);
    if (code == ERR_OK) code = cover_search(c, limits, state, err);
    if (code == ERR_OK) cover_tell(c, limits, state, "search");
    if (code == ERR_OK) code = cover_bound(c, limits, state, choice, err);
    if (code == ERR_OK) cover_tell(c, limits, state, "bound");
    if (code != ERR_OK || cover_proven(c, state) || cover_near(c, limits, state) ||
        limits->stopped)
        goto done;
    for (int s = 0; s < c->n_sites; s++)
        n_fixed += choice[s] != COVER_FREE;
    if (limits->quick && (n_fixed == 0 || n_fixed < c->n_sites / 10 || depth > 20)) goto done;
    if (n_fixed == 0 || depth > 20) {
        code = cover_finish(c, limits, state, err);
        goto done;
    }
    code = cover_restrict(&sub, c, choice, NULL, err);
    /* Another climb pays where much was fixed; else branch on what is left. */
    if (code == ERR_OK && n_fixed < c->n_sites / 10) {
        struct cover_state found;

        code = state_create(&found, sub, state, err);
        found.cutoff = state->cutoff;
        if (code == ERR_OK) {
            found.value = cover_value(sub, found.open);
            if (isinf(found.value)) found.cutoff = fmin(state->value, state->cutoff);
            found.bound = state->bound;
            code = cover_finish(sub, limits, &found, err);
            if (code == ERR_OK) take_over(c, sub, &found, choice, state);
            free(found.open);
        }
    } else if (code == ERR_OK) {
        code = solve_rest(c, sub, choice, limits, state, depth + 1, err);
    }
done:
    cover_free(sub);
    free(start);
    free(choice);
    return code;
}

/* A part's own share of the objective, so that a gap of every part is a gap of the whole. */
static void own_objective(struct cover *part)
{
    part->fixed = part->base = 0;
    for (int e = 0; e < part->n_elements && part->maximise; e++)
        for (int k = 1; k <= cover_need(part, e); k++)
            if (!isinf(cover_lack(part, e, k))) part->base += cover_lack(part, e, k);
}

/* Parts one after another; values and bounds add up. */
static enum err solve_parts(const struct cover *c, const int part[], int n_parts,
                            struct cover_limits *limits, struct cover_state *state, int depth,
                            struct error *err)
{
    unsigned char *choice = malloc((size_t)c->n_sites + 1);
    bool *open = calloc((size_t)c->n_sites + 1, sizeof *open);
    double value = c->fixed, bound = c->fixed, best;
    enum err code = ERR_OK;

    if (choice == NULL || open == NULL) code = error_nomem(err, "the parts of a problem");
    for (int k = 0; k < n_parts && code == ERR_OK; k++) {
        struct cover_state found = {0};
        struct cover *sub = NULL;

        for (int s = 0; s < c->n_sites; s++)
            choice[s] = part[s] == k ? COVER_FREE : COVER_ELSEWHERE;
        code = cover_restrict(&sub, c, choice, NULL, err);
        if (code != ERR_OK) break;
        own_objective(sub);
        code = state_create(&found, sub, state, err);
        if (code == ERR_OK) code = solve_part(sub, limits, &found, depth, err);
        if (code == ERR_OK) {
            for (int s = 0; s < sub->n_sites; s++)
                open[sub->origin[s]] = found.open[s];
            value += found.value;
            bound += found.bound;
        }
        free(found.open);
        cover_free(sub);
    }
    if (code == ERR_OK && value < state->value) {
        state->value = value;
        memcpy(state->open, open, (size_t)c->n_sites * sizeof *open);
    }
    best = fmin(state->value, state->cutoff);
    if (code == ERR_OK) state->bound = fmax(state->bound, fmin(bound, best));
    free(choice);
    free(open);
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
    if (code == ERR_OK) code = cover_reduce(&c, whole, choice, err);
    if (code == ERR_OK) code = state_create(&found, c, state, err);
    if (code == ERR_OK) code = cover_parts(c, part, &n_parts, err);
    if (code != ERR_OK) goto done;
    found.cutoff = fmin(state->value, state->cutoff);
    if (isinf(c->fixed)) {
        found.bound = INFINITY; /* what must be covered cannot be */
    } else if (c->n_elements == 0) {
        memset(found.open, 0, (size_t)c->n_sites * sizeof *found.open);
        found.value = found.bound = cover_value(c, found.open);
    } else if (n_parts > 1) {
        code = solve_parts(c, part, n_parts, limits, &found, depth, err);
    } else {
        code = solve_part(c, limits, &found, depth, err);
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
