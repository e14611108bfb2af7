/* osm_xml.h - OpenStreetMap's XML files. Source: https://wiki.openstreetmap.org/wiki/OSM_XML */
#ifndef CHARGEPLAN_SCENARIOS_ROADS_OSM_XML_H
#define CHARGEPLAN_SCENARIOS_ROADS_OSM_XML_H

#include <stdio.h>

#include "scenarios/roads/osm_take.h"

/* Gives what a file holds to a taker, both times, osm_take_sort() between. Objects that an
 * editor marked as deleted are passed over. A file that is damaged, or no OSM file, is ERR_DATA
 * with the line. ERR_NOMEM. */
enum err osm_xml_read(struct osm_taker *taker, FILE *file, const char *path, struct error *err);

#endif
