/* map_inset.c - the densest part of the map, enlarged where the sheet has room: chosen by the
 * markers that run together on the map. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "output/map/map.h"
#include "scenarios/messages.h"

enum { STEP = 4, CAPTION = 27, FEWEST = 20 }; /* px and units of design; markers */

struct spot {
    double x, y, r; /* px from the area's corner */
    bool hidden;
};

static int from_left(const void *a, const void *b)
{
    const struct spot *p = a, *q = b;

    if (p->x != q->x) return p->x < q->x ? -1 : 1;
    return (p->y > q->y) - (p->y < q->y);
}

/* Markers whose middle lies under another, or that lie over another's middle. */
static void find_hidden(struct spot spot[], int n)
{
    double most = 0;

    for (int a = 0; a < n; a++)
        most = fmax(most, spot[a].r);
    qsort(spot, (size_t)n, sizeof *spot, from_left);
    for (int a = 0; a < n; a++)
        for (int b = a + 1; b < n && spot[b].x - spot[a].x < most; b++) {
            double r = fmax(spot[a].r, spot[b].r);

            if (hypot(spot[b].x - spot[a].x, spot[b].y - spot[a].y) < r)
                spot[a].hidden = spot[b].hidden = true;
        }
}

/* The n sites of the map; returns how many are hidden. */
static int collect(const struct map *map, struct spot spot[], int *n_spots)
{
    double u = map_marker_unit(map);
    int n = 0, hidden = 0;

    for (int s = 0; s < map->city->n_sites; s++) {
        if (!map_site_shown(map, s)) continue;

        struct map_marker m = map_marker_of(map, s);

        if (m.dot && m.outlets == 0) continue; /* these recede, and need not be told apart */
        spot[n++] = (struct spot){map_x(map, map->digest->site_east[s]) - map->view->area.x,
                                  map_y(map, map->digest->site_north[s]) - map->view->area.y,
                                  map_marker_radius(&m, u) + (m.dot ? 0 : 1.3 * u), false};
    }
    find_hidden(spot, n);
    for (int k = 0; k < n; k++)
        hidden += spot[k].hidden;
    *n_spots = n;
    return hidden;
}

/* sum[j * columns + i]: hidden markers above and to the left of the corner (i, j) STEPs in. */
static void add_up(int sum[], int columns, int rows, const struct spot spot[], int n)
{
    for (int k = 0; k < n; k++) {
        int i = (int)(spot[k].x / STEP) + 1, j = (int)(spot[k].y / STEP) + 1;

        if (spot[k].hidden && spot[k].x >= 0 && spot[k].y >= 0 && i < columns && j < rows)
            sum[j * columns + i]++;
    }
    for (int j = 1; j < rows; j++)
        for (int i = 1; i < columns; i++)
            sum[j * columns + i] += sum[(j - 1) * columns + i] + sum[j * columns + i - 1] -
                                    sum[(j - 1) * columns + i - 1];
}

struct window {
    int i, j, w, h; /* STEPs */
    int hidden;
};

/* The window of that size with the most hidden markers; of equal ones the middle of their run,
 * so that what is crowded stands in the midst of it. */
static struct window best_window(const int sum[], int columns, int rows, int w, int h)
{
    struct window best = {0, 0, w, h, -1};
    int run = 0;

    for (int j = 0; j + h < rows; j++)
        for (int i = 0; i + w < columns; i++) {
            int in = sum[(j + h) * columns + i + w] - sum[j * columns + i + w] -
                     sum[(j + h) * columns + i] + sum[j * columns + i];

            if (in == best.hidden && j == best.j && i == best.i + run + 1) run++;
            if (in <= best.hidden) continue;
            best = (struct window){i, j, w, h, in};
            run = 0;
        }
    best.i += run / 2;
    return best;
}

/* The largest zoom whose best window still holds 75 % of what twice the scale would show. */
static double choose(const int sum[], int columns, int rows, struct box room,
                     struct window *out)
{
    static const double zooms[] = {2, 2.5, 3, 4, 5};
    double zoom = 0;
    int most = 0;

    for (int k = 0; k < 5; k++) {
        int w = (int)(room.w / zooms[k] / STEP), h = (int)(room.h / zooms[k] / STEP);

        if (w < 1 || h < 1 || w >= columns || h >= rows) continue;

        struct window best = best_window(sum, columns, rows, w, h);

        if (zoom == 0) most = best.hidden;
        if (best.hidden < FEWEST || best.hidden < 0.75 * most) break;
        zoom = zooms[k];
        *out = best;
    }
    return zoom;
}

