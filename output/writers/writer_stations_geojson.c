/* writer_stations_geojson.c - the rows of stations.csv for web maps. */
#include "output/gis/gis_json.h"
#include "output/writers/writer.h"

static enum err write_stations(const struct run *run, FILE *stream, struct error *err)
{
    return gis_json_file(run, GIS_STATIONS, stream, err);
}

static bool is_wanted(const struct run *run)
{
    return run->scenario->report.geojson;
}

const struct writer writer_stations_geojson = {
    .name = "stations_geojson",
    .file = "stations.geojson",
    .summary = "the rows of stations.csv with their places, for web maps",
    .write = write_stations,
    .wanted = is_wanted,
};
