/* fixture_map.c - see fixture_map.h. */
#include "tests/fixture_map.h"

#include <stdlib.h>

unsigned fixture_map_pixel(const struct map *map, double x, double y)
{
    uint8_t *row = malloc(3 * (size_t)canvas_width(map->canvas));
    unsigned rgb;

    canvas_row(map->canvas, (int)y, row);
    rgb = (unsigned)row[3 * (int)x] << 16 | (unsigned)row[3 * (int)x + 1] << 8 |
          row[3 * (int)x + 2];
    free(row);
    return rgb;
}
