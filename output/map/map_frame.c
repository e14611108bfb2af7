/* map_frame.c - the sheet follows the area: its size, its scale, and what stands where. */
#include <math.h>

#include "output/map/map.h"

/* Design units; a sheet is 1600 of them long. */
enum { MARGIN = MAP_MARGIN, LEGEND_W = 330, GAP = 28, FOOT_H = 58, LONG_SIDE = 1600 };

struct extent {
    double west, east, south, north;
};

static void widen(struct extent *e, double east, double north)
{
    e->west = fmin(e->west, east);
    e->east = fmax(e->east, east);
    e->south = fmin(e->south, north);
    e->north = fmax(e->north, north);
}

/* Polygons stick out of the squares of their areas; the study area is shown as far as half the
 * zones' own extent beyond them. */
static void widen_by_polygons(struct extent *e, const struct map *map)
{
    const struct map_shape *zones = &map->polygons, *area = &map->boundary;
    double rim;
    struct extent most;

    for (int k = 0; zones->polygons && k < polygons_n_points(zones->polygons); k++)
        widen(e, zones->east[k], zones->north[k]);
    rim = fmax(e->east - e->west, e->north - e->south) / 2;
    most = (struct extent){e->west - rim, e->east + rim, e->south - rim, e->north + rim};
    for (int k = 0; area->polygons && k < polygons_n_points(area->polygons); k++)
        widen(e, fmin(fmax(area->east[k], most.west), most.east),
              fmin(fmax(area->north[k], most.south), most.north));
}

/* Zones and the sites that are shown, with a rim of 2 %. Far-off closed sites do not shrink the
 * map. */
static struct extent extent_of(const struct map *map)
{
    const struct digest *d = map->digest;
    struct extent e = {INFINITY, -INFINITY, INFINITY, -INFINITY};

    for (int z = 0; z < map->city->n_zones; z++) {
        if (map->polygons.polygons) break;
        widen(&e, d->east[z] - d->cell_w[z] / 2, d->north[z] - d->cell_h[z] / 2);
        widen(&e, d->east[z] + d->cell_w[z] / 2, d->north[z] + d->cell_h[z] / 2);
    }
    widen_by_polygons(&e, map);
    for (int s = 0; s < map->city->n_sites; s++) {
        if (!map->parts->shown(map, s)) continue;
        widen(&e, d->site_east[s], d->site_north[s]);
    }

    double rim = 0.02 * fmax(e.east - e.west, e.north - e.south);

    e.west -= rim;
    e.east += rim;
    e.south -= rim;
    e.north += rim;
    return e;
}

/* Map on the left, legend on the right. False where the area is too wide for that: the sheet
 * would be lower than its legend. */
static bool beside(struct map *map, double shape, double legend_h)
{
    struct map_frame *f = &map->frame;
    double u = f->u, side = LONG_SIDE * u;
    double w = side - (2 * MARGIN + GAP) * u - LEGEND_W * f->t, h = w / shape;
    double most_h = side - f->title_h - f->foot_h;

    if (h < legend_h) return false;
    if (h > most_h) {
        h = most_h;
        w = fmax(h * shape, 620 * u); /* a narrow area still has room for its title */
    }
    f->beside = true;
    map->whole.area = (struct box){MARGIN * u, f->title_h, w, h};
    f->legend = (struct box){MARGIN * u + w + GAP * u, f->title_h, LEGEND_W * f->t, h};
    f->width = (int)lround(w + (2 * MARGIN + GAP) * u + LEGEND_W * f->t);
    return true;
}

static void below(struct map *map, double shape)
{
    struct map_frame *f = &map->frame;
    double u = f->u, w = (LONG_SIDE - 2 * MARGIN) * u;

    f->beside = false;
    map->whole.area = (struct box){MARGIN * u, f->title_h, w, w / shape};
    f->legend = (struct box){MARGIN * u, f->title_h + w / shape + GAP * u, w, 0};
    f->width = (int)lround(LONG_SIDE * u);
}

/* The area in the middle where the frame has another shape. */
static void fit(struct map_view *v, const struct extent *e)
{
    double across = e->east - e->west, up = e->north - e->south;

    v->area.x = floor(v->area.x);
    v->area.y = floor(v->area.y);
    v->area.w = floor(v->area.w);
    v->area.h = floor(v->area.h);
    v->px_per_m = fmin(v->area.w / across, v->area.h / up);
    v->east0 = e->west - (v->area.w / v->px_per_m - across) / 2;
    v->north0 = e->north + (v->area.h / v->px_per_m - up) / 2;
}

