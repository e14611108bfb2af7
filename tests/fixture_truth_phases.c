/* fixture_truth_phases.c - what mclp-t means: all chains of sets of sites, phase by phase.
 *
 *   best_k(O) = weight_k covered by O + best over U within O, O \ U payable in phase k, of
 *   best_{k-1}(U) */
#include <math.h>
#include <stdlib.h>

#include "tests/assert.h"
#include "tests/fixture_truth.h"

static double covered(const struct town *t, int phase, unsigned open)
{
    double sum = 0;

    for (int z = 0; z < t->n_zones; z++)
        if (t->reach_of[z] & open) sum += t->phase_weight[phase][z];
    return sum;
}

/* Whether new sites may open in a phase. */
static bool payable(const struct town *t, int phase, unsigned opens)
{
    int n = __builtin_popcount(opens);

    if (t->phase_p[phase] >= 0 && n > t->phase_p[phase]) return false;
    return isinf(t->phase_budget[phase]) ||
           truth_cost(t, opens) <= t->phase_budget[phase] * (1 + 1e-9);
}

static double mclp_t_best(const struct town *t)
{
    unsigned n = 1U << t->n_sites, fixed = t->existing | t->forbidden;
    double *before = malloc(n * sizeof *before), *now = malloc(n * sizeof *now);
    bool *can = malloc(n * sizeof *can);
    double best = (double)NAN;

    assert_true(before != NULL && now != NULL && can != NULL);
    for (unsigned open = 0; open < n; open++)
        before[open] = open == t->existing ? 0 : (double)NAN;
    for (int k = 0; k < t->n_phases; k++) {
        for (unsigned opens = 0; opens < n; opens++)
            can[opens] = !(opens & fixed) && payable(t, k, opens);
        for (unsigned open = 0; open < n; open++) {
            double most = (double)NAN;

            now[open] = (double)NAN;
            if ((open & fixed) != t->existing) continue;
            for (unsigned opens = open & ~t->existing;; opens = (opens - 1) & open & ~fixed) {
                if (can[opens] && truth_better(true, before[open & ~opens], most))
                    most = before[open & ~opens];
                if (opens == 0) break;
            }
            if (!isnan(most)) now[open] = most + covered(t, k, open);
        }
        for (unsigned open = 0; open < n; open++)
            before[open] = now[open];
    }
    for (unsigned open = 0; open < n; open++)
        if (truth_keeps(t, open) && truth_better(true, before[open], best)) best = before[open];
    free(before);
    free(now);
    free(can);
    return best;
}

/* Of sites alone: as if all stood from the first phase on. */
static double mclp_t(const struct town *t, unsigned open)
{
    double sum = 0;

    for (int k = 0; k < t->n_phases; k++)
        sum += covered(t, k, open);
    return sum;
}

/* Weight of this phase and those after it, from which a greedy choice takes most. */
static double from_now_on(const struct town *t, int phase, unsigned open)
{
    double sum = 0;

    for (int k = phase; k < t->n_phases; k++)
        sum += covered(t, k, open);
    return sum;
}

static double mclp_t_greedy(const struct town *t)
{
    unsigned open = t->existing, opens = 0;
    double sum = 0;

    for (int k = 0; k < t->n_phases; k++) {
        for (opens = 0;;) {
            double most = 0;
            int best = -1;

            for (int s = 0; s < t->n_sites; s++) {
                unsigned with = 1U << s;
                double gain = from_now_on(t, k, open | with) - from_now_on(t, k, open);

                if (open & with || !payable(t, k, opens | with)) continue;
                if (!truth_may_grow(t, open | with)) continue;
                if (t->required & with) gain = (double)INFINITY;
                if (gain <= most) continue;
                most = gain;
                best = s;
            }
            if (best < 0) break;
            opens |= 1U << best;
            open |= 1U << best;
        }
        sum += covered(t, k, open);
    }
    return truth_keeps(t, open) ? sum : (double)NAN;
}

static double mclp_t_plan(const struct town *t, const struct placement_plan *plan)
{
    unsigned open = t->existing;
    double sum = 0;

    if (plan->phase == NULL) return (double)NAN;
    for (int k = 0; k < t->n_phases; k++) {
        unsigned opens = 0;

        for (int s = 0; s < t->n_sites; s++)
            if (plan->phase[s] == k) opens |= 1U << s;
        if (opens & open || !payable(t, k, opens)) return (double)NAN;
        open |= opens;
        sum += covered(t, k, open);
    }
    return open == truth_bits(t, plan->open) ? sum : (double)NAN;
}

const struct truth truth_mclp_t = {.name = "mclp-t",
                                   .model = "mclp-t",
                                   .kind = TAKE_PHASES | TOWN_MAXIMISE | TOWN_SMALL,
                                   .value = mclp_t,
                                   .best = mclp_t_best,
                                   .greedy = mclp_t_greedy,
                                   .plan_value = mclp_t_plan,
                                   .rtol = 1e-12};
