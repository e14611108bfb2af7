/* gdal_archive.c - archives, looked into before anything of them is unpacked; see module.h. */
#define _LARGEFILE64_SOURCE /* stat64 of cpl_vsi.h */
#include <cpl_string.h>
#include <cpl_vsi.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "scenarios/geodata/module.h"
#include "scenarios/text.h"

/* What an archive may hold once it is unpacked. A few letters can stand for gigabytes. */
enum { ARCHIVE_FILES = 1000, ARCHIVE_MB = 2048, LISTED = 6 };

static bool ends(const char *path, const char *ending)
{
    size_t n = strlen(path), m = strlen(ending);

    return n >= m && strcasecmp(path + n - m, ending) == 0;
}

/* GDAL gives names a meaning: "/vsicurl/..." is an address, "PG:..." a database. */
enum err module_plain_name(char **out, const char *path, struct error *err)
{
    bool meant = strncmp(path, "/vsi", 4) == 0 || strchr(path, ':') != NULL;

    *out = text_print("%s%s", !meant ? "" : *path == '/' ? "/." : "./", path);
    return *out == NULL ? error_nomem(err, path) : ERR_OK;
}

/* Is any file of the archive locked by a password? The flag stands in the head of each file
 * (PKWARE, .ZIP File Format Specification 6.3.10 (2022), sections 4.3.7 and 4.4.4); where a
 * head does not say how far the next one is, the rest is left. */
static bool is_locked(VSILFILE *file)
{
    unsigned char h[30];
    vsi_l_offset at = 0;

    for (int k = 0; k < ARCHIVE_FILES; k++) {
        if (VSIFSeekL(file, at, SEEK_SET) != 0 || VSIFReadL(h, sizeof h, 1, file) != 1 ||
            memcmp(h, "PK\3\4", 4) != 0)
            return false;
        if ((h[6] & 1) != 0) return true;
        if ((h[6] & 8) != 0) return false;
        at += sizeof h + (vsi_l_offset)(h[18] | h[19] << 8 | h[20] << 16) +
              ((vsi_l_offset)h[21] << 24) + (vsi_l_offset)(h[26] | h[27] << 8) +
              (vsi_l_offset)(h[28] | h[29] << 8);
    }
    return false;
}

static enum err check_archive(const char *name, const char *path, struct error *err)
{
    VSILFILE *file;
    bool locked;

    if (strpbrk(name, "{}") != NULL)
        return error_set(err, ERR_DATA,
                         "%s: the name of an archive cannot have { or } in it; rename it",
                         path);
    file = VSIFOpenL(name, "rb");
    locked = file != NULL && is_locked(file);
    if (file != NULL) VSIFCloseL(file);
    if (!locked) return ERR_OK;
    return error_set(err, ERR_DATA,
                     "%s: the archive is locked by a password; unpack it and name the layer's "
                     "file",
                     path);
}

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
        if (!module_has_format(names[k]) || strstr(names[k], "__MACOSX") != NULL) continue;
        if (n++ < LISTED) text_addf(&list, "%s%s", n > 1 ? ", " : "", csv_quote(names[k]).text);
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

    TRY(module_plain_name(out, source->path, err));
    if (!is_archive(source->path)) return ERR_OK;
    code = check_archive(*out, source->path, err);
    inside = text_print("/vsizip/{%s}", *out);
    free(*out);
    *out = NULL;
    if (code == ERR_OK && inside == NULL) code = error_nomem(err, source->path);
    if (code != ERR_OK) {
        free(inside);
        return code;
    }
    code = look_into(&names, inside, source->path, err);
    if (code == ERR_OK) code = choose(out, names, inside, source->path, err);
    CSLDestroy(names);
    free(inside);
    return code;
}
