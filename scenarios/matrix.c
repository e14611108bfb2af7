/* matrix.c - see matrix.h */
#include "scenarios/matrix.h"

#include <stdlib.h>
#include <string.h>

#include "scenarios/ids.h"
#include "scenarios/table.h"

/* What is read of a file. */
struct reading {
    const struct table *table;
    struct ids zones, sites;
    int zone, site, way; /* columns */
    struct city_pairs pairs;
    int *row; /* owned [pairs.n] of the file */
};

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

        TRY(ids_read(&r->zones, r->table->csv, row, r->zone, &zone, err));
        TRY(ids_read(&r->sites, r->table->csv, row, r->site, &site, err));
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

/* A pair has one way: the first row that names one again is told. */
static enum err check_twice(const struct reading *r, struct error *err)
{
    const struct city_pairs *p = &r->pairs;
    int again = -1, before = -1;

    TRY(ids_twice(p->n, p->zone, r->zones.n, p->site, r->sites.n, &again, &before, err));
    if (again < 0) return ERR_OK;
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
    TRY(ids_of_zones(&r->zones, city, err));
    TRY(ids_of_sites(&r->sites, city, err));
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
