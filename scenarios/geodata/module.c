/* module.c - the functions that the program finds by name when it opens the module. */
#include "scenarios/geodata/module.h"

__attribute__((visibility("default"))) extern const struct geodata geodata_module;

const struct geodata geodata_module = {
    .version = GEODATA_VERSION,
    .read = module_read,
    .to_degrees = module_to_degrees,
    .raster_open = module_raster_open,
    .raster_cells = module_raster_cells,
    .raster_row = module_raster_row,
    .raster_close = module_raster_close,
    .write = module_write,
    .write_raster = module_write_raster,
};
