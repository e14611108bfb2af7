/* cover_price.c - which sites of a region are worth their price, all of them together.
 *
 *   max  sum_e w_e [some open site over e] - sum_s price_s x_s,   x_s in {0,1}
 *
 * Bound: with 0 <= u_e <= w_e,
 *   L(u) = sum_e (w_e - u_e) + sum_s max(0, sum_{e under s} u_e - price_s)              (1)
 * by subgradients; sites that (1) shows to be in or out of every better set are decided, and
 * the search branches on the site that the steps agreed on least. Sets are words of 64 bits. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "model/cover/cover_region.h"

enum { DEPTH_MOST = REGION_SITES + 1, ROOT_STEPS = 60, NODE_STEPS = 15, SLOTS = 4096 };

/* Of all weights of the region; what a cut may lose by it. */
static const double tolerance = 3e-5;

/* One level of the search. */
struct level {
    uint64_t mask[REGION_ELEMENTS];
    double weight[REGION_ELEMENTS], u[REGION_ELEMENTS], best_u[REGION_ELEMENTS],
        way[REGION_ELEMENTS];
    int of[REGION_ELEMENTS];       /* element of the whole */
    double start[REGION_ELEMENTS]; /* u of the whole, for the levels below */
    int n;
    double base; /* worth of what is open already */
    double best, worth[REGION_SITES], best_worth[REGION_SITES]; /* (1): of sites */
    double often[REGION_SITES], steps; /* how often the steps took a site, the last ones most */
};

struct cover_price_room {
    const double *price;
    uint64_t mask[REGION_ELEMENTS]; /* elements with equal sites merged */
    double weight[REGION_ELEMENTS], u[REGION_ELEMENTS];
    int n, slot[SLOTS];
    double worth, slack;
    uint64_t set;
    int nodes_left;
    struct level *level; /* owned [DEPTH_MOST] */
};

enum err cover_price_room_create(struct cover_price_room **out, struct error *err)
{
    struct cover_price_room *q = calloc(1, sizeof *q);

    if (q != NULL) q->level = malloc(DEPTH_MOST * sizeof *q->level);
    if (q == NULL || q->level == NULL) {
        free(q);
        return error_nomem(err, "the prices of a region");
    }
    *out = q;
    return ERR_OK;
}

void cover_price_room_free(struct cover_price_room *q)
{
    if (q == NULL) return;
    free(q->level);
    free(q);
}

static int lowest(uint64_t set)
{
    return __builtin_ctzll(set);
}

static double worth_of(const struct cover_price_room *q, uint64_t set)
{
    double sum = 0;

    for (int e = 0; e < q->n; e++)
        if (q->mask[e] & set) sum += q->weight[e];
    for (uint64_t rest = set; rest != 0; rest &= rest - 1)
        sum -= q->price[lowest(rest)];
    return sum;
}

/* Opens or closes the free site that helps most, until none does. */
static void improve(struct cover_price_room *q, uint64_t set, uint64_t free_sites)
{
    double worth;

    for (int round = 0; round < 8; round++) {
        double loss[REGION_SITES] = {0}, gain[REGION_SITES] = {0}, most = q->slack * 1e-3;
        int best = -1;

        for (int e = 0; e < q->n; e++) {
            uint64_t over = q->mask[e] & set;

            if (over == 0)
                for (uint64_t rest = q->mask[e] & free_sites; rest != 0; rest &= rest - 1)
                    gain[lowest(rest)] += q->weight[e];
            else if ((over & (over - 1)) == 0)
                loss[lowest(over)] += q->weight[e];
        }
        for (uint64_t rest = free_sites; rest != 0; rest &= rest - 1) {
            int s = lowest(rest);
            double more = set >> s & 1 ? q->price[s] - loss[s] : gain[s] - q->price[s];

            if (more <= most) continue;
            most = more;
            best = s;
        }
        if (best < 0) break;
        set ^= UINT64_C(1) << best;
    }
    worth = worth_of(q, set);
    if (worth <= q->worth) return;
    q->worth = worth;
    q->set = set;
}

