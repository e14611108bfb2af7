/* map_polygons.c - zones that are polygons, and the study area: which pixels they hold, their
 * edges. */
#include <math.h>
#include <stdlib.h>

#include "output/map/map.h"

enum { EDGED = 9, SMOOTH = 5 }; /* units of design: sides of polygons that are drawn so */

static enum err place(struct map_shape *shape, const struct polygons *polygons,
                      const struct geo_plane *plane, struct error *err)
{
    int n = polygons_n_points(polygons);

    shape->polygons = polygons;
    shape->east = malloc(((size_t)n + 1) * sizeof *shape->east);
    shape->north = malloc(((size_t)n + 1) * sizeof *shape->north);
    if (!shape->east || !shape->north) return error_nomem(err, "the map");
    for (int k = 0; k < n; k++)
        geo_to_plane(plane, polygons->x[k], polygons->y[k], &shape->east[k], &shape->north[k]);
    return ERR_OK;
}

enum err map_place_polygons(struct map *map, struct error *err)
{
    struct points zones = city_zones(map->city);
    struct geo_plane plane = geo_plane_of(&zones);

    if (map->city->polygons.n > 0)
        TRY(place(&map->polygons, &map->city->polygons, &plane, err));
    if (map->city->boundary.n > 0)
        TRY(place(&map->boundary, &map->city->boundary, &plane, err));
    return ERR_OK;
}

void map_shape_clear(struct map_shape *shape)
{
    free(shape->east);
    free(shape->north);
    *shape = (struct map_shape){0};
}

/* ---- pixels ---- */

/* Where the edges of a polygon cross the middles of the rows of pixels. */
struct scan {
    int w, h;
    int *start; /* owned [h + 2] crossings of row y: start[y] .. start[y + 1] */
    double *x;  /* owned [room] */
    int room;
    double *px, *py;           /* owned [most] the points of one polygon on the sheet */
    const struct polygons *of; /* Borrowed */
};

/* Rows whose middle lies between the two heights, top included; lower than the sheet's rows or
 * beyond them cut off. */
static void rows_between(const struct scan *s, double y1, double y2, int *from, int *to)
{
    *from = (int)fmin(fmax(ceil(fmin(y1, y2) - 0.5), 0), s->h);
    *to = (int)fmin(fmax(ceil(fmax(y1, y2) - 0.5), 0), s->h);
}

/* Neighbours share an edge the other way round: it is always gone along downwards, so that both
 * find the very same crossing. */
static double crossing(double x1, double y1, double x2, double y2, int row)
{
    if (y1 <= y2) return x1 + (row + 0.5 - y1) / (y2 - y1) * (x2 - x1);
    return x2 + (row + 0.5 - y2) / (y1 - y2) * (x1 - x2);
}

/* Counts the crossings of each row (put: false), or puts them where start points to. */
static void cross(struct scan *s, int polygon, bool put)
{
    int first = s->of->point_start[s->of->ring_start[polygon]];

    for (int ring = s->of->ring_start[polygon]; ring < s->of->ring_start[polygon + 1]; ring++) {
        int begin = s->of->point_start[ring] - first,
            end = s->of->point_start[ring + 1] - first;

        for (int a = begin, b = end - 1; a < end; b = a++) {
            int from, to;

            rows_between(s, s->py[b], s->py[a], &from, &to);
            for (int row = from; row < to; row++)
                if (put)
                    s->x[s->start[row]++] =
                        crossing(s->px[b], s->py[b], s->px[a], s->py[a], row);
                else
                    s->start[row]++;
        }
    }
}

static void sort(double x[], int n)
{
    for (int k = 1; k < n; k++) {
        double value = x[k];
        int at = k;

        for (; at > 0 && x[at - 1] > value; at--)
            x[at] = x[at - 1];
        x[at] = value;
    }
}

/* Fills crossings of the rows from `top` to below `bottom`; returns false without memory. */
static bool find_crossings(struct scan *s, int polygon, int top, int bottom)
{
    int sum = 0;

    for (int row = top; row <= bottom; row++)
        s->start[row] = 0;
    cross(s, polygon, false);
    for (int row = top; row <= bottom; row++) {
        int here = s->start[row];

        s->start[row] = sum;
        sum += here;
    }
    if (sum > s->room) {
        double *x = realloc(s->x, 2 * (size_t)sum * sizeof *x);

        if (!x) return false;
        s->x = x;
        s->room = 2 * sum;
    }
    cross(s, polygon, true);
    for (int row = bottom; row > top; row--) /* each has moved to its end */
        s->start[row] = s->start[row - 1];
    s->start[top] = 0;
    return true;
}

/* The polygon takes the free pixels whose middles it holds: of polygons that overlap the first
 * has them. False without memory. */
