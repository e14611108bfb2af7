/* placement_mclp_t.c - maximal covering over phases: sites stay once they are open.
 *
 *   max  sum_k sum_z w_zk y_zk
 *   s.t. y_zk <= sum_{s reaches z} u_sk               zone z, phase k     (1)
 *        u_s,k-1 <= u_sk                              u_s0 = 0            (2)
 *        sum_s (u_sk - u_s,k-1) <= P_k                                    (3)
 *        sum_s c_s (u_sk - u_s,k-1) <= B_k                                (4)
 *        u_sk in {0,1},  0 <= y_zk <= 1
 *
 * u_sk: site s stands in phase k; the columns x_s of every model are those of the last phase.
 * (3) and (4) count new sites; what is not spent in a phase is lost. Existing sites stand from
 * the first phase on, required ones in the last.
 *
 * Sources: D. Schilling, Dynamic location modeling for public-sector facilities: a
 *   multicriteria approach, Decision Sciences 11 (1980) 714-724; G. Gunawardane, Dynamic
 *   versions of set covering type public facility location problems, European Journal of
 *   Operational Research 10 (1982) 190-195, doi:10.1016/0377-2217(82)90159-X. */
#include <math.h>
#include <stdlib.h>

#include "model/milp.h"
#include "model/placement/mclp_t.h"
#include "model/placement/placement_task.h"

static void build_stages(const struct placement_input *in, struct milp *m)
{
    for (int k = 0; k < in->n_phases - 1; k++)
        for (int s = 0; s < in->reach->n_sites; s++)
            milp_add_col(m, in->status[s] == SITE_EXISTING, in->status[s] != SITE_FORBIDDEN,
                         true, 0);
    for (int k = 1; k < in->n_phases; k++)
        for (int s = 0; s < in->reach->n_sites; s++) {
            int row = milp_add_row(m, -INFINITY, 0); /* (2) */

            milp_add_coef(m, row, mclp_t_column(in, s, k - 1), 1);
            milp_add_coef(m, row, mclp_t_column(in, s, k), -1);
        }
}

/* (3) and (4): `most` of phase k; cost NULL: sites are counted. */
static void build_limit(const struct placement_input *in, struct milp *m, int k, double most,
                        const double cost[])
{
    int row = milp_add_row(m, -INFINITY, most);

    for (int s = 0; s < in->reach->n_sites; s++) {
        double each = cost != NULL ? cost[s] : 1;

        if (in->status[s] == SITE_EXISTING) continue;
        milp_add_coef(m, row, mclp_t_column(in, s, k), each);
        if (k > 0) milp_add_coef(m, row, mclp_t_column(in, s, k - 1), -each);
    }
}

static void build(const struct placement_input *with_phases, struct milp *m)
{
    struct placement_input in = mclp_t_without_limits(with_phases);
    const struct reach *r = in.reach;

    placement_task_build_sites(&in, m, NULL);
    build_stages(&in, m);
    for (int k = 0; k < in.n_phases; k++) {
        if (in.phase_p != NULL && in.phase_p[k] >= 0)
            build_limit(&in, m, k, in.phase_p[k], NULL); /* (3) */
        if (in.phase_budget != NULL && !isinf(in.phase_budget[k]))
            build_limit(&in, m, k, in.phase_budget[k], in.cost); /* (4) */
        for (int z = 0; z < r->n_zones; z++) {
            int covered = milp_add_col(m, 0, 1, false, timetable_weight(&in, k, z));
            int row = milp_add_row(m, -INFINITY, 0); /* (1) */

            milp_add_coef(m, row, covered, 1);
            for (int i = r->row_start[z]; i < r->row_start[z + 1]; i++)
                milp_add_coef(m, row, mclp_t_column(&in, r->site[i], k), -1);
        }
    }
}

/* The limits of every phase, by the phases in which sites open. */
static bool keeps_phases(const struct placement_input *in, const int phase[])
{
    for (int s = 0; s < in->reach->n_sites; s++)
        if (phase[s] >= in->n_phases) return false;
    for (int k = 0; k < in->n_phases; k++) {
        double cost = 0;
        int n = 0;

        for (int s = 0; s < in->reach->n_sites; s++) {
            if (phase[s] != k || in->status[s] == SITE_EXISTING) continue;
            cost += in->cost[s];
            n++;
        }
        if (in->phase_p != NULL && in->phase_p[k] >= 0 && n > in->phase_p[k]) return false;
        if (cost > timetable_money(in, k)) return false;
    }
    return true;
}

static double covered(const struct placement_input *in, const int phase[], int k)
{
    const struct reach *r = in->reach;
    double sum = 0;

    for (int z = 0; z < r->n_zones; z++)
        for (int i = r->row_start[z]; i < r->row_start[z + 1]; i++) {
            int s = r->site[i];

            if (in->status[s] != SITE_EXISTING && (phase[s] < 0 || phase[s] > k)) continue;
            sum += timetable_weight(in, k, z);
            break;
        }
    return sum;
}

static double worth_served(const struct placement_input *in, const struct placement_plan *plan)
{
    struct placement_input all = mclp_t_without_limits(in);
    double sum = 0;

    if (plan->phase == NULL || !placement_task_keeps(&all, plan->open) ||
        !keeps_phases(in, plan->phase))
        return NAN;
    for (int s = 0; s < in->reach->n_sites; s++)
        if (in->status[s] != SITE_EXISTING && plan->open[s] != (plan->phase[s] >= 0))
            return NAN;
    for (int k = 0; k < in->n_phases; k++)
        sum += covered(in, plan->phase, k);
    return sum;
}

/* Of sites alone: as if all stood from the first phase on, which is the most they can be worth.
 */
static double worth(const struct placement_input *in, const bool open[])
{
    struct placement_input all = mclp_t_without_limits(in);
    const struct reach *r = in->reach;
    double sum = 0;

    if (!placement_task_keeps(&all, open)) return NAN;
    for (int z = 0; z < r->n_zones; z++) {
        bool over = false;

        for (int i = r->row_start[z]; i < r->row_start[z + 1]; i++)
            over |= open[r->site[i]];
        for (int k = 0; over && k < in->n_phases; k++)
            sum += timetable_weight(in, k, z);
    }
    return sum;
}

const struct placement_model placement_mclp_t = {
    .name = "mclp-t",
    .summary = MSG_MODEL_MCLP_T,
    .measure = MSG_REP_UNIT_PHASES,
    .needs = "P or B for each phase, and a radius or a distance table",
    .takes = TAKE_PHASES | TAKE_BUDGET,
    .needs_one_of = TAKE_PHASES | TAKE_BUDGET,
    .source = "Schilling 1980; Gunawardane 1982",
    .maximise = true,
    .needs_radius = true,
    .merges = true,
    .build = build,
    .worth = worth,
    .worth_served = worth_served,
    .solve = mclp_t_solve,
};
