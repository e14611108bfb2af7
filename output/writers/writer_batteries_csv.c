/* writer_batteries_csv.c - batteries that leave the vehicles of a class, by calendar year. */
#include "output/map/cells.h"
#include "output/writers/writer.h"

static bool wanted(const struct run *run)
{
    for (int c = 0; c < run->fleet->n_classes; c++)
        if (run->fleet->batteries[c] != NULL) return true;
    return false;
}

static enum err write_batteries(const struct run *run, FILE *stream, struct error *err)
{
    const struct fleet *f = run->fleet;
    struct cells row = {.stream = stream};

    (void)err;
    cells_head(&row, "class,year,retired_batteries,retired_with_vehicle,retired_worn_out,"
                     "installed_batteries,batteries_in_use,retired_kwh,retired_kwh_left,"
                     "retired_tonnes");
    for (int c = 0; c < f->n_classes; c++) {
        const struct batteries *b = f->batteries[c];

        for (int y = 0; b != NULL && y <= b->last - b->first; y++) {
            const struct retired *r = &b->year[y];

            cells_text(&row, run->scenario->fleet[c].id);
            cells_integer(&row, b->first + y);
            cells_number(&row, r->with_vehicle + r->worn_out);
            cells_number(&row, r->with_vehicle);
            cells_number(&row, r->worn_out);
            cells_number(&row, r->installed);
            cells_number(&row, r->in_use);
            cells_number(&row, r->kwh);
            cells_number(&row, r->kwh_left);
            cells_number(&row, r->tonnes);
            cells_end(&row);
        }
    }
    return ERR_OK;
}

const struct writer writer_batteries_csv = {
    .name = "batteries_csv",
    .file = "batteries.csv",
    .summary = "batteries retired per class and calendar year, where batteries are described",
    .write = write_batteries,
    .wanted = wanted,
};
