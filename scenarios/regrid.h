/* regrid.h - cells of the zones' file, divided into smaller zones.
 *
 * A cell as large as a radius makes cover measured at its centre meaningless. Nothing is known
 * of where people live inside a cell, so its weights are spread evenly over it. */
#ifndef CHARGEPLAN_SCENARIOS_REGRID_H
#define CHARGEPLAN_SCENARIOS_REGRID_H

#include "scenarios/city.h"

/* Zones that a city may be divided into. A run of Shenzhen takes 131 MB with 61,200 zones and
 * 472 MB with 381,495 (2,524 sites, 75 m), 1.1 kB a zone: 500,000 take some 0.6 GB. */
enum { REGRID_MAX = 500000 };

/* Divides every zone into the fewest equal rows and columns whose sides are at most side_m
 * metres; NAN or 0 divides nothing. Cells in degrees are divided in degrees. Each part has its
 * share of the weights and everything else of its cell; its id is that of the cell with "-r2c3"
 * behind it, counted from the north-west. A cell that stays whole keeps its id; one without
 * weight stays whole unless it is core: nobody is there to be reached. On failure the city is
 * half divided and fit only for city_free(). Errors: ERR_DATA, ERR_NOMEM. */
enum err regrid_zones(struct city *city, double side_m, struct error *err);

/* Degrees that a length takes, to the east or to the north around a place. */
double regrid_degrees(double length_m, double lon, double lat, bool east);

#endif
