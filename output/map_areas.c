/* map_areas.c - edges of districts and core, the service area, what the core rule leaves
 * uncovered, and the marks of zones that are full or out of reach. */
#include <math.h>
#include <stdlib.h>

#include "output/map.h"

struct colour map_reach_colour(double alpha)
{
    return canvas_colour(0x8A4B00, alpha);
}

struct colour map_core_colour(void)
{
    return canvas_colour(0x111111, 1);
}

/* What an edge is drawn between: a figure of the zone. Gaps inside the city (a park, a river)
 * belong to the nearest zone; -1 outside. */
static int district_at(const struct map *map, int pixel)
{
    return map->pixel_zone[pixel] == -2 ? -1 : map->run->city->district[map->pixel_near[pixel]];
}

static int core_at(const struct map *map, int pixel)
{
    return map->pixel_zone[pixel] != -2 && map->run->city->core[map->pixel_near[pixel]];
}

/* Covers every pixel within `reach` px of a change of `value` to the right or below; an edge
 * towards outside (-1) is none. */
static void edges(const struct map *map, int (*value)(const struct map *, int), int reach,
                  uint8_t coverage[])
{
    int w = (int)map->frame.area.w, h = (int)map->frame.area.h;

    for (int y = 0; y + 1 < h; y++)
        for (int x = 0; x + 1 < w; x++) {
            int k = y * w + x, here = value(map, k);
            int east = value(map, k + 1), south = value(map, k + w);
            bool right = east != here && east >= 0, down = south != here && south >= 0;

            if (here < 0 || (!right && !down)) continue;
            for (int dy = down ? 1 - reach : 0; dy <= (down ? reach : 0); dy++)
                for (int dx = right ? 1 - reach : 0; dx <= (right ? reach : 0); dx++)
                    if (y + dy >= 0 && y + dy < h && x + dx >= 0 && x + dx < w)
                        coverage[(y + dy) * w + x + dx] = 255;
        }
}

static void clear(uint8_t coverage[], int n)
{
    for (int k = 0; k < n; k++)
        coverage[k] = 0;
}

static void paint(struct map *map, const uint8_t coverage[], struct colour colour)
{
    const struct box *area = &map->frame.area;

    canvas_mask(map->canvas, (int)area->x, (int)area->y, (int)area->w, (int)area->h, coverage,
                colour);
}

static uint8_t covered(double share)
{
    return (uint8_t)lround(255 * fmin(fmax(share, 0), 1));
}

/* The edge of the service area, `half` px to either side. Where neighbouring zones have unlike
 * reaches the depth jumps past 0 between two pixels; the edge is drawn there as well. */
static void service_edge(const struct map *map, uint8_t coverage[], int w, int h, double half)
{
    for (int y = 0; y < h; y++)
        for (int x = 0; x < w; x++) {
            int k = y * w + x;
            bool in = map->pixel_in[k] >= 0;

            coverage[k] = covered(half + 0.5 - fabs((double)map->pixel_in[k]));
            if ((x > 0 && in != (map->pixel_in[k - 1] >= 0)) ||
                (y > 0 && in != (map->pixel_in[k - w] >= 0)))
                coverage[k] = 255;
        }
}

/* Tint inside, then an edge of even width; a light rim parts it from dark zones. */
static void service_area(struct map *map, uint8_t coverage[], int w, int h)
{
    for (int k = 0; k < w * h; k++)
        coverage[k] = covered(map->pixel_in[k] + 0.5);
    paint(map, coverage, map_reach_colour(0.05));
    service_edge(map, coverage, w, h, 2.2 * map->frame.u);
    paint(map, coverage, canvas_colour(0xFFFFFF, 0.55));
    service_edge(map, coverage, w, h, 1.1 * map->frame.u);
    paint(map, coverage, map_reach_colour(0.85));
}

void map_hatch(struct map *map, struct canvas *c)
{
    double u = map->frame.u;

    canvas_hatch(c, canvas_colour(0xC0006A, 0.95), 7 * u, 1.5 * u, 1 * u);
}

