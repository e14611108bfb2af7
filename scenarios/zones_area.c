/* zones_area.c - see zones_area.h. Grids are made by zones_grid.c, rasters summed by
 * zones_raster.c. */
#include "scenarios/zones_area.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "scenarios/area_layer.h"
#include "scenarios/areas/polygons_pick.h"
#include "scenarios/boundary.h"
#include "scenarios/names.h"
#include "scenarios/regrid.h"
#include "scenarios/text.h"
#include "scenarios/zones_grid.h"
#include "scenarios/zones_raster.h"

/* Sides of a zone's cell in the units of x and y. Cells side by side follow one another in most
 * files, and a geodesic takes as long as finding a place among all of them. */
static void measure_cell(const struct city *city, int z, double w[], double h[])
{
    double x = city->zone_x[z], y = city->zone_y[z];

    w[z] = city->cell_w_m[z];
    h[z] = city->cell_h_m[z];
    if (!city->geographic) return;
    if (z > 0 && y == city->zone_y[z - 1] && w[z] == city->cell_w_m[z - 1] &&
        h[z] == city->cell_h_m[z - 1]) {
        w[z] = w[z - 1];
        h[z] = h[z - 1];
        return;
    }
    w[z] = regrid_degrees(w[z], x, y, true);
    h[z] = regrid_degrees(h[z], x, y, false);
}

enum err zones_polygons(const struct city *city, const char *why, struct polygons *out,
                        struct error *err)
{
    double *w, *h;
    int n = city->n_zones;
    enum err code;

    if (city->polygons.n > 0) return polygons_copy(&city->polygons, out, err);
    for (int z = 0; z < n; z++)
        if (!(city->cell_w_m[z] > 0))
            return error_set(
                err, ERR_DATA,
                "%s needs the zones' areas: a layer of polygons, or cells of a size "
                "(zones.cell_m or zones.cell_degrees)",
                why);
    w = malloc((size_t)n * sizeof *w);
    h = malloc((size_t)n * sizeof *h);
    code = w == NULL || h == NULL ? error_nomem(err, "the zones' areas") : ERR_OK;
    for (int z = 0; z < n && code == ERR_OK; z++)
        measure_cell(city, z, w, h);
    if (code == ERR_OK)
        code = polygons_of_rectangles(n, city->zone_x, city->zone_y, w, h, city->geographic,
                                      out, err);
    free(w);
    free(h);
    return code;
}

/* ---- districts ---- */

struct joined {
    struct area_layer layer;
    int name, name_zh;
};

static const char *district_name(const struct joined *j, int polygon, bool chinese)
{
    const struct csv *csv = j->layer.table.csv;
    int row = j->layer.row[polygon];
    const char *zh = j->name_zh >= 0 && chinese ? csv_cell(csv, row, j->name_zh) : "";

    return *zh != '\0' ? zh : csv_cell(csv, row, j->name);
}

/* Room for the districts that are joined, in place of those of the zones' own file. */
static enum err forget_districts(struct city *city, struct error *err)
{
    char **name = calloc((size_t)city->n_zones, sizeof *name);

    if (name == NULL) return error_nomem(err, "the districts");
    for (int d = 0; d < city->n_districts; d++)
        free(city->district_name[d]);
    free(city->district_name);
    city->district_name = name;
    city->n_districts = 0;
    return ERR_OK;
}

/* Districts are numbered as they appear among the zones. */
static enum err join(struct city *city, const struct joined *j, enum language language,
                     struct error *err)
{
    struct names *names = NULL;
    int n_without = 0;
    const char *outside = messages_text(language, MSG_DISTRICT_OUTSIDE);

    TRY(forget_districts(city, err));
    TRY(names_create(&names, city->n_zones, err));
    for (int z = 0; z < city->n_zones; z++) {
        int k = area_layer_find(&j->layer, city->zone_x[z], city->zone_y[z]);
        const char *name = k >= 0 ? district_name(j, k, language == LANGUAGE_ZH) : outside;
        int d = names_add(names, name, city->n_districts);

        n_without += k < 0;
        city->district[z] = d >= 0 ? d : city->n_districts;
        if (d >= 0) continue;
        city->district_name[city->n_districts] = text_copy(name);
        if (city->district_name[city->n_districts++] == NULL) {
            names_free(names);
            return error_nomem(err, "the districts");
        }
    }
    names_free(names);
    if (n_without == 0) return ERR_OK;
    return said_add(&city->warning, &city->n_warnings, err, MSG_WARN_DISTRICTLESS,
                    said_number(n_without, 0), said_number(city->n_zones, 0),
                    said_word(MSG_DISTRICT_OUTSIDE));
}

static enum err join_districts(struct city *city, const struct scenario *scenario,
                               struct error *err)
{
    const struct zones_params *p = &scenario->zones;
    const struct table_source source = {
        p->districts_file,       "zones.districts",     "",
        p->districts_layer,      p->districts_encoding, p->districts_crs,
        p->districts_coordinates};
    struct joined j;
    enum err code;

    if (p->districts_file == NULL) return ERR_OK;
    TRY(area_layer_open(&j.layer, &source, NULL, city->geographic, err));
    code = table_column(&j.layer.table, "name", p->districts_name, &j.name, err);
    if (code == ERR_OK)
        code = table_column(&j.layer.table, "name_zh", p->districts_name_zh, &j.name_zh, err);
    if (code == ERR_OK) code = join(city, &j, scenario_language(scenario), err);
    area_layer_close(&j.layer);
    return code;
}

/* What is left within the boundary may have no weight, and demand nowhere to go. */
static enum err check_weights(const struct city *city, const char *file, struct error *err)
{
    for (int k = 0; k < N_LAYERS; k++) {
        double sum = 0;

        for (int z = 0; z < city->n_zones; z++)
            sum += city->weight[k][z];
        if (sum <= 0)
            return error_set(err, ERR_DATA,
                             "%s: the %d zones within the boundary have no weight of the layer "
                             "%s, whose sum must be above 0; look at the coordinates of both "
                             "files",
                             file, city->n_zones, scenario_layer_word((enum layer)k));
    }
    return ERR_OK;
}

enum err zones_area(struct city *city, const struct scenario *scenario, struct error *err)
{
    if (city->polygons.n > 0) TRY(zones_grid(city, scenario, err));
    TRY(boundary_zones(city, scenario, err));
    TRY(zones_raster(city, scenario, err));
    if (city->boundary.n > 0) TRY(check_weights(city, scenario->boundary.file, err));
    return join_districts(city, scenario, err);
}
