/* judged_json.h - the sheet of the rules as JSON: the same keys as the columns of rules.csv. */
#ifndef CHARGEPLAN_OUTPUT_JUDGED_JSON_H
#define CHARGEPLAN_OUTPUT_JUDGED_JSON_H

#include "output/json.h"
#include "sim/run.h"

/* Adds "rules": [...] to an object that is open. */
void judged_json(const struct run *run, struct json *j);

#endif
