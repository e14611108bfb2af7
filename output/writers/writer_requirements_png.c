/* writer_requirements_png.c - what the rules ask for by district, as a map. */
#include "output/map/map_asked.h"
#include "output/writers/writer.h"

const struct writer writer_requirements_png = {
    .name = "requirements_png",
    .file = "requirements.png",
    .summary = "map of what the rules ask for by district, where no sites are told of",
    .write = map_asked_write,
    .wanted = map_asked_wanted,
};
