/* import_urbanev.h - the public data of Shenzhen as a folder with a scenario that runs.
 *
 * Source: UrbanEV (Li et al., Scientific Data 12:523, 2025, doi:10.1038/s41597-025-04874-4). */
#ifndef CHARGEPLAN_OUTPUT_IMPORT_URBANEV_H
#define CHARGEPLAN_OUTPUT_IMPORT_URBANEV_H

#include "scenarios/error.h"

struct import_urbanev_told {
    int n_stations, n_in_zones; /* in the zones once they are WGS 84 */
    int n_unconverted;          /* as the file has them */
    int n_named;                /* in the zone that the file names; 0 where it names none */
    int n_zones;
};

/* Reads inf.csv (or stations.csv) in GCJ-02, SZ_districts.shp, population_cells.csv and
 * places_osm.csv of a folder; makes the folder `output` with stations.csv and zones.gpkg in WGS
 * 84, cells.csv, places.csv and scenario.yaml, complete or not at all. Errors: ERR_DATA,
 * ERR_IO, ERR_NOMEM. */
enum err import_urbanev(const char *folder, const char *output,
                        struct import_urbanev_told *told, struct error *err);

#endif
