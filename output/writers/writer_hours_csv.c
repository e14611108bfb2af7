/* writer_hours_csv.c - what each hour asks of all zones together. */
#include <stdlib.h>

#include "output/day_load.h"
#include "output/map/cells.h"
#include "output/writers/writer.h"

static enum err write_hours(const struct run *run, FILE *stream, struct error *err)
{
    enum language language = scenario_language(run->scenario);
    const struct demand *d = run->demand;
    struct day_load *load = malloc(sizeof *load);
    struct cells row = {.stream = stream};

    if (load == NULL) return error_nomem(err, "the hours");
    cells_head(&row, "year,system,is_fast,layer,layer_number,hour,share_of_day,kwh,outlets");
    for (int y = 0; y < d->n_years; y++) {
        day_load_of(load, run, NULL, y);
        for (int v = 0; v < N_SERVICES; v++)
            for (int l = 0; l < N_LAYERS; l++)
                for (int h = 0; h < load->n; h++) {
                    cells_integer(&row, run->fleet->years[y]);
                    cells_word(&row, language, scenario_service_word((enum service)v),
                               v == FAST ? MSG_MAP_FAST : MSG_MAP_SLOW);
                    cells_integer(&row, v == FAST);
                    cells_word(&row, language, scenario_layer_word((enum layer)l),
                               MSG_DEMAND_LAYER_NIGHT + (unsigned)l);
                    cells_integer(&row, l);
                    cells_integer(&row, h);
                    cells_number(&row, d->hours.share[v][l][h]);
                    cells_number(&row, load->kwh[v][l][h]);
                    cells_number(&row, load->outlets[v][l][h]);
                    cells_end(&row);
                }
    }
    free(load);
    return ERR_OK;
}

const struct writer writer_hours_csv = {
    .name = "hours_csv",
    .file = "hours.csv",
    .summary = "public energy and outlets taken by hour of the day that outlets are sized for "
               "(demand.holiday), or of its week where days differ, per service and layer",
    .write = write_hours,
};
