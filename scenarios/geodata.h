/* geodata.h - files of geographic programs: layers, rasters and systems of coordinates.
 *
 * GDAL reads and writes them. It stands in a module of its own (scenarios/geodata/) that is
 * opened only when a file needs it: GDAL brings some 150 libraries, 50 ms of every start.
 * Everything that passes is a plain record; nothing of GDAL is seen on this side. */
#ifndef CHARGEPLAN_SCENARIOS_GEODATA_H
#define CHARGEPLAN_SCENARIOS_GEODATA_H

#include <stdbool.h>
#include <stdio.h>

#include "scenarios/error.h"

struct geodata_out;
struct geodata_out_raster;

/* The module's functions. They are not for several threads at once. */
struct geodata {
    int version; /* GEODATA_VERSION of the header it was built with */
    /* Writes a whole file to a stream, the same bytes each time. Errors: ERR_IO, ERR_NOMEM. */
    enum err (*write)(const struct geodata_out *file, FILE *stream, struct error *err);
    enum err (*write_raster)(const struct geodata_out_raster *file, FILE *stream,
                             struct error *err);
};
enum { GEODATA_VERSION = 1 };

/* The module, opened by the first call. `file` is what needs it, for the message: ERR_IO where
 * the module is not there or is another version's. */
enum err geodata_open(const struct geodata **out, const char *file, struct error *err);

/* ---- for tests ---- */
bool geodata_is_open(void);

#endif
