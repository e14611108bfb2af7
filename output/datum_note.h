/* datum_note.h - the sentences on the datum that map and report carry. */
#ifndef CHARGEPLAN_OUTPUT_DATUM_NOTE_H
#define CHARGEPLAN_OUTPUT_DATUM_NOTE_H

#include <stddef.h>

#include "scenarios/city.h"

/* "Converted to WGS 84 when read: zones from GCJ-02, sites 'today' from BD-09.", "" where no
 * file was; files that were reprojected from a system of their own are told by its name. A text
 * that is too long is cut at a whole character. CGCS2000 is read as WGS 84 and named with that.
 * Returns buffer. */
char *datum_note(char *buffer, size_t size, enum language language,
                 const struct scenario *scenario, const struct city *city);

#endif
