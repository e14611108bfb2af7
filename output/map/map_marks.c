/* map_marks.c - marks of zones whose demand is mostly full (a bar) or out of reach (a cross).
 */
#include <math.h>
#include <stdlib.h>

#include "output/map/map.h"

void map_draw_mark(struct canvas *c, enum zone_state state, double x, double y,
                   struct colour colour, double u)
{
    double r = 2.4 * u;

    if (state == ZONE_FULL) {
        canvas_move(c, x - 3.2 * u, y);
        canvas_line(c, x + 3.2 * u, y);
        canvas_stroke(c, colour, 1.8 * u);
        return;
    }
    canvas_move(c, x - r, y - r);
    canvas_line(c, x + r, y + r);
    canvas_move(c, x - r, y + r);
    canvas_line(c, x + r, y - r);
    canvas_stroke(c, colour, 1 * u);
}

/* Which square of the view a zone lies in; -1 outside. */
static int bucket_of(const struct map *map, int zone, int columns, double side)
{
    const struct box *area = &map->view->area;
    double x = map_x(map, map->digest->east[zone]) - area->x;
    double y = map_y(map, map->digest->north[zone]) - area->y;

    if (x < 0 || y < 0 || x >= area->w || y >= area->h) return -1;
    return (int)(y / side) * columns + (int)(x / side);
}

static void mark(struct map *map, int zone, enum zone_state state, double x, double y)
{
    bool dark = !map->digest->points && map->n_classes > 1 &&
                map->density[zone] >= map->breaks[(map->n_classes - 1) * 3 / 5];
    bool faint = map->n_classes > 3 && map->density[zone] < map->breaks[1];
    struct colour colour = dark
                               ? canvas_colour(0xFFFFFF, 0.9)
                               : canvas_colour(0x3C3C3C, faint ? 0.5 : 0.9); /* little demand */

    map_draw_mark(map->canvas, state, round(x) + 0.5, round(y) + 0.5, colour, map->frame.u);
}

/* The view in squares of 17 units. */
struct squares {
    double side;
    int columns, rows;
    int *best;   /* [columns x rows] zone of the state with most demand, -1: none */
    int *middle; /* [columns x rows] zone at the middle where it has the state, else -1 */
};

static void fill_squares(const struct map *map, struct squares *q, int state)
{
    const struct map_view *v = map->view;
    int w = (int)v->area.w, h = (int)v->area.h;

    for (int k = 0; k < q->columns * q->rows; k++) {
        int x = (int)((k % q->columns + 0.5) * q->side);
        int y = (int)((k / q->columns + 0.5) * q->side);
        int zone = x < w && y < h ? v->pixel_zone[y * w + x] : -1;

        q->best[k] = -1;
        q->middle[k] = zone >= 0 && (int)digest_state_of(map->net, map->service, zone) == state
                           ? zone
                           : -1;
    }
    for (int z = 0; z < map->city->n_zones; z++) {
        int at = bucket_of(map, z, q->columns, q->side);

        if (at < 0 || (int)digest_state_of(map->net, map->service, z) != state) continue;
        if (q->best[at] < 0 || map->density[z] > map->density[q->best[at]]) q->best[at] = z;
    }
}

static bool middle_nearby(const struct squares *q, int at)
{
    int x = at % q->columns, y = at / q->columns;

    for (int j = y > 0 ? y - 1 : 0; j <= y + 1 && j < q->rows; j++)
        for (int i = x > 0 ? x - 1 : 0; i <= x + 1 && i < q->columns; i++)
            if (q->middle[j * q->columns + i] >= 0) return true;
    return false;
}

/* Zones as large as a square have their mark in their middle. Marks of smaller ones would run
 * together: theirs stand in the middles of the squares, evenly spaced; what no middle near by
 * speaks for has its own. */
static void draw_square(struct map *map, const struct squares *q, int at, int state)
{
    const struct box *area = &map->view->area;
    int zone = q->best[at], middle = q->middle[at];
    double large = 0.7 * q->side / map->view->px_per_m;

    if (middle >= 0 && map->digest->cell_w[middle] < large) {
        mark(map, middle, (enum zone_state)state, area->x + (at % q->columns + 0.5) * q->side,
             area->y + (at / q->columns + 0.5) * q->side);
        return;
    }
    if (zone < 0 || (map->digest->cell_w[zone] < large && middle_nearby(q, at))) return;
    mark(map, zone, (enum zone_state)state, map_x(map, map->digest->east[zone]),
         map_y(map, map->digest->north[zone]));
}

void map_draw_marks(struct map *map)
{
    if (map->n_full + map->n_out == 0) return;

    struct squares q = {.side = 17 * map->frame.u};

    q.columns = (int)(map->view->area.w / q.side) + 2;
    q.rows = (int)(map->view->area.h / q.side) + 2;

    size_t n = (size_t)q.columns * (size_t)q.rows;

    q.best = malloc(n * sizeof *q.best);
    q.middle = malloc(n * sizeof *q.middle);
    for (int state = ZONE_FULL; q.best && q.middle && state <= ZONE_OUT; state++) {
        fill_squares(map, &q, state);
        for (int k = 0; k < q.columns * q.rows; k++)
            draw_square(map, &q, k, state);
    }
    free(q.best);
    free(q.middle);
}
