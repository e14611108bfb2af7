/* fixture_truth.c - rules that every model keeps; best and greedy plans. */
#include "tests/fixture_truth.h"

#include <math.h>

unsigned truth_bits(const struct town *t, const bool open[])
{
    unsigned bits = 0;

    for (int s = 0; s < t->n_sites; s++)
        if (open[s]) bits |= 1U << s;
    return bits;
}

int truth_n_new(const struct town *t, unsigned open)
{
    return __builtin_popcount(open & ~t->existing);
}

double truth_cost(const struct town *t, unsigned open)
{
    double sum = 0;

    for (unsigned left = open & ~t->existing; left != 0; left &= left - 1)
        sum += t->cost[__builtin_ctz(left)];
    return sum;
}

double truth_price(const struct town *t, unsigned open)
{
    return t->objective == OBJECTIVE_COST ? truth_cost(t, open) : truth_n_new(t, open);
}

/* Two new sites, or a new and an existing one. */
static bool crowded(const struct town *t, unsigned open)
{
    for (unsigned left = open & ~t->existing; t->has_spacing && left != 0; left &= left - 1)
        if (t->near[__builtin_ctz(left)] & open) return true;
    return false;
}

bool truth_may_grow(const struct town *t, unsigned open)
{
    if (open & t->forbidden || crowded(t, open)) return false;
    if (t->p >= 0 && truth_n_new(t, open) > t->p) return false;
    /* 0.1 + 0.2 fits into 0.3 */
    return isinf(t->budget) || truth_cost(t, open) <= t->budget * (1 + 1e-9);
}

bool truth_keeps(const struct town *t, unsigned open)
{
    unsigned forced = t->existing | t->required;

    if ((open & forced) != forced || !truth_may_grow(t, open)) return false;
    for (int d = 0; d < t->n_districts && t->min_per_district > 0; d++)
        if (__builtin_popcount(open & t->in_district[d]) < t->min_per_district) return false;
    return true;
}

double truth_value(const struct truth *truth, const struct town *t, unsigned open)
{
    return truth_keeps(t, open) ? truth->value(t, open) : (double)NAN;
}

bool truth_better(bool maximise, double a, double b)
{
    if (isnan(a) || isnan(b)) return isnan(b) && !isnan(a);
    return maximise ? a > b : a < b;
}

double truth_best(const struct truth *truth, const struct town *t)
{
    bool maximise = (truth->kind & TOWN_MAXIMISE) != 0;
    double best = (double)NAN, least = (double)INFINITY;

    if (truth->best != NULL) return truth->best(t);
    for (unsigned open = 0; truth->first != NULL && open < 1U << t->n_sites; open++)
        if (!isnan(truth_value(truth, t, open))) least = fmin(least, truth->first(t, open));
    for (unsigned open = 0; open < 1U << t->n_sites; open++) {
        double value;

        if (!truth_keeps(t, open)) continue;
        if (truth->first != NULL && truth->first(t, open) > least * (1 + 1e-9)) continue;
        value = truth->value(t, open);
        if (truth_better(maximise, value, best)) best = value;
    }
    return best;
}

/* Adds the site that takes most of what is lacking for its price, as long as any does. */
double truth_greedy(const struct truth *truth, const struct town *t)
{
    unsigned open = t->existing | t->required;
    double lack;

    if (truth->greedy != NULL) return truth->greedy(t);
    lack = truth->lack(t, open);
    for (;;) {
        double most = 0;
        int best = -1;

        for (int s = 0; s < t->n_sites; s++) {
            unsigned with = open | 1U << s;
            bool cost = t->objective == OBJECTIVE_COST;
            double gain;

            if (with == open || !truth_may_grow(t, with)) continue;
            gain = (lack - truth->lack(t, with)) / (cost ? t->cost[s] + 1e-9 : 1);
            if (gain <= most) continue;
            most = gain;
            best = s;
        }
        if (best < 0) return truth_value(truth, t, open);
        open |= 1U << best;
        lack = truth->lack(t, open);
    }
}

double truth_plan(const struct truth *truth, const struct town *t,
                  const struct placement_plan *plan)
{
    unsigned open = truth_bits(t, plan->open);

    if (truth->plan_value == NULL) return truth_value(truth, t, open);
    return truth_keeps(t, open) ? truth->plan_value(t, plan) : (double)NAN;
}
