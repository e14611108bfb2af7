/* gis_layers.c - layers that no CSV table holds: what the core rule leaves, and all sites. See
 * gis.h. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "output/gis/gis.h"

static void gap(struct cells *row, const struct run *run, const struct network *n, int z,
                int nearest)
{
    const struct city *city = run->city;

    cells_integer(row, digest_year(run, n));
    cells_text(row, city->zone_id[z]);
    cells_text(row, city->district_name[city->district[z]]);
    cells_number(row, city->weight[NIGHT][z]);
    for (int v = 0; v < N_SERVICES; v++)
        cells_number(row, demand_kwh(run->demand, (enum service)v, n->year_index, z));
    cells_number(row, digest_rule_radius_m(run));
    cells_number(row, n->rule_distance_m[z]);
    cells_text(row, nearest >= 0 ? city->site[nearest].id : "");
    cells_end(row);
}

enum err gis_fill_core_gaps(struct gis_layer *l, const struct run *run, const struct digest *d,
                            struct error *err)
{
    bool rule = isfinite(digest_rule_radius_m(run));
    struct cells row = {.taker = &l->table.taker};
    int *nearest = calloc((size_t)run->city->n_zones + 1, sizeof *nearest);
    enum err code = ERR_OK;

    if (nearest == NULL) return error_nomem(err, "the layer of core gaps");
    gis_zone_shapes(&l->shapes, run, d);
    cells_head(&row, "year,id,district,night_weight,fast_demand_kwh_per_day,"
                     "slow_demand_kwh_per_day,rule_radius_m,rule_distance_m,nearest_site");
    for (int k = 0; k < run->n_networks && rule && code == ERR_OK; k++) {
        code = digest_nearest(run, run->network[k], nearest, err);
        for (int z = 0; z < run->city->n_zones && code == ERR_OK; z++) {
            if (!run->city->core[z] || digest_covered(run, run->network[k], z)) continue;
            gis_shapes_row(&l->shapes, z);
            gap(&row, run, run->network[k], z, nearest[z]);
        }
    }
    free(nearest);
    return code;
}

static void site_row(struct cells *row, const struct run *run, const struct digest *d, int s,
                     int screened)
{
    const struct network *n = digest_last(run);
    const struct site *site = &run->city->site[s];
    enum language language = scenario_language(run->scenario);

    cells_text(row, site->id);
    cells_text(row, site->name);
    cells_text(row, site->type);
    cells_text(row, scenario_layer_id(run->scenario, site->layer));
    cells_text(row, run->city->district_name[digest_district(run, d, s)]);
    cells_word(row, language, scenario_status_word(site->status),
               MSG_SITE_EXISTING + site->status);
    cells_integer(row, site->status == SITE_EXISTING);
    cells_word(row, language, scenario_access_word(site->access),
               MSG_ACCESS_PUBLIC + site->access);
    cells_integer(row, network_serves_public(run->city, s));
    cells_number(row, run->city->site_x[s]);
    cells_number(row, run->city->site_y[s]);
    cells_integer(row, site->bays);
    cells_number(row, site->power_kw);
    cells_number(row, site->fixed_cost);
    cells_integer(row, n->open[s]);
    if (digest_is_new(n, s))
        cells_integer(row, n->opened_year[s]);
    else
        cells_none(row);
    cells_integer(row, site->status == SITE_FORBIDDEN);
    cells_integer(row, screened >= 0);
    cells_text(row, screened >= 0 ? run->screened[screened].reason.in[language] : "");
    cells_end(row);
}

enum err gis_fill_sites(struct gis_layer *l, const struct run *run, const struct digest *d,
                        struct error *err)
{
    struct cells row = {.taker = &l->table.taker};
    int n_sites = run->city->n_sites;
    int *screened = malloc(((size_t)n_sites + 1) * sizeof *screened);

    if (screened == NULL) return error_nomem(err, "the layer of sites");
    for (int s = 0; s < n_sites; s++)
        screened[s] = -1;
    for (int k = 0; k < run->n_screened; k++)
        screened[run->screened[k].site] = k;
    l->shapes.kind = GEODATA_POINTS;
    cells_head(
        &row, "id,name,type,layer,district,status,is_existing,access,is_public,x,y,"
              "bays_available,power_kw,fixed_cost,is_open,opened_year,is_forbidden,is_screened,"
              "reason");
    for (int s = 0; s < n_sites; s++) {
        gis_shapes_row(&l->shapes, s);
        gis_shapes_point(&l->shapes, run->city->site_x[s], run->city->site_y[s]);
        site_row(&row, run, d, s, screened[s]);
    }
    free(screened);
    return ERR_OK;
}
