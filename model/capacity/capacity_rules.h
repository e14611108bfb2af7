/* capacity_rules.h - limits on sets of sites as rows; private to the capacity_*.c files. */
#ifndef CHARGEPLAN_MODEL_CAPACITY_RULES_H
#define CHARGEPLAN_MODEL_CAPACITY_RULES_H

#include "model/capacity/capacity.h"

/* Rules over the free sites: the budget (what is left of it; INFINITY: none), the total
 * capacity, districts, and spacing as sets of which one site may be open. Each is divided by
 * its largest value. Errors: ERR_NOMEM. */
enum err capacity_rules_fill(struct capacity *c, double budget, struct error *err);

#endif
