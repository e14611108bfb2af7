/* judged.h - how a judged rule is said: name, unit, definition, figures as the plans write
 * them. */
#ifndef CHARGEPLAN_OUTPUT_JUDGED_H
#define CHARGEPLAN_OUTPUT_JUDGED_H

#include "sim/run.h"

const char *judged_id(const struct rule_result *r); /* fact id, or "own.<kind>" */
const char *judged_kind(enum rule_kind kind);       /* "core_radius" */
const char *judged_unit(enum rule_kind kind);       /* of target and achieved */
const char *judged_shortfall_unit(enum rule_kind kind);
const char *judged_definition(enum rule_kind kind);       /* what is counted over what */
const char *judged_relation(const struct rule_result *r); /* "<", "<=", ">", ">=" */
const char *judged_strength(enum strength strength);
const char *judged_outcome(enum rule_outcome outcome); /* "met", "not met", "nothing ..." */
const char *judged_meaning(const struct run *run, const struct rule_result *r);

/* Place where the rule fares worst: id of site or zone, else name of district, else "". */
const char *judged_place(const struct run *run, const struct rule_result *r);

/* A figure as people write it: targets "1:7", achieved "7.4:1", "0.90 km", "93.6 %". */
const char *judged_target(const struct run *run, const struct rule_result *r, char *buffer,
                          int size);
const char *judged_achieved(const struct run *run, const struct rule_result *r, double value,
                            char *buffer, int size);

#endif
