/* zones_raster.h - residents and jobs of the zones from a raster. Used by zones_area.c. */
#ifndef CHARGEPLAN_SCENARIOS_ZONES_RASTER_H
#define CHARGEPLAN_SCENARIOS_ZONES_RASTER_H

#include "scenarios/city.h"

/* Sums the rasters of zones.night_raster and day_raster into the weights, partial cells by area
 * share; without day_raster (and without a column) the layer day is as the layer night. What
 * lies outside the zones, or has no data, is a warning. Errors: ERR_DATA, ERR_IO, ERR_NOMEM. */
enum err zones_raster(struct city *city, const struct scenario *scenario, struct error *err);

#endif
