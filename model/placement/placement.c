/* placement.c - the list of models, and the check that every plan passes. */
#include "model/placement/placement.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "model/cover/cover.h"
#include "model/milp.h"
#include "model/placement/placement_merge.h"
#include "model/placement/placement_why.h"

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
    if (isinf(plan->claim))
        return error_set(err, ERR_DATA,
                         "%s: the objective is beyond 1.8e308; weights, distances or costs "
                         "have to be smaller, for example in larger units",
                         model->name);
    worth = model->worth_served != NULL ? model->worth_served(in, plan)
                                        : model->worth(in, plan->open);
    if (isinf(worth)) return error_nomem(err, "the check of the plan");
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
    double deadline =
        in->limits.time_limit_s > 0 ? cover_clock() + in->limits.time_limit_s : INFINITY;
    enum err code = model->solve(in, &found, err);

    if (code == ERR_OK && found.vague) code = placement_why(model, in, deadline, &found, err);
    found.vague = false; /* a model that asks another one does not look again */
    if (code == ERR_OK) code = check(model, in, &found, err);
    if (code != ERR_OK) {
        placement_plan_clear(&found);
        return code;
    }
    /* A search that gives up short of the gap has spent its work. */
    if (found.stop == STOP_GAP && !(found.gap <= in->limits.gap * (1 + 1e-9) + 1e-12))
        found.stop = STOP_WORK;
    if (found.status == PLAN_UNKNOWN && found.reason.in[0][0] == '\0')
        said_plain(&found.reason, MSG_WHY_LIMIT);
    *plan = found;
    return ERR_OK;
}

enum err placement_write_lp(const struct placement_model *model,
                            const struct placement_input *in, const char *path,
                            struct error *err)
{
    struct placement_merged small = {0};
    struct milp *m = NULL;
    enum err code = placement_merge(&small, model, in, err);

    if (code == ERR_OK) code = milp_create(model->maximise, &m, err);
    if (code == ERR_OK) {
        model->build(&small.in, m);
        code = milp_write_lp(m, path, err);
    }
    milp_free(m);
    placement_merged_clear(&small);
    return code;
}
