/* placement_why.c - limits left out one by one. */
#include "model/placement/placement_why.h"

#include <math.h>

#include "model/cover/cover.h"

/* Steps of a search that only has to find some plan. */
enum { MOST_WORK = 3000 };

/* One limit less. False: it was not set. */
static bool relax(struct placement_input *in, enum message limit)
{
    bool set = true;

    if (limit == MSG_LIMIT_SPACING) {
        set = in->too_near != NULL;
        in->too_near = NULL;
    } else if (limit == MSG_LIMIT_DISTRICTS) {
        set = in->min_per_district > 0 && in->site_district != NULL;
        in->min_per_district = 0;
    } else if (limit == MSG_LIMIT_P) {
        set = in->p >= 0;
        in->p = -1;
    } else {
        set = !isinf(in->budget);
        in->budget = INFINITY;
    }
    return set;
}

enum err placement_why(const struct placement_model *model, const struct placement_input *in,
                       double deadline, struct placement_plan *plan, struct error *err)
{
    static const enum message limits[] = {MSG_LIMIT_SPACING, MSG_LIMIT_DISTRICTS, MSG_LIMIT_P,
                                          MSG_LIMIT_BUDGET};
    enum message fault[2] = {limits[0], limits[0]};
    int n = 0;

    for (int k = 0; k < 4 && n < 2; k++) {
        struct placement_plan trial = {.objective = NAN, .bound = NAN, .gap = NAN};
        struct placement_input less = *in;
        enum err code;

        if (!relax(&less, limits[k])) continue;
        if (!isinf(deadline)) less.limits.time_limit_s = deadline - cover_clock();
        if (!isinf(deadline) && less.limits.time_limit_s <= 1e-3) return ERR_OK;
        less.limits.gap = 1e300;
        less.limits.log = NULL;
        if (less.limits.work_limit <= 0 || less.limits.work_limit > MOST_WORK)
            less.limits.work_limit = MOST_WORK;
        code = model->solve(&less, &trial, err);
        if (code == ERR_OK && trial.open != NULL) fault[n++] = limits[k];
        placement_plan_clear(&trial);
        if (code != ERR_OK) return code;
    }
    if (n == 1) said_set(&plan->reason, MSG_WHY_NO_PLAN_BUT, said_word(fault[0]));
    if (n == 2)
        said_set(&plan->reason, MSG_WHY_NO_PLAN_TWO, said_word(fault[0]), said_word(fault[1]));
    return ERR_OK;
}
