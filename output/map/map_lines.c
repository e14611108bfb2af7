/* map_lines.c - see map_lines.h. */
#include "output/map/map_lines.h"

#include <math.h>
#include <stdlib.h>

enum map_rank map_rank_of(unsigned char road_class)
{
    switch ((enum road_class)road_class) {
    case ROAD_MOTORWAY:
    case ROAD_MOTORWAY_LINK:
    case ROAD_TRUNK:
    case ROAD_TRUNK_LINK:
    case ROAD_PRIMARY:
    case ROAD_PRIMARY_LINK:
        return MAP_MAIN;
    case ROAD_SECONDARY:
    case ROAD_SECONDARY_LINK:
    case ROAD_TERTIARY:
    case ROAD_TERTIARY_LINK:
        return MAP_COLLECTOR;
    case ROAD_PEDESTRIAN:
    case ROAD_FOOTWAY:
    case ROAD_PATH:
    case ROAD_STEPS:
    case ROAD_TRACK:
    case ROAD_CYCLEWAY:
        return MAP_PATH;
    default:
        return MAP_LOCAL;
    }
}

static bool room_of(struct map_lines *l, int more)
{
    if (l->n + 2 > l->line_room) {
        int room = l->line_room > 0 ? 2 * l->line_room : 1024;
        int *start = realloc(l->start, (size_t)room * sizeof *start);
        unsigned char *of_class;

        if (start == NULL) return false;
        l->start = start;
        of_class = realloc(l->of_class, (size_t)room);
        if (of_class == NULL) return false;
        l->of_class = of_class;
        l->line_room = room;
    }
    if (l->n_points + more > l->point_room) {
        int room = 2 * l->point_room + more + 4096;
        double *east = realloc(l->east, (size_t)room * sizeof *east), *north;

        if (east == NULL) return false;
        l->east = east;
        north = realloc(l->north, (size_t)room * sizeof *north);
        if (north == NULL) return false;
        l->north = north;
        l->point_room = room;
    }
    return true;
}

void map_lines_add(struct map_lines *l, const struct geo_plane *plane, unsigned char road_class,
                   int n, const double x[], const double y[])
{
    l->nomem = l->nomem || !room_of(l, n);
    if (l->nomem) return;
    for (int k = 0; k < n; k++, l->n_points++)
        geo_to_plane(plane, x[k], y[k], &l->east[l->n_points], &l->north[l->n_points]);
    l->of_class[l->n] = road_class;
    l->start[0] = 0;
    l->start[++l->n] = l->n_points;
}

void map_lines_clear(struct map_lines *l)
{
    free(l->start);
    free(l->of_class);
    free(l->east);
    free(l->north);
    *l = (struct map_lines){0};
}

double map_line_px(const struct map *map, unsigned char road_class)
{
    static const struct {
        double street_m, least, most; /* the last two in units of design */
    } of[N_MAP_RANKS] = {{24, 1.7, 4.6}, {16, 1.25, 3.2}, {10, 0.75, 2}, {6, 0.5, 1.3}};
    enum map_rank rank = map_rank_of(road_class);
    double px = of[rank].street_m * map->view->px_per_m, u = map->frame.u;

    return fmin(fmax(px, of[rank].least * u), of[rank].most * u);
}

/* The mask, and half the width of what is drawn. */
struct brush {
    uint8_t *coverage;
    int w, h;
    double half;
};

/* Apart: squared distance from the middle of the line, px. */
static void dab(const struct brush *b, int x, int y, double apart)
{
    double share, rim = b->half + 0.5;
    uint8_t *at = &b->coverage[y * b->w + x], ink = 255;

    if (apart >= rim * rim || *at == 255) return;
    share = rim - sqrt(apart);
    if (share > 2 * b->half) share = 2 * b->half; /* a line thinner than a pixel is faint */
    if (share < 1) ink = (uint8_t)(255 * share + 0.5);
    if (*at < ink) *at = ink;
}

static double within(double value, double low, double high)
{
    return value < low ? low : value > high ? high : value;
}

/* Pixels by their distance from the segment, which gives round ends; along the longer axis, so
 * that a long segment costs no more than its length. */
static void stroke(const struct brush *b, double x0, double y0, double x1, double y1)
{
    double dx = x1 - x0, dy = y1 - y0, rim = b->half + 0.5;
    bool flat = fabs(dx) >= fabs(dy);
    /* u runs along the longer axis, v across */
    double u0 = flat ? x0 : y0, v0 = flat ? y0 : x0, du = flat ? dx : dy, dv = flat ? dy : dx;
    double low = du < 0 ? u0 + du : u0, high = du < 0 ? u0 : u0 + du;
    double slope = du != 0 ? dv / du : 0, across = rim * sqrt(1 + slope * slope);
    double turn = du != 0 ? 1 / (du * du + dv * dv) : 0;
    int n_u = flat ? b->w : b->h, n_v = flat ? b->h : b->w;
    int from = (int)within(low - rim, 0, n_u), to = (int)within(high + rim, -1, n_u - 1);

    for (int i = from; i <= to; i++) {
        double middle = v0 + slope * (within(i + 0.5, low, high) - u0), pu = i + 0.5 - u0;
        int first = (int)within(middle - across, 0, n_v);
        int last = (int)within(middle + across, -1, n_v - 1);

        for (int j = first; j <= last; j++) {
            double pv = j + 0.5 - v0, t = within((pu * du + pv * dv) * turn, 0, 1);
            double eu = pu - t * du, ev = pv - t * dv;

            dab(b, flat ? i : j, flat ? j : i, eu * eu + ev * ev);
        }
    }
}

void map_lines_cover(const struct map *map, const struct map_lines *l, unsigned ranks,
                     double more, uint8_t coverage[])
{
    const struct box *area = &map->view->area;
    struct brush b = {coverage, (int)area->w, (int)area->h, 0};

    for (int k = 0; k < l->n; k++) {
        if (!(ranks >> map_rank_of(l->of_class[k]) & 1)) continue;
        b.half = (map_line_px(map, l->of_class[k]) + more) / 2;
        for (int i = l->start[k]; i + 1 < l->start[k + 1]; i++)
            stroke(&b, map_x(map, l->east[i]) - area->x, map_y(map, l->north[i]) - area->y,
                   map_x(map, l->east[i + 1]) - area->x, map_y(map, l->north[i + 1]) - area->y);
    }
}
