/* writer_simulation_html.c - the simulated use for readers, where no report tells of a plan. */
#include "output/report/report.h"
#include "output/use.h"
#include "output/writers/writer.h"

static bool is_wanted(const struct run *run)
{
    return run->is_stand && use_last(run) >= 0;
}

const struct writer writer_simulation_html = {
    .name = "simulation_html",
    .file = "simulation.html",
    .summary =
        "of `chargeplan simulate`: what using the network is like: drivers served, waits, "
        "load, the most burdened stations, maps, assumptions",
    .write = report_operation_write,
    .write_maps = report_operation_write_maps,
    .wanted = is_wanted,
    .of_simulation = true,
};
