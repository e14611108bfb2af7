/* writer_plan_gpkg.c - the plan as layers for GIS programs. */
#include "output/gis/gis.h"
#include "output/writers/writer.h"
#include "scenarios/geodata.h"

static enum err write_layers(const struct run *run, const struct gis_layer layer[],
                             FILE *stream, struct error *err)
{
    const struct geodata *module = NULL;
    struct geodata_out_layer out[N_GIS_LAYERS];
    struct geodata_out file = {.name = "plan.gpkg",
                               .geographic = run->city->geographic,
                               .n_layers = N_GIS_LAYERS,
                               .layer = out};

    for (int k = 0; k < N_GIS_LAYERS; k++)
        out[k] = gis_layer_out(&layer[k], scenario_language(run->scenario));
    TRY(geodata_open(&module, "plan.gpkg (report.gpkg: false goes without)", err));
    return module->write(&file, stream, err);
}

static enum err write_gpkg(const struct run *run, FILE *stream, struct error *err)
{
    struct gis_layer layer[N_GIS_LAYERS] = {0};
    struct digest *d = NULL;
    enum err code = digest_create(&d, run, err);

    for (int k = 0; k < N_GIS_LAYERS && code == ERR_OK; k++)
        code = gis_layer_fill(&layer[k], (enum gis_which)k, run, d, true, err);
    if (code == ERR_OK) code = write_layers(run, layer, stream, err);
    for (int k = 0; k < N_GIS_LAYERS; k++)
        gis_layer_clear(&layer[k]);
    digest_free(d);
    return code;
}

static bool is_wanted(const struct run *run)
{
    return run->scenario->report.gpkg;
}

const struct writer writer_plan_gpkg = {
    .name = "plan_gpkg",
    .file = "plan.gpkg",
    .summary = "the plan for GIS programs: stations, zones, core gaps, service areas, sites",
    .write = write_gpkg,
    .wanted = is_wanted,
};
