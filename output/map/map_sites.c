/* map_sites.c - where chargers stand: grey today, warm colours by phase; round stations, square
 * dispersed chargers; size by outlets of the map's service, hollow where there is none of it.
 */
#include <math.h>
#include <stdlib.h>

#include "output/map/map.h"
#include "output/solved.h"

bool map_site_shown(const struct map *map, int site)
{
    return map->net->open[site];
}

bool map_is_candidate(const struct map *map, int site)
{
    const struct run *run = map->run;

    if (map->net->open[site] || run->city->site[site].status != SITE_CANDIDATE) return false;
    for (int k = 0; k < run->n_screened; k++)
        if (run->screened[k].site == site) return false;
    return true;
}

/* Possible sites would drown the rest where they stand too densely: more than 220 to a million
 * square units of the sheet. */
bool map_shows_candidates(const struct map *map, const struct map_view *view)
{
    double u = map->frame.u, most = 220 * view->area.w * view->area.h / (u * u * 1e6);
    int n = 0;

    for (int s = 0; s < map->city->n_sites; s++) {
        double x = (map->digest->site_east[s] - view->east0) * view->px_per_m;
        double y = (view->north0 - map->digest->site_north[s]) * view->px_per_m;

        if (x < 0 || y < 0 || x > view->area.w || y > view->area.h) continue;
        n += map_is_candidate(map, s);
    }
    return n > 0 && n <= most;
}

/* Earlier phases are darker. The hues stay away from the ramp of the demand and apart from each
 * other and from grey for every kind of colour blindness and in grey print:
 * tests/test_map_ink.c computes it. */
struct colour map_phase_colour(int phase, int n_phases)
{
    static const unsigned ink[4][4] = {{0xD55E00},
                                       {0xC23B00, 0xFFC20A},
                                       {0x8C1C13, 0xE8601C, 0xFFC20A},
                                       {0x7A1206, 0xC83E0A, 0xF78F1E, 0xFFE066}};

    if (phase < 0) return canvas_colour(0x595959, 1);
    if (n_phases <= 4) return canvas_colour(ink[n_phases - 1][phase], 1);

    /* more phases lie evenly between the four inks */
    double at = 3.0 * phase / (n_phases - 1);
    int k = at >= 3 ? 2 : (int)at;
    struct colour a = canvas_colour(ink[3][k], 1), b = canvas_colour(ink[3][k + 1], 1);

    return (struct colour){a.r + (at - k) * (b.r - a.r), a.g + (at - k) * (b.g - a.g),
                           a.b + (at - k) * (b.b - a.b), 1};
}

/* Many sites are drawn smaller, so that they do not run together: full size for up to 120 sites
 * on a sheet, down to 0.65 of it. Plain dots do not count. */
double map_marker_unit(const struct map *map)
{
    int n = map->n_new + (map->crowded ? 0 : map->n_today);

    return map->frame.u * (n <= 120 ? 1 : fmax(0.65, pow(120.0 / n, 0.25)));
}

double map_marker_radius(const struct map_marker *m, double u)
{
    if (m->dot) return 2.6 * u;
    return m->outlets == 0 ? 2.8 * u : u * (3.0 + 1.0 * sqrt(m->outlets));
}

static void shape(struct canvas *c, double x, double y, double radius, bool station)
{
    double side = 1.6 * radius;

    if (station)
        canvas_circle(c, x, y, radius);
    else
        canvas_rectangle(c, (struct box){x - side / 2, y - side / 2, side, side});
}

void map_draw_marker(struct canvas *c, double x, double y, const struct map_marker *m,
                     int n_phases, double u)
{
    struct colour colour = map_phase_colour(m->phase, n_phases);
    double radius = map_marker_radius(m, u);

    if (m->dot && m->outlets == 0) { /* of the other map: it recedes */
        colour.a = 0.8;
        canvas_circle(c, x, y, radius - 0.7 * u);
        canvas_stroke(c, colour, 0.9 * u);
        return;
    }
    if (m->dot) {
        canvas_circle(c, x, y, radius + 0.8 * u); /* thin, or a crowd of rims hides the map */
        canvas_fill(c, canvas_colour(0xFFFFFF, 0.75));
        canvas_circle(c, x, y, radius);
        canvas_fill(c, colour);
        return;
    }
    shape(c, x, y, radius + 1.3 * u, m->station); /* rim that parts neighbours */
    canvas_fill(c, canvas_colour(0xFFFFFF, 1));
    shape(c, x, y, radius, m->station);
    if (m->outlets == 0) {
        canvas_stroke(c, colour, 1.6 * u);
        return;
    }
    /* a dark edge keeps light colours apart from light ground */
    canvas_fill_stroke(c, colour, canvas_colour(0x1A1A1A, 0.85), m->phase < 0 ? 0 : 0.7 * u);
    if (m->phase != MAP_BY_RULE) return;
    canvas_circle(c, x, y, fmax(0.4 * radius, 1.4 * u));
    canvas_fill(c, canvas_colour(0xFFFFFF, 1));
}

