/* writer_use_fast_png.c - the simulated use of fast charging as a map. */
#include "output/map/map_use.h"
#include "output/writers/writer.h"

static enum err write_alone(const struct run *run, FILE *stream, struct error *err)
{
    return map_use_write(run, FAST, stream, err);
}

static enum err write_use(const struct run *run, struct map_kept *maps, FILE *stream,
                          struct error *err)
{
    return map_kept_write(maps, run, KEPT_USE_FAST, stream, err);
}

static bool is_wanted(const struct run *run)
{
    return map_use_wanted(run, FAST);
}

const struct writer writer_use_fast_png = {
    .name = "use_fast_png",
    .file = "use_fast.png",
    .summary =
        "with simulation: map of fast stations by the drivers that they do not serve in time, "
        "and of zones by drivers not served",
    .write = write_alone,
    .write_maps = write_use,
    .wanted = is_wanted,
    .of_simulation = true,
};
