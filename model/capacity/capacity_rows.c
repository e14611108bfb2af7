/* capacity_rows.c - the formulation for GLPK, and what a plan is worth, straight from the
 * input.
 */
#include <math.h>
#include <stdlib.h>

#include "model/capacity/capacity.h"
#include "model/milp.h"

static double room_of(const struct placement_input *in, int s)
{
    return in->capacity == NULL ? INFINITY : in->capacity[s];
}

bool capacity_counts(const struct placement_input *in, int z, bool all)
{
    return in->weight[z] > 0 || (all && in->serve_cost != NULL);
}

/* Weight in reach of each site: more room than that is none. */
static void sum_in_reach(const struct placement_input *in, struct milp *m, int room_row[])
{
    const struct reach *r = in->reach;
    double *sum = calloc((size_t)r->n_sites + 1, sizeof *sum);

    if (sum == NULL) {
        milp_out_of_memory(m);
        return;
    }
    for (int z = 0; z < r->n_zones; z++)
        for (int k = r->row_start[z]; k < r->row_start[z + 1]; k++)
            sum[r->site[k]] += in->weight[z];
    for (int s = 0; s < r->n_sites; s++) {
        room_row[s] = -1;
        if (sum[s] <= room_of(in, s)) continue;
        room_row[s] = milp_add_row(m, -INFINITY, 0); /* (3) */
        milp_add_coef(m, room_row[s], s, -room_of(in, s));
    }
    free(sum);
}

void capacity_rows(const struct placement_input *in, struct milp *m, bool all,
                   capacity_pay *pay)
{
    const struct reach *r = in->reach;
    int *room_row = calloc((size_t)r->n_sites + 1, sizeof *room_row);

    if (room_row == NULL) {
        milp_out_of_memory(m);
        return;
    }
    sum_in_reach(in, m, room_row);
    for (int z = 0; z < r->n_zones; z++) {
        int one;

        if (!capacity_counts(in, z, all)) continue;
        one = milp_add_row(m, all ? 1 : -INFINITY, 1); /* (1) */
        for (int k = r->row_start[z]; k < r->row_start[z + 1]; k++) {
            int y = milp_add_col(m, 0, 1, in->single_source, pay(in, z, k));
            int row = milp_add_row(m, -INFINITY, 0); /* (2) */

            milp_add_coef(m, one, y, 1);
            milp_add_coef(m, row, y, 1);
            milp_add_coef(m, row, r->site[k], -1);
            if (room_row[r->site[k]] >= 0)
                milp_add_coef(m, room_row[r->site[k]], y, in->weight[z]);
        }
    }
    free(room_row);
}

/* ---- the worth of a plan ---- */

/* Adds what zone z puts on the sites; returns what that is worth, or NAN. */
static double zone_worth(const struct placement_input *in, const struct placement_plan *plan,
                         int z, bool all, double load[], capacity_pay *pay)
{
    const struct reach *r = in->reach;
    double sum = 0, worth = 0;

    for (int k = r->row_start[z]; k < r->row_start[z + 1]; k++) {
        double part = plan->served[k];

        if (part == 0) continue;
        if (!(part > 0) || !plan->open[r->site[k]]) return NAN;
        if (in->single_source && part != 1) return NAN;
        sum += part;
        load[r->site[k]] += in->weight[z] * part;
        worth += pay(in, z, k) * part;
    }
    if (sum > 1 + 2 * capacity_rest) return NAN;
    if (all && capacity_counts(in, z, all) && sum < 1 - 2 * capacity_rest) return NAN;
    return worth;
}

double capacity_served_worth(const struct placement_input *in,
                             const struct placement_plan *plan, bool all, capacity_pay *pay)
{
    const struct reach *r = in->reach;
    double *load = calloc((size_t)r->n_sites + 1, sizeof *load), worth = 0;

    if (load == NULL) return -INFINITY;
    if (plan->served == NULL) worth = NAN;
    for (int z = 0; z < r->n_zones && !isnan(worth); z++)
        worth += zone_worth(in, plan, z, all, load, pay);
    for (int s = 0; s < r->n_sites && !isnan(worth); s++)
        if (load[s] > capacity_slack(room_of(in, s)) * (1 + 1e-12)) worth = NAN;
    free(load);
    return worth;
}

