/* writer_fleet_csv.c - EV stock per class and year: split, cohorts, all methods side by side.
 */
#include <math.h>

#include "output/map/cells.h"
#include "output/writers/writer.h"

/* What came and what was scrapped since the first year that the cohorts tell. */
static void put_cohorts(struct cells *row, const struct cohorts *ev, int year)
{
    cells_number(row, ev != NULL ? cohorts_registered(ev, year) : (double)NAN);
    cells_number(row, ev != NULL ? cohorts_scrapped(ev, year) : (double)NAN);
}

static void put_methods(struct cells *row, const struct fleet *f, int c, int y)
{
    double spread = fleet_spread(f, c, y);

    for (int m = 0; m < N_CURVES; m++)
        if (m != CURVE_VISITORS) cells_number(row, fleet_method(f, c, y, (enum curve)m));
    cells_number(row, spread);
    cells_number(row, fleet_stock(f, c, y) > 0 ? spread / fleet_stock(f, c, y) : (double)NAN);
}

static void put_row(struct cells *row, const struct run *run, int c, int y)
{
    const struct fleet *f = run->fleet;
    int k = c * f->n_years + y;
    double bev = f->stock[k] * f->bev_share[k];

    cells_text(row, run->scenario->fleet[c].id);
    cells_integer(row, f->years[y]);
    cells_number(row, f->stock[k]);
    cells_number(row, bev);
    cells_number(row, f->stock[k] - bev);
    cells_text(row, curve_word((enum curve)run->scenario->fleet[c].curve));
    cells_integer(row, f->capped[k]);
    cells_number(row, f->all_vehicles[k]);
    if (f->fit[c].n_fitted > 0)
        cells_number(row, f->fit[c].rms_residual);
    else
        cells_text(row, "");
    cells_integer(row, !f->visitor[c]);
    cells_number(row, f->stock[k] / f->all_vehicles[k]);
    put_cohorts(row, f->ev[c], f->years[y]);
    cells_number(row, f->kwh_per_km[k]);
    put_methods(row, f, c, y);
    cells_end(row);
}

static enum err write_fleet(const struct run *run, FILE *stream, struct error *err)
{
    const struct fleet *f = run->fleet;
    struct cells row = {.stream = stream};

    (void)err;
    cells_head(&row, "class,year,stock_vehicles,bev_vehicles,phev_vehicles,curve,capped,"
                     "all_vehicles,fit_rms_vehicles,is_registered_here,ev_share,"
                     "registered_vehicles,scrapped_vehicles,kwh_per_km,by_points,"
                     "by_penetration,by_bass,by_share,by_cohorts,by_logistic,by_table,"
                     "spread_vehicles,spread_share");
    for (int c = 0; c < f->n_classes; c++)
        for (int y = 0; y < f->n_years; y++)
            put_row(&row, run, c, y);
    return ERR_OK;
}

const struct writer writer_fleet_csv = {
    .name = "fleet_csv",
    .file = "fleet.csv",
    .summary = "EV stock per class and year, split into BEV and PHEV; cohorts, other methods",
    .write = write_fleet,
};
