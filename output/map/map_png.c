/* map_png.c - see map_png.h. */
#include "output/map/map_png.h"

#include "output/map/map.h"
#include "output/map/png.h"

static void row(const void *source, int y, uint8_t rgb[])
{
    canvas_row(source, y, rgb);
}

enum err map_png_canvas(const struct scenario *s, const struct canvas *canvas,
                        const char *title, FILE *stream, struct error *err)
{
    const char *source =
        scenario_words(scenario_language(s), s->study.data_source, s->study.data_source_zh);
    const struct png_text text[] = {
        {"Title", title},
        {"Scenario", s->head.name},
        {"Hash", s->hash},
        {"Source", source ? source : ""},
        {"Software", "chargeplan " CHARGEPLAN_VERSION},
    };
    struct png_picture picture = {.width = canvas_width(canvas),
                                  .height = canvas_height(canvas),
                                  .dpi = 150,
                                  .n_texts = (int)(sizeof text / sizeof text[0]),
                                  .text = text,
                                  .row = row,
                                  .source = canvas};

    return png_write_picture(&picture, stream, err);
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
