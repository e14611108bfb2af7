/* map_polygons.c - zones that are polygons, and the study area: where they lie on the plane of
 * the map, their fill and edges. */
#include <math.h>
#include <stdlib.h>

#include "output/map/map.h"
#include "scenarios/areas/polygon_index.h"

enum { EDGED = 9, SMOOTH = 5 }; /* units of design: sides of polygons that are drawn so */
enum { LATTICE = 64 };          /* squares to a side */

/* The places of a lattice over an extent, projected; what lies between is interpolated. For
 * many corners a fifth of the time. The curve of a meridian within a square of the lattice is
 * less than (L / LATTICE)^2 / (8 x radius of the Earth): 0.03 px of a sheet over L = 5,000 km.
 */
struct lattice {
    double west, south, step_x, step_y;
    double east[LATTICE + 1][LATTICE + 1], north[LATTICE + 1][LATTICE + 1];
};

static void make_lattice(struct lattice *l, const struct geo_plane *plane, int n,
                         const double x[], const double y[])
{
    double east = -INFINITY, north = -INFINITY;

    l->west = l->south = INFINITY;
    for (int k = 0; k < n; k++) {
        l->west = fmin(l->west, x[k]);
        east = fmax(east, x[k]);
        l->south = fmin(l->south, y[k]);
        north = fmax(north, y[k]);
    }
    l->step_x = (east - l->west) / LATTICE;
    l->step_y = (north - l->south) / LATTICE;
    for (int j = 0; j <= LATTICE; j++)
        for (int i = 0; i <= LATTICE; i++)
            geo_to_plane(plane, l->west + i * l->step_x, l->south + j * l->step_y,
                         &l->east[j][i], &l->north[j][i]);
}

static double between(double v[LATTICE + 1][LATTICE + 1], int i, int j, double s, double t)
{
    double south = v[j][i] + s * (v[j][i + 1] - v[j][i]);

    return south + t * (v[j + 1][i] + s * (v[j + 1][i + 1] - v[j + 1][i]) - south);
}

static void interpolate(struct lattice *l, double x, double y, double *east, double *north)
{
    double s = l->step_x > 0 ? (x - l->west) / l->step_x : 0;
    double t = l->step_y > 0 ? (y - l->south) / l->step_y : 0;
    int i = s < LATTICE ? (int)s : LATTICE - 1, j = t < LATTICE ? (int)t : LATTICE - 1;

    *east = between(l->east, i, j, s - i, t - j);
    *north = between(l->north, i, j, s - i, t - j);
}

static enum err place(struct map_shape *shape, const struct polygons *polygons,
                      const struct geo_plane *plane, struct error *err)
{
    int n = polygons_n_points(polygons);
    bool many = polygons->geographic && n > 4 * LATTICE * LATTICE;
    struct lattice *lattice = many ? malloc(sizeof *lattice) : NULL;

    shape->polygons = polygons;
    shape->east = malloc(((size_t)n + 1) * sizeof *shape->east);
    shape->north = malloc(((size_t)n + 1) * sizeof *shape->north);
    if (!shape->east || !shape->north || (many && !lattice)) {
        free(lattice);
        return error_nomem(err, "the map");
    }
    if (many) make_lattice(lattice, plane, n, polygons->x, polygons->y);
    for (int k = 0; k < n; k++)
        if (many)
            interpolate(lattice, polygons->x[k], polygons->y[k], &shape->east[k],
                        &shape->north[k]);
        else
            geo_to_plane(plane, polygons->x[k], polygons->y[k], &shape->east[k],
                         &shape->north[k]);
    free(lattice);
    return ERR_OK;
}

enum err map_place_polygons(struct map *map, struct error *err)
{
    struct points zones = city_zones(map->city);
    struct geo_plane plane = geo_plane_of(&zones);

    if (map->city->polygons.n > 0)
        TRY(place(&map->polygons, &map->city->polygons, &plane, err));
    if (map->city->boundary.n > 0)
        TRY(place(&map->boundary, &map->city->boundary, &plane, err));
    return ERR_OK;
}

void map_shape_clear(struct map_shape *shape)
{
    free(shape->east);
    free(shape->north);
    *shape = (struct map_shape){0};
}

static void ring_path(struct map *map, const struct map_shape *shape, int ring)
{
    const int *start = shape->polygons->point_start;

    for (int k = start[ring]; k < start[ring + 1]; k++) {
        double x = map_x(map, shape->east[k]), y = map_y(map, shape->north[k]);

        if (k == start[ring])
            canvas_move(map->canvas, x, y);
        else
            canvas_line(map->canvas, x, y);
    }
    canvas_close(map->canvas);
}

