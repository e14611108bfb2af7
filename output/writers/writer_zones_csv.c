/* writer_zones_csv.c - one line per zone and state of the network. */
#include <math.h>
#include <stdlib.h>

#include "output/writers/tables.h"
#include "output/writers/writer.h"

static const char head[] =
    "year,id,x,y,district,class,core,night_weight,day_weight,home_access,cell_w_m,cell_h_m,"
    "fast_demand_kwh_per_day,fast_served_kwh_per_day,fast_full_kwh_per_day,"
    "fast_out_kwh_per_day,slow_demand_kwh_per_day,slow_served_kwh_per_day,"
    "slow_full_kwh_per_day,slow_out_kwh_per_day,state,state_number,rule_distance_m,rule_"
    "covered,"
    "nearest_site";

static void place(const struct run *run, const struct network *n, int z, struct cells *row)
{
    const struct city *city = run->city;

    cells_integer(row, digest_year(run, n));
    cells_text(row, city->zone_id[z]);
    cells_number(row, city->zone_x[z]);
    cells_number(row, city->zone_y[z]);
    cells_text(row, city->district_name[city->district[z]]);
    cells_text(row, city->zone_class[z]);
    cells_integer(row, city->core[z]);
    cells_number(row, city->weight[NIGHT][z]);
    cells_number(row, city->weight[DAY][z]);
    cells_number(row, city->home_access ? city->home_access[z] : NAN);
    cells_number(row, city->cell_w_m[z]);
    cells_number(row, city->cell_h_m[z]);
}

/* state_number: 0 served, 1 full, 2 out. rule_covered is a figure of core zones where the
 * scenario has a rule radius; else empty. */
static void service(const struct run *run, const struct network *n, int z, int nearest,
                    struct cells *row)
{
    enum zone_state state = digest_state(n, z);

    for (int v = 0; v < N_SERVICES; v++) {
        cells_number(row, demand_kwh(run->demand, (enum service)v, n->year_index, z));
        cells_number(row, n->served_kwh[v][z]);
        cells_number(row, n->full_kwh[v][z]);
        cells_number(row, n->out_kwh[v][z]);
    }
    cells_word(row, scenario_language(run->scenario), digest_state_name(state),
               MSG_STATE_SERVED + state);
    cells_integer(row, state);
    cells_number(row, n->rule_distance_m[z]);
    if (run->city->core[z] && isfinite(digest_rule_radius_m(run)))
        cells_integer(row, digest_covered(run, n, z));
    else
        cells_none(row);
    cells_text(row, nearest >= 0 ? run->city->site[nearest].id : "");
}

enum err table_zones(const struct run *run, struct cells *row, struct error *err)
{
    int *nearest = calloc((size_t)run->city->n_zones, sizeof *nearest);
    enum err code = ERR_OK;

    if (!nearest) return error_nomem(err, "zones.csv");
    cells_head(row, head);
    for (int k = 0; k < run->n_networks && code == ERR_OK; k++) {
        code = digest_nearest(run, run->network[k], nearest, err);
        for (int z = 0; z < run->city->n_zones && code == ERR_OK; z++) {
            place(run, run->network[k], z, row);
            service(run, run->network[k], z, nearest[z], row);
            cells_end(row);
        }
    }
    free(nearest);
    return code;
}

static enum err write_zones(const struct run *run, FILE *stream, struct error *err)
{
    struct cells row = {.stream = stream};

    return table_zones(run, &row, err);
}

const struct writer writer_zones_csv = {
    .name = "zones_csv",
    .file = "zones.csv",
    .summary = "one line per zone and year: demand, served, full, out of reach, core rule",
    .write = write_zones,
};
