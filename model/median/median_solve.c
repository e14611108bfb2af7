/* median_solve.c - see median.h: search, root and tree. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "model/median/median_node.h"

enum { ROOT_STEPS = 4000, ROUND_STEPS = 200, KICKS = 30 };

struct solve {
    struct median_plan plan;
    struct median_rules rules;
    struct median_work work;
    uint64_t seed;
};

static void solve_clear(struct solve *v)
{
    median_work_clear(&v->work);
    median_rules_clear(&v->rules);
    median_plan_clear(&v->plan);
}

static enum err solve_begin(struct solve *v, const struct median *m,
                            struct cover_limits *limits, struct cover_state *state,
                            struct error *err)
{
    *v = (struct solve){.seed = 1};
    TRY(median_plan_begin(&v->plan, m, limits, err));
    TRY(median_rules_fill(&v->rules, m, err));
    return median_work_begin(&v->work, m, &v->rules, &v->plan, limits, state, err);
}

/* Greedy and swaps from nothing, or from the state's plan. */
static void search(struct solve *v)
{
    struct median_plan *plan = &v->plan;
    struct cover_state *state = v->work.state;

    if (!isinf(state->value)) median_set(plan, state->open);
    median_greedy(plan);
    median_interchange(plan, true);
    median_keep(plan, state);
}

/* A plan from what the bound takes most often. */
static void try_taken(struct solve *v)
{
    struct median_work *w = &v->work;
    int n = 0;

    if ((w->m->skip & SKIP_SEARCH) != 0) return;
    for (int s = 0; s < w->m->n_sites; s++) {
        w->take[s] = w->choice[s] == COVER_OPEN;
        n += w->take[s];
    }
    for (; n < w->m->p; n++) {
        int best = -1;

        for (int k = 0; k < w->n_free; k++) {
            int s = w->free_site[k];

            if (!w->take[s] && w->often[s] > 0.2 && (best < 0 || w->often[s] > w->often[best]))
                best = s;
        }
        if (best < 0) break;
        w->take[best] = true;
    }
    median_set(&v->plan, w->take);
    median_greedy(&v->plan);
    median_interchange(&v->plan, true);
    median_keep(&v->plan, w->state);
}

static bool done(const struct solve *v)
{
    const struct median_work *w = &v->work;
    struct cover c = {.step = w->m->step};

    return w->limits->stopped || cover_proven(&c, w->state) ||
           cover_near(&c, w->limits, w->state);
}

/* Rounds of the climb with another plan between them, as long as they gain. */
static void climb(struct solve *v)
{
    struct median_work *w = &v->work;
    struct cover_state *state = w->state;

    for (int step = 0; step < ROOT_STEPS && !done(v); step += ROUND_STEPS) {
        double before = state->bound;
        int n_free;

        median_fill(w);
        n_free = w->n_free;
        if (w->hopeless || median_climb(w, ROUND_STEPS, true, step == 0)) {
            state->bound = state->value;
            return;
        }
        state->bound = fmax(state->bound, fmin(w->best_safe, state->value));
        if (w->n_free <= w->p || w->p <= 1 || done(v)) return;
        for (int k = 0; k < w->n_free; k++)
            v->plan.likely[w->free_site[k]] = w->often[w->free_site[k]];
        try_taken(v);
        median_shake(&v->plan, KICKS, &v->seed, state);
        if (step > 0 && state->bound - before < 0.01 * (state->value - state->bound) &&
            w->n_free > n_free - n_free / 10)
            return;
    }
}

static void root(struct solve *v)
{
    search(v);
    if (isinf(v->work.state->value)) return;
    median_set(&v->plan, v->work.state->open);
    median_first_v(&v->work);
    /* Where time is over already there is still a bound. */
    if (!median_late(v->work.limits)) {
        double bound = median_glance(&v->work);

        v->work.state->bound = fmax(v->work.state->bound, fmin(bound, v->work.state->value));
    }
    climb(v);
}

enum err median_root(const struct median *m, struct cover_limits *limits,
                     struct cover_state *state, unsigned char choice[], struct error *err)
{
    struct solve v;
    enum err code = solve_begin(&v, m, limits, state, err);

    if (code == ERR_OK) {
        root(&v);
        memcpy(choice, v.work.choice, (size_t)m->n_sites);
    }
    solve_clear(&v);
    return code;
}

enum err median_solve(const struct median *m, struct cover_limits *limits,
                      struct cover_state *state, struct error *err)
{
    struct solve v;
    enum err code = solve_begin(&v, m, limits, state, err);

    if (code == ERR_OK) root(&v);
    if (code == ERR_OK && !isinf(state->value) && !done(&v))
        code = median_tree(&v.work, &v.seed, err);
    solve_clear(&v);
    return code;
}
