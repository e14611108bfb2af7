/* map_asked.h - what the rules ask for, as a map: a circle for each district, its area as the
 * public chargers asked for (stations, where no ratio is), its colour by the class of zones
 * whose rule that is. For scenarios that tell of no sites, such as the hindcast of a plan. */
#ifndef CHARGEPLAN_OUTPUT_MAP_ASKED_H
#define CHARGEPLAN_OUTPUT_MAP_ASKED_H

#include <stdio.h>

#include "sim/run.h"

/* Is there something to draw: no sites, and rules that ask for chargers or stations? */
bool map_asked_wanted(const struct run *run);

/* A PNG of 150 dpi, report.map_px wide. Errors: ERR_IO, ERR_NOMEM. */
enum err map_asked_write(const struct run *run, FILE *stream, struct error *err);

#endif
