/* map_png.c - see map_png.h. */
#include "output/map/map_png.h"

#include <stdlib.h>
#include <string.h>

#include "output/map/map.h"
#include "output/map/png.h"

/* A part of a sheet. */
struct part {
    const struct canvas *canvas;
    int x, y, w;
    uint8_t *whole; /* owned: a row of the sheet */
};

static void row(const void *source, int y, uint8_t rgb[])
{
    const struct part *p = source;

    canvas_row(p->canvas, p->y + y, p->whole);
    memcpy(rgb, p->whole + 3 * p->x, 3 * (size_t)p->w);
}

enum err map_png_part(const struct scenario *s, const struct canvas *canvas, struct box box,
                      const char *title, FILE *stream, struct error *err)
{
    struct part part = {canvas, (int)box.x, (int)box.y, (int)box.w, NULL};
    enum err code;
    const char *source =
        scenario_words(scenario_language(s), s->study.data_source, s->study.data_source_zh);
    const struct png_text text[] = {
        {"Title", title},
        {"Scenario", s->head.name},
        {"Hash", s->hash},
        {"Source", source ? source : ""},
        {"Software", "chargeplan " CHARGEPLAN_VERSION},
    };
    struct png_picture picture = {.width = part.w,
                                  .height = (int)box.h,
                                  .dpi = 150,
                                  .n_texts = (int)(sizeof text / sizeof text[0]),
                                  .text = text,
                                  .row = row,
                                  .source = &part};

    part.whole = malloc(3 * (size_t)canvas_width(canvas));
    if (part.whole == NULL) return error_nomem(err, "the picture");
    code = png_write_picture(&picture, stream, err);
    free(part.whole);
    return code;
}

enum err map_png_canvas(const struct scenario *s, const struct canvas *canvas,
                        const char *title, FILE *stream, struct error *err)
{
    return map_png_part(s, canvas,
                        (struct box){0, 0, canvas_width(canvas), canvas_height(canvas)}, title,
                        stream, err);
}

enum err map_png_write(const struct run *run, enum service service, FILE *stream,
                       struct error *err)
{
    struct map *map = NULL;
    char title[1024];
    enum err code;

    TRY(map_create(&map, run, service, err));
    map_headline(map, title, sizeof title);
    code = map_png_canvas(run->scenario, map->canvas, title, stream, err);
    map_free(map);
    return code;
}
