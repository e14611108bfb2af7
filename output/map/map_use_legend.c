/* map_use_legend.c - what the maps of use say: title, legend, foot. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "output/map/map_pen.h"
#include "output/map/map_use.h"
#include "output/map/map_words.h"

static void year_of(const struct map *map, char year[16])
{
    snprintf(year, 16, "%d", map->run->fleet->years[map->use->operation->year_index]);
}

static void headline(const struct map *map, char *text, size_t size)
{
    char named[700];

    map_named(map, named, sizeof named);
    messages_fill(text, size, map->language, MSG_MAP_USE_TITLE, named, map_service_word(map),
                  NULL);
}

static void of_thousand(const struct map *map, int what, char text[32])
{
    messages_number(text, 32, map->language,
                    1000 * map->use->operation->figure[map->service][what].mean, 0);
}

static void subtitle(const struct map *map, char *text, size_t size)
{
    char year[16], served[32], full[32], out[32], missed[32], target[32];

    year_of(map, year);
    if (map->use->n_pools == 0) {
        messages_fill(text, size, map->language, MSG_MAP_USE_NONE, year, NULL);
        return;
    }
    of_thousand(map, OPERATION_SERVED, served);
    of_thousand(map, OPERATION_FULL, full);
    of_thousand(map, OPERATION_OUT, out);
    of_thousand(map, OPERATION_MISSED, missed);
    snprintf(target, sizeof target, "%g", map->scenario->sizing.wait_min);
    messages_fill(text, size, map->language,
                  map->service == FAST ? MSG_MAP_USE_FAST : MSG_MAP_USE_SLOW, year, served,
                  full, out, missed, target, NULL);
}

static void foot(const struct map *map, char *text, size_t size)
{
    const struct scenario *s = map->scenario;
    char share[80], times[64], hash[16], seed[16];
    size_t length;

    map_foot_places(map, text, size);
    if (s->report.network_sample_share < 1) {
        messages_part(share, sizeof share, map->language, s->report.network_sample_share,
                      s->report.network_sample_at_most);
        length = strlen(text);
        messages_fill(text + length, size - length, map->language, MSG_MAP_USE_FOOT_SAMPLE,
                      share, NULL);
    }
    messages_plural(times, sizeof times, map->language, map->use->operation->n_replications,
                    MSG_SIM_ONE_REPLICATION);
    snprintf(hash, sizeof hash, "%.12s", s->hash);
    snprintf(seed, sizeof seed, "%d", s->study.seed);
    length = strlen(text);
    snprintf(text + length, size - length, "\n");
    length = strlen(text);
    messages_fill(text + length, size - length, map->language, MSG_MAP_USE_FOOT, s->head.name,
                  times, hash, seed, CHARGEPLAN_VERSION, NULL);
}

/* ---- legend ---- */

static void zones_block(struct pen *p)
{
    const struct map *map = p->map;
    double u = p->u, row = 21 * u;
    char year[16], most[32], text[256];
    bool none = false;

    year_of(map, year);
    messages_number(most, sizeof most, map->language, map->most, map->most < 10 ? 1 : 0);
    pen_heading(p,
                messages_fill(text, sizeof text, map->language, MSG_MAP_USE_ZONES, year, NULL));
    pen_words(p, 0,
              messages_fill(text, sizeof text, map->language,
                            map->digest->points ? MSG_MAP_USE_DISCS : MSG_MAP_USE_ZONES_UNIT,
                            most, NULL),
              0);
    p->y += 4 * u;
    for (int z = 0; z < map->city->n_zones && !map->digest->points; z++)
        none = none || !(map->amount[z] > 0);
    for (int k = none ? -1 : 0; k < map->n_classes; k++) {
        double inside = k < 0 ? 0 : k > 0 ? map->breaks[k - 1] : map->breaks[0] / 2;

        if (k < 0)
            snprintf(text, sizeof text, "%s",
                     messages_text(map->language, MSG_MAP_USE_NO_DRIVERS));
        else
            map_legend_class_words(map, k, text, sizeof text);
        if (!p->dry) {
            canvas_rectangle(p->c, (struct box){p->x, p->y + 1, 34 * u, row - 1});
            canvas_fill_stroke(p->c, map_class_colour(map, inside), canvas_colour(0x9AA0A6, 1),
                               0.8);
        }
        pen_words(p, 46 * u, text, row);
    }
}

static void station_row(struct pen *p, int class, bool grows, const char *text)
{
    double row = 23 * p->u;

    if (!p->dry)
        map_use_draw_station(p->c, p->x + 17 * p->u, p->y + row / 2, 7 * p->u, class, grows,
                             p->u);
    pen_words(p, 46 * p->u, text, row);
}

