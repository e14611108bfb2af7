/* capacity_case.c - from a placement problem to zones, pairs and rooms. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "model/capacity/capacity.h"
#include "model/capacity/capacity_rules.h"
#include "model/placement/placement_task.h"

const double capacity_rest = 1e-9;

double capacity_slack(double room)
{
    return room + 1e-9 * fabs(room);
}

void capacity_free(struct capacity *c)
{
    if (c == NULL) return;
    free(c->zone);
    free(c->weight);
    free(c->penalty);
    free(c->row_start);
    free(c->site);
    free(c->pair_zone);
    free(c->origin);
    free(c->cost);
    free(c->col_start);
    free(c->col_pair);
    free(c->fixed);
    free(c->room);
    free(c->choice);
    free(c->is_new);
    free(c->rule_start);
    free(c->rule_site);
    free(c->rule_of);
    free(c->rule_value);
    free(c->rule_limit);
    free(c->site_rule_start);
    free(c->site_rule);
    free(c);
}

static enum err allocate(struct capacity *c, struct error *err)
{
    const struct reach *r = c->in->reach;
    size_t zones = (size_t)r->n_zones + 1, sites = (size_t)r->n_sites + 2;
    size_t pairs = (size_t)r->row_start[r->n_zones] + 1;

    c->n_sites = r->n_sites;
    c->zone = malloc(zones * sizeof *c->zone);
    c->weight = malloc(zones * sizeof *c->weight);
    c->penalty = malloc(zones * sizeof *c->penalty);
    c->row_start = calloc(zones, sizeof *c->row_start);
    c->site = malloc(pairs * sizeof *c->site);
    c->pair_zone = malloc(pairs * sizeof *c->pair_zone);
    c->origin = malloc(pairs * sizeof *c->origin);
    c->cost = malloc(pairs * sizeof *c->cost);
    c->col_start = calloc(sites, sizeof *c->col_start);
    c->col_pair = malloc(pairs * sizeof *c->col_pair);
    c->fixed = calloc(sites, sizeof *c->fixed);
    c->room = malloc(sites * sizeof *c->room);
    c->choice = calloc(sites, sizeof *c->choice);
    c->is_new = calloc(sites, sizeof *c->is_new);
    if (!c->zone || !c->weight || !c->penalty || !c->row_start || !c->site || !c->pair_zone ||
        !c->origin || !c->cost || !c->col_start || !c->col_pair || !c->fixed || !c->room ||
        !c->choice || !c->is_new)
        return error_nomem(err, "the capacities");
    return ERR_OK;
}

static void read_sites(struct capacity *c, const struct placement_task *t)
{
    const struct placement_input *in = c->in;

    for (int s = 0; s < c->n_sites; s++) {
        c->is_new[s] = in->status[s] != SITE_EXISTING;
        c->choice[s] = placement_task_forced(in->status[s]) ? CAPACITY_OPEN
                       : t->number[s] >= 0                  ? CAPACITY_FREE
                                                            : CAPACITY_CLOSED;
        c->room[s] = in->capacity == NULL ? INFINITY : in->capacity[s];
        if (c->single) c->room[s] = capacity_slack(c->room[s]);
        if (!c->maximise && c->is_new[s] && c->choice[s] != CAPACITY_CLOSED) {
            c->fixed[s] = in->cost[s];
            c->most += in->cost[s];
        }
    }
    c->p = t->p < 0 || t->p > c->n_sites ? c->n_sites : t->p;
}

/* The pairs of a zone that may be used. */
static void read_zone(struct capacity *c, int z)
{
    const struct placement_input *in = c->in;
    const struct reach *r = in->reach;
    int k = c->n_zones, first = c->n_pairs;
    double weight = in->weight[z], dearest = 0;

    for (int i = r->row_start[z]; i < r->row_start[z + 1]; i++) {
        int s = r->site[i];

        if (c->choice[s] == CAPACITY_CLOSED || (weight > 0 && c->room[s] <= 0)) continue;
        if (c->single && weight > c->room[s]) continue;
        c->site[c->n_pairs] = s;
        c->pair_zone[c->n_pairs] = k;
        c->origin[c->n_pairs] = i;
        c->cost[c->n_pairs] = c->maximise              ? 0
                              : in->serve_cost != NULL ? in->serve_cost[i]
                                                       : weight * r->way[i];
        dearest = fmax(dearest, c->cost[c->n_pairs++]);
        c->col_start[s + 2]++;
    }
    if (c->maximise && c->n_pairs == first) return; /* nobody will ever serve it */
    c->zone[k] = z;
    c->weight[k] = weight;
    c->penalty[k] = c->maximise ? weight : INFINITY;
    c->most += c->maximise ? weight : dearest;
    c->need += c->maximise ? 0 : weight;
    c->base += c->maximise ? weight : 0;
    c->row_start[++c->n_zones] = c->n_pairs;
}

/* Columns from the counts in col_start[s + 2]. */
static void turn(struct capacity *c)
{
    for (int s = 0; s < c->n_sites; s++)
        c->col_start[s + 2] += c->col_start[s + 1];
    for (int k = 0; k < c->n_pairs; k++)
        c->col_pair[c->col_start[c->site[k] + 1]++] = k;
}

/* Cost of a unit of weight as a number of steps; with whole weights and rooms an optimal split
 * is whole too. */
static double pair_step(const struct capacity *c, int k, double step, double grain)
{
    double weight = c->weight[c->pair_zone[k]], unit;

    if (c->single || weight <= 0) return placement_task_step(step, c->cost[k]);
    unit = c->cost[k] / weight;
    if (unit * weight != c->cost[k]) return 0;
    return placement_task_step(step, unit * grain);
}

static double find_step(const struct capacity *c)
{
    double grain = -1, step = -1;

    for (int z = 0; z < c->n_zones; z++)
        grain = placement_task_step(grain, c->weight[z]);
    for (int s = 0; s < c->n_sites && !c->single; s++)
        if (c->choice[s] != CAPACITY_CLOSED && !isinf(c->room[s]))
            grain = placement_task_step(grain, c->room[s]);
    if (c->maximise) return fmax(grain, 0);
    if (grain <= 0 && !c->single) return 0;
    for (int s = 0; s < c->n_sites; s++)
        if (c->choice[s] == CAPACITY_FREE) step = placement_task_step(step, c->fixed[s]);
    for (int k = 0; k < c->n_pairs && step != 0; k++)
        step = pair_step(c, k, step, grain);
    return fmax(step, 0);
}

static enum err fill(struct capacity *c, const struct placement_task *t, struct error *err)
{
    const struct placement_input *in = c->in;

    TRY(allocate(c, err));
    read_sites(c, t);
    for (int z = 0; z < in->reach->n_zones; z++)
        if (capacity_counts(in, z, !c->maximise)) read_zone(c, z);
    turn(c);
    c->step = find_step(c);
    return capacity_rules_fill(c, t->budget, err);
}

enum err capacity_create(struct capacity **out, const struct placement_input *in, bool maximise,
                         struct error *err)
{
    struct capacity *c = calloc(1, sizeof *c);
    struct placement_task t = {0};
    enum err code = c == NULL ? error_nomem(err, "the capacities") : ERR_OK;

    if (code == ERR_OK) code = placement_task_begin(&t, in, err);
    if (code == ERR_OK) {
        c->in = in;
        c->single = in->single_source;
        c->maximise = maximise;
        code = fill(c, &t, err);
    }
    placement_task_clear(&t);
    if (code == ERR_OK)
        *out = c;
    else
        capacity_free(c);
    return code;
}
