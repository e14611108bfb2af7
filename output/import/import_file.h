/* import_file.h - a layer as a file of the kind that its name ends in: .csv, .gpkg, .geojson.
 */
#ifndef CHARGEPLAN_OUTPUT_IMPORT_FILE_H
#define CHARGEPLAN_OUTPUT_IMPORT_FILE_H

#include <stdio.h>

#include "scenarios/error.h"
#include "scenarios/geodata_out.h"

struct import_layer {
    struct geodata_out_layer layer;
    bool geographic;
};

/* Can a file of that name be written? ERR_USAGE for another ending, ERR_IO where it exists.
 * Asked before the work begins. */
enum err import_file_check(const char *path, struct error *err);
/* The whole file or none of it. A CSV file has the columns alone: a place is to be among them.
 * Errors: ERR_IO, ERR_USAGE (GeoJSON of a plane), ERR_NOMEM. */
enum err import_file_write(const char *path, const struct import_layer *layer,
                           struct error *err);

/* The same into a stream, the kind told by the ending of `name`. */
enum err import_file_put(const char *name, const struct import_layer *layer, FILE *stream,
                         struct error *err);

/* The encoding for a further file of a command: `encoding` for a Shapefile without a .cpg file
 * beside it, else NULL, since the file says it itself. */
const char *import_file_encoding(const char *path, const char *encoding);

#endif
