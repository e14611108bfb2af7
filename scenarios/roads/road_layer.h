/* road_layer.h - streets from a layer of lines: Shapefile, GeoPackage, GeoJSON. */
#ifndef CHARGEPLAN_SCENARIOS_ROADS_ROAD_LAYER_H
#define CHARGEPLAN_SCENARIOS_ROADS_ROAD_LAYER_H

#include "scenarios/roads/road_draft.h"

/* The streets that roads.filter takes, with the columns that section roads names. Where lines
 * have a point in common, by the file's own numbers, streets meet. Own it: road_draft_clear().
 * Errors: ERR_DATA (file and feature at fault), ERR_IO, ERR_NOMEM. */
enum err road_layer_read(struct road_draft *out, const struct road_source *source,
                         struct error *err);

#endif
