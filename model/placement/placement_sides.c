/* placement_sides.c - districts and spacing: rows, checks and reasons. */
#include "model/placement/placement_sides.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "model/cover/cover.h"
#include "model/milp.h"
#include "model/placement/placement_task.h"

bool placement_sides_districts(const struct placement_input *in)
{
    return in->min_per_district > 0 && in->site_district != NULL && in->n_districts > 0;
}

bool placement_sides_any(const struct placement_input *in)
{
    return placement_sides_districts(in) || in->too_near != NULL;
}

/* The first site too near to new site s that every plan has open, -1: none. */
static int forced_near(const struct placement_input *in, int s)
{
    const struct reach *near = in->too_near;

    if (near == NULL) return -1;
    for (int k = near->row_start[s]; k < near->row_start[s + 1]; k++) {
        if (placement_task_forced(in->status[near->site[k]])) return near->site[k];
    }
    return -1;
}

bool placement_sides_blocked(const struct placement_input *in, int s)
{
    return in->status[s] == SITE_CANDIDATE && forced_near(in, s) >= 0;
}

/* ---- reasons ---- */

static const char *name_of(const char *const *id, int k, char number[static 16])
{
    if (id != NULL) return id[k];
    snprintf(number, 16, "%d", k + 1);
    return number;
}

static bool required_apart(const struct placement_input *in, struct placement_plan *plan)
{
    char a[16], b[16];

    for (int s = 0; s < in->reach->n_sites; s++) {
        int other = in->status[s] == SITE_REQUIRED ? forced_near(in, s) : -1;

        if (other < 0) continue;
        said_set(&plan->reason,
                 in->status[other] == SITE_EXISTING ? MSG_WHY_REQUIRED_NEAR_EXISTING
                                                    : MSG_WHY_REQUIRED_NEAR,
                 said_text(name_of(in->site_id, s, a)),
                 said_text(name_of(in->site_id, other, b)));
        plan->status = PLAN_INFEASIBLE;
        return false;
    }
    return true;
}

static bool districts_can(const struct placement_input *in, struct placement_plan *plan)
{
    for (int d = 0; placement_sides_districts(in) && d < in->n_districts; d++) {
        char number[16];
        int n = 0;

        for (int s = 0; s < in->reach->n_sites; s++)
            n += in->site_district[s] == d && in->status[s] != SITE_FORBIDDEN &&
                 !placement_sides_blocked(in, s);
        if (n >= in->min_per_district) continue;
        said_set(&plan->reason,
                 in->too_near != NULL ? MSG_WHY_DISTRICT_FEW_SPACED : MSG_WHY_DISTRICT_FEW,
                 said_text(name_of(in->district_id, d, number)),
                 said_figure(in->min_per_district), said_figure(n));
        plan->status = PLAN_INFEASIBLE;
        return false;
    }
    return true;
}

/* Cost of the n cheapest candidates of a district that can be opened; of equal ones the first.
 */
static double cheapest_of(const struct placement_input *in, int d, int n)
{
    double sum = 0;
    int last = -1;

    for (; n > 0; n--) {
        int next = -1;

        for (int s = 0; s < in->reach->n_sites; s++) {
            if (in->site_district[s] != d || in->status[s] != SITE_CANDIDATE ||
                placement_sides_blocked(in, s))
                continue;
            if (last >= 0 &&
                (in->cost[s] < in->cost[last] || (in->cost[s] <= in->cost[last] && s <= last)))
                continue;
            if (next < 0 || in->cost[s] < in->cost[next]) next = s;
        }
        if (next < 0) break;
        sum += in->cost[next];
        last = next;
    }
    return sum;
}

