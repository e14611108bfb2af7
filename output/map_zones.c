/* map_zones.c - demand as squares in classes with round limits. */
#include <math.h>
#include <stdlib.h>

#include "output/map.h"

/* Near-white to teal to indigo: lightness falls evenly, so that it reads in grey and for every
 * kind of colour blindness. */
static const unsigned ramp[MAP_CLASSES] = {0xE1F1EC, 0xB8E0D6, 0x83C8C1,
                                           0x469FAE, 0x2F6796, 0x2E2F75};

static int compare(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

/* Nearest of 1, 2, 3, 5 times a power of ten, by ratio. */
static double round_figure(double value)
{
    static const double figure[] = {1, 2, 3, 5, 10};
    double power = pow(10, floor(log10(value))), best = power;

    for (int k = 0; k < 5; k++)
        if (fabs(log(figure[k] * power / value)) < fabs(log(best / value)))
            best = figure[k] * power;
    return best;
}

void map_classes(struct map *map)
{
    int n = 0, n_zones = map->run->city->n_zones;
    double *sorted = malloc((size_t)n_zones * sizeof *sorted);

    map->n_classes = 1;
    if (!sorted) return; /* one class: a plain map is better than none */
    for (int z = 0; z < n_zones; z++)
        if (map->density[z] > 0) sorted[n++] = map->density[z];
    qsort(sorted, (size_t)n, sizeof *sorted, compare);
    for (int k = 1; k < MAP_CLASSES && n > 0; k++) {
        /* quantiles that leave the densest class small: 1/6 .. 4/6, then 92 % */
        double at = k < MAP_CLASSES - 1 ? k * 0.19 : 0.93;
        double limit = round_figure(sorted[(int)(at * (n - 1))]);

        if (map->n_classes > 1 && limit <= map->breaks[map->n_classes - 2] * (1 + 1e-9))
            continue;
        map->breaks[map->n_classes - 1] = limit;
        map->n_classes++;
    }
    free(sorted);
}

/* Fewer classes than colours still go from the lightest to the darkest. */
static struct colour class_colour(const struct map *map, int class)
{
    int last = map->n_classes - 1;
    int at = last == 0 ? 2 : (class * (MAP_CLASSES - 1) + last / 2) / last;

    return canvas_colour(ramp[at], 1);
}

struct colour map_class_colour(const struct map *map, double density)
{
    int class = 0;

    if (!(density > 0)) return canvas_colour(0xF6F6F4, 1);
    while (class < map->n_classes - 1 && density >= map->breaks[class])
        class ++;
    return class_colour(map, class);
}

/* Row by row from the raster: cells meet without gaps or seams, whatever their sizes. */
void map_draw_zones(struct map *map)
{
    int w = (int)map->frame.area.w, h = (int)map->frame.area.h;

    canvas_rectangle(map->canvas, map->frame.area);
    canvas_fill(map->canvas, canvas_colour(0xF3F4F6, 1));
    for (int y = 0; y < h; y++)
        for (int x = 0, end; x < w; x = end) {
            int zone = map->pixel_zone[y * w + x];

            for (end = x + 1; end < w && map->pixel_zone[y * w + end] == zone;)
                end++;
            if (zone < 0) continue;
            canvas_rectangle(map->canvas, (struct box){map->frame.area.x + x,
                                                       map->frame.area.y + y, end - x, 1});
            canvas_fill(map->canvas, map_class_colour(map, map->density[zone]));
        }
}
