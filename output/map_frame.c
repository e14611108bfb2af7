/* map_frame.c - the sheet follows the area: size, scale, title and foot line. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "output/datum_note.h"
#include "output/map.h"
#include "output/solved.h"
#include "scenarios/messages.h"

/* Design units; a sheet is 1600 of them long. */
enum { MARGIN = 36, LEGEND_W = 330, GAP = 28, FOOT_H = 56, LONG_SIDE = 1600, COLUMNS = 4 };

struct extent {
    double west, east, south, north;
};

/* Cells and open sites, with a rim of 2 %. Far-off closed sites do not shrink the map. */
static struct extent extent_of(const struct map *map)
{
    const struct digest *d = map->digest;
    struct extent e = {INFINITY, -INFINITY, INFINITY, -INFINITY};

    for (int z = 0; z < map->run->city->n_zones; z++) {
        e.west = fmin(e.west, d->east[z] - d->cell_w[z] / 2);
        e.east = fmax(e.east, d->east[z] + d->cell_w[z] / 2);
        e.south = fmin(e.south, d->north[z] - d->cell_h[z] / 2);
        e.north = fmax(e.north, d->north[z] + d->cell_h[z] / 2);
    }
    for (int s = 0; s < map->run->city->n_sites; s++) {
        if (!map_site_shown(map, s)) continue;
        e.west = fmin(e.west, d->site_east[s]);
        e.east = fmax(e.east, d->site_east[s]);
        e.south = fmin(e.south, d->site_north[s]);
        e.north = fmax(e.north, d->site_north[s]);
    }

    double rim = 0.02 * fmax(e.east - e.west, e.north - e.south);

    e.west -= rim;
    e.east += rim;
    e.south -= rim;
    e.north += rim;
    return e;
}

static double title_height(struct map *map, struct canvas *measure, double width);
static double foot_height(struct map *map, struct canvas *measure, double width);

/* Map on the left, legend on the right. False where the area is too wide for that: the sheet
 * would be lower than its legend. */
static bool beside(struct map_frame *f, double shape, double legend_h)
{
    double u = f->u, side = LONG_SIDE * u;
    double w = side - (2 * MARGIN + LEGEND_W + GAP) * u, h = w / shape;
    double most_h = side - f->title_h - f->foot_h;

    if (h < legend_h) return false;
    if (h > most_h) {
        h = most_h;
        w = fmax(h * shape, 620 * u); /* a narrow area still has room for its title */
    }
    f->beside = true;
    f->area = (struct box){MARGIN * u, f->title_h, w, h};
    f->legend = (struct box){MARGIN * u + w + GAP * u, f->title_h, LEGEND_W * u, h};
    f->width = (int)lround(w + (2 * MARGIN + LEGEND_W + GAP) * u);
    return true;
}

static void below(struct map_frame *f, double shape, double legend_h)
{
    double u = f->u, w = (LONG_SIDE - 2 * MARGIN) * u;

    f->beside = false;
    f->area = (struct box){MARGIN * u, f->title_h, w, w / shape};
    f->legend = (struct box){MARGIN * u, f->title_h + w / shape + GAP * u, w, legend_h};
    f->width = (int)lround(LONG_SIDE * u);
}

static void finish(struct map_frame *f, const struct extent *e)
{
    double bottom = f->beside ? f->area.y + f->area.h : f->legend.y + f->legend.h;
    double across = e->east - e->west, up = e->north - e->south;

    f->area.x = floor(f->area.x);
    f->area.y = floor(f->area.y);
    f->area.w = floor(f->area.w);
    f->area.h = floor(f->area.h);
    f->foot_y = bottom + 14 * f->u;
    f->height = (int)lround(bottom + f->foot_h);
    f->px_per_m = fmin(f->area.w / across, f->area.h / up);
    /* the area in the middle where the frame has another shape */
    f->east0 = e->west - (f->area.w / f->px_per_m - across) / 2;
    f->north0 = e->north + (f->area.h / f->px_per_m - up) / 2;
}

enum err map_lay_out(struct map *map, struct error *err)
{
    struct map_frame *f = &map->frame;
    struct canvas *measure = NULL;
    struct extent e = extent_of(map);
    double shape = fmin(fmax((e.east - e.west) / (e.north - e.south), 0.25), 4);

