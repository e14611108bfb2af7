/* milp_fence.h - the one place that includes GLPK's header; for milp.c and lp.c only. */
#ifndef CHARGEPLAN_MODEL_MILP_FENCE_H
#define CHARGEPLAN_MODEL_MILP_FENCE_H

#include <glpk.h>

#include "scenarios/error.h"

/* Runs one piece of GLPK work. When GLPK aborts, its environment is freed, with every problem
 * of this thread in it, and the abort becomes ERR_SOLVER. */
enum err milp_fence(void (*work)(void *context), void *context, struct error *err);
/* How often the environment of this thread was freed: problems of an earlier one are gone. */
int milp_fence_generation(void);

#endif