void map_draw_candidate(struct canvas *c, double x, double y, double u)
{
    static const unsigned ink[] = {0xFFFFFF, 0x3C3C3C};
    double r = 3.2 * u;

    for (int k = 0; k < 2; k++) { /* the light one parts it from dark ground */
        canvas_move(c, x - r, y);
        canvas_line(c, x + r, y);
        canvas_move(c, x, y - r);
        canvas_line(c, x, y + r);
        canvas_stroke(c, canvas_colour(ink[k], k ? 0.9 : 0.6), (k ? 1.0 : 2.4) * u);
    }
}

struct map_marker map_marker_of(const struct map *map, int site)
{
    const struct run *run = map->run;
    struct site_count count = network_count(run->scenario, map->net, site);
    struct map_marker m = {.phase = -1,
                           .outlets = count.service_outlets[map->service],
                           .station = network_is_station(run->scenario, map->net, site)};

    for (int k = 0; k < run->n_phases && digest_is_new(map->net, site); k++)
        if (m.phase < 0 || solved_year(run, &run->phase[k]) == map->net->opened_year[site])
            m.phase = k;
    if (m.phase < 0 && digest_by_rule(map->net, site) > 0) m.phase = MAP_BY_RULE;
    m.dot = m.phase == -1 && map->crowded;
    return m;
}

struct shown {
    int site;
    struct map_marker marker;
};

/* Today's plain dots lowest; big ones below small ones; of equal ones today's above new ones,
 * then the order of the sites: nothing is hidden altogether unless two sites share a place. */
static int order(const void *a, const void *b)
{
    const struct shown *x = a, *y = b;

    if (x->marker.dot != y->marker.dot) return y->marker.dot - x->marker.dot;
    if (x->marker.outlets != y->marker.outlets) return y->marker.outlets - x->marker.outlets;
    if (x->marker.phase != y->marker.phase) return y->marker.phase - x->marker.phase;
    return x->site - y->site;
}

static bool inside(const struct map *map, int site, double rim, struct box *box)
{
    const struct box *a = &map->view->area;
    double x = map_x(map, map->digest->site_east[site]);
    double y = map_y(map, map->digest->site_north[site]);

    *box = (struct box){x - rim, y - rim, 2 * rim, 2 * rim};
    return x >= a->x && y >= a->y && x <= a->x + a->w && y <= a->y + a->h;
}

static void draw_candidates(struct map *map)
{
    double u = map->frame.u;
    struct box box;

    for (int s = 0; s < map->city->n_sites && map->view->candidates; s++) {
        if (!map_is_candidate(map, s) || !inside(map, s, 3 * u, &box)) continue;
        map_draw_candidate(map->canvas, box.x + box.w / 2, box.y + box.h / 2, u);
        map_add_placed(map->view, MAP_CANDIDATE, s, box);
    }
}

void map_draw_sites(struct map *map)
{
    const struct run *run = map->run;
    double u = map_marker_unit(map);
    int n = 0;
    struct shown *shown = calloc((size_t)run->city->n_sites + 1, sizeof *shown);
    struct box box;

    if (!shown) return;
    draw_candidates(map);
    for (int s = 0; s < run->city->n_sites; s++)
        if (map_site_shown(map, s)) shown[n++] = (struct shown){s, map_marker_of(map, s)};
    qsort(shown, (size_t)n, sizeof *shown, order);
    for (int k = 0; k < n; k++) {
        const struct map_marker *m = &shown[k].marker;
        double rim = map_marker_radius(m, u) + (m->dot ? 0 : 1.3 * u);

        if (!inside(map, shown[k].site, rim, &box)) continue;
        map_draw_marker(map->canvas, box.x + rim, box.y + rim, m, run->n_phases, u);
        map_add_placed(map->view, MAP_MARKER, shown[k].site, box);
    }
    free(shown);
}