    TRY(canvas_create(&measure, 1, 1, canvas_colour(0xFFFFFF, 1), err));
    f->u = map->run->scenario->report.map_px / (double)LONG_SIDE;
    f->title_h = title_height(map, measure, (LONG_SIDE - 2 * MARGIN) * f->u);
    f->foot_h = foot_height(map, measure, (LONG_SIDE - 2 * MARGIN) * f->u);

    struct box column = {0, 0, LEGEND_W * f->u, 1e9};
    double tall = map_draw_legend(map, measure, column, true);

    if (!beside(f, shape, tall)) {
        struct box wide = {0, 0, (LONG_SIDE - 2 * MARGIN) * f->u, 0};

        below(f, shape, map_draw_legend(map, measure, wide, true));
    } else {
        /* a narrower sheet may need more lines for title and foot, and so a lower map */
        f->title_h = title_height(map, measure, f->width - 2 * MARGIN * f->u);
        f->foot_h = foot_height(map, measure, f->width - 2 * MARGIN * f->u);
        beside(f, shape, 0);
    }
    finish(f, &e);
    canvas_free(measure);
    return ERR_OK;
}

/* --- title and foot --------------------------------------------------------------------- */

static void title_of(const struct map *map, char *text, size_t size)
{
    const char *title = scenario_title(map->run->scenario, map->language);

    if (map->run->scenario->study.made_up && !strstr(title, "made-up"))
        messages_fill(text, size, map->language, MSG_MAP_MADE_UP_TITLE, title, NULL);
    else
        snprintf(text, size, "%s", title);
}

static void add(char *text, size_t size, const char *more)
{
    size_t length = strlen(text);

    snprintf(text + length, size - length, "%s", more);
}

/* The bound is that of the last phase: of what could still be decided then. */
static void add_bound(const struct map *map, const struct phase *last, char *text, size_t size)
{
    const struct run *run = map->run;
    double bound = run->feasible ? digest_bound_share(run, last) : NAN;
    char share[32], year[16], given[128] = "", more[256];

    if (!isfinite(bound)) return;
    snprintf(year, sizeof year, "%d", solved_year(run, last));
    if (run->n_phases > 1)
        messages_fill(given, sizeof given, map->language, MSG_REP_GIVEN, year, NULL);
    messages_share(share, sizeof share, map->language, fmin(bound, 1));
    add(text, size,
        messages_fill(more, sizeof more, map->language, MSG_MAP_BOUND, share, given, NULL));
}

/* Phases without a plan; the last one is told by the subtitle's first words. */
static void add_missing(const struct map *map, char *text, size_t size)
{
    const struct run *run = map->run;
    char year[16], more[256];

    for (int k = 0; k < run->n_phases - 1; k++) {
        if (solved_has_plan(&run->phase[k])) continue;
        snprintf(year, sizeof year, "%d", solved_year(run, &run->phase[k]));
        add(text, size,
            messages_fill(more, sizeof more, map->language, MSG_MAP_INFEASIBLE, year, NULL));
    }
}

void map_subtitle(const struct map *map, char *text, size_t size)
{
    const struct run *run = map->run;
    struct tally all = digest_tally(run, map->digest, map->net, TALLY_ALL, -1);
    struct tally built = digest_tally(run, map->digest, map->net, TALLY_NEW, -1);
    const struct phase *last = run->n_phases > 0 ? &run->phase[run->n_phases - 1] : NULL;
    char year[16], share[32], stations[64], fresh[32], more[256];

    snprintf(year, sizeof year, "%d", digest_year(run, map->net));
    messages_share(share, sizeof share, map->language, digest_served_share(run, map->net));
    messages_plural(stations, sizeof stations, map->language, all.stations, MSG_ONE_STATION);
    messages_number(fresh, sizeof fresh, map->language, built.stations, 0);
    if (last && !solved_has_plan(last))
        messages_fill(text, size, map->language, MSG_MAP_NO_PLAN, year,
                      solved_standing(map->language, run, last, more, sizeof more), stations,
                      share, NULL);
    else
        messages_fill(text, size, map->language, MSG_MAP_SUBTITLE, year, share, stations, fresh,
                      NULL);
    if (last) add_bound(map, last, text, size);
    if (last && last->model)
        add(text, size,
            messages_fill(more, sizeof more, map->language, MSG_MAP_MODEL, last->model->name,
                          NULL));
    add_missing(map, text, size);
    if (run->scenario->report.network_sample_share < 1) {
        messages_share(share, sizeof share, map->language,
                       run->scenario->report.network_sample_share);
        add(text, size,
            messages_fill(more, sizeof more, map->language, MSG_MAP_SAMPLE, share, NULL));
    }
}

