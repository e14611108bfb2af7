/* sites.c - see sites.h */
#include "scenarios/sites.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "scenarios/counts.h"
#include "scenarios/datum.h"
#include "scenarios/filter.h"
#include "scenarios/names.h"
#include "scenarios/table.h"
#include "scenarios/text.h"

/* One layer of sites while it is read. */
struct source {
    const struct sites_layer *params;
    int index;
    bool good; /* its file was opened and understood */
    struct table table;
    struct filter *filter;
    int id, x, y, name, name_zh, type, status, zone;
    struct figure bays, power, cost, price;
    struct counts *counts;
};

static enum err find_columns(struct source *layer, const struct scenario *scenario,
                             struct error *err)
{
    const struct sites_layer *p = layer->params;
    struct table *t = &layer->table;
    bool geographic = datum_geographic(p->coordinates);

    if (geographic != datum_geographic(scenario->zones.coordinates))
        return error_set(
            err, ERR_DATA,
            "%s: %s.coordinates is %s, but the zones are in %s; metres and degrees "
            "cannot stand in one scenario",
            csv_path(t->csv), t->section, datum_word(p->coordinates),
            geographic ? "metres" : "degrees");
    TRY(table_column(t, "id", p->id_column, &layer->id, err));
    TRY(table_place_columns(t, p->x, p->y, &layer->x, &layer->y, err));
    TRY(table_column(t, "coordinates_column", p->coordinates_column, &t->datum, err));
    TRY(table_column(t, "name", p->name, &layer->name, err));
    TRY(table_column(t, "name_zh", p->name_zh, &layer->name_zh, err));
    if (layer->name < 0) layer->name = layer->name_zh;
    if (scenario->report.language != LANGUAGE_ZH) layer->name_zh = -1;
    TRY(table_column(t, "type", p->type, &layer->type, err));
    TRY(table_column(t, "status_column", p->status_column, &layer->status, err));
    TRY(table_figure(t, "bays", &p->bays, &layer->bays, err));
    TRY(table_figure(t, "power_kw", &p->power_kw, &layer->power, err));
    TRY(table_figure(t, "fixed_cost", &p->fixed_cost, &layer->cost, err));
    TRY(table_figure(t, "price", &p->price, &layer->price, err));
    TRY(table_column(t, "zone", p->zone, &layer->zone, err));
    TRY(filter_create(&layer->filter, t, p->filter, err));
    TRY(filter_check(layer->filter, t, err));
    TRY(table_places(t, layer->x, layer->y, err));
    return counts_create(&layer->counts, t, &p->kinds, scenario, err);
}

static enum err open_layer(struct source *layer, const struct scenario *scenario,
                           struct error *err)
{
    const struct sites_layer *p = layer->params;
    const struct table_source source = {p->file,     "sites", p->id,         p->layer,
                                        p->encoding, p->crs,  p->coordinates};

    TRY(table_open(&layer->table, &source, err));
    TRY(find_columns(layer, scenario, err));
    layer->good = true;
    return ERR_OK;
}

static void close_layer(struct source *layer)
{
    table_close(&layer->table);
    filter_free(layer->filter);
    counts_free(layer->counts);
}

static enum err read_status(const struct source *layer, int row, enum site_status *status,
                            struct error *err)
{
    const char *cell;

    *status = (enum site_status)layer->params->status;
    if (layer->status < 0) return ERR_OK;
    cell = csv_cell(layer->table.csv, row, layer->status);
    for (int k = 0; k < 4; k++) {
        if (strcmp(cell, scenario_status_word((enum site_status)k)) != 0) continue;
        *status = (enum site_status)k;
        return ERR_OK;
    }
    return csv_fail(layer->table.csv, row, layer->status, err,
                    "'%s' is none of existing, required, candidate, forbidden",
                    csv_quote(cell).text);
}

static enum err read_chargers(const struct source *layer, int row, struct site *site,
                              int n_kinds, struct error *err)
{
    bool any = false;

    site->n_chargers = calloc((size_t)n_kinds + 1, sizeof *site->n_chargers);
    if (site->n_chargers == NULL) return error_nomem(err, "the sites");
    if (site->status != SITE_EXISTING) return ERR_OK;
    TRY(counts_read(layer->counts, &layer->table, row, site->n_chargers, &any, err));
    if (layer->params->kinds.n == 0)
        return csv_fail(layer->table.csv, row, -1, err,
                        "the site '%s' is existing, but %s.kinds does not say which columns "
                        "count its chargers",
                        csv_quote(site->id).text, layer->table.section);
    if (!any)
        return csv_fail(layer->table.csv, row, -1, err,
                        "the existing site '%s' has no charger of any kind; an existing site "
                        "has at least one",
                        csv_quote(site->id).text);
    return ERR_OK;
}

static enum err read_texts(const struct source *layer, int row, struct site *site,
                           struct error *err)
{
    const struct csv *csv = layer->table.csv;
    const char *id = csv_cell(csv, row, layer->id);
    const char *name = layer->name >= 0 ? csv_cell(csv, row, layer->name) : id;
    const char *chinese = layer->name_zh >= 0 ? csv_cell(csv, row, layer->name_zh) : "";

    if (*id == '\0')
        return csv_fail(csv, row, layer->id, err, "the cell is empty; every site needs an id");
    site->id = text_copy(id);
    site->name = text_copy(*chinese != '\0' ? chinese : *name != '\0' ? name : id);
    site->type = text_copy(layer->type >= 0 ? csv_cell(csv, row, layer->type) : "");
    if (layer->zone >= 0) site->zone = text_copy(csv_cell(csv, row, layer->zone));
    if ((layer->zone >= 0 && site->zone == NULL) || site->id == NULL || site->name == NULL ||
        site->type == NULL)
        return error_nomem(err, "the sites");
    return ERR_OK;
}

