/* gdal_open.c - opens files alone: nothing is written beside them, archives are looked into
 * before, and only the formats that the program names are tried; see module.h. */
#define _LARGEFILE64_SOURCE /* stat64 of cpl_vsi.h */
#include <cpl_conv.h>
#include <cpl_string.h>
#include <cpl_vsi.h>
#include <gdal.h>
#include <ogr_api.h>
#include <stdlib.h>
#include <string.h>

#include "scenarios/geodata/module.h"
#include "scenarios/text.h"

/* What an archive may hold once it is unpacked. A few letters can stand for gigabytes. */
enum { ARCHIVE_FILES = 1000, ARCHIVE_MB = 2048, LAYERS_LISTED = 20 };

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

/* ---- archives ---- */

static bool is_archive(const char *path)
{
    return ends(path, ".zip") || ends(path, ".shz");
}

/* Names of an archive's files; fails where there are too many or they are too large. */
static enum err look_into(char ***out, const char *inside, const char *path, struct error *err)
{
    char **names = VSIReadDirRecursive(inside);
    int n = CSLCount(names);
    double bytes = 0;
    enum err code = ERR_OK;

    if (names == NULL)
        return error_set(err, ERR_DATA, "%s: is no zip archive, or is damaged or empty%s", path,
                         module_words());
    for (int k = 0; k < n && k <= ARCHIVE_FILES; k++) {
        char *name = text_print("%s/%s", inside, names[k]);
        VSIStatBufL info;

        if (name == NULL) code = error_nomem(err, path);
        if (name != NULL && VSIStatL(name, &info) == 0) bytes += (double)info.st_size;
        free(name);
    }
    if (code == ERR_OK && n > ARCHIVE_FILES)
        code = error_set(err, ERR_DATA,
                         "%s: the archive holds more than %d files; unpack the layer that is "
                         "meant",
                         path, ARCHIVE_FILES);
    if (code == ERR_OK && bytes > ARCHIVE_MB * 1048576.0)
        code = error_set(err, ERR_DATA,
                         "%s: the archive's files are %.0f MB unpacked; at most %d MB are read "
                         "from an archive, so unpack it yourself if that is right",
                         path, bytes / 1048576, ARCHIVE_MB);
    if (code == ERR_OK)
        *out = names;
    else
        CSLDestroy(names);
    return code;
}

/* The layer's file of an archive: the only one of a format that is read. */
static enum err choose(char **out, char **names, const char *inside, const char *path,
                       struct error *err)
{
    int n = 0, chosen = -1;
    struct text list = {0};

    for (int k = 0; names[k] != NULL; k++) {
        if (format_of(names[k]) == N_FORMATS || strstr(names[k], "__MACOSX") != NULL) continue;
        if (n++ < LAYERS_LISTED)
            text_addf(&list, "%s%s", n > 1 ? ", " : "", csv_quote(names[k]).text);
        chosen = k;
    }
    if (n == 1) *out = text_print("%s/%s", inside, names[chosen]);
    if (n == 0)
        error_set(err, ERR_DATA,
                  "%s: there is no Shapefile, GeoPackage or GeoJSON file in the archive", path);
    else if (n > 1)
        error_set(err, ERR_DATA,
                  "%s: the archive holds %d files with layers (%s); unpack it and name the one "
                  "that is meant",
                  path, n, list.data != NULL ? list.data : "");
    else if (*out == NULL)
        error_nomem(err, path);
    text_clear(&list);
    return n == 1 && *out != NULL ? ERR_OK : n == 1 ? ERR_NOMEM : ERR_DATA;
}

enum err module_name(char **out, const struct geodata_source *source, struct error *err)
{
    char *inside, **names = NULL;
    enum err code;

    if (!is_archive(source->path)) {
        *out = text_copy(source->path);
        return *out == NULL ? error_nomem(err, source->path) : ERR_OK;
    }
    inside = text_print("/vsizip/{%s}", source->path);
    if (inside == NULL) return error_nomem(err, source->path);
    code = look_into(&names, inside, source->path, err);
    if (code == ERR_OK) code = choose(out, names, inside, source->path, err);
    CSLDestroy(names);
    free(inside);
    return code;
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

static enum err need(const char *path, const char *small, const char *large, const char *what,
                     struct error *err)
{
    char *file = sibling(path, small, large);
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

/* Changes that another program has not brought into the file yet would be missed. */
static enum err no_journal(const char *path, struct error *err)
{
    char *journal = text_print("%s-wal", path);
    VSIStatBufL info;
    bool open;

    if (journal == NULL) return error_nomem(err, path);
    open = VSIStatL(journal, &info) == 0 && info.st_size > 0;
    free(journal);
    if (!open) return ERR_OK;
    return error_set(err, ERR_DATA,
                     "%s: another program holds changes of it in %s-wal; close that program, "
                     "or save the layer under another name",
                     path, path);
}

static enum err check_parts(const char *name, struct error *err)
{
    if (ends(name, ".gpkg")) return no_journal(name, err);
    if (!ends(name, ".shp")) return ERR_OK;
    TRY(need(name, ".dbf", ".DBF", "the columns", err));
    return need(name, ".shx", ".SHX", "the places of its records", err);
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
    int n = GDALDatasetGetLayerCount(dataset), listed = 0;

    for (int k = 0; k < n && listed < LAYERS_LISTED; k++) {
        OGRLayerH layer = GDALDatasetGetLayer(dataset, k);

        if (!has_places(layer)) continue;
        text_addf(list, "%s%s", listed++ > 0 ? ", " : "", csv_quote(OGR_L_GetName(layer)).text);
    }
}

static enum err refuse_layer(GDALDatasetH dataset, const struct geodata_source *source, int n,
                             struct error *err)
{
    struct text list = {0};

    list_layers(dataset, &list);
    if (n == 0)
        error_set(err, ERR_DATA, "%s: there is no layer with points or polygons in the file",
                  source->path);
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

    if (cpg != NULL && *cpg != '\0') return source != NULL && *source != '\0';
    return ldid != NULL && strcmp(ldid, "87") != 0 && strcmp(ldid, "0") != 0 &&
           source != NULL && *source != '\0';
}

enum err module_layer(void **dataset, void **layer, bool *raw,
                      const struct geodata_source *source, struct error *err)
{
    char *name = NULL;
    bool bytes = false;
    GDALDatasetH opened = NULL;
    OGRLayerH found = NULL;
    enum err code;

    TRY(module_name(&name, source, err));
    code = check_parts(name, err);
    if (code == ERR_OK) code = open_file(&opened, name, source->encoding, source->path, err);
    if (code == ERR_OK) code = choose_layer(&found, opened, source, err);
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
