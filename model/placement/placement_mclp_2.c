/* placement_mclp_2.c - covering twice: a zone counts in part when one open site covers it, and
 * fully when two or more do.
 *
 *   max  sum_z d_z ((1 - W) y_z + W t_z)
 *   s.t. y_z + t_z <= sum_{s reaches z} x_s      every zone z      (1)
 *        t_z <= sum_{r reaches z, r not s} x_r    each pair z, s, where W > 1/2 (2)
 *        sum_s x_s <= P,  sum_s c_s x_s <= B                       (3)
 *        x_s in {0,1},  0 <= y_z, t_z <= 1
 *
 * y and t may be continuous: with W <= 1/2 the first cover is worth no less than the second and
 * y comes first by itself; above it (2) says that a second cover has another site.
 *
 * Source: M. Daskin and E. Stern, A hierarchical objective set covering model for emergency
 *   medical service vehicle deployment, Transportation Science 15 (1981) 137-152,
 *   doi:10.1287/trsc.15.2.137; K. Hogan and C. ReVelle, Concepts and applications of backup
 *   coverage, Management Science 32 (1986) 1434-1444, doi:10.1287/mnsc.32.11.1434. */
#include <math.h>

#include "model/milp.h"
#include "model/placement/placement_task.h"

static void build(const struct placement_input *in, struct milp *m)
{
    const struct reach *r = in->reach;
    double twice = in->twice_share;

    placement_task_build_sites(in, m, NULL); /* (3) */
    for (int z = 0; z < r->n_zones; z++) {
        int y = milp_add_col(m, 0, 1, false, (1 - twice) * in->weight[z]);
        int t = milp_add_col(m, 0, 1, false, twice * in->weight[z]);
        int row = milp_add_row(m, -INFINITY, 0); /* (1) */

        milp_add_coef(m, row, y, 1);
        milp_add_coef(m, row, t, 1);
        for (int k = r->row_start[z]; k < r->row_start[z + 1]; k++)
            milp_add_coef(m, row, r->site[k], -1);
        if (twice <= 0.5) continue;
        for (int k = r->row_start[z]; k < r->row_start[z + 1]; k++) {
            row = milp_add_row(m, -INFINITY, 0); /* (2) */
            milp_add_coef(m, row, t, 1);
            for (int i = r->row_start[z]; i < r->row_start[z + 1]; i++)
                if (i != k) milp_add_coef(m, row, r->site[i], -1);
        }
    }
}

static double worth(const struct placement_input *in, const bool open[])
{
    double sum = 0;

    if (!placement_task_keeps(in, open)) return NAN;
    for (int z = 0; z < in->reach->n_zones; z++) {
        int n = placement_task_n_over(in, open, z);

        if (n >= 2) sum += in->weight[z];
        if (n == 1) sum += (1 - in->twice_share) * in->weight[z];
    }
    return sum;
}

/* Zones that could count more than what is open anyway makes them count. */
static enum err solve_cover(struct placement_task *t, struct placement_plan *plan,
                            struct error *err)
{
    const struct placement_input *in = t->in;
    const struct reach *r = in->reach;
    double twice = in->twice_share, base = 0, step = -1;

    for (int z = 0; z < r->n_zones; z++) {
        double w = in->weight[z];
        int n_forced = 0;

        for (int k = r->row_start[z]; k < r->row_start[z + 1]; k++) {
            n_forced += placement_task_forced(in->status[r->site[k]]);
            if (t->number[r->site[k]] >= 0) placement_task_add(t, t->number[r->site[k]]);
        }
        base += w;
        step = placement_task_step(step, w);
        if (w <= 0 || n_forced >= 2 || (n_forced == 1 && twice <= 0))
            placement_task_drop_row(t);
        else if (n_forced == 1)
            placement_task_end_row(t, twice * w);
        else
            placement_task_end_levels(t, 2, (1 - twice) * w, twice * w);
    }
    /* Halves of whole weights are whole halves. */
    if (twice > 0 && twice != 0.5) step = 0;
    return placement_task_solve(t, &placement_mclp_2, base, twice > 0 ? step / 2 : step, plan,
                                err);
}

static enum err solve(const struct placement_input *in, struct placement_plan *plan,
                      struct error *err)
{
    struct placement_task t;
    enum err code = placement_task_begin(&t, in, err);

    if (code == ERR_OK && placement_task_fits(&t, plan)) code = solve_cover(&t, plan, err);
    placement_task_clear(&t);
    return code;
}

const struct placement_model placement_mclp_2 = {
    .name = "mclp-2",
    .summary = MSG_MODEL_MCLP_2,
    .measure = MSG_REP_UNIT_REACHED,
    .needs = "P or B, and a radius or a distance table",
    .takes = TAKE_P | TAKE_BUDGET | TAKE_TWICE_SHARE,
    .needs_one_of = TAKE_P | TAKE_BUDGET,
    .source = "Daskin and Stern 1981; Hogan and ReVelle 1986",
    .maximise = true,
    .needs_radius = true,
    .merges = true,
    .build = build,
    .worth = worth,
    .solve = solve,
};
