/* writer_zone_bands_csv.c - percentiles of the public energy of every zone and year. */
#include "output/bands_words.h"
#include "output/writers/writer.h"

static bool wanted(const struct run *run)
{
    return run->bands != NULL;
}

static enum err write_zones(const struct run *run, FILE *stream, struct error *err)
{
    struct cells row = {.stream = stream};
    struct text head = {0};

    text_add(&head, "year,id,system");
    bands_words_head(&head, "kwh_per_day");
    if (head.nomem) return error_nomem(err, "the bands of the zones");
    cells_head(&row, head.data);
    text_clear(&head);
    for (int y = 0; y < run->bands->n_years; y++)
        for (int z = 0; z < run->city->n_zones; z++)
            for (enum service v = FAST; v < N_SERVICES; v++) {
                struct band band = bands_zone(run->bands, run->demand, v, y, z);

                cells_integer(&row, run->fleet->years[y]);
                cells_text(&row, run->city->zone_id[z]);
                cells_text(&row, scenario_service_word(v));
                bands_words_cells(&row, &band);
                cells_end(&row);
            }
    return ERR_OK;
}

const struct writer writer_zone_bands_csv = {
    .name = "zone_bands_csv",
    .file = "zone_bands.csv",
    .summary =
        "with monte_carlo.draws: percentiles of the public energy of every zone, year and "
        "service",
    .write = write_zones,
    .wanted = wanted,
};