static void class_row(struct pen *p, int class)
{
    enum language language = p->map->language;
    char low[32], high[32], text[128];

    snprintf(low, sizeof low, "%g", map_use_edge(class));
    snprintf(high, sizeof high, "%g",
             class + 1 < MAP_USE_CLASSES ? map_use_edge(class + 1) : 100);
    if (class == 0)
        messages_fill(text, sizeof text, language, MSG_MAP_UNDER, high, NULL);
    else if (class + 1 == MAP_USE_CLASSES)
        messages_fill(text, sizeof text, language, MSG_MAP_OVER, low, NULL);
    else
        messages_fill(text, sizeof text, language, MSG_MAP_FROM_TO, low, high, NULL);
    station_row(p, class, false, text);
}

/* Three round numbers of outlets, the largest at most the largest shown. */
static void size_row(struct pen *p)
{
    static const int figure[] = {1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000};
    const struct map_use *m = p->map->use;
    double mu = map_marker_unit(p->map), x = p->x + 8 * p->u, row = 0;
    int most = 0, last = 0;
    char list[64] = "", text[128];

    for (int s = 0; s < p->map->city->n_sites; s++)
        if (m->pool[s] >= 0 && m->operation->input->pool[m->pool[s]].n_outlets > most)
            most = m->operation->input->pool[m->pool[s]].n_outlets;
    while (last + 1 < 11 && figure[last + 1] <= most)
        last++;
    for (int k = last >= 4 ? last - 4 : 0; k <= last; k += 2) {
        struct map_marker marker = {.outlets = figure[k], .station = true};
        double r = map_marker_radius(&marker, mu);
        size_t length = strlen(list);

        snprintf(list + length, sizeof list - length, "%s%d",
                 length > 0 ? messages_text(p->map->language, MSG_LIST_COMMA) : "", figure[k]);
        row = 2 * r + 8 * p->u;
        x += 2 * r + 6 * p->u;
    }
    double middle = p->y + row / 2, at = p->x + 4 * p->u;

    for (int k = last >= 4 ? last - 4 : 0; k <= last && !p->dry; k += 2) {
        struct map_marker marker = {.outlets = figure[k], .station = true};
        double r = map_marker_radius(&marker, mu);

        map_use_draw_station(p->c, at + r, middle, r, -1, false, mu);
        at += 2 * r + 6 * p->u;
    }
    pen_words(p, fmax(x - p->x, 46 * p->u),
              messages_fill(text, sizeof text, p->map->language, MSG_MAP_SIZE, list,
                            map_service_word(p->map), NULL),
              row);
}

static void stations_block(struct pen *p)
{
    const struct map_use *m = p->map->use;
    char target[32], text[256], count[32];

    if (m->n_pools == 0) return;
    snprintf(target, sizeof target, "%g", p->map->scenario->sizing.wait_min);
    pen_heading(p, messages_fill(text, sizeof text, p->map->language,
                                 p->map->service == FAST ? MSG_MAP_USE_STATIONS_FAST
                                                         : MSG_MAP_USE_STATIONS_SLOW,
                                 target, NULL));
    pen_words(p, 0, messages_text(p->map->language, MSG_MAP_USE_STATIONS_UNIT), 0);
    p->y += 4 * p->u;
    for (int class = 0; class < MAP_USE_CLASSES; class ++)
        class_row(p, class);
    if (m->n_grows > 0) {
        messages_number(count, sizeof count, p->map->language, m->n_grows, 0);
        messages_fill(text, sizeof text, p->map->language, MSG_MAP_USE_GROWS, count, NULL);
        station_row(p, MAP_USE_CLASSES - 1, true, text);
    }
    if (m->n_idle > 0) {
        messages_number(count, sizeof count, p->map->language, m->n_idle, 0);
        messages_fill(text, sizeof text, p->map->language, MSG_MAP_USE_IDLE, count, NULL);
        station_row(p, -1, false, text);
    }
    size_row(p);
}

static void edges_block(struct pen *p)
{
    const struct map *map = p->map;
    bool core = false;

    for (int z = 0; z < map->city->n_zones && !core; z++)
        core = map->city->core[z];
    if (core) map_legend_edge(p, EDGE_CORE);
    if (map->city->n_districts > 1 && !map->digest->points) map_legend_edge(p, EDGE_DISTRICT);
    if (map->city->boundary.n > 0) map_legend_edge(p, EDGE_BOUNDARY);
}

static bool shown(const struct map *map, int site)
{
    return map->use->pool[site] >= 0;
}

static void (*const blocks[])(struct pen *) = {stations_block, zones_block, edges_block,
                                               map_legend_scale};

const struct map_parts map_of_use = {
    .headline = headline,
    .subtitle = subtitle,
    .foot = foot,
    .block = blocks,
    .n_blocks = sizeof blocks / sizeof blocks[0],
    .shown = shown,
    .has_inset = true,
};
