/* map_legend.c - the legend: what is shown and nothing else, with round figures.
 *
 * It is made of blocks. Each block is measured (dry) and drawn by the same code, so that what
 * is measured is what is drawn. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "output/judged.h"
#include "output/map/map.h"
#include "output/map/map_pen.h"
#include "output/map/map_words.h"
#include "output/solved.h"
#include "scenarios/messages.h"

/* Three discs with round figures, the largest at most the largest drawn. */
static void disc_rows(struct pen *p)
{
    static const double step[] = {1, 2, 5};
    const struct map *map = p->map;
    int top = map->most_kwh > 0 ? 3 * (int)floor(log10(map->most_kwh)) : -1;
    char text[64], number[32];

    while (top >= 0 && step[(top + 1) % 3] * pow(10, (top + 1) / 3) <= map->most_kwh)
        top++;
    for (int k = top; k >= 0 && k > top - 5; k -= 2) {
        double kwh = step[k % 3] * pow(10, k / 3);
        /* rows for the largest discs there may be: the scale is known after the layout */
        double row =
            fmax(2 * MAP_DISC * p->u * sqrt(kwh / map->most_kwh) + 3 * p->u, 21 * p->u);

        messages_number(number, sizeof number, map->language, kwh, 0);
        messages_fill(text, sizeof text, map->language, MSG_MAP_KWH, number, NULL);
        if (!p->dry)
            map_draw_disc(p->c, p->x + MAP_DISC * p->u, p->y + row / 2,
                          map_disc_radius(map, kwh), false, map->frame.u);
        pen_words(p, 106 * p->u, text, row);
    }
}

static void demand_block(struct pen *p)
{
    const struct map *map = p->map;
    char year[16], text[128];

    snprintf(year, sizeof year, "%d", digest_year(map->run, map->net));
    pen_heading(p, messages_fill(text, sizeof text, map->language, MSG_MAP_DENSITY, year,
                                 map_service_word(map), NULL));
    pen_words(p, 0, messages_text(map->language, MSG_MAP_DISCS), 0);
    p->y += 4 * p->u;
    disc_rows(p);
}

static void density_block(struct pen *p)
{
    const struct map *map = p->map;
    double u = p->u, row = 21 * u;
    char year[16], low[32], high[32], text[128];

    if (map->digest->points) {
        demand_block(p);
        return;
    }
    snprintf(year, sizeof year, "%d", digest_year(map->run, map->net));
    pen_heading(p, messages_fill(text, sizeof text, p->map->language, MSG_MAP_DENSITY, year,
                                 map_service_word(map), NULL));
    pen_words(p, 0, messages_text(p->map->language, MSG_MAP_DENSITY_UNIT), 0);
    p->y += 4 * u;
    for (int k = 0; k < map->n_classes; k++) {
        double from = k > 0 ? map->breaks[k - 1] : 0;
        double to = k < map->n_classes - 1 ? map->breaks[k] : INFINITY;
        int decimals = map->breaks[0] < 1 ? 2 : 0;

        messages_number(low, sizeof low, p->map->language, from, decimals);
        messages_number(high, sizeof high, p->map->language, to, decimals);
        if (map->n_classes == 1)
            messages_fill(text, sizeof text, p->map->language, MSG_MAP_OVER, "0", NULL);
        else if (k == 0)
            messages_fill(text, sizeof text, p->map->language, MSG_MAP_UNDER, high, NULL);
        else if (k == map->n_classes - 1)
            messages_fill(text, sizeof text, p->map->language, MSG_MAP_OVER, low, NULL);
        else
            messages_fill(text, sizeof text, p->map->language, MSG_MAP_FROM_TO, low, high,
                          NULL);
        if (!p->dry) {
            canvas_rectangle(p->c, (struct box){p->x, p->y + 1, 34 * u, row - 1});
            canvas_fill_stroke(p->c, map_class_colour(map, k > 0 ? from : to / 2),
                               canvas_colour(0x9AA0A6, 1), 0.8);
        }
        pen_words(p, 46 * u, text, row);
    }
    if (!map->digest->cells_known)
        pen_words(p, 0, messages_text(p->map->language, MSG_MAP_CELLS_ESTIMATED), 0);
}

/* A swatch of an area: its fill by `kind`, then the text. */
enum swatch {
    SWATCH_REACH,
    SWATCH_CORE,
    SWATCH_DISTRICT,
    SWATCH_HATCH,
    SWATCH_FULL,
    SWATCH_OUT,
    SWATCH_INSET
};

static void line_swatch(struct pen *p, enum swatch kind, double y)
{
    bool core = kind == SWATCH_CORE;

    if (p->map->digest->points) { /* a disc with a black edge */
        map_draw_disc(p->c, p->x + 17 * p->u, y, 8 * p->u, true, p->u);
        return;
    }

    canvas_move(p->c, p->x, y);
    canvas_line(p->c, p->x + 34 * p->u, y);
    canvas_stroke(p->c, core ? map_core_colour() : canvas_colour(0x6B7280, 0.7),
                  (core ? 2 : 1.6) * p->u);
}

static void swatch(struct pen *p, enum swatch kind)
{
    double u = p->u, x = p->x + 17 * u, y = p->y + 10.5 * u;
    struct box box = {p->x, p->y + 2 * u, 34 * u, 17 * u};

    if (kind == SWATCH_CORE || kind == SWATCH_DISTRICT) {
        line_swatch(p, kind, y);
        return;
    }
    if (kind == SWATCH_FULL || kind == SWATCH_OUT) {
        map_draw_mark(p->c, kind == SWATCH_FULL ? ZONE_FULL : ZONE_OUT, x, y,
                      canvas_colour(0x333333, 1), u);
        return;
    }
    canvas_rectangle(p->c, box);
    if (kind == SWATCH_REACH)
        canvas_fill_stroke(p->c, map_reach_colour(0.1), map_reach_colour(0.85), 2 * u);
    else if (kind == SWATCH_INSET)
        canvas_stroke(p->c, map_frame_colour(), 2.2 * u);
    else
        map_hatch(p->map, p->c);
}

