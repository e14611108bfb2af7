/* map_raster.c - which zone holds each pixel, and how deep each pixel lies in the service area.
 *
 * A zone's reach is the zone's own (by class or column), so the service area is no union of
 * equal discs: a pixel is in it where an open fast site lies within the reach of its zone. The
 * depth in px gives smooth edges without tracing outlines. */
#include <math.h>
#include <stdlib.h>

#include "output/map/map.h"

enum { SLIT = 3 }; /* px */

static void stamp_cells(struct map *map, int w, int h)
{
    const struct digest *d = map->digest;
    struct map_view *v = map->view;

    for (int z = 0; z < map->city->n_zones; z++) {
        double x0 = map_x(map, d->east[z] - d->cell_w[z] / 2) - v->area.x;
        double x1 = map_x(map, d->east[z] + d->cell_w[z] / 2) - v->area.x;
        double y0 = map_y(map, d->north[z] + d->cell_h[z] / 2) - v->area.y;
        double y1 = map_y(map, d->north[z] - d->cell_h[z] / 2) - v->area.y;
        int left = (int)fmax(floor(x0 + 0.5), 0), top = (int)fmax(floor(y0 + 0.5), 0);
        /* a cell smaller than a pixel still has one */
        int right = (int)fmin(fmax(floor(x1 + 0.5), left + 1), w);
        int bottom = (int)fmin(fmax(floor(y1 + 0.5), top + 1), h);

        if (d->points) { /* a place: its pixel alone */
            left = right = (int)(map_x(map, d->east[z]) - v->area.x);
            top = bottom = (int)(map_y(map, d->north[z]) - v->area.y);
            if (left < 0 || top < 0 || left >= w || top >= h) continue;
            right++;
            bottom++;
        }

        for (int y = top; y < bottom; y++)
            for (int x = left; x < right; x++)
                v->pixel_zone[y * w + x] = z;
    }
}

/* Cells of a grid of degrees are no whole pixels apart: a line of one or two pixels that stays
 * free between two cells is theirs. */
static void close_seams(struct map_view *v, int w, int h)
{
    for (int y = 1; y + 2 < h; y++)
        for (int x = 1; x + 2 < w; x++) {
            int *at = &v->pixel_zone[y * w + x];

            if (*at >= 0) continue;
            if (at[-1] >= 0 && (at[1] >= 0 || at[2] >= 0))
                *at = at[-1];
            else if (at[-w] >= 0 && (at[w] >= 0 || at[2 * w] >= 0))
                *at = at[-w];
        }
}

/* Two passes of the 5-7 chamfer distance carry the nearest zone outwards. */
static void take(struct map_view *v, int *far, int to, int from, int cost)
{
    if (far[from] + cost >= far[to]) return;
    far[to] = far[from] + cost;
    v->pixel_near[to] = v->pixel_near[from];
}

static void spread(struct map_view *v, int *far, int w, int h)
{
    for (int k = 0; k < w * h; k++) {
        v->pixel_near[k] = v->pixel_zone[k];
        far[k] = v->pixel_zone[k] >= 0 ? 0 : 1 << 28;
    }
    for (int y = 0; y < h; y++)
        for (int x = 0; x < w; x++) {
            int k = y * w + x;

            if (x > 0) take(v, far, k, k - 1, 5);
            if (y > 0) take(v, far, k, k - w, 5);
            if (y > 0 && x > 0) take(v, far, k, k - w - 1, 7);
            if (y > 0 && x < w - 1) take(v, far, k, k - w + 1, 7);
        }
    for (int y = h - 1; y >= 0; y--)
        for (int x = w - 1; x >= 0; x--) {
            int k = y * w + x;

            if (x < w - 1) take(v, far, k, k + 1, 5);
            if (y < h - 1) take(v, far, k, k + w, 5);
            if (y < h - 1 && x < w - 1) take(v, far, k, k + w + 1, 7);
            if (y < h - 1 && x > 0) take(v, far, k, k + w - 1, 7);
        }
}

/* An enlarged part without any zone takes the nearest ones from the whole map. */
static void near_of_whole(struct map *map, int w, int h)
{
    const struct map_view *all = &map->whole;
    struct map_view *v = map->view;
    double scale = all->px_per_m / v->px_per_m;
    double left = (v->east0 - all->east0) * all->px_per_m;
    double top = (all->north0 - v->north0) * all->px_per_m;

    for (int y = 0; y < h; y++)
        for (int x = 0; x < w; x++) {
            int i = (int)fmin(fmax(left + (x + 0.5) * scale, 0), all->area.w - 1);
            int j = (int)fmin(fmax(top + (y + 0.5) * scale, 0), all->area.h - 1);

            v->pixel_near[y * w + x] = all->pixel_near[j * (int)all->area.w + i];
        }
}

