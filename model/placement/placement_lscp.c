/* placement_lscp.c - set cover: fewest or cheapest sites so that every zone that can be covered
 * is.
 *
 *   min  sum_s f_s x_s                        f_s = 1, or the cost of s
 *   s.t. sum_{s reaches z} x_s >= 1     every zone z that a site not forbidden reaches  (1)
 *        x_s in {0,1}
 *
 * With a share A below 1 of the total weight d (of all zones, within reach or not), instead
 * of (1):
 *
 *        y_z <= sum_{s reaches z} x_s,  sum_z d_z y_z >= A sum_z d_z (2)
 *
 * with what a site covers in part as in placement_mclp.c.
 *
 * Source: C. Toregas, R. Swain, C. ReVelle and L. Bergman, The location of emergency service
 *   facilities, Operations Research 19 (1971) 1363-1373, doi:10.1287/opre.19.6.1363. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "model/milp.h"
#include "model/placement/placement_lscp.h"
#include "model/placement/placement_sides.h"
#include "model/placement/placement_task.h"

/* Sums of weights may stand a rounding below a share of their total. */
static const double share_slack = 1e-9;

/* Whether only a share of the weight has to be covered. */
static bool is_partial(const struct placement_input *in)
{
    return in->cover_share > 0 && in->cover_share < 1;
}

double placement_lscp_asked(const struct placement_input *in, double *total)
{
    *total = 0;
    for (int z = 0; z < in->reach->n_zones; z++)
        *total += in->weight[z];
    return in->cover_share * *total * (1 - share_slack);
}

/* (2), in units of the total weight. */
static void build_share(const struct placement_input *in, struct milp *m)
{
    double total, asked = placement_lscp_asked(in, &total);
    int row;

    if (total <= 0) return;
    row = milp_add_row(m, asked / total, INFINITY);
    for (int z = 0; z < in->reach->n_zones; z++)
        if (in->weight[z] > 0)
            placement_task_build_covered(in, m, z, 0, row, in->weight[z] / total);
}

static void build(const struct placement_input *in, struct milp *m)
{
    const struct reach *r = in->reach;

    placement_task_build_sites(in, m, NULL);
    for (int s = 0; s < r->n_sites; s++)
        if (in->status[s] != SITE_EXISTING)
            milp_set_objective(m, s, placement_task_price(in, s));
    if (is_partial(in)) {
        build_share(in, m);
        return;
    }
    for (int z = 0; z < r->n_zones; z++) {
        int row;

        if (!placement_task_reachable(in, z)) continue;
        row = milp_add_row(m, 1, INFINITY); /* (1) */
        for (int k = r->row_start[z]; k < r->row_start[z + 1]; k++)
            milp_add_coef(m, row, r->site[k], 1);
    }
}

static bool covers(const struct placement_input *in, const bool open[])
{
    double sum = 0, total;

    for (int z = 0; z < in->reach->n_zones; z++)
        if (is_partial(in))
            sum += in->weight[z] * placement_task_covered(in, open, z);
        else if (placement_task_n_over(in, open, z) == 0 && placement_task_reachable(in, z))
            return false;
    return !is_partial(in) || sum >= placement_lscp_asked(in, &total);
}

static double worth(const struct placement_input *in, const bool open[])
{
    double sum = 0;

    if (!placement_task_keeps(in, open) || !covers(in, open)) return NAN;
    for (int s = 0; s < in->reach->n_sites; s++)
        if (open[s] && in->status[s] != SITE_EXISTING) sum += placement_task_price(in, s);
    return sum;
}

/* A zone that only sites reach that no plan can open. */
static void name_shut(const struct placement_input *in, int z, struct placement_plan *plan)
{
    char number[16];

    snprintf(number, sizeof number, "%d", z + 1);
    said_set(&plan->reason,
             in->too_near != NULL ? MSG_WHY_ZONE_SHUT_SPACED : MSG_WHY_ZONE_SHUT_BUDGET,
             said_text(in->zone_id != NULL ? in->zone_id[z] : number));
    plan->status = PLAN_INFEASIBLE;
}

static enum err solve(const struct placement_input *in, struct placement_plan *plan,
                      struct error *err)
{
    const struct reach *r = in->reach;
    struct placement_task t;
    double base = 0, step = -1;
    enum err code = placement_task_begin(&t, in, err);

    if (code != ERR_OK || !placement_task_fits(&t, plan)) goto done;
    if (is_partial(in)) {
        code = placement_lscp_share(&t, plan, err);
        goto done;
    }
    for (int s = 0; s < r->n_sites; s++)
        if (in->status[s] == SITE_REQUIRED) base += placement_task_price(in, s);
    for (int k = 0; k < t.n_candidates; k++) {
        t.price[k] = placement_task_price(in, t.site[k]);
        step = placement_task_step(step, t.price[k]);
    }
    for (int z = 0; z < r->n_zones; z++) {
        bool covered = false;

        for (int k = r->row_start[z]; k < r->row_start[z + 1]; k++) {
            covered |= placement_task_forced(in->status[r->site[k]]);
            if (t.number[r->site[k]] >= 0) placement_task_add(&t, t.number[r->site[k]]);
        }
        if (t.nomem) break; /* the row is empty for want of memory */
        if (!covered && placement_task_row_length(&t) == 0 && placement_task_reachable(in, z)) {
            name_shut(in, z, plan);
            goto done;
        }
        if (covered || placement_task_row_length(&t) == 0)
            placement_task_drop_row(&t);
        else
            placement_task_end_row(&t, INFINITY);
    }
    code = placement_task_solve(&t, &placement_lscp, base, step, plan, err);
done:
    placement_task_clear(&t);
    return code;
}

const struct placement_model placement_lscp = {
    .name = "lscp",
    .summary = MSG_MODEL_LSCP,
    .measure = MSG_REP_UNIT_SITES,
    .needs = "a radius or a distance table; takes neither P nor B",
    .takes = TAKE_OBJECTIVE | TAKE_STRICT | TAKE_COVER_SHARE | TAKE_RADIUS2,
    .source = "Toregas, Swain, ReVelle and Bergman 1971",
    .needs_radius = true,
    .merges = true,
    .build = build,
    .worth = worth,
    .solve = solve,
};