/* Whether what the districts need is within P and B. */
static bool districts_fit(const struct placement_input *in, struct placement_plan *plan)
{
    double cost = 0;
    int n_new = 0;

    if (!placement_sides_districts(in) || in->n_phases > 0) return true;
    for (int s = 0; s < in->reach->n_sites; s++)
        if (in->status[s] == SITE_REQUIRED) {
            n_new++;
            cost += in->cost[s];
        }
    for (int d = 0; d < in->n_districts; d++) {
        int n = in->min_per_district;

        for (int s = 0; s < in->reach->n_sites; s++)
            n -= in->site_district[s] == d && placement_task_forced(in->status[s]);
        if (n <= 0) continue;
        n_new += n;
        cost += cheapest_of(in, d, n);
    }
    if (in->p >= 0 && n_new > in->p)
        said_set(&plan->reason, MSG_WHY_DISTRICTS_MANY, said_figure(in->min_per_district),
                 said_figure(n_new), said_figure(in->p));
    else if (cost > placement_money(in->budget))
        said_set(&plan->reason, MSG_WHY_DISTRICTS_DEAR, said_figure(in->min_per_district),
                 said_money(cost, in->currency), said_money(in->budget, in->currency));
    else
        return true;
    plan->status = PLAN_INFEASIBLE;
    return false;
}

bool placement_sides_fit(const struct placement_input *in, struct placement_plan *plan)
{
    return required_apart(in, plan) && districts_can(in, plan) && districts_fit(in, plan);
}

/* ---- for build() and worth() ---- */

static void build_spacing(const struct placement_input *in, struct milp *m)
{
    bool *usable = calloc((size_t)in->reach->n_sites + 1, sizeof *usable);
    struct reach *cliques = NULL;
    struct error ignored;

    for (int s = 0; usable != NULL && s < in->reach->n_sites; s++)
        usable[s] = in->status[s] == SITE_CANDIDATE && !placement_sides_blocked(in, s);
    if (usable == NULL || cover_cliques(&cliques, in->too_near, usable, &ignored) != ERR_OK) {
        milp_out_of_memory(m);
        free(usable);
        return;
    }
    for (int c = 0; c < cliques->n_zones; c++) {
        int row = milp_add_row(m, -INFINITY, 1);

        for (int k = cliques->row_start[c]; k < cliques->row_start[c + 1]; k++)
            milp_add_coef(m, row, cliques->site[k], 1);
    }
    for (int s = 0; s < in->reach->n_sites; s++) {
        if (placement_sides_blocked(in, s)) milp_set_col_bounds(m, s, 0, 0);
        /* Required ones too near to another: bounds that cross, no plan. */
        if (in->status[s] == SITE_REQUIRED && forced_near(in, s) >= 0)
            milp_set_col_bounds(m, s, 1, 0);
    }
    reach_free(cliques);
    free(usable);
}

void placement_sides_build(const struct placement_input *in, struct milp *m)
{
    int first;

    if (in->too_near != NULL) build_spacing(in, m);
    if (!placement_sides_districts(in)) return;
    first = milp_add_row(m, in->min_per_district, INFINITY);
    for (int d = 1; d < in->n_districts; d++)
        milp_add_row(m, in->min_per_district, INFINITY);
    for (int s = 0; s < in->reach->n_sites; s++)
        if (in->site_district[s] >= 0) milp_add_coef(m, first + in->site_district[s], s, 1);
}

bool placement_sides_keep(const struct placement_input *in, const bool open[])
{
    const struct reach *near = in->too_near;
    int n_sites = in->reach->n_sites;

    for (int s = 0; near != NULL && s < n_sites; s++) {
        if (!open[s] || in->status[s] == SITE_EXISTING) continue;
        for (int k = near->row_start[s]; k < near->row_start[s + 1]; k++)
            if (open[near->site[k]]) return false;
    }
    for (int d = 0; placement_sides_districts(in) && d < in->n_districts; d++) {
        int n = 0;

        for (int s = 0; s < n_sites; s++)
            n += open[s] && in->site_district[s] == d;
        if (n < in->min_per_district) return false;
    }
    return true;
}
