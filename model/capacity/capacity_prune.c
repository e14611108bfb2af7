/* capacity_prune.c - closes new sites without which the plan is as good, dearest first. */
#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "model/capacity/capacity.h"

/* Assumed: tidying up stays below a second. */
enum {
    FEW_STEPS = 1000,     /* of the search that looks for other sources */
    MOST_LOOKS = 50000000 /* at pairs for plans without a site, in all */
};

/* v->trial: the plan without a site; false where it may not be closed. */
static bool without(struct capacity_solve *v, int s)
{
    const struct capacity *c = v->c;

    if (c->choice[s] != CAPACITY_FREE || !v->open[s]) return false;
    memcpy(v->trial, v->open, (size_t)c->n_sites * sizeof *v->trial);
    v->trial[s] = false;
    return capacity_allows(c, v->trial);
}

static bool idle(const struct capacity_solve *v, int s)
{
    for (int i = v->c->col_start[s]; i < v->c->col_start[s + 1]; i++)
        if (v->part[v->c->col_pair[i]] > 0) return false;
    return true;
}

static bool as_good(const struct capacity_solve *v, double value)
{
    return value <= v->value + 1e-12 * fabs(v->value);
}

/* Sources among the sites of v->trial that are as good as the plan's, by a search of its own:
 * v->trial_part. */
static enum err other_sources(struct capacity_solve *v, double *value, struct error *err)
{
    struct capacity only = *v->c;
    struct cover_limits limits = *v->limits;
    struct capacity_solve sub = {0};
    enum err code;

    *value = INFINITY;
    only.choice = malloc((size_t)only.n_sites + 1);
    if (only.choice == NULL) return error_nomem(err, "sites that nobody needs");
    for (int s = 0; s < only.n_sites; s++)
        only.choice[s] = v->trial[s] ? CAPACITY_OPEN : CAPACITY_CLOSED;
    if (limits.work_left > FEW_STEPS) limits.work_left = FEW_STEPS;
    limits.log = NULL;
    limits.gap = 0;
    code = capacity_solve_begin(&sub, &only, &limits, err);
    if (code == ERR_OK) {
        /* a plan as good as this one has to count as better, also one that costs nothing */
        sub.value =
            v->value + only.step + 2e-9 * fabs(capacity_objective(&only, v->value)) + 1e-300;
        code = capacity_branch(&sub, err);
    }
    if (code == ERR_OK && as_good(v, sub.value)) {
        *value = sub.value;
        memcpy(v->trial_part, sub.part, (size_t)only.n_pairs * sizeof *v->trial_part);
    }
    *capacity_flow_work(v->flow) +=
        (double)(limits.work_done - v->limits->work_done) * only.n_pairs;
    capacity_solve_end(&sub);
    free(only.choice);
    return code;
}

/* Closes a site where the plan stays as good, found within so many looks at pairs. */
static enum err close_site(struct capacity_solve *v, int s, double until, bool *closed,
                           struct error *err)
{
    const struct capacity *c = v->c;
    double value = v->value - c->fixed[s];

    if (!without(v, s)) return ERR_OK;
    if (!idle(v, s)) {
        if (v->limits->stopped || *capacity_flow_work(v->flow) >= until) return ERR_OK;
        value = capacity_evaluate(v, v->trial, v->value + 2e-12 * fabs(v->value), NULL);
        /* A site that costs something is in no optimal plan without need. */
        if (c->single && !as_good(v, value) && c->fixed[s] <= 0)
            TRY(other_sources(v, &value, err));
        if (!as_good(v, value)) return ERR_OK;
        memcpy(v->part, v->trial_part, (size_t)c->n_pairs * sizeof *v->part);
    }
    v->open[s] = false;
    v->value = fmin(v->value, value);
    *closed = true;
    return ERR_OK;
}

/* Again as long as a site closes: the fewer stand, the sooner a search among them ends. */
enum err capacity_prune(struct capacity_solve *v, struct error *err)
{
    const struct capacity *c = v->c;
    struct cover_limits before = *v->limits;
    double until = *capacity_flow_work(v->flow) + MOST_LOOKS;
    enum err code = ERR_OK;

    if (before.stopped && before.stop == STOP_WORK) { /* tidying up is not the search's work */
        v->limits->stopped = false;
        v->limits->work_left = LONG_MAX;
    }
    for (int s = 0; s < c->n_sites; s++)
        v->score[s] = c->in->cost[s];
    capacity_rank(v, v->score);
    for (bool closed = true; closed && code == ERR_OK;) {
        closed = false;
        for (int k = 0; k < c->n_sites && code == ERR_OK; k++)
            code = close_site(v, v->rank[k], until, &closed, err);
    }
    if (before.stop == STOP_WORK) *v->limits = before;
    return code;
}
