/* zones.c - see zones.h */
#include "scenarios/zones.h"

#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "scenarios/areas/polygons_pick.h"
#include "scenarios/column_sum.h"
#include "scenarios/datum.h"
#include "scenarios/filter.h"
#include "scenarios/names.h"
#include "scenarios/regrid.h"
#include "scenarios/table.h"
#include "scenarios/text.h"
#include "scenarios/zones_area.h"

/* Columns of the file, -1 where a setting names none. */
struct columns {
    int id, x, y, home_access, observed, district, district_zh, core, zone_class;
    int service[N_SERVICES];
    struct column_sum weight[N_LAYERS];
    struct figure cell;
};

static enum err find_columns(struct table *t, const struct scenario *s, struct columns *c,
                             struct error *err)
{
    const struct zones_params *p = &s->zones;

    TRY(table_column(t, "id", p->id_column, &c->id, err));
    TRY(table_place_columns(t, p->x, p->y, &c->x, &c->y, err));
    TRY(table_column(t, "coordinates_column", p->coordinates_column, &t->datum, err));
    TRY(column_sum_find(&c->weight[NIGHT], t, "night", p->night, err));
    TRY(column_sum_find(&c->weight[DAY], t, "day", p->day, err));
    TRY(column_sum_find(&c->weight[ROAMING], t, "roaming", p->roaming, err));
    TRY(table_column(t, "home_access", p->home_access, &c->home_access, err));
    TRY(table_column(t, "observed_kwh", p->observed_kwh, &c->observed, err));
    TRY(table_column(t, "district", p->district, &c->district, err));
    TRY(table_column(t, "district_zh", p->district_zh, &c->district_zh, err));
    TRY(table_column(t, "core", p->core, &c->core, err));
    TRY(table_column(t, "class", p->zone_class, &c->zone_class, err));
    if (scenario_in_minutes(s, FAST))
        TRY(table_column(t, "service_fast_min", p->service_fast_min, &c->service[FAST], err));
    else
        TRY(table_column(t, "service_fast_m", p->service_fast_m, &c->service[FAST], err));
    TRY(table_column(t, "service_slow_m", p->service_slow_m, &c->service[SLOW], err));
    if (c->district < 0) c->district = c->district_zh;
    if (s->report.language != LANGUAGE_ZH) c->district_zh = -1;
    if (c->weight[DAY].n == 0 && p->day_raster == NULL) c->weight[DAY] = c->weight[NIGHT];
    if (c->weight[ROAMING].n == 0) c->weight[ROAMING] = c->weight[DAY];
    return table_figure(t, "cell_m", &p->cell_m, &c->cell, err);
}

/* The rows that the filter takes. */
static enum err choose_rows(const struct table *t, const char *filter, int **out, int *n,
                            struct error *err)
{
    struct filter *f = NULL;
    int n_rows = csv_n_rows(t->csv), *row = malloc(((size_t)n_rows + 1) * sizeof *row);
    enum err code = row == NULL ? error_nomem(err, "the zones") : ERR_OK;

    *n = 0;
    if (code == ERR_OK) code = filter_create(&f, t, filter, err);
    if (code == ERR_OK) code = filter_check(f, t, err);
    for (int r = 0; r < n_rows && code == ERR_OK; r++)
        if (filter_takes(f, t, r)) row[(*n)++] = r;
    filter_free(f);
    if (code == ERR_OK)
        *out = row;
    else
        free(row);
    return code;
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

/* What a scenario says of the reach of a service. */
struct standard {
    double all; /* metres or minutes */
    const struct map_number *by_class;
    double least, most; /* of a column */
};

static struct standard standard_of(const struct scenario *s, enum service v)
{
    const struct access_params *a = &s->access;

