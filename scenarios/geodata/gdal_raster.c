/* gdal_raster.c - a raster of figures row by row; see geodata.h
 *
 * Places become columns and rows by the inverse of the raster's own way from cells to places,
 * so that a rotated raster, or one in degrees, needs nothing of its own. */
#include <gdal.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "scenarios/geodata/module.h"
#include "scenarios/text.h"

enum { SIDE_MAX = 1000000 };
static const double CELLS_MAX = 4e9; /* of a province at 10 m; minutes to read */

struct geodata_raster {
    char *path;
    GDALDatasetH dataset;
    GDALRasterBandH band;
    int width, height;
    struct module_crs crs;
    double to_cells[6];
    bool has_nodata;
    double nodata, scale, offset;
    GDALRasterBandH mask; /* says by 0 where there are no data; NULL: there is none */
    unsigned char *valid; /* owned [width] a row of it */
};

/* A cell that falls outside the range of its kind is no figure either. */
static double figure(const struct geodata_raster *r, double value)
{
    if (isnan(value) || (r->has_nodata && value == r->nodata)) return NAN;
    return value * r->scale + r->offset;
}

static enum err find_place(struct geodata_raster *r, const struct geodata_source *source,
                           struct error *err)
{
    double from_cells[6];
    char *name = NULL;

    if (GDALGetGeoTransform(r->dataset, from_cells) != CE_None)
        return error_set(
            err, ERR_DATA,
            "%s: the raster does not say where on Earth its cells lie; save it as a "
            "GeoTIFF with its place",
            source->path);
    bool area = GDALInvGeoTransform(from_cells, r->to_cells);

    for (int k = 0; k < 6; k++)
        area = area && isfinite(from_cells[k]) && isfinite(r->to_cells[k]);
    if (!area)
        return error_set(err, ERR_DATA, "%s: the raster's cells have no area", source->path);
    if (!module_crs_says(GDALGetSpatialRef(r->dataset)) && source->places == GEODATA_OWN)
        return error_set(
            err, ERR_DATA,
            "%s: the raster does not say in which system of coordinates it is; save "
            "it with one (gdal_edit.py -a_srs EPSG:4326, where it is in degrees)",
            source->path);
    TRY(module_crs_of(&r->crs, &name, GDALGetSpatialRef(r->dataset), source, err));
    free(name);
    return ERR_OK;
}

/* A mask of the whole raster, as some programs write in place of a figure for "no data". */
static enum err find_mask(struct geodata_raster *r, struct error *err)
{
    if ((GDALGetMaskFlags(r->band) & GMF_PER_DATASET) == 0) return ERR_OK;
    r->mask = GDALGetMaskBand(r->band);
    r->valid = malloc((size_t)r->width + 1);
    return r->valid == NULL ? error_nomem(err, r->path) : ERR_OK;
}

static enum err find_band(struct geodata_raster *r, struct error *err)
{
    int success = 0, n = GDALGetRasterCount(r->dataset);
    double cells;

    r->width = GDALGetRasterXSize(r->dataset);
    r->height = GDALGetRasterYSize(r->dataset);
    cells = (double)r->width * r->height;
    if (n != 1)
        return error_set(err, ERR_DATA,
                         "%s: the raster has %d bands; population is one band, save that alone",
                         r->path, n);
    if (r->width > SIDE_MAX)
        return error_set(err, ERR_DATA,
                         "%s: the raster is %d cells wide; at most %d are read, so cut it to "
                         "the study area",
                         r->path, r->width, SIDE_MAX);
    if (cells > CELLS_MAX)
        return error_set(
            err, ERR_DATA,
            "%s: the raster has %d x %d cells; at most %.0f are read, so cut it to "
            "the study area",
            r->path, r->width, r->height, CELLS_MAX);
    r->band = GDALGetRasterBand(r->dataset, 1);
    if (GDALDataTypeIsComplex(GDALGetRasterDataType(r->band)))
        return error_set(err, ERR_DATA, "%s: the raster's figures are complex numbers",
                         r->path);
    r->nodata = GDALGetRasterNoDataValue(r->band, &success);
    r->has_nodata = success;
    if (GDALGetRasterDataType(r->band) == GDT_Float32)
        r->nodata = (float)r->nodata; /* it is written with more digits than the cells have */
    r->scale = GDALGetRasterScale(r->band, &success);
    if (!success || r->scale == 0) r->scale = 1;
    r->offset = GDALGetRasterOffset(r->band, &success);
    if (!success) r->offset = 0;
    if (!isfinite(r->scale) || !isfinite(r->offset))
        return error_set(err, ERR_DATA,
                         "%s: the raster's scale or offset is no figure; save it with the "
                         "figures themselves",
                         r->path);
    return find_mask(r, err);
}

