/* coverage_edge.h - when a site reaches a zone: bounds that mostly say it, and the distance
 * itself for pairs at the very edge; private to coverage*.c. */
#ifndef CHARGEPLAN_MODEL_COVERAGE_EDGE_H
#define CHARGEPLAN_MODEL_COVERAGE_EDGE_H

#include <stdbool.h>

#include "model/coverage.h"
#include "model/coverage_grid.h"

struct coverage_edge {
    const struct points *zones, *sites; /* borrowed */
    const double *radius_m;             /* borrowed [n zones] */
    double detour;
    bool strict;
    bool same_radius; /* all zones that have one */
    double extent_m;  /* no coordinate is larger, as places are counted */
};

struct coverage_edge coverage_edge_of(const struct points *zones, const struct points *sites,
                                      const double radius_m[], double detour, bool strict);

/* Squares of chords, as single precision tells them, below which a zone with this radius is
 * surely reached and above which surely not. */
void coverage_edge_bounds(const struct coverage_edge *e, double radius_m, double *in_sq,
                          double *out_sq);

/* By the distance itself. */
bool coverage_edge_reaches(const struct coverage_edge *e, int z, int s);

/* The `<=` or `<` between a way and a radius. */
bool coverage_within(bool strict, double way_m, double radius_m);

enum err coverage_too_many_pairs(struct error *err);

#endif
