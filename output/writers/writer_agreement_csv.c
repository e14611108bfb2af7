/* writer_agreement_csv.c - simulated use beside observed use: errors in all, by hour and place.
 */
#include "output/use.h"
#include "output/writers/writer.h"

enum { DECIMALS = 4 };

static bool wanted(const struct run *run)
{
    return run->agreement != NULL;
}

/* Which row it is of a quantity: place and hour -1 where it is of all of them. */
static void line(struct cells *row, const struct run *run, int what, const char *scope,
                 int place, int hour, const struct agreement_errors *e)
{
    static const char *const name[N_OBSERVED] = {"energy_kwh", "outlets_taken", "sessions"};
    const struct agreement *a = run->agreement;

    cells_integer(row, run->scenario->study.years.year[a->year_index]);
    cells_text(row, name[what]);
    cells_text(row, scope);
    if (place >= 0)
        cells_text(row, a->by_zone ? run->city->zone_id[place] : run->city->site[place].id);
    else
        cells_none(row);
    if (hour >= 0)
        cells_integer(row, hour);
    else
        cells_none(row);
    cells_integer(row, e->n);
    use_cell(row, e->observed, DECIMALS);
    use_cell(row, e->simulated, DECIMALS);
    use_cell(row, e->bias, DECIMALS);
    use_cell(row, e->mae, DECIMALS);
    use_cell(row, e->rmse, DECIMALS);
    use_cell(row, e->correlation, DECIMALS);
    cells_end(row);
}

static enum err write_agreement(const struct run *run, FILE *stream, struct error *err)
{
    const struct agreement *a = run->agreement;
    struct cells row = {.stream = stream};

    (void)err;
    cells_head(&row, a->by_zone
                         ? "year,quantity,scope,zone,hour,pairs,observed,simulated,bias,mae,"
                           "rmse,correlation"
                         : "year,quantity,scope,site,hour,pairs,observed,simulated,bias,mae,"
                           "rmse,correlation");
    for (int w = 0; w < N_OBSERVED; w++) {
        if (!a->given[w]) continue;
        line(&row, run, w, "all", -1, -1, &a->all[w]);
        line(&row, run, w, "by_hour", -1, -1, &a->by_hour[w]);
        line(&row, run, w, "by_place", -1, -1, &a->by_place[w]);
        for (int h = 0; h < a->n_hours; h++)
            line(&row, run, w, "hour", -1, h, &a->hour[w][h]);
        for (int p = 0; p < a->n_places; p++)
            line(&row, run, w, "place", a->place[p], -1, &a->each[w][p]);
    }
    return ERR_OK;
}

const struct writer writer_agreement_csv = {
    .name = "agreement_csv",
    .file = "agreement.csv",
    .summary =
        "with simulation.observed.file: simulated use beside observed use, errors by hour "
        "and place",
    .write = write_agreement,
    .wanted = wanted,
    .of_simulation = true,
};
