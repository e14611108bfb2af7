/* map_inputs_legend.c - what the sheet of the inputs says: title, legend, foot. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "output/map/map_inputs.h"
#include "output/map/map_pen.h"
#include "scenarios/datum.h"
#include "scenarios/messages.h"

static void add(char *text, size_t size, const char *more)
{
    size_t length = strlen(text);

    snprintf(text + length, size - length, "%s", more);
}

/* The name of a file without its folders. */
static const char *name_of(const char *path)
{
    const char *slash = strrchr(path, '/');

    return slash ? slash + 1 : path;
}

/* ---- title ---- */

static void headline(const struct map *map, char *text, size_t size)
{
    char named[700];

    map_named(map, named, sizeof named);
    messages_fill(text, size, map->language, MSG_IN_TITLE, named, NULL);
}

/* "cells of 200 to 500 m". */
static void cells_are(const struct map *map, char *text, size_t size)
{
    const struct digest *d = map->digest;
    double least = INFINITY, most = 0;
    char low[32], high[32], both[96];

    for (int z = 0; z < map->city->n_zones; z++) {
        double side = sqrt(d->cell_w[z] * d->cell_h[z]);

        least = fmin(least, side);
        most = fmax(most, side);
    }
    messages_number(low, sizeof low, map->language, least, least < 10);
    messages_number(high, sizeof high, map->language, most, most < 10);
    if (strcmp(low, high) == 0)
        snprintf(both, sizeof both, "%s", low);
    else
        messages_fill(both, sizeof both, map->language, MSG_MAP_FROM_TO, low, high, NULL);
    messages_fill(text, size, map->language, MSG_IN_CELLS, both, NULL);
}

static void zones_are(const struct map *map, char *text, size_t size)
{
    double km2 = 0;
    char number[32];

    for (int z = 0; z < map->city->n_zones; z++)
        km2 += map->digest->cell_w[z] * map->digest->cell_h[z] / 1e6;
    messages_number(number, sizeof number, map->language, km2, km2 < 100);
    if (map->digest->points)
        snprintf(text, size, "%s", messages_text(map->language, MSG_IN_PLACES));
    else if (map->city->polygons.n > 0)
        messages_fill(text, size, map->language, MSG_IN_POLYGONS, number, NULL);
    else
        cells_are(map, text, size);
}

/* " in 8 districts", or nothing where the scenario names none. */
static void districts_are(const struct map *map, char *text, size_t size)
{
    const struct city *city = map->city;
    char number[64];

    text[0] = '\0';
    if (city->n_districts == 1 && city->district_name[0][0] == '\0') return;
    messages_plural(number, sizeof number, map->language, city->n_districts,
                    MSG_IN_ONE_DISTRICT);
    messages_fill(text, size, map->language, MSG_IN_AMONG, number, NULL);
}

static void sites_are(const struct map *map, char *text, size_t size)
{
    char sites[64], layers[64];

    if (map->city->n_sites == 0) {
        snprintf(text, size, "%s", messages_text(map->language, MSG_IN_NO_SITES));
        return;
    }
    messages_plural(sites, sizeof sites, map->language, map->city->n_sites, MSG_ONE_SITE);
    messages_plural(layers, sizeof layers, map->language, map->scenario->n_layers,
                    MSG_IN_ONE_LAYER);
    messages_fill(text, size, map->language, MSG_IN_SITES_OF, sites, layers, NULL);
}

static void subtitle(const struct map *map, char *text, size_t size)
{
    const struct city *city = map->city;
    enum language l = map->language;
    double night = 0, core = 0;
    char zones[64], are[128], among[128], weight[64], share[32], of_core[128] = "", sites[160];

    for (int z = 0; z < city->n_zones; z++) {
        night += map->amount[z];
        core += city->core[z] ? map->amount[z] : 0;
    }
    messages_plural(zones, sizeof zones, l, city->n_zones, MSG_ONE_ZONE);
    zones_are(map, are, sizeof are);
    districts_are(map, among, sizeof among);
    messages_number(weight, sizeof weight, l, night, 0);
    messages_share(share, sizeof share, l, core / night);
    if (core > 0) messages_fill(of_core, sizeof of_core, l, MSG_IN_OF_CORE, share, NULL);
    sites_are(map, sites, sizeof sites);
    messages_fill(text, size, l, MSG_IN_SUBTITLE, zones, are, among, weight, of_core, sites,
                  NULL);
}

