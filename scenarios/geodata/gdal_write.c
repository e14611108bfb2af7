/* gdal_write.c - a GeoPackage from plain records: layers, words for their columns, styles.
 *
 * Source: OGC 12-128r17, GeoPackage Encoding Standard 1.3 (2020); the table of styles as QGIS
 *   makes it (QgsOgrProvider, saveStyle). Made in GDAL's memory, so that the same rows are the
 *   same bytes and a full disk is the business of whoever opened the stream. */
#include <cpl_conv.h>
#include <cpl_error.h>
#include <cpl_string.h>
#include <cpl_vsi.h>
#include <gdal.h>
#include <math.h>
#include <ogr_api.h>
#include <ogr_srs_api.h>
#include <stdlib.h>
#include <string.h>

#include "scenarios/geodata/gdal_shape.h"
#include "scenarios/geodata/module.h"
#include "scenarios/geodata_out.h"

static const char memory[] = "/vsimem/chargeplan-out.gpkg";

enum err module_hand_over(const char *path, const char *name, FILE *stream, struct error *err)
{
    vsi_l_offset n = 0;
    GByte *bytes = VSIGetMemFileBuffer(path, &n, TRUE);

    if (bytes == NULL)
        return error_set(err, ERR_IO, "%s: cannot be made%s", name, module_words());
    fwrite(bytes, 1, (size_t)n, stream);
    CPLFree(bytes);
    return ERR_OK;
}

/* NULL where GDAL has none; no system at all is "undefined Cartesian" in a GeoPackage. */
static OGRSpatialReferenceH reference(bool geographic)
{
    OGRSpatialReferenceH srs = OSRNewSpatialReference(NULL);

    if (srs == NULL) return NULL;
    if (geographic ? OSRImportFromEPSG(srs, 4326) != OGRERR_NONE
                   : OSRSetLocalCS(srs, "Undefined Cartesian SRS") != OGRERR_NONE) {
        OSRDestroySpatialReference(srs);
        return NULL;
    }
    OSRSetAxisMappingStrategy(srs, OAMS_TRADITIONAL_GIS_ORDER);
    return srs;
}

static bool add_column(OGRLayerH layer, const struct geodata_out_column *c)
{
    static const OGRFieldType type[] = {OFTString, OFTReal, OFTInteger};
    OGRFieldDefnH field = OGR_Fld_Create(c->name, type[c->kind]);
    bool fine;

    fine = OGR_L_CreateField(layer, field, FALSE) == OGRERR_NONE;
    OGR_Fld_Destroy(field);
    return fine;
}

static void set_cell(OGRFeatureH feature, int field, const struct geodata_out_column *c,
                     int row)
{
    if (c->kind == GEODATA_TEXT && c->text[row] != NULL)
        OGR_F_SetFieldString(feature, field, c->text[row]);
    else if (c->kind == GEODATA_NUMBER && isfinite(c->number[row]))
        OGR_F_SetFieldDouble(feature, field, c->number[row]);
    else if (c->kind == GEODATA_INTEGER && c->integer[row] != GEODATA_NO_INTEGER)
        OGR_F_SetFieldInteger(feature, field, c->integer[row]);
    else
        OGR_F_SetFieldNull(feature, field);
}

static bool add_rows(OGRLayerH layer, const struct geodata_out_layer *l)
{
    OGRFeatureH feature = OGR_F_Create(OGR_L_GetLayerDefn(layer));
    bool fine = feature != NULL;

    for (int row = 0; row < l->n_rows && fine; row++) {
        OGR_F_SetFID(feature, row + 1);
        for (int k = 0; k < l->n_columns; k++)
            set_cell(feature, k, &l->column[k], row);
        fine = gdal_shape_set(feature, l, row) &&
               OGR_L_CreateFeature(layer, feature) == OGRERR_NONE;
    }
    OGR_F_Destroy(feature);
    return fine;
}

static bool add_layer(GDALDatasetH file, OGRSpatialReferenceH srs,
                      const struct geodata_out_layer *l)
{
    char **options = CSLSetNameValue(NULL, "IDENTIFIER", l->title);
    OGRLayerH layer;
    bool fine;

    options = CSLSetNameValue(options, "DESCRIPTION", l->about);
    options = CSLSetNameValue(options, "FID", "fid");
    options = CSLSetNameValue(options, "GEOMETRY_NAME", "geom");
    options = CSLSetNameValue(options, "SPATIAL_INDEX", "NO"); /* see index_layers() */
    layer = GDALDatasetCreateLayer(file, l->name, srs, gdal_shape_type(l), options);
    CSLDestroy(options);
    fine = layer != NULL;
    for (int k = 0; k < l->n_columns && fine; k++)
        fine = add_column(layer, &l->column[k]);
    return fine && add_rows(layer, l);
}

