/* audit_guard.h - whether a reading that fits better is to be believed. */
#ifndef CHARGEPLAN_SCENARIOS_AUDIT_GUARD_H
#define CHARGEPLAN_SCENARIOS_AUDIT_GUARD_H

#include "scenarios/areas/polygon_index.h"
#include "scenarios/audit_place.h"

/* False where the places of a file seem to go on beyond the areas, so that a shift brings some
 * in whatever the datum: where under `pair` more than half as many lie just outside (within
 * 1,200 m, seen from 16 points around) as under the declared pair; or where twice the shift
 * gains a quarter as much again. Both shares are assumed. */
bool audit_guard(const struct polygon_index *areas, const struct audit_declared *declared,
                 int pair, int n, const struct lonlat at[]);

#endif
