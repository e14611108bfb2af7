/* matrix.c - see matrix.h */
#include "scenarios/matrix.h"

#include <stdlib.h>
#include <string.h>

#include "scenarios/names.h"
#include "scenarios/table.h"
#include "scenarios/text.h"

/* The ids of the zones, or those of the sites, and of what was left out of them: from n on. */
struct ids {
    const char *what; /* "zone" */
    struct names *names;
    int n;
    const char **id; /* owned [n], borrowed texts */
};

static void ids_clear(struct ids *ids)
{
    names_free(ids->names);
    free(ids->id);
}

static enum err ids_add_left(struct ids *ids, const struct city_ids *left)
{
    for (int k = 0; k < left->n; k++)
        names_add(ids->names, left->id[k], ids->n + k);
    return ERR_OK;
}

static enum err zone_ids(struct ids *ids, const struct city *city, struct error *err)
{
    *ids = (struct ids){.what = "zone", .n = city->n_zones};
    ids->id = malloc(((size_t)ids->n + 1) * sizeof *ids->id);
    if (ids->id == NULL) return error_nomem(err, "the matrix");
    TRY(names_create(&ids->names, ids->n + city->left_zones.n, err));
    for (int z = 0; z < ids->n; z++) {
        ids->id[z] = city->zone_id[z];
        names_add(ids->names, ids->id[z], z);
    }
    return ids_add_left(ids, &city->left_zones);
}

static enum err site_ids(struct ids *ids, const struct city *city, struct error *err)
{
    *ids = (struct ids){.what = "site", .n = city->n_sites};
    ids->id = malloc(((size_t)ids->n + 1) * sizeof *ids->id);
    if (ids->id == NULL) return error_nomem(err, "the matrix");
    TRY(names_create(&ids->names, ids->n + city->left_sites.n, err));
    for (int s = 0; s < ids->n; s++) {
        ids->id[s] = city->site[s].id;
        names_add(ids->names, ids->id[s], s);
    }
    return ids_add_left(ids, &city->left_sites);
}

/* What is read of a file. */
struct reading {
    const struct table *table;
    struct ids zones, sites;
    int zone, site, way; /* columns */
    struct city_pairs pairs;
    int *row; /* owned [pairs.n] of the file */
};

/* Number of an id, n or more where it was left out. */
static enum err find_id(const struct reading *r, const struct ids *ids, int row, int column,
                        int *out, struct error *err)
{
    const char *cell = csv_cell(r->table->csv, row, column), *near;

    *out = names_find(ids->names, cell);
    if (*out >= 0) return ERR_OK;
    if (*cell == '\0')
        return csv_fail(r->table->csv, row, column, err,
                        "the cell is empty; it holds the id of a %s", ids->what);
    near = text_nearest(cell, ids->n, ids->id);
    return csv_fail(r->table->csv, row, column, err, "there is no %s '%s'%s%s%s", ids->what,
                    csv_quote(cell).text, near != NULL ? "; did you mean '" : "",
                    near != NULL ? csv_quote(near).text : "", near != NULL ? "'?" : "");
}

static enum err read_rows(struct reading *r, struct error *err)
{
    int n_rows = csv_n_rows(r->table->csv);
    struct city_pairs *p = &r->pairs;

    p->zone = malloc(((size_t)n_rows + 1) * sizeof *p->zone);
    p->site = malloc(((size_t)n_rows + 1) * sizeof *p->site);
    p->way = malloc(((size_t)n_rows + 1) * sizeof *p->way);
    r->row = malloc(((size_t)n_rows + 1) * sizeof *r->row);
    if (p->zone == NULL || p->site == NULL || p->way == NULL || r->row == NULL)
        return error_nomem(err, "the matrix");
    for (int row = 0; row < n_rows; row++) {
        int zone, site;

        TRY(find_id(r, &r->zones, row, r->zone, &zone, err));
        TRY(find_id(r, &r->sites, row, r->site, &site, err));
        TRY(csv_number(r->table->csv, row, r->way, 0, 1e9, &p->way[p->n], err));
        if (zone >= r->zones.n || site >= r->sites.n) continue; /* left out */
        p->zone[p->n] = zone;
        p->site[p->n] = site;
        r->row[p->n++] = row;
    }
    if (n_rows == 0)
        return error_set(err, ERR_DATA,
                         "%s: there is no row below the header; a matrix has "
                         "ways",
                         csv_path(r->table->csv));
    return ERR_OK;
}

