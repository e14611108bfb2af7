/* map_kept.h - the maps of a run as PNG files in memory, each drawn once though it stands in a
 * file of its own and in the report: drawing and packing one takes longer than most plans. */
#ifndef CHARGEPLAN_OUTPUT_MAP_KEPT_H
#define CHARGEPLAN_OUTPUT_MAP_KEPT_H

#include <stdio.h>

#include "sim/run.h"

/* Coverage by service, demand by night and by day, and of these the land alone, without title
 * and legend, to stand side by side; use by service, of a run that was simulated. */
enum map_kept_kind {
    KEPT_FAST,
    KEPT_SLOW,
    KEPT_NIGHT,
    KEPT_DAY,
    KEPT_NIGHT_LAND,
    KEPT_DAY_LAND,
    KEPT_USE_FAST,
    KEPT_USE_SLOW,
    N_KEPT
};

/* Starts as {0}, of one run. */
struct map_kept {
    char *bytes[N_KEPT]; /* owned; NULL: not drawn yet */
    size_t n[N_KEPT];
};
void map_kept_clear(struct map_kept *kept);

/* Draws a map where it is not there yet; of demand the sheet and its land. Errors: as
 * map_png_write(). */
enum err map_kept_draw(struct map_kept *kept, const struct run *run, enum map_kept_kind kind,
                       struct error *err);
/* The same, and writes it. */
enum err map_kept_write(struct map_kept *kept, const struct run *run, enum map_kept_kind kind,
                        FILE *stream, struct error *err);

#endif
