/* writer_demand_day_png.c - where public energy is asked for by day, as a map. */
#include "output/map/map_demand.h"
#include "output/writers/writer.h"

static enum err write_alone(const struct run *run, FILE *stream, struct error *err)
{
    return map_demand_write(run, true, stream, err);
}

static enum err write_demand(const struct run *run, struct map_kept *maps, FILE *stream,
                             struct error *err)
{
    return map_kept_write(maps, run, KEPT_DAY, stream, err);
}

const struct writer writer_demand_day_png = {
    .name = "demand_day_png",
    .file = "demand_day.png",
    .summary = "map of where public energy is asked for by day, roaming included",
    .write = write_alone,
    .write_maps = write_demand,
};