    if (scenario_in_minutes(s, v))
        return (struct standard){a->fast_minutes, &a->fast_minutes_by_class, 0.1, 600};
    if (v == FAST) return (struct standard){a->fast_radius_m, &a->fast_by_class, 1, 1e6};
    return (struct standard){a->slow_radius_m, &a->slow_by_class, 1, 1e6};
}

/* Reach of a service: the zone's own column, else by its class, else the default. */
static enum err read_reach(const struct table *t, int row, int column,
                           const struct standard *standard, const char *zone_class,
                           double *reach, struct error *err)
{
    const struct map_number *by_class = standard->by_class;

    *reach = standard->all;
    for (int k = 0; k < by_class->n; k++)
        if (strcmp(by_class->key[k], zone_class) == 0) *reach = by_class->value[k];
    if (column < 0) return ERR_OK;
    return csv_number(t->csv, row, column, standard->least, standard->most, reach, err);
}

/* Sides of the cell: of a polygon, a square in metres, or a rectangle of equal degrees. */
static enum err read_cell(struct city *city, const struct table *t, const struct columns *c,
                          double degrees, int row, int z, struct error *err)
{
    double x = city->zone_x[z], y = city->zone_y[z], side_m;

    if (table_polygons(t) != NULL) { /* the square of the same area */
        side_m = sqrt(polygons_area_m2(table_polygons(t), row));
        city->cell_w_m[z] = city->cell_h_m[z] = side_m;
        return ERR_OK;
    }
    if (!(degrees > 0)) { /* not set */
        TRY(table_value(t, row, &c->cell, 0.1, 1e6, &side_m, err));
        city->cell_w_m[z] = city->cell_h_m[z] = side_m;
        return ERR_OK;
    }
    city->cell_w_m[z] = geo_geodesic_m(x - degrees / 2, y, x + degrees / 2, y);
    city->cell_h_m[z] = geo_geodesic_m(x, y - degrees / 2, x, y + degrees / 2);
    return ERR_OK;
}

/* An empty cell is a zone that nobody observed. */
static enum err read_observed(const struct table *t, int row, int column, double *kwh,
                              struct error *err)
{
    *kwh = (double)NAN;
    if (*csv_cell(t->csv, row, column) == '\0') return ERR_OK;
    return csv_number(t->csv, row, column, 0, 1e15, kwh, err);
}

static enum err read_row(struct city *city, const struct table *t, const struct columns *c,
                         const struct scenario *scenario, int row, int z, struct error *err)
{
    const char *zone_class = c->zone_class >= 0 ? csv_cell(t->csv, row, c->zone_class) : "";

    TRY(table_position(t, row, c->x, c->y, &city->zone_x[z], &city->zone_y[z], err));
    for (int k = 0; k < N_LAYERS; k++)
        city->weight[k][z] = 1; /* until rasters are summed */
    for (int k = 0; k < N_LAYERS; k++)
        if (c->weight[k].n > 0)
            TRY(column_sum_value(&c->weight[k], t, row, scenario->zones.empty,
                                 &city->weight[k][z], err));
    if (c->home_access >= 0)
        TRY(csv_number(t->csv, row, c->home_access, 0, 1, &city->home_access[z], err));
    if (c->observed >= 0) TRY(read_observed(t, row, c->observed, &city->observed_kwh[z], err));
    if (c->core >= 0) TRY(read_core(t, row, c->core, &city->core[z], err));
    TRY(read_cell(city, t, c, scenario->zones.cell_degrees, row, z, err));
    for (enum service v = FAST; v < N_SERVICES; v++) {
        const struct standard standard = standard_of(scenario, v);

        TRY(read_reach(t, row, c->service[v], &standard, zone_class, &city->service_way[v][z],
                       err));
    }
    city->zone_id[z] = text_copy(csv_cell(t->csv, row, c->id));
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
                              struct names *names, int row, int z, struct error *err)
{
    const char *said = district_said(t, c, row);
    int d = names_add(names, csv_cell(t->csv, row, c->district), city->n_districts);

    city->district[z] = d >= 0 ? d : city->n_districts;
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
                               const struct columns *c, const int row[], struct error *err)
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
        code = read_district(city, t, c, names, row[z], z, err);
    names_free(names);
    return code;
}

/* A layer without weight has nowhere to put its demand. */
static enum err check_weights(const struct city *city, const struct table *t,
                              const struct columns *c, const struct zones_params *p,
                              struct error *err)
{
    for (int k = 0; k < N_LAYERS; k++) {
        const char *written = k == ROAMING && p->roaming != NULL ? p->roaming
                              : k == DAY && p->day != NULL       ? p->day
                                                                 : p->night;
        double sum = 0;

        for (int z = 0; z < city->n_zones; z++)
            sum += city->weight[k][z];
        if (c->weight[k].n > 0 && sum <= 0)
            return error_set(err, ERR_DATA,
                             "%s: column '%s' is 0 in every row; it is the weight of the layer "
                             "%s, whose sum must be above 0",
                             csv_path(t->csv), csv_quote(written).text,
                             scenario_layer_word((enum layer)k));
    }
    return ERR_OK;
}

/* A mix cannot be told from zones in which nothing was observed. */
static enum err check_observed(const struct city *city, const struct table *t,
                               const struct scenario *s, struct error *err)
{
    bool some = false;

    if (city->observed_kwh == NULL || s->demand.calibrate == CALIBRATE_NONE) return ERR_OK;
    for (int z = 0; z < city->n_zones; z++)
        some = some || city->observed_kwh[z] > 0; /* NAN: not observed */
    if (some) return ERR_OK;
    return error_set(err, ERR_DATA,
                     "%s: column '%s' holds no energy above 0; demand.calibrate needs that of "
                     "one zone at least, so say calibrate: none",
                     csv_path(t->csv), csv_quote(s->zones.observed_kwh).text);
}

/* The polygons of the rows that were taken. */
static enum err take_polygons(struct city *city, const struct table *t, const int row[],
                              struct error *err)
{
    const struct polygons *all = table_polygons(t);

