/* observations.c - see observations.h */
#include "scenarios/observations.h"

#include <math.h>
#include <stdlib.h>

#include "scenarios/ids.h"
#include "scenarios/table.h"

/* What is read of the file. */
struct reading {
    const struct table *table;
    const struct simulation_params *params;
    struct ids ids;
    int id, hour, figure[N_OBSERVED]; /* columns; -1: not named */
    struct observations *got;
    int *row;      /* owned [got->n] of the file */
    int n_figures; /* cells of places of the city that hold one */
};

static const char *const key[N_OBSERVED] = {"kwh", "occupied", "sessions"};

static enum err find_columns(struct reading *r, struct error *err)
{
    const struct simulation_params *p = r->params;
    const char *const column[N_OBSERVED] = {p->observed_kwh, p->observed_occupied,
                                            p->observed_sessions};
    bool any = false;

    TRY(table_column(r->table, "id", p->observed_id, &r->id, err));
    TRY(table_column(r->table, "hour", p->observed_hour, &r->hour, err));
    for (int k = 0; k < N_OBSERVED; k++) {
        TRY(table_column(r->table, key[k], column[k], &r->figure[k], err));
        any = any || r->figure[k] >= 0;
    }
    if (any && r->id >= 0 && r->hour >= 0) return ERR_OK;
    return error_set(err, ERR_DATA, "%s: %s", csv_path(r->table->csv),
                     any ? "simulation.observed.id and .hour name its columns of ids and hours"
                         : "no column of what was observed is named; name one or more of them "
                           "in simulation.observed.kwh, .occupied and .sessions");
}

static enum err allocate(struct reading *r, int n_rows, struct error *err)
{
    struct observations *o = r->got;
    size_t n = (size_t)n_rows + 1;
    bool fine;

    o->place = malloc(n * sizeof *o->place);
    o->hour = malloc(n * sizeof *o->hour);
    r->row = malloc(n * sizeof *r->row);
    fine = o->place != NULL && o->hour != NULL && r->row != NULL;
    for (int k = 0; k < N_OBSERVED; k++) {
        if (r->figure[k] < 0) continue;
        o->figure[k] = malloc(n * sizeof *o->figure[k]);
        fine = fine && o->figure[k] != NULL;
    }
    return fine ? ERR_OK : error_nomem(err, "what was observed");
}

/* A figure of a row; NAN where the cell is empty. */
static enum err read_figure(struct reading *r, int row, int k, double *out, struct error *err)
{
    const struct csv *csv = r->table->csv;

    *out = NAN;
    if (*csv_cell(csv, row, r->figure[k]) == '\0') return ERR_OK;
    return csv_number(csv, row, r->figure[k], 0, 1e9, out, err);
}

static enum err read_rows(struct reading *r, struct error *err)
{
    const struct csv *csv = r->table->csv;
    struct observations *o = r->got;

    TRY(allocate(r, csv_n_rows(csv), err));
    o->n_hours = DAY_HOURS;
    for (int row = 0; row < csv_n_rows(csv); row++) {
        int place, hour = 0;

        TRY(ids_read(&r->ids, csv, row, r->id, &place, err));
        TRY(csv_integer(csv, row, r->hour, 0, N_HOURS - 1, &hour, err));
        for (int k = 0; k < N_OBSERVED; k++)
            if (o->figure[k] != NULL) TRY(read_figure(r, row, k, &o->figure[k][o->n], err));
        if (hour >= DAY_HOURS) o->n_hours = N_HOURS;
        if (place >= r->ids.n) {
            o->n_unknown++; /* left out */
            continue;
        }
        for (int k = 0; k < N_OBSERVED; k++)
            r->n_figures += o->figure[k] != NULL && !isnan(o->figure[k][o->n]);
        o->place[o->n] = place;
        o->hour[o->n] = hour;
        r->row[o->n++] = row;
    }
    return ERR_OK;
}

static enum err check_any(const struct reading *r, struct error *err)
{
    const char *path = csv_path(r->table->csv);

    if (csv_n_rows(r->table->csv) == 0)
        return error_set(err, ERR_DATA,
                         "%s: there is no row below the header; a row holds what "
                         "was observed at a %s in an hour",
                         path, r->ids.what);
    if (r->got->n == 0)
        return error_set(err, ERR_DATA,
                         "%s: the %ss of all %d rows are left out by a filter or the boundary; "
                         "nothing is left to set the simulation beside",
                         path, r->ids.what, r->got->n_unknown);
    if (r->n_figures > 0) return ERR_OK;
    return error_set(err, ERR_DATA, "%s: every cell of what was observed is empty%s", path,
                     r->got->n_unknown > 0 ? ", but for places that are left out" : "");
}

static enum err check_twice(const struct reading *r, struct error *err)
{
    const struct observations *o = r->got;
    int again = -1, before = -1;

    TRY(ids_twice(o->n, o->place, r->ids.n, o->hour, N_HOURS, &again, &before, err));
    if (again < 0) return ERR_OK;
    return csv_fail(r->table->csv, r->row[again], -1, err,
                    "hour %d of %s '%s' is given in %s already; each has one row",
                    o->hour[again], r->ids.what, csv_quote(r->ids.id[o->place[again]]).text,
                    csv_row_word(r->table->csv, r->row[before]).text);
}

static enum err read_table(struct reading *r, const struct city *city, struct error *err)
{
    bool by_zone = r->params->observed_by == OBSERVED_BY_ZONE;

    TRY(find_columns(r, err));
    TRY(by_zone ? ids_of_zones(&r->ids, city, err) : ids_of_sites(&r->ids, city, err));
    TRY(read_rows(r, err));
    TRY(check_any(r, err));
    return check_twice(r, err);
}

enum err observations_read(struct observations **out, const struct scenario *scenario,
                           const struct city *city, struct error *err)
{
    const struct table_source source = {.file = scenario->simulation.observed,
                                        .section = "simulation.observed",
                                        .id = "",
                                        .coordinates = COORD_FILE};
    struct table table;
    struct reading r = {.table = &table, .params = &scenario->simulation};
    enum err code;

    if (source.file == NULL) {
        *out = NULL;
        return ERR_OK;
    }
    TRY(table_open(&table, &source, err));
    r.got = calloc(1, sizeof *r.got);
    code = r.got != NULL ? read_table(&r, city, err) : error_nomem(err, "what was observed");
    ids_clear(&r.ids);
    free(r.row);
    table_close(&table);
    if (code == ERR_OK)
        *out = r.got;
    else
        observations_free(r.got);
    return code;
}

enum err observations_check(const struct scenario *scenario, const struct city *city,
                            struct problems *problems, struct error *err)
{
    struct observations *read = NULL;
    enum err code;

    if (problems_about(problems, "simulation.observed")) return ERR_OK;
    if (scenario->simulation.observed != NULL &&
        scenario->simulation.observed_by == OBSERVED_BY_ZONE && scenario->zones.regrid_m > 0) {
        scenario_problem(scenario, problems, "simulation.observed.by",
                         "the zones of zones.file are divided by zones.regrid_m; leave that "
                         "out, or name what was observed at sites");
        return ERR_OK;
    }
    code = observations_read(&read, scenario, city, err);
    observations_free(read);
    if (code == ERR_OK || code == ERR_NOMEM) return code;
    problems_add(problems, NULL, 0, 0, NULL, "%s", err->text);
    return ERR_OK;
}

void observations_free(struct observations *o)
{
    if (o == NULL) return;
    free(o->place);
    free(o->hour);
    for (int k = 0; k < N_OBSERVED; k++)
        free(o->figure[k]);
    free(o);
}
