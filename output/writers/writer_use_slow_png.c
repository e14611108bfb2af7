/* writer_use_slow_png.c - the simulated use of slow charging as a map. */
#include "output/map/map_use.h"
#include "output/writers/writer.h"

static enum err write_alone(const struct run *run, FILE *stream, struct error *err)
{
    return map_use_write(run, SLOW, stream, err);
}

static enum err write_use(const struct run *run, struct map_kept *maps, FILE *stream,
                          struct error *err)
{
    return map_kept_write(maps, run, KEPT_USE_SLOW, stream, err);
}

static bool is_wanted(const struct run *run)
{
    return map_use_wanted(run, SLOW);
}

const struct writer writer_use_slow_png = {
    .name = "use_slow_png",
    .file = "use_slow.png",
    .summary =
        "with simulation: map of slow stations by the drivers that they do not serve in time, "
        "and of zones by drivers not served",
    .write = write_alone,
    .write_maps = write_use,
    .wanted = is_wanted,
    .of_simulation = true,
};
