/* writer_station_use_csv.c - the simulated use of every station. */
#include "output/use.h"
#include "output/writers/writer.h"
#include "scenarios/text.h"

static bool is_wanted(const struct run *run)
{
    return use_last(run) >= 0;
}

static enum err put_head(const struct run *run, struct cells *row, struct error *err)
{
    struct text head = {0};
    enum err code = ERR_OK;

    text_add(&head, "year,id,name,district,system,is_fast,chargers,outlets,arrivals_per_day,"
                    "starts_per_day,moved_on_per_day,gave_up_per_day,wait_mean_min,"
                    "wait_mean_half_width,wait_p50_min,wait_p90_min,wait_p95_min,missed_share,"
                    "missed_half_width,utilisation,utilisation_half_width");
    for (int k = 0; k < run->scenario->n_kinds; k++)
        text_addf(&head, ",utilisation_%s", run->scenario->kind[k].id);
    text_add(&head, ",kwh_per_day,site_peak_kw,site_largest_kw,offered_outlets,"
                    "working_outlets,grows,queue_end");
    if (head.nomem)
        code = error_nomem(err, "the use of the stations");
    else
        cells_head(row, head.data);
    text_clear(&head);
    return code;
}

static int n_chargers(const struct operation *o, const struct operation_pool *p)
{
    int n = 0;

    for (int g = p->first_group; g < p->first_group + p->n_groups; g++)
        n += o->input->group[g].n_outlets / o->input->group[g].outlets_of_charger;
    return n;
}

static void put_place(const struct run *run, const struct digest *d, const struct operation *o,
                      const struct operation_pool *p, struct cells *row)
{
    cells_integer(row, run->fleet->years[o->year_index]);
    cells_text(row, run->city->site[p->site].id);
    cells_text(row, run->city->site[p->site].name);
    cells_text(row, run->city->district_name[digest_district(run, d, p->site)]);
    use_cells_service(row, scenario_language(run->scenario), p->service);
    cells_integer(row, n_chargers(o, p));
    cells_integer(row, p->n_outlets);
}

static void put_figure(struct cells *row, const struct operation_figure *f, int decimals)
{
    use_cell(row, f->mean, decimals);
    use_cell(row, f->half_width, decimals);
}

static void put_figures(const struct run *run, const struct operation *o, int pool,
                        struct cells *row)
{
    const struct operation_pool *p = &o->input->pool[pool];
    const struct operation_pool_result *result = &o->pool[pool];
    struct use_rates day = use_a_day(o, pool);

    use_cell(row, day.arrivals, 2);
    use_cell(row, day.starts, 2);
    use_cell(row, day.moved_on, 2);
    use_cell(row, day.gave_up, 2);
    put_figure(row, &result->wait_min, 2);
    for (int k = 0; k < N_USE_WAITS; k++)
        use_cell(row, day.wait_p_min[k], 2);
    put_figure(row, &result->missed_share, 4);
    put_figure(row, &result->utilisation, 4);
    for (int k = 0; k < run->scenario->n_kinds; k++)
        use_cell(row, use_of_kind(o, pool, k), 4);
    use_cell(row, day.kwh, 1);
    use_cell(row, use_peak_kw(o, p->place), 1);
    use_cell(row, o->sum->largest_kw[p->place], 1);
    use_cell(row, result->offered, 2);
    use_cell(row, result->working, 2);
    cells_integer(row, result->grows);
    use_cell(row, result->queue_end, 2);
}

static enum err write_stations(const struct run *run, FILE *stream, struct error *err)
{
    struct cells row = {.stream = stream};
    struct digest *d = NULL;

    TRY(put_head(run, &row, err));
    TRY(digest_create(&d, run, err));
    for (int k = 0; k < run->n_networks; k++) {
        const struct operation *o = use_of(run, k);

        for (int p = 0; o != NULL && p < o->input->n_pools; p++) {
            put_place(run, d, o, &o->input->pool[p], &row);
            put_figures(run, o, p, &row);
            cells_end(&row);
        }
    }
    digest_free(d);
    return ERR_OK;
}

const struct writer writer_station_use_csv = {
    .name = "station_use_csv",
    .file = "station_use.csv",
    .summary = "with simulation: arrivals, waits, utilisation, energy and load of every "
               "station and system a day",
    .write = write_stations,
    .wanted = is_wanted,
    .of_simulation = true,
};