/* A pair has one way: the first row that names one again is told. Pairs are looked at zone by
 * zone, with the site's last row beside, in time that grows with their number. */
static enum err check_twice(const struct reading *r, struct error *err)
{
    const struct city_pairs *p = &r->pairs;
    int *start = calloc((size_t)r->zones.n + 2, sizeof *start);
    int *order = malloc(((size_t)p->n + 1) * sizeof *order);
    int *last = malloc(((size_t)r->sites.n + 1) * sizeof *last), again = -1, before = -1;
    enum err code = ERR_OK;

    if (start == NULL || order == NULL || last == NULL) code = error_nomem(err, "the matrix");
    for (int k = 0; k < p->n && code == ERR_OK; k++)
        start[p->zone[k] + 2]++;
    for (int z = 2; z < r->zones.n + 2 && code == ERR_OK; z++)
        start[z] += start[z - 1];
    for (int k = 0; k < p->n && code == ERR_OK; k++)
        order[start[p->zone[k] + 1]++] = k;
    for (int s = 0; s < r->sites.n && code == ERR_OK; s++)
        last[s] = -1;
    for (int i = 0; i < p->n && code == ERR_OK; i++) {
        int k = order[i], site = p->site[k], other = last[site];

        last[site] = k;
        if (other < 0 || p->zone[other] != p->zone[k] || (again >= 0 && k >= again)) continue;
        again = k;
        before = other;
    }
    free(start);
    free(order);
    free(last);
    if (code != ERR_OK || again < 0) return code;
    return csv_fail(r->table->csv, r->row[again], -1, err,
                    "the way from zone '%s' to site '%s' is given in %s already; a pair has "
                    "one way",
                    csv_quote(r->zones.id[p->zone[again]]).text,
                    csv_quote(r->sites.id[p->site[again]]).text,
                    csv_row_word(r->table->csv, r->row[before]).text);
}

static enum err read_table(struct reading *r, const struct scenario *s, enum service v,
                           const struct city *city, struct error *err)
{
    const struct matrix_params *m = &s->matrix;
    bool minutes = scenario_in_minutes(s, v);

    TRY(table_column(r->table, "zone", m->zone, &r->zone, err));
    TRY(table_column(r->table, "site", m->site, &r->site, err));
    TRY(table_column(r->table, minutes ? "minutes" : "metres", minutes ? m->minutes : m->metres,
                     &r->way, err));
    TRY(zone_ids(&r->zones, city, err));
    TRY(site_ids(&r->sites, city, err));
    TRY(read_rows(r, err));
    return check_twice(r, err);
}

static enum err read_file(struct city *city, const struct scenario *s, enum service v,
                          struct error *err)
{
    const struct table_source source = {.file = scenario_matrix(s, v),
                                        .section = "matrix",
                                        .id = "",
                                        .coordinates = COORD_FILE};
    struct table table;
    struct reading r = {.table = &table};
    enum err code;

    TRY(table_open(&table, &source, err));
    code = read_table(&r, s, v, city, err);
    ids_clear(&r.zones);
    ids_clear(&r.sites);
    free(r.row);
    table_close(&table);
    if (code == ERR_OK) {
        city->matrix[v] = r.pairs;
        return ERR_OK;
    }
    free(r.pairs.zone);
    free(r.pairs.site);
    free(r.pairs.way);
    return code;
}

enum err matrix_read(struct city *city, const struct scenario *scenario,
                     struct problems *problems, struct error *err)
{
    if (problems_about(problems, "matrix")) return ERR_OK;
    for (enum service v = FAST; v < N_SERVICES; v++) {
        enum err code;

        if (scenario_access_by(scenario, v) != ACCESS_BY_MATRIX) continue;
        code = read_file(city, scenario, v, err);
        if (code == ERR_NOMEM) return code;
        if (code != ERR_OK) problems_add(problems, NULL, 0, 0, NULL, "%s", err->text);
    }
    return ERR_OK;
}