/* Marks what lies between two cells of one line of n pixels, `step` apart, where the way across
 * is at most six sides of the cell before it; of polygons, which say themselves where a river
 * is, only slits. */
static void bridge(const struct map *map, int start, int step, int n, int *inside)
{
    const struct map_view *v = map->view;
    int last = -1; /* the last pixel with a cell */

    for (int k = 0; k < n; k++) {
        int zone = v->pixel_zone[start + k * step];

        if (zone < 0) continue;
        if (last >= 0 && k - last > 1) {
            int from = v->pixel_zone[start + last * step];
            double side = fmax(map->digest->cell_w[from], map->digest->cell_h[from]);
            double most = map->city->polygons.n > 0 ? SLIT : 6 * side * v->px_per_m;

            for (int i = last + 1; i < k && k - last - 1 <= most; i++)
                inside[start + i * step] = 1;
        }
        last = k;
    }
}

/* Gaps inside the city (a park, a river) stay part of it: they have cells on both sides, in the
 * row or in the column. What lies outside does not. */
static void tell_outside(const struct map *map, int *inside, int w, int h)
{
    struct map_view *v = map->view;

    for (int k = 0; k < w * h; k++)
        inside[k] = 0;
    for (int y = 0; y < h; y++)
        bridge(map, y * w, 1, w, inside);
    for (int x = 0; x < w; x++)
        bridge(map, x, w, h, inside);
    for (int k = 0; k < w * h; k++)
        if (v->pixel_zone[k] < 0 && !inside[k]) v->pixel_zone[k] = -2;
}

/* Depth in the service area of one site, the deepest of all sites. */
static void reach_of(struct map *map, int site, double most_px, int w, int h)
{
    struct map_view *v = map->view;
    const double *reach_m = map->city->service_way[map->service];
    double scale = v->px_per_m / map->scenario->access.detour_factor;
    double sx = map_x(map, map->digest->site_east[site]) - v->area.x;
    double sy = map_y(map, map->digest->site_north[site]) - v->area.y;
    int x0 = (int)fmax(sx - most_px - 2, 0), x1 = (int)fmin(sx + most_px + 2, w - 1);
    int y0 = (int)fmax(sy - most_px - 2, 0), y1 = (int)fmin(sy + most_px + 2, h - 1);

    for (int y = y0; y <= y1; y++)
        for (int x = x0; x <= x1; x++) {
            int zone = v->pixel_near[y * w + x];
            float *in = &v->pixel_in[y * w + x];
            double radius = reach_m[zone] * scale, room = radius - *in;
            double dx = x + 0.5 - sx, dy = y + 0.5 - sy, d2 = dx * dx + dy * dy;

            if (room > 0 && d2 < room * room) *in = (float)(radius - sqrt(d2));
        }
}

static void service_area(struct map *map)
{
    const struct city *city = map->city;
    int w = (int)map->view->area.w, h = (int)map->view->area.h;
    double most = 0, detour = map->scenario->access.detour_factor;

    for (int z = 0; z < city->n_zones; z++)
        most = fmax(most, city->service_way[map->service][z]);
    for (int s = 0; s < city->n_sites; s++) {
        if (!map->net->open[s] || !network_serves_public(city, s)) continue;
        if (network_count(map->scenario, map->net, s).service_outlets[map->service] == 0)
            continue;
        reach_of(map, s, most / detour * map->view->px_per_m, w, h);
    }
}

enum err map_raster(struct map *map, struct error *err)
{
    struct map_view *v = map->view;
    int w = (int)v->area.w, h = (int)v->area.h;
    size_t n = (size_t)w * (size_t)h;
    int *far = malloc(n * sizeof *far);
    enum err code = ERR_OK;

    v->pixel_zone = malloc(n * sizeof *v->pixel_zone);
    v->pixel_near = malloc(n * sizeof *v->pixel_near);
    if (!far || !v->pixel_zone || !v->pixel_near) {
        free(far);
        return error_nomem(err, "the map");
    }
    for (size_t k = 0; k < n; k++)
        v->pixel_zone[k] = -1;
    if (map->city->polygons.n > 0) {
        code = map_stamp_polygons(map, w, h, err);
    } else {
        stamp_cells(map, w, h);
        close_seams(v, w, h);
    }
    spread(v, far, w, h);
    if (v->pixel_near[0] < 0) near_of_whole(map, w, h);
    tell_outside(map, far, w, h); /* far has done its work: its room serves again */
    free(far);
    return code;
}

enum err map_reach(struct map *map, struct error *err)
{
    struct map_view *v = map->view;
    size_t n = (size_t)v->area.w * (size_t)v->area.h;

    v->pixel_in = malloc(n * sizeof *v->pixel_in);
    if (!v->pixel_in) return error_nomem(err, "the map");
    for (size_t k = 0; k < n; k++)
        v->pixel_in[k] = -1e6F;
    service_area(map);
    return ERR_OK;
}
