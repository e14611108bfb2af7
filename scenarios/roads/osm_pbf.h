/* osm_pbf.h - OpenStreetMap's PBF files. Source: https://wiki.openstreetmap.org/wiki/PBF_Format
 */
#ifndef CHARGEPLAN_SCENARIOS_ROADS_OSM_PBF_H
#define CHARGEPLAN_SCENARIOS_ROADS_OSM_PBF_H

#include <stdio.h>

#include "scenarios/roads/osm_take.h"

/* Gives what a file holds to a taker, both times, osm_take_sort() between. A damaged file is
 * ERR_DATA with the block and its byte. ERR_NOMEM. */
enum err osm_pbf_read(struct osm_taker *taker, FILE *file, const char *path, struct error *err);

#endif