static bool run_sql(GDALDatasetH file, const char *sql)
{
    CPLErrorReset();
    GDALDatasetReleaseResultSet(file, GDALDatasetExecuteSQL(file, sql, NULL, NULL));
    return CPLGetLastErrorType() < CE_Failure;
}

static bool add_alias(GDALDatasetH file, const char *layer, const struct geodata_out_column *c)
{
    char *name = CPLEscapeString(c->name, -1, CPLES_SQL);
    char *alias = CPLEscapeString(c->alias, -1, CPLES_SQL);
    const char *sql = CPLSPrintf("INSERT INTO gpkg_data_columns VALUES "
                                 "('%s', '%s', '%s', '%s', NULL, NULL, NULL)",
                                 layer, name, alias, alias);
    bool fine = run_sql(file, sql);

    CPLFree(name);
    CPLFree(alias);
    return fine;
}

/* The schema extension: GDAL before 3.7 reads words for columns but does not write them. */
static bool add_aliases(GDALDatasetH file, const struct geodata_out *out)
{
    static const char *const tables[] = {
        "CREATE TABLE gpkg_data_columns (table_name TEXT NOT NULL, column_name TEXT NOT NULL, "
        "name TEXT, title TEXT, description TEXT, mime_type TEXT, constraint_name TEXT, "
        "CONSTRAINT pk_gdc PRIMARY KEY (table_name, column_name), "
        "CONSTRAINT gdc_tn UNIQUE (table_name, name))",
        "CREATE TABLE gpkg_data_column_constraints (constraint_name TEXT NOT NULL, "
        "constraint_type TEXT NOT NULL, value TEXT, min NUMERIC, min_is_inclusive BOOLEAN, "
        "max NUMERIC, max_is_inclusive BOOLEAN, description TEXT, "
        "CONSTRAINT gdcc_ntv UNIQUE (constraint_name, constraint_type, value))",
        "INSERT INTO gpkg_extensions VALUES ('gpkg_data_columns', NULL, 'gpkg_schema', "
        "'http://www.geopackage.org/spec121/#extension_schema', 'read-write')",
        "INSERT INTO gpkg_extensions VALUES ('gpkg_data_column_constraints', NULL, "
        "'gpkg_schema', 'http://www.geopackage.org/spec121/#extension_schema', 'read-write')"};
    bool fine = true;

    for (size_t k = 0; k < sizeof tables / sizeof tables[0] && fine; k++)
        fine = run_sql(file, tables[k]);
    for (int l = 0; l < out->n_layers && fine; l++)
        for (int k = 0; k < out->layer[l].n_columns && fine; k++)
            fine = add_alias(file, out->layer[l].name, &out->layer[l].column[k]);
    return fine;
}

/* The columns of layer_styles, in QGIS's order. */
enum style_column {
    CATALOGUE,
    SCHEMA,
    TABLE,
    GEOMETRY,
    NAME,
    QML,
    SLD,
    DEFAULT,
    ABOUT,
    OWNER,
    FORM,
    TIME,
    N_STYLE_COLUMNS
};
static const struct {
    const char *name;
    OGRFieldType type;
    int width;
} style_columns[N_STYLE_COLUMNS] = {{"f_table_catalog", OFTString, 256},
                                    {"f_table_schema", OFTString, 256},
                                    {"f_table_name", OFTString, 256},
                                    {"f_geometry_column", OFTString, 256},
                                    {"styleName", OFTString, 30},
                                    {"styleQML", OFTString, 0},
                                    {"styleSLD", OFTString, 0},
                                    {"useAsDefault", OFTInteger, 0},
                                    {"description", OFTString, 0},
                                    {"owner", OFTString, 30},
                                    {"ui", OFTString, 30},
                                    {"update_time", OFTDateTime, 0}};

static bool add_style_columns(OGRLayerH layer)
{
    bool fine = true;

    for (int k = 0; k < N_STYLE_COLUMNS && fine; k++) {
        OGRFieldDefnH field = OGR_Fld_Create(style_columns[k].name, style_columns[k].type);

        OGR_Fld_SetWidth(field, style_columns[k].width);
        if (k == DEFAULT) OGR_Fld_SetSubType(field, OFSTBoolean);
        if (k == TIME) OGR_Fld_SetDefault(field, "CURRENT_TIMESTAMP");
        fine = OGR_L_CreateField(layer, field, FALSE) == OGRERR_NONE;
        OGR_Fld_Destroy(field);
    }
    return fine;
}