/* The sheet's room for an enlargement: below the legend's column, or, where the legend stands
 * below the map, to its left; the legend then is a column too. */
static struct box room_for_inset(const struct map *map, double tall)
{
    const struct map_frame *f = &map->frame;
    struct box room = f->legend;

    if (f->beside) {
        room.y += tall + 14 * f->u;
        room.h -= tall + 14 * f->u;
    } else {
        room.w -= GAP * f->u + LEGEND_W * f->t;
        room.h = tall;
    }
    return room;
}

/* The legend's height depends on what is drawn, and where the inset stands on that height. */
static enum err place_legend(struct map *map, struct canvas *measure, struct error *err)
{
    struct map_frame *f = &map->frame;
    struct box column = f->legend;

    column.w = LEGEND_W * f->t;
    map->whole.candidates = map->parts->has_inset && map_shows_candidates(map, &map->whole);
    for (int pass = 0; pass < 2 && map->parts->has_inset; pass++) {
        double tall = map_draw_legend(map, measure, column, true);

        TRY(map_choose_inset(map, room_for_inset(map, tall), err));
        map->inset.candidates = map->inset.area.w > 0 && map_shows_candidates(map, &map->inset);
    }
    if (f->beside) return ERR_OK;
    if (map->inset.area.w > 0) {
        f->legend.x += f->legend.w - column.w;
        f->legend.w = column.w;
    }
    f->legend.h = map_draw_legend(map, measure, f->legend, true);
    if (map->inset.area.w > 0)
        f->legend.h = fmax(f->legend.h, map->inset.area.y + map->inset.area.h - f->legend.y);
    return ERR_OK;
}

static void measure_texts(struct map *map, struct canvas *measure, double width)
{
    struct map_frame *f = &map->frame;

    f->title_h = map_title(map, measure, width, true);
    /* two lines always have their room; a long source or datum takes more */
    f->foot_h = fmax(FOOT_H * f->t, ceil(map_foot(map, measure, 0, width, true)));
}

/* Where many markers run together and the column has no room for an enlargement, a sheet with
 * the legend below is better: it always has. */
static bool needs_panel(const struct map *map, double shape)
{
    enum { MANY_HIDDEN = 100 };

    return map->frame.beside && map->inset.area.w <= 0 && map->n_hidden >= MANY_HIDDEN &&
           shape >= 1;
}

static enum err lay_out(struct map *map, struct canvas *measure, struct error *err)
{
    struct map_frame *f = &map->frame;
    struct extent e = extent_of(map);
    double shape = fmin(fmax((e.east - e.west) / (e.north - e.south), 0.25), 4);
    double wide = (LONG_SIDE - 2 * MARGIN) * f->u, bottom;
    struct box column = {0, 0, LEGEND_W * f->t, 1e9};

    measure_texts(map, measure, wide);
    if (beside(map, shape, map_draw_legend(map, measure, column, true))) {
        /* a narrower sheet may need more lines for title and foot, and so a lower map */
        measure_texts(map, measure, f->width - 2 * MARGIN * f->u);
        beside(map, shape, 0);
    } else {
        below(map, shape);
    }
    fit(&map->whole, &e);
    TRY(place_legend(map, measure, err));
    if (needs_panel(map, shape) || (!f->beside && map->inset.area.w > 0)) {
        f->t = 1.2 * f->u;
        measure_texts(map, measure, wide);
        below(map, shape);
        fit(&map->whole, &e);
        TRY(place_legend(map, measure, err));
    }
    bottom = f->beside ? map->whole.area.y + map->whole.area.h : f->legend.y + f->legend.h;
    f->foot_y = bottom + 14 * f->u;
    f->height = (int)lround(bottom + f->foot_h);
    return ERR_OK;
}

enum err map_lay_out(struct map *map, struct error *err)
{
    struct canvas *measure = NULL;

    map->frame.u = map->frame.t = map->scenario->report.map_px / (double)LONG_SIDE;
    TRY(canvas_create(&measure, 1, 1, canvas_colour(0xFFFFFF, 1), err));

    enum err code = lay_out(map, measure, err);

    canvas_free(measure);
    return code;
}