    if (all == NULL) return ERR_OK;
    return polygons_pick(all, city->n_zones, row, &city->polygons, err);
}

static enum err read_rows(struct city *city, struct table *t, const struct columns *c,
                          const struct scenario *scenario, int n, const int row[],
                          struct error *err)
{
    if (n == 0)
        return error_set(err, ERR_DATA, "%s: there is no %s; a city has zones",
                         csv_path(t->csv),
                         t->layer != NULL ? "feature in the layer" : "row below the header");
    TRY(csv_unique_rows(t->csv, c->id, n, row, err));
    TRY(table_places(t, c->x, c->y, err));
    if (!city_allocate(city, n, c->home_access >= 0, c->observed >= 0))
        return error_nomem(err, "the zones");
    for (int z = 0; z < n; z++)
        TRY(read_row(city, t, c, scenario, row[z], z, err));
    TRY(check_weights(city, t, c, &scenario->zones, err));
    TRY(check_observed(city, t, scenario, err));
    TRY(take_polygons(city, t, row, err));
    return read_districts(city, t, c, row, err);
}

/* Ids of the rows that the filter does not take, which other files may name all the same. */
static enum err leave_rows(struct city *city, const struct table *t, int id, int n,
                           const int row[], struct error *err)
{
    for (int r = 0, k = 0; r < csv_n_rows(t->csv) && n < csv_n_rows(t->csv); r++) {
        if (k < n && row[k] == r)
            k++;
        else
            TRY(city_leave(&city->left_zones, csv_cell(t->csv, r, id), err));
    }
    return ERR_OK;
}

static enum err read_table(struct city *city, struct table *t, const struct scenario *scenario,
                           struct error *err)
{
    struct columns c;
    int *row = NULL, n = 0;
    enum err code;

    city->geographic = datum_geographic(scenario->zones.coordinates);
    TRY(find_columns(t, scenario, &c, err));
    TRY(choose_rows(t, scenario->zones.filter, &row, &n, err));
    code = read_rows(city, t, &c, scenario, n, row, err);
    if (code == ERR_OK &&
        (scenario->matrix.fast != NULL || scenario->matrix.slow != NULL ||
         scenario->demand.od_file != NULL || scenario->simulation.observed != NULL))
        code = leave_rows(city, t, c.id, n, row, err);
    free(row);
    return code;
}

/* Core where people live densely. */
static void mark_core(struct city *city, double per_km2)
{
    for (int z = 0; z < city->n_zones && per_km2 > 0; z++) {
        double km2 = city->cell_w_m[z] / 1000 * (city->cell_h_m[z] / 1000);

        city->core[z] = city->weight[NIGHT][z] >= per_km2 * km2;
    }
}

/* A CSV file is asked when the settings are checked; of a layer it shows here that it holds
 * points. */
static enum err need_cells(const struct city *city, const struct scenario *s, struct error *err)
{
    bool divided = s->zones.regrid_m > 0;

    if (city->polygons.n > 0 || !(divided || s->zones.core_density > 0)) return ERR_OK;
    for (int z = 0; z < city->n_zones; z++)
        if (!(city->cell_w_m[z] > 0))
            return error_set(err, ERR_DATA,
                             "%s: the layer holds points, and %s needs the size of the cells; "
                             "set zones.cell_m or zones.cell_degrees, or take polygons",
                             s->zones.file, divided ? "zones.regrid_m" : "zones.core_density");
    return ERR_OK;
}

/* Says what dividing the cells took for granted. */
static enum err divide_cells(struct city *city, double side_m, struct error *err)
{
    int n = city->n_zones;

    TRY(regrid_zones(city, side_m, err));
    if (city->n_zones == n) return ERR_OK;
    return said_add(&city->warning, &city->n_warnings, err, MSG_WARN_DIVIDED, said_number(n, 0),
                    said_number(city->n_zones, 0), said_figure(side_m));
}

enum err zones_read(struct city *city, const struct scenario *scenario, struct error *err)
{
    const struct zones_params *p = &scenario->zones;
    const struct table_source source = {p->file, "zones",       "", p->layer, p->encoding,
                                        p->crs,  p->coordinates};
    struct table table;
    enum err code;

    TRY(table_open(&table, &source, err));
    code = read_table(city, &table, scenario, err);
    if (code == ERR_OK && table_system(&table) != NULL) {
        city->zones_system = text_copy(table_system(&table));
        if (city->zones_system == NULL) code = error_nomem(err, "the zones");
    }
    table_close(&table);
    if (code != ERR_OK) return code;
    TRY(need_cells(city, scenario, err));
    if (p->night_raster == NULL) mark_core(city, p->core_density);
    if (city->polygons.n == 0) TRY(divide_cells(city, p->regrid_m, err));
    TRY(zones_area(city, scenario, err));
    if (p->night_raster != NULL) mark_core(city, p->core_density);
    return ERR_OK;
}
