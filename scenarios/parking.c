/* parking.c - see parking.h */
#include "scenarios/parking.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "scenarios/areas/polygon_index.h"
#include "scenarios/filter.h"
#include "scenarios/names.h"
#include "scenarios/table.h"
#include "scenarios/text.h"

enum { BAYS_MOST = 100000, FIRST_YEAR = 1990, LAST_YEAR = 2100 };

/* The file while it is read. */
struct source {
    const struct scenario *scenario;
    struct table table;
    struct filter *filter;
    int id, x, y, name, name_zh, type, bays, year;
    struct polygon_index *area; /* NULL: no boundary */
    struct names *ids;          /* of the sites and the car parks before */
    int n_outside;
};

static enum err find_columns(struct source *in, struct error *err)
{
    const struct parking_params *p = &in->scenario->parking;
    struct table *t = &in->table;

    TRY(table_column(t, "id", p->id_column, &in->id, err));
    TRY(table_place_columns(t, p->x, p->y, &in->x, &in->y, err));
    TRY(table_column(t, "name", p->name, &in->name, err));
    TRY(table_column(t, "name_zh", p->name_zh, &in->name_zh, err));
    if (in->name < 0) in->name = in->name_zh;
    if (in->scenario->report.language != LANGUAGE_ZH) in->name_zh = -1;
    TRY(table_column(t, "type", p->type, &in->type, err));
    TRY(table_column(t, "bays", p->bays, &in->bays, err));
    TRY(table_column(t, "year", p->year, &in->year, err));
    TRY(filter_create(&in->filter, t, p->filter, err));
    TRY(filter_check(in->filter, t, err));
    return table_places(t, in->x, in->y, err);
}

static enum err read_type(const struct source *in, int row, int *building, struct error *err)
{
    const struct scenario *s = in->scenario;
    const char *cell = csv_cell(in->table.csv, row, in->type), *ids[256], *guess;
    struct text known = {0};
    int n = 0;
    enum err code;

    *building = scenario_building(s, cell);
    if (*building >= 0) return ERR_OK;
    for (; n < s->n_buildings && n < 256; n++) {
        ids[n] = s->building[n].id;
        text_addf(&known, "%s%s", n > 0 ? ", " : "", ids[n]);
    }
    guess = text_nearest(cell, n, ids);
    code = known.nomem ? error_nomem(err, "the car parks")
           : guess != NULL
               ? csv_fail(in->table.csv, row, in->type, err,
                          "'%s' is no type of building; did you mean %s? The types of "
                          "`building` are: %s",
                          csv_quote(cell).text, guess, known.data)
               : csv_fail(in->table.csv, row, in->type, err,
                          "'%s' is no type of building; the types of `building` are: %s",
                          csv_quote(cell).text, known.data);
    text_clear(&known);
    return code;
}

static enum err read_texts(const struct source *in, int row, struct car_park *park,
                           struct error *err)
{
    const struct csv *csv = in->table.csv;
    const char *id = csv_cell(csv, row, in->id);
    const char *name = in->name >= 0 ? csv_cell(csv, row, in->name) : id;
    const char *chinese = in->name_zh >= 0 ? csv_cell(csv, row, in->name_zh) : "";

    if (*id == '\0')
        return csv_fail(csv, row, in->id, err, "the cell is empty; every car park needs an id");
    park->id = text_copy(id);
    park->name = text_copy(*chinese != '\0' ? chinese : *name != '\0' ? name : id);
    return park->id == NULL || park->name == NULL ? error_nomem(err, "the car parks") : ERR_OK;
}

/* Adds the row to the city as its next car park, unless the boundary leaves it out. */
static enum err read_row(struct city *city, struct source *in, int row, struct error *err)
{
    int k = city->n_car_parks;
    struct car_park *park = &city->car_park[k];
    const struct csv *csv = in->table.csv;
    const struct figure bays = {in->bays, 0};

    city->n_car_parks++; /* what is read of it is freed with the city */
    park->site = -1;
    TRY(read_texts(in, row, park, err));
    if (names_add(in->ids, park->id, k) >= 0)
        return csv_fail(csv, row, in->id, err,
                        "'%s' is the id of a site or of a car park above; ids are unique over "
                        "both",
                        csv_quote(park->id).text);
    TRY(table_position(&in->table, row, in->x, in->y, &city->car_park_x[k],
                       &city->car_park_y[k], err));
    TRY(read_type(in, row, &park->building, err));
    TRY(table_count(&in->table, row, &bays, BAYS_MOST, &park->bays, err));
    if (in->year >= 0 && *csv_cell(csv, row, in->year) != '\0')
        TRY(csv_integer(csv, row, in->year, FIRST_YEAR, LAST_YEAR, &park->year, err));
    if (in->area == NULL ||
        polygon_index_find(in->area, city->car_park_x[k], city->car_park_y[k]) >= 0)
        return ERR_OK;
    in->n_outside++;
    return ERR_OK;
}

/* Car parks outside go only now: their ids stay borrowed while others are read. */
static void drop_outside(struct city *city, const struct source *in)
{
    int n = 0;

    for (int k = 0; k < city->n_car_parks && in->n_outside > 0; k++) {
        struct car_park *park = &city->car_park[k];

        if (polygon_index_find(in->area, city->car_park_x[k], city->car_park_y[k]) < 0) {
            free(park->id);
            free(park->name);
            continue;
        }
        city->car_park[n] = *park;
        city->car_park_x[n] = city->car_park_x[k];
        city->car_park_y[n++] = city->car_park_y[k];
    }
    if (in->n_outside > 0) city->n_car_parks = n;
}

