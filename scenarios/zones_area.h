/* zones_area.h - what the zones' areas give: a grid in place of coarse polygons, residents from
 * a raster, districts, the study area. Used by zones.c. */
#ifndef CHARGEPLAN_SCENARIOS_ZONES_AREA_H
#define CHARGEPLAN_SCENARIOS_ZONES_AREA_H

#include "scenarios/city.h"

/* Polygons become a grid (zones.regrid_m), zones outside the boundary are left out, rasters are
 * summed, districts joined, in this order. On failure the city is fit only for city_free().
 * Errors: ERR_DATA, ERR_IO, ERR_NOMEM. */
enum err zones_area(struct city *city, const struct scenario *scenario, struct error *err);

/* The zones' polygons, or the rectangles of their cells. Own them: polygons_clear(out).
 * ERR_DATA where zones are points; `why` says what asks for areas. ERR_NOMEM. */
enum err zones_polygons(const struct city *city, const char *why, struct polygons *out,
                        struct error *err);

#endif
