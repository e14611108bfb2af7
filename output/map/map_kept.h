/* map_kept.h - the coverage maps of a run as PNG files in memory, each drawn once though it
 * stands in a file of its own and in the report: drawing and packing one takes longer than most
 * plans. */
#ifndef CHARGEPLAN_OUTPUT_MAP_KEPT_H
#define CHARGEPLAN_OUTPUT_MAP_KEPT_H

#include <stdio.h>

#include "sim/run.h"

/* Starts as {0}, of one run. */
struct map_kept {
    char *bytes[N_SERVICES]; /* owned; NULL: not drawn yet */
    size_t n[N_SERVICES];
};
void map_kept_clear(struct map_kept *kept);

/* Draws the map of a service where it is not there yet. Errors: as map_png_write(). */
enum err map_kept_draw(struct map_kept *kept, const struct run *run, enum service v,
                       struct error *err);
/* The same, and writes it. */
enum err map_kept_write(struct map_kept *kept, const struct run *run, enum service v,
                        FILE *stream, struct error *err);

#endif
