/* gis_json.h - a layer as GeoJSON (RFC 7946): degrees on WGS 84, right-hand rule. */
#ifndef CHARGEPLAN_OUTPUT_GIS_GIS_JSON_H
#define CHARGEPLAN_OUTPUT_GIS_GIS_JSON_H

#include <stdio.h>

#include "output/gis/gis.h"

/* One line a feature; coordinates in 7 decimals (1 cm), figures as short as they read back. The
 * city is geographic. Errors: ERR_NOMEM; those of the stream stick there. */
enum err gis_json_write(FILE *stream, const struct geodata_out_layer *layer, struct error *err);

/* The whole file of one layer of a run. Errors: ERR_NOMEM. */
enum err gis_json_file(const struct run *run, enum gis_which which, FILE *stream,
                       struct error *err);

#endif
