/* setcover.c - the way of a pure set cover to its proof. */
#include <limits.h>
#include <math.h>
#include <stdlib.h>

#include "model/setcover/setcover_relax.h"

bool setcover_takes(const struct cover *c)
{
    if ((c->skip & SKIP_ENGINE) != 0 || c->need != NULL || c->near != NULL ||
        c->p < c->n_sites || !isinf(c->budget))
        return false;
    for (int e = 0; e < c->n_elements; e++)
        if (!isinf(c->penalty[e])) return false;
    return true;
}

/* Assumed: nodes of the search for the optimum at once; steps of a search for plans, for each
 * site; of a gap without whole steps, the part by which a cutoff rises. */
enum { DIRECT_NODES = 20, MORE_STEPS = 100, RISES = 8 };

/* Is there a plan below `cutoff`? The bound becomes the cutoff where there is none. */
static enum err try_cutoff(struct setcover_relax *r, const unsigned char choice[],
                           struct setcover_history of[], double cutoff, long n_nodes,
                           struct cover_limits *limits, struct cover_state *state,
                           struct error *err)
{
    double asked = state->cutoff, gap = limits->gap;
    enum err code;

    state->cutoff = fmin(asked, cutoff);
    /* a gap is one of the plan's value, not of a cutoff just above the bound */
    if (!isinf(cutoff)) limits->gap = 0;
    code = setcover_branch(r, choice, of, n_nodes, limits, state, err);
    state->cutoff = asked;
    limits->gap = gap;
    return code;
}

bool setcover_enough(const struct cover *c, const struct cover_limits *limits,
                     const struct cover_state *state)
{
    return cover_proven(c, state) || cover_near(c, limits, state) ||
           (limits->first && state->value < state->cutoff);
}

static bool is_done(const struct cover *c, const struct cover_limits *limits,
                    const struct cover_state *state)
{
    return limits->stopped || state->bound >= state->cutoff ||
           setcover_enough(c, limits, state);
}

/* What does not fall at once is asked in small steps from below: far more sites are decided
 * when a plan has to be a step above the bound than when it may be anywhere below the best one
 * (R. Klein and A. Scholl, Computing lower bounds by destructive improvement, European Journal
 * of Operational Research 112 (1999) 322-346, doi:10.1016/S0377-2217(97)00442-6). */
static enum err raise_bound(struct setcover_relax *r, const unsigned char choice[],
                            struct setcover_history of[], struct cover_limits *limits,
                            struct cover_state *state, struct error *err)
{
    const struct cover *c = r->c;

    TRY(try_cutoff(r, choice, of, INFINITY, DIRECT_NODES, limits, state, err));
    for (unsigned seed = 3; !is_done(c, limits, state); seed++) {
        double gap = fmin(state->value, state->cutoff) - state->bound;
        double least = 1e-4 * fabs(state->value); /* the last rises would be many */
        double step = c->step > 0 ? c->step : fmax(gap / RISES, least);

        TRY(setcover_search(c, (long)MORE_STEPS * c->n_sites, seed, limits, state, err));
        TRY(try_cutoff(r, choice, of, state->bound + step, LONG_MAX, limits, state, err));
        cover_tell(c, limits, state, "bound");
    }
    return ERR_OK;
}

enum err setcover_prove(const struct cover *c, const unsigned char choice[], const double u[],
                        struct cover_limits *limits, struct cover_state *state,
                        struct error *err)
{
    struct setcover_history *of = calloc((size_t)c->n_sites + 1, sizeof *of);
    struct setcover_relax r = {0};
    enum err code = of == NULL ? error_nomem(err, "the proof of a set cover") : ERR_OK;

    if (code == ERR_OK)
        code = setcover_search(c, (long)MORE_STEPS * c->n_sites, 2, limits, state, err);
    if (code == ERR_OK && !is_done(c, limits, state)) {
        code = setcover_relax_create(&r, c, u, err);
        if (code == ERR_OK) code = raise_bound(&r, choice, of, limits, state, err);
    }
    setcover_relax_free(&r);
    free(of);
    return code;
}
