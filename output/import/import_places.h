/* import_places.h - places of a map as a table of sites: those of some types, in degrees of
 * WGS 84, each told in which area it lies. */
#ifndef CHARGEPLAN_OUTPUT_IMPORT_PLACES_H
#define CHARGEPLAN_OUTPUT_IMPORT_PLACES_H

#include "scenarios/table.h"

/* What is asked; texts NULL where not said. All borrowed. */
struct import_places {
    const char *file, *layer, *encoding, *crs, *x, *y;
    int coordinates;
    const char *filter;            /* 'type = parking | fuel' */
    const char *boundary;          /* file of polygons: what lies outside is left out */
    const char *areas, *area_name; /* file and column of polygons: a column `area` more */
    bool once;                     /* of places at the same spot the first alone */
    const char *output;
};

struct import_places_told {
    int n, n_outside, n_again, n_arealess;
};

/* Writes the places with all their columns and lon, lat (x, y in a plane), area. Errors:
 * ERR_USAGE, ERR_DATA, ERR_IO, ERR_NOMEM. */
enum err import_places(const struct import_places *asked, struct import_places_told *told,
                       struct error *err);

#endif
