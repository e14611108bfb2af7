/* writer_home_chargers_csv.c - home chargers that the fleet implies beside those by building
 * rule, which are among them. */
#include "output/map/cells.h"
#include "output/writers/writer.h"

static bool wanted(const struct run *run)
{
    return run->homes != NULL;
}

static enum err write_homes(const struct run *run, FILE *stream, struct error *err)
{
    struct cells row = {.stream = stream};
    const struct homes *h = run->homes;

    (void)err;
    cells_head(&row, "year,district,vehicles_with_home_charger,private_chargers_by_rule");
    for (int y = 0; y < h->n_years; y++)
        for (int d = 0; d < h->n_districts; d++) {
            cells_integer(&row, run->scenario->study.years.year[y]);
            cells_text(&row, run->city->district_name[d]);
            cells_number(&row, h->row[y * h->n_districts + d].vehicles);
            cells_integer(&row, h->row[y * h->n_districts + d].by_rule);
            cells_end(&row);
        }
    return ERR_OK;
}

const struct writer writer_home_chargers_csv = {
    .name = "home_chargers_csv",
    .file = "home_chargers.csv",
    .summary = "home chargers that the fleet implies, and of them those by building rule",
    .write = write_homes,
    .wanted = wanted,
};