static void hatch_uncovered(struct map *map)
{
    const struct digest *d = map->digest;

    if (map->n_uncovered == 0) return;
    for (int z = 0; z < map->run->city->n_zones; z++) {
        if (!map->run->city->core[z] || digest_covered(map->run, map->net, z)) continue;

        double x0 = round(map_x(map, d->east[z] - d->cell_w[z] / 2));
        double y0 = round(map_y(map, d->north[z] + d->cell_h[z] / 2));
        double x1 = round(map_x(map, d->east[z] + d->cell_w[z] / 2));
        double y1 = round(map_y(map, d->north[z] - d->cell_h[z] / 2));

        struct box cell = {x0, y0, x1 - x0, y1 - y0};

        canvas_rectangle(map->canvas, cell);
        map_add_placed(map, MAP_HATCH, z, cell); /* names keep off it */
    }
    map_hatch(map, map->canvas);
}

enum err map_draw_areas(struct map *map, struct error *err)
{
    int w = (int)map->frame.area.w, h = (int)map->frame.area.h;
    int line = (int)fmax(round(map->frame.u), 1);
    uint8_t *coverage = calloc((size_t)w * (size_t)h, 1);

    if (!coverage) return error_nomem(err, "the map");
    edges(map, district_at, line, coverage);
    paint(map, coverage, canvas_colour(0x6B7280, 0.55));
    service_area(map, coverage, w, h);
    hatch_uncovered(map);
    clear(coverage, w * h);
    edges(map, core_at, line + 1, coverage);
    paint(map, coverage, canvas_colour(0xFFFFFF, 0.8));
    clear(coverage, w * h);
    edges(map, core_at, line, coverage);
    paint(map, coverage, map_core_colour());
    free(coverage);
    return ERR_OK;
}

/* One mark in each square of 12 units and state, at the zone of most demand there: marks of
 * small cells would otherwise run together. */
static int bucket_of(const struct map *map, int zone, int columns, double side)
{
    int bx = (int)((map_x(map, map->digest->east[zone]) - map->frame.area.x) / side);
    int by = (int)((map_y(map, map->digest->north[zone]) - map->frame.area.y) / side);

    return by * columns + bx;
}

static void mark(struct map *map, int zone, enum zone_state state)
{
    double u = map->frame.u, r = 2.6 * u;
    double x = round(map_x(map, map->digest->east[zone])) + 0.5;
    double y = round(map_y(map, map->digest->north[zone])) + 0.5;
    bool dark =
        map->n_classes > 1 && map->density[zone] >= map->breaks[(map->n_classes - 1) * 3 / 5];
    struct colour colour = dark ? canvas_colour(0xFFFFFF, 0.95) : canvas_colour(0x333333, 0.9);

    if (state == ZONE_FULL) {
        canvas_circle(map->canvas, x, y, 2.2 * u);
        canvas_fill(map->canvas, colour);
        return;
    }
    canvas_move(map->canvas, x - r, y - r);
    canvas_line(map->canvas, x + r, y + r);
    canvas_move(map->canvas, x - r, y + r);
    canvas_line(map->canvas, x + r, y - r);
    canvas_stroke(map->canvas, colour, 1.1 * u);
}

void map_draw_marks(struct map *map)
{
    double side = 12 * map->frame.u;
    int columns = (int)(map->frame.area.w / side) + 2;
    int rows = (int)(map->frame.area.h / side) + 2, n = map->run->city->n_zones;
    int *best = malloc((size_t)(columns * rows) * sizeof *best);

    for (int state = ZONE_FULL; best && state <= ZONE_OUT; state++) {
        for (int k = 0; k < columns * rows; k++)
            best[k] = -1;
        for (int z = 0; z < n; z++) {
            if ((int)digest_state_of(map->net, FAST, z) != state) continue;

            int *at = &best[bucket_of(map, z, columns, side)];

            if (*at < 0 || map->density[z] > map->density[*at]) *at = z;
        }
        for (int k = 0; k < columns * rows; k++)
            if (best[k] >= 0) mark(map, best[k], (enum zone_state)state);
    }
    free(best);
}
