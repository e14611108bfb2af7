/* road_key.h - the name of a kept graph: SHA-256 of all that it depends on. */
#ifndef CHARGEPLAN_SCENARIOS_ROADS_ROAD_KEY_H
#define CHARGEPLAN_SCENARIOS_ROADS_ROAD_KEY_H

#include "scenarios/roads/roads.h"
#include "scenarios/sha256.h"

/* Content of the file, settings of the section roads that say how it is read, the first year of
 * the study, the box, and the sources of this folder of the program. False where there is none
 * (the file was not hashed, out of memory). */
bool road_key(char hex[SHA256_HEX], const struct scenario *scenario, const struct road_box *box,
              bool geographic);

/* Is the file of the streets still the one that was hashed? */
bool road_key_holds(const struct scenario *scenario);

#endif
