/* map_inputs_find.c - what is to be told of the sites that came in. */
#include <math.h>
#include <stdlib.h>

#include "output/map/map_inputs.h"
#include "scenarios/areas/polygon_index.h"
#include "scenarios/zones_area.h"

/* Cells in degrees or with rounded centres leave slits between them that nobody means. */
static const double forgiven_m = 2;

/* Part of the zones' extent by which sites may lie beyond it and still be on the sheet. */
static const double beyond = 0.12;

static void fill_groups(struct map_inputs *in)
{
    const struct city *city = in->map.city;

    for (int layer = 0; layer <= INPUTS_LAYERS; layer++)
        for (int status = 0; status < N_STATUSES; status++) {
            struct inputs_group g = {layer, (enum site_status)status, 0};

            for (int s = 0; s < city->n_sites; s++) {
                int of =
                    city->site[s].layer < INPUTS_LAYERS ? city->site[s].layer : INPUTS_LAYERS;

                g.n += of == layer && city->site[s].status == g.status;
            }
            if (g.n > 0) in->group[in->n_groups++] = g;
        }
}

/* Does any of the polygons hold the place, or one `forgiven` away to a side? */
static bool is_within(const struct polygon_index *index, double x, double y, double dx,
                      double dy)
{
    return polygon_index_find(index, x, y) >= 0 || polygon_index_find(index, x - dx, y) >= 0 ||
           polygon_index_find(index, x + dx, y) >= 0 ||
           polygon_index_find(index, x, y - dy) >= 0 ||
           polygon_index_find(index, x, y + dy) >= 0;
}

/* outside[s] of every site that none of the polygons holds; returns their number in *n. */
static enum err find_outside(const struct city *city, const struct polygons *polygons,
                             double forgiven, bool outside[], int *n, struct error *err)
{
    struct polygon_index *index = NULL;

    TRY(polygon_index_create(&index, polygons, err));
    for (int s = 0; s < city->n_sites; s++) {
        double x = city->site_x[s], y = city->site_y[s];
        double dy = city->geographic ? forgiven / 111195 : forgiven; /* m to a degree */
        double dx = city->geographic ? dy / fmax(cos(y * 0.017453292519943295), 0.01) : dy;

        outside[s] = !is_within(index, x, y, dx, dy);
        *n += outside[s];
    }
    polygon_index_free(index);
    return ERR_OK;
}

static enum err outside_zones(struct map_inputs *in, struct error *err)
{
    const struct city *city = in->map.city;
    struct polygons cells = {0};
    enum err code;

    in->zones_known = true;
    if (city->polygons.n > 0)
        return find_outside(city, &city->polygons, 0, in->outside_zones, &in->n_outside_zones,
                            err);
    for (int z = 0; z < city->n_zones && in->zones_known; z++)
        in->zones_known = city->cell_w_m[z] > 0;
    if (!in->zones_known) return ERR_OK;
    code = zones_polygons(city, "the map", &cells, err);
    if (code == ERR_OK)
        code = find_outside(city, &cells, forgiven_m, in->outside_zones, &in->n_outside_zones,
                            err);
    polygons_clear(&cells);
    return code;
}

struct spot {
    double x, y;
};

static int by_place(const void *a, const void *b)
{
    const struct spot *p = a, *q = b;

    if (p->x != q->x) return p->x < q->x ? -1 : 1;
    return (p->y > q->y) - (p->y < q->y);
}

static enum err same_places(struct map_inputs *in, struct error *err)
{
    const struct city *city = in->map.city;
    struct spot *spot = malloc(((size_t)city->n_sites + 1) * sizeof *spot);

    if (spot == NULL) return error_nomem(err, "the map");
    for (int s = 0; s < city->n_sites; s++)
        spot[s] = (struct spot){city->site_x[s], city->site_y[s]};
    qsort(spot, (size_t)city->n_sites, sizeof *spot, by_place);
    for (int s = 1; s < city->n_sites; s++)
        in->n_same_place += spot[s].x == spot[s - 1].x && spot[s].y == spot[s - 1].y;
    free(spot);
    return ERR_OK;
}

/* A site somewhere else on Earth must not shrink the city to a dot. */
static void find_on_sheet(struct map_inputs *in)
{
    const struct digest *d = in->map.digest;
    double west = INFINITY, east = -INFINITY, south = INFINITY, north = -INFINITY, rim;

    for (int z = 0; z < in->map.city->n_zones; z++) {
        west = fmin(west, d->east[z] - d->cell_w[z] / 2);
        east = fmax(east, d->east[z] + d->cell_w[z] / 2);
        south = fmin(south, d->north[z] - d->cell_h[z] / 2);
        north = fmax(north, d->north[z] + d->cell_h[z] / 2);
    }
    rim = fmax(east - west, north - south) * beyond;
    for (int s = 0; s < in->map.city->n_sites; s++) {
        in->on_sheet[s] = d->site_east[s] >= west - rim && d->site_east[s] <= east + rim &&
                          d->site_north[s] >= south - rim && d->site_north[s] <= north + rim;
        in->n_off_sheet += !in->on_sheet[s];
    }
}

enum err map_inputs_find(struct map_inputs *in, struct error *err)
{
    size_t n = (size_t)in->map.city->n_sites + 1;

    in->outside_zones = calloc(n, sizeof *in->outside_zones);
    in->outside_area = calloc(n, sizeof *in->outside_area);
    in->on_sheet = calloc(n, sizeof *in->on_sheet);
    if (!in->outside_zones || !in->outside_area || !in->on_sheet)
        return error_nomem(err, "the map");
    fill_groups(in);
    TRY(outside_zones(in, err));
    if (in->map.city->boundary.n > 0)
        TRY(find_outside(in->map.city, &in->map.city->boundary, 0, in->outside_area,
                         &in->n_outside_area, err));
    TRY(same_places(in, err));
    find_on_sheet(in);
    return ERR_OK;
}
