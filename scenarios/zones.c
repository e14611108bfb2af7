/* zones.c - see zones.h */
#include "scenarios/zones.h"

#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "scenarios/datum.h"
#include "scenarios/names.h"
#include "scenarios/regrid.h"
#include "scenarios/table.h"
#include "scenarios/text.h"

/* Columns of the file, -1 where a setting names none. */
struct columns {
    int id, x, y, weight[N_LAYERS], home_access, district, district_zh, core, zone_class;
    int service[N_SERVICES];
    struct figure cell;
};

static enum err find_columns(struct table *t, const struct scenario *s, struct columns *c,
                             struct error *err)
{
    const struct zones_params *p = &s->zones;

    TRY(table_column(t, "id", p->id_column, &c->id, err));
    TRY(table_column(t, "x", p->x, &c->x, err));
    TRY(table_column(t, "y", p->y, &c->y, err));
    TRY(table_column(t, "coordinates_column", p->coordinates_column, &t->datum, err));
    TRY(table_column(t, "night", p->night, &c->weight[NIGHT], err));
    TRY(table_column(t, "day", p->day, &c->weight[DAY], err));
    TRY(table_column(t, "home_access", p->home_access, &c->home_access, err));
    TRY(table_column(t, "district", p->district, &c->district, err));
    TRY(table_column(t, "district_zh", p->district_zh, &c->district_zh, err));
    TRY(table_column(t, "core", p->core, &c->core, err));
    TRY(table_column(t, "class", p->zone_class, &c->zone_class, err));
    TRY(table_column(t, "service_fast_m", p->service_fast_m, &c->service[FAST], err));
    TRY(table_column(t, "service_slow_m", p->service_slow_m, &c->service[SLOW], err));
    if (c->district < 0) c->district = c->district_zh;
    if (s->report.language != LANGUAGE_ZH) c->district_zh = -1;
    if (c->weight[DAY] < 0) c->weight[DAY] = c->weight[NIGHT];
    return table_figure(t, "cell_m", &p->cell_m, &c->cell, err);
}

static bool allocate(struct city *city, int n, bool home_access)
{
    size_t rows = (size_t)n;

    city->n_cells = city->n_zones = n;
    city->zone_id = calloc(rows, sizeof *city->zone_id);
    city->zone_x = calloc(rows, sizeof *city->zone_x);
    city->zone_y = calloc(rows, sizeof *city->zone_y);
    city->core = calloc(rows, sizeof *city->core);
    city->cell_w_m = calloc(rows, sizeof *city->cell_w_m);
    city->cell_h_m = calloc(rows, sizeof *city->cell_h_m);
    city->zone_class = calloc(rows, sizeof *city->zone_class);
    city->district = calloc(rows, sizeof *city->district);
    city->district_name = calloc(rows, sizeof *city->district_name);
    city->weight[NIGHT] = calloc(rows, sizeof(double));
    city->weight[DAY] = calloc(rows, sizeof(double));
    city->service_m[FAST] = calloc(rows, sizeof(double));
    city->service_m[SLOW] = calloc(rows, sizeof(double));
    if (home_access) city->home_access = calloc(rows, sizeof(double));
    return city->zone_id != NULL && city->zone_x != NULL && city->zone_y != NULL &&
           city->core != NULL && city->cell_w_m != NULL && city->cell_h_m != NULL &&
           city->zone_class != NULL && city->district != NULL && city->district_name != NULL &&
           city->weight[NIGHT] != NULL && city->weight[DAY] != NULL &&
           city->service_m[FAST] != NULL && city->service_m[SLOW] != NULL &&
           (!home_access || city->home_access != NULL);
}

static enum err read_core(const struct table *t, int row, int column, bool *core,
                          struct error *err)
{
    const char *cell = csv_cell(t->csv, row, column);

    if (strcmp(cell, "0") != 0 && strcmp(cell, "1") != 0)
        return csv_fail(t->csv, row, column, err,
                        "'%s' is neither 1 (urban core) nor 0 (not core)",
                        csv_quote(cell).text);
    *core = *cell == '1';
    return ERR_OK;
}

/* Reach of a service: the zone's own column, else by its class, else the default. */
static enum err read_reach(const struct table *t, int row, int column, double standard,
                           const struct map_number *by_class, const char *zone_class,
                           double *reach_m, struct error *err)
{
    *reach_m = standard;
    for (int k = 0; k < by_class->n; k++)
        if (strcmp(by_class->key[k], zone_class) == 0) *reach_m = by_class->value[k];
    if (column >= 0) return csv_number(t->csv, row, column, 1, 1e6, reach_m, err);
    return ERR_OK;
}

/* Sides of the cell: a square in metres, or a rectangle of equal degrees. */
static enum err read_cell(struct city *city, const struct table *t, const struct columns *c,
                          double degrees, int z, struct error *err)
{
    double x = city->zone_x[z], y = city->zone_y[z], side_m;

    if (!(degrees > 0)) { /* not set */
        TRY(table_value(t, z, &c->cell, 0.1, 1e6, &side_m, err));
        city->cell_w_m[z] = city->cell_h_m[z] = side_m;
        return ERR_OK;
    }
    city->cell_w_m[z] = geo_geodesic_m(x - degrees / 2, y, x + degrees / 2, y);
    city->cell_h_m[z] = geo_geodesic_m(x, y - degrees / 2, x, y + degrees / 2);
    return ERR_OK;
}

