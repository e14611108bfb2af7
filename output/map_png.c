/* map_png.c - see map_png.h. */
#include "output/map_png.h"

#include "output/map.h"
#include "output/png.h"

static void row(const void *source, int y, uint8_t rgb[])
{
    canvas_row(source, y, rgb);
}

enum err map_png_write(const struct run *run, FILE *stream, struct error *err)
{
    const struct scenario *s = run->scenario;
    const struct png_text text[] = {
        {"Title", scenario_title(s, LANGUAGE_EN)},
        {"Scenario", s->head.name},
        {"Hash", s->hash},
        {"Software", "chargeplan " CHARGEPLAN_VERSION},
    };
    struct map *map = NULL;

    TRY(map_create(&map, run, err));

    struct png_picture picture = {.width = canvas_width(map->canvas),
                                  .height = canvas_height(map->canvas),
                                  .dpi = 150,
                                  .n_texts = (int)(sizeof text / sizeof text[0]),
                                  .text = text,
                                  .row = row,
                                  .source = map->canvas};
    enum err code = png_write_picture(&picture, stream, err);

    map_free(map);
    return code;
}
