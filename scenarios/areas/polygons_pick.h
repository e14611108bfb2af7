/* polygons_pick.h - some of a set of polygons, in a new order; rectangles as polygons. */
#ifndef CHARGEPLAN_SCENARIOS_AREAS_POLYGONS_PICK_H
#define CHARGEPLAN_SCENARIOS_AREAS_POLYGONS_PICK_H

#include "scenarios/areas/polygons.h"

/* The polygons which[0 .. n - 1] of p. Own them: polygons_clear(out). Errors: ERR_NOMEM. */
enum err polygons_pick(const struct polygons *p, int n, const int which[], struct polygons *out,
                       struct error *err);

/* All of them. Own them. Errors: ERR_NOMEM. */
enum err polygons_copy(const struct polygons *p, struct polygons *out, struct error *err);

/* A rectangle around each centre, w wide and h high in the units of x and y. Own them. */
enum err polygons_of_rectangles(int n, const double x[], const double y[], const double w[],
                                const double h[], bool geographic, struct polygons *out,
                                struct error *err);

#endif
