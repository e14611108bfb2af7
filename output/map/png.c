/* png.c - the only file that knows libpng: its row calls behind one setjmp (the png_image_*
 * calls can write neither text nor resolution). */
#include "output/map/png.h"

#include <png.h>
#include <setjmp.h>
#include <stdlib.h>
#include <string.h>

struct failure {
    jmp_buf back;
    char text[256];
};

static void on_error(png_structp png, png_const_charp message)
{
    struct failure *f = png_get_error_ptr(png);

    snprintf(f->text, sizeof f->text, "%s", message);
    longjmp(f->back, 1);
}

static void on_warning(png_structp png, png_const_charp message)
{
    (void)png;
    (void)message;
}

static void head(png_structp png, png_infop info, const struct png_picture *p, png_text *chunks)
{
    png_uint_32 per_metre = (png_uint_32)(p->dpi / 0.0254 + 0.5);

    png_set_compression_level(png, 6);
    png_set_filter(png, 0, PNG_FILTER_NONE); /* flat colours: as small, in half of the time */
    png_set_IHDR(png, info, (png_uint_32)p->width, (png_uint_32)p->height, 8,
                 PNG_COLOR_TYPE_RGB, PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT,
                 PNG_FILTER_TYPE_DEFAULT);
    png_set_pHYs(png, info, per_metre, per_metre, PNG_RESOLUTION_METER);
    for (int k = 0; k < p->n_texts; k++) {
        chunks[k].compression = PNG_ITXT_COMPRESSION_NONE;
        chunks[k].key = (char *)(uintptr_t)p->text[k].key;
        chunks[k].text = (char *)(uintptr_t)p->text[k].text;
        chunks[k].itxt_length = strlen(p->text[k].text);
    }
    png_set_text(png, info, chunks, p->n_texts);
    png_write_info(png, info);
}

enum err png_write_picture(const struct png_picture *p, FILE *stream, struct error *err)
{
    struct failure failure = {.text = ""};
    png_structp png =
        png_create_write_struct(PNG_LIBPNG_VER_STRING, &failure, on_error, on_warning);
    png_infop info = png ? png_create_info_struct(png) : NULL;
    uint8_t *row = calloc((size_t)p->width, 3);
    png_text *chunks = calloc((size_t)p->n_texts + 1, sizeof *chunks);
    /* Set before setjmp and not changed after it, so their values survive the jump. */
    volatile enum err code = ERR_OK;

    if (!png || !info || !row || !chunks) {
        code = error_nomem(err, "a PNG picture");
        goto done;
    }
    if (setjmp(failure.back) != 0) {
        code = error_set(err, ERR_IO, "the picture cannot be written: %s", failure.text);
        goto done;
    }
    png_init_io(png, stream);
    head(png, info, p, chunks);
    for (int y = 0; y < p->height; y++) {
        p->row(p->source, y, row);
        png_write_row(png, row);
    }
    png_write_end(png, NULL);
done:
    free(chunks);
    free(row);
    png_destroy_write_struct(&png, &info);
    return code;
}
