/* capacity_reason.c - why no plan serves every zone. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "model/capacity/capacity.h"
#include "model/placement/placement_task.h"

static const char *zone_name(const struct capacity *c, int z, char number[static 16])
{
    if (c->in->zone_id != NULL) return c->in->zone_id[c->zone[z]];
    snprintf(number, 16, "%d", c->zone[z] + 1);
    return number;
}

/* Zones without a pair: nobody reaches them, or nobody in reach has room for them alone. */
static bool lost_zones(const struct capacity *c, struct placement_plan *plan)
{
    const struct reach *r = c->in->reach;
    int n = 0, full = -1;
    char number[16];

    for (int z = 0; z < c->n_zones; z++) {
        bool near = false;

        if (c->row_start[z] < c->row_start[z + 1]) continue;
        for (int k = r->row_start[c->zone[z]]; k < r->row_start[c->zone[z] + 1]; k++)
            near |= c->choice[r->site[k]] != CAPACITY_CLOSED;
        if (near && full < 0) full = z;
        n += !near;
    }
    if (n > 0)
        said_set(&plan->reason, n == 1 ? MSG_WHY_ZONE_LOST : MSG_WHY_ZONES_LOST,
                 said_figure(n));
    else if (full >= 0)
        said_set(&plan->reason, MSG_WHY_ZONE_TOO_HEAVY, said_text(zone_name(c, full, number)),
                 said_figure(c->weight[full]));
    return n > 0 || full >= 0;
}

/* With every site open: zones that weigh more than the sites they reach can hold. */
static bool too_small(const struct capacity *c, struct capacity_flow *f,
                      struct placement_plan *plan, bool open[])
{
    double room = 0, weight = 0;
    const bool *reached;
    char number[16];
    int stuck, n = 0;

    for (int s = 0; s < c->n_sites; s++) {
        open[s] = c->choice[s] != CAPACITY_CLOSED;
        if (open[s]) room += c->room[s];
    }
    capacity_flow_solve(f, open, INFINITY, NULL, NULL, &stuck);
    if (stuck < 0) return false;
    if (c->need > room) {
        said_set(&plan->reason, MSG_WHY_CAPACITY, said_figure(c->need), said_figure(room));
        return true;
    }
    reached = capacity_flow_reached(f, stuck);
    room = 0;
    for (int s = 0; s < c->n_sites; s++)
        if (reached[s]) room += c->room[s];
    for (int z = 0; z < c->n_zones; z++) {
        bool inside = true; /* all its sites are among them */

        for (int k = c->row_start[z]; k < c->row_start[z + 1]; k++)
            inside &= reached[c->site[k]];
        if (!inside) continue;
        weight += c->weight[z];
        n++;
    }
    if (n == 1)
        said_set(&plan->reason, MSG_WHY_CAPACITY_ZONE, said_text(zone_name(c, stuck, number)),
                 said_figure(weight), said_figure(room));
    else
        said_set(&plan->reason, MSG_WHY_CAPACITY_ZONES, said_text(zone_name(c, stuck, number)),
                 said_figure(n - 1), said_figure(weight), said_figure(room));
    return true;
}

static int falling(const void *pa, const void *pb)
{
    double a = *(const double *)pa, b = *(const double *)pb;

    return (a < b) - (a > b);
}

/* The largest sites that P lets open are too small together. */
static bool few_sites(const struct capacity *c, struct placement_plan *plan, double size[])
{
    double room = 0;
    int n = 0;

    if (c->in->p < 0) return false;
    for (int s = 0; s < c->n_sites; s++) {
        if (c->choice[s] == CAPACITY_OPEN) room += c->room[s];
        if (c->choice[s] == CAPACITY_FREE) size[n++] = c->room[s];
    }
    qsort(size, (size_t)n, sizeof *size, falling);
    for (int k = 0; k < n && k < c->p; k++)
        room += size[k];
    if (c->need <= capacity_slack(room)) return false;
    said_set(&plan->reason, MSG_WHY_CAPACITY_P, said_figure(c->need), said_figure(c->in->p),
             said_figure(room));
    return true;
}

enum err capacity_reason(const struct capacity *c, struct capacity_flow *f,
                         struct placement_plan *plan, struct error *err)
{
    bool *open = calloc((size_t)c->n_sites + 1, sizeof *open);
    double *size = calloc((size_t)c->n_sites + 1, sizeof *size);
    enum err code =
        open == NULL || size == NULL ? error_nomem(err, "why there is no plan") : ERR_OK;

    if (code == ERR_OK && !lost_zones(c, plan) &&
        (c->maximise || (!too_small(c, f, plan, open) && !few_sites(c, plan, size)))) {
        placement_task_no_plan(plan);
        if (!c->maximise) said_plain(&plan->reason, MSG_WHY_CAPACITY_NO_PLAN);
    }
    free(open);
    free(size);
    return code;
}
