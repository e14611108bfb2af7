/* gdal_open.c - opens files alone: nothing is written beside them, and only the formats that
 * the program names are tried; see module.h. */
#define _LARGEFILE64_SOURCE /* stat64 of cpl_vsi.h */
#include <cpl_conv.h>
#include <cpl_string.h>
#include <cpl_vsi.h>
#include <gdal.h>
#include <iconv.h>
#include <math.h>
#include <ogr_api.h>
#include <stdlib.h>
#include <string.h>

#include "scenarios/geodata/module.h"
#include "scenarios/text.h"

enum { LAYERS_LISTED = 20, LIST_BYTES = 240 }; /* a message has 512 */

static const struct {
    const char *ending, *driver, *said;
} formats[] = {
    {".shp", "ESRI Shapefile", "Shapefile"},
    {".gpkg", "GPKG", "GeoPackage"},
    {".geojson", "GeoJSON", "GeoJSON file"},
    {".json", "GeoJSON", "GeoJSON file"},

};
enum { N_FORMATS = sizeof formats / sizeof formats[0] };

static bool ends(const char *path, const char *ending)
{
    size_t n = strlen(path), m = strlen(ending);

    return n >= m && strcasecmp(path + n - m, ending) == 0;
}

static int format_of(const char *path)
{
    int k = 0;

    while (k < N_FORMATS && !ends(path, formats[k].ending))
        k++;
    return k;
}

bool module_has_format(const char *path)
{
    return format_of(path) < N_FORMATS;
}

/* ---- what a file has to come with ---- */

static bool is_there(const char *path)
{
    VSIStatBufL info;

    return VSIStatL(path, &info) == 0;
}

/* "a.shp" -> "a.dbf", in capitals where only such a one is there; own it. */
static char *sibling(const char *path, const char *small, const char *large)
{
    char *out = text_print("%.*s%s", (int)(strlen(path) - 4), path, small);

    if (out == NULL || is_there(out)) return out;
    free(out);
    out = text_print("%.*s%s", (int)(strlen(path) - 4), path, large);
    return out;
}

static enum err need(const char *name, const char *small, const char *large, const char *what,
                     const char *path, struct error *err)
{
    char *file = sibling(name, small, large);
    enum err code = ERR_OK;

    if (file == NULL) return error_nomem(err, path);
    if (!is_there(file))
        code = error_set(err, ERR_DATA,
                         "%s: its %s file, which holds %s, is not beside it; a Shapefile is "
                         "several files of one name, copy them together",
                         path, small, what);
    free(file);
    return code;
}

/* Changes that another program has not brought into the file yet would be missed, and those
 * that it took back half would be read. A journal that is done with is empty or begins with
 * zeros. */
static enum err no_journal(const char *name, const char *ending, const char *path,
                           struct error *err)
{
    char *journal = text_print("%s%s", name, ending), first = 0;
    VSILFILE *file;

    if (journal == NULL) return error_nomem(err, path);
    file = is_there(journal) ? VSIFOpenL(journal, "rb") : NULL;
    free(journal);
    if (file != NULL) {
        if (VSIFReadL(&first, 1, 1, file) != 1) first = 0;
        VSIFCloseL(file);
    }
    if (first == 0) return ERR_OK;
    return error_set(err, ERR_DATA,
                     "%s: another program holds changes of it in a file beside it that ends in "
                     "%s; close that program, or save the layer under another name",
                     path, ending);
}

/* The parts of a file; its name is within an archive, its path the archive's. */
static enum err check_parts(const char *name, const char *path, struct error *err)
{
    if (ends(name, ".gpkg")) {
        if (strchr(name, '%') != NULL) /* SQLite would take it for the code of a letter */
            return error_set(err, ERR_DATA,
                             "%s: the name of a GeoPackage cannot have a %% in it; rename it",
                             path);
        TRY(no_journal(name, "-wal", path, err));
        return no_journal(name, "-journal", path, err);
    }
    if (!ends(name, ".shp")) return ERR_OK;
    TRY(need(name, ".dbf", ".DBF", "the columns", path, err));
    return need(name, ".shx", ".SHX", "the places of its records", path, err);
}