static void area_row(struct pen *p, enum swatch kind, const char *text)
{
    if (!p->dry) swatch(p, kind);
    pen_words(p, 46 * p->u, text, 21 * p->u);
}

static void core_rows(struct pen *p)
{
    const struct map *map = p->map;
    struct uncovered u = digest_uncovered(map->run, map->digest, map->net);
    const struct rule_result *core = digest_core_rule(map->run);
    char text[256], km[32], share[32];

    if (u.core_zones == 0) return;
    area_row(
        p, SWATCH_CORE,
        messages_text(map->language, map->digest->points ? MSG_MAP_CORE_PLACE : MSG_MAP_CORE));
    if (map->service != FAST || !(digest_rule_radius_m(map->run) > 0)) return;
    snprintf(km, sizeof km, "%.10g", digest_rule_radius_m(map->run) / 1000);
    messages_share(share, sizeof share, map->language, u.night_share);
    if (u.zones > 0)
        area_row(p, SWATCH_HATCH,
                 messages_fill(text, sizeof text, map->language,
                               core && judged_met_where_possible(core) ? MSG_MAP_UNREACHABLE
                                                                       : MSG_MAP_UNCOVERED,
                               km, share, NULL));
    else
        pen_words(p, 46 * p->u,
                  messages_fill(text, sizeof text, map->language, MSG_MAP_COVERED, km, NULL),
                  21 * p->u);
}

static void areas_block(struct pen *p)
{
    const struct map *map = p->map;
    enum language l = map->language;
    const char *service = map_service_word(map);
    bool reach = map_count_serving(map).sites > 0, inset = map->inset.area.w > 0;
    bool core = digest_uncovered(map->run, map->digest, map->net).core_zones > 0;
    bool districts = map->run->city->n_districts > 1 && !map->digest->points;
    char text[256], radius[64];

    if (!reach && !core && map->n_full + map->n_out == 0 && !districts && !inset) return;
    pen_heading(p, messages_text(l, MSG_MAP_AREAS));
    map_reach_text(map, radius, sizeof radius);
    if (reach)
        area_row(p, SWATCH_REACH,
                 messages_fill(text, sizeof text, l, MSG_MAP_REACH, service, radius, NULL));
    if (map->n_full > 0)
        area_row(p, SWATCH_FULL,
                 messages_fill(text, sizeof text, l, MSG_MAP_FULL, service, NULL));
    if (map->n_out > 0)
        area_row(p, SWATCH_OUT,
                 messages_fill(text, sizeof text, l, MSG_MAP_OUT, service, NULL));
    core_rows(p);
    if (districts) area_row(p, SWATCH_DISTRICT, messages_text(l, MSG_MAP_DISTRICT));
    if (inset) area_row(p, SWATCH_INSET, messages_text(l, MSG_MAP_FRAME));
}

static void cell(struct pen *p, double right, const char *text)
{
    struct canvas_text style = pen_plain(p, 0);

    style.align = ALIGN_RIGHT;
    if (!p->dry) canvas_text(p->c, p->x + right, p->y, &style, text);
}

static void result_block(struct pen *p)
{
    const struct map *map = p->map;
    enum message row[] = {MSG_MAP_SERVED, MSG_MAP_IS_FULL, MSG_MAP_IS_OUT};
    double column[N_SERVICES] = {p->w * 0.76, p->w};
    char text[128], year[16];

    if (map->run->city->n_sites == 0) return;
    snprintf(year, sizeof year, "%d", digest_year(map->run, map->net));
    pen_heading(p,
                messages_fill(text, sizeof text, p->map->language, MSG_MAP_RESULT, year, NULL));
    cell(p, column[FAST], messages_text(p->map->language, MSG_MAP_FAST));
    cell(p, column[SLOW], messages_text(p->map->language, MSG_MAP_SLOW));
    pen_words(p, 0, " ", 0);
    for (int k = 0; k < 3; k++) {
        for (int v = 0; v < N_SERVICES; v++) {
            struct energy e = digest_energy(map->run, map->net, (enum service)v, -1);
            double part = k == 0 ? e.served : k == 1 ? e.full : e.out;

            messages_share(text, sizeof text, p->map->language,
                           e.demand > 0 ? part / e.demand : NAN);
            cell(p, column[v], text);
        }
        pen_words(p, 0, messages_text(p->map->language, row[k]), 0);
    }
}

/* North and a bar of a round length, about a fifth of the map's width. */
static void scale_block(struct pen *p)
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
    static void (*const block[])(struct pen *) = {density_block, map_legend_sites, areas_block,
                                                  result_block, scale_block};
    bool columns = box.w > 900 * map->frame.u;
    double u = map->frame.t, gap = 30 * u, tallest = 0;
    int n = (int)(sizeof block / sizeof block[0]);
    struct pen p = {map, c, box.x, box.y, columns ? (box.w - 3 * gap) / 4 : box.w, u, dry};

    for (int k = 0; k < n; k++) {
        double top = p.y;

        block[k](&p);
        tallest = fmax(tallest, p.y - box.y);
        if (p.y > top) p.y += 16 * u;
        if (!columns || k == n - 2) continue; /* result and scale share the last column */
        p.x += p.w + gap;
        p.y = box.y;
    }
    return tallest;
}
