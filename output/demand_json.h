/* demand_json.h - plan.json's figures of demand: by layer, from the grid, and the bridge to the
 * plans' ratio. */
#ifndef CHARGEPLAN_OUTPUT_DEMAND_JSON_H
#define CHARGEPLAN_OUTPUT_DEMAND_JSON_H

#include "output/json.h"
#include "sim/run.h"

/* Members of a year's object: public energy by service and layer, all energy from the grid. */
void demand_json_year(const struct run *run, int year_index, struct json *j);

/* The member "bridge": all who are counted, by year, count and ratio; bridge.csv has the
 * classes too. Errors: ERR_NOMEM. */
enum err demand_json_bridge(const struct run *run, struct json *j, struct error *err);

#endif
