/* audit_place.h - where a place would be if a file were read in another datum.
 *
 * Areas stay where they are, since moving 50,000 of them for each reading takes long; where the
 * areas' file is read in another way, the place moves the opposite way. That is exact for the
 * corners of the areas: corner and place go through the same one-to-one map. Edges are drawn
 * straight before the move instead of after. The shift bends them: that of GCJ-02, whose
 * quickest wave is 13 m high and 37 km long, by less than 1.5 m on 5 km; that of BD-09 (39 m,
 * 13 km) by 1 m on 1 km and 27 m on 5 km, little beside shifts of 500 m and more.
 */
#ifndef CHARGEPLAN_SCENARIOS_AUDIT_PLACE_H
#define CHARGEPLAN_SCENARIOS_AUDIT_PLACE_H

#include "scenarios/audit/audit_fit.h"
#include "scenarios/datum.h"

/* An enum audit_reading. Of degrees; not COORD_METRES. */
int audit_reading_of(int coordinates);
const char *audit_reading_word(int reading); /* as in the scenario: "GCJ02" */
const char *audit_reading_name(int reading); /* as people write it: "GCJ-02" */

/* What is declared of the two files. */
struct audit_declared {
    int areas, places; /* enum audit_reading */
};

/* Where, among areas that stay, the place `at` (WGS 84, by what is declared) lies under a pair
 * of readings; `at` itself under the declared pair. */
struct lonlat audit_place_at(const struct audit_declared *declared, int areas, int places,
                             struct lonlat at);

#endif
