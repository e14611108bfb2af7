/* writer_zone_use_csv.c - what becomes of the drivers of every zone. */
#include "output/use.h"
#include "output/writers/writer.h"

static bool is_wanted(const struct run *run)
{
    return use_last(run) >= 0;
}

static void put_zone(const struct run *run, const struct operation *o, enum service v, int z,
                     struct cells *row)
{
    struct use_zone u = use_of_zone(o, v, z);

    cells_integer(row, run->fleet->years[o->year_index]);
    cells_text(row, run->city->zone_id[z]);
    cells_text(row, run->city->district_name[run->city->district[z]]);
    use_cells_service(row, scenario_language(run->scenario), v);
    use_cell(row, u.drivers_per_day, 3);
    use_cell(row, u.served, 4);
    use_cell(row, u.no_place + u.gave_up, 4);
    use_cell(row, u.no_place, 4);
    use_cell(row, u.gave_up, 4);
    use_cell(row, u.out, 4);
    use_cell(row, u.rest, 4);
    use_cell(row, u.wait_min, 2);
    use_cell(row, u.way_km, 3);
    use_cell(row, u.detour_km, 3);
    cells_end(row);
}

static enum err write_zones(const struct run *run, FILE *stream, struct error *err)
{
    struct cells row = {.stream = stream};

    (void)err;
    cells_head(&row, "year,id,district,system,is_fast,drivers_per_day,served_share,full_share,"
                     "no_place_share,gave_up_share,out_of_reach_share,under_way_share,"
                     "wait_mean_min,way_mean_km,detour_mean_km");
    for (int k = 0; k < run->n_networks; k++)
        for (enum service v = FAST; v < N_SERVICES && use_of(run, k) != NULL; v++)
            for (int z = 0; z < run->city->n_zones; z++)
                put_zone(run, use_of(run, k), v, z, &row);
    return ERR_OK;
}

const struct writer writer_zone_use_csv = {
    .name = "zone_use_csv",
    .file = "zone_use.csv",
    .summary = "with simulation: drivers of every zone and system: served, full, out of reach, "
               "waits, ways",
    .write = write_zones,
    .wanted = is_wanted,
    .of_simulation = true,
};