/* ---- legend ---- */

static void amounts_block(struct pen *p)
{
    const struct map *map = p->map;
    const struct zones_params *z = &map->scenario->zones;
    enum language l = map->language;
    char from[300], text[400];

    if (z->night_raster)
        messages_fill(from, sizeof from, l, MSG_IN_RASTER, name_of(z->night_raster), NULL);
    else
        messages_fill(from, sizeof from, l, MSG_IN_COLUMN, z->night ? z->night : "",
                      z->file ? name_of(z->file) : "", NULL);
    if (map->digest->points) messages_fill(text, sizeof text, l, MSG_IN_DISCS, from, NULL);
    map_legend_amounts(
        p, messages_text(l, map->digest->points ? MSG_IN_NIGHT_PLACES : MSG_IN_NIGHT),
        map->digest->points ? text : from, MSG_IN_FIGURE);
}

static void group_row(struct pen *p, const struct inputs_group *g)
{
    const struct map *map = p->map;
    double row = 22 * p->u;
    char others[64], count[32], text[256];
    const char *name = others;

    messages_number(count, sizeof count, map->language, map->scenario->n_layers - g->layer, 0);
    if (g->layer < INPUTS_LAYERS)
        name = scenario_layer_id(map->scenario, g->layer);
    else
        messages_fill(others, sizeof others, map->language, MSG_IN_OTHERS, count, NULL);
    messages_number(count, sizeof count, map->language, g->n, 0);
    messages_fill(text, sizeof text, map->language, MSG_IN_GROUP, name,
                  messages_text(map->language, (enum message)(MSG_SITE_EXISTING + g->status)),
                  count, NULL);
    if (!p->dry)
        map_inputs_mark(p->c, p->x + 17 * p->u, p->y + row / 2, g->status,
                        map_inputs_colour(g->layer), 1.3 * p->u);
    pen_words(p, 46 * p->u, text, row);
}

/* "outside all zones (39)", with the ring where it is drawn; nothing where there are none. */
static void count_row(struct pen *p, enum message message, int n, bool ring)
{
    double row = 22 * p->u;
    char count[32], text[128];

    if (n == 0) return;
    messages_number(count, sizeof count, p->map->language, n, 0);
    messages_fill(text, sizeof text, p->map->language, message, count, NULL);
    if (ring && !p->dry) map_inputs_ring(p->c, p->x + 17 * p->u, p->y + row / 2, p->u);
    pen_words(p, 46 * p->u, text, row);
}

static void sites_block(struct pen *p)
{
    const struct map_inputs *in = p->map->inputs;

    pen_heading(p, messages_text(p->map->language, MSG_IN_SITES));
    if (p->map->city->n_sites == 0) {
        pen_words(p, 0, messages_text(p->map->language, MSG_IN_NO_SITES), 0);
        return;
    }
    for (int k = 0; k < in->n_groups; k++)
        group_row(p, &in->group[k]);
    p->y += 6 * p->u;
    count_row(p, MSG_IN_OUTSIDE_ZONES, in->n_outside_zones, true);
    if (in->zones_known && in->n_outside_zones == 0)
        pen_words(p, 0, messages_text(p->map->language, MSG_IN_ALL_WITHIN), 0);
    count_row(p, MSG_IN_OUTSIDE_AREA, in->n_outside_area, true);
    count_row(p, MSG_IN_SAME_PLACE, in->n_same_place, false);
    count_row(p, MSG_IN_OFF_SHEET, in->n_off_sheet, false);
}

/* What the study area has left out: "1,931 zones, 9 sites". */
static void left_out(struct pen *p)
{
    const struct city *city = p->map->city;
    enum language l = p->map->language;
    char zones[64] = "", sites[64] = "", both[160], text[256];

    if (city->n_zones_outside + city->n_sites_outside == 0) return;
    if (city->n_zones_outside > 0)
        messages_plural(zones, sizeof zones, l, city->n_zones_outside, MSG_ONE_ZONE);
    if (city->n_sites_outside > 0)
        messages_plural(sites, sizeof sites, l, city->n_sites_outside, MSG_ONE_SITE);
    snprintf(both, sizeof both, "%s%s%s", zones,
             zones[0] && sites[0] ? messages_text(l, MSG_LIST_COMMA) : "", sites);
    pen_words(p, 46 * p->u, messages_fill(text, sizeof text, l, MSG_IN_LEFT_OUT, both, NULL),
              0);
}

