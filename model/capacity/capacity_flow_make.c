/* capacity_flow_make.c - room for the best split, and what it looks up: costs of a unit of
 * weight, ways in rising cost. */
#include <math.h>
#include <stdlib.h>

#include "model/capacity/capacity_flow.h"

void capacity_flow_free(struct capacity_flow *f)
{
    if (f == NULL) return;
    free(f->by_cost);
    free(f->n_taken);
    free(f->rest_least);
    free(f->unit);
    free(f->flow);
    free(f->left);
    free(f->site_price);
    free(f->zone_price);
    free(f->held);
    free(f->place);
    free(f->n_held);
    free(f->far);
    free(f->into);
    free(f->before);
    free(f->state);
    free(f->touched);
    free(f->zone_from);
    free(f->zones);
    free(f->reached);
    free(f);
}

static enum err allocate(struct capacity_flow *f, struct error *err)
{
    size_t zones = (size_t)f->c->n_zones + 1, sites = (size_t)f->c->n_sites + 2;
    size_t pairs = (size_t)f->c->n_pairs + zones;

    f->by_cost = calloc(pairs, sizeof *f->by_cost);
    f->n_taken = calloc(zones, sizeof *f->n_taken);
    f->rest_least = calloc(zones, sizeof *f->rest_least);
    f->unit = calloc(pairs, sizeof *f->unit);
    f->flow = calloc(pairs, sizeof *f->flow);
    f->left = calloc(sites, sizeof *f->left);
    f->site_price = calloc(sites, sizeof *f->site_price);
    f->zone_price = calloc(zones, sizeof *f->zone_price);
    f->held = calloc(pairs, sizeof *f->held);
    f->place = calloc(pairs, sizeof *f->place);
    f->n_held = calloc(sites, sizeof *f->n_held);
    f->far = calloc(sites, sizeof *f->far);
    f->into = calloc(sites, sizeof *f->into);
    f->before = calloc(sites, sizeof *f->before);
    f->state = calloc(sites, sizeof *f->state);
    f->touched = calloc(sites, sizeof *f->touched);
    f->zone_from = calloc(zones, sizeof *f->zone_from);
    f->zones = calloc(zones, sizeof *f->zones);
    f->reached = calloc(sites, sizeof *f->reached);
    if (!f->by_cost || !f->n_taken || !f->rest_least || !f->unit || !f->flow || !f->left ||
        !f->site_price || !f->zone_price || !f->held || !f->place || !f->n_held || !f->far ||
        !f->into || !f->before || !f->state || !f->touched || !f->zone_from || !f->zones ||
        !f->reached)
        return error_nomem(err, "the flow from zones to sites");
    return ERR_OK;
}

/* ---- ways in rising cost ---- */

static bool cheaper(const struct capacity *c, int a, int b)
{
    return c->cost[a] < c->cost[b] || (c->cost[a] <= c->cost[b] && a < b);
}

/* Lets the way at `at` sink to its place in a heap of n. */
static void sink(const struct capacity *c, int heap[], int n, int at)
{
    int way = heap[at];

    for (int k = 2 * at + 1; k < n; k = 2 * at + 1) {
        if (k + 1 < n && cheaper(c, heap[k + 1], heap[k])) k++;
        if (!cheaper(c, heap[k], way)) break;
        heap[at] = heap[k];
        at = k;
    }
    heap[at] = way;
}

static void make_heap(struct capacity_flow *f, int z)
{
    const struct capacity *c = f->c;
    int first = c->row_start[z], n = c->row_start[z + 1] - first, *heap = f->by_cost + first;

    for (int k = 0; k < n; k++)
        heap[k] = first + k;
    for (int k = n / 2 - 1; k >= 0; k--)
        sink(c, heap, n, k);
    f->n_taken[z] = 0;
}

int capacity_flow_way(struct capacity_flow *f, int z, int k)
{
    const struct capacity *c = f->c;
    int first = c->row_start[z], n = c->row_start[z + 1] - first, *heap = f->by_cost + first;

    if (c->maximise) return first + k; /* they cost the same */
    if (f->n_taken[z] < 0) make_heap(f, z);
    while (f->n_taken[z] <= k) {
        int last = n - 1 - f->n_taken[z]++, way = heap[0];

        heap[0] = heap[last];
        sink(c, heap, last, 0);
        heap[last] = way;
    }
    return heap[n - 1 - k];
}

enum err capacity_flow_create(struct capacity_flow **out, const struct capacity *c,
                              struct cover_limits *limits, struct error *err)
{
    struct capacity_flow *f = calloc(1, sizeof *f);
    enum err code = f == NULL ? error_nomem(err, "the flow from zones to sites") : ERR_OK;

    if (code == ERR_OK) {
        f->c = c;
        f->limits = limits;
        code = allocate(f, err);
    }
    if (code != ERR_OK) {
        capacity_flow_free(f);
        return code;
    }
    for (int k = 0; k < c->n_pairs; k++) {
        double weight = c->weight[c->pair_zone[k]];

        f->unit[k] = weight > 0 ? c->cost[k] / weight : 0;
    }
    for (int z = 0; z < c->n_zones; z++)
        f->unit[c->n_pairs + z] = c->weight[z] > 0 ? c->penalty[z] / c->weight[z] : INFINITY;
    for (int z = c->n_zones - 1; z >= 0; z--) {
        double least = c->penalty[z];

        f->n_taken[z] = -1;
        for (int k = c->row_start[z]; k < c->row_start[z + 1]; k++)
            least = fmin(least, c->cost[k]);
        f->rest_least[z] = least + f->rest_least[z + 1];
    }
    *out = f;
    return ERR_OK;
}
