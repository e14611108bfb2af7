/* map_zones.c - demand as areas in classes with round limits. */
#include <math.h>
#include <stdlib.h>

#include "output/map/map.h"

/* Near-white to teal to indigo: lightness falls evenly, so that it reads in grey and for every
 * kind of colour blindness. */
static const unsigned ramp[MAP_CLASSES] = {0xE1F1EC, 0xB8E0D6, 0x83C8C1,
                                           0x469FAE, 0x2F6796, 0x2E2F75};

/* What has no demand looks as what has no zone. */
static const unsigned ground = 0xF3F4F6;

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

void map_classes(struct map *map, int n_all, const double density[])
{
    int n = 0;
    double *sorted = malloc((size_t)n_all * sizeof *sorted + 1);

    map->n_classes = 1;
    if (!sorted) return; /* one class: a plain map is better than none */
    for (int k = 0; k < n_all; k++)
        if (density[k] > 0) sorted[n++] = density[k];
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

/* Fewer classes than colours still go from the lightest to the darkest; -1: no demand. */
static struct colour class_colour(const struct map *map, int class)
{
    int last = map->n_classes - 1;
    int at = last == 0 ? 2 : (class * (MAP_CLASSES - 1) + last / 2) / last;

    return canvas_colour(class < 0 ? ground : ramp[at], 1);
}

static int class_at(const struct map *map, double density)
{
    int class = 0;

    if (!(density > 0)) return -1;
    while (class < map->n_classes - 1 && density >= map->breaks[class])
        class ++;
    return class;
}

struct colour map_class_colour(const struct map *map, double density)
{
    return class_colour(map, class_at(map, density));
}

double map_disc_radius(const struct map *map, double amount)
{
    double most = 0.55 * map->digest->cell_w[0] * map->whole.px_per_m; /* half the distance */

    most = fmin(most, MAP_DISC * map->frame.u);
    return map->most > 0 ? most * sqrt(fmax(amount, 0) / map->most) : 0;
}

void map_draw_disc(struct canvas *c, double x, double y, double radius, bool core, double u)
{
    canvas_circle(c, x, y, radius);
    canvas_fill_stroke(c, canvas_colour(0x83C8C1, 0.85),
                       core ? map_core_colour() : canvas_colour(0x2F6796, 1),
                       (core ? 2 : 1) * u);
}

static void draw_discs(struct map *map)
{
    for (int z = 0; z < map->city->n_zones; z++)
        map_draw_disc(map->canvas, map_x(map, map->digest->east[z]),
                      map_y(map, map->digest->north[z]), map_disc_radius(map, map->amount[z]),
                      map->city->core[z], map->frame.u);
}

/* The class of each pixel is one mask: cells meet without gaps or seams, whatever their sizes,
 * and the time does not grow with their number. */
enum err map_draw_zones(struct map *map, struct error *err)
{
    const struct map_view *v = map->view;
    int w = (int)v->area.w, h = (int)v->area.h;
    uint8_t *mask = malloc((size_t)w * (size_t)h + 1);
    int8_t *class_of = malloc((size_t)map->city->n_zones + 1);

    if (!mask || !class_of) {
        free(mask);
        free(class_of);
        return error_nomem(err, "the map");
    }
    for (int z = 0; z < map->city->n_zones; z++)
        class_of[z] = (int8_t)class_at(map, map->density[z]);
    canvas_rectangle(map->canvas, v->area);
    canvas_fill(map->canvas, canvas_colour(ground, 1));
    if (map->digest->points) draw_discs(map);
    for (int class = 0; class < (map->digest->points ? 0 : map->n_classes); class ++) {
        for (int k = 0; k < w * h; k++) {
            int zone = v->pixel_zone[k];

            mask[k] = zone >= 0 && class_of[zone] == class ? 255 : 0;
        }
        canvas_mask(map->canvas, (int)v->area.x, (int)v->area.y, w, h, mask,
                    class_colour(map, class));
    }
    for (int class = 0; class < map->n_classes && map->city->polygons.n > 0; class ++)
        map_smooth_class(map, class_of, class, class_colour(map, class));
    map_draw_polygon_edges(map);
    free(mask);
    free(class_of);
    return ERR_OK;
}
