/* capacity_flow.c - the best split over given open sites: zone after zone is sent to sites
 * along cheapest paths, on which zones sent before may move over.
 *
 * Prices keep every unit's cost, cost_zs / weight_z + site_price_s - zone_price_z, at or above
 * 0, and at 0 where something flows; a site with room left has price 0. Site n_sites is
 * "unserved", with room for all, at the penalty. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "model/capacity/capacity_flow.h"

enum { UNSEEN, SEEN, SETTLED };

static int zone_of(const struct capacity_flow *f, int way)
{
    return way < f->c->n_pairs ? f->c->pair_zone[way] : way - f->c->n_pairs;
}

static int site_of(const struct capacity_flow *f, int way)
{
    return way < f->c->n_pairs ? f->c->site[way] : f->c->n_sites;
}

/* Changes the flow of a way and keeps the list of what its site holds. */
static void change(struct capacity_flow *f, int way, double by)
{
    double before = f->flow[way], after = before + by > 0 ? before + by : 0;
    int s = site_of(f, way), *list;

    f->flow[way] = after;
    if (s == f->c->n_sites || (before > 0) == (after > 0)) return;
    list = f->held + f->c->col_start[s];
    if (after > 0) {
        f->place[way] = f->n_held[s];
        list[f->n_held[s]++] = way;
    } else {
        int last = list[--f->n_held[s]];

        list[f->place[way]] = last;
        f->place[last] = f->place[way];
    }
}

/* Offers one way at a base cost; false where it is too far already, whatever its site. */
static bool offer_way(struct capacity_flow *f, int way, double base, int before,
                      const bool open[])
{
    int s = site_of(f, way);
    double far = base + f->unit[way];

    if (far >= f->end_far) return false;
    if (f->state[s] == SETTLED || (s < f->c->n_sites && !open[s])) return true;
    far += f->site_price[s];
    if (far >= f->end_far || (f->state[s] == SEEN && far >= f->far[s])) return true;
    if (f->state[s] == UNSEEN) f->touched[f->n_touched++] = s;
    f->state[s] = SEEN;
    f->far[s] = far;
    f->into[s] = way;
    f->before[s] = before;
    if (f->left[s] > 0) f->end_far = far;
    return true;
}

/* Offers the ways of a zone that may still be of use. */
static void offer(struct capacity_flow *f, int z, double base, int before, const bool open[])
{
    const struct capacity *c = f->c;
    int k = 0, n = c->row_start[z + 1] - c->row_start[z];

    offer_way(f, c->n_pairs + z, base, before, open);
    while (k < n && offer_way(f, capacity_flow_way(f, z, k), base, before, open))
        k++;
    f->work += 1 + k;
}

/* The nearest site not settled, one with room before others as near; -1: none. */
static int settle(struct capacity_flow *f)
{
    int best = -1;

    for (int k = 0; k < f->n_touched; k++) {
        int s = f->touched[k];

        if (f->state[s] != SEEN || f->far[s] > f->end_far) continue;
        if (best < 0 || f->far[s] < f->far[best] ||
            (f->far[s] <= f->far[best] && f->left[s] > f->left[best]))
            best = s;
    }
    f->work += f->n_touched;
    if (best >= 0) f->state[best] = SETTLED;
    return best;
}

/* A cheapest path from the zone to a site with room: its end, or -1. */
static int search(struct capacity_flow *f, int source, const bool open[])
{
    const struct capacity *c = f->c;
    int s;

    for (int k = 0; k < f->n_touched; k++)
        f->state[f->touched[k]] = UNSEEN;
    for (int k = 0; k < f->n_zones; k++)
        f->zone_from[f->zones[k]] = -1;
    f->n_touched = f->n_zones = 0;
    f->end_far = INFINITY;
    offer(f, source, 0, -1, open);
    while ((s = settle(f)) >= 0 && !(f->left[s] > 0)) {
        for (int k = 0; k < f->n_held[s]; k++) {
            int z = zone_of(f, f->held[c->col_start[s] + k]);

            if (z == source || f->zone_from[z] >= 0) continue;
            f->zone_from[z] = s;
            f->zones[f->n_zones++] = z;
            offer(f, z, f->far[s] - f->zone_price[z], s, open);
        }
    }
    return s;
}

/* The way by which a zone on a path flows to the site that it leaves. */
static int way_to(const struct capacity_flow *f, int z, int s)
{
    int k = f->c->row_start[z];

    while (f->c->site[k] != s)
        k++;
    return k;
}

/* Sends what fits along the path that ends at a site; returns how much. */
static double send(struct capacity_flow *f, int end, double amount)
{
    for (int s = end; s >= 0; s = f->before[s])
        if (f->before[s] >= 0)
            amount = fmin(amount, f->flow[way_to(f, zone_of(f, f->into[s]), f->before[s])]);
    amount = fmin(amount, f->left[end]);
    f->left[end] -= amount;
    for (int s = end; s >= 0; s = f->before[s]) {
        change(f, f->into[s], amount);
        if (f->before[s] >= 0)
            change(f, way_to(f, zone_of(f, f->into[s]), f->before[s]), -amount);
    }
    return amount;
}