/* GDAL reads the shapes alone where it cannot read the columns, and no more of them than there
 * are rows. The head of a .dbf file (dBASE III) says how many rows it has and how long the head
 * is: 32 bytes of its own, 32 of each column, an end. A record of a .shx file, which has a head
 * of 100 bytes (ESRI Shapefile Technical Description (1998)), is 8 bytes. */
static enum err check_columns(OGRLayerH layer, const char *name, const char *path,
                              struct error *err)
{
    unsigned char h[10] = {0};
    char *columns, *index;
    VSIStatBufL info;
    VSILFILE *file = NULL;
    double rows, shapes = -1;

    if (!ends(name, ".shp")) return ERR_OK;
    columns = sibling(name, ".dbf", ".DBF");
    index = sibling(name, ".shx", ".SHX");
    if (columns != NULL) file = VSIFOpenL(columns, "rb");
    if (index != NULL && VSIStatL(index, &info) == 0) shapes = ((double)info.st_size - 100) / 8;
    free(columns);
    free(index);
    if (file != NULL) {
        if (VSIFReadL(h, sizeof h, 1, file) != 1) h[8] = 0;
        VSIFCloseL(file);
    }
    if (OGR_FD_GetFieldCount(OGR_L_GetLayerDefn(layer)) == 0 &&
        (h[9] != 0 || (h[8] != 32 && h[8] != 33)))
        return error_set(err, ERR_DATA,
                         "%s: its .dbf file, which holds the columns, is damaged; copy the "
                         "files of the Shapefile again",
                         path);
    rows = h[4] + 256.0 * h[5] + 65536.0 * h[6] + 16777216.0 * h[7];
    if (floor(shapes) == rows) return ERR_OK;
    return error_set(err, ERR_DATA,
                     "%s: its .dbf file has %.0f rows and its .shx file %.0f shapes, so they "
                     "are not of one Shapefile; copy its files again",
                     path, rows, floor(shapes));
}