/* What is left of the problem when `open` is open and only free sites may join. */
static void level_begin(const struct cover_price_room *q, struct level *v, uint64_t open,
                        uint64_t free_sites, const double u[])
{
    v->n = 0;
    v->base = 0;
    v->best = INFINITY;
    v->steps = 0;
    memset(v->often, 0, sizeof v->often);
    for (uint64_t rest = open; rest != 0; rest &= rest - 1)
        v->base -= q->price[lowest(rest)];
    for (int e = 0; e < q->n; e++) {
        uint64_t left = q->mask[e] & free_sites;

        if (q->mask[e] & open) {
            v->base += q->weight[e];
        } else if (left != 0) {
            v->mask[v->n] = left;
            v->weight[v->n] = q->weight[e];
            v->u[v->n] = u[e];
            v->way[v->n] = 0;
            v->of[v->n++] = e;
        }
    }
}

/* (1) at u; the sites it takes. */
static uint64_t bound_at(const struct cover_price_room *q, struct level *v, uint64_t free_sites,
                         double *bound)
{
    uint64_t take = 0;

    *bound = v->base;
    memset(v->worth, 0, sizeof v->worth);
    for (int e = 0; e < v->n; e++) {
        *bound += v->weight[e] - v->u[e];
        for (uint64_t rest = v->mask[e]; rest != 0; rest &= rest - 1)
            v->worth[lowest(rest)] += v->u[e];
    }
    v->steps = 0.9 * v->steps + 1;
    for (uint64_t rest = free_sites; rest != 0; rest &= rest - 1) {
        int s = lowest(rest);

        v->worth[s] -= q->price[s];
        v->often[s] = 0.9 * v->often[s] + (v->worth[s] > 0);
        if (v->worth[s] <= 0) continue;
        *bound += v->worth[s];
        take |= UINT64_C(1) << s;
    }
    return take;
}

/* A step along the smoothed subgradient; false where there is none to go. */
static bool move(struct level *v, uint64_t take, double length)
{
    double norm = 0;

    for (int e = 0; e < v->n; e++) {
        double way = 1 - __builtin_popcountll(v->mask[e] & take) + 0.7 * v->way[e];

        if ((v->u[e] <= 0 && way < 0) || (v->u[e] >= v->weight[e] && way > 0)) way = 0;
        v->way[e] = way;
        norm += way * way;
    }
    if (norm <= 0) return false;
    length /= norm;
    for (int e = 0; e < v->n; e++)
        v->u[e] = fmin(fmax(v->u[e] + length * v->way[e], 0), v->weight[e]);
    return true;
}

/* Climbs (1) at one level. True: nothing better than q->worth is left, or it is enough. */
static bool climb(struct cover_price_room *q, struct level *v, uint64_t open,
                  uint64_t free_sites, int n_steps, double enough)
{
    double pace = 1;
    int quiet = 0;

    for (int k = 0; k < n_steps; k++) {
        double bound;
        uint64_t take = bound_at(q, v, free_sites, &bound);

        if (k % 8 == 0) improve(q, open | take, free_sites);
        quiet = bound < v->best - 1e-4 * fabs(v->best - q->worth) ? 0 : quiet + 1;
        if (bound < v->best) {
            v->best = bound;
            memcpy(v->best_u, v->u, (size_t)v->n * sizeof *v->u);
            memcpy(v->best_worth, v->worth, sizeof v->worth);
        }
        if (v->best <= q->worth + q->slack || q->worth > enough) return true;
        if (quiet >= 6) {
            quiet = 0;
            pace *= 0.6;
            memcpy(v->u, v->best_u, (size_t)v->n * sizeof *v->u);
            memset(v->way, 0, (size_t)v->n * sizeof *v->way);
        } else if (!move(v, take, pace * (bound - q->worth))) {
            break;
        }
    }
    return false;
}

/* Decides what (1) decides; of the rest, the site that the steps agreed on least, or -1. */
static int decide(const struct cover_price_room *q, const struct level *v, uint64_t *open,
                  uint64_t *free_sites)
{
    uint64_t in = 0, out = 0;
    double least = INFINITY;
    int branch = -1;

    for (uint64_t rest = *free_sites; rest != 0; rest &= rest - 1) {
        int s = lowest(rest);
        double without = v->best - fabs(v->best_worth[s]);
        double doubt = fabs(v->often[s] / v->steps - 0.5);

        if (without <= q->worth + q->slack) {
            if (v->best_worth[s] > 0)
                in |= UINT64_C(1) << s;
            else
                out |= UINT64_C(1) << s;
        } else if (doubt < least) {
            least = doubt;
            branch = s;
        }
    }
    *open |= in;
    *free_sites &= ~(in | out);
    return branch;
}

