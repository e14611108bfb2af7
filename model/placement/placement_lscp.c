/* placement_lscp.c - set cover: fewest or cheapest sites so that every zone that can be covered
 * is.
 *
 *   min  sum_s f_s x_s                        f_s = 1, or the cost of s
 *   s.t. sum_{s reaches z} x_s >= 1           every zone z that a site not forbidden reaches
 * (1) x_s in {0,1}
 *
 * Source: C. Toregas, R. Swain, C. ReVelle and L. Bergman, The location of emergency service
 *   facilities, Operations Research 19 (1971) 1363-1373, doi:10.1287/opre.19.6.1363. */
#include <math.h>
#include <stdlib.h>

#include "model/milp.h"
#include "model/placement/placement_mip.h"
#include "model/placement/placement_sides.h"
#include "model/placement/placement_task.h"

static double price(const struct placement_input *in, int s)
{
    return in->objective == OBJECTIVE_COST ? in->cost[s] : 1;
}

static void build(const struct placement_input *in, struct milp *m)
{
    const struct reach *r = in->reach;

    placement_task_build_sites(in, m, NULL);
    for (int s = 0; s < r->n_sites; s++)
        if (in->status[s] != SITE_EXISTING) milp_set_objective(m, s, price(in, s));
    for (int z = 0; z < r->n_zones; z++) {
        bool possible = false;
        int row;

        for (int k = r->row_start[z]; k < r->row_start[z + 1]; k++)
            possible |= in->status[r->site[k]] != SITE_FORBIDDEN;
        if (!possible) continue;
        row = milp_add_row(m, 1, INFINITY); /* (1) */
        for (int k = r->row_start[z]; k < r->row_start[z + 1]; k++)
            milp_add_coef(m, row, r->site[k], 1);
    }
}

static double worth(const struct placement_input *in, const bool open[])
{
    const struct reach *r = in->reach;
    double sum = 0;

    if (!placement_task_keeps(in, open)) return NAN;
    for (int z = 0; z < r->n_zones; z++) {
        bool possible = false, covered = false;

        for (int k = r->row_start[z]; k < r->row_start[z + 1]; k++) {
            possible |= in->status[r->site[k]] != SITE_FORBIDDEN;
            covered |= open[r->site[k]];
        }
        if (possible && !covered) return NAN;
    }
    for (int s = 0; s < r->n_sites; s++)
        if (open[s] && in->status[s] != SITE_EXISTING) sum += price(in, s);
    return sum;
}

static enum err solve(const struct placement_input *in, struct placement_plan *plan,
                      struct error *err)
{
    const struct reach *r = in->reach;
    struct placement_task t;
    double base = 0, step = -1;
    enum err code = placement_task_begin(&t, in, err);

    if (code != ERR_OK || !placement_task_fits(&t, plan)) goto done;
    if (placement_sides_any(in)) {
        code = placement_mip_solve(&placement_lscp, in, NULL, plan, err);
        goto done;
    }
    for (int s = 0; s < r->n_sites; s++)
        if (in->status[s] == SITE_REQUIRED) base += price(in, s);
    for (int k = 0; k < t.n_candidates; k++) {
        t.price[k] = price(in, t.site[k]);
        step = placement_task_step(step, t.price[k]);
    }
    for (int z = 0; z < r->n_zones; z++) {
        bool covered = false;

        for (int k = r->row_start[z]; k < r->row_start[z + 1]; k++) {
            covered |= placement_task_forced(in->status[r->site[k]]);
            if (t.number[r->site[k]] >= 0) placement_task_add(&t, t.number[r->site[k]]);
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
    .needs = "a radius or a distance table; takes neither P nor B",
    .takes = TAKE_OBJECTIVE | TAKE_STRICT,
    .source = "Toregas, Swain, ReVelle and Bergman 1971",
    .needs_radius = true,
    .merges = true,
    .build = build,
    .worth = worth,
    .solve = solve,
};