static enum err read_rows(struct city *city, struct source *in, struct error *err)
{
    int n = csv_n_rows(in->table.csv);

    if (n == 0)
        return error_set(err, ERR_DATA,
                         "%s: there is no row below the header; without car parks leave "
                         "parking.file out",
                         csv_path(in->table.csv));
    if (n > INT_MAX - 1 - city->n_sites) return error_nomem(err, "more than 2^31 car parks");
    city->car_park = calloc((size_t)n + 1, sizeof *city->car_park);
    city->car_park_x = calloc((size_t)n + 1, sizeof *city->car_park_x);
    city->car_park_y = calloc((size_t)n + 1, sizeof *city->car_park_y);
    if (city->car_park == NULL || city->car_park_x == NULL || city->car_park_y == NULL)
        return error_nomem(err, "the car parks");
    TRY(names_create(&in->ids, n + city->n_sites, err));
    for (int s = 0; s < city->n_sites; s++)
        names_add(in->ids, city->site[s].id, s);
    if (city->boundary.n > 0) TRY(polygon_index_create(&in->area, &city->boundary, err));
    for (int r = 0; r < n; r++)
        if (filter_takes(in->filter, &in->table, r)) TRY(read_row(city, in, r, err));
    drop_outside(city, in);
    return ERR_OK;
}

/* Has the car park chargers of the public by rule in some year of the study? */
static bool serves(const struct scenario *s, const struct car_park *park)
{
    const struct building_type *b = &s->building[park->building];
    double built = park->year > 0 ? b->new_built : b->existing_built;
    double ready = park->year > 0 ? b->new_ready : b->existing_ready;
    bool some = built > 0 || (ready > 0 && b->build_out_per_year > 0);

    return some && (b->access == ACCESS_PUBLIC || b->access == ACCESS_OPENED) && park->bays > 0;
}

static enum err fill_site(struct city *city, const struct scenario *s, int k, struct error *err)
{
    struct car_park *park = &city->car_park[k];
    const struct building_type *b = &s->building[park->building];
    bool opened = b->access == ACCESS_PUBLIC || b->access == ACCESS_OPENED;
    int at = city->n_sites++;
    struct site *site = &city->site[at];

    *site = (struct site){.id = text_copy(park->id),
                          .name = text_copy(park->name),
                          .type = text_copy(b->id),
                          .layer = s->n_layers,
                          .status = b->candidate_share > 0 ? SITE_CANDIDATE : SITE_BY_RULE,
                          .access = opened ? (enum site_access)b->access : ACCESS_PUBLIC,
                          .bays = park->bays,
                          .power_kw = b->candidate_share > 0 ? b->power_kw : 0,
                          .fixed_cost = b->fixed_cost,
                          .car_park = 1 + k,
                          .opens_year = park->year,
                          .n_chargers = calloc((size_t)s->n_kinds + 1, sizeof(int))};
    city->site_x[at] = city->car_park_x[k];
    city->site_y[at] = city->car_park_y[k];
    park->site = at;
    if (site->id == NULL || site->name == NULL || site->type == NULL ||
        site->n_chargers == NULL)
        return error_nomem(err, "the car parks");
    return ERR_OK;
}

/* The sites of the car parks, behind those of the layers. One that opens after the study is
 * none. */
static enum err make_sites(struct city *city, const struct scenario *s, struct error *err)
{
    size_t n = (size_t)city->n_sites + (size_t)city->n_car_parks + 1;
    struct site *site = realloc(city->site, n * sizeof *site);
    double *x, *y;
    int last = s->study.years.year[s->study.years.n - 1];

    if (site != NULL) city->site = site;
    x = realloc(city->site_x, n * sizeof *x);
    if (x != NULL) city->site_x = x;
    y = realloc(city->site_y, n * sizeof *y);
    if (y != NULL) city->site_y = y;
    if (site == NULL || x == NULL || y == NULL) return error_nomem(err, "the car parks");
    for (int k = 0; k < city->n_car_parks; k++) {
        const struct car_park *park = &city->car_park[k];
        bool offered = s->building[park->building].candidate_share > 0;

        if (park->year <= last && (offered || serves(s, park))) TRY(fill_site(city, s, k, err));
    }
    return ERR_OK;
}

enum err parking_read(struct city *city, const struct scenario *scenario,
                      struct problems *problems, struct error *err)
{
    const struct parking_params *p = &scenario->parking;
    const struct table_source source = {p->file, "parking",     "", p->layer, p->encoding,
                                        p->crs,  p->coordinates};
    struct source in = {.scenario = scenario};
    enum err code;

    if (p->file == NULL || problems_about(problems, "parking") ||
        problems_about(problems, "building") || problems_about(problems, "study.years") ||
        problems_about(problems, "zones.coordinates"))
        return ERR_OK;
    code = table_open(&in.table, &source, err);
    if (code == ERR_OK) {
        code = find_columns(&in, err);
        if (code == ERR_OK) code = read_rows(city, &in, err);
        if (code == ERR_OK) code = make_sites(city, scenario, err);
        if (code == ERR_OK && in.n_outside > 0)
            code = said_add(&city->warning, &city->n_warnings, err, MSG_WARN_OUTSIDE_PARKING,
                            said_number(in.n_outside, 0));
        polygon_index_free(in.area);
        names_free(in.ids);
        filter_free(in.filter);
        table_close(&in.table);
    }
    if (code == ERR_OK || code == ERR_NOMEM) return code;
    problems_add(problems, NULL, 0, 0, NULL, "%s", err->text);
    return ERR_OK;
}