static enum err read_row(struct city *city, const struct table *t, const struct columns *c,
                         const struct scenario *scenario, int z, struct error *err)
{
    const struct access_params *access = &scenario->access;
    int coordinates = scenario->zones.coordinates;
    const char *zone_class = c->zone_class >= 0 ? csv_cell(t->csv, z, c->zone_class) : "";

    TRY(table_position(t, z, c->x, c->y, coordinates, &city->zone_x[z], &city->zone_y[z], err));
    for (int k = 0; k < N_LAYERS; k++)
        TRY(csv_number(t->csv, z, c->weight[k], 0, 1e12, &city->weight[k][z], err));
    if (c->home_access >= 0)
        TRY(csv_number(t->csv, z, c->home_access, 0, 1, &city->home_access[z], err));
    if (c->core >= 0) TRY(read_core(t, z, c->core, &city->core[z], err));
    TRY(read_cell(city, t, c, scenario->zones.cell_degrees, z, err));
    TRY(read_reach(t, z, c->service[FAST], access->fast_radius_m, &access->fast_by_class,
                   zone_class, &city->service_m[FAST][z], err));
    TRY(read_reach(t, z, c->service[SLOW], access->slow_radius_m, &access->slow_by_class,
                   zone_class, &city->service_m[SLOW][z], err));
    city->zone_id[z] = text_copy(csv_cell(t->csv, z, c->id));
    city->zone_class[z] = text_copy(zone_class);
    if (city->zone_id[z] == NULL || city->zone_class[z] == NULL)
        return error_nomem(err, "the zones");
    return ERR_OK;
}

/* What the report calls the district of a row. */
static const char *district_said(const struct table *t, const struct columns *c, int row)
{
    const char *chinese = c->district_zh >= 0 ? csv_cell(t->csv, row, c->district_zh) : "";

    return *chinese != '\0' ? chinese : csv_cell(t->csv, row, c->district);
}

/* The district of a row, or a new one. Whatever the language, a district is what has one name
 * in the column `district`; it has one name in the other column too. */
static enum err read_district(struct city *city, const struct table *t, const struct columns *c,
                              struct names *names, int row, struct error *err)
{
    const char *said = district_said(t, c, row);
    int d = names_add(names, csv_cell(t->csv, row, c->district), city->n_districts);

    city->district[row] = d >= 0 ? d : city->n_districts;
    if (d >= 0 && strcmp(city->district_name[d], said) != 0)
        return csv_fail(
            t->csv, row, c->district_zh, err,
            "the district '%s' is '%s' here, but '%s' in a row before; one district "
            "has one name in Chinese",
            csv_quote(csv_cell(t->csv, row, c->district)).text, csv_quote(said).text,
            csv_quote(city->district_name[d]).text);
    if (d >= 0) return ERR_OK;
    city->district_name[city->n_districts] = text_copy(said);
    if (city->district_name[city->n_districts] == NULL)
        return error_nomem(err, "the districts");
    city->n_districts++;
    return ERR_OK;
}

/* Districts are numbered as they appear. */
static enum err read_districts(struct city *city, const struct table *t,
                               const struct columns *c, struct error *err)
{
    struct names *names = NULL;
    enum err code = ERR_OK;

    if (c->district < 0) {
        city->n_districts = 1;
        city->district_name[0] = text_copy("");
        return city->district_name[0] == NULL ? error_nomem(err, "the districts") : ERR_OK;
    }
    TRY(names_create(&names, city->n_zones, err));
    for (int z = 0; z < city->n_zones && code == ERR_OK; z++)
        code = read_district(city, t, c, names, z, err);
    names_free(names);
    return code;
}

/* A layer without weight has nowhere to put its demand. */
static enum err check_weights(const struct city *city, const struct table *t,
                              const struct columns *c, struct error *err)
{
    for (int k = 0; k < N_LAYERS; k++) {
        double sum = 0;

        for (int z = 0; z < city->n_zones; z++)
            sum += city->weight[k][z];
        if (sum <= 0)
            return error_set(err, ERR_DATA,
                             "%s: column '%s' is 0 in every row; it is the weight of the layer "
                             "%s, whose sum must be above 0",
                             csv_path(t->csv),
                             csv_quote(csv_column_name(t->csv, c->weight[k])).text,
                             k == NIGHT ? "night" : "day");
    }
    return ERR_OK;
}

static enum err read_table(struct city *city, struct table *t, const struct scenario *scenario,
                           struct error *err)
{
    struct columns c;

    city->geographic = datum_geographic(scenario->zones.coordinates);
    TRY(find_columns(t, scenario, &c, err));
    if (csv_n_rows(t->csv) == 0)
        return error_set(err, ERR_DATA,
                         "%s: there is no row below the header; a city has zones",
                         csv_path(t->csv));
    TRY(csv_unique(t->csv, c.id, err));
    if (!allocate(city, csv_n_rows(t->csv), c.home_access >= 0))
        return error_nomem(err, "the zones");
    for (int z = 0; z < city->n_zones; z++)
        TRY(read_row(city, t, &c, scenario, z, err));
    TRY(check_weights(city, t, &c, err));
    return read_districts(city, t, &c, err);
}

/* Core where people live densely. */
static void mark_core(struct city *city, double per_km2)
{
    for (int z = 0; z < city->n_zones && per_km2 > 0; z++) {
        double km2 = city->cell_w_m[z] / 1000 * (city->cell_h_m[z] / 1000);

        city->core[z] = city->weight[NIGHT][z] >= per_km2 * km2;
    }
}

enum err zones_read(struct city *city, const struct scenario *scenario, struct error *err)
{
    struct table table;
    enum err code = table_open(&table, scenario->zones.file, "zones", "", err);

    if (code != ERR_OK) return code;
    code = read_table(city, &table, scenario, err);
    table_close(&table);
    if (code != ERR_OK) return code;
    mark_core(city, scenario->zones.core_density);
    return regrid_zones(city, scenario->zones.regrid_m, err);
}
