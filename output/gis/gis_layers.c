/* gis_layers.c - layers that no CSV table holds: what the core rule leaves, service areas, all
 * sites. See gis.h. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "output/gis/gis.h"
#include "scenarios/geo_direct.h"
#include "scenarios/text.h"

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

/* The radii of a service in rising order, each with the zone classes it holds for. */
struct radius {
    double m;
    struct text classes;
};

static int compare(const void *a, const void *b)
{
    double x = ((const struct radius *)a)->m, y = ((const struct radius *)b)->m;

    return (x > y) - (x < y);
}

static void add_class(struct text *classes, const char *name)
{
    size_t length = strlen(name);
    const char *at = classes->data;

    if (length == 0) return;
    for (at = at != NULL ? strstr(at, name) : NULL; at != NULL; at = strstr(at + 1, name))
        if ((at == classes->data || at[-1] == ' ') && (at[length] == ',' || at[length] == '\0'))
            return;
    text_addf(classes, "%s%s", classes->n > 0 ? ", " : "", name);
}

/* Few radii: each class has one. Returns -1 when out of memory. Own it, and its texts. */
static int radii(const struct city *city, enum service v, struct radius **out)
{
    struct radius *r = NULL;
    int n = 0, at = 0;

    for (int z = 0; z < city->n_zones; z++) {
        double m = city->service_way[v][z];

        if (at >= n || r[at].m != m)
            for (at = 0; at < n && r[at].m != m;)
                at++;
        if (at == n) {
            struct radius *more = realloc(r, ((size_t)n + 1) * sizeof *r);

            if (more == NULL) {
                free(r);
                return -1;
            }
            r = more;
            r[n++] = (struct radius){.m = m};
        }
        if (z == 0 || strcmp(city->zone_class[z], city->zone_class[z - 1]) != 0)
            add_class(&r[at].classes, city->zone_class[z]);
    }
    if (n > 0) qsort(r, (size_t)n, sizeof *r, compare);
    *out = r;
    return n;
}

static void area(struct cells *row, const struct run *run, const struct network *n, int s,
                 enum service v, double radius_m, const char *classes)
{
    enum language language = scenario_language(run->scenario);

    cells_integer(row, digest_year(run, n));
    cells_text(row, run->city->site[s].id);
    cells_text(row, run->city->site[s].name);
    cells_word(row, language, v == FAST ? "fast" : "slow",
               v == FAST ? MSG_MAP_FAST : MSG_MAP_SLOW);
    cells_integer(row, v == FAST);
    cells_number(row, radius_m);
    cells_number(row, radius_m / run->scenario->access.detour_factor);
    cells_text(row, classes);
    cells_integer(row, network_count(run->scenario, n, s).service_outlets[v]);
    if (digest_is_new(n, s))
        cells_integer(row, n->opened_year[s]);
    else
        cells_none(row);
    cells_end(row);
}

static bool serves(const struct run *run, const struct network *n, int s, enum service v)
{
    return n->open[s] && network_serves_public(run->city, s) &&
           network_count(run->scenario, n, s).service_outlets[v] > 0;
}

/* A site's circle is one shape for all states. */
static void areas_of(struct gis_layer *l, const struct run *run, enum service v,
                     double radius_m, const char *classes, int shape_of[])
{
    const struct city *city = run->city;
    double x[GIS_CIRCLE_POINTS], y[GIS_CIRCLE_POINTS];
    struct cells row = {.taker = &l->table.taker};

    for (int s = 0; s < city->n_sites; s++)
        shape_of[s] = -1;
    for (int k = 0; k < run->n_networks; k++)
        for (int s = 0; s < city->n_sites; s++) {
            if (!serves(run, run->network[k], s, v)) continue;
            if (shape_of[s] < 0) {
                shape_of[s] = l->shapes.n;
                geo_circle(city->geographic, city->site_x[s], city->site_y[s],
                           radius_m / run->scenario->access.detour_factor, GIS_CIRCLE_POINTS, x,
                           y);
                gis_shapes_ring(&l->shapes, GIS_CIRCLE_POINTS, x, y);
            }
            gis_shapes_row(&l->shapes, shape_of[s]);
            area(&row, run, run->network[k], s, v, radius_m, classes);
        }
}

enum err gis_fill_service_areas(struct gis_layer *l, const struct run *run, struct error *err)
{
    struct cells row = {.taker = &l->table.taker};
    int *shape_of = calloc((size_t)run->city->n_sites + 1, sizeof *shape_of);
    bool fine = shape_of != NULL;

    l->shapes.kind = GEODATA_POLYGONS;
    cells_head(&row, "year,station,name,service,is_fast,radius_m,straight_m,classes,outlets,"
                     "opened_year");
    for (int v = 0; v < N_SERVICES && fine; v++) {
        struct radius *r = NULL;
        int n = radii(run->city, (enum service)v, &r);

        fine = n >= 0;
        for (int k = 0; k < n; k++) {
            const char *classes = gis_table_keep(&l->table, text_take(&r[k].classes));

            areas_of(l, run, (enum service)v, r[k].m, classes, shape_of);
        }
        free(r);
    }
    free(shape_of);
    return fine ? ERR_OK : error_nomem(err, "the layer of service areas");
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
    cells_text(row, run->scenario->sites[site->layer].id);
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