/* ---- the best way to serve from given sites ---- */

/* One source for each zone: zones in turn, heaviest first, every site that has room. */
struct assign {
    const struct capacity *c;
    const bool *open;
    int *order;    /* [n_zones] */
    double *left;  /* [n_sites] room */
    double *rest;  /* [n_zones + 1] least that the zones from here on pay */
    double *heavy; /* [n_zones + 1] weight of the zones from here on */
    double best;
};

static void dive(struct assign *a, int at, double sum)
{
    const struct capacity *c = a->c;
    double promise = sum + a->rest[at], room = 0;
    int z = at < c->n_zones ? a->order[at] : -1;

    if (z < 0 && sum < a->best) a->best = sum;
    if (z < 0) return;
    for (int s = 0; s < c->n_sites && c->maximise; s++)
        room += a->open[s] ? a->left[s] : 0;
    if (c->maximise) promise = sum + fmax(a->heavy[at] - room, 0);
    if (promise >= a->best - 1e-12 * fabs(a->best)) return;
    for (int k = c->row_start[z]; k < c->row_start[z + 1]; k++) {
        int s = c->site[k];

        if (!a->open[s] || c->weight[z] > a->left[s]) continue;
        a->left[s] -= c->weight[z];
        dive(a, at + 1, sum + c->cost[k]);
        a->left[s] += c->weight[z];
    }
    if (!isinf(c->penalty[z])) dive(a, at + 1, sum + c->penalty[z]);
}

static void order_zones(struct assign *a)
{
    const struct capacity *c = a->c;

    for (int z = 0; z < c->n_zones; z++) {
        int k = z;

        for (; k > 0 && c->weight[a->order[k - 1]] < c->weight[z]; k--)
            a->order[k] = a->order[k - 1];
        a->order[k] = z;
    }
    a->rest[c->n_zones] = a->heavy[c->n_zones] = 0;
    for (int i = c->n_zones - 1; i >= 0; i--) {
        double least = c->penalty[a->order[i]];

        for (int k = c->row_start[a->order[i]]; k < c->row_start[a->order[i] + 1]; k++)
            if (a->open[c->site[k]]) least = fmin(least, c->cost[k]);
        a->rest[i] = a->rest[i + 1] + least;
        a->heavy[i] = a->heavy[i + 1] + c->weight[a->order[i]];
    }
}

static double assign_single(const struct capacity *c, const bool open[])
{
    size_t zones = (size_t)c->n_zones + 1;
    struct assign a = {.c = c, .open = open, .best = INFINITY};

    a.order = calloc(zones, sizeof *a.order);
    a.left = calloc((size_t)c->n_sites + 1, sizeof *a.left);
    a.rest = calloc(zones, sizeof *a.rest);
    a.heavy = calloc(zones, sizeof *a.heavy);
    if (a.order != NULL && a.left != NULL && a.rest != NULL && a.heavy != NULL) {
        for (int s = 0; s < c->n_sites; s++)
            a.left[s] = c->room[s];
        order_zones(&a);
        dive(&a, 0, 0);
    }
    free(a.order);
    free(a.left);
    free(a.rest);
    free(a.heavy);
    return a.best;
}

double capacity_best_worth(const struct placement_input *in, const bool open[], bool maximise)
{
    struct capacity *c = NULL;
    struct capacity_flow *f = NULL;
    struct error ignored;
    double value = INFINITY, worth = NAN;

    if (capacity_create(&c, in, maximise, &ignored) == ERR_OK &&
        (in->single_source || capacity_flow_create(&f, c, NULL, &ignored) == ERR_OK)) {
        value = in->single_source ? assign_single(c, open)
                                  : capacity_flow_solve(f, open, INFINITY, NULL, NULL, NULL);
        if (!isinf(value)) worth = capacity_objective(c, value);
    }
    capacity_flow_free(f);
    capacity_free(c);
    return worth;
}