/* The bound of all sets that hold `open` and free sites besides. */
static double search(struct cover_price_room *q, int depth, uint64_t open, uint64_t free_sites,
                     const double u[], double enough)
{
    struct level *v = &q->level[depth];
    double with, without;
    uint64_t bit;
    int s;

    level_begin(q, v, open, free_sites, u);
    if (climb(q, v, open, free_sites, depth > 0 ? NODE_STEPS : ROOT_STEPS, enough))
        return fmax(v->best, q->worth);
    if (q->nodes_left-- <= 0) return v->best;
    s = decide(q, v, &open, &free_sites);
    if (s < 0) {
        improve(q, open, 0);
        return q->worth + q->slack; /* each site was decided within the slack */
    }
    /* The children begin where this level stood. */
    memcpy(v->start, u, (size_t)q->n * sizeof *u);
    for (int e = 0; e < v->n; e++)
        v->start[v->of[e]] = v->best_u[e];
    bit = UINT64_C(1) << s;
    with = search(q, depth + 1, open | bit, free_sites & ~bit, v->start, INFINITY);
    without = search(q, depth + 1, open, free_sites & ~bit, v->start, INFINITY);
    /* What was decided leaves out sets within the slack. */
    return fmin(v->best, fmax(fmax(with, without), q->worth + q->slack));
}

static int slot_of(const struct cover_price_room *q, uint64_t mask)
{
    int k = (int)((mask * UINT64_C(0x9E3779B97F4A7C15)) >> 52);

    while (q->slot[k] >= 0 && q->mask[q->slot[k]] != mask)
        k = (k + 1) % SLOTS;
    return k;
}

/* Elements with the same allowed sites become one. */
static void merge(const struct cover_region *r, struct cover_price_room *q, uint64_t allowed)
{
    q->n = 0;
    memset(q->slot, 0xff, sizeof q->slot);
    for (int i = 0; i < r->n_elements; i++) {
        uint64_t mask = r->mask[i] & allowed;
        int k;

        if (mask == 0) continue;
        k = slot_of(q, mask);
        if (q->slot[k] < 0) {
            q->slot[k] = q->n;
            q->mask[q->n] = mask;
            q->weight[q->n] = q->u[q->n] = 0;
            q->n++;
        }
        q->weight[q->slot[k]] += r->weight[i];
        q->u[q->slot[k]] += r->share[i] * r->weight[i];
    }
}

/* Sites that cost more than all they cover are in no best set. */
static uint64_t drop_dear(const struct cover_region *r, const double price[], uint64_t allowed)
{
    double covers[REGION_SITES] = {0};
    uint64_t left = 0;

    for (int i = 0; i < r->n_elements; i++)
        for (uint64_t rest = r->mask[i] & allowed; rest != 0; rest &= rest - 1)
            covers[lowest(rest)] += r->weight[i];
    for (uint64_t rest = allowed; rest != 0; rest &= rest - 1)
        if (covers[lowest(rest)] > price[lowest(rest)]) left |= rest & -rest;
    return left;
}

void cover_price_solve(struct cover_region *r, struct cover_price_room *q,
                       struct cover_price *p)
{
    uint64_t allowed = drop_dear(r, p->price, p->allowed);

    merge(r, q, allowed);
    q->price = p->price;
    q->worth = 0;
    q->set = 0;
    q->slack = tolerance * r->all;
    q->nodes_left = p->most_nodes;
    p->bound = 0;
    if (q->n > 0) {
        improve(q, 0, allowed);
        p->bound = fmax(search(q, 0, 0, allowed, q->u, p->enough), q->worth);
        /* sums of many terms: their rounding */
        p->bound += 1e-12 * r->all;
        for (int e = 0; e < q->level[0].n; e++)
            q->u[q->level[0].of[e]] = q->level[0].best_u[e];
        for (int i = 0; i < r->n_elements; i++) {
            uint64_t mask = r->mask[i] & allowed;
            int k = mask != 0 ? q->slot[slot_of(q, mask)] : -1;

            if (k >= 0 && q->weight[k] > 0) r->share[i] = q->u[k] / q->weight[k];
        }
    }
    p->set = q->set;
    p->worth = q->worth;
}