static bool add_style(OGRLayerH layer, const struct geodata_out_layer *l)
{
    OGRFeatureH feature = OGR_F_Create(OGR_L_GetLayerDefn(layer));
    bool fine;

    if (feature == NULL) return false;
    for (int k = 0; k < N_STYLE_COLUMNS; k++)
        if (style_columns[k].type == OFTString) OGR_F_SetFieldString(feature, k, "");
    OGR_F_SetFieldString(feature, TABLE, l->name);
    OGR_F_SetFieldString(feature, GEOMETRY, l->shapes.kind == GEODATA_NO_SHAPE ? "" : "geom");
    OGR_F_SetFieldString(feature, NAME, l->name);
    OGR_F_SetFieldString(feature, QML, l->style);
    OGR_F_SetFieldInteger(feature, DEFAULT, 1);
    OGR_F_SetFieldString(feature, ABOUT, l->title);
    OGR_F_SetFieldDateTime(feature, TIME, 2000, 1, 1, 0, 0, 0, 100); /* no clock: 100 is UTC */
    fine = OGR_L_CreateFeature(layer, feature) == OGRERR_NONE;
    OGR_F_Destroy(feature);
    return fine;
}

static bool add_styles(GDALDatasetH file, const struct geodata_out *out)
{
    char **options = CSLSetNameValue(NULL, "FID", "id");
    OGRLayerH layer = NULL;
    bool fine = true;

    for (int k = 0; k < out->n_layers && fine; k++) {
        if (out->layer[k].style == NULL) continue;
        if (layer == NULL) {
            layer = GDALDatasetCreateLayer(file, "layer_styles", NULL, wkbNone, options);
            fine = layer != NULL && add_style_columns(layer);
        }
        fine = fine && add_style(layer, &out->layer[k]);
    }
    CSLDestroy(options);
    return fine;
}

/* Behind the transaction: GDAL 3.6 makes the index of many rows in a database beside, which
 * it cannot take away within one. */
static bool index_layers(GDALDatasetH file, const struct geodata_out *out)
{
    bool fine = true;

    for (int k = 0; k < out->n_layers && fine; k++)
        if (out->layer[k].shapes.kind != GEODATA_NO_SHAPE)
            fine = run_sql(file, CPLSPrintf("SELECT CreateSpatialIndex('%s', 'geom')",
                                            out->layer[k].name));
    return fine;
}

/* In transactions: else each row is one. */
static bool fill(GDALDatasetH file, const struct geodata_out *out)
{
    OGRSpatialReferenceH srs = reference(out->geographic);
    bool fine = srs != NULL && GDALDatasetStartTransaction(file, FALSE) == OGRERR_NONE;

    for (int k = 0; k < out->n_layers && fine; k++)
        fine = add_layer(file, srs, &out->layer[k]);
    fine = fine && add_styles(file, out) && GDALDatasetCommitTransaction(file) == OGRERR_NONE;
    fine = fine && index_layers(file, out);
    fine = fine && GDALDatasetStartTransaction(file, FALSE) == OGRERR_NONE &&
           add_aliases(file, out) && GDALDatasetCommitTransaction(file) == OGRERR_NONE;
    if (srs != NULL) OSRRelease(srs);
    return fine;
}

enum err module_write(const struct geodata_out *out, FILE *stream, struct error *err)
{
    GDALDriverH driver;
    GDALDatasetH file;
    bool fine;

    module_begin();
    TRY(module_crs_ready(out->name, err));
    driver = GDALGetDriverByName("GPKG");
    file = driver != NULL ? GDALCreate(driver, memory, 0, 0, 0, GDT_Unknown, NULL) : NULL;
    if (file == NULL)
        return error_set(err, ERR_IO, "%s: GDAL cannot make a GeoPackage%s", out->name,
                         module_words());
    fine = fill(file, out);
    if (fine) module_hush();
    GDALClose(file); /* what was held back is written now */
    fine = fine && !module_failed();
    if (fine) return module_hand_over(memory, out->name, stream, err);
    VSIUnlink(memory);
    return error_set(err, ERR_IO, "%s: cannot be made%s", out->name, module_words());
}
