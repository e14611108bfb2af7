/* map_legend_amounts.c - what all legends have: classes or discs of the zones, scale, and how
 * blocks stand in columns.
 *
 * A legend is made of blocks. Each block is measured (dry) and drawn by the same code, so that
 * what is measured is what is drawn. */
#include <math.h>

#include "output/map/map_pen.h"
#include "scenarios/messages.h"

/* Three discs with round figures, the largest at most the largest drawn. */
static void disc_rows(struct pen *p, enum message figure)
{
    static const double step[] = {1, 2, 5};
    const struct map *map = p->map;
    int top = map->most > 0 ? 3 * (int)floor(log10(map->most)) : -1;
    char text[64], number[32];

    while (top >= 0 && step[(top + 1) % 3] * pow(10, (top + 1) / 3) <= map->most)
        top++;
    for (int k = top; k >= 0 && k > top - 5; k -= 2) {
        double amount = step[k % 3] * pow(10, k / 3);
        /* rows for the largest discs there may be: the scale is known after the layout */
        double row = fmax(2 * MAP_DISC * p->u * sqrt(amount / map->most) + 3 * p->u, 21 * p->u);

        messages_number(number, sizeof number, map->language, amount, 0);
        messages_fill(text, sizeof text, map->language, figure, number, NULL);
        if (!p->dry)
            map_draw_disc(p->c, p->x + MAP_DISC * p->u, p->y + row / 2,
                          map_disc_radius(map, amount), false, map->frame.u);
        pen_words(p, 106 * p->u, text, row);
    }
}

void map_legend_class_words(const struct map *map, int class, char *text, size_t size)
{
    int decimals = map->breaks[0] < 1 ? 2 : 0, last = map->n_classes - 1;
    char low[32], high[32];

    messages_number(low, sizeof low, map->language, class > 0 ? map->breaks[class - 1] : 0,
                    decimals);
    messages_number(high, sizeof high, map->language, class < last ? map->breaks[class] : 0,
                    decimals);
    if (last == 0)
        messages_fill(text, size, map->language, MSG_MAP_OVER, "0", NULL);
    else if (class == 0)
        messages_fill(text, size, map->language, MSG_MAP_UNDER, high, NULL);
    else if (class == last)
        messages_fill(text, size, map->language, MSG_MAP_OVER, low, NULL);
    else
        messages_fill(text, size, map->language, MSG_MAP_FROM_TO, low, high, NULL);
}

static void class_rows(struct pen *p)
{
    const struct map *map = p->map;
    double u = p->u, row = 21 * u;
    char text[128];

    for (int k = 0; k < map->n_classes; k++) {
        double inside = k > 0                ? map->breaks[k - 1]
                        : map->n_classes > 1 ? map->breaks[0] / 2
                                             : 1;

        map_legend_class_words(map, k, text, sizeof text);
        if (!p->dry) {
            canvas_rectangle(p->c, (struct box){p->x, p->y + 1, 34 * u, row - 1});
            canvas_fill_stroke(p->c, map_class_colour(map, inside), canvas_colour(0x9AA0A6, 1),
                               0.8);
        }
        pen_words(p, 46 * u, text, row);
    }
    if (!map->digest->cells_known)
        pen_words(p, 0, messages_text(map->language, MSG_MAP_CELLS_ESTIMATED), 0);
}

void map_legend_amounts(struct pen *p, const char *heading, const char *unit,
                        enum message figure)
{
    pen_heading(p, heading);
    pen_words(p, 0, unit, 0);
    p->y += 4 * p->u;
    if (p->map->digest->points)
        disc_rows(p, figure);
    else
        class_rows(p);
}

void map_legend_edge(struct pen *p, enum map_edge edge)
{
    const struct map *map = p->map;
    bool place = edge == EDGE_CORE && map->digest->points; /* a disc with a black edge */
    static const enum message text[] = {MSG_MAP_CORE, MSG_MAP_DISTRICT, MSG_MAP_BOUNDARY};
    const struct colour colour[] = {map_core_colour(), canvas_colour(0x6B7280, 0.7),
                                    map_boundary_colour()};
    double u = p->u, y = p->y + 10.5 * u;

    if (!p->dry && place) {
        map_draw_disc(p->c, p->x + 17 * u, y, 8 * u, true, u);
    } else if (!p->dry) {
        canvas_move(p->c, p->x, y);
        canvas_line(p->c, p->x + 34 * u, y);
        canvas_stroke(p->c, colour[edge], (edge == EDGE_CORE ? 2 : 1.6) * u);
    }
    pen_words(p, 46 * u, messages_text(map->language, place ? MSG_MAP_CORE_PLACE : text[edge]),
              21 * u);
}

/* North and a bar of a round length, about a fifth of the map's width. */
void map_legend_scale(struct pen *p)
{
    const struct map_view *v = &p->map->whole;
    double u = p->u, y = p->y + 22 * u;

    p->y += 50 * u;
    if (p->dry) return; /* the scale is known after the layout; the height is not of it */
    map_draw_north(p->c, p->x + 14 * u, y, messages_text(p->map->language, MSG_MAP_NORTH), u);
    map_draw_scale(p->c, p->x + 44 * u, y, fmin(v->area.w * 0.22, p->w - 90 * u), v->px_per_m,
                   u);
}

double map_draw_legend(struct map *map, struct canvas *c, struct box box, bool dry)
{
    bool columns = box.w > 900 * map->frame.u;
    double u = map->frame.t, gap = 30 * u, tallest = 0;
    int n = map->parts->n_blocks;
    struct pen p = {map, c, box.x, box.y, columns ? (box.w - 3 * gap) / 4 : box.w, u, dry};

    for (int k = 0; k < n; k++) {
        double top = p.y;

        map->parts->block[k](&p);
        tallest = fmax(tallest, p.y - box.y);
        if (p.y > top) p.y += 16 * u;
        if (!columns || k == n - 2) continue; /* the last two share the last column */
        p.x += p.w + gap;
        p.y = box.y;
    }
    return tallest;
}
