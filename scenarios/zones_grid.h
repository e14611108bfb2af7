/* zones_grid.h - a grid in place of coarse polygons. Used by zones_area.c. */
#ifndef CHARGEPLAN_SCENARIOS_ZONES_GRID_H
#define CHARGEPLAN_SCENARIOS_ZONES_GRID_H

#include "scenarios/city.h"

/* Where zones.regrid_m is set: squares or hexagons take the place of the polygons. Weights
 * and observed energy are spread by area, so that their sums stay; a cell has the home access
 * that its residents have on average, and core, class, reach and district of the polygon that
 * covers most of it. Its id is "r12c7", counted from the north-west; its place the centre of
 * what polygons cover of it. Errors: ERR_DATA, ERR_NOMEM. */
enum err zones_grid(struct city *city, const struct scenario *scenario, struct error *err);

#endif
