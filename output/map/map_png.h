/* map_png.h - the coverage map of a service system as a PNG file, for the folder and for the
 * report. */
#ifndef CHARGEPLAN_OUTPUT_MAP_PNG_H
#define CHARGEPLAN_OUTPUT_MAP_PNG_H

#include <stdio.h>

#include "output/map/canvas.h"
#include "sim/run.h"

/* 150 dpi; texts: Title (the headline of the sheet), Scenario, Hash, Source, Software.
 * Errors: ERR_IO, ERR_NOMEM. */
enum err map_png_write(const struct run *run, enum service service, FILE *stream,
                       struct error *err);
/* The same of any sheet that was drawn. */
enum err map_png_canvas(const struct scenario *scenario, const struct canvas *canvas,
                        const char *title, FILE *stream, struct error *err);
/* The same of a part of the sheet, whole px inside it. */
enum err map_png_part(const struct scenario *scenario, const struct canvas *canvas,
                      struct box part, const char *title, FILE *stream, struct error *err);

#endif
