/* map_legend_sites.c - the legend's block of sites: states with their numbers, shapes, sizes.
 */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "output/map/map_pen.h"
#include "output/map/map_words.h"
#include "output/solved.h"
#include "scenarios/messages.h"

/* What kinds of markers the map shows. */
struct shows {
    bool round, square; /* full markers of stations and of dispersed chargers */
    int hollow, most_outlets;
    bool hollow_dots;
};

static struct shows what_is_shown(const struct map *map)
{
    struct shows w = {0};

    for (int s = 0; s < map->city->n_sites; s++) {
        if (!map_site_shown(map, s)) continue;

        struct map_marker m = map_marker_of(map, s);

        if (m.outlets == 0) {
            w.hollow++;
            w.hollow_dots = w.hollow_dots || m.dot;
        }
        if (m.dot) continue;
        *(m.station ? &w.round : &w.square) = true;
        if (m.outlets > w.most_outlets) w.most_outlets = m.outlets;
    }
    return w;
}

static void marker_row(struct pen *p, const struct map_marker *m, const char *text)
{
    double row = 22 * p->u;

    if (!p->dry)
        map_draw_marker(p->c, p->x + 17 * p->u, p->y + row / 2, m, p->map->run->n_phases, p->u);
    pen_words(p, 46 * p->u, text, row);
}

/* Three round numbers of outlets, the largest at most the largest shown. */
static void size_row(struct pen *p, const struct shows *w)
{
    static const int figure[] = {1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000};
    struct map_marker m = {.phase = -1, .outlets = w->most_outlets, .station = w->round};
    int last = 0;
    double x = p->x + 12 * p->u;
    char list[64] = "", text[128];
    double mu = map_marker_unit(p->map);
    double row = 2 * map_marker_radius(&m, mu) + 6 * p->u;

    while (last + 1 < 11 && figure[last + 1] <= w->most_outlets)
        last++;
    for (int k = last >= 4 ? last - 4 : 0; k <= last; k += 2) {
        size_t length = strlen(list);

        m.outlets = figure[k];

        double r = map_marker_radius(&m, mu);

        snprintf(list + length, sizeof list - length, "%s%d",
                 length > 0 ? messages_text(p->map->language, MSG_LIST_COMMA) : "", figure[k]);
        x += r;
        if (!p->dry) map_draw_marker(p->c, x, p->y + row / 2, &m, p->map->run->n_phases, mu);
        x += r + 5 * p->u;
    }

    double dx = fmax(x - p->x + 6 * p->u, 46 * p->u);

    pen_words(p, dx,
              messages_fill(text, sizeof text, p->map->language, MSG_MAP_SIZE, list,
                            map_service_word(p->map), NULL),
              row);
}

/* Sites of today and of each phase, each with its number. */
static void states(struct pen *p)
{
    const struct map *map = p->map;
    char text[160], count[32], year[16];

    for (int phase = MAP_BY_RULE; phase < map->run->n_phases; phase++) {
        struct map_marker m = {phase, 17, true, phase == -1 && map->crowded};
        int n = map_count_phase(map, phase);

        if (n == 0) continue;
        messages_number(count, sizeof count, map->language, n, 0);
        if (phase >= 0)
            snprintf(year, sizeof year, "%d", solved_year(map->run, &map->run->phase[phase]));
        if (m.dot)
            messages_fill(text, sizeof text, map->language, MSG_MAP_TODAY_DOTS, count, NULL);
        else if (phase == MAP_BY_RULE)
            messages_fill(text, sizeof text, map->language, MSG_MAP_RULE_SITES, count, NULL);
        else if (phase < 0)
            messages_fill(text, sizeof text, map->language, MSG_MAP_TODAY, count, NULL);
        else
            messages_fill(text, sizeof text, map->language, MSG_MAP_NEW, year, count, NULL);
        marker_row(p, &m, text);
    }
}

static void candidates_row(struct pen *p)
{
    const struct map *map = p->map;
    double row = 22 * p->u;
    char text[160], count[32];
    bool drawn = map->whole.candidates || map->inset.candidates;

    if (map->n_candidates == 0) return;
    messages_number(count, sizeof count, map->language, map->n_candidates, 0);
    messages_fill(text, sizeof text, map->language,
                  map->whole.candidates   ? MSG_MAP_CANDIDATES
                  : map->inset.candidates ? MSG_MAP_CANDIDATES_INSET
                                          : MSG_MAP_CANDIDATES_NOT,
                  count, NULL);
    if (!p->dry && drawn) map_draw_candidate(p->c, p->x + 17 * p->u, p->y + row / 2, p->u);
    pen_words(p, drawn ? 46 * p->u : 0, text, row);
}

void map_legend_sites(struct pen *p)
{
    const struct map *map = p->map;
    struct shows w = what_is_shown(map);
    struct map_marker sample = {-1, 17, true, false};
    char text[160], count[32];

    if (map->n_today + map->n_new + map->n_candidates == 0) return;
    pen_heading(p, messages_text(map->language, MSG_MAP_SITES));
    states(p);
    if (w.hollow > 0) {
        struct map_marker hollow = {-1, 0, true, map->crowded && w.hollow_dots};

        messages_number(count, sizeof count, map->language, w.hollow, 0);
        marker_row(p, &hollow,
                   messages_fill(text, sizeof text, map->language, MSG_MAP_HOLLOW,
                                 map_service_word(map), count, NULL));
    }
    if (w.round && w.square) {
        marker_row(p, &sample, messages_text(map->language, MSG_MAP_ROUND));
        sample.station = false;
        marker_row(p, &sample, messages_text(map->language, MSG_MAP_SQUARE));
    }
    if (w.most_outlets > 0) size_row(p, &w);
    candidates_row(p);
}
