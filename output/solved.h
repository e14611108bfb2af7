/* solved.h - how a phase ended, in words for files and for readers. */
#ifndef CHARGEPLAN_OUTPUT_SOLVED_H
#define CHARGEPLAN_OUTPUT_SOLVED_H

#include "sim/run.h"

const char *solved_status(enum plan_status status); /* "optimal" */
const char *solved_stop(enum plan_stop stop);       /* "gap" */
bool solved_has_plan(const struct phase *phase);
int solved_year(const struct run *run, const struct phase *phase);

#endif