static enum err open_raster(struct geodata_raster *r, const struct geodata_source *source,
                            struct error *err)
{
    static const char *const drivers[] = {"GTiff", NULL};
    char *name = NULL;

    r->path = text_copy(source->path);
    if (r->path == NULL) return error_nomem(err, source->path);
    TRY(module_plain_name(&name, source->path, err));
    r->dataset = GDALOpenEx(name, GDAL_OF_RASTER | GDAL_OF_READONLY | GDAL_OF_VERBOSE_ERROR,
                            drivers, NULL, NULL);
    free(name);
    if (r->dataset == NULL)
        return error_set(err, ERR_DATA, "%s: is no GeoTIFF, or is damaged%s", source->path,
                         module_words());
    TRY(find_band(r, err));
    return find_place(r, source, err);
}

enum err module_raster_open(struct geodata_raster **out, const struct geodata_source *source,
                            struct geodata_raster_size *size, struct error *err)
{
    struct geodata_raster *r = calloc(1, sizeof *r);
    enum err code;

    if (r == NULL) return error_nomem(err, source->path);
    module_begin();
    code = module_crs_ready(source->path, err);
    if (code == ERR_OK) code = open_raster(r, source, err);
    if (code != ERR_OK) {
        module_raster_close(r);
        return code;
    }
    *size = (struct geodata_raster_size){r->width, r->height};
    *out = r;
    return ERR_OK;
}

enum err module_raster_cells(struct geodata_raster *r, int n, double x[], double y[],
                             struct error *err)
{
    TRY(module_crs_from_degrees(&r->crs, n, x, y, err));
    for (int k = 0; k < n; k++) {
        double column = r->to_cells[0] + x[k] * r->to_cells[1] + y[k] * r->to_cells[2];
        double row = r->to_cells[3] + x[k] * r->to_cells[4] + y[k] * r->to_cells[5];

        if (!isfinite(column) || !isfinite(row))
            return error_set(err, ERR_DATA,
                             "%s: a zone lies where the raster's system of coordinates has no "
                             "places",
                             r->path);
        x[k] = column;
        y[k] = row;
    }
    return ERR_OK;
}

enum err module_raster_row(struct geodata_raster *r, int row, double value[], struct error *err)
{
    module_hush();
    if (GDALRasterIO(r->band, GF_Read, 0, row, r->width, 1, value, r->width, 1, GDT_Float64, 0,
                     0) != CE_None ||
        (r->mask != NULL && GDALRasterIO(r->mask, GF_Read, 0, row, r->width, 1, r->valid,
                                         r->width, 1, GDT_Byte, 0, 0) != CE_None))
        return error_set(err, ERR_DATA, "%s: row %d of the raster cannot be read%s", r->path,
                         row, module_words());
    for (int k = 0; k < r->width; k++)
        value[k] = r->mask != NULL && r->valid[k] == 0 ? NAN : figure(r, value[k]);
    return ERR_OK;
}

void module_raster_close(struct geodata_raster *r)
{
    if (r == NULL) return;
    if (r->dataset != NULL) GDALClose(r->dataset);
    module_crs_clear(&r->crs);
    free(r->valid);
    free(r->path);
    free(r);
}
