/* gdal_shape.h - shapes of plain records as geometries of GDAL. Used by the gdal_*.c. */
#ifndef CHARGEPLAN_SCENARIOS_GEODATA_GDAL_SHAPE_H
#define CHARGEPLAN_SCENARIOS_GEODATA_GDAL_SHAPE_H

#include "scenarios/geodata_out.h"

/* wkbPoint, wkbPolygon, wkbMultiPolygon (for all rows, where one has two outer rings),
 * wkbMultiLineString or wkbNone of OGRwkbGeometryType. */
unsigned gdal_shape_type(const struct geodata_out_layer *layer);

/* Gives a feature, an OGRFeatureH, the shape of a row. False: out of memory. */
bool gdal_shape_set(void *feature, const struct geodata_out_layer *layer, int row);

#endif
