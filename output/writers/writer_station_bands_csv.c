/* writer_station_bands_csv.c - what every public station would need in the draws. */
#include "output/bands_words.h"
#include "output/writers/writer.h"

static bool wanted(const struct run *run)
{
    return run->bands != NULL && run->bands->n_stations > 0;
}

static enum err put_head(struct cells *row, struct error *err)
{
    struct text head = {0};
    char key[BANDS_KEY_MAX];

    text_add(&head, "year,id,system,is_fast,load_unit");
    bands_words_head(&head, "load");
    for (int k = 0; k < N_BAND_LEVELS; k++)
        text_addf(&head, ",%s_chargers", bands_words_level(key, k));
    text_add(&head, ",plan_chargers,built_chargers");
    for (int k = 0; k < N_BAND_LEVELS; k++)
        text_addf(&head, ",%s_has_room", bands_words_level(key, k));
    text_add(&head, ",enough_share");
    if (head.nomem) return error_nomem(err, "the bands of the stations");
    cells_head(row, head.data);
    text_clear(&head);
    return ERR_OK;
}

static enum err write_stations(const struct run *run, FILE *stream, struct error *err)
{
    enum language language = scenario_language(run->scenario);
    struct cells row = {.stream = stream};

    TRY(put_head(&row, err));
    for (int k = 0; k < run->bands->n_stations; k++) {
        const struct band_station *s = &run->bands->station[k];

        cells_integer(&row, run->fleet->years[run->network[s->network]->year_index]);
        cells_text(&row, run->city->site[s->site].id);
        cells_word(&row, language, scenario_service_word(s->service),
                   s->service == FAST ? MSG_MAP_FAST : MSG_MAP_SLOW);
        cells_integer(&row, s->service == FAST);
        cells_text(&row, s->service == FAST ? "kWh/h" : "outlets");
        bands_words_cells(&row, &s->load);
        for (int i = 0; i < N_BAND_LEVELS; i++)
            cells_integer(&row, s->needed[i]);
        cells_integer(&row, s->needed_plan);
        cells_integer(&row, s->built);
        for (int i = 0; i < N_BAND_LEVELS; i++)
            cells_integer(&row, s->enough_room[i]);
        cells_number(&row, s->enough_share);
        cells_end(&row);
    }
    return ERR_OK;
}

const struct writer writer_station_bands_csv = {
    .name = "station_bands_csv",
    .file = "station_bands.csv",
    .summary =
        "with monte_carlo.draws: load of every public station, chargers that it would need "
        "at each percentile, and how often those built are enough",
    .write = write_stations,
    .wanted = wanted,
};
