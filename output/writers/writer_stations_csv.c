/* writer_stations_csv.c - one line per open site and state of the network. */
#include <stdlib.h>

#include "output/ways_words.h"
#include "output/writers/tables.h"
#include "output/writers/writer.h"
#include "scenarios/text.h"

static enum err head(const struct run *run, struct cells *row, struct error *err)
{
    struct text names = {0};

    text_add(&names, "year,id,name,type,layer,district,status,is_existing,access,is_public,"
                     "class,is_station,opened_year,x,y,"
                     "fast_chargers,fast_outlets,fast_kw,slow_chargers,slow_outlets,slow_kw,"
                     "chargers,outlets,kw,");
    for (int k = 0; k < run->scenario->n_kinds; k++)
        text_addf(&names, "n_%s,", run->scenario->kind[k].id);
    text_add(&names,
             "bays_used,bays_available,load_fast_kwh_per_h,load_slow_erlangs,fast_kwh_per_day,"
             "slow_kwh_per_day,p_wait_over,p_blocked,fixed_cost,charger_cost");
    if (run->parking != NULL) text_add(&names, ",chargers_by_rule");
    if (run->city->roads != NULL) text_add(&names, ",fast_snap_m,slow_snap_m");
    if (names.nomem) return error_nomem(err, "the table of stations");
    cells_head(row, names.data);
    text_clear(&names);
    return ERR_OK;
}

static void place(const struct run *run, const struct digest *d, const struct network *n, int s,
                  struct cells *row)
{
    const struct site *site = &run->city->site[s];
    enum language language = scenario_language(run->scenario);
    bool station = network_is_station(run->scenario, n, s);

    cells_integer(row, digest_year(run, n));
    cells_text(row, site->id);
    cells_text(row, site->name);
    cells_text(row, site->type);
    cells_text(row, scenario_layer_id(run->scenario, site->layer));
    cells_text(row, run->city->district_name[digest_district(run, d, s)]);
    cells_word(row, language, scenario_status_word(site->status),
               MSG_SITE_EXISTING + site->status);
    cells_integer(row, site->status == SITE_EXISTING);
    cells_word(row, language, scenario_access_word(site->access),
               MSG_ACCESS_PUBLIC + site->access);
    cells_integer(row, network_serves_public(run->city, s));
    cells_word(row, language, station ? "station" : "dispersed",
               station ? MSG_REP_STATION_WORD : MSG_REP_DISPERSED_WORD);
    cells_integer(row, station);
    if (digest_is_new(n, s))
        cells_integer(row, n->opened_year[s]);
    else
        cells_none(row);
    cells_number(row, run->city->site_x[s]);
    cells_number(row, run->city->site_y[s]);
}

static void figures(const struct run *run, const struct network *n, int s, struct cells *row)
{
    struct site_count c = network_count(run->scenario, n, s);

    for (int v = 0; v < N_SERVICES; v++) {
        cells_integer(row, c.service_chargers[v]);
        cells_integer(row, c.service_outlets[v]);
        cells_number(row, c.service_kw[v]);
    }
    cells_integer(row, c.chargers);
    cells_integer(row, c.outlets);
    cells_number(row, c.kw);
    for (int k = 0; k < n->n_kinds; k++)
        cells_integer(row, n->n_chargers[s * n->n_kinds + k]);
    cells_integer(row, c.bays);
    cells_integer(row, run->city->site[s].bays);
    cells_number(row, n->load[FAST][s]);
    cells_number(row, n->load[SLOW][s]);
    cells_number(row, n->site_kwh[FAST][s]);
    cells_number(row, n->site_kwh[SLOW][s]);
    cells_number(row, n->p_miss[FAST][s]);
    cells_number(row, n->p_miss[SLOW][s]);
    cells_number(row, digest_fixed_cost(run, n, s));
    cells_number(row, digest_charger_cost(run, n, s));
    if (run->parking != NULL) cells_integer(row, digest_by_rule(n, s));
    for (int v = 0; v < N_SERVICES && run->city->roads != NULL; v++)
        cells_number(row, ways_snap_m(&run->access->service[v].sites, s));
}

enum err table_stations(const struct run *run, const struct digest *d, struct cells *row,
                        struct error *err)
{
    TRY(head(run, row, err));
    for (int k = 0; k < run->n_networks; k++) {
        const struct network *n = run->network[k];

        for (int s = 0; s < run->city->n_sites; s++) {
            if (!n->open[s]) continue;
            place(run, d, n, s, row);
            figures(run, n, s, row);
            cells_end(row);
        }
    }
    return ERR_OK;
}

static enum err write_stations(const struct run *run, FILE *stream, struct error *err)
{
    struct cells row = {.stream = stream};
    struct digest *d = NULL;
    enum err code;

    TRY(digest_create(&d, run, err));
    code = table_stations(run, d, &row, err);
    digest_free(d);
    return code;
}

const struct writer writer_stations_csv = {
    .name = "stations_csv",
    .file = "stations.csv",
    .summary = "one line per open site and year: chargers, outlets, kW, bays, load, money",
    .write = write_stations,
};