static void raise_prices(struct capacity_flow *f, int source, double far)
{
    for (int k = 0; k < f->n_touched; k++) {
        int s = f->touched[k];

        if (f->state[s] == SETTLED && f->far[s] < far) f->site_price[s] += far - f->far[s];
    }
    for (int k = 0; k < f->n_zones; k++) {
        int z = f->zones[k];

        if (f->far[f->zone_from[z]] < far) f->zone_price[z] += far - f->far[f->zone_from[z]];
    }
    f->zone_price[source] = far;
}

/* A zone without weight takes no room: it goes to the cheapest open site. */
static int cheapest_way(const struct capacity_flow *f, int z, const bool open[])
{
    const struct capacity *c = f->c;
    int best = -1;

    for (int k = c->row_start[z]; k < c->row_start[z + 1]; k++)
        if (open[c->site[k]] && (best < 0 || c->cost[k] < c->cost[best])) best = k;
    return best;
}

static void begin(struct capacity_flow *f)
{
    const struct capacity *c = f->c;

    memset(f->flow, 0, ((size_t)c->n_pairs + (size_t)c->n_zones) * sizeof *f->flow);
    memset(f->site_price, 0, ((size_t)c->n_sites + 1) * sizeof *f->site_price);
    memset(f->zone_price, 0, (size_t)c->n_zones * sizeof *f->zone_price);
    memset(f->n_held, 0, (size_t)c->n_sites * sizeof *f->n_held);
    memset(f->state, UNSEEN, (size_t)c->n_sites + 1);
    memcpy(f->left, c->room, (size_t)c->n_sites * sizeof *f->left);
    f->left[c->n_sites] = INFINITY;
    for (int z = 0; z < c->n_zones; z++)
        f->zone_from[z] = -1;
    f->n_touched = f->n_zones = 0;
    f->spent = 0;
}

/* Serves the zone as far as it can be; false where (1) fails. */
static bool serve(struct capacity_flow *f, int z, const bool open[])
{
    double rest = f->c->weight[z];

    while (rest > capacity_rest * f->c->weight[z]) {
        double sent;
        int end;

        if (f->limits != NULL && ++f->looks % 16 == 0 && cover_spend(f->limits, 0))
            return false;
        end = search(f, z, open);

        if (end < 0) return false;
        sent = send(f, end, rest);
        rest -= sent;
        f->spent += sent * f->far[end];
        raise_prices(f, z, f->far[end]);
    }
    return true;
}

/* Costs, and the parts and prices that were asked for. */
static double read_out(const struct capacity_flow *f, const bool open[], double part[],
                       double price[])
{
    const struct capacity *c = f->c;
    double sum = 0;

    if (part != NULL) memset(part, 0, (size_t)c->n_pairs * sizeof *part);
    for (int z = 0; z < c->n_zones; z++) {
        int last = c->row_start[z + 1];

        if (c->weight[z] <= 0) {
            int way = cheapest_way(f, z, open);

            sum += c->cost[way];
            if (part != NULL) part[way] = 1;
            if (price != NULL) price[z] = c->cost[way];
            continue;
        }
        for (int k = c->row_start[z]; k < last; k++) {
            sum += c->cost[k] * (f->flow[k] / c->weight[z]);
            if (part != NULL) part[k] = f->flow[k] / c->weight[z];
        }
        if (!isinf(c->penalty[z]))
            sum += c->penalty[z] * (f->flow[c->n_pairs + z] / c->weight[z]);
        if (price != NULL) price[z] = f->zone_price[z] * c->weight[z];
    }
    return sum;
}

double capacity_flow_solve(struct capacity_flow *f, const bool open[], double below,
                           double part[], double price[], int *stuck)
{
    const struct capacity *c = f->c;

    begin(f);
    if (stuck != NULL) *stuck = -1;
    for (int z = 0; z < c->n_zones; z++) {
        bool fits = c->weight[z] > 0 ? serve(f, z, open) : cheapest_way(f, z, open) >= 0;

        if (f->spent + f->rest_least[z + 1] > below) return INFINITY;
        if (fits) continue;
        if (stuck != NULL && (f->limits == NULL || !f->limits->stopped)) *stuck = z;
        return INFINITY;
    }
    return read_out(f, open, part, price);
}

double *capacity_flow_work(struct capacity_flow *f)
{
    return &f->work;
}

static void mark_sites(struct capacity_flow *f, int z)
{
    for (int k = f->c->row_start[z]; k < f->c->row_start[z + 1]; k++)
        f->reached[f->c->site[k]] = true;
}

const bool *capacity_flow_reached(struct capacity_flow *f, int stuck)
{
    memset(f->reached, 0, (size_t)f->c->n_sites * sizeof *f->reached);
    mark_sites(f, stuck);
    for (int k = 0; k < f->n_zones && f->c->weight[stuck] > 0; k++)
        mark_sites(f, f->zones[k]);
    return f->reached;
}
