/* module.c - the functions that the program finds by name when it opens the module. */
#include "scenarios/geodata/module.h"

__attribute__((visibility("default"))) extern const struct geodata geodata_module;

const struct geodata geodata_module = {
    .version = GEODATA_VERSION,
    .write = module_write,
    .write_raster = module_write_raster,
};