/* An encoding that does not exist would be passed over without a word, and texts dropped. */
static bool is_encoding(const char *name)
{
    static const char letters[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
        "-_.:";
    iconv_t recoding;

    if (*name == '\0' || name[strspn(name, letters)] != '\0') return false; /* left out else */
    recoding = iconv_open("UTF-8", name);
    if (recoding == (iconv_t)-1) return false;
    iconv_close(recoding);
    return true;
}

static enum err check_encoding(const struct geodata_source *source, struct error *err)
{
    if (source->encoding == NULL || is_encoding(source->encoding)) return ERR_OK;
    return error_set(err, ERR_DATA,
                     "%s: %s.encoding: there is no encoding '%s'; those of Chinese files are "
                     "GBK, GB18030 and UTF-8",
                     source->path, source->section, csv_quote(source->encoding).text);
}

/* ---- opening ---- */

static enum err open_file(GDALDatasetH *out, const char *name, const char *encoding,
                          const char *path, struct error *err)
{
    int f = format_of(name);
    const char *drivers[] = {NULL, NULL};
    char *recode = encoding != NULL ? text_print("ENCODING=%s", encoding) : NULL;
    const char *options[] = {NULL, NULL};

    if (f == N_FORMATS)
        return error_set(err, ERR_DATA, "%s: is no file of a layer by its name", path);
    drivers[0] = formats[f].driver;
    if (ends(name, ".gpkg")) options[0] = "IMMUTABLE=YES"; /* no -shm beside it */
    if (ends(name, ".shp")) options[0] = recode;
    module_hush();
    *out = GDALOpenEx(name, GDAL_OF_VECTOR | GDAL_OF_READONLY | GDAL_OF_VERBOSE_ERROR, drivers,
                      options, NULL);
    free(recode);
    if (*out != NULL) return ERR_OK;
    return error_set(err, ERR_DATA, "%s: is no %s, or is damaged%s", path, formats[f].said,
                     module_words());
}

/* A layer with places; QGIS keeps styles and the like in layers without. */
static bool has_places(OGRLayerH layer)
{
    return OGR_L_GetGeomType(layer) != wkbNone;
}

static void list_layers(GDALDatasetH dataset, struct text *list)
{
    int n = GDALDatasetGetLayerCount(dataset), listed = 0, more = 0;

    for (int k = 0; k < n; k++) {
        OGRLayerH layer = GDALDatasetGetLayer(dataset, k);

        if (!has_places(layer)) continue;
        if (listed == LAYERS_LISTED || list->n > LIST_BYTES)
            more++;
        else
            text_addf(list, "%s%s", listed++ > 0 ? ", " : "",
                      csv_quote(OGR_L_GetName(layer)).text);
    }
    if (more > 0) text_addf(list, " and %d more", more);
}

static enum err refuse_layer(GDALDatasetH dataset, const struct geodata_source *source, int n,
                             struct error *err)
{
    struct text list = {0};

    list_layers(dataset, &list);
    if (n == 0)
        error_set(err, ERR_DATA, "%s: there is no layer with %s in the file", source->path,
                  source->lines ? "lines" : "points or polygons");
    else if (source->layer != NULL)
        error_set(err, ERR_DATA, "%s: there is no layer '%s' (%s.layer); the layers are: %s",
                  source->path, csv_quote(source->layer).text, source->section,
                  list.data != NULL ? list.data : "");
    else
        error_set(err, ERR_DATA, "%s: the file has %d layers; name one by %s.layer: %s",
                  source->path, n, source->section, list.data != NULL ? list.data : "");
    text_clear(&list);
    return ERR_DATA;
}

static enum err choose_layer(OGRLayerH *out, GDALDatasetH dataset,
                             const struct geodata_source *source, struct error *err)
{
    int n = 0;
    OGRLayerH found = NULL;

    for (int k = 0; k < GDALDatasetGetLayerCount(dataset); k++) {
        OGRLayerH layer = GDALDatasetGetLayer(dataset, k);

        if (!has_places(layer)) continue;
        n++;
        if (source->layer == NULL || strcmp(OGR_L_GetName(layer), source->layer) == 0)
            found = layer;
    }
    if (found == NULL || (source->layer == NULL && n > 1))
        return refuse_layer(dataset, source, n, err);
    *out = found;
    return ERR_OK;
}

/* What a Shapefile says of its texts: true where it is said what they are. The code 0x57 says
 * "that of this computer", which is nothing. */
static bool says_encoding(OGRLayerH layer)
{
    const char *ldid = GDALGetMetadataItem(layer, "LDID_VALUE", "SHAPEFILE");
    const char *cpg = GDALGetMetadataItem(layer, "CPG_VALUE", "SHAPEFILE");
    const char *source = GDALGetMetadataItem(layer, "SOURCE_ENCODING", "SHAPEFILE");

    if (source == NULL || *source == '\0' || !is_encoding(source)) return false;
    if (cpg != NULL && *cpg != '\0') return true;
    return ldid != NULL && strcmp(ldid, "87") != 0 && strcmp(ldid, "0") != 0;
}

enum err module_layer(void **dataset, void **layer, bool *raw,
                      const struct geodata_source *source, struct error *err)
{
    char *name = NULL;
    bool bytes = false;
    GDALDatasetH opened = NULL;
    OGRLayerH found = NULL;
    enum err code;

    TRY(check_encoding(source, err));
    TRY(module_name(&name, source, err));
    code = check_parts(name, source->path, err);
    if (code == ERR_OK) code = open_file(&opened, name, source->encoding, source->path, err);
    if (code == ERR_OK && strcmp(formats[format_of(name)].driver, "GeoJSON") == 0 &&
        source->crs == NULL && source->places == GEODATA_OWN)
        code = module_json_crs(name, source, err);
    if (code == ERR_OK) code = choose_layer(&found, opened, source, err);
    if (code == ERR_OK && ends(name, ".gpkg"))
        code = module_figures(opened, found, source->path, err);
    if (code == ERR_OK) code = check_columns(found, name, source->path, err);
    if (code == ERR_OK && source->encoding == NULL && ends(name, ".shp") &&
        !says_encoding(found)) { /* again, with the bytes as they are */
        GDALClose(opened);
        opened = NULL;
        bytes = true;
        code = open_file(&opened, name, "", source->path, err);
        if (code == ERR_OK) code = choose_layer(&found, opened, source, err);
    }
    free(name);
    if (code == ERR_OK) {
        *dataset = opened;
        *layer = found;
        *raw = bytes;
    } else if (opened != NULL) {
        GDALClose(opened);
    }
    return code;
}
