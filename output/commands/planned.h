/* planned.h - what the commands that make a plan tell of it alike. */
#ifndef CHARGEPLAN_OUTPUT_PLANNED_H
#define CHARGEPLAN_OUTPUT_PLANNED_H

#include "sim/run.h"

/* Exit status by the plan alone: done, infeasible, or stopped by a limit of time. */
int planned_status(const struct run *run);

/* Warnings on stderr: those of the run, then gaps that are wider than was asked for. */
void planned_warn(const struct run *run);

#endif