/* What no row names; -1 in *first where there is nothing such. */
static int count_unnamed(int n, int n_pairs, const int pair[], bool named[], int *first)
{
    int count = 0;

    *first = -1;
    for (int k = 0; k < n; k++)
        named[k] = false;
    for (int k = 0; k < n_pairs; k++)
        named[pair[k]] = true;
    for (int k = 0; k < n; k++) {
        if (named[k]) continue;
        if (count++ == 0) *first = k;
    }
    return count;
}

/* ---- units ---- */

/* What is farther apart than this, m, shows the unit; shares and speeds (km/h, in a straight
 * line) that no driver has. All assumed. */
enum { LOOKED_AT = 100000 }; /* ways at most, spread over the file */
static const double apart_m = 1000, slowest_kmh = 5, fastest_kmh = 200, shortest_share = 0.5;

static bool odd(double way, double straight_m, bool minutes)
{
    double kmh = 0.06 * straight_m / way; /* infinite for 0 minutes */

    return minutes ? kmh < slowest_kmh || kmh > fastest_kmh : way < shortest_share * straight_m;
}

/* Told where most ways are odd: kilometres, seconds or hours, or columns exchanged. */
static enum err warn_unit(struct city *city, const struct scenario *scenario, enum service v,
                          struct error *err)
{
    const struct points zones = city_zones(city), sites = city_sites(city);
    const struct city_pairs *p = &city->matrix[v];
    bool minutes = scenario_in_minutes(scenario, v);
    int n = 0, n_odd = 0, first = -1;
    double first_m = 0;

    for (int k = 0; k < p->n; k += 1 + p->n / LOOKED_AT) {
        double straight_m = geo_distance_m(&zones, p->zone[k], &sites, p->site[k]);

        if (!(straight_m > apart_m)) continue;
        n++;
        if (!odd(p->way[k], straight_m, minutes)) continue;
        if (n_odd++ > 0) continue;
        first = k;
        first_m = straight_m;
    }
    if (2 * n_odd <= n) return ERR_OK;
    return said_add(&city->warning, &city->n_warnings, err,
                    minutes ? MSG_WARN_MATRIX_MINUTES : MSG_WARN_MATRIX_METRES,
                    said_number(n_odd, 0), said_number(n, 0),
                    said_text(v == FAST ? "matrix.fast" : "matrix.slow"),
                    said_text(csv_quote(city->zone_id[p->zone[first]]).text),
                    said_text(csv_quote(city->site[p->site[first]].id).text),
                    said_figure(p->way[first]), said_number(first_m, 0));
}

enum err matrix_warn(struct city *city, const struct scenario *scenario, struct error *err)
{
    int most = city->n_zones > city->n_sites ? city->n_zones : city->n_sites, first;
    bool *named = malloc(((size_t)most + 1) * sizeof *named);
    enum err code = named == NULL ? error_nomem(err, "the warnings") : ERR_OK;

    for (enum service v = FAST; v < N_SERVICES && code == ERR_OK; v++) {
        const struct city_pairs *p = &city->matrix[v];
        const char *setting = v == FAST ? "matrix.fast" : "matrix.slow";
        int n;

        if (scenario_access_by(scenario, v) != ACCESS_BY_MATRIX) continue;
        n = count_unnamed(city->n_zones, p->n, p->zone, named, &first);
        if (n > 0)
            code =
                said_add(&city->warning, &city->n_warnings, err, MSG_WARN_MATRIX_ZONES,
                         said_number(n, 0), said_number(city->n_zones, 0), said_text(setting),
                         said_text(csv_quote(city->zone_id[first]).text));
        n = count_unnamed(city->n_sites, p->n, p->site, named, &first);
        if (n > 0 && code == ERR_OK)
            code =
                said_add(&city->warning, &city->n_warnings, err, MSG_WARN_MATRIX_SITES,
                         said_number(n, 0), said_number(city->n_sites, 0), said_text(setting),
                         said_text(csv_quote(city->site[first].id).text));
        if (code == ERR_OK) code = warn_unit(city, scenario, v, err);
    }
    free(named);
    return code;
}
