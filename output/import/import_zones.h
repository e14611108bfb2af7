/* import_zones.h - zones made from an area: a grid, residents from a raster or from coarse
 * zones, districts. What zones.regrid_m, night_raster and districts.file do in a scenario,
 * written as a file. */
#ifndef CHARGEPLAN_OUTPUT_IMPORT_ZONES_H
#define CHARGEPLAN_OUTPUT_IMPORT_ZONES_H

#include "scenarios/scenario.h"

/* What is asked; texts NULL where not said. All borrowed. */
struct import_zones {
    const char *area; /* file of polygons */
    const char *layer, *encoding, *crs, *filter;
    int coordinates; /* of the area */
    double side_m;   /* NAN: the polygons stay as they are */
    enum grid_shape shape;
    const char *weight;                     /* column that is spread by area */
    const char *raster;                     /* GeoTIFF that is summed */
    const char *id;                         /* column of the polygons' id; NULL: fid */
    const char *district;                   /* column of the polygons that names the district */
    const char *districts, *districts_name; /* file and column of other polygons */
    const char *output;
};

/* Writes the zones with id, lon and lat (x and y in a plane), people where they are known,
 * district, area_km2. Warnings go to stderr. *n receives their number. Errors: ERR_USAGE,
 * ERR_DATA, ERR_IO, ERR_NOMEM. */
enum err import_zones(const struct import_zones *asked, int *n, struct error *err);

#endif
