/* fixture_truth_capacity.c - what cflp and mclp-c mean: who can be served by open sites.
 *
 * Most served of split zones is a smallest cut: of the open sites U stay whole, the others are
 * cut off at their capacities, and all zones that reach U are cut off at their weights. */
#include <math.h>
#include <stdlib.h>

#include "tests/assert.h"
#include "tests/fixture_transport.h"
#include "tests/fixture_truth.h"

static double capacity_of(const struct town *t, unsigned sites)
{
    double sum = 0;

    for (unsigned left = sites; left != 0; left &= left - 1)
        sum += t->capacity[__builtin_ctz(left)];
    return sum;
}

static double weight_near(const struct town *t, unsigned sites)
{
    double sum = 0;

    for (int z = 0; z < t->n_zones; z++)
        if (t->reach_of[z] & sites) sum += t->weight[z];
    return sum;
}

/* Split: over all subsets of the open sites. */
static double most_served(const struct town *t, unsigned open)
{
    double least = (double)INFINITY;

    for (unsigned whole = open;; whole = (whole - 1) & open) {
        least = fmin(least, weight_near(t, whole) + capacity_of(t, open & ~whole));
        if (whole == 0) return least;
    }
}

/* The same for all sets of sites at once: a site more is either whole or cut off. */
static double *served_by_set(const struct town *t)
{
    unsigned n = 1U << t->n_sites;
    double *served = malloc(n * sizeof *served);

    assert_non_null(served);
    for (unsigned open = 0; open < n; open++)
        served[open] = weight_near(t, open);
    for (int s = 0; s < t->n_sites; s++)
        for (unsigned open = 0; open < n; open++)
            if (open >> s & 1)
                served[open] = fmin(served[open], served[open & ~(1U << s)] + t->capacity[s]);
    return served;
}

/* Sets of sites in the order of what they promise. */
struct promise {
    double value;
    unsigned open;
};

static int by_value(const void *a, const void *b)
{
    const struct promise *x = a, *y = b;

    return x->value < y->value ? -1 : x->value > y->value ? 1 : 0;
}

/* Best of all plans: in the order of a bound, until it says that no other is better. */
static double best_of_promises(const struct town *t, struct promise list[], int n,
                               double (*value)(const struct town *, unsigned), double sign)
{
    double best = (double)INFINITY;

    qsort(list, (size_t)n, sizeof *list, by_value);
    for (int k = 0; k < n; k++) {
        double now;

        if (!isinf(best) && list[k].value >= best - 1e-12 * fabs(best)) break;
        now = sign * value(t, list[k].open);
        if (now < best) best = now;
    }
    free(list);
    return isinf(best) ? (double)NAN : sign * best;
}

/* ---- mclp-c ---- */

static double mclp_c(const struct town *t, unsigned open)
{
    return t->single_source ? transport_most_whole(t, open) : most_served(t, open);
}

static double mclp_c_best(const struct town *t)
{
    double *served = served_by_set(t);
    struct promise *list = malloc((sizeof *list) << t->n_sites);
    int n = 0;

    assert_non_null(list);
    for (unsigned open = 0; open < 1U << t->n_sites; open++)
        if (truth_keeps(t, open)) list[n++] = (struct promise){-served[open], open};
    free(served);
    return best_of_promises(t, list, n, mclp_c, -1);
}

static double mclp_c_lack(const struct town *t, unsigned open)
{
    return -mclp_c(t, open);
}

/* ---- cflp ---- */

static bool has_to_be_served(const struct town *t, int z)
{
    return t->weight[z] > 0 || t->has_serve_cost;
}

static double pay(const struct town *t, int z, int s)
{
    return t->has_serve_cost ? t->serve[z][s] : t->weight[z] * t->m[z][s];
}

/* Every zone at its cheapest open site, whatever that can hold; -1: none */
static double cheapest(const struct town *t, unsigned open, double none)
{
    double sum = 0;

    for (int z = 0; z < t->n_zones; z++) {
        double least = (double)INFINITY;

        if (!has_to_be_served(t, z)) continue;
        for (unsigned left = t->reach_of[z] & open; left != 0; left &= left - 1)
            least = fmin(least, pay(t, z, __builtin_ctz(left)));
        sum += isinf(least) ? none : least;
    }
    return sum;
}

static double cflp(const struct town *t, unsigned open)
{
    return truth_cost(t, open) +
           (t->single_source ? transport_least_whole(t, open) : transport_least(t, open));
}

