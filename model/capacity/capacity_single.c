/* capacity_single.c - from a split to one source for each zone: zones that are split go where
 * they fit, making room by one move where they do not; then moves and exchanges as long as they
 * save. No proof: it fails where a cleverer packing might not. */
#include <math.h>
#include <stdlib.h>

#include "model/capacity/capacity.h"

/* A plan under search; pair -1: the zone is not served. */
struct packing {
    const struct capacity *c;
    const bool *open;
    int *source;  /* [n_zones] */
    double *load; /* [n_sites] */
    struct cover_limits *limits;
    double work; /* pairs looked at */
};

static double cost_of(const struct packing *p, int z, int pair)
{
    return pair < 0 ? p->c->penalty[z] : p->c->cost[pair];
}

static double left(const struct packing *p, int s)
{
    return p->c->room[s] - p->load[s];
}

static bool usable(const struct packing *p, int pair)
{
    return pair >= 0 && p->open[p->c->site[pair]];
}

static void put(struct packing *p, int z, int pair)
{
    int old = p->source[z];

    if (old >= 0) p->load[p->c->site[old]] -= p->c->weight[z];
    if (pair >= 0) p->load[p->c->site[pair]] += p->c->weight[z];
    p->source[z] = pair;
}

/* The cheapest pair of z other than at `not_site` that has room; -1: none. */
static int cheapest(struct packing *p, int z, int not_site)
{
    const struct capacity *c = p->c;
    int best = -1;

    p->work += c->row_start[z + 1] - c->row_start[z];
    for (int k = c->row_start[z]; k < c->row_start[z + 1]; k++)
        if (p->open[c->site[k]] && c->site[k] != not_site &&
            c->weight[z] <= left(p, c->site[k]) && (best < 0 || c->cost[k] < c->cost[best]))
            best = k;
    return best;
}

/* Serves z at the site of pair k after moving one zone away; false where none can go. */
static bool make_room(struct packing *p, int z, int k, bool really, double *price)
{
    const struct capacity *c = p->c;
    int s = c->site[k], best = -1, best_to = -1;
    double least = INFINITY;

    p->work += c->col_start[s + 1] - c->col_start[s];
    for (int i = c->col_start[s]; i < c->col_start[s + 1]; i++) {
        int other = c->pair_zone[c->col_pair[i]], to;

        if (p->source[other] != c->col_pair[i] || other == z) continue;
        if (left(p, s) + c->weight[other] < c->weight[z]) continue;
        to = cheapest(p, other, s);
        if (to < 0 && isinf(c->penalty[other])) continue;
        if (cost_of(p, other, to) - c->cost[c->col_pair[i]] >= least) continue;
        least = cost_of(p, other, to) - c->cost[c->col_pair[i]];
        best = other;
        best_to = to;
    }
    *price = least + c->cost[k];
    if (best < 0 || !really) return best >= 0;
    put(p, best, best_to);
    put(p, z, k);
    return true;
}

/* Serves a zone as cheaply as it goes; false where it has to be served and cannot. */
static bool insert(struct packing *p, int z)
{
    const struct capacity *c = p->c;
    int best = cheapest(p, z, -1), via = -1;
    double price, least;

    if (best >= 0) {
        put(p, z, best);
        return true;
    }
    least = c->penalty[z];
    for (int k = c->row_start[z]; k < c->row_start[z + 1]; k++)
        if (p->open[c->site[k]] && c->weight[z] <= c->room[c->site[k]] &&
            make_room(p, z, k, false, &price) && price < least) {
            least = price;
            via = k;
        }
    if (via >= 0) make_room(p, z, via, true, &price);
    return via >= 0 || !isinf(c->penalty[z]);
}

/* Moves a zone to a cheaper site with room, or, where it is not served, lets it in. */
static bool move(struct packing *p, int z)
{
    const struct capacity *c = p->c;
    double now = cost_of(p, z, p->source[z]);
    int to = cheapest(p, z, p->source[z] < 0 ? -1 : c->site[p->source[z]]);

    if (to >= 0 && c->cost[to] < now - 1e-12 * now) {
        put(p, z, to);
        return true;
    }
    if (p->source[z] < 0) {
        insert(p, z);
        return p->source[z] >= 0;
    }
    return false;
}

/* Two zones change places where that saves. */
static bool exchange(struct packing *p, int z)
{
    const struct capacity *c = p->c;
    int from = p->source[z];

    if (from < 0) return false;
    for (int k = c->row_start[z]; k < c->row_start[z + 1]; k++) {
        int s = c->site[k], home = c->site[from];

        if (!p->open[s] || s == home) continue;
        p->work += c->col_start[home + 1] - c->col_start[home];
        for (int i = c->col_start[home]; i < c->col_start[home + 1]; i++) {
            int back = c->col_pair[i], other = c->pair_zone[back], its = p->source[other];
            double saved;

            if (other == z || its < 0 || c->site[its] != s) continue;
            saved = c->cost[from] + c->cost[its] - c->cost[k] - c->cost[back];
            if (!(saved > 1e-12 * (c->cost[from] + c->cost[its]))) continue;
            if (c->weight[z] > left(p, s) + c->weight[other] ||
                c->weight[other] > left(p, home) + c->weight[z])
                continue;
            put(p, z, k);
            put(p, other, back);
            return true;
        }
    }
    return false;
}

/* Zones that the split serves whole keep their site. False where a zone cannot be served. */
static bool round_split(struct packing *p, const double part[])
{
    const struct capacity *c = p->c;

    for (int z = 0; z < c->n_zones; z++)
        for (int k = c->row_start[z]; k < c->row_start[z + 1]; k++)
            if (part[k] > 1 - 1e-6 && p->source[z] < 0 && c->weight[z] <= left(p, c->site[k]))
                put(p, z, k);
    for (;;) { /* the heaviest first */
        int next = -1;

        for (int z = 0; z < c->n_zones; z++)
            if (p->source[z] == -1 && (next < 0 || c->weight[z] > c->weight[next])) next = z;
        p->work += c->n_zones;
        if (next < 0) return true;
        if (cover_spend(p->limits, 0)) return false;
        if (!insert(p, next)) return false;
        if (p->source[next] == -1) p->source[next] = -2; /* has had its turn */
    }
}

static bool pack(struct packing *p, const double part[])
{
    bool again = true;

    if (!round_split(p, part)) return false;
    for (int round = 0; round < 100 && again; round++) {
        again = false;
        for (int z = 0; z < p->c->n_zones && !cover_spend(p->limits, 0); z++)
            again |= move(p, z) || exchange(p, z);
    }
    return true;
}

double capacity_single_round(const struct capacity *c, struct cover_limits *limits,
                             const bool open[], double part[], int source[], double load[],
                             double *work)
{
    struct packing p = {c, open, source, load, limits, 0};
    bool packed;
    double sum = 0;

    for (int s = 0; s < c->n_sites; s++)
        load[s] = 0;
    for (int z = 0; z < c->n_zones; z++)
        source[z] = -1;
    packed = pack(&p, part);
    *work += p.work;
    if (!packed) return INFINITY;
    for (int k = 0; k < c->n_pairs; k++)
        part[k] = 0;
    for (int z = 0; z < c->n_zones; z++) {
        sum += cost_of(&p, z, source[z]);
        if (usable(&p, source[z])) part[source[z]] = 1;
    }
    return sum;
}
