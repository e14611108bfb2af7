/* png.h - writes pictures as PNG files with their text and resolution; no time, so that equal
 * pictures are equal bytes. */
#ifndef CHARGEPLAN_OUTPUT_PNG_H
#define CHARGEPLAN_OUTPUT_PNG_H

#include <stdint.h>
#include <stdio.h>

#include "scenarios/error.h"

struct png_text {
    const char *key;  /* Latin-1, 1 to 79 characters: "Title" */
    const char *text; /* UTF-8 */
};
struct png_picture {
    int width, height;
    double dpi;
    int n_texts;
    const struct png_text *text;
    void (*row)(const void *source, int y, uint8_t rgb[]); /* rgb holds 3 x width bytes */
    const void *source;
};

/* Errors: ERR_IO (the stream takes no more), ERR_NOMEM. */
enum err png_write_picture(const struct png_picture *picture, FILE *stream, struct error *err);

#endif
