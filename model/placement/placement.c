/* placement.c - the list of models, and the check that every plan passes. */
#include "model/placement/placement.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "model/cover/cover.h"
#include "model/milp.h"

volatile sig_atomic_t placement_interrupted;

static const struct placement_model *const models[] = {
#define PLACEMENT_MODEL(name) &placement_##name,
#include "model/placement/placement_list.h"
#undef PLACEMENT_MODEL
};

int placement_n_models(void)
{
    return (int)(sizeof models / sizeof models[0]);
}

const struct placement_model *placement_model_at(int k)
{
    return models[k];
}

const struct placement_model *placement_find(const char *name)
{
    for (int k = 0; k < placement_n_models(); k++)
        if (strcmp(models[k]->name, name) == 0) return models[k];
    return NULL;
}

const char *placement_take_word(int bit)
{
    static const char *const words[] = {
#define PLACEMENT_TAKE_WORD(name, word) word,
        PLACEMENT_TAKES(PLACEMENT_TAKE_WORD)
#undef PLACEMENT_TAKE_WORD
    };

    return words[bit];
}

void placement_plan_clear(struct placement_plan *plan)
{
    free(plan->open);
    free(plan->phase);
    free(plan->served);
    *plan = (struct placement_plan){0};
}

/* What the solver claims against what the plan is worth by itself. */
static enum err check(const struct placement_model *model, const struct placement_input *in,
                      const struct placement_plan *plan, struct error *err)
{
    double worth, slack, sum = 0;

    if (plan->open == NULL) {
        if (plan->status == PLAN_OPTIMAL || plan->status == PLAN_FEASIBLE)
            return error_set(err, ERR_SOLVER, "%s: a status without its plan", model->name);
        return ERR_OK;
    }
    worth = model->worth(in, plan->open);
    for (int z = 0; z < in->reach->n_zones; z++)
        sum += in->weight[z];
    slack = 1e-9 * fmax(fabs(worth), model->maximise ? sum : fabs(worth));
    if (!(fabs(worth - plan->claim) <= slack) || !(fabs(worth - plan->objective) <= slack))
        return error_set(err, ERR_SOLVER,
                         "%s: the solver claims %.17g, but its plan is worth %.17g",
                         model->name, plan->claim, worth);
    if (model->maximise ? worth > plan->bound + slack : worth < plan->bound - slack)
        return error_set(err, ERR_SOLVER, "%s: the plan is worth %.17g, beyond its bound %.17g",
                         model->name, worth, plan->bound);
    return ERR_OK;
}

enum err placement_solve(const struct placement_model *model, const struct placement_input *in,
                         struct placement_plan *plan, struct error *err)
{
    struct placement_plan found = {.objective = NAN, .bound = NAN, .gap = NAN};
    enum err code = model->solve(in, &found, err);

    if (code == ERR_OK) code = check(model, in, &found, err);
    if (code != ERR_OK) {
        placement_plan_clear(&found);
        return code;
    }
    if (found.status == PLAN_UNKNOWN && found.reason.in[0][0] == '\0')
        said_plain(&found.reason, MSG_WHY_LIMIT);
    *plan = found;
    return ERR_OK;
}

/* The same problem with one zone for all zones of equal sites. */
static enum err merge(const struct placement_input *in, struct reach **rows, double weight[],
                      struct error *err)
{
    const struct reach *r = in->reach;
    size_t n = (size_t)r->n_zones + 1;
    struct cover_draft d = {
        .n_elements = r->n_zones, .row_start = r->row_start, .site = r->site};
    int *keeper = malloc(n * sizeof *keeper), *row = malloc(n * sizeof *row);
    struct reach *to = calloc(1, sizeof *to);
    enum err code = ERR_OK;

    if (to != NULL) {
        to->n_sites = r->n_sites;
        to->row_start = calloc(n, sizeof(int));
        to->site = malloc(((size_t)r->row_start[r->n_zones] + 1) * sizeof(int));
    }
    if (keeper == NULL || row == NULL || to == NULL || to->row_start == NULL ||
        to->site == NULL)
        code = error_nomem(err, "merging zones");
    if (code == ERR_OK) code = cover_find_equal(&d, keeper, err);
    for (int z = 0; code == ERR_OK && z < r->n_zones; z++) {
        int k = to->n_zones, length = r->row_start[z + 1] - r->row_start[z];

        if (keeper[z] != z) {
            weight[row[keeper[z]]] += in->weight[z];
            continue;
        }
        row[z] = k;
        weight[k] = in->weight[z];
        memcpy(to->site + to->row_start[k], r->site + r->row_start[z],
               (size_t)length * sizeof(int));
        to->row_start[++to->n_zones] = to->row_start[k] + length;
    }
    free(keeper);
    free(row);
    if (code == ERR_OK)
        *rows = to;
    else
        reach_free(to);
    return code;
}

enum err placement_write_lp(const struct placement_model *model,
                            const struct placement_input *in, const char *path,
                            struct error *err)
{
    struct placement_input small = *in;
    double *weight = calloc((size_t)in->reach->n_zones + 1, sizeof *weight);
    struct reach *rows = NULL;
    struct milp *m = NULL;
    enum err code = weight == NULL ? error_nomem(err, "merging zones") : ERR_OK;

    if (code == ERR_OK && !model->needs_distance) {
        code = merge(in, &rows, weight, err);
        small.reach = rows;
        small.weight = weight;
    }
    if (code == ERR_OK) code = milp_create(model->maximise, &m, err);
    if (code == ERR_OK) {
        model->build(&small, m);
        code = milp_write_lp(m, path, err);
    }
    milp_free(m);
    reach_free(rows);
    free(weight);
    return code;
}
