/* writer_demand_night_png.c - where public energy is asked for by night, as a map. */
#include "output/map/map_demand.h"
#include "output/writers/writer.h"

static enum err write_alone(const struct run *run, FILE *stream, struct error *err)
{
    return map_demand_write(run, false, stream, err);
}

static enum err write_demand(const struct run *run, struct map_kept *maps, FILE *stream,
                             struct error *err)
{
    return map_kept_write(maps, run, KEPT_NIGHT, stream, err);
}

const struct writer writer_demand_night_png = {
    .name = "demand_night_png",
    .file = "demand_night.png",
    .summary = "map of where public energy is asked for by night",
    .write = write_alone,
    .write_maps = write_demand,
};
