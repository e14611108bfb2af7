/* simulate_serve.h - who is served by a network whose chargers are given, as rule_then_serve
 * assigns it: the most energy within the sizing targets. A plan's file does not hold its own
 * assignment; this one serves as much. Private to sim/. */
#ifndef CHARGEPLAN_SIM_SIMULATE_SERVE_H
#define CHARGEPLAN_SIM_SIMULATE_SERVE_H

#include "sim/run.h"

/* The ground with its year's demand. Own it: network_free(*out). Errors: ERR_SOLVER, ERR_NOMEM,
 * ERR_INTERRUPTED. */
enum err simulate_serve(struct network **out, const struct run *run,
                        const struct network *ground, struct error *err);

#endif
