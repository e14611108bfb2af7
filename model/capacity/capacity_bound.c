/* capacity_bound.c - better multipliers by the volume algorithm: steps along an average of the
 * subgradients, whose plans averaged alike come near a plan of the relaxation. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "model/capacity/capacity.h"

/* The state of one run of steps. */
struct steps {
    struct capacity_solve *v;
    double *best, *slack; /* multipliers of the best bound; averaged slack */
    double value;         /* the best bound */
    double theta, most_alpha;
    int n_bad;
};

/* Does the row's slack push against a bound of its multiplier? */
static double push(const struct steps *t, int row, double slack)
{
    const struct capacity *c = t->v->c;

    if (slack < 0 && t->best[row] <= 0) return 0;
    if (slack > 0 && row < c->n_zones && t->best[row] >= t->v->relax->ceiling[row]) return 0;
    return slack;
}

static double clip(const struct capacity_relax *r, int row, double multiplier)
{
    double above = fmax(multiplier, 0);

    return row < r->c->n_zones ? fmin(above, r->ceiling[row]) : above;
}

static void average_parts(struct capacity_solve *v, double alpha)
{
    const struct capacity_relax *r = v->relax;
    const struct capacity *c = v->c;

    for (int k = 0; k < c->n_pairs; k++)
        v->mean_y[k] -= alpha * v->mean_y[k];
    for (int s = 0; s < c->n_sites; s++)
        for (int k = 0; k < r->n_parts[s] && r->open[s]; k++) {
            const struct capacity_part *p = &r->part[c->col_start[s] + k];

            v->mean_y[p->pair] += alpha * p->part;
        }
}

/* The averages go a share alpha towards the last evaluation: the one that leaves least slack.
 */
static void average(struct steps *t)
{
    struct capacity_solve *v = t->v;
    const struct capacity_relax *r = v->relax;
    int n = v->c->n_zones + v->c->n_rules;
    double up = 0, down = 0, alpha;

    for (int k = 0; k < n; k++) {
        double apart = t->slack[k] - r->slack[k];

        up += t->slack[k] * apart;
        down += apart * apart;
    }
    alpha = down > 0 ? up / down : t->most_alpha;
    alpha = fmin(fmax(alpha, t->most_alpha / 10), t->most_alpha);
    for (int k = 0; k < n; k++)
        t->slack[k] += alpha * (r->slack[k] - t->slack[k]);
    for (int s = 0; s < v->c->n_sites; s++)
        v->mean[s] += alpha * ((r->open[s] ? 1 : 0) - v->mean[s]);
    if (v->c->single) average_parts(v, alpha);
}

static void begin_average(struct steps *t)
{
    struct capacity_solve *v = t->v;
    const struct capacity_relax *r = v->relax;

    memcpy(t->slack, r->slack, (size_t)(v->c->n_zones + v->c->n_rules) * sizeof *t->slack);
    for (int s = 0; s < v->c->n_sites; s++)
        v->mean[s] = r->open[s] ? 1 : 0;
    if (v->c->single) average_parts(v, 1);
}

/* Takes the trial over where it is better, and sets the length of the next step. */
static void judge(struct steps *t, const double trial[], double value)
{
    const struct capacity *c = t->v->c;
    int n = c->n_zones + c->n_rules;
    double along = 0;

    if (!(value > t->value)) {
        if (++t->n_bad < 10) return;
        t->n_bad = 0;
        t->theta *= 0.66;
        return;
    }
    for (int k = 0; k < n; k++)
        along += t->slack[k] * t->v->relax->slack[k];
    if (along > 0) t->theta = fmin(t->theta * 1.3, 2);
    t->value = value;
    memcpy(t->best, trial, (size_t)n * sizeof *trial);
    t->n_bad = 0;
}

/* One step; false where none is left to take. */
static bool step(struct steps *t, double trial[], double target)
{
    const struct capacity *c = t->v->c;
    int n = c->n_zones + c->n_rules;
    double norm = 0, length, value;

    for (int k = 0; k < n; k++)
        norm += push(t, k, t->slack[k]) * push(t, k, t->slack[k]);
    if (norm <= 1e-16) return false;
    length = t->theta * (target - t->value) / norm;
    for (int k = 0; k < n; k++)
        trial[k] = clip(t->v->relax, k, t->best[k] + length * push(t, k, t->slack[k]));
    value = capacity_relax_value(t->v->relax, trial);
    if (isinf(value)) return false;
    average(t);
    judge(t, trial, value);
    return true;
}

/* Averages that led nowhere are forgotten. */
static void start_afresh(struct steps *t)
{
    capacity_relax_value(t->v->relax, t->best);
    begin_average(t);
    t->theta = 0.5;
    t->most_alpha = 0.1;
    t->n_bad = 0;
}

static double run(struct steps *t, double trial[], int n_steps)
{
    enum { FRESH = 4 }; /* assumed */
    int n_fresh = 0;
    struct capacity_solve *v = t->v;
    double cutoff = capacity_cutoff(v), mark = t->value;

    for (int k = 1; k <= n_steps; k++) {
        double near = t->value + 0.05 * fmax(fabs(t->value), 0.2 * fabs(cutoff));
        double target = fmin(near, cutoff + 0.1 * (cutoff - t->value));

        if (t->value >= cutoff) return INFINITY;
        if (cover_spend(v->limits, 1) || !step(t, trial, target)) break;
        if (k % 20 == 0 && n_steps > 40) {
            capacity_try(v, v->relax->open, v->mean);
            cutoff = capacity_cutoff(v);
        }
        if (k % 50 == 0) {
            if (t->theta < 0.02 && t->value - mark < 1e-3 * (cutoff - t->value)) {
                /* single sources: tidying up of plans counts on short bounds */
                if (v->c->single || n_fresh++ == FRESH ||
                    cutoff - t->value < 0.01 * fabs(cutoff))
                    break;
                start_afresh(t);
            }
            mark = t->value;
        }
        if (k % 100 == 0) t->most_alpha = fmax(t->most_alpha / 2, 0.005);
    }
    return t->value >= cutoff ? INFINITY : t->value;
}

double capacity_bound(struct capacity_solve *v, double multiplier[], unsigned char choice[],
                      const unsigned char pair_use[], int n_steps, double theta)
{
    struct steps t = {.v = v, .best = multiplier, .slack = v->slack, .theta = theta};
    double value;

    t.most_alpha = 0.1;
    v->relax->choice = choice;
    v->relax->pair_use = pair_use;
    t.value = capacity_relax_value(v->relax, multiplier);
    if (isinf(t.value)) return INFINITY;
    begin_average(&t);
    value = run(&t, v->steps, n_steps);
    if (isinf(value)) return INFINITY;
    value = capacity_relax_value(v->relax, multiplier); /* for the fixing */
    if ((v->c->in->skip & SKIP_FIX) == 0 &&
        capacity_relax_fix(v->relax, value, capacity_cutoff(v), choice) > 0)
        v->relax->choice = choice;
    return value;
}
