/* operation_case_parts.h - the parts that operation_case_create() fills, one after the other;
 * private to it. All fill `in` from network n of a run; what they own is freed with the input.
 * Errors of all: ERR_NOMEM. */
#ifndef CHARGEPLAN_SIM_OPERATION_CASE_PARTS_H
#define CHARGEPLAN_SIM_OPERATION_CASE_PARTS_H

#include "sim/operation/operation_case.h"

/* Places, pools and groups, of open sites that serve the public. */
enum err operation_case_pools(struct operation_input *in, const struct run *run,
                              const struct network *n, struct error *err);

/* Who reaches which pool, and the network's assignment with choice plan. After the pools. */
enum err operation_case_reach(struct operation_input *in, const struct run *run,
                              const struct network *n, struct error *err);

/* Streams, profiles, vehicles and the zones' home access. */
enum err operation_case_drivers(struct operation_input *in, const struct run *run,
                                const struct network *n, struct error *err);

#endif
