/* placement_mclp.c - maximal covering: cover the most weight with a given number or budget.
 *
 *   max  sum_z d_z y_z
 *   s.t. y_z <= sum_{s reaches z} x_s           every zone z      (1)
 *        sum_s x_s <= P                                           (2)
 *        sum_s c_s x_s <= B                                       (3)
 *        x_s in {0,1},  0 <= y_z <= 1
 *
 * y may be continuous: with x whole, (1) drives each y_z to 0 or 1 by itself.
 *
 * Gradual cover: site s covers the part b_zs of zone z, and the best open one counts:
 *
 *   max  sum_z d_z (y_z + sum_s b_zs a_zs)
 *   s.t. y_z <= sum_{b_zs = 1} x_s,  a_zs <= x_s where b_zs < 1,  y_z + sum_s a_zs <= 1
 *
 * Source: R. Church and C. ReVelle, The maximal covering location problem, Papers of the
 *   Regional Science Association 32 (1974) 101-118, doi:10.1007/BF01942293; O. Berman and
 *   D. Krass, The generalized maximal covering location problem, Computers and Operations
 *   Research 29 (2002) 563-581, doi:10.1016/S0305-0548(01)00079-X. */
#include <math.h>
#include <stdlib.h>

#include "model/milp.h"
#include "model/placement/placement_task.h"

static void build(const struct placement_input *in, struct milp *m)
{
    placement_task_build_sites(in, m, NULL);     /* (2), (3) */
    for (int z = 0; z < in->reach->n_zones; z++) /* (1) */
        placement_task_build_covered(in, m, z, in->weight[z], -1, 0);
}

static double worth(const struct placement_input *in, const bool open[])
{
    double sum = 0;

    if (!placement_task_keeps(in, open)) return NAN;
    for (int z = 0; z < in->reach->n_zones; z++)
        sum += in->weight[z] * placement_task_covered(in, open, z);
    return sum;
}

static enum err solve(const struct placement_input *in, struct placement_plan *plan,
                      struct error *err)
{
    struct placement_task t;
    double base, step;
    enum err code = placement_task_begin(&t, in, err);

    if (code != ERR_OK || !placement_task_fits(&t, plan)) goto done;
    code = placement_task_add_cover(&t, &base, &step, err);
    if (code == ERR_OK) code = placement_task_solve(&t, &placement_mclp, base, step, plan, err);
done:
    placement_task_clear(&t);
    return code;
}

const struct placement_model placement_mclp = {
    .name = "mclp",
    .summary = MSG_MODEL_MCLP,
    .measure = MSG_REP_UNIT_REACHED,
    .needs = "P or B, and a radius or a distance table",
    .takes = TAKE_P | TAKE_BUDGET | TAKE_RADIUS2,
    .needs_one_of = TAKE_P | TAKE_BUDGET,
    .source = "Church and ReVelle 1974",
    .maximise = true,
    .needs_radius = true,
    .merges = true,
    .build = build,
    .worth = worth,
    .solve = solve,
};
