/* audit_guard.h - whether a reading that fits better is to be believed. */
#ifndef CHARGEPLAN_SCENARIOS_AUDIT_GUARD_H
#define CHARGEPLAN_SCENARIOS_AUDIT_GUARD_H

#include "scenarios/areas/polygon_index.h"
#include "scenarios/audit/audit_place.h"

/* False where the places of a file seem to go on beyond the areas, so that a shift brings some
 * in whatever the datum: where under `pair` more places lie just outside (within 2 km, seen
 * from 24 points around) than a quarter of those under the declared pair, or than a twentieth
 * of those inside; or where twice the shift gains a quarter as much again. These shares are
 * assumed, by made cities whose files are what they say they are. */
bool audit_guard(const struct polygon_index *areas, const struct audit_declared *declared,
                 int pair, int n, const struct lonlat at[]);

#endif