void map_polygon_path(struct map *map, const struct map_shape *shape, int polygon)
{
    const struct polygons *p = shape->polygons;

    for (int ring = p->ring_start[polygon]; ring < p->ring_start[polygon + 1]; ring++)
        ring_path(map, shape, ring);
}

static double side_px(const struct map *map, int zone)
{
    return sqrt(map->digest->cell_w[zone] * map->digest->cell_h[zone]) * map->view->px_per_m;
}

/* Is any part of a zone's square, three times as wide, on the view? */
static bool in_view(const struct map *map, int zone)
{
    const struct box *a = &map->view->area;
    double rim = 1.5 * side_px(map, zone);
    double x = map_x(map, map->digest->east[zone]), y = map_y(map, map->digest->north[zone]);

    return map->view == &map->whole ||
           canvas_overlap(*a, (struct box){x - rim, y - rim, 2 * rim, 2 * rim});
}

void map_smooth_class(struct map *map, const int8_t class_of[], int class, struct colour colour)
{
    int n = 0;

    for (int z = 0; z < map->city->n_zones; z++) {
        if (class_of[z] != class || side_px(map, z) < SMOOTH * map->frame.u || !in_view(map, z))
            continue;
        map_polygon_path(map, &map->polygons, z);
        n++;
    }
    if (n > 0) canvas_fill(map->canvas, colour);
}

/* Grey on light classes and on what has no class, white on dark ones. */
void map_draw_polygon_edges(struct map *map)
{
    double u = map->frame.u;

    if (map->city->polygons.n == 0) return;
    for (int z = 0; z < map->city->n_zones; z++) {
        bool dark = map->n_classes > 1 && map->density[z] >= map->breaks[map->n_classes / 2];

        if (side_px(map, z) < EDGED * u || !in_view(map, z)) continue;
        map_polygon_path(map, &map->polygons, z);
        canvas_stroke(map->canvas,
                      dark ? canvas_colour(0xFFFFFF, 0.5) : canvas_colour(0x6B7280, 0.35),
                      0.7 * u);
    }
}

/* Does the study area go on beyond an edge, here or behind a slit as wide as a road? */
static bool goes_on(const struct map_shape *area, const struct polygon_index *index, int from,
                    int to, double slit_m)
{
    double dx = area->east[to] - area->east[from], dy = area->north[to] - area->north[from];
    double x = area->east[from] + dx / 2, y = area->north[from] + dy / 2,
           length = hypot(dx, dy);

    if (length <= 0) return true;
    for (int k = 1; k <= 3; k++) { /* the inside is to the left */
        double out = slit_m * k / 3 / length;

        if (polygon_index_find(index, x + dy * out, y - dx * out) >= 0) return true;
    }
    return false;
}

/* The path of the edges of one ring behind which the area ends. */
static void outline_path(struct map *map, const struct polygon_index *index, int ring,
                         double slit_m)
{
    const struct map_shape *area = &map->boundary;
    int first = area->polygons->point_start[ring], end = area->polygons->point_start[ring + 1];
    bool drawing = false;

    for (int k = first; k < end; k++) {
        int to = k + 1 < end ? k + 1 : first;

        if (goes_on(area, index, k, to, slit_m)) {
            drawing = false;
            continue;
        }
        if (!drawing)
            canvas_move(map->canvas, map_x(map, area->east[k]), map_y(map, area->north[k]));
        canvas_line(map->canvas, map_x(map, area->east[to]), map_y(map, area->north[to]));
        drawing = true;
    }
}

/* A study area may be many polygons, with slits between them where they do not quite meet:
 * edges within it are none of it. Nothing is drawn where memory is short of the index. */
void map_draw_boundary(struct map *map)
{
    const struct map_shape *area = &map->boundary;
    double slit_m = 5 * map->frame.u / map->whole.px_per_m;
    struct polygons flat;
    struct polygon_index *index = NULL;
    struct error ignored;

    if (map->city->boundary.n == 0) return;
    flat = *area->polygons; /* the same rings, on the plane of the map */
    flat.x = area->east;
    flat.y = area->north;
    flat.geographic = false;
    if (polygon_index_create(&index, &flat, &ignored) != ERR_OK) return;
    for (int pass = 0; pass < 2; pass++) {
        for (int ring = 0; ring < polygons_n_rings(&flat); ring++)
            outline_path(map, index, ring, slit_m);
        canvas_stroke(map->canvas,
                      pass == 0 ? canvas_colour(0xFFFFFF, 0.8) : map_boundary_colour(),
                      (pass == 0 ? 3.4 : 1.5) * map->frame.u);
    }
    polygon_index_free(index);
}

struct colour map_boundary_colour(void)
{
    return canvas_colour(0x2E7D32, 1);
}
