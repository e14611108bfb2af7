/* od.c - see od.h */
#include "scenarios/od.h"

#include <stdlib.h>

#include "scenarios/ids.h"
#include "scenarios/table.h"

/* What is read of the file. */
struct reading {
    const struct table *table;
    struct ids zones;
    int from, to, trips; /* columns */
    struct city_trips got;
    int *row; /* owned [got.n] of the file */
};

static enum err read_rows(struct reading *r, struct error *err)
{
    const struct csv *csv = r->table->csv;
    size_t n_rows = (size_t)csv_n_rows(csv) + 1;
    struct city_trips *t = &r->got;
    double sum = 0;

    t->from = malloc(n_rows * sizeof *t->from);
    t->to = malloc(n_rows * sizeof *t->to);
    t->trips = malloc(n_rows * sizeof *t->trips);
    r->row = malloc(n_rows * sizeof *r->row);
    if (t->from == NULL || t->to == NULL || t->trips == NULL || r->row == NULL)
        return error_nomem(err, "the trips");
    for (int row = 0; row < csv_n_rows(csv); row++) {
        int from, to;

        TRY(ids_read(&r->zones, csv, row, r->from, &from, err));
        TRY(ids_read(&r->zones, csv, row, r->to, &to, err));
        TRY(csv_number(csv, row, r->trips, 0, 1e12, &t->trips[t->n], err));
        if (from >= r->zones.n || to >= r->zones.n) continue; /* left out */
        t->from[t->n] = from;
        t->to[t->n] = to;
        sum += t->trips[t->n];
        r->row[t->n++] = row;
    }
    if (sum > 0) return ERR_OK;
    return error_set(err, ERR_DATA, "%s: there is no trip above 0 between two zones%s",
                     csv_path(csv), csv_n_rows(csv) == 0 ? ", no row below the header" : "");
}

static enum err check_twice(const struct reading *r, struct error *err)
{
    const struct city_trips *t = &r->got;
    int again = -1, before = -1;

    TRY(ids_twice(t->n, t->from, r->zones.n, t->to, r->zones.n, &again, &before, err));
    if (again < 0) return ERR_OK;
    return csv_fail(r->table->csv, r->row[again], -1, err,
                    "the trips from zone '%s' to zone '%s' are given in %s already; a pair has "
                    "one row",
                    csv_quote(r->zones.id[t->from[again]]).text,
                    csv_quote(r->zones.id[t->to[again]]).text,
                    csv_row_word(r->table->csv, r->row[before]).text);
}

static enum err read_table(struct reading *r, const struct demand_params *p,
                           const struct city *city, struct error *err)
{
    TRY(table_column(r->table, "from", p->od_from, &r->from, err));
    TRY(table_column(r->table, "to", p->od_to, &r->to, err));
    TRY(table_column(r->table, "trips", p->od_trips, &r->trips, err));
    TRY(ids_of_zones(&r->zones, city, err));
    TRY(read_rows(r, err));
    return check_twice(r, err);
}

enum err od_read(struct city *city, const struct scenario *scenario, struct problems *problems,
                 struct error *err)
{
    const struct table_source source = {.file = scenario->demand.od_file,
                                        .section = "demand.od",
                                        .id = "",
                                        .coordinates = COORD_FILE};
    struct table table;
    struct reading r = {.table = &table};
    enum err code;

    if (source.file == NULL || problems_about(problems, "demand.od")) return ERR_OK;
    code = table_open(&table, &source, err);
    if (code == ERR_OK) {
        code = read_table(&r, &scenario->demand, city, err);
        ids_clear(&r.zones);
        free(r.row);
        table_close(&table);
    }
    if (code == ERR_OK) {
        city->trips = r.got;
        return ERR_OK;
    }
    free(r.got.from);
    free(r.got.to);
    free(r.got.trips);
    if (code == ERR_NOMEM) return code;
    problems_add(problems, NULL, 0, 0, NULL, "%s", err->text);
    return ERR_OK;
}

enum err od_warn(struct city *city, const struct scenario *scenario, struct error *err)
{
    const struct city_trips *t = &city->trips;
    bool *starts = NULL;
    int n = 0, first = -1;

    if (scenario->demand.od_file == NULL) return ERR_OK;
    starts = calloc((size_t)city->n_zones + 1, sizeof *starts);
    if (starts == NULL) return error_nomem(err, "the warnings");
    for (int k = 0; k < t->n; k++)
        if (t->trips[k] > 0) starts[t->from[k]] = true;
    for (int z = 0; z < city->n_zones; z++) {
        if (starts[z] || city->weight[NIGHT][z] <= 0) continue;
        if (n++ == 0) first = z;
    }
    free(starts);
    if (n == 0) return ERR_OK;
    return said_add(&city->warning, &city->n_warnings, err, MSG_WARN_OD_ZONES,
                    said_number(n, 0), said_number(city->n_zones, 0),
                    said_text(csv_quote(city->zone_id[first]).text));
}
