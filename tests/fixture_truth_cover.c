/* fixture_truth_cover.c - models of cover and of distance, from the contract. */
#include <math.h>

#include "tests/fixture_truth.h"

/* Zones that some site not forbidden reaches, whatever their weight. */
static int n_uncovered(const struct town *t, unsigned open)
{
    int n = 0;

    for (int z = 0; z < t->n_zones; z++)
        n += (t->reach_of[z] & ~t->forbidden) != 0 && (t->reach_of[z] & open) == 0;
    return n;
}

static double lscp(const struct town *t, unsigned open)
{
    return n_uncovered(t, open) ? (double)NAN : truth_price(t, open);
}

static double lscp_lack(const struct town *t, unsigned open)
{
    return n_uncovered(t, open);
}

/* A number of sites has no unit. */
static double lscp_scales(const struct town *t, double times)
{
    return t->objective == OBJECTIVE_COST ? times : 1;
}

const struct truth truth_lscp = {.name = "lscp",
                                 .model = "lscp",
                                 .kind = TAKE_OBJECTIVE,
                                 .value = lscp,
                                 .lack = lscp_lack,
                                 .scales = lscp_scales,
                                 .rtol = 1e-12};

static double total(const struct town *t)
{
    double sum = 0;

    for (int z = 0; z < t->n_zones; z++)
        sum += t->weight[z];
    return sum;
}

/* Weight of zones covered, in part where cover is gradual. */
static double mclp(const struct town *t, unsigned open)
{
    double sum = 0;

    for (int z = 0; z < t->n_zones; z++) {
        double share = 0;

        for (unsigned left = t->reach_of[z] & open; left != 0; left &= left - 1)
            share = fmax(share, t->share[z][__builtin_ctz(left)]);
        sum += t->weight[z] * share;
    }
    return sum;
}

static double mclp_lack(const struct town *t, unsigned open)
{
    return -mclp(t, open);
}

/* A share of all weight, that of zones out of reach too. */
static double lscp_share_lack(const struct town *t, unsigned open)
{
    return fmax(t->cover_share * total(t) * (1 - 1e-9) - mclp(t, open), 0);
}

static double lscp_share(const struct town *t, unsigned open)
{
    return lscp_share_lack(t, open) > 0 ? (double)NAN : truth_price(t, open);
}

const struct truth truth_lscp_share = {.name = "lscp with a share of the weight",
                                       .model = "lscp",
                                       .kind = TAKE_OBJECTIVE | TOWN_SHARED,
                                       .value = lscp_share,
                                       .lack = lscp_share_lack,
                                       .scales = lscp_scales,
                                       .rtol = 1e-12};

const struct truth truth_lscp_gradual = {.name = "lscp with a share, gradual",
                                         .model = "lscp",
                                         .kind = TAKE_OBJECTIVE | TOWN_SHARED | TOWN_GRADUAL,
                                         .value = lscp_share,
                                         .lack = lscp_share_lack,
                                         .scales = lscp_scales,
                                         .rtol = 1e-12};

const struct truth truth_mclp = {.name = "mclp",
                                 .model = "mclp",
                                 .kind = TAKE_P | TAKE_BUDGET | TOWN_MAXIMISE,
                                 .value = mclp,
                                 .lack = mclp_lack,
                                 .rtol = 1e-12};

const struct truth truth_mclp_gradual = {.name = "mclp, gradual",
                                         .model = "mclp",
                                         .kind = TAKE_P | TAKE_BUDGET | TOWN_MAXIMISE |
                                                 TOWN_GRADUAL,
                                         .value = mclp,
                                         .lack = mclp_lack,
                                         .rtol = 1e-12};

/* ---- covered twice ---- */

static double covered(const struct town *t, unsigned open, double once, double twice)
{
    double sum = 0;

    for (int z = 0; z < t->n_zones; z++) {
        int n = __builtin_popcount(t->reach_of[z] & open);

        sum += t->weight[z] * (n >= 2 ? twice : n == 1 ? once : 0);
    }
    return sum;
}

static double lscp_b(const struct town *t, unsigned open)
{
    return n_uncovered(t, open) ? (double)NAN : covered(t, open, 0, 1);
}

const struct truth truth_lscp_b = {.name = "lscp-b",
                                   .model = "lscp-b",
                                   .kind = TAKE_OBJECTIVE | TOWN_MAXIMISE,
                                   .value = lscp_b,
                                   .lack = lscp_lack,
                                   .first = truth_price,
                                   .rtol = 1e-12};

static double mclp_2(const struct town *t, unsigned open)
{
    return covered(t, open, 1 - t->twice_share, 1);
}

static double mclp_2_lack(const struct town *t, unsigned open)
{
    return -mclp_2(t, open);
}

const struct truth truth_mclp_2 = {.name = "mclp-2",
                                   .model = "mclp-2",
                                   .kind = TAKE_P | TAKE_BUDGET | TAKE_TWICE_SHARE |
                                           TOWN_MAXIMISE | TOWN_SMALL,
                                   .value = mclp_2,
                                   .lack = mclp_2_lack,
                                   .rtol = 1e-12};

/* ---- distance ---- */

static double nearest(const struct town *t, unsigned open, int z)
{
    double m = (double)INFINITY;

    for (unsigned left = t->reach_of[z] & open; left != 0; left &= left - 1)
        m = fmin(m, t->m[z][__builtin_ctz(left)]);
    return m;
}

enum { FAR_M = 10000 }; /* for a greedy choice: more than any distance */

static double pmedian_lack(const struct town *t, unsigned open)
{
    double sum = 0;

    for (int z = 0; z < t->n_zones; z++)
        if (t->weight[z] > 0) sum += t->weight[z] * fmin(nearest(t, open, z), FAR_M);
    return sum;
}

static double pmedian(const struct town *t, unsigned open)
{
    for (int z = 0; z < t->n_zones; z++)
        if (t->weight[z] > 0 && (t->reach_of[z] & open) == 0) return (double)NAN;
    return pmedian_lack(t, open);
}

const struct truth truth_pmedian = {.name = "pmedian",
                                    .model = "pmedian",
                                    .kind = TAKE_P | TAKE_BUDGET | TOWN_DISTANCE,
                                    .value = pmedian,
                                    .lack = pmedian_lack,
                                    .rtol = 1e-12};

static double pcenter(const struct town *t, unsigned open)
{
    double most = 0;

    for (int z = 0; z < t->n_zones; z++)
        if (t->weight[z] > 0) most = fmax(most, nearest(t, open, z));
    return isinf(most) ? (double)NAN : most;
}

/* The largest distance first, then all of them, so that a choice is not blind at first. */
static double pcenter_lack(const struct town *t, unsigned open)
{
    double most = 0, sum = 0;

    for (int z = 0; z < t->n_zones; z++) {
        if (t->weight[z] <= 0) continue;
        most = fmax(most, fmin(nearest(t, open, z), FAR_M));
        sum += fmin(nearest(t, open, z), FAR_M);
    }
    return most + 1e-3 * sum;
}

static double pcenter_scales(const struct town *t, double times)
{
    (void)t;
    (void)times;
    return 1; /* metres */
}

const struct truth truth_pcenter = {.name = "pcenter",
                                    .model = "pcenter",
                                    .kind = TAKE_P | TAKE_BUDGET | TOWN_DISTANCE,
                                    .value = pcenter,
                                    .lack = pcenter_lack,
                                    .scales = pcenter_scales,
                                    .rtol = 1e-12};
