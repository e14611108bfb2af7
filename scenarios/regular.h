/* regular.h - opens the files that are read: regular files only.
 *
 * A device may never end, a pipe may never begin, and neither can be hashed and then read
 * again; they are refused before the first byte, as is what no reader of the program takes. */
#ifndef CHARGEPLAN_SCENARIOS_REGULAR_H
#define CHARGEPLAN_SCENARIOS_REGULAR_H

#include <stdio.h>

#include "scenarios/error.h"

/* Opens a file for reading. Own it: fclose(*out).
 *
 *   code     of the failures: ERR_SCENARIO or ERR_DATA
 *   n_bytes  size of the file; NULL where nobody asks
 * Fails where the file cannot be opened, is no regular file or is larger than 4 GB. */
enum err regular_open(FILE **out, const char *path, enum err code, size_t *n_bytes,
                      struct error *err);

#endif