static double cflp_best(const struct town *t)
{
    double *served = served_by_set(t);
    struct promise *list = malloc((sizeof *list) << t->n_sites);
    double all = 0;
    int n = 0;

    assert_non_null(list);
    for (int z = 0; z < t->n_zones; z++)
        all += t->weight[z];
    for (unsigned open = 0; open < 1U << t->n_sites; open++) {
        double least;

        if (!truth_keeps(t, open) || served[open] < all * (1 - 1e-9)) continue;
        least = truth_cost(t, open) + cheapest(t, open, (double)INFINITY);
        if (!isinf(least)) list[n++] = (struct promise){least, open};
    }
    free(served);
    return best_of_promises(t, list, n, cflp, 1);
}

static double cflp_lack(const struct town *t, unsigned open)
{
    double all = weight_near(t, ~0U), far = 0, missing = all - most_served(t, open);

    for (int z = 0; z < t->n_zones; z++)
        for (int s = 0; s < t->n_sites; s++)
            if (t->reach_of[z] >> s & 1) far = fmax(far, pay(t, z, s));
    return truth_cost(t, open) + cheapest(t, open, 10 * far) +
           100 * far * t->n_zones * missing / (all + 1e-30);
}

/* ---- plans ---- */

/* What a plan says is served where: within capacities, by open sites, no zone more than whole.
 * Returns the weight served; *paid the cost of serving; NAN where a rule is broken. */
static double served_in(const struct town *t, const struct placement_plan *plan, bool fully,
                        double *paid)
{
    double load[MOST_SITES] = {0}, sum = 0;

    *paid = 0;
    if (plan->served == NULL) return (double)NAN;
    for (int z = 0; z < t->n_zones; z++) {
        double part = 0, most = 0;

        for (int k = t->reach->row_start[z]; k < t->reach->row_start[z + 1]; k++) {
            int s = t->reach->site[k];
            double x = plan->served[k];

            if (!(x >= 0 && x <= 1 + 1e-9) || (x > 0 && !plan->open[s])) return (double)NAN;
            load[s] += t->weight[z] * x;
            *paid += pay(t, z, s) * x;
            part += x;
            most = fmax(most, x);
        }
        if (part > 1 + 1e-9) return (double)NAN;
        if (fully && has_to_be_served(t, z) && part < 1 - 1e-9) return (double)NAN;
        if (t->single_source && part > 0 && most != 1) return (double)NAN;
        sum += t->weight[z] * part;
    }
    for (int s = 0; s < t->n_sites; s++)
        if (load[s] > t->capacity[s] * (1 + 1e-9)) return (double)NAN;
    return sum;
}

static double cflp_plan(const struct town *t, const struct placement_plan *plan)
{
    double paid;

    if (isnan(served_in(t, plan, true, &paid))) return (double)NAN;
    return paid + truth_cost(t, truth_bits(t, plan->open));
}

static double mclp_c_plan(const struct town *t, const struct placement_plan *plan)
{
    double paid;

    return served_in(t, plan, false, &paid);
}

enum {
    CFLP = TAKE_P | TAKE_BUDGET | TAKE_CAPACITY | TAKE_SERVE_COST | TOWN_DISTANCE | TOWN_SMALL,
    MCLP_C = TAKE_P | TAKE_BUDGET | TAKE_CAPACITY | TOWN_MAXIMISE
};

const struct truth truth_cflp = {.name = "cflp",
                                 .model = "cflp",
                                 .kind = CFLP,
                                 .value = cflp,
                                 .lack = cflp_lack,
                                 .best = cflp_best,
                                 .plan_value = cflp_plan,
                                 .rtol = 1e-9};

const struct truth truth_cflp_single = {.name = "cflp, single source",
                                        .model = "cflp",
                                        .kind = CFLP | TOWN_SINGLE,
                                        .value = cflp,
                                        .lack = cflp_lack,
                                        .best = cflp_best,
                                        .plan_value = cflp_plan,
                                        .rtol = 1e-9};

const struct truth truth_mclp_c = {.name = "mclp-c",
                                   .model = "mclp-c",
                                   .kind = MCLP_C,
                                   .value = mclp_c,
                                   .lack = mclp_c_lack,
                                   .best = mclp_c_best,
                                   .plan_value = mclp_c_plan,
                                   .rtol = 1e-9};

const struct truth truth_mclp_c_single = {.name = "mclp-c, single source",
                                          .model = "mclp-c",
                                          .kind = MCLP_C | TOWN_SMALL | TOWN_SINGLE,
                                          .value = mclp_c,
                                          .lack = mclp_c_lack,
                                          .best = mclp_c_best,
                                          .plan_value = mclp_c_plan,
                                          .rtol = 1e-9};