/* Draws the title, or measures it: returns where the map may begin. */
static double title_at(struct map *map, struct canvas *c, double width, bool dry)
{
    double u = map->frame.u;
    struct canvas_text big = {30 * u, true, ALIGN_LEFT, canvas_colour(0x1A1A1A, 1), 0, width};
    struct canvas_text small = {17 * u, false, ALIGN_LEFT, canvas_colour(0x444444, 1),
                                0,      width};
    struct box (*put)(struct canvas *, double, double, const struct canvas_text *,
                      const char *) = dry ? canvas_measure : canvas_text;
    char text[1024];

    title_of(map, text, sizeof text);

    struct box box = put(c, MARGIN * u, 20 * u, &big, text);

    map_subtitle(map, text, sizeof text);
    box = put(c, MARGIN * u, box.y + box.h, &small, text);
    return ceil(box.y + box.h + 12 * u);
}

static double title_height(struct map *map, struct canvas *measure, double width)
{
    return title_at(map, measure, width, true);
}

static void foot_text(const struct map *map, char *text, size_t size)
{
    const struct scenario *s = map->run->scenario;
    char more[1500], seed[16], hash[16];

    if (s->study.data_source && s->study.data_source[0] != '\0')
        messages_fill(text, size, map->language, MSG_MAP_FOOT_SOURCE, s->study.data_source,
                      NULL);
    else
        messages_fill(text, size, map->language, MSG_MAP_FOOT_NO_SOURCE, NULL);
    add(text, size,
        messages_text(map->language,
                      map->run->city->geographic ? MSG_MAP_FOOT_WGS84 : MSG_MAP_FOOT_METRES));
    if (datum_note(more, sizeof more, map->language, s)[0] != '\0') {
        add(text, size, " ");
        add(text, size, more);
    }
    add(text, size, "\n");
    snprintf(seed, sizeof seed, "%d", s->study.seed);
    snprintf(hash, sizeof hash, "%.12s", s->hash);
    add(text, size,
        messages_fill(more, sizeof more, map->language, MSG_MAP_FOOT_RUN, s->head.name, hash,
                      seed, CHARGEPLAN_VERSION, NULL));
}

/* Draws the foot line, or measures it: returns the room from the sheet's content down. */
static double foot_at(struct map *map, struct canvas *c, double y, double width, bool dry)
{
    double u = map->frame.u;
    struct canvas_text style = {12.5 * u, false, ALIGN_LEFT, canvas_colour(0x555555, 1),
                                0,        width};
    struct box (*put)(struct canvas *, double, double, const struct canvas_text *,
                      const char *) = dry ? canvas_measure : canvas_text;
    char text[3000];

    foot_text(map, text, sizeof text);
    return put(c, MARGIN * u, y, &style, text).h + (14 + 6) * u;
}

/* Two lines always have their room; a long source or datum takes more. */
static double foot_height(struct map *map, struct canvas *measure, double width)
{
    return fmax(FOOT_H * map->frame.u, ceil(foot_at(map, measure, 0, width, true)));
}

void map_draw_title(struct map *map)
{
    double u = map->frame.u, width = map->frame.width - 2 * MARGIN * u;

    title_at(map, map->canvas, width, false);
    canvas_rectangle(map->canvas, (struct box){map->frame.area.x - 0.5, map->frame.area.y - 0.5,
                                               map->frame.area.w + 1, map->frame.area.h + 1});
    canvas_stroke(map->canvas, canvas_colour(0x8A8F94, 1), 1);
    foot_at(map, map->canvas, map->frame.foot_y, width, false);
}
