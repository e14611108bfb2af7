/* writer_zones_csv.c - one line per zone and state of the network. */
#include <math.h>
#include <stdlib.h>

#include "output/ways_words.h"
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

/* Only where there are ways, so that a scenario of straight lines keeps its table. A reach is
 * in metres or in minutes; the other column is empty. */
static const char ways_head[] = ",fast_way_m,fast_way_min,fast_straight_m,slow_way_m,"
                                "slow_straight_m,fast_snap_m,slow_snap_m,fast_circle_only,"
                                "slow_circle_only";

/* The way to the nearest open site of each service, in reach. */
struct nearest {
    double *way[N_SERVICES]; /* owned [n_zones]; NAN: none */
    int *site[N_SERVICES];   /* owned [n_zones]; -1 */
};

static void nearest_clear(struct nearest *near)
{
    for (int v = 0; v < N_SERVICES; v++) {
        free(near->way[v]);
        free(near->site[v]);
    }
}

static enum err nearest_find(struct nearest *near, const struct run *run,
                             const struct network *n, struct error *err)
{
    size_t room = (size_t)run->city->n_zones + 1;

    for (enum service v = FAST; v < N_SERVICES; v++) {
        if (near->way[v] == NULL) near->way[v] = malloc(room * sizeof(double));
        if (near->site[v] == NULL) near->site[v] = malloc(room * sizeof(int));
        if (near->way[v] == NULL || near->site[v] == NULL) return error_nomem(err, "zones.csv");
        TRY(ways_nearest(run, n, v, near->way[v], near->site[v], err));
    }
    return ERR_OK;
}

/* circle_only: 1 where the zone lies in the circle of an open site that its way does not reach;
 * empty where the service is reached in a straight line. */
static void ways(const struct run *run, int state, const struct nearest *near, int z,
                 struct cells *row)
{
    struct points zones = city_zones(run->city), sites = city_sites(run->city);

    for (enum service v = FAST; v < N_SERVICES; v++) {
        bool minutes = run->access->service[v].minutes;
        int site = near->site[v][z];

        cells_number(row, minutes ? (double)NAN : near->way[v][z]);
        if (v == FAST) cells_number(row, minutes ? near->way[v][z] : (double)NAN);
        cells_number(row, site >= 0 ? geo_distance_m(&zones, z, &sites, site) : (double)NAN);
    }
    for (enum service v = FAST; v < N_SERVICES; v++)
        cells_number(row, ways_snap_m(&run->access->service[v].zones, z));
    for (enum service v = FAST; v < N_SERVICES; v++) {
        const bool *only = run->circles->circle_only[v];

        if (only != NULL)
            cells_integer(row, only[(size_t)state * (size_t)run->city->n_zones + (size_t)z]);
        else
            cells_none(row);
    }
}

enum err table_zones(const struct run *run, struct cells *row, struct error *err)
{
    int *nearest = calloc((size_t)run->city->n_zones, sizeof *nearest);
    struct nearest near = {0};
    bool has_ways = run->circles != NULL;
    char names[sizeof head + sizeof ways_head];
    enum err code = ERR_OK;

    if (!nearest) return error_nomem(err, "zones.csv");
    snprintf(names, sizeof names, "%s%s", head, has_ways ? ways_head : "");
    cells_head(row, names);
    for (int k = 0; k < run->n_networks && code == ERR_OK; k++) {
        code = digest_nearest(run, run->network[k], nearest, err);
        if (code == ERR_OK && has_ways) code = nearest_find(&near, run, run->network[k], err);
        for (int z = 0; z < run->city->n_zones && code == ERR_OK; z++) {
            place(run, run->network[k], z, row);
            service(run, run->network[k], z, nearest[z], row);
            if (has_ways) ways(run, k, &near, z, row);
            cells_end(row);
        }
    }
    nearest_clear(&near);
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
