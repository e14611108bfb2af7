/* writer_bands_csv.c - percentiles of the draws over the whole area, by year. */
#include "output/bands_words.h"
#include "output/writers/writer.h"

static bool wanted(const struct run *run)
{
    return run->bands != NULL;
}

static enum err write_bands(const struct run *run, FILE *stream, struct error *err)
{
    struct cells row = {.stream = stream};
    struct text head = {0};

    text_add(&head, "what,of,year,unit");
    bands_words_head(&head, "");
    if (head.nomem) return error_nomem(err, "the bands");
    cells_head(&row, head.data);
    text_clear(&head);
    for (int k = 0; k < run->bands->n_rows; k++) {
        const struct band_row *r = &run->bands->row[k];

        cells_text(&row, bands_words_what(r->what));
        cells_text(&row, bands_words_of(run, r));
        cells_integer(&row, run->fleet->years[r->year_index]);
        cells_text(&row, bands_words_unit(r));
        bands_words_cells(&row, &r->band);
        cells_end(&row);
    }
    return ERR_OK;
}

const struct writer writer_bands_csv = {
    .name = "bands_csv",
    .file = "bands.csv",
    .summary = "with monte_carlo.draws: percentiles of stock, energy, load, and of what ratio "
               "rules ask for, by year",
    .write = write_bands,
    .wanted = wanted,
};
