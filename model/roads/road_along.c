/* road_along.c - see road_along.h, and road_piece_line() of road_search.h
 *
 * With n the radius of curvature across the meridian and m that along it, a degree of longitude
 * is n cos(lat) wide; d(n cos(lat)) / d lat = -m sin(lat). */
#include "model/roads/road_along.h"

#include <math.h>

#include "model/roads/road_search.h"

struct road_scale road_along_scale(bool geographic, double lat)
{
    const double radian = M_PI / 180, e2 = GEO_FLATTENING * (2 - GEO_FLATTENING);
    double s = sin(lat * radian), c = cos(lat * radian), w = 1 - e2 * s * s;
    double across, along;

    if (!geographic) return (struct road_scale){1, 1, 0, 0, 0};
    across = GEO_AXIS_M / sqrt(w) * radian;
    along = across * (1 - e2) / w;
    return (struct road_scale){.x = across * c,
                               .y = along,
                               .x_turn = -along * s * radian,
                               .x_bend = -along * c * radian * radian / 2,
                               .y_turn = 3 * along * e2 * s * c / w * radian};
}

double road_along_step_m(bool geographic, double x1, double y1, double x2, double y2)
{
    struct road_scale here = road_along_scale(geographic, (y1 + y2) / 2);
    double x = (x2 - x1) * here.x, y = (y2 - y1) * here.y;

    return sqrt(x * x + y * y);
}

static double step_m(const struct road_graph *g, bool geographic, int k)
{
    return road_along_step_m(geographic, g->x[k], g->y[k], g->x[k + 1], g->y[k + 1]);
}

int road_piece_line(const struct road_graph *g, bool geographic, const struct road_piece *piece,
                    double x[], double y[])
{
    int first = g->line[piece->edge], last = g->line[piece->edge + 1] - 1, n = 0;
    double length = g->length_m[piece->edge], total = 0, sum = 0, at[2];

    for (int k = first; k < last; k++)
        total += step_m(g, geographic, k);
    at[0] = piece->from_m > 0 ? piece->from_m / length * total : 0;
    at[1] = piece->to_m < length ? piece->to_m / length * total : INFINITY;
    if (at[0] <= 0) {
        x[n] = g->x[first];
        y[n++] = g->y[first];
    }
    for (int k = first; k < last; k++) {
        double step = step_m(g, geographic, k), next = sum + step;

        for (int end = 0; end < 2; end++) {
            double t = (at[end] - sum) / step;

            if (!(at[end] > sum && at[end] <= next) || (end == 0 && at[0] <= 0)) continue;
            x[n] = g->x[k] + t * (g->x[k + 1] - g->x[k]);
            y[n++] = g->y[k] + t * (g->y[k + 1] - g->y[k]);
        }
        sum = next;
        if (sum > at[0] && sum < at[1] && k + 1 < last) {
            x[n] = g->x[k + 1];
            y[n++] = g->y[k + 1];
        }
    }
    if (at[1] > sum || n < 2) {
        x[n] = g->x[last];
        y[n++] = g->y[last];
    }
    return n;
}
