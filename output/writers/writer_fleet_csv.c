/* writer_fleet_csv.c - EV stock per class and year. */
#include "output/map/cells.h"
#include "output/writers/writer.h"

static enum err write_fleet(const struct run *run, FILE *stream, struct error *err)
{
    static const char *const curve[] = {"points", "penetration", "bass", "share"};
    const struct fleet *f = run->fleet;
    struct cells row = {.stream = stream};

    (void)err;
    cells_head(&row, "class,year,stock_vehicles,bev_vehicles,phev_vehicles,curve,capped,"
                     "all_vehicles,fit_rms_vehicles");
    for (int c = 0; c < f->n_classes; c++)
        for (int y = 0; y < f->n_years; y++) {
            int k = c * f->n_years + y;
            double bev = f->stock[k] * f->bev_share[k];

            cells_text(&row, run->scenario->fleet[c].id);
            cells_integer(&row, f->years[y]);
            cells_number(&row, f->stock[k]);
            cells_number(&row, bev);
            cells_number(&row, f->stock[k] - bev);
            cells_text(&row, curve[run->scenario->fleet[c].curve]);
            cells_integer(&row, f->capped[k]);
            cells_number(&row, f->all_vehicles[k]);
            if (f->fit[c].n_fitted > 0)
                cells_number(&row, f->fit[c].rms_residual);
            else
                cells_text(&row, "");
            cells_end(&row);
        }
    return ERR_OK;
}

const struct writer writer_fleet_csv = {
    .name = "fleet_csv",
    .file = "fleet.csv",
    .summary = "EV stock per class and year, split into BEV and PHEV",
    .write = write_fleet,
};
