/* writer_demand_csv.c - public energy by zone or district, class, year, system and layer.
 *
 * A city has millions of lines, so that each is put together from pieces made once: the zone,
 * and what all lines of a class, year, system and layer have in common. Figures have twelve
 * digits: their sums are those of the run to 1e-11. */
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "output/map/cells.h"
#include "output/writers/tables.h"
#include "output/writers/writer.h"

/* Class, year, system and layer: part k of n_parts(), years first. */
struct part {
    int class_index, year_index;
    enum service service;
    enum layer layer;
};

static int n_parts(const struct demand *d)
{
    return d->n_years * d->n_classes * N_SERVICES * N_LAYERS;
}

/* False where the class asks for nothing there: it has no lines. */
static bool part_at(const struct demand *d, int k, struct part *p)
{
    const struct energy_part *e;

    p->layer = (enum layer)(k % N_LAYERS);
    p->service = (enum service)(k / N_LAYERS % N_SERVICES);
    p->class_index = k / (N_LAYERS * N_SERVICES) % d->n_classes;
    p->year_index = k / (N_LAYERS * N_SERVICES) / d->n_classes;
    e = &d->energy[p->class_index * d->n_years + p->year_index]
             .public_kwh[p->service][p->layer];
    return e->plain != 0 || e->home != 0;
}

double tables_demand_n(const struct run *run)
{
    struct part p;
    double n = 0;

    for (int k = 0; k < n_parts(run->demand); k++)
        if (part_at(run->demand, k, &p)) n += run->city->n_zones;
    return n;
}

enum demand_lines tables_demand_lines(const struct run *run)
{
    enum { AUTO, ZONES, DISTRICTS }; /* as the choices of report.demand_csv */

    switch (run->scenario->report.demand_csv) {
    case AUTO:
        return tables_demand_n(run) <= TABLES_LINES_MOST ? DEMAND_LINES_ZONES
                                                         : DEMAND_LINES_DISTRICTS;
    case ZONES:
        return DEMAND_LINES_ZONES;
    case DISTRICTS:
        return DEMAND_LINES_DISTRICTS;
    default:
        return DEMAND_LINES_NONE;
    }
}

/* ---- lines ---- */

/* Texts behind each other: text k is bytes[at[k]] .. bytes[at[k + 1]]. */
struct pieces {
    char *bytes; /* owned */
    size_t n;
    size_t *at; /* owned */
};

/* "zone,district" of every zone, or ",district" of every district. */
static enum err make_places(struct pieces *out, const struct run *run, bool zones,
                            struct error *err)
{
    const struct city *city = run->city;
    int n = zones ? city->n_zones : city->n_districts;
    FILE *stream = open_memstream(&out->bytes, &out->n);
    struct cells row = {.stream = stream};

    out->at = calloc((size_t)n + 1, sizeof *out->at);
    if (stream == NULL || out->at == NULL) {
        if (stream != NULL) fclose(stream);
        return error_nomem(err, "demand.csv");
    }
    for (int k = 0; k < n; k++) {
        cells_text(&row, zones ? city->zone_id[k] : "");
        cells_text(&row, city->district_name[zones ? city->district[k] : k]);
        row.inside = false;
        fflush(stream);
        out->at[k + 1] = out->n;
    }
    return fclose(stream) == 0 ? ERR_OK : error_nomem(err, "demand.csv");
}

/* ",private,2030,fast,1,night,0," */
static enum err common_of(const struct run *run, const struct part *p, char text[], size_t size,
                          struct error *err)
{
    static const char *const system[N_SERVICES] = {[FAST] = "fast", [SLOW] = "slow"};
    enum language language = scenario_language(run->scenario);
    FILE *stream = fmemopen(text, size, "w");
    struct cells row = {.stream = stream, .inside = true};

    if (stream == NULL) return error_nomem(err, "demand.csv");
    cells_text(&row, run->scenario->fleet[p->class_index].id);
    cells_integer(&row, run->fleet->years[p->year_index]);
    cells_word(&row, language, system[p->service],
               p->service == FAST ? MSG_MAP_FAST : MSG_MAP_SLOW);
    cells_integer(&row, p->service == FAST);
    cells_word(&row, language, scenario_layer_word(p->layer),
               MSG_DEMAND_LAYER_NIGHT + p->layer);
    cells_integer(&row, (long)p->layer);
    cells_text(&row, "");
    return fclose(stream) == 0 ? ERR_OK : error_nomem(err, "demand.csv");
}

static void write_line(FILE *stream, const struct pieces *places, int k, const char *common,
                       size_t n_common, double kwh)
{
    char number[CELLS_NUMBER_MAX];
    size_t n = cells_twelve(number, kwh);

    number[n] = '\n';
    fwrite_unlocked(places->bytes + places->at[k], 1, places->at[k + 1] - places->at[k],
                    stream);
    fwrite_unlocked(common, 1, n_common, stream);
    fwrite_unlocked(number, 1, n + 1, stream);
}

/* All lines of a part. `sum` has room for the districts. */
static enum err write_part(const struct run *run, const struct part *p, bool zones,
                           const struct pieces *places, double sum[], FILE *stream,
                           struct error *err)
{
    const struct city *city = run->city;
    char common[1024];
    size_t n_common;

    TRY(common_of(run, p, common, sizeof common, err));
    n_common = strlen(common);
    for (int d = 0; d < city->n_districts; d++)
        sum[d] = 0;
    for (int z = 0; z < city->n_zones; z++) {
        double kwh = demand_class_kwh(run->demand, p->class_index, p->service, p->layer,
                                      p->year_index, z);

        if (zones)
            write_line(stream, places, z, common, n_common, kwh);
        else
            sum[city->district[z]] += kwh;
    }
    for (int d = 0; d < city->n_districts && !zones; d++)
        write_line(stream, places, d, common, n_common, sum[d]);
    return ERR_OK;
}

static enum err write_demand(const struct run *run, FILE *stream, struct error *err)
{
    bool zones = tables_demand_lines(run) == DEMAND_LINES_ZONES;
    struct pieces places = {NULL, 0, NULL};
    double *sum = calloc((size_t)run->city->n_districts + 1, sizeof *sum);
    struct cells row = {.stream = stream};
    struct part p;
    enum err code = sum == NULL ? error_nomem(err, "demand.csv") : ERR_OK;

    if (code == ERR_OK) code = make_places(&places, run, zones, err);
    cells_head(&row, "zone,district,class,year,system,is_fast,layer,layer_number,"
                     "public_kwh_per_day");
    for (int k = 0; k < n_parts(run->demand) && code == ERR_OK; k++)
        if (part_at(run->demand, k, &p))
            code = write_part(run, &p, zones, &places, sum, stream, err);
    free(places.bytes);
    free(places.at);
    free(sum);
    return code;
}

static bool is_wanted(const struct run *run)
{
    return tables_demand_lines(run) != DEMAND_LINES_NONE;
}

const struct writer writer_demand_csv = {
    .name = "demand_csv",
    .file = "demand.csv",
    .summary = "public energy by zone or district (report.demand_csv), class, year, system and "
               "layer",
    .write = write_demand,
    .wanted = is_wanted,
};
