/* placement_mip.h - the exact way that every model with a build() has: GLPK's branch and bound
 * on the formulation, from a good plan, what comes out checked and pruned.
 *
 * Slower than an engine of a model's own, and the last resort of those: it takes every side
 * constraint that build() writes down. */
#ifndef CHARGEPLAN_MODEL_PLACEMENT_MIP_H
#define CHARGEPLAN_MODEL_PLACEMENT_MIP_H

#include "model/placement/placement.h"

/* What a model knows of its own; all may be nothing. */
struct placement_mip {
    double step;       /* objectives of two plans differ by a multiple of it; 0: unknown */
    const bool *start; /* [n_sites] a good plan; NULL: the engine looks for one */
    bool cuts;         /* GLPK's general cuts at the nodes */
    /* Takes from the columns what `open` does not tell, for a model with more than x_s; false:
     * they break a limit by more than rounding, another plan is due. NULL: nothing to take */
    bool (*read)(const struct placement_input *in, const double value[],
                 struct placement_plan *plan);
    double deadline; /* cover_clock(); 0: that of in->limits, from now on */
};

/* Solves in->... by model->build(), in->limits honoured; `how` may be NULL. Side constraints
 * that no plan can keep are found and told first. A plan is pruned by worth() unless `read` is
 * given. Errors: ERR_SOLVER, ERR_NOMEM. */
enum err placement_mip_solve(const struct placement_model *model,
                             const struct placement_input *in, const struct placement_mip *how,
                             struct placement_plan *plan, struct error *err);

/* Closes candidates, dearest first, without which the plan is worth no less. */
void placement_mip_prune(const struct placement_model *model, const struct placement_input *in,
                         bool open[]);

#endif
