/* gdal_write_raster.c - a GeoTIFF from plain bands, compressed, the same bytes each time.
 *
 * Source: OGC 19-008r4, GeoTIFF Standard 1.1 (2019). */
#include <cpl_string.h>
#include <cpl_vsi.h>
#include <gdal.h>
#include <math.h>
#include <ogr_srs_api.h>

#include "scenarios/geodata/module.h"
#include "scenarios/geodata_out.h"

static const char memory[] = "/vsimem/chargeplan-out.tif";

/* A plane of unknown place has no system in the file. */
static bool set_system(GDALDatasetH file, bool geographic)
{
    OGRSpatialReferenceH srs;
    bool fine;

    if (!geographic) return true;
    srs = OSRNewSpatialReference(NULL);
    fine = srs != NULL && OSRImportFromEPSG(srs, 4326) == OGRERR_NONE;
    if (fine) {
        OSRSetAxisMappingStrategy(srs, OAMS_TRADITIONAL_GIS_ORDER);
        fine = GDALSetSpatialRef(file, srs) == CE_None;
    }
    if (srs != NULL) OSRRelease(srs);
    return fine;
}

static bool fill(GDALDatasetH file, const struct geodata_out_raster *out)
{
    double place[6] = {out->west, out->pixel_w, 0, out->north, 0, -out->pixel_h};
    bool fine =
        set_system(file, out->geographic) && GDALSetGeoTransform(file, place) == CE_None;

    for (int k = 0; k < out->n_bands && fine; k++) {
        GDALRasterBandH band = GDALGetRasterBand(file, k + 1);

        GDALSetDescription(band, out->band[k].name);
        fine = GDALSetRasterNoDataValue(band, NAN) == CE_None &&
               GDALRasterIO(band, GF_Write, 0, 0, out->width, out->height,
                            (void *)(size_t)out->band[k].value, out->width, out->height,
                            GDT_Float32, 0, 0) == CE_None;
    }
    return fine;
}

enum err module_write_raster(const struct geodata_out_raster *out, FILE *stream,
                             struct error *err)
{
    static const char *const options[] = {
        "COMPRESS=DEFLATE", "ZLEVEL=6",      "PREDICTOR=3", "INTERLEAVE=BAND",
        "TILED=YES",        "NUM_THREADS=1", NULL};
    GDALDriverH driver;
    GDALDatasetH file;
    bool fine;

    module_begin();
    TRY(module_crs_ready(out->name, err));
    driver = GDALGetDriverByName("GTiff");
    file = driver != NULL ? GDALCreate(driver, memory, out->width, out->height, out->n_bands,
                                       GDT_Float32, (char **)(size_t)options)
                          : NULL;
    if (file == NULL)
        return error_set(err, ERR_IO, "%s: GDAL cannot make a GeoTIFF%s", out->name,
                         module_words());
    fine = fill(file, out);
    if (fine) module_hush();
    GDALClose(file); /* what was held back is written now */
    fine = fine && !module_failed();
    if (fine) return module_hand_over(memory, out->name, stream, err);
    VSIUnlink(memory);
    return error_set(err, ERR_IO, "%s: cannot be made%s", out->name, module_words());
}
