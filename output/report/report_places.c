/* report_places.c - where public energy is asked for by night and by day: two maps side by
 * side, with one legend. */
#include <math.h>

#include "output/map/map_demand.h"
#include "output/map/map_pen.h"
#include "output/report/html.h"
#include "output/report/report.h"

/* One of the two maps, its land alone. */
static void picture(const struct report *r, enum map_kept_kind kind, enum message name)
{
    char text[512];

    snprintf(text, sizeof text, "%s: %s", messages_text(r->h->language, MSG_MAP_DEMAND_PAIR),
             messages_text(r->h->language, name));
    html_raw(r->h, "<div><p class=\"note\">");
    html_text(r->h, messages_text(r->h->language, name));
    html_raw(r->h, "</p><img alt=\"");
    html_text(r->h, text);
    fputs("\" src=\"data:image/png;base64,", r->h->stream);
    html_base64(r->h, (const unsigned char *)r->maps->bytes[kind], r->maps->n[kind]);
    html_raw(r->h, "\"></div>\n");
}

static int byte_of(double part)
{
    return (int)lround(255 * part);
}

/* The classes of both maps, where zones are no discs. */
static void legend(const struct report *r, const struct map *map)
{
    char text[128];

    if (map->digest->points) return;
    html_raw(r->h, "<p class=\"classes\">");
    html_text(r->h, messages_text(r->h->language, MSG_MAP_DENSITY_UNIT));
    for (int k = 0; k < map->n_classes; k++) {
        struct colour c = map_class_colour(map, k > 0                ? map->breaks[k - 1]
                                                : map->n_classes > 1 ? map->breaks[0] / 2
                                                                     : 1);

        map_legend_class_words(map, k, text, sizeof text);
        fprintf(r->h->stream, " <b><span style=\"background:#%02X%02X%02X\"></span> ",
                byte_of(c.r), byte_of(c.g), byte_of(c.b));
        html_text(r->h, text);
        html_raw(r->h, "</b>");
    }
    html_raw(r->h, "</p>\n");
}

static void caption(const struct report *r, const struct map *map)
{
    const struct demand *d = r->run->demand;
    int last = r->run->fleet->n_years - 1;
    char year[16], kwh[N_LAYERS][64], most[32];

    snprintf(year, sizeof year, "%d", r->run->fleet->years[last]);
    for (enum layer l = NIGHT; l < N_LAYERS; l++)
        messages_energy(kwh[l], sizeof kwh[l], r->h->language,
                        demand_layer(d, FAST, l, last) + demand_layer(d, SLOW, l, last));
    messages_number(most, sizeof most, r->h->language, map->most, 0);
    html_say(r->h, "note",
             map->digest->points ? MSG_MAP_DEMAND_CAPTION_DISCS : MSG_MAP_DEMAND_CAPTION, year,
             kwh[NIGHT], kwh[DAY], kwh[ROAMING], most, NULL);
}

enum err report_places(const struct report *r, struct error *err)
{
    struct map map;
    enum err code = map_demand_classes(&map, r->run, err);

    if (code == ERR_OK) code = map_kept_draw(r->maps, r->run, KEPT_NIGHT_LAND, err);
    if (code == ERR_OK) code = map_kept_draw(r->maps, r->run, KEPT_DAY_LAND, err);
    if (code == ERR_OK) {
        html_heading(r->h, 3, MSG_MAP_DEMAND_PAIR);
        html_raw(r->h, "<figure>\n<div class=\"pair\">\n");
        picture(r, KEPT_NIGHT_LAND, MSG_MAP_DEMAND_BY_NIGHT);
        picture(r, KEPT_DAY_LAND, MSG_MAP_DEMAND_BY_DAY);
        html_raw(r->h, "</div>\n");
        legend(r, &map);
        caption(r, &map);
        html_raw(r->h, "</figure>\n");
    }
    map_clear(&map);
    return code;
}