static void edges_block(struct pen *p)
{
    const struct city *city = p->map->city;
    bool core = false, districts = city->n_districts > 1 && !p->map->digest->points;

    map_inputs_streets_rows(p);
    for (int z = 0; z < city->n_zones && !core; z++)
        core = city->core[z];
    if (core) map_legend_edge(p, EDGE_CORE);
    if (districts) map_legend_edge(p, EDGE_DISTRICT);
    if (city->boundary.n > 0) map_legend_edge(p, EDGE_BOUNDARY);
    left_out(p);
}

/* ---- foot ---- */

/* "zones: cells.csv (WGS 84)", behind what stands in the list. */
static void add_file(const struct map *map, char *list, size_t size, const char *what,
                     const char *file, const char *crs, int coordinates)
{
    enum language l = map->language;
    const char *system = datum_geographic(coordinates) ? datum_name(coordinates) : "";
    char both[160], one[400], more[420];

    if (!file) return;
    if (coordinates == COORD_METRES) system = messages_text(l, MSG_IN_METRES);
    if (crs && coordinates != COORD_FILE)
        snprintf(both, sizeof both, "%.80s, %s", crs, system);
    else if (crs)
        snprintf(both, sizeof both, "%.150s", crs);
    else
        snprintf(both, sizeof both, "%s",
                 coordinates == COORD_FILE ? messages_text(l, MSG_IN_OWN_SYSTEM) : system);
    messages_fill(one, sizeof one, l, MSG_IN_FILE, what, name_of(file), both, NULL);
    if (list[0])
        messages_fill(more, sizeof more, l, MSG_DATUM_AND, one, NULL);
    else
        snprintf(more, sizeof more, "%s", one);
    if (strlen(list) + strlen(more) < size) add(list, size, more);
}

static void foot(const struct map *map, char *text, size_t size)
{
    const struct scenario *s = map->scenario;
    const struct zones_params *z = &s->zones;
    enum language l = map->language;
    char list[1500] = "", what[160], more[1600], hash[16];

    map_foot_places(map, text, size);
    add_file(map, list, sizeof list, messages_text(l, MSG_DATUM_ZONES), z->file, z->crs,
             z->coordinates);
    add_file(map, list, sizeof list, messages_text(l, MSG_IN_FILE_DISTRICTS), z->districts_file,
             z->districts_crs, z->districts_coordinates);
    add_file(map, list, sizeof list, messages_text(l, MSG_IN_FILE_AREA), s->boundary.file,
             s->boundary.crs, s->boundary.coordinates);
    add_file(map, list, sizeof list, messages_text(l, MSG_IN_STREETS_FILE), s->roads.file,
             s->roads.crs, s->roads.coordinates);
    for (int k = 0; k < s->n_layers; k++) {
        const struct sites_layer *layer = &s->sites[k];

        messages_fill(what, sizeof what, l, MSG_DATUM_SITES, layer->id, NULL);
        add_file(map, list, sizeof list, what, layer->file, layer->crs, layer->coordinates);
    }
    add_file(map, list, sizeof list, messages_text(l, MSG_IN_FILE_PARKING), s->parking.file,
             s->parking.crs, s->parking.coordinates);
    if (list[0]) {
        add(text, size, messages_text(l, MSG_SENTENCE_GAP));
        add(text, size, messages_fill(more, sizeof more, l, MSG_IN_FILES, list, NULL));
    }
    snprintf(hash, sizeof hash, "%.12s", s->hash);
    add(text, size, "\n");
    add(text, size,
        messages_fill(more, sizeof more, l, MSG_IN_FOOT, s->head.name, hash, CHARGEPLAN_VERSION,
                      NULL));
}

static bool shown(const struct map *map, int site)
{
    return map->inputs->on_sheet[site];
}

static void (*const blocks[])(struct pen *) = {amounts_block, sites_block, edges_block,
                                               map_legend_scale};

const struct map_parts map_of_inputs = {
    .headline = headline,
    .subtitle = subtitle,
    .foot = foot,
    .block = blocks,
    .n_blocks = sizeof blocks / sizeof blocks[0],
    .shown = shown,
    .has_inset = false,
};