enum err map_choose_inset(struct map *map, struct box room, struct error *err)
{
    double u = map->frame.u;
    int columns = (int)(map->whole.area.w / STEP) + 1;
    int rows = (int)(map->whole.area.h / STEP) + 1;
    struct spot *spot = calloc((size_t)map->city->n_sites + 1, sizeof *spot);
    int *sum = calloc((size_t)columns * (size_t)rows, sizeof *sum);
    struct map_view *v = &map->inset;
    struct window w = {0};
    int n = 0;

    v->area = (struct box){0};
    if (!spot || !sum) {
        free(spot);
        free(sum);
        return error_nomem(err, "the map");
    }
    room.y += CAPTION * map->frame.t;
    room.h -= CAPTION * map->frame.t;
    room = (struct box){ceil(room.x), ceil(room.y), floor(room.w), floor(room.h)};
    map->n_hidden = collect(map, spot, &n);
    if (room.w >= 240 * u && room.h >= 120 * u) {
        add_up(sum, columns, rows, spot, n);
        map->inset_zoom = choose(sum, columns, rows, room, &w);
        if (map->inset_zoom > 0) {
            v->area = room;
            v->px_per_m = map->whole.px_per_m * map->inset_zoom;
            v->east0 = map->whole.east0 + w.i * STEP / map->whole.px_per_m;
            v->north0 = map->whole.north0 - w.j * STEP / map->whole.px_per_m;
        }
    }
    free(spot);
    free(sum);
    return ERR_OK;
}

/* The part of the map that stands enlarged. */
static struct box window_of(const struct map *map)
{
    const struct map_view *w = &map->whole, *i = &map->inset;

    return (struct box){round(w->area.x + (i->east0 - w->east0) * w->px_per_m),
                        round(w->area.y + (w->north0 - i->north0) * w->px_per_m),
                        round(i->area.w / map->inset_zoom), round(i->area.h / map->inset_zoom)};
}

/* The corner of the inset that holds its scale. */
static struct box scale_box(const struct map *map)
{
    double u = map->frame.t;
    const struct box *a = &map->inset.area;
    double bar = 1000 * map->inset.px_per_m * map_scale_km(0.2 * a->w, map->inset.px_per_m);

    return (struct box){a->x, a->y + a->h - 36 * u, bar + 44 * u, 36 * u};
}

void map_reserve_inset(struct map *map, struct map_view *view)
{
    double u = map->frame.u, t = 4 * u;
    struct box b = window_of(map);

    if (!(map->inset.area.w > 0)) return;
    if (view == &map->inset) {
        map_add_placed(view, MAP_FRAME, 0, scale_box(map));
        return;
    }
    map_add_placed(view, MAP_FRAME, 0, (struct box){b.x - t / 2, b.y - t / 2, b.w + t, t});
    map_add_placed(view, MAP_FRAME, 1,
                   (struct box){b.x - t / 2, b.y + b.h - t / 2, b.w + t, t});
    map_add_placed(view, MAP_FRAME, 2, (struct box){b.x - t / 2, b.y, t, b.h});
    map_add_placed(view, MAP_FRAME, 3, (struct box){b.x + b.w - t / 2, b.y, t, b.h});
}

void map_draw_inset_frames(struct map *map)
{
    double t = map->frame.t;
    double line = 2 * fmax(round(1.1 * map->frame.u), 1); /* whole pixels to either side */
    const struct box *a = &map->inset.area;
    struct canvas_text style = {16 * t, true, ALIGN_LEFT, canvas_colour(0x111111, 1), 0, 0};
    struct box scale = scale_box(map);
    char times[16], text[256];

    canvas_clip(map->canvas, map->whole.area);
    canvas_rectangle(map->canvas, window_of(map));
    canvas_stroke(map->canvas, canvas_colour(0xFFFFFF, 0.9), 2 * line);
    canvas_rectangle(map->canvas, window_of(map));
    canvas_stroke(map->canvas, map_frame_colour(), line);
    canvas_unclip(map->canvas);
    snprintf(times, sizeof times, "%.3g", map->inset_zoom);
    messages_fill(text, sizeof text, map->language, MSG_MAP_INSET, times, NULL);
    /* one line, also where the column is narrow */
    style.size *= fmin(1, a->w / canvas_measure(map->canvas, 0, 0, &style, text).w);
    canvas_text(map->canvas, a->x, a->y - (CAPTION - 2) * t, &style, text);
    canvas_rectangle(map->canvas, scale);
    canvas_fill(map->canvas, canvas_colour(0xFFFFFF, 0.85));
    map_draw_scale(map->canvas, scale.x + 14 * t, scale.y + 7 * t, 0.2 * a->w,
                   map->inset.px_per_m, t);
    canvas_rectangle(map->canvas, *a);
    canvas_stroke(map->canvas, map_frame_colour(), line);
}

struct colour map_frame_colour(void)
{
    return canvas_colour(0x7B2CBF, 1);
}
