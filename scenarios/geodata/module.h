/* module.h - what the files of this folder share: GDAL's settings and GDAL's words. */
#ifndef CHARGEPLAN_SCENARIOS_GEODATA_MODULE_H
#define CHARGEPLAN_SCENARIOS_GEODATA_MODULE_H

#include "scenarios/geodata.h"

/* Prepares GDAL at the first call: no network, nothing written beside a file that is read, no
 * clock in what is written. Forgets what GDAL said before. Call it at the head of every
 * function that the module exports. */
void module_begin(void);

/* What GDAL said since module_begin(), as "; GDAL says: ..." on one line; "" where it said
 * nothing. Its first complaint, since those behind it follow from it. */
const char *module_words(void);

/* gdal_write.c, gdal_write_raster.c: see geodata.h. */
enum err module_write(const struct geodata_out *file, FILE *stream, struct error *err);
enum err module_write_raster(const struct geodata_out_raster *file, FILE *stream,
                             struct error *err);
/* Copies a file of GDAL's memory to a stream and takes it away. ERR_IO where it is not there;
 * whoever opened the stream looks at its errors. */
enum err module_hand_over(const char *memory, const char *name, FILE *stream,
                          struct error *err);

#endif
