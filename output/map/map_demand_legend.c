/* map_demand_legend.c - what the maps of demand say: title, legend. */
#include <math.h>
#include <stdio.h>

#include "output/map/map_demand.h"
#include "output/map/map_pen.h"

/* kWh a day of one service by night, by day or between trips, and of all. */
static double all_kwh(const struct map_demand *d)
{
    double sum = 0;

    for (int v = 0; v < N_SERVICES; v++)
        for (int l = 0; l < N_LAYERS; l++)
            sum += d->kwh[v][l];
    return sum;
}

static double layer_kwh(const struct map_demand *d, enum layer l)
{
    return d->kwh[FAST][l] + d->kwh[SLOW][l];
}

static void year_of(const struct map *map, char year[16])
{
    snprintf(year, 16, "%d", map->run->fleet->years[map->demand->year_index]);
}

static void headline(const struct map *map, char *text, size_t size)
{
    char named[700];

    map_named(map, named, sizeof named);
    messages_fill(text, size, map->language,
                  map->demand->day ? MSG_MAP_DEMAND_TITLE_DAY : MSG_MAP_DEMAND_TITLE_NIGHT,
                  named, NULL);
}

static void subtitle(const struct map *map, char *text, size_t size)
{
    const struct map_demand *d = map->demand;
    double roaming = layer_kwh(d, ROAMING), night = layer_kwh(d, NIGHT), all = all_kwh(d);
    double shown = d->day ? layer_kwh(d, DAY) + roaming : night;
    char year[16], kwh[64], between[64], share[32];

    year_of(map, year);
    messages_energy(kwh, sizeof kwh, map->language, shown);
    messages_energy(between, sizeof between, map->language, roaming);
    messages_share(share, sizeof share, map->language, all > 0 ? shown / all : (double)NAN);
    messages_fill(text, size, map->language,
                  !d->day       ? MSG_MAP_DEMAND_NIGHT
                  : roaming > 0 ? MSG_MAP_DEMAND_DAY_ROAMING
                                : MSG_MAP_DEMAND_DAY,
                  year, kwh, share, between, NULL);
}

static void amounts_block(struct pen *p)
{
    const struct map *map = p->map;
    char year[16], text[128];

    year_of(map, year);
    messages_fill(text, sizeof text, map->language,
                  map->demand->day ? MSG_MAP_DEMAND_HEAD_DAY : MSG_MAP_DEMAND_HEAD_NIGHT, year,
                  NULL);
    map_legend_amounts(p, text,
                       messages_text(map->language, map->digest->points ? MSG_MAP_DISCS
                                                                        : MSG_MAP_DENSITY_UNIT),
                       MSG_MAP_KWH);
    pen_words(p, 0, messages_text(map->language, MSG_MAP_DEMAND_SAME), 0);
}

static void cell(struct pen *p, double right, const char *text)
{
    struct canvas_text style = pen_plain(p, 0);

    style.align = ALIGN_RIGHT;
    if (!p->dry) canvas_text(p->c, p->x + right, p->y, &style, text);
}

/* Shares of all public energy by layer and service; where roaming is shown. */
static void shares_block(struct pen *p)
{
    static const enum message row[N_LAYERS] = {MSG_MAP_DEMAND_ROW_NIGHT, MSG_MAP_DEMAND_ROW_DAY,
                                               MSG_MAP_DEMAND_ROW_ROAMING};
    const struct map_demand *d = p->map->demand;
    double column[N_SERVICES] = {p->w * 0.76, p->w}, all = all_kwh(d);
    char text[128], year[16];

    if (!(all > 0)) return;
    year_of(p->map, year);
    pen_heading(p, messages_fill(text, sizeof text, p->map->language, MSG_MAP_DEMAND_SHARES,
                                 year, NULL));
    cell(p, column[FAST], messages_text(p->map->language, MSG_MAP_FAST));
    cell(p, column[SLOW], messages_text(p->map->language, MSG_MAP_SLOW));
    pen_words(p, 0, " ", 0);
    for (enum layer l = NIGHT; l < N_LAYERS; l++) {
        if (l == ROAMING && !(layer_kwh(d, l) > 0)) continue;
        for (enum service v = FAST; v < N_SERVICES; v++) {
            messages_share(text, sizeof text, p->map->language, d->kwh[v][l] / all);
            cell(p, column[v], text);
        }
        pen_words(p, 0, messages_text(p->map->language, row[l]), 0);
    }
    if (layer_kwh(d, ROAMING) > 0)
        pen_words(p, 0, messages_text(p->map->language, MSG_MAP_DEMAND_ROAMING), 0);
}

static void edges_block(struct pen *p)
{
    const struct map *map = p->map;
    bool core = false, districts = map->city->n_districts > 1 && !map->digest->points;
    bool boundary = map->city->boundary.n > 0;

    for (int z = 0; z < map->city->n_zones && !core; z++)
        core = map->city->core[z];
    if (core) map_legend_edge(p, EDGE_CORE);
    if (districts) map_legend_edge(p, EDGE_DISTRICT);
    if (boundary) map_legend_edge(p, EDGE_BOUNDARY);
}

static bool no_site(const struct map *map, int site)
{
    (void)map;
    (void)site;
    return false;
}

static void (*const blocks[])(struct pen *) = {amounts_block, shares_block, edges_block,
                                               map_legend_scale};

const struct map_parts map_of_demand = {
    .headline = headline,
    .subtitle = subtitle,
    .foot = map_foot_text,
    .block = blocks,
    .n_blocks = sizeof blocks / sizeof blocks[0],
    .shown = no_site,
};
