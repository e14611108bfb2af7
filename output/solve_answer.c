/* solve_answer.c - the answer of `chargeplan solve`: one JSON object, keys in the order of the
 * contract, numbers with 17 significant digits; and the check of a plan from raw coordinates.
 */
#include <math.h>
#include <stdlib.h>

#include "output/solve_case.h"
#include "scenarios/text.h"

static const char *const status_word[] = {[PLAN_OPTIMAL] = "optimal",
                                          [PLAN_FEASIBLE] = "feasible",
                                          [PLAN_INFEASIBLE] = "infeasible",
                                          [PLAN_UNKNOWN] = "unknown"};
static const char *const stop_word[] = {[STOP_PROVED] = "proved",
                                        [STOP_GAP] = "gap",
                                        [STOP_WORK] = "work",
                                        [STOP_TIME] = "time",
                                        [STOP_INTERRUPTED] = "interrupted"};

static void add_number(struct text *to, const char *key, double value)
{
    if (isfinite(value))
        text_addf(to, ",\n  \"%s\": %.17g", key, value + 0.0); /* no minus zero */
    else
        text_addf(to, ",\n  \"%s\": null", key);
}

/* Ids whose flag is set; they are in byte order already. */
static void add_ids(struct text *to, const char *key, int n, const char *const ids[],
                    const bool flag[])
{
    const char *between = "";

    text_addf(to, ",\n  \"%s\": [", key);
    for (int k = 0; k < n; k++) {
        if (flag == NULL || !flag[k]) continue;
        text_add(to, between);
        text_add_json(to, ids[k]);
        between = ", ";
    }
    text_add(to, "]");
}

static bool covered_by(const struct solve_case *c, int z, const bool open[])
{
    const struct reach *r = c->reach;

    for (int k = r->row_start[z]; k < r->row_start[z + 1]; k++)
        if (open != NULL && open[r->site[k]]) return true;
    return false;
}

enum err solve_answer_print(const struct solve_case *c, const struct placement_model *model,
                            const struct placement_plan *plan, FILE *stream, struct error *err)
{
    bool *uncovered = calloc((size_t)c->n_zones + 1, sizeof *uncovered);
    double covered = 0, total = 0;
    struct text to = {0};
    char *json;

    if (uncovered == NULL) return error_nomem(err, "the answer");
    for (int z = 0; z < c->n_zones; z++) {
        /* Without a radius and a table there is nothing to be out of. */
        uncovered[z] = c->limited && !covered_by(c, z, plan->open);
        total += c->weight[z];
        if (!uncovered[z]) covered += c->weight[z];
    }
    text_addf(&to, "{\n  \"model\": \"%s\",\n  \"status\": \"%s\",\n  \"stop\": \"%s\"",
              model->name, status_word[plan->status], stop_word[plan->stop]);
    add_number(&to, "objective", plan->objective);
    add_number(&to, "bound", plan->bound);
    add_number(&to, "gap", plan->gap);
    add_ids(&to, "sites", c->n_sites, c->site_id, plan->open);
    text_addf(&to, ",\n  \"n_new\": %d", plan->n_new);
    add_number(&to, "new_cost", plan->new_cost);
    add_number(&to, "covered_weight", covered);
    add_number(&to, "total_weight", total);
    add_ids(&to, "uncovered", c->n_zones, c->zone_id, uncovered);
    add_ids(&to, "unreachable", c->n_zones, c->zone_id, c->limited ? c->unreachable : NULL);
    text_add(&to, ",\n  \"reason\": ");
    if (plan->reason.in[LANGUAGE_EN][0] != '\0')
        text_add_json(&to, plan->reason.in[LANGUAGE_EN]);
    else
        text_add(&to, "null");
    text_add(&to, "\n}\n");
    free(uncovered);
    json = text_take(&to);
    if (json == NULL) return error_nomem(err, "the answer");
    fputs(json, stream);
    free(json);
    return ERR_OK;
}

static bool within(const struct solve_case *c, const struct points *zones,
                   const struct points *sites, int z, int s)
{
    return geo_distance_m(zones, z, sites, s) <= c->radius_m[z] + coverage_slack_m;
}

/* Degrees of latitude are at least 110.5 km long: a cheap way to see that a site is far. */
static bool surely_far(const struct solve_case *c, int z, int s)
{
    double metres = fabs(c->zone_y[z] - c->site_y[s]) * (c->geographic ? 110500 : 1);

    return metres > c->radius_m[z] + 1;
}

enum err solve_answer_check(const struct solve_case *c, const struct placement_plan *plan,
                            struct error *err)
{
    struct points zones = solve_case_zones(c), sites = solve_case_sites(c);

    if (!c->located || !c->limited || plan->open == NULL) return ERR_OK;
    for (int z = 0; z < c->n_zones; z++) {
        const struct reach *r = c->reach;
        bool claimed = false, wrong = false;

        for (int k = r->row_start[z]; k < r->row_start[z + 1] && !claimed; k++) {
            claimed = plan->open[r->site[k]];
            wrong = claimed && !within(c, &zones, &sites, z, r->site[k]);
        }
        for (int s = 0; s < c->n_sites && !claimed && !wrong; s++)
            wrong = plan->open[s] && !surely_far(c, z, s) && within(c, &zones, &sites, z, s);
        if (wrong)
            return error_set(err, ERR_SOLVER,
                             "zone '%s' is %s by the plan, but its distances say otherwise",
                             c->zone_id[z], claimed ? "covered" : "not covered");
    }
    return ERR_OK;
}
