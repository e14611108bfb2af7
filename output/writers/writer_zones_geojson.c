/* writer_zones_geojson.c - the rows of zones.csv for web maps. */
#include "output/gis/gis_json.h"
#include "output/writers/writer.h"

static enum err write_zones(const struct run *run, FILE *stream, struct error *err)
{
    return gis_json_file(run, GIS_ZONES, stream, err);
}

static bool is_wanted(const struct run *run)
{
    return run->scenario->report.geojson;
}

const struct writer writer_zones_geojson = {
    .name = "zones_geojson",
    .file = "zones.geojson",
    .summary = "the rows of zones.csv with their places, for web maps",
    .write = write_zones,
    .wanted = is_wanted,
};
