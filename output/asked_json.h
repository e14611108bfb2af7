/* asked_json.h - what the rules ask for, and figures of the plans beside it, as parts of
 * plan.json. */
#ifndef CHARGEPLAN_OUTPUT_ASKED_JSON_H
#define CHARGEPLAN_OUTPUT_ASKED_JSON_H

#include "output/json.h"
#include "sim/run.h"

/* Adds "requirements": [...] and "beside": [...] to an open object. */
void asked_json(const struct run *run, struct json *j);

#endif
