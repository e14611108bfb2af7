/* writer_cover_tif.c - cover in the last state as a GeoTIFF. */
#include "output/gis/gis_cover.h"
#include "output/writers/writer.h"
#include "scenarios/geodata.h"

static enum err write_cover(const struct run *run, FILE *stream, struct error *err)
{
    const struct geodata *module = NULL;
    struct gis_cover *cover = NULL;
    enum err code =
        geodata_open(&module, "cover.tif (report.geotiff: false goes without)", err);

    if (code == ERR_OK) code = gis_cover_create(&cover, run, err);
    if (code == ERR_OK) code = module->write_raster(&cover->raster, stream, err);
    gis_cover_free(cover);
    return code;
}

static bool is_wanted(const struct run *run)
{
    return run->scenario->report.geotiff;
}

const struct writer writer_cover_tif = {
    .name = "cover_tif",
    .file = "cover.tif",
    .summary = "sites in reach and share of the demand served, as pixels",
    .write = write_cover,
    .wanted = is_wanted,
};
