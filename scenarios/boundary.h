/* boundary.h - the study area: what lies outside it is left out. */
#ifndef CHARGEPLAN_SCENARIOS_BOUNDARY_H
#define CHARGEPLAN_SCENARIOS_BOUNDARY_H

#include "scenarios/city.h"

/* Leaves out the zones whose point lies outside boundary.file, with a warning, and keeps the
 * area in the city. On failure the city is fit only for city_free(). Errors: ERR_DATA (none is
 * left), ERR_IO, ERR_NOMEM. */
enum err boundary_zones(struct city *city, const struct scenario *scenario, struct error *err);

/* Leaves out the sites outside it where nothing stands yet (candidate, forbidden); stations
 * that stand, or have to, may serve from outside. Errors: ERR_NOMEM. */
enum err boundary_sites(struct city *city, struct error *err);

#endif
