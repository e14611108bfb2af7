/* ways_json.h - ways in plan.json: where the streets come from, and straight lines beside them.
 */
#ifndef CHARGEPLAN_OUTPUT_WAYS_JSON_H
#define CHARGEPLAN_OUTPUT_WAYS_JSON_H

#include "output/json.h"
#include "sim/run.h"

/* "streets": file, date, km, counts; nothing where no way goes along streets. */
void ways_json_streets(const struct run *run, struct json *j);

/* "ways" of a state; nothing where all are straight lines:
 *   fast, slow: by ("road", "matrix"), unit ("m", "min"), demand_kwh_per_day,
 *     circle_kwh_per_day (zones in the circle of an open public site), reached_kwh_per_day (by
 *     their ways), circle_only_kwh_per_day and its share of the demand, circle_only_share,
 *     way_only_kwh_per_day (reached, in no circle), way_over_straight (null of minutes)
 *   core: zones and kWh a day within the rule radius, in a straight line and along streets */
void ways_json_state(const struct run *run, int state, struct json *j);

#endif
