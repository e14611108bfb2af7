/* ready.h - the arithmetic of building rules: which share of the bays of a building is built
 * (has a charger) or ready (built or prepared) in a year, and how shares become whole bays.
 *
 * A prepared bay is no charger (G15-RULE-RES, G15-RULE-PUB: "built with charging or prepared
 * for it"). With b built and r ready when the rule begins to hold, and a build-out of q a year,
 * after t years
 *
 *   ready(t) = r,   built(t) = b + (r - b) min(1, q t)                                     (1)
 *
 * The rule begins when a new building opens, and in an existing one in the first year of the
 * study. */
#ifndef CHARGEPLAN_MODEL_PARKING_READY_H
#define CHARGEPLAN_MODEL_PARKING_READY_H

#include "scenarios/scenario.h"

struct ready_share {
    double built, ready; /* 0 <= built <= ready <= 1 */
};

/* (1) of a type of building, `years` >= 0 after its rule begins. */
struct ready_share ready_at(const struct building_type *b, bool is_new, double years);

/* Whole numbers of many rows, one after another, whose sum over the rows so far is the sum of
 * their targets rounded up, as far as `had` and `most` of the rows allow.
 *
 *   lead    what the rows before have above their targets, in [0, 1); 0 before the first
 *   target  >= 0, what the row should have
 *   had     what it has already; never less
 *   most    never more; >= had
 *   returns the whole number of the row; *lead is brought up to date */
int ready_whole(double *lead, double target, int had, int most);

#endif
