/* solve_zones.c - the rows of the demand file: weights, radii, places. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "output/solve_case.h"
#include "output/solve_columns.h"

/* Both files need the same pair of columns: x and y, or lon and lat. */
static enum err same_coordinates(struct solve_case *c, struct error *err)
{
    bool plane_zones = solve_columns_pair(c->demand, "x", "y");
    bool plane_sites = solve_columns_pair(c->sites, "x", "y");
    bool world_zones = solve_columns_pair(c->demand, "lon", "lat");
    bool world_sites = solve_columns_pair(c->sites, "lon", "lat");

    if (!plane_zones && !world_zones)
        return error_set(err, ERR_DATA,
                         "%s: columns x and y (metres) or lon and lat (degrees) are needed",
                         csv_path(c->demand));
    if (!plane_sites && !world_sites)
        return error_set(err, ERR_DATA,
                         "%s: columns x and y (metres) or lon and lat (degrees) are needed",
                         csv_path(c->sites));
    c->geographic = !(plane_zones && plane_sites);
    if (c->geographic && !(world_zones && world_sites))
        return error_set(err, ERR_DATA,
                         "%s has %s, but %s has %s; both files need the same pair of columns",
                         csv_path(c->demand), plane_zones ? "x, y" : "lon, lat",
                         csv_path(c->sites), plane_sites ? "x, y" : "lon, lat");
    return ERR_OK;
}

enum err solve_case_choose_coordinates(struct solve_case *c, struct error *err)
{
    if (c->located) return same_coordinates(c, err);
    if (!c->sites_only) return ERR_OK;
    c->geographic = !solve_columns_pair(c->sites, "x", "y");
    if (!c->geographic || solve_columns_pair(c->sites, "lon", "lat")) return ERR_OK;
    return error_set(err, ERR_DATA,
                     "%s: --spacing-m needs columns x and y (metres) or lon and lat (degrees), "
                     "also beside --distances",
                     csv_path(c->sites));
}

/* A zone's own radius replaces the general one. */
static enum err read_radii(struct solve_case *c, const int place[], struct error *err)
{
    const struct solve_request *r = c->request;
    bool own = csv_column(c->demand, "radius_m") >= 0;
    bool needed = c->located && r->model->needs_radius;

    if (isnan(r->radius_m) && !own && needed)
        return error_set(err, ERR_USAGE,
                         "--model %s needs --radius-m, a column radius_m or --distances",
                         r->model->name);
    TRY(solve_columns_numbers(c->demand, place, "radius_m", 0, 1e9, &r->radius_m, c->radius_m,
                              err));
    c->limited = own || !c->located || !isnan(r->radius_m);
    for (int z = 0; z < c->n_zones; z++) {
        if (c->radius_m[z] > r->radius2_m)
            return error_set(err, ERR_DATA,
                             "%s: radius_m of zone '%s' is %g, above --radius2-m %g",
                             csv_path(c->demand), c->zone_id[z], c->radius_m[z], r->radius2_m);
        if (!isnan(c->radius_m[z])) continue;
        if (needed || !isnan(r->radius2_m))
            return error_set(err, own ? ERR_DATA : ERR_USAGE,
                             own ? "%s: radius_m of zone '%s' is empty and there is no "
                                   "--radius-m"
                                 : "--radius2-m needs --radius-m or a column radius_m",
                             csv_path(c->demand), c->zone_id[z]);
        c->radius_m[z] = INFINITY;
    }
    return ERR_OK;
}

/* Columns weight_1, weight_2 ..: all of them, or none and the column weight in each phase. */
static enum err read_phase_weights(struct solve_case *c, const int place[], struct error *err)
{
    bool own = csv_column(c->demand, "weight_1") >= 0;

    c->phase_weight = calloc((size_t)c->n_phases, sizeof *c->phase_weight);
    if (c->phase_weight == NULL) return error_nomem(err, "the weights of the phases");
    for (int k = 0; k < c->n_phases; k++) {
        char name[32];

        snprintf(name, sizeof name, "weight_%d", k + 1);
        c->phase_weight[k] = solve_columns_room(c->n_zones);
        if (c->phase_weight[k] == NULL) return error_nomem(err, "the weights of the phases");
        TRY(solve_columns_numbers(c->demand, place, own ? name : "weight", 0, 1e300, NULL,
                                  c->phase_weight[k], err));
        for (int z = 0; z < c->n_zones; z++)
            c->weight[z] += c->phase_weight[k][z];
    }
    return ERR_OK;
}

enum err solve_case_read_zones(struct solve_case *c, const int place[], struct error *err)
{
    c->weight = solve_columns_room(c->n_zones);
    c->radius_m = solve_columns_room(c->n_zones);
    c->zone_x = solve_columns_room(c->n_zones);
    c->zone_y = solve_columns_room(c->n_zones);
    if (c->weight == NULL || c->radius_m == NULL || c->zone_x == NULL || c->zone_y == NULL)
        return error_nomem(err, "the zones");
    if (c->n_phases > 0)
        TRY(read_phase_weights(c, place, err));
    else
        TRY(solve_columns_numbers(c->demand, place, "weight", 0, 1e300, NULL, c->weight, err));
    if (c->located)
        TRY(solve_columns_points(c->demand, place, c->geographic, c->zone_x, c->zone_y, err));
    return read_radii(c, place, err);
}
