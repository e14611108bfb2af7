/* map_areas.c - edges of districts and core, the service area, and what the core rule leaves
 * uncovered. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "output/map/map.h"

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
    return map->view->pixel_zone[pixel] == -2
               ? -1
               : map->city->district[map->view->pixel_near[pixel]];
}

static int core_at(const struct map *map, int pixel)
{
    return map->view->pixel_zone[pixel] != -2 && map->city->core[map->view->pixel_near[pixel]];
}

/* Covers every pixel within `reach` px of a change of `value` to the right or below; an edge
 * towards outside (-1) is none. Reach 0 is the one pixel on this side. */
static void edges(const struct map *map, int (*value)(const struct map *, int), int reach,
                  uint8_t coverage[])
{
    int w = (int)map->view->area.w, h = (int)map->view->area.h;

    for (int y = 0; y + 1 < h; y++)
        for (int x = 0; x + 1 < w; x++) {
            int k = y * w + x, here = value(map, k);
            int east = value(map, k + 1), south = value(map, k + w);
            bool right = east != here && east >= 0, down = south != here && south >= 0;

            if (here < 0 || (!right && !down)) continue;
            coverage[k] = 255;
            for (int dy = down ? 1 - reach : 0; dy <= (down ? reach : 0); dy++)
                for (int dx = right ? 1 - reach : 0; dx <= (right ? reach : 0); dx++)
                    if (y + dy >= 0 && y + dy < h && x + dx >= 0 && x + dx < w)
                        coverage[(y + dy) * w + x + dx] = 255;
        }
}

void map_clear_mask(const struct map *map, uint8_t coverage[])
{
    memset(coverage, 0, (size_t)map->view->area.w * (size_t)map->view->area.h);
}

void map_paint(struct map *map, const uint8_t coverage[], struct colour colour)
{
    const struct box *area = &map->view->area;

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
            bool in = map->view->pixel_in[k] >= 0;

            coverage[k] = covered(half + 0.5 - fabs((double)map->view->pixel_in[k]));
            if ((x > 0 && in != (map->view->pixel_in[k - 1] >= 0)) ||
                (y > 0 && in != (map->view->pixel_in[k - w] >= 0)))
                coverage[k] = 255;
        }
}

/* Tint inside, then an edge of even width; a light rim parts it from dark zones. Small reaches
 * (a walk on a city's sheet) have many edges: theirs are thin. */
static void service_area(struct map *map, uint8_t coverage[], int w, int h)
{
    const struct city *city = map->city;
    double most = 0, u = map->frame.u;

    for (int z = 0; z < city->n_zones; z++)
        most = fmax(most, city->service_way[map->service][z]);

    bool small = most * map->view->px_per_m < 16 * u;

    for (int k = 0; k < w * h; k++)
        coverage[k] = covered(map->view->pixel_in[k] + 0.5);
    map_paint(map, coverage, map_reach_colour(small ? 0.09 : 0.05));
    service_edge(map, coverage, w, h, (small ? 1.2 : 2.2) * u);
    map_paint(map, coverage, canvas_colour(0xFFFFFF, small ? 0.35 : 0.55));
    service_edge(map, coverage, w, h, (small ? 0.5 : 1.1) * u);
    map_paint(map, coverage, map_reach_colour(0.85));
}

void map_hatch(struct map *map, struct canvas *c)
{
    double u = map->frame.u;

    canvas_hatch(c, canvas_colour(0xC0006A, 0.95), 7 * u, 1.5 * u, 1 * u);
}

/* The path of a zone that is a place, and its box. */
static void disc(struct map *map, int zone, struct box *box)
{
    double r = map_disc_radius(map, map->amount[zone]);
    double x = map_x(map, map->digest->east[zone]), y = map_y(map, map->digest->north[zone]);

    canvas_circle(map->canvas, x, y, r);
    *box = (struct box){x - r, y - r, 2 * r, 2 * r};
}

static void hatch_uncovered(struct map *map)
{
    const struct digest *d = map->digest;

    if (map->n_uncovered == 0) return;
    for (int z = 0; z < map->city->n_zones; z++) {
        if (!map->city->core[z] || digest_covered(map->run, map->net, z)) continue;

        double x0 = round(map_x(map, d->east[z] - d->cell_w[z] / 2));
        double y0 = round(map_y(map, d->north[z] + d->cell_h[z] / 2));
        double x1 = round(map_x(map, d->east[z] + d->cell_w[z] / 2));
        double y1 = round(map_y(map, d->north[z] - d->cell_h[z] / 2));

        struct box cell = {x0, y0, x1 - x0, y1 - y0};

        if (d->points)
            disc(map, z, &cell);
        else if (map->city->polygons.n > 0)
            map_polygon_path(map, &map->polygons, z);
        else
            canvas_rectangle(map->canvas, cell);
        map_add_placed(map->view, MAP_HATCH, z, cell); /* names keep off it */
    }
    map_hatch(map, map->canvas);
}

/* Is the core a mosaic, more edge than a tenth of its area? */
static bool ragged(const struct map *map, int w, int h)
{
    int area = 0, edge = 0;

    for (int y = 0; y + 1 < h; y++)
        for (int x = 0; x + 1 < w; x++) {
            int here = core_at(map, y * w + x);

            area += here;
            edge += here != core_at(map, y * w + x + 1) || here != core_at(map, y * w + x + w);
        }
    return edge > 0.1 * area;
}

/* A black line with a light rim; thin where there is much of it. */
static void core_edge(struct map *map, uint8_t coverage[], int w, int h, int line)
{
    bool thin = ragged(map, w, h);

    map_clear_mask(map, coverage);
    edges(map, core_at, thin ? line : line + 1, coverage);
    map_paint(map, coverage, canvas_colour(0xFFFFFF, thin ? 0.5 : 0.8));
    map_clear_mask(map, coverage);
    edges(map, core_at, thin ? line - 1 : line, coverage);
    map_paint(map, coverage, map_core_colour());
}

enum err map_draw_areas(struct map *map, struct error *err)
{
    int w = (int)map->view->area.w, h = (int)map->view->area.h;
    int line = (int)fmax(round(map->frame.u), 1);
    bool cells = !map->digest->points; /* places have no edges */
    uint8_t *coverage = calloc((size_t)w * (size_t)h, 1);

    if (!coverage) return error_nomem(err, "the map");
    if (cells) edges(map, district_at, line, coverage);
    map_paint(map, coverage, canvas_colour(0x6B7280, 0.55));
    if (map->net) {
        if (map->view->pixel_in != NULL) service_area(map, coverage, w, h);
        if (map->streets != NULL) map_draw_streets(map, coverage);
        hatch_uncovered(map);
    }
    if (cells) core_edge(map, coverage, w, h, line);
    map_draw_boundary(map);
    free(coverage);
    return ERR_OK;
}
