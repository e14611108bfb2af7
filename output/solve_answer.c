/* solve_answer.c - the answer of `chargeplan solve`: one JSON object, keys in the order of the
 * contract, numbers with 17 significant digits. */
#include <math.h>
#include <stdlib.h>

#include "output/solve_case.h"
#include "output/solve_stream.h"
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

static bool any(const bool flag[], int n)
{
    for (int k = 0; k < n; k++)
        if (flag[k]) return true;
    return false;
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

/* Ids of zones whose row is marked. */
static enum err add_zones(struct text *to, const char *key, const struct solve_case *c,
                          const bool row_marked[], struct error *err)
{
    const char **ids = NULL, *between = "";
    char *text = NULL;
    int n = 0;

    text_addf(to, ",\n  \"%s\": [", key);
    for (int z = 0; !c->streamed && row_marked != NULL && z < c->n_zones; z++) {
        if (!row_marked[solve_case_row(c, z)]) continue;
        text_add(to, between);
        text_add_json(to, c->zone_id[z]);
        between = ", ";
    }
    if (c->streamed && any(row_marked, c->reach->n_zones))
        TRY(solve_stream_ids(c, row_marked, &ids, &n, &text, err));
    for (int k = 0; k < n; k++) {
        text_add(to, k > 0 ? ", " : "");
        text_add_json(to, ids[k]);
    }
    text_add(to, "]");
    free(ids);
    free(text);
    return ERR_OK;
}

/* Weight of a zone covered in part; with phases from the one on in which a site in reach opens.
 */
static double weight_covered(const struct solve_case *c, int z, double part,
                             const struct placement_plan *plan)
{
    const struct reach *r = c->reach;
    double sum = 0;

    if (c->phase_weight == NULL) return c->weight[z] * part;
    for (int phase = 0; phase < c->n_phases; phase++) {
        bool covered = false;

        for (int k = r->row_start[z]; k < r->row_start[z + 1] && !covered; k++)
            covered = plan->open[r->site[k]] && plan->phase[r->site[k]] <= phase;
        if (covered) sum += c->phase_weight[phase][z];
    }
    return sum;
}

/* New sites by the phase in which they open. */
static void add_phases(struct text *to, const struct solve_case *c,
                       const struct placement_plan *plan)
{
    text_add(to, ",\n  \"phases\": [");
    for (int phase = 0; phase < c->n_phases && plan->phase != NULL; phase++) {
        const char *between = "";

        text_add(to, phase > 0 ? ", [" : "[");
        for (int s = 0; s < c->n_sites; s++) {
            if (!plan->open[s] || c->status[s] == SITE_EXISTING || plan->phase[s] != phase)
                continue;
            text_add(to, between);
            text_add_json(to, c->site_id[s]);
            between = ", ";
        }
        text_add(to, "]");
    }
    text_add(to, "]");
}

/* Weight of all zones, and of what the plan covers of it; in the order of the ids where sums
 * are not exact. */
static void add_up(const struct solve_case *c, const struct placement_plan *plan,
                   const double part[], double *total, double *covered)
{
    *total = *covered = 0;
    for (int row = 0; c->streamed && row < c->reach->n_zones; row++) {
        *total += c->row_weight[row];
        *covered += c->row_weight[row] * part[row];
    }
    for (int z = 0; !c->streamed && z < c->n_zones; z++) {
        double of_zone = part[solve_case_row(c, z)];

        *total += c->weight[z];
        if (!c->limited)
            *covered += c->weight[z];
        else if (of_zone > 0)
            *covered += weight_covered(c, z, of_zone, plan);
    }
}

static enum err add_answer(struct text *to, const struct solve_case *c,
                           const struct placement_plan *plan, const double part[],
                           bool uncovered[], struct error *err)
{
    double covered, total;

    add_up(c, plan, part, &total, &covered);
    for (int row = 0; row < c->reach->n_zones; row++)
        /* Without a radius and a table there is nothing to be out of. */
        uncovered[row] = c->limited && !(part[row] > 0);
    text_addf(to, "{\n  \"model\": \"%s\",\n  \"status\": \"%s\",\n  \"stop\": \"%s\"",
              c->request->model->name, status_word[plan->status], stop_word[plan->stop]);
    add_number(to, "objective", plan->objective);
    add_number(to, "bound", plan->bound);
    add_number(to, "gap", plan->gap);
    add_ids(to, "sites", c->n_sites, c->site_id, plan->open);
    text_addf(to, ",\n  \"n_new\": %d", plan->n_new);
    add_number(to, "new_cost", plan->new_cost);
    add_number(to, "covered_weight", covered);
    add_number(to, "total_weight", total);
    TRY(add_zones(to, "uncovered", c, uncovered, err));
    TRY(add_zones(to, "unreachable", c, c->limited ? c->unreachable : NULL, err));
    text_add(to, ",\n  \"reason\": ");
    if (plan->reason.in[LANGUAGE_EN][0] != '\0')
        text_add_json(to, plan->reason.in[LANGUAGE_EN]);
    else
        text_add(to, "null");
    if (c->n_phases > 0) add_phases(to, c, plan);
    text_add(to, "\n}\n");
    return ERR_OK;
}

enum err solve_answer_print(const struct solve_case *c, const struct placement_plan *plan,
                            FILE *stream, struct error *err)
{
    bool *uncovered = NULL;
    double *part = NULL;
    struct text to = {0};
    char *json = NULL;
    enum err code = solve_case_parts(c, plan->open, &part, err);

    if (code == ERR_OK) uncovered = calloc((size_t)c->reach->n_zones + 1, sizeof *uncovered);
    if (code == ERR_OK && uncovered == NULL) code = error_nomem(err, "the answer");
    if (code == ERR_OK) code = add_answer(&to, c, plan, part, uncovered, err);
    free(part);
    free(uncovered);
    if (code == ERR_OK && (json = text_take(&to)) == NULL)
        code = error_nomem(err, "the answer");
    text_clear(&to);
    if (code != ERR_OK) return code;
    fputs(json, stream);
    free(json);
    return ERR_OK;
}
