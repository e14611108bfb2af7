/* writer_coverage_slow_png.c - the map of slow charging as a picture that says what it shows.
 */
#include "output/map/map_asked.h"
#include "output/map/map_png.h"
#include "output/writers/writer.h"

static enum err write_alone(const struct run *run, FILE *stream, struct error *err)
{
    return map_png_write(run, SLOW, stream, err);
}

static enum err write_coverage_slow(const struct run *run, struct map_kept *maps, FILE *stream,
                                    struct error *err)
{
    return map_kept_write(maps, run, KEPT_SLOW, stream, err);
}

/* Where what the rules ask for is all that is known, another map shows it. */
static bool is_wanted(const struct run *run)
{
    return !map_asked_wanted(run);
}

const struct writer writer_coverage_slow_png = {
    .name = "coverage_slow_png",
    .file = "coverage_slow.png",
    .summary = "map of slow demand, stations, reach of slow chargers and what stays unserved",
    .write = write_alone,
    .write_maps = write_coverage_slow,
    .wanted = is_wanted,
};
