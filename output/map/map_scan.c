/* map_scan.c - which pixels the zones' polygons hold, row by row. */
#include <math.h>
#include <stdlib.h>

#include "output/map/map.h"

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
