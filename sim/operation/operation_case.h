/* operation_case.h - the simulation's input from a scenario, its demand and what stands. */
#ifndef CHARGEPLAN_SIM_OPERATION_CASE_H
#define CHARGEPLAN_SIM_OPERATION_CASE_H

#include "sim/run.h"

/* Drivers and stations of network k of a run, in the demand of its year: zones as they are,
 * pools of open sites that serve the public, the assignment of the network. Own it, or hand it
 * to operation_create(): operation_input_clear(*out), free(*out). Errors: ERR_DATA (too many
 * outlets), ERR_NOMEM. */
enum err operation_case_create(struct operation_input **out, const struct run *run, int k,
                               struct error *err);

/* Are the outlets of a network as few as can be simulated? A mistake in a number of chargers is
 * to be told before it takes all time and memory. Errors: ERR_DATA. */
enum err operation_case_check(const struct run *run, const struct network *n,
                              struct error *err);

/* Replications, their limit and target as the scenario asks. */
struct replications_params operation_case_replications(const struct scenario *s,
                                                       bool keep_partial);

#endif
