/* capacity_flow_make.c - room for the best split, and what it looks up: costs of a unit of
 * weight, ways in rising cost. */
#include <math.h>
#include <stdlib.h>

#include "model/capacity/capacity_flow.h"

void capacity_flow_free(struct capacity_flow *f)
{
    if (f == NULL) return;
    free(f->by_cost);
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
    if (!f->by_cost || !f->rest_least || !f->unit || !f->flow || !f->left || !f->site_price ||
        !f->zone_price || !f->held || !f->place || !f->n_held || !f->far || !f->into ||
        !f->before || !f->state || !f->touched || !f->zone_from || !f->zones || !f->reached)
        return error_nomem(err, "the flow from zones to sites");
    return ERR_OK;
}

/* The ways of a zone, cheapest first: a search looks no further than it has to. */
static enum err sort_ways(struct capacity_flow *f, struct error *err)
{
    const struct capacity *c = f->c;
    struct capacity_order *way = malloc(((size_t)c->n_sites + 1) * sizeof *way);

    if (way == NULL) return error_nomem(err, "the flow from zones to sites");
    for (int z = 0; z < c->n_zones; z++) {
        int first = c->row_start[z], n = c->row_start[z + 1] - first;

        for (int k = 0; k < n; k++)
            way[k] = (struct capacity_order){c->cost[first + k], first + k};
        if (!c->maximise) qsort(way, (size_t)n, sizeof *way, capacity_by_value);
        for (int k = 0; k < n; k++)
            f->by_cost[first + k] = way[k].site;
    }
    free(way);
    return ERR_OK;
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
    if (code == ERR_OK) code = sort_ways(f, err);
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

        for (int k = c->row_start[z]; k < c->row_start[z + 1]; k++)
            least = fmin(least, c->cost[k]);
        f->rest_least[z] = least + f->rest_least[z + 1];
    }
    *out = f;
    return ERR_OK;
}
