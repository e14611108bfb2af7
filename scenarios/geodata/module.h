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

#endif