static bool stamp(struct map *map, struct scan *s, int k, bool *seen)
{
    int *zone = map->view->pixel_zone;
    int first = s->of->point_start[s->of->ring_start[k]];
    int n = s->of->point_start[s->of->ring_start[k + 1]] - first, top, bottom;
    double high = INFINITY, low = -INFINITY;

    for (int i = 0; i < n; i++) {
        s->px[i] = map_x(map, map->polygons.east[first + i]) - map->view->area.x;
        s->py[i] = map_y(map, map->polygons.north[first + i]) - map->view->area.y;
        high = fmin(high, s->py[i]);
        low = fmax(low, s->py[i]);
    }
    if (n == 0) return true;
    rows_between(s, high, low, &top, &bottom);
    if (top >= bottom) return true;
    if (!find_crossings(s, k, top, bottom)) return false;
    for (int row = top; row < bottom; row++) {
        double *x = s->x + s->start[row];
        int m = s->start[row + 1] - s->start[row];

        sort(x, m);
        for (int i = 0; i + 1 < m; i += 2) {
            int from = (int)fmin(fmax(ceil(x[i] - 0.5), 0), s->w);
            int to = (int)fmin(fmax(ceil(x[i + 1] - 0.5), 0), s->w);

            for (int at = from; at < to; at++) {
                *seen = true;
                if (zone[row * s->w + at] < 0) zone[row * s->w + at] = k;
            }
        }
    }
    return true;
}

static int most_points(const struct polygons *p)
{
    int most = 0;

    for (int k = 0; k < p->n; k++) {
        int n = p->point_start[p->ring_start[k + 1]] - p->point_start[p->ring_start[k]];

        most = n > most ? n : most;
    }
    return most;
}

enum err map_stamp_polygons(struct map *map, int w, int h, struct error *err)
{
    const struct polygons *p = map->polygons.polygons;
    const struct box *a = &map->view->area;
    size_t most = (size_t)most_points(p) + 1;
    struct scan s = {.w = w, .h = h, .of = p};
    bool *seen = calloc((size_t)p->n + 1, sizeof *seen), good;

    s.start = malloc(((size_t)h + 2) * sizeof *s.start);
    s.px = malloc(most * sizeof *s.px);
    s.py = malloc(most * sizeof *s.py);
    good = s.start != NULL && s.px != NULL && s.py != NULL && seen != NULL;
    for (int k = 0; k < p->n && good; k++)
        good = stamp(map, &s, k, &seen[k]);
    for (int k = 0; k < p->n && good; k++) { /* one without a pixel has that of its point */
        int x = (int)floor(map_x(map, map->digest->east[k]) - a->x);
        int y = (int)floor(map_y(map, map->digest->north[k]) - a->y);

        if (seen[k] || x < 0 || y < 0 || x >= w || y >= h) continue;
        if (map->view->pixel_zone[y * w + x] < 0) map->view->pixel_zone[y * w + x] = k;
    }
    free(seen);
    free(s.start);
    free(s.x);
    free(s.px);
    free(s.py);
    return good ? ERR_OK : error_nomem(err, "the map");
}

/* ---- paths ---- */

void map_polygon_path(struct map *map, const struct map_shape *shape, int polygon)
{
    const struct polygons *p = shape->polygons;

    for (int ring = p->ring_start[polygon]; ring < p->ring_start[polygon + 1]; ring++) {
        for (int k = p->point_start[ring]; k < p->point_start[ring + 1]; k++) {
            double x = map_x(map, shape->east[k]), y = map_y(map, shape->north[k]);

            if (k == p->point_start[ring])
                canvas_move(map->canvas, x, y);
            else
                canvas_line(map->canvas, x, y);
        }
        canvas_close(map->canvas);
    }
}

static double side_px(const struct map *map, int zone)
{
    return sqrt(map->digest->cell_w[zone] * map->digest->cell_h[zone]) * map->view->px_per_m;
}

/* Is any part of a zone's square, three times as wide, on the view? */
static bool in_view(const struct map *map, int zone)
{
    const struct box *a = &map->view->area;
    double rim = 1.5 * side_px(map, zone);
    double x = map_x(map, map->digest->east[zone]), y = map_y(map, map->digest->north[zone]);

    return map->view == &map->whole ||
           canvas_overlap(*a, (struct box){x - rim, y - rim, 2 * rim, 2 * rim});
}

void map_smooth_class(struct map *map, const int8_t class_of[], int class, struct colour colour)
{
    int n = 0;

    for (int z = 0; z < map->city->n_zones; z++) {
        if (class_of[z] != class || side_px(map, z) < SMOOTH * map->frame.u || !in_view(map, z))
            continue;
        map_polygon_path(map, &map->polygons, z);
        n++;
    }
    if (n > 0) canvas_fill(map->canvas, colour);
}

/* Grey on light classes and on what has no class, white on dark ones. */
void map_draw_polygon_edges(struct map *map)
{
    double u = map->frame.u;

    if (map->city->polygons.n == 0) return;
    for (int z = 0; z < map->city->n_zones; z++) {
        bool dark = map->n_classes > 1 && map->density[z] >= map->breaks[map->n_classes / 2];

        if (side_px(map, z) < EDGED * u || !in_view(map, z)) continue;
        map_polygon_path(map, &map->polygons, z);
        canvas_stroke(map->canvas,
                      dark ? canvas_colour(0xFFFFFF, 0.5) : canvas_colour(0x6B7280, 0.35),
                      0.7 * u);
    }
}

void map_draw_boundary(struct map *map)
{
    if (map->city->boundary.n == 0) return;
    for (int pass = 0; pass < 2; pass++) {
        for (int k = 0; k < map->city->boundary.n; k++)
            map_polygon_path(map, &map->boundary, k);
        canvas_stroke(map->canvas,
                      pass == 0 ? canvas_colour(0xFFFFFF, 0.8) : map_boundary_colour(),
                      (pass == 0 ? 3.4 : 1.5) * map->frame.u);
    }
}

struct colour map_boundary_colour(void)
{
    return canvas_colour(0x2E7D32, 1);
}
