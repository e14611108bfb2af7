/* placement_settings.c - see placement_settings.h */
#include "model/placement/placement_settings.h"

#include <stdio.h>
#include <string.h>

#include "model/placement/placement.h"

/* A setting that was given, and the models that read it. */
struct given {
    const char *path;
    unsigned take;
    bool given;
};

/* "mclp, pmedian and pcenter": the models that take something. */
static void list_models(unsigned take, char *list, size_t size)
{
    const char *name[32];
    size_t at = 0;
    int n = 0;

    list[0] = '\0';
    for (int k = 0; k < placement_n_models() && n < 32; k++)
        if ((placement_model_at(k)->takes & take) != 0) name[n++] = placement_model_at(k)->name;
    for (int k = 0; k < n && at < size; k++)
        at += (size_t)snprintf(list + at, size - at, "%s%s",
                               k == 0       ? ""
                               : k == n - 1 ? " and "
                                            : ", ",
                               name[k]);
}

static void check_takes(const struct scenario *s, const struct placement_model *model,
                        struct problems *problems)
{
    const struct placement_params *p = &s->placement;
    const struct given all[] = {
        {"placement.p", TAKE_P | TAKE_PHASES, p->p > 0 && !model->sizes_stations},
        {"placement.budget", TAKE_BUDGET, p->budget.n > 0 && !model->sizes_stations},
        {"placement.objective", TAKE_OBJECTIVE, p->objective == OBJECTIVE_COST},
        {"placement.cover_share", TAKE_COVER_SHARE, p->cover_share < 1},
        {"placement.radius2_km", TAKE_RADIUS2, p->radius2_km > 0},
        {"placement.twice_share", TAKE_TWICE_SHARE,
         p->twice_share < 0.5 || p->twice_share > 0.5},
        {"placement.single_source", TAKE_SINGLE_SOURCE, p->single_source},
        {"placement.serving_cost", TAKE_SERVE_COST, p->serving_cost > 0},
    };

    for (size_t k = 0; k < sizeof all / sizeof all[0]; k++) {
        char models[256];

        if (!all[k].given || (model->takes & all[k].take) != 0) continue;
        list_models(all[k].take, models, sizeof models);
        scenario_problem(s, problems, all[k].path, "%s does not read it, only %s; leave it out",
                         model->name, models);
    }
    if (p->radius2_km > 0 && (model->takes & TAKE_COVER_SHARE) != 0 && p->cover_share >= 1)
        scenario_problem(s, problems, "placement.radius2_km",
                         "%s reads it only where cover_share is below 1", model->name);
}

void placement_settings_check(const struct scenario *s, struct problems *problems)
{
    const struct placement_params *p = &s->placement;
    const struct placement_model *model =
        p->model != NULL && scenario_builds(s) ? placement_find(p->model) : NULL;
    unsigned has = (p->p > 0 ? TAKE_P | TAKE_PHASES : 0) | (p->budget.n > 0 ? TAKE_BUDGET : 0);

    if (model == NULL || problems_about(problems, "placement")) return;
    check_takes(s, model, problems);
    if (model->needs_one_of != 0 && (model->needs_one_of & has) == 0)
        scenario_problem(s, problems, "placement.model", "%s needs placement.p%s", model->name,
                         (model->needs_one_of & TAKE_BUDGET) != 0 ? ", placement.budget or both"
                                                                  : "");
}
