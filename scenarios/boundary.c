/* boundary.c - see boundary.h */
#include "scenarios/boundary.h"

#include <stdlib.h>

#include "scenarios/area_layer.h"
#include "scenarios/areas/polygons_pick.h"

/* Moves one zone's figures to a lower place. */
static void move_zone(struct city *city, int from, int to)
{
    char *id = city->zone_id[to], *zone_class = city->zone_class[to];

    city->zone_id[to] = city->zone_id[from];
    city->zone_class[to] = city->zone_class[from];
    city->zone_id[from] = id; /* freed with the city, or moved over again */
    city->zone_class[from] = zone_class;
    city->zone_x[to] = city->zone_x[from];
    city->zone_y[to] = city->zone_y[from];
    for (int k = 0; k < N_LAYERS; k++)
        city->weight[k][to] = city->weight[k][from];
    for (int v = 0; v < N_SERVICES; v++)
        city->service_way[v][to] = city->service_way[v][from];
    if (city->home_access != NULL) city->home_access[to] = city->home_access[from];
    if (city->observed_kwh != NULL) city->observed_kwh[to] = city->observed_kwh[from];
    city->core[to] = city->core[from];
    city->cell_w_m[to] = city->cell_w_m[from];
    city->cell_h_m[to] = city->cell_h_m[from];
    city->district[to] = city->district[from];
}

static enum err keep_zones(struct city *city, int n, const int which[], struct error *err)
{
    struct polygons polygons = {0};
    int before = city->n_zones;

    if (city->polygons.n > 0) {
        TRY(polygons_pick(&city->polygons, n, which, &polygons, err));
        polygons_clear(&city->polygons);
        city->polygons = polygons;
    }
    if (city->covered.n > 0) {
        TRY(polygons_pick(&city->covered, n, which, &polygons, err));
        polygons_clear(&city->covered);
        city->covered = polygons;
    }
    for (int k = 0; k < n; k++)
        if (which[k] != k) move_zone(city, which[k], k);
    for (int z = n; z < before; z++) {
        free(city->zone_id[z]);
        free(city->zone_class[z]);
        city->zone_id[z] = city->zone_class[z] = NULL;
    }
    city->n_zones = n;
    return ERR_OK;
}

/* Notes the ids of all zones but `which`, which rise. */
static enum err leave_zones(struct city *city, int n, const int which[], struct error *err)
{
    for (int z = 0, k = 0; z < city->n_zones; z++) {
        if (k < n && which[k] == z)
            k++;
        else
            TRY(city_leave(&city->left_zones, city->zone_id[z], err));
    }
    return ERR_OK;
}

static enum err drop_outside(struct city *city, const struct area_layer *area, const char *file,
                             struct error *err)
{
    int *which = malloc((size_t)city->n_zones * sizeof *which), n = 0;
    enum err code;

    if (which == NULL) return error_nomem(err, "the zones");
    for (int z = 0; z < city->n_zones; z++)
        if (area_layer_find(area, city->zone_x[z], city->zone_y[z]) >= 0) which[n++] = z;
    code = leave_zones(city, n, which, err);
    if (code != ERR_OK) {
        free(which);
        return code;
    }
    if (n == 0)
        code = error_set(err, ERR_DATA,
                         "%s: none of the %d zones lies within the boundary; look at the "
                         "coordinates of both files",
                         file, city->n_zones);
    else if (n < city->n_zones)
        code = said_add(&city->warning, &city->n_warnings, err, MSG_WARN_OUTSIDE,
                        said_number(city->n_zones - n, 0));
    else
        code = ERR_OK;
    city->n_zones_outside = city->n_zones - n;
    if (code == ERR_OK) code = keep_zones(city, n, which, err);
    free(which);
    return code;
}

enum err boundary_zones(struct city *city, const struct scenario *scenario, struct error *err)
{
    const struct boundary_params *p = &scenario->boundary;
    const struct table_source source = {p->file, "boundary",    "", p->layer, p->encoding,
                                        p->crs,  p->coordinates};
    struct area_layer area;
    enum err code;

    if (p->file == NULL) return ERR_OK;
    TRY(area_layer_open(&area, &source, p->filter, city->geographic, err));
    code = drop_outside(city, &area, p->file, err);
    if (code == ERR_OK) { /* it is asked again about sites, and drawn */
        city->boundary = area.polygons;
        area.polygons = (struct polygons){0};
    }
    area_layer_close(&area);
    return code;
}

static void free_site(struct site *site)
{
    free(site->id);
    free(site->name);
    free(site->type);
    free(site->zone);
    free(site->n_chargers);
    *site = (struct site){0};
}

enum err boundary_sites(struct city *city, struct error *err)
{
    struct polygon_index *index = NULL;
    int n = 0, before = city->n_sites;
    enum err code = ERR_OK;

    if (city->boundary.n == 0) return ERR_OK;
    city->left_out = malloc(((size_t)before + 1) * sizeof *city->left_out);
    if (city->left_out == NULL) return error_nomem(err, "the sites");
    TRY(polygon_index_create(&index, &city->boundary, err));
    for (int s = 0; s < before; s++) {
        bool stands =
            city->site[s].status == SITE_EXISTING || city->site[s].status == SITE_REQUIRED;

        if (!stands && polygon_index_find(index, city->site_x[s], city->site_y[s]) < 0) {
            city->left_out[city->n_sites_outside++] =
                (struct left_out){city->site_x[s], city->site_y[s], city->site[s].layer};
            if (code == ERR_OK) code = city_leave(&city->left_sites, city->site[s].id, err);
            free_site(&city->site[s]);
            continue;
        }
        city->site[n] = city->site[s];
        city->site_x[n] = city->site_x[s];
        city->site_y[n] = city->site_y[s];
        if (n++ != s) city->site[s] = (struct site){0};
    }
    city->n_sites = n;
    polygon_index_free(index);
    if (code != ERR_OK || n == before) return code;
    return said_add(&city->warning, &city->n_warnings, err, MSG_WARN_OUTSIDE_SITES,
                    said_number(before - n, 0));
}
