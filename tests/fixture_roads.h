/* fixture_roads.h - graphs of made-up streets. */
#ifndef CHARGEPLAN_TESTS_FIXTURE_ROADS_H
#define CHARGEPLAN_TESTS_FIXTURE_ROADS_H

#include "scenarios/roads/roads.h"

/* Both graphs of a dozen ways: junctions with copies, streets left out. Own it: roads_free().
 */
struct roads *fixture_roads(void);

/* Fails the test where a number differs by a bit. */
void fixture_roads_same(const struct roads *a, const struct roads *c);

#endif
