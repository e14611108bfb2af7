/* sweep_list.h - `chargeplan sweep --list`: the cases of a sweep before anything runs. */
#ifndef CHARGEPLAN_OUTPUT_SWEEP_LIST_H
#define CHARGEPLAN_OUTPUT_SWEEP_LIST_H

#include "scenarios/text.h"
#include "sim/cases.h"

/* One line per case: id, name, settings that differ; the count last. */
void sweep_list_put(struct text *to, const struct sweep_cases *cases);
/* The same as a JSON object. */
void sweep_list_put_json(struct text *to, const struct sweep_cases *cases);

#endif
