/* map_sites.c - where chargers stand: grey today, vermilion new; round stations, square
 * dispersed chargers; solid fast, ring slow; size by outlets. */
#include <math.h>
#include <stdlib.h>

#include "output/map.h"

static const unsigned grey = 0x4D4D4D, vermilion = 0xD55E00;

bool map_site_shown(const struct map *map, int site)
{
    return map->net->open[site];
}

/* Many sites are drawn smaller, so that they do not run together: 1 for up to 120 sites on a
 * sheet, down to 0.75. */
double map_site_scale(const struct map *map)
{
    int n = 0;

    for (int s = 0; s < map->run->city->n_sites; s++)
        n += map_site_shown(map, s);
    return n <= 120 ? 1 : fmax(0.75, pow(120.0 / n, 0.35));
}

double map_site_radius(int outlets, double u)
{
    return u * (2.4 + 1.0 * sqrt(outlets));
}

static void shape(struct canvas *c, double x, double y, double radius, bool station)
{
    double side = 1.6 * radius;

    if (station)
        canvas_circle(c, x, y, radius);
    else
        canvas_rectangle(c, (struct box){x - side / 2, y - side / 2, side, side});
}

void map_draw_site(struct canvas *c, double x, double y, double radius, bool station, bool fast,
                   bool slow, bool is_new, double u)
{
    struct colour colour = canvas_colour(is_new ? vermilion : grey, 1);
    struct colour white = canvas_colour(0xFFFFFF, 1);

    shape(c, x, y, radius + 1.2 * u, station); /* rim that parts neighbours */
    canvas_fill(c, white);
    shape(c, x, y, radius, station);
    canvas_fill(c, slow ? white : colour);
    if (!slow) return;
    shape(c, x, y, radius - 0.8 * u, station);
    canvas_stroke(c, colour, 1.6 * u);
    if (!fast) return;
    shape(c, x, y, fmax(radius - 3.2 * u, 1.2 * u), station);
    canvas_fill(c, colour);
}

struct shown {
    int site;
    struct site_count count;
    bool is_new;
};

/* Big ones below small ones; of equal ones today's above new ones, then the order of the sites:
 * nothing is hidden altogether unless two sites share a place. */
static int order(const void *a, const void *b)
{
    const struct shown *x = a, *y = b;

    if (x->count.outlets != y->count.outlets) return y->count.outlets - x->count.outlets;
    if (x->is_new != y->is_new) return y->is_new - x->is_new;
    return x->site - y->site;
}

void map_draw_sites(struct map *map)
{
    const struct run *run = map->run;
    double u = map->frame.u * map_site_scale(map);
    int n = 0;
    struct shown *shown = calloc((size_t)run->city->n_sites + 1, sizeof *shown);

    if (!shown) return;
    for (int s = 0; s < run->city->n_sites; s++)
        if (map_site_shown(map, s))
            shown[n++] = (struct shown){s, network_count(run->scenario, map->net, s),
                                        digest_is_new(map->net, s)};
    qsort(shown, (size_t)n, sizeof *shown, order);
    for (int k = 0; k < n; k++) {
        const struct site_count *count = &shown[k].count;
        int s = shown[k].site;
        double x = map_x(map, map->digest->site_east[s]);
        double y = map_y(map, map->digest->site_north[s]);
        double r = map_site_radius(count->outlets, u), rim = r + 1.2 * u;

        map_draw_site(map->canvas, x, y, r, network_is_station(run->scenario, map->net, s),
                      count->service_chargers[FAST] > 0, count->service_chargers[SLOW] > 0,
                      shown[k].is_new, u);
        map_add_placed(map, MAP_MARKER, s, (struct box){x - rim, y - rim, 2 * rim, 2 * rim});
    }
    free(shown);
}
