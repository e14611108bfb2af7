/* writer_station_hours_csv.c - the simulated use of every station by hour. Hours that the
 * window does not have stay empty. */
#include "output/use.h"
#include "output/writers/tables.h"
#include "output/writers/writer.h"

double tables_station_hours_n(const struct run *run)
{
    double n = 0;

    for (int k = 0; k < run->n_networks; k++)
        if (use_of(run, k) != NULL) n += use_of(run, k)->input->n_pools;
    return n * N_HOURS;
}

int tables_station_hours(const struct run *run)
{
    enum { AUTO, WEEK, DAY_MEAN }; /* as the choices of report.station_hours_csv */

    if (use_last(run) < 0) return 0;
    switch (run->scenario->report.station_hours_csv) {
    case AUTO:
        return tables_station_hours_n(run) <= TABLES_LINES_MOST ? N_HOURS : DAY_HOURS;
    case WEEK:
        return N_HOURS;
    case DAY_MEAN:
        return DAY_HOURS;
    default:
        return 0;
    }
}

static void put_hour(const struct run *run, const struct operation *o, int pool, int hour,
                     int n_hours, struct cells *row)
{
    const struct operation_pool *p = &o->input->pool[pool];
    struct use_rates r = use_in_hour(o, pool, hour, n_hours);

    cells_integer(row, run->fleet->years[o->year_index]);
    cells_text(row, run->city->site[p->site].id);
    use_cells_service(row, scenario_language(run->scenario), p->service);
    cells_integer(row, hour);
    use_cell(row, r.arrivals, 3);
    use_cell(row, r.starts, 3);
    use_cell(row, r.wait_min, 2);
    for (int k = 0; k < N_USE_WAITS; k++)
        use_cell(row, r.wait_p_min[k], 2);
    use_cell(row, r.missed_share, 4);
    use_cell(row, r.moved_on, 3);
    use_cell(row, r.gave_up, 3);
    use_cell(row, r.utilisation, 4);
    use_cell(row, r.kwh, 2);
    use_cell(row, use_peak_in_hour(o, p->place, hour, n_hours), 1);
    cells_end(row);
}

static enum err write_hours(const struct run *run, FILE *stream, struct error *err)
{
    struct cells row = {.stream = stream};
    int n_hours = tables_station_hours(run);

    (void)err;
    cells_head(&row, "year,id,system,is_fast,hour,arrivals,starts,wait_mean_min,wait_p50_min,"
                     "wait_p90_min,wait_p95_min,missed_share,moved_on,gave_up,utilisation,"
                     "mean_kw,site_peak_kw");
    for (int k = 0; k < run->n_networks; k++) {
        const struct operation *o = use_of(run, k);

        for (int p = 0; o != NULL && p < o->input->n_pools; p++)
            for (int h = 0; h < n_hours; h++)
                put_hour(run, o, p, h, n_hours, &row);
    }
    return ERR_OK;
}

static bool is_wanted(const struct run *run)
{
    return tables_station_hours(run) > 0;
}

const struct writer writer_station_hours_csv = {
    .name = "station_hours_csv",
    .file = "station_hours.csv",
    .summary = "with simulation: use of every station and system by hour of the week, or of a "
               "mean day (report.station_hours_csv)",
    .write = write_hours,
    .wanted = is_wanted,
    .of_simulation = true,
};
