/* writer_simulation_csv.c - what using each network would be like, figure by figure. */
#include "output/use.h"
#include "output/writers/writer.h"

static bool is_wanted(const struct run *run)
{
    return use_last(run) >= 0;
}

static void put_figure(const struct run *run, const struct operation *o, enum service v,
                       int what, struct cells *row)
{
    const struct operation_figure *f = &o->figure[v][what];

    cells_integer(row, run->fleet->years[o->year_index]);
    use_cells_service(row, scenario_language(run->scenario), v);
    cells_text(row, operation_figure_name(what));
    cells_text(row, operation_figure_unit(what));
    use_cell(row, f->mean, use_decimals(what));
    use_cell(row, f->half_width, use_decimals(what));
    cells_integer(row, o->n_replications);
    cells_integer(row, o->n_limit);
    cells_number(row, o->half_width_asked);
    use_cell(row, o->half_width[v], use_decimals(OPERATION_MISSED));
    cells_integer(row, o->met);
    cells_integer(row, o->partial);
    cells_end(row);
}

static enum err write_simulation(const struct run *run, FILE *stream, struct error *err)
{
    struct cells row = {.stream = stream};

    (void)err;
    cells_head(&row, "year,system,is_fast,figure,unit,mean,half_width_95,replications,"
                     "replications_limit,half_width_asked,half_width_reached,met,partial");
    for (int k = 0; k < run->n_networks; k++) {
        if (use_of(run, k) == NULL) continue;
        for (enum service v = FAST; v < N_SERVICES; v++)
            for (int what = 0; what < N_OPERATION_FIGURES; what++)
                put_figure(run, use_of(run, k), v, what, &row);
    }
    return ERR_OK;
}

const struct writer writer_simulation_csv = {
    .name = "simulation_csv",
    .file = "simulation.csv",
    .summary = "with simulation: drivers served, waits, use and load of all stations together, "
               "with 95 % intervals",
    .write = write_simulation,
    .wanted = is_wanted,
    .of_simulation = true,
};
