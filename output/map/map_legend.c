/* map_legend.c - the legend of a coverage map: what is shown and nothing else, with round
 * figures. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "output/judged.h"
#include "output/map/map.h"
#include "output/map/map_pen.h"
#include "output/map/map_words.h"
#include "output/solved.h"
#include "scenarios/messages.h"

static void demand_block(struct pen *p)
{
    const struct map *map = p->map;
    char year[16], text[128];

    snprintf(year, sizeof year, "%d", digest_year(map->run, map->net));
    messages_fill(text, sizeof text, map->language, MSG_MAP_DENSITY, year,
                  map_service_word(map), NULL);
    map_legend_amounts(p, text,
                       messages_text(map->language, map->digest->points ? MSG_MAP_DISCS
                                                                        : MSG_MAP_DENSITY_UNIT),
                       MSG_MAP_KWH);
}

/* A swatch of an area: its fill by `kind`, then the text. */
enum swatch {
    SWATCH_REACH,
    SWATCH_WITHIN,
    SWATCH_BEYOND,
    SWATCH_HATCH,
    SWATCH_FULL,
    SWATCH_OUT,
    SWATCH_INSET
};

static void swatch(struct pen *p, enum swatch kind)
{
    double u = p->u, x = p->x + 17 * u, y = p->y + 10.5 * u;
    struct box box = {p->x, p->y + 2 * u, 34 * u, 17 * u};

    if (kind == SWATCH_FULL || kind == SWATCH_OUT) {
        map_draw_mark(p->c, kind == SWATCH_FULL ? ZONE_FULL : ZONE_OUT, x, y,
                      canvas_colour(0x333333, 1), u);
        return;
    }
    if (kind == SWATCH_WITHIN || kind == SWATCH_BEYOND) {
        canvas_move(p->c, p->x, y);
        canvas_line(p->c, p->x + 34 * u, y);
        canvas_stroke(p->c,
                      kind == SWATCH_WITHIN ? map_reach_colour(1) : map_unreached_colour(),
                      (kind == SWATCH_WITHIN ? 2.6 : 1.2) * u);
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

/* What the service area is, where the service has one: of ways that a matrix gives nobody knows
 * where they lead. */
static void reach_rows(struct pen *p)
{
    static const enum message within[N_SERVICES] = {MSG_MAP_WITHIN_FAST, MSG_MAP_WITHIN_SLOW};
    const struct map *map = p->map;
    bool reach = map_count_serving(map).sites > 0;
    char text[256], limit[64];

    map_limit_text(map, limit, sizeof limit);
    if (reach && scenario_access_by(map->scenario, map->service) == ACCESS_BY_STRAIGHT)
        area_row(p, SWATCH_REACH,
                 messages_fill(text, sizeof text, map->language, MSG_MAP_REACH,
                               map_service_word(map), limit, NULL));
    if (map->streets == NULL) return;
    if (reach)
        area_row(
            p, SWATCH_WITHIN,
            messages_fill(text, sizeof text, map->language, within[map->service], limit, NULL));
    area_row(p, SWATCH_BEYOND, messages_text(map->language, MSG_MAP_BEYOND));
}

static void core_rows(struct pen *p)
{
    const struct map *map = p->map;
    struct uncovered u = digest_uncovered(map->run, map->digest, map->net);
    const struct rule_result *core = digest_core_rule(map->run);
    char text[256], km[32], share[32];

    if (u.core_zones == 0) return;
    map_legend_edge(p, EDGE_CORE);
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
    if (scenario_access_by(map->scenario, map->service) != ACCESS_BY_STRAIGHT)
        pen_words(p, 46 * p->u, messages_text(map->language, MSG_MAP_RULE_STRAIGHT), 21 * p->u);
}

static void areas_block(struct pen *p)
{
    const struct map *map = p->map;
    enum language l = map->language;
    const char *service = map_service_word(map);
    bool reach = map_count_serving(map).sites > 0, inset = map->inset.area.w > 0;
    bool core = digest_uncovered(map->run, map->digest, map->net).core_zones > 0;
    bool districts = map->city->n_districts > 1 && !map->digest->points;
    bool boundary = map->city->boundary.n > 0;
    char text[256];

    if (!reach && !core && map->n_full + map->n_out == 0 && !districts && !inset && !boundary &&
        map->streets == NULL)
        return;
    pen_heading(p, messages_text(l, MSG_MAP_AREAS));
    reach_rows(p);
    if (map->n_full > 0)
        area_row(p, SWATCH_FULL,
                 messages_fill(text, sizeof text, l, MSG_MAP_FULL, service, NULL));
    if (map->n_out > 0)
        area_row(p, SWATCH_OUT,
                 messages_fill(text, sizeof text, l, MSG_MAP_OUT, service, NULL));
    core_rows(p);
    if (districts) map_legend_edge(p, EDGE_DISTRICT);
    if (boundary) map_legend_edge(p, EDGE_BOUNDARY);
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

    if (map->city->n_sites == 0) return;
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

static void (*const blocks[])(struct pen *) = {demand_block, map_legend_sites, areas_block,
                                               result_block, map_legend_scale};

const struct map_parts map_coverage = {
    .headline = map_headline,
    .subtitle = map_subtitle,
    .foot = map_foot_text,
    .block = blocks,
    .n_blocks = sizeof blocks / sizeof blocks[0],
    .shown = map_site_shown,
    .has_inset = true,
};