/* Adds the row to the city as its next site. */
static enum err read_row(struct city *city, const struct scenario *scenario,
                         const struct source *layer, int row, struct names *ids,
                         struct error *err)
{
    int s = city->n_sites++; /* what is read of it is freed with the city */
    struct site *site = &city->site[s];
    const struct table *t = &layer->table;
    int other;

    site->layer = layer->index;
    site->access = (enum site_access)layer->params->access;
    TRY(read_texts(layer, row, site, err));
    other = names_add(ids, site->id, s);
    if (other >= 0)
        return csv_fail(t->csv, row, layer->id, err,
                        "'%s' is the id of a site of the layer '%s' already; ids are unique "
                        "over all layers",
                        csv_quote(site->id).text,
                        csv_quote(scenario->sites[city->site[other].layer].id).text);
    TRY(table_position(t, row, layer->x, layer->y, &city->site_x[s], &city->site_y[s], err));
    TRY(read_status(layer, row, &site->status, err));
    TRY(table_count(t, row, &layer->bays, 1e5, &site->bays, err));
    TRY(table_value(t, row, &layer->power, 0, 1e6, &site->power_kw, err));
    TRY(table_value(t, row, &layer->cost, 0, 1e12, &site->fixed_cost, err));
    TRY(table_value(t, row, &layer->price, 0, 1e6, &site->price, err));
    return read_chargers(layer, row, site, scenario->n_kinds, err);
}

static enum err read_layer(struct city *city, const struct scenario *scenario,
                           const struct source *layer, struct names *ids, struct error *err)
{
    bool named = scenario->matrix.fast != NULL || scenario->matrix.slow != NULL ||
                 scenario->simulation.observed != NULL;

    for (int r = 0; r < csv_n_rows(layer->table.csv); r++) {
        if (filter_takes(layer->filter, &layer->table, r))
            TRY(read_row(city, scenario, layer, r, ids, err));
        else if (named) /* files may name it all the same */
            TRY(city_leave(&city->left_sites, csv_cell(layer->table.csv, r, layer->id), err));
    }
    return ERR_OK;
}

/* A layer whose settings are wrong would give mistakes that are none. */
static bool has_problem(const struct sites_layer *layer, const struct problems *problems)
{
    char path[PROBLEMS_PATH_ROOM + 8];

    snprintf(path, sizeof path, "sites.%.*s", PROBLEMS_PATH_ROOM, layer->id);
    return problems_about(problems, path) || problems_about(problems, "zones.coordinates");
}

/* Opens every layer; *n_rows receives the rows of all good ones. */
static enum err open_layers(struct source *layers, const struct scenario *scenario, int *n_rows,
                            struct problems *problems, struct error *err)
{
    long long rows = 0;

    for (int l = 0; l < scenario->n_layers; l++) {
        enum err code;

        layers[l].params = &scenario->sites[l];
        layers[l].index = l;
        if (has_problem(&scenario->sites[l], problems)) continue;
        code = open_layer(&layers[l], scenario, err);
        if (code == ERR_NOMEM) return code;
        if (code != ERR_OK) problems_add(problems, NULL, 0, 0, NULL, "%s", err->text);
        if (layers[l].good) rows += csv_n_rows(layers[l].table.csv);
    }
    if (rows > INT_MAX - 1) return error_nomem(err, "more than 2^31 sites");
    *n_rows = (int)rows;
    return ERR_OK;
}

static enum err keep_systems(struct city *city, const struct source *layers, int n,
                             struct error *err)
{
    city->layer_system = calloc((size_t)n + 1, sizeof *city->layer_system);
    if (city->layer_system == NULL) return error_nomem(err, "the sites");
    city->n_layers = n;
    for (int l = 0; l < n; l++) {
        const char *system = layers[l].good ? table_system(&layers[l].table) : NULL;

        if (system == NULL) continue;
        city->layer_system[l] = text_copy(system);
        if (city->layer_system[l] == NULL) return error_nomem(err, "the sites");
    }
    return ERR_OK;
}

static enum err read_layers(struct city *city, struct source *layers,
                            const struct scenario *scenario, struct problems *problems,
                            struct error *err)
{
    struct names *ids = NULL;
    enum err code;
    int n = 0;

    TRY(open_layers(layers, scenario, &n, problems, err));
    city->site = calloc((size_t)n + 1, sizeof *city->site);
    city->site_x = calloc((size_t)n + 1, sizeof *city->site_x);
    city->site_y = calloc((size_t)n + 1, sizeof *city->site_y);
    if (city->site == NULL || city->site_x == NULL || city->site_y == NULL)
        return error_nomem(err, "the sites");
    code = names_create(&ids, n, err);
    for (int l = 0; l < scenario->n_layers && code != ERR_NOMEM; l++) {
        if (!layers[l].good) continue;
        code = read_layer(city, scenario, &layers[l], ids, err);
        if (code == ERR_DATA) problems_add(problems, NULL, 0, 0, NULL, "%s", err->text);
    }
    names_free(ids);
    return code == ERR_NOMEM ? code : keep_systems(city, layers, scenario->n_layers, err);
}

enum err sites_read(struct city *city, const struct scenario *scenario,
                    struct problems *problems, struct error *err)
{
    struct source *layers = calloc((size_t)scenario->n_layers + 1, sizeof *layers);
    enum err code;

    if (layers == NULL) return error_nomem(err, "the sites");
    code = read_layers(city, layers, scenario, problems, err);
    for (int l = 0; l < scenario->n_layers; l++)
        close_layer(&layers[l]);
    free(layers);
    return code;
}
