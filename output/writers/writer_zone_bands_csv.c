/* writer_zone_bands_csv.c - percentiles of the public energy of every zone and year. */
#include "output/bands_words.h"
#include "output/writers/tables.h"
#include "output/writers/writer.h"

double tables_zone_bands_n(const struct run *run)
{
    return (double)run->bands->n_years * run->city->n_zones * N_SERVICES;
}

int tables_zone_bands_first(const struct run *run)
{
    enum { AUTO, YEARS, LAST }; /* as the choices of report.zone_bands_csv */
    int n_years = run->bands->n_years;

    switch (run->scenario->report.zone_bands_csv) {
    case AUTO:
        return tables_zone_bands_n(run) <= TABLES_LINES_MOST ? 0 : n_years - 1;
    case YEARS:
        return 0;
    case LAST:
        return n_years - 1;
    default:
        return n_years;
    }
}

static bool wanted(const struct run *run)
{
    return run->bands != NULL && tables_zone_bands_first(run) < run->bands->n_years;
}

static enum err write_zones(const struct run *run, FILE *stream, struct error *err)
{
    enum language language = scenario_language(run->scenario);
    struct cells row = {.stream = stream};
    struct text head = {0};

    text_add(&head, "year,id,system,is_fast");
    bands_words_head(&head, "kwh_per_day");
    if (head.nomem) return error_nomem(err, "the bands of the zones");
    cells_head(&row, head.data);
    text_clear(&head);
    for (int y = tables_zone_bands_first(run); y < run->bands->n_years; y++)
        for (int z = 0; z < run->city->n_zones; z++)
            for (enum service v = FAST; v < N_SERVICES; v++) {
                struct band band = bands_zone(run->bands, run->demand, v, y, z);

                cells_integer(&row, run->fleet->years[y]);
                cells_text(&row, run->city->zone_id[z]);
                cells_word(&row, language, scenario_service_word(v),
                           v == FAST ? MSG_MAP_FAST : MSG_MAP_SLOW);
                cells_integer(&row, v == FAST);
                bands_words_cells(&row, &band);
                cells_end(&row);
            }
    return ERR_OK;
}

const struct writer writer_zone_bands_csv = {
    .name = "zone_bands_csv",
    .file = "zone_bands.csv",
    .summary = "with monte_carlo.draws: percentiles of the public energy of every zone, year "
               "(the last "
               "of many) and service",
    .write = write_zones,
    .wanted = wanted,
};
